"""What the READMEs show is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

import coopgraph as cg
from coopgraph.cli import app

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.fr.md"]
NAMING_TARGETS = [
    *(ROOT / name for name in (*READMES, "CONTRIBUTING.md", ".ci/run")),
    *ROOT.glob(".github/**/*.*"),
    *ROOT.glob("docs/**/*.md"),
]


def blocks(name, language):
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_the_python_snippet_runs(name, capsys):
    """As a reader would paste it; at most twelve lines."""
    (snippet,) = blocks(name, "python")
    assert len(snippet.splitlines()) <= 12
    exec(compile(snippet, name, "exec"), {})  # noqa: S102
    assert "recommandation 1" in capsys.readouterr().out or name == "README.md"


@pytest.mark.parametrize("name", READMES)
def test_the_console_shows_what_the_command_prints(name):
    shown_blocks = blocks(name, "console")
    assert shown_blocks
    for block in shown_blocks:
        first, _, shown = block.partition("\n")
        words = shlex.split(first.removeprefix("$ coopgraph "))
        done = subprocess.run(
            [sys.executable, "-m", "coopgraph", *words],
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
        )
        assert done.stdout.startswith(shown)
        if name == "README.md":
            assert done.stdout == shown


@pytest.mark.parametrize("name", READMES)
def test_the_dossier_shown_is_valid(name, tmp_path):
    (block,) = blocks(name, "yaml")
    path = tmp_path / "dossier.yaml"
    path.write_text(block, encoding="utf-8")
    graph = cg.build_graph(cg.read(path))
    (provision,) = [item for item, record in graph.nodes(data="record") if record == "provision"]
    certainties = {row.certainty.value for row in cg.dependents(graph, provision)}
    assert certainties == {"certain", "possible"}


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_table(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for command in get_command(app).commands:
        assert f"| `coopgraph {command}" in text


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target


@pytest.mark.parametrize("path", NAMING_TARGETS, ids=lambda path: path.name)
def test_the_make_targets_named_exist(path):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    text = path.read_text("utf-8")
    for target in re.findall(r"(?:`|run: |^)make ([a-z-]+)", text, re.MULTILINE):
        assert target in targets
