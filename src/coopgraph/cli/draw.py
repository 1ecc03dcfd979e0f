"""The command ``draw``, which draws pictures."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import typer

import coopgraph as cg
from coopgraph.cli.changes import change_in
from coopgraph.cli.command import (
    changes_checked,
    check_suffix,
    command,
    date_graph,
    exit_if_incomplete,
    graph_in,
    refuse_existing,
    write_file,
)
from coopgraph.cli.options import (
    CHANGES,
    Affected,
    ChartGoal,
    Dpi,
    EgoOf,
    EgoSteps,
    Force,
    Grouped,
    Highlight,
    ImagesOut,
    ImpactCompletes,
    ImpactEntersIntoForce,
    ImpactFails,
    ImpactRatifies,
    ImpactRefuses,
    ImpactSigns,
    ImpactStarts,
    ImpactWithdraws,
    In,
    Lang,
    NoLimits,
    Picture,
    PictureArgument,
    PictureAsOf,
)

app = typer.Typer()

_Options = dict[str, Any]
_Plot = Callable[..., Any]


@command(app)
def draw(
    picture: PictureArgument,
    source: In = None,
    out: ImagesOut = None,
    highlight: Highlight = None,
    fails: ImpactFails = None,
    withdraws: ImpactWithdraws = None,
    refuses: ImpactRefuses = None,
    signs: ImpactSigns = None,
    ratifies: ImpactRatifies = None,
    enters_into_force: ImpactEntersIntoForce = None,
    starts: ImpactStarts = None,
    completes: ImpactCompletes = None,
    as_of: PictureAsOf = None,
    affected: Affected = False,
    of: EgoOf = None,
    steps: EgoSteps = None,
    goal: ChartGoal = None,
    grouped: Grouped = False,
    no_limits: NoLimits = False,
    force: Force = False,
    lang: Lang = None,
    dpi: Dpi = 144,
) -> None:
    """Draw a picture."""
    options = {
        "highlight": highlight,
        "fails": fails,
        "withdraws": withdraws,
        "refuses": refuses,
        "signs": signs,
        "ratifies": ratifies,
        "enters_into_force": enters_into_force,
        "starts": starts,
        "completes": completes,
        "as_of": as_of,
        "affected": affected,
        "of": of,
        "steps": steps,
        "goal": goal,
    }
    _check_options(picture, options)
    targets = out or [Path(f"{picture}.png")]
    for target in targets:
        check_suffix(target, ".png", ".svg", ".pdf", code="unknown-image-format")
    refuse_existing(targets, lang, force=force)
    graph = graph_in(source)
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
            msg = f"--{name.replace('_', '-')} goes with {' and '.join(takers)}"
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
    plot: _Plot, graph: Any, style: _Options, as_of: str | None, affected: bool, **options: Any
) -> tuple[Any, bool]:
    date_graph(graph, as_of, style["lang"])
    with changes_checked():
        impact = cg.what_if(graph, change_in(options), lang=style["lang"])
    return plot(graph, impact, untouched=not affected, **style), True


def _matrix(plot: _Plot, graph: Any, style: _Options) -> tuple[Any, bool]:
    return plot(graph, **style), True


def _roadmap(
    plot: _Plot, graph: Any, style: _Options, goal: Any, as_of: str | None
) -> tuple[Any, bool]:
    date_graph(graph, as_of, style["lang"])
    plan = cg.roadmap(graph, goal or (), lang=style["lang"])
    return plot(graph, plan, **style), plan.complete


def _ego_map(plot: _Plot, graph: Any, style: _Options, of: str, steps: Any) -> tuple[Any, bool]:
    return plot(graph, of, steps=steps or 1, **style), True


#: Each picture, with the options that go with it.
_PICTURES: Final[Mapping[str, tuple[Callable[..., tuple[Any, bool]], tuple[str, ...]]]] = {
    "cooperation-map": (_reach_map, ("highlight",)),
    "dependency-map": (_reach_map, ("highlight",)),
    "impact-map": (_impact_map, (*CHANGES, "as_of", "affected")),
    "agreement-matrix": (_matrix, ()),
    "roadmap-chart": (_roadmap, ("goal", "as_of")),
    "ego-map": (_ego_map, ("of", "steps")),
}
