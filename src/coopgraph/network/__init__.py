"""A graph as numbers: its links, what they mean, what is in a circle with what, and counts of it.

Only questions about many items come here. Whatever needs numpy or scipy imports them when asked.
"""

from coopgraph.network.links import Index, index_of, is_small

__all__ = ["Index", "index_of", "is_small"]
