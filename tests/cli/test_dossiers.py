"""The commands that read and write dossiers."""

import json

import jsonschema
import pytest

import coopgraph as cg


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_starter_dossier_validates(run, tmp_path, lang):
    """`new` makes a dossier that `check` accepts, and the schema beside it."""
    assert run("new", "dossier.yaml", "--lang", lang)[0] == 0
    status, out, _ = run("check", "--in", "dossier.yaml", "--lang", lang)
    assert status == 0
    assert ("Lu : dossier.yaml" if lang == "fr" else "Read: dossier.yaml") in out
    schema = json.loads((tmp_path / "coopgraph.schema.json").read_text(encoding="utf-8"))
    data = cg.read(tmp_path / "dossier.yaml").model_dump(mode="json", exclude_defaults=True)
    jsonschema.validate(data, schema)


def test_a_second_dossier_shares_the_schema_file(run, tmp_path):
    assert run("new", "a.yaml")[0] == 0
    assert run("new", "b.yaml")[0] == 0
    assert (tmp_path / "b.yaml").exists()


def test_convert_there_and_back(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    assert run("convert", "a.yaml", "b.json")[0] == 0
    assert run("convert", "b.json", "c.yaml")[0] == 0
    assert cg.read(tmp_path / "c.yaml") == example
    assert run("convert", "a.yaml", "b.json")[0] == 3
    assert run("convert", "a.yaml", "b.json", "--force")[0] == 0


def test_convert_exports_and_lists_what_the_format_cannot_hold(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    code, out, err = run("convert", "a.yaml", "net.gexf", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("Written: net.gexf\n")
    assert "attributes of the graph" in out
    assert "agreements[2].note" in out
    code, out, _ = run("convert", "a.yaml", "net.json", "--format", "kumu")
    assert code == 0
    assert out.startswith("Écrit : net.json\n")
    assert '"elements"' in (tmp_path / "net.json").read_text(encoding="utf-8")


def test_convert_replaces_existing_lists_only_with_force(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    (tmp_path / "net.edges.csv").write_text("mine", encoding="utf-8")
    code, out, err = run("convert", "a.yaml", "net.csv")
    assert (code, out) == (3, "")
    assert "net.edges.csv" in err
    assert not (tmp_path / "net.nodes.csv").exists()
    assert run("convert", "a.yaml", "net.csv", "--force")[0] == 0
    assert (tmp_path / "net.nodes.csv").exists()


def test_convert_lists_the_known_formats(run, tmp_path, example):
    cg.write(example, tmp_path / "a.yaml")
    code, out, err = run("convert", "a.yaml", "b.gexf", "--format", "gephi", "--lang", "en")
    assert (code, out) == (2, "")
    assert "'gephi' is not a known format" in err
    assert "gexf" in err


def test_the_schema_is_printed(run):
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema")[1]))
