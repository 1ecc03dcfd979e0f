"""The table of export formats, and how a graph is exported in one of them.

A dossier is turned into its graph, the graph is flattened (:mod:`coopgraph.io.write.flat`), and the
writer of the format turns that into bytes. To add a format, write one file and add one row here.
"""

import functools
from collections.abc import Callable
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
    edge_list,
    gexf,
    graphml,
    hif,
    kumu,
    mermaid,
    node_link,
    rdf,
    relation_table,
)
from coopgraph.io.write.dossier_losses import dossier_losses
from coopgraph.io.write.flat import FlatGraph, flatten
from coopgraph.io.write.losses import Loss, Written, group_losses
from coopgraph.records.dossier import Dossier

__all__ = ["EXPORTS", "Export", "Loss", "Written", "export", "export_for"]


@dataclass(frozen=True, slots=True)
class Export:
    """An export format.

    Attributes
    ----------
    name
        Its name for ``format=`` and ``--format``.
    suffixes
        The suffixes of its files, the usual one first.
    dump
        Returns the bytes of its files.
    lost
        Returns what it does not hold of a flat graph.
    reserved
        Whether the format uses a name on a ``node``, an ``edge`` or the ``graph`` itself.
    parts
        For a format of several files, what each file name ends with in place of the suffix.
    """

    name: str
    suffixes: tuple[str, ...]
    dump: Callable[[FlatGraph], tuple[bytes, ...]]
    lost: Callable[[FlatGraph], list[Loss]] = lambda _flat: []
    reserved: Callable[[str, str], bool] = lambda _where, _name: False
    parts: tuple[str, ...] = ()

    def files(self, path: Path) -> tuple[Path, ...]:
        """The files written for a path."""
        if not self.parts:
            return (path,)
        name = path.name
        endings = sorted({*self.parts, *self.suffixes, ".csv"}, key=len, reverse=True)
        ending = next((end for end in endings if name.lower().endswith(end)), "")
        stem = name[: len(name) - len(ending)] or "graph"
        return tuple(path.with_name(stem + part) for part in self.parts)


_ALL_BUT_TITLE: Final = functools.partial(FlatGraph.attribute_losses, keeps_title=True)

#: Every format, in the order in which they are listed to users.
EXPORTS: Final[tuple[Export, ...]] = (
    Export("graphml", (".graphml",), graphml.dump, reserved=graphml.reserved),
    Export("gexf", (".gexf",), gexf.dump, _ALL_BUT_TITLE, gexf.reserved),
    Export("cytoscape", (".cyjs",), cytoscape.dump, reserved=cytoscape.reserved),
    Export("node-link", (".node-link.json",), node_link.dump, reserved=node_link.reserved),
    Export("kumu", (".kumu.json",), kumu.dump, FlatGraph.attribute_losses, kumu.reserved),
    Export("hif", (".hif.json",), hif.dump, hif.lost),
    Export("dot", (".dot", ".gv"), dot.dump, FlatGraph.type_losses, dot.reserved),
    Export("mermaid", (".mmd", ".mermaid"), mermaid.dump, mermaid.lost),
    Export(
        "csv",
        (".csv",),
        edge_list.dump,
        edge_list.lost,
        edge_list.reserved,
        (".nodes.csv", ".edges.csv"),
    ),
    Export(
        "neo4j",
        (".neo4j.csv",),
        edge_list.dump_neo4j,
        edge_list.lost_neo4j,
        edge_list.reserved_neo4j,
        (".neo4j.nodes.csv", ".neo4j.relationships.csv"),
    ),
    Export("turtle", (".ttl",), rdf.dump_turtle),
    Export("json-ld", (".jsonld",), rdf.dump_json_ld),
    Export("parquet", (".parquet",), relation_table.dump_parquet, relation_table.lost),
    Export("sqlite", (".sqlite",), relation_table.dump_sqlite, relation_table.lost),
)


def export_for(path: Path, name: str | None) -> Export | None:
    """The format with this name, or without one that of the path's suffix; ``None`` if unknown."""
    if name is not None:
        return next((form for form in EXPORTS if form.name == name), None)
    ends = {end: form for form in EXPORTS for end in form.suffixes}
    fitting = [end for end in ends if path.name.lower().endswith(end)]
    return ends[max(fitting, key=len)] if fitting else None


def export(subject: Dossier | Graph, path: Path, form: Export, lang: str | None) -> Written:
    """Write a graph, or that of a dossier, and report what the files do not hold."""
    graph = graph_of(subject)
    lang = lang or language_of(graph)
    flat = flatten(graph, lang).renamed(form.reserved)
    files = form.files(path)
    data = form.dump(flat)
    losses = [
        *(dossier_losses(subject) if isinstance(subject, Dossier) else ()),
        *flat.losses,
        *form.lost(flat),
    ]
    merged = group_losses((loss.code, loss.about, at) for loss in losses for at in loss.places)
    saving.save_together(dict(zip(files, data, strict=True)))
    return Written(files, form.name, merged, lang=lang)
