"""What is issued and signed stays current: its own signatures, today and the states of others are no part of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from delivery_wiki.adapters.workspace.customer_files import customer_files
from delivery_wiki.adapters.workspace.frozen_documents import find_drifts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.document_kinds import CHANGE_REQUEST
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff
from delivery_wiki.pages.command_texts.issuing import document_names, issue
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.reading.repository import Repository, read_repository
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.calculations.status_projects import ROOT
from tests.sign_offs import record_about

SCHEMAS = SchemaSet.load(ROOT / "schemas")
SHIPPED = ("northern-lights", "stadtwerke-musterstadt")
PROJECTS = (SHIPPED[0], pytest.param(SHIPPED[1], marks=pytest.mark.slow))
LATER = dt.timedelta(days=40)


@cache
def repository() -> Repository:
    """The shipped projects."""
    return read_repository(ROOT, ROOT)


@cache
def project(slug: str) -> Project:
    """A shipped project with a revision for each document, and nothing issued."""
    found = next(project for project in repository().projects if project.slug == slug)
    known = {(document.kind, document.topic): document for document in found.documents}
    numbered = tuple(replace(document, revision=document.revision or 1) for document in known.values())
    template = repository().library.template_set(found.templates.id, found.templates.version)
    kinds = [text for text in (template.by_kind if template else {}) if (text, None) not in known]
    added = tuple(DocumentRecord(kind=kind, revision=1) for kind in kinds)
    return replace(found, documents=(*numbered, *added), issued=(), sign_offs=())


def context(project: Project, on: dt.date, *issuing: str) -> PageContext:
    """What a customer reads on a day."""
    read = repository()
    made = page_context(project, Audience.CUSTOMER, read.library, read.catalogues, on, asked=True)
    return replace(made, issuing=frozenset(issuing))


def records(found: Project, issued: Issued, day: dt.date) -> tuple[SignOff, ...]:
    """A signature of each person with a key or a part in it, on a day: more than are needed."""
    return tuple(
        record_about(
            found,
            issued,
            person=person.id,
            role=person.role,
            party=next((party.kind for party in found.parties if party.id == person.party), PartyKind.VENDOR),
            roster="0" * 64,
            meaning=Meaning.APPROVED,
            time=f"{day}T10:00:00Z",
            channel=Channel.REVIEW,
            evidence={"forge": "github", "url": "https://forge.example/1", "review": person.id, "commit": "c" * 40},
        )
        for person in found.people
    )


@pytest.mark.slow
@pytest.mark.parametrize("slug", PROJECTS)
def test_a_signed_document_stays_current(slug: str) -> None:
    """Issued, signed by everybody, and read on a later day: each document of the project reads as it did."""
    found = project(slug)
    seen = context(found, found.as_of or dt.date(2026, 11, 26))
    documents = document_names(seen)
    assert len(documents) > 10
    assert [name for name, which in documents.items() if not stays_current(found, seen, *which)] == []


def stays_current(found: Project, seen: PageContext, kind: str, topic: str | None) -> bool:
    """Whether no clause of a document that was issued and signed has drifted, and no section reads otherwise."""
    day = found.as_of or dt.date(2026, 11, 26)
    if (
        next(
            document for document in seen.status.documents if (document.kind, document.topic) == (kind, topic)
        ).revision
        is None
    ):
        found = with_revisions(found, day)
    frozen = issue(context(found, day, kind), kind, topic, customer_files(ROOT, found.slug, SCHEMAS))
    frozen = replace(frozen, digest="d" * 64)

    signed = replace(found, issued=(frozen,), sign_offs=records(found, frozen, day))

    drifts = find_drifts(signed, repository(), lambda: SCHEMAS)
    drifted = [clause.title for drift in drifts for clause in drift.clauses]
    return [*drifted, *moved(frozen, context(signed, day + LATER, kind))] == []


def with_revisions(found: Project, day: dt.date) -> Project:
    """The same with a revision of each statement of work and each change request."""
    sows = tuple(replace(sow, revision=sow.revision or 1) for sow in found.sows)
    known = {record.topic for record in found.documents if record.kind == CHANGE_REQUEST.id}
    requests = tuple(
        DocumentRecord(kind=CHANGE_REQUEST.id, topic=change.id.lower(), revision=1, revised=day)
        for change in found.changes
        if not change.withdrawn and change.id.lower() not in known
    )
    return replace(found, sows=sows, documents=(*found.documents, *requests))


def moved(frozen: Issued, seen: PageContext) -> list[str]:
    """The sections that read otherwise."""
    again = issue(seen, frozen.document, frozen.topic, {})
    return [part.title for part, other in zip(frozen.content, again.content, strict=True) if part != other]


@pytest.mark.parametrize(
    "slug", ["coastline-mail", *(pytest.param(parameters, marks=pytest.mark.slow) for parameters in SHIPPED)]
)
def test_what_happens_to_other_documents_moves_none(slug: str) -> None:
    """All of them issued and signed by everybody: each reads as when it was the only one."""
    found = project(slug)
    day = found.as_of or dt.date(2026, 11, 26)
    found = with_revisions(found, day)
    all_of_them = document_names(context(found, day))
    before = context(found, day, *(kind for kind, _ in all_of_them.values()))
    frozen = [replace(issue(before, *which, {}), digest="d" * 64) for which in all_of_them.values()]
    signatures = tuple(record for revision in frozen for record in records(found, revision, day))

    after = context(replace(found, issued=tuple(frozen), sign_offs=signatures), day + LATER)

    assert [title for revision in frozen for title in moved(revision, after)] == []
