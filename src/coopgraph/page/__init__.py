"""Pages: one to explore a graph, and one that briefs on a single item.

Each is a value with the whole text in it: self-contained, loading nothing, working from disk, in a
notebook and after export. The answers on it are worked out by the library beforehand.
"""

from coopgraph.page.brief import Brief, brief
from coopgraph.page.explorer import Explorer, explore

__all__ = ["Brief", "Explorer", "brief", "explore"]
