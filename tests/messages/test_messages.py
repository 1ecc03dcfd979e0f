import io
import pkgutil
import string
from gettext import GNUTranslations
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import coopgraph as cg
from coopgraph import messages
from coopgraph.messages.catalogue import MESSAGES, say, translated
from coopgraph.words import vocabulary
from coopgraph.words.vocabulary import AgreementStatus, Gender, Relation, Role, Word

WORDS = [
    word
    for name in vocabulary.__all__
    if isinstance(kind := getattr(vocabulary, name), type) and issubclass(kind, Word)
    for word in kind
]

SOURCE = Path(cg.__file__).parent
LOCALE = SOURCE / "messages" / "locale"
#: As `make messages` has them.
KEYWORDS = {"N_": None, "P_": (1, 2), "C_": ((1, "c"), 2)}


def all_of(text):
    return all(text) if isinstance(text, tuple) else bool(text)


def braces(text):
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.fixture(scope="module")
def french():
    with (LOCALE / "fr" / "LC_MESSAGES" / "coopgraph.po").open("rb") as file:
        return read_po(file)


def test_the_french_catalogue_is_complete_and_current(french):
    """`make messages` brings it up to date; a translator fills in what is new."""
    extracted = extract_from_dir(SOURCE, keywords=KEYWORDS)
    marked = {(text, context) for _, _, text, _, context in extracted}
    assert {(entry.id, entry.context) for entry in french if entry.id} == marked
    assert [entry.id for entry in french if not all_of(entry.string) or entry.fuzzy] == []


def test_the_compiled_catalogue_is_the_translators(french):
    """Whichever version of Babel compiled it: the order of bytes differs among them."""
    compiled = io.BytesIO()
    write_mo(compiled, french)
    compiled.seek(0)
    with (LOCALE / "fr" / "LC_MESSAGES" / "coopgraph.mo").open("rb") as stored:
        kept, fresh = (GNUTranslations(file)._catalog for file in (stored, compiled))
    kept.pop(""), fresh.pop("")  # the header names Babel's version
    assert kept == fresh


@pytest.mark.parametrize("code", MESSAGES)
def test_a_translation_fills_in_the_same_values(code):
    message = MESSAGES[code]
    for count in (1, 2):
        assert braces(translated(message, "fr", count)) <= braces(message.one + message.many)
    assert braces(translated(message, "fr", 2)) == braces(message.many or message.one)


def test_no_code_is_used_twice():
    """A code that two files used would silently say what the later one says."""
    names = [m.name for m in pkgutil.iter_modules(messages.__path__)]
    parts = [
        getattr(import_module(f"coopgraph.messages.{name}"), name.upper())
        for name in names
        if name not in {"catalogue", "escaping", "marks"}
    ]
    codes = [code for part in parts for code in part]
    assert len(codes) == len(set(codes)) == len(MESSAGES)


def test_other_languages_fall_back_to_english():
    assert say("or", "ar") == "or"


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
