"""The ego map: one institution, agreement or activity and its surroundings."""

from collections.abc import Collection, Iterable, Mapping

from matplotlib.axes import Axes

from coopgraph.graph.check import require_graph
from coopgraph.graph.items import item_of, language_of, resolve
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import Attributes, Graph, relation_of
from coopgraph.messages.catalogue import say
from coopgraph.plot.captions import PATTERNS, family_of, line_look, tie_entries
from coopgraph.plot.flow import Sheet, Stroke, draw_flow
from coopgraph.plot.geometry.layers import Link
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.legend import Entry
from coopgraph.plot.marks import subject_of
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.words.vocabulary import Role, RoleFamily

__all__ = ["ego_map"]


def ego_map(
    graph: Graph,
    of: str,
    *,
    steps: int = 1,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw one item and what so many steps lead to, in either direction, over any relation.

    What the items shown rely on stands to their left, what relies on them to their right; every
    line says what it is. An item with ties that are not drawn says how many.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    of
        Id, acronym, alias or name of the item.
    steps
        How many lines to follow from it; two also show who else takes part in the same, and what
        its neighbours are to each other.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>.<to>``).

    Raises
    ------
    UnknownItemError
        When nothing is called so, or several items are.
    PictureTooLargeError
        When nobody could read it.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> ax = cg.plot.ego_map(graph, "framework-convention")
    >>> sum(str(patch.get_gid()).startswith("line-m") for patch in ax.patches)
    2
    """
    require_graph(graph)
    lang = lang or language_of(graph)
    subject = resolve(graph, of)
    near = _near(graph, subject, steps)
    links = _links(graph, near, steps)
    if title is None:
        title = say("title-ego", lang, subject=item_of(graph, subject, lang).full)
    return draw_flow(
        graph,
        {link: _stroke(link, edges, style, lang) for link, edges in links.items()},
        subject_of(subject, style, lang),
        Sheet(ax, lang, style, title, limits),
        entries=_entries(links, style, lang),
        alone=[subject],
        notes=[say("note-ego", lang, steps=steps)],
        further={item: _further(graph, item, links) for item in sorted(near)},
    )


def _near(graph: Graph, subject: str, steps: int) -> dict[str, int]:
    """How many steps lead to what is near, in either direction."""
    near = {subject: 0}
    layer = {subject}
    for step in range(1, steps + 1):
        layer = {other for one in layer for ways in (graph.pred, graph.succ) for other in ways[one]}
        layer -= near.keys()
        near |= dict.fromkeys(sorted(layer), step)
    return near


def _links(graph: Graph, near: Mapping[str, int], steps: int) -> dict[Link, list[Attributes]]:
    """The relations that so many steps lead over, by the items that they join."""
    links: dict[Link, list[Attributes]] = {}
    for dependent, depends_on, attributes in graph.edges(near, data=True):
        if min(near[dependent], near.get(depends_on, steps)) < steps:
            links.setdefault((dependent, depends_on), []).append(attributes)
    return dict(sorted(links.items()))


def _further(graph: Graph, item: str, links: Collection[Link]) -> int:
    """How many items an item is tied to by no line of the picture."""
    ties = {(item, other) for other in graph.succ[item]}
    ties |= {(other, item) for other in graph.pred[item]}
    return len(ties - set(links))


def _stroke(link: Link, edges: list[Attributes], style: Style, lang: str) -> Stroke:
    """The firmest of the relations gives the look; all of them are said in words."""
    firmness = list(Strength)
    first = min(edges, key=lambda edge: _weight(link, edge))
    firmest = min((meaning_of(edge).strength for edge in edges), key=firmness.index)
    words = ", ".join(dict.fromkeys(_words(link, edges, lang)))
    return Stroke(line_look(*link, first, style), PATTERNS[firmest], words)


def _weight(link: Link, edge: Attributes) -> tuple[bool, int]:
    families = list(RoleFamily)
    relation = relation_of(*link, edge)
    rank = families.index(family_of(edge)) if relation.involves else len(families)
    return not relation.carries_reliance, rank


def _words(link: Link, edges: list[Attributes], lang: str) -> Iterable[str]:
    for edge in sorted(edges, key=lambda edge: (_weight(link, edge), str(edge.get("role", "")))):
        relation = relation_of(*link, edge)
        role = edge.get("role")
        named = relation.involves and role in set(Role)
        yield Role(str(role)).label(lang) if named else relation.label(lang)


def _entries(links: dict[Link, list[Attributes]], style: Style, lang: str) -> list[Entry]:
    """The lines say what they are; the legend says what their looks have in common."""
    ties = []
    for link, edges in links.items():  # a line has the look of its first tie, as others may have
        look = line_look(*link, min(edges, key=lambda edge: _weight(link, edge)), style)
        alike = [edge for edge in edges if line_look(*link, edge, style) == look]
        ties += [(relation_of(*link, edge), edge) for edge in alike]
    entries = tie_entries(ties, style, lang)
    for strength in (Strength.ALTERNATIVE, Strength.POSSIBLE):
        strokes = [_stroke(link, edges, style, lang) for link, edges in links.items()]
        found = [stroke for stroke in strokes if stroke.outline == PATTERNS[strength]]
        if found:
            meaning = say(f"legend-{strength}", lang)
            entries.append(Entry(meaning, found[0].look, pattern=PATTERNS[strength]))
    return entries
