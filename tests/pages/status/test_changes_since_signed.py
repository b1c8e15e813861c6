"""What changed since somebody signed: each change with the request that asks for it, its price and decision."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.adapters.site.stage import project_files
from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.tree_text import block_lines
from delivery_wiki.pages.status.changes_since_signed import PAGE, changes_since_signed
from tests.adapters.repositories import ROOT
from tests.answer_sheets import sheet

SLUG = "stadtwerke-musterstadt"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A German project of which a signed concept moved."""
    folder = tmp_path_factory.mktemp("since")
    shutil.copytree(ROOT / "projects" / SLUG, folder / "projects" / SLUG)
    return folder


def seen(root: Path, on: str | None = None) -> PageContext:
    """The project as its customer sees it."""
    workspace = load_workspace(root, (SLUG,))
    return project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, on))[0]


def test_each_change_has_its_request_its_price_and_its_decision(root: Path) -> None:
    """What follows from it stands below; nothing is told twice."""
    lines = block_lines(changes_since_signed(seen(root)))

    rows = [line for line in lines if "CR-1" in line]
    assert len(rows) == 2
    assert rows[0].startswith("R-030 Die Migration muss 16.000 Postfächer")
    assert all("+8.590,40 EUR | zu entscheiden bis Mi. 02.12.2026" in row for row in rows)
    assert any("Max Mustermann am 09.11.2026, Karla Kommunal am 10.11.2026" in line for line in lines)
    assert sum("80.000" in line for line in lines) == 1
    assert sum("R-030" in line for line in lines) == 1


def test_what_no_change_request_names_is_told(root: Path) -> None:
    """A change that nobody asked for has no price."""
    context = seen(root)
    project = replace(context.view.project, changes=())
    lines = block_lines(changes_since_signed(replace(context, view=replace(context.view, project=project))))

    assert [line.split(" | ")[1:] for line in lines if line.startswith("R-030")] == [["keine"]]


def test_box_and_sheets_lead_to_it_where_something_moved(root: Path) -> None:
    """Where nobody signed anything there is no such page."""
    context = seen(root)
    assert f"{PAGE}.md" in project_files(context, root)
    assert f'href="{PAGE}.html"' in sheet(context, "karla-kommunal")
    assert f"{PAGE}.md" not in project_files(seen(root, "2026-11-01"), root)


def test_what_was_agreed_on_paper_and_revised_since_is_not_passed_over() -> None:
    """Its words of then are nowhere to compare, so the page sends the reader to their own copy."""
    workspace = load_workspace(ROOT, ("northern-lights",))
    lines = block_lines(
        changes_since_signed(project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, None))[0])
    )

    assert lines[0] == "What was issued and both sides signed reads today as it did then."
    assert "Revised since it was agreed" in lines[1]
    assert any(
        "Customer Implementation Concept: agreed on 27 May 2026, revised on 24 Nov 2026" in line for line in lines
    )
    assert not any("Basic SOW" in line for line in lines)
