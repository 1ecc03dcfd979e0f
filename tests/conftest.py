"""What all tests share: the bundled dossier, its graph, and a place for the report it codes."""

import os
import sys
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import HealthCheck, settings

import coopgraph as cg

mpl.use("Agg")

#: Programs of their own, for ``make fuzz`` and ``make mutants``, which install what they import; and
#: files that are read by type checkers and never run.
collect_ignore = ["io/fuzz_readers.py", "mutants", "typing/accepted.py", "typing/refused.py"]

settings.register_profile(
    "default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples every time, so that a change is judged by what it changes; on people's own
# machines the examples differ from run to run, and find what these do not. (``CI=quick``, for
# runs after the first, spares the thousand examples of the reasoning.)
settings.register_profile(
    "ci", parent=settings.get_profile("default"), max_examples=150, derandomize=True
)
settings.register_profile("mutants", parent=settings.get_profile("ci"), max_examples=20)
settings.load_profile("ci" if os.environ.get("CI") else "default")

#: Whether nobody waits: then more is tried, and more slowly, than people want while they work.
THOROUGH = os.environ.get("CI", "quick") != "quick"

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def example():
    return cg.example()


@pytest.fixture(scope="session")
def graph(example):
    return cg.build_graph(example)


@pytest.fixture(scope="session")
def report():
    """The text of the report that the bundled dossier codes; not part of the project."""
    path = SHARED / "source" / "visit-report-2019.fr.txt"
    if not path.exists():
        pytest.skip("the report is not here")
    return path.read_bytes()


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command in an empty folder; its status, output and error output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COOPGRAPH_LANG", raising=False)

    def run(*words):
        from coopgraph import cli

        monkeypatch.setattr(sys, "argv", ["coopgraph", *words])
        status = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = ended.code or 0
        return status, *capsys.readouterr()

    return run


@pytest.fixture(scope="session", autouse=True)
def _without_waiting_for_the_disk():
    """Whether the disk was waited for can only be told after a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        if not THOROUGH:
            patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    from matplotlib import pyplot as plt

    plt.close("all")
