"""Read the text of reports: plain text, Word documents and PDF files."""

import contextlib
import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coopgraph._base.errors import DocumentError, DossierError, FormatError, MissingExtraError
from coopgraph._base.opening import decode_text, file_bytes

if TYPE_CHECKING:
    from docx.document import Document
    from pypdf import PdfReader

__all__ = ["LIMIT_MB", "read_report"]

LIMIT_MB: Final = 300  # for a file, and for an unpacked Word document
_TEXT_LIMIT_MB: Final = 40  # for text, and for the XML in a Word document
_MEGA: Final = 1_000_000

_OLE: Final = b"\xd0\xcf\x11\xe0"  # first bytes of old and of encrypted Word documents
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_LETTER: Final = re.compile(r"\w")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS: Final[Mapping[str, str]] = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_report(path: str | Path) -> str:
    """Read the text of a report, which :func:`coopgraph.mentions` searches and spans refer to.

    Plain text is returned unchanged, including line ends, but without a byte-order mark. A Word
    document gives its paragraphs in order, including those in tables and text boxes, then its
    footnotes and endnotes, separated by an empty line; tracked insertions are included; deletions,
    comments, headers and footers are not. A PDF gives the text of each page, separated by form
    feeds.

    If the text is not identical to the file, save it, since spans refer to its characters.

    Parameters
    ----------
    path
        A ``.txt``, ``.md``, ``.docx`` or ``.pdf`` file. Plain text is UTF-8, or UTF-16 with
        byte-order mark.

    Raises
    ------
    DocumentError
        When no text can be extracted; the message says why.
    FormatError
        When the suffix is none of these.
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
    text = _READERS[suffix](_read(path), path)
    _check_size(len(text), _TEXT_LIMIT_MB, path)
    if not _LETTER.search(text):
        raise DocumentError("document-empty", file=path)
    return text


def _read(path: Path) -> bytes:
    try:
        return file_bytes(path, LIMIT_MB)
    except DossierError as error:
        size = error.problems[0].values["size"]
        raise DocumentError("document-too-large", file=path, size=size, limit=LIMIT_MB) from None


def _check_size(size: int, limit: int, path: Path) -> None:
    if size > limit * _MEGA:
        values = {"size": round(size / _MEGA), "limit": limit}
        raise DocumentError("document-too-large", file=path, **values)


def _plain_text(data: bytes, path: Path) -> str:
    _check_size(len(data), _TEXT_LIMIT_MB * 2, path)
    try:
        text = decode_text(data)
    except DossierError as error:
        (problem,) = error.problems
        values = {"line": problem.line, "byte": problem.values["byte"]}
        raise DocumentError("document-encoding", file=path, **values) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DocumentError("document-not-text", file=path, line=line)
    return text


@contextlib.contextmanager
def _parsing(path: Path, package: str) -> Iterator[None]:
    """Convert the errors of a parser to DocumentError and MissingExtraError."""
    try:
        yield
    except ImportError:
        raise MissingExtraError("not-installed", package=package, extra="text") from None
    except DocumentError:
        raise
    except Exception as error:  # noqa: BLE001 - parsers fail in many ways on damaged files
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise DocumentError("document-damaged", file=path, reason=reason) from None


def _docx_text(data: bytes, path: Path) -> str:
    with _parsing(path, "python-docx"):
        import docx

        if data.startswith(_OLE):
            if _LOCKED in data:
                raise DocumentError("document-locked", file=path)
            raise DocumentError("document-damaged", file=path, reason=".doc")
        _check_unpacked_size(data, path)
        return "\n\n".join(_paragraphs(docx.Document(io.BytesIO(data))))


def _check_unpacked_size(data: bytes, path: Path) -> None:
    """Refuse a zip bomb, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    _check_size(sum(part.file_size for part in parts), LIMIT_MB, path)
    markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    _check_size(sum(part.file_size for part in markup), _TEXT_LIMIT_MB, path)


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
            text = "".join(_text_runs(paragraph))
            # A fallback, for old programs, repeats the text before it.
            if text.strip() and not any(up.tag == _FALLBACK for up in paragraph.iterancestors()):
                yield text


def _text_runs(paragraph: Any) -> Iterator[str]:
    """The pieces of a paragraph's text, without nested paragraphs (text boxes)."""
    parts = list(reversed(paragraph))
    while parts:
        part = parts.pop()
        tag = str(part.tag)
        name = tag.removeprefix(_WORD) if tag.startswith(_WORD) else ""
        if name == "t":
            yield part.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in {"p", "pPr", "rPr"}:
            parts += reversed(part)


def _pdf_text(data: bytes, path: Path) -> str:
    # pypdf logs everything it repairs; what it cannot repair raises an exception.
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with _parsing(path, "pypdf"):
            import pypdf

            pages = list(_pages(pypdf.PdfReader(io.BytesIO(data)), path))
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
        text = page.extract_text().replace("\0", "\ufffd")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # lone surrogates
        size += len(text)
        _check_size(size, _TEXT_LIMIT_MB, path)
        yield text


_READERS: Final[Mapping[str, Callable[[bytes, Path], str]]] = {
    ".txt": _plain_text,
    ".md": _plain_text,
    ".docx": _docx_text,
    ".pdf": _pdf_text,
}
