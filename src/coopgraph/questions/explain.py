"""Why one item relies on another: the links that prove it, with their evidence."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from coopgraph.answers.answer import Answer, Column, language_for
from coopgraph.answers.evidence import evidence_column
from coopgraph.answers.reach import Direction, PathLink
from coopgraph.graph.items import Item, item_of, resolve
from coopgraph.graph.schema import Graph
from coopgraph.messages.catalogue import say
from coopgraph.questions.reach import reach
from coopgraph.questions.state import proposed_in
from coopgraph.words.vocabulary import Certainty, Modality

__all__ = ["Explanation", "explain"]


class _Line(NamedTuple):
    """A link of a path, with its number, from 1."""

    number: int
    link: PathLink


def _sentence(line: _Line, explanation: "Explanation") -> str:
    return line.link.words(explanation.proposed, explanation.lang)


def _strength(line: _Line, explanation: "Explanation") -> str:
    if line.link.modality is Modality.REQUIRED and not line.link.binding:
        return say("alternative", explanation.lang)
    return line.link.modality.label(explanation.lang)


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(Answer[PathLink]):
    """Why one item relies on another: the proving path, link by link, with its evidence.

    Attributes
    ----------
    dependent, prerequisite
        The two items.
    certainty
        ``certain``, ``possible``, or ``None`` if the dependent does not rely on the other.
    path
        The links, from the dependent to the prerequisite; empty if there is no path.
    proposed
        The ids of the items on the path that are not achieved yet.
    """

    holds = "path"
    columns = (
        Column(None, "number", "step"),
        Column("dependent", "link.dependent.id"),
        Column("relation", "link.relation.value", "link", _sentence),
        Column("depends_on", "link.depends_on.id"),
        Column("modality", "link.modality.value", "strength", _strength),
        Column("binding", "link.binding"),
        evidence_column("link.evidence", missing="no-evidence"),
    )

    dependent: Item
    prerequisite: Item
    certainty: Certainty | None
    path: tuple[PathLink, ...]
    proposed: frozenset[str] = frozenset()

    def _lines(self) -> list[_Line]:
        return [_Line(n, link) for n, link in enumerate(self.path, start=1)]

    def _title(self) -> str:
        code = "no-reliance" if self.certainty is None else f"reliance-{self.certainty}"
        ends = {"dependent": self.dependent.full, "prerequisite": self.prerequisite.full}
        return say(code, self.lang, **ends)

    def _remarks(self) -> list[str]:
        """The notes of the evidence, each once."""
        notes = [
            f"{say('step', self.lang)} {n}{say('colon', self.lang)} {entry.note.in_language(self.lang)}"
            for n, link in enumerate(self.path, start=1)
            for entry in link.evidence
            if entry.note and entry.source != "-"
        ]
        return list(dict.fromkeys(notes))


def explain(
    graph: Graph,
    dependent: str,
    prerequisite: str,
    *,
    widen: str | Collection[str] = (),
    lang: str | None = None,
) -> Explanation:
    """Why one item relies on another: the shortest proof, link by link, with its evidence.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`.
    dependent, prerequisite
        Ids, acronyms, aliases or names of the two items.
    widen, lang
        As in :func:`dependents`.

    Returns
    -------
    Explanation
        With an empty path and ``None`` for certainty if the one does not rely on the other.

    Raises
    ------
    UnknownItemError, GraphSchemaError
        As in :func:`dependents`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> why = cg.explain(graph, "ANAH", "framework-convention", lang="en")
    >>> [link.depends_on.id for link in why]
    ['anrur-afd-convention', 'urban-renewal-component', 'framework-convention']
    """
    lang = language_for(graph, lang)
    start, goal = resolve(graph, dependent), resolve(graph, prerequisite)
    found = reach(graph, goal, Direction.DEPENDENTS, widen=widen, lang=lang, only=start).reached
    certainty, path = (found[0].certainty, found[0].path) if found else (None, ())
    ends = item_of(graph, start, lang), item_of(graph, goal, lang)
    on_path = {end.id for link in path for end in (link.dependent, link.depends_on)}
    return Explanation(*ends, certainty, path, proposed_in(graph, on_path), lang=lang)
