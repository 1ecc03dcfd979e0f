"""The text of reports: plain text, Word documents and PDF files."""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from coopgraph._base.errors import DocumentError, DossierError, FormatError, MissingExtraError
from coopgraph._base.opening import content, decoded

if TYPE_CHECKING:
    from docx.document import Document
    from pypdf import PdfReader

__all__ = ["LIMIT_MB", "read_report"]

LIMIT_MB: Final = 300  # of a file, and of what a Word document unpacks to
_TEXT_LIMIT_MB: Final = 40  # of text, and of the text and its markup in a Word document
_MEGA: Final = 1_000_000

_OLE: Final = b"\xd0\xcf\x11\xe0"  # what old and what locked Word documents begin with
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_LETTER: Final = re.compile(r"\w")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRITTEN: Final[Mapping[str, str]] = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_report(path: str | Path) -> str:
    """The text of a report, which :func:`coopgraph.mentions` reads and spans refer to.

    Of plain text it is the text itself, line ends included, without byte-order mark. Of a Word
    document it is the paragraphs in their order, those of tables and text boxes too, then foot-
    and endnotes, with an empty line between; tracked insertions are read, deletions, comments,
    headers and footers are not. Of a PDF it is the text of each page, with form feeds between.

    Where the text is not the file itself, keep it: spans count its characters.

    Parameters
    ----------
    path
        A ``.txt``, ``.md``, ``.docx`` or ``.pdf`` file. Plain text is UTF-8, or UTF-16 with
        byte-order mark.

    Raises
    ------
    DocumentError
        When no text can be taken from it, and why.
    FormatError
        When the suffix names none of these formats.
    MissingExtraError
        When python-docx or pypdf is not installed.
    OSError
        When the file cannot be opened.

    Examples
    --------
    >>> import coopgraph as cg, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "report.txt")
    >>> _ = path.write_text("L’AFD et l’ANRU.", encoding="utf-8")
    >>> cg.read_report(path)
    'L’AFD et l’ANRU.'
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        known = " ".join(_READERS)
        raise FormatError("unknown-format", suffix=suffix or str(path), known=known)
    text = _READERS[suffix](_content(path), path)
    _within(len(text), _TEXT_LIMIT_MB, path)
    if not _LETTER.search(text):
        raise DocumentError("document-empty", file=path)
    return text


def _content(path: Path) -> bytes:
    try:
        return content(path, LIMIT_MB)
    except DossierError as error:
        size = error.problems[0].values["size"]
        raise DocumentError("document-too-large", file=path, size=size, limit=LIMIT_MB) from None


def _within(size: int, limit: int, path: Path) -> None:
    if size > limit * _MEGA:
        values = {"size": round(size / _MEGA), "limit": limit}
        raise DocumentError("document-too-large", file=path, **values)


def _plain_text(data: bytes, path: Path) -> str:
    _within(len(data), _TEXT_LIMIT_MB * 2, path)
    try:
        text = decoded(data)
    except DossierError as error:
        (problem,) = error.problems
        values = {"line": problem.line, "byte": problem.values["byte"]}
        raise DocumentError("document-encoding", file=path, **values) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DocumentError("document-not-text", file=path, line=line)
    return text


def _docx_text(data: bytes, path: Path) -> str:
    try:
        import docx
    except ImportError:
        raise MissingExtraError("not-installed", package="python-docx", extra="text") from None
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise DocumentError("document-locked", file=path)
        raise DocumentError("document-damaged", file=path, reason=".doc")
    try:
        _refuse_bombs(data, path)
        document = docx.Document(io.BytesIO(data))
        return "\n\n".join(_paragraphs(document))
    except DocumentError:
        raise
    except Exception as error:  # noqa: BLE001 - on a damaged file its reader slips in many ways
        _damaged(path, error)


def _refuse_bombs(data: bytes, path: Path) -> None:
    """Refuse a document that unpacks to more than memory should hold; nothing is unpacked yet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    _within(sum(part.file_size for part in parts), LIMIT_MB, path)
    markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    _within(sum(part.file_size for part in markup), _TEXT_LIMIT_MB, path)


def _paragraphs(document: "Document") -> Iterator[str]:
    from docx.oxml import parse_xml

    roots: list[Any] = [document.element.body]
    for kind in ("footnotes", "endnotes"):
        related = document.part.rels.values()
        roots += [
            parse_xml(rel.target_part.blob)
            for rel in related
            if not rel.is_external and rel.reltype.endswith(f"/{kind}")
        ]
    for root in roots:
        for paragraph in root.iter(f"{_WORD}p"):
            text = "".join(_written(paragraph))
            # What stands in a fallback stands before it too, for newer programs.
            if text.strip() and not any(up.tag == _FALLBACK for up in paragraph.iterancestors()):
                yield text


def _written(paragraph: Any) -> Iterator[str]:
    """The pieces of a paragraph, those of paragraphs within it (text boxes) excepted."""
    parts = list(reversed(paragraph))
    while parts:
        part = parts.pop()
        tag = str(part.tag)
        name = tag.removeprefix(_WORD) if tag.startswith(_WORD) else ""
        if name == "t":
            yield part.text or ""
        elif name in _WRITTEN:
            yield _WRITTEN[name]
        elif name not in {"p", "pPr", "rPr"}:
            parts += reversed(part)


def _pdf_text(data: bytes, path: Path) -> str:
    try:
        import pypdf
    except ImportError:
        raise MissingExtraError("not-installed", package="pypdf", extra="text") from None
    # It logs what it mends, page by page; what it cannot mend it raises.
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        pages = list(_pages(pypdf.PdfReader(io.BytesIO(data)), path))
    except DocumentError:
        raise
    except Exception as error:  # noqa: BLE001 - on a damaged file its reader slips in many ways
        _damaged(path, error)
    finally:
        logger.setLevel(level)
    if pages and not any(map(_LETTER.search, pages)):
        raise DocumentError("document-scanned", file=path, count=len(pages))
    return "\n\f".join(pages)


def _pages(reader: "PdfReader", path: Path) -> Iterator[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError("document-locked", file=path)
    size = 0
    for page in reader.pages:
        text = _sound(page.extract_text())
        size += len(text)
        _within(size, _TEXT_LIMIT_MB, path)
        yield text


def _sound(text: str) -> str:
    """The text without null characters and halves of characters, which no text file holds."""
    return (
        text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


def _damaged(path: Path, error: Exception) -> NoReturn:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    raise DocumentError("document-damaged", file=path, reason=reason) from None


_READERS: Final[Mapping[str, Callable[[bytes, Path], str]]] = {
    ".txt": _plain_text,
    ".md": _plain_text,
    ".docx": _docx_text,
    ".pdf": _pdf_text,
}
