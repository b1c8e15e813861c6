"""The decision about a change request, against the signatures on its paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from delivery_wiki.calculations.consistency.signed_changes import check_signed_changes
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.issued_revision import ContentPart, Issued
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import complete_project, day, issued_and_signed, library

CHANGE = ChangeRequest(
    id="CR-1", title="More", reason="More", raised=day(5, 1), raised_by="carl-lead", moves=("SOW-mail",)
)
PLACES = ContentPart(id="change-request-signatures", title="Signatures", text="Vendor | lead\nCustomer | lead")
PAPER = Issued(document="change-request", topic="cr-1", revision=1, fingerprint="", issued=day(5, 2), content=(PLACES,))


def said(project: Project, shipped: Library) -> list[str]:
    """Each problem with its repair."""
    return [f"{finding.problem} {finding.repair}" for finding in check_signed_changes(project, shipped)]


@pytest.mark.parametrize(
    ("decision", "decided", "expected"),
    [
        (ChangeDecision.OPEN, None, "Write decision: agreed and decided: 2026-05-05"),
        (ChangeDecision.REJECTED, day(5, 5), "is rejected here"),
        (ChangeDecision.AGREED, day(5, 4), "Write decided: 2026-05-05."),
        (ChangeDecision.AGREED, day(5, 5), ""),
    ],
)
def test_a_signed_paper_is_the_evidence_of_the_decision(
    decision: ChangeDecision, decided: dt.date | None, expected: str
) -> None:
    """Both sides signed: the decision is that, on the day of the last signature."""
    change = replace(CHANGE, decision=decision, decided=decided)
    signed = issued_and_signed(replace(complete_project(), changes=(change,)), PAPER, day(5, 5))
    found = said(signed, library())

    assert bool(found) is bool(expected)
    assert all(expected in text for text in found)


def test_what_was_issued_to_be_signed_is_agreed_by_its_signatures_alone() -> None:
    """A mail does not agree to a paper that waits for two signatures; before it is issued a mail may."""
    change = replace(CHANGE, decision=ChangeDecision.AGREED, decided=day(5, 4), evidence="Mail")
    project = replace(complete_project(), changes=(change,))

    assert said(project, library()) == []
    (text,) = said(replace(project, issued=(*project.issued, PAPER)), library())
    assert "has 0 of 2 signatures" in text
