"""Boxes, lines and legends on matplotlib axes, in the points of a layout."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path

from coopgraph.plot.layout import Box, Point, Route
from coopgraph.plot.lettering import Block, Line, text_width, wrapped
from coopgraph.plot.style import LineLook, Style

__all__ = ["Canvas", "Entry", "ImageFormat", "Legend", "Outline", "image"]

ImageFormat = Literal["png", "svg", "pdf"]
Outline = Literal["solid", "dashed", "dotted", "grey"]
LineStyle = tuple[int, tuple[float, float]] | Literal["solid"]

_MARGIN: Final = 18.0
_HEAD: Final = (8.5, 3.4)  # length and half width of an arrowhead
_CORNER: Final = 5.0
_HALO: Final = 2.6
_SAMPLE: Final = 30.0
_ENTRY_GAP: Final = 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: a sample of a line or of a box, and what it means."""

    label: str
    line: LineLook | None = None
    fill: str | None = None
    edge: str | None = None
    outline: Outline = "solid"
    hatched: bool = False
    weight: float = 0.9
    dimmed: bool = False


class Legend:
    """Entries in rows as wide as the picture."""

    def __init__(self, entries: Sequence[Entry], width: float, style: Style) -> None:
        self.style = style
        self.places: list[tuple[Entry, Point]] = []
        x, y = 0.0, 0.0
        for entry in entries:
            room = _SAMPLE + 6 + text_width(entry.label, style.small_size + 1, style.fonts)
            if x and x + room > width:
                x, y = 0.0, y + self.row
            self.places.append((entry, Point(x, y)))
            x += room + _ENTRY_GAP
        self.height = y + self.row if entries else 0.0

    @property
    def row(self) -> float:
        """The height of one row."""
        return self.style.small_size * 2.3


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
    title, legend
        Drawn above and below the area.
    """

    def __init__(
        self, ax: Axes | None, area: Box, style: Style, title: str, legend: Legend
    ) -> None:
        self.style = style
        heading = Line(title, style.heading_size, bold=True)
        lines = wrapped(heading, area.width, style.fonts) if title else []
        head = sum(line.height for line in lines) + _MARGIN if lines else 0.0
        foot = legend.height + 14 if legend.places else 0.0
        width = area.width + 2 * _MARGIN
        height = area.height + 2 * _MARGIN + head + foot
        self.ax = ax if ax is not None else _new_axes(width, height)
        self.ax.set_xlim(area.left - _MARGIN, area.right + _MARGIN)
        self.ax.set_ylim(area.bottom + _MARGIN + foot, area.top - _MARGIN - head)
        self.ax.set_aspect("equal")
        self.ax.set_axis_off()
        self._lines = 0
        self.scale = _points_per_unit(self.ax, width, height)
        for n, line in enumerate(lines):
            place = Point(area.left, area.top - head + (n + 0.5) * line.height)
            self.write(line.text, place, line.size, bold=True, align="left", gid=f"title-{n}")
        self._draw_legend(legend, Point(area.left, area.bottom + 14))

    def box(
        self,
        box: Box,
        words: Block,
        fill: str,
        *,
        gid: str,
        outline: Outline = "solid",
        edge: str | None = None,
        hatched: bool = False,
        dimmed: bool = False,
        weight: float = 1.0,
    ) -> None:
        """A rounded box with its lines of text.

        Its outline says what it stands for: solid what is achieved, dashed what is open, grey
        what is over.
        """
        style = self.style
        grey = style.dimmed_line if dimmed else style.relation.colour if outline == "grey" else None
        patch = FancyBboxPatch(
            (box.left, box.top),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=5",
            facecolor=style.paper if dimmed or outline == "grey" else fill,
            edgecolor=grey or edge or style.ink,
            linewidth=weight * self.scale,
            linestyle=self._pattern(outline),
            hatch="////" if hatched else None,
            hatchcolor=style.stripe,
            zorder=3,
            gid=f"box-{gid}",
        )
        self.ax.add_patch(patch)
        # Small text is faint on pale boxes alone: on strong ones it could not be read.
        strong = hatched or fill in {style.subject, style.reached}
        faint = style.ink if strong else style.faint_ink
        colour = style.dimmed_ink if dimmed else style.faint_ink if outline == "grey" else style.ink
        # Text stands in the middle of its box, also where ports have made the box higher.
        y = box.middle.y - sum(line.height for line in words.lines) / 2
        for n, line in enumerate(words.lines):
            self.write(
                line.text,
                Point(box.middle.x, y + line.height / 2),
                line.size,
                bold=line.bold,
                colour=faint if line.faint and not dimmed else colour,
                gid=f"text{n}-{gid}",
            )
            y += line.height

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
        align: Literal["left", "center", "right"] = "center",
        gid: str | None = None,
    ) -> None:
        """A text at a place; names are data, so nothing in them is read as markup."""
        self.ax.text(
            place.x,
            place.y,
            text,
            fontsize=size * self.scale,
            fontfamily=list(self.style.fonts),
            fontweight="bold" if bold else "normal",
            color=colour or self.style.ink,
            ha=align,
            va="center_baseline",
            parse_math=False,
            zorder=5,
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
        self._lines += 1
        order = 1 + self._lines / 10_000 - dimmed / 2
        for width, stroke, above, name in (
            (look.width + _HALO, self.style.paper, 0.0, None),
            (look.width, colour, 0.000_05, f"line-{gid}"),
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
        self._arrowhead(tip, towards, look.width, colour, gid)
        if look.foot:
            self.ax.plot(
                [route.points[0].x],
                [route.points[0].y],
                marker=look.foot,
                markersize=(4.6 if look.foot == "o" else 4.0) * self.scale,
                color=colour,
                linestyle="none",
                zorder=4,
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
                route = Route((Point(x, y), Point(x + _SAMPLE - 4, y)), curved=False)
                self.line(route, entry.line, gid=gid, pattern=entry.outline)
            else:
                sample = Box(x, y - 5.5, _SAMPLE - 6, 11)
                fill = entry.fill or self.style.sample
                self.box(
                    sample,
                    Block((), 0, 0),
                    fill,
                    gid=gid,
                    outline=entry.outline,
                    edge=entry.edge,
                    hatched=entry.hatched,
                    weight=entry.weight,
                    dimmed=entry.dimmed,
                )
            size = self.style.small_size + 1
            self.write(entry.label, Point(x + _SAMPLE + 2, y), size, align="left", gid=gid)


def _new_axes(width: float, height: float) -> Axes:
    from matplotlib import pyplot as plt

    figure = plt.figure(figsize=(width / 72, height / 72))
    return figure.add_axes((0, 0, 1, 1))


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


def image(ax: Axes, form: ImageFormat = "png", *, dpi: int = 144) -> bytes:
    """The figure of the axes as a file's content; the same picture gives the same bytes.

    Parameters
    ----------
    ax
        Axes that a picture was drawn in.
    form
        ``png``; ``svg``, in which text stays text; or ``pdf``, with its fonts embedded.
    dpi
        Dots per inch of a PNG.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> cg.plot.image(cg.plot.dependency_map(graph), "pdf")[:5]
    b'%PDF-'
    """
    figure = ax.get_figure(root=True)
    # Without a fixed salt and with a date, SVG and PDF would differ from one run to the next.
    metadata: dict[str, dict[str, str | None]] = {
        "png": {"Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    settings = {"svg.fonttype": "none", "svg.hashsalt": "coopgraph", "pdf.fonttype": 42}
    stream = io.BytesIO()
    with mpl.rc_context(settings):  # type: ignore[arg-type]
        figure.savefig(  # type: ignore[union-attr]
            stream, format=form, dpi=dpi, metadata=metadata[form], facecolor="white"
        )
    return stream.getvalue()
