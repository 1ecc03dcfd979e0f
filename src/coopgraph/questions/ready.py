"""What can come next."""

from dataclasses import dataclass

from coopgraph._base.gc_pause import gc_paused
from coopgraph.answers.answer import CERTAINTY, Answer, language_for
from coopgraph.answers.milestones import Names
from coopgraph.answers.order import by_certainty
from coopgraph.graph.schema import Graph
from coopgraph.network.fixpoints import View, views_of
from coopgraph.network.snapshot import date_as_of, network_of, text_as_of
from coopgraph.questions.goals import is_awaited
from coopgraph.questions.steps import BODIES, CONCLUDED, EARLIEST, Step, key_of, steps_of
from coopgraph.words.vocabulary import Certainty

__all__ = ["Ready", "ReadyStep", "ready"]


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """A milestone that can come next; ``certain`` if both readings say so."""

    step: Step
    certainty: Certainty


@dataclass(frozen=True, slots=True, repr=False)
class Ready(Answer[ReadyStep]):
    """What can come next: certain before possible, then by id and milestone."""

    titles = "title-ready", "no-ready"
    columns = (*CONCLUDED, CERTAINTY, *BODIES, EARLIEST)

    rows: tuple[ReadyStep, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(row.step.item.id for row in self.rows)


@gc_paused()
def ready(graph: Graph, *, as_of: object = None, lang: str | None = None) -> Ready:
    """The milestones that can come next: nothing is missing but acts that can be given.

    These are first milestones, such as a signature, and second ones if something recorded is waited
    for: a threshold, a requirement before it, the lifting of a suspension, or a completion on which
    others rest by default.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a snapshot.
    as_of
        A date, a year or a day, as in :func:`coopgraph.state`.
    lang
        Language of the answer; by default that of the graph.

    Returns
    -------
    Ready
        ``certain`` if both readings of :func:`coopgraph.state` have it ready. Who must act, and
        when, is that of the optimistic reading if it is ready there.

    Raises
    ------
    GraphSchemaError
        If the relation of a link is unknown.
    ValueError
        If ``as_of`` is not a date.

    Examples
    --------
    >>> import coopgraph as cg
    >>> ready = cg.ready(cg.build_graph(cg.example()))
    >>> [body.id for body in ready["framework-convention"].step.must_act]
    ['matnuhpv', 'mctrct']
    """
    lang = language_for(graph, lang)
    network = network_of(graph, as_of)
    names = Names(graph, network, lang, date_as_of(graph, as_of))
    views = views_of(network, network.facts)
    optimistic = _ready(names, views[0])
    pessimistic = optimistic if views[1] is views[0] else _ready(names, views[1])
    found = by_certainty(optimistic & pessimistic, optimistic | pessimistic, names.order)
    # What is ready rests on nothing that is not there yet, so the steps do not depend on each other.
    steps = {
        step.key: step
        for view, ready in zip(views, (optimistic, pessimistic - optimistic), strict=True)
        for step in steps_of(names, view, ready)
    }
    rows = (ReadyStep(steps[key_of(names, one)], certainty) for one, certainty in found)
    return Ready(tuple(rows), lang=lang, as_of=text_as_of(graph, as_of))


def _ready(names: Names, view: View) -> set[int]:
    """The milestones worth a row that can come in the first round."""
    first = {element for element, number in view.rounds.items() if number == 1}
    return {m for m in first.intersection(names.network.milestones) if is_awaited(names, m)}
