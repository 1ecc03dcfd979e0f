"""Apply a change to a copy of a graph."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from coopgraph.answers.answer import language_for
from coopgraph.answers.milestones import Names
from coopgraph.graph.schema import CHANGE, Graph
from coopgraph.network.conditions import SURE
from coopgraph.network.falling import Edit, Settled, settled
from coopgraph.network.snapshot import network_of, text_as_of
from coopgraph.questions.change import Change, change_in
from coopgraph.words.vocabulary import PartyStage, Settlement

__all__ = ["apply"]


def apply(graph: Graph, change: Change, *, as_of: object = None) -> Graph:
    """Write a change, and what it entails, to a copy of a graph.

    The state of the copy is the state after the change, in both readings. Statuses and dates are
    left alone: what the change brings stands in attributes of its own.

    Parameters
    ----------
    graph
        A graph with the schema of :mod:`coopgraph.graph.schema`, or a snapshot.
    change
        What happens.
    as_of
        The date of the state; by default that of the graph.

    Returns
    -------
    networkx graph
        A copy. Nodes have ``change_signed`` (or another milestone) and ``change_ended``, edges of
        parties ``change_signed``, ``change_ratified``, ``change_refused`` and
        ``change_withdrawn``: ``certain``, ``possible``, or ``lost`` where a milestone stood.

    Raises
    ------
    UnknownItemError, GraphSchemaError, ValueError
        As :func:`coopgraph.what_if`.

    Examples
    --------
    >>> import coopgraph as cg
    >>> graph = cg.build_graph(cg.example())
    >>> after = cg.apply(graph, cg.Change(signs=["framework-convention"]))
    >>> after.nodes["framework-convention"]["change_signed"]
    'certain'
    >>> after.nodes["urban-renewal-component"]["change_agreed"]
    'possible'
    """
    names = Names(graph, network_of(graph, as_of), language_for(graph, None))
    edit = change_in(names, change).edit
    network = names.network
    both = settled(network, network.facts, edit)
    copy = graph.copy()
    day = text_as_of(graph, as_of)
    if day:
        copy.graph["as_of"] = day
    for item, attributes in _of_nodes(names, both):
        copy.nodes[item].update(attributes)
    for body, item, attributes in _of_acts(names, edit):
        data: Any = copy.succ[body].get(item, {})
        for link in data.values() if copy.is_multigraph() else [data]:
            for name in attributes:
                for undone in _UNDOES.get(name, ()):
                    link.pop(undone, None)
            link.update(attributes)
    return copy


_SIGNED, _RATIFIED, _WITHDRAWN = (
    f"{CHANGE}{stage}" for stage in (PartyStage.SIGNED, PartyStage.RATIFIED, PartyStage.WITHDRAWN)
)
#: The acts of earlier changes that an act undoes.
_UNDOES: Final = {
    _SIGNED: (_WITHDRAWN,),
    _RATIFIED: (_WITHDRAWN,),
    _WITHDRAWN: (_SIGNED, _RATIFIED),
}


def _of_nodes(names: Names, both: tuple[Settled, Settled]) -> Iterator[tuple[str, dict[str, str]]]:
    optimistic, pessimistic = both
    network = names.network
    for milestone in network.milestones:
        if milestone in network.automatic:
            continue
        before = optimistic.before.holds[milestone], pessimistic.before.holds[milestone]
        after = optimistic.after.holds[milestone], pessimistic.after.holds[milestone]
        fell = milestone in optimistic.fallen or milestone in pessimistic.fallen
        if before != after or fell:
            word = {(1, 1): Settlement.CERTAIN, (1, 0): Settlement.POSSIBLE}
            settlement = word.get(after, Settlement.LOST)
            name = f"{CHANGE}{names.milestone_of(milestone)}"
            yield names.id_of(milestone), {name: settlement.value}
    for node in sorted(pessimistic.after.ended):
        sure = node in optimistic.after.ended
        was = node in optimistic.before.ended, node in pessimistic.before.ended
        if was != (sure, True):
            settlement = Settlement.CERTAIN if sure else Settlement.POSSIBLE
            yield names.ids[node], {f"{CHANGE}ended": settlement.value}


def _of_acts(names: Names, edit: Edit) -> Iterator[tuple[str, str, dict[str, str]]]:
    stages = (PartyStage.SIGNED, PartyStage.RATIFIED)
    given: Mapping[int, int] = edit.gives
    for acts, stage in (
        (given, None),
        (dict.fromkeys(edit.refuses, SURE), PartyStage.REFUSED),
        (dict.fromkeys(edit.withdraws, SURE), PartyStage.WITHDRAWN),
    ):
        for act, switch in acts.items():
            body, item, rank = names.network.acts[act]
            settlement = Settlement.CERTAIN if switch == SURE else Settlement.POSSIBLE
            name = f"{CHANGE}{stage or stages[rank]}"
            yield names.ids[body], names.ids[item], {name: settlement.value}
