"""The live page: a dossier to search, filter and question, in one file that loads nothing."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from coopgraph._base import saving
from coopgraph._base.opening import packaged
from coopgraph.graph.check import check_graph
from coopgraph.graph.items import graph_title, language_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import LANGUAGES, MESSAGES, say, translated
from coopgraph.messages.escaping import escape_html
from coopgraph.page.answers import answers_about
from coopgraph.page.facts import Facts, languages_in
from coopgraph.page.picture import drawn_part, palette, views
from coopgraph.page.shell import filled, inert, policy

__all__ = ["Explorer", "explore"]

_SCRIPTS: Final = ("words", "picture", "zoom", "proof", "card", "index", "start")
_SPOKEN: Final = re.compile(r"page-|needs-|if($|-)|colon$|and$|or$")
_HEIGHT: Final = 760  # of the frame in a notebook, in CSS pixels


@dataclass(frozen=True, slots=True)
class Explorer:
    """A page to explore a graph; a notebook shows it in a frame.

    Attributes
    ----------
    html
        The whole page as text: no network, no server, opens from disk.
    title
        Its title, in the language it starts in.
    lang
        The language it starts in.
    """

    html: str = field(repr=False)
    title: str
    lang: str

    def save(self, path: str | Path) -> None:
        """Write the page to a file, replacing an older one in one step.

        Raises
        ------
        OSError
            When it cannot be written; an older file is then untouched.
        """
        saving.save(path, self.html.encode())

    def _repr_html_(self) -> str:
        """The page in a frame of its own, which keeps its style and script to itself."""
        name = escape_html(f"{say('page-iframe', self.lang)}{say('colon', self.lang)} {self.title}")
        return (
            f'<iframe title="{name}" sandbox="allow-scripts allow-modals" '
            f'style="width:100%;height:{_HEIGHT}px;border:1px solid #8885;border-radius:6px" '
            f'srcdoc="{html.escape(self.html)}"></iframe>'
        )


def explore(graph: Graph, *, lang: str | None = None) -> Explorer:
    """A page to explore a graph in a browser or a notebook, without writing code.

    It has both pictures, search, filters, for each item who depends on it and what it needs with
    the evidence, and what happens if it fails or is concluded. All answers are those of
    :func:`coopgraph.dependents`, :func:`coopgraph.prerequisites` and :func:`coopgraph.what_if`,
    worked out here; the page only shows them.

    Of a graph of more than eighty items the picture shows those with the most ties; of one with
    thousands, the answers about some are left out. The page says so where it is so.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    lang
        The language that the page starts in; that of the graph by default. It can be switched to
        French, English and every language that names of the graph are in.

    Returns
    -------
    Explorer
        The page; ``.html`` is its text, ``.save(path)`` writes it.

    Raises
    ------
    GraphSchemaError
        When the graph does not carry the schema.

    Examples
    --------
    >>> import coopgraph as cg
    >>> page = cg.explore(cg.build_graph(cg.example()), lang="en")
    >>> page.html[:15], len(page.html) < 1_000_000
    ('<!doctype html>', True)
    """
    check_graph(graph)
    lang = lang or language_of(graph)
    languages = languages_in(graph)
    if lang not in languages:
        languages.append(lang)
    facts = Facts(graph, languages)
    part = drawn_part(graph)
    title = graph_title(graph, lang) or say("page-untitled", lang)
    answers = answers_about(graph, facts)
    data = {
        "language": lang,
        "languages": languages,
        "say": _sentences(languages),
        "drawn": len(part),
        "answers": answers,
        **facts.to_json(),
    }
    style = palette() + packaged("page", "explore.css")
    script = "\n".join(packaged("page", f"{name}.js") for name in _SCRIPTS)
    parts = {
        "language": escape_html(lang if lang in LANGUAGES else "en"),
        "title": escape_html(title),
        "policy": policy(style, script),
        "style": style,
        "noscript": escape_html(say("page-needs-script", lang)),
        "views": "".join(view.html() for view in views(part, facts)),
        "data": inert(data),
        "script": script,
    }
    return Explorer(filled("explore.html", parts), title, lang)


def _sentences(languages: Sequence[str]) -> Mapping[str, Any]:
    """What the page says, by code: one text per language."""
    return {
        code: [translated(MESSAGES[code], language) for language in languages]
        for code in sorted(MESSAGES)
        if _SPOKEN.match(code)
    }
