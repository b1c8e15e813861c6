"""The records of shipped examples: every way to sign is among them, and the script makes the same bytes again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.adapters.upkeep.demonstration_records import write_records
from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.calculations.answers.asked import asked_of, people_asked
from delivery_wiki.calculations.consistency.moved_ends import check_moved_ends
from delivery_wiki.calculations.signing.deputies import told_deputies
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.verification.signed_text import signed_text
from delivery_wiki.model.answers import AskedKind
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.sign_off import Channel, Meaning
from delivery_wiki.pages.command_texts.issuing import issue
from delivery_wiki.pages.document_frame.cover import held_document
from delivery_wiki.pages.elements.page_kind import PageContext
from tests.adapters.repositories import ROOT

SLUG, HALF = "stadtwerke-musterstadt", "northern-lights"
SIGNED = tuple(sorted(path.parent.name for path in ROOT.glob("projects/*/sign-offs")))


def files(folder: Path) -> dict[str, bytes]:
    """Everything below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    """Records, attestations and the paper that came back; a second run adds nothing."""
    for slug in SIGNED:
        shutil.copytree(ROOT / "projects" / slug, tmp_path / "projects" / slug)
        shutil.rmtree(tmp_path / "projects" / slug / "sign-offs")

    made = list(write_records(tmp_path))

    for slug in SIGNED:
        signed = Path("projects", slug, "sign-offs")
        assert files(tmp_path / signed) == files(ROOT / signed)
    assert len(made) == len([path for path in made if path.is_file()]) > 0
    assert list(write_records(tmp_path)) == []


def test_the_example_holds_every_way_to_answer() -> None:
    """Signed with a key, on paper that came back, by mail and in a meeting with a witness, in part by a deputy."""
    (project,) = load_workspace(ROOT, (SLUG,)).repository.projects
    judgement = judge_records(project)

    assert {judged.reason for judged in judgement.records} == {None}
    said = {(judged.record.channel, judged.record.meaning, judged.record.represents) for judged in judgement.records}
    assert said == {
        (Channel.SSH, Meaning.APPROVED, ""),
        (Channel.SSH, Meaning.ACCEPTED, ""),
        (Channel.SCAN, Meaning.APPROVED, ""),
        (Channel.MEETING, Meaning.ACCEPTED_WITH_CONDITIONS, ""),
        (Channel.MAIL, Meaning.REJECTED, "karla-kommunal"),
    }
    (refusal,) = (record for record in project.sign_offs if record.meaning is Meaning.REJECTED)
    assert refusal.conditions.startswith("Die Eingliederung der Nachbarort Online GmbH")
    assert [str(told.attested_on) for told in told_deputies(project)] == ["2026-11-10"]
    told = {
        record.name for record in project.sign_offs if record.channel in {Channel.SCAN, Channel.MEETING, Channel.MAIL}
    }
    assert told < {attestation.record for attestation in project.attestations}


def test_the_acceptance_of_a_million_users_is_half_signed() -> None:
    """In Approval: by the vendor with a key, and the customer is asked for the other half on their sheet."""
    context = signing_context(ROOT, HALF)
    judged = judge_records(context.view.project).records

    (half,) = (each for each in judged if each.record.document == "requirements-checklist")
    assert half.reason is None
    assert (half.record.person, half.record.meaning) == ("max-mustermann", Meaning.APPROVED)
    assert context.view.project.demonstration
    checklist = next(each for each in context.status.documents if each.kind == "requirements-checklist")
    assert (checklist.signatures_needed, checklist.signatures_current) == (2, 1)
    asked = {each.about: each for each in asked_of(context.view, context.status, _person(context, "astrid-anywhere"))}
    assert asked["requirements-checklist"].kind is AskedKind.DOCUMENT


def test_a_second_revision_took_the_place_of_the_first_after_change_requests() -> None:
    """Revision 1 by key and by mail with a witness, revision 2 by key and by the PDF that came back signed."""
    (project,) = load_workspace(ROOT, (HALF,)).repository.projects
    judged = [each for each in judge_records(project).records if each.record.document == "basic-sow"]

    assert {each.reason for each in judged} == {None}
    assert {(each.record.revision, each.record.person, each.record.channel) for each in judged} == {
        (1, "max-mustermann", Channel.SSH),
        (1, "astrid-anywhere", Channel.MAIL),
        (2, "max-mustermann", Channel.SSH),
        (2, "astrid-anywhere", Channel.PDF),
    }
    first, second = (next(each for each in project.issued if each.revision == number) for number in (1, 2))
    agreed = {change.id: change.decided for change in project.changes if change.decision is ChangeDecision.AGREED}
    assert [id for id, day in agreed.items() if day and first.issued < day <= second.issued] == ["CR-1", "CR-2"]
    (came_back,) = project.returned
    assert [(each.holds, each.subject) for each in came_back.embedded or ()] == [
        (True, "Astrid Anywhere (demonstration)")
    ]


def test_a_copy_has_the_code_of_what_was_signed() -> None:
    """Each signed paper that is shown reads as the issued one, so that nobody asks which of two was signed."""
    found = []
    for slug in SIGNED:
        context = signing_context(ROOT, slug)
        newest = {(each.document, each.topic): each for each in context.view.project.issued}
        for (document, topic), issued in newest.items():
            held = held_document(context, document, topic)
            if held.revision == issued.revision and signed_text(held).signatures:
                found.append(document)
                assert issue_code(issue(context, document, topic, {})) == issue_code(issued), (slug, document, topic)
    assert sorted(found) == ["basic-sow", "requirements-checklist", "sow"]


@pytest.mark.parametrize("told", [True, False])
def test_the_end_that_moved_between_two_signed_revisions_is_told_by_a_change_request(*, told: bool) -> None:
    """Naming the statement of work is not enough: the day itself has to stand in what was agreed."""
    repository = load_workspace(ROOT, (HALF,)).repository
    (project,) = repository.projects
    if not told:
        project = replace(project, changes=tuple(replace(change, ends=None) for change in project.changes))
    found = list(check_moved_ends(project, repository.library))

    assert [finding.code for finding in found] == ([] if told else ["end-moved-untold"])
    assert all(
        "ended on 2027-01-08 in revision 1, which was signed, and then on 2027-01-15" in f.problem for f in found
    )


def _person(context: PageContext, id: str) -> Person:
    return next(person for person in people_asked(context.view, context.status) if person.id == id)
