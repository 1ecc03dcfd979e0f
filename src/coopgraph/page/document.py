"""A short document of paragraphs, lists, tables and a picture, as Markdown, HTML or plain text.

All text is escaped in every format.
"""

import base64
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from coopgraph._base.errors import FormatError
from coopgraph.answers.table import Table, markdown_text
from coopgraph.messages.escaping import escape_controls, escape_html

__all__ = ["Block", "Document", "List", "Picture", "Section", "is_markdown"]


@dataclass(frozen=True, slots=True)
class List:
    """A list of texts, numbered where their order matters."""

    entries: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, with its alternative text."""

    svg: bytes
    alt: str


#: Characters of a URL that are not escaped. Brackets are, because they would end the link.
_URL_CHARACTERS: Final = "/:?#[]@!$&'*+,;=%~"

Block = str | List | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a subtitle and sections, in a language.

    It is ``complete`` unless a search behind it stopped at its limit. ``dated`` says as of when.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    lang: str
    complete: bool = True
    dated: str = ""

    def markdown(self, picture: str | None = None) -> str:
        """The document in GitHub-flavoured Markdown.

        The picture is a link to ``picture``, a path or URL; without it, it is left out.
        """
        parts = self._rendered(
            lambda block: _markdown(block, picture),
            lambda heading: f"## {markdown_text(heading)}",
        )
        head = f"# {markdown_text(self.title)}", *map(markdown_text, self._below_title)
        return "\n\n".join(filter(None, [*head, *parts])) + "\n"

    def html(self) -> str:
        """The document as an HTML fragment, with the picture embedded."""
        parts = [f"<h1>{escape_html(self.title)}</h1>"]
        parts += [f'<p class="subtitle">{escape_html(line)}</p>' for line in self._below_title]
        for section in self.sections:
            blocks = "".join(_html(block) for block in section.blocks)
            parts.append(f"<section><h2>{escape_html(section.heading)}</h2>{blocks}</section>")
        return f'<article class="brief" lang="{escape_html(self.lang)}">{"".join(parts)}</article>'

    def text(self, width: int = 100) -> str:
        """The document for a terminal of that many columns, without its picture."""
        parts = self._rendered(
            lambda block: _text(block, width), lambda heading: f"{heading}\n{'─' * len(heading)}"
        )
        return escape_controls("\n\n".join([self.title, *self._below_title, *parts]))

    @property
    def _below_title(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.subtitle, self.dated)))

    def _rendered(
        self, block_in: Callable[[Block], str], heading_in: Callable[[str], str]
    ) -> Iterator[str]:
        """The headings and blocks in a format, without sections that would be empty."""
        for section in self.sections:
            blocks = list(filter(None, map(block_in, section.blocks)))
            if blocks:
                yield heading_in(section.heading)
                yield from blocks


def _markdown(block: Block, picture: str | None) -> str:
    match block:
        case str():
            return markdown_text(block)
        case List(entries, numbered):
            marked = zip(_marks(len(entries), numbered=numbered), entries, strict=True)
            return "\n".join(f"{mark}{markdown_text(entry)}" for mark, entry in marked)
        case Table():
            return block.markdown().rstrip("\n")
        case Picture(_, alt):
            if not picture:
                return ""
            label = markdown_text(alt).replace("]", "\\]")
            return f"![{label}]({quote(picture, safe=_URL_CHARACTERS)})"


def _html(block: Block) -> str:
    match block:
        case str():
            return f"<p>{escape_html(block)}</p>"
        case List(entries, numbered):
            tag = "ol" if numbered else "ul"
            lines = "".join(f"<li>{escape_html(entry)}</li>" for entry in entries)
            return f"<{tag}>{lines}</{tag}>"
        case Table():
            return block.html()
        case Picture(svg, alt):
            data = base64.b64encode(svg).decode()
            return (
                f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape_html(alt)}">'
                "</figure>"
            )


def _text(block: Block, width: int) -> str:
    match block:
        case str():
            return textwrap.fill(block, width)
        case List(entries, numbered):
            marked = zip(_marks(len(entries), numbered=numbered), entries, strict=True)
            return "\n".join(
                textwrap.fill(entry, width, initial_indent=mark, subsequent_indent=" " * len(mark))
                for mark, entry in marked
            )
        case Table():
            return block.text(width).strip("\n")
        case Picture():
            return ""


def _marks(count: int, *, numbered: bool) -> list[str]:
    """The number or bullet before each entry of a list."""
    return [f"{n}. " if numbered else "- " for n in range(1, count + 1)]


def is_markdown(path: Path) -> bool:
    """Whether a file for a document is Markdown by its suffix; else it is HTML.

    Raises
    ------
    FormatError
        When the suffix is neither.
    """
    match path.suffix.lower():
        case ".html" | ".htm":
            return False
        case ".md" | ".markdown":
            return True
        case suffix:
            known = ".html .htm .md .markdown"
            raise FormatError("unknown-format", suffix=suffix or str(path), known=known)
