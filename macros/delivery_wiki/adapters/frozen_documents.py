"""Issued documents beside today's: today's tool reads the frozen files too, so that only content differs."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.calculations.drift import find_drift, newest_issues
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.project import ContentPart, Issued, Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.document_content import content_parts, find_document
from delivery_wiki.pages.documents.cover import revision_labels
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.repository import Repository
from delivery_wiki.reading.schema_check import SchemaSet
from delivery_wiki.reading.strict_yaml import as_comments

from .customer_files import TEXTS
from .files import FULL

# Content depends on no date, so that both sides are seen when all that is written has happened.
LATE = dt.date(2199, 12, 31)


def frozen_project(issued: Issued, project: Project, schemas: SchemaSet) -> Project | None:
    """The project as it was when the revision was issued; None where today's tool cannot read its files."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        folder = root / "projects" / project.slug
        folder.mkdir(parents=True)
        for inside, text in issued.sources.items():
            target = (folder / inside).resolve()
            if not target.is_relative_to(folder):
                return None
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                is_text = inside.endswith(TEXTS)
                target.write_bytes(_as_read_then(inside, text) if is_text else base64.b64decode(text, validate=True))
            except OSError as fault:
                if fault.errno in FULL:
                    raise
                return None
            except (ValueError, binascii.Error):
                return None
        read = read_project(folder, root, schemas).project
    earlier = tuple(one for one in project.issued if one.issued <= issued.issued and one is not issued)
    return replace(read, issued=earlier) if read else None


def _as_read_then(inside: str, text: str) -> bytes:
    """A file whose unquoted texts are cut at `#` still says what it said when it was issued."""
    return (as_comments(text) if inside.endswith(".yml") else text).encode()


def called_as_today(then: Project, now: Project) -> Project:
    """The project as it was, with the title, and the names and roles of people, that they have now: no terms of it.

    The name of a party is one: under another name it may be another company.
    """
    people = {one.id: one for one in now.people}
    renamed = (
        replace(one, name=people[one.id].name, role=people[one.id].role, email=people[one.id].email)
        if one.id in people
        else one
        for one in then.people
    )
    return replace(then, title=now.title, people=tuple(renamed))


def without_signatures(project: Project) -> Project:
    """The project as it would be if nobody had signed by a record."""
    return replace(project, sign_offs=(), attestations=(), returned=())


def find_drifts(project: Project, repository: Repository, schemas: Callable[[], SchemaSet]) -> tuple[Drift, ...]:
    """How each document of a sound project moved away from its newest issued revision; only those that did."""

    @cache
    def context(audience: Audience) -> PageContext:
        # What signing changes is no part of what is signed: both sides are read as if nobody had signed.
        return _late_context(without_signatures(project), audience, repository)

    found = []
    for issued in newest_issues(project):
        audience = Audience(issued.audience)
        now, apart = _parts(context(audience), issued), revision_labels(context(audience).words)
        drift = find_drift(issued, issued.content, now, apart)
        if drift.clauses:
            drift = find_drift(issued, _then(issued, project, repository, schemas()), now, apart)
        if drift.clauses:
            found.append(drift)
    return tuple(found)


def _then(issued: Issued, project: Project, repository: Repository, schemas: SchemaSet) -> tuple[ContentPart, ...]:
    """What today's tool makes of the frozen files; what was written down then, where it makes nothing of them."""
    frozen = frozen_project(issued, project, schemas)
    frozen = called_as_today(frozen, project) if frozen else None
    try:
        parts = _parts(_late_context(frozen, Audience(issued.audience), repository), issued) if frozen else ()
    except (LookupError, ValueError):  # a pin that no longer ships, a call that is refused
        parts = ()
    return parts or issued.content


def _late_context(project: Project, audience: Audience, repository: Repository) -> PageContext:
    return page_context(project, audience, repository.library, repository.catalogues, LATE, asked=True)


def _parts(context: PageContext, issued: Issued) -> tuple[ContentPart, ...]:
    document = find_document(context, issued.document, issued.topic)
    return content_parts(context, document) if document else ()
