import io
import sys
import time

import coopgraph as cg
from coopgraph._base.progress import tracked

module = sys.modules["coopgraph._base.progress"]


def slow(count):
    for n in range(count):
        time.sleep(0.002)
        yield n


def test_nobody_who_did_not_ask_is_told(capsys):
    assert list(tracked(slow(5), "progress-rows", 5)) == [0, 1, 2, 3, 4]
    assert capsys.readouterr() == ("", "")


def test_a_long_computation_tells_how_far_it_is_and_wipes_its_line(monkeypatch):
    monkeypatch.setattr(module, "_AFTER", 0.0)
    monkeypatch.setattr(module, "_EVERY", 0.0)
    stream = io.StringIO()
    with cg.progress(stream, lang="fr"):
        assert list(tracked(slow(30), "progress-rows", 30)) == list(range(30))
    told = stream.getvalue()
    assert "29 lignes sur 30" in told
    assert told.endswith("\r")


def test_a_short_computation_tells_nothing():
    stream = io.StringIO()
    with cg.progress(stream):
        list(tracked(slow(3), "progress-rows", 3))
    assert stream.getvalue() == ""


def test_reading_large_tables_is_watched(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_AFTER", 0.0)
    monkeypatch.setattr(module, "_EVERY", 0.0)
    cg.write(cg.example(), tmp_path / "tables")
    stream = io.StringIO()
    with cg.progress(stream):
        cg.salvage(tmp_path / "tables")
    assert "rows read" in stream.getvalue()


def test_so_is_reading_tables_by_a_mapping(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_AFTER", 0.0)
    monkeypatch.setattr(module, "_EVERY", 0.0)
    (tmp_path / "t.csv").write_text("Id\n" + "".join(f"a{n}\n" for n in range(50)))
    columns = "{id: Id, name: Id, kind: {constant: state}}"
    (tmp_path / "m.yaml").write_text(
        f"tables:\n- {{file: t.csv, records: institutions, columns: {columns}}}\n"
    )
    stream = io.StringIO()
    with cg.progress(stream):
        cg.read(tmp_path, mapping=tmp_path / "m.yaml")
    assert "rows read" in stream.getvalue()
