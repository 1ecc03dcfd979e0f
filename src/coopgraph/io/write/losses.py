"""What a file does not hold of the data written to it, as reported to the caller."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coopgraph.answers.answer import Answer, Column
from coopgraph.messages.catalogue import say
from coopgraph.messages.escaping import shorten

__all__ = ["Finding", "Loss", "Written", "group_losses"]

#: One loss at one place: its code, what it is about, the place.
Finding = tuple[str, str, str]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of data that a file leaves out or changes.

    Attributes
    ----------
    code
        Stable name of the kind of loss; a key of ``messages.catalogue.MESSAGES``.
    places
        Where the data was: items, links (``from → to``), or paths in the dossier; sorted as found.
    about
        The attribute, relation or kind of record concerned, or ``""``.
    """

    code: str
    places: tuple[str, ...]
    about: str = ""

    def describe(self, language: str = "en") -> str:
        """What is missing or changed, in the given language."""
        return say(self.code, language, about=self.about)


def group_losses(found: Iterable[Finding]) -> tuple[Loss, ...]:
    """Group findings into losses by code and subject, in the order of the first of each."""
    places: dict[tuple[str, str], list[str]] = {}
    for code, about, place in found:
        places.setdefault((code, about), []).append(place)
    return tuple(Loss(code, tuple(at), about) for (code, about), at in places.items())


@dataclass(frozen=True, slots=True, repr=False)
class Written(Answer[Loss]):
    """The files written and what they do not hold; no rows means that nothing was lost.

    Attributes
    ----------
    files
        The files, each written whole.
    format
        The name of their format.
    losses
        What they leave out or change: first what a graph does not hold of a dossier, then what
        the format does not hold of a graph.
    """

    holds = "losses"
    columns = (
        Column("loss", "code", "unheld", lambda loss, answer: loss.describe(answer.lang)),
        Column("about", "about"),
        Column("count", lambda loss, _: len(loss.places), "count"),
        Column(
            "places",
            lambda loss, _: list(loss.places),
            "places",
            lambda loss, _: _first_places(loss.places),
        ),
    )

    files: tuple[Path, ...]
    format: str
    losses: tuple[Loss, ...] = ()

    def __bool__(self) -> bool:
        return True  # even without rows it is an answer

    def _title(self) -> str:
        return say("written", self.lang, file=", ".join(map(str, self.files)))

    def _remarks(self) -> list[str]:
        return [] if self.losses else [say("holds-all", self.lang)]


def _first_places(places: tuple[str, ...]) -> str:
    shown = [shorten(place) for place in places[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(places) > _SHOWN else shown)
