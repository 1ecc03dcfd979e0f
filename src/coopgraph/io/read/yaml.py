"""Dossiers in YAML 1.2, for people: comments, short forms, and the place of every value."""

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scalarstring import SingleQuotedScalarString
from ruamel.yaml.scanner import RoundTripScanner

from coopgraph._base.errors import DossierError, Loc, Problem
from coopgraph.records.dossier import Dossier

__all__ = ["LIMIT_MB", "MODELINE", "YamlFile", "dump"]

#: Above this size a YAML file is refused: reading it would take minutes.
LIMIT_MB: Final = 8

#: Tells editors where the schema is, so that they check and complete while one types.
MODELINE: Final = "# yaml-language-server: $schema=coopgraph.schema.json\n"

_EXPANDED_LIMIT: Final = 1_000_000
_DEEPEST: Final = 100
_LARGEST_INT: Final = 2**63
_FLOW_WIDTH: Final = 76
_WIDTH: Final = 100


class _Constructor(RoundTripConstructor):
    """Values as they are written: a date stays its text, to be read as EDTF.

    Before a document is made, it is looked through: for aliases that would multiply, and for keys
    that stand twice, all of which are kept in ``repeated``.
    """

    repeated: tuple[Problem, ...] = ()

    def construct_document(self, node: Any) -> Any:
        _refuse_bombs(node)
        self.repeated = tuple(_repeated_keys(node))
        return super().construct_document(node)

    def construct_yaml_timestamp(self, node: Any, _values: Any = None) -> Any:
        return node.value

    def construct_yaml_int(self, node: Any) -> Any:
        try:
            number = super().construct_yaml_int(node)
        except ValueError:  # more digits than Python converts
            return node.value
        return number if abs(number) <= _LARGEST_INT else node.value


for _tag in ("timestamp", "int"):
    _Constructor.add_constructor(
        f"tag:yaml.org,2002:{_tag}", getattr(_Constructor, f"construct_yaml_{_tag}")
    )


class _Scanner(RoundTripScanner):
    """Stops where brackets nest deeper than any dossier's: there the parser is quadratic."""

    def fetch_flow_collection_start(self, *arguments: Any, **named: Any) -> None:
        super().fetch_flow_collection_start(*arguments, **named)
        if len(self.flow_context) > _DEEPEST:
            raise RecursionError


class YamlFile:
    """The values of a YAML text and where they stand.

    Raises
    ------
    DossierError
        When the text is no YAML, or hides more than it shows.
    """

    def __init__(self, text: str) -> None:
        reader = YAML(typ="rt", pure=True)
        reader.Constructor = _Constructor
        reader.Scanner = _Scanner
        reader.allow_duplicate_keys = True  # all of them are reported, by the constructor
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an anchor used anew is no fault
                self.data = reader.load(text)
        except DossierError:
            raise
        except RecursionError:
            raise DossierError([Problem("too-deep")]) from None
        except Exception as error:  # noqa: BLE001 - on hostile text the parser slips in many ways
            raise DossierError([_syntax_problem(error, text)]) from None
        self.problems = list(reader.constructor.repeated)

    def locate(self, problem: Problem) -> tuple[int | None, int | None]:
        """Line and column, counted from 1, of what a problem is about."""
        node, position = self.data, (1, 1)
        for depth, part in enumerate(problem.place, start=1):
            key = problem.at_key and depth == len(problem.place)
            found = _position(node, part, key=key)
            if not found:
                break
            position, node = found
        return position


#: What the parser says of the slips that people make most, and what to tell them.
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
            # What is never closed is found at the end, but was opened earlier.
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


def _repeated_keys(root: Node) -> Iterator[Problem]:
    """Every key that a mapping has twice; the reader itself would stop at the first."""
    nodes, seen = [root], set()
    while nodes:
        node = nodes.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        nodes += _inside(node)
        if isinstance(node, MappingNode):
            keys = set()
            for key, _ in node.value:
                if isinstance(key, ScalarNode) and key.value in keys:
                    problem = Problem("duplicate-key", values={"field": key.value})
                    yield problem.at(None, *_start(key))
                keys.add(key.value if isinstance(key, ScalarNode) else None)


def _refuse_bombs(root: Node) -> None:
    """Refuse a few lines whose aliases stand for millions of values, or for themselves."""
    sizes: dict[int, int] = {}
    entered: set[int] = set()

    def size(node: Node) -> int:
        if id(node) not in sizes:
            if id(node) in entered:
                raise DossierError([Problem("alias-circle").at(None, *_start(node))])
            entered.add(id(node))
            sizes[id(node)] = 1 + sum(size(part) for part in _inside(node))
        return sizes[id(node)]

    if size(root) > max(_EXPANDED_LIMIT, 10 * len(sizes)):
        raise DossierError([Problem("alias-bomb", values={"count": f"{_EXPANDED_LIMIT:,}"})])


def _inside(node: Node) -> list[Node]:
    if isinstance(node, SequenceNode):
        return list(node.value)
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return []


def _start(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def dump(
    dossier: Dossier,
    heading: Iterable[str] = (),
    comments: Mapping[Loc, Iterable[str]] | None = None,
) -> str:
    """The dossier as YAML: what is not said is left out, short values stand on one line.

    Parameters
    ----------
    dossier
        The dossier.
    heading
        Lines of comment at the top.
    comments
        Lines of comment before the record at a place, such as ``("agreements", 0)``.
    """
    writer = YAML(typ="rt", pure=True)
    writer.width = _WIDTH
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    data = _styled(dossier.model_dump(mode="json", exclude_defaults=True) or {"institutions": []})
    for (section, number), lines in (comments or {}).items():
        data[section].yaml_set_comment_before_after_key(number, "\n".join(lines), indent=2)
    writer.dump(data, stream)
    top = "".join(f"# {line}".rstrip() + "\n" for line in heading)
    return MODELINE + (f"#\n{top}\n" if top else "") + stream.getvalue()


def _styled(value: Any, depth: int = 0) -> Any:
    """The value in ruamel's types, small ones marked to stand on one line."""
    styled: CommentedMap | CommentedSeq
    if isinstance(value, dict):
        styled = CommentedMap({_styled(k): _styled(v, depth + 1) for k, v in value.items()})
    elif isinstance(value, list):
        styled = CommentedSeq([_styled(entry, depth + 1) for entry in value])
    elif isinstance(value, str) and value.startswith("?"):  # which ruamel writes bare
        return SingleQuotedScalarString(value)
    else:
        return value
    if depth > 1 and len(str(value)) <= _FLOW_WIDTH:
        styled.fa.set_flow_style()
    return styled
