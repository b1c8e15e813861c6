"""`delivery receive`: what customers answered becomes facts, questions and records, and nothing else does."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from tests.adapters.repositories import ROOT, Outcome, run
from tests.answer_sheets import answers, mail_text, saved, sheet
from tests.sign_offs import SLUG, issued_repository, keys

__all__ = ["issued_repository"]
NORTH = "northern-lights"


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two issued statements of work, on the day of the examples."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    return Path(shutil.copytree(issued_repository, tmp_path / "repository"))


@pytest.fixture(scope="module")
def shipped_north(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped project in its acceptance, alone."""
    folder = tmp_path_factory.mktemp("north")
    shutil.copytree(ROOT / "projects" / NORTH, folder / "projects" / NORTH)
    return folder


@pytest.fixture
def north(shipped_north: Path, tmp_path: Path) -> Path:
    """The same for one test, in git."""
    copy = Path(shutil.copytree(shipped_north, tmp_path / "north"))
    subprocess.run(["git", "init", "-q", str(copy)], check=True)
    return copy


BY = ("--recorded-by", "petra-beispiel")


def receive(capsys: pytest.CaptureFixture[str], root: Path, *paths: Path, more: tuple[str, ...] = ()) -> Outcome:
    """Take files in without being asked."""
    by = BY if NORTH in {folder.name for folder in (root / "projects").iterdir()} and not more else ()
    return run(capsys, "-C", root, "receive", *paths, "--yes", *by, *more)


def files(root: Path) -> dict[str, bytes]:
    """Everything that is there."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts and ".cache" not in path.parts
    }


SAID = {
    "DEL-2": ("yes", ""),
    "DEL-3": ("no", "Wave 3 lost 14 appointments.", ""),
    "OP-3": ("text", "On the Saturday."),
    "comment:implementation-concept": ("text", 'The way back is {too} short, "see" the list.', "§ 4"),
    "OP-2": ("text", "Before it."),  # asked of somebody else
}


def north_answers(north: Path, made: str = "2026-11-24") -> str:
    """What the project lead says."""
    context = signing_context(north, NORTH)
    asked = sheet(context, "astrid-anywhere")
    criterion = next(
        criterion.id
        for sow in context.view.project.sows
        for deliverable in sow.deliverables
        if deliverable.id == "DEL-3"
        for criterion in deliverable.acceptance
    )
    said: dict[str, Any] = {**SAID, "DEL-3": ("no", "Wave 3 lost 14 appointments.", criterion)}
    return answers(asked, "astrid-anywhere", said, project=NORTH, made=made)


def test_answers_become_facts_and_questions(north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Accepted, refused with its criterion, answered, commented; what another decides is a question to the team."""
    path = saved(tmp_path, north_answers(north))

    told = receive(capsys, north, path)

    assert told.code == 0, told.out + told.err
    after = signing_context(north, NORTH)
    project = after.view.project
    attempts = {
        deliverable.id: deliverable.attempts[-1]
        for sow in project.sows
        for deliverable in sow.deliverables
        if deliverable.id in {"DEL-2", "DEL-3"}
    }
    assert [attempts[id].outcome.value for id in ("DEL-2", "DEL-3")] == ["accepted", "rejected"]
    assert attempts["DEL-3"].reason == "Wave 3 lost 14 appointments."
    assert attempts["DEL-3"].criterion
    assert attempts["DEL-2"].evidence.startswith("Answers of Astrid Anywhere, ")
    points = {point.id: point for point in project.open_points}
    assert points["OP-3"].answer.startswith("On the Saturday.")
    new = [point.question for point in project.open_points if point.question.startswith("Astrid Anywhere, ")]
    assert new == [
        'Astrid Anywhere, Customer Implementation Concept, § 4: The way back is {too} short, "see" the list.',
        "Astrid Anywhere, OP-2: Before it.",
    ]
    assert points["OP-2"].closed is None
    assert "Commit it, with this message" in told.out


def test_a_second_time_nothing_is_written(north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The same bytes say the same once."""
    path = saved(tmp_path, north_answers(north))
    receive(capsys, north, path)
    before = files(north)

    again = receive(capsys, north, path)

    assert files(north) == before
    assert "Nothing to write." in again.out
    assert again.out.count("it was taken in before") == len(SAID)
    assert again.code == 0


@pytest.mark.slow
def test_what_is_answered_in_two_ways_is_not_taken(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A witness would see one of both; the same twice is the same, and there may be several comments."""
    file = json.loads(north_answers(north))
    (deliverable,) = (each for each in file["answers"] if each["about"] == "DEL-2")
    (comment,) = (each for each in file["answers"] if each["about"].startswith("comment:"))
    (point,) = (each for each in file["answers"] if each["about"] == "OP-3")
    no = {**deliverable, "says": "no", "text": "It is not ready."}
    file["answers"] = [no, deliverable, point, point, comment, {**comment, "text": "Once more."}]

    told = receive(capsys, north, saved(tmp_path, json.dumps(file)))

    assert told.code == 1
    assert told.out.count("DEL-2: it is answered in more than one way: ask which one is meant") == 1
    assert told.out.count("taken      OP-3 answered: On the Saturday.") == 1
    project = signing_context(north, NORTH).view.project
    said = [point.question for point in project.open_points if point.question.startswith("Astrid Anywhere, ")]
    assert [text.rpartition(": ")[2] for text in said] == ['The way back is {too} short, "see" the list.', "Once more."]


@pytest.mark.slow
def test_an_open_point_that_has_an_answer_gets_a_question_to_the_team(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The same words by mail are known; others stand beside the answer, and hold nothing else of the file up."""
    receive(capsys, north, saved(tmp_path, north_answers(north, made="2026-11-30")))
    asked = sheet(signing_context(north, NORTH), "astrid-anywhere")
    said = {"OP-3": ("text", "On the Saturday."), "DEL-2": ("yes", "")}
    mail = mail_text(asked, "astrid-anywhere", said, project=NORTH, made="2026-11-30")
    again = receive(capsys, north, saved(tmp_path, mail, "same.txt"))
    other = mail_text(asked, "astrid-anywhere", {"OP-3": ("text", "Monday.")}, project=NORTH, made="2026-11-30")
    changed = receive(capsys, north, saved(tmp_path, other, "other.txt"))

    assert (again.code, again.out.count("it was taken in before"), "Nothing to write." in again.out) == (0, 2, True)
    assert changed.code == 0, changed.out + changed.err
    assert "OP-3: Monday." in changed.out


@pytest.mark.slow
def test_what_counts_later_or_is_old_says_so(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project that stands at an earlier day shows nothing of it yet; periods count from the day of the answer."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798113600")  # 24 December 2026
    told = receive(capsys, north, saved(tmp_path, north_answers(north, made="2026-11-30")))
    assert "1. Set as_of: 2026-11-30 in projects/northern-lights/project.yml, now 2026-11-26" in told.out
    assert "DEL-2 Platform in two halls: accepted on 2026-11-30, 24 days before it is taken in" in told.out


def test_nothing_is_written_before_somebody_agrees(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It is shown as a diff first."""
    path, before = saved(tmp_path, north_answers(north)), files(north)

    told = run(capsys, "-C", north, "receive", path, *BY)

    assert files(north) == before
    assert "+++ b/projects/northern-lights/project.yml" in told.out
    assert "Nothing was written." in told.out


@pytest.mark.slow
def test_everything_else_in_the_files_stays(north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Comments, order and quoting: lines are only added."""
    path, before = saved(tmp_path, north_answers(north)), files(north)
    receive(capsys, north, path)

    for name, data in ((name, data) for name, data in files(north).items() if before.get(name, data) != data):
        changed = list(difflib.ndiff(before[name].decode().splitlines(), data.decode().splitlines()))
        added = [line[2:] for line in changed if line.startswith("+ ")]
        removed = [line[2:] for line in changed if line.startswith("- ")]
        assert all(any(new.startswith(old.removesuffix("}")) for new in added) for old in removed), name
        assert len(removed) <= 1, name


def test_a_signature_becomes_a_record_that_a_witness_attests(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It proves nothing by itself: it counts once somebody attests it."""
    asked = sheet(signing_context(root, SLUG), "carl-lead")
    path = saved(tmp_path, answers(asked, "carl-lead", {"sow-provisioning": ("yes", "")}, project=SLUG))
    who = ("--recorded-by", "pat-worker", "--witnessed-by", "wanda-witness")

    told = receive(capsys, root, path, more=who)

    assert told.code == 0, told.out + told.err
    assert "Attest it, Wanda Witness, with the key" in told.out
    (record,) = (root / "projects" / SLUG / "sign-offs").glob("*.json")
    tree = json.loads(record.read_text("utf-8"))
    assert (tree["meaning"], tree["person"], tree["channel"]) == ("accepted", "carl-lead", "mail")
    assert tree["evidence"]["reference"].startswith("Answers of Carl Lead, ")
    attested = ("sign", SLUG, "--attest", record.stem[:12], "--person", "wanda-witness")
    run(capsys, "-C", root, *attested, "--key", keys()["wanda-witness"])
    proof = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)
    document = next(each for each in proof["projects"][0]["documents"] if each["topic"] == "provisioning")
    assert document["signed"] == [record.stem]
    assert "it was taken in before" in receive(capsys, root, path, more=who).out


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ((), ("--recorded-by ID --witnessed-by ID", "  takes it in: vera-lead, ", "  attests it: vera-lead, ")),
        (("--recorded-by", "pat-worker"), ("--recorded-by pat-worker --witnessed-by ID", "  attests it: vera-lead ")),
    ],
)
def test_a_signature_of_which_nobody_is_named_as_witness_says_whom_to_name(
    named: tuple[str, ...], said: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With the whole command, and nothing is written before."""
    asked = sheet(signing_context(root, SLUG), "carl-lead")
    path = saved(tmp_path, answers(asked, "carl-lead", {"sow-provisioning": ("yes", "")}, project=SLUG))
    before = files(root)

    told = receive(capsys, root, path, more=("--project", SLUG, *named))

    assert told.code == 1
    assert "  waits      provisioning r1: accepted" in told.out
    for each in said:
        assert each in told.out
    assert "carl-lead" not in told.out.partition("attests it:")[2]
    assert files(root) == before


def test_one_command_is_enough_for_who_git_knows(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The recorder is whose address git has; the witness the one other person with a key; no diff after a yes."""
    subprocess.run(["git", "-C", north, "config", "user.email", "max.mustermann@groupware.example"], check=True)
    path = saved(tmp_path, north_answers(north, made="2026-11-26"))

    told = run(capsys, "-C", north, "receive", path, "--yes")

    assert told.code == 0, told.out + told.err
    assert "  taken in by max-mustermann, to be attested by ines-invented" in told.out
    assert "+++" not in told.out
    assert "  written    projects/northern-lights/sow/basic.yml" in told.out
    steps = [line for line in told.out.partition("Next:\n")[2].splitlines() if line[:1].isdigit()]
    assert [step[:9] for step in steps] == ["1. Commit", "2. Attest", "3. See wh"]
    assert re.search(r"  delivery sign northern-lights --attest \S+ --person ines-invented --key ~/.ssh", told.out)


def test_a_no_with_its_reason_is_recorded(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And one without is told."""
    asked = sheet(signing_context(root, SLUG), "carl-lead")
    said = {"sow-provisioning": ("no", "The price is another one."), "sow-migration": ("no", "")}
    who = ("--recorded-by", "pat-worker", "--witnessed-by", "wanda-witness")

    told = receive(capsys, root, saved(tmp_path, answers(asked, "carl-lead", said, project=SLUG)), more=who)

    (record,) = (root / "projects" / SLUG / "sign-offs").glob("*.json")
    tree = json.loads(record.read_text("utf-8"))
    assert (tree["meaning"], tree["conditions"]) == ("rejected", "The price is another one.")
    assert "sow-migration: a no says why" in told.out
    assert told.code == 1


def _tree(text: str) -> dict[str, Any]:
    return dict(json.loads(text))


def _changed(file: str, /, **fields: Any) -> str:
    return json.dumps({**_tree(file), **fields})


def _answer(file: str, /, **fields: Any) -> str:
    tree = _tree(file)
    return json.dumps({**tree, "answers": [{**answer, **fields} for answer in tree["answers"]]})


FORGED: dict[str, tuple[Callable[[str], str], str]] = {
    "other words": (lambda text: _answer(text, digest="f" * 64), "its words are others now"),
    "a shorter digest": (lambda text: _answer(text, digest="f" * 8), "digest"),
    "no digest": (lambda text: text.replace('"digest"', '"digits"'), "digest"),
    "somebody of the vendor": (lambda text: _changed(text, person="vera-lead"), "not on the customer's side"),
    "a stranger": (lambda text: _changed(text, person="stefan-stranger"), "not in the roster"),
    "another project": (lambda text: _changed(text, project="nowhere"), "nowhere"),
    "a path as a project": (lambda text: _changed(text, project="../../etc"), "project"),
    "a path as a person": (lambda text: _changed(text, person="../carl"), "person"),
    "an unknown thing": (lambda text: _answer(text, about="sow-branding"), "nothing of this name is asked"),
    "a path as a thing": (lambda text: _answer(text, about="../sow"), "about"),
    "a word that is none": (lambda text: _answer(text, says="maybe"), "says"),
    "text for a signature": (lambda text: _answer(text, says="text", text="sure"), "neither yes nor no"),
    "no reason": (lambda text: _answer(text, says="no"), "a no says why"),
    "blank reason": (lambda text: _answer(text, says="no", text="  \n "), "a no says why"),
    "a condition without one": (lambda text: _answer(text, says="conditions"), "a no says why, and a condition"),
    "a key more": (lambda text: _changed(text, approved=True), "approved"),
    "no answers": (lambda text: _changed(text, answers=[]), "answers"),
    "answers that are none": (lambda text: _changed(text, answers="yes"), "answers"),
    "too many": (lambda text: _changed(text, answers=_tree(text)["answers"] * 600), "answers"),
    "too long": (lambda text: _answer(text, says="no", text="x" * 5000), "text"),
    "a day to come": (lambda text: _changed(text, made="2031-01-01"), "it is dated 2031-01-01, and today is"),
    "a yes with words": (lambda text: _answer(text, says="yes", text="but not now"), "it says yes, and more"),
    "a day that is none": (lambda text: _changed(text, made="2026-13-01"), "made"),
    "half a file": (lambda text: text[: len(text) // 2], "no JSON of an answer sheet"),
    "a key twice": (lambda text: text.replace('"format": 1', '"format": 1, "format": 1'), "no JSON of an answer sheet"),
    "a fraction": (lambda text: text.replace('"format": 1', '"format": 1.0'), "no JSON of an answer sheet"),
    "another format": (lambda text: _changed(text, format=9), "format"),
    "nested deep": (lambda text: "{" + '"a":[' * 50_000, "no JSON of an answer sheet"),
    "hidden characters": (lambda text: _answer(text, says="no", text="no\u202eon"), "a character that nobody sees"),
    "a control character": (lambda text: _answer(text, says="no", text="no\u0007"), "a character that nobody sees"),
    "nothing": (lambda _: "", "no answers of an answer sheet"),
    "a list": (lambda _: "[1, 2]", "no answers of an answer sheet"),
    "no text": (lambda _: "\ud7ff" * 4_000_000, "larger than"),
}


def test_at_least_thirty_ways_to_forge_or_damage_are_tried() -> None:
    """Those of mails apart, which have a test of their own."""
    assert len(FORGED) >= 30


@pytest.mark.slow
@pytest.mark.parametrize("name", FORGED)
def test_what_is_forged_or_damaged_does_nothing(
    name: str, root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each with its reason; no file is there that was not."""
    forge, reason = FORGED[name]
    asked = sheet(signing_context(root, SLUG), "carl-lead")
    text = answers(asked, "carl-lead", {"sow-provisioning": ("yes", "")}, project=SLUG)
    before = files(root)

    told = receive(capsys, root, saved(tmp_path, forge(text)))

    assert told.code in (1, 2)
    assert reason in told.out + told.err
    assert "Traceback" not in told.out + told.err
    assert files(root) == before


def test_a_mail_says_the_same(north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """From another address than the person's own it says so."""
    asked = sheet(signing_context(north, NORTH), "astrid-anywhere")
    text = mail_text(asked, "astrid-anywhere", {"OP-3": ("text", "On the Saturday.")}, project=NORTH, made="2026-11-26")
    mail = f"From: Somebody <some@body.example>\nTo: lead@vendor.example\nSubject: Re: Answers\n\n{text}"

    told = receive(capsys, north, saved(tmp_path, mail, "reply.eml"))

    assert told.code == 0, told.out + told.err
    assert "Sent from some@body.example, and project.yml has " in told.out
    assert "OP-3 answered: On the Saturday." in told.out


def test_a_mail_from_another_address_binds_nobody(
    north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Until somebody who asked says that it is theirs."""
    asked = sheet(signing_context(north, NORTH), "astrid-anywhere")
    text = mail_text(asked, "astrid-anywhere", {"DEL-2": ("yes", "")}, project=NORTH)
    path = saved(tmp_path, f"From: Somebody <some@body.example>\nSubject: Answers\n\n{text}", "reply.eml")

    told = receive(capsys, north, path)
    assert told.code == 1
    assert "DEL-2: it binds, and was sent from some@body.example" in told.out
    assert "DEL-2 Platform in two halls: accepted" in receive(capsys, north, path, more=("--sender-known", *BY)).out


@pytest.mark.slow
def test_a_mail_of_two_senders_binds_nobody(north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The person's own address beside another one is not the person's own."""
    context = signing_context(north, NORTH)
    own = next(person.email for person in context.view.project.people if person.id == "astrid-anywhere")
    text = mail_text(sheet(context, "astrid-anywhere"), "astrid-anywhere", {"DEL-2": ("yes", "")}, project=NORTH)
    mail = f"From: {own}, some@body.example\nSubject: Answers\n\n{text}"

    told = receive(capsys, north, saved(tmp_path, mail, "reply.eml"))
    assert told.code == 1
    assert f"it binds, and was sent from {own}, some@body.example" in told.out


def test_a_saved_file_comes_with_a_mail(north: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What is attached counts."""
    message = EmailMessage()
    message["From"] = next(
        person.email for person in signing_context(north, NORTH).view.project.people if person.id == "astrid-anywhere"
    )
    message.set_content("Here it is.")
    message.add_attachment(
        north_answers(north).encode(), maintype="application", subtype="json", filename="answers.json"
    )
    path = tmp_path / "reply.eml"
    path.write_bytes(message.as_bytes())

    assert "OP-3 answered: On the Saturday." in receive(capsys, north, path).out
