"""What a customer's home says beside what is asked: what comes next to sign, and figures as they are agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.state_marks import document_mark
from delivery_wiki.pages.elements.tree import Callout, Mark
from delivery_wiki.pages.render.tree_text import block_lines
from delivery_wiki.pages.status.home_cards import home_cards
from delivery_wiki.pages.status.home_pages import project_home
from delivery_wiki.pages.status.portfolio_rows import portfolio_row, who_moves
from tests.adapters.repositories import ROOT
from tests.pages.status_examples import wiki


@pytest.fixture(scope="module")
def homes() -> dict[str, PageContext]:
    """Two shipped projects as their customers see them."""
    slugs = ("northern-lights", "stadtwerke-musterstadt")
    workspace = load_workspace(ROOT, slugs)
    contexts = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, None))
    return {context.view.project.slug: context for context in contexts if context.view.project.slug in slugs}


def needed(context: PageContext) -> tuple[str, ...]:
    """The lines of the box of what is needed."""
    (box,) = [block for block in project_home(context) if isinstance(block, Callout) and block.kind == "need"]
    return tuple(block_lines((box,)))


def test_what_comes_to_sign_is_named_before_it_can_be_signed(homes: dict[str, PageContext]) -> None:
    """What the phase needs signed and nobody issued yet; the concept, which is only to be closed, is not."""
    lines = [line for line in needed(homes["northern-lights"]) if line.startswith("To come for your signature:")]

    assert lines == ["To come for your signature: Test Protocol (executing), Acceptance Certificate (draft)"]


def test_what_was_sent_anew_waits_for_an_answer(homes: dict[str, PageContext]) -> None:
    """An offer of which an earlier revision is accepted, and a change of it was sent."""
    lines = [line for line in needed(homes["stadtwerke-musterstadt"]) if line.startswith("An Sie gesandt")]

    assert lines == ["An Sie gesandt und noch nicht beantwortet: Angebot (Revision 1 angenommen, diese versandt)"]


def test_figures_of_an_open_change_stand_beside_what_is_agreed(homes: dict[str, PageContext]) -> None:
    """Price and sizing are about the same accounts; the part of the offer that is work says that it is one."""
    lines = " ".join(block_lines(home_cards(homes["stadtwerke-musterstadt"])))

    assert "16 Knoten" in lines.split("Mit CR-1, nicht vereinbart:")[0]
    assert "Mit CR-1, nicht vereinbart: 18 Knoten" in lines
    assert "123.915,20 EUR davon für 4 Leistungsbeschreibungen" in lines


def test_a_draft_is_at_work_even_where_the_phase_needs_no_more(homes: dict[str, PageContext]) -> None:
    """A filled disc would say that it is done; so would it of a change request that waits for its decision."""
    documents = homes["stadtwerke-musterstadt"].status.documents
    marks = {document.kind: document_mark(document) for document in documents}

    assert marks["requirements-checklist"] is Mark.WORKING
    assert marks["change-request"] is Mark.WORKING
    (minutes, *_) = [document for document in documents if document.kind == "minutes"]
    assert document_mark(minutes) is Mark.MET
    assert document_mark(replace(minutes, kind="formal-offer", needs="")) is Mark.WORKING


def test_the_days_in_a_phase_count_from_the_gate_before(homes: dict[str, PageContext]) -> None:
    """The decision that opened it, not the begin of the project."""
    project = homes["northern-lights"]
    (ready,) = [gate for phase in project.status.phases for gate in phase.gates if phase.phase.id == "implementation"]
    decided = ready.decision.date if ready.decision else (ready.milestone and ready.milestone.actual)
    row = portfolio_row(project, replace(wiki(), projects=(project,)))

    assert row.since == decided
    assert row.days == 20
    assert row.blocked is not None
    assert who_moves(row.blocked, project, project.words) == "Eva Example"


def test_the_condition_about_deliverables_names_who_accepts_them_and_by_when(homes: dict[str, PageContext]) -> None:
    """As the list of what is needed does: whoever accepts does not wait for others."""
    rows = [line for line in block_lines(project_home(homes["northern-lights"])) if "All deliverables accepted" in line]

    assert any("Astrid Anywhere" in row and "Fri 4 Dec 2026" in row for row in rows)
    tests = [
        line for line in block_lines(project_home(homes["northern-lights"])) if "All acceptance tests passed" in line
    ]
    assert any("Fri 4 Dec 2026" in row for row in tests)


def test_machines_and_prices_say_what_they_are_of(homes: dict[str, PageContext]) -> None:
    """Which nodes, and of how many the memory is; what of the price is fixed."""
    lines = " ".join(block_lines(home_cards(homes["northern-lights"])))

    assert "Middleware node 24" in lines
    assert "Memory of 32 of the 58" in lines
    assert "255,307.00 EUR of it for 4 statements of work, 39,886.00 EUR of them an estimate without a cap" in lines
