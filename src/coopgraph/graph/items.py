"""The items of a graph: their names, their evidence, and how a name is resolved to an item."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from coopgraph._base.errors import AmbiguousItemError, UnknownItemError
from coopgraph._base.fuzzy import Known, guess
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph, relation_of
from coopgraph.records.models import Evidence, Source
from coopgraph.words.text import Text, fold
from coopgraph.words.vocabulary import KINDS, RecordKind, Word
from coopgraph.words.word import Gender, Held

__all__ = [
    "Item",
    "as_list",
    "evidence_of",
    "graph_title",
    "item_of",
    "language_of",
    "link_attributes",
    "resolve",
    "resolve_all",
    "sources_of",
    "title_of",
]

_SIMILAR = 8  # similar names to consider, of which several may belong to one item
_NOTE = 400  # characters of a foreign text that an answer shows


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the graph as shown in answers.

    Attributes
    ----------
    id, title
        Its id, and its name in the language of the answer.
    record
        Its kind of record; ``None`` if the graph does not say.
    kind
        The label of its kind, in the language of the answer.
    acronym
        Its acronym, or ``None``.
    gender
        The gender of the noun for its kind, in that language: adjectives agree with it.
    """

    id: str
    title: str
    record: RecordKind | None = None
    kind: str = ""
    acronym: str | None = None
    gender: Gender = field(default=Gender.MASCULINE, repr=False, compare=False)

    @property
    def short(self) -> str:
        """Its acronym, else its name."""
        return self.acronym or self.title

    @property
    def full(self) -> str:
        """Its name and its acronym, if it has one."""
        named = self.acronym and self.acronym not in self.title
        return f"{self.title} ({self.acronym})" if named else self.title


def item_of(graph: Graph, item: str, lang: str) -> Item:
    """The item as shown in answers, in a language; attributes may be missing."""
    attributes = graph.nodes[item]
    named = attributes.get("record"), attributes.get("kind", "")
    record, label, gender = _labelled(*named, lang)
    title = _title(attributes, lang) or str(item)
    return Item(item, title, record, label, attributes.get("acronym"), gender)


@lru_cache(maxsize=1024, typed=True)
def _labelled(record: Any, kind: Any, lang: str) -> tuple[RecordKind | None, Any, Gender]:
    """The kind of record, the label of the kind, and its gender."""
    record_kind = RecordKind(record) if record in set(RecordKind) else None
    words = KINDS.get(record_kind) if record_kind else None
    noun: Word | None = words(kind) if words and kind in set(words) else record_kind
    gender = noun.gender(lang) if noun else Gender.MASCULINE
    if words and kind in set(words):
        kind = words(kind).label(lang)
    elif record_kind and not kind:
        kind = record_kind.label(lang)
    return record_kind, kind, gender


def language_of(graph: Graph) -> str:
    """The default language of answers about a graph; English if it names none."""
    return str(graph.graph.get("language") or "en")


def title_of(graph: Graph, item: str, language: str) -> str:
    """The name of an item in a language, if the graph has one; else its id."""
    return _title(graph.nodes[item], language) or str(item)


def graph_title(graph: Graph, language: str) -> str:
    """The title of the graph in a language, if it has one; else empty."""
    return _title(graph.graph, language)


def _title(attributes: Attributes, language: str) -> str:
    given = attributes.get
    name = given(f"title_{language}") or given("title") or given("title_en") or given("title_fr")
    return str(name or "")


def evidence_of(attributes: Attributes) -> tuple[Evidence, ...]:
    """The evidence of a node or an edge; text in another format becomes a note."""
    written = attributes.get("evidence")
    if not written:
        return ()
    try:
        return tuple(Evidence.model_validate(entry) for entry in json.loads(written))
    except (ValueError, TypeError, RecursionError):
        text = " ".join("".join(c for c in str(written) if c.isprintable()).split())
        return (Evidence(source="-", note=Text(text[:_NOTE])),) if text else ()


def sources_of(graph: Graph) -> list[Source]:
    """The sources of a graph; none if a graph built elsewhere has no valid ones."""
    try:
        written = json.loads(str(graph.graph.get("sources") or "[]"))
        return [Source.model_validate(entry) for entry in written]
    except (ValueError, TypeError):
        return []


def link_attributes(graph: Graph, dependent: str, link: Attributes) -> Attributes:
    """The attributes of a link; a provision's link to its agreement has the provision's evidence."""
    attributes = dict(link)
    if not link.get("evidence") and relation_of(dependent, "", link).held is Held.WITHIN:
        attributes["evidence"] = graph.nodes[dependent].get("evidence")
    return attributes


def resolve(graph: Graph, reference: str) -> str:
    """The id of the item that a reference means.

    Parameters
    ----------
    graph
        A valid graph.
    reference
        An exact id; else an acronym, alias, name or id in any case, with or without accents, that
        only one item has.

    Raises
    ------
    UnknownItemError
        When no item has that name, with a correction or similar ids.
    AmbiguousItemError
        When several items have it.
    TypeError
        When it is not a string.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> resolve(graph, "AFD"), resolve(graph, "ecole de la renovation urbaine")
    ('afd', 'ecole-renovation-urbaine')
    """
    if _text(reference) in graph:
        return reference
    wanted = fold(reference)
    by_name: dict[str, set[str]] = {}
    for item, attributes in graph.nodes(data=True):
        for name in _names_of(item, attributes):
            by_name.setdefault(fold(name), set()).add(item)
    found = sorted(by_name.get(wanted, ())) if wanted else []
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousItemError(reference, found, language_of(graph))
    # People also give a part of a name: "port" for "Port de Dakar".
    parts = sorted(name for name in by_name if wanted and wanted in name)
    names = dict.fromkeys(parts, 0.0) | Known(by_name).likenesses(wanted, _SIMILAR)
    similar: dict[str, float] = {}
    for name, ratio in names.items():
        for item in by_name[name]:
            similar[item] = max(ratio, similar.get(item, 0.0))
    meant = guess(wanted, similar)
    suggestions = [meant.suggestion] if meant.suggestion else meant.choices
    raise UnknownItemError(reference, suggestions, language_of(graph))


def resolve_all(graph: Graph, references: str | Iterable[str]) -> list[str]:
    """The ids of the items that references mean, each once, in order.

    Parameters and errors are those of :func:`resolve`; a single string means one item.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> resolve_all(graph, "AFD"), resolve_all(graph, ["AFD", "afd", "ANAH"])
    (['afd'], ['afd', 'anah'])
    """
    return list(dict.fromkeys(resolve(graph, one) for one in as_list(references)))


def as_list(names: object) -> list[str]:
    """Strings as a list; a single string is one of them, not its letters.

    Raises
    ------
    TypeError
        When one is not a string.
    """
    found = [names] if isinstance(names, str) or not isinstance(names, Iterable) else list(names)
    return [_text(one) for one in found]


def _text(name: object) -> str:
    if isinstance(name, str):
        return name
    msg = f"ids, acronyms or names are expected, such as 'afd', not {type(name).__name__}"
    raise TypeError(msg)


def _names_of(item: str, attributes: Attributes) -> Iterator[str]:
    yield str(item)
    yield str(item).replace("-", " ")
    for name, value in attributes.items():
        if name in {"acronym", "title"} or name.startswith("title_"):
            yield str(value)
    for names in ("aliases", "same_as"):
        yield from (name for name in str(attributes.get(names, "")).split(SEPARATOR) if name)
