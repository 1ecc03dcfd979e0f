"""Dates as people write them become EDTF, and what was written is kept."""

import calendar
import copy
import pickle
import re
from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import EDTFDate
from coopgraph.messages.catalogue import say
from coopgraph.words.date_text import format_date
from coopgraph.words.edtf import parse
from coopgraph.words.months import MONTHS
from coopgraph.words.text import fold
from coopgraph.words.written_dates import edtf_of
from tests.words.written import FORMS, FRENCH_FORMS


@pytest.mark.parametrize("language", ["fr", "en", None])
@pytest.mark.parametrize(("written", "edtf"), FORMS.items())
def test_what_people_write_becomes_edtf(written, edtf, language):
    when = EDTFDate(written, language)
    assert (when.text, when.written) == (edtf, written)
    assert when == EDTFDate(edtf)


@pytest.mark.parametrize(("written", "edtf"), FRENCH_FORMS.items())
def test_in_french_the_day_comes_first(written, edtf):
    assert EDTFDate(written, "fr").text == edtf


@pytest.mark.parametrize("written", [w for w in FRENCH_FORMS if w[0].isdigit()])
def test_where_nothing_decides_the_error_names_both_readings(written):
    """British and American readers differ, so English decides nothing."""
    one, other, year = (int(number) for number in re.split(r"[/.-]", written))
    year += 2000 if year < 100 else 0
    for language in ("en", None):
        with pytest.raises(ValueError, match="it can mean") as error:
            EDTFDate(written, language)
        readings = {date(year, other, one).isoformat(), date(year, one, other).isoformat()}
        assert set(error.value.context.values()) == readings


@pytest.mark.parametrize("written", FRENCH_FORMS)
def test_what_only_french_decides_is_refused_in_phrases_too(written):
    with pytest.raises(ValueError, match="it can mean"):
        EDTFDate(written, "en")


def test_a_month_before_the_day_is_read_unless_the_dossier_is_in_french():
    assert EDTFDate("06/30/2027", "en").text == "2027-06-30"
    with pytest.raises(ValueError, match="write 2027-06-30"):
        EDTFDate("06/30/2027", "fr")


@pytest.mark.parametrize("stop", ["", "."])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("locale", ["fr", "en", "en_GB"])
def test_every_name_of_a_month_is_read(locale, width, stop):
    """With accents or without, in small letters or capitals, and as CLDR abbreviates it."""
    for number, name in (
        Locale(locale.split("_")[0], *locale.split("_")[1:]).months["format"][width].items()
    ):
        bare = name.rstrip(".")
        for spelling in (bare, bare.upper(), bare.title(), fold(bare)):
            assert EDTFDate(f"{spelling}{stop} 2026").text == f"2026-{number:02d}"


ORDINALS = {
    1: "1er 1re 1ère première premier 1st first",
    2: "2e 2ème 2nd 2d second deuxième",
    3: "3e 3ème 3rd troisième third",
    4: "4e 4ème 4th quatrième fourth dernier last",
}


@pytest.mark.parametrize("name", ["trimestre", "trim.", "quarter"])
@pytest.mark.parametrize("number", ORDINALS)
def test_every_ordinal_is_read(number, name):
    for ordinal in ORDINALS[number].split():
        assert EDTFDate(f"{ordinal} {name} 2027").text == f"2027-{32 + number}"


@pytest.mark.parametrize("name", ["semestre", "semester", "half", "half-year"])
def test_every_name_of_a_half_is_read(name):
    assert EDTFDate(f"1st {name} 2027").text == "2027-40"
    assert EDTFDate(f"last {name} of 2027").text == "2027-41"


@pytest.mark.parametrize(
    ("words", "year", "month"),
    [
        ("début early beginning start", "[2028-01..2028-03]", "[2028-06-01..2028-06-10]"),
        ("mi milieu mid middle", "[2028-05..2028-08]", "[2028-06-11..2028-06-20]"),
        ("fin end late", "[2028-10..2028-12]", "[2028-06-21..2028-06-30]"),
    ],
)
def test_every_word_for_a_stretch_is_read(words, year, month):
    for word in words.split():
        for between in ("", "de ", "of "):
            assert EDTFDate(f"{word} {between}2028").text == year
        assert EDTFDate(f"{word} juin 2028").text == month


@pytest.mark.parametrize(
    "word",
    [
        *("vers", "environ", "env.", "autour de", "circa", "ca.", "c."),
        *("about", "around", "approximately", "approx."),
    ],
)
def test_every_word_for_about_is_read(word):
    assert EDTFDate(f"{word} 2027").text == "2027~"


def test_the_names_of_months_are_those_of_the_locales():
    for language, names in MONTHS.items():
        assert list(names) == [fold(n) for n in Locale(language).months["format"]["wide"].values()]


@pytest.mark.parametrize(
    ("written", "interval", "choice"),
    [
        ("janvier-mars 2027", "2027-01/2027-03", "[2027-01..2027-03]"),
        ("de janvier à mars 2027", "2027-01/2027-03", "[2027-01..2027-03]"),
        ("from January to March 2027", "2027-01/2027-03", "[2027-01..2027-03]"),
        ("T1–T2 2027", "2027-33/2027-34", "[2027-01..2027-06]"),
        ("2027-2028", "2027/2028", "[2027..2028]"),
        ("fin 2027 à début 2028", "2027-10/2028-03", "[2027-10..2028-03]"),
        ("2027/fin 2028", "2027/2028-12", "[2027..2028-12]"),
        ("2019/20", "2019/2020", "[2019..2020]"),
        ("2-5 mars 2026", "2026-03-02/2026-03-05", "[2026-03-02..2026-03-05]"),
        ("01/2027 - 03/2027", "2027-01/2027-03", "[2027-01..2027-03]"),
        ("2/3/2026 - 4/3/2026", "2026-03-02/2026-03-04", "[2026-03-02..2026-03-04]"),
    ],
)
def test_what_may_be_a_period_or_a_day_in_it_is_asked(written, interval, choice):
    with pytest.raises(ValueError, match="for the whole time") as error:
        EDTFDate(written, "fr")
    assert error.value.context == {"interval": interval, "choice": choice}
    assert EDTFDate(interval).earliest == EDTFDate(choice).earliest
    assert EDTFDate(interval).latest == EDTFDate(choice).latest


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("d'ici 2030", r"\[\.\.2029\] or \[\.\.2030\]"),
        ("by June 2027", r"\[\.\.2027-05\] or \[\.\.2027-06\]"),
        ("d'ici début juin 2027", r"\[\.\.2027-05-31\] or \[\.\.2027-06-10\]"),
        ("2011/12", "2011-12 or 2011/2012"),
        ("2019/05", "write 2019-05"),
        ("2019-1", "write 2019-01"),
        ("31 juin 2027", "30 days"),
        ("29/02/2027", "28 days"),
        ("avant 31/04/2027", "30 days"),
    ],
)
def test_what_is_written_wrongly_says_what_to_write(written, error):
    with pytest.raises(ValueError, match=error):
        EDTFDate(written, "fr")


@pytest.mark.parametrize(
    "garbage",
    [
        "soon", "T5 2027", "T0 2027", "H3 2027", "3e semestre 2027", "5e trimestre 2027", "juin",
        "12 mai", "janv-26", "juin 27", "mai 5", "fin", "mi-janvier", "fin fin 2028", "vers",
        "avant", "avant avant 2030", "30/06", "32/13/2026", "1/1", "45/45/45", "0/0/2026", "2027.",
        "année", "le", "20190630", "30-06-27", "2027-33-T1", "T1", "n° 2027", "2027 ha", "12 2027",
        "entre 2028 et 2027", "entre mai", "semestre 2027", "juin 2027 juillet 2027", "9999",
        "fin 9999", "avant 0001", "31/12/9999", "1er 2027", "T1 2027 T2 2027", "x" * 5000,
        "T1\x002027", "janvier\u200b 2026", "2027 fin", "Sfax 2027", "mai 2027 mai", "a 2027",
    ],
)  # fmt: skip
def test_garbage_is_no_date(garbage):
    for language in ("fr", "en"):
        with pytest.raises(ValueError):  # noqa: PT011 - each for its own reason
            EDTFDate(garbage, language)


words = st.sampled_from(
    [*FORMS, *FRENCH_FORMS, "fin", "mi", "vers", "avant", "T1", "2027", "de", "/", "-", "..", "?"]
)


@given(
    st.one_of(st.text(max_size=20), st.lists(words, min_size=1, max_size=4).map(" ".join)),
    st.sampled_from(["fr", "en", None]),
)
def test_whatever_is_read_is_edtf(text, language):
    """No text becomes anything but EDTF, or an error of ours; the EDTF is read as itself."""
    try:
        when = EDTFDate(text, language)
    except ValueError:
        return
    assert when.text.isascii()
    assert EDTFDate(when.text).text == when.text
    assert when.written == " ".join(text.split())


singles = st.builds(
    "{}{}{}".format,
    st.sampled_from(["2019", "0800", "201X", "20XX", "2027-33", "1999-40", "2019-02", "2019-XX"]),
    st.sampled_from(["", "", "-01", "-28", "-XX", "-05"]),
    st.sampled_from(["", "", "?", "~", "%"]),
)
edtf = st.one_of(
    singles,
    st.builds("{}/{}".format, singles | st.sampled_from(["", ".."]), singles | st.just("..")),
    st.lists(singles | st.builds("{}..{}".format, singles, singles), min_size=1, max_size=3).map(
        lambda choices: f"[{','.join(choices)}]"
    ),
)


@given(edtf)
def test_what_is_edtf_is_read_as_itself(text):
    """Whatever EDTF allows is never taken for something that people write."""
    try:
        spans = parse(text)
    except ValueError:
        return
    for language in ("fr", "en"):
        when = EDTFDate(text, language)
        assert (when.text, when.written, when._spans) == (text, text, spans)


days = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@given(days, st.sampled_from("/."), st.booleans(), st.booleans())
def test_every_day_is_read_in_french(day, gap, short, padded):
    parts = [f"{day.day:02d}", f"{day.month:02d}"] if padded else [str(day.day), str(day.month)]
    year = f"{day.year % 100:02d}" if short else str(day.year)
    assert EDTFDate(gap.join([*parts, year]), "fr").text == day.isoformat()


@given(days, st.booleans())
def test_a_day_is_read_in_english_only_if_one_reading_is_possible(day, month_first):
    numbers = [day.month, day.day] if month_first else [day.day, day.month]
    written = "/".join(map(str, [*numbers, day.year]))
    if day.day == day.month or day.day > 12:
        assert EDTFDate(written, "en").text == day.isoformat()
    else:
        with pytest.raises(ValueError, match=day.isoformat()):
            EDTFDate(written, "en")


@given(days, st.sampled_from(["fr", "en"]), st.sampled_from(["{d} {m} {y}", "{m} {y}", "fin {y}"]))
def test_written_dates_bound_the_day_that_they_are_made_from(day, language, form):
    name = MONTHS[language][day.month - 1]
    when = EDTFDate(form.format(d=day.day, m=name, y=day.year))
    if form.startswith("fin"):
        day = date(day.year, 12, 31)
    assert when.earliest <= day <= when.latest


@given(days)
def test_before_and_after_leave_out_what_they_name(day):
    last = calendar.monthrange(day.year, day.month)[1]
    month = f"{day.month}/{day.year}"
    assert EDTFDate(f"avant {month}").latest.toordinal() == day.replace(day=1).toordinal() - 1
    assert EDTFDate(f"après {month}").earliest.toordinal() == day.replace(day=last).toordinal() + 1


def test_what_was_written_is_kept_in_copies():
    when = EDTFDate("2/3/2026", "fr")
    copies = [pickle.loads(pickle.dumps(when)), copy.deepcopy(when), EDTFDate(when)]  # noqa: S301
    assert [(one.text, one.written) for one in copies] == [("2026-03-02", "2/3/2026")] * 3


def test_what_was_written_is_saved_only_where_it_is_read_as_the_same_date():
    when = EDTFDate("2/3/2026", "fr")
    assert when.as_written("fr") == "2/3/2026"
    assert when.as_written("en") == when.as_written() == "2026-03-02"
    assert EDTFDate("mi-2027").as_written("en") == "mi-2027"
    assert EDTFDate("2027").as_written("en") == "2027"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_examples_of_the_error_are_dates(language):
    parts = re.split(r", | ou | or |: |such as |comme ", say("date-form", language))
    examples = [part for part in parts if re.search(r"\d", part)]
    assert len(examples) == 8
    assert all(EDTFDate(example, language) for example in examples)


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("2027-33", "Q1 2027", "T1 2027"),
        ("2027-36~", "about Q4 2027", "vers T4 2027"),
        ("2027-38", "May to August 2027", "2e quadrimestre 2027"),
        ("2027-40", "first half of 2027", "1er semestre 2027"),
        ("2027-41/2028-40", "second half of 2027 – first half of 2028", None),
        ("[2028-33..]", "Q1 2028 or later", "T1 2028 ou après"),
        ("[..2029]", "2029 or earlier", "2029 ou avant"),
        (
            "[2028-10..2028-12]",
            "between October 2028 and December 2028",
            "entre octobre 2028 et décembre 2028",
        ),
        ("2028-10/..", "from October 2028", None),
        (
            "[2028-33,2028-40~]",
            "Q1 2028 or about the first half of 2028",
            "T1 2028 ou vers le 1er semestre 2028",
        ),
        ("2027-41/..", "from the second half of 2027", "à partir du 2e semestre 2027"),
        ("../2027-41", "until the second half of 2027", "jusqu’au 2e semestre 2027"),
        ("../2027-38", "until May to August 2027", "jusqu’au 2e quadrimestre 2027"),
        ("2027-38/..", "from May to August 2027", "à partir du 2e quadrimestre 2027"),
        ("2027-38~", "about May to August 2027", "vers le 2e quadrimestre 2027"),
        (
            "[2028-10~..2028-12~]",
            "roughly between October 2028 and December 2028",
            "à peu près entre octobre 2028 et décembre 2028",
        ),
        (
            "[2028-10?..2028-12?]",
            "between October 2028 and December 2028 (uncertain)",
            "entre octobre 2028 et décembre 2028 (incertain)",
        ),
    ],
)
def test_what_becomes_of_written_dates_is_worded(text, english, french):
    assert format_date(EDTFDate(text)) == english
    if french:
        assert format_date(EDTFDate(text), "fr") == french


@given(st.sampled_from(sorted(FORMS)))
def test_case_and_accents_do_not_matter(written):
    assert edtf_of(written.upper()) == edtf_of(fold(written)) == FORMS[written]


@pytest.mark.parametrize("text", ["31/13/2027", "99/99/2026", "30/06/20277"])
def test_a_mistyped_day_is_no_interval(text):
    with pytest.raises(ValueError, match="not a date, such as 2019"):
        EDTFDate(text, "fr")
