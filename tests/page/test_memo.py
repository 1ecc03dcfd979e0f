"""The memo on what has changed."""

import pytest

import coopgraph as cg
from coopgraph.messages.catalogue import LANGUAGES
from coopgraph.records.validation import dossier_from


def later(**changes):
    """The bundled dossier with some fields of some records changed."""
    raw = cg.example().model_dump(mode="json", exclude_defaults=True)
    for record in [*raw["institutions"], *raw["agreements"], *raw["activities"]]:
        record.update(changes.get(record["id"].replace("-", "_"), {}))
    return dossier_from(raw)


@pytest.fixture(scope="module")
def new():
    return later(
        framework_convention={"status": "signed", "dates": {"signed": "2020-02-03"}},
        anah_convention={"expected": {"negotiation": "2027"}},
        afd={"note": "<b>*Lyon*</b>", "acronym": "AFD2"},
        afd_support={"status": "cancelled"},
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_in_short_what_is_new_then_all_of_it(new, lang):
    answer = cg.compare(cg.example(), new, lang=lang)
    text = cg.memo(answer).to_markdown()
    head, _, rest = text.partition("\n## ")[2].partition("\n## ")
    names = [row.item.title for row in answer.told]
    assert all(name in head for name in names)
    assert len(head.splitlines()) <= 9
    assert all(name in rest for name in names)
    assert {"fr": "Ce que cela entraîne", "en": "What it entails"}[lang] in rest
    assert {"fr": "recommandation 1", "en": "recommendation 1"}[lang] in rest
    assert "AFD2" in rest  # wording comes last, and is not left out


def test_it_is_a_page_of_its_own_and_escapes_what_others_wrote(new):
    memo = cg.memo(cg.compare(cg.example(), new, lang="en"))
    html = memo.to_html()
    assert html.startswith("<!doctype html>")
    assert "<b>*Lyon" not in html
    assert "&lt;b&gt;*Lyon*&lt;/b&gt;" in html
    assert r"\*Lyon\*" in memo.to_markdown()
    assert "In short" in str(memo)
    assert memo._repr_html_() in html


def test_it_is_saved_by_its_suffix(new, tmp_path):
    memo = cg.memo(cg.compare(cg.example(), new, lang="fr"))
    for name, text in (("m.md", memo.to_markdown()), ("m.htm", memo.to_html())):
        memo.save(tmp_path / name)
        assert (tmp_path / name).read_text("utf-8") == text
    with pytest.raises(cg.FormatError, match="txt"):
        memo.save(tmp_path / "m.txt")


def test_nothing_changed():
    text = cg.memo(cg.compare(cg.example(), cg.example(), lang="en")).to_markdown()
    assert text.count("Nothing has changed") == 2  # its title, and in short
    assert "|" not in text


def test_long_tables_say_what_they_leave_out():
    raw = {"institutions": [{"id": f"b{n}", "name": f"B{n}", "kind": "agency"} for n in range(50)]}
    text = cg.memo(
        cg.compare(dossier_from({"institutions": []}), dossier_from(raw), lang="en")
    ).to_markdown()
    assert "… and 20 more." in text
    assert "B0, B1, B10, B11, B12, B13 and 44 more" in text
