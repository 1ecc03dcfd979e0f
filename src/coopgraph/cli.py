"""The command line: the same verbs as in Python, for planners.

Exit status: 0 done; 1 the dossier is wrong (every problem is listed); 2 the command was not
understood, or names nothing in the dossier; 3 a file cannot be read or written; 70 an error of
coopgraph itself.
"""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

import coopgraph as cg
from coopgraph.answer import Answer
from coopgraph.dossier import json_schema
from coopgraph.formats import example_text, write_whole
from coopgraph.wording import say

__all__ = ["app", "main"]

app = typer.Typer(
    name="coopgraph",
    help="Who depends on which agreement? Reads the bundled dossier unless --in names another.",
    epilog="Exit status: 0 done, 1 the dossier is wrong, 2 not understood, 3 file trouble.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Language(StrEnum):
    """The languages that coopgraph speaks."""

    FR = "fr"
    EN = "en"


class Kinship(StrEnum):
    """The relations between institutions that a question can follow too."""

    PART_OF = "part_of"
    MEMBER_OF = "member_of"


class OutputFormat(StrEnum):
    """The forms in which an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class Picture(StrEnum):
    """The pictures that can be drawn."""

    COOPERATION_MAP = "cooperation-map"
    DEPENDENCY_MAP = "dependency-map"


In = Annotated[
    Path | None,
    typer.Option("--in", "-i", metavar="FILE", help="A dossier: .yaml, .yml or .json."),
]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", "-l", envvar="COOPGRAPH_LANG", help="Default: that of the dossier."),
]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print the answer.")]
Thing = Annotated[str, typer.Argument(metavar="ITEM", help="An id, acronym, alias or name.")]
Steps = Annotated[
    int | None, typer.Option("--max-steps", min=1, help="How many links to follow at most.")
]
Widen = Annotated[
    list[Kinship] | None,
    typer.Option("--widen", help="Follow this relation too, as a possible link."),
]


_STAND_INS = str.maketrans(
    {"─": "-", "→": "->", "←": "<-", "–": "-", "’": "'", "…": "...", "\xa0": " ", "\u202f": " "}
)


class _Status:
    """Exit statuses."""

    DOSSIER = 1
    USAGE = 2
    FILE = 3
    INTERNAL = 70


def main() -> None:
    """Run the command; whatever goes wrong becomes a message and an exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a stand-in for it, not a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except BrokenPipeError:  # the reader, e.g. `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("COOPGRAPH_DEBUG"):
            raise
        _fail(say("internal-error", error=f"{type(error).__name__}: {error}"), _Status.INTERNAL)


def _say(text: str) -> None:
    # Not typer's echo, which takes an ASCII terminal for a broken one and writes UTF-8 to it.
    print(text)  # noqa: T201


def _fail(message: str, status: int) -> NoReturn:
    print(message, file=sys.stderr)  # noqa: T201 - plain text, which no terminal can spoil
    raise SystemExit(status)


@contextlib.contextmanager
def _reporting(lang: Language | None) -> Iterator[None]:
    """Turn the errors that a user can mend into messages and exit statuses."""
    language = (lang or Language.EN).value
    try:
        yield
    except (cg.DossierError, cg.GraphSchemaError) as error:
        _fail(error.describe(lang or error.language), _Status.DOSSIER)
    except cg.UnknownItemError as error:
        language = lang or error.language
        is_file = Path(error.reference).is_file()
        hint = say("file-not-item", language, reference=error.reference)
        _fail(hint if is_file else error.describe(language), _Status.USAGE)
    except cg.CoopGraphError as error:
        _fail(error.describe(language), _Status.USAGE)
    except BrokenPipeError:
        raise
    except FileNotFoundError as error:
        _fail(say("file-missing", language, file=error.filename), _Status.FILE)
    except FileExistsError as error:
        _fail(say("file-exists", language, file=error.filename), _Status.FILE)
    except OSError as error:
        values = {"file": error.filename, "reason": error.strerror}
        _fail(say("file-failed", language, **values), _Status.FILE)


def _graph(path: Path | None) -> Any:
    return cg.build_graph(cg.read(path) if path else cg.example())


def _print(answer: Answer, form: OutputFormat) -> None:
    match form:
        case OutputFormat.TABLE:
            # In a pipe there is no width to keep to: long lines are for the reader to cut.
            width = os.get_terminal_size().columns if sys.stdout.isatty() else 120
            text = answer.table().text(max(width, 60))
        case OutputFormat.JSON:
            text = json.dumps(answer.to_records(), ensure_ascii=False, indent=2)
        case OutputFormat.CSV:
            text = answer.to_csv().rstrip("\n")
        case OutputFormat.MARKDOWN:
            text = answer.to_markdown().rstrip("\n")
    _say(_printable(text))


def _printable(text: str) -> str:
    """The text with plain stand-ins for rules, arrows and quotes that the terminal lacks."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_STAND_INS)
    return text


def _version(wanted: bool) -> None:
    if wanted:
        _say(f"coopgraph {cg.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def show(
    item: Annotated[str | None, typer.Argument(help="An id, acronym, alias or name.")] = None,
    source: In = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """List what a dossier holds, or all that it records of one item."""
    with _reporting(lang):
        graph = _graph(source)
        _print(cg.describe(graph, item, lang=lang) if item else cg.overview(graph, lang=lang), form)


@app.command()
def dependents(
    item: Thing,
    source: In = None,
    max_steps: Steps = None,
    widen: Widen = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """Who depends on an item, directly or through others?"""
    with _reporting(lang):
        graph = _graph(source)
        answer = cg.dependents(graph, item, max_steps=max_steps, widen=widen or (), lang=lang)
        _print(answer, form)


@app.command()
def prerequisites(
    item: Thing,
    source: In = None,
    max_steps: Steps = None,
    widen: Widen = None,
    lang: Lang = None,
    form: Format = OutputFormat.TABLE,
) -> None:
    """What does an item depend on, directly or through others?"""
    with _reporting(lang):
        graph = _graph(source)
        answer = cg.prerequisites(graph, item, max_steps=max_steps, widen=widen or (), lang=lang)
        _print(answer, form)


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
    with _reporting(lang):
        graph = _graph(source)
        _print(cg.explain(graph, dependent, prerequisite, widen=widen or (), lang=lang), form)


@app.command()
def exposure(source: In = None, lang: Lang = None, form: Format = OutputFormat.TABLE) -> None:
    """How many institutions and agreements rely on each agreement?"""
    with _reporting(lang):
        _print(cg.exposure(_graph(source), lang=lang), form)


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="The dossier, as with --in.")] = None,
    source: In = None,
    lang: Lang = None,
) -> None:
    """Check a dossier: lists every problem with its line and what was probably meant."""
    with _reporting(lang):
        source = file or source
        dossier = cg.read(source) if source else cg.example()
        graph = cg.build_graph(dossier)
        language = lang or graph.graph["language"]
        name = source or "anru-visit-2019"
        counts = cg.overview(graph, lang=lang).table().remarks[0]
        _say(say("dossier-sound", language, file=name, counts=counts))


@app.command()
def draw(
    picture: Annotated[Picture, typer.Argument(help="Which picture.")],
    source: In = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="A .png, .svg or .pdf file; may be given several times.",
        ),
    ] = None,
    highlight: Annotated[
        str | None,
        typer.Option(metavar="ITEM", help="Dependency map: bring out who depends on ITEM."),
    ] = None,
    lang: Lang = None,
    dpi: Annotated[int, typer.Option(min=36, max=600, help="Dots per inch of a .png.")] = 144,
) -> None:
    """Draw a picture."""
    with _reporting(lang):
        targets = out or [Path(f"{picture.value}.png")]
        forms = [_image_format(target) for target in targets]
        graph = _graph(source)
        ax = _drawn(picture, graph, highlight, lang)
        for target, form in zip(targets, forms, strict=True):
            write_whole(target, cg.plot.image(ax, form, dpi=dpi))
            _say(say("written", lang or graph.graph["language"], file=target))


def _image_format(target: Path) -> Any:
    suffix = target.suffix.lower()
    if suffix not in {".png", ".svg", ".pdf"}:
        values = {"suffix": suffix or target.name, "known": ".png .svg .pdf"}
        raise cg.FormatError("unknown-image-format", **values)
    return suffix[1:]


def _drawn(picture: Picture, graph: Any, highlight: str | None, lang: Language | None) -> Any:
    os.environ["MPLBACKEND"] = "Agg"  # files, never a window
    if picture is Picture.COOPERATION_MAP:
        if highlight:
            msg = "--highlight goes with dependency-map"
            raise typer.BadParameter(msg)
        return cg.plot.cooperation_map(graph, lang=lang)
    reach = cg.dependents(graph, highlight, lang=lang) if highlight else None
    return cg.plot.dependency_map(graph, highlight=reach, lang=lang)


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="A dossier: .yaml, .yml or .json.")],
    target: Annotated[Path, typer.Argument(help="The file to write, in the format it is named.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    lang: Lang = None,
) -> None:
    """Write a dossier in another format; nothing is lost but comments."""
    with _reporting(lang):
        dossier = cg.read(source)
        _keep(target, force=force)
        cg.write(dossier, target)
        _say(say("written", lang or dossier.language or "en", file=target))


@app.command()
def schema() -> None:
    """Print the JSON Schema of dossiers, for editors."""
    _say(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def new(
    target: Annotated[Path, typer.Argument(help="The file to make.")] = Path("dossier.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    lang: Lang = None,
) -> None:
    """Make a commented starter dossier, and beside it the schema that editors check it by."""
    with _reporting(lang):
        language = lang or Language.EN
        if target.suffix.lower() not in {".yaml", ".yml"}:
            raise cg.FormatError("unknown-format", suffix=target.suffix, known=".yaml .yml")
        beside = target.with_name("coopgraph.schema.json")
        _keep(target, force=force)
        text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
        write_whole(beside, text.encode())
        write_whole(target, example_text(f"starter.{language}.yaml").encode())
        for path in (target, beside):
            _say(say("written", language, file=path))


def _keep(target: Path, *, force: bool) -> None:
    if target.exists() and not force:
        raise FileExistsError(0, "", str(target))
