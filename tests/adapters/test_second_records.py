"""A second word of the same person over one revision, a word that is not theirs to say, and the step after `sign`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.verification.revision_verification import superseded_by
from tests.adapters.repositories import Outcome, replace, run
from tests.sign_offs import ON, PDF, issued_repository, keys, project
from tests.signed_pdfs import sign_pdf

__all__ = ["issued_repository"]
SOW = ("mail", "sow-provisioning")
BY = ("--recorded-by", "pat-worker", "--witnessed-by", "wanda-witness")
Steps = tuple[tuple[str, ...], ...]


class Desk:
    """Somebody at the command line of a repository of their own."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys, self.count = root, capsys, 0

    def run(self, *arguments: object) -> Outcome:
        """Run the tool."""
        return run(self.capsys, "-C", self.root, *arguments)

    def say(self, meaning: str, way: str = "ssh", person: str = "carl-lead", why: str = "") -> Outcome:
        """Record what somebody says, by key, by returned PDF or by mail; a mail is attested at once."""
        self.count += 1
        given: tuple[object, ...] = ("--conditions", why) if why else ()
        if way == "pdf":
            back = self.root.parent / "signed.pdf"
            back.write_bytes(sign_pdf(PDF))
            given += ("--channel", "pdf", "--file", back)
        elif way == "ssh":
            given += ("--key", keys()[person])
        else:
            given += ("--channel", way, "--reference", f"Mail number {self.count}", *BY)
        outcome = self.run("sign", *SOW, "--person", person, "--meaning", meaning, *given)
        if way in {"mail", "meeting"} and outcome.code == 0:
            assert self.follow(outcome, "wanda-witness").code == 0
        return outcome

    def follow(self, outcome: Outcome, person: str) -> Outcome:
        """Run the command that `sign` printed, with the key of who has to run it."""
        (line,) = [splitline.split() for splitline in outcome.out.splitlines() if splitline.startswith("  delivery ")]
        values = {"FILE": str(keys()[person]), "ID": person}
        return self.run(*(values.get(text, text) for text in line[1:]))

    def counts(self) -> list[tuple[str, str]]:
        """What carl-lead says now, with the proof that stands for it, by each record that nothing superseded."""
        whole = project(self.root)
        judgement = judge_records(whole)
        left = [record for record in judgement.counting if superseded_by(record, whole, judgement, ON) is None]
        return [
            (record.record.meaning.value, record.record.channel.value)
            for record in left
            if record.record.person[0] == "c"
        ]

    def proof(self) -> dict[str, Any]:
        """What verify says of the statement of work."""
        tree = json.loads(self.run("verify", "--format", "json").out)
        found: dict[str, Any] = next(
            document for document in tree["projects"][0]["documents"] if document["topic"] == "provisioning"
        )
        return found

    def records(self) -> list[Path]:
        """The records of the project."""
        return sorted((self.root / "projects/mail/sign-offs").glob("*.json"))


@pytest.fixture
def desk(
    issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A repository of its own for a test, on the day of the examples."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    return Desk(Path(shutil.copytree(issued_repository, tmp_path / "repository")), capsys)


SECOND: dict[str, tuple[Steps, tuple[str, str]]] = {
    "a signed PDF after a mail": ((("accepted", "mail"), ("accepted", "pdf")), ("accepted", "pdf")),
    "a key after a meeting": ((("accepted", "meeting"), ("accepted", "ssh")), ("accepted", "ssh")),
    "a key after a rejection by mail": (
        (("rejected", "mail", "", "No."), ("rejected", "ssh", "", "No.")),
        ("rejected", "ssh"),
    ),
    "conditions that are corrected": (
        (("accepted-with-conditions", "ssh", "", "By May"), ("accepted-with-conditions", "ssh", "", "By June")),
        ("accepted-with-conditions", "ssh"),
    ),
    "conditions that are corrected by a weaker proof": (
        (("accepted-with-conditions", "ssh", "", "By May"), ("accepted-with-conditions", "mail", "", "By June")),
        ("accepted-with-conditions", "mail"),
    ),
    "another reason": (
        (("rejected", "ssh", "", "The price."), ("rejected", "ssh", "", "The date.")),
        ("rejected", "ssh"),
    ),
    "yes after no": ((("rejected", "ssh", "", "No."), ("accepted", "ssh")), ("accepted", "ssh")),
    "no after yes": ((("accepted", "ssh"), ("rejected", "ssh", "", "No.")), ("rejected", "ssh")),
    "a mail that lifts a mail, after a key that was revoked": (
        (("accepted", "ssh"), ("rejected", "mail", "", "No."), ("accepted", "mail")),
        ("accepted", "mail"),
    ),
    "a mail after a no that its own key lifted": (
        (
            ("rejected", "ssh", "", "No."),
            ("accepted", "ssh"),
            ("rejected", "mail", "", "No."),
            ("accepted", "mail"),
        ),
        ("accepted", "mail"),
    ),
    "a signed PDF after a rejection with a key": (
        (("rejected", "ssh", "", "No."), ("accepted", "pdf")),
        ("accepted", "pdf"),
    ),
    "a key after that mail": (
        (("accepted", "mail"), ("withdrawn", "mail", "", "Wrong."), ("accepted", "mail"), ("accepted", "ssh")),
        ("accepted", "ssh"),
    ),
    "taken back after a better proof": (
        (("accepted", "mail"), ("accepted", "ssh"), ("withdrawn", "mail", "", "Wrong.")),
        ("withdrawn", "mail"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SECOND)
def test_a_second_record_is_kept_beside_the_first(name: str, desk: Desk) -> None:
    """Each is recorded and counts as a record; exactly one of them stands, and it is told of the others why not."""
    steps, stands = SECOND[name]
    for step in steps:
        meaning, way, _, why = (*step, "", "")[:4]
        outcome = desk.say(meaning, way, why=why)
        assert outcome.code == 0, outcome.out

    assert len(desk.records()) == len(steps)
    assert desk.counts() == [stands]
    gone = [item["party"] for item in desk.proof()["missing"]]
    assert ("customer" in gone) is (stands[0] in {"withdrawn", "rejected"})
    assert desk.run("check").out.startswith("No findings.")


REPEATED: dict[str, Steps] = {
    "the same proof": (("accepted", "ssh"), ("accepted", "ssh")),
    "a weaker proof": (("accepted", "pdf"), ("accepted", "mail")),
    "a proof as good": (("accepted", "ssh"), ("accepted", "pdf")),
    "the same reason": (("rejected", "ssh", "", "No."), ("rejected", "ssh", "", " No. ")),
    "the same conditions": (
        (("accepted-with-conditions", "ssh", "", "By  May")),
        (("accepted-with-conditions", "mail", "", "By May")),
    ),
    "a second withdrawal": (
        ("accepted", "ssh"),
        ("withdrawn", "ssh", "", "Wrong."),
        ("withdrawn", "ssh", "", "Wrong."),
    ),
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_proves_no_more_is_not_recorded(name: str, desk: Desk) -> None:
    """It says so, and no file is left."""
    *before, again = REPEATED[name]
    for step in before:
        meaning, way, _, why = (*step, "", "")[:4]
        assert desk.say(meaning, way, why=why).code == 0
    meaning, way, _, why = (*again, "", "")[:4]

    outcome = desk.say(meaning, way, why=why)

    assert (outcome.code, len(desk.records())) == (1, len(before))
    assert "carl-lead has already" in outcome.out
    assert "Nothing was recorded." in outcome.out


WEAKER: dict[str, tuple[Steps, tuple[str, str]]] = {
    "a mail after a rejection with a key": (
        (("rejected", "ssh", "", "No."), ("accepted", "mail")),
        ("rejected", "ssh"),
    ),
    "a mail after a withdrawal with a key": (
        (("accepted", "ssh"), ("withdrawn", "ssh", "", "Wrong."), ("accepted", "mail")),
        ("withdrawn", "ssh"),
    ),
    "a rejection with a key that a mail takes back": (
        (("rejected", "ssh", "", "No."), ("withdrawn", "mail", "", "He said so.")),
        ("rejected", "ssh"),
    ),
    "a mail after a mail that only says the no again": (
        (("rejected", "ssh", "", "The price."), ("rejected", "mail", "", "The date."), ("accepted", "meeting")),
        ("rejected", "mail"),
    ),
    "conditions that a mail drops": (
        (("accepted-with-conditions", "pdf", "", "By May"), ("accepted", "mail")),
        ("accepted-with-conditions", "pdf"),
    ),
}


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_proof_never_lifts_a_better_proved_no(name: str, desk: Desk) -> None:
    """What others tell of somebody is not recorded against what that person signed, and nothing moves."""
    (*before, last), stands = WEAKER[name]
    for step in before:
        meaning, way, _, why = (*step, "", "")[:4]
        assert desk.say(meaning, way, why=why).code == 0
    meaning, way, _, why = (*last, "", "")[:4]

    outcome = desk.say(meaning, way, why=why)

    assert (outcome.code, len(desk.records())) == (1, len(before))
    assert "by a better proof, and a weaker one does not lift it" in outcome.out
    assert desk.counts() == [stands]


def test_a_better_proof_of_the_same_word_is_named_by_the_weaker_one(desk: Desk) -> None:
    """The audit trail says which record counts instead of the mail."""
    desk.say("accepted", "mail")
    desk.say("accepted", "ssh")
    whole = project(desk.root)
    judgement = judge_records(whole)

    (mail,) = [record for record in judgement.counting if record.record.channel.value == "mail"]
    (key,) = [record for record in judgement.counting if record.record.channel.value == "ssh"]
    said = superseded_by(mail, whole, judgement, ON)
    assert said is not None
    assert said.text.startswith("A better proof of the same word counts")
    assert dict(said.values)["record"] == key.digest[:12]


UNFITTING: dict[str, tuple[tuple[str, str, str, str], str]] = {
    "the customer approves": (("approved", "ssh", "carl-lead", ""), "signs for the customer, who accepts"),
    "the customer approves by mail": (("approved", "mail", "carl-lead", ""), "signs for the customer, who accepts"),
    "the vendor accepts": (("accepted", "ssh", "vera-lead", ""), "signs for the side vendor, which approves"),
    "the vendor accepts with conditions": (
        ("accepted-with-conditions", "ssh", "vera-lead", "By May"),
        "signs for the side vendor, which approves",
    ),
    "the vendor by silence": (("deemed-accepted", "mail", "vera-lead", ""), "Only a customer accepts by silence"),
    "the customer's own silence": (("deemed-accepted", "ssh", "carl-lead", ""), "Only a customer accepts by silence"),
    "who holds no role of it": (("approved", "ssh", "pat-worker", ""), "signs no document of this kind"),
    "conditions of a plain yes": (("accepted", "ssh", "carl-lead", "If it runs"), "accepted has no conditions"),
    "conditions of an approval": (("approved", "ssh", "vera-lead", "If it runs"), "approved has no conditions"),
    "conditions that are missing": (
        ("accepted-with-conditions", "ssh", "carl-lead", ""),
        "The conditions are missing",
    ),
    "no without a reason": (("rejected", "ssh", "vera-lead", ""), "Who rejects or withdraws says why"),
    "taken back what was never said": (
        ("withdrawn", "ssh", "carl-lead", "Wrong."),
        "carl-lead has said nothing about this revision that could be withdrawn",
    ),
}


@pytest.mark.parametrize("name", UNFITTING)
def test_a_word_that_does_not_fit_is_refused(name: str, desk: Desk) -> None:
    """Side, role, meaning and what is said with it go together, or nothing is recorded."""
    said, reason = UNFITTING[name]

    outcome = desk.say(*said)

    assert (outcome.code, desk.records()) == (1, [])
    assert reason in outcome.out


def test_who_reviewed_has_nothing_to_take_back(desk: Desk) -> None:
    """A review is no word for either side."""
    assert desk.say("reviewed").code == 0

    assert "that could be withdrawn" in desk.say("withdrawn", why="Wrong.").out


@pytest.mark.parametrize("way", ["mail", "meeting", "scan"])
def test_the_next_command_is_printed_and_works(way: str, desk: Desk) -> None:
    """With its values; nobody finds the second step by failing."""
    given: tuple[object, ...] = ("--reference", "Mail of 20 November")
    if way == "scan":
        paper = desk.root.parent / "scan.pdf"
        paper.write_bytes(b"%PDF-1.7\na scan\n%%EOF\n")
        given = ("--file", paper, "--code", code(desk.root))
    person = ("--person", "carl-lead", "--meaning", "accepted", "--channel", way)

    outcome = desk.run("sign", *SOW, *person, *given, *BY)
    assert (outcome.code, desk.proof()["signed"]) == (0, [])
    assert "It does not count yet: wanda-witness has not attested what was recorded." in outcome.out

    assert desk.follow(outcome, "wanda-witness").code == 0
    assert len(desk.proof()["signed"]) == 1


def test_the_witness_of_a_key_with_an_end_is_asked_for_by_command(desk: Desk) -> None:
    """What the pipeline runs stands there too."""
    outcome = desk.say("accepted", person="olga-other")
    assert "A witness of the project attests it, usually the pipeline:" in outcome.out

    assert desk.follow(outcome, "pipeline").code == 0
    assert len(desk.proof()["signed"]) == 1


def test_who_attests_without_a_key_is_told_before(desk: Desk) -> None:
    """It names where the key goes, at once and not after a failed attestation."""
    roster = desk.root / "projects/mail/project.yml"
    text = roster.read_text("utf-8")
    (line,) = [
        splitline
        for splitline in text.splitlines()
        if "keys:" in splitline and text.find(splitline) > text.find("wanda-witness")
    ][:1]
    replace(roster, f",\n{line}", "}")

    outcome = desk.run(
        *("sign", *SOW, "--person", "carl-lead", "--meaning", "accepted"),
        *("--channel", "mail", "--reference", "Mail of 20 November", *BY),
    )

    assert outcome.code == 0
    assert "wanda-witness has no key yet: their public OpenSSH key first goes under keys:" in outcome.out


def code(root: Path) -> str:
    """What stands in the foot of the paper."""
    from delivery_wiki.calculations.signing.issue_code import issue_code

    return issue_code(next(issued for issued in project(root).issued if issued.topic == "provisioning"))
