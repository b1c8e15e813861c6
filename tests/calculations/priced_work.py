"""Random statements of work with prices, change requests and cost rates, for tests that recompute their figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.internal_notes import CostRate, Internal
from delivery_wiki.model.project.statement_of_work_terms import (
    Price,
    PriceBasis,
    SellRate,
    StatementOfWork,
    Travel,
    WorkPackage,
)

ROLES = ("architect", "consultant", "lead")
NEWEST = dt.date(2026, 11, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedWork:
    """A statement of work with its change requests and what its days cost."""

    sow: StatementOfWork
    changes: tuple[ChangeRequest, ...]
    internal: Internal


def cents(amount: Fraction) -> Fraction:
    """Rounded half up to a hundredth, by whole numbers alone."""
    if amount < 0:
        return -cents(-amount)
    return Fraction((200 * amount.numerator + amount.denominator) // (2 * amount.denominator), 100)


def days() -> st.SearchStrategy[Decimal]:
    """Quarters of person-days."""
    return st.integers(0, 160).map(lambda quarters: Decimal(quarters) / 4)


def amounts(lowest: int = 0) -> st.SearchStrategy[Decimal]:
    """Amounts with three places, so that rounding has something to do."""
    return st.integers(lowest * 1000, 60_000_000).map(lambda number: Decimal(number) / 1000)


def packages() -> st.SearchStrategy[WorkPackage]:
    """Work packages, reported on or not, some withdrawn."""
    return st.builds(
        WorkPackage,
        id=st.uuids().map(lambda id: f"WP-{id.int}"),
        title=st.just("Work"),
        role=st.sampled_from(ROLES),
        days=days(),
        spent=days(),
        remaining=st.none() | days(),
        as_of=st.none() | st.sampled_from((NEWEST, NEWEST - dt.timedelta(days=9))),
        withdrawn=st.sampled_from(("", "", "", "Not needed")),
    )


def change_requests() -> st.SearchStrategy[ChangeRequest]:
    """Change requests of all decisions, before and after the newest report."""
    return st.builds(
        ChangeRequest,
        id=st.uuids().map(lambda id: f"CR-{id.int}"),
        title=st.just("More"),
        reason=st.just("More"),
        raised=st.just(NEWEST),
        raised_by=st.just("anna"),
        moves=st.sampled_from((("SOW-mail",), ("SOW-other",))),
        days=days(),
        amount=amounts(-9000),
        currency=st.just("EUR"),
        cap=st.none() | amounts(),
        decision=st.sampled_from(ChangeDecision),
        decided=st.none() | st.sampled_from((NEWEST, NEWEST + dt.timedelta(days=1), NEWEST - dt.timedelta(days=30))),
    )


def trips() -> st.SearchStrategy[Travel]:
    """Trips of one kind."""
    return st.builds(Travel, title=st.just("Trip"), trips=st.integers(1, 9), time=amounts(), cost=amounts())


def prices() -> st.SearchStrategy[Price]:
    """Prices of every basis with all their parts."""
    return st.builds(
        Price,
        basis=st.sampled_from([price_basis for price_basis in PriceBasis if price_basis is not PriceBasis.NOT_PRICED]),
        currency=st.just("EUR"),
        rates=st.tuples(*(st.builds(SellRate, role=st.just(role), rate=amounts()) for role in ROLES)),
        contingency_percent=st.integers(0, 400).map(lambda number: Decimal(number) / 8),
        fixed_amount=st.none() | amounts(),
        cap=st.none() | amounts(),
        expenses=amounts(),
        travel=st.lists(
            st.builds(Travel, title=st.just("Trip"), trips=st.integers(1, 9), time=amounts(), cost=amounts()),
            max_size=2,
        ).map(tuple),
        expenses_cap=st.none() | amounts(),
    )


def priced_works() -> st.SearchStrategy[PricedWork]:
    """Everything that a price and a cost can hold."""
    return st.builds(
        PricedWork,
        sow=st.builds(
            StatementOfWork,
            topic=st.just("mail"),
            title=st.just("Mail"),
            work_packages=st.lists(packages(), min_size=1, max_size=5).map(tuple),
            price=prices(),
        ),
        changes=st.lists(change_requests(), max_size=3).map(tuple),
        internal=st.builds(
            Internal,
            currency=st.just("EUR"),
            cost_rates=st.tuples(*(st.builds(CostRate, role=st.just(role), rate=amounts()) for role in ROLES)),
        ),
    )
