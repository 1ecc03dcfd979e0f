"""A drawn picture as SVG for a page: the same boxes, lines and words, coloured by the page.

The picture is read back from its artists, so that whatever is drawn is what the page shows. Each
box with its words becomes a group that names its item, each line with its ends one that names its
links; colours become CSS variables named for what they mean, so that a page can be light or dark.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any, Final
from xml.etree import ElementTree as ET

from matplotlib import pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text

from coopgraph.messages.escaping import escape_controls
from coopgraph.plot.figure import image
from coopgraph.plot.style import LineLook, Style

__all__ = ["Traced", "closed_svg", "traced", "variables_of"]

_MARGIN: Final = 10.0
_SAMPLE: Final = (36.0, 16.0)  # the room of a sample in the legend, before its words
_SAMPLES: Final = {"box", "line", "head", "foot", "sign"}
_PART: Final = re.compile(r"(box|text\d+|line|head|foot|circle|label)-(.*)", re.DOTALL)
# Feet and heads of lines lie above the boxes that they touch.
_LAYER: Final = {"line": "line", "label": "line", "head": "end", "foot": "end", "circle": "end"}
_LAYERS: Final = ("line", "item", "end")
_COMMANDS: Final = {
    Path.MOVETO: "M",
    Path.LINETO: "L",
    Path.CURVE3: "Q",
    Path.CURVE4: "C",
    Path.CLOSEPOLY: "Z",
}
_MARKERS: Final = {"o": 0.5, "s": 0.5, "D": 0.7071}
_ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True, slots=True)
class Traced:
    """A picture and its legend, as SVG.

    Attributes
    ----------
    svg
        The picture, without title and legend, in the units of its layout. A group ``item`` has
        ``data-item``, a group ``link`` ``data-links``.
    legend
        For each entry a sample as SVG, and what it means.
    """

    svg: str
    legend: tuple[tuple[str, str], ...]


def traced(ax: Axes, style: Style, links: Callable[[str], str]) -> Traced:
    """Read a picture back from its artists, and close its figure.

    Parameters
    ----------
    ax
        Axes that one of our pictures was drawn in, in a figure of its own.
    style
        The look that it was drawn with; gives colours their names.
    links
        What a line stands for, by the name in its gid (``line-<name>``); written as
        ``data-links``.
    """
    plt.close(ax.get_figure(root=True))  # no notebook is to show it too
    names = {colour: name for name, colour in reversed(variables_of(style).items())}
    parts = [part for part in _artists(ax) if _gid(part)]
    samples = _samples(parts)
    beside = {id(part) for sample in samples.values() for part in sample}
    picture = [part for part in parts if id(part) not in beside and not _is_title(part)]
    picture.sort(key=lambda part: part.get_zorder())
    svg = ET.Element("svg", {"viewBox": _numbers(_extent(picture)), "class": "drawing"})
    svg.extend(_elements(picture, names, links))
    return Traced(_text(svg), tuple(_entry(sample, names) for sample in samples.values()))


def closed_svg(ax: Axes) -> bytes:
    """A picture as an SVG file, its figure closed."""
    try:
        return image(ax, "svg")
    finally:
        plt.close(ax.get_figure(root=True))


def variables_of(style: Style) -> dict[str, str]:
    """Every colour of a style, by the name of its CSS variable (without the dashes)."""
    variables: dict[str, str] = {}
    for field in fields(style):
        value, name = getattr(style, field.name), field.name.replace("_", "-")
        if isinstance(value, str):
            variables[name] = value
        elif isinstance(value, LineLook):
            variables[name] = value.colour
        elif isinstance(value, Mapping):
            looks = {f"{name[:-1]}-{key}": entry for key, entry in value.items()}
            variables |= {k: e.colour if isinstance(e, LineLook) else e for k, e in looks.items()}
        elif value and isinstance(value, tuple) and str(value[0]).startswith("#"):
            variables |= {f"{name[:-1]}-{n}": colour for n, colour in enumerate(value)}
    return variables


def _artists(ax: Axes) -> Iterator[Artist]:
    yield from ax.patches
    yield from ax.lines
    yield from ax.texts


def _gid(artist: Artist) -> str:
    return str(artist.get_gid() or "")


def _is_title(part: Artist) -> bool:
    return isinstance(part, Text) and _gid(part).startswith("title-")


def _samples(parts: Sequence[Artist]) -> dict[str, list[Artist]]:
    """The artists of each entry of the legend, its words first.

    A sample stands right before its words; whatever has a name like it elsewhere is an item.
    """
    samples: dict[str, list[Artist]] = {}
    for part in parts:
        if isinstance(part, Text) and _gid(part).startswith("legend-"):
            samples[_gid(part)] = [part]
    for part in parts:
        kind, _, name = _gid(part).partition("-")
        if kind in _SAMPLES and name in samples:
            x, y = _place_of(part)
            label_x, label_y = _place_of(samples[name][0])
            if 0 <= label_x - x <= _SAMPLE[0] and abs(label_y - y) < _SAMPLE[1]:
                samples[name].append(part)
    return samples


def _place_of(part: Artist) -> tuple[float, float]:
    """Where a text starts, a mark is or the middle of a shape lies."""
    if isinstance(part, Text):
        return part.get_position()
    corners = _corners(part) if isinstance(part, Patch) else [_mark_of(part)]
    across, down = zip(*corners, strict=True)
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def _extent(parts: Iterable[Artist]) -> tuple[float, float, float, float]:
    """The room that boxes and lines take, with a margin: left, top, width, height."""
    corners = [c for part in parts if isinstance(part, Patch) for c in _corners(part)]
    left, top = (min((p[n] for p in corners), default=0.0) - _MARGIN for n in (0, 1))
    right, bottom = (max((p[n] for p in corners), default=0.0) + _MARGIN for n in (0, 1))
    return left, top, right - left, bottom - top


def _elements(
    parts: Sequence[Artist], names: Mapping[str, str], links: Callable[[str], str]
) -> Iterator[ET.Element]:
    """Areas, lines in their order, boxes each with its words, then what lines end in."""
    grouped: dict[tuple[str, str], list[Artist]] = {}
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
            what = {"data-item": key[1]} if layer == "item" else {"data-links": links(key[1])}
            kind = "item" if layer == "item" else "link"
            one = ET.SubElement(whole, "g", {"class": kind, **what})
            for part in grouped[key]:
                one.extend(_drawn(part, names))
        yield whole


def _drawn(part: Artist, names: Mapping[str, str]) -> Iterator[ET.Element]:
    if isinstance(part, Text):
        yield _words(part, names)
    elif isinstance(part, Line2D):
        yield _marker(part, names)
    elif isinstance(part, Patch):
        d, name = _d(_path_of(part)), _class_of(part)
        if name == "line":  # the gap that it leaves in lines it passes over, and room to point at
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


def _class_of(part: Artist) -> str:
    gid = _gid(part)
    return gid.partition("-")[0].rstrip("0123456789")


def _words(part: Text, names: Mapping[str, str]) -> ET.Element:
    x, y = part.get_position()
    size = float(part.get_fontsize())
    align = _ANCHORS[str(part.get_horizontalalignment())]
    element = ET.Element("text", {"x": _number(x), "y": _number(y + size * 0.36)})
    element.set("class", f"{_class_of(part)} {align}")
    element.set("font-size", _number(size))
    if part.get_fontweight() == "bold":
        element.set("font-weight", "600")
    element.set("fill", _colour(part.get_color(), names))
    element.text = part.get_text()
    # Words on two lines are two words, unless a word was broken: for those who copy or listen.
    element.tail = "" if element.text.endswith(("-", "–", "/")) else " "
    return element


def _marker(part: Line2D, names: Mapping[str, str]) -> ET.Element:
    """The foot of a line: a circle, a square or a diamond."""
    x, y = _mark_of(part)
    shape = str(part.get_marker())
    r = part.get_markersize() * _MARKERS.get(shape, 0.5)
    ways = {
        "o": f"M{_number(x - r)} {_number(y)}a{_number(r)} {_number(r)} 0 1 0 {_number(2 * r)} 0"
        f"a{_number(r)} {_number(r)} 0 1 0 {_number(-2 * r)} 0Z",
        "s": f"M{_number(x - r)} {_number(y - r)}h{_number(2 * r)}v{_number(2 * r)}"
        f"h{_number(-2 * r)}Z",
        "D": f"M{_number(x - r)} {_number(y)}l{_number(r)} {_number(-r)} {_number(r)} {_number(r)} "
        f"{_number(-r)} {_number(r)}Z",
    }
    fill = _colour(part.get_color(), names)
    return ET.Element("path", {"class": "foot", "d": ways.get(shape, ways["o"]), "fill": fill})


def _mark_of(part: Artist) -> tuple[float, float]:
    at: Any = part.get_xydata() if isinstance(part, Line2D) else [(0.0, 0.0)]
    return float(at[0][0]), float(at[0][1])


def _path_of(part: Patch) -> Path:
    return part.get_patch_transform().transform_path(part.get_path())


def _corners(part: Patch) -> list[tuple[float, float]]:
    vertices: Any = _path_of(part).vertices
    return [(float(x), float(y)) for x, y in vertices]


def _d(path: Path) -> str:
    pieces = []
    for numbers, code in path.iter_segments(simplify=False):
        letter = _COMMANDS[Path.code_type(code)]
        pieces.append(letter + ("" if letter == "Z" else _numbers(numbers)))
    return "".join(pieces)


def _dashes(part: Patch) -> str:
    style = part.get_linestyle()
    if isinstance(style, str):
        return {"--": "5 3.5", "dashed": "5 3.5", ":": "1 2"}.get(style, "")
    lengths = style[1] or ()
    return " ".join(_number(length * part.get_linewidth()) for length in lengths)


def _colour(colour: object, names: Mapping[str, str]) -> str:
    """The CSS variable of a colour that the style names; any other colour as it is."""
    if isinstance(colour, tuple) and len(colour) == 4 and not colour[3]:  # noqa: PLR2004
        return "none"
    plain = to_hex(colour)  # type: ignore[arg-type]
    return f"var(--{names[plain]})" if plain in names else plain


def _entry(sample: Sequence[Artist], names: Mapping[str, str]) -> tuple[str, str]:
    """One entry of the legend: its sample, and what it means."""
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
