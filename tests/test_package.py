"""The house: what importing costs, what is public, and how large a file may be."""

import ast
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

import coopgraph as cg

SOURCE = Path(cg.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))


def test_importing_it_loads_neither_matplotlib_nor_pandas_nor_scipy():
    code = """
import sys, coopgraph as cg
cg.dependents(cg.build_graph(cg.example()), "framework-convention")
print(sorted({"matplotlib", "pandas", "scipy", "numpy", "rich", "typer"} & set(sys.modules)))
assert cg.plot.cooperation_map
assert "matplotlib" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


def test_all_names_what_is_public():
    assert list(cg.__all__) == sorted(cg.__all__)
    assert dir(cg) == sorted([*cg.__all__, "__version__"])
    for name in cg.__all__:
        assert getattr(cg, name).__doc__


def test_there_is_no_such_name():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        cg.nothing  # noqa: B018


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_is_longer_than_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_rooms_for_files_and_the_command_line_touch_the_disk(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    touching = {"open", "read_bytes", "write_bytes", "read_text", "write_text", "mkstemp", "fdopen"}
    if not {"_base", "io", "cli", "sql", "extract"} & set(path.parts):
        assert not names & touching


def test_errors_are_drawn_as_they_are():
    """The tree in the docstring of `errors` is the tree of classes."""
    from coopgraph._base import errors

    drawn = set(re.findall(r"\b(\w+Error)\b", errors.__doc__)) - {"OSError", "CoopGraphError"}
    made = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, cg.CoopGraphError) and name[0] != "_"
    }
    assert drawn == made - {"CoopGraphError"}
    assert made <= set(cg.__all__)


def test_the_version_is_the_distributions():
    assert importlib.metadata.version("coopgraph-conventions") == cg.__version__
    changelog = (Path(__file__).parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{cg.__version__}]" in changelog


def test_it_is_typed():
    assert (SOURCE / "py.typed").exists()
