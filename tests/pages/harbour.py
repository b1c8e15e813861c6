"""The example project that uses every file and field, as a page sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext, PageFile, PageKind
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.reading.repository import Repository, read_repository
from tests.pages.documents.examples import tables, texts

ROOT = Path(__file__).parent.parent.parent
FULL = ROOT / "tests" / "examples" / "valid" / "full"
ON = dt.date(2026, 9, 30)


@cache
def _repository() -> Repository:
    return read_repository(FULL, ROOT)


def harbour() -> Project:
    """The project as it is written."""
    return _repository().projects[0]


def context(
    project: Project | None = None, *, audience: Audience = Audience.INTERNAL, on: dt.date = ON, **changes: Any
) -> PageContext:
    """The project, with some fields changed, for one audience as of 30 September 2026, or of another day."""
    changed = replace(project or harbour(), **changes)
    return page_context(changed, audience, _repository().library, {}, on, asked=on is not ON)


def empty() -> Project:
    """The project before anything is known but its people."""
    full = harbour()
    return Project(
        slug="empty",
        vendor_fields=full.vendor_fields,
        title="Empty",
        language="en",
        time_zone="Europe/Lisbon",
        customer="harbour",
        process=full.process,
        templates=full.templates,
        parties=full.parties,
        people=full.people,
        as_of=ON,
    )


def html(given: PageContext, blocks: tree.Blocks) -> str:
    """The blocks as a page shows them."""
    return str(HtmlRenderer(given.words).render(blocks))


def rows_of(blocks: tree.Blocks, *, id: str = "", caption: str = "") -> list[list[str]]:
    """The words of every cell of one table, found by its id or caption."""
    found = [table for table in tables(blocks) if (id and table.id == id) or (caption and table.caption == caption)]
    assert len(found) == 1
    return texts(found[0])


def heads_of(blocks: tree.Blocks, id: str) -> list[str]:
    """The column heads of a table."""
    return [column.title for table in tables(blocks) if table.id == id for column in table.columns]


def pages(kinds: tuple[PageKind, ...], given: PageContext) -> list[PageFile]:
    """The pages of these kinds that the project has."""
    return [page for kind in kinds for page in kind.find(given)]
