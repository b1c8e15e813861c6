"""The first that a buyer reads of a statement of work: price, tax, time, deliverables, payment, validity."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from delivery_wiki.calculations.base.contract_in_force import contract_of
from delivery_wiki.calculations.money.agreed_changes import agreed_changes, end_change, validity_change
from delivery_wiki.calculations.money.efforts import request_amount
from delivery_wiki.calculations.money.minor_units import rounded
from delivery_wiki.calculations.money.payments import paid_apart
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis, StatementOfWork
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import with_lines
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.clause_words import first_text, sow_facts


def at_a_glance(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """Pairs of what a buyer looks for; nothing where there is no price, for a scope alone is read as a whole."""
    if sow.price is None or sow.price.basis is PriceBasis.NOT_PRICED or figures is None or figures.total is None:
        return ()
    pairs = (
        *_price(context, sow, figures, figures.total),
        *_work(context, sow),
        *_payment(context, sow, figures),
        *_validity(context, sow, figures),
    )
    return (tree.Facts(pairs=tuple(pairs)),)


def _price(
    context: PageContext, sow: StatementOfWork, figures: SowFigures, total: Decimal
) -> Iterator[tuple[str, Content]]:
    """The price, what it comes to with tax, and with the change requests that were agreed."""
    words, currency = context.words, figures.currency
    vat = contract_of(context.view.project, sow).vat_percent
    name = words("Price, net") if vat is not None else _name(context, sow)
    net = words.money(total, currency)
    kind = words("fixed price") if sow.price and sow.price.is_fixed else words("estimate, charged by the days spent")
    yield name, (tree.Strong(net), f", {kind}")
    if vat is not None:
        tax = rounded(total * vat / 100, currency)
        yield words("Value-added tax, {percent} %", percent=words.number(vat)), words.money(tax, currency)
        yield words("Price, gross"), words.money(total + tax, currency)
    if figures.charged_by_day and figures.cap is not None:
        yield words("Cap, net") if vat is not None else words("Cap"), words.money(figures.cap, currency)
    if figures.changes_amount and figures.charged is not None:
        yield words("With agreed change requests"), words.money(figures.charged, currency)


def _name(context: PageContext, sow: StatementOfWork) -> str:
    return first_text(context, ClausePlace.TOTAL, sow_facts(context, sow), context.words("Price"))


def _work(context: PageContext, sow: StatementOfWork) -> Iterator[tuple[str, Content]]:
    """From when to when, and what is handed over."""
    words = context.words
    change = end_change(agreed_changes(sow, context.view.project.changes, context.on))
    ends = change.ends if change else sow.ends
    if sow.starts is not None and ends is not None:
        yield words("Period"), words("{begin} to {end}", begin=words.date(sow.starts), end=words.date(ends))
    if handed := [deliverable.title for deliverable in sow.deliverables if not deliverable.withdrawn]:
        yield words("Deliverables"), ", ".join(handed)


def _payment(context: PageContext, sow: StatementOfWork, figures: SowFigures) -> Iterator[tuple[str, Content]]:
    """Which shares fall due with what, change requests beside them, and when an invoice is paid; a line each."""
    words = context.words
    lines = [
        words("{percent} % {title}", percent=words.number(payment.percent), title=payment.title)
        for payment in sow.payment
    ]
    lines += [
        words(
            "{amount} by change request {change}",
            amount=words.money(request_amount(sow, change), figures.currency),
            change=change.id,
        )
        for change in paid_apart(sow, figures)
    ]
    lines += [within] if (within := payment_days(context, sow)) else []
    if lines:
        yield words("Payment"), with_lines("\n".join(lines))


def payment_days(context: PageContext, sow: StatementOfWork) -> str:
    """Within how many days an invoice is paid; empty where nobody wrote it."""
    days = contract_of(context.view.project, sow).payment_days
    if days is None:
        return ""
    return context.words.counted(
        days, "Invoices are paid within one day after receipt.", "Invoices are paid within {count} days after receipt."
    )


def _validity(context: PageContext, sow: StatementOfWork, figures: SowFigures) -> Iterator[tuple[str, Content]]:
    """Until when the price holds, by the change request that moved it last."""
    change = validity_change(figures.requests)
    last = change.valid_until if change else sow.price.valid_until if sow.price else None
    if last is not None:
        yield context.words("Price valid until"), context.words.date(last)
