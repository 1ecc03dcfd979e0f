"""What a file does not hold of what was written to it, said to whoever wrote it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from coopgraph.answer import Answer
from coopgraph.tables import Table
from coopgraph.wording import say

__all__ = ["Loss", "Written", "losses_of"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that a file does not hold, or holds otherwise.

    Attributes
    ----------
    code
        Stable name of the kind of loss; a key of ``wording.WORDING``.
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


@dataclass(frozen=True, slots=True)
class Written(Answer):
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

    fields: ClassVar[tuple[str, ...]] = ("loss", "about", "count", "places")

    files: tuple[Path, ...]
    format: str
    losses: tuple[Loss, ...] = ()
    lang: str = "en"

    def __len__(self) -> int:
        return len(self.losses)

    def __bool__(self) -> bool:
        return True  # it is an answer, also where the files hold all

    def __iter__(self) -> Iterator[Loss]:
        return iter(self.losses)

    def table(self) -> Table:
        title = say("written", self.lang, file=", ".join(map(str, self.files)))
        columns = [say(f"column-{name}", self.lang) for name in ("unheld", "count", "places")]
        rows = [
            (loss.describe(self.lang), len(loss.places), _few(loss.places)) for loss in self.losses
        ]
        return Table(title, columns, rows, [] if rows else [say("holds-all", self.lang)])

    def to_records(self) -> list[dict[str, Any]]:
        return [
            {
                "loss": loss.code,
                "about": loss.about,
                "count": len(loss.places),
                "places": list(loss.places),
            }
            for loss in self.losses
        ]


def _few(places: tuple[str, ...]) -> str:
    shown = [place if len(place) <= 60 else f"{place[:59]}…" for place in places[:_SHOWN]]  # noqa: PLR2004
    return ", ".join([*shown, "…"] if len(places) > _SHOWN else shown)
