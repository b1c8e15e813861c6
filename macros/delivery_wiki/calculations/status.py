"""Where a project stands on a date, from evidence alone."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.model.drift import Drift
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import ProjectStatus

from .audience_view import AudienceView
from .documents import document_statuses
from .dossier import Ledger
from .efforts import sow_figures
from .gates import GateEvidence, phase_statuses
from .health import HealthFacts, health, refusal
from .owed import everything_owed
from .phrases import id_order
from .plan import planned_milestones
from .requirements import requirement_statuses, with_signed_checklist
from .suspicion import find_suspicions, with_suspicions
from .testing import case_statuses
from .worded_facts import worded_facts


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
    ledger = Ledger(
        view=view,
        on=on,
        requirements=tuple(sorted(requirements, key=lambda one: id_order(one.requirement))),
        cases=tuple(sorted(cases, key=lambda one: id_order(one.case))),
        drifts=drifts,
        suspicions=suspicions,
    )
    documents = document_statuses(ledger, sizing)
    if any(one.kind == "requirements-checklist" and "signed" in one.reached for one in documents):
        requirements = with_signed_checklist(requirements)
    plan = planned_milestones(project, on)
    evidence = GateEvidence(ledger=ledger, documents=documents, plan=plan, sizing=sizing)
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
    return ProjectStatus(
        on=on,
        health=word,
        cause=cause,
        archived=archived,
        phases=phases,
        documents=documents,
        owed=owed,
        plan=plan,
        requirements=requirements,
        cases=cases,
        sows=sow_figures(project, on=on, ended=archived is not None),
        suspicions=suspicions,
        day=(on - project.started).days + 1 if project.started and project.started <= on else None,
    )
