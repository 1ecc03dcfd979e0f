"""The data of the live page: items, links and evidence of a graph, texts in every language.

To keep the page small, everything is stored once and referred to by number. A text is a string if
it is the same in all languages, otherwise a list with one string per language.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from coopgraph.answers.answer import as_of_words
from coopgraph.answers.reach import PathLink
from coopgraph.graph.items import (
    evidence_of,
    graph_title,
    item_of,
    link_attributes,
    sources_of,
    title_of,
)
from coopgraph.graph.meaning import Strength, meaning_of
from coopgraph.graph.schema import SEPARATOR, Attributes, Graph
from coopgraph.graph.state import Standing, containers_of, record_of, state_of
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.questions.state import open_in, outlook_words, states_of
from coopgraph.records.models import Evidence
from coopgraph.words.codes import country_name
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import STATUSES, Modality, RecordKind, Role, State

__all__ = ["Facts", "Texts", "languages_in"]

Texts = str | list[str]


def languages_in(graph: Graph) -> list[str]:
    """The languages of coopgraph, then all others in which the graph has names."""
    tagged = [graph.graph, *(attributes for _, attributes in graph.nodes(data=True))]
    found = {n.removeprefix("title_") for names in tagged for n in names if n.startswith("title_")}
    return [*LANGUAGES, *sorted(found - set(LANGUAGES))]


class Facts:
    """Items, links and evidence by number.

    Parameters
    ----------
    graph
        A graph that carries the schema.
    languages
        The languages of the page, in order.
    """

    def __init__(self, graph: Graph, languages: Sequence[str]) -> None:
        self.graph, self.languages = graph, languages
        self.states = {row.item.id: row for row in states_of(graph)}
        self.proposed = open_in({item: row.standing for item, row in self.states.items()})
        self.order = sorted(graph, key=lambda i: (list(RecordKind).index(record_of(graph, i)), i))
        self.number = {item: n for n, item in enumerate(self.order)}
        self._evidence: dict[str, int] = {}
        self._entries: list[dict[str, Any]] = []
        self._links: dict[str, int] = {}
        self._rows: list[list[Any]] = []

    def texts(self, text_in: Callable[[str], str]) -> Texts:
        """A text in every language, or once if all are the same."""
        texts = [text_in(language) for language in self.languages]
        return texts[0] if len(set(texts)) == 1 else texts

    # -- items ---------------------------------------------------------------------------------

    def items(self) -> list[dict[str, Any]]:
        """All items, in the order of their numbers."""
        return [self._item(item) for item in self.order]

    def _item(self, item: str) -> dict[str, Any]:
        attributes = self.graph.nodes[item]
        fact: dict[str, Any] = {
            "id": item,
            "record": record_of(self.graph, item).value,
            "kind": str(attributes.get("kind", "")),
            "sort": self.texts(lambda language: item_of(self.graph, item, language).kind),
            "name": self.texts(lambda language: title_of(self.graph, item, language)),
            "tongue": self.texts(lambda language: _language_of_title(attributes, language)),
            "state": self.texts(lambda language: state_of(self.graph, item, language)),
            "acronym": attributes.get("acronym"),
            "aliases": _parts(attributes.get("aliases")),
            "topics": _parts(attributes.get("topics")),
            "status": attributes.get("status"),
            **self._outlook(item),
            "countries": self._countries(item),
            "evidence": self.evidence(evidence_of(attributes)),
        }
        return {name: value for name, value in fact.items() if value not in (None, "", [])}

    def _outlook(self, item: str) -> dict[str, Any]:
        """Whether an item stands, how far its next milestone is, and whose act that awaits."""
        row = self.states.get(item)
        if row is None:
            return {"standing": Standing.ACHIEVED.value}
        return {
            "standing": row.standing.value,
            "outlook": self.texts(
                lambda language: outlook_words(
                    replace(row, item=item_of(self.graph, item, language)), language
                )
            ),
            "awaits": [self.number[body.id] for body in row.awaits],
        }

    def _countries(self, item: str) -> list[str]:
        """The item's own country, or those of the institutions linked to it or to its agreement."""
        own = self.graph.nodes[item].get("country")
        if own:
            return [str(own)]
        if record_of(self.graph, item) is RecordKind.INSTITUTION:
            return []
        places = (item, *containers_of(self.graph, item))
        bodies = {u for one in places for u, _ in self.graph.in_edges(one)}
        found = {str(self.graph.nodes[body].get("country", "")) for body in bodies}
        return sorted(found - {""})

    # -- links and evidence --------------------------------------------------------------------

    def link_of_path(self, link: PathLink) -> int:
        """The number of a link in a path."""
        strength = _strength_of_path(link)
        return self._link(
            link.dependent.id, link.depends_on.id, link.relation, strength, link.evidence
        )

    def link_of_edge(self, dependent: str, depends_on: str, attributes: Attributes) -> int:
        """The number of an edge of the graph."""
        relation, strength, *_ = meaning_of(attributes, dependent, depends_on)
        said = evidence_of(link_attributes(self.graph, dependent, attributes))
        role = attributes.get("role")
        return self._link(dependent, depends_on, relation, strength.value, said, role)

    def _link(
        self,
        dependent: str,
        depends_on: str,
        relation: Relation,
        strength: str,
        said: Sequence[Evidence],
        role: object = "",
    ) -> int:
        ends = [self.number[dependent], self.number[depends_on]]
        is_proposed = int(relation.is_proposed(dependent, depends_on, self.proposed))
        row = [*ends, relation.value, strength, str(role or ""), self.evidence(said), is_proposed]
        key = json.dumps(row)
        if key not in self._links:
            self._links[key] = len(self._rows)
            self._rows.append(row)
        return self._links[key]

    def around(self, item: str) -> list[int]:
        """The numbers of the links of an item, in both directions."""
        edges = [*self.graph.out_edges(item, data=True), *self.graph.in_edges(item, data=True)]
        found = {self.link_of_edge(u, v, attributes) for u, v, attributes in edges}
        return sorted(found, key=lambda n: (self._rows[n][2], self._rows[n]))

    def evidence(self, entries: Sequence[Evidence]) -> list[int]:
        """The numbers of pieces of evidence."""
        return list(dict.fromkeys(self._entry(entry) for entry in entries))

    def _entry(self, entry: Evidence) -> int:
        key = entry.model_dump_json()
        if key not in self._evidence:
            self._evidence[key] = len(self._entries)
            locator, note = entry.locator, entry.note
            fact = {
                "source": "" if entry.source == "-" else entry.source,
                "where": locator and self.texts(locator.in_language),
                "reading": entry.reading.value,
                "quote": entry.quote,
                "note": note and self.texts(note.in_language),
            }
            self._entries.append({name: value for name, value in fact.items() if value})
        return self._evidence[key]

    # -- the whole -----------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """All items, and the links and evidence used so far, as JSON-safe values."""
        items = self.items()
        countries = sorted({code for item in items for code in item.get("countries", ())})
        return {
            "title": self.texts(lambda language: graph_title(self.graph, language)),
            "dated": self.texts(partial(as_of_words, self.graph.graph.get("as_of"))),
            "items": items,
            "links": self._rows,
            "evidence": self._entries,
            "sources": {
                source.id: self.texts(source.title.in_language) for source in sources_of(self.graph)
            },
            "countries": {
                code: self.texts(lambda language, code=code: country_name(code, language))  # type: ignore[misc]
                for code in countries
            },
            "words": self._words(),
        }

    def _words(self) -> dict[str, dict[str, Texts]]:
        """The labels of the vocabulary that a page shows."""
        labels: dict[str, dict[str, Texts]] = {
            name: {word.value: self.texts(word.label) for word in words}
            for name, words in (
                ("record", RecordKind),
                ("relation", Relation),
                ("role", Role),
                ("state", State),
            )
        }
        labels["proposed"] = {
            relation.value: self.texts(partial(relation.words, "", "", {""}))
            for relation in Relation
        }
        labels["status"] = {}
        for record, statuses in STATUSES.items():
            for word in statuses:
                label = self.texts(
                    lambda language, w=word, r=record: w.label(language, r.gender(language))  # type: ignore[misc]
                )
                labels["status"].setdefault(word.value, label)
        return labels


def _language_of_title(attributes: Attributes, language: str) -> str:
    """The language of the name that is shown for a language; empty if unknown."""
    if attributes.get(f"title_{language}"):
        return language
    shown = attributes.get("title")
    tags = (
        n.removeprefix("title_") for n, v in attributes.items() if n[:6] == "title_" and v == shown
    )
    return next(iter(sorted(tags)), "")


def _parts(text: object) -> list[str]:
    return [part for part in str(text or "").split(SEPARATOR) if part]


def _strength_of_path(link: PathLink) -> str:
    if link.modality is Modality.POSSIBLE:
        return Strength.POSSIBLE.value
    return (Strength.BINDING if link.binding else Strength.ALTERNATIVE).value
