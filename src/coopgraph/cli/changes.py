"""What options say changes, for ``what-if`` and ``draw impact-map``."""

from collections.abc import Iterable, Mapping
from typing import Any

import typer

import coopgraph as cg
from coopgraph.cli.options import CHANGES

__all__ = ["change_in", "flag_of"]


def change_in(options: Mapping[str, Any]) -> cg.Change:
    """The change that options name.

    Raises
    ------
    typer.BadParameter
        If they name none, or an option is not written as it should be.
    """
    given: dict[str, Any] = {kind: options[kind] for kind in CHANGES if options.get(kind)}
    if not given:
        names = ", ".join(flag_of(kind) for kind in CHANGES)
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
        msg = f"{flag_of(kind)} takes AGREEMENT=BODY, not '{alone[0]}'"
        raise typer.BadParameter(msg)
    if alone and by_agreement:
        msg = f"{flag_of(kind)} takes BODY or AGREEMENT=BODY, not both in one change"
        raise typer.BadParameter(msg)
    return by_agreement or alone


def flag_of(name: str) -> str:
    """The option of a parameter, e.g. ``--enters-into-force``."""
    return f"--{name.replace('_', '-')}"
