"""A pytest plugin that runs the tests once, then once more for each mutant in a forked process.

What a test reaches is known from the first run, so that each mutant meets only the tests that
execute its statement, quickest first, up to the first that fails. In a fork, the functions that
everybody has imported already get the code of the mutant; only what runs at import needs a process
of its own.
"""

import ast
import functools
import gc
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest
from _pytest.doctest import DoctestItem
from _pytest.runner import runtestprotocol

from tests.mutants.drawing import Mutant

KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
_STATUS = {0: SURVIVED, os.EX_TEMPFAIL: TIMEOUT}
_MEMORY = 4 << 30


class Trial:
    """Tries the mutants once pytest has collected the tests."""

    def __init__(self, root: Path, mutants: Sequence[Mutant], processes: int) -> None:
        self.results: dict[Mutant, str] = {}
        self._root, self._mutants, self._processes = root, mutants, processes
        self._seconds: dict[str, float] = {}
        self._stderr = os.dup(2)  # before pytest captures it
        self._coverage = coverage.Coverage(data_file=None, source_pkgs=["coopgraph"])
        self._coverage.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._caches = _caches()
        if session.testsfailed or not self._all_pass(session.items):
            return True
        source = str(self._root / "src")
        items = {item.nodeid: item for item in session.items}
        self._functions = [
            thing
            for thing in gc.get_objects()
            if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(source)
        ]
        self._caches = _caches()  # with those of modules that are imported late
        gc.freeze()  # so that the forks share the memory
        if not all(self._survives_unchanged(items, at_import) for at_import in (False, True)):
            return True
        running: dict[int, Mutant] = {}
        plans = [(mutant, *self._tests_of(mutant)) for mutant in self._mutants]
        for mutant, names, at_import in sorted(plans, key=lambda plan: plan[2]):
            if len(running) == self._processes:
                self._wait(running)
            running[self._forked(mutant, names, at_import, items)] = mutant
        while running:
            self._wait(running)
        return True

    def _survives_unchanged(self, items: Mapping[str, pytest.Item], at_import: bool) -> bool:  # noqa: FBT001
        """Whether all tests pass where nothing is changed: else a kill would mean nothing."""
        path = self._mutants[0].path
        same = Mutant(path, 0, "", "", "", 0, (self._root / path).read_text("utf-8"))
        names = sorted(items, key=self._seconds.__getitem__)
        with tempfile.TemporaryFile() as said:
            _, status = os.waitpid(self._forked(same, names, at_import, items, said.fileno()), 0)
            code = os.waitstatus_to_exitcode(status)
            if code:
                said.seek(0)
                head = f"\nwith nothing changed, the tests end with status {code}:\n".encode()
                os.write(self._stderr, head + said.read())
        return code == 0

    def _all_pass(self, items: Sequence[pytest.Item]) -> bool:
        """Run each test, noting what it takes and the lines that it reaches."""
        passed = True
        for item in items:
            self._coverage.switch_context(item.nodeid)
            names = dict(item.dtest.globs) if isinstance(item, DoctestItem) else {}
            self._clear_caches()  # else only the first test would reach what is kept from then on
            start = time.process_time()
            reports = runtestprotocol(item, log=True, nextitem=None)
            if names:  # which a doctest clears when it has run, so that it could not run again
                item.dtest.globs.update(names)
            self._seconds[item.nodeid] = time.process_time() - start
            passed &= not any(report.failed for report in reports)
        self._coverage.stop()
        data = self._coverage.get_data()
        self._reached = {
            path.relative_to(self._root): data.contexts_by_lineno(str(path))
            for path in map(Path, data.measured_files())
        }
        return passed

    def _wait(self, running: dict[int, Mutant]) -> None:
        pid, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        mutant = running.pop(pid)
        self.results[mutant] = _STATUS.get(code, KILLED) if code != -signal.SIGXCPU else TIMEOUT
        shown = f"\n{mutant}\n" if self.results[mutant] == SURVIVED else "."
        print(shown, end="", file=sys.__stderr__, flush=True)

    def _forked(
        self,
        mutant: Mutant,
        names: Sequence[str],
        at_import: bool,  # noqa: FBT001
        items: Mapping[str, pytest.Item],
        said: int | None = None,
    ) -> int:
        """Run tests in a fork, whose exit status is the result; ``said`` is where it says why."""
        if pid := os.fork():
            return pid
        same = mutant.was == mutant.now
        nothing = os.open(os.devnull, os.O_RDWR)
        said = nothing if said is None else said
        for stream, file in enumerate((nothing, said, said)):
            os.dup2(file, stream)
        limit = int(10 + 5 * sum(map(self._seconds.__getitem__, names)))
        # The hard limit kills with SIGKILL: it comes later, so that a timeout is told from a crash.
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        try:
            if at_import or not (same or self._patched(mutant)):
                _in_a_process_of_its_own(self._root, mutant, names)
            for name in names:
                reports = runtestprotocol(items[name], log=False, nextitem=None)
                failed = [report.longreprtext for report in reports if report.failed]
                if failed:
                    os.write(said, "\n".join([name, *failed]).encode())
                    os._exit(1)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a mutant may raise anything: it is noticed
            os.write(said, traceback.format_exc().encode())
            os._exit(1)

    def _patched(self, mutant: Mutant) -> bool:
        """Give the functions of the file the mutant's code, where no more than that has changed."""
        path = str(self._root / mutant.path)
        old = (self._root / mutant.path).read_text("utf-8")
        before, after = (list(_codes(compile(code, path, "exec"))) for code in (old, mutant.code))
        if [code.co_qualname for code in before] != [code.co_qualname for code in after]:
            return False
        changed = {a: b for a, b in zip(before, after, strict=True) if a != b}
        found = [function for function in self._functions if function.__code__ in changed]
        for function in found:
            function.__code__ = changed[function.__code__]
        self._clear_caches()
        return bool(found)

    def _clear_caches(self) -> None:
        for cache in self._caches:
            cache.cache_clear()

    def _tests_of(self, mutant: Mutant) -> tuple[list[str], bool]:
        """The tests that execute the statement, quickest first; whether it is run at import."""
        reached = self._reached.get(mutant.path, {})
        tests: set[str] = set()
        for line in _statement(self._root / mutant.path, mutant.line):
            tests.update(reached.get(line, ()))
        at_import = "" in tests
        if at_import:
            tests = {name for names in reached.values() for name in names}
        return sorted(tests - {""}, key=lambda name: (self._seconds[name], name)), at_import


def _caches() -> list[Any]:
    return [
        thing
        for thing in gc.get_objects()
        if isinstance(thing, functools._lru_cache_wrapper)
        and thing.__module__.startswith("coopgraph")
    ]


@functools.cache
def _statements(path: Path) -> list[range]:
    """The lines of every statement; of one that holds others, those of its head."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            body = getattr(node, "body", None)
            first = node.pattern if isinstance(node, ast.match_case) else node
            found.append(
                range(
                    first.lineno,
                    max(body[0].lineno, first.lineno + 1) if body else node.end_lineno + 1,
                )
            )
    return found


def _statement(path: Path, line: int) -> range:
    return min(
        (lines for lines in _statements(path) if line in lines),
        key=len,
        default=range(line, line + 1),
    )


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _in_a_process_of_its_own(root: Path, mutant: Mutant, names: Sequence[str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="mutant-"))
    shutil.copytree(root / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / mutant.path).write_text(mutant.code, "utf-8")
    tests = [f"{folder}/{name}" if name.startswith("src") else name for name in names]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    options = (
        "-m",
        "pytest",
        "-xq",
        "-p",
        "no:cacheprovider",
        "--hypothesis-profile=mutants",
        f"--rootdir={root}",
        "-c",
        "pyproject.toml",
    )
    status = subprocess.run(
        [sys.executable, *options, *tests], env=environment, check=False
    ).returncode
    shutil.rmtree(folder)
    os._exit({0: 0, -signal.SIGXCPU: os.EX_TEMPFAIL}.get(status, 1))
