"""Efforts by role: exact sums over all statements of work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from delivery_wiki.calculations.effort_by_role import Effort, effort_by_role, effort_of, total_effort
from delivery_wiki.model.project import StatementOfWork, WorkPackage


def _package(id: str, role: str, days: str, spent: str = "0", remaining: str | None = None) -> WorkPackage:
    rest = Decimal(remaining) if remaining is not None else None
    return WorkPackage(id=id, title=id, role=role, days=Decimal(days), spent=Decimal(spent), remaining=rest)


@pytest.mark.parametrize(
    ("days", "spent", "remaining", "forecast", "over"),
    [
        ("10", "4", None, "10", "0"),
        ("10", "4", "8", "12", "2"),
        ("10", "12", None, "12", "2"),
        ("10", "4", "0", "4", "-6"),
    ],
)
def test_the_forecast_is_what_was_spent_and_what_remains(
    days: str, spent: str, remaining: str | None, forecast: str, over: str
) -> None:
    """What nobody estimated anew is the planned rest, and never below zero."""
    effort = effort_of(_package("WP-1", "consultant", days, spent, remaining))

    assert effort.forecast == Decimal(forecast)
    assert effort.over == Decimal(over)


def test_a_role_sums_over_statements_of_work() -> None:
    """Roles stand in the order in which they are first named."""
    sows = (
        StatementOfWork(topic="a", title="A", work_packages=(_package("WP-1", "consultant", "0.1"),)),
        StatementOfWork(
            topic="b",
            title="B",
            work_packages=(_package("WP-2", "architect", "3"), _package("WP-3", "consultant", "0.2")),
        ),
    )
    efforts = effort_by_role(sows)

    assert {role: effort.planned for role, effort in efforts.items()} == {
        "consultant": Decimal("0.3"),
        "architect": Decimal(3),
    }
    assert total_effort(efforts.values()) == Effort(planned=Decimal("3.3"), remaining=Decimal("3.3"))
