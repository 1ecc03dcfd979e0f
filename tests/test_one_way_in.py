"""All files come in by one door: no other module opens any, or has a library open one."""

import ast
from pathlib import Path

import pytest

import coopgraph

SOURCES = sorted(Path(coopgraph.__file__).parent.rglob("*.py"))

#: The other door: it opens what it writes, and reads what it is about to replace.
WAY_OUT = {"saving.py", "unfinished.py"}
#: What opens a file, and where it may, by the name of the module.
OPENERS = {
    "open": {"opening.py", *WAY_OUT},
    "os.open": {"opening.py", *WAY_OUT},
    "read_text": {"opening.py"},  # of the files that come with the package
    "read_bytes": WAY_OUT,
}
#: Libraries that open what they are given, and who gives them a place that was looked at before.
BY_PATH = {
    "duckdb.connect": {"untrusted.py"},
    "sqlite3.connect": {"untrusted.py"},
    "read.parquet": {"engines.py"},  # of Spark
}
#: Libraries that read whatever they are given: from what was opened, never from a name.
FROM_MEMORY = {"docx.Document", "GzipFile", "PdfReader", "ZipFile", "load_workbook", "iterparse",
               "loadtxt", "fromfile", "memmap", "genfromtxt", "read_csv", "read_parquet",
               "read_graphml", "read_gexf", "imread", "Image.open", "gzip.open", "parser.parse",
               "copyfile", "copyfileobj", "getline", "FileInput"}  # fmt: skip
IN_MEMORY = {"io.BytesIO", "io.StringIO"}


def name_of(function):
    """``read.parquet`` of ``session.read.parquet``; a name without its module too."""
    if isinstance(function, ast.Name):
        return function.id
    if not isinstance(function, ast.Attribute):
        return ""
    of = name_of(function.value).rpartition(".")[2]
    return f"{of}.{function.attr}" if of else function.attr


def is_in_memory(call, opened):
    """Whether the first argument is made here from bytes, or was opened by the one that may."""
    values = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "fileobj")]
    if not values:
        return True
    first = values[0]
    if isinstance(first, ast.Call):
        return name_of(first.func) in IN_MEMORY
    if isinstance(first, ast.Constant):
        return first.value == ":memory:"
    return isinstance(first, ast.Name) and first.id in opened


def opened_in(tree):
    """The names that ``with open_regular(…) as name`` gives, and streams in memory."""
    names = set()
    for part in ast.walk(tree):
        if isinstance(part, ast.withitem) and ast.unparse(part.context_expr).startswith(
            "open_regular("
        ):
            names.add(part.optional_vars.id)
        elif isinstance(part, ast.Assign) and ast.unparse(part.value) == "io.BytesIO()":
            names |= {ast.unparse(target) for target in part.targets}
    return names


def wrong(source, file):
    """The calls of a module that open a file without leave."""
    tree = ast.parse(source)
    opened = opened_in(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = name_of(call.func)
        last = name.rpartition(".")[2]
        if name == "os.open" and ast.unparse(call.args[0]) == "os.devnull":
            continue  # where to what nobody reads any more goes
        if last in OPENERS and name not in FROM_MEMORY:
            allowed = OPENERS[name if name in OPENERS else last]
        elif name in BY_PATH:
            allowed = {file} if is_in_memory(call, opened) else BY_PATH[name]
        elif {name, last} & FROM_MEMORY:
            allowed = {file} if is_in_memory(call, opened) else set()
        else:
            continue
        if file not in allowed:
            yield f"{file}:{call.lineno}: {name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_other_module_opens_a_file(path):
    assert not list(wrong(path.read_text("utf-8"), path.name))


@pytest.mark.parametrize(
    "line",
    [
        "open(path)",
        "path.open('rb')",
        "os.open(path, 0)",
        "io.open(path)",
        "gzip.open(path)",
        "Path(path).read_text()",
        "path.read_bytes()",
        "zipfile.ZipFile(path)",
        "load_workbook(path)",
        "docx.Document(str(path))",
        "pypdf.PdfReader(path)",
        "sqlite3.connect(path)",
        "duckdb.connect(str(path))",
        "session.read.parquet(path)",
        "parser.parse(path)",
        "networkx.read_graphml(path)",
        "numpy.fromfile(path)",
    ],
)
def test_a_module_that_does_is_found(line):
    assert len(list(wrong(f"def read(path):\n    return {line}\n", "some.py"))) == 1
