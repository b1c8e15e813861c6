"""Documents as content: every one of the shipped projects, the same on every day and for both audiences."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import asked_for
from delivery_wiki.model.project.issued_revision import ContentPart
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.document_content import COVER, content_parts, find_document
from tests.shipped import EACH

ROOT = Path(__file__).parents[3]
DAY = dt.date(2026, 11, 24)


@cache
def workspace() -> Workspace:
    """The shipped projects, read once."""
    return load_workspace(ROOT)


@cache
def contexts(audience: Audience, on: dt.date) -> dict[str, PageContext]:
    """Every project as an audience sees it on a day."""
    return {
        project_context.view.project.slug: project_context
        for project_context in project_contexts(workspace(), audience, asked_for(on))
    }


def documents(context: PageContext) -> dict[str, tuple[ContentPart, ...]]:
    """The content of every document that has a page."""
    found = {}
    context = replace(context, issuing=frozenset(document.kind for document in context.status.documents))
    for status in context.status.documents:
        document = find_document(context, status.kind, status.topic)
        if document is not None:
            found[f"{status.kind} {status.topic or ''}"] = content_parts(context, document)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("slug", EACH)
def test_a_document_says_the_same_on_every_day(slug: str) -> None:
    """What a signature covers does not move with the clock: no relative words, nothing that becomes late."""
    today = documents(contexts(Audience.CUSTOMER, DAY)[slug])
    later = documents(contexts(Audience.CUSTOMER, DAY + dt.timedelta(days=400))[slug])

    assert today
    assert {name: parts for name, parts in later.items() if name in today} == today


@pytest.mark.slow
@pytest.mark.parametrize("slug", EACH)
def test_a_customer_reads_the_document_that_the_team_reads(slug: str) -> None:
    """Nothing internal is part of a document that a customer may see."""
    inside = documents(contexts(Audience.INTERNAL, DAY)[slug])
    outside = documents(contexts(Audience.CUSTOMER, DAY)[slug])

    assert {name: parts for name, parts in inside.items() if name in outside} == outside


@pytest.mark.parametrize("slug", EACH)
def test_every_clause_has_a_place_and_every_document_a_cover(slug: str) -> None:
    """A clause is found again by its anchor."""
    for name, parts in documents(contexts(Audience.CUSTOMER, DAY)[slug]).items():
        assert parts[0].id == COVER, name
        assert all(part.id and part.title for part in parts), name
        assert len({part.id for part in parts}) == len(parts), name
