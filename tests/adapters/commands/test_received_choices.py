"""A yes or no to what is decided, confirmed or agreed: with the words of the thing, as a fact or as a point."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.model.project.register_entries import AssumptionState
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.status.calendar import render_calendar
from tests.adapters.repositories import ROOT, Outcome, run
from tests.answer_sheets import Said, answers, mail_text, places, saved, sheet

SLUG = "stadtwerke-musterstadt"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A German project alone, in git."""
    shutil.copytree(ROOT / "projects" / SLUG, tmp_path / "repository" / "projects" / SLUG)
    subprocess.run(["git", "init", "-q", str(tmp_path / "repository")], check=True)
    return tmp_path / "repository"


def take(
    capsys: pytest.CaptureFixture[str], root: Path, folder: Path, person: str, said: dict[str, Said]
) -> tuple[Outcome, Project]:
    """Take the answers of somebody in."""
    text = answers(sheet(signing_context(root, SLUG), person), person, said, project=SLUG, made="2026-11-25")
    told = run(capsys, "-C", root, "receive", saved(folder, text), "--yes")
    return told, signing_context(root, SLUG).view.project


def test_a_sheet_asks_with_the_words_of_what_is_asked(root: Path) -> None:
    """A decision is for or against, a confirmation right or not."""
    context = signing_context(root, SLUG)
    assert "Ich bin dafür" in sheet(context, "karla-kommunal")
    assert "Das trifft nicht zu" in sheet(context, "bernd-beispielhaft")


@pytest.mark.slow
def test_who_decides_on_a_change_request_sees_why_and_at_what_price(root: Path) -> None:
    """On the sheet itself, which works without network; the answer is about these figures and no others."""
    context = signing_context(root, SLUG)
    (change,) = context.view.project.changes
    asked = sheet(context, "karla-kommunal")
    assert "Preis: 8.590,40\xa0EUR" in asked
    assert "Personentage: 6,5" in asked
    assert "22.400,00\xa0EUR" in asked
    assert "11.400,00\xa0EUR" in asked
    for text in (change.reason, change.schedule, change.without):
        assert text in asked
    dearer = replace(change, amount=change.amount + 1)
    other = replace(context, view=replace(context.view, project=replace(context.view.project, changes=(dearer,))))
    assert places(sheet(other, "karla-kommunal"))["CR-1"] != places(asked)["CR-1"]


@pytest.mark.slow
def test_a_confirmed_assumption_is_found_and_tells_who_confirmed_it(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """As a point that is closed already, about the assumption, with its source."""
    told, project = take(capsys, root, tmp_path, "bernd-beispielhaft", {"A-1": ("yes", "")})

    assert told.code == 0, told.out + told.err
    found = next(assumption for assumption in project.assumptions if assumption.id == "A-1")
    assert found.state is AssumptionState.CONFIRMED
    point = project.open_points[-1]
    assert point.question == "Bernd Beispielhaft, A-1: Das trifft zu"
    assert point.about == ("A-1",)
    assert point.closed is not None
    assert point.answer.startswith("Das trifft zu (Antworten von Bernd Beispielhaft, ")


@pytest.mark.slow
def test_a_no_needs_its_reason_and_words_of_ones_own_stay_a_question(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Neither makes a fact by itself."""
    told, project = take(capsys, root, tmp_path, "bernd-beispielhaft", {"A-1": ("no", "")})
    assert told.code == 1
    assert "A-1: a no says why" in told.out

    told, project = take(capsys, root, tmp_path, "bernd-beispielhaft", {"A-1": ("text", "Nur im Sommer.")})
    assert told.code == 0
    assert next(each for each in project.assumptions if each.id == "A-1").state is AssumptionState.OPEN
    assert project.open_points[-1].question == "Bernd Beispielhaft, A-1: Nur im Sommer."
    assert project.open_points[-1].closed is None


@pytest.mark.slow
def test_a_decision_is_a_point_for_the_team(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A yes may have words beside it; what binds is signed on the paper of the request."""
    said: dict[str, Said] = {"CR-1": ("yes", "Bitte vor Weihnachten.")}
    told, project = take(capsys, root, tmp_path, "karla-kommunal", said)

    assert told.code == 0, told.out + told.err
    point = project.open_points[-1]
    assert point.question == "Karla Kommunal, CR-1: Ich bin dafür. Bitte vor Weihnachten."
    assert (point.about, point.closed) == (("CR-1",), None)
    assert project.changes[0].decided is None


@pytest.mark.slow
def test_a_mail_from_elsewhere_confirms_nothing(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is a question to the team."""
    html = sheet(signing_context(root, SLUG), "bernd-beispielhaft")
    text = mail_text(html, "bernd-beispielhaft", {"A-1": ("yes", "")}, project=SLUG, made="2026-11-25")
    path = saved(tmp_path, f"From: Jemand <jemand@anderswo.example>\nSubject: Antworten\n\n{text}", "mail.eml")

    run(capsys, "-C", root, "receive", path, "--yes")

    project = signing_context(root, SLUG).view.project
    assert next(each for each in project.assumptions if each.id == "A-1").state is AssumptionState.OPEN
    assert project.open_points[-1].closed is None


def test_the_dated_decision_of_a_change_request_is_in_the_calendar_of_who_is_asked(root: Path) -> None:
    """Nobody is named, so that the customer's project lead is asked: on the sheet as in the calendar."""
    context = signing_context(root, SLUG)
    lead, other = (render_calendar(context, person) for person in ("karla-kommunal", "bernd-beispielhaft"))
    assert "CR-1 entscheiden" in lead.replace("\r\n ", "")
    assert "CR-1" not in other.replace("\r\n ", "")


@pytest.mark.slow
def test_a_mail_in_own_words_is_a_question_to_the_team(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Once, without what it quotes, and of people of the customer alone; the project has to be named."""
    text = "Wir brauchen\neine Woche mehr.\n\n> Bitte antworten Sie.\n-- \nKarla Kommunal"
    head = "Date: Wed, 25 Nov 2026 09:00:00 +0100\nSubject: Re: Fragen\n"
    sender = next(each.email for each in signing_context(root, SLUG).view.project.people if each.id == "karla-kommunal")
    path = saved(tmp_path, f"From: Karla <{sender}>\n{head}\n{text}", "mail.eml")

    assert run(capsys, "-C", root, "receive", path, "--yes").code == 2
    told = run(capsys, "-C", root, "receive", path, "--yes", "--project", SLUG)

    assert told.code == 0, told.out + told.err
    point = signing_context(root, SLUG).view.project.open_points[-1]
    assert point.question == "Karla Kommunal, in eigenen Worten: Wir brauchen eine Woche mehr."
    assert (str(point.raised), point.closed) == ("2026-11-25", None)
    assert "it was taken in before" in run(capsys, "-C", root, "receive", path, "--yes", "--project", SLUG).out
    other = saved(tmp_path, f"From: Jemand <jemand@anderswo.example>\n{head}\n{text}", "other.eml")
    told = run(capsys, "-C", root, "receive", other, "--yes", "--project", SLUG)
    assert told.code == 2
    assert "is no address of the customer's side" in told.err


@pytest.mark.slow
def test_what_has_no_id_is_called_by_its_words(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A question to the team says what it is about: `sizing` alone would be anything."""
    told, project = take(capsys, root, tmp_path, "karla-kommunal", {"sizing": ("no", "Wir rechnen mit 25.")})

    assert told.code == 0, told.out + told.err
    begin = "Karla Kommunal, Noch eine Annahme: Webmail-Konten je gleichzeitiger Sitzung: Das trifft nicht zu"
    assert project.open_points[-1].question == f"{begin}. Wir rechnen mit 25."


@pytest.mark.slow
def test_a_number_that_is_asked_for_is_no_fact_without_one(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The sheet notices it; what comes in without one is a question to the team, and with one an answer."""
    file = root / "projects" / SLUG / "environment.yml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "question: mailboxes," not in line), encoding="utf-8")
    html = sheet(signing_context(root, SLUG), "karla-kommunal")
    assert re.search(r'<fieldset id="mailboxes"[^>]* data-figure="yes"', html)

    told, project = take(capsys, root, tmp_path, "karla-kommunal", {"mailboxes": ("text", "Das klären wir.")})
    assert told.code == 0, told.out + told.err
    assert project.open_points[-1].question.endswith(": Das klären wir.")
    told, project = take(capsys, root, tmp_path, "karla-kommunal", {"mailboxes": ("text", "5 GB")})
    assert told.code == 0, told.out + told.err
    assert project.open_points[-1].question.endswith(": 5 GB")
    path = saved(
        tmp_path, answers(html, "karla-kommunal", {"mailboxes": ("text", "84.000")}, project=SLUG), "number.json"
    )
    told = run(capsys, "-C", root, "receive", path, "--yes")
    assert told.code == 0, told.out + told.err
    assert 'question: mailboxes, answer: "84.000"' in file.read_text("utf-8")
