"""Dossiers from and to files, each format in a file of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Final

from coopgraph.dossier import Dossier
from coopgraph.errors import DossierError, FormatError, Problem
from coopgraph.formats import csv, json, xlsx, yaml
from coopgraph.formats.disk import write_all, write_whole
from coopgraph.formats.mapping import read_mapped
from coopgraph.formats.reading import Reading, TextReading, opened
from coopgraph.salvage import Casualty, Salvage, accounts
from coopgraph.sound import sound_part
from coopgraph.validation import dossier_from
from coopgraph.vocabulary import Outcome

__all__ = ["example", "example_text", "read", "salvage", "starter", "write", "write_whole"]

#: How a dossier is written, by suffix.
_WRITERS: Final[Mapping[str, Callable[[Dossier], bytes]]] = {
    ".json": lambda dossier: json.dump(dossier).encode(),
    ".xlsx": xlsx.dump,
    ".yaml": lambda dossier: yaml.dump(dossier).encode(),
    ".yml": lambda dossier: yaml.dump(dossier).encode(),
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
    OSError
        When the file cannot be opened.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "copy.xlsx")
    >>> cg.write(cg.example(), path)
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
        Casualty(Outcome.REPAIRED, problem, Path(path).name)
        for problem in reading.problems
        if id(problem) not in told
    ]
    return Salvage(dossier, tuple(found), tuple(tallies), dict(reading.sentinels), language)


def write(dossier: Dossier, path: str | Path) -> None:
    """Write a dossier so that :func:`read` gives an equal one; comments are not kept.

    Parameters
    ----------
    dossier
        The dossier.
    path
        A ``.yaml``, ``.yml``, ``.json`` or ``.xlsx`` file, or, where there is no suffix, a folder
        of CSV tables; an older one is replaced in one step.

    Raises
    ------
    FormatError
        When the suffix names no format.
    OSError
        When it cannot be written; an older file is then untouched.
    """
    path = Path(path)
    if path.is_dir() or not path.suffix:
        write_all(path, csv.dump(dossier))
        return
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        raise FormatError("unknown-format", suffix=suffix, known=" ".join(_WRITERS))
    write_whole(path, _WRITERS[suffix](dossier))


def example() -> Dossier:
    """The bundled dossier: the visit of ANRUR to ANRU in November 2019 and what it recommended.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.example().institutions)
    12
    """
    return _whole(TextReading(example_text("anru-visit-2019.yaml").encode(), yaml.YamlFile))


def starter(lang: str) -> Dossier:
    """A dossier to begin with, as ``coopgraph new`` makes it, in French or English."""
    return _whole(TextReading(example_text(f"starter.{lang}.yaml").encode(), yaml.YamlFile))


def example_text(name: str) -> str:
    """The text of a bundled file: ``anru-visit-2019.yaml`` or ``starter.yaml``."""
    return resources.files("coopgraph").joinpath("data", name).read_text("utf-8")


def _opened(path: str | Path, mapping: str | Path | None, *, lenient: bool) -> Reading:
    if mapping is None:
        return opened(Path(path), lenient=lenient)
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
