"""What follows from the refusal of a deliverable: the vendor remedies it, until the day that the clause allows."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt, StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from ..base.business_days import add_business_days


def remedied_by(project: Project, sow: StatementOfWork, refusal: AcceptanceAttempt) -> dt.date | None:
    """The last day on which what was refused is to be presented again; None where no clause names the days."""
    clock = sow.acceptance_clock
    if clock is None or clock.cure_business_days is None:
        return None
    return add_business_days(refusal.date, clock.cure_business_days, project.holidays)
