"""The public questions, one per file: each asks the network and returns an answer.

It may import sql and below.
"""
