"""The snapshot: a graph that no longer changes, with its network compiled once."""

from typing import Any

import networkx as nx

from coopgraph.graph.build import build_graph
from coopgraph.graph.check import require_graph
from coopgraph.graph.schema import Graph
from coopgraph.network.conditions import Network
from coopgraph.network.from_graph import network_of_graph
from coopgraph.records.dossier import Dossier
from coopgraph.words.dates import EDTFDate

__all__ = ["Snapshot", "date_as_of", "network_of", "snapshot", "text_as_of"]


class Snapshot(nx.MultiDiGraph):  # type: ignore[type-arg]
    """A frozen copy of a graph for those who ask often: its conditions are compiled once.

    Every question takes it wherever it takes a graph; so does networkx. Make it with
    :func:`coopgraph.snapshot`. A ``copy()`` of it is a plain graph that can be changed.
    """

    def __init__(self, incoming_graph_data: Any = None, **attr: Any) -> None:
        super().__init__(incoming_graph_data, **attr)
        self._networks: dict[str, Network] = {}

    def network(self, as_of: EDTFDate | None) -> Network:
        """The network as of a date, compiled when it is first asked for."""
        key = as_of.text if as_of else ""
        if key not in self._networks:
            self._networks[key] = network_of_graph(self, as_of)
        return self._networks[key]

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

    Raises
    ------
    ValueError
        If it is not a date.
    """
    given = as_of or graph.graph.get("as_of")
    return EDTFDate(given) if given else None  # type: ignore[arg-type]


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
        A date in EDTF, a year or a day; by default that of the graph.

    Raises
    ------
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``as_of`` is not a date.
    """
    day = date_as_of(graph, as_of)
    return graph.network(day) if isinstance(graph, Snapshot) else network_of_graph(graph, day)
