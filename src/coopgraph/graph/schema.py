"""The type of a graph, the attributes that it carries, and how those that decide are read.

One rule: **an edge points from what relies to what is relied on.** The attributes, listed in
:data:`NODE_ATTRIBUTES` and :data:`EDGE_ATTRIBUTES`, are flat and JSON-safe, so that every networkx
writer takes them. A graph that has the mandatory ones can be asked every question;
:func:`coopgraph.check_graph` says what it lacks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, Final, Protocol

from coopgraph._base.errors import GraphSchemaError, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph.records.base import LARGEST
from coopgraph.words.vocabulary import (
    KINDS,
    STATUSES,
    Certainty,
    Modality,
    RecordKind,
    Relation,
    Role,
    Word,
)

__all__ = [
    "EDGE_ATTRIBUTES",
    "NODE_ATTRIBUTES",
    "SEPARATOR",
    "Attribute",
    "Attributes",
    "Graph",
    "joined",
    "link_place",
    "neighbours_of",
    "not_understood",
    "relation_of",
    "shown",
    "value_problems",
]

Attributes = Mapping[str, Any]


class Graph(Protocol):
    """A directed graph of networkx whose nodes are ids: what every question takes.

    ``nx.MultiDiGraph[str]``, ``nx.DiGraph[str]`` and their views are such graphs, whether or not
    types-networkx is installed. A dossier is none: ``cg.build_graph`` makes its graph.
    """

    @property
    def graph(self) -> dict[str, Any]:
        """The attributes of the whole."""
        ...

    @property
    def nodes(self) -> Any:
        """The nodes and their attributes."""
        ...

    @property
    def edges(self) -> Any:
        """The edges and their attributes."""
        ...

    @property
    def pred(self) -> Any:
        """What relies on each node."""
        ...

    @property
    def succ(self) -> Any:
        """What each node relies on."""
        ...

    @property
    def in_edges(self) -> Any:
        """The edges that lead to some nodes."""
        ...

    @property
    def out_edges(self) -> Any:
        """The edges that lead away from some nodes."""
        ...

    @property
    def degree(self) -> Any:
        """How many edges each node has."""
        ...

    def is_directed(self) -> bool:
        """Whether its edges have a direction."""
        ...

    def is_multigraph(self) -> bool:
        """Whether two nodes may be linked several times."""
        ...

    def subgraph(self, nodes: Iterable[str], /) -> "Graph":
        """A part of it."""
        ...

    def copy(self) -> "Graph":
        """A copy, with attributes of its own."""
        ...

    def __contains__(self, node: object, /) -> bool: ...

    def __iter__(self) -> Iterator[str]: ...

    def __len__(self) -> int: ...


def neighbours_of(graph: Graph) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What relies on each node, and what each relies on, as the dictionaries themselves.

    networkx's own walks take them too: its views cost more than the walk.
    """
    held: Any = graph
    return held._pred, held._adj


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of the schema.

    Attributes
    ----------
    value
        The Python type of its values.
    meaning
        What it says.
    mandatory
        Whether queries cannot do without it.
    words
        The closed words it takes, by kind of record where they differ.
    least
        Of a number, the smallest that makes sense.
    """

    value: type
    meaning: str
    _: KW_ONLY
    mandatory: bool = False
    words: Mapping[Any, type[Word]] | None = None
    least: int = 1

    @property
    def decides(self) -> bool:
        """Whether it is a word or a number that answers follow from, and not a text."""
        return self.words is not None or self.value is int


# No attribute is named source, target, key, id, name or label: networkx's writers overwrite or
# choke on those.
#: What a node may carry. ``title_fr`` stands for every language tag.
NODE_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "record": Attribute(
        str,
        "institution, agreement, provision or activity",
        mandatory=True,
        words={None: RecordKind},
    ),
    "title": Attribute(str, "its name, in the language of the graph"),
    "title_fr": Attribute(str, "its name in French (likewise title_en, title_ar …)"),
    "kind": Attribute(
        str,
        "what it is, in the words of its record",
        words=dict(KINDS),
    ),
    "status": Attribute(
        str,
        "how far it has come, in the words of its record",
        words=dict(STATUSES),
    ),
    "status_certainty": Attribute(
        str, "in a graph as of a date: certain or possible", words={None: Certainty}
    ),
    "status_possible": Attribute(str, "in a graph as of a date: the further status possible"),
    "acronym": Attribute(str, "its acronym"),
    "aliases": Attribute(str, "other spellings, separated by ' | '"),
    "same_as": Attribute(str, "ids of records decided to be the same, separated by ' | '"),
    "country": Attribute(str, "ISO 3166-1 alpha-2 code"),
    "quorum": Attribute(int, "how many parties an agreement needs to stand"),
    "when": Attribute(str, "EDTF date of an activity"),
    "date_signed": Attribute(str, "EDTF date of a stage reached (likewise date_in_force …)"),
    "expected_signed": Attribute(str, "EDTF date of a stage hoped for (likewise for the others)"),
    "places": Attribute(str, "where, separated by ' | '; possible places end in '?'"),
    "topics": Attribute(str, "themes, separated by ' | '"),
    "evidence": Attribute(str, "JSON list of evidence records, or any text"),
    "count": Attribute(int, "in a grouped graph: how many items it stands for"),
    "members": Attribute(str, "in a grouped graph: their ids, separated by ' | '"),
    "examples": Attribute(str, "in a grouped graph: the names of some of them"),
}

#: What an edge may carry.
EDGE_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "relation": Attribute(str, "which relation it is", mandatory=True, words={None: Relation}),
    "modality": Attribute(str, "required (the default) or possible", words={None: Modality}),
    "role": Attribute(str, "the institution's part", words={None: Role}),
    "when": Attribute(str, "EDTF date of a participation"),
    "date_signed": Attribute(str, "EDTF date of a party's own stage (likewise for the others)"),
    "requirement": Attribute(int, "number of the requirement it belongs to, from 0", least=0),
    "at_least": Attribute(int, "how many alternatives of that requirement must hold"),
    "alternatives": Attribute(int, "how many alternatives that requirement has"),
    "evidence": Attribute(str, "JSON list of evidence records, or any text"),
    "count": Attribute(int, "in a grouped graph: how many relations it stands for"),
}

#: Between several texts in one attribute.
SEPARATOR: Final = " | "


def joined(*names: str) -> str:
    """One name for several, such as those of the ends of a link, that no others share.

    Dots join them; dots in foreign names are percent-encoded.

    Examples
    --------
    >>> joined("a", "b-c"), joined("a.b", "c")
    ('a.b-c', 'a%2Eb.c')
    """
    return ".".join(str(name).replace("%", "%25").replace(".", "%2E") for name in names)


#: Looked up once for each link, and so not made from its text each time.
_RELATIONS: Final = {str(relation): relation for relation in Relation}


def relation_of(dependent: str, depends_on: str, attributes: Attributes) -> Relation:
    """The relation of an edge.

    Raises
    ------
    GraphSchemaError
        When it names none that is known.
    """
    try:
        return _RELATIONS[attributes["relation"]]
    except (KeyError, TypeError):
        place = link_place(dependent, depends_on)
        if attributes.get("relation") is None:
            missing = Problem("missing-attribute", (place,), {"attribute": "relation"})
            raise GraphSchemaError([missing]) from None
        raise not_understood(place, attributes, "relation") from None


def not_understood(place: str, attributes: Attributes, name: str) -> GraphSchemaError:
    """The error of a link whose attribute is no word or number of the schema."""
    problems = value_problems(place, name, attributes[name], EDGE_ATTRIBUTES[name])
    return GraphSchemaError(problems)


# -- what is wrong with a value -----------------------------------------------------------------------

_SHOWN: Final = 60  # as much of a foreign value as a message can show


def link_place(dependent: object, depends_on: object) -> str:
    """An edge as problems name it; nothing where its ends are not known."""
    return f"{shown(dependent)} → {shown(depends_on)}" if dependent or depends_on else ""


def shown(value: object) -> str:
    """A foreign value as a message can show it: short, whatever it is."""
    try:
        text = value if isinstance(value, str) else repr(value)
    except ValueError:  # Python writes out no number of thousands of digits
        text = "…"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def value_problems(
    place: str, name: str, value: object, attribute: Attribute, record: RecordKind | None = None
) -> list[Problem]:
    """What is wrong with the value of one attribute, of a kind of record: nothing, or one thing."""
    where = (place,) if place else ()
    values: dict[str, object] = {"attribute": name, "value": shown(value)}
    if not isinstance(value, attribute.value) or isinstance(value, bool):
        values |= {"type": attribute.value.__name__, "is": shown(value)}
        return [Problem("wrong-attribute-type", where, values)]
    if isinstance(value, int) and not attribute.least <= value <= LARGEST:
        values |= {"least": attribute.least, "most": LARGEST}
        return [Problem("number-out-of-range", where, values)]
    words = (attribute.words or {}).get(None) or (attribute.words or {}).get(record)
    if not words or value in set(words):
        return []
    close = close_matches(str(value)[:_SHOWN], words, 1)
    values |= {"known": ", ".join(words)}
    code = "unknown-attribute-word" if close else "unknown-attribute-word-known"
    return [Problem(code, where, values, close[0] if close else None)]
