"""Dossiers from and to files, and graphs to files for others, each format in a file of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from coopgraph._base import saving
from coopgraph._base.errors import DossierError, FormatError, Problem
from coopgraph._base.opening import packaged
from coopgraph._base.unfinished import settle
from coopgraph.extract.documents import read_report
from coopgraph.graph.schema import Graph
from coopgraph.io.read import json
from coopgraph.io.read.reading import Reading, TextReading, opened
from coopgraph.io.salvage import Casualty, Salvage, accounts
from coopgraph.io.write.graphs import EXPORTS, Written, export, export_for
from coopgraph.records.dossier import Dossier
from coopgraph.records.validation import dossier_from, sound_part
from coopgraph.sql.open import read_relations
from coopgraph.words.vocabulary import Outcome

__all__ = [
    "example",
    "example_text",
    "files_of",
    "format_names",
    "read",
    "read_relations",
    "read_report",
    "salvage",
    "starter",
    "write",
]


def _yaml(dossier: Dossier) -> Mapping[str, bytes]:
    from coopgraph.io.read import yaml

    return {"": yaml.dump(dossier).encode()}


def _xlsx(dossier: Dossier) -> Mapping[str, bytes]:
    from coopgraph.io.read import xlsx

    return {"": xlsx.dump(dossier)}


def _tables(dossier: Dossier) -> Mapping[str, bytes]:
    from coopgraph.io.read import csv

    return csv.dump(dossier)


#: How a dossier is written, by the name of the format: each file of it, the path itself as "".
_WRITERS: Final[Mapping[str, Callable[[Dossier], Mapping[str, bytes]]]] = {
    "yaml": _yaml,
    "json": lambda dossier: {"": json.dump(dossier).encode()},
    "xlsx": _xlsx,
    "tables": _tables,
}
_SUFFIXES: Final[Mapping[str, str]] = {
    ".json": "json",
    ".xlsx": "xlsx",
    ".yaml": "yaml",
    ".yml": "yaml",
}


def read(path: str | Path, *, mapping: str | Path | None = None) -> Dossier:
    """The dossier in a file or folder: all of it, or every problem that stands in the way.

    Parameters
    ----------
    path
        A ``.yaml``, ``.yml``, ``.json`` or ``.xlsx`` file, an IATI ``.xml`` file, or a folder of
        CSV tables.
    mapping
        A mapping file (YAML), where ``path`` is a folder of tables that others have made.

    Raises
    ------
    DossierError
        With every problem, each with file, line and column, or sheet and cell, and, where there is
        one, what was probably meant; in the order of the file. :func:`salvage` reads what is sound.
    FormatError
        When the suffix names no format.
    UnfinishedSaveError
        When a save of it was interrupted and cannot be finished; the message says how to recover.
    OSError
        When the file cannot be opened.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "copy.xlsx")
    >>> written = cg.write(cg.example(), path)
    >>> cg.read(path) == cg.example()
    True
    """
    return _whole(_opened(path, mapping, lenient=False))


def salvage(
    path: str | Path, *, mapping: str | Path | None = None, lang: str | None = None
) -> Salvage:
    """What is sound of a file or folder, and what became of everything else.

    A wrong value is left out where its record can do without it, else the record is; rows that say
    what another says are one with it. Nothing is made up, and everything that was not kept as it
    was is listed with its place and the reason: for each table, rows read = records + merged +
    rejected.

    Parameters
    ----------
    path, mapping
        As in :func:`read`.
    lang
        Language of the answer; that of the dossier by default.

    Raises
    ------
    DossierError
        When the file cannot be read at all, such as a text with a syntax error.
    FormatError
        When the suffix names no format.
    UnfinishedSaveError
        When a save of it was interrupted and cannot be finished; the message says how to recover.
    OSError
        When the file cannot be opened.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "draft.yaml")
    >>> _ = path.write_text('''
    ... institutions:
    ...   - {id: afd, name: AFD, kind: development_bank, country: Frankreich}
    ...   - {id: anru, name: ANRU, kind: agncy}
    ... ''')
    >>> saved = cg.salvage(path)
    >>> [institution.id for institution in saved.dossier.institutions]
    ['afd']
    >>> [(casualty.outcome.value, casualty.problem.line) for casualty in saved]
    [('repaired', 3), ('rejected', 4)]
    """
    reading = _opened(path, mapping, lenient=True)
    dossier, removed = sound_part(reading.data)
    language = lang or dossier.language or "en"

    def _located(problem: Problem) -> Problem:
        return problem if problem.file else reading.located(problem)

    casualties, tallies = accounts(reading.entries, removed, reading.passed_over)
    found = [
        replace(c, problem=_located(c.problem), others=tuple(map(_located, c.others)))
        for c in casualties
    ]
    told = {id(entry.problem) for entry in reading.entries}
    found += [
        Casualty(Outcome.UNREAD, problem, Path(path).name)
        for problem in reading.problems
        if id(problem) not in told
    ]
    counts = dict(reading.sentinels), dict(reading.unconverted)
    return Salvage(dossier, tuple(found), tuple(tallies), *counts, lang=language)


def write(
    subject: Dossier | Graph,
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - what every reader would call it
    lang: str | None = None,
) -> Written:
    """Write a dossier, or a graph for other programs, and say what the file does not hold.

    A dossier written as ``.yaml``, ``.yml``, ``.json``, ``.xlsx`` or, where the path has no suffix,
    as a folder of CSV tables is read back equal by :func:`read`;
    comments are not kept. All other formats hold its graph (see :func:`coopgraph.build_graph`),
    flattened as :mod:`coopgraph.io.write.flat` describes; in none of them does the order
    of records count.

    ================= ============= =========================== ==================================
    suffix            name          opens in                    cannot hold
    ================= ============= =========================== ==================================
    .graphml          graphml       yEd, Gephi, igraph,         (holds all of a graph)
                                    networkx
    .gexf             gexf          Gephi                       attributes of the whole
    .cyjs             cytoscape     Cytoscape, cytoscape.js     (holds all of a graph)
    .node-link.json   node-link     networkx, D3                (holds all of a graph)
    .kumu.json        kumu          Kumu                        attributes of the whole
    .hif.json         hif           XGI, HyperNetX and other    provisions; ties other than of
                                    hypergraph libraries        institutions to agreements and
                                                                activities
    .dot .gv          dot           Graphviz                    types of numbers
    .mmd .mermaid     mermaid       GitHub, GitLab, JupyterLab  what the picture does not show
    .csv              csv           pandas, spreadsheets        attributes of the whole, types
    .neo4j.csv        neo4j         neo4j-admin import          attributes of the whole
    .ttl              turtle        triple stores               (holds all of a graph)
    .jsonld           json-ld       triple stores, JSON tools   (holds all of a graph)
    .parquet          parquet       DuckDB, Spark, pandas       all but who relies on what, how
    .sqlite           sqlite        SQLite                      all but who relies on what, how
    ================= ============= =========================== ==================================

    ``csv`` and ``neo4j`` are a list of nodes and one of edges: ``net.csv`` becomes
    ``net.nodes.csv`` and ``net.edges.csv``, ``net.neo4j.csv`` becomes ``net.neo4j.nodes.csv`` and
    ``net.neo4j.relationships.csv``. A cell that a spreadsheet would run as a formula gets an
    apostrophe before it, and the answer lists it; what has apostrophes of its own there gets one
    more, so that they can be taken off again. Read the lists as text where a year must stay a year:
    ``pandas.read_csv(…, dtype=str, keep_default_na=False)``.

    Parameters
    ----------
    subject
        A dossier, or a graph that carries the schema of :mod:`coopgraph.graph.schema`.
    path
        The file, or, without a suffix, a folder of CSV tables; older ones are replaced, all or none.
        Should the machine stop meanwhile, never does a new one stand beside an old one, and whoever
        reads or writes there next finishes what was begun. A device, pipe or socket is written to.
    format
        A name of the table, ``yaml``, ``json``, ``xlsx`` or ``tables``; by default what the path
        ends in.
    lang
        Language of the answer, and of labels and relations where a format shows them; that of the
        dossier by default.

    Returns
    -------
    Written
        The files, and every kind of thing that they do not hold or hold otherwise, with its
        places; empty where they hold all that was written.

    Raises
    ------
    FormatError
        When neither suffix nor name is known, or a graph is to be written as a dossier.
    GraphSchemaError
        With everything that the graph lacks.
    MissingExtraError
        When RDF is asked for and rdflib is not installed (extra ``rdf``).
    OSError
        When it cannot be written; older files are then untouched.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> len(cg.write(cg.example(), folder / "network.yaml"))
    0
    >>> graph = cg.build_graph(cg.example())
    >>> for loss in cg.write(graph, folder / "network.gexf"):
    ...     print(loss.describe(), loss.places)
    attributes of the whole ('title_en', 'language', 'sources')
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
    files = _WRITERS[name](subject)
    if name == "tables":
        saving.save_folder(path, files)
    else:
        saving.save(path, files[""])
    return Written((path,), name, lang=lang or subject.language or "en")


def format_names() -> tuple[str, ...]:
    """What ``format=`` may be, formats of dossiers first."""
    return (*_WRITERS, *(one.name for one in EXPORTS))


def files_of(path: Path, name: str | None = None) -> tuple[Path, ...]:
    """The files that :func:`write` makes when asked for a path."""
    exported = export_for(path, name)
    if exported:
        return exported.files(path)
    if (name or _name_of(path)) != "tables":
        return (path,)
    from coopgraph.io.tables.sheets import SHEETS

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
    """The format of dossiers that a path ends in; without an end it is a folder of tables."""
    suffix = path.suffix.lower()
    if not suffix or path.is_dir():
        return "tables"
    if suffix not in _SUFFIXES:
        known = [*_SUFFIXES, *(end for one in EXPORTS for end in one.suffixes)]
        raise FormatError("unknown-format", suffix=suffix, known=" ".join(known))
    return _SUFFIXES[suffix]


def example() -> Dossier:
    """The bundled dossier: the visit of ANRUR to ANRU in November 2019 and what it recommended.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.example().institutions)
    12
    """
    # The same in JSON, which is read in a tenth of the time; a test holds it to the YAML.
    return _whole(TextReading(example_text("anru-visit-2019.json").encode(), json.JsonFile))


def starter(lang: str) -> Dossier:
    """A dossier to begin with, as ``coopgraph new`` makes it, in French or English."""
    from coopgraph.io.read import yaml

    return _whole(TextReading(example_text(f"starter.{lang}.yaml").encode(), yaml.YamlFile))


def example_text(name: str) -> str:
    """The text of a bundled file: ``anru-visit-2019.yaml`` (or ``.json``), ``starter.fr.yaml``."""
    return packaged("data", name)


def _opened(path: str | Path, mapping: str | Path | None, *, lenient: bool) -> Reading:
    settle(Path(path))
    if mapping is None:
        return opened(Path(path), lenient=lenient)
    from coopgraph.io.mapping.reading import read_mapped

    return read_mapped(Path(path), Path(mapping), lenient=lenient)


def _whole(reading: Reading) -> Dossier:
    problems = list(reading.problems)
    language = "en"
    try:
        dossier = dossier_from(reading.data)
    except DossierError as error:
        language = error.language
        problems += [reading.located(problem) for problem in error.problems]
    if problems:
        problems.sort(key=lambda p: (p.file or "", p.line or 0, p.column or 0, p.code))
        raise DossierError(problems, language)
    return dossier
