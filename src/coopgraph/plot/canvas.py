"""Draw boxes, lines, texts and the legend on matplotlib axes."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path

from coopgraph.plot.context import Context
from coopgraph.plot.figure import new_axes
from coopgraph.plot.geometry.layout import Align, Box, Point, Route
from coopgraph.plot.glyphs import log_missing_glyphs, missing_glyphs
from coopgraph.plot.legend import SAMPLE, Entry, Legend
from coopgraph.plot.shapes import BAR, LANE, BoxLook, Outline
from coopgraph.plot.style import LineLook, Style
from coopgraph.plot.text_layout import TextBlock, TextLine, wrap

__all__ = ["Canvas"]

LineStyle = tuple[int, tuple[float, float]] | Literal["solid"]

_MARGIN: Final = 18.0
_HEAD: Final = (8.5, 3.4)  # length and half width of an arrowhead
_CORNER: Final = 5.0
_HALO: Final = 2.6


class Canvas:
    """Axes to draw on in the coordinates of a layout, which are points.

    Parameters
    ----------
    context
        Its axes are used, scaled to fit; if it has none, a new figure of the right size is made.
        Its language is that of the warning about missing glyphs.
    area
        The area that the layout takes.
    title, entries, notes
        The title, the notes and the date of the state are written above the area, the legend with
        its entries below it.
        Image files store the title as metadata.
    """

    def __init__(
        self,
        context: Context,
        area: Box,
        title: str,
        entries: Collection[Entry],
        notes: Sequence[str] = (),
    ) -> None:
        self.style, self.lang = context.style, context.lang
        self._warned = False
        legend = Legend(entries, area.width, self.style)
        heading = _heading(title, [*notes, context.dated()], area.width, self.style)
        head = heading.height + _MARGIN if heading.lines else 0.0
        foot = legend.height + 14 if legend.places else 0.0
        width = area.width + 2 * _MARGIN
        height = area.height + 2 * _MARGIN + head + foot
        self.ax = context.ax if context.ax is not None else new_axes(width, height)
        self.ax.set_label(title)
        self.ax.set_xlim(area.left - _MARGIN, area.right + _MARGIN)
        self.ax.set_ylim(area.bottom + _MARGIN + foot, area.top - _MARGIN - head)
        self.ax.set_aspect("equal")
        self.ax.set_axis_off()
        self._lines = 0
        self.scale = _points_per_unit(self.ax, width, height)
        start = Point(area.left, area.top - head)
        self.write_lines(heading, start, align="left", gid=lambda n: f"title-{n}")
        self._draw_legend(legend, Point(area.left, area.bottom + 14))

    def box(self, box: Box, text: TextBlock, look: BoxLook, *, gid: str) -> None:
        """Draw a box with its lines of text."""
        style = self.style
        back = look.dimmed or look.outline == "grey"
        grey = style.dimmed_line if look.dimmed else style.relation.colour if back else None
        drawn = replace(look, fill=style.paper if back else look.fill, edge=grey or look.edge)
        self.shape(box, drawn, gid=f"box-{gid}")
        # Faint text is illegible on strong colours, so it is used on pale boxes only.
        pale = not look.stripe and look.fill in {style.paper, style.sample, *style.fills.values()}
        faint = style.faint_ink if pale else style.ink
        ink = style.dimmed_ink if look.dimmed else style.faint_ink if back else style.ink
        # Centred vertically, because a box with many lines at its sides is higher than its text.
        self.write_lines(
            text,
            Point(box.middle.x, box.middle.y - text.text_height / 2),
            ink=ink,
            faint_ink=ink if look.dimmed else faint,
            gid=lambda n: f"text{n}-{gid}",
        )

    def shape(self, box: Box, look: BoxLook, *, gid: str, zorder: float = 3) -> None:
        """Draw a shape without text."""
        patch = FancyBboxPatch(
            (box.left, box.top),
            box.width,
            box.height,
            boxstyle=look.shape,  # type: ignore[arg-type]
            facecolor=look.fill,
            edgecolor=look.edge or self.style.ink,
            linewidth=look.weight * self.scale,
            linestyle=self._pattern(look.outline),
            hatch="////" if look.stripe else None,
            hatchcolor=look.stripe,
            zorder=zorder,
            gid=gid,
        )
        self.ax.add_patch(patch)

    def area(self, box: Box, fill: str, *, gid: str, rounded: bool = False) -> None:
        """Draw a background behind everything else."""
        look = BoxLook(fill, edge="none", shape=LANE if rounded else BAR)
        self.shape(box, look, gid=gid, zorder=0)

    def rule(self, start: Point, end: Point) -> None:
        """Draw a thin line that only guides the eye."""
        self.ax.plot(
            *zip(start, end, strict=True),
            color=self.style.dimmed_line,
            linewidth=0.6 * self.scale,
            zorder=0.5,
        )

    def _pattern(self, outline: Outline) -> LineStyle:
        patterns = {"dashed": self.style.dash, "dotted": self.style.dots}
        return (0, patterns[outline]) if outline in patterns else "solid"

    def write_lines(
        self,
        block: TextBlock,
        start: Point,
        *,
        gid: Callable[[int], str],
        align: Align = "center",
        rotation: float = 0.0,
        ink: str | None = None,
        faint_ink: str | None = None,
    ) -> None:
        """Write lines of text below each other, or next to each other if they are rotated.

        ``gid`` returns the gid of a line by its number, counted from 0.
        """
        x, y = start
        for n, line in enumerate(block.lines):
            place = Point(x + line.height / 2, y) if rotation else Point(x, y + line.height / 2)
            colour = faint_ink if line.faint else ink
            self.write(line, place, colour=colour, align=align, rotation=rotation, gid=gid(n))
            x, y = (x + line.height, y) if rotation else (x, y + line.height)

    def write(
        self,
        line: TextLine,
        place: Point,
        *,
        gid: str,
        colour: str | None = None,
        align: Align = "center",
        rotation: float = 0.0,
        over_lines: bool = False,
    ) -> None:
        """Write one line of text. It is not parsed as markup, since names come from users.

        ``rotation`` is in degrees, counter-clockwise; ``over_lines`` gives the text a background,
        so that lines do not run through it.
        """
        style = self.style
        if not self._warned and (missing := missing_glyphs(line.text, style.fonts)):
            self._warned = True  # only once for each picture
            log_missing_glyphs(missing, self.lang)
        paper = {"facecolor": style.paper, "edgecolor": "none", "pad": 1.0 * self.scale}
        self.ax.text(
            place.x,
            place.y,
            line.text,
            fontsize=line.size * self.scale,
            fontfamily=list(style.fonts),
            fontweight="bold" if line.bold else "normal",
            color=colour or (style.faint_ink if line.faint else style.ink),
            ha=align,
            va="center" if rotation else "center_baseline",
            rotation=rotation,
            rotation_mode="anchor",
            bbox=paper if over_lines else None,
            parse_math=False,
            zorder=2.5 if over_lines else 5,
            gid=gid,
        )

    def line(
        self,
        route: Route,
        look: LineLook,
        *,
        gid: str,
        pattern: Outline = "solid",
        dimmed: bool = False,
        weight: float = 1.0,
    ) -> None:
        """Draw a line along a route, with an arrowhead at its end.

        Some looks have a marker at the start. Where lines cross, those drawn earlier have a gap.
        """
        colour = self.style.dimmed_line if dimmed else look.colour
        tip, width = route.points[-1], look.width * weight
        direction = _direction(route.points[-2], tip)
        if route.curved:
            direction = Point(math.copysign(1, direction.x), 0)
        points = [*route.points[:-1], _ahead(tip, direction, -0.8 * _HEAD[0])]
        path = _curve(points) if route.curved else _rounded(points)
        self._lines += 1
        order = 1 + self._lines / 10_000 - dimmed / 2
        for stroke_width, stroke, above, name in (
            (width + _HALO, self.style.paper, 0.0, None),
            (width, colour, 0.000_05, f"line-{gid}"),
        ):
            patch = PathPatch(
                path,
                facecolor="none",
                edgecolor=stroke,
                linewidth=stroke_width * self.scale,
                linestyle=self._pattern(pattern) if name else "solid",
                capstyle="butt",
                zorder=order + above,
                gid=name,
            )
            self.ax.add_patch(patch)
        self._arrowhead(tip, direction, width, colour, gid)
        if look.foot:
            self.ax.plot(
                *([coordinate] for coordinate in route.points[0]),
                marker=look.foot,
                markersize=(4.6 if look.foot == "o" else 4.0) * self.scale,
                color=colour,
                linestyle="none",
                zorder=2.9 if dimmed else 4,
                gid=f"foot-{gid}",
            )

    def _arrowhead(self, tip: Point, direction: Point, width: float, colour: str, gid: str) -> None:
        base, half = _ahead(tip, direction, -_HEAD[0]), _HEAD[1] + width / 2 - 0.5
        across = Point(-direction.y, direction.x)
        corners = [tip, _ahead(base, across, half), _ahead(base, across, -half)]
        head = Polygon(corners, facecolor=colour, edgecolor="none", zorder=4, gid=f"head-{gid}")
        self.ax.add_patch(head)

    def _draw_legend(self, legend: Legend, corner: Point) -> None:
        for n, (entry, place) in enumerate(legend.places):
            x, y = corner.x + place.x, corner.y + place.y + legend.row / 2
            gid = f"legend-{n}"
            if entry.line:
                route = Route((Point(x, y), Point(x + SAMPLE - 4, y)), curved=False)
                self.line(route, entry.line, gid=gid, pattern=entry.pattern)
            if entry.box:
                sample = Box(x, y - entry.height / 2, SAMPLE - 6, entry.height)
                self.box(sample, TextBlock((), 0, 0), entry.box, gid=gid)
            if entry.sign:
                self.write(
                    TextLine(entry.sign, legend.text_size, bold=True),
                    Point(x + (SAMPLE - 6) / 2, y),
                    colour=entry.line.colour if entry.line else None,
                    over_lines=entry.line is not None,
                    gid=f"sign-{gid}",
                )
            label = TextLine(entry.label, legend.text_size)
            self.write(label, Point(x + SAMPLE + 2, y), align="left", gid=gid)


def _heading(title: str, notes: Sequence[str], width: float, style: Style) -> TextBlock:
    lines = [TextLine(title, style.heading_size, bold=True)] if title else []
    lines += [TextLine(note, style.small_size + 1, faint=True) for note in notes if note]
    wrapped = tuple(part for line in lines for part in wrap(line, width, style.fonts))
    return TextBlock(wrapped, width, sum(line.height for line in wrapped))


def _points_per_unit(ax: Axes, width: float, height: float) -> float:
    """The factor by which the layout is scaled to fit the axes."""
    room = ax.get_position()
    inches = ax.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
    return float(min(room.width * inches[0] * 72 / width, room.height * inches[1] * 72 / height))


def _direction(start: Point, end: Point) -> Point:
    """The unit vector from one point towards another."""
    dx, dy = end.x - start.x, end.y - start.y
    length = math.hypot(dx, dy) or 1.0
    return Point(dx / length, dy / length)


def _ahead(start: Point, direction: Point, distance: float) -> Point:
    return Point(start.x + direction.x * distance, start.y + direction.y * distance)


def _curve(points: Sequence[Point]) -> Path:
    """A curve through all points that is horizontal at each of them."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for a, b in pairwise(points):
        bend = (b.x - a.x) * 0.5
        vertices += [Point(a.x + bend, a.y), Point(b.x - bend, b.y), b]
        codes += [Path.CURVE4] * 3
    return Path(vertices, codes)


def _rounded(points: Sequence[Point]) -> Path:
    """Straight lines from point to point, with rounded corners."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = (
            _ahead(corner, _direction(corner, other), min(_CORNER, math.dist(corner, other) / 2))
            for other in (before, after)
        )
        vertices += [into, corner, out]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*vertices, points[-1]], [*codes, Path.LINETO])
