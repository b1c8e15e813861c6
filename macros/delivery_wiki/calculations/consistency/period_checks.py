"""The period of a statement of work against the days of its deliverables: what is due outside it, nobody owes then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from delivery_wiki.calculations.money.agreed_changes import counts_for
from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project


def check_periods(project: Project) -> Iterator[Finding]:
    """A warning for each deliverable that is agreed for a day before the work begins or after it ends."""
    for sow in project.sows:
        ends = _last_day(project, sow)
        for deliverable in sow.deliverables:
            day = deliverable.agreed
            if deliverable.withdrawn or day is None:
                continue
            if sow.starts is not None and day < sow.starts:
                said, key, limit = f"{sow.id} begins on {sow.starts}", "starts", "earlier"
            elif ends is not None and day > ends:
                said, key, limit = f"{sow.id} ends on {ends}", "ends", "later"
            else:
                continue
            yield warning(
                "outside-period",
                deliverable.location.at("agreed"),
                f"{deliverable.id} is agreed for {day}, and {said}: outside its period nobody owes it.",
                f"Write {key}: {day}, or a day that is {limit}; or correct agreed.",
                also=sow.location.at(key),
            )


def _last_day(project: Project, sow: StatementOfWork) -> dt.date | None:
    """The end of the work, or the one that a change request gives it, unless that was refused or taken back."""
    changed = [
        change.ends
        for change in project.changes
        if counts_for(change, sow) and change.decision is not ChangeDecision.REJECTED and not change.withdrawn
    ]
    return max((day for day in (sow.ends, *changed) if day is not None), default=None)
