"""Efforts of work packages and by role: exact sums over all statements of work."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.work_package_efforts import (
    effort_by_role,
    package_efforts,
    total_effort,
    unreported,
)
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, WorkPackage
from delivery_wiki.model.status import Effort


def _package(id: str, role: str, days: str, spent: str = "0", remaining: str | None = None) -> WorkPackage:
    rest = Decimal(remaining) if remaining is not None else None
    return WorkPackage(id=id, title=id, role=role, days=Decimal(days), spent=Decimal(spent), remaining=rest)


def _sow(*packages: WorkPackage, topic: str = "a") -> StatementOfWork:
    return StatementOfWork(topic=topic, title=topic.upper(), work_packages=packages)


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
    (package,) = package_efforts(_sow(_package("WP-1", "consultant", days, spent, remaining)))
    effort = package.effort

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
    efforts = effort_by_role(figures(sow) for sow in sows)

    assert {role: effort.planned for role, effort in efforts.items()} == {
        "consultant": Decimal("0.3"),
        "architect": Decimal(3),
    }
    assert total_effort(efforts.values()) == Effort(planned=Decimal("3.3"), remaining=Decimal("3.3"))


def test_nothing_remains_of_an_archived_project() -> None:
    """Whatever was planned or estimated: what was spent is all that it will have taken."""
    packages = (_package("WP-1", "consultant", "10", "4"), _package("WP-2", "consultant", "5", "1", "6"))
    ended = figures(_sow(*packages), ended=True).effort

    assert (ended.planned, ended.spent, ended.remaining, ended.forecast) == (15, 5, 0, 5)
    assert figures(_sow(*packages)).effort.remaining == 12


def test_a_withdrawn_work_package_counts_with_what_was_spent_on_it() -> None:
    """Its days are no longer planned, and those that were worked are gone."""
    packages = (
        replace(_package("WP-1", "consultant", "10", "4"), withdrawn="Not needed"),
        replace(_package("WP-2", "consultant", "5"), withdrawn="Not needed"),
    )
    sums = figures(_sow(*packages))

    assert [effort.id for effort in sums.efforts] == ["WP-1"]
    assert (sums.days, sums.effort.planned, sums.effort.forecast, sums.effort.over) == (0, 0, 4, 4)


def test_work_packages_that_nobody_reported_on_are_named() -> None:
    """A zero that somebody wrote with its date is a report; one that nobody wrote is none."""
    packages = (
        _package("WP-1", "consultant", "10"),
        _package("WP-2", "consultant", "10", "1"),
        replace(_package("WP-3", "consultant", "10"), as_of=dt.date(2026, 11, 20)),
    )

    assert unreported([figures(_sow(*packages))]) == ("WP-1",)
