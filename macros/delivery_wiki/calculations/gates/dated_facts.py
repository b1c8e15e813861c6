"""What a project's own data says happened, and on which day: gates, papers, decisions, tests, questions, meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.project.statement_of_work_terms import AttemptOutcome
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.model.status import Message, ProjectStatus, message, translatable

from ..base.audience_view import AudienceView


class FactTopic(Enum):
    """What a fact is about, in the order in which facts of one day are told."""

    GATE = "gate"
    SIGNATURE = "signature"
    DOCUMENT = "document"
    DECISION = "decision"
    CHANGE = "change-request"
    DELIVERABLE = "deliverable"
    MILESTONE = "milestone"
    TESTS = "test-run"
    POINT = "open-point"
    ACTION = "action"
    MINUTES = "minutes"
    ACTIVITY = "activity"


PAPERS = frozenset({FactTopic.SIGNATURE, FactTopic.DOCUMENT})
SAID = translatable(
    {
        Meaning.REVIEWED: "reviewed",
        Meaning.APPROVED: "approved",
        Meaning.ACCEPTED: "accepted",
        Meaning.ACCEPTED_WITH_CONDITIONS: "accepted with conditions",
        Meaning.REJECTED: "rejected",
        Meaning.WITHDRAWN: "withdrawn",
        Meaning.DEEMED_ACCEPTED: "deemed accepted",
        EventKind.SENT: "sent",
        EventKind.RECEIVED: "received",
        EventKind.ANNOUNCED: "announced",
        EventKind.AGREED: "agreed",
        EventKind.ACCEPTED: "accepted",
        EventKind.REFUSED: "refused",
        EventKind.SIGNED: "signed",
        EventKind.USED: "used",
        EventKind.CLOSED: "closed",
        AttemptOutcome.ACCEPTED: "accepted",
        AttemptOutcome.REJECTED: "rejected",
        ChangeDecision.AGREED: "agreed",
        ChangeDecision.REJECTED: "rejected",
    }
)
ISSUED, RAISED, CLOSED, DECIDED, REACHED, DONE, HELD = translatable(
    ("issued", "raised", "closed", "decided", "reached", "done", "held")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFact:
    """Something that happened on a day: what it is about, what became of it, and whose doing it was.

    `id` is that of the item or the page of the document, `who` a person or party by id, `note` conditions or an answer
    in the project's own words.
    """

    topic: FactTopic
    date: dt.date
    id: str
    title: Message
    said: Message
    who: str = ""
    note: str = ""


def facts_between(view: AudienceView, status: ProjectStatus, first: dt.date, last: dt.date) -> tuple[DatedFact, ...]:
    """The facts of these days, both included, the newest first; of one day in the order of their topics."""
    topics = list(FactTopic)
    found = (fact for fact in dated_facts(view, status) if first <= fact.date <= last)
    return tuple(sorted(found, key=lambda fact: (-fact.date.toordinal(), topics.index(fact.topic), fact.id)))


def dated_facts(view: AudienceView, status: ProjectStatus) -> Iterator[DatedFact]:
    """Every fact of a project that has a day."""
    yield from _gates(status)
    yield from paper_facts(view, status)
    yield from _decisions(view)
    yield from _changes(view)
    yield from _deliverables(view)
    yield from _plan(status)
    yield from _tests(view)
    yield from _points(view)
    yield from _meetings(view)
    yield from _activities(view)


def _gates(status: ProjectStatus) -> Iterator[DatedFact]:
    for gate in status.gates:
        if gate.decision is not None and gate.decision.outcome is not None:
            yield DatedFact(
                topic=FactTopic.GATE,
                date=gate.decision.date,
                id=gate.decision.id,
                title=message(gate.gate.title),
                said=message(gate.decision.outcome.value),
                who=gate.decision.decided_by,
            )


def paper_facts(view: AudienceView, status: ProjectStatus) -> Iterator[DatedFact]:
    """What happened to documents: issued, signed, and what the team noted of them."""
    papers = {(document.kind, document.topic): document for document in status.documents}
    project = view.project
    for issued in project.issued:
        if document := papers.get((issued.document, issued.topic)):
            title = message("{title} r{revision}", title=document.title, revision=issued.revision)
            yield _paper(FactTopic.DOCUMENT, issued.issued, document.page, title, ISSUED)
    for record in project.sign_offs:
        document = papers.get((record.document, record.topic))
        if document and (view.internal or record.audience == view.audience.value):
            title = message("{title} r{revision}", title=document.title, revision=record.revision)
            yield _paper(
                *(FactTopic.SIGNATURE, record.spoken, document.page, title, SAID[record.meaning]),
                who=record.speaker,
                note=record.conditions,
            )
    for written in project.documents:
        if document := papers.get((written.kind, written.topic)):
            for event in written.events:
                topic = FactTopic.SIGNATURE if event.event is EventKind.SIGNED else FactTopic.DOCUMENT
                title, said = message(document.title), SAID[event.event]
                yield _paper(topic, event.date, document.page, title, said, who=event.by or "")


def _paper(
    topic: FactTopic, date: dt.date, page: str, title: Message, said: str, *, who: str = "", note: str = ""
) -> DatedFact:
    return DatedFact(topic=topic, date=date, id=page, title=title, said=message(said), who=who, note=note)


def _decisions(view: AudienceView) -> Iterator[DatedFact]:
    """Decisions of their own; those at a gate are told with the gate."""
    for decision in view.project.decisions:
        if not decision.withdrawn and (decision.gate is None or decision.outcome is None):
            yield _item(
                FactTopic.DECISION, decision.date, (decision.id, decision.title), DECIDED, who=decision.decided_by
            )


def _changes(view: AudienceView) -> Iterator[DatedFact]:
    for change in view.project.changes:
        if not change.withdrawn:
            yield _item(FactTopic.CHANGE, change.raised, (change.id, change.title), RAISED, who=change.raised_by)
            if change.decided is not None and change.decision in SAID:
                said, who = SAID[change.decision], change.decided_by or ""
                yield _item(FactTopic.CHANGE, change.decided, (change.id, change.title), said, who=who)


def _deliverables(view: AudienceView) -> Iterator[DatedFact]:
    for sow in view.project.sows:
        for deliverable in sow.deliverables:
            for attempt in deliverable.counting:
                said, who = SAID[attempt.outcome], attempt.by or ""
                yield _item(FactTopic.DELIVERABLE, attempt.date, (deliverable.id, deliverable.title), said, who=who)


def _plan(status: ProjectStatus) -> Iterator[DatedFact]:
    for planned in status.plan:
        if planned.actual is not None and not planned.milestone.withdrawn:
            yield _item(FactTopic.MILESTONE, planned.actual, (planned.milestone.id, planned.milestone.title), REACHED)


def _tests(view: AudienceView) -> Iterator[DatedFact]:
    for run in view.project.test_runs:
        passed = sum(result.verdict is Verdict.PASS for result in run.results)
        yield DatedFact(
            topic=FactTopic.TESTS,
            date=run.date,
            id=run.name,
            title=message("Test run: {environment}", environment=run.environment),
            said=message("{passed} of {count} passed", passed=passed, count=len(run.results)),
            who=run.tester,
        )


def _points(view: AudienceView) -> Iterator[DatedFact]:
    for point in view.project.open_points:
        if not point.withdrawn:
            yield _item(FactTopic.POINT, point.raised, (point.id, point.question), RAISED, who=point.owner or "")
            if point.closed is not None:
                yield _item(FactTopic.POINT, point.closed, (point.id, point.question), CLOSED, note=point.answer)


def _meetings(view: AudienceView) -> Iterator[DatedFact]:
    for minutes in view.project.minutes:
        yield _item(FactTopic.MINUTES, minutes.date, (minutes.name, minutes.title), HELD)
        for action in minutes.actions:
            if action.done is not None and not action.withdrawn:
                yield _item(FactTopic.ACTION, action.done, (action.id, action.action), DONE, who=action.owner)


def _activities(view: AudienceView) -> Iterator[DatedFact]:
    titles = {activity.id: activity.title for phase in view.process.phases for activity in phase.activities}
    for record in view.project.activities:
        if title := titles.get(record.activity):
            yield _item(FactTopic.ACTIVITY, record.done, (record.activity, title), DONE)


def _item(
    topic: FactTopic, date: dt.date, item: tuple[str, str], said: str, *, who: str = "", note: str = ""
) -> DatedFact:
    """A fact about an item, which is given by its id and its title."""
    id, title = item
    return DatedFact(topic=topic, date=date, id=id, title=message(title), said=message(said), who=who, note=note)


def new_papers(before: Iterable[DatedFact], after: Iterable[DatedFact]) -> tuple[DatedFact, ...]:
    """What happened to documents that was not known before, in the order of the days."""
    known = set(before)
    return tuple(sorted((fact for fact in after if fact not in known), key=lambda fact: (fact.date, fact.id)))
