"""The graph as integers: links, conditions, components, counts. No words, no answers.

It may import graph and below.
"""
