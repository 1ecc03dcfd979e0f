import pkgutil
import string
from importlib import import_module

import pytest

from coopgraph import messages as wording
from coopgraph.messages.catalogue import LANGUAGES, MESSAGES, say
from coopgraph.words import vocabulary
from coopgraph.words.vocabulary import AgreementStatus, Gender, Relation, Role, Word

WORDS = [
    word
    for name in vocabulary.__all__
    if isinstance(kind := getattr(vocabulary, name), type) and issubclass(kind, Word)
    for word in kind
]


def braces(text):
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_says_the_same_in_both_languages(code):
    """Each message is there in French and English and fills in the same values."""
    texts = MESSAGES[code]
    assert set(texts) == set(LANGUAGES)
    assert braces(texts["fr"]) == braces(texts["en"])


def test_no_message_is_written_twice():
    """A code that two files used would silently say what the later one says."""
    names = [module.name for module in pkgutil.iter_modules(wording.__path__)]
    parts = [getattr(import_module(f"coopgraph.messages.{name}"), name.upper()) for name in names]
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
