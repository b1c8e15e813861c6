"""What was agreed or is processed before it could be: before its question was answered, or before its contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.scope_and_plan import DataProtection
from delivery_wiki.model.project.whole_project import Project


def check_known_before(project: Project) -> Iterator[Finding]:
    """Agreements that are older than what they rest on, and real data before the agreement about them."""
    for requirement in project.requirements:
        if requirement.agreed is not None and not requirement.withdrawn and requirement.decision is None:
            yield from _check_agreement(project, requirement, requirement.agreed)
    yield from _check_data(project)


def _check_agreement(project: Project, requirement: Requirement, agreed: dt.date) -> Iterator[Finding]:
    """A question about it that is answered later, or not yet; a decision about it that was taken later."""
    later = [
        (
            point.location.at("closed"),
            f"{point.id} was answered on {point.closed}" if point.closed else f"{point.id} is open",
        )
        for point in project.open_points
        if requirement.id in point.about and not point.withdrawn and (point.closed is None or point.closed > agreed)
    ]
    later += [
        (decision.location.at("date"), f"{decision.id} was taken on {decision.date}")
        for decision in project.decisions
        if requirement.id in decision.about and not decision.withdrawn and decision.date > agreed
    ]
    for place, fact in later:
        yield warning(
            "agreed-before-known",
            requirement.location.at("agreed"),
            f"{requirement.id} was agreed on {agreed}, and {fact}.",
            "Have it agreed again, or correct one of the days.",
            also=place,
        )


# --- data of people -------------------------------------------------------------------------------


def _check_data(project: Project) -> Iterator[Finding]:
    found = project.data_protection
    waves = project.environment.migration if project.environment else ()
    if found is None:
        dated = [wave for wave in waves if wave.date is not None]
        if dated:
            first = min(dated, key=lambda wave: wave.date or dt.date.max)
            yield _untold(first.location.at("date"), f"{first.id} moves mailboxes on {first.date}")
        if project.poc is not None and project.poc.announced is not None:
            fact = f"the proof of concept was announced to its users on {project.poc.announced}"
            yield _untold(project.poc.location.at("announced"), fact)
        return
    day = found.signed or found.due
    if day is None:
        yield _untold(found.location, f"{found.title or 'the agreement'} has neither signed nor due")
        return
    for id, processed, place in _processing(project, found):
        if processed < day:
            yield warning(
                "data-before-agreement",
                place,
                f"{id} uses real data from {processed} on, and their agreement is {_state(found)} {day}.",
                f"Move {id}, or have the agreement signed before it.",
                also=found.location,
            )


def _state(found: DataProtection) -> str:
    return "of" if found.signed else "due on"


def _untold(place: Location, fact: str) -> Finding:
    return warning(
        "data-before-agreement",
        place,
        f"{fact}, and the project does not say when the agreement about personal data is signed.",
        "Write data_protection in project.yml: signed or due, and before what.",
    )


def _processing(project: Project, found: DataProtection) -> Iterator[tuple[str, dt.date, Location]]:
    """The days on which real data is used first: of what the agreement names, every wave and a proof of concept."""
    for sow in project.sows:
        for deliverable in sow.deliverables:
            if deliverable.id in found.before and deliverable.agreed is not None:
                yield deliverable.id, deliverable.agreed, deliverable.location.at("agreed")
    for wave in project.environment.migration if project.environment else ():
        if wave.date is not None:
            yield wave.id, wave.date, wave.location.at("date")
    if project.poc is not None and project.poc.announced is not None:
        yield "the proof of concept", project.poc.announced, project.poc.location.at("announced")
    for milestone in project.milestones:
        day = milestone.actual or milestone.forecast or milestone.baseline
        if milestone.id in found.before and day is not None:
            yield milestone.id, day, milestone.location
