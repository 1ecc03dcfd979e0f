"""The package: what importing costs, what is public, what its metadata and CONTRIBUTING say."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import coopgraph as cg
from tests.mutants.scopes import SCOPES

ROOT = Path(__file__).parents[1]
SOURCE = Path(cg.__file__).parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
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


def test_all_lists_the_public_names():
    assert list(cg.__all__) == sorted(cg.__all__)
    assert dir(cg) == sorted([*cg.__all__, "__version__"])
    for name in cg.__all__:
        assert getattr(cg, name).__doc__


def test_an_unknown_name_raises_attribute_error():
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


def test_the_docstring_of_errors_shows_all_of_them():
    from coopgraph._base import errors

    drawn = set(re.findall(r"\b(\w+Error)\b", errors.__doc__)) - {"OSError", "CoopGraphError"}
    made = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, cg.CoopGraphError) and name[0] != "_"
    }
    assert drawn == made - {"CoopGraphError"}
    assert made <= set(cg.__all__)


def test_metadata_changelog_and_citation_name_the_version():
    assert importlib.metadata.version("coopgraph-conventions") == cg.__version__
    assert f"## [{cg.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert YAML(typ="safe").load(ROOT / "CITATION.cff")["version"] == cg.__version__


def test_contributing_lists_the_rooms_in_the_order_of_imports():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rooms = re.findall(r"^\| `(\w+)/` \|", text, re.MULTILINE)
    (contract,) = (
        contract
        for contract in PYPROJECT["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and contract["containers"] == ["coopgraph"]
    )
    assert rooms == contract["layers"]
    assert {path.parent.name for path in SOURCE.glob("*/__init__.py")} == set(rooms)


def test_every_module_that_reasons_is_in_a_scope_of_mutants():
    changed = {module for scope in SCOPES.values() for module in scope.modules}
    for room in ("network", "questions"):
        names = {path.stem for path in (SOURCE / room).glob("*.py")} - {"__init__"}
        assert {f"coopgraph.{room}.{name}" for name in names} <= changed
    for scope in SCOPES.values():
        assert all((ROOT / path).is_file() for path in scope.tests)


def test_ci_tests_every_python_version_in_the_metadata():
    named = [
        words[-1]
        for classifier in PYPROJECT["project"]["classifiers"]
        if "." in (words := classifier.split())[-1]
    ]
    workflow = YAML(typ="safe").load(ROOT / ".github/workflows/ci.yml")
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == named
    assert PYPROJECT["project"]["requires-python"] == f">={named[0]}"


def test_it_is_typed():
    assert (SOURCE / "py.typed").exists()
