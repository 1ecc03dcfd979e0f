"""What a file does not hold of what was written to it, said to whoever wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coopgraph.answers.answer import Answer, Column
from coopgraph.messages.catalogue import say
from coopgraph.messages.escaping import shorten

__all__ = ["Loss", "Written", "losses_of"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that a file does not hold, or holds otherwise.

    Attributes
    ----------
    code
        Stable name of the kind of loss; a key of ``messages.catalogue.MESSAGES``.
    places
        Where it stood: items, links (``from → to``), or places of the dossier; sorted as found.
    about
        The attribute, relation or kind of record that it concerns, or ``""``.
    """

    code: str
    places: tuple[str, ...]
    about: str = ""

    def describe(self, language: str = "en") -> str:
        """What is missing or changed, in a language."""
        return say(self.code, language, about=self.about)


def losses_of(found: Iterable[tuple[str, str, str]]) -> tuple[Loss, ...]:
    """Losses from ``(code, about, place)``, those of one kind together, kinds as first found."""
    places: dict[tuple[str, str], list[str]] = {}
    for code, about, place in found:
        places.setdefault((code, about), []).append(place)
    return tuple(Loss(code, tuple(at), about) for (code, about), at in places.items())


@dataclass(frozen=True, slots=True, repr=False)
class Written(Answer[Loss]):
    """What was written where, and what the files do not hold; without rows they hold it all.

    Attributes
    ----------
    files
        The files, each written whole.
    format
        The name of their format.
    losses
        What they do not hold, or hold otherwise: first what a graph does not hold of a dossier,
        then what the format does not hold of a graph.
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
            lambda loss, _: _few(loss.places),
        ),
    )

    files: tuple[Path, ...]
    format: str
    losses: tuple[Loss, ...] = ()

    def __bool__(self) -> bool:
        return True  # it is an answer, also where the files hold all

    def _title(self) -> str:
        return say("written", self.lang, file=", ".join(map(str, self.files)))

    def _remarks(self) -> list[str]:
        return [] if self.losses else [say("holds-all", self.lang)]


def _few(places: tuple[str, ...]) -> str:
    shown = [shorten(place) for place in places[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(places) > _SHOWN else shown)
