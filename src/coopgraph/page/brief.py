"""Briefs: one page on an institution, an agreement or an activity, to bring to a meeting."""

import errno
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coopgraph._base import saving
from coopgraph._base.opening import read_packaged
from coopgraph.graph.check import check_graph
from coopgraph.graph.items import Item, item_of, language_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.network.snapshot import snapshot
from coopgraph.page.answers import most_linked
from coopgraph.page.document import Document, is_markdown
from coopgraph.page.sections import document_on
from coopgraph.page.template import rendered

__all__ = ["Brief", "brief"]

_NEIGHBOURS: Final = 24  # more would make the picture illegible


@dataclass(frozen=True, slots=True)
class Brief:
    """One page on an item: what it is, what it depends on, who depends on it, what to do next.

    Attributes
    ----------
    subject
        The item.
    picture
        The item and its neighbours, as SVG.
    lang
        The language of the brief.
    """

    subject: Item
    document: Document = field(repr=False)
    picture: bytes = field(repr=False)
    lang: str

    @property
    def complete(self) -> bool:
        """Whether all searches were complete; ``False`` if one stopped at its limit."""
        return self.document.complete

    def to_markdown(self, picture: str | None = None) -> str:
        """The brief in GitHub-flavoured Markdown.

        Parameters
        ----------
        picture
            Path or URL of a file with ``picture``; without it the picture is left out.
        """
        return self.document.markdown(picture)

    def to_html(self) -> str:
        """The brief as a self-contained HTML page, with its picture embedded."""
        return rendered(
            "brief.html",
            lang=self.lang,
            title=self.subject.full,
            style=read_packaged("page", "brief.css"),
            body=self.document.html(),
        )

    def save(self, path: str | Path, *, force: bool = False) -> None:
        """Write the brief to a ``.html`` or ``.md`` file, for ``.md`` with an ``.svg`` beside it.

        Parameters
        ----------
        path
            The file; an existing one is replaced.
        force
            Also replace an existing picture beside a ``.md`` file: ``b.svg`` beside ``b.md``.

        Raises
        ------
        FormatError
            When the suffix is none of these.
        FileExistsError
            When a different picture exists there, without ``force``.
        OSError
            When it cannot be written; existing files are then unchanged.
        """
        page, *pictures = self.files(Path(path))
        if not pictures:
            saving.save(page, self.to_html().encode())
            return
        (picture,) = pictures
        if picture.exists() and not force and not saving.has_bytes(picture, self.picture):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(picture))
        text = self.to_markdown(picture.name)
        saving.save_together({page: text.encode(), picture: self.picture})

    @staticmethod
    def files(path: Path) -> tuple[Path, ...]:
        """The files that :meth:`save` writes for a path, that path first.

        Raises
        ------
        FormatError
            When the suffix is not one of a brief's formats.
        """
        return (path, path.with_suffix(".svg")) if is_markdown(path) else (path,)

    def __str__(self) -> str:
        return self.document.text()

    def _repr_html_(self) -> str:
        return self.document.html()


def brief(graph: Graph, subject: str, *, lang: str | None = None) -> Brief:
    """Write a brief on an item: one or two A4 pages, in Markdown, HTML or plain text.

    It says what the item is and its status, what to do next and who must act, what stands in the way,
    what can stop it, what it depends on and who depends on it, what is certain and what only possible,
    with the evidence. Where a search stopped at its limit, it says so and is not ``complete``.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    subject
        Id, acronym, alias or name of an item.
    lang
        Language of the brief; that of the graph by default.

    Raises
    ------
    UnknownItemError
        When no item, or more than one, has that name.
    GraphSchemaError
        When the graph does not carry the schema.

    Examples
    --------
    >>> import coopgraph as cg
    >>> page = cg.brief(cg.build_graph(cg.example()), "anrur-afd-convention", lang="en")
    >>> page.to_markdown().splitlines()[:3]
    ['# Specific convention ANRUR–AFD', '', 'specific agreement · envisaged · signed: within reach']
    """
    check_graph(graph)
    graph = snapshot(graph)  # its sections and its picture ask many questions
    lang = lang or language_of(graph)
    node = resolve(graph, subject)
    picture, left_out = _picture(graph, node, lang)
    document = document_on(graph, node, lang, picture, left_out)
    return Brief(item_of(graph, node, lang), document, picture, lang)


def _picture(graph: Graph, node: str, lang: str) -> tuple[bytes, int]:
    """The item and its neighbours, as SVG, and how many neighbours are left out."""
    # Imported here because matplotlib is slow to load.
    from coopgraph import plot

    around = {*graph.pred[node], *graph.succ[node]} - {node}
    near = [item for item in most_linked(graph) if item in around][:_NEIGHBOURS]
    ax = plot.ego_map(graph, node, items=near, lang=lang, title="", limits=None)
    return plot.image(ax, "svg"), len(around) - len(near)
