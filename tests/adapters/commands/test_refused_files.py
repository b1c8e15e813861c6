"""What is refused says what to do instead: ask again, take the mail in own words, or save a file."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from tests.adapters.repositories import ROOT, run
from tests.answer_sheets import answers, saved, sheet

SLUG = "northern-lights"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one shipped project."""
    shutil.copytree(ROOT / "projects" / SLUG, tmp_path / "repository" / "projects" / SLUG)
    return tmp_path / "repository"


def test_nobody_is_told_to_edit_what_somebody_said(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A file that was changed is asked for again, not mended by who takes it in."""
    asked = sheet(signing_context(root, SLUG), "astrid-anywhere")
    text = answers(asked, "astrid-anywhere", {"DEL-3": ("yes", "")}, project=SLUG)
    path = saved(tmp_path, json.dumps(json.loads(text) | {"witnessed_by": "ines-invented"}))

    told = run(capsys, "-C", root, "receive", path, "--yes")

    assert told.code == 1
    assert "the key 'witnessed_by' is not known here" in told.err
    assert "Ask them to save it on their sheet again" in told.err
    assert "Delete" not in told.err


def test_a_mail_in_own_words_says_how_it_is_taken_in(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A file of a sheet has no such way."""
    mail = saved(tmp_path, "From: a@body.example\nSubject: Re\n\nI accept the report.\n", "own.eml")
    told = run(capsys, "-C", root, "receive", mail)
    assert f"In own words? delivery receive {mail} --project SLUG" in told.err
    assert "In own words?" not in run(capsys, "-C", root, "receive", saved(tmp_path, '{"format": ')).err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipe has a name here")
def test_what_nobody_saved_is_not_waited_for(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A pipe that nobody writes to would keep the command for ever."""
    pipe = tmp_path / "answers.json"
    os.mkfifo(pipe)
    day = ("--answered", "2026-11-26")

    assert "it is no file that somebody saved" in run(capsys, "-C", root, "receive", pipe).err
    mail = saved(tmp_path, "From: a@body.example\n\nHi.\n", "own.eml")
    assert "it is no file that somebody saved" in run(capsys, "-C", root, "receive", mail, "--paper", pipe, *day).err


def test_the_reason_of_a_refusal_stands_on_a_line_of_its_own(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Below what it refuses."""
    asked = sheet(signing_context(root, SLUG), "astrid-anywhere")
    said = {"requirements-checklist": ("yes", "")}
    path = saved(tmp_path, answers(asked, "astrid-anywhere", said, project=SLUG, made="2026-11-20"))

    who = ("--recorded-by", "petra-beispiel", "--witnessed-by", "ines-invented")
    told = run(capsys, "-C", root, "receive", path, *who)

    lines = told.out.splitlines()
    (at,) = (number for number, line in enumerate(lines) if "not taken  Requirements Checklist r5" in line)
    assert lines[at].endswith("accepted")
    assert lines[at + 1].strip().startswith("it is dated 2026-11-20")
