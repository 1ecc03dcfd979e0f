import itertools

import pytest
from hypothesis import assume, given

import coopgraph as cg
from coopgraph.network.certainty import news_of
from coopgraph.network.change import Named, edit_of
from coopgraph.network.fixpoints import views_of
from coopgraph.network.snapshot import network_of
from coopgraph.questions.apply import apply
from coopgraph.questions.change import Change
from coopgraph.questions.state import state
from coopgraph.questions.what_if import what_if
from coopgraph.records.validation import dossier_from
from tests.questions import worlds
from tests.questions.networks import given_many
from tests.questions.random_dossiers import dossiers_with_change


def facts(rows):
    return {(row.item.id, row.certainty.value) for row in rows}


def effects(impact):
    return {(row.item.id, row.effect.value, row.certainty.value) for row in impact}


def graph_of(*agreements, activities=(), institutions=()):
    def full(record, **defaults):
        return {"name": record["id"], **defaults, **record}

    return cg.build_graph(
        dossier_from(
            {
                "institutions": [{"id": i, "name": i, "kind": "agency"} for i in institutions],
                "agreements": [full(a, kind="treaty", status="envisaged") for a in agreements],
                "activities": [full(x, kind="study", status="planned") for x in activities],
            }
        )
    )


# -- the visit of 2019 -----------------------------------------------------------------------------


def test_without_the_framework_convention(graph):
    impact = what_if(graph, fails=["framework-convention"])
    assert facts(impact.blocked) == {
        ("urban-renewal-component", "certain"),
        ("anrur-afd-convention", "certain"),
    }
    assert len(impact) == 2
    assert [link.missing.id for link in impact["anrur-afd-convention"].because] == [
        "urban-renewal-component",
        "framework-convention",
    ]
    assert all(link.evidence for row in impact for link in row.because)


def test_without_afd(graph):
    assert facts(what_if(graph, withdraws=["AFD"]).blocked) == {
        ("anrur-afd-convention", "certain"),
        ("afd-support", "certain"),
        ("pilot-district-visit", "certain"),
        ("anrur-strategy", "possible"),
    }


def test_without_anru(graph):
    impact = what_if(graph, withdraws=["anru"])
    assert facts(impact.lost) == {("anrur-anru-cooperation", "certain")}
    assert facts(impact.blocked) == {("anrur-afd-convention", "possible")}


def test_the_completed_visit_never_falls(graph):
    everybody = [i for i, record in graph.nodes(data="record") if record == "institution"]
    impact = what_if(graph, withdraws=everybody)
    assert "exchange-visit" not in {row.item.id for row in impact}
    with pytest.raises(ValueError, match="exchange-visit is completed"):
        what_if(graph, fails=["exchange-visit"], lang="en")


def test_an_ongoing_study_has_no_restitution_until_it_is_completed(graph):
    assert state(graph)["study-restitution"].state == "reachable"
    impact = what_if(graph, completes=["strategic-study"])
    assert effects(impact) == {("study-restitution", "gained", "certain")}


def test_a_proposed_component_is_only_possibly_agreed_with_its_agreement(graph):
    impact = what_if(graph, signs=["framework-convention"])
    assert ("urban-renewal-component", "achieved", "possible") in effects(impact)
    assert facts(impact.gained) == {("anrur-afd-convention", "possible")}
    named = what_if(graph, signs=["framework-convention", "urban-renewal-component"])
    assert effects(named) == {("anrur-afd-convention", "gained", "certain")}


# -- smallest cases --------------------------------------------------------------------------------


def test_signed_agreements_that_support_each_other_stand_until_something_goes():
    graph = graph_of(
        {"id": "a", "status": "signed", "requires": ["b"]},
        {"id": "b", "status": "signed", "requires": ["a", "c"]},
        {"id": "c", "status": "signed"},
        {"id": "apart"},
    )
    assert not what_if(graph, signs=["apart"]).consequences
    assert facts(what_if(graph, fails=["c"]).lost) == {("a", "certain"), ("b", "certain")}


def test_a_replacement_keeps_what_requires_either_standing():
    graph = graph_of(
        {"id": "old", "status": "signed"},
        {"id": "new"},
        {"id": "project", "status": "signed", "requires": [{"any_of": ["old", "new"]}]},
    )
    assert facts(what_if(graph, fails=["old"]).lost) == {("project", "certain")}
    assert not what_if(graph, fails=["old"], signs=["new"]).consequences


def test_a_signed_treaty_still_waits_for_its_ratifications():
    graph = graph_of(
        {
            "id": "t",
            "status": "signed",
            "parties": ["p", "q"],
            "entry_into_force": {"all": True},
        },
        {"id": "u", "requires": [{"any_of": "t", "stage": "in_force"}]},
        institutions=["p", "q"],
    )
    one = what_if(graph, ratifies={"t": ["p"]})
    assert not one.consequences
    both = what_if(graph, ratifies={"t": ["p", "q"]})
    assert effects(both) == {("t", "freed", "certain")}
    assert effects(what_if(graph, enters_into_force=["t"])) == {("u", "freed", "certain")}
    assert effects(what_if(graph, refuses={"t": ["q"]})) == {
        ("t", "blocked", "certain"),
        ("u", "blocked", "certain"),
    }


def test_what_becomes_ready_in_one_reading_only_is_possible():
    graph = graph_of(
        {"id": "x"},
        {"id": "y", "requires": ["x", {"any_of": "z", "modality": "possible"}]},
        {"id": "z"},
    )
    assert effects(what_if(graph, signs=["x"])) == {("y", "freed", "possible")}


def test_good_news_that_shows_only_in_the_pessimistic_reading_is_news():
    graph = graph_of(
        {"id": "y", "requires": [{"any_of": "z", "modality": "possible"}]},
        {"id": "z"},
    )
    assert effects(what_if(graph, signs=["z"])) == {("y", "freed", "certain")}


def test_out_of_reach_means_that_no_plan_is_left():
    graph = graph_of(
        {"id": "a", "status": "signed", "requires": [{"any_of": ["b", "c"]}]},
        {"id": "b", "status": "signed"},
        {"id": "c"},
        {"id": "y", "requires": ["a"]},
    )
    impact = what_if(graph, fails=["b"])
    assert effects(impact) == {("a", "lost", "certain"), ("y", "delayed", "certain")}
    assert impact["a"].recoverable.value == "certain"


def test_reasons_name_no_support_that_never_held():
    graph = graph_of(
        {
            "id": "t",
            "status": "signed",
            "parties": [{"institution": "p", "dates": {"withdrawn": "2001"}}, "q"],
            "quorum": 2,
            "requires": ["r"],
        },
        {"id": "r", "status": "signed"},
        institutions=["p", "q"],
    )
    assert not what_if(graph, withdraws=["q"]).consequences
    assert [link.missing.id for link in what_if(graph, fails=["r"])["t"].because] == ["r"]


def test_what_is_concluded_although_neither_it_nor_its_successor_is_there_says_so():
    graph = graph_of(
        {"id": "new", "supersedes": [{"to": "old", "inherits": True}]},
        {"id": "old"},
        {"id": "y", "requires": ["old"]},
    )
    (link,) = what_if(graph, signs=["y"]).although
    assert (link.item.id, link.missing.id) == ("y", "old")


def test_what_is_certain_where_more_is_possible_is_said_to_be_the_least():
    graph = graph_of({"id": "a", "provisions": [{"id": "p", "name": "p"}]})
    impact = what_if(graph, signs=["a"], lang="en")
    assert [(str(row.effect), str(row.certainty), row.at_least) for row in impact] == [
        ("achieved", "possible", False),
        ("freed", "certain", True),
    ]
    assert impact.table().rows[1][2] == "at least: nothing left to wait for"


def test_a_depositary_neither_consents_nor_counts():
    graph = graph_of(
        {
            "id": "t",
            "status": "signed",
            "parties": ["p", {"institution": "d", "role": "depositary"}],
        },
        institutions=["p", "d"],
    )
    assert not what_if(graph, withdraws=["d"]).consequences
    with pytest.raises(ValueError, match="d does not consent to t"):
        what_if(graph, withdraws={"t": ["d"]})


def test_an_agreed_provision_comes_with_its_agreement():
    graph = graph_of(
        {"id": "a", "provisions": [{"id": "p", "name": "p", "status": "agreed"}]},
        {"id": "y", "requires": ["p"]},
    )
    assert effects(what_if(graph, signs=["a"])) == {
        ("p", "achieved", "certain"),
        ("y", "freed", "certain"),
    }


def test_a_change_is_given_once_and_says_which_agreement_an_act_is_about():
    graph = graph_of({"id": "a", "parties": ["p"]}, institutions=["p"])
    with pytest.raises(TypeError, match="not both"):
        what_if(graph, Change(signs=["a"]), fails=["a"])
    assert "p withdraws (“a”)" in what_if(graph, withdraws={"a": ["p"]}, lang="en").supposed
    assert "(" not in what_if(graph, withdraws=["p"], lang="en").supposed


def test_each_institution_is_named_with_the_agreement_that_its_act_is_about():
    graph = graph_of(
        {"id": "a", "parties": ["p", "q"]},
        {"id": "b", "parties": ["p", "q"]},
        institutions=["p", "q"],
    )

    def supposed(**change):
        return what_if(graph, **change, lang="en").supposed

    apart = supposed(withdraws={"a": ["p"], "b": ["q"]})
    assert apart == "If p withdraws (“a”) and if q withdraws (“b”):"
    assert supposed(withdraws={"a": "p", "b": "p"}) == "If p withdraws (“a”, “b”):"
    assert supposed(withdraws={"a": ["p", "q"]}) == "If p, q withdraw (“a”):"
    mixed = supposed(fails=["q"], withdraws={"a": ["p"]})
    assert mixed == "If q withdraws and if p withdraws (“a”):"


def test_a_change_that_names_nothing_is_refused():
    graph = graph_of({"id": "a", "parties": ["p"]}, institutions=["p"])
    for nothing in ({}, {"fails": []}, {"withdraws": {"a": []}}):
        with pytest.raises(ValueError, match="names nothing"):
            what_if(graph, **nothing, lang="en")


def test_the_sentence_of_a_change_without_consequences_says_so():
    graph = graph_of({"id": "a"})
    for lang, said in (("en", "nothing else changes"), ("fr", "rien d’autre ne change")):
        sentence = what_if(graph, fails=["a"], lang=lang).sentence()
        assert said in sentence
        assert sentence.endswith(".")


TREATY = {
    "id": "t",
    "status": "in_force",
    "parties": ["p", "q", "r"],
    "entry_into_force": {"count": 3},
}


def test_a_treaty_in_force_stands_below_its_entry_threshold():
    graph = graph_of({**TREATY, "quorum": 1}, institutions=["p", "q", "r"])
    assert not what_if(graph, withdraws=["p", "q"]).consequences


def test_consent_need_not_stay_where_a_number_of_parties_governs_entry():
    graph = graph_of(TREATY, institutions=["p", "q", "r"])
    assert not what_if(graph, withdraws=["p"]).consequences
    all_of_them = graph_of(
        {**TREATY, "entry_into_force": {"all": True}}, institutions=["p", "q", "r"]
    )
    assert facts(what_if(all_of_them, withdraws=["p"]).lost) == {("t", "certain")}


def test_a_treaty_in_force_falls_below_its_quorum():
    graph = graph_of({**TREATY, "quorum": 2}, institutions=["p", "q", "r"])
    assert not what_if(graph, withdraws=["p"]).consequences
    assert facts(what_if(graph, withdraws=["p", "q"]).lost) == {("t", "certain")}


def test_withdrawing_from_one_agreement_leaves_the_others():
    graph = graph_of(
        {"id": "a", "status": "signed", "parties": ["p"]},
        {"id": "b", "status": "signed", "parties": ["p"]},
        institutions=["p"],
    )
    assert facts(what_if(graph, withdraws={"a": ["p"]}).lost) == {("a", "certain")}
    assert facts(what_if(graph, withdraws="p").lost) == {("a", "certain"), ("b", "certain")}


def test_a_successor_in_force_ends_what_it_supersedes_as_the_record_says():
    def graph(**succession):
        return graph_of(
            {"id": "old", "status": "in_force"},
            {"id": "new", "supersedes": [{"to": "old", **succession}]},
            {"id": "y", "status": "signed", "requires": ["old"]},
        )

    def after(**succession):
        return effects(what_if(graph(**succession), enters_into_force=["new"]))

    assert after(ends=True) == {("old", "lost", "certain"), ("y", "lost", "certain")}
    assert after() == {("old", "lost", "possible"), ("y", "lost", "possible")}
    assert after(ends=False) == set()
    assert after(ends=True, inherits=True) == {("old", "lost", "certain")}
    reason = what_if(graph(ends=True), enters_into_force=["new"])["old"].because[0]
    assert (reason.need, reason.missing.id) == ("superseded", "new")


def test_what_is_excluded_ends_and_is_barred():
    graph = graph_of(
        {"id": "a", "excludes": ["b"]},
        {"id": "b"},
        {"id": "y", "requires": ["b"]},
    )
    impact = what_if(graph, signs=["a"])
    assert effects(impact) == {("b", "blocked", "certain"), ("y", "blocked", "certain")}
    assert impact["b"].because[0].need == "excluded"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"fails": ["a"], "signs": ["a"]}, "contradicts itself about a"),
        ({"signs": ["a", "b"]}, "a and b exclude each other"),
        ({"signs": ["p"]}, "p cannot be agreed alone"),
        ({"signs": ["x"]}, "use: fails, starts, completes"),
        ({"starts": ["a"]}, "use: fails, signs, enters_into_force"),
        ({"signs": ["gone"]}, "gone has ended"),
        ({"withdraws": ["a"]}, "a is not an institution, which 'withdraws' expects"),
        ({"ratifies": {"x": ["i"]}}, "use: fails, starts, completes"),
        ({"ratifies": {"a": ["j"]}}, "j does not consent to a"),
        ({"ratifies": {"a": ["i"]}, "refuses": {"a": ["i"]}}, "contradicts itself about i"),
    ],
)
def test_a_change_that_cannot_be_is_refused(change, message):
    graph = graph_of(
        {
            "id": "a",
            "excludes": ["b"],
            "parties": ["i"],
            "provisions": [{"id": "p", "name": "p"}],
        },
        {"id": "b"},
        {"id": "gone", "status": "terminated"},
        activities=[{"id": "x", "participants": ["i"]}],
        institutions=["i", "j"],
    )
    with pytest.raises(ValueError, match=message):
        what_if(graph, Change(**change))


def test_agreements_that_supersede_each_other_do_not_stand_in_for_what_is_gone():
    graph = graph_of(
        {"id": "base", "status": "in_force"},
        {
            "id": "old",
            "status": "in_force",
            "requires": ["base"],
            "supersedes": [{"to": "new", "inherits": True}],
        },
        {"id": "new", "supersedes": [{"to": "old", "inherits": True}]},
        {"id": "user", "status": "in_force", "requires": ["old"]},
    )
    assert effects(what_if(graph, fails=["base"])) == {
        ("old", "lost", "certain"),
        ("user", "lost", "certain"),
    }


def test_news_may_show_only_where_one_possible_thing_binds_and_another_counts():
    """In neither reading: `y` is freed if it needs `x`, and `p` was signed."""
    graph = graph_of(
        {"id": "y", "requires": ["p", {"any_of": "x", "modality": "possible"}]},
        {"id": "x"},
        {"id": "p", "status": "signed", "dates": {"signed": "2019?"}},
    )
    impact = what_if(graph, signs="x", as_of="2019-06", lang="en")
    assert effects(impact) == {("y", "freed", "possible")}
    assert impact.complete
    quick = what_if(graph, signs="x", as_of="2019-06", exhaustive=False, lang="en")
    assert (effects(quick), quick.complete) == (set(), False)
    assert "Not every way" in str(quick)
    assert "Not every way" not in str(impact)


def test_where_too_much_is_possible_to_try_every_way_the_answer_says_so():
    many = [f"x{n}" for n in range(12)]
    needs = ["y", *({"any_of": one, "modality": "possible"} for one in many)]
    graph = graph_of({"id": "goal", "requires": needs}, {"id": "y"}, *({"id": x} for x in many))
    impact = what_if(graph, signs="y")
    assert effects(impact) == {("goal", "freed", "possible")}
    assert not impact.complete


def test_a_component_that_an_agreement_requires_is_agreed_with_it():
    """Of two that can replace each other, each only possibly."""
    parts = [{"id": "c", "name": "c"}, {"id": "d", "name": "d"}]
    both = graph_of({"id": "a", "requires": ["c", "d"], "provisions": parts})
    assert facts(what_if(both, signs="a").achieved) == {("c", "certain"), ("d", "certain")}
    either = graph_of({"id": "a", "requires": [{"any_of": ["c", "d"]}], "provisions": parts})
    assert facts(what_if(either, signs="a").achieved) == {("c", "possible"), ("d", "possible")}


def test_an_applied_change_marks_nothing_but_what_it_changes():
    graph = graph_of(
        {"id": "a", "status": "signed", "requires": ["b"]},
        {"id": "b", "status": "signed"},
        {"id": "c", "status": "signed"},
        {"id": "d"},
    )
    after = apply(graph, Change(fails=["b"]))
    marks = {
        item: {name: value for name, value in attributes.items() if name.startswith("change_")}
        for item, attributes in after.nodes(data=True)
    }
    assert marks == {
        "a": {"change_signed": "lost"},
        "b": {"change_signed": "lost", "change_ended": "certain"},
        "c": {},
        "d": {},
    }


def test_a_signed_agreement_does_not_fall_with_a_component_that_was_never_agreed():
    part = {"id": "c", "name": "c", "requires": ["b"]}
    graph = graph_of(
        {"id": "a", "status": "signed", "requires": ["c"], "provisions": [part]},
        {"id": "b", "status": "signed"},
    )
    assert effects(what_if(graph, fails="b")) == {("c", "blocked", "certain")}


def test_what_possibly_stood_may_be_lost_and_the_reason_is_named():
    graph = graph_of(
        {"id": "y", "status": "signed", "requires": ["b"]},
        {"id": "b", "status": "signed", "dates": {"signed": "2019?"}},
    )
    for exhaustive in (True, False):
        impact = what_if(graph, fails="b", as_of="2019-06", exhaustive=exhaustive)
        assert effects(impact) == {("y", "lost", "possible")}
        assert [link.missing.id for link in impact["y"].because] == ["b"]


def test_who_will_not_act_is_the_reason_and_not_who_acts():
    graph = graph_of(
        {"id": "t", "status": "signed", "parties": ["p", "q"], "entry_into_force": {"count": 2}},
        institutions=["p", "q"],
    )
    impact = what_if(graph, ratifies={"t": ["p"]}, refuses={"t": ["q"]})
    assert effects(impact) == {("t", "blocked", "certain")}
    assert [link.missing.id for link in impact["t"].because] == ["q"]


def test_an_act_that_was_refused_is_the_reason_why_the_rest_can_come():
    refused = {"institution": "q", "dates": {"refused": "2001"}}
    graph = graph_of(
        {
            "id": "t",
            "status": "signed",
            "parties": ["p", refused],
            "entry_into_force": {"count": 2},
        },
        institutions=["p", "q"],
    )
    impact = what_if(graph, ratifies={"t": ["q"]}, lang="en")
    assert effects(impact) == {("t", "gained", "certain")}
    assert [link.missing.id for link in impact["t"].because] == ["q"]
    assert "not all of them together" not in str(impact)


def test_the_sentence_of_a_change_separates_its_consequences():
    graph = graph_of(
        {"id": "a", "status": "signed", "requires": ["b"]},
        {"id": "b", "status": "signed"},
        {"id": "y", "requires": ["b"]},
    )
    english, french = (what_if(graph, fails="b", lang=lang).sentence() for lang in ("en", "fr"))
    assert english.endswith(": certainly lost: a; certainly out of reach: y.")
    assert french.endswith(" : tombe certainement : a ; devient hors d’atteinte : y.")


def test_what_possibly_takes_its_place_may_not_be_there():
    """The table shows both states, the records the one at best."""
    graph = graph_of(
        {"id": "y", "status": "signed", "requires": [{"any_of": ["a", "c"]}]},
        {"id": "c", "status": "signed"},
        {"id": "a", "status": "signed", "dates": {"signed": "2019?"}},
    )
    impact = what_if(graph, fails="c", as_of="2019-06", lang="en")
    assert impact.to_records() == [
        {
            "id": "y",
            "title": "y",
            "milestone": "signed",
            "effect": "lost",
            "certainty": "possible",
            "before": "achieved",
            "after": "achieved",
            "recoverable": "certain",
            "because": ["c"],
            "evidence": [],
        }
    ]
    assert dict(zip(impact.table().columns, impact.table().rows[0], strict=True)) == {
        "Who or what": "y",
        "Milestone": "signed",
        "Effect": "lost",
        "Certainty": "possible",
        "Before → after": "achieved → achieved, or else within reach",
        "Because": "requires c",
        "Where it says so": "",
    }


# -- against the definitions -----------------------------------------------------------------------


def change_of(drawn):
    def by_item(pairs):
        found = {}
        for body, item in pairs:
            found.setdefault(item, []).append(body)
        return found

    acts = ("withdraws", "refuses", "ratifies")
    return Change(**{k: by_item(v) if k in acts else v for k, v in drawn.items()})


@given_many
@given(dossiers_with_change())
def test_what_if_equals_the_definitions_in_all_completions(drawn):
    raw, as_of, change = drawn
    assume(change_of(change))
    graph = cg.build_graph(dossier_from(raw))
    impact = what_if(graph, change_of(change), as_of=as_of)
    expected = {}
    for item, rank, effect, certainty in worlds.news(raw, change, as_of):
        expected.setdefault(item, {}).setdefault(rank, set()).add((effect, certainty))
    first = {(item, *one) for item, ranks in expected.items() for one in ranks[min(ranks)]}
    assert impact.complete
    assert effects(impact) == first


@given_many
@given(dossiers_with_change())
def test_every_reason_is_true(drawn):
    """In some completion, each condition that a reason names is met before and unmet after.

    Or the reverse, for good news.
    """
    raw, as_of, change = drawn
    assume(change_of(change))
    graph = cg.build_graph(dossier_from(raw))
    named = {*(one for kind in worlds.NAMING for one in change[kind])}
    named |= {b for kind in ("withdraws", "refuses", "ratifies") for b, _ in change[kind]}
    for row in what_if(graph, change_of(change), as_of=as_of):
        assert row.because[0].item == row.item
        assert row.because[0].milestone == row.milestone
        for one, other in itertools.pairwise(row.because):
            assert one.missing == other.item
        assert is_caused_by(row.because[-1].missing.id, named, raw)
        assert any(
            is_true(row, world_of(), changed(world_of(), change))
            for world_of in worlds.completions(raw, as_of, change)
        )


def changed(world, change):
    world.change(change)
    return world


def is_caused_by(item, named, raw):
    """Whether a change names an item, or what comes with it: the provisions of an agreement."""
    whole = {p["id"]: a["id"] for a in raw["agreements"] for p in a.get("provisions", ())}
    return item in named or whole.get(item) in named


def is_true(row, before, after):
    is_good = row.effect.is_good
    for link in row.because:
        if link.need == "superseded":
            continue
        if link.need == "excluded":
            is_good = not is_good  # what excludes it has come, or gone
            continue
        if not turns(link, before, after, is_good=is_good):
            return False
    return True


def turns(link, before, after, *, is_good):
    """Whether a condition of the kind that a reason names has failed, or is met now."""
    item, rank = link.item.id, worlds.STAGES[link.milestone.value]
    if is_good:
        before, after = after, before
    ended = after.ended - before.ended  # a component that could be agreed in the same act
    for was, now in zip(before.supports(), after.supports(), strict=True):
        gone = {one[0] for one in was - now} | ended
        if link.missing.id not in gone:
            continue
        for settling in (False, True):
            conditions = zip(
                before.conditions(item, rank, settling=settling),
                after.conditions(item, rank, settling=settling),
                strict=True,
            )
            for (_, test, _), (_, test_after, _) in conditions:
                if test(was) and not test_after(now):
                    return True
    return False


@given_many
@given(dossiers_with_change())
def test_applying_a_change_gives_the_state_after_it(drawn):
    raw, as_of, change = drawn
    graph = cg.build_graph(dossier_from(raw))
    before = {item: dict(attributes) for item, attributes in graph.nodes(data=True)}
    after = apply(graph, change_of(change), as_of=as_of)
    assert before == dict(graph.nodes(data=True))
    network = network_of(graph, as_of)
    number = {item: n for n, item in enumerate(sorted(graph))}
    outcome = news_of(network, network.facts, edit_of(network, named_of(change, number)))
    applied = network_of(after, as_of)
    views = views_of(applied, applied.facts)
    for milestone in network.milestones:
        assert [view.level(milestone) for view in views] == [
            outcome.optimistic.after.level(milestone),
            outcome.pessimistic.after.level(milestone),
        ]


def named_of(change, number):
    def nodes(*kinds):
        return frozenset(number[one] for kind in kinds for one in change[kind])

    def pairs(kind):
        return frozenset((number[body], number[item]) for body, item in change[kind])

    return Named(
        nodes("fails"),
        nodes("signs", "starts"),
        nodes("enters_into_force", "completes"),
        pairs("withdraws"),
        pairs("refuses"),
        pairs("ratifies"),
    )
