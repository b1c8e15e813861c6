"""What the portfolio says of a project: who leads it, its phase since when, what blocks it and whose move that is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from delivery_wiki.calculations.base.people import name_of, people_with_role
from delivery_wiki.calculations.gates.acting_people import LEAD
from delivery_wiki.calculations.gates.work_list import Urgency, how_urgent
from delivery_wiki.calculations.money.work_package_efforts import project_effort
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.status import CriterionState, CriterionStatus, Effort, Progress

from ..elements.page_kind import PageContext, WikiContext
from ..elements.words import Words
from .portfolio_glance import is_old


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """One project in the portfolio.

    `since` is the day on which its phase began, `blocked` the condition that stands first on its home,
    `overdue` and `due` count what is owed, overdue and within seven days of the project's own day; `effort` is None
    where no work package is written. `newest` is the newest version of its process, where it follows an older one.
    """

    project: PageContext
    customer: str
    lead_ids: tuple[str, ...]
    leads: tuple[str, ...]
    since: dt.date | None
    blocked: CriterionStatus | None
    overdue: int
    due: int
    points: int
    effort: Effort | None
    newest: str

    @property
    def days(self) -> int | None:
        """For how many days it has been in its phase, on its own day."""
        return (self.project.on - self.since).days if self.since else None


def portfolio_row(project: PageContext, wiki: WikiContext) -> PortfolioRow:
    """The row of a project; nothing is owed in one that ended, nor known of one that nobody keeps."""
    view, status = project.view, project.status
    runs = status.archived is None
    owed = status.owed if runs and not is_old(project, wiki) else ()
    urgent = Counter(how_urgent(entry, project.on) for entry in owed)
    newest, leads = newest_version(wiki, view.process.id), people_with_role(view, PartyKind.VENDOR, LEAD)
    return PortfolioRow(
        project=project,
        customer=name_of(view.project, view.project.customer),
        lead_ids=leads,
        leads=tuple(name_of(view.project, id) for id in leads),
        since=_since(project) if runs and status.current else None,
        blocked=_blocked(project) if runs else None,
        overdue=urgent[Urgency.OVERDUE],
        due=urgent[Urgency.SOON],
        points=sum(not (point.closed or point.withdrawn) for point in view.project.open_points),
        effort=project_effort(status.sows) if runs and any(figures.efforts for figures in status.sows) else None,
        newest=newest if newest != view.process.version else "",
    )


def newest_version(wiki: WikiContext, process: str) -> str:
    """The newest released version of a process; the versions of dates sort by their letters."""
    return max((known.version for known in wiki.processes if known.id == process), default="")


def _since(project: PageContext) -> dt.date | None:
    """The day of the last gate that was passed before the current phase, else the begin of the project."""
    begun = project.view.project.started
    for phase in project.status.phases:
        if phase.progress is Progress.CURRENT:
            break
        for gate in phase.gates:
            reached = gate.milestone.actual if gate.milestone else None
            day = gate.decision.date if gate.decision else reached
            begun = max(begun or day, day) if day else begun
    return begun


def _blocked(project: PageContext) -> CriterionStatus | None:
    gate = project.status.next_gate
    waits = [found for found in gate.criteria if found.needed and found.state is not CriterionState.MET] if gate else []
    return min(waits, key=lambda found: found.state is not CriterionState.STALE, default=None)


def who_moves(criterion: CriterionStatus, project: PageContext, words: Words) -> str:
    """Who can move a condition: a person by name, else the side; empty where nobody knows."""
    if criterion.owner:
        return name_of(project.view.project, criterion.owner)
    return words(criterion.party.value) if criterion.party else ""
