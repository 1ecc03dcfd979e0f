"""The arguments and options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

OutputFormat = Literal["table", "json", "csv", "markdown"]

ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="An id, acronym, alias or name.")]
In = Annotated[
    Path | None,
    typer.Option(
        "--in", "-i", metavar="FILE", help="A dossier: YAML, JSON, Excel, IATI, CSV folder."
    ),
]
Relations = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Query a file of links instead of a dossier: .parquet, .sqlite, .duckdb, or a folder.",
    ),
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
Force = Annotated[bool, typer.Option("--force", help="Replace existing files.")]
Lang = Annotated[
    Literal["fr", "en"] | None,
    typer.Option("--lang", "-l", envvar="COOPGRAPH_LANG", help="Default: the dossier's language."),
]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print the answer.")]
