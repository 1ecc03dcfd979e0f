"""The commands that read and write dossiers."""

import json
from pathlib import Path
from typing import Annotated

import typer

import coopgraph as cg
from coopgraph._base import saving
from coopgraph.cli.common import (
    Force,
    Format,
    In,
    Lang,
    Language,
    OutputFormat,
    Status,
    keep,
    print_answer,
    reporting,
    show_answer,
    tell,
)
from coopgraph.io.files import example_text, files_of, format_names, starter
from coopgraph.messages.catalogue import say
from coopgraph.records.dossier import json_schema
from coopgraph.words.vocabulary import Outcome

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
        print_answer(findings, form)
        if form is OutputFormat.TABLE:
            counts = cg.overview(cg.build_graph(dossier), lang=lang).table().remarks[0]
            name = source or "anru-visit-2019"
            tell(say("dossier-read", lang or dossier.language or "en", file=name, counts=counts))
        if findings.is_wrong:
            raise typer.Exit(Status.DOSSIER)
        if not findings.complete:
            raise typer.Exit(Status.INCOMPLETE)


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="A dossier, or a folder of tables.")],
    target: Annotated[Path, typer.Argument(help="The file to write, in the format it is named.")],
    form: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="NAME", help=f"{', '.join(format_names())}."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="What the columns of SOURCE mean (YAML)."),
    ] = None,
    save: Annotated[
        bool, typer.Option("--salvage", help="Keep what is sound, and say what is not.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="All that --salvage did not keep (CSV)."),
    ] = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Write a dossier in another format, and list what that format cannot hold."""
    with reporting(lang):
        if rejects and not save:
            msg = "--rejects goes with --salvage"
            raise typer.BadParameter(msg)
        keep([*files_of(target, form), *filter(None, [rejects])], lang, force=force)
        saved = cg.salvage(source, mapping=mapping, lang=lang) if save else None
        dossier = cg.read(source, mapping=mapping) if saved is None else saved.dossier
        if saved is not None:
            show_answer(saved, OutputFormat.TABLE)
        if saved is not None and rejects:
            saving.save(rejects, saved.to_csv().encode("utf-8-sig"))
            tell(say("written", lang or dossier.language or "en", file=rejects))
        show_answer(cg.write(dossier, target, format=form, lang=lang), OutputFormat.TABLE)
        lost = [one for one in saved or () if one.outcome is not Outcome.MERGED]
        if lost:
            tell(say("not-whole-in-it", lang or dossier.language or "en", count=len(lost)))


@app.command()
def schema() -> None:
    """Print the JSON Schema of dossiers, for editors."""
    tell(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def new(
    target: Annotated[Path, typer.Argument(help="The file to make.")] = Path("dossier.yaml"),
    workbook: Annotated[
        bool, typer.Option("--xlsx", help="A workbook instead, to fill in in a spreadsheet.")
    ] = False,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Make a starter dossier: commented YAML with the schema that editors check, or a workbook."""
    with reporting(lang):
        language = lang or Language.EN
        if workbook and target == Path("dossier.yaml"):
            target = Path("dossier.xlsx")
        if target.suffix.lower() == ".xlsx":
            keep([target], lang, force=force)
            cg.write(starter(language), target)
            tell(say("written", language, file=target))
            return
        if workbook or target.suffix.lower() not in {".yaml", ".yml"}:
            known = ".xlsx" if workbook else ".yaml .yml .xlsx"
            raise cg.FormatError("unknown-format", suffix=target.suffix, known=known)
        beside = target.with_name("coopgraph.schema.json")
        text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
        files = {target: example_text(f"starter.{language}.yaml").encode()}
        if not saving.holds(beside, text.encode()):  # as beside every dossier of a folder
            files[beside] = text.encode()
        keep(files, lang, force=force)
        saving.save_together(files)
        for path in files:
            tell(say("written", language, file=path))
