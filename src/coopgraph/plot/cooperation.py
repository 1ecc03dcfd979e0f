"""The cooperation map: countries as lanes, what they agree on and do together between them."""

from collections.abc import Mapping
from itertools import pairwise

from matplotlib.axes import Axes

from coopgraph.codes import country_name
from coopgraph.items import graph_title, language_of
from coopgraph.plot.canvas import Canvas, Entry, Legend
from coopgraph.plot.captions import MIN_WIDTH, OUTLINES, PATTERNS, caption, standing_entries
from coopgraph.plot.lanes import Lanes, Tie, in_lanes
from coopgraph.plot.layout import Box, Point, Route, frame_of
from coopgraph.plot.lettering import block
from coopgraph.plot.style import DEFAULT_STYLE, LineLook, Style
from coopgraph.schema import Graph, Strength, relation_of, strength_of
from coopgraph.state import record_of, standing_of
from coopgraph.vocabulary import RecordKind, Relation, Role, RoleFamily
from coopgraph.wording import say

__all__ = ["cooperation_map"]

_INVOLVED = {Relation.PARTY_TO, Relation.TAKES_PART_IN}


def cooperation_map(
    graph: Graph,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    style: Style = DEFAULT_STYLE,
    title: str | None = None,
) -> Axes:
    """Draw who is tied to which agreement and activity, countries facing each other.

    Every relation of the graph is drawn once, from what relies to what is relied on. Dashed
    boxes are not achieved yet, dashed lines only possible; the legend lists what is drawn.

    Parameters
    ----------
    graph
        A graph that carries the schema of :mod:`coopgraph.graph`.
    ax
        Axes to draw in; by default those of a new figure of the size that the picture needs.
    lang
        Language of names and words; that of the graph by default.
    style
        Colours, sizes, fonts.
    title
        Heading; that of the dossier by default, none where it is empty.

    Returns
    -------
    matplotlib.axes.Axes
        With one artist per box (gid ``box-<id>``) and line (``line-<from>-<to>-<key>``).

    Examples
    --------
    >>> import coopgraph as cg
    >>> ax = cg.plot.cooperation_map(cg.build_graph(cg.example()), lang="en")
    >>> sum(str(patch.get_gid()).startswith("box-a") for patch in ax.patches)
    9
    """
    lang = lang or language_of(graph)
    blocks = {item: block(caption(graph, item, style, lang), style) for item in graph}
    edges = {
        Tie(
            u,
            v,
            key if isinstance(key, str) else f"#{key!r}",
            attributes.get("relation") == Relation.PROVISION_OF,
        ): attributes
        for u, v, key, attributes in _edges(graph)
    }
    plan = in_lanes(
        {item: (words.width, words.height) for item, words in blocks.items()},
        _groups(graph),
        _sections(graph, lang),
        edges,
    )
    areas = [*plan.boxes.values(), *(frame.box for frame in (*plan.lanes, *plan.sections))]
    points = [point for route in plan.routes.values() for point in route.points]
    whole = frame_of([*areas, *(Box(p.x, p.y, 0, 0) for p in points)]).widened(MIN_WIDTH)
    heading = graph_title(graph, lang) if title is None else title
    legend = Legend(_legend(graph, edges, style, lang), whole.width, style)
    canvas = Canvas(ax, whole, style, heading, legend)
    _draw_frames(canvas, plan, lang)
    # Long lines first, so that the short ones, which are easier to follow, pass over them.
    for tie in sorted(edges, key=lambda tie: (-_length(plan.routes[tie]), tie)):
        _draw_tie(canvas, plan, tie, edges[tie], lang)
    for item, box in plan.boxes.items():
        outline = OUTLINES[standing_of(graph, item)]
        canvas.box(box, blocks[item], _fill(graph, item, style), gid=item, outline=outline)
    return canvas.ax


def _draw_tie(
    canvas: Canvas, plan: Lanes, tie: Tie, attributes: Mapping[str, object], lang: str
) -> None:
    style = canvas.style
    gid = f"{tie.dependent}-{tie.depends_on}-{tie.key}"
    pattern = PATTERNS[strength_of(attributes)]
    canvas.line(plan.routes[tie], _look(tie, attributes, style), gid=gid, pattern=pattern)
    if tie in plan.labels:
        words = relation_of(tie.dependent, tie.depends_on, attributes).label(lang)
        to_the_right = plan.labels[tie].x > plan.routes[tie].points[0].x
        canvas.write(
            words,
            plan.labels[tie],
            style.small_size,
            align="left" if to_the_right else "right",
            colour=style.faint_ink,
            gid=f"label-{gid}",
        )


def _length(route: Route) -> float:
    return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(route.points))


def _fill(graph: Graph, item: str, style: Style) -> str:
    return _sample(record_of(graph, item), style)


def _edges(graph: Graph) -> list[tuple[str, str, object, Mapping[str, object]]]:
    if graph.is_multigraph():
        return sorted(graph.edges(keys=True, data=True), key=lambda e: (e[0], e[1], str(e[2])))
    return sorted((u, v, d.get("relation"), d) for u, v, d in graph.edges(data=True))


def _groups(graph: Graph) -> dict[str, list[str]]:
    """Institutions by the code of their country: places must not depend on the language."""
    groups: dict[str, list[str]] = {}
    for item in sorted(graph):
        if record_of(graph, item) is RecordKind.INSTITUTION:
            groups.setdefault(str(graph.nodes[item].get("country", "")), []).append(item)
    return groups


def _sections(graph: Graph, lang: str) -> dict[str, list[str]]:
    """Agreements with their provisions, then activities; the earliest and the most tied first."""
    sections: dict[str, list[str]] = {}
    for record, heading in (
        (RecordKind.AGREEMENT, "heading-agreements"),
        (RecordKind.ACTIVITY, "heading-activities"),
    ):
        records = {record, RecordKind.PROVISION} if record is RecordKind.AGREEMENT else {record}
        items = [item for item in graph if record_of(graph, item) in records]
        if items:
            sections[say(heading, lang)] = sorted(items, key=lambda item: _rank(graph, item))
    return sections


def _rank(graph: Graph, item: str) -> tuple[str, int, str]:
    attributes = graph.nodes[item]
    date = str(attributes.get("when") or attributes.get("date_signed") or "9999")
    return date, -graph.degree(item), item


def _look(tie: Tie, attributes: Mapping[str, object], style: Style) -> LineLook:
    relation = relation_of(tie.dependent, tie.depends_on, attributes)
    if relation in _INVOLVED:
        return style.roles[_family(attributes)]
    return style.reliance if relation.carries_reliance else style.relation


def _family(attributes: Mapping[str, object]) -> RoleFamily:
    role = attributes.get("role")
    if role in set(Role):
        return Role(str(role)).family
    is_party = attributes.get("relation") == Relation.PARTY_TO
    return RoleFamily.COMMITS if is_party else RoleFamily.JOINS


def _draw_frames(canvas: Canvas, plan: Lanes, lang: str) -> None:
    style = canvas.style
    for n, lane in enumerate(plan.lanes):
        canvas.area(lane.box, style.lanes[n % len(style.lanes)], gid=f"lane-{n}")
        place = Point(lane.box.middle.x, lane.box.top + 18)
        name = country_name(lane.label, lang) if lane.label else say("no-country", lang)
        canvas.write(name, place, style.heading_size, bold=True, gid=f"heading-lane-{n}")
    for n, section in enumerate(plan.sections):
        place = Point(section.box.middle.x, section.box.bottom - 16)
        canvas.write(section.label, place, style.heading_size, bold=True, gid=f"heading-{n}")


def _legend(
    graph: Graph, edges: Mapping[Tie, Mapping[str, object]], style: Style, lang: str
) -> list[Entry]:
    """An entry for each way of drawing that occurs, and for no other: lines, boxes, outlines."""
    relations = {t: relation_of(t.dependent, t.depends_on, a) for t, a in edges.items()}
    roles = {
        str(edges[t].get("role", "")): _family(edges[t]) for t in edges if relations[t] in _INVOLVED
    }
    entries = []
    for family in RoleFamily:
        present = [role.label(lang) for role in Role if roles.get(role) is family]
        if family in roles.values():
            entries.append(Entry(", ".join(present) or family.label(lang), style.roles[family]))
    others = {relation for relation in relations.values() if relation not in _INVOLVED}
    for look, carries in ((style.reliance, True), (style.relation, False)):
        named = [r.label(lang) for r in Relation if r in others and r.carries_reliance is carries]
        if named:
            entries.append(Entry(", ".join(named), look))
    for strength in (Strength.ALTERNATIVE, Strength.POSSIBLE):
        found = [tie for tie in edges if strength_of(edges[tie]) is strength]
        if found:
            look = _look(found[0], edges[found[0]], style)
            entries.append(Entry(say(f"legend-{strength}", lang), look, outline=PATTERNS[strength]))
    records = {record_of(graph, item) for item in graph}
    entries += [
        Entry(record.label(lang), fill=_sample(record, style))
        for record in RecordKind
        if record in records
    ]
    return entries + standing_entries(graph, list(graph), lang)


def _sample(record: RecordKind, style: Style) -> str:
    return style.paper if record is RecordKind.INSTITUTION else style.fills[record]
