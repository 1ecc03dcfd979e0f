"""A short document: headings, paragraphs, lists, tables, a picture; as Markdown, HTML or plain text.

All texts are data: whatever they hold stays text in every form.
"""

import base64
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from coopgraph.answers.table import Table, markdown_text
from coopgraph.messages.escaping import escape_controls, escape_html

__all__ = ["Block", "Document", "List", "Picture", "Section"]


@dataclass(frozen=True, slots=True)
class List:
    """Entries, each a text; numbered where their order matters."""

    entries: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, and what it shows in words."""

    svg: bytes
    alt: str


_ADDRESS: Final = "/:?#[]@!$&'*+,;=%~"  # what an address may hold as it is, save for brackets

Block = str | List | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a line below it, and sections; in a language.

    It is ``complete`` unless a search for what it says stopped at its limit.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    lang: str
    complete: bool = True

    def markdown(self, picture: str | None = None) -> str:
        """The document in GitHub-flavoured Markdown.

        The picture is linked where the path or address of its file is given, else left out.
        """
        parts = [f"# {markdown_text(self.title)}", markdown_text(self.subtitle)]
        for section in self.sections:
            blocks = [_markdown(block, picture) for block in section.blocks]
            blocks = [block for block in blocks if block]
            if blocks:
                parts += [f"## {markdown_text(section.heading)}", *blocks]
        return "\n\n".join(part for part in parts if part) + "\n"

    def html(self) -> str:
        """The document as an HTML fragment, its picture in it."""
        parts = [f"<h1>{escape_html(self.title)}</h1>"]
        if self.subtitle:
            parts.append(f'<p class="subtitle">{escape_html(self.subtitle)}</p>')
        for section in self.sections:
            blocks = "".join(_html(block) for block in section.blocks)
            parts.append(f"<section><h2>{escape_html(section.heading)}</h2>{blocks}</section>")
        return f'<article class="brief" lang="{escape_html(self.lang)}">{"".join(parts)}</article>'

    def text(self, width: int = 100) -> str:
        """The document for a terminal of that many columns, without its picture."""
        parts = [self.title, self.subtitle]
        for section in self.sections:
            blocks = [_text(block, width) for block in section.blocks]
            blocks = [block for block in blocks if block]
            if blocks:
                rule = "─" * len(section.heading)
                parts += [f"{section.heading}\n{rule}", *blocks]
        return escape_controls("\n\n".join(part for part in parts if part))


def _markdown(block: Block, picture: str | None) -> str:
    match block:
        case str():
            return markdown_text(block)
        case List(entries, numbered):
            marks = [f"{n}." if numbered else "-" for n in range(1, len(entries) + 1)]
            lines = (f"{m} {markdown_text(e)}" for m, e in zip(marks, entries, strict=True))
            return "\n".join(lines)
        case Table():
            return block.markdown().rstrip("\n")
        case Picture(_, alt):
            target = quote(picture or "", safe=_ADDRESS)
            return (
                f"![{markdown_text(alt).replace(']', chr(92) + ']')}]({target})" if picture else ""
            )


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
            return "\n".join(_entries(entries, width, numbered=numbered))
        case Table():
            return block.text(width).strip("\n")
        case Picture():
            return ""


def _entries(entries: Sequence[str], width: int, *, numbered: bool) -> list[str]:
    lines = []
    for n, entry in enumerate(entries, start=1):
        mark = f"{n}. " if numbered else "- "
        hang = " " * len(mark)
        lines.append(textwrap.fill(entry, width, initial_indent=mark, subsequent_indent=hang))
    return lines
