"""The networkx graph: its schema, built from a dossier, its items, their states, and folding.

It may import records and below.
"""
