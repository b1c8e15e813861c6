"""The requirements page: register, filters, ladder, trace, and the list that authors place in their text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.pages import tree
from delivery_wiki.pages.requirement_cards import requirement_card
from delivery_wiki.pages.requirements_pages import PAGE_KINDS, requirement_list, requirements_page
from tests.pages.documents.examples import tables, texts, words_of
from tests.pages.harbour import context, empty, harbour, html, pages, rows_of


def _card(id: str) -> tree.Card:
    given = context()
    return next(requirement_card(given, one) for one in given.status.requirements if one.requirement.id == id)


def _paragraphs(card: tree.Card) -> list[str]:
    return [words_of(block.content) for block in card.blocks if isinstance(block, tree.Paragraph)]


def test_the_page_begins_with_how_far_the_requirements_are() -> None:
    """Answer first: how many stand at each step of the ladder."""
    first = requirements_page(context())[0]

    assert isinstance(first, tree.Bar)
    assert first.text.startswith("4 requirements: ")
    assert sum(amount for _, amount, _ in first.parts) == 4


def test_each_row_is_the_place_of_its_requirement_and_leads_to_it_in_full() -> None:
    """A deep link lands on the row; the row leads to the whole requirement."""
    shown = html(context(), requirements_page(context()))

    assert '<tr id="R-001"' in shown
    assert 'href="#R-001-full"' in shown
    assert 'id="R-001-full"' in shown


def test_a_requirement_in_full_sets_the_statement_large_and_names_its_trace() -> None:
    """Statement first, then the trace from source to result."""
    card = _card("R-001")
    said = _paragraphs(card)

    assert card.blocks[0] == tree.Paragraph(
        "The web interface shall let a user log in with the full mail address.", lead=True
    )
    assert said[2].startswith("Trace: rfi, question 4 → Authentication and single sign-on → SOW-basic → T-001 → ")


def test_the_ladder_shows_every_step_with_the_dates_of_those_reached() -> None:
    """A state is a word; steps not reached are open rings."""
    ladder = next(block for block in _card("R-002").blocks if isinstance(block, tree.Paragraph) and not block.lead)
    states = [part for part in ladder.content if isinstance(part, tree.State)]

    assert [state.text for state in states] == ["draft", "agreed", "implemented", "checked", "signed"]
    assert [state.mark for state in states] == [tree.Mark.MET, *[tree.Mark.OPEN] * 4]


def test_a_requirement_that_left_the_ladder_says_so_with_the_reason() -> None:
    """Rejected, deferred and waived requirements keep their row and their reason."""
    card = _card("R-003")
    facts = next(block for block in card.blocks if isinstance(block, tree.Facts))

    assert ("Decision", "rejected: Left out by D-2.") in facts.pairs


def test_values_on_which_sources_disagree_stand_side_by_side() -> None:
    """Both values stand with their source."""
    (stated, *_) = tables(_card("R-002").blocks)

    assert texts(stated) == [["2 hours", "Workshop"], ["3 hours", "rfi, question 9"]]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["R-001", "R-002", "R-003", "R-004"]),
        ({"area": "provisioning"}, ["R-002"]),
        ({"priority": "must"}, ["R-001", "R-004"]),
        ({"priority": "must", "party": "customer"}, ["R-004"]),
        ({"sow": "basic"}, ["R-001"]),
        ({"sow": "SOW-migration"}, ["R-002"]),
        ({"state": "rejected"}, ["R-003"]),
    ],
)
def test_a_list_shows_the_requirements_that_meet_every_condition(
    conditions: dict[str, str], expected: list[str]
) -> None:
    """Authors choose by area, priority, party, SOW and state."""
    (table,) = tables(requirement_list(context(), **conditions))

    assert [row[0] for row in texts(table)] == expected
    assert not [row for row in table.rows if row.id]


@pytest.mark.parametrize("conditions", [{"priority": "mst"}, {"party": "vender"}, {"area": "mial"}, {"sow": "basik"}])
def test_a_condition_that_no_requirement_can_meet_is_refused(conditions: dict[str, str]) -> None:
    """A misspelt condition would otherwise print an empty table into a contract."""
    with pytest.raises(ValueError, match="is not one of"):
        requirement_list(context(), **conditions)


def test_thirteen_requirements_get_chips_search_and_sort() -> None:
    """Filter chips for priority, party, state and area where rows exceed twelve."""
    first, second, *_ = harbour().requirements
    many = tuple(replace(first if number % 2 else second, id=f"R-{number:03}") for number in range(1, 14))
    table = next(one for one in tables(requirements_page(context(requirements=many))) if one.id == "requirements")

    assert table.sortable
    assert table.search
    assert [one.key for one in table.filters] == ["priority", "state", "area"]
    assert dict(table.rows[0].data)["priority"] == "must"


def test_a_project_without_requirements_has_no_page() -> None:
    """A page exists only where there is something to show."""
    assert not pages(PAGE_KINDS, context(empty()))
    assert [page.stem for page in pages(PAGE_KINDS, context())] == ["requirements"]
    assert len(rows_of(requirements_page(context()), id="requirements")) == 4
