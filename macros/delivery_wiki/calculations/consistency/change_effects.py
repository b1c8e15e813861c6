"""What a change request says it costs and moves, against what the work planned for it costs and moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from delivery_wiki.calculations.money.agreed_changes import own_items
from delivery_wiki.calculations.money.efforts import figures, work_beside
from delivery_wiki.calculations.money.minor_units import rounded
from delivery_wiki.model.document_kinds import CHANGE_REQUEST, change_topic
from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis, StatementOfWork, WorkPackage
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed

_NOTHING = Decimal(0)


def check_change_effects(project: Project) -> Iterator[Finding]:
    """Days and amount that are not those of the planned work, costs that are not told, and ids that are not named."""
    limits = {person.id: person for person in project.people if person.decides_up_to is not None}
    for change in project.changes:
        if not change.withdrawn and change.decided_by in limits:
            yield from _check_limit(change, limits[change.decided_by])
        if change.withdrawn or change.decision is ChangeDecision.REJECTED:
            continue
        yield from _check_effort(project, change)
        yield from _check_rates(project, change)
        yield from _check_names(project, change)
        yield from _check_wordings(project, change)
        if change.decision is ChangeDecision.OPEN:
            yield from _check_costs(change)
            yield from _check_orders(project, change)


def _packages(sow: StatementOfWork, change: ChangeRequest) -> tuple[WorkPackage, ...]:
    return tuple(package for package in sow.work_packages if package.change == change.id and not package.withdrawn)


def _check_limit(change: ChangeRequest, person: Person) -> Iterator[Finding]:
    """What was decided, for or against it, by somebody who may not: the other side cannot rely on it."""
    limit = person.decides_up_to
    if limit is None or abs(change.amount) <= limit:
        return
    yield warning(
        "decided-above-limit",
        change.location.at("decided_by"),
        f"{change.id} is about {_money(abs(change.amount), change)}, and {person.name} decides up to "
        f"{_money(limit, change)}.",
        "Name who decided it, or correct decides_up_to.",
        also=person.location.at("decides_up_to"),
    )


# --- days and amount ------------------------------------------------------------------------------


def _check_effort(project: Project, change: ChangeRequest) -> Iterator[Finding]:
    """The difference of the totals with and without the work packages of the change, contingency included."""
    planned = [(sow, found) for sow in project.sows if (found := _packages(sow, change))]
    if not planned:
        return
    names, place = (
        listed([package.id for _, found in planned for package in found]),
        planned[0][1][0].location.at("days"),
    )
    days = sum((package.days for _, found in planned for package in found), _NOTHING)
    if days != change.days:
        yield warning(
            "change-costs-otherwise",
            change.location.at("days"),
            f"{change.id} says {_days(change.days)}, and the work planned for it ({names}) is {_days(days)}.",
            "Correct the days, or the work packages.",
            also=place,
        )
    amounts = [_difference(sow, change) for sow, _ in planned]
    known = [amount for amount in amounts if amount is not None]
    amount = sum(known, _NOTHING)
    if len(known) == len(amounts) and rounded(change.amount, change.currency) != amount:
        sows = listed([sow.id for sow, _ in planned])
        yield warning(
            "change-costs-otherwise",
            change.location.at("amount"),
            f"{change.id} says {_money(change.amount, change)}, and the work planned for it ({names}) makes {sows} "
            f"{_money(amount, change)} dearer, contingency included.",
            f"Write amount: {amount}, or correct the work packages.",
            also=place,
        )


def _difference(sow: StatementOfWork, change: ChangeRequest) -> Decimal | None:
    """How much the total falls without the work of the change; None where days make no price."""
    if sow.price is None or sow.price.is_reckoned_inside:
        return None
    others = work_beside(sow, {change.id})
    whole = figures(sow).by_rates
    rest = figures(others).by_rates if others.work_packages else _NOTHING
    return None if whole is None or rest is None else whole - rest


def _check_rates(project: Project, change: ChangeRequest) -> Iterator[Finding]:
    """What an open change without work packages can cost: its days at the lowest rate to those at the highest."""
    sow = _only_sow(project, change)
    if sow is None or sow.price is None or change.decision is not ChangeDecision.OPEN or not change.days:
        return
    if any(_packages(sow, change) for sow in project.sows) or not _is_by_rates(sow):
        return
    factor = (100 + sow.price.contingency_percent) / 100
    rates = sorted(rate.rate for rate in sow.price.rates)
    least, most = sorted(rounded(change.days * rate * factor, change.currency) for rate in (rates[0], rates[-1]))
    if not least <= change.amount <= most:
        lies = f"{_money(least, change)} to {_money(most, change)}" if least != most else _money(least, change)
        percent = sow.price.contingency_percent
        yield warning(
            "change-costs-otherwise",
            change.location.at("amount"),
            f"{change.id} says {_money(change.amount, change)}, and {_days(change.days)} at the rates of {sow.id} cost "
            f"{lies} with its contingency of {percent} percent.",
            f"Correct the amount, or plan the work in {sow.id}: a work package with change: {change.id}.",
            also=sow.price.location.at("rates"),
        )


def _is_by_rates(sow: StatementOfWork) -> bool:
    by_rates = (PriceBasis.TIME_AND_MATERIAL, PriceBasis.TIME_AND_MATERIAL_CAPPED)
    return sow.price is not None and bool(sow.price.rates) and sow.price.basis in by_rates


def _only_sow(project: Project, change: ChangeRequest) -> StatementOfWork | None:
    named = {change.sow} if change.sow else set(change.moves)
    found = [sow for sow in project.sows if named & {sow.id, sow.topic, *own_items(sow)}]
    return found[0] if len(found) == 1 else None


def _money(amount: Decimal, change: ChangeRequest) -> str:
    return f"{rounded(amount, change.currency):,} {change.currency}".rstrip()


def _days(days: Decimal) -> str:
    return f"{days} person-day" if days == 1 else f"{days} person-days"


# --- costs beside the work ------------------------------------------------------------------------


def _check_costs(change: ChangeRequest) -> Iterator[Finding]:
    """Who decides has to know what it costs every year, and what others charge."""
    costs = {"running_costs": change.running_costs, "third_party_costs": change.third_party_costs}
    if missing := [key for key, amount in costs.items() if amount is None]:
        yield warning(
            "change-costs-untold",
            change.location,
            f"{change.id} is to be decided and does not say {' nor '.join(_ASKED[key] for key in missing)}.",
            f"Write {' and '.join(missing)}; 0 says that there are none.",
        )


def _check_orders(project: Project, change: ChangeRequest) -> Iterator[Finding]:
    """Who agrees has to know what it orders; of a paper that is issued the words stand."""
    if any(issued.document == CHANGE_REQUEST.id and issued.topic == change_topic(change) for issued in project.issued):
        return
    orders = {"running_costs_from": change.running_costs_from, "running_costs_ordered": change.running_costs_ordered}
    if change.running_costs and (untold := [key for key, value in orders.items() if value is None]):
        yield warning(
            "running-costs-unordered",
            change.location.at("running_costs"),
            f"{change.id} costs {_money(change.running_costs, change)} every year and does not say "
            f"{' nor '.join(_ORDERED[key] for key in untold)}.",
            f"Write {' and '.join(untold)}.",
        )


_ASKED = {"running_costs": "what it costs every year", "third_party_costs": "what others charge for it"}
_ORDERED = {
    "running_costs_from": "from when on",
    "running_costs_ordered": "whether agreeing to it orders them",
}


# --- what it moves --------------------------------------------------------------------------------


def _check_names(project: Project, change: ChangeRequest) -> Iterator[Finding]:
    """What is planned for the change or says that it comes from it, and is neither named nor part of what is."""
    named = {*change.moves}
    for sow in project.sows:
        named |= {sow.id, sow.topic, *own_items(sow)} if named & {sow.id, sow.topic} else set()
    mention = re.compile(rf"(?<![\w-]){re.escape(change.id)}(?![\w-]*\d)")
    yield from _check_due(project, change, named)
    for id, place, texts in _items(project, change):
        if id not in named and any(mention.search(text) for text in texts):
            yield warning(
                "change-names-less",
                change.location.at("moves"),
                f"{id} says that it comes from {change.id}, which does not name it.",
                f"Add it to moves of {change.id}.",
                also=place,
            )


def _check_due(project: Project, change: ChangeRequest, named: set[str]) -> Iterator[Finding]:
    """Deliverables that are due with a milestone which an open change moves: their day moves with it."""
    moved = {date.milestone for date in change.dates} if change.decision is ChangeDecision.OPEN else set()
    for sow in project.sows:
        for deliverable in sow.deliverables:
            if deliverable.withdrawn or deliverable.id in named or deliverable.milestone not in moved:
                continue
            yield warning(
                "change-names-less",
                change.location.at("moves"),
                f"{deliverable.id} is due with {deliverable.milestone}, which {change.id} moves without a word of "
                f"{deliverable.id}.",
                f"Add {deliverable.id}, or {sow.id}, to moves of {change.id}.",
                also=deliverable.location,
            )


def _check_wordings(project: Project, change: ChangeRequest) -> Iterator[Finding]:
    """New words of what it does not move; of an open one an agreed requirement that it moves and leaves as it reads."""
    for reworded in change.wordings:
        if reworded.item not in change.moves:
            yield warning(
                "change-without-wording",
                reworded.location,
                f"{change.id} says how {reworded.item} reads from then on, and does not move it.",
                f"Add {reworded.item} to moves of {change.id}.",
            )
    if change.decision is not ChangeDecision.OPEN:
        return
    worded = {reworded.item for reworded in change.wordings}
    for requirement in project.requirements:
        is_as_agreed = requirement.agreed is not None and not requirement.withdrawn
        if is_as_agreed and requirement.id in change.moves and requirement.id not in worded:
            yield warning(
                "change-without-wording",
                change.location.at("moves"),
                f"{change.id} moves {requirement.id}, which was agreed, and does not say how it reads from then on: "
                "who signs it sees no old and new text.",
                f'Write wordings: [{{item: {requirement.id}, text: "…"}}], or take it out of moves.',
                also=requirement.location,
            )


def _items(project: Project, change: ChangeRequest) -> Iterator[tuple[str, Location, tuple[str, ...]]]:
    """The items that carry the work, with the texts in which they say where they come from."""
    for sow in project.sows:
        texts = (sow.summary, sow.approach, sow.dates_note, *sow.scope)
        yield sow.id, sow.location, texts
        for deliverable in sow.deliverables:
            if not deliverable.withdrawn:
                yield deliverable.id, deliverable.location, (deliverable.title, deliverable.description)
        for package in sow.work_packages:
            if not package.withdrawn:
                own = (change.id,) if package.change == change.id else ()
                yield package.id, package.location, (package.title, package.description, *own)
    for requirement in project.requirements:
        if not requirement.withdrawn:
            yield (
                requirement.id,
                requirement.location,
                (requirement.statement, requirement.source, requirement.fit_criterion),
            )
    for milestone in project.milestones:
        if not milestone.withdrawn:
            yield milestone.id, milestone.location, (milestone.title,)
    for case in project.tests:
        if not case.withdrawn:
            yield case.id, case.location, (case.title, case.objective)
