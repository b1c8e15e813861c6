"""Papers that are dated before what they say: found in a check and at issue, in each kind of document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.paper_dates import check_younger
from delivery_wiki.calculations.evidence.document_facts import ProjectFacts, document_facts
from delivery_wiki.calculations.verification.revision_dates import younger_at_issue
from delivery_wiki.model.finding import Severity
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.project.requirements import RequirementCheck
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import complete_project as complete
from tests.calculations.status_projects import day, library, requirement, view_of

CHECKLIST = "requirements-checklist"


def project(kind: str, revised: dt.date | None, **changes: Any) -> Project:
    """A project with one document, whose facts are of the beginning of July."""
    check = RequirementCheck(date=day(7, 18), by="vera-lead", met=True, evidence="Dry run")
    facts = {
        "requirements": (requirement("R-001", checks=(check,)),),
        "milestones": (Milestone(id="M-1", title="Kick-off", actual=day(7, 3)),),
        "documents": (DocumentRecord(kind=kind, revision=3, revised=revised),),
        "sows": (),
        "issued": (),
        "sign_offs": (),
        **changes,
    }
    return Project(**{name: facts.get(name, getattr(complete(), name)) for name in Project.__dataclass_fields__})


def found(given: Project) -> list[tuple[Severity, str]]:
    """Weight and text of each finding."""
    return [
        (finding.severity, finding.problem)
        for finding in check_younger(given, library())
        if finding.code.startswith("younger")
    ]


@pytest.mark.parametrize("revised", [day(7, 18), day(7, 19), None])
def test_a_revision_of_the_day_of_its_facts_or_without_a_date_has_no_finding(revised: dt.date | None) -> None:
    """A paper may be written on the day of its newest fact; a draft without a date promises nothing."""
    assert found(project(CHECKLIST, revised)) == []


def test_a_fixed_document_is_an_error_and_a_living_one_a_warning() -> None:
    """The checklist stands for its day; the charter lives on after it is agreed."""
    ((severity, text),) = found(project(CHECKLIST, day(7, 5)))
    assert severity is Severity.ERROR
    assert text == (
        "'requirements-checklist' revision 3 is dated 2026-07-05 and contains what is younger: "
        "R-001 was checked on 2026-07-18"
    )

    ((severity, text),) = found(project("charter", day(7, 1)))
    assert severity is Severity.WARNING
    assert "M-1 was reached on 2026-07-03" in text


@pytest.mark.parametrize(
    ("cites", "prose", "is_younger"),
    [
        (True, "Nothing.", True),
        (False, "Nothing.", False),
        (False, 'For {{ sizing_figure("sessions") }}.', True),
        (False, "For {{sizing_table()}}.", True),
        (False, "For `sizing_figure`.", False),
    ],
)
def test_a_statement_of_work_shows_the_sizing_also_in_its_prose(cites: bool, prose: str, is_younger: bool) -> None:
    """What moves with the inputs is theirs, whatever `cites_sizing` says."""
    whole = complete()
    sow = replace(whole.sows[0], revision=1, revised=day(7, 1), cites_sizing=cites)
    file = ProseFile(name=f"sow/{sow.topic}", sections=(ProseSection(title="Approach", text=prose),))
    assert whole.sizing is not None
    inputs = tuple(replace(sizing_input, date=day(7, 2)) for sizing_input in whole.sizing.inputs)
    given = project(
        "charter", None, sows=(sow,), prose={file.name: file}, sizing=replace(whole.sizing, inputs=inputs), documents=()
    )

    assert any("the sizing input" in text for _, text in found(given)) is is_younger


def test_at_issue_every_document_is_an_error() -> None:
    """What is signed under a date says nothing of later days."""
    given = project("charter", day(7, 1))
    project_facts = ProjectFacts(view=view_of(given), on=day(7, 30), requirements=(), cases=())

    (finding,) = younger_at_issue(document_facts(project_facts, "charter", None))
    assert finding.severity is Severity.ERROR
    early = ProjectFacts(view=view_of(given), on=day(7, 2), requirements=(), cases=())
    assert list(younger_at_issue(document_facts(early, "charter", None))) == []


def test_what_happened_after_the_issue_is_not_in_an_issued_revision() -> None:
    """Its text stood still: a fact after that day is a change of the text, which another finding tells."""
    issued = Issued(document=CHECKLIST, revision=3, fingerprint="0" * 64, issued=day(7, 10))

    assert found(project(CHECKLIST, day(7, 5), issued=(issued,))) == []
    late = Issued(document=CHECKLIST, revision=3, fingerprint="0" * 64, issued=day(7, 20))
    ((_, text),) = found(project(CHECKLIST, day(7, 5), issued=(late,)))
    assert "R-001 was checked" in text
