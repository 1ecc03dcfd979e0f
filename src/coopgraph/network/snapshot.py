"""The network of a graph, compiled once: of a snapshot, or of a graph as long as it stays the same.

A graph keeps its networks in networkx's cache, which networkx clears whenever a node or link is
added or removed. Attributes are overwritten unnoticed, so they are compared with copies each time.
"""

from collections.abc import Callable
from itertools import chain
from operator import methodcaller
from typing import Any, Final

import networkx as nx

from coopgraph.graph.build import build_graph
from coopgraph.graph.check import require_graph
from coopgraph.graph.schema import Attributes, Graph, adjacency_of
from coopgraph.network.conditions import Network
from coopgraph.network.from_graph import network_of_graph
from coopgraph.records.dossier import Dossier
from coopgraph.words.dates import EDTFDate

__all__ = ["Snapshot", "date_as_of", "network_of", "snapshot", "text_as_of"]


_SLOT: Final = "coopgraph networks"

#: How many networks are kept of a graph: those of the dates asked for last.
_MOST: Final = 4


class _Networks:
    """The networks of a graph, by date."""

    def __init__(self, attributes: list[Attributes] | None = None) -> None:
        self.attributes = attributes or []
        self.copies = [dict(one) for one in self.attributes]
        self.by_date: dict[str, Network] = {}

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Pickle and copy as ``None``: a copied graph compiles its own networks."""
        return type(None), ()

    @property
    def is_current(self) -> bool:
        """Whether no attribute has changed since."""
        return self.attributes == self.copies

    def get(self, as_of: EDTFDate | None, compiled: Callable[[], Network]) -> Network:
        """The network as of a date, compiled when it is first asked for."""
        key = as_of.text if as_of else ""
        network = self.by_date.pop(key, None) or compiled()
        while len(self.by_date) >= _MOST:
            del self.by_date[next(iter(self.by_date))]
        self.by_date[key] = network  # the last one asked for comes last
        return network


def _networks_of(graph: Graph) -> _Networks:
    """The networks of a graph so far; none, if it is a view or of an old networkx."""
    kept: dict[str, Any] | None = getattr(graph, "__networkx_cache__", None)
    if kept is None or hasattr(graph, "_graph"):
        return _Networks()
    networks: _Networks | None = kept.get(_SLOT)
    if networks is None or not networks.is_current:
        networks = kept[_SLOT] = _Networks(_attributes_of(graph))
    return networks


def _attributes_of(graph: Graph) -> list[Attributes]:
    """The attributes of all nodes and links: the graph's own mappings."""
    rows = chain.from_iterable(map(methodcaller("values"), adjacency_of(graph)[1].values()))
    links = (
        chain.from_iterable(map(methodcaller("values"), rows)) if graph.is_multigraph() else rows
    )
    return [*dict(graph.nodes.data()).values(), *links]


class Snapshot(nx.MultiDiGraph):  # type: ignore[type-arg]
    """A frozen copy of a graph for those who ask often: its conditions are compiled once.

    Every question takes it wherever it takes a graph; so does networkx. Make it with
    :func:`coopgraph.snapshot`. A ``copy()`` of it is a plain graph that can be changed.
    """

    def __init__(self, incoming_graph_data: Any = None, **attr: Any) -> None:
        super().__init__(incoming_graph_data, **attr)
        self.networks = _Networks()

    def copy(self, as_view: bool = False) -> Any:  # noqa: FBT001, FBT002 - networkx
        """A plain graph with the same nodes, links and attributes."""
        return super().copy(as_view=True) if as_view else nx.MultiDiGraph(self)

    def to_directed_class(self) -> type:
        """The class of graphs made from this one: plain ones."""
        return nx.MultiDiGraph

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the plain graph, and compile again."""
        return snapshot, (nx.MultiDiGraph(self),)


def snapshot(source: Dossier | Graph) -> Snapshot:
    """Copy a graph, or build that of a dossier, and freeze it: for many questions about it.

    Parameters
    ----------
    source
        A dossier or a valid graph; a snapshot is returned as it is.

    Raises
    ------
    TypeError, GraphSchemaError
        If it is not a graph, or an invalid one.

    Examples
    --------
    >>> import coopgraph as cg
    >>> snap = cg.snapshot(cg.example())
    >>> cg.state(snap)["framework-convention"].state
    <State.READY: 'ready'>
    >>> snap.add_node("new")
    Traceback (most recent call last):
        ...
    networkx.exception.NetworkXError: Frozen graph can't be modified
    """
    if isinstance(source, Snapshot):
        return source
    graph: Any = build_graph(source) if isinstance(source, Dossier) else source
    require_graph(graph)
    return nx.freeze(Snapshot(graph))  # type: ignore[no-any-return]


def date_as_of(graph: Graph, as_of: object = None) -> EDTFDate | None:
    """The date of a state: the one given, or else that of the graph, if it has one.

    A date as people write it is read in the language of the graph.

    Raises
    ------
    ValueError
        If it is not a date.
    """
    given = as_of or graph.graph.get("as_of")
    return EDTFDate(given, graph.graph.get("language")) if given else None  # type: ignore[arg-type]


def text_as_of(graph: Graph, as_of: object = None) -> str:
    """The date of a state in EDTF, as answers show it; empty if there is none."""
    day = date_as_of(graph, as_of)
    return day.text if day else ""


def network_of(graph: Graph, as_of: object = None) -> Network:
    """The network of a graph as of a date: compiled, or that of a snapshot.

    Parameters
    ----------
    graph
        A valid graph, or a snapshot.
    as_of
        A date, a year or a day; by default that of the graph.

    Raises
    ------
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``as_of`` is not a date.
    """
    day = date_as_of(graph, as_of)
    networks = graph.networks if isinstance(graph, Snapshot) else _networks_of(graph)
    return networks.get(day, lambda: network_of_graph(graph, day))
