"""The command that draws."""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

import coopgraph as cg
from coopgraph._base import saving
from coopgraph.cli.common import Force, In, Lang, Language, Status, graph_in, keep, reporting, tell
from coopgraph.messages.catalogue import say

app = typer.Typer()


class Picture(StrEnum):
    """The pictures that can be drawn."""

    COOPERATION_MAP = "cooperation-map"
    DEPENDENCY_MAP = "dependency-map"
    IMPACT_MAP = "impact-map"
    AGREEMENT_MATRIX = "agreement-matrix"
    ROADMAP_CHART = "roadmap-chart"
    EGO_MAP = "ego-map"


#: Which options go with which picture.
_TAKES: Final[Mapping[str, frozenset[Picture]]] = {
    "highlight": frozenset({Picture.COOPERATION_MAP, Picture.DEPENDENCY_MAP}),
    "fails": frozenset({Picture.IMPACT_MAP}),
    "withdraws": frozenset({Picture.IMPACT_MAP}),
    "signs": frozenset({Picture.IMPACT_MAP}),
    "affected": frozenset({Picture.IMPACT_MAP}),
    "of": frozenset({Picture.EGO_MAP}),
    "steps": frozenset({Picture.EGO_MAP}),
    "goal": frozenset({Picture.ROADMAP_CHART}),
}

_Options = dict[str, Any]


@app.command()
def draw(
    picture: Annotated[Picture, typer.Argument(help="Which picture.")],
    source: In = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="A .png, .svg or .pdf file; may be given several times.",
        ),
    ] = None,
    highlight: Annotated[
        str | None,
        typer.Option(metavar="ITEM", help="The two maps: bring out who depends on ITEM."),
    ] = None,
    fails: Annotated[
        list[str] | None, typer.Option(metavar="ITEM", help="Impact map: ITEM fails.")
    ] = None,
    withdraws: Annotated[
        list[str] | None, typer.Option(metavar="ITEM", help="Impact map: ITEM withdraws.")
    ] = None,
    signs: Annotated[
        list[str] | None, typer.Option(metavar="ITEM", help="Impact map: ITEM is concluded.")
    ] = None,
    affected: Annotated[
        bool, typer.Option("--affected", help="Impact map: leave out what does not change.")
    ] = False,
    of: Annotated[
        str | None, typer.Option(metavar="ITEM", help="Ego map: the surroundings of ITEM.")
    ] = None,
    steps: Annotated[
        int | None, typer.Option(min=1, help="Ego map: how far around; 1 by default.")
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM", help="Roadmap chart: what to reach; all by default."),
    ] = None,
    grouped: Annotated[
        bool,
        typer.Option("--grouped", help="Put what is alike into one box, as finely as fits."),
    ] = False,
    no_limits: Annotated[
        bool, typer.Option("--no-limits", help="Draw also what nobody can read.")
    ] = False,
    force: Force = False,
    lang: Lang = None,
    dpi: Annotated[int, typer.Option(min=36, max=600, help="Dots per inch of a .png.")] = 144,
) -> None:
    """Draw a picture."""
    options = {
        "highlight": highlight,
        "fails": fails,
        "withdraws": withdraws,
        "signs": signs,
        "affected": affected,
        "of": of,
        "steps": steps,
        "goal": goal,
    }
    with reporting(lang):
        _check(picture, options)
        targets = out or [Path(f"{picture.value}.png")]
        forms = [_image_format(target) for target in targets]
        keep(targets, lang, force=force)
        graph = graph_in(source)
        if grouped:
            graph = cg.grouped(graph, lang=lang)
        os.environ["MPLBACKEND"] = "Agg"  # files, never a window
        shared: dict[str, Any] = {"lang": lang}
        if no_limits:
            shared["limits"] = None
        ax = _DRAW[picture](graph, options, shared)
        for target, form in zip(targets, forms, strict=True):
            saving.save(target, cg.plot.image(ax, form, dpi=dpi))
            tell(say("written", lang or graph.graph["language"], file=target))
        if not options.get("complete", True):
            raise typer.Exit(Status.INCOMPLETE)


def _check(picture: Picture, options: _Options) -> None:
    """Refuse options that do not go with the picture, and a picture without what it is about."""
    for name, value in options.items():
        if value and picture not in _TAKES[name]:
            msg = f"--{name} goes with {' and '.join(sorted(_TAKES[name]))}"
            raise typer.BadParameter(msg)
    changes = [options[name] for name in ("fails", "withdraws", "signs")]
    if picture is Picture.IMPACT_MAP and not any(changes):
        msg = "name what changes, with --fails, --withdraws or --signs"
        raise typer.BadParameter(msg)
    if picture is Picture.EGO_MAP and not options["of"]:
        msg = "name the item in the middle, with --of"
        raise typer.BadParameter(msg)


def _image_format(target: Path) -> Any:
    suffix = target.suffix.lower()
    if suffix not in {".png", ".svg", ".pdf"}:
        values = {"suffix": suffix or target.name, "known": ".png .svg .pdf"}
        raise cg.FormatError("unknown-image-format", **values)
    return suffix[1:]


def _cooperation(graph: Any, options: _Options, shared: _Options) -> Any:
    reach = _highlighted(graph, options["highlight"], shared["lang"])
    return cg.plot.cooperation_map(graph, highlight=reach, **shared)


def _dependency(graph: Any, options: _Options, shared: _Options) -> Any:
    reach = _highlighted(graph, options["highlight"], shared["lang"])
    return cg.plot.dependency_map(graph, highlight=reach, **shared)


def _highlighted(graph: Any, item: str | None, lang: Language | None) -> cg.Reach | None:
    return cg.dependents(graph, item, lang=lang) if item else None


def _impact(graph: Any, options: _Options, shared: _Options) -> Any:
    change = {name: options[name] or () for name in ("fails", "withdraws", "signs")}
    impact = cg.what_if(graph, **change, lang=shared["lang"])
    return cg.plot.impact_map(graph, impact, untouched=not options["affected"], **shared)


def _matrix(graph: Any, _: _Options, shared: _Options) -> Any:
    return cg.plot.agreement_matrix(graph, **shared)


def _roadmap(graph: Any, options: _Options, shared: _Options) -> Any:
    plan = cg.roadmap(graph, options["goal"] or (), lang=shared["lang"])
    options["complete"] = plan.complete
    return cg.plot.roadmap_chart(graph, plan, **shared)


def _ego(graph: Any, options: _Options, shared: _Options) -> Any:
    return cg.plot.ego_map(graph, options["of"], steps=options["steps"] or 1, **shared)


_DRAW: Final[Mapping[Picture, Callable[[Any, _Options, _Options], Any]]] = {
    Picture.COOPERATION_MAP: _cooperation,
    Picture.DEPENDENCY_MAP: _dependency,
    Picture.IMPACT_MAP: _impact,
    Picture.AGREEMENT_MATRIX: _matrix,
    Picture.ROADMAP_CHART: _roadmap,
    Picture.EGO_MAP: _ego,
}
