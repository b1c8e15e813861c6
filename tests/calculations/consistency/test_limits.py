"""Limits of prices in a check: a repair that is followed ends its finding, and what holds nothing is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.limits import check_limits
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import complete_project
from tests.calculations.test_margins import COSTS, change, package, work

CAPPED = PriceBasis.TIME_AND_MATERIAL_CAPPED


def codes(*changes: ChangeRequest, days: str = "10", cap: int = 10_000, **fields: Any) -> list[str]:
    """The findings of a project with one statement of work at 1,000.00 a day."""
    return [limit.code for limit in check_limits(_project(*changes, days=days, cap=cap, **fields))]


def _project(*changes: ChangeRequest, days: str = "10", cap: int = 10_000, **fields: Any) -> Project:
    sow = work(package("WP-1", days), basis=CAPPED, cap=Decimal(cap))
    return replace(complete_project(), internal=COSTS, sows=(replace(sow, **fields),), changes=changes)


def test_a_cap_that_a_change_passes_is_a_conflict_until_a_cap_is_stated() -> None:
    """The repair names both: the cap that raises, and the one that holds."""
    (found,) = check_limits(_project(change()))

    assert found.code == "change-passes-limit"
    assert "come to 12,400.00 EUR and the cap is 10,000.00 EUR: 2,400.00 EUR are not charged" in found.problem
    assert "cap: 12400.00 raises it, cap: 10000.00 says that it holds" in found.repair
    assert codes(change(cap=Decimal(12_400))) == []
    assert codes(change(cap=Decimal(10_000))) == ["cap-reached"]


def test_a_plan_above_its_cap_is_told_until_one_of_the_two_moves() -> None:
    """A higher cap or fewer days, as the repair says."""
    assert codes(days="14.245") == ["cap-reached"]
    assert codes(days="14.245", cap=14_245) == []
    assert codes() == []


@pytest.mark.parametrize("field", ["ends", "valid_until"])
def test_a_change_after_a_date_of_its_document_is_told_until_it_states_another(field: str) -> None:
    """The end of the work, or the day until which the price holds."""
    request = change(cap=Decimal(12_400))
    day = request.decided
    assert day is not None
    early, late = day.replace(day=day.day - 1), day
    fields = {"ends": early} if field == "ends" else {"price": replace(_price(), valid_until=early)}

    assert codes(request, **fields) == ["change-passes-limit"]
    stated: Any = {field: late}
    assert codes(replace(request, **stated), **fields) == []


def _price() -> Any:
    return _project().sows[0].price


def test_changes_that_take_away_more_than_there_is_are_told() -> None:
    """Fewer than no days, and less than no price."""
    assert codes(change(days=Decimal(-10), amount=Decimal(-10_000))) == []
    assert codes(change(days=Decimal(-11), amount=Decimal(-10_001))) == ["change-passes-limit"] * 2


def test_a_later_revision_says_when_it_was_written() -> None:
    """Else nobody knows whether it holds what was agreed before, which then counts twice."""
    request = change(cap=Decimal(12_400))
    assert request.decided is not None

    assert codes(request, revision=2) == ["revision-undated"]
    assert codes(request, revision=2, revised=request.decided) == []
    assert codes(request, revision=1) == []
    assert codes(revision=2) == []


def test_days_and_amount_belong_to_one_statement_of_work() -> None:
    """Named by `sow` where the items that move are of none."""
    assert codes(change(moves=("R-001",))) == ["change-without-sow"]
    assert codes(change(moves=("R-001",), sow="SOW-mail", cap=Decimal(12_400))) == []
    assert codes(change(moves=("R-001",), days=Decimal(0), amount=Decimal(0))) == []


def test_a_limit_that_its_price_does_not_have_is_told() -> None:
    """A cap without a capped basis, and a change request's cap for a price without one."""
    plain = replace(_price(), basis=PriceBasis.TIME_AND_MATERIAL)

    assert codes(price=plain) == ["limit-without-effect"]
    assert codes(change(cap=Decimal(12_400)), price=replace(plain, cap=None)) == ["limit-without-effect"]
