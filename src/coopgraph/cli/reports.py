"""The command that reads reports."""

from pathlib import Path
from typing import Annotated

import typer

import coopgraph as cg
from coopgraph._base import saving
from coopgraph._base.opening import content
from coopgraph.cli.common import (
    Force,
    Format,
    In,
    Lang,
    OutputFormat,
    keep,
    reporting,
    show_answer,
    tell,
)
from coopgraph.extract.documents import LIMIT_MB
from coopgraph.messages.catalogue import say

app = typer.Typer()


@app.command()
def mentions(
    file: Annotated[Path, typer.Argument(help="A report: .txt, .md, .docx or .pdf.")],
    source: In = None,
    draft: Annotated[
        Path | None,
        typer.Option("--draft", metavar="FILE", help="Write a starter dossier: .yaml or .yml."),
    ] = None,
    text_out: Annotated[
        Path | None,
        typer.Option(
            "--text-out",
            metavar="FILE",
            help="Keep the text that spans refer to, of a .docx or .pdf above all: .txt or .md.",
        ),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest/--no-suggest", help="Look for misspelt names.")
    ] = True,
    force: Force = False,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """Where does a report name known institutions, and what does it say of agreements?"""
    with reporting(lang):
        for target, known in ((draft, (".yaml", ".yml")), (text_out, (".txt", ".md"))):
            if target:
                _named_for(target, known)
        keep(filter(None, [draft, text_out]), lang, force=force)
        dossier = cg.read(source) if source else cg.example()
        text = cg.read_report(file)
        found = cg.mentions(dossier, text, suggest=suggest, lang=lang)
        written: list[Path] = []
        if draft:
            starter = cg.draft(dossier, found, source=file.stem, title=file.name)
            from coopgraph.io.write import draft as drafts

            saving.save(draft, drafts.dump(starter, found).encode())
            written.append(draft)
        if text_out:
            saving.save(text_out, text.encode())
            written.append(text_out)
        show_answer(found, form)
        if form is OutputFormat.TABLE:
            _remarks(file, text, found.lang, kept=text_out is not None)
            for path in written:
                tell(say("written", found.lang, file=path))


def _named_for(target: Path, known: tuple[str, ...]) -> None:
    if target.suffix.lower() not in known:
        suffix = target.suffix or str(target)
        raise cg.FormatError("unknown-format", suffix=suffix, known=" ".join(known))
    if not target.parent.is_dir():  # found out before the other file is written
        raise FileNotFoundError(0, "", str(target.parent))


def _remarks(file: Path, text: str, lang: str, *, kept: bool) -> None:
    empty = [str(n) for n, page in enumerate(text.split("\f"), start=1) if not page.strip()]
    if empty and file.suffix.lower() == ".pdf":
        tell(say("pages-without-text", lang, pages=", ".join(empty), count=len(empty)))
    if not kept and text.encode() != content(file, LIMIT_MB):
        tell(say("spans-need-text", lang))
