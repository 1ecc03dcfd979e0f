"""Mermaid flowcharts, which GitHub, GitLab, JupyterLab and many wikis render.

Names are data: every character with a meaning in Mermaid, Markdown or HTML is written as an entity
(``#34;``), so that nothing in a name can end a label, start a comment or become a tag.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from coopgraph.graph.meaning import Strength
from coopgraph.graph.state import Standing
from coopgraph.io.write.flat import LABELLED_ROLES, FlatEdge, FlatGraph, FlatNode
from coopgraph.io.write.losses import Loss, group_losses
from coopgraph.io.write.names import unique_name
from coopgraph.messages.escaping import escape_controls
from coopgraph.words.vocabulary import RecordKind

__all__ = ["MAX_EDGES", "MAX_TEXT", "dump", "lost"]

#: Above these limits Mermaid draws nothing unless ``maxEdges`` and ``maxTextSize`` are raised.
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
#: Mermaid itself uses the last two as placeholders for entities while parsing.
_SPECIAL: Final = re.compile(r"""["#$%&*:;<=>@\[\\\]^_`{|}~ﬂ¶]""")
#: What Markdown reads as a list item at the start of a line.
_LIST: Final = re.compile(r"^(\s*)([-+]|\d+[.)])", re.MULTILINE)
_DRAWN: Final = {"record", "relation", "modality"}


def lost(flat: FlatGraph) -> list[Loss]:
    """Every attribute that the diagram does not show, and sizes that programs refuse."""
    found = [
        ("loss-attribute", name, part.place)
        for part in flat.parts
        for name, value in part.attributes.items()
        if name not in _DRAWN and not _is_shown(part, name, value)
    ]
    losses = [*group_losses(found), *flat.attribute_losses(keeps_title=True)]
    size = len(dump(flat)[0].decode())
    if len(flat.edges) > MAX_EDGES or size > MAX_TEXT:
        losses.append(Loss("loss-mermaid-size", (f"{len(flat.edges)}; {size}",)))
    return losses


def _is_shown(part: FlatNode | FlatEdge, name: str, value: object) -> bool:
    if isinstance(part, FlatEdge):
        return name == "role" and value in LABELLED_ROLES
    title = part.label.removesuffix(f" ({part.attributes.get('acronym')})")
    if name == "acronym":
        return title != part.label
    return (name == "title" or name.startswith("title_")) and value == title


def dump(flat: FlatGraph) -> tuple[bytes]:
    """Items as boxes, links as arrows from the dependent to what it depends on.

    The shape shows the kind of record; a dashed border what is not achieved yet, a dotted one what
    is over; a dashed arrow what is only possible.
    """
    names = _names(flat)
    head = ["---", f"title: {json.dumps(escape_controls(flat.title), ensure_ascii=False)}", "---"]
    lines = [*(head if flat.title else []), "flowchart LR", *_boxes(flat, names)]
    for edge in flat.edges:
        ends = names[edge.dependent], names[edge.depends_on]
        lines.append(
            f'  {ends[0]} {_ARROWS[edge.strength]}|"{escaped(edge.full_label(flat.lang))}"| {ends[1]}'
        )
    standings = {node.standing for node in flat.nodes}
    styled = [standing for standing in _STYLES if standing in standings]
    lines += [f"  classDef {standing.value} {_STYLES[standing]}" for standing in styled]
    return ("\n".join(lines).encode() + b"\n",)


def _boxes(flat: FlatGraph, names: Mapping[str, str]) -> Iterator[str]:
    for node in flat.nodes:
        opening, closing = _SHAPES[node.record]
        style = f":::{node.standing.value}" if node.standing in _STYLES else ""
        yield f'  {names[node.id]}{opening}"{escaped(node.label)}"{closing}{style}'


def _names(flat: FlatGraph) -> dict[str, str]:
    """A name for each node that is not a keyword of Mermaid, such as ``end`` or ``click``."""
    ids: dict[str, str] = {}
    for node in flat.nodes:
        plain = "n_" + re.sub("[^A-Za-z0-9]", "_", node.id)
        ids[unique_name(plain, ids.__contains__, "__")] = node.id
    return {item: name for name, item in ids.items()}


def escaped(text: str) -> str:
    """Escape text for a label; line ends become line breaks.

    Examples
    --------
    >>> escaped('1. "A" <b>')
    '1#46; #34;A#34; #60;b#62;'
    """
    coded = _SPECIAL.sub(lambda at: f"#{ord(at[0])};", escape_controls(text))
    listed = _LIST.sub(lambda at: f"{at[1]}{at[2][:-1]}#{ord(at[2][-1])};", coded)
    return listed.replace("\n", "<br/>")
