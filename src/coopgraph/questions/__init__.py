"""The public questions, one noun per file: each asks the network and dresses the answer.

It may import sql and below.
"""
