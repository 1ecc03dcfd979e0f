"""The SAX handler of IATI activity files, which keeps the elements of activities that are read."""

import re
from dataclasses import dataclass, field
from typing import Final
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

__all__ = ["Activity", "Element", "Handler"]

_READ: Final = {
    "activity-date",
    "activity-status",
    "iati-identifier",
    "participating-org",
    "recipient-country",
    "recipient-region",
    "related-activity",
    "sector",
    "title",
}
_LANGUAGE: Final = "xml:lang"


@dataclass(slots=True)
class Element:
    """A child element of an activity: its attributes, and its texts with their languages."""

    name: str
    line: int
    attributes: dict[str, str]
    texts: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute without spaces around it; empty if there is none."""
        return self.attributes.get(name, "").strip()

    @property
    def text(self) -> str:
        """The first text; empty if there is none."""
        return self.texts[0][1] if self.texts else ""


@dataclass(slots=True)
class Activity:
    """An activity: its line, its language, and the elements that are read."""

    line: int
    language: str
    elements: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """Return the elements with that name."""
        return [element for element in self.elements if element.name == name]

    def text(self, name: str) -> str:
        """Return the text of the first element with that name."""
        return next((element.text for element in self.all(name)), "")


#: No activity file nests deeper; each level costs time that grows with the depth.
_DEEPEST: Final = 100


class Handler(ContentHandler):
    """Collects the activities of a file."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.generated = ""
        self.activities: list[Activity] = []
        self._path: list[str] = []
        self._element: Element | None = None
        self._language = ""
        self._text: list[str] = []

    def _line(self) -> int:
        return int(self._locator.getLineNumber())  # type: ignore[attr-defined]

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX names it
        """Start an activity, an element of it, or a text of the element."""
        self._path.append(name)
        path = self._path
        if len(path) > _DEEPEST:
            raise RecursionError
        if not path[1:]:
            self.root = name
            self.generated = attrs.get("generated-datetime", "")
        elif path[1:] == ["iati-activity"]:
            self.activities.append(Activity(self._line(), _tag(attrs.get(_LANGUAGE, ""))))
        elif path[1:-1] == ["iati-activity"] and name in _READ:
            self._element = Element(name, self._line(), dict(attrs.items()))
            self.activities[-1].elements.append(self._element)
            self._start_text(attrs)
        elif self._element and path[3:] == ["narrative"]:
            self._start_text(attrs)

    def _start_text(self, attrs: AttributesImpl) -> None:
        self._end_text()
        self._language = _tag(attrs.get(_LANGUAGE, "")) or self.activities[-1].language

    def characters(self, content: str) -> None:
        """Collect text inside elements that are read."""
        if self._element and self._path[3:] in ([], ["narrative"]):
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - SAX names it
        """End the current text, and the element or activity."""
        if self._element and self._path[3:] in ([], ["narrative"]):
            self._end_text()
        if not self._path[3:]:
            self._element = None
        self._path.pop()

    def _end_text(self) -> None:
        text = " ".join("".join(self._text).split())
        if text and self._element:
            self._element.texts.append((self._language, text))
        self._text = []


def _tag(language: str) -> str:
    """Return a language tag in the form of dossiers; empty if it is none."""
    tag = re.split("[-_]", language.strip().lower())[0]
    return tag if re.fullmatch("[a-z]{2,3}", tag) else ""
