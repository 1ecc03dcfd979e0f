"""Names and titles: plain text, or one text per language."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from coopgraph._base.errors import validation_error

__all__ = ["ShortText", "Text", "fold"]

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\r\n]+")
_FALLBACKS = ("en", "fr")

#: Letters that are compared as if they were others, although Unicode does not decompose them. The
#: Arabic tatweel only stretches a word, so it is dropped.
_LIKE_LETTERS = str.maketrans(
    {"’": "'", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
     "đ": "d", "Đ": "D", "ı": "i", "ـ": None}
)  # fmt: skip
_IGNORED_CATEGORIES = {"Mn", "Me", "Cf"}


class Text:
    """A text in one unnamed language, or in several named languages.

    Parameters
    ----------
    value
        Plain text, or a mapping from language tags (ISO 639, two or three lowercase letters) to
        texts.

    Raises
    ------
    ValueError
        When it is neither of these, or a text is empty or contains control characters.

    Examples
    --------
    >>> name = Text({"fr": "Maroc", "ar": "المغرب"})
    >>> name.in_language("ar"), name.in_language("en")
    ('المغرب', 'Maroc')
    >>> Text("Plaine Commune").in_language("fr")
    'Plaine Commune'
    """

    __slots__ = ("_texts",)

    _texts: tuple[tuple[str, str], ...]

    def __init__(self, value: "str | Mapping[str, str] | Text") -> None:
        if isinstance(value, Text):
            texts = value._texts
        elif isinstance(value, str):
            texts = (("", _clean(value)),)
        elif isinstance(value, Mapping) and value:
            texts = tuple((_language(tag), _clean(text)) for tag, text in value.items())
        else:
            raise validation_error("text-type")
        object.__setattr__(self, "_texts", texts)

    def __setattr__(self, name: str, value: object) -> None:
        msg = f"a Text cannot be changed ({name})"
        raise AttributeError(msg)

    def __reduce__(self) -> tuple[type[Self], tuple[str | dict[str, str]]]:
        return type(self), (self.plain,)

    @property
    def plain(self) -> str | dict[str, str]:
        """The text as it is stored in files: a string, or a mapping from language tags to texts."""
        return self._texts[0][1] if self._texts[0][0] == "" else dict(self._texts)

    @property
    def texts(self) -> dict[str, str]:
        """The texts by language tag; the tag of plain text is ``""``."""
        return dict(self._texts)

    def in_language(self, language: str) -> str:
        """Return the text in a language, or else the plain, English, French or first text."""
        if len(self._texts) == 1:
            return self._texts[0][1]
        texts = self.texts
        for tag in (language, "", *_FALLBACKS):
            if tag in texts:
                return texts[tag]
        return self._texts[0][1]

    def __eq__(self, other: object) -> bool:
        return self.texts == other.texts if isinstance(other, Text) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._texts))

    def __str__(self) -> str:
        return self.in_language("")

    def __repr__(self) -> str:
        return f"Text({self.plain!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.plain),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        one = {"type": "string", "minLength": 1}
        by_language = {
            "type": "object",
            "propertyNames": {"pattern": f"^{_LANGUAGE.pattern}$"},
            "additionalProperties": one,
            "minProperties": 1,
        }
        return {
            "description": "Plain text, or one text per language, e.g. {fr: Maroc, en: Morocco}.",
            "anyOf": [one, by_language],
        }


#: A text in one language, such as an acronym.
ShortText = Annotated[str, AfterValidator(lambda value: str(Text(value)))]


def _language(tag: object) -> str:
    if not isinstance(tag, str) or not _LANGUAGE.fullmatch(tag):
        raise validation_error("text-language", value=str(tag))
    return tag


def _clean(text: object) -> str:
    if not isinstance(text, str):
        raise validation_error("text-type")
    # With control characters, GraphML and SVG files would not be valid XML.
    if _CONTROL.search(text):
        raise validation_error("text-control")
    cleaned = _SPACES.sub(" ", text).strip()  # non-breaking spaces are kept
    if not cleaned:
        raise validation_error("text-empty")
    return cleaned


def fold(text: str) -> str:
    """Return a text in lower case, without accents, ligatures and extra spaces, for comparison.

    Examples
    --------
    >>> fold("  École de la  Rénovation "), fold("Œuvre")
    ('ecole de la renovation', 'oeuvre')
    """
    # NFKD separates letters from their accents. Accents and invisible characters (soft hyphens,
    # direction marks) are then dropped.
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIKE_LETTERS))
    letters = "".join(c for c in decomposed if unicodedata.category(c) not in _IGNORED_CATEGORIES)
    return " ".join(letters.casefold().split())
