"""Reports: where a text mentions institutions, what it says of agreements, and a first draft of a
dossier from it.

Names are found exactly (:mod:`coopgraph.extract.names`); what is only close is put to a person
(:mod:`coopgraph.extract.guesses`).
"""  # noqa: D205

from coopgraph.extract.answer import (
    Acronym,
    Extract,
    Mention,
    Mentions,
    Phrase,
    Sentence,
    Suggestion,
)
from coopgraph.extract.draft import draft
from coopgraph.extract.mentions import mentions

__all__ = [
    "Acronym",
    "Extract",
    "Mention",
    "Mentions",
    "Phrase",
    "Sentence",
    "Suggestion",
    "draft",
    "mentions",
]
