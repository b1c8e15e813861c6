"""Dates that are agreed: a later forecast does not move them, only a change request that both sides agreed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from delivery_wiki.calculations.gates.plan_dates import planned_milestones
from delivery_wiki.calculations.money.agreed_changes import EVER, agreed
from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import PlannedMilestone


def check_agreed_dates(project: Project) -> Iterator[Finding]:
    """A warning for each date of a statement of work that follows the forecast of a milestone and not its plan."""
    plan = {
        planned_milestone.milestone.id: planned_milestone
        for planned_milestone in planned_milestones(project, dt.date.min)
        if not planned_milestone.milestone.withdrawn
    }
    moved = {id for change in agreed(project.changes, EVER) for id in change.moves}
    for sow in project.sows:
        if not moved & {sow.id, sow.topic}:
            yield from _check_deliverables(sow, plan, moved)
            yield from _check_period(sow, plan, moved)


def _check_deliverables(sow: StatementOfWork, plan: dict[str, PlannedMilestone], moved: set[str]) -> Iterator[Finding]:
    for deliverable in sow.deliverables:
        milestone = plan.get(deliverable.milestone or "")
        if deliverable.withdrawn or deliverable.agreed is None or milestone is None or milestone.baseline is None:
            continue
        if deliverable.agreed != milestone.baseline and not moved & {deliverable.id, milestone.milestone.id}:
            yield warning(
                "agreed-date-moved",
                deliverable.location.at("agreed"),
                f"{deliverable.id} is agreed for {deliverable.agreed}, and its milestone "
                f"{milestone.milestone.id} was planned for "
                f"{milestone.baseline}; no agreed change request moved it.",
                f"Write agreed: {milestone.baseline}, and the other day as forecast; or have a change request agreed.",
                also=milestone.milestone.location.at("baseline"),
            )


def _check_period(sow: StatementOfWork, plan: dict[str, PlannedMilestone], moved: set[str]) -> Iterator[Finding]:
    """Begin or end of the work on the very day to which a milestone has slipped, unless the work needs it."""
    planned = {planned_milestone.baseline for planned_milestone in plan.values()}
    for key, day in (("starts", sow.starts), ("ends", sow.ends)):
        slipped = [
            planned_milestone
            for planned_milestone in plan.values()
            if planned_milestone.forecast == day and planned_milestone.baseline not in {None, day}
        ]
        if (
            day is None
            or day in planned
            or not slipped
            or {milestone.milestone.id for milestone in slipped} & {*moved, *sow.needs}
        ):
            continue
        milestone, baseline = slipped[0].milestone, slipped[0].baseline
        yield warning(
            "agreed-date-moved",
            sow.location.at(key),
            f"{sow.id} {key} on {day}, the forecast of {milestone.id}, which was planned for {baseline}; "
            "no agreed change request moved it.",
            f"Write {key}: {baseline}, or have a change request agreed that names {milestone.id}.",
            also=milestone.location.at("baseline"),
        )
