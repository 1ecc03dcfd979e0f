"""The live page: search, filter and query a dossier in one self-contained HTML file."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from coopgraph._base import saving
from coopgraph._base.opening import read_packaged
from coopgraph.graph.check import check_graph
from coopgraph.graph.items import graph_title, language_of
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import MESSAGES, say, translated
from coopgraph.messages.escaping import escape_html
from coopgraph.network.certainty import Effect
from coopgraph.network.snapshot import snapshot
from coopgraph.page.answers import answers_about
from coopgraph.page.facts import Facts, languages_in
from coopgraph.page.picture import drawn_part, figures, palette
from coopgraph.page.template import embedded_json, rendered

__all__ = ["Explorer", "explore"]

_SCRIPTS: Final = ("base", "picture", "zoom", "evidence", "card", "list", "main")
_PAGE_MESSAGES: Final = re.compile(
    r"page-|needs-|gives-|effect-|mark-(?!.*-(certain|possible)$)|(although|milestone-state|or-else|not-exhaustive|awaits|colon|and|or)$"
)
_HEIGHT: Final = 760  # of the frame in a notebook, in CSS pixels


@dataclass(frozen=True, slots=True)
class Explorer:
    """A page to explore a graph; notebooks show it in a frame.

    Attributes
    ----------
    html
        The whole page; it needs no network and no server.
    title
        Its title, in its initial language.
    lang
        Its initial language.
    """

    html: str = field(repr=False)
    title: str
    lang: str

    def save(self, path: str | Path) -> None:
        """Write the page to a file; an existing one is replaced atomically.

        Raises
        ------
        OSError
            When it cannot be written; an existing file is then unchanged.
        """
        saving.save(path, self.html.encode())

    def _repr_html_(self) -> str:
        """The page in a frame, which isolates its style and script."""
        name = escape_html(f"{say('page-iframe', self.lang)}{say('colon', self.lang)} {self.title}")
        return (
            f'<iframe title="{name}" sandbox="allow-scripts allow-modals" '
            f'style="width:100%;height:{_HEIGHT}px;border:1px solid #8885;border-radius:6px" '
            f'srcdoc="{html.escape(self.html)}"></iframe>'
        )


def explore(graph: Graph, *, lang: str | None = None) -> Explorer:
    """Make a page to explore a graph in a browser or a notebook, without writing code.

    It shows two pictures, search and filters, and for each item who depends on it and what it needs,
    with the evidence, and what happens if it fails or is concluded; of what is not achieved also what
    to do next, what stands in the way and whose loss would. All answers are computed here, by
    :func:`coopgraph.dependents`, :func:`coopgraph.prerequisites`, :func:`coopgraph.what_if`,
    :func:`coopgraph.unlock`, :func:`coopgraph.why_not` and :func:`coopgraph.single_points`. For each
    item, each of the last three searches for a second at most, and the page says where one stopped.

    For graphs of more than eighty items the pictures show those with the most links; for thousands
    of items, the answers about some are left out. The page says so.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    lang
        The initial language; that of the graph by default. The reader can switch to French,
        English and every other language that the graph has names in.

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
    graph = snapshot(graph)  # the pictures and answers about each item are questions
    lang = lang or language_of(graph)
    languages = languages_in(graph)
    if lang not in languages:
        languages.append(lang)
    facts = Facts(graph, languages)
    part = drawn_part(graph)
    title = graph_title(graph, lang) or say("page-untitled", lang)
    data = {
        "language": lang,
        "languages": languages,
        "say": _messages(languages),
        "drawn": len(part),
        "effects": [[effect.value, effect.family.value] for effect in Effect],
        "answers": answers_about(graph, facts),
        **facts.to_json(),
    }
    page = rendered(
        "explore.html",
        lang=lang,
        title=title,
        style=palette() + read_packaged("page", "explore.css"),
        script="\n".join(read_packaged("page", f"{name}.js") for name in _SCRIPTS),
        noscript=escape_html(say("page-needs-script", lang)),
        figures="".join(figures(part, facts)),
        data=embedded_json(data),
    )
    return Explorer(page, title, lang)


def _messages(languages: Sequence[str]) -> Mapping[str, Any]:
    """The messages of the page by code, each with one text per language."""
    return {
        code: [translated(MESSAGES[code], language) for language in languages]
        for code in sorted(MESSAGES)
        if _PAGE_MESSAGES.match(code)
    }
