"""What is wrong with records."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "progress-records": N_("{done} of {total} records checked"),
    # -- a record ----------------------------------------------------------------------------------
    "alternative-repeated": N_("'{id}' occurs twice among the alternatives"),
    "at-least-too-many": P_(
        "at_least asks for {at_least} alternatives, there is {count}",
        "at_least asks for {at_least} alternatives, there are {count}",
    ),
    "field-not-text": N_("a field name is text, not '{value}'"),
    "missing-field": N_("'{field}' is missing"),
    "missing-status": N_("'status' is missing: give it, or the date of a stage"),
    "place-empty": N_("a place needs a name or a country"),
    "quorum-too-large": P_(
        "the quorum is {needed}, there is {count} party",
        "the quorum is {needed}, there are {count} parties",
    ),
    "entry-too-large": P_(
        "the threshold of entry into force is {needed}, there is {count} party",
        "the threshold of entry into force is {needed}, there are {count} parties",
    ),
    "threshold-one-of": N_("a threshold has one of 'count', 'share' and 'all'"),
    "share-out-of-range": N_("a share is above 0 and at most 1, such as 0.55"),
    "among-no-party": N_("'{id}' is not a party that consents"),
    "among-repeated": N_("'{id}' occurs twice in 'among'"),
    "unknown-weight": N_("none of these parties has the weight '{weight}'"),
    "weight-currencies": N_("these amounts are in several currencies ({known})"),
    "weight-reserved": N_("a contribution goes under 'amount', not under 'weights'"),
    "weight-without-share": N_("'weight' goes with 'share'"),
    "wrong-stage": N_("'{id}' is of kind '{is}', whose stages are {known}, not '{stage}'"),
    "wrong-before": N_("'before' can be {known} here, not '{before}'"),
    "span-empty": N_("the span {span} ends before it begins"),
    "status-contradicts-dates": N_(
        "the status is '{status}' but the stage '{stage}' has a date; expected dates go under 'expected'"
    ),
    "dates-contradict": N_("'{second}' ({later}) comes before '{first}' ({earlier})"),
    "too-deep": N_("values are nested too deeply for a dossier"),
    "too-long": N_("longer than {max_length} characters"),
    "too-many": N_("too many entries"),
    "too-few": N_("this list has too few values"),
    "too-short": N_("at least one entry is expected"),
    "unknown-field": N_("unknown field '{field}'"),
    "unknown-field-known": N_("unknown field '{field}'; the fields here are {known}"),
    "unknown-word": N_("unknown word '{value}'"),
    "wrong-pattern": N_("'{value}' does not have the expected form ({pattern})"),
    "decimal-out-of-range": N_("expected a number from 0 to {most}, not '{value}'"),
    "decimal-too-long": N_("a number has at most {most} digits, and as many after the point"),
    "wrong-type-decimal": N_("expected a number, not '{value}'"),
    "wrong-type-flag": N_("expected true or false (in tables: yes or no), not '{value}'"),
    "wrong-type-list": N_("expected a list"),
    "wrong-type-mapping": N_("expected fields, 'name: value'"),
    "wrong-type-number": N_("expected a whole number, not '{value}'"),
    "wrong-type-text": N_("expected text, not '{value}'"),
    # -- between records ---------------------------------------------------------------------------
    "not-whole": N_("{texts}"),
    "not-a-dossier": N_("not a dossier: it has no list institutions, agreements or activities"),
    "duplicate-id": N_("the id '{id}' is already taken by {first}"),
    "duplicate-id-line": N_("the id '{id}' is already taken, in line {line}"),
    "duplicate-id-cell": N_("the id '{id}' is already taken, in {cell}"),
    "record-repeated": N_("repeats the record '{id}'"),
    "record-repeated-line": N_("repeats the record '{id}', in line {line}"),
    "record-repeated-cell": N_("repeats the record '{id}', in {cell}"),
    "identity-repeated": N_("'{id}' is compared with itself"),
    "identity-kinds": N_("records of different kinds cannot be compared"),
    "link-to-itself": N_("'{id}' is linked to itself ({relation})"),
    "leans-on-itself": N_(
        "a decision makes it the same as '{id}', on which it depends ({relation})"
    ),
    "identity-contradiction": N_("another decision says that these records are the same ('{id}')"),
    "part-of-itself": N_("'{id}' would be part of itself"),
    "repeated-link": N_("'{id}' is already named here ({relation})"),
    "unknown-id": N_("unknown id '{id}'"),
    "unknown-source": N_("unknown source '{id}'"),
    "wrong-kind": N_("'{id}' is of kind '{is}', which '{relation}' does not take here"),
}
