"""Results that somebody typed beside facts that contradict them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.results import check_results
from delivery_wiki.model.project.acceptance import Acceptance
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.requirements import RequirementCheck
from delivery_wiki.model.project.test_results import DefectClass, Verdict
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import case, complete_project, day, event, requirement, result, run, signed

CASE = case("T-001", "R-001")


def accepted(letter: str, *conditions: str, **changes: Any) -> Project:
    """A project with a result, in which nothing contradicts it."""
    acceptance = Acceptance(result=letter, date=day(7, 25), by="carl-lead", conditions=conditions)
    return replace(complete_project(), acceptance=acceptance, **changes)


def failed(defect_class: DefectClass, verdict: Verdict = Verdict.FAIL, month: int = 7) -> dict[str, Any]:
    """A run with a defect."""
    broken = result(CASE, verdict, defect="Login hangs.", defect_class=defect_class)
    return {"tests": (CASE,), "test_runs": (run(day(month, 10), broken),)}


def said(project: Project) -> list[str]:
    """What is found."""
    return [f"{finding.code}: {finding.problem}" for finding in check_results(project)]


@pytest.mark.parametrize("letter", ["A", "B", "C"])
def test_a_result_that_the_facts_allow_is_none(letter: str) -> None:
    """Nothing open, and a condition where there has to be one."""
    assert said(accepted(letter, *(["Mend the footer."] if letter == "B" else []))) == []


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.PASS])
@pytest.mark.parametrize("defect_class", [DefectClass.ONE, DefectClass.TWO])
def test_without_fault_over_an_open_defect_names_test_and_class(defect_class: DefectClass, verdict: Verdict) -> None:
    """Whatever the verdict beside the defect is, and in either letter case."""
    for letter in ("A", "a"):
        (found,) = said(accepted(letter, **failed(defect_class, verdict)))
        assert found.startswith("acceptance-contradicted: the result is A")
        assert f"T-001 has an open defect of class {defect_class.value} in 2026-07-10-run: Login hangs" in found


def test_what_comes_after_the_result_does_not_contradict_it() -> None:
    """A defect found in operation, one that was mended before, and one of class 3 leave it as it was."""
    mended = failed(DefectClass.ONE)
    mended["test_runs"] = (*mended["test_runs"], run(day(7, 20), result(CASE), name="again"))
    for changes in (failed(DefectClass.ONE, month=8), mended, failed(DefectClass.THREE)):
        assert said(accepted("A", **changes)) == []
    for letter, conditions in (("B", ["Mend the login."]), ("C", [])):
        assert said(accepted(letter, *conditions, **failed(DefectClass.ONE))) == []


def test_without_fault_over_an_unmet_requirement_or_with_conditions() -> None:
    """Both say that there is a fault."""
    check = RequirementCheck(date=day(7, 2), by="vera-lead", met=False, evidence="Protocol")
    unmet = accepted("A", requirements=(requirement("R-001", checks=(check,)),))

    (found,) = said(unmet)
    assert "R-001, which is mandatory, was checked as not met on 2026-07-02" in found
    (found,) = said(accepted("A", "Mend the footer."))
    assert "conditions are stated" in found


@pytest.mark.parametrize("conditions", [(), (" ",)])
def test_on_condition_without_a_condition(conditions: tuple[str, ...]) -> None:
    """Nobody could say when it is met."""
    (found,) = said(accepted("B", *conditions))
    assert "no condition is stated" in found


def events(kind: str, topic: str | None, *typed: DocumentEvent) -> tuple[DocumentRecord, ...]:
    """The records of documents with one that somebody typed."""
    return (DocumentRecord(kind=kind, topic=topic, events=typed),)


def test_accepted_with_refused_work() -> None:
    """Work that was agreed and refused; an offer that was refused is no work."""
    refused = event(EventKind.REFUSED, day(7, 20), "carl-lead")
    work = events("sow", "mail", *signed(day(3, 2)), refused)
    for letter, conditions in (("A", []), ("B", ["Mend it."])):
        (found,) = said(accepted(letter, *conditions, documents=work))
        assert "'sow mail' is typed as refused on 2026-07-20" in found
    again = event(EventKind.ACCEPTED, day(7, 24), "carl-lead")
    assert said(accepted("A", documents=events("sow", "mail", *signed(day(3, 2)), refused, again))) == []
    assert said(accepted("A", documents=events("sow", "mail", refused))) == []
    assert said(accepted("C", documents=work)) == []


def test_the_word_on_the_certificate_is_that_of_its_result() -> None:
    """Accepted under C, and refused under A."""
    for letter, kind in (("C", EventKind.ACCEPTED), ("A", EventKind.REFUSED)):
        typed = events("acceptance-certificate", None, event(kind, day(7, 25), "carl-lead"))
        (found,) = said(accepted(letter, documents=typed))
        assert f"is typed as {kind.value}" in found
    signed_no = events("acceptance-certificate", None, *signed(day(7, 25)))
    assert said(accepted("C", documents=signed_no)) == []


@pytest.mark.parametrize("kind", [EventKind.AGREED, EventKind.ACCEPTED])
def test_agreed_with_open_change_requests(kind: EventKind) -> None:
    """Those raised later, decided or withdrawn are none of it."""
    change = ChangeRequest(
        id="CR-1", title="More", reason="Asked.", raised=day(5, 1), raised_by="carl-lead", moves=("DEL-1",)
    )
    typed = events("change-request", None, event(kind, day(6, 1), "carl-lead"))
    (found,) = said(accepted("A", changes=(change, replace(change, id="CR-2")), documents=typed))
    assert f"the change requests are {kind.value} on 2026-06-01, and CR-1, CR-2 are open" in found
    for other in (
        replace(change, raised=day(6, 2)),
        replace(change, withdrawn="Not needed."),
        replace(change, decision=ChangeDecision.REJECTED),
    ):
        assert said(accepted("A", changes=(other,), documents=typed)) == []
