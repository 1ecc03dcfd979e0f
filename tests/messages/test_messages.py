import io
import pkgutil
import re
import string
from functools import cache
from gettext import GNUTranslations
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import coopgraph as cg
from coopgraph import messages
from coopgraph.messages import catalogue
from coopgraph.messages.catalogue import MESSAGES, in_context, say, translated
from coopgraph.words import vocabulary
from coopgraph.words.relations import Relation
from coopgraph.words.vocabulary import (
    KINDS,
    STATUSES,
    AgreementStatus,
    Gender,
    RecordKind,
    Role,
    Word,
)

WORDS = [
    word
    for name in vocabulary.__all__
    if isinstance(kind := getattr(vocabulary, name), type) and issubclass(kind, Word)
    for word in kind
]

SOURCE = Path(cg.__file__).parent
LOCALE = SOURCE / "messages" / "locale"
CATALOGUES = sorted(path.name for path in LOCALE.iterdir())
METHOD = "coopgraph.messages.extraction.extract"
#: As `make messages` has them.
KEYWORDS = {
    "N_": None,
    "P_": (1, 2),
    "C_": ((1, "c"), 2),
    "CP_": ((1, "c"), 2, 3),
    "noun": None,
    "adjective": None,
}


def all_of(text):
    return all(text) if isinstance(text, tuple) else bool(text)


def braces(text):
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def path_of(language, suffix):
    return LOCALE / language / "LC_MESSAGES" / f"coopgraph.{suffix}"


@cache
def entries_of(language):
    with path_of(language, "po").open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def marked():
    """The texts that the code marks, with their contexts."""
    extracted = extract_from_dir(SOURCE, [("**.py", METHOD)], keywords=KEYWORDS)
    return {(text, context) for _, _, text, _, context in extracted}


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_is_current(language, marked):
    """`make messages` brings it up to date: nothing is missing, nothing is obsolete."""
    catalogue = entries_of(language)
    assert {(entry.id, entry.context) for entry in catalogue if entry.id} == marked
    assert not catalogue.obsolete
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_the_french_catalogue_is_complete():
    assert [entry.id for entry in entries_of("fr") if not all_of(entry.string)] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_header_of_a_catalogue_has_no_placeholders(language):
    head = path_of(language, "po").read_text("utf-8").partition("\n\n")[0]
    for placeholder in ("EMAIL@", "FULL NAME", "YEAR-MO", "li.org", "VERSION", "PROJECT"):
        assert placeholder not in head


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_compiled_catalogue_is_the_translators(language):
    """Whichever version of Babel compiled it: the order of bytes differs among them."""
    compiled = io.BytesIO()
    write_mo(compiled, entries_of(language))
    compiled.seek(0)
    with path_of(language, "mo").open("rb") as stored:
        kept, fresh = (GNUTranslations(file)._catalog for file in (stored, compiled))
    kept.pop(""), fresh.pop("")  # the header names Babel's version
    assert kept == fresh


@pytest.mark.parametrize("kind", [*KINDS.values(), *STATUSES.values(), RecordKind, Role, Relation])
def test_arabic_has_the_labels_of_kinds_statuses_roles_and_relations(kind):
    for word in kind:
        assert re.search("[\u0600-\u06ff]", word.label("ar"))
        assert re.search("[\u0600-\u06ff]", word.label("ar", Gender.FEMININE))


@pytest.mark.parametrize("language", CATALOGUES)
@pytest.mark.parametrize("kind", [*KINDS.values(), RecordKind])
def test_every_noun_has_a_gender(language, kind):
    for word in kind:
        assert in_context("gender", word.english, language) in set(Gender)


@pytest.fixture
def other_locale(tmp_path, monkeypatch):
    """A folder of catalogues in place of ours."""
    monkeypatch.setattr(catalogue, "_LOCALE", tmp_path)
    catalogue._catalogue.cache_clear()
    yield tmp_path / "fr" / "LC_MESSAGES"
    catalogue._catalogue.cache_clear()


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40]
)
def test_a_damaged_catalogue_leaves_english(other_locale, data):
    other_locale.mkdir(parents=True)
    (other_locale / "coopgraph.mo").write_bytes(data)
    assert say("or", "fr") == "or"


def test_a_translation_with_wrong_braces_leaves_english(other_locale):
    other_locale.mkdir(parents=True)
    wrong = Catalog(locale="fr")
    wrong.add("possibly {status}", "peut-être {statut}")
    with (other_locale / "coopgraph.mo").open("wb") as file:
        write_mo(file, wrong)
    assert say("possibly", "fr", status="x") == "possibly x"


@pytest.mark.parametrize("language", ["xx", "", "../fr", "a\0b", "-", "fr\n"])
def test_an_unknown_language_is_english(language):
    assert say("or", language) == "or"
    assert AgreementStatus.SIGNED.label(language) == "signed"


@pytest.mark.parametrize(
    ("code", "values", "count", "said"),
    [
        ("dossier-problems", {}, 1, "1 problem"),
        ("dossier-problems", {}, 0, "0 problems"),
        ("quorum-too-large", {"needed": 2}, 1, "the quorum is 2, there is 1 party"),
        (
            "entry-too-large",
            {"needed": 1},
            0,
            "the threshold of entry into force is 1, there are 0 parties",
        ),
        ("if-withdraws", {"items": "A"}, 1, "A withdraws"),
        ("if-withdraws", {"items": "A, B"}, 2, "A, B withdraw"),
        ("finding-no-evidence", {"items": "A"}, "1", "A: 1 claim without a source"),
        ("file-exists", {"file": "a, b"}, 2, "a, b already exist; --force replaces them"),
    ],
)
def test_a_sentence_agrees_in_number(code, values, count, said):
    assert say(code, count=count, **values) == said


@pytest.mark.parametrize("code", MESSAGES)
def test_a_translation_fills_in_the_same_values(code):
    message = MESSAGES[code]
    for count in (1, 2):
        assert braces(translated(message, "fr", count)) <= braces(message.one + message.many)
    assert braces(translated(message, "fr", 2)) == braces(message.many or message.one)


def test_no_code_is_used_twice():
    """A code that two files used would silently say what the later one says."""
    files = {m.name for m in pkgutil.iter_modules(messages.__path__)}
    rooms = files - {"catalogue", "escaping", "extraction", "marks"}
    tables = [import_module(f"coopgraph.messages.{name}").MESSAGES for name in rooms]
    codes = [code for table in tables for code in table]
    assert len(codes) == len(set(codes)) == len(MESSAGES)


def test_what_arabic_lacks_is_said_in_english():
    assert say("dossier-problems", "ar", count=2) == "2 problems"


@pytest.mark.parametrize("word", WORDS, ids=str)
def test_every_word_has_a_label_in_both_languages(word):
    assert word.label("fr")
    assert word.label("en")


def test_statuses_agree_in_gender():
    assert AgreementStatus.ENVISAGED.label("fr", Gender.FEMININE) == "envisagée"
    assert AgreementStatus.ENVISAGED.label("fr", Gender.MASCULINE) == "envisagé"
    assert AgreementStatus.NEGOTIATION.label("fr", Gender.FEMININE) == "en préparation"


def test_relations_declare_their_ends_and_whether_they_carry_reliance():
    carrying = {relation for relation in Relation if relation.carries_reliance}
    assert carrying == {
        "party_to", "takes_part_in", "provision_of", "requires", "implements", "amends",
    }  # fmt: skip
    assert all(relation.dependents and relation.prerequisites for relation in Relation)
    assert all(role.family for role in Role)
