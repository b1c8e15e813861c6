"""A record that is younger than the day on which a project is seen has not been given yet, and every answer says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.calculations.signing.judgement_basis import Fault
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.verification.revision_verification import ProjectProof, ProofState, verify_project
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.audit.verification_report import render_verification
from tests.calculations.status_projects import complete_project, day, sizing_result, view_of

ONE_DAY = dt.timedelta(days=1)


def _last_day(project: Project) -> dt.date:
    return max(judged.day for judged in judge_records(project).records)


def _proof(project: Project, on: dt.date) -> ProjectProof:
    view = view_of(project, Audience.CUSTOMER)
    return verify_project(view, calculate_status(view, on=on, sizing=sizing_result()))


def test_verify_says_why_a_later_record_does_not_count() -> None:
    """What is missing on the day and what is there already are told with the reason, and never contradict."""
    project = complete_project()
    last = _last_day(project)
    before, after = _proof(project, last - ONE_DAY), _proof(project, last)
    later = [judged for judged in before.judgement.records if not judged.counts]

    assert later
    assert {judged.fault for judged in later} == {Fault.AFTER_AS_OF}
    assert f"Signed on {last}, after the as-of date {last - ONE_DAY}" in render_verification((before,))
    assert [document.state for document in before.documents if (document.kind, document.topic) == ("sow", "mail")] == [
        ProofState.MISSING
    ]
    assert all(judged.counts for judged in after.judgement.records)
    assert [document.state for document in after.documents if (document.kind, document.topic) == ("sow", "mail")] == [
        ProofState.CURRENT
    ]


@pytest.mark.parametrize("offset", range(-3, 4))
def test_no_record_counts_in_one_answer_and_is_missing_in_another(offset: int) -> None:
    """Whatever the day: each signature that is needed is either counted or missing."""
    project = complete_project()
    proof = _proof(project, _last_day(project) + offset * ONE_DAY)
    for document in proof.documents:
        counted = [judged for judged in proof.judgement.counting if judged.record.document == document.kind]
        if document.state is ProofState.MISSING:
            assert len(counted) + len(document.missing) == 2
        if document.state is ProofState.CURRENT and document.signed:
            assert {judged.digest for judged in document.signed} <= {judged.digest for judged in counted}


@pytest.mark.parametrize("zone", ["Etc/UTC", "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_day_of_a_signature_is_that_of_the_project(zone: str) -> None:
    """What was signed a moment ago is never in the future, wherever the project is."""
    project = replace(complete_project(), time_zone=zone)
    for judged in judge_records(project).records:
        moment = dt.datetime.fromisoformat((judged.witness or judged.record).time)
        assert judged.day == moment.astimezone(ZoneInfo(zone)).date()
        today = moment.astimezone(ZoneInfo(zone)).date()
        assert next(seen for seen in judge_records(project, on=today).records if seen.digest == judged.digest).counts


def test_the_check_of_files_knows_no_day() -> None:
    """Whether a file is sound does not depend on when it is looked at."""
    assert all(judged.counts for judged in judge_records(complete_project()).records)
    assert not any(judged.counts for judged in judge_records(complete_project(), on=day(1, 1)).records)
