"""Reasoning over what is signed and what is only proposed: what falls, what unlocks, in which order.

The definitions are those of AND/OR dependency models: an item holds when it is not dead and all
conditions that bind it are met (:mod:`coopgraph.reasoning.conditions`).
"""

from coopgraph.reasoning.agenda import (
    Deadlock,
    Deadlocks,
    Ready,
    ReadyStep,
    Roadmap,
    deadlocks,
    ready,
    roadmap,
)
from coopgraph.reasoning.cuts import Blocker, Blockers, blockers, single_points
from coopgraph.reasoning.falling import Because, Consequence, Effect, Impact, what_if
from coopgraph.reasoning.unlock import Obstacle, ObstacleKind, Plan, Plans, Step, unlock

__all__ = [
    "Because",
    "Blocker",
    "Blockers",
    "Consequence",
    "Deadlock",
    "Deadlocks",
    "Effect",
    "Impact",
    "Obstacle",
    "ObstacleKind",
    "Plan",
    "Plans",
    "Ready",
    "ReadyStep",
    "Roadmap",
    "Step",
    "blockers",
    "deadlocks",
    "ready",
    "roadmap",
    "single_points",
    "unlock",
    "what_if",
]
