"""Which organisations of an IATI file are the same body, and which may be.

A reference given by a register, such as ``GB-GOV-1``, stands for one body wherever it occurs. Any
other reference is often shared by a class of bodies ("other enterprises"), and a name alone by
several: each country has its ministry of finance. Those are taken for one body only within
activities for the same countries; whether they are the same elsewhere is left for a person to
decide.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from coopgraph._base.fuzzy import Known, similarity
from coopgraph.io.read.iati_stream import Activity, Element
from coopgraph.messages.catalogue import LANGUAGES, say
from coopgraph.words.codes import country_name
from coopgraph.words.text import fold

__all__ = ["Bodies", "Body", "note_on"]

#: Below this similarity, names with the same reference belong to different bodies.
_ALIKE: Final = 0.7
#: From this similarity on, names in different countries may be spellings of one name.
_NEARLY_THE_SAME: Final = 0.9
_PROPOSED: Final = 10  # similar names that are proposed for one name
_COMPARED_AT_MOST: Final = 2_000  # of more names, only equal ones are proposed

#: An identifier given by a register, after the code of the register.
_REGISTERED: Final = re.compile(r"[A-Z]{2}-.+")
#: OECD codes for channels of aid; those that end in 000 stand for classes of bodies.
_CLASS_OF_BODIES: Final = re.compile(r"XM-DAC-\d+000")


class Body(NamedTuple):
    """What identifies a body.

    The name is empty for the first name with a reference. The countries are those of the activities
    that name it; empty where they do not matter or are not stated.
    """

    reference: str
    name: str
    countries: str


class Bodies(Mapping[Body, Sequence[Element]]):
    """The bodies of all activities, each with the elements that name it."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self._names: dict[tuple[str, str], list[str]] = {}
        self._elements: dict[Body, list[Element]] = {}
        for activity in activities:
            for element in activity.all("participating-org"):
                if body := self.body_of(element, activity):
                    self._elements.setdefault(body, []).append(element)
        self._namesakes: dict[tuple[str, str], list[Body]] = {}
        for body in self._elements:
            self._namesakes.setdefault(body[:2], []).append(body)

    def __getitem__(self, body: Body) -> Sequence[Element]:
        return self._elements[body]

    def __iter__(self) -> Iterator[Body]:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def body_of(self, element: Element, activity: Activity) -> Body | None:
        """Return the body that an element names; ``None`` if it has neither reference nor name."""
        reference, name = element.get("ref"), fold(element.text)
        if not reference:
            return Body("", name, _countries(activity)) if name else None
        countries = "" if _is_registered(reference) else _countries(activity)
        if not name:
            return Body(reference, "", countries)
        named = self._names.setdefault((reference, countries), [name])
        alike = next((known for known in named if _are_alike(known, name)), None)
        if alike is None:
            named.append(name)
        first = (alike or name) == named[0]
        return Body(reference, "" if first else alike or name, countries)

    def id_text(self, body: Body) -> str:
        """Return the text that its id is made from: what distinguishes it from the others."""
        countries = body.countries if self.has_namesake(body) else ""
        return " ".join(filter(None, [body.reference, body.name, countries]))

    def has_namesake(self, body: Body) -> bool:
        """Whether another body, in other countries, has the same reference and name."""
        return len(self._namesakes[body[:2]]) > 1

    def possible_duplicates(self) -> Iterator[tuple[list[Body], dict[str, str]]]:
        """Yield groups of bodies that may be the same, with the reason in each language."""
        for (reference, countries), names in sorted(self._names.items()):
            if names[1:]:
                bodies = [Body(reference, name, countries) for name in ("", *names[1:])]
                yield bodies, _note("iati-one-reference", reference=reference)
        yield from self._across_countries()

    def _across_countries(self) -> Iterator[tuple[list[Body], dict[str, str]]]:
        by_name: dict[str, list[Body]] = {}
        for body, elements in self._elements.items():
            if not _is_registered(body.reference):
                name = body.name or fold(elements[0].text) or body.reference
                by_name.setdefault(name, []).append(body)
        if len({body.countries for bodies in by_name.values() for body in bodies}) == 1:
            return
        known = Known(by_name if len(by_name) <= _COMPARED_AT_MOST else ())
        for name in sorted(by_name):
            like = known.close(name, _PROPOSED, _NEARLY_THE_SAME)
            bodies = [b for other in sorted({name, *like}) if other >= name for b in by_name[other]]
            if len({body.countries for body in bodies}) > 1:
                yield bodies, _note("iati-like-names")


def _countries(activity: Activity) -> str:
    codes = {element.get("code").upper() for element in activity.all("recipient-country")}
    return " ".join(sorted(codes - {""}))


def _is_registered(reference: str) -> bool:
    """Whether a reference stands for one body, wherever it occurs."""
    return bool(_REGISTERED.fullmatch(reference)) and not _CLASS_OF_BODIES.fullmatch(reference)


def _are_alike(one: str, other: str) -> bool:
    """Whether two names may belong to one body: similar, one part of the other, or its initials."""
    if one in other or other in one or similarity(one, other) >= _ALIKE:
        return True
    short, long = sorted((one, other), key=len)
    return "".join(word[0] for word in long.split()).startswith(short)


def _note(code: str, **values: object) -> dict[str, str]:
    return {language: say(code, language, **values) for language in LANGUAGES}


def note_on(body: Body) -> dict[str, str]:
    """Return a note on the countries of a body, to distinguish it from others of the same name."""
    if not body.countries:
        return _note("iati-named-nowhere")
    codes = body.countries.split()
    return {
        language: say(
            "iati-named-in",
            language,
            countries=", ".join(country_name(code, language) for code in codes),
        )
        for language in LANGUAGES
    }
