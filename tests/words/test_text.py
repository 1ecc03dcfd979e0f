import pickle

import pytest
from pydantic import BaseModel, ValidationError

from coopgraph.words.text import Text, fold


class Record(BaseModel):
    name: Text


def test_plain_text_is_itself_in_every_language():
    assert Text("Plaine Commune").in_language("ar") == "Plaine Commune"


def test_a_missing_language_falls_back():
    """The language asked for, else English, French, or whatever there is."""
    assert Text({"fr": "Maroc", "en": "Morocco"}).in_language("ar") == "Morocco"
    assert Text({"ar": "المغرب"}).in_language("fr") == "المغرب"


def test_texts_are_values():
    one, other = Text({"fr": "a", "en": "b"}), Text({"en": "b", "fr": "a"})
    assert one == other
    assert len({one, other}) == 1
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    assert Text(one) == one != "a"
    with pytest.raises(AttributeError):
        one.other = "c"


def test_spare_spaces_are_not_kept():
    assert Text(" a \n b\u00a0") == Text("a b")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ({"fr": " "}, "empty"),
        ({}, "one text per language"),
        (3, "one text per language"),
        ({"fr": 3}, "one text per language"),
        ({"FR": "a"}, "'FR' is not a language code"),
        ("a\x07b", "control character"),
    ],
)
def test_what_is_no_text_says_why(value, reason):
    with pytest.raises(ValidationError, match=reason):
        Record(name=value)


def test_fold_forgets_case_accents_and_quotes():
    assert fold("L’ÉCOLE  de l'Été") == fold("l'ecole de l’ete")


def test_fold_forgets_ligatures_and_marks_that_are_never_seen():
    assert fold("Œuvre ﬁnie, STRAẞE, ma\u00adrais, الـوكالة") == fold(
        "oeuvre finie, straße, marais, الوكالة"
    )
