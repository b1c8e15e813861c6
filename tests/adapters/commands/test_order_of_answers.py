"""Which of several answers is the later one, and what `delivery receive` says before and after it writes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.model.answers import MOST_WORDS
from tests.adapters.repositories import Outcome, run
from tests.answer_sheets import Said, answers, saved, sheet
from tests.sign_offs import SLUG, issued_repository, keys

__all__ = ["issued_repository"]
PERSON, SOW, WITNESS = "carl-lead", "sow-provisioning", "wanda-witness"
WHO = ("--recorded-by", "pat-worker", "--witnessed-by", WITNESS)
COMMENT = "comment:sow-provisioning"


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two statements of work, issued on 20 November, on the 24th."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    return Path(shutil.copytree(issued_repository, tmp_path / "repository"))


def answered(root: Path, folder: Path, said: dict[str, Said], made: str) -> Path:
    """The file of a sheet that asked for both signatures, saved on a day."""
    name = f"{made}-{'-'.join(str(value[0]) for value in said.values())}.json"
    asked = sheet(signing_context(root, SLUG), PERSON)
    return saved(folder, answers(asked, PERSON, said, project=SLUG, made=made), name)


def receive(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str | Path) -> Outcome:
    """Take a file in."""
    return run(capsys, "-C", root, "receive", *arguments)


def records(root: Path) -> list[dict[str, Any]]:
    """What was recorded."""
    folder = root / "projects" / SLUG / "sign-offs"
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def test_the_commands_and_the_message_say_what_is_written_and_how(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Run as it is printed the command does what was shown; what was not taken stands in no message of a commit."""
    path = answered(root, tmp_path, {SOW: ("yes", ""), COMMENT: ("text", "Too short.")}, "2026-11-24")

    shown = receive(capsys, root, path, *WHO)
    assert f"To write these changes: delivery receive {path} {' '.join(WHO)} --yes" in shown.out

    lacking = receive(capsys, root, path, "--yes").out
    _, _, message = lacking.partition("Commit it, with this message")
    assert "waits      provisioning r1: accepted" in lacking
    assert "Too short." in message
    assert "accepted" not in message


def test_an_old_answer_that_comes_late_is_no_newer_word(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The day of the answer is in the record, and a no of the 23rd stands against a yes of the 22nd."""
    no = answered(root, tmp_path, {SOW: ("no", "The prices are wrong.")}, "2026-11-23")
    yes = answered(root, tmp_path, {SOW: ("yes", "")}, "2026-11-22")
    assert receive(capsys, root, no, "--yes", *WHO).code == 0

    late = receive(capsys, root, yes, "--yes", *WHO)

    assert late.code == 1
    assert re.search(r"it is of 2026-11-22, and carl-lead said later, on 2026-11-23: rejected, in the record", late.out)
    (record,) = records(root)
    assert (record["meaning"], record["evidence"]["answered"]) == ("rejected", "2026-11-23")


def test_an_answer_is_no_older_than_what_was_issued(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nobody answers about a revision that was not there."""
    told = receive(capsys, root, answered(root, tmp_path, {SOW: ("yes", "")}, "2026-11-19"), "--yes", *WHO)

    assert told.code == 1
    assert "it is dated 2026-11-19, and revision 1 was issued on 2026-11-20" in told.out
    assert not records(root)


def test_what_an_answer_takes_the_place_of_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And once both are attested, the one of the later day stands."""
    yes = answered(root, tmp_path, {SOW: ("yes", "")}, "2026-11-22")
    no = answered(root, tmp_path, {SOW: ("no", "After all not.")}, "2026-11-23")
    receive(capsys, root, yes, "--yes", *WHO)

    told = receive(capsys, root, no, "--yes", *WHO)

    assert re.search(r"takes the place of [0-9a-f]{12}, accepted on 2026-11-22", told.out)
    digests = ",".join(path.stem[:12] for path in (root / "projects" / SLUG / "sign-offs").glob("*.json"))
    attested = ("--attest", digests, "--person", WITNESS, "--key", keys()[WITNESS])
    assert run(capsys, "-C", root, "sign", SLUG, *attested).out.count(f"attested by {WITNESS}") == 2
    (document,) = (found for found in signing_context(root, SLUG).status.documents if found.page == SOW)
    assert [said.text for said in document.rejections] == ["Rejected by {name} on {date}: {reason}"]


def test_as_many_letters_as_a_sheet_takes_are_taken_in(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One limit for the sheet, its file, and, with who says it about what, what is written of it."""
    schemas = load_schemas()
    asked = sheet(signing_context(root, SLUG), PERSON)
    assert f'maxlength="{MOST_WORDS}"' in asked
    assert schemas.schemas["answers"]["$defs"]["answer"]["properties"]["text"]["maxLength"] == MOST_WORDS

    told = receive(capsys, root, answered(root, tmp_path, {COMMENT: ("text", "ü" * MOST_WORDS)}, "2026-11-24"), "--yes")

    assert told.code == 0, told.out + told.err
    (point,) = signing_context(root, SLUG).view.project.open_points
    assert point.question.endswith("ü" * MOST_WORDS)
