"""The types that users see: what must type-check does, and what must not does not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="type checkers come with the group lint")

HERE = Path(__file__).parent
ACCEPTED, REFUSED = HERE / "accepted.py", HERE / "refused.py"

#: Libraries that say nothing about graphs are not read: that takes most of the time.
STRICT = """
[mypy]
strict = True
follow_imports_for_stubs = True
[mypy-babel.*,matplotlib.*,numpy.*,openpyxl.*,pandas.*,rich.*,ruamel.*,scipy.*]
follow_imports = skip
"""
#: As where types-networkx is not installed: all that comes from networkx is ``Any``.
WITHOUT_TYPES = """
[mypy-networkx.*]
follow_imports = skip
ignore_missing_imports = True
"""


def marked(word):
    lines = enumerate(REFUSED.read_text(encoding="utf-8").splitlines(), start=1)
    return {number for number, line in lines if re.search(word, line)}


@pytest.mark.parametrize("networkx", ["typed", "untyped"])
def test_graphs_type_check_and_dossiers_numbers_and_texts_do_not(pytestconfig, tmp_path, networkx):
    config = tmp_path / "mypy.ini"
    config.write_text(STRICT + (WITHOUT_TYPES if networkx == "untyped" else ""))
    cache = pytestconfig.cache.mkdir(f"mypy-{networkx}")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", config, "--no-error-summary",
         "--cache-dir", cache, "--hide-error-context", ACCEPTED, REFUSED],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert not done.stderr
    errors = re.findall(r"(\w+)\.py:(\d+): error: .*\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    if networkx == "untyped":  # what networkx's own types would tell cannot be told
        wanted = marked("# error$")
        errors = [
            error for error in errors if error[2] in {"arg-type", "call-overload", "list-item"}
        ]
    else:
        wanted = marked("# error")
    assert {(file, int(line)) for file, line, _ in errors} == {("refused", n) for n in wanted}
