"""Read a dossier from a file: ``read`` takes valid files only, ``salvage`` what is valid of any."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from coopgraph._base.errors import DossierError, FormatError, Problem
from coopgraph._base.unfinished import finish_interrupted
from coopgraph.io.parsed import ParsedFile
from coopgraph.io.read import csv, json, xlsx
from coopgraph.io.salvage import RowIssue, Salvage, accounts
from coopgraph.records.dossier import Dossier
from coopgraph.records.validation import dossier_from, valid_part
from coopgraph.words.vocabulary import Outcome

__all__ = ["read", "salvage", "validated"]

_SUFFIXES: Final = (".json", ".xlsx", ".yaml", ".yml", ".xml")


def read(path: str | Path, *, mapping: str | Path | None = None) -> Dossier:
    """Read a dossier from a file or folder, or raise every problem that it has.

    Parameters
    ----------
    path
        A ``.yaml``, ``.yml``, ``.json`` or ``.xlsx`` file, an IATI ``.xml`` file, or a folder of
        CSV tables.
    mapping
        A mapping file (YAML), where ``path`` is a folder of tables in a layout of their own.

    Raises
    ------
    DossierError
        With every problem in the order of the file, each with file, line and column, or sheet and
        cell, and a suggestion where there is one. :func:`salvage` reads the valid part.
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
    return validated(_parse(path, mapping, lenient=False))


def salvage(
    path: str | Path, *, mapping: str | Path | None = None, lang: str | None = None
) -> Salvage:
    """Read the valid part of a file or folder, and list everything that was left out.

    An invalid value is left out where its record is valid without it, else the record is left out;
    rows that repeat another are merged with it. Nothing is made up. Whatever was not kept as it
    was is listed with its place and the reason; for each table, rows read = records + merged +
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
        When the file cannot be parsed at all, such as a text with a syntax error.
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
    >>> [(issue.outcome.value, issue.problem.line) for issue in saved]
    [('repaired', 3), ('rejected', 4)]
    """
    parsed = _parse(path, mapping, lenient=True)
    dossier, removed = valid_part(parsed.data)
    language = lang or dossier.language or "en"

    def _located(problem: Problem) -> Problem:
        return problem if problem.file else parsed.located(problem)

    entries = parsed.entries
    issues, tallies = accounts(entries, removed, parsed.passed_over)
    found = [
        replace(c, problem=_located(c.problem), others=tuple(map(_located, c.others)))
        for c in issues
    ]
    told = {id(entry.problem) for entry in entries}
    found += [
        RowIssue(Outcome.UNREAD, problem, Path(path).name)
        for problem in parsed.problems
        if id(problem) not in told
    ]
    counts = dict(parsed.sentinels), dict(parsed.unconverted)
    return Salvage(dossier, tuple(found), tuple(tallies), *counts, lang=language)


def validated(parsed: ParsedFile) -> Dossier:
    """Return the dossier that a file holds.

    Raises
    ------
    DossierError
        With every problem, in the order of the file.
    """
    problems = list(parsed.problems)
    language = "en"
    try:
        dossier = dossier_from(parsed.data)
    except DossierError as error:
        language = error.language
        problems += [parsed.located(problem) for problem in error.problems]
    if problems:
        problems.sort(key=lambda p: (p.file or "", p.line or 0, p.column or 0, p.code))
        raise DossierError(problems, language)
    return dossier


def _parse(path: str | Path, mapping: str | Path | None, *, lenient: bool) -> ParsedFile:
    """Parse a file or folder; parsers that load slowly are imported only when they are needed."""
    path = Path(path)
    finish_interrupted(path)
    if mapping is not None:
        from coopgraph.io.read.mapped import read_mapped

        return read_mapped(path, Path(mapping), lenient=lenient)
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES and not os.path.isdir(path):  # noqa: PTH112 - takes any name
        raise FormatError("unknown-format", suffix=suffix or str(path), known=" ".join(_SUFFIXES))
    if path.is_dir():
        return csv.read_folder(path, lenient=lenient)
    if suffix == ".json":
        return json.read_json(path)
    if suffix == ".xlsx":
        return xlsx.read_workbook(path, lenient=lenient)
    if suffix == ".xml":
        from coopgraph.io.read.iati import read_activities

        return read_activities(path)
    from coopgraph.io.read.yaml import read_yaml

    return read_yaml(path)
