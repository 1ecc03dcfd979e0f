"""The command line: the functions of the package as commands.

It may import every other room.

Exit status: 0 success; 1 the dossier is invalid (every problem is listed); 2 a usage error, or an
item that is not in the dossier; 3 a file cannot be read or written; 4 the answer is printed but
incomplete, because a search stopped at its limit; 70 an internal error.
"""

import contextlib
import os
import sys

import typer

from coopgraph.cli import dossiers, draw, mentions, pages, questions
from coopgraph.cli.options import Version
from coopgraph.cli.terminal import EscapedStream, Status, fail
from coopgraph.messages.catalogue import say

__all__ = ["app", "main"]

app = typer.Typer(
    name="coopgraph",
    help="Who depends on which agreement? Reads the bundled dossier unless --in names another.",
    epilog="Exit status: 0 success, 1 invalid dossier, 2 usage error, 3 file cannot be read or "
    "written, 4 the answer is incomplete (a search stopped at its limit).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command; every error becomes a message and an exit status."""
    os.environ["MPLBACKEND"] = "Agg"  # draw to files, never to a window
    if sys.stdout is None:  # closed by the caller
        raise SystemExit(Status.FILE)
    for stream in (sys.stdout, sys.stderr):
        # Replace characters that the terminal cannot show instead of crashing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.stderr is None:
        _run()
    else:
        with contextlib.redirect_stderr(EscapedStream(sys.stderr)):
            _run()


def _run() -> None:
    try:
        app()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, e.g. `head`, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:  # on the output itself, e.g. a full disk
        reason = error.strerror or type(error).__name__
        fail(say("file-failed", file=error.filename or "stdout", reason=reason), Status.FILE)
    except Exception as error:
        if os.environ.get("COOPGRAPH_DEBUG"):
            raise
        fail(say("internal-error", error=f"{type(error).__name__}: {error}"), Status.INTERNAL)


@app.callback()
def _options(version: Version = False) -> None:
    """Take the options of the command itself; they act on their own, before any other."""


for panel, part in {
    "Questions": questions,
    "Reports": mentions,
    "Pictures": draw,
    "Pages": pages,
    "Dossiers": dossiers,
}.items():
    for one in part.app.registered_commands:
        one.rich_help_panel = panel
        app.registered_commands.append(one)
