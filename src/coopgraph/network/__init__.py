"""Algorithms on a graph: links as integers, conditions, plans, counts. No words, no answers.

It may import graph and below.
"""
