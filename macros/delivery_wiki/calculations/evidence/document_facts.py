"""The facts of a document: everything that a project holds about it, gathered in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from delivery_wiki.model.document_kinds import MINUTES, SOW, DocumentKind, kind_of, statement_of_work
from delivery_wiki.model.document_names import document_id, document_key
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.process import DocumentTemplate
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.minutes import Minutes
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CaseStatus, FactKind, RequirementStatus, Suspicion

from ..base.audience_view import AudienceView
from ..money.agreed_changes import as_agreed
from ..signing.sign_off_judgement import JudgedRecord, Judgement, judge_records


# Both are without slots, so that what is derived once is kept: a status asks for it hundreds of times.
@dataclass(frozen=True, kw_only=True)
class ProjectFacts:
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
        return next(
            (suspicion for suspicion in self.suspicions if suspicion.item == item and suspicion.kind in kinds), None
        )

    @cached_property
    def sows(self) -> tuple[StatementOfWork, ...]:
        """The statements of work as agreed: what is planned for a change request waits for its agreement."""
        return tuple(as_agreed(sow, self.project.changes, self.on) for sow in self.project.sows)

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
class DocumentFacts:
    """One document: its template, record, content, frozen revisions up to the date, and sign-off records that count."""

    project_facts: ProjectFacts
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
        return self.project_facts.on

    @property
    def of_kind(self) -> DocumentKind:
        """What holds for every document of its kind."""
        return kind_of(self.kind)

    @property
    def project(self) -> Project:
        """The project as the audience sees it."""
        return self.project_facts.project

    @cached_property
    def events(self) -> tuple[DocumentEvent, ...]:
        """What happened up to the date, with evidence, oldest first."""
        events = self.record.events if self.record else ()
        counted = [event for event in events if event.date <= self.on and event.evidence.strip()]
        return tuple(sorted(counted, key=lambda event: (event.date, event.event.value, event.by or "", event.evidence)))

    @cached_property
    def revision(self) -> int | None:
        """The revision as typed by the author, else the newest issued one."""
        if self.sow is not None:
            return self.sow.revision
        if self.record is not None and self.record.revision is not None:
            return self.record.revision
        return max((issued.revision for issued in self.issued), default=None)

    @property
    def revised(self) -> dt.date | None:
        """When the current revision was made."""
        return (self.sow.revised if self.sow else None) or (self.record.revised if self.record else None)

    @property
    def left_out(self) -> str:
        """Why the project has no such document; empty where it has one, or where nobody may leave it out."""
        if self.record is None or not self.of_kind.may_be_left_out or self.has_content:
            return ""
        return self.record.not_needed

    @cached_property
    def exists(self) -> bool:
        """Whether there is content, or an event that shows that there was some."""
        return bool(self.events or self.issued) or self.has_content

    @cached_property
    def has_content(self) -> bool:
        """Whether the project's files hold content of this document."""
        return bool(self.of_kind.content(self.project, self.topic))

    @cached_property
    def drift(self) -> Drift | None:
        """How the document moved away from its newest issued revision, where it did."""
        key = document_key(self.kind, self.topic)
        if not any(document_key(issued.document, issued.topic) == key for issued in self.project.issued):
            return None
        return next(
            (drift for drift in self.project_facts.drifts if document_key(drift.document, drift.topic) == key), None
        )

    def event(self, *kinds: EventKind) -> DocumentEvent | None:
        """The newest event of these kinds."""
        return next((event for event in reversed(self.events) if event.event in kinds), None)

    def issue_of(self, revision: int | None) -> Issued | None:
        """The frozen content of a revision."""
        return (
            next((issued for issued in reversed(self.issued) if issued.revision == revision), None)
            if self.issued
            else None
        )


def all_document_facts(project_facts: ProjectFacts) -> tuple[DocumentFacts, ...]:
    """The facts of every document of the process, statements of work and minutes one each, then others written."""
    named = [
        document_facts(project_facts, kind, topic)
        for kind in project_facts.kinds
        for topic in topics_of(project_facts.project, kind)
    ]
    others = [
        document_facts(project_facts, kind, topic)
        for kind in project_facts.templates
        if kind not in project_facts.kinds and is_visible(kind, project_facts.view)
        for topic in topics_of(project_facts.project, kind)
    ]
    return (*named, *(document_facts for document_facts in others if document_facts.has_content))


def document_facts(project_facts: ProjectFacts, kind: str, topic: str | None) -> DocumentFacts:
    """The facts of one document."""
    project = project_facts.project
    key = document_key(kind, topic)
    issued = [
        revision
        for revision in project.issued
        if document_key(revision.document, revision.topic) == key and revision.issued <= project_facts.on
    ]
    return DocumentFacts(
        project_facts=project_facts,
        kind=kind,
        topic=topic,
        template=project_facts.templates.get(kind),
        record=next((record for record in project.documents if document_key(record.kind, record.topic) == key), None),
        sow=statement_of_work(project, kind, topic),
        minutes=next((minutes for minutes in project.minutes if minutes.name == topic), None)
        if kind == MINUTES.id
        else None,
        issued=tuple(sorted(issued, key=lambda issued: (issued.revision, issued.issued))),
        sign_offs=tuple(
            record
            for record in project_facts.judgement.counting
            if document_key(record.record.document, record.record.topic) == key
        ),
    )


def document_kinds(view: AudienceView) -> tuple[str, ...]:
    """The documents of the process in order, without those that the audience does not see."""
    named = [document.document for phase in view.process.phases for document in phase.documents]
    named += [criterion.document for gate in view.process.gates for criterion in gate.criteria if criterion.document]
    return tuple(kind for kind in dict.fromkeys(named) if is_visible(kind, view))


def is_visible(kind: str, view: AudienceView) -> bool:
    """Whether the audience sees documents of a kind."""
    template = view.templates.by_kind.get(kind)
    return view.internal or template is None or template.audience == "customer"


def page_stem(kind: str, topic: str | None) -> str:
    """The stem of the page that shows a document: its id; the home page until there is a statement of work."""
    return "index" if (kind, topic) == (SOW.id, None) else document_id(kind, topic)


def topics_of(project: Project, kind: str) -> Iterable[str | None]:
    """The topics of a kind: one document each, None for a kind with one document."""
    topics = kind_of(kind).topics
    return sorted(topics(project) if topics else ()) or [None]
