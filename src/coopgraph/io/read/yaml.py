"""Dossiers in YAML 1.2, with the line and column of every value."""

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scanner import RoundTripScanner

from coopgraph._base.errors import DossierError, Problem
from coopgraph._base.opening import file_bytes
from coopgraph.io.read.text import ParsedText

__all__ = ["LIMIT_MB", "YamlFile", "read_yaml"]

#: Larger files are refused: reading one would take minutes.
LIMIT_MB: Final = 8

_EXPANDED_LIMIT: Final = 1_000_000
_MAX_DEPTH: Final = 100
_MAX_INT: Final = 2**63


def read_yaml(path: Path) -> ParsedText:
    """Parse a YAML file."""
    return ParsedText(file_bytes(path, LIMIT_MB), YamlFile, path)


class _Constructor(RoundTripConstructor):
    """Keeps values as they are written: a date stays a text, to be parsed as EDTF.

    Before a document is built, it is searched for aliases that would expand without bound, and for
    duplicate keys, which are collected in ``duplicates``.
    """

    duplicates: tuple[Problem, ...] = ()

    def construct_document(self, node: Any) -> Any:
        _refuse_alias_bombs(node)
        self.duplicates = tuple(_duplicate_keys(node))
        return super().construct_document(node)

    def construct_yaml_timestamp(self, node: Any, _values: Any = None) -> Any:
        return node.value

    def construct_yaml_int(self, node: Any) -> Any:
        try:
            number = super().construct_yaml_int(node)
        except ValueError:  # more digits than Python converts
            return node.value
        return number if abs(number) <= _MAX_INT else node.value


for _tag in ("timestamp", "int"):
    _Constructor.add_constructor(
        f"tag:yaml.org,2002:{_tag}", getattr(_Constructor, f"construct_yaml_{_tag}")
    )


class _Scanner(RoundTripScanner):
    """Refuses brackets nested deeper than in any dossier: the parser takes quadratic time there."""

    def fetch_flow_collection_start(self, *arguments: Any, **named: Any) -> None:
        super().fetch_flow_collection_start(*arguments, **named)
        if len(self.flow_context) > _MAX_DEPTH:
            raise RecursionError


class YamlFile:
    """The values of a YAML text and their positions.

    Raises
    ------
    DossierError
        When the text is no YAML, is nested too deeply, or has aliases that expand too far.
    """

    def __init__(self, text: str) -> None:
        parser = YAML(typ="rt", pure=True)
        parser.Constructor = _Constructor
        parser.Scanner = _Scanner
        parser.allow_duplicate_keys = True  # the constructor reports all of them
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # anchors may be redefined
                self.data = parser.load(text)
        except DossierError:
            raise
        except RecursionError:
            raise DossierError([Problem("too-deep")]) from None
        except Exception as error:  # noqa: BLE001 - hostile text makes the parser raise anything
            raise DossierError([_syntax_problem(error, text)]) from None
        self.problems = list(parser.constructor.duplicates)

    def locate(self, problem: Problem) -> tuple[int | None, int | None]:
        """Return line and column, counted from 1, of the value or key of a problem."""
        node, position = self.data, (1, 1)
        for depth, part in enumerate(problem.place, start=1):
            key = problem.at_key and depth == len(problem.place)
            found = _position(node, part, key=key)
            if not found:
                break
            position, node = found
        return position


#: Codes of clearer messages for the most frequent errors of the parser.
_HINTS: Final[Mapping[str, str]] = {
    "found character '\\t' that cannot start any token": "syntax-tab",
    "mapping values are not allowed here": "syntax-colon",
    "found unexpected end of stream": "syntax-quote",
    "expected ',' or '}', but got '<stream end>'": "syntax-quote",
    "expected ',' or ']', but got '<stream end>'": "syntax-quote",
    "expected ',' or '}', but got '<scalar>'": "syntax-flow",
    "expected ',' or ']', but got '<scalar>'": "syntax-flow",
}


def _syntax_problem(error: Exception, text: str) -> Problem:
    said = str(error)
    position: tuple[int | None, int | None] = (None, None)
    match error:
        case MarkedYAMLError():
            said = error.problem or error.context or ""
            # The parser finds an unclosed quote at the end; report where it was opened.
            opened = error.context_mark if _HINTS.get(said) == "syntax-quote" else None
            mark = opened or error.problem_mark or error.context_mark
            position = (mark.line + 1, mark.column + 1) if mark else (None, None)
        case ReaderError():
            said = error.reason
            before = text[: error.position]
            position = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Problem(_HINTS.get(said, "syntax"), values={"text": said}).at(None, *position)


def _position(node: Any, part: str | int, *, key: bool) -> tuple[tuple[int, int], Any] | None:
    try:
        if isinstance(node, CommentedMap):
            line, column = node.lc.key(part) if key else node.lc.value(part)
        elif isinstance(node, CommentedSeq):
            line, column = node.lc.item(part)
        else:
            return None
        return (line + 1, column + 1), node[part]
    except (KeyError, IndexError, TypeError, AttributeError):
        return None


def _duplicate_keys(root: Node) -> Iterator[Problem]:
    """Find every duplicate key of every mapping; the parser itself would stop at the first."""
    nodes, seen = [root], set()
    while nodes:
        node = nodes.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        nodes += _children(node)
        keys = set()
        for key, _ in node.value if isinstance(node, MappingNode) else ():
            if isinstance(key, ScalarNode):
                if key.value in keys:
                    problem = Problem("duplicate-key", values={"field": key.value})
                    yield problem.at(None, *_start(key))
                keys.add(key.value)


def _refuse_alias_bombs(root: Node) -> None:
    """Refuse a short text whose aliases expand to millions of values, or contain themselves."""
    sizes: dict[int, int] = {}
    entered: set[int] = set()

    def size(node: Node) -> int:
        if id(node) not in sizes:
            if id(node) in entered:
                raise DossierError([Problem("alias-circle").at(None, *_start(node))])
            entered.add(id(node))
            sizes[id(node)] = 1 + sum(map(size, _children(node)))
        return sizes[id(node)]

    if size(root) > max(_EXPANDED_LIMIT, 10 * len(sizes)):
        raise DossierError([Problem("alias-bomb", values={"count": f"{_EXPANDED_LIMIT:,}"})])


def _children(node: Node) -> list[Node]:
    if isinstance(node, SequenceNode):
        return list(node.value)
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return []


def _start(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
