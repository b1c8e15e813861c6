"""Where a project refers to its own ids: one entry for each place, with the kinds that may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from delivery_wiki.model.finding import Location, Step
from delivery_wiki.model.project import (
    Assumption,
    Confirmation,
    Decision,
    Project,
    Risk,
    StatementOfWork,
    is_statement,
)

from .identifiers import ITEM_KINDS, Kind

SOMEBODY = frozenset({Kind.PERSON, Kind.PARTY})
ANY_ITEM = ITEM_KINDS | {Kind.COMPONENT}
ANYTHING = frozenset(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A reference: the id as written, where, what it may name, and who refers.

    `lives` tells that the referring item rests on the other one, so that a withdrawn one must not stand there;
    a record of the past may name it.
    """

    id: str
    location: Location
    kinds: frozenset[Kind]
    owner: str
    lives: bool = False
    internal: bool = False


class _Referring(Protocol):
    @property
    def location(self) -> Location: ...


class _Owned(_Referring, Protocol):
    @property
    def id(self) -> str: ...
    @property
    def owner(self) -> str | None: ...


class _Topical(_Referring, Protocol):
    @property
    def id(self) -> str: ...
    @property
    def about(self) -> tuple[str, ...]: ...


def find_places(project: Project) -> Iterator[Place]:
    """Every reference of the project, internal ones last."""
    yield from _people(project)
    yield from _topics(project)
    yield from _plan(project)
    yield from _requirements_and_tests(project)
    for sow in project.sows:
        yield from _statement_of_work(sow)
    yield from _system(project)
    yield from _internal(project)


def _one(
    item: _Referring, field: str, value: str | None, kinds: frozenset[Kind], *, owner: str, lives: bool = False
) -> Iterator[Place]:
    if value is not None:
        yield Place(id=value, location=item.location.at(field), kinds=kinds, owner=owner, lives=lives)


def _all(
    item: _Referring, field: str, values: Iterable[str], kinds: frozenset[Kind], *, owner: str, lives: bool = False
) -> Iterator[Place]:
    for position, value in enumerate(values):
        steps: tuple[Step, ...] = (field, position)
        yield Place(id=value, location=item.location.at(*steps), kinds=kinds, owner=owner, lives=lives)


def _words(
    item: _Referring,
    field: str,
    words: Mapping[str, str],
    kinds: frozenset[Kind],
    *,
    owner: str,
    internal: bool = False,
) -> Iterator[Place]:
    """The ids whose words something was about."""
    for id in words:
        yield Place(id=id, location=item.location.at(field, id), kinds=kinds, owner=owner, internal=internal)


def _confirmed(confirmed: tuple[Confirmation, ...], *, owner: str, internal: bool = False) -> Iterator[Place]:
    for one in confirmed:
        yield Place(id=one.by, location=one.location.at("by"), kinds=SOMEBODY, owner=owner, internal=internal)
        yield from _words(one, "words", one.words, ANY_ITEM, owner=owner, internal=internal)


def _people(project: Project) -> Iterator[Place]:
    for person in project.people:
        yield from _one(person, "party", person.party, frozenset({Kind.PARTY}), owner=person.id)
    for owner, item, field, value in _named_people(project):
        yield from _one(item, field, value, SOMEBODY, owner=owner)
    for row in project.responsibilities:
        for name in row.duties:
            yield Place(id=name, location=row.location.at("duties", name), kinds=SOMEBODY, owner=row.id)
        yield from _one(row, "open_point", row.open_point, frozenset({Kind.OPEN_POINT}), owner=row.id)
    if project.agenda:
        yield from _all(project.agenda, "attendees", project.agenda.attendees, SOMEBODY, owner="the agenda")
    for minutes in project.minutes:
        yield from _all(minutes, "attendees", minutes.attendees, SOMEBODY, owner="the minutes")


def _named_people(project: Project) -> Iterator[tuple[str, _Referring, str, str | None]]:
    """Who refers, the value that holds the field, the field and the person or party it names."""
    owned: tuple[_Owned, ...] = (
        *project.milestones,
        *project.assumptions,
        *project.risks,
        *project.open_points,
        *project.requirements,
        *project.tests,
        *project.changes,
        *(action for minutes in project.minutes for action in minutes.actions),
        *(interface for interface in (project.environment.interfaces if project.environment else ())),
        *(package for sow in project.sows for package in sow.work_packages),
    )
    yield from ((one.id, one, "owner", one.owner) for one in owned)
    yield from ((one.id, one, "decided_by", one.decided_by) for one in project.decisions)
    yield from ((one.id, one, "decided_by", one.decided_by) for one in project.changes)
    yield from ((one.id, one, "raised_by", one.raised_by) for one in project.changes)
    yield from ((one.id, check, "by", check.by) for one in project.requirements for check in one.checks)
    yield from ((run.name, run, "tester", run.tester) for run in project.test_runs)
    for record in project.documents:
        yield record.kind, record, "owner", record.owner
        yield from ((record.kind, event, "by", event.by) for event in record.events)
    if project.poc:
        yield "the proof of concept", project.poc, "announced_to", project.poc.announced_to
    if project.acceptance:
        yield "the acceptance", project.acceptance, "by", project.acceptance.by
        for defect in project.acceptance.accepted_defects:
            yield "the acceptance", defect, "by", defect.by
            yield "the acceptance", defect, "owner", defect.owner
    yield from ((one.id, one.accepted, "by", one.accepted.by) for one in project.risks if one.accepted)
    yield from (("the accepted finding", one, "by", one.by) for one in project.accepted_findings)
    yield from ((one.id, accepted, "owner", accepted.owner) for one in project.decisions for accepted in one.accepts)
    for item in project.agenda.items if project.agenda else ():
        yield "the agenda", item, "lead", item.lead


def _topics(project: Project) -> Iterator[Place]:
    topical: tuple[_Topical, ...] = (
        *project.decisions,
        *project.assumptions,
        *project.risks,
        *project.open_points,
        *(action for minutes in project.minutes for action in minutes.actions),
    )
    for one in topical:
        yield from _all(one, "about", one.about, ANY_ITEM, owner=one.id)
    for answer in project.environment.answers if project.environment else ():
        yield from _all(answer, "about", answer.about, ANY_ITEM, owner=answer.question)
    for change in project.changes:
        yield from _all(change, "moves", change.moves, ANY_ITEM, owner=change.id)
        yield from _all(change, "paid_with", change.paid_with, frozenset({Kind.DELIVERABLE}), owner=change.id)
        yield from _one(change, "sow", change.sow, frozenset({Kind.STATEMENT_OF_WORK}), owner=change.id)
    for one in topical:
        if isinstance(one, Decision | Assumption | Risk):
            yield from _words(one, "words", one.words, ANY_ITEM, owner=one.id)
            yield from _confirmed(one.confirmed, owner=one.id)
    for minutes in project.minutes:
        yield from _all(minutes, "decisions", minutes.decisions, frozenset({Kind.DECISION}), owner="the minutes")


def _plan(project: Project) -> Iterator[Place]:
    for milestone in project.milestones:
        lives = not milestone.withdrawn
        wanted = frozenset({Kind.MILESTONE})
        yield from _one(milestone, "after", milestone.after, wanted, owner=milestone.id, lives=lives)
    if project.offer:
        sows = frozenset({Kind.STATEMENT_OF_WORK})
        yield from _all(project.offer, "sows", project.offer.sows, sows, owner="the offer", lives=True)
    for override in project.sizing.overrides if project.sizing else ():
        yield from _one(override, "decided", override.decided, frozenset({Kind.DECISION}), owner=override.output)


def _requirements_and_tests(project: Project) -> Iterator[Place]:
    for one in project.requirements:
        lives = not one.withdrawn
        sow, deliverable, parent = (
            frozenset({kind}) for kind in (Kind.STATEMENT_OF_WORK, Kind.DELIVERABLE, Kind.REQUIREMENT)
        )
        yield from _one(one, "sow", one.sow, sow, owner=one.id, lives=lives)
        yield from _all(one, "deliverables", one.deliverables, deliverable, owner=one.id, lives=lives)
        yield from _all(one, "parents", one.parents, parent, owner=one.id, lives=lives)
        yield from _words(one, "parent_words", one.parent_words, parent, owner=one.id)
        yield from _confirmed(one.confirmed, owner=one.id)
    for case in project.tests:
        lives = not case.withdrawn
        wanted = frozenset({Kind.REQUIREMENT})
        yield from _all(case, "requirements", case.requirements, wanted, owner=case.id, lives=lives)
        yield from _words(case, "requirement_words", case.requirement_words, wanted, owner=case.id)
    for result in (result for run in project.test_runs for result in run.results):
        wanted = frozenset({Kind.REQUIREMENT})
        yield from _words(result, "requirements", result.requirements, wanted, owner=f"the result of {result.case}")
    for defect in project.acceptance.accepted_defects if project.acceptance else ():
        wanted = frozenset({Kind.TEST_CASE})
        yield from _one(defect, "test", defect.test, wanted, owner="the acceptance", lives=True)
    for entry in project.reported_as.names if project.reported_as else ():
        yield from _all(entry, "cases", entry.cases, frozenset({Kind.TEST_CASE}), owner=f"the test '{entry.name}'")


def _statement_of_work(sow: StatementOfWork) -> Iterator[Place]:
    assumption, deliverable = frozenset({Kind.ASSUMPTION}), frozenset({Kind.DELIVERABLE})
    for position, said in enumerate(sow.assumptions):
        if not is_statement(said):
            place = sow.location.at("assumptions", position)
            yield Place(id=said, location=place, kinds=assumption, owner=sow.id, lives=True)
    for one in sow.deliverables:
        lives = not one.withdrawn
        yield from _one(one, "milestone", one.milestone, frozenset({Kind.MILESTONE}), owner=one.id, lives=lives)
        for attempt in one.attempts:
            yield from _one(attempt, "by", attempt.by, SOMEBODY, owner=one.id)
            criterion = frozenset({Kind.ACCEPTANCE_CRITERION})
            yield from _one(attempt, "criterion", attempt.criterion, criterion, owner=one.id)
        requirement = frozenset({Kind.REQUIREMENT})
        yield from _words(one, "requirement_words", one.requirement_words, requirement, owner=one.id)
        yield from _confirmed(one.confirmed, owner=one.id)
    for package in sow.work_packages:
        lives = not package.withdrawn
        yield from _all(package, "deliverables", package.deliverables, deliverable, owner=package.id, lives=lives)
    for payment in sow.payment:
        yield from _all(payment, "deliverables", payment.deliverables, deliverable, owner=sow.id, lives=True)


def _system(project: Project) -> Iterator[Place]:
    component = frozenset({Kind.COMPONENT})
    for connection in project.architecture.connections if project.architecture else ():
        yield from _one(connection, "source", connection.source, component, owner="the connection")
        yield from _one(connection, "target", connection.target, component, owner="the connection")


def _internal(project: Project) -> Iterator[Place]:
    """Internal places may name internal and shared items alike, and people too."""
    if project.internal is None:
        return
    for remark in project.internal.remarks:
        about = remark.location.at("about")
        yield Place(id=remark.about, location=about, kinds=ANYTHING, owner="the remark", internal=True)
        if remark.by:
            by = remark.location.at("by")
            yield Place(id=remark.by, location=by, kinds=SOMEBODY, owner="the remark", internal=True)
    for risk in project.internal.risks:
        if risk.accepted is not None:
            by = risk.accepted.location.at("by")
            yield Place(id=risk.accepted.by, location=by, kinds=SOMEBODY, owner=risk.id, internal=True)
        if risk.owner is not None:
            owner = risk.location.at("owner")
            yield Place(id=risk.owner, location=owner, kinds=SOMEBODY, owner=risk.id, internal=True)
        for position, id in enumerate(risk.about):
            place = risk.location.at("about", position)
            yield Place(id=id, location=place, kinds=ANY_ITEM, owner=risk.id, internal=True)
        yield from _words(risk, "words", risk.words, ANY_ITEM, owner=risk.id, internal=True)
        yield from _confirmed(risk.confirmed, owner=risk.id, internal=True)
