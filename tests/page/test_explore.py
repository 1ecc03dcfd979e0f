"""The live page as people use it, in a real browser."""

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

import coopgraph as cg
from coopgraph.answers.milestones import Names
from coopgraph.messages.catalogue import MESSAGES
from coopgraph.network.snapshot import network_of
from coopgraph.page.answers import answers_about
from coopgraph.page.explorer import _SCRIPTS
from coopgraph.page.facts import Facts
from coopgraph.questions.change import concluding, failing
from coopgraph.questions.what_if import impact_of
from coopgraph.words.vocabulary import Certainty
from tests.conftest import THOROUGH
from tests.page.conftest import VISIBLE

HOSTILE = "</script><script>window.hacked=1</script><!--<img src=x onerror=hacked=1>\"'&{{script}}"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def explorer(graph):
    return cg.explore(graph)


@pytest.fixture
def page(opened, explorer):
    return opened(explorer.html)


def box(page, item):
    return page.locator(f'{VISIBLE}.item[data-item="{item}"]')


def lit(page):
    boxes = page.locator(f"{VISIBLE}.item.lit")
    return set(boxes.evaluate_all("boxes => boxes.map(box => box.dataset.item)"))


def shown(page):
    """The ids in the list."""
    return page.evaluate(
        "const items = JSON.parse(document.getElementById('data').textContent).items;"
        "[...document.querySelectorAll('#list button')].map(one => items[one.dataset.go].id)"
    )


def suppose(page, what):
    page.locator(f'#card input[value="{what}"]').check(force=True)


def consequences(page):
    """What the card says follows: id, effect, certainty."""
    rows = page.evaluate(
        "const items = JSON.parse(document.getElementById('data').textContent).items;"
        "[...document.querySelectorAll('.consequences li')].map(row => "
        "[items[row.querySelector('[data-go]').dataset.go].id, row.dataset.effect,"
        " row.dataset.certain])"
    )
    return [(item, effect, "certain" if sure == "1" else "possible") for item, effect, sure in rows]


# -- the text of the page ---------------------------------------------------------------------------


def test_it_is_one_small_file_that_names_no_other(explorer):
    assert len(explorer.html.encode()) < 1_000_000
    assert not re.search(r"""(src|href)=["'](?!#)""", explorer.html)
    assert "://" not in explorer.html.replace("http://www.w3.org/2000/svg", "")


def test_the_same_graph_gives_the_same_page(example, explorer):
    """Whatever the order of the records."""
    turned = example.model_copy(
        update={"institutions": example.institutions[::-1], "agreements": example.agreements[::-1]}
    )
    assert cg.explore(cg.build_graph(turned)).html == explorer.html


def test_a_notebook_shows_it_in_a_frame_that_holds_all_of_it(explorer):
    class Frame(HTMLParser):
        def handle_starttag(self, tag, attributes):
            assert tag == "iframe"
            self.found = dict(attributes)

    frame = Frame()
    frame.feed(explorer._repr_html_())
    assert frame.found["srcdoc"] == explorer.html
    assert frame.found["title"] == f"Page interactive : {explorer.title}"
    assert "allow-same-origin" not in frame.found["sandbox"]


def test_it_works_in_the_frame_of_a_notebook(opened, explorer):
    """Where it has neither an address nor a memory of its own."""
    page = opened(f"<!doctype html><html lang=en><title>n</title>{explorer._repr_html_()}")
    frame = page.frame_locator("iframe")
    frame.locator(f'{VISIBLE}.item[data-item="afd"]').click()
    frame.locator("#dark").click()
    assert "AFD" in frame.locator("#card h2").inner_text()
    assert frame.locator("#dark").get_attribute("aria-pressed") == "true"


def test_every_sentence_that_the_page_says_is_in_it(explorer):
    data = json.loads(re.search(r'id="data">(.*?)</script>', explorer.html)[1])
    scripts = "".join((ROOT / f"src/coopgraph/page/{name}.js").read_text() for name in _SCRIPTS)
    template = (ROOT / "src/coopgraph/page/explore.html").read_text()
    said = set(re.findall(r"""\bsay\(["'`]([a-z-]+[a-z])["'`]""", scripts))
    said |= set(re.findall(r'data-say[a-z-]*="([a-z-]+)"', template))
    assert said
    assert said <= set(data["say"]) <= set(MESSAGES)


def test_the_answers_are_those_of_the_library(graph):
    """Every row of every answer, with its certainty and its proving path."""
    facts = Facts(graph, ["en"])
    answers = answers_about(graph, facts)
    links = facts.to_json()["links"]
    assert set(answers) == set(graph)
    for item, held in answers.items():
        for name, ask in (("dependents", cg.dependents), ("needs", cg.prerequisites)):
            rows = [
                [facts.number[r.item.id], r.certainty is Certainty.CERTAIN]
                for r in ask(graph, item)
            ]
            assert [row[:2] for row in held[name]] == rows
            for row, expected in zip(held[name], ask(graph, item), strict=True):
                ends = [[facts.order[n] for n in links[way][:2]] for way in row[2]]
                assert ends == [[link.dependent.id, link.depends_on.id] for link in expected.path]


def test_every_colour_has_a_dark_counterpart():
    from coopgraph.plot.page_svg import css_colours
    from coopgraph.plot.style import DARK_STYLE, DEFAULT_STYLE

    light, dark = css_colours(DEFAULT_STYLE), css_colours(DARK_STYLE)
    assert light.keys() == dark.keys()
    assert [name for name in light if light[name] == dark[name]] == []


# -- pointing, clicking, typing ---------------------------------------------------------------------


def test_pointing_at_a_box_dims_all_but_what_is_related(page, graph):
    box(page, "anah").hover()
    related = {"anah", *cg.prerequisites(graph, "anah").ids}
    assert lit(page) == related
    page.wait_for_timeout(250)
    opacity = "box => Number(getComputedStyle(box).opacity)"
    assert box(page, "anah").evaluate(opacity) == 1
    assert box(page, "fnau").evaluate(opacity) < 0.3
    line = page.locator(f"{VISIBLE}.link:not(.lit)").first
    assert line.evaluate(opacity) < 0.3
    page.mouse.move(5, 5)
    assert lit(page) == set()


def test_a_click_shows_who_depends_and_what_is_needed_with_evidence(page):
    box(page, "anrur-afd-convention").click()
    card = page.locator("#card")
    assert card.locator("h2").inner_text() == "Convention spécifique ANRUR–AFD"
    names = page.locator("#card > .rows > li > .go").all_inner_texts()
    assert names[:4] == ["AFD", "ANRUR", "ANAH", "ANRU"]
    row = page.locator("#card > .rows > li", has_text="Agence nationale de l’habitat").first
    row.locator("summary").click()
    assert "recommandation 1 déduit" in row.inner_text().replace("\n", " ")
    assert "AHAAH est lu comme ANAH" in row.inner_text()
    assert card.locator("h4.possible").first.inner_text() == "Seulement possible 2"
    card.locator("text=Convention-cadre entre les deux ministères").first.click()
    assert card.locator("h2").inner_text() == "Convention-cadre entre les deux ministères"


def test_what_if_says_exactly_what_the_library_says(page, graph):
    """For items and every switch that they have, in the card and in the picture."""
    asked = 0
    names = Names(graph, network_of(graph), "fr")
    for item in list(graph)[:: 1 if THOROUGH else 3]:
        page.evaluate("item => { location.hash = item }", item)
        box(page, item).dispatch_event("click")
        for what in page.locator("#card input[name=supposed]").evaluate_all(
            "inputs => inputs.map(one => one.value).filter(one => one !== 'none')"
        ):
            suppose(page, what)
            change = {"fails": failing, "concludes": concluding}[what](names, item)
            impact = impact_of(names, change)
            assert impact.complete
            expected = [(r.item.id, str(r.effect), str(r.certainty)) for r in impact]
            assert consequences(page) == expected, (item, what)
            first = {i: sure for i, _, sure in reversed(expected)}
            marked = page.locator(
                f"{VISIBLE}.item.lost, {VISIBLE}.item.blocked, {VISIBLE}.item.gained"
            )
            drawn = marked.evaluate_all(
                "boxes => boxes.map(box => [box.dataset.item,"
                " box.classList.contains('perhaps') ? 'possible' : 'certain'])"
            )
            assert dict(drawn) == first
            asked += 1
    assert asked > (30 if THOROUGH else 10)


def test_the_card_says_what_comes_next_and_whose_act_it_awaits(page):
    box(page, "framework-convention").click()
    stages = page.locator("#card .stage").all_inner_texts()
    assert stages[1] == "Signée : peut venir maintenant · attend MATNUHPV, MCTRCT"
    page.locator("#languages input[value=en]").check(force=True)
    assert "Signed: can come next" in page.locator("#card .stage").nth(1).inner_text()
    page.locator("#card .stage .go").first.click()
    assert "MATNUHPV" in page.locator("#card h2").inner_text()


def prospects(page, item):
    """What the card says under each heading, on what to do and what can stop it."""
    if page.evaluate("location.hash") != f"#{item}":  # a second click would close the card
        box(page, item).dispatch_event("click")
    said = page.locator("#card .prospects > *").all_inner_texts()
    tags = page.locator("#card .prospects > *").evaluate_all("all => all.map(one => one.tagName)")
    found = {}
    for tag, text in zip(tags, said, strict=True):
        if tag == "H3":
            words = found.setdefault(text, [])
        else:
            words.append(" ".join(text.split()))
    return found


def test_the_card_says_what_to_do_and_whose_loss_would_stop_it(opened, explorer):
    page = opened(explorer.html)
    page.locator("#languages input[value=en]").check(force=True)
    found = prospects(page, "anrur-afd-convention")
    assert list(found) == ["What to do next", "What can stop it"]
    (steps,) = found["What to do next"]
    assert "signed · Must act: AFD, ANRUR · May join: ANAH, ANRU recommendation 1" in steps
    (losses,) = found["What can stop it"]
    assert "If any one of these refuses, it is out of reach: AFD ANRUR MATNUHPV MCTRCT" in losses
    assert "refuses, it may be out of reach: ANAH ANRU" in losses
    page.locator("#languages input[value=fr]").check(force=True)
    assert "Qui doit agir : AFD, ANRUR" in " ".join(
        prospects(page, "anrur-afd-convention")["Que faire maintenant"]
    )
    page.locator("#card .losses .go").first.click()
    assert "AFD" in page.locator("#card h2").inner_text()
    assert prospects(page, "afd") == {}  # an institution is no goal


def test_what_is_out_of_reach_says_why_with_sources_and_what_would_open_it(opened, graph):
    refused = cg.apply(graph, cg.Change(refuses={"anrur-afd-convention": ["afd"]}))
    page = opened(cg.explore(refused, lang="en").html)
    found = prospects(page, "anrur-afd-convention")
    goal, afd = "Specific convention ANRUR–AFD", "French Development Agency (AFD)"
    assert found == {
        "What stands in the way": [
            f"{goal} (signed) needs an act of {afd}, who will not give it recommendation 1 (stated)",
            f"The nearest change that would open it: {afd} acts after all ({goal}).",
        ]
    }


def test_searches_that_stop_are_not_told_as_that_there_is_nothing(opened, graph, monkeypatch):
    monkeypatch.setattr("coopgraph.page.answers._SECONDS", 0.0)
    found = prospects(opened(cg.explore(graph, lang="en").html), "anrur-afd-convention")
    assert found["What can stop it"] == [
        "Nothing was found before the search stopped at its limit."
    ]


def test_the_page_says_as_of_when(opened, graph):
    page = opened(cg.explore(cg.at(graph, "2019-11-20"), lang="en").html)
    assert page.locator("#dated").inner_text() == "As of 20 Nov 2019."
    page.locator("#languages input[value=fr]").check(force=True)
    assert page.locator("#dated").inner_text() == "Situation au 20 nov. 2019."


def test_concluding_means_the_next_milestone(page):
    """A component is agreed together with its agreement; an ongoing study is completed."""
    page.locator("#languages input[value=en]").check(force=True)
    box(page, "urban-renewal-component").click()
    suppose(page, "concludes")
    said = page.locator(".what-if").inner_text()
    assert "it is agreed" in said
    assert (
        "“Framework convention between the two ministries”, “Urban-renewal component” are" in said
    )
    assert "within reach → can come next" in said
    assert page.locator(f"{VISIBLE}.item.supposed").count() == 2
    box(page, "strategic-study").click()
    suppose(page, "concludes")
    assert "it is completed" in page.locator(".what-if").inner_text()


def test_a_consequence_says_which_milestone_it_is_about(opened):
    """What is signed already has nothing left to wait for to enter into force."""
    graph = nx.MultiDiGraph(language="en")
    for item in ("a", "c"):
        graph.add_node(item, record="agreement", title=item.upper(), status="signed")
    graph.add_edge("c", "a", relation="implements")
    page = opened(cg.explore(graph).html)
    box(page, "a").dispatch_event("click")
    suppose(page, "concludes")
    assert "in force: within reach → can come next" in page.locator(".consequences").inner_text()
    badge = page.locator(f'{VISIBLE}.item[data-item="c"] .badge text')
    assert badge.text_content() == "nothing left to wait for (in force)"


def test_what_is_only_proposed_is_worded_so(page):
    box(page, "anrur-afd-convention").click()
    card = page.locator("#card")
    card.locator(".own > summary").click()
    words = card.inner_text()
    assert "serait partie à" in words
    assert "est partie à" not in words


def test_search_finds_without_accents_and_case(page):
    page.fill("#query", "ECOLE renovation")
    assert shown(page) == ["ecole-renovation-urbaine"]
    page.fill("#query", "framework")
    assert "framework-convention" in shown(page)  # also by its name in another language
    page.fill("#query", "zzz")
    assert shown(page) == []
    assert "Rien ne correspond" in page.locator("#shown").inner_text()


@pytest.mark.parametrize(
    ("facet", "value", "expected"),
    [
        ("record", "provision", {"urban-renewal-component"}),
        ("kind", "ministry", {"matnuhpv", "mctrct"}),
        ("status", "negotiation", {"framework-convention"}),
    ],
)
def test_filters_narrow_the_list_and_the_picture(page, facet, value, expected):
    page.click("#filters summary")
    page.locator(f'#facets input[name="{facet}"][value="{value}"]').check(force=True)
    assert set(shown(page)) == expected
    out = page.locator(f"{VISIBLE}.item:not(.out)")
    assert set(out.evaluate_all("boxes => boxes.map(box => box.dataset.item)")) == expected
    page.click("#clear")
    assert len(shown(page)) == 25


def test_an_agreement_belongs_to_the_countries_of_its_parties(page):
    page.click("#filters summary")
    page.locator('#facets input[name="country"][value="MA"]').check(force=True)
    found = set(shown(page))
    assert {"anrur", "framework-convention", "urban-renewal-component"} <= found
    assert not {"afd", "anah-convention"} & found


def test_the_filter_on_certainty_leaves_only_what_is_certain(page, graph):
    page.click("#filters summary")
    page.locator('#facets input[value="certain"]').check(force=True)
    box(page, "framework-convention").click()
    sure = {
        "framework-convention",
        *(r.item.id for r in cg.dependents(graph, "framework-convention").certain),
    }
    assert lit(page) == sure
    assert "Lignes masquées par le filtre de certitude : 2" in page.locator("#card").inner_text()


# -- without a mouse --------------------------------------------------------------------------------


def focused(page):
    return page.evaluate("document.activeElement.dataset.item ?? document.activeElement.id")


def test_it_works_without_a_mouse(page):
    """`/` searches, arrows go through list and picture, Enter opens, Escape goes back."""
    page.keyboard.press("/")
    assert focused(page) == "query"
    page.keyboard.type("anah")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#card h2").inner_text() == "Agence nationale de l’habitat (ANAH)"
    assert focused(page) == "card"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.input_value("#query") == ""


def test_the_picture_is_one_stop_and_arrows_move_in_it(page):
    stops = page.locator(f'{VISIBLE}.item[tabindex="0"]')
    assert stops.count() == 1
    box(page, "framework-convention").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "urban-renewal-component"
    assert "urban-renewal-component" in lit(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "matnuhpv"
    assert stops.count() == 1
    page.keyboard.press("Enter")
    assert "MATNUHPV" in page.locator("#card h2").inner_text()
    page.keyboard.press("Escape")
    assert focused(page) == "matnuhpv"


def test_tab_reaches_everything_and_focus_is_seen(page, graph):
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(focused(page) or page.evaluate("document.activeElement.tagName"))
    assert {"query", "dark", "print"} <= set(seen)
    assert sum(one in graph for one in seen) == 1
    page.keyboard.press("/")
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(style) == "solid"


def test_zoom_by_keys_and_buttons(page):
    width = "document.querySelector('figure:not([hidden]) .drawing').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.click('[data-zoom="in"]')
    assert page.evaluate(width) > before
    box(page, "framework-convention").focus()
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate(width) < before
    page.keyboard.press("0")
    assert page.evaluate(width) == pytest.approx(before, abs=1)


# -- languages, light, paper --------------------------------------------------------------------------


def test_the_language_switches_all_of_the_page(page):
    page.locator("#languages input[value=en]").check(force=True)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert (
        page.locator("h1").inner_text() == "Visit of ANRUR to ANRU and its partners, November 2019"
    )
    words = page.locator("body").inner_text()
    assert "Institutions, agreements, activities" in words
    assert "Housing Directorate" in words
    assert not re.search(r"Maroc\b|Conventions\b|Filtres", words)
    assert box(page, "afd").get_attribute("aria-label") == (
        "AFD French Development Agency, development bank"
    )


def test_names_in_other_languages_are_offered_and_tagged(opened):
    graph = nx.MultiDiGraph(language="fr")
    graph.add_node("afd", record="institution", title="Agence", title_ar="وكالة", title_fr="Agence")
    graph.add_node("pact", record="agreement", title="Pacte", status="signed")
    graph.add_edge("afd", "pact", relation="party_to")
    page = opened(cg.explore(graph).html)
    page.locator("#languages input[value=ar]").check(force=True)
    name = page.locator("#list [lang=ar]").first
    assert name.inner_text() == "وكالة"
    assert name.get_attribute("dir") == "auto"
    assert page.evaluate("document.documentElement.lang") == "en"  # what the page itself speaks


def test_it_starts_as_dark_as_the_system_and_can_be_switched(opened, explorer):
    background = "getComputedStyle(document.body).backgroundColor"
    page = opened(explorer.html, color_scheme="dark")
    dark = page.evaluate(background)
    page.click("#dark")
    assert page.locator("#dark").get_attribute("aria-pressed") == "false"
    assert sum(map(int, re.findall(r"\d+", page.evaluate(background)))) > 600
    assert sum(map(int, re.findall(r"\d+", dark))) < 120


def test_it_prints_on_white_paper(opened, explorer, tmp_path):
    page = opened(explorer.html, color_scheme="dark")
    box(page, "framework-convention").click()
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    page.emulate_media(media="print")
    assert page.locator("#query").is_hidden()
    assert page.locator("#card h2").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
        == "#ffffff"
    )
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, check=True, text=True
        ).stdout
        assert "Qui en dépend" in text


@pytest.mark.parametrize(("width", "height"), [(375, 800), (1024, 768), (1440, 900)])
def test_nothing_is_wider_than_the_window(opened, explorer, width, height):
    page = opened(explorer.html, width, height)
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide)
    box(page, "framework-convention").click()
    suppose(page, "fails")
    assert not page.evaluate(wide)
    assert page.locator("#card h2").is_visible()
    assert box(page, "framework-convention").is_visible()


def test_those_who_want_no_motion_get_none(opened, explorer):
    page = opened(explorer.html, reduced_motion="reduce")
    durations = box(page, "afd").evaluate("box => getComputedStyle(box).transitionDuration")
    assert durations == "0s"


CONTRAST = """
() => {
  const channel = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (css) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ratio = (a, b) => {
    const [x, y] = [light(rgba(a)), light(rgba(b))].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (rgba(color)[3] === 255) return color;
    }
    return "white";
  };
  const low = [];
  for (const text of document.querySelectorAll("figure:not([hidden]) .item > text")) {
    const ground = getComputedStyle(text.parentElement.querySelector(".box")).fill;
    if (ground.startsWith("url")) continue; // stripes: the letters have an outline of paper
    const found = ratio(getComputedStyle(text).fill, ground);
    if (found < 4.5) low.push([text.textContent, found]);
  }
  for (const badge of document.querySelectorAll(".badge")) {
    const found = ratio(getComputedStyle(badge.querySelector("text")).fill, getComputedStyle(badge.querySelector("rect")).fill);
    if (found < 4.5) low.push([badge.textContent, found]);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || one.closest("svg, script, noscript") || !one.checkVisibility()) continue;
    const before = one.closest(".choice, .chip")?.querySelector("input:checked + span");
    const found = ratio(getComputedStyle(one).color, behind(one));
    if (found < 4.5) low.push([one.textContent, found, before !== null]);
  }
  return low;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_what_is_behind_them(opened, explorer, scheme):
    """At least 4.5 : 1, as WCAG 2.2 (1.4.3) asks of text: lists, filters, card, picture."""
    page = opened(explorer.html, color_scheme=scheme, reduced_motion="reduce")
    page.click("#filters summary")
    page.locator('#facets input[value="agency"]').check(force=True)
    assert page.evaluate(CONTRAST) == []
    page.click("#clear")
    for item, what in (("afd", "fails"), ("framework-convention", "concludes"), ("anrur", "fails")):
        box(page, item).dispatch_event("click")
        suppose(page, what)
        page.evaluate("document.querySelectorAll('#card details').forEach(one => one.open = true)")
        assert page.evaluate(CONTRAST) == [], (item, what)


def test_axe_finds_nothing(opened, explorer):
    """axe-core, the accessibility checker, where it is at hand (AXE_CORE names its script)."""
    path = Path(os.environ.get("AXE_CORE", ROOT / "node_modules/axe-core/axe.min.js"))
    if not path.exists():
        pytest.skip("axe-core is not here")
    page = opened(explorer.html, reduced_motion="reduce")
    page.evaluate(path.read_text(encoding="utf-8"))
    for step in (lambda: None, lambda: box(page, "afd").click(), lambda: suppose(page, "fails")):
        step()
        found = page.evaluate("axe.run()")["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_regions_have_names(page):
    """A screen reader lists banner, search, picture and list, each with a name."""
    for role, name in (
        ("search", None),
        ("main", None),
        ("complementary", "Institutions, conventions, activités"),
        ("region", "Schéma"),
        ("group", "Schéma de coopération"),
    ):
        assert page.get_by_role(role, name=name).count() >= 1, role
    assert page.get_by_role("button", name="AFD Agence française de développement").count() >= 1


# -- what is in names stays in names ------------------------------------------------------------------


def test_names_are_data(opened):
    """Markup, quotes and line separators of JavaScript in names are shown, never run."""
    graph = nx.MultiDiGraph(language="en", title=HOSTILE)
    graph.add_node("a", record="institution", title=HOSTILE, acronym=HOSTILE, aliases=HOSTILE)
    graph.add_node(
        "b", record="agreement", title="x\u2028y\u2029z", status="signed", topics=HOSTILE
    )
    graph.add_node('c"]</style><b>', record="agreement", title=HOSTILE, evidence=HOSTILE)
    graph.add_node("legend-0", record="activity", title="Not a legend")
    graph.add_edge("a", "b", relation="party_to", evidence=HOSTILE)
    graph.add_edge("a", 'c"]</style><b>', relation="party_to")
    graph.add_edge("a", "legend-0", relation="takes_part_in")
    page = opened(cg.explore(graph).html)
    for item in graph:
        page.evaluate(
            "item => [...document.querySelectorAll('figure:not([hidden]) .item')]"
            ".find(box => box.dataset.item === item).dispatchEvent(new MouseEvent('click', {bubbles: true}))",
            item,
        )
    assert page.evaluate("window.hacked") is None
    assert page.locator("body img, body b script").count() == 0
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.locator(f"{VISIBLE}.item").count() == 4
    assert "Not a legend" in page.locator(f"{VISIBLE}.items").text_content()


def test_a_link_leads_to_an_item(opened, explorer, tmp_path):
    page = opened(explorer.html)
    page.goto((tmp_path / "page-0.html").as_uri() + "#afd")
    page.reload()
    assert page.locator("#card h2").inner_text() == "Agence française de développement (AFD)"


# -- what is too large ----------------------------------------------------------------------------------


def test_a_graph_too_large_for_all_answers_says_what_is_left_out(opened, graph, monkeypatch):
    """The list has everything; the picture and the answers say that they have not."""
    monkeypatch.setattr("coopgraph.page.answers._MAX_VISITS", 60_000)
    large = nx.MultiDiGraph(graph)
    for n in range(600):
        large.add_node(f"pact-{n:04}", record="agreement", title=f"Pact {n}", status="envisaged")
        large.add_edge("afd", f"pact-{n:04}", relation="party_to")
    explorer = cg.explore(large, lang="en")
    assert len(explorer.html) < 6_000_000
    page = opened(explorer.html)
    assert len(shown(page)) == 625
    assert "items with the most ties" in page.locator("#part").inner_text()
    left_out = page.locator("#left-out").inner_text()
    held = int(re.search(r"answers about (\d+) items of 625", left_out)[1])
    assert 0 < held < 625
    page.fill("#query", "pact 599")
    page.keyboard.press("Enter")
    assert "coopgraph dependents pact-0599" in page.locator("#card").inner_text()


def test_a_graph_without_the_schema_is_refused():
    graph = nx.MultiDiGraph()
    graph.add_node("a")
    with pytest.raises(cg.GraphSchemaError, match="record"):
        cg.explore(graph)


def test_an_empty_graph_is_a_page_too(opened):
    page = opened(cg.explore(nx.MultiDiGraph()).html)
    assert page.locator("h1").inner_text() == "Who depends on which agreement?"


def test_saving_replaces_the_file_in_one_step(explorer, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")
    explorer.save(path)
    assert path.read_text(encoding="utf-8") == explorer.html
    with pytest.raises(FileNotFoundError):
        explorer.save(tmp_path / "no" / "page.html")
