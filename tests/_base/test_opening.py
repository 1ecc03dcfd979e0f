"""Every file is opened in one place, and nothing but a regular file is."""

import os
import threading

import pytest

import coopgraph as cg
from coopgraph._base import opening
from coopgraph.io.read import csv

NAMES = ["a.yaml", "a.json", "a.xlsx", "a.xml", "a.txt", "a.docx", "a.pdf", "a.parquet", "a.sqlite",
         "a.duckdb"]  # fmt: skip


def read(path):
    """By whatever reads files of that name."""
    if path.suffix in {".txt", ".docx", ".pdf"}:
        return cg.read_report(path)
    if path.suffix in {".parquet", ".sqlite", ".duckdb"}:
        return cg.read_relations(path).close()
    return cg.read(path)


def pipe(path):
    os.mkfifo(path)


def link_to_a_pipe(path):
    pipe(path.with_name("pipe"))
    path.symlink_to("pipe")


def link_to_a_device(path):
    path.symlink_to("/dev/zero")


def folder(path):
    path.mkdir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("made", [pipe, link_to_a_pipe, link_to_a_device, folder])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path, made, name):
    """A pipe would be waited for, a device would never end."""
    made(tmp_path / name)
    caught = []

    def attempt():
        try:
            read(tmp_path / name)
        except Exception as error:  # noqa: BLE001 - looked at below
            caught.append(error)

    reading = threading.Thread(target=attempt, daemon=True)
    reading.start()
    reading.join(20)
    assert caught
    # A folder is read as one of tables: here there are none in it.
    kinds = (OSError, cg.DossierError) if made is folder else OSError
    assert isinstance(caught[0], kinds)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("made", [pipe, link_to_a_pipe, link_to_a_device, folder])
def test_a_folder_of_tables_holds_regular_files(tmp_path, made):
    (tmp_path / "institutions.csv").write_text("id,name,kind\nafd,AFD,agency\n")
    made(tmp_path / "agreements.csv")
    with pytest.raises((OSError, cg.DossierError)):
        cg.read(tmp_path)


def test_links_out_of_a_folder_of_tables_are_refused(tmp_path):
    """A link within the folder is not."""
    inside, outside = tmp_path / "inside", tmp_path / "outside.csv"
    inside.mkdir()
    outside.write_text("id,name,kind\nafd,AFD,agency\n")
    (inside / "institutions.csv").symlink_to(outside)
    with pytest.raises(cg.DossierError) as caught:
        cg.read(inside)
    assert [problem.code for problem in caught.value.problems] == ["file-outside"]
    outside.rename(inside / "#institutions.txt")
    (inside / "institutions.csv").unlink()
    (inside / "institutions.csv").symlink_to("#institutions.txt")
    assert [one.id for one in cg.read(inside).institutions] == ["afd"]


def test_tables_of_a_folder_have_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(csv, "LIMIT_MB", 1)
    (tmp_path / "institutions.csv").write_bytes(b"id,name,kind\n" + b"afd,AFD,agency\n" * 70_000)
    with pytest.raises(cg.DossierError, match="too much to be read as CSV"):
        cg.read(tmp_path)


def test_a_file_that_grows_while_it_is_read_has_a_limit(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_bytes(b" " * 1_000_001)
    found = path.stat()
    size = os.stat_result([*found[:6], 0, *found[7:]])
    monkeypatch.setattr(opening.os, "fstat", lambda _: size)
    with pytest.raises(cg.DossierError, match="2 MB is too much"):
        opening.file_bytes(path, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_texts_are_decoded_by_one_rule(tmp_path, name, encoding):
    text = '{"institutions": [{"id": "afd", "name": "Agence française", "kind": "agency"}]}'
    (tmp_path / name).write_bytes(text.encode(encoding))
    assert str(cg.read(tmp_path / name).institutions[0].name) == "Agence française"
