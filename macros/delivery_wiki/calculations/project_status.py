"""Where a project stands on a date, from evidence alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.model.document_kinds import REQUIREMENTS_CHECKLIST
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import DocumentStatus, PhaseStatus, Progress, ProjectStatus

from .base.audience_view import AudienceView
from .base.phrases import id_order
from .evidence.document_facts import ProjectFacts
from .evidence.document_states import document_statuses
from .evidence.requirement_states import requirement_statuses, with_signed_checklist
from .evidence.suspicion import find_suspicions, with_suspicions
from .evidence.testing import case_statuses
from .evidence.worded_facts import worded_facts
from .gates.gate_states import GateEvidence, phase_statuses
from .gates.health import HealthFacts, health, refusal
from .gates.owed import everything_owed
from .gates.plan_dates import planned_milestones
from .gates.point_states import find_points
from .money.efforts import sow_figures


def calculate_status(
    view: AudienceView, *, on: dt.date, sizing: SizingResult | None = None, drifts: tuple[Drift, ...] = ()
) -> ProjectStatus:
    """The status of a project as an audience sees it; facts dated after `on` have not happened yet.

    `drifts` say which documents moved away from their newest issued revision.
    """
    project = view.project
    cases = case_statuses(project, on)
    facts = tuple(worded_facts(project, cases, on))
    suspicions = find_suspicions(facts, on)
    cases = with_suspicions(cases, suspicions)
    requirements = requirement_statuses(view, cases, on, facts)
    project_facts = ProjectFacts(
        view=view,
        on=on,
        requirements=tuple(sorted(requirements, key=lambda requirement: id_order(requirement.requirement))),
        cases=tuple(sorted(cases, key=lambda case: id_order(case.case))),
        drifts=drifts,
        suspicions=suspicions,
    )
    documents = document_statuses(project_facts, sizing)
    if any(document.kind == REQUIREMENTS_CHECKLIST.id and "signed" in document.reached for document in documents):
        requirements = with_signed_checklist(requirements)
    plan = planned_milestones(project, on)
    evidence = GateEvidence(project_facts=project_facts, documents=documents, plan=plan, sizing=sizing)
    phases = phase_statuses(evidence)
    archived = refusal(phases)
    owed = () if archived else everything_owed(evidence, phases)
    word, cause = health(
        HealthFacts(
            project=project,
            on=on,
            phases=phases,
            plan=plan,
            owed=owed,
            documents=documents,
            suspicions=suspicions,
        )
    )
    status = ProjectStatus(
        on=on,
        health=word,
        cause=cause,
        archived=archived,
        phases=phases,
        documents=documents if archived else _with_needs(documents, phases),
        owed=owed,
        plan=plan,
        requirements=requirements,
        cases=cases,
        sows=sow_figures(project, on=on, ended=archived is not None),
        suspicions=suspicions,
        day=(on - project.started).days + 1 if project.started and project.started <= on else None,
    )
    return replace(status, points=find_points(view, status))


def _with_needs(documents: tuple[DocumentStatus, ...], phases: tuple[PhaseStatus, ...]) -> tuple[DocumentStatus, ...]:
    """The documents, each with the state that the current phase needs of it."""
    current = next((phase.phase for phase in phases if phase.progress is Progress.CURRENT), None)
    needs = {planned.document: planned.state for planned in current.documents} if current else {}
    return tuple(replace(document, needs=needs.get(document.kind, "")) for document in documents)
