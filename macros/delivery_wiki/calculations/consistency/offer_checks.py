"""The formal offer against itself, the plan of its sizing and the statements of work that it sums."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.money.efforts import sow_figures
from delivery_wiki.calculations.money.minor_units import rounded
from delivery_wiki.calculations.money.offers import day_of_offer, offer_figures, open_changes
from delivery_wiki.model.document_kinds import FORMAL_OFFER
from delivery_wiki.model.finding import Finding, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.offer import Licence, Offer, OfferOption
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import quoted


def check_offer(project: Project, library: Library) -> Iterator[Finding]:
    """Sums that do not add up, alternatives taken together, years without a price, and what nobody agreed to."""
    offer = project.offer
    if offer is None:
        return
    for licence in offer.licences:
        yield from _check_licence(licence, offer.currency)
    yield from _check_due(offer)
    yield from _check_years(project, offer, library)
    yield from _check_alternatives(offer)
    yield from _check_validity(project, offer)
    yield from _check_revisions(project, offer)
    yield from _check_open_work(project, offer)


def _check_licence(licence: Licence, currency: str) -> Iterator[Finding]:
    if licence.quantity is None or licence.unit_price is None:
        return
    amount = rounded(licence.quantity * licence.unit_price, currency)
    if amount != rounded(licence.amount, currency):
        yield error(
            "licence-amount",
            licence.location.at("amount"),
            f"{quoted(licence.title)} costs {licence.amount:,} a year, and {licence.quantity:,} at "
            f"{licence.unit_price:,} are {amount:,}.",
            f"Write amount: {amount}, or correct quantity or unit_price.",
            also=licence.location.at("unit_price"),
        )


def _check_due(offer: Offer) -> Iterator[Finding]:
    """A statement of work says what falls due of the work; of a licence or an option nothing says it but the offer."""
    lines: tuple[Licence | OfferOption, ...] = (*offer.licences, *offer.options)
    for line in lines:
        if line.due:
            continue
        begins = "when its first year begins and " if isinstance(line, Licence) else ""
        yield warning(
            "due-missing",
            line.location,
            f"{quoted(line.title)} stands in no statement of work, and the offer does not say {begins}when it is "
            "invoiced.",
            'Write due: "...", a sentence that says it.',
        )


def _check_years(project: Project, offer: Offer, library: Library) -> Iterator[Finding]:
    """A licence for fewer years than the sizing plans for: the buyer learns the price of the others later."""
    request = project.sizing
    rules = library.rule_set(request.rules.id, request.rules.version) if request else None
    planned = (
        next((given for given in request.inputs if rules and given.input == rules.growth), None) if request else None
    )
    if planned is None or not isinstance(planned.value, int) or isinstance(planned.value, bool):
        return
    for licence in offer.licences:
        if licence.years < planned.value:
            yield warning(
                "licence-years",
                licence.location,
                f"{quoted(licence.title)} has a price for {_years(licence.years)}, and the sizing plans for "
                f"{_years(planned.value)}.",
                f"Write years: {planned.value}, or plan for fewer years.",
                also=planned.location.at("value"),
            )


def _years(count: int) -> str:
    return f"{count} year" if count == 1 else f"{count} years"


def _check_alternatives(offer: Offer) -> Iterator[Finding]:
    ordered: dict[str, str] = {}
    for option in offer.options:
        if not option.choice or option.ordered is None:
            continue
        other = ordered.setdefault(option.choice, option.title)
        if other != option.title:
            yield error(
                "alternatives-ordered",
                option.location.at("ordered"),
                f"{quoted(option.title)} and {quoted(other)} are ordered, and both answer {quoted(option.choice)}, "
                "of which the customer takes one at most.",
                "Take ordered away from one of them, or give them no choice in common.",
            )


def _check_validity(project: Project, offer: Offer) -> Iterator[Finding]:
    record = _record(project)
    if record is None or record.revised is None or offer.valid_until is None or record.revised <= offer.valid_until:
        return
    yield error(
        "offer-expired",
        offer.location.at("valid_until"),
        f"the offer is dated {record.revised} and was valid until {offer.valid_until}.",
        "Write a later valid_until, or correct the date of the revision.",
        also=record.location.at("revised"),
    )


def _check_revisions(project: Project, offer: Offer) -> Iterator[Finding]:
    """A price that was changed after the offer of it; what was issued keeps the text that it had."""
    record = _record(project)
    if record is None or record.revised is None or _is_issued(project, record):
        return
    for sow in project.sows:
        if sow.id in offer.sows and sow.revised is not None and sow.revised > record.revised:
            yield warning(
                "offer-before-sow",
                record.location.at("revised"),
                f"the offer is dated {record.revised} and sums {sow.id}, whose revision {sow.revision} is of "
                f"{sow.revised}: it is not what was offered.",
                f"Raise the revision of the offer and date it {sow.revised} or later.",
                also=sow.location.at("revised"),
            )


def _record(project: Project) -> DocumentRecord | None:
    return next((record for record in project.documents if record.kind == FORMAL_OFFER.id), None)


def _is_issued(project: Project, record: DocumentRecord) -> bool:
    return any(issued.document == record.kind and issued.revision == record.revision for issued in project.issued)


def _check_open_work(project: Project, offer: Offer) -> Iterator[Finding]:
    """Work of a change request that nobody agreed to, inside a price that is one amount: it cannot be taken out."""
    last = day_of_offer(project)
    priced, waiting = sow_figures(project, on=last), open_changes(project, last)
    figures = offer_figures(offer, priced, on=last, open_changes=waiting, written=project.sows)
    for work in figures.open_work:
        if work.amount is not None:
            continue
        packages = [package for sow in project.sows if sow.id == work.sow for package in sow.work_packages]
        package = next(package for package in packages if package.change == work.change)
        yield warning(
            "offer-holds-open-change",
            package.location.at("change"),
            f"{package.id} is planned for {work.change}, to which nobody agreed, and the offer sums the price of "
            f"{work.sow}, which is one amount: who orders it orders the change.",
            f"Take the work of {work.change} out of {work.sow} until it is agreed.",
            also=offer.location.at("sows"),
        )
