"""The networkx graph: its attributes, how a dossier becomes one, its items, states and folding.

It may import records and below.
"""
