"""All the mutants of a file, and a sample of them that does not change when files move."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import libcst as cst
from libcst.metadata import (
    CodeRange,
    MetadataWrapper,
    WhitespaceInclusivePositionProvider,
)
from mutmut.mutation.mutators import mutation_operators

#: What is not changed: annotations and imports do nothing, decorators mostly set sizes of caches.
UNCHANGED = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)


@dataclass(frozen=True)
class Mutant:
    """A file with one change.

    It is known by the function, the lines before and after, and which of equal changes it is: not
    by module or line number, so that it outlives moves and edits.
    """

    path: Path
    line: int
    function: str
    was: str
    now: str
    number: int
    code: str

    def rank(self, seed: int) -> bytes:
        """Its place in the draw: the lowest are taken."""
        key = f"{seed}\n{self.function}\n{self.was}\n{self.now}\n{self.number}"
        return hashlib.sha256(key.encode()).digest()

    def __str__(self) -> str:
        lines = [f"- {line}" for line in self.was.splitlines()]
        lines += [f"+ {line}" for line in self.now.splitlines()]
        return "\n    ".join(
            (f"{self.path}:{self.line} in {self.function or 'the module'}", *lines)
        )


class _Visitor(cst.CSTVisitor):
    """Collects the changes that mutmut's operators make, each with its place and function."""

    METADATA_DEPENDENCIES = (WhitespaceInclusivePositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[tuple[cst.CSTNode, cst.CSTNode, CodeRange, str]] = []
        self._inside: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, UNCHANGED) or _is_public_list(node):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._inside.append(node.name.value)
        place = self.get_metadata(WhitespaceInclusivePositionProvider, node, None)
        for kind, operator in mutation_operators:
            if isinstance(node, kind) and place:
                where = place, ".".join(self._inside)
                self.changes += [(node, changed, *where) for changed in operator(node)]
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._inside.pop()


def _is_public_list(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Assign) and getattr(node.targets[0].target, "value", "") == "__all__"
    )


def mutants_of(root: Path, path: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    wrapper = MetadataWrapper(cst.parse_module((root / path).read_text("utf-8")))
    visitor = _Visitor()
    wrapper.visit(visitor)
    old = wrapper.module.code
    seen: Counter[tuple[str, str, str]] = Counter()
    for node, changed, place, function in visitor.changes:
        new = _replaced(wrapper.module, old, node, changed, place)
        line, was, now = _difference(old.splitlines(), new.splitlines())
        key = function, was, now
        seen[key] += 1
        yield Mutant(path, line, *key, seen[key], new)


def _replaced(
    module: cst.Module, old: str, node: cst.CSTNode, changed: cst.CSTNode, place: CodeRange
) -> str:
    """The code with one node changed: cut and pasted where that is right, which is far quicker."""
    lines = old.splitlines(keepends=True)
    before = "".join(
        (*lines[: place.start.line - 1], lines[place.start.line - 1][: place.start.column])
    )
    after = "".join((lines[place.end.line - 1][place.end.column :], *lines[place.end.line :]))
    if before + module.code_for_node(node) + after == old and not isinstance(node, cst.Match):
        return before + module.code_for_node(changed) + after
    return module.deep_replace(node, changed).code


def _difference(before: list[str], after: list[str]) -> tuple[int, str, str]:
    """The first line that differs, and all lines that do, before and after."""
    pairs = zip(before, after, strict=False)
    start = next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    was, now = before[start : len(before) - end], after[start : len(after) - end]
    return start + 1, *("\n".join(line.strip() for line in part) for part in (was, now))


def drawn(mutants: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """So many of the mutants, each as likely as any other."""
    ranked = sorted(mutants, key=lambda mutant: mutant.rank(seed))
    return list(islice(filter(_compiles, ranked), count))


def _compiles(mutant: Mutant) -> bool:
    try:
        compile(mutant.code, "mutant", "exec")
    except SyntaxError:
        return False
    return True
