"""Memos: what has changed from one version of a dossier to another, for a file or a meeting."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from coopgraph._base import saving
from coopgraph._base.opening import read_packaged
from coopgraph.answers.comparison import ChangeKind, Comparison, Difference
from coopgraph.answers.table import Table
from coopgraph.messages.catalogue import say
from coopgraph.page.document import Block, Document, List, Section, is_markdown
from coopgraph.page.names import listed
from coopgraph.page.template import rendered

__all__ = ["Memo", "memo"]

_ROWS: Final = 30  # rows in a table
_FEW: Final = 12  # rows in the table of what matters least


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo on what has changed.

    Attributes
    ----------
    lang
        The language of the memo.
    """

    document: Document = field(repr=False)
    lang: str

    def to_markdown(self) -> str:
        """The memo in GitHub-flavoured Markdown."""
        return self.document.markdown()

    def to_html(self) -> str:
        """The memo as a self-contained HTML page."""
        return rendered(
            "brief.html",
            lang=self.lang,
            title=self.document.title,
            style=read_packaged("page", "brief.css"),
            body=self.document.html(),
        )

    def save(self, path: str | Path) -> None:
        """Write the memo to a ``.html`` or ``.md`` file; an existing one is replaced.

        Raises
        ------
        FormatError
            When the suffix is none of these.
        OSError
            When it cannot be written; an existing file is then unchanged.
        """
        path = Path(path)
        text = self.to_markdown() if is_markdown(path) else self.to_html()
        saving.save(path, text.encode())

    def __str__(self) -> str:
        return self.document.text()

    def _repr_html_(self) -> str:
        return self.document.html()


def memo(comparison: Comparison) -> Memo:
    """Write a memo on what has changed, in the language of the comparison.

    In short, then what the changes entail, which dates moved, what came and went, and all else that
    is recorded otherwise, each with its evidence. Long tables say how many rows they leave out.

    Parameters
    ----------
    comparison
        An answer of :func:`coopgraph.compare`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> kyoto = cg.compare(cg.example("kyoto"), at=("1996", "1998"), lang="en")
    >>> cg.memo(kyoto).to_markdown().splitlines()[0]
    '# What has changed: 1996 → 1998'
    """
    return Memo(_document(comparison), comparison.lang)


#: The sections of what is told, by heading, and which rows each takes from those that are left.
_SECTIONS: Final[dict[str, Callable[[Difference], bool]]] = {
    "memo-entailed": lambda row: row.kind.is_entailed,
    "memo-dates": lambda row: row.kind.is_of_date,
    "memo-records": lambda row: not row.field,
    "memo-others": lambda row: not row.is_wording,
}


def _document(comparison: Comparison) -> Document:
    lang, told = comparison.lang, list(comparison.told)
    short: Block = List(tuple(_in_short(comparison))) if told else say("no-changes", lang)
    sections = [Section(say("brief-in-short", lang), (short,))]
    for heading, takes in _SECTIONS.items():
        rows = [row for row in told if takes(row)]
        told = [row for row in told if not takes(row)]
        sections += _section(comparison, heading, rows, _ROWS)
    wording = [row for row in comparison.changes if row.is_wording]
    sections += _section(comparison, "memo-wording", wording, _FEW)
    if comparison.sources and len(comparison):
        sources = tuple(
            ". ".join(_source(one.title.in_language(lang), one.url)) for one in comparison.sources
        )
        sections.append(Section(say("memo-sources", lang), (List(sources),)))
    title = comparison.table().title
    return Document(title, comparison.subject, tuple(sections), lang, dated=comparison.dated())


def _source(title: str, url: str | None) -> Iterator[str]:
    yield title
    if url:
        yield url


def _section(
    comparison: Comparison, heading: str, rows: Iterable[Difference], most: int
) -> Iterator[Section]:
    """A section with the first rows as a table; none without rows."""
    rows = tuple(rows)
    if rows:
        table = replace(comparison, changes=rows).table()
        more = len(table.rows) - most
        remarks = [say("brief-more-rows", comparison.lang, count=more)] if more > 0 else []
        block = Table("", table.columns, table.rows[:most], remarks)
        yield Section(say(heading, comparison.lang), (block,))


def _in_short(comparison: Comparison) -> Iterator[str]:
    """A line for each kind of change: what it is about; of a date, how it moved."""
    lang = comparison.lang
    for kind in ChangeKind:
        rows = [row for row in comparison.told if row.kind is kind]
        if rows:
            names = listed(dict.fromkeys(_name(row, comparison) for row in rows), lang)
            label = kind.label(lang)
            yield f"{label[:1].upper()}{label[1:]}{say('colon', lang)} {names}."


def _name(row: Difference, comparison: Comparison) -> str:
    """The name of what changed; in brackets which field, or how a date moved."""
    if row.kind.is_of_date:
        more = comparison.values(row)
    else:
        more = "" if row.kind.is_entailed else comparison.what(row)
    return f"{row.item.full} ({more})" if more else row.item.full
