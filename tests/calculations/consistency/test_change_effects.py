"""What a change request says against what is planned for it: days, amount, costs beside the work, and ids."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.change_effects import check_change_effects
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest, MovedMilestone, Rewording
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.statement_of_work_terms import (
    Deliverable,
    PriceBasis,
    SellRate,
    StatementOfWork,
    WorkPackage,
)
from tests.calculations.status_projects import complete_project
from tests.calculations.test_margins import change, package, work

TOLD: dict[str, Any] = {
    "decision": ChangeDecision.OPEN,
    "decided": None,
    "running_costs": Decimal(0),
    "third_party_costs": Decimal(0),
}


def planned(id: str, days: str, change: str | None = "CR-1") -> WorkPackage:
    """A work package that a change request asks for."""
    return replace(package(id, days), change=change)


def asked(days: str, amount: str, **fields: Any) -> ChangeRequest:
    """An open change request with its costs told."""
    told: dict[str, Any] = {"days": Decimal(days), "amount": Decimal(amount), **TOLD, **fields}
    return change(**told)


def found(request: ChangeRequest, *packages: WorkPackage, contingency: str = "12", **fields: Any) -> list[str]:
    """The codes of a project at 1,000.00 a day, with 10 days planned beside those of the change."""
    sow = work(package("WP-1", "10"), *packages, contingency_percent=Decimal(contingency), **fields)
    project = replace(complete_project(), sows=(sow,), changes=(request,), requirements=())
    return [change_effect.code for change_effect in check_change_effects(project)]


def test_the_contingency_is_part_of_what_a_change_costs() -> None:
    """6.5 days at 1,000.00 with 12 percent are 7,280.00, and not 6,500.00."""
    work = planned("WP-2", "6.5")

    assert found(asked("6.5", "6500"), work) == ["change-costs-otherwise"]
    assert found(asked("6.5", "7280"), work) == []
    assert found(asked("6.5", "6500"), work, contingency="0") == []


def test_days_of_all_work_packages_of_the_change_are_counted() -> None:
    """Two of them, and none that is planned for something else."""
    packages = (planned("WP-2", "2"), planned("WP-3", "1.5"), planned("WP-4", "3", change="CR-9"))

    assert found(asked("3.5", "3920"), *packages) == []
    assert found(asked("2", "3920"), *packages) == ["change-costs-otherwise"]
    assert found(asked("2", "2240"), *packages) == ["change-costs-otherwise"] * 2


def test_less_work_lowers_what_it_costs() -> None:
    """A change that takes a day away has a negative amount, and no work package to compare with."""
    assert found(asked("-1", "-1120")) == []
    assert found(asked("-1", "1120")) == ["change-costs-otherwise"]


def test_without_work_packages_the_rates_are_the_bounds() -> None:
    """Between the lowest and the highest rate any mix of roles is possible."""
    rates = (SellRate(role="consultant", rate=Decimal(1000)), SellRate(role="architect", rate=Decimal(1500)))

    assert found(asked("2", "2000"), rates=rates) == ["change-costs-otherwise"]
    assert found(asked("2", "2800"), rates=rates) == []
    assert found(asked("2", "3400"), rates=rates) == ["change-costs-otherwise"]


def test_a_fixed_price_is_agreed_on_and_not_reckoned() -> None:
    """Its days make no price, so that any amount may be meant."""
    fixed: dict[str, Any] = {"basis": PriceBasis.FIXED_PRICE, "fixed_amount": Decimal(9000)}

    assert found(asked("2", "500"), planned("WP-2", "2"), **fixed) == []
    assert found(asked("3", "500"), planned("WP-2", "2"), **fixed) == ["change-costs-otherwise"]


@pytest.mark.parametrize(
    "missing", [("running_costs",), ("third_party_costs",), ("running_costs", "third_party_costs")]
)
def test_who_decides_is_told_every_cost(missing: tuple[str, ...]) -> None:
    """Zero says that there are none; nothing says nothing."""
    request = asked("0", "0", **dict.fromkeys(missing))

    assert found(request) == ["change-costs-untold"]
    assert found(replace(request, decision=ChangeDecision.REJECTED)) == []
    told = {"running_costs": Decimal("31848.80"), "running_costs_from": dt.date(2027, 5, 8)}
    assert found(asked("0", "0", **told, running_costs_ordered=False)) == []
    assert found(asked("0", "0", **told)) == ["running-costs-unordered"]
    assert found(asked("0", "0", running_costs=Decimal(9), running_costs_ordered=True)) == ["running-costs-unordered"]


def test_what_says_that_it_comes_from_a_change_is_named_by_it() -> None:
    """A deliverable, a work package or a statement of work; one that is named holds all its items."""
    sow = work(package("WP-1", "10"), replace(package("WP-2", "0"), description="Part of CR-1."))
    other = replace(package("WP-3", "0"), description="Like CR-10 and XCR-1.")

    assert names(sow, moves=("R-001",)) == ["WP-2"]
    assert names(sow, moves=("WP-2",)) == names(sow, moves=(sow.id,)) == []
    assert names(replace(sow, work_packages=(other,), scope=("The brand of CR-1",)), moves=("R-001",)) == [sow.id]
    assert names(replace(sow, work_packages=(other,)), moves=("R-001",)) == []


def names(sow: StatementOfWork, **fields: Any) -> list[str]:
    """The ids that the change request lacks."""
    project = replace(complete_project(), sows=(sow,), changes=(asked("0", "0", **fields),), requirements=())
    return [change_effect.problem.split()[0] for change_effect in check_change_effects(project)]


def test_a_deliverable_that_is_due_with_a_moved_milestone_is_named() -> None:
    """Its day moves with the milestone: who signs has to see the statement of work among what changes."""
    item = Deliverable(id="DEL-7", title="Concept", description="", milestone="M-6")
    sow = replace(work(package("WP-1", "10")), deliverables=(item,))
    moved = MovedMilestone(milestone="M-6", date=dt.date(2027, 1, 1))

    def codes(*moves: str, **fields: Any) -> list[str]:
        request = asked("0", "0", moves=moves, dates=(moved,), **fields)
        given = replace(complete_project(), sows=(sow,), changes=(request,), requirements=())
        return [finding.code for finding in check_change_effects(given) if item.id in finding.problem]

    assert codes("R-900") == ["change-names-less"]
    assert codes(item.id) == codes(sow.id) == []
    assert codes("R-900", decision=ChangeDecision.AGREED) == []


def test_a_moved_requirement_says_how_it_reads_from_then_on() -> None:
    """Only what was agreed has old words; of a decided request nothing is asked any more."""
    project = complete_project()
    agreed = replace(project.requirements[0], agreed=dt.date(2026, 10, 1), withdrawn="")
    words = Rewording(item=agreed.id, text="The system does more.")

    def codes(*, requirement: Requirement = agreed, **fields: Any) -> list[str]:
        request = asked("0", "0", **{"moves": (agreed.id,), **fields})
        given = replace(project, sows=(), changes=(request,), requirements=(requirement,))
        return [finding.code for finding in check_change_effects(given) if finding.code == "change-without-wording"]

    assert codes() == ["change-without-wording"]
    assert codes(wordings=(words,)) == []
    assert codes(requirement=replace(agreed, agreed=None)) == []
    assert codes(decision=ChangeDecision.AGREED) == []
    assert codes(moves=("SOW-basic",), wordings=(words,)) == ["change-without-wording"]
