"""Names, roles, a title and white space may change after a document was signed; what was signed may not."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.model.sign_off import Meaning, sealed
from tests.adapters.repositories import replace, run
from tests.sign_offs import Said, issued_repository, record, sign, write

__all__ = ["issued_repository"]
PROJECT, SOW = "projects/mail/project.yml", "projects/mail/sow/provisioning.yml"
ISSUED = "projects/mail/issued/sow-provisioning-r1"


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose statement of work both sides signed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    made = Path(shutil.copytree(issued_repository, tmp_path / "repository"))
    sign(made, Said("carl-lead", key="carl-lead", time="2026-11-20T10:00:00Z"))
    sign(made, Said("vera-lead", meaning=Meaning.APPROVED, key="vera-lead", time="2026-11-20T11:00:00Z"))
    return made


def proof(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What verify says of the statement of work."""
    tree = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)
    found: dict[str, Any] = next(
        document for document in tree["projects"][0]["documents"] if document["topic"] == "provisioning"
    )
    return found


AROUND: dict[str, tuple[str, str, str]] = {
    "a name": (PROJECT, "Carl Lead", "Carl Married"),
    "the name of the other side": (PROJECT, "Vera Lead", "Dr. Vera Lead"),
    "a role": (PROJECT, 'name: "Carl Lead", role: project lead', 'name: "Carl Lead", role: managing director'),
    "the title of the project": (PROJECT, "Mail platform", "Mail and calendar platform"),
    "somebody left": (PROJECT, 'name: "Carl Lead",', 'name: "Carl Lead", until: 2026-11-20,'),
    "a doubled space in what is delivered": (SOW, "Two nodes, connected", "Two  nodes, connected"),
    "a space at the end": (SOW, "mail servers.", "mail servers. "),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", AROUND)
def test_facts_around_what_was_signed_may_change(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The signatures count as before, and check has nothing to say."""
    file, old, new = AROUND[name]
    assert proof(root, capsys)["state"] == "current"

    replace(root / file, old, new)

    assert (proof(root, capsys)["state"], proof(root, capsys)["missing"]) == ("current", [])
    outcome = run(capsys, "-C", root, "check")
    assert (outcome.code, "error" in outcome.out) == (0, False), outcome.out


def test_a_word_that_was_signed_may_not(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another number beside the same spaces is a change."""
    replace(root / SOW, "Two nodes, connected", "Three nodes, connected")

    assert proof(root, capsys)["state"] == "stale"
    assert run(capsys, "-C", root, "check").code == 1


def test_another_name_of_a_party_is_a_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says with whom the contract is."""
    replace(root / PROJECT, 'name: "Invented Networks"', 'name: "Invented Networks Ltd"')

    assert proof(root, capsys)["state"] == "stale"


def test_who_left_is_asked_for_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only who is still there is named as somebody who can sign."""
    shutil.rmtree(root / "projects/mail/sign-offs")
    replace(root / PROJECT, 'name: "Carl Lead",', 'name: "Carl Lead", until: 2026-11-20,')

    assert [item["people"] for item in proof(root, capsys)["missing"]] == [["vera-lead"], ["olga-other"]]


def records(root: Path) -> list[Path]:
    """The records, that of the customer first."""
    found = (root / "projects/mail/sign-offs").glob("*.json")
    return sorted(found, key=lambda path: "carl-lead" not in path.read_text("utf-8"))


def change_content(root: Path) -> None:
    """A number in what was issued."""
    replace(root / ISSUED / "content.json", "Two nodes", "Nine nodes")


def take_out(root: Path) -> None:
    """The record of the customer, which the other one follows."""
    records(root)[0].unlink()


def damage(root: Path) -> None:
    """A record that is none any more."""
    path = records(root)[0]
    path.write_bytes(path.read_bytes()[:-20])


def forge(root: Path) -> None:
    """A record that proves nothing, beside the good ones."""
    good = record(root, Said("olga-other", time="2026-11-20T12:00:00Z"))
    write(root, sealed(dataclasses.replace(good, meaning=Meaning.REJECTED)))


TAMPERED: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a number in the content": (change_content, "changed", "was changed after it was issued"),
    "the first record": (take_out, "missing", "is gone: restore it from version control"),
    "a damaged record": (damage, "missing", "is damaged: restore it from version control"),
    "a forged record beside good ones": (forge, "refused", "does not count and is an error of delivery check"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_nothing_is_current_beside_an_error(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The row says what was touched, and no repair takes evidence away."""
    spoil, state, said = TAMPERED[name]
    spoil(root)

    found = proof(root, capsys)
    assert found["state"] == state
    assert any(said in change for change in found["changes"]), found["changes"]
    outcome = run(capsys, "-C", root, "verify", "--require")
    assert outcome.code == 1
    for repair in outcome.err.split("Repair: ")[1:]:
        assert not any(word in repair.lower() for word in ("delete", "take the file out", "remove"))
