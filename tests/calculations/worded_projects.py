"""Projects whose facts carry the words that they were about, for tests of what other words do to them."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.calculations.base.item_words import item_words
from delivery_wiki.model.project.register_entries import Assumption, AssumptionState, Level, Risk, RiskState
from delivery_wiki.model.project.requirements import Requirement, RequirementDecision
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.test_results import TestRun
from delivery_wiki.model.project.whole_project import Project
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
    known = {id: item_word.words for id, item_word in item_words(project).items()}
    return replace(
        project,
        requirements=tuple(_requirement(requirement, known) for requirement in project.requirements),
        sows=tuple(_sow(sow, project, known) for sow in project.sows),
        test_runs=tuple(_run(run, project, known) for run in project.test_runs),
        decisions=tuple(replace(decision, words=_of((*decision.about,), known)) for decision in project.decisions),
        assumptions=tuple(
            replace(assumption, words=_of((*assumption.about, assumption.id), known))
            for assumption in project.assumptions
        ),
        risks=tuple(replace(risk, words=_of((*risk.about, risk.id), known)) for risk in project.risks),
    )


def _of(ids: tuple[str, ...], known: dict[str, str]) -> dict[str, str]:
    return {id: known[id] for id in ids if id in known}


def _requirement(requirement: Requirement, known: dict[str, str]) -> Requirement:
    return replace(
        requirement,
        agreed_words=known[requirement.id],
        implemented_words=known[requirement.id],
        checks=tuple(replace(check, words=known[requirement.id]) for check in requirement.checks),
        decision_words=known[requirement.id] if requirement.decision else "",
        parent_words=_of(requirement.parents, known),
    )


def _sow(sow: StatementOfWork, project: Project, known: dict[str, str]) -> StatementOfWork:
    return replace(
        sow,
        deliverables=tuple(
            replace(
                deliverable,
                attempts=tuple(replace(attempt, words=known[deliverable.id]) for attempt in deliverable.attempts),
                requirement_words=_of(
                    tuple(wanted.id for wanted in project.requirements if deliverable.id in wanted.deliverables), known
                ),
            )
            for deliverable in sow.deliverables
        ),
    )


def _run(run: TestRun, project: Project, known: dict[str, str]) -> TestRun:
    tested = {case.id: case.requirements for case in project.tests}
    results = tuple(replace(result, requirements=_of(tested[result.case], known)) for result in run.results)
    return replace(run, results=results)
