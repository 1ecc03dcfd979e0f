"""What can be concluded today."""

from dataclasses import dataclass

from coopgraph.answers.answer import CERTAINTY, Answer, language_for
from coopgraph.answers.order import by_certainty
from coopgraph.graph.schema import Graph
from coopgraph.network.old_conditions import readings
from coopgraph.questions.steps import BODIES, CONCLUDED, Step, steps_of
from coopgraph.words.vocabulary import Certainty

__all__ = ["Ready", "ReadyStep", "ready"]


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """An item that can be concluded today; ``certain`` if even all possible links allow it."""

    step: Step
    certainty: Certainty


@dataclass(frozen=True, slots=True, repr=False)
class Ready(Answer[ReadyStep]):
    """What can be concluded today: certain before possible, then by id."""

    titles = "title-ready", "no-ready"
    columns = (*CONCLUDED, CERTAINTY, *BODIES)

    rows: tuple[ReadyStep, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(row.step.item.id for row in self.rows)


def ready(graph: Graph, *, lang: str | None = None) -> Ready:
    """The open items whose conditions are all met by what is achieved.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    lang
        Language of the answer; by default that of the graph.

    Raises
    ------
    GraphSchemaError
        If the relation of a link is unknown.

    Examples
    --------
    >>> import coopgraph as cg
    >>> "framework-convention" in cg.ready(cg.build_graph(cg.example())).ids
    True
    """
    lang = language_for(graph, lang)
    lenient, strict = readings(graph)
    possible, certain = (
        {i for i, n in r.attainable(r.standing).items() if n == 1} for r in (lenient, strict)
    )
    rows = (
        ReadyStep(steps_of(graph, lenient, frozenset({item}), lang)[0], certainty)
        for item, certainty in by_certainty(certain & possible, possible)
    )
    return Ready(tuple(rows), lang=lang)
