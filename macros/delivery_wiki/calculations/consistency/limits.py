"""Limits that a plan, a forecast or an agreed change request passes, and limits that hold nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from delivery_wiki.calculations.money.agreed_changes import (
    EVER,
    agreed,
    cap_change,
    counts_for,
    end_change,
    validity_change,
)
from delivery_wiki.calculations.money.efforts import request_amount, sow_figures
from delivery_wiki.calculations.money.margins import sow_margin
from delivery_wiki.calculations.money.minor_units import rounded
from delivery_wiki.calculations.money.payments import paid_with
from delivery_wiki.calculations.money.price_limits import Limit, Reached, ReachedLimit, reached_limits
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import Price, PriceBasis, StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import SowFigures

from ..base.near_miss import listed


def check_limits(project: Project) -> Iterator[Finding]:
    """What a limit takes off, what agreed change requests leave open, and limits that their price does not have."""
    for sow in project.sows:
        if sow.price is not None:
            yield from _check_effect(sow, sow.price)
    for figures in sow_figures(project, on=EVER):
        if figures.requests:
            yield from _check_date(figures)
        for reached in reached_limits(figures, sow_margin(figures, project.internal)):
            yield _reached(figures, reached)
        for change in figures.requests:
            yield from _check_change(figures, change)
        yield from _check_rest(figures)
    for change in agreed(project.changes, EVER):
        yield from _check_owner(project, change)


def _said(amount: Decimal, currency: str) -> str:
    return f"{rounded(amount, currency):,} {currency}"


def _days(days: Decimal) -> str:
    return f"{days} person-day" if days == 1 else f"{days} person-days"


# --- limits that hold nothing ---------------------------------------------------------------------


def _check_effect(sow: StatementOfWork, price: Price) -> Iterator[Finding]:
    capped = PriceBasis.TIME_AND_MATERIAL_CAPPED
    if price.cap is not None and price.basis is not capped:
        yield _no_effect(sow, price, "cap", f"Delete it, or set basis to {capped.value}.")
    if price.fixed_amount is not None and price.basis is not PriceBasis.FIXED_PRICE:
        yield _no_effect(sow, price, "fixed_amount", "Delete it, or set basis to fixed-price.")
    elif price.fixed_amount is not None and price.expenses_cap is not None:
        yield _no_effect(sow, price, "expenses_cap", "Delete it: the fixed amount holds travel and expenses.")


def _no_effect(sow: StatementOfWork, price: Price, key: str, repair: str) -> Finding:
    fixed = " and a fixed amount" if key == "expenses_cap" else ""
    return warning(
        "limit-without-effect",
        price.location.at(key),
        f"{sow.id} has {key}, which limits nothing: the basis is {price.basis.value}{fixed}.",
        repair,
    )


# --- limits that are reached ----------------------------------------------------------------------


def _reached(figures: SowFigures, reached: ReachedLimit) -> Finding:
    change = cap_change(figures.requests)
    if (reached.limit, reached.by) == (Limit.CAP, Reached.CHANGES) and change is None:
        return _undecided(figures, reached)
    place, key = _place(figures, reached, change)
    wording = _WORDINGS[(reached.limit, reached.by)]
    amounts = {"amount": reached.amount, "most": reached.most, "over": reached.over}
    told = {name: _said(amount, reached.currency) for name, amount in amounts.items()}
    return warning(
        wording.code,
        place.at(key),
        wording.problem.format(sow=figures.sow.id, **told),
        wording.repair.format(amount=reached.amount),
    )


def _place(figures: SowFigures, reached: ReachedLimit, change: ChangeRequest | None) -> tuple[Location, str]:
    price = figures.sow.price
    if price is None:
        return figures.sow.location, "price"
    if reached.limit is Limit.CAP:
        return (change.location, "cap") if change else (price.location, "cap")
    if reached.limit is Limit.PRICE:
        return price.location, "fixed_amount" if price.basis is PriceBasis.FIXED_PRICE else "cap"
    return price.location, "expenses_cap" if reached.limit is Limit.EXPENSES_CAP else "contingency_percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    code: str
    problem: str
    repair: str


_WORDINGS = {
    (Limit.CAP, Reached.PLAN): _Wording(
        code="cap-reached",
        problem="{sow} comes to {amount} by its rates and the cap is {most}: {over} are not charged.",
        repair="Plan fewer days, or agree on a higher cap, such as {amount}.",
    ),
    (Limit.CAP, Reached.CHANGES): _Wording(
        code="cap-reached",
        problem="{sow} and its agreed change requests come to {amount} and the cap is {most}: {over} are not charged.",
        repair="Agree on less work, or on a higher cap in a change request, such as {amount}.",
    ),
    (Limit.CAP, Reached.FORECAST): _Wording(
        code="cap-reached",
        problem="{sow} comes to {amount} by its spent and remaining days (without those of agreed change requests), "
        "travel, expenses and the amounts of these change requests, and the cap is {most}: {over} are not charged.",
        repair="Correct what remains, or agree on a higher cap in a change request, such as {amount}.",
    ),
    (Limit.EXPENSES_CAP, Reached.PLAN): _Wording(
        code="expenses-cap-reached",
        problem="travel and expenses of {sow} come to {amount} and their cap is {most}: {over} are not charged.",
        repair="Plan fewer trips, or agree on a higher cap, such as {amount}.",
    ),
    (Limit.CONTINGENCY, Reached.FORECAST): _Wording(
        code="contingency-used-up",
        problem="the spent and remaining days of {sow} (without those of agreed change requests, travel and expenses) "
        "come to {amount}, and work and contingency are {most}: the contingency is used up.",
        repair="Correct what remains, or agree on a change request for the days on top.",
    ),
    (Limit.PRICE, Reached.PLAN): _Wording(
        code="price-below-cost",
        problem="{sow} costs {amount} as planned and brings {most}: {over} are lost.",
        repair="Plan fewer days, or agree on a price of {amount} at least.",
    ),
    (Limit.PRICE, Reached.FORECAST): _Wording(
        code="price-below-cost",
        problem="{sow} costs {amount} by its spent and remaining days and brings {most}: {over} are lost.",
        repair="Correct what remains, or agree on a change request for what was not planned.",
    ),
}


# --- agreed change requests -----------------------------------------------------------------------


def _undecided(figures: SowFigures, reached: ReachedLimit) -> Finding:
    """The change requests pass the cap, and none says whether it holds for them."""
    change = next((request for request in reversed(figures.requests) if request.amount > 0), figures.requests[-1])
    amount, most, over = (_said(figure, reached.currency) for figure in (reached.amount, reached.most, reached.over))
    return warning(
        "change-passes-limit",
        change.location.at("amount"),
        f"{figures.sow.id} and its agreed change requests come to {amount} and the cap is {most}: {over} are not "
        "charged, and no change request says which of the two holds.",
        f"Add the cap that both sides agreed on to {change.id}: cap: {reached.amount} raises it, "
        f"cap: {reached.most} says that it holds.",
        also=figures.sow.price.location.at("cap") if figures.sow.price else None,
    )


def _check_date(figures: SowFigures) -> Iterator[Finding]:
    """A later revision without its day: nobody can tell which change requests its own days and price hold already."""
    sow = figures.sow
    if sow.revision is not None and sow.revision > 1 and sow.revised is None:
        yield warning(
            "revision-undated",
            sow.location.at("revision"),
            f"revision {sow.revision} of {sow.id} has no date: "
            f"{listed([request.id for request in figures.requests])} count"
            f"{'s' if len(figures.requests) == 1 else ''} on top of its days and price, which may hold them already.",
            "Write revised: the day of the revision; what was agreed up to it counts as held.",
            also=figures.requests[0].location,
        )


def _check_change(figures: SowFigures, change: ChangeRequest) -> Iterator[Finding]:
    sow, price = figures.sow, figures.sow.price
    if price is not None and price.currency and change.amount and change.currency not in {"", price.currency}:
        yield error(
            "currencies-differ",
            change.location.at("currency"),
            f"{change.id} is in {change.currency} and {sow.id} is priced in {price.currency}; the sum needs one"
            " currency.",
            "State the amount in the currency of the statement of work.",
            also=price.location.at("currency"),
        )
    if change.cap is not None and figures.cap is None:
        yield warning(
            "limit-without-effect",
            change.location.at("cap"),
            f"{change.id} states a cap, and {sow.id} has none.",
            "Delete it, or name the statement of work that has a cap under sow.",
        )
    yield from _check_payment(sow, change)
    yield from _check_end(figures, change)
    yield from _check_validity(figures, change)


def _check_payment(sow: StatementOfWork, change: ChangeRequest) -> Iterator[Finding]:
    """An amount that no acceptance makes fall due: everything was accepted before it was agreed."""
    if sow.payment and sow.deliverables and request_amount(sow, change) and not paid_with(sow, change):
        left = next((deliverable for deliverable in sow.deliverables if not deliverable.withdrawn), sow.deliverables[0])
        yield warning(
            "change-never-due",
            change.location.at("amount"),
            f"{_said(change.amount, change.currency)} of {change.id} never fall due: all deliverables of {sow.id} were "
            f"accepted before it was decided on {change.decided}.",
            f"Add to {change.id} the deliverables whose acceptance makes it due: paid_with: [{left.id}]; with "
            "accepted ones it is due from the decision on.",
        )


def _check_end(figures: SowFigures, change: ChangeRequest) -> Iterator[Finding]:
    """Work that was agreed after the work had ended."""
    last = end_change(figures.requests)
    ends, place = (last.ends, last.location) if last else (figures.sow.ends, figures.sow.location)
    if ends is not None and change.decided is not None and change.decided > ends and change.days > 0:
        yield warning(
            "change-passes-limit",
            change.location.at("decided"),
            f"{change.id} adds {_days(change.days)} and is agreed from {change.decided} on, and {figures.sow.id} "
            f"ends on {ends}.",
            f"Add to {change.id} when the work ends now: ends, and a date.",
            also=place.at("ends"),
        )


def _check_validity(figures: SowFigures, change: ChangeRequest) -> Iterator[Finding]:
    """An amount that was agreed when the price was no longer valid."""
    last, price = validity_change(figures.requests), figures.sow.price
    if price is None:
        return
    until, place = (last.valid_until, last.location) if last else (price.valid_until, price.location)
    if until is not None and change.decided is not None and change.decided > until and change.amount:
        amount = _said(change.amount, change.currency)
        yield warning(
            "change-passes-limit",
            change.location.at("decided"),
            f"{change.id} moves the price by {amount} and is agreed from {change.decided} on, and the price of "
            f"{figures.sow.id} is valid until {until}.",
            f"Add to {change.id} until when the price holds now: valid_until, and a date.",
            also=place.at("valid_until"),
        )


def _check_rest(figures: SowFigures) -> Iterator[Finding]:
    """Change requests that take away more than there is."""
    less = [change for change in figures.requests if change.days < 0 or change.amount < 0]
    if not less:
        return
    days = figures.days + figures.changes_days
    if days < 0:
        yield _too_much(less[-1], "days", f"leave {_days(days)} of {figures.sow.id}")
    if figures.with_changes is not None and figures.with_changes < 0:
        left = _said(figures.with_changes, figures.currency)
        yield _too_much(less[-1], "amount", f"leave a price of {left} for {figures.sow.id}")


def _too_much(change: ChangeRequest, key: str, what: str) -> Finding:
    return warning(
        "change-passes-limit",
        change.location.at(key),
        f"the agreed change requests {what}.",
        "Correct the change request that takes away too much.",
    )


def _check_owner(project: Project, change: ChangeRequest) -> Iterator[Finding]:
    """Days and amount belong to one statement of work."""
    if not (change.days or change.amount):
        return
    sows = [sow.id for sow in project.sows if counts_for(change, sow)]
    if len(sows) == 1 or change.sow:
        return
    if sows:
        fact = f"{change.id} moves {listed(sows)}, and its days and amount count in full for each of them."
    else:
        fact = f"{change.id} moves no statement of work and nothing inside one, and its days and amount count nowhere."
    yield warning(
        "change-without-sow",
        change.location.at("moves"),
        fact,
        "Name the statement of work whose price it changes under sow; a second one needs a change request of its own.",
    )
