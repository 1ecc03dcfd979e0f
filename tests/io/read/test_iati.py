"""IATI activity files, of the old and the new version."""

import subprocess
import sys
from collections import Counter

import pytest

import coopgraph as cg
from tests.conftest import SHARED

NEW = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03" generated-datetime="2025-04-03T20:52:13Z">
  <iati-activity xml:lang="fr">
    <iati-identifier> XM-1-A </iati-identifier>
    <title>
      <narrative>Rénovation &amp; ville</narrative>
      <narrative xml:lang="en">Urban renewal</narrative>
    </title>
    <participating-org ref="FR-3" role="1" type="10"><narrative>AFD</narrative></participating-org>
    <participating-org ref="FR-3" role="1" type="10"><narrative>AFD, Paris</narrative></participating-org>
    <participating-org role="4" type="22"><narrative>Majal</narrative></participating-org>
    <activity-status code="2"/>
    <activity-date iso-date="2019-05-01" type="2"/>
    <activity-date iso-date="2020-12-31" type="3"/>
    <recipient-country code="MA" percentage="100"/>
    <sector code="1"><narrative>Logement</narrative></sector>
    <related-activity ref="XM-1-B" type="2"/>
    <transaction><value>1</value><description><narrative>AFD</narrative></description></transaction>
  </iati-activity>
  <iati-activity>
    <iati-identifier>XM-1-B</iati-identifier>
    <title><narrative>Part</narrative></title>
    <activity-status code="5"/>
    <related-activity ref="XM-1-A" type="1"/>
    <related-activity ref="XM-1-A" type="3"/>
  </iati-activity>
</iati-activities>
"""

OLD = """<iati-activities version="1.01">
  <iati-activity xml:lang="en">
    <iati-identifier>GB-1</iati-identifier>
    <title>Support</title><title xml:lang="fr">Appui</title>
    <participating-org ref="GB" role="Funding">UNITED KINGDOM</participating-org>
    <activity-status code="4">Post-completion</activity-status>
    <activity-date type="start-actual">2004-01-01Z</activity-date>
    <activity-date type="end-planned">2008-11-30</activity-date>
  </iati-activity>
</iati-activities>
"""

OUTSIDE = """<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<iati-activities><iati-activity><title>&f;</title></iati-activity></iati-activities>
"""


@pytest.fixture
def write(tmp_path):
    def writer(text):
        path = tmp_path / "activities.xml"
        path.write_text(text, encoding="utf-8")
        return path

    return writer


def refused(path):
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path)
    return [(p.code, p.line) for p in caught.value.problems]


def test_the_new_version_is_read(write):
    dossier = cg.read(write(NEW))
    activity, part = dossier.activities
    assert activity.name.texts == {"fr": "Rénovation & ville", "en": "Urban renewal"}
    assert activity.when.text == "2019-05-01/2020-12-31?"  # what is planned is uncertain
    assert (activity.status, part.status) == ("ongoing", "cancelled")
    roles = [(p.institution, p.role.value) for p in activity.participants]
    assert roles == [("fr-3", "funder"), ("majal", "implementer")]
    assert [str(place.country) for place in activity.places] == ["MA"]
    assert [str(topic.name.in_language("fr")) for topic in activity.topics] == ["Logement"]
    assert [link.to for link in part.component_of] == [activity.id]
    assert [link.to for link in part.related_to] == [activity.id]
    assert str(activity.evidence[0].locator) == "XM-1-A"
    assert [alias.text for alias in dossier.institutions[0].aliases] == ["AFD, Paris"]


def test_one_reference_for_many_bodies_makes_no_body_of_them(write):
    """Codes such as "other enterprises" stand for sorts of bodies: a person decides."""
    text = NEW.replace(
        'role="4" type="22"><narrative>Majal', 'ref="FR-3" role="4"><narrative>Majal'
    )
    dossier = cg.read(write(text))
    assert [str(i.name) for i in dossier.institutions] == ["AFD", "Majal"]
    assert [(i.judgement.value, len(i.items)) for i in dossier.identities] == [("unsure", 2)]


def activity(identifier, country, organisations):
    named = "".join(
        f'<participating-org ref="{ref}" role="4"><narrative>{name}</narrative></participating-org>'
        for ref, name in organisations
    )
    places = "".join(f'<recipient-country code="{code}"/>' for code in country.split())
    return f"""<iati-activity xml:lang="en">
      <iati-identifier>{identifier}</iati-identifier><title><narrative>T</narrative></title>
      {named}<activity-status code="2"/>{places}</iati-activity>"""


def for_countries(**organisations):
    activities = [activity(f"A-{c}", c, named) for c, named in organisations.items()]
    return f"<iati-activities version='2.03'>{''.join(activities)}</iati-activities>"


@pytest.mark.parametrize("reference", ["", "12000", "XM-DAC-11000"])
def test_a_name_in_three_countries_is_that_of_three_bodies(write, reference):
    """Each country has its ministry of finance; that they may be one is proposed."""
    names = ("Ministry of Finance", "Ministry of Finance", "Ministry of Finances")
    named = dict(zip(("MA", "SN", "CI"), [[(reference, name)] for name in names], strict=True))
    dossier = cg.read(write(for_countries(**named)))
    assert len(dossier.institutions) == 3
    for held, of in zip(dossier.activities, dossier.institutions, strict=True):
        assert [p.institution for p in held.participants] == [of.id]
    ids = {institution.id for institution in dossier.institutions}
    proposed = {item for i in dossier.identities for item in i.items}
    assert {i.judgement.value for i in dossier.identities} == {"unsure"}
    assert proposed == ids
    assert "Morocco" in dossier.institutions[0].note.in_language("en")
    assert {f.code for f in cg.check(dossier)} >= {"identity-unsure"}


def test_an_identifier_of_a_register_is_one_body_in_all_countries(write):
    named = {c: [("GB-GOV-1", "FCDO")] for c in ("MA", "SN")}
    dossier = cg.read(write(for_countries(**named)))
    assert [i.id for i in dossier.institutions] == ["gb-gov-1"]
    assert not dossier.identities


def test_one_name_twice_for_a_country_is_one_body(write):
    text = for_countries(MA=[("", "Ministry of Finance"), ("", "Ministère de la Santé")])
    more = activity("A-2", "MA", [("", "MINISTRY OF FINANCE")])
    dossier = cg.read(write(text.replace("</iati-activities>", f"{more}</iati-activities>")))
    assert [i.id for i in dossier.institutions] == ["ministry-of-finance", "ministere-de-la-sante"]
    assert not dossier.identities


def test_the_old_version_is_read(write):
    activity = cg.read(write(OLD)).activities[0]
    assert activity.name.texts == {"en": "Support", "fr": "Appui"}
    assert activity.when.text == "2004-01-01/2008-11-30?"
    assert activity.participants[0].role == "funder"


def test_problems_have_the_line_of_their_element(write):
    text = NEW.replace('role="4"', 'role="9"').replace(
        'type="3"/>\n  </iati', 'type="3"/>\n  </iati'
    )
    text = text.replace('ref="XM-1-A" type="3"', 'ref="XM-9" type="3"').replace('code="5"', "")
    assert refused(write(text)) == [
        ("unknown-word-known", 11),
        ("missing-field", 20),
        ("unknown-id", 25),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<iati-activities><iati-activity>", "syntax"),
        ("not xml", "syntax"),
        ("<html/>", "not-iati"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><iati-activities>&a;</iati-activities>', "xml-entities"),
        (OUTSIDE, "xml-entities"),
        ('<?xml version="1.0" encoding="klingon"?><iati-activities/>', "syntax"),
    ],
)
def test_what_is_no_activity_file_is_refused(write, text, code):
    assert refused(write(text))[0][0] == code


def test_it_comes_back_equal_from_other_formats(write, tmp_path):
    dossier = cg.read(write(NEW))
    for name in ("a.yaml", "a.json", "a.xlsx", "tables"):
        cg.write(dossier, tmp_path / name)
        assert cg.read(tmp_path / name) == dossier


def test_a_large_file_needs_little_memory(tmp_path):
    """21 MB of transactions are read in a process that takes about as much as an empty one."""
    path = tmp_path / "large.xml"
    transaction = "<transaction><value>1</value></transaction>" * 2000
    with path.open("w") as file:
        file.write("<iati-activities>")
        for n in range(250):
            file.write(f"<iati-activity><iati-identifier>A-{n}</iati-identifier>")
            file.write("<title><narrative>T</narrative></title><activity-status code='2'/>")
            file.write(f"{transaction}</iati-activity>")
        file.write("</iati-activities>")
    small = tmp_path / "small.xml"
    small.write_text(OLD)
    program = (
        "import coopgraph as cg, resource, sys\n"
        "cg.read(sys.argv[2])\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "dossier = cg.read(sys.argv[1])\n"
        "print(len(dossier.activities), before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, path, small], capture_output=True, text=True, check=True
    )
    count, empty, kilobytes = map(int, result.stdout.split())
    assert path.stat().st_size > 20_000_000
    assert count == 250
    assert kilobytes < empty + 15_000


# -- files that agencies publish ------------------------------------------------------------------


def published(name):
    path = SHARED / "data" / "iati" / name
    if not path.exists():
        pytest.skip("the IATI files are not here")
    return path


def test_the_activities_of_dfid_and_their_links():
    """Of 794 links to related activities 658 lead to one in the file; the rest are told."""
    saved = cg.salvage(published("dfid-CD.xml"))
    assert len(saved.dossier.activities) == 205
    tally = next(t for t in saved.tallies if t.table == "related-activity")
    assert (tally.rows, tally.rejected, tally.records + tally.merged) == (794, 136, 658)
    assert Counter(c.problem.code for c in saved)["unknown-id"] == 136


def test_the_activities_of_usaid_are_sound():
    dossier = cg.read(published("usaid-ma.xml"))
    assert len(dossier.activities) == 227
    assert cg.check_graph(cg.build_graph(dossier)) is None


# -- accounts --------------------------------------------------------------------------------------


def test_every_element_that_is_read_has_its_account(write):
    saved = cg.salvage(write(NEW))
    assert [(t.table, t.rows, t.records, t.merged) for t in saved.tallies] == [
        ("sources", 1, 1, 0),
        ("institutions", 2, 2, 0),
        ("activities", 2, 2, 0),
        ("participating-org", 3, 2, 1),
        ("related-activity", 3, 2, 1),
    ]
    assert [(c.table, c.problem.line, c.problem.message("en")) for c in saved] == [
        ("participating-org", 10, "repeats activities.xml:3"),
        ("related-activity", 24, "repeats XM-1-B → XM-1-A"),
    ]


def test_what_is_part_of_a_rejected_activity_goes_with_it_and_says_so(write):
    text = NEW.replace("<title><narrative>Part</narrative></title>", "")
    saved = cg.salvage(write(text))
    rejected = [
        (c.table, c.problem.line, c.problem.message("en")) for c in saved if c.outcome == "rejected"
    ]
    assert rejected == [
        ("activities", 20, "'name' is missing"),
        ("related-activity", 17, "what it is part of, in line 20, is rejected"),
        ("related-activity", 25, "what it is part of, in line 20, is rejected"),
    ]


def test_the_file_is_the_source_with_the_day_it_was_made(write):
    (source,) = cg.read(write(NEW)).sources
    assert (source.id, str(source.title), source.date.text) == (
        "activities",
        "IATI, activities.xml",
        "2025-04-03",
    )
    (undated,) = cg.read(write(OLD)).sources
    assert undated.date is None


def test_organisations_have_kind_and_reference(write):
    afd, majal = cg.read(write(NEW)).institutions
    assert (afd.kind, majal.kind) == ("government", "association")
    assert (afd.identifiers, majal.identifiers) == ({"iati": "FR-3"}, {})
    assert {a.kind.value for a in cg.read(write(NEW)).activities} == {"project"}


def test_the_note_on_bodies_of_one_reference_is_in_both_languages(write):
    text = NEW.replace(
        'role="4" type="22"><narrative>Majal', 'ref="FR-3" role="4"><narrative>Majal'
    )
    (identity,) = cg.read(write(text)).identities
    assert identity.note.texts == {
        "en": "Different names with the same reference, FR-3.",
        "fr": "Des noms différents avec la même référence, FR-3.",
    }


def test_the_languages_of_texts_are_those_of_the_file(write):
    dossier = cg.read(write(OLD.replace("</iati-activities>", NEW.split('Z">', 1)[1])))
    assert dossier.language == "en"
    assert dossier.activities[2].name.texts == {"": "Part"}


def test_a_status_that_is_none_is_told_as_it_is_written(write):
    with pytest.raises(cg.DossierError, match=r"activities\.xml:20: .*'9'"):
        cg.read(write(NEW.replace('code="5"', 'code="9"')))


def test_activities_of_one_identifier_are_told_with_the_line_of_the_first(write):
    text = NEW.replace("<iati-identifier>XM-1-B", "<iati-identifier>XM-1-A")
    with pytest.raises(cg.DossierError) as caught:
        cg.read(write(text))
    (problem,) = (p for p in caught.value.problems if p.code.startswith("duplicate-id"))
    assert (problem.line, problem.values["line"]) == (20, 3)
    assert "3" in problem.message("en")


def test_initials_and_the_name_they_stand_for_are_one_body(write):
    text = NEW.replace("AFD, Paris", "Académie Foncière Durable")
    afd, _ = cg.read(write(text)).institutions
    assert [alias.text for alias in afd.aliases] == ["Académie Foncière Durable"]
    text = NEW.replace("AFD, Paris", "Zones Foncières")
    assert len(cg.read(write(text)).institutions) == 3


def test_the_organizations_after_a_nameless_one_are_read(tmp_path):
    nameless = '<participating-org role="1"/>'
    path = tmp_path / "a.xml"
    path.write_text(
        NEW.replace('<participating-org role="4"', nameless + '<participating-org role="4"')
    )
    activity = cg.salvage(path).dossier.activities[0]
    assert len(activity.participants) == 2


def test_elements_nested_too_deeply_are_refused_at_once(tmp_path):
    path = tmp_path / "deep.xml"
    path.write_text("<iati-activities>" + "<a>" * 1_000_000)
    with pytest.raises(cg.DossierError) as error:
        cg.read(path)
    assert [problem.code for problem in error.value.problems] == ["too-deep"]
