"""The responsibility table: both sides, the vendor's first."""

from __future__ import annotations

from delivery_wiki.pages.registers.responsibility_pages import PAGE_KINDS, responsibility_page
from tests.pages.documents.examples import tables
from tests.pages.harbour import context, empty, html, pages, rows_of


def test_everybody_with_a_duty_has_a_column_by_side() -> None:
    """The vendor's side stands first, then the customer's."""
    (table,) = tables(responsibility_page(context()))

    assert [(column.title, column.unit) for column in table.columns[3:]] == [
        ("Example Groupware GmbH", "vendor"),
        ("Petra Beispiel", "vendor"),
        ("Harbour Authority", "customer"),
        ("Nora Nowhere", "customer"),
        ("Finn Fictional", "customer"),
    ]


def test_a_row_holds_the_letters_of_its_task() -> None:
    """R responsible, A accountable, C consulted, I informed."""
    rows = rows_of(responsibility_page(context()), id="responsibilities")

    assert rows[0] == ["RESP-1", "Install the groupware", "Implementation", "A", "R", "C", "", ""]


def test_a_side_is_said_once_above_its_people_and_the_accountable_stand_out() -> None:
    """Columns of letters are narrow: their heads stand upright below one for each side; a phone names the person."""
    shown = html(context(), responsibility_page(context()))

    assert '<th scope="colgroup" colspan="2" class="dw-shared">vendor</th>' in shown
    assert '<th scope="colgroup" colspan="3" class="dw-shared">customer</th>' in shown
    assert '<strong class="dw-boxed">A</strong>' in shown
    assert 'data-label="Petra Beispiel"' in shown


def test_the_letters_are_explained() -> None:
    """A reader need not know the letters."""
    assert "Accountable: answers for the result" in html(context(), responsibility_page(context()))


def test_a_project_without_responsibilities_has_no_page() -> None:
    """A page exists only where there is something to show."""
    assert not pages(PAGE_KINDS, context(empty()))
