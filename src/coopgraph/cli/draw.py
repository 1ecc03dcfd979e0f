"""The command ``draw``, which draws pictures."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import typer

import coopgraph as cg
from coopgraph.cli.changes import change_in, flag_of
from coopgraph.cli.command import (
    changes_checked,
    check_suffix,
    command,
    dated_graph_in,
    exit_if_incomplete,
    refuse_existing,
    write_file,
)
from coopgraph.cli.options import (
    CHANGES,
    PICTURE_OPTIONS,
    AsOf,
    Dpi,
    Force,
    Grouped,
    ImagesOut,
    In,
    Lang,
    NoLimits,
    Picture,
    PictureArgument,
)

app = typer.Typer()

_Options = dict[str, Any]
_Plot = Callable[..., Any]


@command(app, options=PICTURE_OPTIONS)
def draw(
    picture: PictureArgument,
    source: In = None,
    out: ImagesOut = None,
    as_of: AsOf = None,
    grouped: Grouped = False,
    no_limits: NoLimits = False,
    force: Force = False,
    lang: Lang = None,
    dpi: Dpi = 144,
    **options: Any,
) -> None:
    """Draw a picture."""
    _check_options(picture, options)
    targets = out or [Path(f"{picture}.png")]
    for target in targets:
        check_suffix(target, ".png", ".svg", ".pdf", code="unknown-image-format")
    refuse_existing(targets, lang, force=force)
    graph = dated_graph_in(source, as_of, lang)
    if grouped:
        graph = cg.grouped(graph, lang=lang)
    style: _Options = {"lang": lang}
    if no_limits:
        style["limits"] = None
    paint, names = _PICTURES[picture]
    plot = getattr(cg.plot, picture.replace("-", "_"))
    ax, complete = paint(plot, graph, style, **{name: options[name] for name in names})
    for target in targets:
        form: Any = target.suffix.lower()[1:]
        image = cg.plot.image(ax, form, dpi=dpi)
        write_file(target, image, lang or graph.graph["language"])
    exit_if_incomplete(complete)


def _check_options(picture: Picture, options: _Options) -> None:
    """Refuse options that do not go with the picture, and a picture without its subject."""
    for name, value in options.items():
        takers = sorted(one for one, (_, names) in _PICTURES.items() if name in names)
        if value and picture not in takers:
            msg = f"{flag_of(name)} goes with {' and '.join(takers)}"
            raise typer.BadParameter(msg)
    if picture == "impact-map":
        change_in(options)
    if picture == "ego-map" and not options["of"]:
        msg = "name the item in the middle, with --of"
        raise typer.BadParameter(msg)


# Each of these draws a picture with its options, and tells whether its search was complete.


def _reach_map(plot: _Plot, graph: Any, style: _Options, highlight: str | None) -> tuple[Any, bool]:
    reach = cg.dependents(graph, highlight, lang=style["lang"]) if highlight else None
    return plot(graph, highlight=reach, **style), True


def _impact_map(
    plot: _Plot, graph: Any, style: _Options, affected: bool, **options: Any
) -> tuple[Any, bool]:
    with changes_checked():
        impact = cg.what_if(graph, change_in(options), lang=style["lang"])
    return plot(graph, impact, untouched=not affected, **style), impact.complete


def _matrix(plot: _Plot, graph: Any, style: _Options) -> tuple[Any, bool]:
    return plot(graph, **style), True


def _roadmap(plot: _Plot, graph: Any, style: _Options, goal: Any) -> tuple[Any, bool]:
    plan = cg.roadmap(graph, goal or (), lang=style["lang"])
    return plot(graph, plan, **style), plan.complete


def _ego_map(plot: _Plot, graph: Any, style: _Options, of: str, steps: Any) -> tuple[Any, bool]:
    return plot(graph, of, steps=steps or 1, **style), True


#: Each picture, with the options that go with it.
_PICTURES: Final[Mapping[str, tuple[Callable[..., tuple[Any, bool]], tuple[str, ...]]]] = {
    "cooperation-map": (_reach_map, ("highlight",)),
    "dependency-map": (_reach_map, ("highlight",)),
    "impact-map": (_impact_map, (*CHANGES, "affected")),
    "agreement-matrix": (_matrix, ()),
    "roadmap-chart": (_roadmap, ("goal",)),
    "ego-map": (_ego_map, ("of", "steps")),
}
