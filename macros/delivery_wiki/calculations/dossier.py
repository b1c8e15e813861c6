"""The dossier of a document: everything that a project holds about it, gathered in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from delivery_wiki.model.document_names import BASIC, document_id, document_key
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.process import DocumentTemplate
from delivery_wiki.model.project import (
    Deliverable,
    DocumentEvent,
    DocumentRecord,
    EventKind,
    Issued,
    Minutes,
    Project,
    StatementOfWork,
)
from delivery_wiki.model.status import CaseStatus, FactKind, RequirementStatus, Suspicion

from .audience_view import AudienceView
from .sign_off_judgement import JudgedRecord, Judgement, judge_records

# What prepares an agreement; whatever is agreed, checked or signed is never left out.
OPTIONAL = frozenset({"workshop-agenda", "environment-evaluation", "sizing", "poc-record", "formal-offer"})


# Both are without slots, so that what is derived once is kept: a status asks for it hundreds of times.
@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A project on a date, with the answers that documents build on."""

    view: AudienceView
    on: dt.date
    requirements: tuple[RequirementStatus, ...]
    cases: tuple[CaseStatus, ...]
    drifts: tuple[Drift, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def project(self) -> Project:
        """The project as the audience sees it."""
        return self.view.project

    @cached_property
    def templates(self) -> Mapping[str, DocumentTemplate]:
        """The templates by kind."""
        return self.view.templates.by_kind

    @cached_property
    def judgement(self) -> Judgement:
        """Every sign-off record, judged on the date."""
        return judge_records(self.project, on=self.on)

    def suspicion(self, item: str, *kinds: FactKind) -> Suspicion | None:
        """The first suspicion about facts of an item: it counts as open until somebody looks at it again."""
        return next((one for one in self.suspicions if one.item == item and one.kind in kinds), None)

    def is_accepted(self, deliverable: Deliverable) -> bool:
        """Whether a deliverable is accepted, with evidence, as it reads now."""
        return self.was_accepted(deliverable) and self.acceptance_suspicion(deliverable) is None

    def was_accepted(self, deliverable: Deliverable) -> bool:
        """Whether a deliverable is accepted, with evidence, whatever it read then."""
        accepted = deliverable.acceptance_on(self.on)
        return accepted is not None and bool(accepted.evidence.strip())

    def acceptance_suspicion(self, deliverable: Deliverable) -> Suspicion | None:
        """Why its acceptance has to be looked at again."""
        return self.suspicion(deliverable.id, FactKind.ACCEPTED, FactKind.BROUGHT)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The documents of the process in order, without those that the audience does not see."""
        return document_kinds(self.view)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One document: its template, record, content, frozen revisions up to the date, and sign-off records that count."""

    ledger: Ledger
    kind: str
    topic: str | None
    template: DocumentTemplate | None
    record: DocumentRecord | None
    sow: StatementOfWork | None
    minutes: Minutes | None
    issued: tuple[Issued, ...]
    sign_offs: tuple[JudgedRecord, ...]

    @property
    def on(self) -> dt.date:
        """The as-of date."""
        return self.ledger.on

    @property
    def project(self) -> Project:
        """The project as the audience sees it."""
        return self.ledger.project

    @cached_property
    def events(self) -> tuple[DocumentEvent, ...]:
        """What happened up to the date, with evidence, oldest first."""
        events = self.record.events if self.record else ()
        counted = [one for one in events if one.date <= self.on and one.evidence.strip()]
        return tuple(sorted(counted, key=lambda one: (one.date, one.event.value, one.by or "", one.evidence)))

    @cached_property
    def revision(self) -> int | None:
        """The revision as typed by the author, else the newest issued one."""
        if self.sow is not None:
            return self.sow.revision
        if self.record is not None and self.record.revision is not None:
            return self.record.revision
        return max((one.revision for one in self.issued), default=None)

    @property
    def revised(self) -> dt.date | None:
        """When the current revision was made."""
        return (self.sow.revised if self.sow else None) or (self.record.revised if self.record else None)

    @property
    def left_out(self) -> str:
        """Why the project has no such document; empty where it has one, or where nobody may leave it out."""
        if self.record is None or self.kind not in OPTIONAL or self.has_content:
            return ""
        return self.record.not_needed

    @cached_property
    def exists(self) -> bool:
        """Whether there is content, or an event that shows that there was some."""
        return bool(self.events or self.issued) or self.has_content

    @cached_property
    def has_content(self) -> bool:
        """Whether the project's files hold content of this document."""
        return _has_content(self)

    @cached_property
    def drift(self) -> Drift | None:
        """How the document moved away from its newest issued revision, where it did."""
        key = document_key(self.kind, self.topic)
        return next((one for one in self.ledger.drifts if document_key(one.document, one.topic) == key), None)

    def event(self, *kinds: EventKind) -> DocumentEvent | None:
        """The newest event of these kinds."""
        return next((one for one in reversed(self.events) if one.event in kinds), None)

    def issue_of(self, revision: int | None) -> Issued | None:
        """The frozen content of a revision."""
        return next((one for one in reversed(self.issued) if one.revision == revision), None) if self.issued else None


def dossiers(ledger: Ledger) -> tuple[Dossier, ...]:
    """A dossier for every document of the process, statements of work and minutes one each, then others written."""
    named = [dossier(ledger, kind, topic) for kind in ledger.kinds for topic in topics_of(ledger.project, kind)]
    others = [
        dossier(ledger, kind, topic)
        for kind in ledger.templates
        if kind not in ledger.kinds and is_visible(kind, ledger.view)
        for topic in topics_of(ledger.project, kind)
    ]
    return (*named, *(one for one in others if one.has_content))


def dossier(ledger: Ledger, kind: str, topic: str | None) -> Dossier:
    """The dossier of one document."""
    project = ledger.project
    key = document_key(kind, topic)
    issued = [one for one in project.issued if document_key(one.document, one.topic) == key and one.issued <= ledger.on]
    return Dossier(
        ledger=ledger,
        kind=kind,
        topic=topic,
        template=ledger.templates.get(kind),
        record=next((one for one in project.documents if document_key(one.kind, one.topic) == key), None),
        sow=_sow(project, kind, topic),
        minutes=next((one for one in project.minutes if one.name == topic), None) if kind == "minutes" else None,
        issued=tuple(sorted(issued, key=lambda one: (one.revision, one.issued))),
        sign_offs=tuple(
            one for one in ledger.judgement.counting if document_key(one.record.document, one.record.topic) == key
        ),
    )


def document_kinds(view: AudienceView) -> tuple[str, ...]:
    """The documents of the process in order, without those that the audience does not see."""
    named = [document.document for phase in view.process.phases for document in phase.documents]
    named += [one.document for gate in view.process.gates for one in gate.criteria if one.document]
    return tuple(kind for kind in dict.fromkeys(named) if is_visible(kind, view))


def is_visible(kind: str, view: AudienceView) -> bool:
    """Whether the audience sees documents of a kind."""
    template = view.templates.by_kind.get(kind)
    return view.internal or template is None or template.audience == "customer"


def page_stem(kind: str, topic: str | None) -> str:
    """The stem of the page that shows a document: its id; the home page until there is a statement of work."""
    return "index" if (kind, topic) == ("sow", None) else document_id(kind, topic)


def topics_of(project: Project, kind: str) -> Iterable[str | None]:
    """The topics of a kind: one document each, None for a kind with one document."""
    if kind == "sow":
        return sorted(sow.topic for sow in project.sows if sow.topic != BASIC) or [None]
    if kind == "minutes":
        return sorted(one.name for one in project.minutes) or [None]
    return [None]


def _sow(project: Project, kind: str, topic: str | None) -> StatementOfWork | None:
    wanted = BASIC if kind == "basic-sow" else topic if kind == "sow" else None
    return next((sow for sow in project.sows if sow.topic == wanted), None)


def _has_content(document: Dossier) -> bool:
    project = document.project
    contents: dict[str, Callable[[], object]] = {
        "charter": lambda: project.prose.get("charter"),
        "workshop-agenda": lambda: project.agenda,
        "environment-evaluation": lambda: project.environment and project.environment.answers,
        "sizing": lambda: project.sizing,
        "poc-record": lambda: project.poc,
        "formal-offer": lambda: project.offer,
        "basic-sow": lambda: document.sow,
        "sow": lambda: document.sow,
        "implementation-concept": lambda: any(name.startswith("concept/") for name in project.prose),
        "requirements-checklist": lambda: project.requirements,
        "test-protocol": lambda: project.tests,
        "acceptance-certificate": lambda: project.acceptance,
        "change-request": lambda: project.changes,
        "minutes": lambda: document.minutes,
        "retrospective": lambda: project.internal.retrospective if project.internal else None,
    }
    content = contents.get(document.kind)
    return bool(content and content())
