"""Nothing in the package writes to the disk but the one guarded way out."""

import ast
from pathlib import Path

import pytest

import coopgraph

SOURCE = Path(coopgraph.__file__).parent

#: What puts something on the disk, or takes it away, whatever it is called on.
WRITES = frozenset(
    {"chmod", "copy2", "copyfile", "copytree", "fdopen", "hardlink_to", "makedirs", "mkdir"}
    | {"mkdtemp", "mkfifo", "mkstemp", "NamedTemporaryFile", "removedirs", "rename", "renames"}
    | {"rmdir", "rmtree", "savefig", "symlink", "symlink_to", "TemporaryDirectory"}
    | {"TemporaryFile", "touch", "truncate", "unlink", "write_bytes", "write_text"}
)
#: What does so as a function of ``os`` or ``shutil`` only.
OF_MODULES = frozenset({"copy", "link", "move", "open", "remove", "replace"})

#: Where that is right all the same, and why.
ALLOWED = {
    ("_base/saving.py", "*"): "the way out itself",
    ("_base/unfinished.py", "*"): "what an interrupted save left, finished or removed",
    ("_base/opening.py", "os.open"): "the way in: for reading only",
    ("plot/figure.py", "savefig"): "into memory",
    ("io/write/xlsx.py", "ZipFile"): "into memory",
    ("io/write/relation_table.py", "TemporaryDirectory"): "DuckDB writes Parquet only to a file",
    ("sql/engines.py", "TemporaryDirectory"): "where engines spill what memory does not hold",
    ("sql/engines.py", "write_text"): "the settings of Spark, in such a folder",
    ("cli/__init__.py", "os.open"): "the null device, for what nobody reads any more",
}


def writes(tree):
    """The calls that write, by the name under which they may be allowed."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        owner = function.value if isinstance(function, ast.Attribute) else None
        module = owner.id if isinstance(owner, ast.Name) and owner.id in {"os", "shutil"} else ""
        if name in WRITES:
            yield name
        elif module and name in OF_MODULES:
            yield f"{module}.{name}"
        elif name in {"open", "ZipFile", "GzipFile"} and _mode(call, name, owner) & set("wax+"):
            yield name


def _mode(call, name, owner):
    """The letters of the mode that something is opened in; one that is not written out counts."""
    is_method = (
        name == "open" and owner is not None and getattr(owner, "id", "") not in {"io", "gzip"}
    )
    given = call.args[0 if is_method else 1 :][:1]
    given += [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    letters = {"r"} if not given else set()
    for mode in given:
        letters |= set(mode.value) if isinstance(mode, ast.Constant) else {"w"}
    return letters


def found():
    for path in sorted(SOURCE.rglob("*.py")):
        file = path.relative_to(SOURCE).as_posix()
        for name in writes(ast.parse(path.read_text(encoding="utf-8"))):
            yield (file, "*") if (file, "*") in ALLOWED else (file, name)


def test_nothing_else_opens_for_writing():
    assert set(found()) == ALLOWED.keys()


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text('a')",
        "open(path, 'w')",
        "open(path, mode='ab')",
        "io.open(path, 'x')",
        "path.open('r+')",
        "path.open(mode)",
        "gzip.open(path, 'wb')",
        "figure.savefig(path)",
        "os.replace(a, b)",
        "os.open(path, flags)",
        "shutil.rmtree(path)",
        "zipfile.ZipFile(path, 'w')",
        "tempfile.mkdtemp()",
    ],
)
def test_it_sees_what_writes(code):
    assert list(writes(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["open(path)", "path.open('rb')", "text.replace(a, b)", "ZipFile(a)"]
)
def test_it_sees_what_only_reads(code):
    assert not list(writes(ast.parse(code)))
