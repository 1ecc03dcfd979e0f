"""What is wrong with a graph, and the state of its items."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "possibly": N_("possibly {status}"),
    "expected": N_("expected: {date}"),
    "group": N_("{count} × {kind}"),
    "graph-undirected": N_(
        "the graph is not directed; an edge goes from what depends to what it depends on"
    ),
    "missing-attribute": N_("the attribute '{attribute}' is missing"),
    "node-not-text": N_("nodes are text, not {type}"),
    "number-out-of-range": N_(
        "'{attribute}' is a whole number from {least} to {most}, not {value}"
    ),
    "decimal-attribute-out-of-range": N_(
        "'{attribute}' is a number from {least} to {most}, not {value}"
    ),
    "wrong-attribute-form": N_("'{attribute}' has the form {example}, not '{value}'"),
    "unknown-attribute-word": N_("'{attribute}': unknown word '{value}'"),
    "unknown-attribute-word-known": N_(
        "'{attribute}': unknown word '{value}'; the words here are {known}"
    ),
    "wrong-attribute-type": N_("'{attribute}' is of type {type}, not {is}"),
    "wrong-ends": N_("'{relation}' does not go from {dependent} to {prerequisite}"),
}
