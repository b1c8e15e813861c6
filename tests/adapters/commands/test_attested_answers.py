"""Answers about deliverables that were taken in: they count once another person attests them, and not before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.workspace.signing_context import CONSEQUENCES, signing_context
from delivery_wiki.calculations.signing.attested_attempts import ToldAttempt, told_attempts
from delivery_wiki.calculations.verification.audit_selection import select_for_audit
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.status import CriterionState
from delivery_wiki.pages.audit.audit_bundle import bundle_texts
from delivery_wiki.pages.documents.sow_answers import answers_given
from delivery_wiki.pages.render.tree_text import block_lines
from tests.adapters.commands.test_command_review import git
from tests.adapters.repositories import ROOT, Outcome, run
from tests.answer_sheets import answers, places, saved, sheet
from tests.reviews import github, github_review
from tests.sign_offs import keys, public_key, with_key

NORTH = "northern-lights"
BY = ("--recorded-by", "petra-beispiel")
WITNESS = "ines-invented"


@pytest.fixture
def north(tmp_path: Path) -> Path:
    """A shipped project in its acceptance, with a witness who has a key, and the key of its pipeline."""
    root = tmp_path / "north"
    shutil.copytree(ROOT / "projects" / NORTH, root / "projects" / NORTH)
    file = root / "projects" / NORTH / "project.yml"
    text = with_key(file.read_text("utf-8"), WITNESS, "wanda-witness")
    text = text.replace("people:\n", f'witnesses:\n  - {{id: pipeline, key: "{public_key("pipeline")}"}}\npeople:\n', 1)
    file.write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    return root


def taken_in(
    capsys: pytest.CaptureFixture[str], root: Path, folder: Path, more: tuple[str, ...] = BY, made: str = "2026-11-24"
) -> Outcome:
    """The project lead of the customer accepts one deliverable and refuses another."""
    context = signing_context(root, NORTH)
    said: dict[str, Any] = {"DEL-2": ("yes", ""), "DEL-3": ("no", "Wave 3 lost 14 appointments.")}
    text = answers(sheet(context, "astrid-anywhere"), "astrid-anywhere", said, project=NORTH, made=made)
    return run(capsys, "-C", root, "receive", saved(folder, text), "--yes", *more)


def received(root: Path) -> dict[str, ToldAttempt]:
    """The newest answer about each deliverable that somebody took in."""
    project = signing_context(root, NORTH, besides=CONSEQUENCES).view.project
    return {told.deliverable.id: told for told in told_attempts(project) if told.attempt.recorded_by}


def attest(capsys: pytest.CaptureFixture[str], root: Path, digest: str, person: str = WITNESS) -> Outcome:
    """Somebody attests an answer with the key of the witness."""
    who = ("--person", person, "--key", keys()["wanda-witness"])
    return run(capsys, "-C", root, "sign", NORTH, "--attest", digest, *who)


def is_open(root: Path, id: str) -> bool:
    """Whether a deliverable waits for somebody to attest what was answered about it."""
    context = signing_context(root, NORTH)
    return any(owed.kind == "attestation" and owed.id == id for owed in context.status.owed)


def shown(root: Path) -> str:
    """What stands above the statements of work."""
    context = signing_context(root, NORTH)
    return " ".join(line for sow in context.view.project.sows for line in block_lines(answers_given(context, sow)))


def proof(capsys: pytest.CaptureFixture[str], root: Path) -> dict[str, str]:
    """What `verify` says of the newest answer about each deliverable."""
    tree = json.loads(run(capsys, "-C", root, "verify", NORTH, "--format", "json").out)
    return {answer["deliverable"]: answer["proof"] for answer in tree["projects"][0]["answers"]}


def test_an_answer_that_was_received_counts_for_nothing(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Neither the acceptance nor the refusal; whoever leads the vendor's side has to see to it."""
    told = taken_in(capsys, north, tmp_path)

    assert told.code == 0, told.out + told.err
    for id, answer in received(north).items():
        assert not answer.attempt.counts
        assert answer.deliverable.attempt_on(answer.attempt.date) is None
        assert is_open(north, id)
    digests = ",".join(received(north)[id].digest[:12] for id in ("DEL-2", "DEL-3"))
    assert f"  delivery sign {NORTH} --attest {digests} --person ID --key ~/.ssh/id_ed25519" in told.out
    assert {"DEL-2": "received", "DEL-3": "received"}.items() <= proof(capsys, north).items()
    assert "accepted: received, to be attested" in shown(north)
    assert "refused 1 of at most" not in shown(north)


def test_an_attested_answer_counts(north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The counts and clocks of the clause follow, and nothing waits any more."""
    taken_in(capsys, north, tmp_path)
    both = ",".join(answer.digest[:12] for answer in received(north).values())
    told = attest(capsys, north, both)
    assert (told.code, told.out.count(f"attested by {WITNESS}")) == (0, 2), told.out

    found = received(north)
    assert {id: answer.attempt.attested_by for id, answer in found.items()} == {"DEL-2": WITNESS, "DEL-3": WITNESS}
    assert not is_open(north, "DEL-2")
    assert proof(capsys, north)["DEL-3"] == "attested"
    text = shown(north)
    assert "received by Petra Beispiel, attested by Ines Invented on " in text
    assert "DEL-3: refused 1 of at most 2 times" in text
    assert "DEL-3: to be remedied until " in text


@pytest.mark.slow
def test_what_was_refused_is_the_vendors_to_remedy(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Until the day of the clause; the customer is asked again once it was presented again."""
    taken_in(capsys, north, tmp_path)
    attest(capsys, north, ",".join(answer.digest for answer in received(north).values()))

    context = signing_context(north, NORTH)
    (owed,) = (owed for owed in context.status.owed if owed.id == "DEL-3")
    assert (owed.kind, owed.party, owed.due) == ("remedy", PartyKind.VENDOR, dt.date(2026, 12, 8))
    assert "DEL-3" not in places(sheet(context, "astrid-anywhere"))
    assert "DEL-3: to be remedied until Tue 8 Dec 2026" in shown(north)
    (criterion,) = (
        criterion
        for gate in context.status.gates
        for criterion in gate.criteria
        if criterion.about == "DEL-3" and criterion.state is not CriterionState.MET
    )
    assert (criterion.party, criterion.due) == (PartyKind.VENDOR, dt.date(2026, 12, 8))

    for file in (north / "projects" / NORTH / "sow").glob("*.yml"):
        text = file.read_text("utf-8").replace(
            "recorded_by: petra-beispiel}", "recorded_by: petra-beispiel, remedied: 2026-11-25}"
        )
        file.write_text(text, encoding="utf-8")
    again = signing_context(north, NORTH)
    assert "DEL-3" in places(sheet(again, "astrid-anywhere"))
    assert {owed.kind for owed in again.status.owed if owed.id == "DEL-3"} == {"deliverable"}
    assert "to be remedied" not in shown(north)
    assert "presented again on 25 Nov 2026" in shown(north)
    assert received(north)["DEL-3"].attempt.counts


@pytest.mark.slow
def test_a_second_attestation_of_one_person_writes_nothing(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And says so; it is no fault."""
    taken_in(capsys, north, tmp_path)
    digest = received(north)["DEL-2"].digest
    attest(capsys, north, digest)
    folder = north / "projects" / NORTH / "sign-offs"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    again = attest(capsys, north, digest)

    assert (again.code, again.err) == (0, "")
    assert "already. Nothing to write." in again.out
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.slow
def test_an_auditor_gets_each_answer_with_who_attested_it(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """By the digest of its bytes, which the attestation names; and the people that it names are in the roster."""
    taken_in(capsys, north, tmp_path)
    answer = received(north)["DEL-2"]
    attest(capsys, north, answer.digest)

    texts = bundle_texts(select_for_audit(signing_context(north, NORTH, besides=CONSEQUENCES).view))

    said = texts[f"answers/{answer.digest}.json"]
    assert hashlib.sha256(said).hexdigest() == answer.digest
    assert json.loads(said)["outcome"] == "accepted"
    assert json.loads(texts[f"sign-offs/witness/{answer.digest}.{WITNESS}.json"])["record"] == answer.digest
    people = {person["id"] for person in json.loads(texts["roster.json"])["people"]}
    assert {"astrid-anywhere", "petra-beispiel", WITNESS} <= people
    assert b"(cd answers && for file in *.json" in texts["README.md"]


@pytest.mark.slow
def test_nobody_attests_what_they_said_or_took_in(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Three people; and a key that is not in the roster attests nothing."""
    taken_in(capsys, north, tmp_path)
    digest = received(north)["DEL-2"].digest

    for person in ("astrid-anywhere", "petra-beispiel"):
        told = attest(capsys, north, digest, person)
        assert told.code == 1
        assert "somebody else attests that" in told.out
    told = attest(capsys, north, digest, "max-mustermann")
    assert told.code == 1
    assert "the key is none of max-mustermann" in told.out
    assert not received(north)["DEL-2"].attempt.counts


@pytest.mark.slow
def test_what_was_attested_is_not_changed_afterwards(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Another outcome, reason or person is another answer, and the attestation misses its own."""
    taken_in(capsys, north, tmp_path)
    attest(capsys, north, received(north)["DEL-3"].digest)
    for file in (north / "projects" / NORTH / "sow").glob("*.yml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("Wave 3 lost 14", "Wave 3 lost 1"), encoding="utf-8")

    assert not received(north)["DEL-3"].attempt.counts
    told = run(capsys, "-C", north, "check", NORTH)
    assert "error[sign-off-missing]" in told.out + told.err
    assert "is gone or changed; a witness has attested it" in told.out + told.err


@pytest.mark.slow
def test_an_approval_that_the_pipeline_saw_attests_as_well(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Of another person; without one the pipeline attests nothing, for it has seen nobody's word."""
    taken_in(capsys, north, tmp_path)
    pipeline = ("sign", NORTH, "--witness", "pipeline", "--key", keys()["pipeline"])

    told = run(capsys, "-C", north, *pipeline)
    assert told.out.count("no other person of the project approved it") == 2
    run(capsys, "-C", north, *pipeline, "--approved-by", "petra-beispiel")
    assert not received(north)["DEL-2"].attempt.counts
    run(capsys, "-C", north, *pipeline, "--approved-by", "otto-probe")
    assert received(north)["DEL-2"].attempt.attested_by == "otto-probe"


@pytest.mark.slow
def test_who_approved_the_pull_request_attests_what_it_brought(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """As the forge says it, in the pipeline; what was taken in before is approved by nobody in it."""
    git(north, "add", "-A")
    git(north, "commit", "-q", "-m", "Before")
    base = git(north, "rev-parse", "HEAD")
    taken_in(capsys, north, tmp_path)
    git(north, "add", "-A")
    git(north, "commit", "-q", "-m", "Answers")
    head = git(north, "rev-parse", "HEAD")
    pipeline = ("--witness", "pipeline", "--key", keys()["pipeline"])

    def approved(login: str, since: str) -> str:
        path = tmp_path / "reviews.json"
        path.write_text(json.dumps(github(head, head, github_review(login, head))), encoding="utf-8")
        command = ("sign", "--from-review", path, "--forge", "github", "--base", since)
        return run(capsys, "-C", north, *command, *pipeline).out

    assert approved("petra-beispiel", base).count("no other person of the project approved it") == 2
    assert "attested" not in approved("max-mustermann", head)
    assert not received(north)["DEL-2"].attempt.counts
    assert approved("max-mustermann", base).count("attested by pipeline") == 2
    assert received(north)["DEL-3"].attempt.attested_by == "max-mustermann"
    assert "attested" not in approved("max-mustermann", base)


@pytest.mark.slow
def test_an_answer_that_nobody_takes_in_is_left(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And so is one that its own sender takes in; git tells who it is where nobody is named."""
    unknown = taken_in(capsys, north, tmp_path, ()).out
    assert "  waits      DEL-2: yes" in unknown
    assert "--recorded-by ID --witnessed-by ID --yes" in unknown
    own = ("--recorded-by", "astrid-anywhere")
    assert "does not take in what they said themselves" in taken_in(capsys, north, tmp_path, own).out
    assert not received(north)

    address = ("config", "user.email", "Otto.Probe@groupware.example")
    subprocess.run(["git", "-C", str(north), *address], check=True)
    taken_in(capsys, north, tmp_path, ())
    assert received(north)["DEL-2"].attempt.recorded_by == "otto-probe"


def test_what_the_team_wrote_itself_is_told_as_noted(north: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It counts as before, and nobody takes it for a proof."""
    assert proof(capsys, north)["DEL-5"] == "noted"
    assert "noted by the team" in shown(north)
    told = run(capsys, "-C", north, "verify", NORTH)
    assert "written by the team, proved by no record" in told.out


@pytest.mark.slow
def test_what_follows_from_an_answer_follows_once_it_is_attested(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A certificate dated before the acceptance in it is for the team to mend; nobody is kept from attesting."""
    told = taken_in(capsys, north, tmp_path, made="2026-11-26")
    assert told.code == 0
    assert "younger-than-revision" not in told.err

    for answer in received(north).values():
        attested = attest(capsys, north, answer.digest)
        assert attested.code == 0
    assert "It counts, and this follows from it" in attested.out
    assert "Set revised to 2026-11-26 or later" in attested.out
    told = run(capsys, "-C", north, "check", NORTH)
    assert "error[younger-than-revision]" in told.out + told.err
