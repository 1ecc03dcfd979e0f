"""A layout in layers: every item is to the right of what it relies on.

The method is that of Sugiyama, Tagawa and Toda (1981): assign each item to a layer (``ranks``),
order the layers so that few lines cross (``ordering``), and place items near those they are linked
to. A line that passes through a layer gets a place of its own there, so no line runs under a box.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import networkx as nx

from coopgraph.plot.geometry.layout import (
    Box,
    Point,
    Route,
    Side,
    Sizes,
    frame_of,
    place_near,
    side_height,
    spread_ports,
)
from coopgraph.plot.geometry.ordering import order_rows
from coopgraph.plot.geometry.ranks import Link, rank_items

__all__ = ["Layers", "Link", "layer_layout"]

Passage = tuple[str, str, int]  # the place of a link in a layer that it passes through
Slot = str | Passage

_ROW_GAP: Final = 12.0
_GAPS: Final = (
    5.0,
    0.75 * _ROW_GAP,
    _ROW_GAP,
)  # by how many of two neighbours (0, 1 or 2) are boxes
_CHANNEL: Final = 64.0  # the minimum distance between two layers
_CHANNEL_PER_LINE: Final = 1.6
_PART_GAP: Final = 30.0
_SWEEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Layers:
    """The positions of all parts of the picture.

    Attributes
    ----------
    boxes
        The box of each item.
    routes
        The route of each link (dependent, prerequisite).
    turned
        The links that close a cycle. They run in the opposite direction to all others.
    crossings
        The number of pairs of lines that cross between neighbouring layers.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[Link, Route]
    turned: frozenset[Link]
    crossings: int


def layer_layout(
    sizes: Sizes, links: Iterable[Link], *, words: Mapping[Link, float] | None = None
) -> Layers:
    """Arrange items and links in layers.

    Parameters
    ----------
    sizes
        Width and height of each item's box.
    links
        Pairs (dependent, prerequisite) of items; repetitions are ignored.
    words
        The room that the label of a link needs, if it has one.

    Returns
    -------
    Layers
        It does not depend on the order of items and links.
    """
    links = sorted(set(links))
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_edges_from(links)
    parts = [sorted(part) for part in nx.weakly_connected_components(graph)]
    drawn = []
    for part in sorted(parts, key=lambda part: (-len(part), part)):
        within = [link for link in links if link[0] in set(part)]
        drawn.append(_Part({i: sizes[i] for i in part}, within, words or {}))
    boxes: dict[str, Box] = {}
    routes: dict[Link, Route] = {}
    for one, move in zip(drawn, _shelved([one.area for one in drawn]), strict=True):
        boxes |= {item: box.moved(*move) for item, box in one.boxes.items()}
        routes |= {link: route.moved(*move) for link, route in one.routes.items()}
    turned = {link for one in drawn for link in one.turned}
    crossings = sum(one.crossings for one in drawn)
    return Layers(boxes, routes, frozenset(turned), crossings)


def _shelved(areas: Sequence[Box]) -> list[tuple[float, float]]:
    """How far to move each part, so that they fill rows as wide as the widest part."""
    shelf = max((area.width for area in areas), default=0.0)
    moves = []
    x = y = height = 0.0
    for area in areas:
        if x and x + area.width > shelf:
            x, y, height = 0.0, y + height + _PART_GAP, 0.0
        moves.append((x - area.left, y - area.top))
        x += area.width + 2 * _PART_GAP
        height = max(height, area.height)
    return moves


class _Part:
    """Computes the layout of one connected part."""

    def __init__(self, sizes: Sizes, links: list[Link], words: Mapping[Link, float]) -> None:
        self.loops = [link for link in links if link[0] == link[1]]
        self.links = [link for link in links if link[0] != link[1]]
        self.words = words
        self.layer, turned = rank_items(sorted(sizes), self.links)
        self.turned = turned | set(self.loops)
        self.sizes = self._grown(sizes)
        self.chains = {link: self._chain(link) for link in self.links}
        self.pairs = [pair for chain in self.chains.values() for pair in pairwise(chain)]
        self.rows, self.crossings = self._ordered(self._rows())
        self.lefts: dict[Slot, list[Slot]] = defaultdict(list)
        self.rights: dict[Slot, list[Slot]] = defaultdict(list)
        for left, right in self.pairs:
            self.lefts[right].append(left)
            self.rights[left].append(right)
        self.middle = self._middles()
        self.boxes = self._boxes()
        self.routes = self._routes()
        self.area = frame_of(self.boxes.values(), self.routes.values())

    def _grown(self, sizes: Sizes) -> dict[str, tuple[float, float]]:
        """The sizes of boxes, high enough for the lines at their sides."""
        ends: Counter[tuple[str, bool]] = Counter()  # by item, and whether it is the left side
        for link in self.links:
            for item, other in (link, link[::-1]):
                ends[item, self.layer[item] > self.layer[other]] += 1
        return {
            item: (width, max(height, *(side_height(ends[item, left]) for left in (True, False))))
            for item, (width, height) in sizes.items()
        }

    def _chain(self, link: Link) -> list[Slot]:
        """The slots that a link passes through, from left to right."""
        left, right = sorted(link, key=lambda item: self.layer[item])
        layers = range(self.layer[left] + 1, self.layer[right])
        return [left, *((*link, n) for n in layers), right]

    def _rows(self) -> list[list[Slot]]:
        rows: list[list[Slot]] = [[] for _ in range(max(self.layer.values(), default=0) + 1)]
        for item in sorted(self.layer):
            rows[self.layer[item]].append(item)
        for chain in self.chains.values():
            for n, slot in enumerate(chain[1:-1], start=self.layer[str(chain[0])] + 1):
                rows[n].append(slot)
        return rows

    def _ordered(self, rows: list[list[Slot]]) -> tuple[list[list[Slot]], int]:
        """The rows, ordered so that few lines cross, and the number of crossings."""
        slots = [slot for row in rows for slot in row]
        number = {slot: n for n, slot in enumerate(slots)}
        ties = [(number[left], number[right]) for left, right in self.pairs]
        order, crossings = order_rows([[number[slot] for slot in row] for row in rows], ties)
        return [[slots[n] for n in row] for row in order], crossings

    def _middles(self) -> dict[Slot, float]:
        """The y of every slot, close to the mean of those it is linked to."""
        middle: dict[Slot, float] = {}
        for row in self.rows:
            middle |= self._placed(row, [0.0] * len(row))
        for sweep in range(2 * _SWEEPS):
            for row in self.rows if sweep % 2 else reversed(self.rows):
                middle |= self._placed(row, [self._wanted(slot, middle) for slot in row])
        return middle

    def _placed(self, row: list[Slot], wanted: list[float]) -> dict[Slot, float]:
        heights = [self.sizes[slot][1] if isinstance(slot, str) else 0.0 for slot in row]
        gaps = [_GAPS[isinstance(a, str) + isinstance(b, str)] for a, b in pairwise(row)]
        return dict(zip(row, place_near(wanted, heights, gaps), strict=True))

    def _wanted(self, slot: Slot, middle: Mapping[Slot, float]) -> float:
        ties = [middle[tie] for tie in (*self.lefts[slot], *self.rights[slot])]
        return sum(ties) / len(ties) if ties else middle[slot]

    def _boxes(self) -> dict[str, Box]:
        boxes: dict[str, Box] = {}
        left = 0.0
        for row, room in zip(self.rows, self._rooms(), strict=True):
            items = [slot for slot in row if isinstance(slot, str)]
            width = max((self.sizes[item][0] for item in items), default=0.0)
            for item in items:
                height = self.sizes[item][1]
                boxes[item] = Box(left, self.middle[item] - height / 2, width, height)
            lines = sum(len(self.rights[slot]) for slot in row)
            left += width + _CHANNEL + _CHANNEL_PER_LINE * lines + room
        return boxes

    def _rooms(self) -> list[float]:
        """The room for labels to the right of each layer; they may be at either end of a link."""
        rooms = [0.0] * len(self.rows)
        for link in self.links:
            first, last = sorted(self.layer[item] for item in link)
            for n in (first, last - 1):
                rooms[n] = max(rooms[n], self.words.get(link, 0.0))
        return rooms

    def _routes(self) -> dict[Link, Route]:
        areas = [frame_of(self.boxes[s] for s in row if isinstance(s, str)) for row in self.rows]
        ports = self._ports()
        routes = {}
        for link, chain in self.chains.items():
            points = [ports[link, "right"]]  # at the left box
            for n, slot in enumerate(chain[1:-1], start=self.layer[str(chain[0])] + 1):
                y = self.middle[slot]
                points += [Point(areas[n].left, y), Point(areas[n].right, y)]
            points.append(ports[link, "left"])
            if chain[0] == link[1]:  # as usual, the prerequisite is on the left
                points.reverse()
            routes[link] = Route(tuple(points))
        return routes | {link: self._loop(link[0]) for link in self.loops}

    def _ports(self) -> dict[tuple[Link, Side], Point]:
        """Where each link leaves and enters a box, sorted by where the lines come from."""
        ends: dict[tuple[str, Side], list[tuple[float, Link]]] = {}
        for link, chain in self.chains.items():
            # A link is attached to the right side of its left box, and to the left side of its
            # right box.
            ends.setdefault((str(chain[0]), "right"), []).append((self.middle[chain[1]], link))
            ends.setdefault((str(chain[-1]), "left"), []).append((self.middle[chain[-2]], link))
        return {
            (link, side): point
            for (item, side), lines in ends.items()
            for (_, link), point in zip(
                sorted(lines), spread_ports(self.boxes[item], side, len(lines)), strict=True
            )
        }

    def _loop(self, item: str) -> Route:
        """The route of a link from an item to itself, around the upper right corner of its box."""
        box = self.boxes[item]
        out = _ROW_GAP / 2
        return Route(
            (
                Point(box.right, box.top + out),
                Point(box.right + out, box.top + out),
                Point(box.right + out, box.top - out),
                Point(box.right - 2 * out, box.top - out),
                Point(box.right - 2 * out, box.top),
            ),
            curved=False,
        )
