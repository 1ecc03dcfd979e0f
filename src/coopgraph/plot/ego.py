"""The ego map: one item and its neighbours."""

from collections.abc import Collection, Mapping, Sequence

from matplotlib.axes import Axes

from coopgraph.graph.items import as_list, item_of, resolve
from coopgraph.graph.meaning import meaning_of
from coopgraph.graph.schema import Attributes, Graph, relation_of
from coopgraph.plot.captions import Stroke, family_of, line_look, strongest
from coopgraph.plot.context import Context
from coopgraph.plot.flow import draw_flow
from coopgraph.plot.geometry.layers import Link
from coopgraph.plot.geometry.limits import READABLE, Limits
from coopgraph.plot.legend import Entry, strength_entries, tie_entries
from coopgraph.plot.marks import Marks, subject_mark
from coopgraph.plot.style import DEFAULT_STYLE, Style
from coopgraph.words.vocabulary import Role, RoleFamily

__all__ = ["ego_map"]


def ego_map(
    graph: Graph,
    of: str,
    *,
    steps: int = 1,
    items: Collection[str] | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
    limits: Limits | None = READABLE,
) -> Axes:
    """Draw one item and all items that are at most ``steps`` links away, over any relation.

    Items are to the right of what they rely on, and each line is labelled with its relation. If an
    item has links that are not drawn, its box says how many.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph.schema`.
    of
        Id, acronym, alias or name of the item.
    steps
        How many links to follow from the item, in either direction. With two, the picture also
        shows who else takes part in the same items, and the links between neighbours.
    items
        The items to draw, of those so near; by default all. States and numbers of links are those
        of the whole graph.
    ax, lang, style, title, limits
        As in :func:`coopgraph.plot.cooperation_map`.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>.<to>``).

    Raises
    ------
    UnknownItemError
        If no item has that name, or more than one has.
    PictureTooLargeError
        If the picture would be unreadable.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> ax = cg.plot.ego_map(graph, "framework-convention")
    >>> sum(str(patch.get_gid()).startswith("line-m") for patch in ax.patches)
    2
    """
    drawn = None if items is None else [*as_list(items), of]
    context = Context.of(graph, ax, lang, style, limits, items=drawn)
    graph, subject = context.graph, resolve(graph, of)
    near = _near(graph, subject, steps)
    strokes = {link: _stroke(link, e, context) for link, e in _links(graph, near, steps).items()}
    if title is None:
        title = context.say("title-ego", subject=item_of(graph, subject, context.lang).full)
    return draw_flow(
        context,
        title,
        strokes,
        Marks({subject: subject_mark(context)}),
        entries=_entries(strokes, context),
        alone=[subject],
        notes=[context.say("note-ego", steps=steps)],
        further={item: _further(context.whole, item, strokes) for item in sorted(near)},
    )


def _near(graph: Graph, subject: str, steps: int) -> dict[str, int]:
    """The items at most ``steps`` links from the subject, with their distance."""
    near = {subject: 0}
    layer = {subject}
    for step in range(1, steps + 1):
        layer = {other for one in layer for ways in (graph.pred, graph.succ) for other in ways[one]}
        layer -= near.keys()
        near |= dict.fromkeys(sorted(layer), step)
    return near


def _links(graph: Graph, near: Mapping[str, int], steps: int) -> dict[Link, list[Attributes]]:
    """The links between these items, by their two ends."""
    links: dict[Link, list[Attributes]] = {}
    for dependent, depends_on, attributes in graph.edges(near, data=True):
        if min(near[dependent], near.get(depends_on, steps)) < steps:
            links.setdefault((dependent, depends_on), []).append(attributes)
    return dict(sorted(links.items()))


def _further(graph: Graph, item: str, links: Collection[Link]) -> int:
    """The number of an item's links that are not drawn, incoming and outgoing."""
    ties = {(item, other) for other in graph.succ[item]}
    ties |= {(other, item) for other in graph.pred[item]}
    return len(ties - set(links))


def _stroke(link: Link, edges: Sequence[Attributes], context: Context) -> Stroke:
    """One line for several relations: the first one decides the look, the strongest the pattern."""
    edges = sorted(edges, key=lambda edge: (_rank(link, edge), str(edge.get("role", ""))))
    look = line_look(*link, edges[0], context.style)
    words = ", ".join(dict.fromkeys(_name(link, edge, context) for edge in edges))
    return Stroke(look, strongest(meaning_of(e).strength for e in edges), words, tuple(edges))


def _rank(link: Link, edge: Attributes) -> tuple[bool, int]:
    families = list(RoleFamily)
    relation = relation_of(*link, edge)
    rank = families.index(family_of(edge)) if relation.involves else len(families)
    return not relation.carries_reliance, rank


def _name(link: Link, edge: Attributes, context: Context) -> str:
    """The name of the role, or of the relation if there is no role."""
    relation, role = relation_of(*link, edge), edge.get("role")
    named = relation.involves and role in set(Role)
    if named:
        return Role(str(role)).label(context.lang)
    return relation.words(*link, context.proposed, context.lang)


def _entries(strokes: Mapping[Link, Stroke], context: Context) -> list[Entry]:
    """Legend entries: what the lines that look the same have in common."""
    ties = [  # only the relations that look like the line they share
        (*link, edge)
        for link, stroke in strokes.items()
        for edge in stroke.edges
        if line_look(*link, edge, context.style) == stroke.look
    ]
    return tie_entries(ties, context) + strength_entries(strokes.values(), context)
