"""The attributes that a graph carries, and the check of a graph that someone else built.

One rule: **an edge points from what relies to what is relied on.** The attributes, listed in
:data:`NODE_ATTRIBUTES` and :data:`EDGE_ATTRIBUTES`, are flat and JSON-safe, so that every networkx
writer takes them. A graph that has the mandatory ones can be asked every question;
:func:`check_graph` says what it lacks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, Final

from coopgraph.errors import GraphSchemaError, Problem
from coopgraph.likeness import close_matches
from coopgraph.vocabulary import (
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
    "check_graph",
    "joined",
    "relation_of",
    "require_directed",
    "type_problem",
    "word_problem",
]

Graph = Any  # networkx's graphs are generic in its stubs alone
Attributes = Mapping[str, Any]


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
    """

    value: type
    meaning: str
    _: KW_ONLY
    mandatory: bool = False
    words: Mapping[Any, type[Word]] | None = None


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
    "requirement": Attribute(int, "number of the requirement it belongs to, from 0"),
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
        place = (f"{dependent} → {depends_on}",)
        raise GraphSchemaError([_relation_problem(place, attributes)]) from None


def _relation_problem(place: tuple[str], attributes: Attributes) -> Problem:
    if "relation" not in attributes:
        return Problem("missing-attribute", place, {"attribute": "relation"})
    return word_problem(place, "relation", attributes["relation"], Relation)


def require_directed(graph: Graph) -> None:
    """Refuse what is no graph, and a graph whose links have no direction.

    Raises
    ------
    TypeError, GraphSchemaError
        When it is the one or the other.
    """
    if not hasattr(graph, "is_directed"):
        msg = f"this takes a graph, such as cg.build_graph(dossier), not {type(graph).__name__}"
        raise TypeError(msg)
    if not graph.is_directed():
        raise GraphSchemaError([Problem("graph-undirected")])


def check_graph(graph: Graph) -> None:
    """Check that a graph carries the schema that queries rely on.

    Parameters
    ----------
    graph
        A directed networkx graph, with or without parallel edges.

    Raises
    ------
    GraphSchemaError
        With everything that is missing or wrong.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_edge("a", "b", relation="requires")
    >>> check_graph(graph)
    Traceback (most recent call last):
        ...
    coopgraph.errors.GraphSchemaError: 2 problems in the graph
    a: the attribute 'record' is missing
    b: the attribute 'record' is missing
    """
    problems = list(_graph_problems(graph))
    if problems:
        raise GraphSchemaError(problems)


def _graph_problems(graph: Graph) -> Iterator[Problem]:
    if not graph.is_directed():
        yield Problem("graph-undirected")
        return
    for item, attributes in graph.nodes(data=True):
        place = (str(item),)
        if not isinstance(item, str):
            yield Problem("node-not-text", place, {"type": type(item).__name__})
        record = _record_kind(attributes)
        yield from _attribute_problems(place, attributes, NODE_ATTRIBUTES, record)
    for dependent, depends_on, attributes in graph.edges(data=True):
        place = (f"{dependent} → {depends_on}",)
        yield from _attribute_problems(place, attributes, EDGE_ATTRIBUTES, None)
        ends = [_record_kind(graph.nodes[end]) for end in (dependent, depends_on)]
        named = attributes.get("relation")
        if isinstance(named, str) and named in set(Relation) and all(ends):
            relation = Relation(named)
            if ends[0] not in relation.dependents or ends[1] not in relation.prerequisites:
                values = {"relation": relation, "dependent": ends[0], "prerequisite": ends[1]}
                yield Problem("wrong-ends", place, values)


def _record_kind(attributes: Attributes) -> RecordKind | None:
    try:
        return RecordKind(attributes["record"])
    except (KeyError, ValueError, TypeError):
        return None


def _attribute_problems(
    place: tuple[str],
    attributes: Attributes,
    schema: Mapping[str, Attribute],
    record: RecordKind | None,
) -> Iterator[Problem]:
    for name, attribute in schema.items():
        if name not in attributes:
            if attribute.mandatory:
                yield Problem("missing-attribute", place, {"attribute": name})
            continue
        value = attributes[name]
        if not isinstance(value, attribute.value) or value is True or value is False:
            yield type_problem(place, name, value, attribute.value)
            continue
        words = (attribute.words or {}).get(None) or (attribute.words or {}).get(record)
        if words and value not in set(words):
            yield word_problem(place, name, value, words)


def type_problem(place: tuple[str, ...], name: str, value: object, wanted: type) -> Problem:
    """The problem of a value that is of another type."""
    values = {"attribute": name, "type": wanted.__name__, "is": repr(value)}
    return Problem("wrong-attribute-type", place, values)


def word_problem(place: tuple[str, ...], name: str, value: object, words: type[Word]) -> Problem:
    """The problem of a word that is not known."""
    close = close_matches(str(value), words, 1)
    values = {"attribute": name, "value": value, "known": ", ".join(words)}
    code = "unknown-attribute-word" if close else "unknown-attribute-word-known"
    return Problem(code, place, values, close[0] if close else None)
