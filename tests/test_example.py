"""The bundled dossier of the visit against the report that it codes, and what all share."""

import hashlib
import re

import pytest
from pydantic import BaseModel

import coopgraph as cg
from coopgraph.io.read import yaml
from coopgraph.io.read.example import EXAMPLES, example_text
from coopgraph.io.write import json
from coopgraph.records.models import (
    Agreement,
    Evidence,
    Institution,
    Link,
    Participant,
    Party,
    Requirement,
)
from coopgraph.records.validation import dossier_from
from coopgraph.words.text import Text, fold
from coopgraph.words.vocabulary import Reading

# What French titles have beside the words that a passage can name.
SMALL_WORDS = set("a au aux de des du d en et l la le les par pour sur ses un une".split())  # noqa: SIM905


def ids(records):
    return {record.id for record in records}


def test_it_is_complete(example):
    """What the report names, nothing less and nothing more."""
    assert ids(example.institutions) == {
        "matnuhpv", "mctrct", "direction-habitat", "anrur", "anru", "afd", "anah", "cget",
        "ecole-renovation-urbaine", "plaine-commune", "majal", "fnau",
    }  # fmt: skip
    assert ids(example.agreements) == {
        "framework-convention", "anrur-afd-convention", "anah-convention",
    }  # fmt: skip
    assert ids(example.activities) == {
        "anrur-anru-cooperation", "exchange-visit", "majal-fnau-meeting", "anrur-strategy",
        "strategic-study", "study-restitution", "pilot-district-visit", "national-programme",
        "afd-support",
    }  # fmt: skip
    visit = next(a for a in example.activities if a.id == "exchange-visit")
    assert len(visit.topics) == 8
    assert str(visit.when) == "2019-11-04/2019-11-06"
    assert {(p.institution, p.role.value) for p in visit.participants} == {
        ("cget", "proposer"), ("anrur", "participant"), ("direction-habitat", "participant"),
        ("anru", "host"), ("cget", "host"), ("anah", "host"),
        ("ecole-renovation-urbaine", "host"), ("plaine-commune", "host"),
    }  # fmt: skip


def test_variants_are_aliases_and_marked_inferred(example):
    variants = {
        alias.text: {entry.reading for entry in alias.evidence}
        for body in example.institutions
        for alias in body.aliases
    }
    assert {"MATNUHPV", "AHAAH"} <= set(variants)
    assert all(readings == {Reading.INFERRED} for readings in variants.values())


def test_everything_is_in_french_and_english(example):
    def texts(value):
        if isinstance(value, Text):
            yield value
        elif isinstance(value, BaseModel):
            for name in type(value).model_fields:
                yield from texts(getattr(value, name))
        elif isinstance(value, tuple):
            for entry in value:
                yield from texts(entry)

    alone = {str(text) for text in texts(example) if set(text.texts) != {"fr", "en"}}
    assert alone == {"Plaine Commune"}


def claims(value, owner=None):
    """Every record that must say where it is claimed, with the record it belongs to."""
    if isinstance(value, BaseModel) and not isinstance(value, Evidence):
        if "evidence" in type(value).model_fields:
            yield owner, value
        owner = value if hasattr(value, "id") else owner
        for name in type(value).model_fields:
            yield from claims(getattr(value, name), owner)
    elif isinstance(value, tuple):
        for entry in value:
            yield from claims(entry, owner)


def test_every_claim_carries_evidence(example):
    found = list(claims(example))
    assert len(found) >= 80
    assert not [claim for _, claim in found if not claim.evidence]
    for _, claim in found:
        for entry in claim.evidence:
            assert entry.locator
            assert entry.span
            assert entry.quote is None  # the report's sentences are not copied
            assert entry.note or entry.reading is Reading.STATED


def test_the_fingerprint_is_that_of_the_report(example, report):
    assert example.sources[0].sha256 == hashlib.sha256(report).hexdigest()


SECTIONS = {
    "title": (0, "# Visite"),
    "paragraph 1": (1, "Suite à"),
    "paragraph 2": (2, "En plus"),
    "paragraph 3": (3, "Ayant pour"),
    "recommendation 1": (4, "- La signature"),
    "recommendation 2": (5, "- L'ANRUR est invitée"),
    "recommendation 3": (6, "- L'association"),
    "recommendation 4": (7, "- Une convention"),
}


def bounds(text, section):
    starts = [text.index(opening) for _, opening in SECTIONS.values()]
    number = SECTIONS[section][0]
    return starts[number], [*starts, len(text)][number + 1]


def words(text):
    return {w for w in re.findall(r"\w+", fold(text)) if w not in SMALL_WORDS}


def names_of(body):
    names = [*body.name.texts.values(), body.acronym or "", *(a.text for a in body.aliases)]
    return [words(name) for name in names if name]


def names(passage, item):
    """Whether a passage names an institution, or most of what another item is called."""
    said = words(passage)
    if isinstance(item, Institution):
        return any(name <= said for name in names_of(item))
    called = words(item.name.in_language("fr"))
    return len(called & said) * 2 >= len(called)


def named_items(owner, claim, items):
    """What the passage of a claim has to name."""
    match claim:
        case Party() | Participant():
            return [items[claim.institution]]
        case Link():
            return [owner, items[claim.to]] if isinstance(owner, Institution) else []
        case Requirement():
            return [items[item] for item in claim.any_of]
        case Institution() | Agreement():
            return [claim]
    return [claim] if hasattr(claim, "name") and claim.name else []


def test_every_span_is_in_the_place_it_names(example, report):
    text = report.decode()
    for _, claim in claims(example):
        for entry in claim.evidence:
            first, last = bounds(text, entry.locator.in_language("en"))
            assert first <= entry.span[0] < entry.span[1] <= last
            passage = text[slice(*entry.span)]
            assert passage == passage.strip()


def test_every_stated_passage_names_what_the_claim_says(example, report):
    """An inferred claim may rest on less; the note says on what."""
    text = report.decode()
    items = {item.id: item for item in example.items()}
    checked = 0
    for owner, claim in claims(example):
        for entry in claim.evidence:
            if entry.reading is Reading.STATED:
                passage = text[slice(*entry.span)]
                for item in named_items(owner, claim, items):
                    assert names(passage, item), (passage, item.id)
                    checked += 1
    assert checked > 40


@pytest.mark.parametrize("variant", ["MATNUHPV", "AHAAH"])
def test_variants_stand_in_the_report_as_written(example, report, variant):
    text = report.decode()
    aliases = [a for body in example.institutions for a in body.aliases if a.text == variant]
    assert [text[slice(*entry.span)] for entry in aliases[0].evidence] == [variant]


# -- all bundled dossiers -----------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_json_is_what_its_yaml_says(name):
    """The YAML is the one to edit; rewrite the JSON with coopgraph.io.write.json.dump."""
    coded = dossier_from(yaml.YamlFile(example_text(f"{name}.yaml")).data)
    assert coded == cg.example(name)
    assert json.dump(coded) == example_text(f"{name}.json")


def test_the_first_example_is_the_default(example):
    assert cg.example(EXAMPLES[0]) == example


@pytest.mark.parametrize("name", ["kioto", "kyoto.json", "../data/kyoto", "starter.en", ""])
def test_another_name_is_refused_with_those_that_there_are(name):
    with pytest.raises(ValueError, match="anru-visit-2019, kyoto"):
        cg.example(name)
