"""Evidence as answers show it: where a source makes a claim."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from coopgraph.answers.answer import Answer, Column
from coopgraph.messages.catalogue import say
from coopgraph.records.models import Evidence
from coopgraph.words.vocabulary import Reading

__all__ = ["cited", "evidence_column"]


def cited(evidence: Sequence[Evidence], lang: str, *, sources: bool = True) -> list[str]:
    """Where a claim is made, for a reader, each place once, e.g. "recommendation 1 (inferred)".

    With ``sources``, the id of the source precedes the place.
    """
    places = []
    for entry in evidence:
        where = entry.locator.in_language(lang) if entry.locator else ""
        named = [entry.source] if (sources or not where) and entry.source != "-" else []
        text = ", ".join([*named, where] if where else named)
        if entry.source == "-" and entry.note:  # text of a graph that someone else built
            text = entry.note.in_language(lang)
        if entry.reading is Reading.INFERRED:
            text += f" ({Reading.INFERRED.label(lang)})"
        places.append(text)
    return list(dict.fromkeys(places))


def evidence_column(path: str, *, sources: bool = True, missing: str | None = None) -> Column:
    """The column of an answer that cites evidence.

    Parameters
    ----------
    path
        The attribute of a line that holds the evidence.
    sources
        Whether tables name the source besides the place; records always do.
    missing
        Code of what tables show instead where there is no evidence.
    """
    entries = attrgetter(path)

    def value(line: Any, answer: Answer[Any]) -> list[str]:
        return cited(entries(line), answer.lang)

    def shown(line: Any, answer: Answer[Any]) -> str:
        text = "; ".join(cited(entries(line), answer.lang, sources=sources))
        return say(missing, answer.lang) if missing and not text else text

    return Column("evidence", value, "evidence", shown)
