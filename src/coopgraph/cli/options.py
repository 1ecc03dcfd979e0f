"""The arguments and options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

OutputFormat = Literal["table", "json", "csv", "markdown"]


def item_option(about: str, *names: str) -> Any:
    """An option whose value names an item."""
    return typer.Option(*names, metavar="ITEM", help=about)


def file_option(about: str, *names: str) -> Any:
    """An option whose value is a file."""
    return typer.Option(*names, metavar="FILE", help=about)


ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="An id, acronym, alias or name.")]
In = Annotated[
    Path | None, file_option("A dossier: YAML, JSON, Excel, IATI, CSV folder.", "--in", "-i")
]
Relations = Annotated[
    Path | None,
    file_option("Query a file of links instead: .parquet, .sqlite, .duckdb, or a folder."),
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
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The date of the state; default the dossier's, else today."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace existing files.")]
Lang = Annotated[
    Literal["fr", "en"] | None,
    typer.Option("--lang", "-l", envvar="COOPGRAPH_LANG", help="Default: the dossier's language."),
]
Format = Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print the answer.")]
