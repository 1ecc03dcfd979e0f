"""The commands that make pages: ``explore`` and ``brief``."""

from pathlib import Path

import typer

import coopgraph as cg
from coopgraph.cli.command import (
    check_suffix,
    command,
    dated_graph_in,
    exit_if_incomplete,
    refuse_existing,
    tell_written,
)
from coopgraph.cli.options import AsOf, BriefsOut, Force, In, ItemArgument, Lang, PageOut
from coopgraph.cli.terminal import tell

app = typer.Typer()


@command(app)
def explore(
    source: In = None,
    out: PageOut = Path("explore.html"),
    as_of: AsOf = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Make a page to explore a dossier in a browser: one file that works offline."""
    check_suffix(out, ".html", ".htm")
    refuse_existing([out], lang, force=force)
    page = cg.explore(dated_graph_in(source, as_of, lang), lang=lang)
    page.save(out)
    tell_written([out], page.lang)


@command(app)
def brief(
    item: ItemArgument,
    source: In = None,
    out: BriefsOut = None,
    as_of: AsOf = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Write a brief on an item: what it is and depends on, what can stop it, what to do next."""
    targets = out or ()
    refuse_existing([file for path in targets for file in cg.Brief.files(path)], lang, force=force)
    page = cg.brief(dated_graph_in(source, as_of, lang), item, lang=lang)
    for path in targets:
        page.save(path, force=force)
        tell_written(page.files(path), page.lang)
    if not targets:
        tell(str(page))
    exit_if_incomplete(page.complete)
