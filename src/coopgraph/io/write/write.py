"""Write a dossier, or a graph for other programs, to a file."""

from pathlib import Path
from typing import Final, NoReturn

from coopgraph._base import saving
from coopgraph._base.errors import FormatError
from coopgraph.graph.schema import Graph
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.io.write import csv, json, xlsx
from coopgraph.io.write.formats import EXPORTS, Written, export, export_for
from coopgraph.records.dossier import Dossier

__all__ = ["files_of", "format_names", "write"]

#: The formats of dossiers by suffix; a folder of ``tables`` has none.
_SUFFIXES: Final = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": "xlsx"}


def write(
    subject: Dossier | Graph,
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - what every reader would call it
    lang: str | None = None,
) -> Written:
    """Write a dossier, or a graph for other programs, and list what the file cannot hold.

    A dossier written as ``.yaml``, ``.yml``, ``.json``, ``.xlsx`` or, where the path has no suffix,
    as a folder of CSV tables is read back equal by :func:`read`; comments are not kept. All other
    formats hold its graph (see :func:`coopgraph.build_graph`), flattened as
    :mod:`coopgraph.io.write.flat` describes; in none of them does the order of records matter.

    ================= ============= =========================== ==================================
    suffix            name          opens in                    cannot hold
    ================= ============= =========================== ==================================
    .graphml          graphml       yEd, Gephi, igraph,         (holds all of a graph)
                                    networkx
    .gexf             gexf          Gephi                       attributes of the graph
    .cyjs             cytoscape     Cytoscape, cytoscape.js     (holds all of a graph)
    .node-link.json   node-link     networkx, D3                (holds all of a graph)
    .kumu.json        kumu          Kumu                        attributes of the graph
    .hif.json         hif           XGI, HyperNetX and other    provisions; ties other than of
                                    hypergraph libraries        institutions to agreements and
                                                                activities
    .dot .gv          dot           Graphviz                    types of numbers
    .mmd .mermaid     mermaid       GitHub, GitLab, JupyterLab  what the picture does not show
    .csv              csv           pandas, spreadsheets        attributes of the graph, types
    .neo4j.csv        neo4j         neo4j-admin import          attributes of the graph
    .ttl              turtle        triple stores               (holds all of a graph)
    .jsonld           json-ld       triple stores, JSON tools   (holds all of a graph)
    .parquet          parquet       DuckDB, Spark, pandas       all but who relies on what, how
    .sqlite           sqlite        SQLite                      all but who relies on what, how
    ================= ============= =========================== ==================================

    ``csv`` and ``neo4j`` are a list of nodes and one of edges: ``net.csv`` becomes
    ``net.nodes.csv`` and ``net.edges.csv``, ``net.neo4j.csv`` becomes ``net.neo4j.nodes.csv`` and
    ``net.neo4j.relationships.csv``. A cell that a spreadsheet would run as a formula gets a leading
    apostrophe, and the answer lists it; a cell that starts with apostrophes already gets one more,
    so that they can be removed again. Read the lists as text where a year must stay a year:
    ``pandas.read_csv(…, dtype=str, keep_default_na=False)``.

    Parameters
    ----------
    subject
        A dossier, or a graph with the attributes of :mod:`coopgraph.graph.schema`.
    path
        The file, or, without a suffix, a folder of CSV tables; existing files are replaced, all or
        none. After an interruption no new file is left beside an old one: the next read or write
        completes the save. Devices, pipes and sockets are written to directly.
    format
        A name of the table, ``yaml``, ``json``, ``xlsx`` or ``tables``; by default that of the
        suffix.
    lang
        Language of the answer, and of the labels and relations in the file; that of the dossier by
        default.

    Returns
    -------
    Written
        The files, and everything that they do not hold or hold in another form, with its places;
        empty where they hold all that was written.

    Raises
    ------
    FormatError
        When the suffix or name is unknown, or a graph is to be written as a dossier.
    GraphSchemaError
        With every attribute that the graph lacks.
    MissingExtraError
        When RDF is asked for and rdflib is not installed (extra ``rdf``).
    OSError
        When it cannot be written; existing files are then unchanged.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> len(cg.write(cg.example(), folder / "network.yaml"))
    0
    >>> graph = cg.build_graph(cg.example())
    >>> for loss in cg.write(graph, folder / "network.gexf"):
    ...     print(loss.describe(), loss.places)
    attributes of the graph ('title_en', 'language', 'sources')
    """
    path = Path(path)
    if format is not None and format not in format_names():
        raise FormatError("unknown-format", suffix=format, known=" ".join(format_names()))
    exported = export_for(path, format)
    if exported:
        return export(subject, path, exported, lang)
    if not isinstance(subject, Dossier):
        _refuse_graph(subject, path, format)
    name = format or _name_of(path)
    if name == "tables":
        saving.save_folder(path, csv.dump(subject))
    else:
        saving.save(path, _dump(subject, name))
    return Written((path,), name, lang=lang or subject.language or "en")


def _dump(dossier: Dossier, name: str) -> bytes:
    if name == "json":
        return json.dump(dossier).encode()
    if name == "xlsx":
        return xlsx.dump(dossier)
    from coopgraph.io.write import yaml  # loads slowly

    return yaml.dump(dossier).encode()


def format_names() -> tuple[str, ...]:
    """Return the values of ``format=``, those of dossiers first."""
    return (*dict.fromkeys(_SUFFIXES.values()), "tables", *(one.name for one in EXPORTS))


def files_of(path: Path, name: str | None = None) -> tuple[Path, ...]:
    """Return the files that :func:`write` makes for a path."""
    exported = export_for(path, name)
    if exported:
        return exported.files(path)
    if (name or _name_of(path)) != "tables":
        return (path,)
    return tuple(path / f"{table}.csv" for table in SHEETS)


def _refuse_graph(subject: object, path: Path, name: str | None) -> NoReturn:
    if not hasattr(subject, "edges"):
        msg = f"write takes a Dossier or a networkx graph, not {type(subject).__name__}"
        raise TypeError(msg)
    ends = " ".join(one.suffixes[0] for one in EXPORTS)
    if name is None and path.suffix.lower() not in {*_SUFFIXES, ""}:
        raise FormatError("unknown-format", suffix=path.suffix, known=ends)
    raise FormatError("graph-not-dossier", suffix=name or path.suffix or "tables", known=ends)


def _name_of(path: Path) -> str:
    """Return the dossier format of a path, by its suffix; a path without one is a folder."""
    suffix = path.suffix.lower()
    if not suffix or path.is_dir():
        return "tables"
    if suffix not in _SUFFIXES:
        known = [*_SUFFIXES, *(end for one in EXPORTS for end in one.suffixes)]
        raise FormatError("unknown-format", suffix=suffix, known=" ".join(known))
    return _SUFFIXES[suffix]
