"""A relation, a role, a status and a kind take one line each, and are found everywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import coopgraph

ROOT = Path(__file__).parents[1]
PACKAGE = Path(coopgraph.__file__).parent

#: By file: the line before which a line is put, and that line.
LINES = {
    "words/vocabulary.py": [
        (
            "    # fmt: on",
            '    FUNDED_BY = "funded_by", "est financé par", "is funded by", (_A,), (_A,), Need.WHOLE, Term("dcterms:relation")',
        ),
        (
            "    # fmt: on",
            '    GUARANTEES = "guarantees", "garantit", "guarantees", (_I,), (_A,), Need.CONSENT',
        ),
        (
            '    PARTICIPANT = "participant", "participe", "takes part", RoleFamily.JOINS',
            '    MEDIATOR = "mediator", "médiateur", "mediator", RoleFamily.LEADS',
        ),
        (
            '    IN_FORCE = "in_force", "en vigueur", "in force", (_M.SIGNED, _M.IN_FORCE)',
            '    PROVISIONAL = "provisional", "appliqué à titre provisoire|appliquée à titre provisoire", "provisionally applied", (_M.SIGNED,)',
        ),
        (
            '    SCHOOL = "school", "école", "school", "f"',
            '    COURT = "court", "juridiction", "court", "f"',
        ),
    ],
    "records/models.py": [
        ("    implements: tuple[Link, ...] = ()", "    funded_by: tuple[Link, ...] = ()"),
        ("    member_of: tuple[Link, ...] = ()", "    guarantees: tuple[Link, ...] = ()"),
    ],
}


def test_made_up_words_work_in_every_question_format_picture_and_schema(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "coopgraph", ignore=shutil.ignore_patterns("__pycache__"))
    for name, lines in LINES.items():
        path = tmp_path / "coopgraph" / name
        text = path.read_text("utf-8")
        for before, line in lines:
            assert text.count(f"\n{before}\n") == 1
            text = text.replace(f"\n{before}\n", f"\n{line}\n{before}\n")
        path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/made_up.py"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout
