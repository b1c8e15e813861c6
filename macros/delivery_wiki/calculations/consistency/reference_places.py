"""Where a project refers to its own ids: one entry for each place, with the kinds that may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from delivery_wiki.model.finding import Location, Step
from delivery_wiki.model.project.contract_data import ContractData
from delivery_wiki.model.project.located import Confirmation
from delivery_wiki.model.project.register_entries import Assumption, Decision, Risk
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, is_statement
from delivery_wiki.model.project.whole_project import Project

from .identifiers import ITEM_KINDS, ItemKind

SOMEBODY = frozenset({ItemKind.PERSON, ItemKind.PARTY})
PEOPLE = frozenset({ItemKind.PERSON})
ANY_ITEM = ITEM_KINDS | {ItemKind.COMPONENT}
ANYTHING = frozenset(ItemKind)
RESULTS = frozenset({ItemKind.DELIVERABLE, ItemKind.MILESTONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePlace:
    """A reference: the id as written, where, what it may name, and who refers.

    `lives` tells that the referring item rests on the other one, so that a withdrawn one must not stand there;
    a record of the past may name it.
    """

    id: str
    location: Location
    kinds: frozenset[ItemKind]
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


def find_places(project: Project) -> Iterator[ReferencePlace]:
    """Every reference of the project, internal ones last."""
    yield from _people(project)
    yield from _topics(project)
    yield from _plan(project)
    yield from _requirements_and_tests(project)
    for sow in project.sows:
        yield from _statement_of_work(sow)
    for wave in project.environment.migration if project.environment else ():
        yield from _all(wave, "needs", wave.needs, RESULTS, owner=wave.id, lives=True)
    yield from _system(project)
    yield from _internal(project)


def _one(
    item: _Referring, field: str, value: str | None, kinds: frozenset[ItemKind], *, owner: str, lives: bool = False
) -> Iterator[ReferencePlace]:
    if value is not None:
        yield ReferencePlace(id=value, location=item.location.at(field), kinds=kinds, owner=owner, lives=lives)


def _all(
    item: _Referring, field: str, values: Iterable[str], kinds: frozenset[ItemKind], *, owner: str, lives: bool = False
) -> Iterator[ReferencePlace]:
    for position, value in enumerate(values):
        steps: tuple[Step, ...] = (field, position)
        yield ReferencePlace(id=value, location=item.location.at(*steps), kinds=kinds, owner=owner, lives=lives)


def _words(
    item: _Referring,
    field: str,
    words: Mapping[str, str],
    kinds: frozenset[ItemKind],
    *,
    owner: str,
    internal: bool = False,
) -> Iterator[ReferencePlace]:
    """The ids whose words something was about."""
    for id in words:
        yield ReferencePlace(id=id, location=item.location.at(field, id), kinds=kinds, owner=owner, internal=internal)


def _confirmed(confirmed: tuple[Confirmation, ...], *, owner: str, internal: bool = False) -> Iterator[ReferencePlace]:
    for confirmation in confirmed:
        yield ReferencePlace(
            id=confirmation.by, location=confirmation.location.at("by"), kinds=SOMEBODY, owner=owner, internal=internal
        )
        yield from _words(confirmation, "words", confirmation.words, ANY_ITEM, owner=owner, internal=internal)


def _people(project: Project) -> Iterator[ReferencePlace]:
    for person in project.people:
        yield from _one(person, "party", person.party, frozenset({ItemKind.PARTY}), owner=person.id)
        for deputy in person.deputies:
            yield from _one(deputy, "deputy", deputy.deputy, frozenset({ItemKind.PERSON}), owner=person.id)
            yield from _one(deputy, "recorded_by", deputy.recorded_by, frozenset({ItemKind.PERSON}), owner=person.id)
    for owner, item, field, value in _named_people(project):
        yield from _one(item, field, value, SOMEBODY, owner=owner)
    for row in project.responsibilities:
        for name in row.duties:
            yield ReferencePlace(id=name, location=row.location.at("duties", name), kinds=SOMEBODY, owner=row.id)
        yield from _one(row, "open_point", row.open_point, frozenset({ItemKind.OPEN_POINT}), owner=row.id)
    if project.agenda:
        yield from _all(project.agenda, "attendees", project.agenda.attendees, SOMEBODY, owner="the agenda")
    if project.offer:
        yield from _one(project.offer, "contact", project.offer.contact, PEOPLE, owner="the offer", lives=True)
        yield from _one(project.offer, "recipient", project.offer.recipient, PEOPLE, owner="the offer", lives=True)
    for owner, contract in (("the contract", project.contract), *((sow.id, sow.contract) for sow in project.sows)):
        yield from _contract(contract, owner) if contract else ()
    for minutes in project.minutes:
        for key in ("attendees", "absent", "distribution", "confirms"):
            yield from _all(minutes, key, getattr(minutes, key), SOMEBODY, owner="the minutes")
        yield from _one(minutes, "writer", minutes.writer, PEOPLE, owner="the minutes")


def _contract(contract: ContractData, owner: str) -> Iterator[ReferencePlace]:
    yield from _all(contract, "key_people", contract.key_people, PEOPLE, owner=owner, lives=True)
    if contract.inspection:
        yield from _all(contract.inspection, "by", contract.inspection.by, SOMEBODY, owner=owner, lives=True)


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
    yield from ((owned.id, owned, "owner", owned.owner) for owned in owned)
    yield from ((decision.id, decision, "decided_by", decision.decided_by) for decision in project.decisions)
    yield from ((change.id, change, "decided_by", change.decided_by) for change in project.changes)
    yield from ((change.id, change, "raised_by", change.raised_by) for change in project.changes)
    yield from (
        (requirement.id, check, "by", check.by) for requirement in project.requirements for check in requirement.checks
    )
    yield from ((run.name, run, "tester", run.tester) for run in project.test_runs)
    for record in project.documents:
        yield record.kind, record, "owner", record.owner
        yield from ((record.kind, event, "by", event.by) for event in record.events)
    yield from ((f"the attachment {file.file}", file, "by", file.by) for file in project.attachments)
    if project.poc:
        yield "the proof of concept", project.poc, "announced_to", project.poc.announced_to
    if project.acceptance:
        yield "the acceptance", project.acceptance, "by", project.acceptance.by
        for defect in project.acceptance.accepted_defects:
            yield "the acceptance", defect, "by", defect.by
            yield "the acceptance", defect, "owner", defect.owner
    yield from ((risk.id, risk.accepted, "by", risk.accepted.by) for risk in project.risks if risk.accepted)
    yield from (("the accepted finding", accepted, "by", accepted.by) for accepted in project.accepted_findings)
    yield from (
        (decision.id, accepted, "owner", accepted.owner)
        for decision in project.decisions
        for accepted in decision.accepts
    )
    yield from ((f"the point {record.point}", record, "by", record.by) for record in project.points)
    for item in project.agenda.items if project.agenda else ():
        yield "the agenda", item, "lead", item.lead


def _topics(project: Project) -> Iterator[ReferencePlace]:
    topical: tuple[_Topical, ...] = (
        *project.decisions,
        *project.assumptions,
        *project.risks,
        *project.open_points,
        *(action for minutes in project.minutes for action in minutes.actions),
    )
    for entry in topical:
        yield from _all(entry, "about", entry.about, ANY_ITEM, owner=entry.id)
    for answer in project.environment.answers if project.environment else ():
        yield from _all(answer, "about", answer.about, ANY_ITEM, owner=answer.question)
    for file in project.attachments:
        yield from _all(file, "about", file.about, ANY_ITEM, owner=f"the attachment {file.file}")
    for change in project.changes:
        yield from _all(change, "moves", change.moves, ANY_ITEM, owner=change.id)
        yield from _all(change, "paid_with", change.paid_with, frozenset({ItemKind.DELIVERABLE}), owner=change.id)
        yield from _one(change, "sow", change.sow, frozenset({ItemKind.STATEMENT_OF_WORK}), owner=change.id)
        for moved in change.dates:
            yield from _one(moved, "milestone", moved.milestone, frozenset({ItemKind.MILESTONE}), owner=change.id)
        for reworded in change.wordings:
            yield from _one(reworded, "item", reworded.item, ANY_ITEM, owner=change.id)
    for entry in topical:
        if isinstance(entry, Decision | Assumption | Risk):
            yield from _words(entry, "words", entry.words, ANY_ITEM, owner=entry.id)
            yield from _confirmed(entry.confirmed, owner=entry.id)
    for minutes in project.minutes:
        yield from _all(minutes, "decisions", minutes.decisions, frozenset({ItemKind.DECISION}), owner="the minutes")


def _plan(project: Project) -> Iterator[ReferencePlace]:
    for milestone in project.milestones:
        lives = not milestone.withdrawn
        wanted = frozenset({ItemKind.MILESTONE})
        yield from _one(milestone, "after", milestone.after, wanted, owner=milestone.id, lives=lives)
    if project.data_protection:
        found = project.data_protection
        yield from _all(found, "before", found.before, RESULTS, owner="data_protection", lives=True)
    if project.offer:
        sows = frozenset({ItemKind.STATEMENT_OF_WORK})
        yield from _all(project.offer, "sows", project.offer.sows, sows, owner="the offer", lives=True)
    for override in project.sizing.overrides if project.sizing else ():
        yield from _one(override, "decided", override.decided, frozenset({ItemKind.DECISION}), owner=override.output)


def _requirements_and_tests(project: Project) -> Iterator[ReferencePlace]:
    for requirement in project.requirements:
        lives = not requirement.withdrawn
        sow, deliverable, parent = (
            frozenset({kind}) for kind in (ItemKind.STATEMENT_OF_WORK, ItemKind.DELIVERABLE, ItemKind.REQUIREMENT)
        )
        yield from _one(requirement, "sow", requirement.sow, sow, owner=requirement.id, lives=lives)
        yield from _all(
            requirement, "deliverables", requirement.deliverables, deliverable, owner=requirement.id, lives=lives
        )
        yield from _all(requirement, "parents", requirement.parents, parent, owner=requirement.id, lives=lives)
        yield from _words(requirement, "parent_words", requirement.parent_words, parent, owner=requirement.id)
        yield from _confirmed(requirement.confirmed, owner=requirement.id)
    for case in project.tests:
        lives = not case.withdrawn
        wanted = frozenset({ItemKind.REQUIREMENT})
        yield from _all(case, "requirements", case.requirements, wanted, owner=case.id, lives=lives)
        yield from _all(case, "in_part", case.in_part, wanted, owner=case.id, lives=lives)
        yield from _all(case, "needs", case.needs, RESULTS, owner=case.id, lives=lives)
        yield from _words(case, "requirement_words", case.requirement_words, wanted, owner=case.id)
    for result in (result for run in project.test_runs for result in run.results):
        wanted = frozenset({ItemKind.REQUIREMENT})
        yield from _words(result, "requirements", result.requirements, wanted, owner=f"the result of {result.case}")
    if project.acceptance:
        accepted, wanted = project.acceptance, frozenset({ItemKind.DELIVERABLE})
        yield from _all(accepted, "deliverables", accepted.deliverables, wanted, owner="the acceptance", lives=True)
    for defect in project.acceptance.accepted_defects if project.acceptance else ():
        wanted = frozenset({ItemKind.TEST_CASE})
        yield from _one(defect, "test", defect.test, wanted, owner="the acceptance", lives=True)
    for entry in project.reported_as.names if project.reported_as else ():
        yield from _all(entry, "cases", entry.cases, frozenset({ItemKind.TEST_CASE}), owner=f"the test '{entry.name}'")


def _statement_of_work(sow: StatementOfWork) -> Iterator[ReferencePlace]:
    assumption, deliverable = frozenset({ItemKind.ASSUMPTION}), frozenset({ItemKind.DELIVERABLE})
    for position, said in enumerate(sow.assumptions):
        if not is_statement(said):
            place = sow.location.at("assumptions", position)
            yield ReferencePlace(id=said, location=place, kinds=assumption, owner=sow.id, lives=True)
    yield from _all(sow, "needs", sow.needs, RESULTS, owner=sow.id, lives=True)
    wanted = frozenset({ItemKind.CHANGE_REQUEST})
    for handed_over in sow.deliverables:
        lives = not handed_over.withdrawn
        yield from _all(handed_over, "needs", handed_over.needs, RESULTS, owner=handed_over.id, lives=lives)
        yield from _one(
            handed_over,
            "milestone",
            handed_over.milestone,
            frozenset({ItemKind.MILESTONE}),
            owner=handed_over.id,
            lives=lives,
        )
        yield from _one(handed_over, "change", handed_over.change, wanted, owner=handed_over.id, lives=lives)
        for attempt in handed_over.attempts:
            yield from _one(attempt, "by", attempt.by, SOMEBODY, owner=handed_over.id)
            yield from _one(attempt, "recorded_by", attempt.recorded_by, PEOPLE, owner=handed_over.id)
            criterion = frozenset({ItemKind.ACCEPTANCE_CRITERION})
            yield from _one(attempt, "criterion", attempt.criterion, criterion, owner=handed_over.id)
        requirement = frozenset({ItemKind.REQUIREMENT})
        yield from _words(
            handed_over, "requirement_words", handed_over.requirement_words, requirement, owner=handed_over.id
        )
        yield from _confirmed(handed_over.confirmed, owner=handed_over.id)
    for package in sow.work_packages:
        lives = not package.withdrawn
        yield from _all(package, "deliverables", package.deliverables, deliverable, owner=package.id, lives=lives)
        yield from _one(package, "change", package.change, wanted, owner=package.id, lives=lives)
    for payment in sow.payment:
        yield from _all(payment, "deliverables", payment.deliverables, deliverable, owner=sow.id, lives=True)


def _system(project: Project) -> Iterator[ReferencePlace]:
    component = frozenset({ItemKind.COMPONENT})
    for connection in project.architecture.connections if project.architecture else ():
        yield from _one(connection, "source", connection.source, component, owner="the connection")
        yield from _one(connection, "target", connection.target, component, owner="the connection")


def _internal(project: Project) -> Iterator[ReferencePlace]:
    """Internal places may name internal and shared items alike, and people too."""
    if project.internal is None:
        return
    for remark in project.internal.remarks:
        about = remark.location.at("about")
        yield ReferencePlace(id=remark.about, location=about, kinds=ANYTHING, owner="the remark", internal=True)
        if remark.by:
            by = remark.location.at("by")
            yield ReferencePlace(id=remark.by, location=by, kinds=SOMEBODY, owner="the remark", internal=True)
    for record in project.internal.points:
        by = record.location.at("by")
        yield ReferencePlace(
            id=record.by, location=by, kinds=SOMEBODY, owner=f"the point {record.point}", internal=True
        )
    for risk in project.internal.risks:
        if risk.accepted is not None:
            by = risk.accepted.location.at("by")
            yield ReferencePlace(id=risk.accepted.by, location=by, kinds=SOMEBODY, owner=risk.id, internal=True)
        if risk.owner is not None:
            owner = risk.location.at("owner")
            yield ReferencePlace(id=risk.owner, location=owner, kinds=SOMEBODY, owner=risk.id, internal=True)
        for position, id in enumerate(risk.about):
            place = risk.location.at("about", position)
            yield ReferencePlace(id=id, location=place, kinds=ANY_ITEM, owner=risk.id, internal=True)
        yield from _words(risk, "words", risk.words, ANY_ITEM, owner=risk.id, internal=True)
        yield from _confirmed(risk.confirmed, owner=risk.id, internal=True)
