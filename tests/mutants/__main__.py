"""Try a sample of mutants and list those that no test noticed: ``make mutants``."""

import argparse
import os
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.drawing import Mutant, drawn, mutants_of
from tests.mutants.scopes import SCOPES
from tests.mutants.trial import KILLED, SURVIVED, TIMEOUT, Trial

ROOT = Path(__file__).parents[2]
#: The examples of hypothesis are the same every time, and few: what they all miss, others find.
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:cov", "--hypothesis-profile=mutants")
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")


def path_of(module: str) -> Path:
    path = Path("src", *module.split("."))
    return path / "__init__.py" if (ROOT / path).is_dir() else path.with_suffix(".py")


def equivalents() -> set[tuple[str, str, str]]:
    """What is known to change nothing that anybody could notice, by function and lines."""
    entries = tomllib.loads(EQUIVALENTS.read_text("utf-8")).get("equivalent", ())
    return {(e["in"], e["was"].strip(), e["now"].strip()) for e in entries}


def report(results: dict[Mutant, str]) -> int:
    known = equivalents()
    same = {m for m in results if (m.function, m.was, m.now) in known}
    counts = Counter(result for mutant, result in results.items() if mutant not in same)
    survivors = sorted(
        (m for m, result in results.items() if result == SURVIVED and m not in same),
        key=lambda m: (m.path, m.line),
    )
    for mutant in survivors:
        print(mutant)
    tried = sum(counts.values())
    share = counts[SURVIVED] / max(tried, 1)
    print(
        f"{tried} mutants: {counts[KILLED]} killed, {counts[TIMEOUT]} timeouts, "
        f"{counts[SURVIVED]} survived ({share:.1%}); beside them {len(same)} equivalent"
    )
    return int(share >= 0.1)


def copied(folder: Path) -> Path:
    """A copy of the project to work in: nothing is changed under the tests, nor any data near."""
    for part in ("src", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    os.chdir(folder)
    sys.path[:0] = [str(folder), str(folder / "src")]
    sys.modules["tests"].__path__ = [str(folder / "tests")]  # what is imported from now on
    os.environ |= {"PYTHONPATH": str(folder / "src"), "CI": "quick"}
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scope", nargs="?", default="readers", choices=SCOPES)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="only say what would be tried")
    parser.add_argument("--again", type=Path, help="only those that this report of a run lists")
    options = parser.parse_args()
    scope = SCOPES[options.scope]
    paths = [path_of(module) for module in scope.modules]
    everything = [mutant for path in paths for mutant in mutants_of(ROOT, path)]
    sample = drawn(everything, options.count, options.seed)
    if options.again:
        earlier = options.again.read_text("utf-8")
        sample = [mutant for mutant in sample if str(mutant) in earlier]
    print(f"{len(sample)} of {len(everything)} mutants, seed {options.seed}", flush=True)
    if options.list:
        print(*sample, sep="\n")
        return 0
    tests = [*scope.tests, *map(str, paths)]
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        trial = Trial(copied(Path(folder)), sample, options.processes)
        pytest.main([*OPTIONS, *tests], plugins=[trial])
    if not trial.results:
        print("no mutant was tried: the tests do not pass as they are")
        return 1
    return report(trial.results)


if __name__ == "__main__":
    sys.exit(main())
