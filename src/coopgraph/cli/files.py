"""The commands that read and write dossiers."""

import json
from pathlib import Path
from typing import Annotated

import typer

import coopgraph as cg
from coopgraph.cli.common import (
    Format,
    In,
    Lang,
    Language,
    OutputFormat,
    Status,
    reporting,
    show_answer,
    tell,
)
from coopgraph.dossier import json_schema
from coopgraph.formats import example_text, write_whole
from coopgraph.wording import say

app = typer.Typer()


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="The dossier, as with --in.")] = None,
    source: In = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="From when intentions are overdue.")
    ] = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """Check a dossier: every problem by line and column; else what is worth a look in it."""
    with reporting(lang):
        source = file or source
        dossier = cg.read(source) if source else cg.example()
        try:
            findings = cg.check(dossier, as_of=as_of, lang=lang)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        show_answer(findings, form)
        if form is OutputFormat.TABLE:
            counts = cg.overview(cg.build_graph(dossier), lang=lang).table().remarks[0]
            name = source or "anru-visit-2019"
            tell(say("dossier-read", lang or dossier.language or "en", file=name, counts=counts))
        if findings.is_wrong:
            raise typer.Exit(Status.DOSSIER)


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="A dossier: .yaml, .yml or .json.")],
    target: Annotated[Path, typer.Argument(help="The file to write, in the format it is named.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    lang: Lang = None,
) -> None:
    """Write a dossier in another format; nothing is lost but comments."""
    with reporting(lang):
        dossier = cg.read(source)
        _keep(target, force=force)
        cg.write(dossier, target)
        tell(say("written", lang or dossier.language or "en", file=target))


@app.command()
def schema() -> None:
    """Print the JSON Schema of dossiers, for editors."""
    tell(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def new(
    target: Annotated[Path, typer.Argument(help="The file to make.")] = Path("dossier.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    lang: Lang = None,
) -> None:
    """Make a commented starter dossier, and beside it the schema that editors check it by."""
    with reporting(lang):
        language = lang or Language.EN
        if target.suffix.lower() not in {".yaml", ".yml"}:
            raise cg.FormatError("unknown-format", suffix=target.suffix, known=".yaml .yml")
        beside = target.with_name("coopgraph.schema.json")
        _keep(target, force=force)
        text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
        write_whole(beside, text.encode())
        write_whole(target, example_text(f"starter.{language}.yaml").encode())
        for path in (target, beside):
            tell(say("written", language, file=path))


def _keep(target: Path, *, force: bool) -> None:
    if target.exists() and not force:
        raise FileExistsError(0, "", str(target))
