"""Graphs to files for other programs, each format in a file of its own.

A dossier becomes its graph, the graph becomes flat (:mod:`coopgraph.io.write.flat`), and a
writer of one format turns that into bytes. The table below is the one place where formats have
their names and suffixes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coopgraph._base import saving
from coopgraph.graph.build import graph_of
from coopgraph.graph.items import language_of
from coopgraph.graph.schema import Graph
from coopgraph.io.write import (
    cytoscape,
    dot,
    gexf,
    graphml,
    hif,
    kumu,
    lists,
    mermaid,
    node_link,
    rdf,
    relation,
)
from coopgraph.io.write.flat import Flat, flatten
from coopgraph.io.write.losses import Loss, Written
from coopgraph.io.write.unheld import unheld
from coopgraph.records.dossier import Dossier

__all__ = ["EXPORTS", "Export", "Loss", "Written", "export", "export_for"]


@dataclass(frozen=True, slots=True)
class Export:
    """A format that graphs are written in.

    Attributes
    ----------
    name
        What ``format=`` and ``--format`` call it.
    suffixes
        How names of its files end, the usual one first.
    dump
        The bytes of its files.
    reserved
        Whether a name on a ``node``, an ``edge`` or the ``graph`` is the format's own.
    lost
        What it does not hold of a flat graph.
    parts
        How the names of its files end where it writes several, in place of the suffix.
    """

    name: str
    suffixes: tuple[str, ...]
    dump: Callable[[Flat], tuple[bytes, ...]]
    reserved: Callable[[str, str], bool]
    lost: Callable[[Flat], list[Loss]] = lambda _flat: []
    parts: tuple[str, ...] = ()

    def files(self, path: Path) -> tuple[Path, ...]:
        """The files that it writes when asked for a path."""
        if not self.parts:
            return (path,)
        name = path.name
        endings = sorted({*self.parts, *self.suffixes, ".csv"}, key=len, reverse=True)
        ending = next((end for end in endings if name.lower().endswith(end)), "")
        stem = name[: len(name) - len(ending)] or "graph"
        return tuple(path.with_name(stem + part) for part in self.parts)


#: Every format, in the order in which people are told of them.
EXPORTS: Final[tuple[Export, ...]] = (
    Export("graphml", (".graphml",), graphml.dump, graphml.reserved),
    Export("gexf", (".gexf",), gexf.dump, gexf.reserved, gexf.lost),
    Export("cytoscape", (".cyjs",), cytoscape.dump, cytoscape.reserved),
    Export("node-link", (".node-link.json",), node_link.dump, node_link.reserved),
    Export("kumu", (".kumu.json",), kumu.dump, kumu.reserved, kumu.lost),
    Export("hif", (".hif.json",), hif.dump, hif.reserved, hif.lost),
    Export("dot", (".dot", ".gv"), dot.dump, dot.reserved, dot.lost),
    Export("mermaid", (".mmd", ".mermaid"), mermaid.dump, mermaid.reserved, mermaid.lost),
    Export(
        "csv",
        (".csv",),
        lists.dump,
        lists.reserved,
        lists.lost,
        (".nodes.csv", ".edges.csv"),
    ),
    Export(
        "neo4j",
        (".neo4j.csv",),
        lists.dump_neo4j,
        lists.reserved_neo4j,
        lists.lost_neo4j,
        (".neo4j.nodes.csv", ".neo4j.relationships.csv"),
    ),
    Export("turtle", (".ttl",), rdf.dump_turtle, rdf.reserved),
    Export("json-ld", (".jsonld",), rdf.dump_json_ld, rdf.reserved),
    Export("parquet", (".parquet",), relation.dump_parquet, relation.reserved, relation.lost),
    Export("sqlite", (".sqlite",), relation.dump_sqlite, relation.reserved, relation.lost),
)


def export_for(path: Path, name: str | None) -> Export | None:
    """The format of that name, else the one that the end of the path names; or none."""
    if name is not None:
        return next((one for one in EXPORTS if one.name == name), None)
    ends = [(end, one) for one in EXPORTS for end in one.suffixes]
    fitting = [(len(end), one) for end, one in ends if path.name.lower().endswith(end)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def export(subject: Dossier | Graph, path: Path, form: Export, lang: str | None) -> Written:
    """Write a dossier's graph, or a graph, and say what the files do not hold."""
    graph = graph_of(subject)
    lang = lang or language_of(graph)
    flat = flatten(graph, lang).renamed(form.reserved)
    files = form.files(path)
    data = form.dump(flat)
    losses = [
        *(unheld(subject) if isinstance(subject, Dossier) else ()),
        *flat.losses,
        *form.lost(flat),
    ]
    saving.save_together(dict(zip(files, data, strict=True)))
    return Written(files, form.name, tuple(_merged(losses)), lang=lang)


def _merged(losses: list[Loss]) -> Iterator[Loss]:
    """Losses of one kind as one, in the order of the first."""
    places: dict[tuple[str, str], tuple[str, ...]] = {}
    for loss in losses:
        kind = (loss.code, loss.about)
        places[kind] = places.get(kind, ()) + loss.places
    for (code, about), at in places.items():
        yield Loss(code, at, about)
