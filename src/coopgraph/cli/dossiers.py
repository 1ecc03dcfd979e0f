"""The commands that read and write dossiers: ``check``, ``convert``, ``schema`` and ``new``."""

import json
from pathlib import Path

import typer

import coopgraph as cg
from coopgraph._base import saving
from coopgraph.cli.command import (
    check_suffix,
    command,
    date_of_state,
    dossier_in,
    exit_if_incomplete,
    print_answer,
    refuse_existing,
    show_answer,
    tell_written,
    write_file,
)
from coopgraph.cli.options import (
    AsOf,
    AsWorkbook,
    ConvertSource,
    ConvertTarget,
    DossierArgument,
    FileFormat,
    Force,
    Format,
    In,
    Lang,
    Mapped,
    NewTarget,
    Rejects,
    Salvage,
)
from coopgraph.cli.terminal import Status, tell
from coopgraph.io.read.example import example_text, starter
from coopgraph.io.write.write import files_of
from coopgraph.messages.catalogue import say
from coopgraph.records.dossier import json_schema
from coopgraph.words.vocabulary import Outcome

app = typer.Typer()


@command(app)
def check(
    file: DossierArgument = None,
    source: In = None,
    as_of: AsOf = None,
    lang: Lang = None,
    form: Format = "table",
) -> None:
    """Check a dossier: list every problem by line and column, else what deserves a look."""
    source = file or source
    dossier = dossier_in(source)
    as_of = date_of_state(as_of, dossier.as_of, dossier.language, lang)
    findings = cg.check(dossier, as_of=as_of, lang=lang)
    print_answer(findings, form)
    if form == "table":
        counts = cg.overview(cg.build_graph(dossier), lang=lang).table().remarks[0]
        name = source or "anru-visit-2019"
        tell(say("dossier-read", lang or dossier.language or "en", file=name, counts=counts))
    if findings.is_wrong:
        raise typer.Exit(Status.DOSSIER)
    exit_if_incomplete(findings.complete)


@command(app)
def convert(
    source: ConvertSource,
    target: ConvertTarget,
    form: FileFormat = None,
    mapping: Mapped = None,
    salvage: Salvage = False,
    rejects: Rejects = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Write a dossier in another format, and list what that format cannot hold."""
    if rejects and not salvage:
        msg = "--rejects goes with --salvage"
        raise typer.BadParameter(msg)
    refuse_existing([*files_of(target, form), *filter(None, [rejects])], lang, force=force)
    salvaged = cg.salvage(source, mapping=mapping, lang=lang) if salvage else None
    dossier = salvaged.dossier if salvaged is not None else cg.read(source, mapping=mapping)
    language = lang or dossier.language or "en"
    if salvaged is not None:
        show_answer(salvaged, "table")
        if rejects:
            write_file(rejects, salvaged.to_csv().encode("utf-8-sig"), language)
    show_answer(cg.write(dossier, target, format=form, lang=lang), "table")
    lost = sum(row.outcome is not Outcome.MERGED for row in salvaged or ())
    if lost:
        tell(say("not-whole-in-it", language, count=lost))


@command(app)
def schema() -> None:
    """Print the JSON Schema of dossiers, for editors."""
    tell(_schema_text())


@command(app)
def new(
    target: NewTarget = Path("dossier.yaml"),
    workbook: AsWorkbook = False,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Make a starter dossier: commented YAML with the schema that editors use, or a workbook."""
    language = lang or "en"
    if workbook and target == Path("dossier.yaml"):
        target = Path("dossier.xlsx")
    check_suffix(target, *(() if workbook else (".yaml", ".yml")), ".xlsx")
    if target.suffix.lower() == ".xlsx":
        refuse_existing([target], lang, force=force)
        cg.write(starter(language), target)
        tell_written([target], language)
        return
    files = {target: example_text(f"starter.{language}.yaml").encode()}
    schema_file = target.with_name("coopgraph.schema.json")
    text = f"{_schema_text()}\n".encode()
    if not saving.has_bytes(schema_file, text):  # all dossiers of a folder share it
        files[schema_file] = text
    refuse_existing(files, lang, force=force)
    saving.save_together(files)
    tell_written(files, language)


def _schema_text() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=2)
