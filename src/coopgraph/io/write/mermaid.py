"""Mermaid flowcharts, which GitHub, GitLab, JupyterLab and many wikis draw in place.

Names are data: whatever Mermaid, Markdown or HTML would read as more than a letter is written as
an entity (``#34;``), so that nothing in a name can end a label, start a comment or become a tag.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from coopgraph.graph.meaning import Strength
from coopgraph.graph.state import Standing
from coopgraph.io.write.flat import TELLING_ROLES, Flat, FlatEdge, FlatNode
from coopgraph.io.write.losses import Loss, losses_of
from coopgraph.messages.escaping import escape_controls
from coopgraph.words.vocabulary import RecordKind

__all__ = ["MAX_EDGES", "MAX_TEXT", "dump", "lost", "reserved"]

#: Beyond these Mermaid draws nothing unless ``maxEdges`` and ``maxTextSize`` are raised.
MAX_EDGES: Final = 500
MAX_TEXT: Final = 50_000

_SHAPES: Final[Mapping[RecordKind, tuple[str, str]]] = {
    RecordKind.INSTITUTION: ("[", "]"),
    RecordKind.AGREEMENT: ("([", "])"),
    RecordKind.PROVISION: ("[[", "]]"),
    RecordKind.ACTIVITY: ("{{", "}}"),
}
_ARROWS: Final[Mapping[Strength, str]] = {
    Strength.BINDING: "-->",
    Strength.ALTERNATIVE: "-->",
    Strength.POSSIBLE: "-.->",
}
_STYLES: Final[Mapping[Standing, str]] = {
    Standing.OPEN: "stroke-dasharray:6 4",
    Standing.OVER: "stroke-dasharray:2 4,opacity:0.6",
}
#: The last two are what Mermaid itself puts in place of entities while it reads.
_SPECIAL: Final = re.compile(r"""["#$%&*:;<=>@\[\\\]^_`{|}~ﬂ¶]""")
#: What Markdown takes for a list or a heading at the start of a line.
_LIST: Final = re.compile(r"^(\s*)([-+]|\d+[.)])", re.MULTILINE)
_HELD: Final = {"record", "relation", "modality"}


def reserved(_where: str, _name: str) -> bool:
    """No name: attributes are not written."""
    return False


def lost(flat: Flat) -> list[Loss]:
    """Every attribute that the picture does not show, and sizes that programs refuse."""
    found = [
        ("loss-attribute", name, part.place)
        for part in flat.parts
        for name, value in part.attributes.items()
        if name not in _HELD and not _is_shown(part, name, value)
    ]
    whole = flat.unheld_whole
    size = len(dump(flat)[0].decode())
    if len(flat.edges) > MAX_EDGES or size > MAX_TEXT:
        whole.append(Loss("loss-mermaid-size", (f"{len(flat.edges)}; {size}",)))
    return [*losses_of(found), *whole]


def _is_shown(part: FlatNode | FlatEdge, name: str, value: object) -> bool:
    if isinstance(part, FlatEdge):
        return name == "role" and value in TELLING_ROLES
    title = part.label.removesuffix(f" ({part.attributes.get('acronym')})")
    if name == "acronym":
        return title != part.label
    return (name == "title" or name.startswith("title_")) and value == title


def dump(flat: Flat) -> tuple[bytes]:
    """Items as boxes, ties as arrows, from what relies to what is relied on.

    Shape says the kind of record; a dashed border what is not achieved yet, a dotted one what is
    over; a dashed arrow what is only possible.
    """
    names = _names(flat)
    head = ["---", f"title: {json.dumps(escape_controls(flat.title), ensure_ascii=False)}", "---"]
    lines = [*(head if flat.title else []), "flowchart LR", *_boxes(flat, names)]
    for edge in flat.edges:
        ends = names[edge.dependent], names[edge.depends_on]
        lines.append(
            f'  {ends[0]} {_ARROWS[edge.strength]}|"{escaped(edge.said(flat.lang))}"| {ends[1]}'
        )
    standings = {node.standing for node in flat.nodes}
    styled = [standing for standing in _STYLES if standing in standings]
    lines += [f"  classDef {standing.value} {_STYLES[standing]}" for standing in styled]
    return ("\n".join(lines).encode() + b"\n",)


def _boxes(flat: Flat, names: Mapping[str, str]) -> Iterator[str]:
    for node in flat.nodes:
        opening, closing = _SHAPES[node.record]
        style = f":::{node.standing.value}" if node.standing in _STYLES else ""
        yield f'  {names[node.id]}{opening}"{escaped(node.label)}"{closing}{style}'


def _names(flat: Flat) -> dict[str, str]:
    """A name for each node that is no word of Mermaid's, such as ``end`` or ``click``."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in flat.nodes:
        plain = name = "n_" + re.sub("[^A-Za-z0-9]", "_", node.id)
        number = 2
        while name in taken:
            name, number = f"{plain}__{number}", number + 1
        taken.add(name)
        names[node.id] = name
    return names


def escaped(text: str) -> str:
    """The text inside a label; a line end becomes a line break.

    Examples
    --------
    >>> escaped('1. "A" <b>')
    '1#46; #34;A#34; #60;b#62;'
    """
    coded = _SPECIAL.sub(_entity, escape_controls(text))
    listed = _LIST.sub(lambda at: f"{at[1]}{at[2][:-1]}#{ord(at[2][-1])};", coded)
    return listed.replace("\n", "<br/>")


def _entity(letter: "re.Match[str]") -> str:
    return f"#{ord(letter[0])};"
