"""What all records share: how they are read from plain data, and written as it."""

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

__all__ = ["LARGEST", "Record", "ShortRecord", "types_in"]

#: The largest whole number: beyond it JSON readers disagree.
LARGEST: Final = 2**53


class Record(BaseModel):
    """What all records share: they do not change, and refuse fields they do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return cls._written_out(value)  # one call for all that a class and those above it do

    @classmethod
    def _written_out(cls, value: Any) -> Any:
        """A field that is left empty in a file is a field that is left out."""
        if isinstance(value, dict) and None in value.values():
            known = cls.model_fields
            return {f: entry for f, entry in value.items() if entry is not None or f not in known}
        return value


class ShortRecord(Record):
    """A record that may be written as the bare value of its one main field."""

    main_field: ClassVar[str]

    @classmethod
    def _written_out(cls, value: Any) -> Any:
        if type(value) is str or not isinstance(value, dict | cls):
            value = {cls.main_field: value}
        return super()._written_out(value)

    @model_serializer(mode="wrap")
    def _narrow(self, handler: SerializerFunctionWrapHandler) -> Any:
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
    """The classes that the annotation of a field admits."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from types_in(argument)
