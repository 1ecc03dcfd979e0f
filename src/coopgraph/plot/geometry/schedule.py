"""A layout of steps below each other, stage by stage, with lines to the steps each waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coopgraph.plot.geometry.layout import (
    Box,
    Frame,
    Point,
    Route,
    Sizes,
    side_height,
    spread_ports,
    take_track,
)

__all__ = ["Schedule", "schedule_layout"]

_GAP: Final = 14.0
_STAGE_HEAD: Final = 24.0
_STAGE_PAD: Final = 12.0
_TRACK: Final = 11.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """The positions of all parts of the picture.

    Attributes
    ----------
    boxes
        The box of each step.
    routes
        The route of each pair (step, step it waits for), beside the column.
    stages
        The areas of the stages, from top to bottom.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[tuple[str, str], Route]
    stages: Sequence[Frame]


def schedule_layout(
    stages: Sequence[Sequence[str]], sizes: Sizes, after: Mapping[str, Sequence[str]]
) -> Schedule:
    """Arrange steps in one column, whose left edge is at 0.

    Parameters
    ----------
    stages
        The steps of each stage, in order.
    sizes
        For each step, the width of its box, and the height of its box and of the text beside it.
    after
        The steps that each step waits for.
    """
    links = sorted((one, other) for one in after for other in after[one] if other in sizes)
    ends: dict[str, list[tuple[str, str]]] = {}
    for link in links:
        for item in link:
            ends.setdefault(item, []).append(link)
    boxes: dict[str, Box] = {}
    frames = []
    width = max((size[0] for size in sizes.values()), default=0.0)
    y = 0.0
    for number, stage in enumerate(stages, start=1):
        top = y
        y += _STAGE_HEAD
        for item in stage:
            height = max(sizes[item][1], side_height(len(ends.get(item, ()))))
            boxes[item] = Box(0, y, width, height)
            y += height + _GAP
        y += _STAGE_PAD - _GAP
        frames.append(Frame(str(number), Box(0, top, width, y - top)))
    return Schedule(boxes, _routes(boxes, links, ends), frames)


def _routes(
    boxes: Mapping[str, Box],
    links: Sequence[tuple[str, str]],
    ends: Mapping[str, Sequence[tuple[str, str]]],
) -> dict[tuple[str, str], Route]:
    """The lines to the left of the column, the shortest ones closest to it."""

    def span(link: tuple[str, str]) -> float:
        return abs(boxes[link[0]].middle.y - boxes[link[1]].middle.y)

    ports: dict[tuple[str, tuple[str, str]], Point] = {}
    for item, tied in ends.items():
        # Lines that lead upwards leave above those that lead downwards.
        order = sorted(tied, key=lambda link: (boxes[_other(link, item)].top, link))
        points = spread_ports(boxes[item], "left", len(order))
        ports |= {(item, link): point for link, point in zip(order, points, strict=True)}
    taken: list[list[tuple[float, float]]] = []
    routes = {}
    for link in sorted(links, key=lambda link: (span(link), link)):
        start, end = ports[link[0], link], ports[link[1], link]
        track = take_track(taken, *sorted((start.y, end.y)))
        routes[link] = Route.along_track(start, -_TRACK * (track + 2), end)
    return routes


def _other(link: tuple[str, str], item: str) -> str:
    return link[1] if link[0] == item else link[0]
