"""Boxes, lines and legends on matplotlib axes, in the points of a layout."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from coopgraph.messages.escaping import escape_controls
from coopgraph.plot.figure import new_axes
from coopgraph.plot.geometry.layout import Box, Point, Route
from coopgraph.plot.glyphs import lacking, tell_of
from coopgraph.plot.legend import SAMPLE, Legend
from coopgraph.plot.lettering import Block, Line, wrapped
from coopgraph.plot.shapes import BoxLook, Outline
from coopgraph.plot.style import LineLook, Style

__all__ = ["Canvas"]

LineStyle = tuple[int, tuple[float, float]] | Literal["solid"]
Align = Literal["left", "center", "right"]

_MARGIN: Final = 18.0
_HEAD: Final = (8.5, 3.4)  # length and half width of an arrowhead
_CORNER: Final = 5.0
_HALO: Final = 2.6


class Canvas:
    """Axes whose data units are the points of a layout.

    Parameters
    ----------
    ax
        Axes to draw in, scaled to fit; by default those of a new figure of just the right size.
    area
        The layout's area.
    style
        The look.
    title, notes, legend
        Title and notes stand above the area, the legend below. The title also becomes the label
        of the axes, which files carry as their title.
    lang
        Language in which to say that a font lacks letters.
    """

    def __init__(
        self,
        ax: Axes | None,
        area: Box,
        style: Style,
        title: str,
        legend: Legend,
        notes: Sequence[str] = (),
        lang: str = "en",
    ) -> None:
        self.style, self.lang = style, lang
        self._told = False
        lines = _heading(title, notes, area.width, style)
        head = sum(line.height for line in lines) + _MARGIN if lines else 0.0
        foot = legend.height + 14 if legend.places else 0.0
        width = area.width + 2 * _MARGIN
        height = area.height + 2 * _MARGIN + head + foot
        self.ax = ax if ax is not None else new_axes(width, height)
        self.ax.set_label(title)
        self.ax.set_xlim(area.left - _MARGIN, area.right + _MARGIN)
        self.ax.set_ylim(area.bottom + _MARGIN + foot, area.top - _MARGIN - head)
        self.ax.set_aspect("equal")
        self.ax.set_axis_off()
        self._lines = 0
        self.scale = _points_per_unit(self.ax, width, height)
        y = area.top - head
        for n, line in enumerate(lines):
            place = Point(area.left, y + line.height / 2)
            colour = style.faint_ink if line.faint else style.ink
            self.write(
                line.text,
                place,
                line.size,
                bold=line.bold,
                align="left",
                colour=colour,
                gid=f"title-{n}",
            )
            y += line.height
        self._draw_legend(legend, Point(area.left, area.bottom + 14))

    def box(self, box: Box, words: Block, look: BoxLook, *, gid: str) -> None:
        """A box with its lines of text."""
        style = self.style
        back = look.dimmed or look.outline == "grey"
        grey = style.dimmed_line if look.dimmed else style.relation.colour if back else None
        drawn = replace(look, fill=style.paper if back else look.fill, edge=grey or look.edge)
        self.sign(box, drawn, gid=f"box-{gid}")
        # Small text is faint on pale boxes alone: on strong ones it could not be read.
        pale = not look.stripe and look.fill in {style.paper, style.sample, *style.fills.values()}
        faint = style.faint_ink if pale else style.ink
        colour = style.dimmed_ink if look.dimmed else style.faint_ink if back else style.ink
        # Text stands in the middle of its box, also where ports have made the box higher.
        y = box.middle.y - sum(line.height for line in words.lines) / 2
        for n, line in enumerate(words.lines):
            self.write(
                line.text,
                Point(box.middle.x, y + line.height / 2),
                line.size,
                bold=line.bold,
                colour=faint if line.faint and not look.dimmed else colour,
                gid=f"text{n}-{gid}",
            )
            y += line.height

    def sign(self, box: Box, look: BoxLook, *, gid: str) -> None:
        """A shape without words."""
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
            zorder=3,
            gid=gid,
        )
        self.ax.add_patch(patch)

    def shade(self, box: Box, fill: str, *, gid: str) -> None:
        """A band behind everything."""
        corner = (box.left, box.top)
        patch = Rectangle(
            corner, box.width, box.height, facecolor=fill, edgecolor="none", zorder=0, gid=gid
        )
        self.ax.add_patch(patch)

    def rule(self, start: Point, end: Point, colour: str, *, gid: str | None = None) -> None:
        """A hair line without a meaning of its own."""
        self.ax.plot(
            [start.x, end.x],
            [start.y, end.y],
            color=colour,
            linewidth=0.6 * self.scale,
            zorder=0.5,
            gid=gid,
        )

    def _pattern(self, outline: Outline) -> LineStyle:
        patterns = {"dashed": self.style.dash, "dotted": self.style.dots}
        return (0, patterns[outline]) if outline in patterns else "solid"

    def area(self, box: Box, fill: str, *, gid: str) -> None:
        """A rounded background."""
        patch = FancyBboxPatch(
            (box.left, box.top),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=9",
            facecolor=fill,
            edgecolor="none",
            zorder=0,
            gid=f"area-{gid}",
        )
        self.ax.add_patch(patch)

    def write(
        self,
        text: str,
        place: Point,
        size: float,
        *,
        bold: bool = False,
        colour: str | None = None,
        align: Align = "center",
        turned: float = 0.0,
        over_lines: bool = False,
        gid: str | None = None,
    ) -> None:
        """A text at a place; names are data, so nothing in them is read as markup.

        ``turned`` is in degrees against the clock; ``over_lines`` puts paper behind it.
        """
        if not self._told and (letters := lacking(text, self.style.fonts)):
            self._told = True  # once a picture is enough
            tell_of(letters, self.lang)
        paper = {"facecolor": self.style.paper, "edgecolor": "none", "pad": 1.0 * self.scale}
        self.ax.text(
            place.x,
            place.y,
            escape_controls(text),
            fontsize=size * self.scale,
            fontfamily=list(self.style.fonts),
            fontweight="bold" if bold else "normal",
            color=colour or self.style.ink,
            ha=align,
            va="center" if turned else "center_baseline",
            rotation=turned,
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
        """A line along a route with an arrowhead at its end and, where it has one, a foot.

        Lines that come later pass over earlier ones, with a gap in those.
        """
        colour = self.style.dimmed_line if dimmed else look.colour
        tip = route.points[-1]
        towards = _direction(route.points[-2], tip, horizontal=route.curved)
        reach = _HEAD[0] * 0.8
        points = [*route.points[:-1], Point(tip.x - towards.x * reach, tip.y - towards.y * reach)]
        path = _curve(points) if route.curved else _rounded(points)
        wide = look.width * weight
        self._lines += 1
        order = 1 + self._lines / 10_000 - dimmed / 2
        for width, stroke, above, name in (
            (wide + _HALO, self.style.paper, 0.0, None),
            (wide, colour, 0.000_05, f"line-{gid}"),
        ):
            patch = PathPatch(
                path,
                facecolor="none",
                edgecolor=stroke,
                linewidth=width * self.scale,
                linestyle=self._pattern(pattern) if name else "solid",
                capstyle="butt",
                zorder=order + above,
                gid=name,
            )
            self.ax.add_patch(patch)
        self._arrowhead(tip, towards, wide, colour, gid)
        if look.foot:
            self.ax.plot(
                [route.points[0].x],
                [route.points[0].y],
                marker=look.foot,
                markersize=(4.6 if look.foot == "o" else 4.0) * self.scale,
                color=colour,
                linestyle="none",
                zorder=2.9 if dimmed else 4,
                gid=f"foot-{gid}",
            )

    def _arrowhead(self, tip: Point, towards: Point, width: float, colour: str, gid: str) -> None:
        length, half = _HEAD[0], _HEAD[1] + width / 2 - 0.5
        base = Point(tip.x - towards.x * length, tip.y - towards.y * length)
        corners = [
            tip,
            Point(base.x - towards.y * half, base.y + towards.x * half),
            Point(base.x + towards.y * half, base.y - towards.x * half),
        ]
        head = Polygon(
            corners, closed=True, facecolor=colour, edgecolor="none", zorder=4, gid=f"head-{gid}"
        )
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
                self.box(sample, Block((), 0, 0), entry.box, gid=gid)
            if entry.sign:
                middle = Point(x + (SAMPLE - 6) / 2, y)
                over = entry.line is not None
                colour = entry.line.colour if entry.line else None
                size = self.style.small_size + 1
                self.write(
                    entry.sign,
                    middle,
                    size,
                    bold=True,
                    colour=colour,
                    over_lines=over,
                    gid=f"sign-{gid}",
                )
            size = self.style.small_size + 1
            self.write(entry.label, Point(x + SAMPLE + 2, y), size, align="left", gid=gid)


def _heading(title: str, notes: Sequence[str], width: float, style: Style) -> list[Line]:
    lines = [Line(title, style.heading_size, bold=True)] if title else []
    lines += [Line(note, style.small_size + 1, faint=True) for note in notes if note]
    return [piece for line in lines for piece in wrapped(line, width, style.fonts)]


def _points_per_unit(ax: Axes, width: float, height: float) -> float:
    """How much a length is scaled where the axes are smaller or larger than the layout."""
    room = ax.get_position()
    inches = ax.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
    return float(min(room.width * inches[0] * 72 / width, room.height * inches[1] * 72 / height))


def _direction(start: Point, end: Point, *, horizontal: bool) -> Point:
    dx, dy = end.x - start.x, end.y - start.y
    if horizontal:
        return Point(math.copysign(1, dx), 0)
    length = math.hypot(dx, dy) or 1.0
    return Point(dx / length, dy / length)


def _curve(points: Sequence[Point]) -> Path:
    """Through all points, horizontal at each; straight where two are at one height."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for a, b in pairwise(points):
        bend = (b.x - a.x) * 0.5
        vertices += [Point(a.x + bend, a.y), Point(b.x - bend, b.y), b]
        codes += [Path.CURVE4] * 3
    return Path(vertices, codes)


def _rounded(points: Sequence[Point]) -> Path:
    """Straight pieces with rounded corners."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        vertices += [into, corner, out]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*vertices, points[-1]], [*codes, Path.LINETO])


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other.x - corner.x, other.y - corner.y
    length = math.hypot(dx, dy) or 1.0
    step = min(_CORNER, length / 2)
    return Point(corner.x + dx / length * step, corner.y + dy / length * step)
