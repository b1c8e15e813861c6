"""Texts that say when something is paid: a day that they name is that of what they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from delivery_wiki.calculations.base.dates_in_text import dates_in
from delivery_wiki.calculations.base.ids_in_text import ids_of_text
from delivery_wiki.calculations.base.near_miss import listed
from delivery_wiki.calculations.gates.plan_dates import planned_milestones
from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.project.offer import Licence, OfferOption
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from delivery_wiki.model.project.whole_project import Project

Days = Mapping[str, frozenset[dt.date]]


def check_due_texts(project: Project) -> Iterator[Finding]:
    """Payments, licences and options that name another day than their deliverable or milestone, or one long past."""
    days = _days(project)
    for sow in project.sows:
        for payment in sow.payment:
            named = (*payment.deliverables, *ids_of_text(payment.title))
            yield from _check(project, payment.title, named, days, payment.location.at("title"))
    offer = project.offer
    lines: tuple[Licence | OfferOption, ...] = (*offer.licences, *offer.options) if offer else ()
    for line in lines:
        yield from _check(project, line.due, ids_of_text(line.due), days, line.location.at("due"))
    for option in offer.options if offer else ():
        for day in dates_in(option.due, project.language):
            if option.ordered is not None and day < option.ordered:
                yield warning(
                    "due-otherwise",
                    option.location.at("due"),
                    f"the option is invoiced on {day}, and it was ordered on {option.ordered}.",
                    f"Write {option.ordered} or a later day.",
                    also=option.location.at("ordered"),
                )


def _check(project: Project, text: str, named: tuple[str, ...], days: Days, location: Location) -> Iterator[Finding]:
    known = {id: days[id] for id in named if days.get(id)}
    expected = frozenset[dt.date]().union(*known.values())
    for day in dates_in(text, project.language) if expected else ():
        if day not in expected:
            said = listed([f"{id} on {' or '.join(str(each) for each in sorted(known[id]))}" for id in known])
            yield warning(
                "due-otherwise",
                location,
                f"what falls due names {day}, and the plan has {said}.",
                "Write that day, or leave the day out: what it waits for has one.",
            )


def _days(project: Project) -> Days:
    """The days of each deliverable and milestone: agreed, expected and reached."""
    found: dict[str, frozenset[dt.date]] = {}
    for planned in planned_milestones(project, dt.date.min):
        found[planned.milestone.id] = _set(planned.baseline, planned.forecast, planned.actual)
    for sow in project.sows:
        for deliverable in sow.deliverables:
            milestone = found.get(deliverable.milestone or "", frozenset())
            found[deliverable.id] = _of_deliverable(deliverable) | milestone
    return found


def _of_deliverable(deliverable: Deliverable) -> frozenset[dt.date]:
    accepted = (attempt.date for attempt in deliverable.attempts)
    return _set(deliverable.agreed, deliverable.forecast, *accepted)


def _set(*days: dt.date | None) -> frozenset[dt.date]:
    return frozenset(day for day in days if day is not None)
