"""The commands that make pages."""

import os
from pathlib import Path
from typing import Annotated

import typer

import coopgraph as cg
from coopgraph.cli.common import (
    Force,
    In,
    Lang,
    Status,
    Thing,
    graph_in,
    keep,
    printable,
    reporting,
    tell,
)
from coopgraph.messages.catalogue import say

app = typer.Typer()


@app.command()
def explore(
    source: In = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The .html file to write.")
    ] = Path("explore.html"),
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Make a page to explore a dossier in a browser: one file that works without a network."""
    with reporting(lang):
        _suffix(out, ".html", ".htm")
        keep([out], lang, force=force)
        os.environ["MPLBACKEND"] = "Agg"  # files, never a window
        page = cg.explore(graph_in(source), lang=lang)
        page.save(out)
        tell(say("written", page.lang, file=out))


@app.command()
def brief(
    item: Thing,
    source: In = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="A .html or .md file, printed else; may be given several times.",
        ),
    ] = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Brief on an item: what it is, what it depends on, what can stop it, what to do next."""
    with reporting(lang):
        keep([file for target in out or () for file in cg.Brief.files(target)], lang, force=force)
        os.environ["MPLBACKEND"] = "Agg"
        page = cg.brief(graph_in(source), item, lang=lang)
        for target in out or ():
            page.save(target, force=force)
            for file in page.files(target):
                tell(say("written", page.lang, file=file))
        if not out:
            tell(printable(str(page)))
        if not page.complete:
            raise typer.Exit(Status.INCOMPLETE)


def _suffix(target: Path, *known: str) -> None:
    """Refuse a file of another format before any work is done."""
    if target.suffix.lower() not in known:
        values = {"suffix": target.suffix or target.name, "known": " ".join(known)}
        raise cg.FormatError("unknown-format", **values)
