"""Where every id of a project stands: the page and the title behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.model.document_kinds import (
    CHANGE_REQUEST,
    CONCEPT,
    ENVIRONMENT_EVALUATION,
    MINUTES,
    SOW,
    TEST_PROTOCOL,
)
from delivery_wiki.model.document_names import document_id
from delivery_wiki.model.project.register_entries import RiskState
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, WorkPackage
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.whole_project import Project

from .elements.page_kind import ItemPlace
from .elements.words import Words
from .render.html import TOP

PlaceOf = tuple[str, str, str]
Withdrawable = TypeVar("Withdrawable", Deliverable, WorkPackage, TestCase)


def find_places(view: AudienceView, words: Words) -> dict[str, ItemPlace]:
    """The place of every id that this reader may see; the first one wins where an id is used twice."""
    places: dict[str, ItemPlace] = {}
    for find in (_requirements, _work, _tests, _registers, _meetings, _surroundings, _people):
        for id, stem, title in find(view.project):
            places.setdefault(id, ItemPlace(page=f"{stem}.html", title=title))
    for sow in view.project.sows:
        places[sow.id] = ItemPlace(page=f"sow-{sow.topic}.html", title=sow.title, anchor=TOP)
    return {**places, **_concept_sections(view, words)}


def _requirements(project: Project) -> Iterator[PlaceOf]:
    for requirement in project.requirements:
        yield requirement.id, "requirements", requirement.statement


def _work(project: Project) -> Iterator[PlaceOf]:
    """What a contract no longer says has no place in it."""
    for sow in project.sows:
        stem = document_id(SOW.id, sow.topic)
        for deliverable in _not_withdrawn(sow.deliverables):
            yield deliverable.id, stem, deliverable.title
            for criterion in deliverable.acceptance:
                yield criterion.id, stem, criterion.statement
        for package in _not_withdrawn(sow.work_packages):
            yield package.id, stem, package.title


def _not_withdrawn(items: Iterable[Withdrawable]) -> Iterator[Withdrawable]:
    return (item for item in items if not item.withdrawn)


def _tests(project: Project) -> Iterator[PlaceOf]:
    for case in _not_withdrawn(project.tests):
        yield case.id, TEST_PROTOCOL.page_id, case.title


def _registers(project: Project) -> Iterator[PlaceOf]:
    for milestone in project.milestones:
        yield milestone.id, "plan", milestone.title
    for decision in project.decisions:
        yield decision.id, "decisions", decision.title
    for assumption in project.assumptions:
        yield assumption.id, "assumptions", assumption.statement
    for point in project.open_points:
        yield point.id, "open-points", point.question
    for change in project.changes:
        yield change.id, CHANGE_REQUEST.page_id, change.title
    for risk in (*project.risks, *(project.internal.risks if project.internal else ())):
        yield risk.id, "risks", risk.statement


def _meetings(project: Project) -> Iterator[PlaceOf]:
    for minutes in project.minutes:
        for action in minutes.actions:
            yield action.id, document_id(MINUTES.id, minutes.name), action.action


def _surroundings(project: Project) -> Iterator[PlaceOf]:
    for responsibility in project.responsibilities:
        yield responsibility.id, "responsibilities", responsibility.task
    if project.environment is None:
        return
    for interface in project.environment.interfaces:
        yield interface.id, ENVIRONMENT_EVALUATION.page_id, interface.title
    for wave in project.environment.migration:
        yield wave.id, ENVIRONMENT_EVALUATION.page_id, wave.title


def _people(project: Project) -> Iterator[PlaceOf]:
    for person in project.people:
        yield person.id, "people", person.name
    for party in project.parties:
        yield party.id, "people", party.name


def _has_data(project: Project, computed: str | None) -> bool:
    """Whether there is what a section of the concept is computed from."""
    environment = project.environment
    found: dict[str, object] = {
        "scope": project.scope.included or project.scope.excluded,
        "goals": project.goals,
        "architecture": project.architecture,
        "sizing": project.sizing,
        "network": environment and (environment.ports or environment.interfaces),
        "responsibilities": project.responsibilities,
        "plan": any(not milestone.withdrawn for milestone in project.milestones),
        "requirements": any(
            not requirement.withdrawn and requirement.decision is None for requirement in project.requirements
        ),
    }
    found["risks"] = [
        *(risk for risk in project.risks if not risk.withdrawn and risk.state is not RiskState.CLOSED),
        *(assumption for assumption in project.assumptions if not assumption.withdrawn),
        *(open_point for open_point in project.open_points if not open_point.withdrawn and open_point.closed is None),
    ]
    return bool(found.get(computed or ""))


def _concept_sections(view: AudienceView, words: Words) -> dict[str, ItemPlace]:
    """The sections of the concept, once there is one; a section that it leaves out leads to its top."""
    project, template = view.project, view.templates.by_kind.get(CONCEPT.id)
    begun = any(name.startswith("concept/") for name in project.prose)
    if template is None or not (begun or any(document.kind == CONCEPT.id for document in project.documents)):
        return {}
    places: dict[str, ItemPlace] = {}
    for section in template.sections:
        shown = f"concept/{section.id}" in project.prose or _has_data(project, section.computed)
        anchor = f"concept-{section.id}" if shown else TOP
        title = words(section.title)
        places[f"concept/{section.id}"] = ItemPlace(page=f"{CONCEPT.id}.html", title=title, anchor=anchor)
    return places
