"""The options that say what changes, for ``what-if`` and ``draw impact-map``."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import typer

import coopgraph as cg

__all__ = ["KINDS", "change_in", "change_option"]

_BODIES: Final = "BODY|AGREEMENT=BODY,…"

#: Each kind of change: what its option takes, and its help.
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "fails": ("ITEM", "ITEM fails or comes to an end; an institution withdraws."),
    "withdraws": (_BODIES, "BODY withdraws, from everything or from one AGREEMENT."),
    "refuses": (_BODIES, "BODY will not act, anywhere or in one AGREEMENT."),
    "signs": ("ITEM", "ITEM is signed or agreed."),
    "ratifies": ("AGREEMENT=BODY,…", "BODY ratifies AGREEMENT."),
    "enters_into_force": ("ITEM", "ITEM enters into force."),
    "starts": ("ITEM", "ITEM starts."),
    "completes": ("ITEM", "ITEM is completed."),
}


def change_option(kind: str, about: str = "") -> Any:
    """The option of a kind of change; it can be repeated."""
    metavar, text = KINDS[kind]
    return typer.Option(metavar=metavar, help=f"{about}{text} Can be repeated.")


def change_in(options: Mapping[str, Any]) -> cg.Change:
    """The change that options name.

    Raises
    ------
    typer.BadParameter
        If they name none, or an option is not written as it should be.
    """
    given: dict[str, Any] = {kind: options[kind] for kind in KINDS if options.get(kind)}
    if not given:
        names = ", ".join(_name(kind) for kind in KINDS)
        msg = f"name what changes, with one of {names}"
        raise typer.BadParameter(msg)
    for kind in given.keys() & {"withdraws", "refuses", "ratifies"}:
        given[kind] = _bodies(kind, given[kind])
    return cg.Change(**given)


def _bodies(kind: str, values: Iterable[str]) -> list[str] | dict[str, list[str]]:
    """Institutions alone, or by agreement."""
    alone: list[str] = []
    by_agreement: dict[str, list[str]] = {}
    for value in values:
        agreement, equals, bodies = value.partition("=")
        if equals:
            named = [body.strip() for body in bodies.split(",") if body.strip()]
            by_agreement.setdefault(agreement.strip(), []).extend(named)
        else:
            alone.append(value)
    if alone and kind == "ratifies":
        msg = f"{_name(kind)} takes AGREEMENT=BODY, not '{alone[0]}'"
        raise typer.BadParameter(msg)
    if alone and by_agreement:
        msg = f"{_name(kind)} takes BODY or AGREEMENT=BODY, not both in one change"
        raise typer.BadParameter(msg)
    return by_agreement or alone


def _name(kind: str) -> str:
    return f"--{kind.replace('_', '-')}"
