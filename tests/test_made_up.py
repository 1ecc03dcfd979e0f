"""A relation, a role, a status and a kind take one line each, and are found everywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import coopgraph

ROOT = Path(__file__).parents[1]
PACKAGE = Path(coopgraph.__file__).parent

#: By file: the line before which a line is put, and that line.
LINES = {
    "words/relations.py": [
        (
            "    # fmt: on",
            '    FUNDED_BY = "funded_by", N_("is funded by"), N_("would be funded by"), (_A,), (_A,), Need.WHOLE, Term("dcterms:relation")',
        ),
        (
            "    # fmt: on",
            '    GUARANTEES = "guarantees", N_("guarantees"), N_("would guarantee"), (_I,), (_A,), Need.CONSENT',
        ),
    ],
    "words/vocabulary.py": [
        (
            '    PARTICIPANT = "participant", N_("takes part"), RoleFamily.JOINS',
            '    MEDIATOR = "mediator", N_("mediator"), RoleFamily.LEADS',
        ),
        (
            '    IN_FORCE = "in_force", adjective("in force"), (_M.SIGNED, _M.IN_FORCE)',
            '    PROVISIONAL = "provisional", adjective("provisionally applied"), (_M.SIGNED,)',
        ),
        (
            '    VISIT = "visit", noun("visit"), _M.COMPLETED',
            '    FAIR = "fair", noun("fair"), _M.ONGOING',
        ),
        (
            '    SCHOOL = "school", noun("school")',
            '    COURT = "court", noun("court")',
        ),
    ],
    "records/models.py": [
        ("    implements: tuple[Link, ...] = ()", "    funded_by: tuple[Link, ...] = ()"),
        ("    member_of: tuple[Membership, ...] = ()", "    guarantees: tuple[Link, ...] = ()"),
    ],
}

#: What a translator adds: context, English and French.
FRENCH = [
    (None, "is funded by", "est financé par"),
    (None, "guarantees", "garantit"),
    (None, "mediator", "médiateur"),
    (None, "provisionally applied", "appliqué à titre provisoire"),
    ("feminine", "provisionally applied", "appliquée à titre provisoire"),
    (None, "court", "juridiction"),
    ("gender", "court", "f"),
    (None, "fair", "salon"),
    ("gender", "fair", "m"),
]


def translate(locale):
    with (locale / "coopgraph.po").open("rb") as file:
        catalogue = read_po(file)
    for context, english, french in FRENCH:
        catalogue.add(english, french, context=context)
    with (locale / "coopgraph.mo").open("wb") as file:
        write_mo(file, catalogue)


def test_made_up_words_work_in_every_question_format_picture_and_schema(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "coopgraph")
    for name, lines in LINES.items():
        path = tmp_path / "coopgraph" / name
        text = path.read_text("utf-8")
        for before, line in lines:
            assert text.count(f"\n{before}\n") == 1
            text = text.replace(f"\n{before}\n", f"\n{line}\n{before}\n")
        path.write_text(text, "utf-8")
    translate(tmp_path / "coopgraph" / "messages" / "locale" / "fr" / "LC_MESSAGES")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/made_up.py"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout
