"""What is said of the slips that people make in files: the whole line, with its place."""

import pytest

import coopgraph as cg
from coopgraph.io.write import yaml
from coopgraph.messages.catalogue import LANGUAGES


def said_of(path, lang="en", **options):
    """The lines on a file that cannot be read, without the folder that it lies in."""
    with pytest.raises(cg.DossierError) as caught:
        cg.read(path, **options)
    for other in LANGUAGES:
        assert caught.value.describe(other)
    folder = path if path.is_dir() else path.parent
    text = caught.value.describe(lang).replace(f"{folder}/", "")
    return text.splitlines()[1 if len(caught.value.problems) > 0 and "\n" in text else 0 :]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\n", "a.yaml:1:4: a quote or bracket opened here is never closed"),
        ("a: 'x\n", "a.yaml:1:4: a quote or bracket opened here is never closed"),
        ("a:\n- id: x\n\tname: y\n", "a.yaml:3:1: a tab; indent with spaces"),
        ("title: a: b\n", "a.yaml:1:9: misplaced colon"),
        ("title: {a: 'b' 'c'}\n", "a.yaml:1:16: "),
        ("title: &a x\nx: *b\n", "a.yaml:2:4: syntax error: found undefined alias 'b'"),
        ("title: x\0y\n", "a.yaml:1:9: syntax error: special characters are not allowed"),
        ("title: x\nnote: é\0y\n", "a.yaml:2:8: syntax error: special characters"),
        ("title: &a [*a]\n", "a.yaml:1:8: an *alias contains itself"),
        ("title: x\ntitle: y\n", "a.yaml:2:1: the field 'title' occurs twice"),
        ("agreements:\n- {id: a, id: b}\n", "a.yaml:2:11: the field 'id' occurs twice"),
        ('title: {en: "x", fr: "\\ud800"}\n', "a.yaml:1: half a character"),
        ('note: x\ninstitutions:\n- {name: "\\ud800", id: a}\n', "a.yaml:3: half a character"),
        (
            'institutions:\n- {name: "\\ud800", id: a}\n- {id: b, name: B}\nnote: x\n',
            "a.yaml:2: half a character",
        ),
        ("institutions: [{id: a, name: A, kind: agency, part_of: 1x}]\n", "a.yaml:1:56: "),
    ],
)
def test_a_slip_in_yaml_is_named_with_line_and_column(tmp_path, text, line):
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    assert any(found.startswith(line) for found in said_of(path)), said_of(path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"institutions": [1,]}', "a.json:1:21: syntax error: Expecting value"),
        ('{"title": "x",\n "title": "y"}', "a.json:2:2: the field 'title' occurs twice"),
        ('{"institutions": [\n  {"id": "a", "id": "b"}]}', "a.json:2:15: the field 'id' occurs twice"),
        ('{"title": 3}', "a.json:1:11: "),
        ('{"titel": "x", "places": []}', "a.json:1:1: not a dossier"),
        ('{"titel": "x", "agreements": []}', "a.json:1:2: titel: unknown field 'titel'; did you mean 'title'?"),
        ('{"agreements": [ {"id" : "a" , "name": "A", "kind": "treaty", "status": "sgned"}]}',
         "a.json:1:73: agreements[0].status: unknown word 'sgned'; did you mean 'signed'?"),
        ('{"title": ' + "[" * 100_000, "a.json: "),
        ('{"title": ' + "9" * 5000 + "}", "a.json: syntax error: Exceeds the limit (4300 digits)"),
    ],
)  # fmt: skip
def test_a_slip_in_json_is_named_with_line_and_column(tmp_path, text, line):
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    assert any(found.startswith(line) for found in said_of(path)), said_of(path)


@pytest.mark.parametrize(
    ("tables", "line"),
    [
        (
            {"institutions": "id,name,kind\nafd,AFD,agency,9\n"},
            "institutions.csv:2:4: the row has 4 cells, the header 3",
        ),
        ({"institution": "id\n"}, "institution.csv: unknown table 'institution'; did you mean 'institutions'?"),
        ({"institutions": "id,name,kind\n,AFD,agency\n"}, "institutions.csv:2:1: id: 'id' is missing"),
        ({"institutions": "id,nam,kind\na,AFD,agency\n"}, "institutions.csv:1:2: nam: unknown column 'nam'; did you mean 'name'?"),
        ({"institutions": "id,name\na,AFD\n"}, "institutions.csv:1: the column 'kind' is missing"),
        ({"institutions": "id,name,name,kind\na,A,A,agency\n"}, "institutions.csv:1:3: "),
        (
            {"sources": "id,title\ns,S\n", "evidence": "reference,source\ne1,s\n",
             "institutions": "id,name,kind,evidence\na,A,agency,e2\n"},
            "institutions.csv:2:4: ",
        ),
        ({"evidence": "reference,source\n,s\n"}, "evidence.csv:2:1: reference: 'reference' is missing"),
        ({"institutions": "id,name,kind\na,A,agency\n", "parties": "institution\na\n"},
         "parties.csv:1: the column 'agreement' is missing"),
        ({"institutions": "id,name,kind\na,A,agency\n", "links": "item,relation,to\na,amends,a\n"},
         "links.csv:2:2: "),
        ({"institutions": "id,name,kind\na,A,agency\n", "links": "item,relation,to\na,,a\n"},
         "links.csv:2:2: relation: 'relation' is missing"),
    ],
)  # fmt: skip
def test_a_slip_in_a_folder_of_tables_is_named_with_file_line_and_column(tmp_path, tables, line):
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text)
    assert any(found.startswith(line) for found in said_of(tmp_path)), said_of(tmp_path)


def test_a_short_record_stands_on_a_line_and_a_long_one_on_several():
    short, long = {"id": "a", "name": "A", "kind": "agency"}, "x" * 50
    dossier = cg.Dossier.model_validate(
        {
            "title": {"en": "T", "fr": "U"},
            "institutions": [short, {**short, "id": "b", "name": {"en": long, "fr": long}}],
        }
    )
    assert yaml.dump(dossier).splitlines()[1:] == [
        "title:",
        "  en: T",
        "  fr: U",
        "institutions:",
        "  - {id: a, name: A, kind: agency}",
        "  - id: b",
        "    name:",
        f"      en: {long}",
        f"      fr: {long}",
        "    kind: agency",
    ]
