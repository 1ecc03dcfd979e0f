"""Drafts in YAML, with comments that list what is left to do."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from coopgraph._base.errors import DocumentError, Loc
from coopgraph.extract.answer import Extract, Mentions, Sentence
from coopgraph.io.read import yaml
from coopgraph.io.write.yaml import dump as dump_yaml
from coopgraph.messages.catalogue import say
from coopgraph.records.dossier import Dossier

__all__ = ["dump"]

_WIDTH: Final = 96
_SHOWN: Final = 600  # characters of a sentence that a comment quotes


def dump(starter: Dossier, found: Mentions) -> str:
    """Write a draft as YAML.

    The comments at the top explain how to read it and list what is to be confirmed; the comments
    above each agreement quote the sentences that it was guessed from.

    Parameters
    ----------
    starter
        The draft, made by :func:`coopgraph.draft`.
    found
        The mentions that it was made from.

    Raises
    ------
    DocumentError
        If it is larger than the YAML files that can be read.
    """
    comments: dict[Loc, list[str]] = {}
    drafted: set[Sentence] = set()
    speaking = {phrase.span: one for one in found.sentences for phrase in one.agreements}
    for number, agreement in enumerate(starter.agreements):
        spans = (entry.span for entry in agreement.evidence if entry.span)
        sentences = dict.fromkeys(speaking[span] for span in spans)
        drafted.update(sentences)
        comments["agreements", number] = [
            line for sentence in sentences for line in _wrapped(_quoted(sentence, found.lang), 94)
        ]
    text = dump_yaml(starter, list(_heading(found, drafted)), comments)
    size = len(text.encode()) / 1_000_000
    if size > yaml.LIMIT_MB:
        raise DocumentError("draft-too-large", size=round(size), limit=yaml.LIMIT_MB)
    return text


def _heading(found: Mentions, drafted: set[Sentence]) -> Iterator[str]:
    lang = found.lang
    for code in ("draft-head", "draft-head-known", "draft-head-guesses", "draft-head-spans"):
        yield from _wrapped(say(code, lang))
    suggestions = [
        say(
            "draft-suggestion",
            lang,
            written=_plain(suggestion.places[0]),
            lines=_lines(suggestion.places),
            count=len({place.line for place in suggestion.places}),
            who=f" {say('or', lang)} ".join(item.id for item in suggestion.items),
        )
        for suggestion in found.suggestions or ()
    ]
    acronyms = [
        say(
            "draft-acronym",
            lang,
            acronym=acronym.text,
            lines=_lines(acronym.places),
            count=len({place.line for place in acronym.places}),
        )
        for acronym in found.acronyms
    ]
    others = [_quoted(sentence, lang) for sentence in found.sentences if sentence not in drafted]
    for code, entries in (
        ("draft-head-suggestions", suggestions),
        ("draft-head-acronyms", acronyms),
        ("draft-head-others", others),
    ):
        if entries:
            yield ""
            yield from _wrapped(say(code, lang))
            for entry in entries:
                yield from _wrapped(f"- {entry}", indent="  ")


def _lines(places: Iterable[Extract]) -> str:
    return ", ".join(dict.fromkeys(str(place.line) for place in places))


def _quoted(sentence: Sentence, lang: str) -> str:
    text = _plain(sentence)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return say("draft-sentence", lang, line=sentence.line, text=shown)


def _plain(place: Extract) -> str:
    # A comment is one line, and YAML allows no unprintable characters in it.
    return " ".join("".join(c if c.isprintable() else " " for c in place.text).split())


def _wrapped(text: str, width: int = _WIDTH, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False)
