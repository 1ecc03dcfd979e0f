"""Every argument and option of the commands, each declared once.

Those that several commands share come first, then those of single commands.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

import coopgraph as cg
from coopgraph.cli.terminal import tell
from coopgraph.io.write.write import format_names
from coopgraph.words.word import Milestone

OutputFormat = Literal["table", "json", "csv", "markdown"]


def _item(about: str, *names: str) -> Any:
    """An option whose value names an item."""
    return typer.Option(*names, metavar="ITEM", help=about)


def _file(about: str, *names: str) -> Any:
    """An option whose value is a file."""
    return typer.Option(*names, metavar="FILE", help=about)


def _flag(name: str, about: str) -> Any:
    """An option that is on or off, without a negative form."""
    return typer.Option(name, help=about)


def _show_version(asked: bool) -> None:
    if asked:
        tell(f"coopgraph {cg.__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
]

# -- shared: what to read ------------------------------------------------------------------------

_ITEM: Final = typer.Argument(metavar="ITEM", help="An id, acronym, alias or name.")
ItemArgument = Annotated[str, _ITEM]
In = Annotated[Path | None, _file("A dossier: YAML, JSON, Excel, IATI, CSV folder.", "--in", "-i")]
Relations = Annotated[
    Path | None, _file("Query a file of links instead: .parquet, .sqlite, .duckdb, or a folder.")
]
Engine = Annotated[
    Literal["duckdb", "sqlite", "postgresql", "spark"] | None,
    typer.Option(help="What reads the links; by default chosen by FILE or URL."),
]
Url = Annotated[
    str | None,
    typer.Option(
        help="Query the table 'relation' of a database: postgresql://host/name, spark://…"
    ),
]

# -- shared: what to print or write --------------------------------------------------------------

AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The date of the state; default the dossier's, else today."),
]
Force = Annotated[bool, _flag("--force", "Replace existing files.")]
Lang = Annotated[
    Literal["fr", "en"] | None,
    typer.Option("--lang", "-l", envvar="COOPGRAPH_LANG", help="Default: the dossier's language."),
]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print the answer.")]

# -- questions -----------------------------------------------------------------------------------

_BODIES: Final = "BODY|AGREEMENT=BODY,…"
_STAGES: Final = ", ".join(Milestone)

#: Each kind of change: what its option takes, and its help.
CHANGES: Final[Mapping[str, tuple[str, str]]] = {
    "fails": ("ITEM", "ITEM fails or comes to an end; an institution withdraws."),
    "withdraws": (_BODIES, "BODY withdraws, from everything or from one AGREEMENT."),
    "refuses": (_BODIES, "BODY will not act, anywhere or in one AGREEMENT."),
    "signs": ("ITEM", "ITEM is signed or agreed."),
    "ratifies": ("AGREEMENT=BODY,…", "BODY ratifies AGREEMENT."),
    "enters_into_force": ("ITEM", "ITEM enters into force."),
    "starts": ("ITEM", "ITEM starts."),
    "completes": ("ITEM", "ITEM is completed."),
}


def _change(kind: str, about: str = "") -> Any:
    """The option of a kind of change, which can be repeated."""
    metavar, text = CHANGES[kind]
    return typer.Option(metavar=metavar, help=f"{about}{text} Can be repeated.")


#: By the name of the parameter of the function that answers; parameters not listed are not offered.
QUESTION_PARAMETERS: Final[Mapping[str, Any]] = {
    "subject": ItemArgument,
    "goal": ItemArgument,
    "item": Annotated[str | None, _ITEM],
    "dependent": Annotated[str, typer.Argument(help="What depends.")],
    "prerequisite": Annotated[str, typer.Argument(help="What it depends on.")],
    "goals": Annotated[
        list[str] | None, typer.Argument(help="What to reach; by default everything.")
    ],
    "when": Annotated[
        str, typer.Argument(metavar="DATE", help="E.g. 2020, 2020-06 or end of 2020.")
    ],
    "agreements": Annotated[list[str] | None, _item("Can be repeated.", "--of")],
    **{kind: Annotated[list[str] | None, _change(kind)] for kind in CHANGES},
    "stage": Annotated[
        str | None,
        typer.Option(metavar="STAGE", help=f"What to reach: {_STAGES}; by default the next one."),
    ],
    "as_of": AsOf,
    "budget": Annotated[
        float, typer.Option(min=0, help="How many seconds to search.", show_default=True)
    ],
    "max_size": Annotated[int, typer.Option(min=1, help="How many losses to combine.")],
    "max_steps": Annotated[
        int | None, typer.Option(min=1, help="How many links to follow at most.")
    ],
    "widen": Annotated[
        list[str] | None,
        typer.Option(
            metavar="RELATION",
            help="Also follow this relation, such as part_of or member_of, as a possible link.",
        ),
    ],
}

OldDossier = Annotated[Path, typer.Argument(metavar="OLD", help="The earlier dossier.")]
NewDossier = Annotated[
    Path | None,
    typer.Argument(metavar="NEW", help="The later dossier; or give --at twice, for two dates."),
]
TwoDates = Annotated[
    list[str] | None,
    typer.Option("--at", metavar="DATE", help="Compare how OLD stood at two dates: give it twice."),
]
MemosOut = Annotated[
    list[Path] | None,
    _file("Write a memo, .html or .md, instead; can be repeated.", "--out", "-o"),
]

# -- mentions ------------------------------------------------------------------------------------

Report = Annotated[Path, typer.Argument(help="A report: .txt, .md, .docx or .pdf.")]
Draft = Annotated[Path | None, _file("Write a starter dossier: .yaml or .yml.")]
TextOut = Annotated[Path | None, _file("Save the extracted text that spans refer to: .txt or .md.")]
Suggest = Annotated[bool, typer.Option(help="Look for misspelt names.")]

# -- draw ----------------------------------------------------------------------------------------

Picture = Literal[
    "cooperation-map",
    "dependency-map",
    "impact-map",
    "agreement-matrix",
    "roadmap-chart",
    "ego-map",
]
PictureArgument = Annotated[Picture, typer.Argument(help="Which picture.")]
ImagesOut = Annotated[
    list[Path] | None, _file("A .png, .svg or .pdf file; can be repeated.", "--out", "-o")
]
#: The options of single pictures, by the name of the parameter, with their defaults.
PICTURE_OPTIONS: Final[Mapping[str, tuple[Any, Any]]] = {
    "highlight": (
        Annotated[str | None, _item("Both maps: highlight who depends on ITEM.")],
        None,
    ),
    **{
        kind: (Annotated[list[str] | None, _change(kind, "Impact map: ")], None) for kind in CHANGES
    },
    "affected": (
        Annotated[bool, _flag("--affected", "Impact map: leave out what does not change.")],
        False,
    ),
    "of": (Annotated[str | None, _item("Ego map: the item in the middle.")], None),
    "steps": (
        Annotated[
            int | None, typer.Option(min=1, help="Ego map: how many links around it; default 1.")
        ],
        None,
    ),
    "goal": (
        Annotated[list[str] | None, _item("Roadmap chart: what to reach; default everything.")],
        None,
    ),
}
Grouped = Annotated[bool, _flag("--grouped", "Group similar items into one box where needed.")]
NoLimits = Annotated[bool, _flag("--no-limits", "Draw even a picture too dense to read.")]
Dpi = Annotated[int, typer.Option(min=36, max=600, help="Dots per inch of a .png.")]

# -- explore and brief ---------------------------------------------------------------------------

PageOut = Annotated[Path, _file("The .html file to write.", "--out", "-o")]
BriefsOut = Annotated[
    list[Path] | None,
    _file("A .html or .md file, else it is printed; can be repeated.", "--out", "-o"),
]

# -- check, convert and new ----------------------------------------------------------------------

DossierArgument = Annotated[Path | None, typer.Argument(help="The dossier, as with --in.")]
ConvertSource = Annotated[Path, typer.Argument(help="A dossier, or a folder of tables.")]
ConvertTarget = Annotated[Path, typer.Argument(help="The file to write; its suffix is the format.")]
FileFormat = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="NAME", help=f"{', '.join(format_names())}."),
]
Mapped = Annotated[Path | None, _file("What the columns of SOURCE mean (YAML).")]
Salvage = Annotated[bool, _flag("--salvage", "Keep the valid part, and list what is not valid.")]
Rejects = Annotated[Path | None, _file("Save what --salvage left out, as CSV.")]
NewTarget = Annotated[Path, typer.Argument(help="The file to make.")]
AsWorkbook = Annotated[bool, _flag("--xlsx", "Make an Excel workbook instead.")]
