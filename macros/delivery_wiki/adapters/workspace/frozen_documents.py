"""Issued documents beside today's: today's tool reads the frozen files too, so that only content differs."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.verification.frozen_comparison import find_drift, newest_issues
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.project.issued_revision import ContentPart, Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.document_frame.cover import revision_labels
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.document_content import content_parts, find_document, table_heads
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.repository import Repository
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.commented_text import as_comments

from ..outside.files import FULL
from .customer_files import TEXTS

# Content depends on no date, so that both sides are seen when all that is written has happened.
LATE = dt.date(2199, 12, 31)


def frozen_project(issued: Issued, project: Project, schemas: SchemaSet) -> Project | None:
    """The project as it was when the revision was issued; None where today's tool cannot read its files."""
    read = _read_frozen(project.slug, tuple(sorted(issued.sources.items())), schemas)
    earlier = tuple(
        revision for revision in project.issued if revision.issued <= issued.issued and revision is not issued
    )
    return replace(read, issued=earlier) if read else None


@lru_cache(maxsize=64)
def _read_frozen(slug: str, sources: tuple[tuple[str, str], ...], schemas: SchemaSet) -> Project | None:
    """Frozen files never change, so that they are read once, however often the project is."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        folder = root / "projects" / slug
        folder.mkdir(parents=True)
        for inside, text in sources:
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
        return read_project(folder, root, schemas).project


def _as_read_then(inside: str, text: str) -> bytes:
    """A file whose unquoted texts are cut at `#` still says what it said when it was issued."""
    return (as_comments(text) if inside.endswith(".yml") else text).encode()


def called_as_today(then: Project, now: Project) -> Project:
    """The project as it was, with the title, and the names and roles of people, that they have now: no terms of it.

    The name of a party is one: under another name it may be another company.
    """
    people = {person.id: person for person in now.people}
    renamed = (
        replace(person, name=people[person.id].name, role=people[person.id].role, email=people[person.id].email)
        if person.id in people
        else person
        for person in then.people
    )
    return replace(then, title=now.title, people=tuple(renamed))


def without_signatures(project: Project) -> Project:
    """The project as it would be if nobody had signed by a record."""
    return replace(project, sign_offs=(), attestations=(), returned=())


class _Read(NamedTuple):
    """A document as it reads: its clauses, and the lines of them that head a table."""

    parts: tuple[ContentPart, ...] = ()
    heads: frozenset[str] = frozenset()


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
        drift = find_drift(issued, issued.content, now.parts, apart, now.heads)
        if drift.clauses:
            then = _then(issued, project, repository, schemas())
            drift = find_drift(issued, then.parts, now.parts, apart, now.heads | then.heads)
        if drift.clauses:
            found.append(drift)
    return tuple(found)


def _then(issued: Issued, project: Project, repository: Repository, schemas: SchemaSet) -> _Read:
    """What today's tool makes of the frozen files; what was written down then, where it makes nothing of them.

    The revision counts as issued: it has the places to sign that it was issued with.
    """
    frozen = frozen_project(issued, project, schemas)
    frozen = replace(called_as_today(frozen, project), issued=(*frozen.issued, issued)) if frozen else None
    try:
        read = _parts(_late_context(frozen, Audience(issued.audience), repository), issued) if frozen else _Read()
    except (LookupError, ValueError):  # a pin that no longer ships, a call that is refused
        read = _Read()
    return read if read.parts else _Read(issued.content)


def _late_context(project: Project, audience: Audience, repository: Repository) -> PageContext:
    return page_context(project, audience, repository.library, repository.catalogues, LATE, asked=True)


def _parts(context: PageContext, issued: Issued) -> _Read:
    document = find_document(context, issued.document, issued.topic)
    return _Read(content_parts(context, document), table_heads(document)) if document else _Read()
