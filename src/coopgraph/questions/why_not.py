"""Why a goal cannot be reached: a smallest proof in sentences, and what would open it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from coopgraph._base.budget import BUDGET, Budget
from coopgraph.answers.answer import COMPLETE, Answer, Column, each, language_for
from coopgraph.answers.because import percent
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.milestones import Names
from coopgraph.graph.items import Item, item_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.network.conditions import Condition, first_of
from coopgraph.network.fixpoints import ACTS, View, views_of
from coopgraph.network.plans import opposed_below
from coopgraph.network.proofs import Fix, FixKind, Proof, Step, nearest_fixes, smallest_proof
from coopgraph.network.relevant import below
from coopgraph.network.snapshot import network_of, text_as_of
from coopgraph.network.stand_ins import expanded
from coopgraph.questions.goals import Target, goal_of, goal_text, target_of
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Certainty
from coopgraph.words.word import Need

__all__ = ["Opening", "Opposed", "WhyNot", "WhyStep", "why_not"]


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step of a proof: a milestone that cannot come, and the condition that forbids it.

    Attributes
    ----------
    target
        The milestone.
    need
        The kind of condition, one of :class:`coopgraph.words.word.Need`; or ``late``, ``ended`` or
        ``excluded``.
    lacking
        What the condition lacks: other steps of the proof, institutions that will not act, or what
        excludes the item.
    possible, needed
        For a threshold the largest share still possible, and the share needed, from 0 to 1.
    evidence
        Where the source says so.
    """

    target: Target
    need: str
    lacking: tuple[Item, ...]
    possible: Fraction | None = None
    needed: Fraction | None = None
    evidence: tuple[Evidence, ...] = ()

    def sentence(self, lang: str) -> str:
        """The step in words."""
        shares = {
            name: percent(share, lang)
            for name, share in (("possible", self.possible), ("needed", self.needed))
            if share is not None
        }
        lacking = f" {say('or', lang)} ".join(item.full for item in self.lacking)
        counts = self.need in {Need.QUORUM, Need.ENTRY}
        code = "why-not-too-few" if counts and not shares else f"why-not-{self.need}"
        return say(code, lang, item=self.target.text(lang), lacking=lacking, **shares)


@dataclass(frozen=True, slots=True)
class Opening:
    """A change that takes an obstacle away.

    Attributes
    ----------
    kind
        ``act``: an institution acts after all; ``revive``: what has ended is taken up again;
        ``allow``: an exclusion falls; ``extend``: a deadline is extended; ``drop``: something is no
        longer required.
    item, other
        The item, and the institution, what excludes it, or what it would no longer require.
    """

    kind: str
    item: Item
    other: tuple[Item, ...] = ()

    def sentence(self, lang: str) -> str:
        """The change in words."""
        other = f" {say('or', lang)} ".join(one.full for one in self.other)
        return say(f"opening-{self.kind}", lang, item=self.item.full, other=other)


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two items of which only one can stand, while every way to a goal needs both.

    Attributes
    ----------
    items
        The two, by id: they exclude each other, or one ends the other once it is in force.
    certainty
        Certain if there is no way however things turn out, possible if there may be none.
    """

    items: tuple[Item, ...]
    certainty: Certainty

    def sentence(self, lang: str) -> str:
        """The pair in words."""
        items = f" {say('also', lang)} ".join(item.full for item in self.items)
        return say(f"opposed-{self.certainty}", lang, items=items)


@dataclass(frozen=True, slots=True, repr=False)
class WhyNot(Answer[WhyStep]):
    """Why a goal cannot be reached: its steps, that of the goal first.

    It is empty if each milestone that the goal needs can be reached by itself. Nothing forbids the
    goal then, unless some of these cannot stand together: they are ``opposed``.

    It is ``complete`` if no proof has fewer steps, and the nearest change was found.

    Attributes
    ----------
    target
        The goal; ``None`` for an institution.
    certainty
        Certain if it is out of reach however things turn out, possible if it may be.
    nearest
        The fewest changes that together open the goal; empty if none were found.
    opposed
        The pairs that leave no plan for the goal, as :func:`coopgraph.unlock` says.
    """

    columns = (
        Column("id", "target.item.id"),
        Column("title", "target.item.title", "who", "target.item.full"),
        Column(
            "milestone",
            "target.milestone.value",
            "milestone",
            lambda row, it: row.target.reached(it.lang),
        ),
        Column("need", "need"),
        Column("lacking", each("lacking")),
        Column("possible", lambda row, _: _share(row.possible)),
        Column("needed", lambda row, _: _share(row.needed)),
        Column(None, "need", "because", lambda row, answer: row.sentence(answer.lang)),
        evidence_column("evidence"),
        COMPLETE,
    )

    target: Target | None
    goal: Item
    certainty: Certainty
    rows: tuple[WhyStep, ...]
    nearest: tuple[Opening, ...]
    opposed: tuple[Opposed, ...] = ()

    def _title(self) -> str:
        goal = goal_text(self)
        code = "why-not-nothing" if self.complete else "why-not-stopped"
        if self.rows or self.opposed:
            code = "title-why-not"
        return say(code, self.lang, goal=goal)

    def _remarks(self) -> Iterator[str]:
        if self.rows:
            yield self.sentence()
        yield from self.beside()

    def beside(self) -> Iterator[str]:
        """What there is to say beside the proof: the pairs, the nearest change, and what is not known."""
        for pair in self.opposed:
            yield pair.sentence(self.lang)
        if self.nearest:
            changes = f" {say('also', self.lang)} ".join(
                o.sentence(self.lang) for o in self.nearest
            )
            yield say("nearest-change", self.lang, changes=changes)
        if not self.complete:
            yield say("why-not-not-smallest", self.lang)

    def sentence(self) -> str:
        """The proof in one paragraph, for a memo."""
        steps = say("and-because", self.lang).join(row.sentence(self.lang) for row in self.rows)
        return say(f"why-not-{self.certainty}", self.lang, goal=goal_text(self), steps=steps)


def _share(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def why_not(
    graph: Graph,
    goal: str,
    *,
    stage: str | None = None,
    as_of: object = None,
    budget: float | None = BUDGET,
    lang: str | None = None,
) -> WhyNot:
    """Why a goal cannot be reached: the fewest conditions that together forbid it.

    None of the milestones in the proof can be the first to come: each has ended, is excluded, or
    has a condition that cannot be met without others of the proof, or without acts that will not
    be given. Without any one of its steps it proves nothing.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a snapshot.
    goal
        Id or name of the item to reach.
    stage
        The milestone to reach, e.g. ``"in_force"``; by default the next one.
    as_of
        A date, a year or a day, as in :func:`coopgraph.state`.
    budget
        How many seconds to search for a smallest proof and the nearest change; ``None`` for as long
        as it takes. A search that is stopped gives a proof, if not a smallest one.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    UnknownItemError
        If the name matches no item, or several.
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If the goal has no such milestone, ``as_of`` is not a date, or ``budget`` is negative.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> len(cg.why_not(graph, "anrur-afd-convention"))
    0
    >>> after = cg.apply(graph, cg.Change(fails=["framework-convention"]))
    >>> [row.target.item.id for row in cg.why_not(after, "anrur-afd-convention")]
    ['anrur-afd-convention', 'urban-renewal-component', 'framework-convention']
    """
    lang = language_for(graph, lang)
    time, node, day = Budget(budget), resolve(graph, goal), text_as_of(graph, as_of)
    network = network_of(graph, as_of)
    names = Names(graph, network, lang)
    milestone = goal_of(names, views_of(network, network.facts), node, stage)
    shown = item_of(graph, node, lang)
    if milestone is None:
        return WhyNot(None, shown, Certainty.CERTAIN, (), (), lang=lang, as_of=day)
    part = below(network, milestone)
    found = _explained(Names(graph, part, lang), milestone, time)
    return replace(found, as_of=day)


def _explained(names: Names, goal: int, budget: Budget) -> WhyNot:
    """The answer about a milestone, in the first reading in which it is out of reach."""
    target, lang = target_of(names, goal), names.lang
    views: tuple[View, ...] = views_of(names.network, names.network.facts)
    if not names.network.switches:  # both readings are the same
        views = views[:1]
    opposed, told = _opposed(names, views, goal, budget.share(1 / 3))
    for view, certainty in zip(views, Certainty, strict=False):
        proof = smallest_proof(view, goal, budget.share(1 / 2))
        if proof:
            fixes = nearest_fixes(view, goal, budget)
            openings = tuple(_opening(names, fix) for fix in fixes or ())
            complete = told and proof.is_smallest and fixes is not None
            steps = tuple(dict.fromkeys(_steps(names, view, proof)))
            return WhyNot(
                target,
                target.item,
                certainty,
                steps,
                openings,
                opposed,
                complete=complete,
                lang=lang,
            )
    return WhyNot(target, target.item, Certainty.CERTAIN, (), (), opposed, complete=told, lang=lang)


def _opposed(
    names: Names, views: tuple[View, ...], goal: int, budget: Budget
) -> tuple[tuple[Opposed, ...], bool]:
    """The pairs that leave no plan, in the first reading in which some do; and whether all is told."""
    told = True
    for view, certainty in zip(views, Certainty, strict=False):
        pairs, complete = opposed_below(view, goal, key=names.order, budget=budget)
        told = told and complete
        if pairs:
            return tuple(
                Opposed(tuple(map(names.item_of, map(first_of, p))), certainty) for p in pairs
            ), told
    return (), told


def _steps(names: Names, view: View, proof: Proof) -> Iterator[WhyStep]:
    """The steps in words; stand-ins give way to what they stand for."""
    stand_ins = {s.element: s.lacking for s in proof.steps if not names.is_named(s.element)}
    for step in proof.steps:
        if step.element in stand_ins:
            continue
        yield _step(names, view, step._replace(lacking=expanded(step.lacking, stand_ins.get)))


def _step(names: Names, view: View, step: Step) -> WhyStep:
    node = names.network.node_of(step.element)
    own = step.element if step.element < 2 * names.network.nodes else first_of(node)
    target = target_of(names, own)
    if step.block:
        others = (names.item_of(first_of(step.by)),) if step.by >= 0 else ()
        return WhyStep(target, step.block.value, others, evidence=_said(names, target, others))
    condition = names.network.conditions[step.number]
    lacking = dict.fromkeys(map(names.id_of, step.lacking or names.members_of(condition)))
    items = tuple(map(names.named, lacking))
    shares = _shares(view, condition) if condition.need in ACTS else (None, None)
    need = "late" if view.is_late(condition) else condition.need.value
    return WhyStep(target, need, items, *shares, evidence=_said(names, target, items))


def _said(names: Names, target: Target, others: tuple[Item, ...]) -> tuple[Evidence, ...]:
    """Where the source says that an item needs others."""
    found = (e for other in others for e in names.evidence_between(target.item.id, other.id))
    return tuple(dict.fromkeys(found))


def _shares(view: View, condition: Condition) -> tuple[Fraction | None, Fraction | None]:
    """The largest share of a threshold that is still possible, and the share needed."""
    total = sum(member.weight for member in condition.members)
    if not total or len(condition.members) == 1:
        return None, None
    return Fraction(view.sum(condition, view.reach), total), Fraction(condition.bound, total)


def _opening(names: Names, fix: Fix) -> Opening:
    network = names.network
    if fix.kind is FixKind.ACT:
        body, item, _ = network.acts[fix.about]
        return Opening("act", names.named(names.ids[item]), (names.named(names.ids[body]),))
    if fix.kind in {FixKind.REVIVE, FixKind.ALLOW}:
        others = (names.named(names.ids[fix.other]),) if fix.other >= 0 else ()
        return Opening(fix.kind.value, names.named(names.ids[fix.about]), others)
    condition = network.conditions[fix.about]
    required = tuple(map(names.named, dict.fromkeys(map(names.id_of, names.members_of(condition)))))
    return Opening(fix.kind.value, names.item_of(condition.of), required)
