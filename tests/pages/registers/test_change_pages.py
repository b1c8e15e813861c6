"""Change requests: open ones first, each with its effect."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.pages.registers.change_pages import PAGE_KINDS, change_register, cost_lines
from tests.pages.harbour import context, empty, harbour, html, pages, rows_of


def test_a_change_says_what_it_moves_and_its_effect_on_days_price_and_schedule() -> None:
    """More gets its sign; the decision names who and on what evidence."""
    (row,) = rows_of(change_register(context()), id="changes")

    assert row == [
        "CR-1",
        "Second brand / A terminal operator joins. / Schedule: One week later"
        " / Running costs of a year: 120.00\xa0EUR from Sep 1, 2026 on, not ordered with this change"
        " (A certificate a year)"
        " / Costs of others: none (The terminal operator brings its own logo.)"
        " / Days and amount are those of SOW-basic / Cap: 9,000.00\xa0EUR / Paid with the acceptance of DEL-1"
        " / Ends on Aug 14, 2026 / Price valid until Aug 14, 2026 / Raised on Jun 1, 2026 by Nora Nowhere",
        "SOW-basic, DEL-1, R-001",
        "+2",
        "+2,400.00\xa0EUR",
        "agreed / Jun 10, 2026 · Nora Nowhere · Letter of 10 June 2026",
        "Change Request / agreed, noted",
    ]


def test_a_request_that_was_taken_back_has_no_paper() -> None:
    """Nobody is led to a page that is not there."""
    (agreed,) = harbour().changes
    (row,) = rows_of(change_register(context(changes=(replace(agreed, withdrawn="Not needed."),))), id="changes")

    assert row[-1].startswith("withdrawn")


@pytest.mark.parametrize(
    ("ordered", "said"), [(True, ", ordered with this change"), (False, ", not ordered with this change"), (None, "")]
)
def test_running_costs_say_whether_agreeing_orders_them(ordered: bool | None, said: str) -> None:
    """Who signs knows whether the licenses beside the price are bought with it."""
    (agreed,) = harbour().changes
    asked = replace(agreed, running_costs_ordered=ordered, running_costs_from=None)
    (line, *_) = cost_lines(context(changes=(asked,)), asked)

    assert line == f"Running costs of a year: 120.00\xa0EUR{said}"


@pytest.mark.parametrize(
    ("amount", "withdrawn", "said"), [(2400, "", True), (-1, "", True), (0, "", False), (5, "x", False)]
)
def test_the_page_says_what_an_amount_contains(amount: int, withdrawn: str, said: bool) -> None:
    """It is what is agreed; nobody adds the contingency of the statement of work to it, or looks for it inside."""
    (agreed,) = harbour().changes
    given = context(changes=(replace(agreed, amount=Decimal(amount), withdrawn=withdrawn),))

    assert ("no contingency, travel or expenses" in html(given, change_register(given))) is said


def test_open_changes_stand_first_with_who_has_to_decide() -> None:
    """What waits comes before what is settled; a change without a price is still a change."""
    (agreed,) = harbour().changes
    waiting = replace(
        agreed,
        id="CR-2",
        raised=dt.date(2026, 9, 1),
        decision=ChangeDecision.OPEN,
        days=Decimal(-1),
        amount=Decimal(0),
        currency="",
        owner="nora-nowhere",
    )
    rows = rows_of(change_register(context(changes=(agreed, waiting))), id="changes")

    assert [row[0] for row in rows] == ["CR-2", "CR-1"]
    assert rows[0][3:5] == ["-1", "–"]
    assert rows[0][5] == "open / to be decided by Jun 12, 2026 / Nora Nowhere"


def test_a_change_that_is_decided_after_the_day_is_open_until_then() -> None:
    """The register says what the status says."""
    (agreed,) = harbour().changes
    given = context()
    later = context(changes=(replace(agreed, decided=given.on + dt.timedelta(days=1)),))

    assert rows_of(change_register(later), id="changes")[0][5].startswith("open")
    assert later.status.sows[0].changes_days == 0
    assert given.status.sows[0].changes_days == 2


def test_a_project_without_changes_has_no_page() -> None:
    """A page exists only where there is something to show."""
    assert not pages(PAGE_KINDS, context(empty()))
