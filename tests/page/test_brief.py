"""The brief: what it says, and that it says it in every form."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.answers.table import Table
from coopgraph.network.from_graph import network_of_graph
from coopgraph.page.document import Document, List, Section
from tests.page.test_explore import HOSTILE


class Words(HTMLParser):
    """The texts of a page, its tags and what they name."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.addresses = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.addresses += [value for name, value in attributes if name in {"src", "href"}]

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def on_convention(graph):
    return cg.brief(graph, "anrur-afd-convention", lang="en")


def sections(brief):
    return {section.heading: section for section in brief.document.sections}


def test_it_has_every_section_in_order(on_convention):
    assert list(sections(on_convention)) == [
        "In short",
        "What to do next",
        "What can stop it",
        "The picture",
        "What it depends on",
        "Who depends on it",
        "Where it says so",
    ]


def test_it_says_what_the_library_says(graph, on_convention):
    text = on_convention.to_markdown()
    assert "Certainly depends on Urban-renewal component and Framework convention" in text
    assert "Possibly depending on it: ANAH and ANRU." in text
    (steps,) = sections(on_convention)["What to do next"].blocks
    plan = cg.unlock(graph, "anrur-afd-convention", lang="en")[0]
    assert [row[1] for row in steps.rows] == [step.item.full for step in plan.steps]
    assert steps.columns == [
        "Step", "Conclude", "Milestone", "Must act", "May join", "Where it says so",
    ]  # fmt: skip
    assert steps.rows[0][3] == "MATNUHPV, MCTRCT"
    (stops,) = sections(on_convention)["What can stop it"].blocks
    for point in cg.single_points(graph, "anrur-afd-convention", lang="en"):
        assert any(point.items[0].short in entry for entry in stops.entries)
    assert "recommendation 1 (inferred)" in text


def test_an_institution_reads_what_awaits_it(graph):
    tasks = (
        sections(cg.brief(graph, "AFD", lang="fr"))["Ce qu’il lui reste à faire"].blocks[0].entries
    )
    assert any(t.startswith("Convention spécifique ANRUR–AFD — attend d’abord") for t in tasks)
    assert any("participation seulement possible" in task for task in tasks)


def test_what_is_ready_says_so(graph):
    """Nothing is in place yet: nothing stands in the way but whose act is named."""
    for lang, words in (
        ("en", "It can be concluded: nothing recorded stands in the way but the acts of MATNUHPV"),
        ("fr", "Peut aboutir : rien de consigné n’y manque, sinon les actes de MATNUHPV"),
    ):
        brief = " ".join(str(cg.brief(graph, "framework-convention", lang=lang)).split())
        assert words in brief
        assert {"en": "signed: can come next", "fr": "signée : peut venir maintenant"}[
            lang
        ] in brief


@pytest.mark.parametrize(
    ("lang", "proposed", "fact"),
    [("en", "would be party to", "is party to"), ("fr", "serait partie à", "est partie à")],
)
def test_who_is_only_proposed_as_a_party_is_worded_so(graph, lang, proposed, fact):
    convention = str(cg.brief(graph, "anrur-afd-convention", lang=lang))
    assert proposed in convention
    assert fact not in convention
    signed = nx.MultiDiGraph(graph)
    signed.nodes["anrur-afd-convention"]["status"] = "signed"
    assert fact in str(cg.brief(signed, "anrur-afd-convention", lang=lang))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_item_can_be_briefed_on_in_every_form(graph, lang):
    for item in graph:
        brief = cg.brief(graph, item, lang=lang)
        page = Words(brief.to_html())
        assert page.tags.count("h1") == 1
        assert brief.subject.full in page.texts
        assert str(brief).startswith(brief.subject.full)
        assert brief.to_markdown().startswith("# ")
        assert "{" not in brief.to_markdown()
        assert brief._repr_html_() in brief.to_html()


def test_a_status_whose_date_leaves_it_open_is_said_with_its_outlook():
    """Signed in 2019: in June perhaps."""
    graph = nx.MultiDiGraph(language="en", as_of="2019-06")
    graph.add_node("a", record="agreement", title="A", status="signed", date_signed="2019")
    said = cg.brief(graph, "a").document.subtitle
    assert said.endswith("signed: achieved, or else can come next")


@pytest.mark.parametrize("form", ["to_markdown", "to_html", "__str__"])
def test_it_says_as_of_when(graph, form):
    dated = cg.at(graph, "2019-11-20")
    assert "As of 20 Nov 2019." in getattr(cg.brief(dated, "AFD", lang="en"), form)()
    assert "As of" not in getattr(cg.brief(graph, "AFD", lang="en"), form)()


def test_the_network_is_compiled_once(graph, monkeypatch):
    """However many items are asked about."""
    compiled = []

    def counted(*arguments):
        compiled.append(arguments)
        return network_of_graph(*arguments)

    monkeypatch.setattr("coopgraph.network.snapshot.network_of_graph", counted)
    busy = nx.MultiDiGraph(graph)
    for n in range(3):
        busy.add_node(f"pact-{n}", record="agreement", title=f"Pact {n}", status="envisaged")
        busy.add_edge("afd", f"pact-{n}", relation="party_to")
        busy.add_edge(f"pact-{n}", "framework-convention", relation="requires")
    cg.brief(busy, "afd")
    assert len(compiled) == 1


def test_a_goal_out_of_reach_says_why(graph):
    changed = nx.MultiDiGraph(graph)
    changed.nodes["framework-convention"]["status"] = "abandoned"
    brief = cg.brief(changed, "anrur-afd-convention", lang="en")
    assert "Out of reach, as far as recorded." in str(brief)
    found = sections(brief)
    assert "What to do next" not in found
    assert "What can stop it" not in found
    proof, opening = found["What stands in the way"].blocks
    assert [entry.partition(" — ")[2] for entry in proof.entries] == ["recommendation 1"] * 2 + [""]
    assert proof.entries[2].startswith("Framework convention between the two ministries (signed)")
    assert opening.startswith("The nearest change that would open it: ")


def test_a_treaty_that_is_signed_says_whose_ratification_it_lacks():
    graph = cg.build_graph(cg.example("kyoto"))
    graph.graph["as_of"] = "2004-10-15"
    found = sections(cg.brief(graph, "kyoto-protocol", lang="en"))
    (steps,) = found["What to do next"].blocks
    (row,) = steps.rows
    assert row[1:3] == ["Kyoto Protocol", "in force"]
    assert any(str(cell).startswith("Russia — still lacking: 1,457,249 of ") for cell in row)
    assert "United Arab Emirates, Albania, Burkina Faso" in row[4]
    assert row[4].endswith("and 22 more")
    (losses,) = found["What can stop it"].blocks
    assert losses.entries[:2] == (
        "If this one refuses, it is out of reach: Russia",
        "If any one of these takes back what it gave, it is out of reach: Germany, Japan",
    )
    refused = cg.apply(graph, cg.Change(refuses={"kyoto-protocol": ["ru"]}))
    found = sections(cg.brief(refused, "kyoto-protocol", lang="en"))
    (entry,) = found["What stands in the way"].blocks[0].entries
    assert "without United States or Russia at most 44.4% is possible — status, " in entry
    graph.graph["as_of"] = "2005-03-01"
    assert "What to do next" not in sections(cg.brief(graph, "kyoto-protocol", lang="en"))


def test_a_plan_that_may_fail_says_what_may_stand_in_the_way():
    """The goal possibly requires what has ended."""
    graph = nx.MultiDiGraph(language="en")
    graph.add_node("goal", record="agreement", title="Goal", status="envisaged")
    graph.add_node("old", record="agreement", title="Old", status="terminated")
    graph.add_edge("goal", "old", relation="requires", modality="possible")
    found = sections(cg.brief(graph, "goal"))
    assert "does not succeed" in found["What to do next"].blocks[0].remarks[0]
    assert "Old" in found["What may stand in the way"].blocks[0].entries[0]


def test_a_body_with_very_many_ties_is_briefed_on_in_short(graph):
    """Few rows, a picture that can be read, and how much is left out."""
    large = nx.MultiDiGraph(graph)
    for n in range(150):
        large.add_node(f"pact-{n:03}", record="agreement", title=f"Pact {n}", status="signed")
        large.add_edge("afd", f"pact-{n:03}", relation="party_to")
    text = cg.brief(large, "afd", lang="en").to_markdown()
    assert "The picture leaves out 130 more direct ties" in text
    assert "… and 144 more." in text
    assert len(text) < 12_000


def test_its_picture_shows_states_and_links_that_depend_on_what_is_not_drawn():
    """A provision that is agreed is open while its agreement is."""
    graph = nx.MultiDiGraph(language="en")
    graph.add_node("a", record="agreement", title="A", status="envisaged")
    graph.add_node("p", record="provision", title="P", status="agreed")
    graph.add_node("work", record="activity", title="Work", status="planned")
    graph.add_edge("p", "a", relation="provision_of")
    graph.add_edge("work", "p", relation="requires")
    picture = cg.brief(graph, "work").picture.decode()
    assert "achieved</" not in picture.replace("not achieved", "")
    assert "+ 1" in picture


def test_the_page_holds_its_picture_and_loads_nothing(on_convention):
    page = on_convention.to_html()
    (address,) = Words(page).addresses
    assert address.startswith("data:image/svg+xml;base64,")
    assert "default-src 'none'" in page
    assert ET.fromstring(on_convention.picture).tag.endswith("svg")  # noqa: S314 - our own
    assert b"ANRUR" in on_convention.picture


def test_the_same_graph_gives_the_same_brief(graph, on_convention):
    again = cg.brief(nx.MultiDiGraph(graph), "anrur-afd-convention", lang="en")
    assert again.to_html() == on_convention.to_html()


def test_it_is_saved_with_its_picture_beside_it(on_convention, tmp_path):
    on_convention.save(tmp_path / "my brief.md")
    text = (tmp_path / "my brief.md").read_text(encoding="utf-8")
    assert "](my%20brief.svg)" in text
    assert (tmp_path / "my brief.svg").read_bytes() == on_convention.picture
    on_convention.save(tmp_path / "brief.html")
    assert (tmp_path / "brief.html").read_text(encoding="utf-8") == on_convention.to_html()
    with pytest.raises(cg.FormatError, match=r"\.pdf"):
        on_convention.save(tmp_path / "brief.pdf")


def test_names_are_data(opened):
    """In Markdown, HTML and a browser."""
    graph = nx.MultiDiGraph(language="en", title=HOSTILE)
    graph.add_node("a", record="institution", title=HOSTILE, acronym="# *a* - [x](y)")
    graph.add_node("b", record="agreement", title=f"b | {HOSTILE}", status="envisaged")
    graph.add_edge("a", "b", relation="party_to", evidence=HOSTILE)
    brief = cg.brief(graph, "b")
    assert set(Words(brief.to_html()).tags) <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "article",
        "h1",
        "h2",
        "p",
        "section",
        "ul",
        "ol",
        "li",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "img",
    }
    markdown = brief.to_markdown()
    assert not re.search(r"(?<!\\)<", markdown)
    assert not re.search(r"(?<!\\)\[x", markdown)
    assert len([line for line in markdown.splitlines() if line.startswith("# ")]) == 1
    page = opened(brief.to_html())
    assert page.evaluate("window.hacked") is None
    assert HOSTILE in page.locator("h1").inner_text()


@pytest.mark.parametrize("item", ["anrur-afd-convention", "anrur", "framework-convention"])
def test_it_fits_on_two_pages_of_paper(opened, graph, tmp_path, item):
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo (poppler-utils) is not here")
    page = opened(cg.brief(graph, item).to_html())
    page.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    told = subprocess.run(
        ["pdfinfo", tmp_path / "brief.pdf"], capture_output=True, check=True, text=True
    ).stdout
    assert int(re.search(r"Pages:\s+(\d+)", told)[1]) <= 2
    assert "(A4)" in told


@pytest.mark.parametrize("width", [375, 1024])
def test_it_fits_the_window(opened, graph, width):
    page = opened(cg.brief(graph, "framework-convention").to_html(), width=width)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.locator("img").evaluate("image => image.complete && image.naturalWidth > 0")


def test_a_document_reads_the_same_in_every_form():
    table = Table("", ["a", "n"], [("x|y", 1)], ["end"])
    document = Document("T", "s", (Section("H", ("p", List(("e",), numbered=True), table)),), "en")
    assert document.markdown() == (
        "# T\n\ns\n\n## H\n\np\n\n1. e\n\n| a | n |\n| --- | ---: |\n| x\\|y | 1 |\n\nend\n"
    )
    assert [line.strip() for line in document.text().splitlines() if line.strip()][:5] == [
        "T", "s", "H", "─", "p",
    ]  # fmt: skip
    assert "<ol><li>e</li></ol>" in document.html()


def test_a_search_for_plans_that_stopped_is_not_told_as_out_of_reach(graph, monkeypatch):
    nothing = replace(
        cg.unlock(graph, "anrur-afd-convention"), plans=(), obstacles=(), complete=False
    )
    for module in ("prospects", "sections"):
        monkeypatch.setattr(f"coopgraph.page.{module}.unlock", lambda *_, **__: nothing)
    goal = cg.brief(graph, "anrur-afd-convention", lang="en")
    body = cg.brief(graph, "afd", lang="en")
    assert not goal.complete
    assert not body.complete
    assert "Out of reach" not in str(goal)
    assert "No plan was found before the search stopped" in str(goal)
    assert "could not be told" in str(body)


def test_a_search_for_losses_that_stopped_is_not_told_as_that_there_are_none(graph, monkeypatch):
    def stopped(*asked, **options):
        return cg.blockers(*asked, **{**options, "budget": 0})

    monkeypatch.setattr("coopgraph.page.prospects.blockers", stopped)
    brief = cg.brief(graph, "anrur-afd-convention", lang="en")
    assert not brief.complete
    assert "No single loss" not in str(brief)
    assert "Nothing was found before the search stopped" in str(brief)
