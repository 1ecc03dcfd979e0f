"""Layers: what is relied on to the left, what relies on it to the right of it.

The method of Sugiyama, Tagawa and Toda (1981): break cycles, give every item a layer, order the
layers so that few lines cross, place the items near what they are tied to. A line that passes a
layer has a place of its own there, so that no line runs under a box.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from coopgraph.plot.layout import (
    Box,
    Point,
    Route,
    Sizes,
    count_crossings,
    frame_of,
    place_near,
    room_for,
    spread,
)

__all__ = ["Layers", "layer_of", "layered"]

Link = tuple[str, str]  # dependent, prerequisite
Passage = tuple[str, str, int]  # the place of a link in a layer that it passes
Slot = str | Passage

_ROW_GAP = 12.0
_LINE_GAP = 5.0
_CHANNEL = 64.0
_CHANNEL_PER_LINE = 1.6
_PART_GAP = 30.0
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Layers:
    """Where everything is.

    Attributes
    ----------
    boxes
        By item.
    routes
        By link (dependent, prerequisite).
    crossings
        How many pairs of lines cross between two neighbouring layers, summed.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[Link, Route]
    crossings: int


def layered(sizes: Sizes, links: Iterable[Link]) -> Layers:
    """Lay out items and links in layers.

    Parameters
    ----------
    sizes
        Width and height of each item's box.
    links
        Pairs (dependent, prerequisite) of items; repeated ones count once.

    Returns
    -------
    Layers
        The same for the same items and links in any order.
    """
    links = sorted(set(links))
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_edges_from(links)
    parts = [sorted(part) for part in nx.weakly_connected_components(graph)]
    boxes: dict[str, Box] = {}
    routes: dict[Link, Route] = {}
    crossings = 0
    top = 0.0
    for part in sorted(parts, key=lambda part: (-len(part), part)):
        inside = set(part)
        drawn = _Part({i: sizes[i] for i in part}, [link for link in links if link[0] in inside])
        area = frame_of(drawn.boxes.values())
        boxes |= {item: box.moved(0, top - area.top) for item, box in drawn.boxes.items()}
        routes |= {link: route.moved(0, top - area.top) for link, route in drawn.routes.items()}
        crossings += drawn.crossings
        top += area.height + _PART_GAP
    return Layers(boxes, routes, crossings)


class _Part:
    """The layout of one connected part, step by step."""

    def __init__(self, sizes: Sizes, links: list[Link]) -> None:
        self.loops = [link for link in links if link[0] == link[1]]
        self.links = [link for link in links if link[0] != link[1]]
        self.layer = layer_of(sorted(sizes), self.links)
        self.sizes = self._grown(sizes)
        self.rows = self._rows()
        self.neighbours = self._neighbours()
        self._order_rows()
        self.middle = self._middles()
        self.crossings = self._crossings()
        self.boxes = self._boxes()
        self.routes = self._routes()

    def _grown(self, sizes: Sizes) -> dict[str, tuple[float, float]]:
        """Boxes high enough for the lines at their sides."""
        ends: dict[tuple[str, str], int] = {}
        for link in self.links:
            for item, other in (link, link[::-1]):
                side = "left" if self.layer[item] > self.layer[other] else "right"
                ends[item, side] = ends.get((item, side), 0) + 1
        return {
            item: (
                width,
                max(height, *(room_for(ends.get((item, s), 0)) for s in ("left", "right"))),
            )
            for item, (width, height) in sizes.items()
        }

    def _chain(self, link: Link) -> list[Slot]:
        """What a link passes, from its left end to its right end."""
        left, right = sorted(link, key=lambda item: self.layer[item])
        return [left, *self._passed(link), right]

    def _passed(self, link: Link) -> list[Passage]:
        """The places of a link in the layers between its ends, from left to right."""
        first, last = sorted(self.layer[item] for item in link)
        return [(link[0], link[1], n) for n in range(first + 1, last)]

    def _rows(self) -> list[list[Slot]]:
        rows: list[list[Slot]] = [[] for _ in range(max(self.layer.values(), default=0) + 1)]
        for item in sorted(self.layer):
            rows[self.layer[item]].append(item)
        for link in self.links:
            for slot in self._passed(link):
                rows[slot[2]].append(slot)
        return rows

    def _neighbours(self) -> dict[Slot, tuple[list[Slot], list[Slot]]]:
        """For each slot, those it is tied to in the layer to the left and to the right."""
        tied: dict[Slot, tuple[list[Slot], list[Slot]]] = {
            slot: ([], []) for row in self.rows for slot in row
        }
        for link in self.links:
            for left, right in pairwise(self._chain(link)):
                tied[left][1].append(right)
                tied[right][0].append(left)
        return tied

    def _crossings(self) -> int:
        place = {slot: n for row in self.rows for n, slot in enumerate(row)}
        return sum(
            count_crossings((place[a], place[b]) for a in row for b in self.neighbours[a][1])
            for row in self.rows
        )

    def _order_rows(self) -> None:
        """Sweep left and right, ordering each layer by its neighbours; keep the best order."""
        best, fewest = [list(row) for row in self.rows], self._crossings()
        for sweep in range(_SWEEPS):
            side = sweep % 2  # 0: by the neighbours to the left
            numbers = range(len(self.rows))
            for n in numbers if side == 0 else reversed(numbers):
                self._order_row(n, side)
            self._swap_neighbours()
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(row) for row in self.rows], crossings
        self.rows = best

    def _order_row(self, number: int, side: int) -> None:
        row = self.rows[number]
        beside = number - 1 if side == 0 else number + 1
        if not 0 <= beside < len(self.rows):
            return
        place = {slot: n for n, slot in enumerate(self.rows[beside])}
        here = {slot: n for n, slot in enumerate(row)}

        def wanted(slot: Slot) -> float:
            ties = self.neighbours[slot][side]
            # Without ties a slot keeps its relative height in the layer.
            share = here[slot] / max(len(row), 1) * len(place)
            return sum(place[tie] for tie in ties) / len(ties) if ties else share

        row.sort(key=lambda slot: (wanted(slot), here[slot]))

    def _swap_neighbours(self) -> None:
        """Exchange neighbours in a layer where that saves crossings."""
        place = {slot: n for row in self.rows for n, slot in enumerate(row)}
        for row in self.rows:
            for n in range(len(row) - 1):
                upper, lower = row[n], row[n + 1]
                now = swapped = 0
                for side in (0, 1):
                    for a in self.neighbours[upper][side]:
                        for b in self.neighbours[lower][side]:
                            now += place[a] > place[b]
                            swapped += place[a] < place[b]
                if swapped < now:
                    row[n], row[n + 1] = lower, upper
                    place[lower], place[upper] = n, n + 1

    def _height(self, slot: Slot) -> float:
        return self.sizes[slot][1] if isinstance(slot, str) else 0.0

    def _middles(self) -> dict[Slot, float]:
        """The y of every slot: near those it is tied to, lines straighter than boxes are near."""
        middle: dict[Slot, float] = {}
        for row in self.rows:
            heights = [self._height(slot) for slot in row]
            centred = place_near([0.0] * len(row), heights, _gaps(row))
            middle |= dict(zip(row, centred, strict=True))
        for sweep in range(2 * _SWEEPS):
            rows = self.rows if sweep % 2 else list(reversed(self.rows))
            for row in rows:
                wanted = [self._wanted(slot, middle) for slot in row]
                heights = [self._height(slot) for slot in row]
                placed = place_near(wanted, heights, _gaps(row))
                middle |= dict(zip(row, placed, strict=True))
        return middle

    def _wanted(self, slot: Slot, middle: Mapping[Slot, float]) -> float:
        left, right = self.neighbours[slot]
        ties = [middle[tie] for tie in (*left, *right)]
        return sum(ties) / len(ties) if ties else middle[slot]

    def _boxes(self) -> dict[str, Box]:
        boxes: dict[str, Box] = {}
        left = 0.0
        for row in self.rows:
            items = [slot for slot in row if isinstance(slot, str)]
            width = max((self.sizes[item][0] for item in items), default=0.0)
            for item in items:
                height = self.sizes[item][1]
                boxes[item] = Box(left, self.middle[item] - height / 2, width, height)
            lines = sum(len(self.neighbours[slot][1]) for slot in row)
            left += width + _CHANNEL + _CHANNEL_PER_LINE * lines
        return boxes

    def _routes(self) -> dict[Link, Route]:
        bands = self._bands()
        ports = self._ports()
        routes = {}
        for link in self.links:
            chain = self._chain(link)
            points = [ports[link, "right"]]  # of the left box
            for slot in self._passed(link):
                left, right = bands[slot[2]]
                points += [Point(left, self.middle[slot]), Point(right, self.middle[slot])]
            points.append(ports[link, "left"])
            if chain[0] == link[1]:  # the usual case: the prerequisite is to the left
                points.reverse()
            routes[link] = Route(tuple(points))
        return routes | {link: self._loop(link[0]) for link in self.loops}

    def _bands(self) -> list[tuple[float, float]]:
        """Left and right edge of each layer."""
        bands = []
        for row in self.rows:
            area = frame_of(self.boxes[slot] for slot in row if isinstance(slot, str))
            bands.append((area.left, area.right))
        return bands

    def _ports(self) -> dict[tuple[Link, str], Point]:
        """Where each link leaves and enters: on a side sorted by where the lines come from."""
        ends: dict[tuple[str, str], list[tuple[float, Link]]] = {}
        for link in self.links:
            chain = self._chain(link)
            # A link leaves its left box on the right side, and enters its right box on the left.
            ends.setdefault((str(chain[0]), "right"), []).append((self.middle[chain[1]], link))
            ends.setdefault((str(chain[-1]), "left"), []).append((self.middle[chain[-2]], link))
        return {
            (link, side): point
            for (item, side), lines in ends.items()
            for (_, link), point in zip(
                sorted(lines), spread(self.boxes[item], side, len(lines)), strict=True
            )
        }

    def _loop(self, item: str) -> Route:
        """A link of an item to itself: around its upper right corner, inside the gap."""
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


def _gaps(row: list[Slot]) -> list[float]:
    return [
        _ROW_GAP
        if isinstance(a, str) and isinstance(b, str)
        else _LINE_GAP
        if not isinstance(a, str) and not isinstance(b, str)
        else _ROW_GAP * 0.75
        for a, b in pairwise(row)
    ]


def layer_of(items: list[str], links: list[Link]) -> dict[str, int]:
    """The layer of each item: one more than the highest of what it relies on."""
    forward: nx.DiGraph[str] = nx.DiGraph()
    forward.add_nodes_from(items)
    for dependent, prerequisite in _without_cycles(items, links):
        forward.add_edge(prerequisite, dependent)
    layer: dict[str, int] = {}
    for item in nx.lexicographical_topological_sort(forward):
        layer[item] = max((layer[before] + 1 for before in forward.predecessors(item)), default=0)
    # What relies on nothing, such as the strategy that a support needs, moves next to its
    # nearest dependent: a short line says more than a common starting line.
    for item in items:
        after = [layer[d] for d in forward.successors(item)]
        if after and not forward.in_degree(item):
            layer[item] = min(after) - 1
    return layer


def _without_cycles(items: list[str], links: list[Link]) -> list[Link]:
    """The links, with those turned round that would close a circle."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(items)
    kept = []
    circles = [c for c in nx.strongly_connected_components(nx.DiGraph(links)) if len(c) > 1]
    circle_of = {item: n for n, circle in enumerate(circles) for item in circle}
    for dependent, prerequisite in links:
        same = circle_of.get(dependent, -1) == circle_of.get(prerequisite, -2)
        turned = same and dependent in graph and nx.has_path(graph, prerequisite, dependent)
        link = (prerequisite, dependent) if turned else (dependent, prerequisite)
        graph.add_edge(*link)
        kept.append(link)
    return kept
