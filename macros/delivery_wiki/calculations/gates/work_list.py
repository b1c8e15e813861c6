"""What people owe over many projects: who or which side, by when, and how urgent it is on each project's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import Owed, ProjectStatus

from .owed import urgency

SOON_DAYS = 7  # calendar days ahead that count as the next thing to do, where nobody asks for others


class Urgency(Enum):
    """How near the date of an entry is, in the order in which it is told."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChoice:
    """Which entries are wanted; everything where nothing is said.

    `person` is an id or a name, `due` calendar days ahead: what is overdue is due as well.
    """

    person: str = ""
    party: PartyKind | None = None
    late: bool = False
    due: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """Something owed in a project, as of the project's day."""

    project: Project
    on: dt.date
    owed: Owed
    urgency: Urgency


def choose_work(projects: Sequence[tuple[Project, ProjectStatus]], choice: WorkChoice) -> tuple[WorkItem, ...]:
    """The entries that are wanted, most urgent first; an archived project owes nothing."""
    days = SOON_DAYS if choice.due is None else choice.due
    found = (
        WorkItem(project=project, on=status.on, owed=owed, urgency=how_urgent(owed, status.on, days))
        for project, status in projects
        if not status.archived
        for owed in status.owed
    )
    order = list(Urgency)
    wanted = (item for item in found if _is_wanted(item, choice))
    return tuple(sorted(wanted, key=lambda item: (order.index(item.urgency), urgency(item.owed), item.project.slug)))


def people_called(project: Project, text: str) -> tuple[str, ...]:
    """The ids of the people of a project who have an id or a name, whichever case it is written in."""
    meant = _folded(text)
    return tuple(person.id for person in project.people if meant in {_folded(person.id), _folded(person.name)})


def known_people(projects: Iterable[Project]) -> tuple[str, ...]:
    """Every id and name by which somebody can be asked for, in order."""
    return tuple(
        sorted({text for project in projects for person in project.people for text in (person.id, person.name)})
    )


def how_urgent(owed: Owed, on: dt.date, days: int = SOON_DAYS) -> Urgency:
    """How near the date of an entry is on a day; `days` ahead are soon."""
    if owed.due is None:
        return Urgency.UNDATED
    if owed.days_late:
        return Urgency.OVERDUE
    return Urgency.SOON if (owed.due - on).days <= days else Urgency.LATER


def _is_wanted(item: WorkItem, choice: WorkChoice) -> bool:
    owed = item.owed
    return (
        (not choice.person or owed.owner in people_called(item.project, choice.person))
        and (choice.party is None or owed.party is choice.party)
        and (not choice.late or item.urgency is Urgency.OVERDUE)
        and (choice.due is None or item.urgency in {Urgency.OVERDUE, Urgency.SOON})
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
