"""What every writer of the package hands to the way out, recorded once, for two states of a dossier.

Replayed, the same saves can be stopped anywhere without the dossier being written out each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

import coopgraph as cg
from coopgraph import cli
from coopgraph._base import saving
from coopgraph.io.write.write import format_names

READABLE = {"yaml": ".yaml", "json": ".json", "xlsx": ".xlsx", "tables": ""}

_INSTITUTIONS = [
    {"id": "a", "name": "Agency", "acronym": "AGY", "kind": "agency"},
    {"id": "b", "name": "Bank", "kind": "development_bank"},
]


def _state(title):
    loan = {
        "id": "loan",
        "name": title,
        "kind": "specific",
        "status": "envisaged",
        "parties": ["a", "b"],
    }
    frame = {"id": "frame", "name": f"Framework of {title}", "kind": "treaty", "status": "signed"}
    agreements = [{**loan, "requires": ["frame"]}, {**frame, "parties": ["a"]}]
    data = {"title": title, "institutions": _INSTITUTIONS, "agreements": agreements}
    return cg.Dossier.model_validate(data)


#: An old dossier, and a new one.
STATES = (_state("old loan"), _state("new loan of many years"))


@dataclass(frozen=True)
class Save:
    """One call: the function, and the files by name, for the old and for the new state."""

    function: str
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]

    def run(self, folder, files):
        """Save into ``folder / "out"``: a folder of its own, or a file that stands in it."""
        out = Path(folder) / "out"
        if self.function == "save_folder":
            saving.save_folder(out, files)
        else:
            saving.save_together({out / name: data for name, data in files.items()})


def _command(*words):
    found = CliRunner().invoke(cli.app, [str(word) for word in words])
    assert found.exit_code == 0, found.output


def _mentions(dossier, folder, given):
    report = given / "report.txt"
    report.write_text(f"{dossier.title}: the AGY will sign.", encoding="utf-8")
    outputs = ["--draft", folder / "draft.yaml", "--text-out", folder / "text.txt"]
    _command("mentions", report, "-i", given / "in.json", *outputs)


def _draw(dossier, folder, given):  # noqa: ARG001
    outputs = [word for end in ("png", "svg", "pdf") for word in ("-o", folder / f"map.{end}")]
    _command("draw", "cooperation-map", "-i", given / "in.json", *outputs)


def _salvage(dossier, folder, given):  # noqa: ARG001
    _command(
        "convert", given / "in.json", folder / "a.yaml", "--salvage", "--rejects", folder / "r.csv"
    )


def _new(dossier, folder, given):  # noqa: ARG001
    lang = "fr" if dossier is STATES[0] else "en"
    _command("new", folder / "dossier.yaml", "-l", lang)
    _command("new", folder / "dossier.xlsx", "-l", lang)


def _pages(dossier, folder, given):
    _command("explore", "-i", given / "in.json", "-o", folder / "page.html")
    cg.brief(cg.build_graph(dossier), "loan").save(folder / "brief.html")
    _command("brief", "loan", "-i", given / "in.json", "-o", folder / "brief.md")


def _format(name):
    def run(dossier, folder, given):  # noqa: ARG001
        cg.write(dossier, folder / f"net{READABLE.get(name, '')}", format=name)

    return run


WRITERS = {
    **{name: _format(name) for name in format_names()},
    "mentions": _mentions,
    "draw": _draw,
    "salvage": _salvage,
    "new": _new,
    "pages": _pages,
}


def recorded(name, folder):
    """The saves of a writer, in the order in which it makes them."""
    runs = []
    for n, dossier in enumerate(STATES):
        given = folder / f"given{n}"
        given.mkdir(parents=True)
        cg.write(dossier, given / "in.json")
        (folder / f"out{n}").mkdir()
        calls = []

        def together(files, calls=calls):
            calls.append(("save_together", {path.name: data for path, data in files.items()}))

        def in_folder(_, files, calls=calls):
            calls.append(("save_folder", files))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(saving, "save_together", together)
            patch.setattr(saving, "save_folder", in_folder)
            WRITERS[name](dossier, folder / f"out{n}", given)
        assert calls
        assert not list((folder / f"out{n}").iterdir())  # nothing went another way
        runs.append(calls)
    for (function, old), (_, new) in zip(*runs, strict=True):
        yield Save(function, old, new)
