"""Write the sections of a brief, using the answers to the package's questions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from coopgraph.answers.answer import as_of_words
from coopgraph.answers.evidence import cited
from coopgraph.answers.milestones import Names
from coopgraph.answers.reach import Reach
from coopgraph.answers.table import Table
from coopgraph.graph.items import evidence_of, graph_title, item_of, sources_of
from coopgraph.graph.meaning import meaning_of
from coopgraph.graph.schema import Graph
from coopgraph.graph.state import record_of, state_of
from coopgraph.messages.catalogue import say
from coopgraph.network.snapshot import date_as_of, network_of
from coopgraph.page.document import Block, Document, List, Picture, Section
from coopgraph.page.names import listed
from coopgraph.page.prospects import has_prospects, losses_of, none_lost, prospects_of
from coopgraph.questions.change import failing
from coopgraph.questions.dependents import dependents
from coopgraph.questions.prerequisites import prerequisites
from coopgraph.questions.ready import ready
from coopgraph.questions.state import open_in, outlook_words, states_of
from coopgraph.questions.unlock import Plans, unlock
from coopgraph.questions.what_if import what_if
from coopgraph.questions.why_not import WhyStep
from coopgraph.records.models import Evidence
from coopgraph.words.codes import country_name
from coopgraph.words.vocabulary import Certainty, RecordKind

__all__ = ["document_on"]

_ROWS: Final = 15  # rows in a table


def document_on(graph: Graph, node: str, lang: str, picture: bytes, left_out: int = 0) -> Document:
    """Write the brief on an item; ``left_out`` is the number of neighbours not in the picture."""
    return _Writer(graph, node, lang).document(picture, left_out)


class _Writer:
    """Writes a brief on one item in one language."""

    def __init__(self, graph: Graph, node: str, lang: str) -> None:
        self.graph, self.node, self.lang = graph, node, lang
        self.item = item_of(graph, node, lang)
        self.is_body = record_of(graph, node) is RecordKind.INSTITUTION
        self.states = {row.item.id: row for row in states_of(graph, lang=lang)}
        self.proposed = open_in({item: row.standing for item, row in self.states.items()})
        names = Names(graph, network_of(graph), lang, date_as_of(graph))
        row = self.states.get(node)
        self.prospects = (
            prospects_of(graph, node, lang) if row and has_prospects(names, row) else None
        )
        self.loss = failing(names, node)
        self.needs = prerequisites(graph, node, lang=lang)
        self.dependents = dependents(graph, node, lang=lang)
        self.complete = self.prospects is None or self.prospects.complete
        self.ready = {row.step.item.id: row.certainty for row in ready(graph, lang=lang).rows}

    def say(self, code: str, **values: object) -> str:
        return say(code, self.lang, **values)

    def document(self, picture: bytes, left_out: int) -> Document:
        drawn: list[Block] = [Picture(picture, self.say("brief-alt", subject=self.item.full))]
        if left_out:
            drawn.append(self.say("brief-part-drawn", count=left_out))
        sections: dict[str, list[Block]] = {
            "brief-in-short": [List(tuple(self._in_short()))],
            "page-steps": list(self._steps()),
            "brief-tasks": list(self._all_tasks()),
            "page-why-perhaps" if self._is_reachable else "page-why": list(self._why()),
            "page-losses": list(self._losses()),
            "brief-picture": drawn,
            "brief-needs": [self._reach(self.needs, "needs")],
            "brief-dependents": [self._reach(self.dependents, "dependents")],
            "brief-evidence": list(self._evidence()),
        }
        made = (Section(self.say(code), tuple(blocks)) for code, blocks in sections.items())
        return Document(
            self.item.full,
            " · ".join(filter(None, self._subtitle())),
            tuple(section for section in made if section.blocks),
            self.lang,
            self.complete,
            as_of_words(self.graph.graph.get("as_of"), self.lang),
        )

    def _subtitle(self) -> Iterator[str]:
        yield self.item.kind
        code = self.graph.nodes[self.node].get("country")
        if code:
            yield country_name(str(code), self.lang)
        yield state_of(self.graph, self.node, self.lang)
        if self.node in self.states:
            yield outlook_words(self.states[self.node], self.lang)

    # -- in short --------------------------------------------------------------------------------

    def _in_short(self) -> Iterator[str]:
        for reach, name in ((self.needs, "needs"), (self.dependents, "dependents")):
            if not reach.reached:
                yield self.say(f"brief-no-{name}")
            for certainty in Certainty:
                names = [row.item.short for row in reach if row.certainty is certainty]
                if names:
                    said = {"items": self._names(names), "count": len(names)}
                    yield self.say(f"brief-{name}-{certainty}", **said)
        if self.loss:
            yield what_if(self.graph, self.loss, lang=self.lang).sentence()
        if self.prospects is not None:
            yield self._outlook(self.prospects.plans)

    def _outlook(self, plans: Plans) -> str:
        if not plans.plans:
            return self.say("unlock-unreachable" if plans.complete else "no-plan-found")
        first = [step.item.full for step in plans[0].steps if not step.after]
        if first == [self.item.full]:
            awaited = [body.short for body in self.states[self.node].awaits]
            if not awaited:
                return self.say("brief-ready")
            values = {"items": self._names(awaited), "count": len(awaited)}
            return self.say("brief-ready-but", **values)
        quoted = (self.say("quoted", name=name) for name in first)
        return self.say("brief-first-step", items=self._names(quoted))

    def _names(self, names: Iterable[str]) -> str:
        return listed(names, self.lang)

    # -- reach -----------------------------------------------------------------------------------

    def _reach(self, reach: Reach, name: str) -> Block:
        if not reach.reached:
            return self.say(f"brief-no-{name}")
        return self._cut(replace(reach.table(), title=""))

    def _cut(self, table: Table) -> Table:
        """The first rows of a table, with a remark on how many more there are."""
        more = len(table.rows) - _ROWS
        if more <= 0:
            return table
        remark = self.say("brief-more-rows", count=more)
        return replace(table, rows=table.rows[:_ROWS], remarks=[remark, *table.remarks])

    # -- what to do, what stands in the way, what can stop it --------------------------------------

    @property
    def _is_reachable(self) -> bool:
        return self.prospects is not None and bool(self.prospects.plans.plans)

    def _steps(self) -> Iterator[Block]:
        steps = self.prospects and self.prospects.steps()
        if steps and (steps.rows or steps.remarks):
            yield steps

    def _why(self) -> Iterator[Block]:
        """The proof step by step, with its sources, and what would open a way."""
        why = self.prospects.proof if self.prospects else None
        if why is None:
            return
        steps = (self._detailed(row.sentence(self.lang), self._cited(row)) for row in why)
        if why.rows:
            yield List(tuple(steps))
        yield from why.beside()

    def _cited(self, row: WhyStep) -> list[str]:
        return cited(row.evidence, self.lang, sources=len(sources_of(self.graph)) > 1)

    def _losses(self) -> Iterator[Block]:
        found = self.prospects.losses if self.prospects else None
        if found is not None:
            lines = [loss.sentence(self.lang) for loss in losses_of(found)]
            yield List((*lines, *none_lost(found)))

    def _all_tasks(self) -> Iterator[Block]:
        if not self.is_body:
            return
        tasks = tuple(self._tasks())
        yield List(tasks) if tasks else self.say("brief-no-tasks")
        if not self.complete:
            yield self.say("roadmap-search-stopped")

    def _detailed(self, head: str, details: list[str]) -> str:
        between = "\u00a0; " if self.lang == "fr" else "; "
        return " — ".join(filter(None, [head, between.join(details)]))

    def _tasks(self) -> Iterator[str]:
        """The open items that involve the institution, those that can be concluded today first."""
        involved: dict[str, bool] = {}
        for _, thing, attributes in self.graph.out_edges(self.node, data=True):
            meaning = meaning_of(attributes, self.node, thing)
            if meaning.relation.involves:
                involved[thing] = involved.get(thing, False) or meaning.is_required
        open_things = [i for i in involved if i in self.proposed]
        for thing in sorted(open_things, key=lambda i: (i not in self.ready, not involved[i], i)):
            words = [self._prospect(thing), *self._awaited(thing)]
            if not involved[thing]:
                words.append(self.say("brief-task-may-join"))
            yield self._detailed(item_of(self.graph, thing, self.lang).full, words)

    def _awaited(self, thing: str) -> Iterator[str]:
        """The others whose act an item awaits."""
        others = [body.short for body in self.states[thing].awaits if body.id != self.node]
        if others:
            yield self.say("awaits", items=self._names(others))

    def _prospect(self, thing: str) -> str:
        if thing in self.ready:
            sure = self.ready[thing] is Certainty.CERTAIN
            return self.say("brief-task-ready" if sure else "brief-task-ready-perhaps")
        plans = unlock(self.graph, thing, lang=self.lang)
        self.complete = self.complete and plans.complete
        if not plans.plans:
            return self.say("brief-task-stuck" if plans.complete else "brief-task-unknown")
        steps = [step for step in plans[0].steps if step.item.id != thing]
        before = dict.fromkeys(step.item.short for step in steps)
        return self.say("brief-task-waits", items=self._names(before))

    # -- evidence ----------------------------------------------------------------------------------

    def _evidence(self) -> Iterator[Block]:
        own = evidence_of(self.graph.nodes[self.node])
        claims = [self._claim(self.say("brief-record"), entry) for entry in own]
        paths = (row.path for row in chain(self.needs, self.dependents))
        for link in dict.fromkeys(chain.from_iterable(paths)):
            words = link.words(self.proposed, self.lang)
            claims += [self._claim(words, entry) for entry in link.evidence]
        if claims:
            columns = [self.say(f"column-{name}") for name in ("says", "where", "note")]
            rows = list(dict.fromkeys(claims))
            yield self._cut(Table("", columns, rows, list(self._sources())))

    def _claim(self, words: str, entry: Evidence) -> tuple[str, str, str]:
        several = len(sources_of(self.graph)) > 1
        where = ", ".join(cited([entry], self.lang, sources=several))
        note = entry.note.in_language(self.lang) if entry.note and entry.source != "-" else ""
        return words, where, note

    def _sources(self) -> Iterator[str]:
        for source in sources_of(self.graph):
            parts = [source.title.in_language(self.lang), source.url or ""]
            yield ". ".join(part for part in parts if part)
        title = graph_title(self.graph, self.lang)
        if title:
            yield self.say("brief-made-from", title=title)
