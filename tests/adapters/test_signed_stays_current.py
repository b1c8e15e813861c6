"""What is issued and signed stays current: its own signatures, today and the states of others are no part of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from delivery_wiki.adapters.customer_files import customer_files
from delivery_wiki.adapters.frozen_documents import find_drifts
from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import DocumentRecord, Issued, Project
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.issuing import document_names, issue
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.reading.repository import Repository, read_repository
from delivery_wiki.reading.schema_check import SchemaSet
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
    found = next(one for one in repository().projects if one.slug == slug)
    known = {(one.kind, one.topic): one for one in found.documents}
    numbered = tuple(replace(one, revision=one.revision or 1) for one in known.values())
    template = repository().library.template_set(found.templates.id, found.templates.version)
    kinds = [one for one in (template.by_kind if template else {}) if (one, None) not in known]
    added = tuple(DocumentRecord(kind=one, revision=1) for one in kinds)
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
            party=next((one.kind for one in found.parties if one.id == person.party), PartyKind.VENDOR),
            roster="0" * 64,
            meaning=Meaning.APPROVED,
            time=f"{day}T10:00:00Z",
            channel=Channel.REVIEW,
            evidence={"forge": "github", "url": "https://forge.example/1", "review": person.id, "commit": "c" * 40},
        )
        for person in found.people
    )


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
    if next(one for one in seen.status.documents if (one.kind, one.topic) == (kind, topic)).revision is None:
        found = replace(found, sows=tuple(replace(one, revision=one.revision or 1) for one in found.sows))
    frozen = issue(context(found, day, kind), kind, topic, customer_files(ROOT, found.slug, SCHEMAS))
    frozen = replace(frozen, digest="d" * 64)

    signed = replace(found, issued=(frozen,), sign_offs=records(found, frozen, day))

    drifts = find_drifts(signed, repository(), lambda: SCHEMAS)
    drifted = [clause.title for drift in drifts for clause in drift.clauses]
    return [*drifted, *moved(frozen, context(signed, day + LATER, kind))] == []


def moved(frozen: Issued, seen: PageContext) -> list[str]:
    """The sections that read otherwise."""
    again = issue(seen, frozen.document, frozen.topic, {})
    return [one.title for one, two in zip(frozen.content, again.content, strict=True) if one != two]


@pytest.mark.parametrize("slug", ["coastline-mail", *(pytest.param(one, marks=pytest.mark.slow) for one in SHIPPED)])
def test_what_happens_to_other_documents_moves_none(slug: str) -> None:
    """All of them issued and signed by everybody: each reads as when it was the only one."""
    found = project(slug)
    day = found.as_of or dt.date(2026, 11, 26)
    found = replace(found, sows=tuple(replace(one, revision=one.revision or 1) for one in found.sows))
    all_of_them = document_names(context(found, day))
    before = context(found, day, *(kind for kind, _ in all_of_them.values()))
    frozen = [replace(issue(before, *which, {}), digest="d" * 64) for which in all_of_them.values()]
    signatures = tuple(record for one in frozen for record in records(found, one, day))

    after = context(replace(found, issued=tuple(frozen), sign_offs=signatures), day + LATER)

    assert [title for one in frozen for title in moved(one, after)] == []
