"""Forms of text in attributes of a graph: dates, and thresholds and weights as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from coopgraph.records.numbers import Number
from coopgraph.records.thresholds import Threshold
from coopgraph.words.dates import EDTFDate

__all__ = ["EDTF", "THRESHOLDS", "WEIGHTS", "Form", "thresholds_in", "weights_in"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of text, such as JSON of some kind.

    Attributes
    ----------
    parse
        Parses a text; raises ``ValueError`` where it does not have the form.
    example
        A text that has it.
    of_number
        A whole number, which may stand in its place, as such a text.
    """

    parse: Callable[[str], object]
    example: str
    of_number: Callable[[int], str] = str


_SEVERAL: Final = TypeAdapter(tuple[Threshold, ...])
_BY_NAME: Final = TypeAdapter(dict[str, Number])


def thresholds_in(value: int | str) -> tuple[Threshold, ...]:
    """The thresholds in an attribute of an agreement: a number of parties, or JSON.

    Raises
    ------
    ValueError
        When the text is none.

    Examples
    --------
    >>> [threshold.count for threshold in thresholds_in(2)]
    [2]
    >>> thresholds_in('[{"share":0.55,"weight":"emissions"}]')[0].share
    Decimal('0.55')
    """
    return _SEVERAL.validate_python([value] if isinstance(value, int) else json.loads(value))


def weights_in(text: str) -> Mapping[str, Any]:
    """The weights of a party, by name, as exact decimals.

    Raises
    ------
    ValueError
        When the text is no JSON of that kind.

    Examples
    --------
    >>> weights_in('{"emissions":17.4}')
    {'emissions': Decimal('17.4')}
    """
    return _BY_NAME.validate_python(json.loads(text))


THRESHOLDS: Final = Form(thresholds_in, '[{"count":55}]', lambda count: f'[{{"count":{count}}}]')
WEIGHTS: Final = Form(weights_in, '{"emissions":17.4}')
EDTF: Final = Form(EDTFDate, "2019-05")
