"""The base classes of records, which convert them from and to plain data."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema

__all__ = ["LARGEST_INTEGER", "Record", "ShortRecord", "types_in"]

#: The largest integer that all JSON readers read alike.
LARGEST_INTEGER: Final = 2**53


class Record(BaseModel):
    """The base class of records: frozen, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return cls._full_form(value)  # a single validator, since each one costs a call

    @classmethod
    def _full_form(cls, value: Any) -> Any:
        """Return the value in its full form; a known field that is empty counts as left out."""
        if isinstance(value, dict) and None in value.values():
            known = cls.model_fields
            return {f: entry for f, entry in value.items() if entry is not None or f not in known}
        return value


class ShortRecord(Record):
    """A record whose short form is the bare value of its main field."""

    main_field: ClassVar[str]

    @classmethod
    def _full_form(cls, value: Any) -> Any:
        if type(value) is str or not isinstance(value, dict | cls):
            value = {cls.main_field: value}
        return super()._full_form(value)

    @model_serializer(mode="wrap")
    def _short_form(self, handler: SerializerFunctionWrapHandler) -> Any:
        data = handler(self)
        alone = set(data) == {self.main_field} and not isinstance(data[self.main_field], dict)
        return data[self.main_field] if alone else data

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        full = handler.resolve_ref_schema(handler(core))
        bare = full["properties"][cls.main_field]
        return {"anyOf": [{k: v for k, v in bare.items() if k != "title"}, full]}


def types_in(annotation: Any) -> Iterator[type]:
    """Yield the classes that the annotation of a field admits."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from types_in(argument)
