import itertools
import pickle
from datetime import date, datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from coopgraph import EDTFDate, Truth
from coopgraph.words.dates import dates_in, parsed


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-05", date(2019, 5, 1), date(2019, 5, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-11-04", date(2019, 11, 4), date(2019, 11, 4)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31)),
        ("2010-XX-XX", date(2010, 1, 1), date(2010, 12, 31)),
        ("2010-02-XX", date(2010, 2, 1), date(2010, 2, 28)),
        ("2027-33", date(2027, 1, 1), date(2027, 3, 31)),
        ("2027-36", date(2027, 10, 1), date(2027, 12, 31)),
        ("2027-37", date(2027, 1, 1), date(2027, 4, 30)),
        ("2027-39", date(2027, 9, 1), date(2027, 12, 31)),
        ("2027-40", date(2027, 1, 1), date(2027, 6, 30)),
        ("2027-41~", date(2027, 7, 1), date(2027, 12, 31)),
        ("2027-33/2027-35", date(2027, 1, 1), date(2027, 9, 30)),
        ("[2027-40..]", date(2027, 1, 1), None),
        ("2020?", date(2020, 1, 1), date(2020, 12, 31)),
        ("1961~", date(1961, 1, 1), date(1961, 12, 31)),
        ("1961-05%", date(1961, 5, 1), date(1961, 5, 31)),
        ("2019-11-04/2019-11-06", date(2019, 11, 4), date(2019, 11, 6)),
        ("2019/2019-05", date(2019, 1, 1), date(2019, 5, 31)),
        ("2020/..", date(2020, 1, 1), None),
        ("../2020", None, date(2020, 12, 31)),
        ("2020/", date(2020, 1, 1), None),
        ("/2020", None, date(2020, 12, 31)),
        ("[2020..]", date(2020, 1, 1), None),
        ("[..2020]", None, date(2020, 12, 31)),
        ("[2019,2021]", date(2019, 1, 1), date(2021, 12, 31)),
        ("[2019-05..2019-07]", date(2019, 5, 1), date(2019, 7, 31)),
    ],
)
def test_bounds(text, earliest, latest):
    """A date gives the first and last day it may touch, and keeps the text as written."""
    value = EDTFDate(text)
    assert (value.earliest, value.latest) == (earliest, latest)
    assert str(value) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2019-02-29", "28 days"),
        ("2020-13", "no month 13"),
        ("2019-04-31", "30 days"),
        ("2020/2019", "ends before it begins"),
        ("[2021..2019]", "ends before it begins"),
        ("9999-12-31", "no date"),
        ("0001-01-01", "no date"),
        ("0000", "no date"),
        ("2020-21", "write 2020/2021"),
        ("2020-25", "write 2020/2025"),
        ("2027-33-01", "no month 33"),
        ("202X-33", "not supported"),
        ("٢٠١٩", "not a date"),
        ("201X-05", "not supported"),
        ("2019-XX-04", "not supported"),
        ("[..]", "at one end"),
        ("../..", "at one end"),
        ("/", "at one end"),
        ("2019/2020/2021", "one '/'"),
        ("", "not a date"),
        ("soon", "not a date"),
        ("2019 ", None),
    ],
)
def test_what_is_no_date_says_why(text, reason):
    if reason is None:  # spare spaces are not worth an error
        assert EDTFDate(text) == EDTFDate(text.strip())
    else:
        with pytest.raises(ValueError, match=reason):
            EDTFDate(text)


def test_takes_what_yaml_and_excel_produce():
    assert EDTFDate(2019) == EDTFDate("2019")
    assert EDTFDate(date(2019, 11, 4)) == EDTFDate("2019-11-04")
    assert EDTFDate(datetime(2019, 11, 4, 0, 0)) == EDTFDate("2019-11-04")  # noqa: DTZ001
    for wrong in (True, 2019.5, None):
        with pytest.raises(ValueError, match="a date is text"):
            EDTFDate(wrong)


days = st.dates(date(1000, 1, 2), date(9000, 1, 1))
singles = st.one_of(
    days.map(lambda d: f"{d.year:04d}"),
    days.map(lambda d: f"{d.year:04d}-{d.month:02d}"),
    days.map(lambda d: d.isoformat()),
)


@given(singles)
def test_bounds_agree_with_the_edtf_library(text):
    """An independent reader of the standard finds the same days."""
    theirs = parse_edtf(text)
    ours = EDTFDate(text)
    bounds = [date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3])]
    assert [ours.earliest, ours.latest] == bounds


# A small calendar: days at both ends and near the border of two months. Between two of its days
# nothing can change the order of two dates, so trying these is trying all.
JANUARY = [date(2019, 1, day) for day in (1, 29, 30, 31)]
FEBRUARY = [date(2019, 2, day) for day in (1, 2, 3, 28)]
HORIZON = [date.min, *JANUARY, *FEBRUARY, date.max]
small_singles = st.one_of(
    st.sampled_from([*JANUARY, *FEBRUARY]).map(lambda day: (day.isoformat(), [day])),
    st.sampled_from([("2019-01", JANUARY), ("2019-02", FEBRUARY)]),
)


@st.composite
def small_dates(draw):
    """A date and all pairs (first day, last day) that it may mean, worked out day by day."""
    kind = draw(st.sampled_from(["single", "interval", "choice", "open", "unknown", "from"]))
    text, days = draw(small_singles)
    if kind == "open":
        return f"{text}/..", [(d, date.max) for d in days]
    if kind == "unknown":
        return f"{text}/", [(d, e) for d in days for e in HORIZON if e >= d]
    if kind == "from":
        return f"[{text}..]", [(d, d) for d in HORIZON if d >= days[0]]
    other, other_days = draw(small_singles)
    if kind == "choice":
        return f"[{text},{other}]", [(d, d) for d in [*days, *other_days]]
    pairs = [(d, e) for d in days for e in other_days if d <= e]
    if kind == "interval" and pairs:
        return f"{text}/{other}", pairs
    return text, [(d, d) for d in days]


def truth(answers):
    answers = set(answers)
    return Truth.POSSIBLE if len(answers) > 1 else Truth.CERTAIN if answers.pop() else Truth.NO


@given(small_dates(), small_dates())
def test_comparisons_equal_trying_every_day(one, other):
    """Certain is what holds on every pair of days that may be meant, no what holds on none."""
    (a_text, a_pairs), (b_text, b_pairs) = one, other
    a, b = EDTFDate(a_text), EDTFDate(b_text)
    both = list(itertools.product(a_pairs, b_pairs))
    assert a.before(b) is truth(x[1] < y[0] for x, y in both)
    assert a.after(b) is truth(y[1] < x[0] for x, y in both)
    assert a.overlaps(b) is truth(x[0] <= y[1] and y[0] <= x[1] for x, y in both)


@pytest.mark.parametrize(
    ("one", "other", "before", "overlaps"),
    [
        ("2019-11-04/2019-11-06", "[2020..]", "certain", "no"),
        ("2019", "2019-05", "possible", "possible"),
        ("2019-05", "2019", "possible", "possible"),
        ("2019-11-04", "2019-11-04", "no", "certain"),
        ("2019-05/..", "2020-06", "no", "certain"),
        ("2019-05/", "2020-06", "possible", "possible"),
        ("2018?", "2019", "possible", "no"),
        ("2021~", "2019", "no", "no"),
        ("[2018,2022]", "2020", "possible", "no"),
        ("2019/2021", "2020", "no", "certain"),
        ("../2020", "2021", "certain", "no"),
    ],
)
def test_comparisons_that_people_make(one, other, before, overlaps):
    a, b = EDTFDate(one), EDTFDate(other)
    assert (a.before(b), a.overlaps(b)) == (before, overlaps)


@given(st.lists(singles, min_size=2, max_size=5))
def test_dates_hash_and_sort(texts):
    dates = [EDTFDate(text) for text in texts]
    assert len(set(dates)) == len(set(texts))
    ordered = sorted(dates)
    assert all(a.earliest <= b.earliest for a, b in itertools.pairwise(ordered))


def test_open_dates_sort_and_compare_to_nothing_else():
    assert min(EDTFDate("2020/.."), EDTFDate("../2020")) == EDTFDate("../2020")
    assert EDTFDate("2020") != "2020"
    with pytest.raises(TypeError):
        assert EDTFDate("2020") < "2021"


def test_dates_do_not_change():
    value = EDTFDate("2020")
    with pytest.raises(AttributeError):
        value.text = "2021"
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    assert repr(value) == "EDTFDate('2020')"


class Record(BaseModel):
    when: EDTFDate


def test_dates_are_a_pydantic_field():
    when = EDTFDate("2019")
    assert Record(when=when).when is when
    assert Record(when=2019).model_dump_json() == '{"when":"2019"}'
    assert Record.model_validate_json('{"when": "2019?"}').when.is_uncertain
    with pytest.raises(ValidationError, match="there is no month 13"):
        Record(when="2019-13")
    schema = Record.model_json_schema()["properties"]["when"]
    assert {kind["type"] for kind in schema["anyOf"]} == {"string", "integer"}


def test_the_examples_of_the_schema_are_dates():
    schema = TypeAdapter(EDTFDate).json_schema()
    assert len(schema["examples"]) == 5
    assert all(EDTFDate(example) for example in schema["examples"])


@pytest.mark.parametrize("value", [True, 1.5])
def test_what_is_no_date_is_named_by_its_type(value):
    with pytest.raises(ValueError) as error:  # noqa: PT011 - its context is looked at
        EDTFDate(value)
    assert error.value.context == {"type": type(value).__name__}


def test_the_language_that_dates_are_read_in_is_the_default():
    with dates_in("fr"):
        assert EDTFDate("2/3/2026").text == parsed("2/3/2026").text == "2026-03-02"
        assert EDTFDate("2/3/2026").as_written() == "2026-03-02"  # no language decides
    assert parsed("2/3/2026") is None
