"""Items of a graph as answers show them, and what people call them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coopgraph._base.errors import AmbiguousItemError, UnknownItemError
from coopgraph._base.fuzzy import Known, guess
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph, relation_of
from coopgraph.records.models import Evidence
from coopgraph.words.text import Text, fold
from coopgraph.words.vocabulary import KINDS, RecordKind
from coopgraph.words.word import Held

__all__ = [
    "Item",
    "evidence_of",
    "graph_title",
    "item_of",
    "language_of",
    "resolve",
    "resolve_all",
    "said_of",
    "several",
    "title_of",
]

_LOOKED_AT = 8  # names that come close, of which several may be of one item
_NOTE = 400  # as much of a foreign text as an answer can show


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the graph as answers show it.

    Attributes
    ----------
    id, title
        Its id, and its name in the language of the answer.
    record
        Which of the four kinds of record it is; ``None`` where the graph does not say.
    kind
        What it is, for a reader, in the language of the answer.
    acronym
        Its acronym, or ``None``.
    """

    id: str
    title: str
    record: RecordKind | None = None
    kind: str = ""
    acronym: str | None = None

    @property
    def short(self) -> str:
        """What people call it: its acronym, else its name."""
        return self.acronym or self.title

    @property
    def full(self) -> str:
        """Name and, where there is one, acronym."""
        named = self.acronym and self.acronym not in self.title
        return f"{self.title} ({self.acronym})" if named else self.title


def item_of(graph: Graph, item: str, lang: str) -> Item:
    """The item as answers show it, in a language; tolerant of attributes that are missing."""
    attributes = graph.nodes[item]
    record, label = _labelled(attributes.get("record"), attributes.get("kind", ""), lang)
    title = _title(attributes, lang) or str(item)
    return Item(item, title, record, label, attributes.get("acronym"))


@lru_cache(maxsize=1024, typed=True)
def _labelled(record: Any, kind: Any, lang: str) -> tuple[RecordKind | None, Any]:
    """The kind of record, and what an item is for a reader."""
    record_kind = RecordKind(record) if record in set(RecordKind) else None
    words = KINDS.get(record_kind) if record_kind else None
    if words and kind in set(words):
        kind = words(kind).label(lang)
    elif record_kind and not kind:
        kind = record_kind.label(lang)
    return record_kind, kind


def language_of(graph: Graph) -> str:
    """The language a graph answers in unless another is asked for; English if it names none."""
    return str(graph.graph.get("language") or "en")


def title_of(graph: Graph, item: str, language: str) -> str:
    """The name of an item in a language, as far as the graph has it; else its id."""
    return _title(graph.nodes[item], language) or str(item)


def graph_title(graph: Graph, language: str) -> str:
    """The title of the whole in a language, as far as the graph has one; else nothing."""
    return _title(graph.graph, language)


def _title(attributes: Attributes, language: str) -> str:
    given = attributes.get
    name = given(f"title_{language}") or given("title") or given("title_en") or given("title_fr")
    return str(name or "")


def evidence_of(attributes: Attributes) -> tuple[Evidence, ...]:
    """The evidence that a node or an edge carries; text that is none of ours becomes a note."""
    written = attributes.get("evidence")
    if not written:
        return ()
    try:
        return tuple(Evidence.model_validate(entry) for entry in json.loads(written))
    except (ValueError, TypeError, RecursionError):
        text = " ".join("".join(c for c in str(written) if c.isprintable()).split())
        return (Evidence(source="-", note=Text(text[:_NOTE])),) if text else ()


def said_of(graph: Graph, dependent: str, link: Attributes) -> Attributes:
    """What a link says as of now; of what is held within another, the evidence is its own."""
    said = dict(link)
    if not said.get("evidence") and relation_of(dependent, "", link).held is Held.WITHIN:
        said["evidence"] = graph.nodes[dependent].get("evidence")
    return said


def resolve(graph: Graph, reference: str) -> str:
    """The id of the item that a person means.

    Parameters
    ----------
    graph
        A graph that carries the schema.
    reference
        An id as written; else an acronym, alias, name or id in any case and with or without
        accents, if only one item goes by it.

    Raises
    ------
    UnknownItemError
        When nothing is called so, with the one id that is meant, or those that come close.
    AmbiguousItemError
        When several items are.
    TypeError
        When it is no text.

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
    called: dict[str, set[str]] = {}
    for item, attributes in graph.nodes(data=True):
        for name in _names_of(item, attributes):
            called.setdefault(fold(name), set()).add(item)
    found = sorted(called.get(wanted, ())) if wanted else []
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousItemError(reference, found, language_of(graph))
    # People also give a part of a name: "port" for "Port de Dakar".
    parts = sorted(name for name in called if wanted and wanted in name)
    alike = dict.fromkeys(parts, 0.0) | Known(called).likenesses(wanted, _LOOKED_AT)
    close: dict[str, float] = {}
    for name, ratio in alike.items():
        for item in called[name]:
            close[item] = max(ratio, close.get(item, 0.0))
    meant = guess(wanted, close)
    close_by = [meant.suggestion] if meant.suggestion else meant.choices
    raise UnknownItemError(reference, close_by, language_of(graph))


def resolve_all(graph: Graph, references: str | Iterable[str]) -> list[str]:
    """The ids of the items that a person means, each once and in their order.

    Parameters and errors are those of :func:`resolve`; a text by itself means one item.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> resolve_all(graph, "AFD"), resolve_all(graph, ["AFD", "afd", "ANAH"])
    (['afd'], ['afd', 'anah'])
    """
    return list(dict.fromkeys(resolve(graph, one) for one in several(references)))


def several(names: object) -> list[str]:
    """Names or words as a list; a text by itself is one of them, not its letters.

    Raises
    ------
    TypeError
        When it is something else than texts.
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
