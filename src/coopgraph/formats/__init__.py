"""Dossiers from and to files, and graphs to files for others, each format in a file of its own."""

import errno
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Final, NoReturn, Protocol

from coopgraph.dossier import Dossier
from coopgraph.errors import DossierError, FormatError, Problem
from coopgraph.formats import json, yaml
from coopgraph.formats.disk import decoded, write_whole
from coopgraph.formats.exports import EXPORTS, Written, export, export_for
from coopgraph.schema import Graph
from coopgraph.validation import dossier_from
from coopgraph.wording import say

__all__ = [
    "example",
    "example_text",
    "files_of",
    "format_names",
    "read",
    "write",
    "write_whole",
]


class _Parsed(Protocol):
    """The values of a text, what is wrong with their notation, and where they stand."""

    data: object
    problems: list[Problem]

    def locate(self, problem: Problem) -> tuple[int | None, int | None]: ...


@dataclass(frozen=True, slots=True)
class _Format:
    parse: Callable[[str], _Parsed]
    dump: Callable[[Dossier], str]
    limit_mb: int


#: How JSON and YAML write a half of one of the rarer characters.
_HALF_A_CHARACTER: Final = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")

_YAML: Final = _Format(yaml.YamlFile, yaml.dump, yaml.LIMIT_MB)
_FORMATS: Final[Mapping[str, _Format]] = {
    ".json": _Format(json.JsonFile, json.dump, json.LIMIT_MB),
    ".yaml": _YAML,
    ".yml": _YAML,
}
#: What ``format=`` calls the formats of dossiers.
_NAMES: Final[Mapping[str, str]] = {"json": ".json", "yaml": ".yaml"}


def read(path: str | Path) -> Dossier:
    """The dossier in a file.

    Parameters
    ----------
    path
        A ``.yaml``, ``.yml`` or ``.json`` file.

    Raises
    ------
    DossierError
        With every problem of the file, each with line, column and, where there is one, what was
        probably meant; in the order of the file.
    FormatError
        When the suffix names no format.
    OSError
        When the file cannot be opened.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "copy.json")
    >>> written = cg.write(cg.example(), path)
    >>> cg.read(path) == cg.example()
    True
    """
    path = Path(path)
    form = _format_of(path)
    try:
        return _parsed(_bytes_of(path, form), form)
    except DossierError as error:
        language = error.language
        problems = [
            problem.at(str(path), problem.line, problem.column) for problem in error.problems
        ]
    raise DossierError(problems, language)


def write(
    subject: Dossier | Graph,
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - what every reader would call it
    lang: str | None = None,
) -> Written:
    """Write a dossier, or a graph for other programs, and say what the file does not hold.

    A dossier written as ``.yaml``, ``.yml`` or ``.json`` is read back equal by :func:`read`;
    comments are not kept. All other formats hold its graph (see :func:`coopgraph.build_graph`),
    flattened as :mod:`coopgraph.formats.exports.flat` describes; in none of them does the order
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
    ================= ============= =========================== ==================================

    ``csv`` and ``neo4j`` are a list of nodes and one of edges: ``net.csv`` becomes
    ``net.nodes.csv`` and ``net.edges.csv``, ``net.neo4j.csv`` becomes ``net.neo4j.nodes.csv`` and
    ``net.neo4j.relationships.csv``. A cell that a spreadsheet would run as a formula gets an
    apostrophe before it, and the answer lists it; a cell that begins with apostrophes and then
    like a formula has one too many. Read the lists as text where a year must stay a year:
    ``pandas.read_csv(…, dtype=str, keep_default_na=False)``.

    Parameters
    ----------
    subject
        A dossier, or a graph that carries the schema of :mod:`coopgraph.schema`.
    path
        The file; older ones are replaced in one step. Of two files, never does a new one stand
        beside an old one.
    format
        A name of the table, ``yaml`` or ``json``; by default what the path ends in.
    lang
        Language of the answer, and of labels and relations where a format shows them; that of the
        dossier by default.

    Returns
    -------
    Written
        The files, and every kind of thing that they do not hold or hold otherwise, with its
        places; empty where nothing is lost.

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
        _refuse_graph(subject, format or path.suffix)
    form = _FORMATS[_NAMES[format]] if format else _writable_format(path)
    write_whole(path, form.dump(subject).encode())
    name = format or next(n for n, end in _NAMES.items() if _FORMATS[end] is form)
    return Written((path,), name, (), lang or subject.language or "en")


def format_names() -> tuple[str, ...]:
    """What ``format=`` may be, formats of dossiers first."""
    return (*_NAMES, *(one.name for one in EXPORTS))


def files_of(path: Path, name: str | None = None) -> tuple[Path, ...]:
    """The files that :func:`write` makes when asked for a path."""
    exported = export_for(path, name)
    return exported.files(path) if exported else (path,)


def _refuse_graph(subject: object, suffix: str) -> NoReturn:
    if not hasattr(subject, "edges"):
        msg = f"write takes a Dossier or a networkx graph, not {type(subject).__name__}"
        raise TypeError(msg)
    ends = " ".join(one.suffixes[0] for one in EXPORTS)
    raise FormatError("graph-not-dossier", suffix=suffix, known=ends)


def _writable_format(path: Path) -> _Format:
    if path.suffix.lower() not in _FORMATS:
        known = [*_FORMATS, *(end for one in EXPORTS for end in one.suffixes)]
        raise FormatError("unknown-format", suffix=path.suffix or str(path), known=" ".join(known))
    return _format_of(path)


def example() -> Dossier:
    """The bundled dossier: the visit of ANRUR to ANRU in November 2019 and what it recommended.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.example().institutions)
    12
    """
    return _parsed(example_text("anru-visit-2019.yaml").encode(), _YAML)


def example_text(name: str) -> str:
    """The text of a bundled file: ``anru-visit-2019.yaml`` or ``starter.yaml``."""
    return resources.files("coopgraph").joinpath("data", name).read_text("utf-8")


def _format_of(path: Path) -> _Format:
    suffix = path.suffix.lower()
    if suffix not in _FORMATS:
        raise FormatError("unknown-format", suffix=suffix or str(path), known=" ".join(_FORMATS))
    return _FORMATS[suffix]


def _bytes_of(path: Path, form: _Format) -> bytes:
    try:
        found = path.stat()
    except ValueError:  # a name that no file can have
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    size = found.st_size
    if size > form.limit_mb * 1_000_000:
        raise DossierError([_too_large(size, form)])
    return path.read_bytes()


def _too_large(size: int, form: _Format) -> Problem:
    kind = "yaml" if form is _YAML else "json"
    values = {
        "size": round(size / 1_000_000),
        "limit": form.limit_mb,
        "format": kind.upper(),
        "advice": say(f"too-large-{kind}", json=json.LIMIT_MB),
    }
    return Problem("too-large", values=values)


def _parsed(data: bytes, form: _Format) -> Dossier:
    text = decoded(data)
    if not text.strip():
        raise DossierError([Problem("empty-file")])
    parsed = form.parse(text)
    if parsed.data is None:  # nothing but comments
        raise DossierError([Problem("empty-file")])
    half = _HALF_A_CHARACTER.search(text)
    if half and _holds_half_characters(parsed.data):
        line = text.count("\n", 0, half.start()) + 1
        raise DossierError([Problem("lone-surrogate").at(None, line, None)])
    problems = list(parsed.problems)
    language = "en"
    try:
        dossier = dossier_from(parsed.data)
    except DossierError as error:
        language = error.language
        problems += [_located(problem, parsed) for problem in error.problems]
    if problems:
        problems.sort(key=lambda p: (p.line or 0, p.column or 0, p.code))
        raise DossierError(problems, language)
    return dossier


def _holds_half_characters(value: object) -> bool:
    parts: list[object] = [value]
    while parts:
        part = parts.pop()
        if isinstance(part, str) and any("\ud800" <= letter <= "\udfff" for letter in part):
            return True
        if isinstance(part, Mapping):
            parts += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            parts += part
    return False


def _located(problem: Problem, parsed: _Parsed) -> Problem:
    if problem.related is not None:
        line, _ = parsed.locate(Problem("", problem.related))
        values = {**problem.values, "line": line}
        problem = replace(problem, code=f"{problem.code}-line", values=values)
    return problem.at(None, *parsed.locate(problem))
