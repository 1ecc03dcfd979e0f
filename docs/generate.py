"""Generate the reference pages: commands, files, public names, and where to find what."""

import inspect
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import coopgraph as cg
from coopgraph.cli import app
from coopgraph.graph.schema import EDGE_ATTRIBUTES, GRAPH_ATTRIBUTES, NODE_ATTRIBUTES
from coopgraph.io.mapping.schema import MappedTable, MappingFile, Rule
from coopgraph.io.tables.sheets import SHEETS
from coopgraph.records.dossier import SECTIONS, Dossier
from coopgraph.records.models import (
    Alias,
    Evidence,
    Link,
    Membership,
    Participant,
    Party,
    Place,
    Provision,
    Record,
    Requirement,
    Succession,
    Topic,
)
from coopgraph.records.numbers import Amount
from coopgraph.records.thresholds import Threshold
from coopgraph.words import vocabulary
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import (
    KINDS,
    MILESTONES,
    STATUSES,
    RecordKind,
    Role,
    default_stage,
)
from coopgraph.words.word import Gender, Word

PARTS = (
    Provision,
    Party,
    Participant,
    Requirement,
    Threshold,
    Amount,
    Link,
    Membership,
    Succession,
    Alias,
    Topic,
    Place,
    Evidence,
)

#: The chapters of the API reference: the rooms that hold public names.
ROOMS = {
    "io": "Files",
    "records": "Dossiers",
    "graph": "The graph",
    "network": "Snapshots",
    "questions": "Questions",
    "answers": "Answers",
    "sql": "Tables of links",
    "extract": "Reports",
    "plot": "Pictures",
    "page": "Pages",
    "words": "Dates",
    "_base": "Errors and progress",
}


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
            lines += ["| option | meaning |", "|---|---|", *rows, ""]
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
    """Every field of every record, from the models, and every word of the vocabularies."""
    lines = [
        "# What a dossier holds",
        "",
        "The same records in YAML, JSON, a workbook or a folder of CSV tables.",
        "`coopgraph schema` prints the JSON Schema for editors.",
        "Fields in **bold** are required.",
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
    lines += ["| field | type | meaning |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        shown = f"**`{name}`**" if field.is_required() else f"`{name}`"
        lines.append(f"| {shown} | {_cell(_type(field.annotation))} | {_cell(field.description)} |")
    return [*lines, ""]


def _type(annotation: Any) -> str:
    """The type of a field, in words."""
    if isinstance(annotation, type) and not get_args(annotation):
        if issubclass(annotation, Word) and annotation.__name__ not in vocabulary.__all__:
            return " or ".join(f"`{word}`" for word in annotation)
        if issubclass(annotation, Word):
            return f"[{_spaced(annotation.__name__)}](#{_anchor(annotation.__name__)})"
        names = {"str": "text", "int": "number", "EDTFDate": "EDTF date", "bool": "yes or no"}
        names |= {"Decimal": "decimal number", "Text": "text, or a text per language"}
        return names.get(annotation.__name__, annotation.__name__)
    arguments = [part for part in get_args(annotation) if part not in {type(None), Ellipsis}]
    origin = getattr(annotation, "__origin__", None)
    if origin is dict:
        return f"{_type(arguments[1])} by {_type(arguments[0])}"
    if origin is tuple:
        is_short = arguments[0] is Threshold  # one alone, or a plain number
        return f"{'number, Threshold or ' if is_short else ''}list of {_type(arguments[0])}"
    return _type(arguments[0]) if arguments else str(annotation)


def _french(word: Word) -> str:
    """The French label; both forms, where they differ."""
    return _cell("|".join(dict.fromkeys(word.label("fr", gender) for gender in Gender)))


def _words() -> list[str]:
    lines = ["## Vocabularies", "", "Each word with its French and English label.", ""]
    words = {name: getattr(vocabulary, name) for name in vocabulary.__all__}
    for name, kind in (words | {"Relation": Relation}).items():
        if isinstance(kind, type) and issubclass(kind, Word) and kind is not Word:
            lines += [f"### {_spaced(name)}", "", (kind.__doc__ or "").split("\n\n")[0], ""]
            lines += ["| word | French | English |", "|---|---|---|"]
            lines += [f"| `{word}` | {_french(word)} | {word.label()} |" for word in kind]
            if kind is Role:
                abstaining = ", ".join(f"`{role}`" for role in Role if not role.consents)
                lines += ["", f"Neither consent nor count as parties: {abstaining}."]
            lines.append("")
    return [*lines, *_relations(), *_statuses(), *_stages()]


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


def _stages() -> list[str]:
    """The milestones, and which of them a requirement means if it names none."""
    lines = ["### What a requirement means", "", "Without `stage`, it means the stage in the last"]
    lines += ["column.", "", "| record | stages | kind | required |", "|---|---|---|---|"]
    for record, milestones in MILESTONES.items():
        kinds: dict[str, list[str]] = {}
        for kind in KINDS.get(record, ()):
            kinds.setdefault(default_stage(record, kind), []).append(f"`{kind}`")
        for stage, named in (kinds or {default_stage(record): []}).items():
            every = "any" if len(kinds) < 2 else ", ".join(named)  # noqa: PLR2004
            lines.append(f"| {record} | {', '.join(milestones)} | {every} | `{stage}` |")
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
    lines = ["## Mapping files", ""]
    for title, model in (("A mapping", MappingFile), ("A table", MappedTable), ("A rule", Rule)):
        lines += _record(title, model, "###")
    return lines


def _attributes() -> list[str]:
    lines = ["## The attributes of the graph", "", "An edge points from what relies to what is"]
    lines += ["relied on. Attributes in **bold** are required.", ""]
    for title, attributes in (
        ("Nodes", NODE_ATTRIBUTES),
        ("Edges", EDGE_ATTRIBUTES),
        ("The graph", GRAPH_ATTRIBUTES),
    ):
        lines += [f"### {title}", "", "| attribute | type | meaning |", "|---|---|---|"]
        for name, attribute in attributes.items():
            shown = f"**`{name}`**" if attribute.mandatory else f"`{name}`"
            lines.append(f"| {shown} | {attribute.value.__name__} | {_cell(attribute.meaning)} |")
        lines.append("")
    return lines


def write_api_reference(path: Path) -> None:
    """Every public name, by the room and the file that hold it."""
    places: dict[str, list[str]] = {room: [] for room in ROOMS}
    for name in cg.__all__:
        if name != "plot":
            places[getattr(cg, name).__module__.split(".")[1]].append(f"coopgraph.{name}")
    places["plot"] = [f"coopgraph.plot.{name}" for name in cg.plot.__all__]
    lines = ["# Python", "", "```python", "import coopgraph as cg", "```", ""]
    for room, title in ROOMS.items():
        lines += [f"## {title}", ""]
        for name in sorted(places[room], key=_place):
            lines += _entry(name)
    _write(path, lines)


def _public(name: str) -> Any:
    owner = cg.plot if name.startswith("coopgraph.plot.") else cg
    return getattr(owner, name.rpartition(".")[2])


def _place(name: str) -> tuple[str, bool, str]:
    """Sort by file, functions before the answers that they return."""
    value = _public(name)
    return getattr(value, "__module__", ""), not inspect.isfunction(value), name


def _entry(name: str) -> list[str]:
    value = _public(name)
    kind = "autofunction" if inspect.isfunction(value) else "autodata"
    if inspect.isclass(value):
        kind = "autoexception" if issubclass(value, BaseException) else "autoclass"
    lines = ["```{eval-rst}", f".. {kind}:: {name}"]
    if kind == "autoclass" and issubclass(value, Record):
        lines[-1] += "()"  # the page on files lists its fields
    elif kind == "autoclass":
        lines += ["   :members:", "   :exclude-members: columns, holds, titles"]
    return [*lines, "```", ""]


def write_where(path: Path) -> None:
    """Where is …? The files that answer the questions of ``where.toml``."""
    entries = tomllib.loads((path.parents[1] / "where.toml").read_text("utf-8"))["where"]
    lines = ["# Where is …?", "", "Paths are inside `src/coopgraph`; imports go down the list in"]
    lines += ["`CONTRIBUTING.md`.", "", "| where is … | file | |", "|---|---|---|"]
    for entry in entries:
        files = ", ".join(f"`{file}`" for file in entry["files"])
        lines.append(f"| {entry['question']}? | {files} | {entry.get('note', '')} |")
    _write(path, lines)


def _anchor(name: str) -> str:
    return _spaced(name).lower().replace(" ", "-")


def _spaced(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r" \1", name).capitalize()


def _cell(text: object) -> str:
    return " ".join(str(text or "").split()).replace("|", "\\|").replace("<", "&lt;")


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    text = "\n".join(lines).rstrip() + "\n"
    if not path.exists() or path.read_text("utf-8") != text:  # unchanged pages are not built again
        path.write_text(text, "utf-8")
