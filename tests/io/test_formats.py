import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coopgraph as cg
from coopgraph.io.read import json as json_format
from coopgraph.io.read import yaml as yaml_format
from coopgraph.io.read.example import EXAMPLES, example_text
from coopgraph.io.write.yaml import MODELINE
from coopgraph.records.validation import dossier_from
from tests.conftest import THOROUGH
from tests.strategies import SIZE, dossiers

MANY = 1000 if THOROUGH else 300  # ids that are close to others


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(path):
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path)
    assert all(problem.file == str(path) for problem in caught.value.problems)
    return [(p.code, p.line, p.column) for p in caught.value.problems]


# -- lossless -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json", ".xlsx", ""])
def test_the_bundled_dossier_comes_back_equal(tmp_path, example, suffix):
    path = tmp_path / f"copy{suffix}"
    cg.write(example, path)
    assert cg.read(path) == example


@given(dossiers(size=SIZE - 1, conditions=True))
def test_every_dossier_comes_back_equal(tmp_path_factory, raw):
    """Whatever the names hold (NO, null, quotes, colons, Arabic), nothing is lost or changed."""
    dossier = dossier_from(raw)
    folder = tmp_path_factory.mktemp("trip")
    for name in ("a.yaml", "a.json", "tables"):
        cg.write(dossier, folder / name)
        assert cg.read(folder / name) == dossier


def test_writing_twice_gives_the_same_bytes(tmp_path, example):
    for name in ("a.yaml", "b.yaml"):
        cg.write(example, tmp_path / name)
    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes()


def test_yaml_keeps_dates_and_words_as_written(tmp_path):
    """A year, a day and the word NO stay what they are; YAML 1.1 would turn them into others."""
    text = """
institutions:
  - {id: a, name: NO, kind: agency, country: NO, acronym: "on"}
activities:
  - {id: v, name: V, kind: visit, status: planned, when: 2019-11-04}
  - {id: w, name: W, kind: visit, status: planned, when: 2019}
"""
    dossier = cg.read(write(tmp_path, "a.yaml", text))
    assert str(dossier.institutions[0].name) == dossier.institutions[0].country == "NO"
    assert [str(activity.when) for activity in dossier.activities] == ["2019-11-04", "2019"]


@pytest.mark.parametrize("name", ["starter.en", "starter.fr", *EXAMPLES])
def test_bundled_files_carry_the_modeline_for_editors(tmp_path, name):
    text = example_text(f"{name}.yaml")
    assert text.startswith(MODELINE)
    assert cg.read(write(tmp_path, f"{name}.yaml", text)).agreements


# -- places -------------------------------------------------------------------------------------

BAD_YAML = """\
institutions:
  - id: anah
    name: ANAH
    kind: scool
    kind: agency
  - {id: anah, name: Two, kind: agency, nam: x}
agreements:
  - id: a
    name: A
    kind: framework
    dates: {signed: 2019-02-30}
    parties: [ahah, anah]
"""


def test_every_problem_of_a_yaml_file_has_its_line_and_column(tmp_path):
    assert problems(write(tmp_path, "bad.yaml", BAD_YAML)) == [
        ("unknown-word", 4, 11),
        ("duplicate-key", 5, 5),
        ("duplicate-id-line", 6, 10),
        ("unknown-field", 6, 41),
        ("date-no-day", 11, 21),
        ("unknown-id", 12, 15),
    ]


def test_the_message_reads_like_a_compilers(tmp_path):
    path = write(tmp_path, "bad.yaml", BAD_YAML)
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path)
    lines = str(caught.value).splitlines()
    assert lines[0] == "6 problems"
    assert lines[-1] == (
        f"{path}:12:15: agreements[0].parties[0]: unknown id 'ahah'; similar ids: anah"
    )
    assert "the id 'anah' is already taken, in line 2" in str(caught.value)


BAD_JSON = """\
{
  "institutions": [
    {"id": "anah", "name": "ANAH", "kind": "scool"},
    {"id": "x", "name": "é", "kind": "agency", "nam": 1}
  ],
  "agreements": [
    {"id": "a", "name": "A", "kind": "framework", "status": "signed", "status": "signed",
     "parties": [{"institution": "anah"}, {"institution": "ahah"}]}
  ]
}
"""


def test_every_problem_of_a_json_file_has_its_line_and_column(tmp_path):
    assert problems(write(tmp_path, "bad.json", BAD_JSON)) == [
        ("unknown-word", 3, 44),
        ("unknown-field", 4, 48),
        ("duplicate-key", 7, 71),
        ("unknown-id", 8, 59),
    ]


# -- files that are something else -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize("content", ["", "  \n", "\ufeff"])
def test_an_empty_file_is_called_empty(tmp_path, name, content):
    assert problems(write(tmp_path, name, content)) == [("empty-file", None, None)]


def test_a_file_of_comments_is_empty_too(tmp_path):
    assert problems(write(tmp_path, "a.yaml", "# nothing\n")) == [("empty-file", None, None)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "just text"),
        ("a.yaml", "- a\n- b\n"),
        ("a.yaml", "version: 3\nservices: {}\n"),
        ("a.json", "[1, 2]"),
        ("a.json", '{"type": "FeatureCollection"}'),
    ],
)
def test_a_file_of_something_else_is_no_dossier(tmp_path, name, content):
    assert problems(write(tmp_path, name, content)) == [("not-a-dossier", 1, 1)]


def test_another_encoding_is_named_with_its_place(tmp_path):
    text = "institutions:\n  - {id: a, name: École, kind: school}\n"
    assert problems(write(tmp_path, "a.yaml", text.encode("cp1252"))) == [("wrong-encoding", 2, 19)]
    broken = text.encode("utf-16")[:-1]
    assert problems(write(tmp_path, "a.json", broken)) == [("wrong-encoding", 1, 1)]


def test_a_byte_order_mark_does_no_harm(tmp_path):
    text = "institutions:\n  - {id: a, name: A, kind: school}\n"
    assert cg.read(write(tmp_path, "a.yaml", text.encode("utf-8-sig"))).institutions


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.yaml", "a: @b\n", 1),
        ("a.yaml", "a: 1\nb: \x07\n", 2),
        ("a.yaml", "a: *nowhere\n", 1),
        ("a.yaml", "a: 1\n---\nb: 2\n", 2),
        ("a.json", '{"institutions": [\n}', 2),
        ("a.json", "{'a': 1}", 1),
    ],
)
def test_a_slip_in_the_notation_has_its_line(tmp_path, name, content, line):
    found = problems(write(tmp_path, name, content))
    assert [(code, at) for code, at, _ in found] == [("syntax", line)]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("institutions:\n\t- id: a\n", "syntax-tab", 2),
        ("a:\n  b: Agence: eau\n", "syntax-colon", 2),
        ("a: 1\nb: 'Agence\nc: 2\n", "syntax-quote", 2),
        ("a: {name: 'Agence de l'eau', b: 1}\n", "syntax-flow", 1),
        ("institutions: [\n  {id: a\n", "syntax-quote", 2),
    ],
)
def test_common_slips_in_yaml_are_told_how_to_mend(tmp_path, content, code, line):
    """In the words of people who are no programmers, where the slip was made."""
    found = problems(write(tmp_path, "a.yaml", content))
    assert [(code, at) for code, at, _ in found] == [(code, line)]


def test_an_unquoted_comma_does_not_cut_a_name_short(tmp_path):
    """YAML reads what follows the comma as a further field; it is refused as unknown."""
    text = "institutions:\n  - {id: a, name: Bank, of South, kind: agency}\n"
    assert problems(write(tmp_path, "a.yaml", text)) == [("unknown-field-known", 2, 25)]


def test_a_number_too_long_for_python_is_a_problem_not_a_crash(tmp_path):
    digits = "9" * 5000
    assert problems(write(tmp_path, "a.json", f'{{"title": {digits}}}'))[0][0] == "syntax"
    assert problems(write(tmp_path, "a.yaml", f"institutions: {digits}"))[0][0] == "wrong-type-list"


@pytest.mark.parametrize(
    "text",
    ["%YAML 1.1\n---\ninstitutions: 3", "%YAML 9\n---\na", "!!set {a}", "? [a]\n: b", "&a", "<<: 1",
     "<<: [1, 2]", "a: !!binary x", "a: !!float x", "a: !!timestamp x", "...", "---\n...", "!<x> a",
     "a: !!omap [1]", "- !!map [1]", "institutions: !!seq x", "{a: b}: c", "a: 0o9", "a: 1_", "[a, b]: c"],
)  # fmt: skip
def test_odd_corners_of_yaml_are_problems_not_crashes(tmp_path, text):
    assert problems(write(tmp_path, "a.yaml", text))


@given(st.text(st.sampled_from("ab:-?[]{}&*!|>'\"%@`#, \n\t1~<.="), max_size=30))
def test_no_text_makes_the_yaml_reader_crash(tmp_path_factory, text):
    path = write(tmp_path_factory.mktemp("odd"), "a.yaml", text)
    with pytest.raises(cg.DossierError):
        cg.read(path)


def test_tags_of_python_make_no_objects(tmp_path):
    text = "title: !!python/object/apply:os.system ['touch owned']\ninstitutions: []\n"
    assert problems(write(tmp_path, "a.yaml", text))[0][0] == "text-type"


def test_aliases_that_multiply_are_refused(tmp_path):
    """Nine lines that stand for a billion values are refused before they are looked at."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    text = "\n".join([*lines, "institutions: *a9"])
    assert problems(write(tmp_path, "a.yaml", text)) == [("alias-bomb", None, None)]


def test_an_alias_inside_itself_is_refused(tmp_path):
    text = "institutions: &a\n  - *a\n"
    assert problems(write(tmp_path, "a.yaml", text)) == [("alias-circle", 1, 15)]


def test_honest_aliases_are_welcome(tmp_path):
    text = """
sources: [{id: s, title: S}]
institutions:
  - {id: a, name: A, kind: agency, evidence: &here [{source: s}]}
  - {id: b, name: B, kind: agency, evidence: *here}
"""
    assert cg.read(write(tmp_path, "a.yaml", text)).institutions[1].evidence[0].source == "s"


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize("opening", ["[", '{"a":', "- ", "? "])
def test_values_nested_without_end_are_refused(tmp_path, name, opening):
    if name == "a.json" and opening in {"- ", "? "}:
        pytest.skip("no JSON")
    closing = {"[": "]", '{"a":': "}"}.get(opening, "")
    text = opening * 100_000 + "1" + closing * 100_000
    assert problems(write(tmp_path, name, text)) == [("too-deep", None, None)]


def test_a_yaml_file_of_50_mb_is_refused_at_once(tmp_path):
    """It says what to do instead; JSON of that size is read."""
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert problems(path) == [("too-large-yaml", None, None)]
    with pytest.raises(cg.DossierError, match=r"50 MB is too much.*JSON"):
        cg.read(path)


def test_a_json_file_of_50_mb_is_read(tmp_path):
    note = "x" * 4_800
    bodies = [
        {"id": f"b{n}", "name": f"Body {n}", "kind": "agency", "note": note} for n in range(10_000)
    ]
    bodies[-1]["kind"] = "agncy"
    path = write(tmp_path, "a.json", json.dumps({"institutions": bodies}))
    assert path.stat().st_size > 45_000_000
    found = problems(path)
    assert [code for code, _, _ in found] == ["unknown-word"]
    assert found[0][2] > 45_000_000  # the column, all being on one line


def test_unknown_suffixes_are_refused(tmp_path, example):
    with pytest.raises(cg.FormatError, match=r"'\.toml' is not a known format.*\.yaml"):
        cg.read(tmp_path / "a.toml")
    with pytest.raises(cg.FormatError):
        cg.write(example, tmp_path / "a.toml")
    assert not list(tmp_path.iterdir())


def test_a_missing_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        cg.read(tmp_path / "a.yaml")


def test_limits_let_json_be_larger_than_yaml():
    assert json_format.LIMIT_MB > yaml_format.LIMIT_MB


# -- what an attack once broke ------------------------------------------------------------------------


def body(**fields):
    return {"institutions": [{"id": "a", "name": "A", "kind": "agency", **fields}]}


def treaty(**fields):
    record = {"id": "g", "name": "G", "kind": "treaty", "status": "signed", **fields}
    return {"sources": [{"id": "s", "title": "S"}], "agreements": [record]}


@pytest.mark.parametrize(
    "raw",
    [
        {"institutions": []},
        treaty(topics=[{"name": {"fr": "x", "en": "y"}}]),
        treaty(topics=[{"fr": "x", "en": "y"}]),
        {**body(), "title": "?a"},
        {**body(), "title": "? x"},
        {**body(), "title": "[" * 150},
        body(identifiers={"?k": "?v"}, aliases=["?x", "-", ": "]),
        body(name={"fr": "« a » : b"}),
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_odd_but_sound_dossiers_come_back_equal(tmp_path, raw, name):
    dossier = dossier_from(raw)
    cg.write(dossier, tmp_path / name)
    assert cg.read(tmp_path / name) == dossier


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (treaty(parties=["s"]), "unknown-id"),
        (treaty(requires=["s"]), "unknown-id"),
        (body(**{"[key]": 1}), "unknown-field-known"),
        (body(identifiers={"x": "\x85"}), "text-control"),
        (body(country="\ud800"), "lone-surrogate"),
        (body(name="\ud800"), "lone-surrogate"),
        (treaty(quorum=True, parties=["g"]), "wrong-type-number"),
        (treaty(provisions=[{"name": "P"}]), "missing-field"),
        (treaty(evidence=[{"source": "s", "span": []}]), "too-few"),
        (treaty(evidence=[{"source": "s", "span": [0, 10**300]}]), "wrong-type-number"),
    ],
    ids=str,
)
def test_unsound_input_is_one_problem_of_a_known_kind(tmp_path, raw, code):
    path = write(tmp_path, "a.json", json.dumps(raw))
    assert {found for found, _, _ in problems(path)} - {"wrong-kind"} == {code}


@pytest.mark.parametrize("depth", [300, 600, 950, 5000])
def test_any_depth_of_nesting_is_a_problem_not_a_crash(tmp_path, depth):
    text = '{"institutions": [], "x": ' + "[" * depth + "]" * depth + "}"
    assert problems(write(tmp_path, "a.json", text))
    lines = ["x0: &x0 {}", *(f"x{n}: &x{n} [*x{n - 1}]" for n in range(1, depth))]
    chain = "\n".join([*lines, f"agreements: [{{id: *x{depth - 1}}}]"])
    assert problems(write(tmp_path, "b.yaml", chain))


def test_huge_numbers_in_other_notations(tmp_path):
    text = f"institutions: [{{id: 0x{'F' * 4200}, name: A, kind: agency}}]"
    assert [code for code, _, _ in problems(write(tmp_path, "a.yaml", text))] == ["bad-id"]


def test_names_of_fields_are_text(tmp_path):
    text = "institutions: [{id: a, name: A, kind: agency, 2.5: x}]"
    assert "field-not-text" in {code for code, _, _ in problems(write(tmp_path, "a.yaml", text))}


def test_the_place_of_a_wrong_byte_counts_from_after_the_mark(tmp_path):
    data = b"\xef\xbb\xbfinstitutions:\n  - {id: a, name: \xe9}\n"
    assert problems(write(tmp_path, "a.yaml", data)) == [("wrong-encoding", 2, 19)]


def test_only_ordinary_files_are_read(tmp_path):
    for name, target in (("zero.json", "/dev/zero"), ("null.yaml", "/dev/null")):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(OSError, match="Invalid argument"):
            cg.read(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        cg.read("a\0.yaml")
    (tmp_path / "loop.json").symlink_to(tmp_path / "loop.json")
    with pytest.raises(OSError, match="symbolic links"):
        cg.write(cg.example(), tmp_path / "loop.json")


def test_many_problems_are_reported_in_reasonable_time(tmp_path):
    """Suggestions for hundreds of unknown ids among as many names do not multiply."""
    bodies = [{"id": f"body-{n}", "name": f"Body {n}", "kind": "agency"} for n in range(MANY)]
    parties = [f"bodi-{n}" for n in range(MANY)]
    raw = {"institutions": bodies, **treaty(parties=parties)}
    found = problems(write(tmp_path, "a.json", json.dumps(raw)))
    assert len(found) == MANY
    chain = [{**b, "part_of": f"body-{n + 1}"} for n, b in enumerate(bodies[:-1])]
    path = write(tmp_path, "b.json", json.dumps({"institutions": [*chain, bodies[-1]]}))
    assert len(cg.read(path).institutions) == MANY


def test_half_a_character_is_found_wherever_it_is(tmp_path):
    text = '{"title": "\\ud800", "institutions": ["x"]}'
    with pytest.raises(cg.DossierError) as error:
        cg.read(write(tmp_path, "half.json", text))
    assert [problem.code for problem in error.value.problems] == ["lone-surrogate"]
