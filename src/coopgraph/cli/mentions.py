"""The command ``mentions``, which reads reports."""

from pathlib import Path

import typer

import coopgraph as cg
from coopgraph._base import saving
from coopgraph._base.opening import file_bytes
from coopgraph.cli.command import (
    check_suffix,
    command,
    dossier_in,
    refuse_existing,
    show_answer,
    tell_written,
)
from coopgraph.cli.options import Draft, Force, Format, In, Lang, Report, Suggest, TextOut
from coopgraph.cli.terminal import tell
from coopgraph.extract.documents import LIMIT_MB
from coopgraph.messages.catalogue import say

app = typer.Typer()


@command(app)
def mentions(
    file: Report,
    source: In = None,
    draft: Draft = None,
    text_out: TextOut = None,
    suggest: Suggest = True,
    force: Force = False,
    lang: Lang = None,
    form: Format = "table",
) -> None:
    """Where does a report name known institutions, and what does it say about agreements?"""
    targets = {draft: (".yaml", ".yml"), text_out: (".txt", ".md")}
    paths = [path for path in targets if path]
    for path in paths:
        check_suffix(path, *targets[path])
        if not path.parent.is_dir():  # before the other file is written
            raise FileNotFoundError(0, "", str(path.parent))
    refuse_existing(paths, lang, force=force)
    dossier = dossier_in(source)
    text = cg.read_report(file)
    found = cg.mentions(dossier, text, suggest=suggest, lang=lang)
    if draft:
        from coopgraph.io.write import draft as drafts

        starter = cg.draft(dossier, found, source=file.stem, title=file.name)
        saving.save(draft, drafts.dump(starter, found).encode())
    if text_out:
        saving.save(text_out, text.encode())
    show_answer(found, form)
    if form == "table":
        _tell_limits(file, text, found.lang, saved=text_out is not None)
        tell_written(paths, found.lang)


def _tell_limits(file: Path, text: str, lang: str, *, saved: bool) -> None:
    """Name pages without text, and say when spans refer to text that was not saved."""
    empty = [str(n) for n, page in enumerate(text.split("\f"), start=1) if not page.strip()]
    if empty and file.suffix.lower() == ".pdf":
        tell(say("pages-without-text", lang, pages=", ".join(empty), count=len(empty)))
    if not saved and text.encode() != file_bytes(file, LIMIT_MB):
        tell(say("spans-need-text", lang))
