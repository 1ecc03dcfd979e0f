"""Names in a text, against a brute-force scan of their definition."""

import itertools
import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.extract.names import Name, Names, is_acronym, longest_matches
from coopgraph.extract.words import Words
from coopgraph.words.mentions import Naming
from coopgraph.words.text import fold


def found_in(text, *names):
    """What is found, as (text, items, inflected)."""
    words = Words(text)
    standing = longest_matches(Names(names).candidates(words), words)
    return [(text[f.start : f.end], f.items, f.inflected) for f in standing]


def name(written, item="x", naming=Naming.NAME):
    return Name(written, item, naming)


def acronym(written, item="x"):
    return Name(written, item, Naming.ACRONYM)


AGENCY = name("Agence de l’eau")


@pytest.mark.parametrize(
    "text",
    [
        "agence de l’eau",
        "AGENCE DE L'EAU",
        "l'Agence de l´eau,",
        "Agence\nde\u00a0l’eau",
        "Agence de l’\neau",
        "Agence\r\n de  l’eau",
        "(agence-de-l’eau)",
        "**Agence de l’eau**",
        "Agen-\nce de l’eau",
        "Agen\u00ad\nce de l’e\u00adau",
        "A\u0300gence de l’e\u0301au",
        "Ａｇｅｎｃｅ de l’eau",
        "«\u202fAgence de l’eau\u202f»",
        "l’Agence de l’eau¹ et",
        "agence_de l’eau agence de l’eau",
    ],
)
def test_a_name_is_found_however_it_is_set(text):
    assert [items for _, items, _ in found_in(text, AGENCY)] == [("x",)]


@pytest.mark.parametrize(
    "text",
    [
        "Agence de l’eauforte",
        "Sousagence de l’eau",
        "Agence de\n\nl’eau",
        "Agence de\n- l’eau",
        "Agence. De l’eau",
        "Agence, de l’eau",
        "Agence (de l’eau)",
        "Agence – de l’eau",
        "Agence del’eau",
        "",
    ],
)
def test_what_is_no_run_of_the_same_words_is_not_found(text):
    assert found_in(text, AGENCY) == []


def test_spans_are_those_of_the_text_as_it_is():
    """Folding makes one letter of two and two of one; places do not shift."""
    text = "ﬁn ß Œuvre e\u0301tude ½ İ L’AFD"
    assert found_in(text, acronym("AFD"), name("oeuvre étude", "y")) == [
        ("Œuvre e\u0301tude", ("y",), False),
        ("AFD", ("x",), False),
    ]
    assert found_in("die GROSSE Straße", name("große STRASSE")) == [
        ("GROSSE Straße", ("x",), False)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("l’AFD, d'AFD (AFD) AFD-ANRU AFD_2", ["AFD"] * 5),
        ("afd Afd AFDX XAFD AFD2", []),
        ("les AFDs", ["AFDs"]),
        ("AFDS", []),
        ("A.F.D. et a.f.d.", ["A.F.D"]),
        ("AF-\nD", ["AF-\nD"]),
    ],
)
def test_a_short_acronym_keeps_its_capitals(text, found):
    assert [written for written, _, _ in found_in(text, acronym("AFD"))] == found


@pytest.mark.parametrize(
    ("text", "count"), [("UNESCO Unesco", 2), ("unesco", 0), ("Majal MAJAL", 2), ("majal", 0)]
)
def test_a_long_acronym_keeps_its_first_capital(text, count):
    assert len(found_in(text, acronym("UNESCO"), acronym("Majal"))) == count


def test_a_name_or_alias_in_capitals_is_an_acronym():
    assert found_in("ONE one", name("ONE")) == [("ONE", ("x",), False)]
    assert is_acronym("COP21")
    assert not any(map(is_acronym, ["Majal", "A", "2019", "A B", "afd"]))


def test_plurals_are_found_and_marked():
    assert found_in("les agences de l’eau", AGENCY) == [("agences de l’eau", ("x",), True)]
    both = found_in("les agences de l’eau", AGENCY, name("Agences de l’eau", "y"))
    assert both == [("agences de l’eau", ("y",), False)]


def test_the_longest_of_overlapping_names_stands():
    text = "l’agence de l’eau du Nord et ANRUR, ANRU"
    names = AGENCY, name("eau du Nord et", "y"), acronym("ANRU", "z"), acronym("ANRUR", "r")
    assert [items for _, items, _ in found_in(text, *names)] == [("x",), ("r",), ("z",)]
    shorter = found_in("un deux trois", name("un deux"), name("deux trois", "y"), name("un", "z"))
    assert [items for _, items, _ in shorter] == [("z",), ("y",)]


def test_a_shared_name_is_that_of_all_who_carry_it():
    assert found_in("ANE", acronym("ANE", "b"), acronym("ANE", "a")) == [("ANE", ("a", "b"), False)]


def test_a_name_that_is_a_list_may_lose_or_gain_commas():
    ministry = name("Ministère du Logement, de la Ville et de l’Eau")
    for text in (
        "ministère du logement de la ville, et de l’eau",
        "Ministère du Logement, de la Ville et de l'eau",
    ):
        assert len(found_in(text, ministry)) == 1


def test_other_signs_are_part_of_a_name():
    assert len(found_in("Eau & Forêts", name("Eaux & Forêts"), name("Eau & Forêts", "y"))) == 1
    assert found_in("Eau Forêts", name("Eau & Forêts")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الوكالة الوطنية", "الوكالة الوطنية"),
        ("اَلْوِكَالَة الوطنيّة", "اَلْوِكَالَة الوطنيّة"),
        ("والوكالة الوطنية", "الوكالة الوطنية"),
        ("للوكالة الوطنية", "للوكالة الوطنية"),
        ("الوكـــالة الوطنية،", "الوكـــالة الوطنية"),
        ("ﺍﻟﻮﻛﺎﻟﺔ ﺍﻟﻮﻃﻨﻴﺔ", "ﺍﻟﻮﻛﺎﻟﺔ ﺍﻟﻮﻃﻨﻴﺔ"),
    ],
)
def test_arabic_names_are_found_with_vowels_particles_and_old_letter_forms(text, found):
    assert [written for written, _, _ in found_in(text, name("الوكالة الوطنية"))] == [found]


# -- against brute force ----------------------------------------------------------------------------

WORDS = ["un", "Un", "ÚN", "uns", "deux", "DEUX", "œuf", "oeufs", "ONE", "one", "ONEs", "ONES", "de",
         "ux", "e\u0301tat", "État", "Majal", "majal", "UNESCO", "Unesco", "unesco"]  # fmt: skip
SOFT = [" ", "\n", "-", "-\n", "’", "\u00a0", " \n "]
HARD = ["\n\n", ". ", " (", " - ", "\n- ", "/"]
KNOWN = ["un", "un deux", "un deux de", "deux de un un", "uns", "deux", "deux un", "oeuf", "ONE", "État", "état un deux", "un, deux un",
         "un/deux", "Majal", "UNESCO", "deux ONE"]  # fmt: skip

GAPS = st.sampled_from([" "] * 8 + [*SOFT, *SOFT, ", ", ", ", *HARD])
known = st.lists(
    st.builds(Name, st.sampled_from(KNOWN), st.sampled_from("ab"), st.sampled_from(Naming)),
    min_size=1,
    max_size=6,
)


@st.composite
def written(draw, name):
    """The words of a name as a text may set them: other case, plural, halves, other signs."""
    pieces = []
    for plain, sign in re.findall(r"(\w+)([ ,/]*)", name.written):
        ways = [plain, plain, plain.title(), plain.lower(), plain.upper(), plain + "s", plain + "S"]
        word = draw(st.sampled_from(ways))
        gap = draw(st.one_of(st.just(sign or " "), GAPS))
        if len(word) > 1 and draw(st.integers(0, 4)) == 0:
            cut = draw(st.integers(1, len(word) - 1))
            pieces += [(word[:cut], "-\n"), (word[cut:], gap)]
        else:
            pieces.append((word, gap))
    return pieces


@st.composite
def texts_with_names(draw):
    names = draw(known)
    part = st.one_of(
        st.sampled_from(names).flatmap(written),
        st.sampled_from(names).flatmap(written),
        st.lists(st.tuples(st.sampled_from(WORDS), GAPS), max_size=2),
    )
    parts = draw(st.lists(part, min_size=1, max_size=4))
    return [piece for pieces in parts for piece in pieces], names


def folded(word):
    letters = unicodedata.normalize("NFD", word.replace("œ", "oe"))
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def readings(pieces):
    """Ways to read pieces as words and the signs between, halves put together or not."""
    joints = [n for n, (_, gap) in enumerate(pieces[:-1]) if gap == "-\n"]
    for chosen in itertools.chain.from_iterable(
        itertools.combinations(joints, r) for r in range(len(joints) + 1)
    ):
        if any(b - a == 1 for a, b in itertools.pairwise(chosen)):
            continue  # a word is divided once
        words, gaps = [], []
        for n, (word, gap) in enumerate(pieces):
            if n - 1 in chosen:
                words[-1] += word
                gaps[-1] = gap
            else:
                words.append(word)
                gaps.append(gap)
        yield words, ["" if gap in SOFT else gap for gap in gaps[:-1]]


def matches(words, gaps, name):
    """Whether words read as a name: 0 as it is known, 1 inflected, None not."""
    known_words = [folded(word) for word in re.findall(r"\w+", name.written)]
    signs = [sign.strip() for sign in re.findall(r"(?<=\w)[ ,/]+(?=\w)", name.written)]
    if "," in signs:
        signs = ["" if sign == "," else sign for sign in signs]
        gaps = ["" if gap == ", " else gap for gap in gaps]
    if len(words) != len(known_words) or gaps != signs:
        return None
    plural = False
    for word, known_word in zip(map(folded, words), known_words, strict=True):
        if word == known_word + "s":
            plural = True
        elif word != known_word:
            return None
    written, raw = name.written, "".join(words)
    if name.naming is Naming.ACRONYM or (
        written.isupper() and len(written) > 1 and " " not in written
    ):
        written = "".join(re.findall(r"\w", written))
        raw = "".join(
            c
            for c in unicodedata.normalize("NFD", raw.replace("œ", "oe"))
            if not unicodedata.combining(c)
        )
        if plural and (
            words[-1][-1] != "s" or folded("".join(words)) != "".join(known_words) + "s"
        ):
            return None
        checked = written if len(written) <= 5 else written[0]
        if any(w.isupper() and not r.isupper() for w, r in zip(checked, raw, strict=False)):
            return None
    return int(plural)


def brute_force(pieces, names):
    """Every span that reads as a name; then the longest first, without overlap."""
    starts = list(itertools.accumulate((len(w) + len(g) for w, g in pieces), initial=0))
    spans = {}
    for i, j in itertools.combinations(range(len(pieces) + 1), 2):
        ways = [
            (way, name)
            for words, gaps in readings(pieces[i:j])
            for name in names
            if (way := matches(words, gaps, name)) is not None
        ]
        if ways:
            least = min(way for way, _ in ways)
            ids = tuple(sorted({name.item for way, name in ways if way == least}))
            spans[starts[i], starts[j - 1] + len(pieces[j - 1][0])] = ids
    standing = {}
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= s or e <= start for s, e in standing):
            standing[start, end] = spans[start, end]
    return dict(sorted(standing.items()))


@settings(max_examples=400)
@given(texts_with_names())
def test_what_is_found_is_what_a_brute_force_scan_finds(pieces_and_names):
    pieces, names = pieces_and_names
    text = "".join(word + gap for word, gap in pieces)
    words = Words(text)
    standing = longest_matches(Names(names).candidates(words), words)
    assert {(f.start, f.end): f.items for f in standing} == brute_force(pieces, names)


@given(st.text(max_size=60), known)
def test_every_span_folds_to_the_name_and_none_overlap(noise, names):
    text = noise + " ".join(name.written.upper() for name in names) + noise
    words = Words(text)
    standing = longest_matches(Names(names).candidates(words), words)
    for one, other in itertools.pairwise(standing):
        assert one.end <= other.start
    for match in standing:
        letters = [
            re.sub(r"[\W_]", "", fold(t))
            for t in (text[match.start : match.end], match.names[0].written)
        ]
        assert match.inflected or letters[0] == letters[1]


@given(st.text())
def test_words_are_runs_of_letters_at_their_places(text):
    words = Words(text)
    ends = [0, *words.ends]
    for n in range(len(words)):
        assert ends[n] <= words.starts[n] < words.ends[n] <= len(text)
        assert words.folded[n] == fold(text[words.starts[n] : words.ends[n]])
        assert any(map(str.isalnum, words.folded[n]))
    between = [text[a:b] for a, b in zip(ends, [*words.starts, len(text)], strict=True)]
    assert not any(
        c.isalnum() and fold(c).isascii() and c.isascii() for gap in between for c in gap
    )


@pytest.mark.parametrize(
    "text",
    ["a ", "un-\n", ".", "\n", "un deux ", " \n", "a", "\u0301", "a.)", "(", "ون "],
    ids=["words", "halves", "dots", "lines", "names", "blanks", "letters", "marks", "signs",
         "brackets", "particles"],
)  # fmt: skip
def test_a_long_text_takes_time_in_proportion(text):
    """A fraction of a second each, on a quiet machine; a quadratic scan would take an hour."""
    text *= 200_000 // len(text)
    started = time.perf_counter()
    words = Words(text)
    longest_matches(
        Names([name(" ".join(["un deux"] * 5)), name("un deux un")]).candidates(words), words
    )
    assert time.perf_counter() - started < 60
