"""Projects whose facts carry the words that they were about, for tests of what other words do to them."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.calculations.item_words import item_words
from delivery_wiki.model.project import (
    Assumption,
    AssumptionState,
    Level,
    Project,
    Requirement,
    RequirementDecision,
    Risk,
    RiskState,
    StatementOfWork,
    TestRun,
)
from tests.calculations.status_projects import complete_project, requirement


def worded_project() -> Project:
    """The complete project with one link of every kind, each with its words."""
    project = complete_project()
    requirements = (
        *project.requirements[:1],
        replace(project.requirements[1], parents=("R-001",)),
        requirement("R-003", decision=RequirementDecision.WAIVED, reason="Not needed."),
    )
    return worded(
        replace(
            project,
            requirements=requirements,
            decisions=tuple(replace(decision, about=("R-001", "M-1")) for decision in project.decisions),
            assumptions=(
                Assumption(id="A-1", statement="Ten log in.", state=AssumptionState.CONFIRMED, about=("R-001",)),
            ),
            risks=(
                Risk(
                    id="RISK-1",
                    statement="Logins take long.",
                    probability=Level.HIGH,
                    impact=Level.HIGH,
                    response="Measure.",
                    state=RiskState.CLOSED,
                    about=("R-002", "T-001", "AC-DEL-1"),
                ),
            ),
        )
    )


def worded(project: Project) -> Project:
    """A project whose facts are about what its items say now."""
    known = {id: one.words for id, one in item_words(project).items()}
    return replace(
        project,
        requirements=tuple(_requirement(one, known) for one in project.requirements),
        sows=tuple(_sow(sow, project, known) for sow in project.sows),
        test_runs=tuple(_run(run, project, known) for run in project.test_runs),
        decisions=tuple(replace(one, words=_of((*one.about,), known)) for one in project.decisions),
        assumptions=tuple(replace(one, words=_of((*one.about, one.id), known)) for one in project.assumptions),
        risks=tuple(replace(one, words=_of((*one.about, one.id), known)) for one in project.risks),
    )


def _of(ids: tuple[str, ...], known: dict[str, str]) -> dict[str, str]:
    return {id: known[id] for id in ids if id in known}


def _requirement(one: Requirement, known: dict[str, str]) -> Requirement:
    return replace(
        one,
        agreed_words=known[one.id],
        implemented_words=known[one.id],
        checks=tuple(replace(check, words=known[one.id]) for check in one.checks),
        decision_words=known[one.id] if one.decision else "",
        parent_words=_of(one.parents, known),
    )


def _sow(sow: StatementOfWork, project: Project, known: dict[str, str]) -> StatementOfWork:
    return replace(
        sow,
        deliverables=tuple(
            replace(
                one,
                attempts=tuple(replace(attempt, words=known[one.id]) for attempt in one.attempts),
                requirement_words=_of(
                    tuple(wanted.id for wanted in project.requirements if one.id in wanted.deliverables), known
                ),
            )
            for one in sow.deliverables
        ),
    )


def _run(run: TestRun, project: Project, known: dict[str, str]) -> TestRun:
    tested = {case.id: case.requirements for case in project.tests}
    results = tuple(replace(one, requirements=_of(tested[one.case], known)) for one in run.results)
    return replace(run, results=results)
