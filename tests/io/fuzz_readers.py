"""A coverage-guided fuzzer over every reader: ``make fuzz``.

It changes files towards new branches of the code, and stops at the first error that is none of
ours. Say how long: ``python tests/io/fuzz_readers.py -max_total_time=60``; ``READER=.json``
takes one format alone. In the end it says how many inputs each format got.

An input names its format by its first byte. Where a format is several files, or parts packed into
one, the second byte says which of them the rest replaces: else nearly all inputs would fail at the
packing, or lack a table.
"""

import io
import multiprocessing
import os
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["coopgraph"]):
    import coopgraph as cg
    from coopgraph.io.write import csv
    from tests.extract.test_documents import SOUND
    from tests.io.mapping.test_mapping import STATES, TREATIES
    from tests.io.test_fuzz import FILES, SMALL, assert_read_and_salvaged_alike, attempt

FOLDER = Path(tempfile.mkdtemp(prefix="coopgraph-fuzz-"))
WHOLE = 255  # as the second byte: the rest is the packed file itself


def packed(data, content, part):
    """The archive with one of its parts replaced."""
    if part == WHOLE:
        return content
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        for name in names:
            chosen = name == names[part % len(names)]
            new.writestr(name, content if chosen else old.read(name))
    return stream.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def written(name, data):
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def read_relations(path):
    """Open the table and ask it; the engines' own files are damaged in ways of their own."""
    table = attempt(cg.read_relations, path)
    if table is not None:
        with table:
            attempt(lambda: list(cg.dependents(table, "anru")))


def read_folder(files, content, part, **options):
    """Read a folder of which one file is replaced."""
    folder = FOLDER / ("mapped" if options else "tables")
    for n, (name, data) in enumerate(files.items()):
        written(folder / name, content if n == part % len(files) else data)
    assert_read_and_salvaged_alike(folder, **options)


def relation_files():
    """The bundled dossier's relations in the three formats."""
    graph = cg.build_graph(cg.example())
    for suffix in (".sqlite", ".parquet"):
        cg.write(graph, FOLDER / f"seed{suffix}")
    import duckdb

    path = FOLDER / "seed.duckdb"
    with duckdb.connect(str(path)) as connection:
        rows = f"SELECT * FROM read_parquet('{FOLDER / 'seed.parquet'}')"
        connection.execute(f"CREATE TABLE relation AS {rows}")
    return {name: (FOLDER / f"seed{name}").read_bytes() for name in RELATIONS}


TABLES = csv.dump(SMALL)
MAPPED = {
    "treaties.csv": TREATIES.encode(),
    "states.csv": b"state\nFRA\nMAR\nFRA\nSUN\n",
    "mapping.yaml": STATES.replace("states.csv.gz", "states.csv").encode(),
}
RELATIONS = (".sqlite", ".duckdb", ".parquet")
SUFFIXES = (".yaml", ".json", ".xml", ".xlsx", "tables", "mapping", ".docx", ".pdf", *RELATIONS)
COUNTS = multiprocessing.RawArray("Q", len(SUFFIXES))  # shared: the fuzzer runs in a fork


def one_input(data):
    if len(data) < 2:
        return
    suffix = os.environ.get("READER") or SUFFIXES[data[0] % len(SUFFIXES)]
    COUNTS[SUFFIXES.index(suffix)] += 1
    part, rest = data[1], data[2:]
    match suffix:
        case "tables":
            read_folder(TABLES, rest, part)
        case "mapping":
            read_folder(MAPPED, rest, part, mapping=FOLDER / "mapped" / "mapping.yaml")
        case ".xlsx":
            assert_read_and_salvaged_alike(written("a.xlsx", packed(FILES["a.xlsx"], rest, part)))
        case ".docx":
            attempt(cg.read_report, written("a.docx", packed(SOUND["docx"], rest, part)))
        case ".pdf":
            attempt(cg.read_report, written("a.pdf", rest))
        case ".sqlite" | ".duckdb" | ".parquet":
            read_relations(written(f"a{suffix}", rest))
        case _:
            assert_read_and_salvaged_alike(written(f"a{suffix}", rest))


def sound_inputs():
    """Sound files to start from, each with the bytes that name its reader and its part."""
    for name, data in FILES.items():
        if not name.endswith(".xlsx"):
            yield Path(name).suffix, 0, data
    for suffix, data in ((".xlsx", FILES["a.xlsx"]), (".docx", SOUND["docx"])):
        yield suffix, WHOLE, data
        yield from ((suffix, n, part) for n, part in enumerate(parts_of(data)))
    for name, files in (("tables", TABLES), ("mapping", MAPPED)):
        yield from ((name, n, data) for n, data in enumerate(files.values()))
    yield ".pdf", 0, SOUND["pdf"]
    yield from ((suffix, 0, data) for suffix, data in relation_files().items())


def seeds():
    folder = FOLDER / "seeds"
    folder.mkdir()
    for n, (suffix, part, data) in enumerate(sound_inputs()):
        (folder / str(n)).write_bytes(bytes([SUFFIXES.index(suffix), part]) + data)
    return str(folder)


def fuzz():
    options = ["-max_len=600000", "-timeout=20", "-rss_limit_mb=2048"]
    atheris.Setup([*sys.argv, *options, seeds()], one_input)
    atheris.Fuzz()


def main():
    """Fuzz in a fork, since the fuzzer ends its process itself, then say what it tried."""
    print("coopgraph", cg.__version__, flush=True)
    child = os.fork()
    if not child:
        fuzz()
    _, status = os.waitpid(child, 0)
    tried = zip(SUFFIXES, COUNTS, strict=True)
    print("inputs:", ", ".join(f"{suffix} {count}" for suffix, count in tried))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
