"""Who is booked when: what remains of work packages, spread over the business days until their deliverables are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, WorkPackage
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import SowFigures

from ..base.business_days import ONE_DAY, is_business_day

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """The person-days that remain of a work package for its owner, and the business days that they are spread over.

    Without a date, or where that is past, there are no days: what remains is to be done at once.
    """

    project: str
    package: WorkPackage
    owner: str
    remaining: Decimal
    days: tuple[dt.date, ...]
    due: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedWeek:
    """The person-days booked in the week that begins on `monday`, exact, and the business days that it has."""

    monday: dt.date
    booked: Fraction
    room: int

    @property
    def is_overbooked(self) -> bool:
        """Whether more is booked than the week has days."""
        return self.booked > self.room


def find_bookings(project: Project, sows: Iterable[SowFigures], on: dt.date) -> Iterator[Booking]:
    """The work that remains in a project on a day, for each owner of a work package."""
    for figures in sows:
        left = {package.id: package.effort.remaining for package in figures.efforts}
        for package in figures.sow.work_packages:
            remaining = left.get(package.id, Decimal(0))
            if package.owner is None or package.withdrawn or remaining <= 0:
                continue
            due = _due(figures.sow, package)
            first = max(on, figures.sow.starts or on)
            days = tuple(_business_days(first, due, project.holidays)) if due else ()
            yield Booking(
                project=project.slug, package=package, owner=package.owner, remaining=remaining, days=days, due=due
            )


def booked_weeks(
    bookings: Sequence[Booking], on: dt.date, count: int, holidays: Collection[dt.date] = ()
) -> tuple[BookedWeek, ...]:
    """The weeks from that of a day on; what has no days ahead is booked in the first."""
    first = on - dt.timedelta(days=on.weekday())
    at_once = sum((Fraction(booking.remaining) for booking in bookings if not booking.days), Fraction(0))
    weeks = []
    for number in range(count):
        monday = first + number * WEEK
        spread = (_share(booking, monday) for booking in bookings if booking.days)
        booked = sum(spread, at_once if number == 0 else Fraction(0))
        ahead = (monday + day * ONE_DAY for day in range(7))
        room = sum(day >= on and is_business_day(day, holidays) for day in ahead)
        weeks.append(BookedWeek(monday=monday, booked=booked, room=room))
    return tuple(weeks)


def _share(booking: Booking, monday: dt.date) -> Fraction:
    """The part of a booking that falls into a week."""
    inside = sum(monday <= day < monday + WEEK for day in booking.days)
    return Fraction(booking.remaining) * inside / len(booking.days)


def _due(sow: StatementOfWork, package: WorkPackage) -> dt.date | None:
    """The first day on which a deliverable of the package is expected, else the end of the statement of work."""
    wanted = (deliverable for deliverable in sow.deliverables if deliverable.id in package.deliverables)
    days = (deliverable.expected for deliverable in wanted if not deliverable.withdrawn)
    return min((day for day in days if day), default=sow.ends)


def _business_days(first: dt.date, last: dt.date, holidays: Collection[dt.date]) -> Iterator[dt.date]:
    day = first
    while day <= last:
        if is_business_day(day, holidays):
            yield day
        day += ONE_DAY
