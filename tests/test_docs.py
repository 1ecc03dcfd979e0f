"""What the pages of the documentation show is what happens."""

import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

import coopgraph as cg
from coopgraph import cli

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "how-large.md"
duckdb = pytest.importorskip("duckdb")


def blocks(language):
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_snippets_on_size_run(tmp_path, monkeypatch, graph):
    """One after the other, as a reader would paste them, beside a database that holds the links."""
    monkeypatch.chdir(tmp_path)
    names = {"graph": graph}
    places, writing, reading, with_networkx = blocks("python")
    exec(compile(writing, PAGE.name, "exec"), names)  # noqa: S102
    cg.write(graph, "links.sqlite")
    cg.write(cg.example(), "dossier.yaml")
    memory, *engines = [line for line in places.splitlines() if "url=" not in line]
    assert eval(memory, names)  # noqa: S307
    for line in engines:
        eval(line, names).close()  # noqa: S307
    with duckdb.connect("registry.duckdb") as connection:
        connection.execute("CREATE TABLE relation AS FROM 'links.parquet'")
    for snippet in (reading, with_networkx):
        exec(compile(snippet, PAGE.name, "exec"), names)  # noqa: S102
    relations = names["relations"]
    assert len(cg.dependents(relations, "framework-convention")) == 8
    relations.connection.close()


def test_the_commands_on_size_run(tmp_path, monkeypatch, graph, capsys):
    """But for the one that asks a server."""
    monkeypatch.chdir(tmp_path)
    cg.write(graph, "links.parquet")
    (block,) = blocks("console")
    commands = [line.removeprefix("$ ") for line in block.splitlines() if "postgresql" not in line]
    for command in commands:
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert not ended.value.code
        assert "framework-convention" in capsys.readouterr().out


@pytest.fixture
def generate(monkeypatch):
    monkeypatch.syspath_prepend(str(DOCS))
    import generate

    return generate


def test_where_names_files_that_exist():
    entries = tomllib.loads((DOCS / "where.toml").read_text("utf-8"))["where"]
    assert len(entries) == 12
    source = Path(cg.__file__).parent
    for entry in entries:
        named = [*entry["files"], *re.findall(r"`(\S+/\S+)`", entry.get("note", ""))]
        assert [file for file in named if not (source / file).exists()] == []


def test_the_api_reference_shows_every_public_name_once(generate, tmp_path):
    page = tmp_path / "api.md"
    generate.write_api_reference(page)
    shown = re.findall(
        r"^\.\. auto\w+:: coopgraph\.([\w.]+)", page.read_text("utf-8"), re.MULTILINE
    )
    public = [name for name in cg.__all__ if name != "plot"]
    assert sorted(shown) == sorted([*public, *(f"plot.{name}" for name in cg.plot.__all__)])


def test_every_page_links_to_pages_that_exist():
    """But for those of the reference, which are generated."""
    for page in [*DOCS.glob("*.md"), *(DOCS / "how-to").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            made = "reference/" in target or target.startswith("https://")
            assert made or (page.parent / target).exists(), (page, target)
