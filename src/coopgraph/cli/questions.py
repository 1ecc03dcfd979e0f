"""The commands that ask."""

from pathlib import Path
from typing import Annotated

import typer

import coopgraph as cg
from coopgraph.cli.common import (
    EngineChoice,
    Format,
    In,
    Lang,
    OutputFormat,
    Relations,
    Steps,
    Thing,
    Url,
    Widen,
    asked,
    graph_in,
    reporting,
    show_answer,
)

app = typer.Typer()


@app.command()
def show(
    item: Annotated[str | None, typer.Argument(help="An id, acronym, alias or name.")] = None,
    source: In = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """List what a dossier holds, or all that it records of one item."""
    with reporting(lang):
        graph = graph_in(source)
        show_answer(
            cg.describe(graph, item, lang=lang) if item else cg.overview(graph, lang=lang), form
        )


@app.command()
def dependents(
    item: Thing,
    source: In = None,
    max_steps: Steps = None,
    widen: Widen = None,
    relations: Relations = None,
    engine: EngineChoice = None,
    url: Url = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """Who depends on an item, directly or through others?"""
    with reporting(lang), asked(source, relations, engine, url, widen) as graph:
        answer = cg.dependents(graph, item, max_steps=max_steps, widen=widen or (), lang=lang)
        show_answer(answer, form)


@app.command()
def prerequisites(
    item: Thing,
    source: In = None,
    max_steps: Steps = None,
    widen: Widen = None,
    relations: Relations = None,
    engine: EngineChoice = None,
    url: Url = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """What does an item depend on, directly or through others?"""
    with reporting(lang), asked(source, relations, engine, url, widen) as graph:
        answer = cg.prerequisites(graph, item, max_steps=max_steps, widen=widen or (), lang=lang)
        show_answer(answer, form)


@app.command()
def explain(
    dependent: Annotated[str, typer.Argument(help="What depends.")],
    prerequisite: Annotated[str, typer.Argument(help="What it depends on.")],
    source: In = None,
    widen: Widen = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """Why does one item depend on another, and where does the source say so?"""
    with reporting(lang):
        graph = graph_in(source)
        show_answer(cg.explain(graph, dependent, prerequisite, widen=widen or (), lang=lang), form)


Things = Annotated[
    list[str] | None, typer.Option(metavar="ITEM", help="May be given several times.")
]


@app.command()
def exposure(
    of: Things = None,
    source: In = None,
    relations: Relations = None,
    engine: EngineChoice = None,
    url: Url = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """How many institutions and agreements rely on each agreement?"""
    with reporting(lang), asked(source, relations, engine, url) as graph:
        show_answer(cg.exposure(graph, agreements=of or None, lang=lang), form)


@app.command("what-if")
def what_if(
    fails: Things = None,
    withdraws: Things = None,
    signs: Things = None,
    source: In = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """What falls if items fail or institutions withdraw; what opens up if items are signed?"""
    with reporting(lang):
        graph = graph_in(source)
        change = {"fails": fails or (), "withdraws": withdraws or (), "signs": signs or ()}
        if not any(change.values()):
            msg = "name what changes, with --fails, --withdraws or --signs"
            raise typer.BadParameter(msg)
        show_answer(cg.what_if(graph, **change, lang=lang), form)


@app.command()
def unlock(
    goal: Thing, source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE
) -> None:
    """What must be concluded, by whom, in which order, to reach a goal?"""
    with reporting(lang):
        show_answer(cg.unlock(graph_in(source), goal, lang=lang), form)


@app.command("single-points")
def single_points(
    goal: Thing, source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE
) -> None:
    """Whose loss alone puts a goal out of reach?"""
    with reporting(lang):
        show_answer(cg.single_points(graph_in(source), goal, lang=lang), form)


@app.command()
def blockers(
    goal: Thing,
    max_size: Annotated[int, typer.Option(min=1, help="How many losses to combine.")] = 2,
    source: In = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """Whose joint loss puts a goal out of reach?"""
    with reporting(lang):
        show_answer(cg.blockers(graph_in(source), goal, max_size=max_size, lang=lang), form)


@app.command()
def ready(source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE) -> None:
    """What can be concluded today?"""
    with reporting(lang):
        show_answer(cg.ready(graph_in(source), lang=lang), form)


@app.command()
def deadlocks(source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE) -> None:
    """What waits for one another, so that none can come first?"""
    with reporting(lang):
        show_answer(cg.deadlocks(graph_in(source), lang=lang), form)


@app.command()
def roadmap(
    goals: Annotated[
        list[str] | None, typer.Argument(help="What to reach; all by default.")
    ] = None,
    source: In = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """What comes in which order, and which chain is the longest?"""
    with reporting(lang):
        show_answer(cg.roadmap(graph_in(source), goals or (), lang=lang), form)


@app.command()
def at(
    when: Annotated[str, typer.Argument(metavar="DATE", help="In EDTF, e.g. 2020 or 2020-06.")],
    source: In = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """How did everything stand on a date?"""
    with reporting(lang):
        graph = graph_in(source)
        try:
            then = cg.at(graph, when)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        show_answer(cg.overview(then, lang=lang), form)


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="The earlier dossier.")],
    new: Annotated[Path, typer.Argument(help="The later dossier.")],
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """What was concluded, dropped, put off or added from one dossier to another?"""
    with reporting(lang):
        show_answer(cg.compare(cg.read(old), cg.read(new), lang=lang), form)


@app.command()
def cooperation(source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE) -> None:
    """Who shares agreements with whom?"""
    with reporting(lang):
        show_answer(cg.cooperation(graph_in(source), lang=lang), form)


@app.command()
def participation(source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE) -> None:
    """Who is party to which agreement?"""
    with reporting(lang):
        show_answer(cg.participation(graph_in(source), lang=lang), form)


@app.command()
def brokers(source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE) -> None:
    """Who stands between others in the network of shared agreements?"""
    with reporting(lang):
        show_answer(cg.brokers(graph_in(source), lang=lang), form)
