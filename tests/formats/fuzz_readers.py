"""A coverage-guided fuzzer over every reader: ``make fuzz``.

It changes files towards new branches of the code, and stops at the first error that is none of
ours. Say how long: ``python tests/formats/fuzz_readers.py -max_total_time=60``; ``READER=.json``
takes one format alone.
"""

import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["coopgraph"]):
    import coopgraph as cg
    from tests.formats.test_fuzz import FILES, assert_read_and_salvaged_alike

FOLDER = Path(tempfile.mkdtemp(prefix="coopgraph-fuzz-"))
SUFFIXES = (".yaml", ".json", ".xml", ".xlsx", ".csv")


def one_input(data):
    suffix = os.environ.get("READER") or SUFFIXES[data[0] % len(SUFFIXES)] if data else ".yaml"
    if suffix == ".csv":
        path = FOLDER / "tables"
        path.mkdir(exist_ok=True)
        (path / "institutions.csv").write_bytes(data[1:])
    else:
        path = FOLDER / f"a{suffix}"
        path.write_bytes(data[1:])
    assert_read_and_salvaged_alike(path)


def seeds():
    """A folder of sound files to start from, each with the byte that names its reader."""
    folder = FOLDER / "seeds"
    folder.mkdir()
    for name, data in FILES.items():
        number = SUFFIXES.index(Path(name).suffix)
        (folder / name).write_bytes(bytes([number]) + data)
    return str(folder)


if __name__ == "__main__":
    print("coopgraph", cg.__version__)  # noqa: T201
    atheris.Setup(
        [*sys.argv, "-max_len=20000", "-timeout=20", "-rss_limit_mb=2048", seeds()], one_input
    )
    atheris.Fuzz()
