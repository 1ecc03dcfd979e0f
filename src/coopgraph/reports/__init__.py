"""Reports: where a text mentions institutions, what it says of agreements, and a first draft of a
dossier from it.

Names are found exactly (:mod:`coopgraph.reports.names`); what is only close is put to a person
(:mod:`coopgraph.reports.guesses`).
"""  # noqa: D205

from coopgraph.reports.answer import (
    Acronym,
    Extract,
    Mention,
    Mentions,
    Phrase,
    Sentence,
    Suggestion,
)
from coopgraph.reports.draft import draft
from coopgraph.reports.mentions import mentions

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
