"""The dossier: all records of one cooperation, valid together."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import (
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler

from coopgraph._base.errors import Loc, validation_error
from coopgraph.records.identities import Identity, same_as
from coopgraph.records.models import Activity, Agreement, Institution, Record, Source
from coopgraph.records.references import problems_between
from coopgraph.records.ties import KINDS, Filed, ItemRecord, Tie, ties_of
from coopgraph.words.dates import EDTFDate, dates_in
from coopgraph.words.text import Text

__all__ = [
    "SECTIONS",
    "Dossier",
    "filed_items",
    "filed_records",
    "json_schema",
    "language_of",
    "with_provisions",
]

_TITLE: Final = 30  # as much of the title as leaves room for the counts in a line

#: The lists of a dossier and the records in them.
SECTIONS: Final[Mapping[str, type[Record]]] = {
    "sources": Source,
    "institutions": Institution,
    "agreements": Agreement,
    "activities": Activity,
    "identities": Identity,
}


class Dossier(Record):
    """The records of one cooperation; every id is unique and every reference leads to a record.

    Raises
    ------
    pydantic.ValidationError
        When a record or a link is invalid. :func:`coopgraph.read` reports the same problems with
        their places in the file, as a :class:`coopgraph.DossierError`.

    Examples
    --------
    >>> from coopgraph import Dossier
    >>> dossier = Dossier.model_validate(
    ...     {
    ...         "institutions": [{"id": "afd", "name": "AFD", "kind": "development_bank"}],
    ...         "agreements": [
    ...             {
    ...                 "id": "loan",
    ...                 "name": "Loan",
    ...                 "kind": "specific",
    ...                 "status": "signed",
    ...                 "parties": ["afd"],
    ...             },
    ...         ],
    ...     }
    ... )
    >>> [(tie.dependent, str(tie.relation), tie.depends_on) for tie in dossier.ties()]
    [('afd', 'party_to', 'loan')]
    """

    title: Text | None = None
    language: str | None = Field(default=None, pattern="^[a-z]{2,3}$")
    """The default language of answers; it also decides that "2/3/2026" is in March (``fr``)."""
    as_of: EDTFDate | None = None
    """The date of the state that the records describe."""
    note: Text | None = None
    sources: tuple[Source, ...] = ()
    institutions: tuple[Institution, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    activities: tuple[Activity, ...] = ()
    identities: tuple[Identity, ...] = ()
    """Decisions whether records are about the same thing."""

    model_config = ConfigDict(title="coopgraph dossier")

    @model_validator(mode="wrap")
    @classmethod
    def _in_its_language(
        cls, value: Any, handler: ModelWrapValidatorHandler["Dossier"]
    ) -> "Dossier":
        with dates_in(language_of(value)):
            return handler(value)

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler) -> Any:
        with dates_in(self.language):
            return handler(self)

    @model_validator(mode="after")
    def _is_whole(self) -> "Dossier":
        problems = list(problems_between(filed_records(self)))
        if problems:
            texts = "\n".join(str(problem) for problem in problems)
            raise validation_error("not-whole", texts=texts, problems=problems)
        return self

    def __repr__(self) -> str:
        """Return the title and the number of records, since all records would fill pages."""
        counts = [f"{len(getattr(self, name))} {name}" for name in SECTIONS]
        title = str(self.title or "")
        named = f"{title[: _TITLE - 1]}…" if len(title) > _TITLE else title
        return f"<Dossier {named!r}: {', '.join(counts)}>"

    __str__ = __repr__

    def items(self) -> Iterator[ItemRecord]:
        """Yield institutions, then agreements, each followed by its provisions, then activities."""
        return (item for _, item in filed_items(self))

    def same_as(self) -> dict[str, str]:
        """Map each record that is decided to be the same as another to the id that represents it.

        Records in a chain of decisions are all the same; the first id of the first decision
        represents them.
        """
        return same_as(self.identities)

    def ties(self) -> Iterator[Tie]:
        """Yield every relation that the records state, in their order."""
        for place, item in filed_items(self):
            yield from ties_of(place, item)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a dossier, for validation and completion in editors.

    It names its draft, without which editors do not validate tuples such as spans.

    Examples
    --------
    >>> json_schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Dossier.model_json_schema(),
    }


def language_of(data: Any) -> str | None:
    """Return the language that the data of a dossier names; ``None`` if it names none.

    Examples
    --------
    >>> language_of({"language": "fr"}), language_of({}), language_of([])
    ('fr', None, None)
    """
    language = data.get("language") if isinstance(data, Mapping) else None
    return language if isinstance(language, str) else None


def filed_items(dossier: Dossier) -> list[Filed]:
    """Return every item with its place in the dossier; provisions follow their agreement."""
    return [(place, record) for place, record in filed_records(dossier) if type(record) in KINDS]


def with_provisions(place: Loc, record: Record) -> list[tuple[Loc, Any]]:
    """Return a record and, if it is an agreement, its provisions, each with its place."""
    provisions = record.provisions if isinstance(record, Agreement) else ()
    filed = [((*place, "provisions", n), provision) for n, provision in enumerate(provisions)]
    return [(place, record), *filed]


def filed_records(dossier: Dossier) -> list[tuple[Loc, Any]]:
    """Return every record with its place in the dossier; provisions follow their agreement."""
    return [
        filed
        for section in SECTIONS
        for n, record in enumerate(getattr(dossier, section))
        for filed in with_provisions((section, n), record)
    ]
