"""A brief: one page on an institution, an agreement or an activity, to bring to a meeting."""

import html
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coopgraph.contract import check_graph
from coopgraph.errors import FormatError
from coopgraph.formats.disk import packaged, write_whole
from coopgraph.items import Item, item_of, language_of, resolve
from coopgraph.page.answers import most_tied
from coopgraph.page.prose import Document
from coopgraph.page.sections import document_on
from coopgraph.page.shell import filled, policy
from coopgraph.schema import Graph
from coopgraph.wording import LANGUAGES

__all__ = ["Brief", "brief"]

_NEIGHBOURS: Final = 24  # as many as a picture across a page can hold and be read


@dataclass(frozen=True, slots=True)
class Brief:
    """One page on an item: what it is, what it depends on, who depends on it, what to do next.

    Attributes
    ----------
    subject
        What it is about.
    picture
        The item with its surroundings, as SVG.
    lang
        The language that it is written in.
    """

    subject: Item
    document: Document = field(repr=False)
    picture: bytes = field(repr=False)
    lang: str

    def to_markdown(self, picture: str | None = None) -> str:
        """The brief in GitHub-flavoured Markdown.

        Parameters
        ----------
        picture
            Path or address of a file that holds ``picture``; without it there is none.
        """
        return self.document.markdown(picture)

    def to_html(self) -> str:
        """The brief as a page of its own, with its picture in it; it loads nothing."""
        style = packaged("page", "brief.css")
        parts = {
            "language": self.lang if self.lang in LANGUAGES else "en",
            "title": html.escape(self.subject.full),
            "policy": policy(style),
            "style": style,
            "body": self.document.html(),
        }
        return filled("brief.html", parts)

    def save(self, path: str | Path) -> None:
        """Write the brief to a ``.html`` or ``.md`` file; a ``.md`` has its picture beside it.

        Raises
        ------
        FormatError
            When the suffix is neither.
        OSError
            When it cannot be written; older files are then untouched.
        """
        path = Path(path)
        match path.suffix.lower():
            case ".html" | ".htm":
                write_whole(path, self.to_html().encode())
            case ".md" | ".markdown":
                picture = path.with_suffix(".svg")
                write_whole(picture, self.picture)
                write_whole(path, self.to_markdown(picture.name).encode())
            case suffix:
                known = ".html .md"
                raise FormatError("unknown-format", suffix=suffix or str(path), known=known)

    def __str__(self) -> str:
        return self.document.text()

    def _repr_html_(self) -> str:
        return self.document.html()


def brief(graph: Graph, subject: str, *, lang: str | None = None) -> Brief:
    """Brief on an item: one or two pages of A4, in Markdown, HTML or plain text.

    It says what the item is and how far it has come, what it depends on and who depends on it,
    what is certain and what only possible, what can stop it, what to do next and who acts, and
    where all that is written.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.schema`.
    subject
        Id, acronym, alias or name of the item.
    lang
        Language of the brief; that of the graph by default.

    Raises
    ------
    UnknownItemError
        When nothing is called so, or several items are.
    GraphSchemaError
        When the graph does not carry the schema.

    Examples
    --------
    >>> import coopgraph as cg
    >>> page = cg.brief(cg.build_graph(cg.example()), "anrur-afd-convention", lang="en")
    >>> page.to_markdown().splitlines()[:3]
    ['# Specific convention ANRUR–AFD', '', 'specific agreement · envisaged']
    """
    check_graph(graph)
    lang = lang or language_of(graph)
    node = resolve(graph, subject)
    picture, left_out = _picture(graph, node, lang)
    document = document_on(graph, node, lang, picture, left_out)
    return Brief(item_of(graph, node, lang), document, picture, lang)


def _picture(graph: Graph, node: str, lang: str) -> tuple[bytes, int]:
    """The item with its surroundings, as SVG, and how many of its neighbours are left out.

    The only place that chooses how to draw them.
    """
    # Imported here: matplotlib is slow to load, and only who looks at pictures pays for it.
    from coopgraph import plot
    from coopgraph.plot.tracing import closed_svg

    around = {*graph.pred[node], *graph.succ[node]} - {node}
    near = [item for item in most_tied(graph) if item in around][:_NEIGHBOURS]
    part = graph.subgraph([node, *near])
    ax = plot.ego_map(part, node, lang=lang, title="", limits=None)
    return closed_svg(ax), len(around) - len(near)
