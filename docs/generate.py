"""The pages that are made from the code: commands, the format of files, the public names."""

import inspect
from pathlib import Path
from typing import Any, get_args

import coopgraph as cg
from coopgraph.cli import app
from coopgraph.graph.schema import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from coopgraph.io.mapping.schema import MappedTable, MappingFile, Rule
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.records.dossier import SECTIONS, Dossier
from coopgraph.records.models import (
    Alias,
    Evidence,
    Link,
    Participant,
    Party,
    Place,
    Provision,
    Record,
    Requirement,
    Topic,
)
from coopgraph.words import vocabulary
from coopgraph.words.vocabulary import STATUSES, RecordKind, Relation, Role, Word

PARTS = (Provision, Party, Participant, Requirement, Link, Alias, Topic, Place, Evidence)

#: The public names by what people come for.
CHAPTERS = {
    "Dossiers and files": [
        "Dossier", "read", "salvage", "write", "example", "EDTFDate", "Truth",
        "Salvage", "Written", "Loss",
    ],
    "The graph": ["Graph", "build_graph", "check_graph"],
    "Who depends on what": [
        "dependents", "prerequisites", "explain", "exposure", "overview", "describe",
    ],
    "What falls, what unlocks": [
        "what_if", "unlock", "single_points", "blockers", "ready", "deadlocks", "roadmap",
    ],
    "More links than memory holds": ["read_relations", "RelationGraph"],
    "Time and structure": ["at", "compare", "cooperation", "participation", "brokers"],
    "From a report": ["mentions", "draft", "read_report"],
    "Findings": ["check"],
}  # fmt: skip


def write_command_reference(path: Path) -> None:
    """Every command with its arguments and options, from the command line itself."""
    import typer

    group = typer.main.get_command(app)
    lines = ["# Commands", "", "`coopgraph COMMAND --help` says the same in a terminal.", ""]
    context = _context(group, "coopgraph")
    for name in sorted(group.commands):  # type: ignore[attr-defined]
        command = group.commands[name]  # type: ignore[attr-defined]
        inner = _context(command, f"coopgraph {name}", context)
        usage = command.get_usage(inner).removeprefix("Usage: ").strip()
        lines += [f"## `coopgraph {name}`", "", inspect.cleandoc(command.help or ""), ""]
        lines += ["```text", " ".join(usage.split()), "```", ""]
        rows = [_parameter(parameter, inner) for parameter in command.params]
        rows = [row for row in rows if row]
        if rows:
            lines += ["| | |", "|---|---|", *rows, ""]
    _write(path, lines)


def _context(command: Any, name: str, parent: Any = None) -> Any:
    return command.context_class(command, info_name=name.rpartition(" ")[2], parent=parent)


def _parameter(parameter: Any, context: Any) -> str:
    if parameter.param_type_name == "argument":
        name, text = parameter.metavar or parameter.name.upper(), parameter.help or ""
    else:
        record = parameter.get_help_record(context)
        if record is None:
            return ""
        name, text = record
    return f"| `{_cell(name).replace('&lt;', '<')}` | {_cell(text)} |"


def write_file_reference(path: Path) -> None:
    """Every field of every record, from the model, and every closed word."""
    lines = [
        "# What a dossier holds",
        "",
        "The same records in YAML, JSON, a workbook or a folder of CSV tables.",
        "`coopgraph schema` prints the JSON Schema that editors check by.",
        "A field in **bold** is needed.",
        "",
    ]
    lines += _record("The dossier", Dossier)
    for section, model in SECTIONS.items():
        lines += _record(section.capitalize(), model)
    lines += ["## Parts of records", ""]
    for model in PARTS:
        lines += _record(model.__name__, model, "###")
    lines += _words()
    lines += _tables()
    lines += _mapping()
    lines += _attributes()
    _write(path, lines)


def _record(title: str, model: type[Record], level: str = "##") -> list[str]:
    lines = [f"{level} {title}", "", inspect.cleandoc(model.__doc__ or "").split("\n\n")[0], ""]
    lines += ["| field | holds | |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        shown = f"**`{name}`**" if field.is_required() else f"`{name}`"
        lines.append(f"| {shown} | {_cell(_type(field.annotation))} | {_cell(field.description)} |")
    return [*lines, ""]


def _type(annotation: Any) -> str:
    """What a field holds, in words."""
    if isinstance(annotation, type) and not get_args(annotation):
        if issubclass(annotation, Word) and annotation.__module__ != vocabulary.__name__:
            return " or ".join(f"`{word}`" for word in annotation)
        if issubclass(annotation, Word):
            return f"[{_spaced(annotation.__name__)}](#{_anchor(annotation.__name__)})"
        names = {"str": "text", "int": "number", "EDTFDate": "EDTF date", "bool": "yes or no"}
        names |= {"Text": "text, or a text per language"}
        return names.get(annotation.__name__, annotation.__name__)
    arguments = [part for part in get_args(annotation) if part not in {type(None), Ellipsis}]
    origin = getattr(annotation, "__origin__", None)
    if origin is dict:
        return f"{_type(arguments[1])} by {_type(arguments[0])}"
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    return _type(arguments[0]) if arguments else str(annotation)


def _words() -> list[str]:
    lines = ["## The closed words", "", "Each with its French and English label.", ""]
    for name in vocabulary.__all__:
        kind = getattr(vocabulary, name)
        if isinstance(kind, type) and issubclass(kind, Word) and kind is not Word:
            lines += [f"### {_spaced(name)}", "", (kind.__doc__ or "").split("\n\n")[0], ""]
            lines += ["| word | French | English |", "|---|---|---|"]
            lines += [f"| `{word}` | {_cell(word.french)} | {word.english} |" for word in kind]
            if kind is Role:
                abstaining = ", ".join(f"`{role}`" for role in Role if not role.consents)
                lines += ["", f"Neither consent nor count as parties: {abstaining}."]
            lines.append("")
    return [*lines, *_relations(), *_statuses()]


def _relations() -> list[str]:
    lines = ["### What relations mean", "", "One that makes a condition carries reliance.", ""]
    lines += ["| relation | from | to | field | condition | RDF |", "|---|---|---|---|---|---|"]
    for r in Relation:
        ends = (
            ", ".join(kind for kind in RecordKind if kind in e)
            for e in (r.dependents, r.prerequisites)
        )
        term = f"`{r.term.name}`" if r.term else ""
        lines.append(f"| `{r}` | {' | '.join(ends)} | `{r.field}` | {r.need or ''} | {term} |")
    return [*lines, ""]


def _statuses() -> list[str]:
    lines = ["### What statuses mean", "", "| record | status | reached | stopped |"]
    lines += ["|---|---|---|---|"]
    lines += [
        f"| {record} | `{status}` | {', '.join(status.reached)} | {status.halt or ''} |"
        for record, statuses in STATUSES.items()
        for status in statuses
    ]
    return [*lines, ""]


def _tables() -> list[str]:
    lines = ["## The tables of a workbook or a folder", ""]
    lines += ["| table | French title | its columns |", "|---|---|---|"]
    for sheet in SHEETS.values():
        columns = ", ".join(f"`{column.name}`" for column in sheet.columns if not column.is_stage)
        stages = [column.name for column in sheet.columns if column.is_stage]
        columns += f", a column for each stage (`{stages[0]}` …)" if stages else ""
        lines.append(f"| `{sheet.name}` | {sheet.title('fr')} | {columns} |")
    return [*lines, ""]


def _mapping() -> list[str]:
    lines = ["## The mapping of tables that others have made", ""]
    for title, model in (("A mapping", MappingFile), ("A table", MappedTable), ("A rule", Rule)):
        lines += _record(title, model, "###")
    return lines


def _attributes() -> list[str]:
    lines = ["## The attributes of the graph", "", "An edge points from what relies to what is"]
    lines += ["relied on. Attributes in **bold** are needed for queries.", ""]
    for title, attributes in (("Nodes", NODE_ATTRIBUTES), ("Edges", EDGE_ATTRIBUTES)):
        lines += [f"### {title}", "", "| attribute | type | says |", "|---|---|---|"]
        for name, attribute in attributes.items():
            shown = f"**`{name}`**" if attribute.mandatory else f"`{name}`"
            lines.append(f"| {shown} | {attribute.value.__name__} | {_cell(attribute.meaning)} |")
        lines.append("")
    return lines


def write_questions(path: Path) -> None:
    """The public names by chapter; what no chapter names stands under the answers and errors."""
    lines = ["# Python", "", "```python", "import coopgraph as cg", "```", ""]
    told: set[str] = set()
    for chapter, names in CHAPTERS.items():
        lines += _chapter(chapter, [name for name in names if name in cg.__all__])
        told |= set(names)
    rest = [name for name in cg.__all__ if name not in told and name != "plot"]
    errors = [name for name in rest if name.endswith("Error") or name == "Problem"]
    functions = [name for name in rest if inspect.isfunction(getattr(cg, name))]
    if functions:
        lines += _chapter("Pages", functions)
    lines += ["## Pictures", "", "Each returns the matplotlib Axes and never shows or saves.", ""]
    lines += _entries([f"coopgraph.plot.{name}" for name in cg.plot.__all__])
    others = [name for name in rest if name not in {*errors, *functions}]
    lines += _chapter("What answers hold", others)
    lines += _chapter("Errors", errors)
    _write(path, lines)


def _chapter(title: str, names: list[str]) -> list[str]:
    return [f"## {title}", "", *_entries([f"coopgraph.{name}" for name in names])]


def _entries(names: list[str]) -> list[str]:
    lines = []
    for name in names:
        found = cg.plot if name.startswith("coopgraph.plot.") else cg
        value = getattr(found, name.rpartition(".")[2])
        kind = "autofunction" if inspect.isfunction(value) else "autodata"
        if inspect.isclass(value):
            kind = "autoexception" if issubclass(value, BaseException) else "autoclass"
        lines += ["```{eval-rst}", f".. {kind}:: {name}"]
        if kind == "autoclass" and issubclass(value, Record):
            lines[-1] += "()"  # its fields are told on the page of the files
        elif kind == "autoclass":
            lines += ["   :members:", "   :exclude-members: columns, holds, titles"]
        lines += ["```", ""]
    return lines


def _anchor(name: str) -> str:
    return _spaced(name).lower().replace(" ", "-")


def _spaced(name: str) -> str:
    return (
        "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
        .strip()
        .capitalize()
    )


def _cell(text: object) -> str:
    return " ".join(str(text or "").split()).replace("|", "\\|").replace("<", "&lt;")


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    text = "\n".join(lines).rstrip() + "\n"
    if not path.exists() or path.read_text("utf-8") != text:  # so that builds stay quick
        path.write_text(text, "utf-8")
