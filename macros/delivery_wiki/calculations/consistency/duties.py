"""The responsibility table: of each task one answers for the result, and somebody does it."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.responsibilities import Duty, Responsibility
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed


def check_duties(project: Project) -> Iterator[Finding]:
    """A warning for each task that has not exactly one accountable, and for each that nobody is responsible for.

    A task whose open point asks for them is clear until that is closed.
    """
    asked = {
        open_point.id for open_point in project.open_points if open_point.closed is None and not open_point.withdrawn
    }
    for row in project.responsibilities:
        if row.open_point not in asked:
            yield from _check_row(row)


def _check_row(row: Responsibility) -> Iterator[Finding]:
    place = row.location.at("duties")
    accountable = row.holders(Duty.ACCOUNTABLE)
    if not accountable and not row.holders(Duty.RESPONSIBLE):
        repair = "Write R for who does it and A for the one who answers for the result; R/A if that is one person."
        yield warning("duties-unclear", place, f"{row.id} has nobody who does it (R) or answers for it (A).", repair)
        return
    if len(accountable) > 1:
        problem = f"{row.id} has {len(accountable)} who answer for the result (A): {listed(accountable)}."
        yield warning("duties-unclear", place, problem, "Keep one A; write R for who does the work.")
    elif not accountable:
        problem = f"{row.id} has nobody who answers for the result (A)."
        yield warning("duties-unclear", place, problem, "Write A for the one who does; R/A if that one does the work.")
    if not row.holders(Duty.RESPONSIBLE):
        problem = f"{row.id} has nobody who does the work (R)."
        yield warning("duties-unclear", place, problem, "Write R for who does it; R/A if that one answers for it too.")
