"""The command line: the same verbs as in Python, for planners.

Exit status: 0 done; 1 the dossier is wrong (every problem is listed); 2 the command was not
understood, or names nothing in the dossier; 3 a file cannot be read or written; 4 the answer is
printed but incomplete, since a search stopped at its limit; 70 an error of coopgraph itself.
"""

import contextlib
import os
import sys
from typing import Annotated

import typer

import coopgraph as cg
from coopgraph.cli import files, pages, pictures, questions, reports
from coopgraph.cli.common import Inert, Status, fail, tell
from coopgraph.messages.catalogue import say

__all__ = ["app", "main"]

app = typer.Typer(
    name="coopgraph",
    help="Who depends on which agreement? Reads the bundled dossier unless --in names another.",
    epilog="Exit status: 0 done, 1 the dossier is wrong, 2 not understood, 3 file trouble, "
    "4 the answer is incomplete (a search stopped at its limit).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command; whatever goes wrong becomes a message and an exit status."""
    if sys.stdout is None:  # closed by the caller: there is nowhere to answer
        raise SystemExit(Status.FILE)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a stand-in for it, not a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.stderr is None:
        _run()
    else:
        with contextlib.redirect_stderr(Inert(sys.stderr)):
            _run()


def _run() -> None:
    try:
        app()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, e.g. `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:  # of the output itself, e.g. a full disk
        reason = error.strerror or type(error).__name__
        fail(say("file-failed", file=error.filename or "stdout", reason=reason), Status.FILE)
    except Exception as error:
        if os.environ.get("COOPGRAPH_DEBUG"):
            raise
        fail(say("internal-error", error=f"{type(error).__name__}: {error}"), Status.INTERNAL)


def _version(wanted: bool) -> None:
    if wanted:
        tell(f"coopgraph {cg.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


for part in (questions, reports, pictures, pages, files):
    app.registered_commands += part.app.registered_commands
