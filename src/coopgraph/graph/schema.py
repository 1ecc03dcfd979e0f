"""The type of a graph, its attributes, and the validation of their values.

One rule: **an edge points from what relies to what is relied on.** The attributes, listed in
:data:`NODE_ATTRIBUTES` and :data:`EDGE_ATTRIBUTES`, are flat and JSON-safe, so that every networkx
writer accepts them. Every question works on a graph that has the mandatory ones;
:func:`coopgraph.check_graph` reports what is missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import KW_ONLY, dataclass
from typing import Any, Final, Protocol

from coopgraph._base.errors import GraphSchemaError, Problem
from coopgraph._base.fuzzy import close_matches
from coopgraph.graph.forms import EDTF, THRESHOLDS, WEIGHTS, Form
from coopgraph.records.base import LARGEST_INTEGER
from coopgraph.words.dates import dates_in
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import (
    KINDS,
    STATUSES,
    Certainty,
    Milestone,
    Modality,
    RecordKind,
    Renewal,
    Role,
    Settlement,
    Word,
)

__all__ = [
    "CHANGE",
    "EDGE_ATTRIBUTES",
    "GRAPH_ATTRIBUTES",
    "NODE_ATTRIBUTES",
    "SEPARATOR",
    "Attribute",
    "Attributes",
    "Graph",
    "adjacency_of",
    "dates_of",
    "edge_place",
    "invalid_value",
    "join_names",
    "quoted",
    "relation_of",
    "value_problems",
]

Attributes = Mapping[str, Any]


class Graph(Protocol):
    """A directed networkx graph whose nodes are ids: what every question takes.

    ``nx.MultiDiGraph[str]``, ``nx.DiGraph[str]`` and their views are such graphs, whether or not
    types-networkx is installed. A dossier is not: ``cg.build_graph`` makes its graph.
    """

    @property
    def graph(self) -> dict[str, Any]:
        """The attributes of the graph."""
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
        """The edges to some nodes."""
        ...

    @property
    def out_edges(self) -> Any:
        """The edges from some nodes."""
        ...

    @property
    def degree(self) -> Any:
        """How many edges each node has."""
        ...

    def is_directed(self) -> bool:
        """Whether its edges have a direction."""
        ...

    def is_multigraph(self) -> bool:
        """Whether it allows parallel edges."""
        ...

    def subgraph(self, nodes: Iterable[str], /) -> "Graph":
        """The subgraph of some nodes."""
        ...

    def copy(self) -> "Graph":
        """A copy with its own attributes."""
        ...

    def __contains__(self, node: object, /) -> bool: ...

    def __iter__(self) -> Iterator[str]: ...

    def __len__(self) -> int: ...


def dates_of(graph: Graph) -> AbstractContextManager[None]:
    """Read dates in the language of a graph, which decides that "2/3/2026" is in March (``fr``)."""
    language = graph.graph.get("language")
    return dates_in(language if isinstance(language, str) else None)


def adjacency_of(graph: Graph) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Predecessors and successors of each node, as networkx's own dictionaries.

    networkx's own traversals use them too: its views cost more than the traversal.
    """
    internals: Any = graph
    return internals._pred, internals._adj


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of the schema.

    Attributes
    ----------
    value
        The Python type of its values; whole numbers are valid decimals.
    meaning
        Its meaning.
    mandatory
        Whether questions need it.
    words
        Its closed words: under ``None``, or by kind of record where they differ.
    least
        The smallest valid number.
    form
        The form of its texts, if they have one; numbers may be lists in JSON instead.
    """

    value: type
    meaning: str
    _: KW_ONLY
    mandatory: bool = False
    words: Mapping[Any, type[Word]] | None = None
    least: int = 1
    form: Form | None = None

    @property
    def decides(self) -> bool:
        """Whether it is a word or a whole number, on which answers depend, and not a text."""
        return self.words is not None or (self.value is int and not self.form)

    @property
    def is_restricted(self) -> bool:
        """Whether not every text is valid, and it is neither a word nor a whole number."""
        return not self.decides and (self.value is not str or self.form is not None)

    def takes(self, value: object) -> bool:
        """Whether a value has its type."""
        if isinstance(value, bool):
            return self.value is bool
        if isinstance(value, str) and self.form:  # beside numbers, only JSON lists
            return self.value is str or value.startswith("[")
        return isinstance(value, int | float if self.value is float else self.value)


# No attribute is named source, target, key, id, name or label: networkx's writers overwrite or
# reject those.
#: The attributes of nodes. ``title_fr`` stands for every language tag.
NODE_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "record": Attribute(
        str, "its kind of record, e.g. institution", mandatory=True, words={None: RecordKind}
    ),
    "title": Attribute(str, "its name, in the language of the graph"),
    "title_fr": Attribute(str, "its name in French (likewise title_en, title_ar …)"),
    "kind": Attribute(str, "what it is, in the words of its record", words=dict(KINDS)),
    "status": Attribute(
        str, "how far it has come, in the words of its record", words=dict(STATUSES)
    ),
    "status_certainty": Attribute(
        str, "in a graph as of a date: certain or possible", words={None: Certainty}
    ),
    "status_recorded": Attribute(
        str,
        "in a graph as of a date: the status as recorded, by which the state is computed",
        words=dict(STATUSES),
    ),
    "status_possible": Attribute(str, "in a graph as of a date: the later status that is possible"),
    "acronym": Attribute(str, "its acronym"),
    "aliases": Attribute(str, "other spellings, separated by ' | '"),
    "same_as": Attribute(str, "ids of records decided to be the same, separated by ' | '"),
    "country": Attribute(str, "ISO 3166-1 alpha-2 code"),
    "founded": Attribute(str, "EDTF date at which an institution came into being", form=EDTF),
    "dissolved": Attribute(str, "EDTF date at which an institution ceased to be", form=EDTF),
    "quorum": Attribute(
        int,
        "how many parties an agreement needs to stand, or a JSON list of thresholds",
        form=THRESHOLDS,
    ),
    "entry_into_force": Attribute(str, "JSON list of thresholds of ratifications", form=THRESHOLDS),
    "expires": Attribute(str, "EDTF date at which an agreement expires", form=EDTF),
    "renewal": Attribute(str, "what becomes of it then", words={None: Renewal}),
    "notice": Attribute(str, "the notice that a party gives to leave it"),
    "amount": Attribute(float, "the amount of money of an agreement", least=0),
    "currency": Attribute(str, "its ISO 4217 code"),
    "when": Attribute(str, "EDTF date of an activity"),
    "date_signed": Attribute(str, "EDTF date of a stage reached (likewise date_in_force …)"),
    "expected_signed": Attribute(
        str, "EDTF date at which a stage is expected (likewise for the others)"
    ),
    "change_signed": Attribute(
        str,
        "what an applied change leaves of a milestone (likewise change_in_force, change_ended …)",
        words={None: Settlement},
    ),
    "places": Attribute(str, "where, separated by ' | '; possible places end in '?'"),
    "topics": Attribute(str, "themes, separated by ' | '"),
    "evidence": Attribute(str, "JSON list of evidence records, or any text"),
    "count": Attribute(int, "in a grouped graph: how many items it stands for"),
    "members": Attribute(str, "in a grouped graph: their ids, separated by ' | '"),
    "examples": Attribute(str, "in a grouped graph: the names of some of them"),
}

#: The attributes of edges.
EDGE_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "relation": Attribute(str, "which relation it is", mandatory=True, words={None: Relation}),
    "modality": Attribute(str, "required (the default) or possible", words={None: Modality}),
    "role": Attribute(str, "the institution's part", words={None: Role}),
    "when": Attribute(str, "EDTF date of a participation"),
    "date_signed": Attribute(
        str,
        "EDTF date of a party's own stage (likewise for the others; of a membership, date_from and "
        "date_until)",
    ),
    "weights": Attribute(str, "JSON object of what thresholds count, by name", form=WEIGHTS),
    "amount": Attribute(float, "the amount of money that a party contributes", least=0),
    "currency": Attribute(str, "its ISO 4217 code"),
    "ends": Attribute(bool, "whether what is superseded ends; possibly, if it is absent"),
    "inherits": Attribute(bool, "whether what supersedes serves for what is superseded"),
    "requirement": Attribute(int, "number of the requirement it belongs to, from 0", least=0),
    "at_least": Attribute(int, "how many alternatives of that requirement must hold"),
    "alternatives": Attribute(int, "how many alternatives that requirement has"),
    "stage": Attribute(
        str,
        "the milestone of it that is required; the default depends on what it is",
        words={None: Milestone},
    ),
    "before": Attribute(
        str,
        "the milestone of the dependent before which it is required; the first by default",
        words={None: Milestone},
    ),
    "by": Attribute(str, "EDTF date by which it is required", form=EDTF),
    "change_signed": Attribute(
        str,
        "a party's act in an applied change (likewise change_ratified, change_withdrawn …)",
        words={None: Settlement},
    ),
    "evidence": Attribute(str, "JSON list of evidence records, or any text"),
    "count": Attribute(int, "in a grouped graph: how many relations it stands for"),
}

#: The beginning of the attributes that :func:`coopgraph.apply` writes.
CHANGE: Final = "change_"

#: The attributes of the graph itself, beside its titles.
GRAPH_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "language": Attribute(str, "the default language of answers"),
    "as_of": Attribute(str, "EDTF date of the state that the graph describes", form=EDTF),
    "sources": Attribute(str, "JSON list of the sources"),
}

#: Separates several texts in one attribute.
SEPARATOR: Final = " | "


def join_names(*names: str) -> str:
    """Several names, such as those of the ends of a link, joined into one unique name.

    They are joined by dots; dots in the names are percent-encoded.

    Examples
    --------
    >>> join_names("a", "b-c"), join_names("a.b", "c")
    ('a.b-c', 'a%2Eb.c')
    """
    return ".".join(str(name).replace("%", "%25").replace(".", "%2E") for name in names)


#: A look-up table, since it is used once for each link.
_RELATIONS: Final = {str(relation): relation for relation in Relation}


def relation_of(dependent: str, depends_on: str, attributes: Attributes) -> Relation:
    """The relation of an edge.

    Raises
    ------
    GraphSchemaError
        When it is missing or unknown.
    """
    try:
        return _RELATIONS[attributes["relation"]]
    except (KeyError, TypeError):
        place = edge_place(dependent, depends_on)
        if attributes.get("relation") is None:
            missing = Problem("missing-attribute", (place,), {"attribute": "relation"})
            raise GraphSchemaError([missing]) from None
        raise invalid_value(place, attributes, "relation") from None


def invalid_value(place: str, attributes: Attributes, name: str) -> GraphSchemaError:
    """The error of a link with an invalid attribute."""
    problems = value_problems(place, name, attributes[name], EDGE_ATTRIBUTES[name])
    return GraphSchemaError(problems)


# -- validation of a value ----------------------------------------------------------------------------

_SHOWN: Final = 60  # characters of a foreign value that a message shows


def edge_place(dependent: object, depends_on: object) -> str:
    """An edge as problems name it; empty if its ends are unknown."""
    return f"{quoted(dependent)} → {quoted(depends_on)}" if dependent or depends_on else ""


def quoted(value: object) -> str:
    """A foreign value as a message shows it: short."""
    try:
        text = value if isinstance(value, str) else repr(value)
    except ValueError:  # a number of thousands of digits, which Python refuses to print
        text = "…"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def value_problems(
    place: str, name: str, value: object, attribute: Attribute, record: RecordKind | None = None
) -> list[Problem]:
    """The validation error of one attribute of a kind of record, if any: at most one."""
    where = (place,) if place else ()
    values: dict[str, object] = {"attribute": name, "value": quoted(value)}
    if not attribute.takes(value):
        values |= {"type": attribute.value.__name__, "is": quoted(value)}
        return [Problem("wrong-attribute-type", where, values)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        if attribute.least <= value <= LARGEST_INTEGER:  # which excludes NaN too
            return []
        values |= {"least": attribute.least, "most": LARGEST_INTEGER}
        is_whole = attribute.value is int
        code = "number-out-of-range" if is_whole else "decimal-attribute-out-of-range"
        return [Problem(code, where, values)]
    if attribute.form and isinstance(value, str):
        return _form_problems(where, values, value, attribute.form)
    words = (attribute.words or {}).get(None) or (attribute.words or {}).get(record)
    if not words or value in set(words):
        return []
    close = close_matches(str(value)[:_SHOWN], words, 1)
    values |= {"known": ", ".join(words)}
    code = "unknown-attribute-word" if close else "unknown-attribute-word-known"
    return [Problem(code, where, values, close[0] if close else None)]


def _form_problems(
    where: tuple[str, ...], values: dict[str, object], text: str, form: Form
) -> list[Problem]:
    try:
        form.parse(text)
    except (ValueError, RecursionError):
        return [Problem("wrong-attribute-form", where, {**values, "example": form.example})]
    return []
