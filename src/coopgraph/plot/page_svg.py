"""Convert a picture to SVG for a web page, with the same shapes and texts, and colours from CSS.

The SVG is made from the matplotlib artists, so the page shows exactly what the picture shows. Each
box with its text becomes a group with the id of its item, and each line with its ends becomes a
group with the numbers of its links. Colours become CSS variables, so that a page can be light or
dark.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any, Final
from xml.etree import ElementTree as ET

from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text

from coopgraph.messages.escaping import escape_controls
from coopgraph.plot.style import LineLook, MarkLook, Style

__all__ = ["PageSVG", "css_colours", "page_svg"]

_MARGIN: Final = 10.0
_SAMPLE: Final = (36.0, 16.0)  # the size of a sample in the legend, to the left of its text
_SAMPLES: Final = {"box", "line", "head", "foot", "sign"}
_PART: Final = re.compile(r"(box|text\d+|line|head|foot|circle|label)-(.*)", re.DOTALL)
# The markers and arrowheads at the ends of lines are drawn above the boxes they touch.
_LAYER: Final = {"line": "line", "label": "line", "head": "end", "foot": "end", "circle": "end"}
_LAYERS: Final = ("line", "item", "end")
_COMMANDS: Final = {
    Path.MOVETO: "M",
    Path.LINETO: "L",
    Path.CURVE3: "Q",
    Path.CURVE4: "C",
    Path.CLOSEPOLY: "Z",
}
# The marker at the start of a line: half its width, relative to the marker size, and its path.
_FEET: Final = {
    "o": (0.5, "M{left} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z"),
    "s": (0.5, "M{left} {top}h{d}v{d}h-{d}Z"),
    "D": (0.7071, "M{left} {y}l{r} -{r} {r} {r} -{r} {r}Z"),
}
_ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}

Drawn = Patch | Line2D | Text


@dataclass(frozen=True, slots=True)
class PageSVG:
    """A picture and its legend, as SVG.

    Attributes
    ----------
    svg
        The picture without title and legend, in the units of its layout. Groups of class ``item``
        have an attribute ``data-item``, groups of class ``link`` have ``data-links``.
    legend
        For each legend entry, a sample as SVG and its meaning.
    """

    svg: str
    legend: tuple[tuple[str, str], ...]


def page_svg(ax: Axes, style: Style, links: Callable[[str], str]) -> PageSVG:
    """Convert a picture to SVG.

    Parameters
    ----------
    ax
        The axes of the cooperation map or of the dependency map.
    style
        The style it was drawn with.
    links
        Returns the value of ``data-links`` for the name in the gid of a line (``line-<name>``).
    """
    names = {colour: name for name, colour in reversed(css_colours(style).items())}
    artists: list[Drawn] = [*ax.patches, *ax.lines, *ax.texts]
    parts = [part for part in artists if _gid(part)]
    samples = _samples(parts)
    beside = {id(part) for sample in samples.values() for part in sample}
    picture = [p for p in parts if id(p) not in beside and not _gid(p).startswith("title-")]
    picture.sort(key=lambda part: part.get_zorder())
    svg = ET.Element("svg", {"viewBox": _numbers(_extent(picture)), "class": "drawing"})
    svg.extend(_elements(picture, names, links))
    return PageSVG(_text(svg), tuple(_entry(sample, names) for sample in samples.values()))


def css_colours(style: Style) -> dict[str, str]:
    """The colours of a style by the name of their CSS variable, without the dashes before it.

    A mark has two: ``lost`` is its fill, ``lost-ink`` its outline.
    """
    variables: dict[str, str] = {}
    for field in fields(style):
        value, name = getattr(style, field.name), field.name.replace("_", "-")
        if isinstance(value, str):
            variables[name] = value
        elif isinstance(value, LineLook):
            variables[name] = value.colour
        elif isinstance(value, MarkLook):
            variables |= {name: value.fill, f"{name}-ink": value.ink}
        elif isinstance(value, Mapping):
            looks = {f"{name[:-1]}-{key}": entry for key, entry in value.items()}
            variables |= {k: e.colour if isinstance(e, LineLook) else e for k, e in looks.items()}
        elif value and isinstance(value, tuple) and str(value[0]).startswith("#"):
            variables |= {f"{name[:-1]}-{n}": colour for n, colour in enumerate(value)}
    return variables


def _gid(artist: Drawn) -> str:
    return str(artist.get_gid() or "")


def _samples(parts: Sequence[Drawn]) -> dict[str, list[Drawn]]:
    """The artists of each legend entry, starting with its text.

    A sample is directly to the left of its text. If an artist with such a name is elsewhere, it
    belongs to an item whose id looks like the name of a legend entry.
    """
    samples: dict[str, list[Drawn]] = {
        _gid(part): [part]
        for part in parts
        if isinstance(part, Text) and _gid(part).startswith("legend-")
    }
    for part in parts:
        kind, _, name = _gid(part).partition("-")
        if kind in _SAMPLES and name in samples:
            x, y = _place_of(part)
            label_x, label_y = _place_of(samples[name][0])
            if 0 <= label_x - x <= _SAMPLE[0] and abs(label_y - y) < _SAMPLE[1]:
                samples[name].append(part)
    return samples


def _place_of(part: Drawn) -> tuple[float, float]:
    """The position of a text, or the centre of a shape."""
    if isinstance(part, Text):
        return part.get_position()
    across, down = zip(*_corners(part), strict=True)
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def _extent(parts: Iterable[Drawn]) -> tuple[float, float, float, float]:
    """The area of the picture, including a margin: left, top, width and height."""
    corners = [c for part in parts if isinstance(part, Patch) for c in _corners(part)]
    left, top = (min((p[n] for p in corners), default=0.0) - _MARGIN for n in (0, 1))
    right, bottom = (max((p[n] for p in corners), default=0.0) + _MARGIN for n in (0, 1))
    return left, top, right - left, bottom - top


def _elements(
    parts: Sequence[Drawn], names: Mapping[str, str], links: Callable[[str], str]
) -> Iterator[ET.Element]:
    """The elements in drawing order: areas, lines, boxes with their text, ends of lines."""
    grouped: dict[tuple[str, str], list[Drawn]] = {}
    for part in parts:
        found = _PART.fullmatch(_gid(part))
        if found:
            grouped.setdefault((_LAYER.get(found[1], "item"), found[2]), []).append(part)
        else:
            yield from _drawn(part, names)
    order = sorted(grouped, key=lambda key: _LAYERS.index(key[0]))
    for layer, group in groupby(order, key=lambda key: key[0]):
        whole = ET.Element("g", {"class": f"{layer}s"})
        for key in group:
            name = key[1]
            attributes = (
                {"class": "item", "data-item": name}
                if layer == "item"
                else {"class": "link", "data-links": links(name)}
            )
            one = ET.SubElement(whole, "g", attributes)
            for part in grouped[key]:
                one.extend(_drawn(part, names))
        yield whole


def _drawn(part: Drawn, names: Mapping[str, str]) -> Iterator[ET.Element]:
    if isinstance(part, Text):
        yield _words(part, names)
    elif isinstance(part, Line2D):
        yield _marker(part, names)
    else:
        d, name = _d(_path_of(part)), _class_of(part)
        if name == "line":  # makes a gap in the lines below, and is easier to point at
            yield ET.Element("path", {"d": d, "class": "halo"})
        element = ET.Element("path", {"d": d, "class": name})
        element.set("fill", _colour(part.get_facecolor(), names))
        stroke = _colour(part.get_edgecolor(), names)
        if stroke != "none" and part.get_linewidth():
            element.set("stroke", stroke)
            element.set("stroke-width", _number(part.get_linewidth()))
        dashes = _dashes(part)
        if dashes:
            element.set("stroke-dasharray", dashes)
        yield element


def _class_of(part: Drawn) -> str:
    gid = _gid(part)
    return gid.partition("-")[0].rstrip("0123456789")


def _words(part: Text, names: Mapping[str, str]) -> ET.Element:
    x, y = part.get_position()
    size = float(part.get_fontsize())
    align = _ANCHORS[str(part.get_horizontalalignment())]
    element = ET.Element("text", {"x": _number(x), "y": _number(y + size * 0.36)})
    element.set("class", f"{_class_of(part)} {align}")
    element.set("font-size", _number(size))
    if part.get_rotation():  # counter-clockwise here, clockwise in SVG
        element.set(
            "transform", f"rotate({_number(-part.get_rotation())} {_number(x)} {_number(y)})"
        )
    if part.get_fontweight() == "bold":
        element.set("font-weight", "600")
    element.set("fill", _colour(part.get_color(), names))
    element.text = part.get_text()
    # Separate lines by a space, for copying and for screen readers, unless a word is broken.
    element.tail = "" if element.text.endswith(("-", "–", "/")) else " "
    return element


def _marker(part: Line2D, names: Mapping[str, str]) -> ET.Element:
    """The marker at the start of a line: a circle, a square or a diamond."""
    x, y = _place_of(part)
    half_width, path = _FEET.get(str(part.get_marker()), _FEET["o"])
    r = part.get_markersize() * half_width
    numbers = {"left": x - r, "top": y - r, "y": y, "r": r, "d": 2 * r}
    d = path.format_map({name: _number(value) for name, value in numbers.items()})
    return ET.Element("path", {"class": "foot", "d": d, "fill": _colour(part.get_color(), names)})


def _path_of(part: Patch) -> Path:
    return part.get_patch_transform().transform_path(part.get_path())


def _corners(part: Patch | Line2D) -> list[tuple[float, float]]:
    vertices: Any = _path_of(part).vertices if isinstance(part, Patch) else part.get_xydata()
    return [(float(x), float(y)) for x, y in vertices]


def _d(path: Path) -> str:
    pieces = []
    for numbers, code in path.iter_segments(simplify=False):
        letter = _COMMANDS[Path.code_type(code)]
        pieces.append(letter + ("" if letter == "Z" else _numbers(numbers)))
    return "".join(pieces)


def _dashes(part: Patch) -> str:
    style = part.get_linestyle()  # a name only for solid lines
    lengths = () if isinstance(style, str) else style[1] or ()
    return " ".join(_number(length * part.get_linewidth()) for length in lengths)


def _colour(colour: object, names: Mapping[str, str]) -> str:
    """The CSS variable of a colour, or the colour itself if the style does not contain it."""
    if isinstance(colour, tuple) and len(colour) == 4 and not colour[3]:  # noqa: PLR2004
        return "none"
    plain = to_hex(colour)  # type: ignore[arg-type]
    return f"var(--{names[plain]})" if plain in names else plain


def _entry(sample: Sequence[Drawn], names: Mapping[str, str]) -> tuple[str, str]:
    """A legend entry: its sample, and its meaning."""
    words, *drawn = sample
    x, y = _place_of(words)
    room = (x - _SAMPLE[0], y - _SAMPLE[1] / 2, *_SAMPLE)
    svg = ET.Element("svg", {"viewBox": _numbers(room), "class": "sample", "aria-hidden": "true"})
    for part in drawn:
        svg.extend(element for element in _drawn(part, names) if element.get("class") != "halo")
    return _text(svg), words.get_text() if isinstance(words, Text) else ""


def _number(value: float) -> str:
    return f"{round(float(value), 1):g}"


def _numbers(values: Iterable[float]) -> str:
    return " ".join(_number(value) for value in values)


def _text(svg: ET.Element) -> str:
    return escape_controls(ET.tostring(svg, encoding="unicode"))
