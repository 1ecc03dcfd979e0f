"""The closed words for what a text says of institutions and agreements.

The hedges are possibility and obligation as grammars of modality have them (Palmer, *Mood and
Modality*), and what reports add to them.
"""

from coopgraph.messages.marks import N_
from coopgraph.words.word import Word

__all__ = ["Hedge", "Naming"]


class Naming(Word):
    """The form in which a text mentions an institution."""

    NAME = "name", N_("name")
    ACRONYM = "acronym", N_("acronym")
    ALIAS = "alias", N_("other spelling")


class Hedge(Word):
    """How a sentence qualifies what it says about an agreement."""

    POSSIBLE = "possible", N_("possibility")
    PROPOSED = "proposed", N_("proposal")
    BINDING = "binding", N_("obligation")
    CONDITION = "condition", N_("condition")
    ALTERNATIVE = "alternative", N_("alternative")
    TIME = "time", N_("date or term")
    STAGE = "stage", N_("stage")
