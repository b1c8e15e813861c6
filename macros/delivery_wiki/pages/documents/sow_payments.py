"""What a statement of work says about payment: when which amount falls due, what is due, and which days are billed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.calculations.money.payments import Payment, due_since, paid_apart, payments, shared_price
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, WorkPackage
from delivery_wiki.model.status import DocumentStatus, SowFigures
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import NOTHING, items, with_note
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..elements.columns import Column, Columns, plain_table
from ..elements.words import Words
from .amounts import plain_money

AGREED = frozenset({"agreed", "accepted", "signed"})  # states of a statement of work that both sides stand by


def payment(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """The shares of the signed price, then what change requests add, and what all of it comes to."""
    found = payments(sow, figures)
    if not found:
        return ()
    currency = figures.currency if figures else ""
    summed = figures if found[0].amount is not None and len(_together(found)) > 1 else None
    lead = []
    if figures is not None and any(payment.instalment is None for payment in found):
        lead.append(_shares_of(context, sow, figures))
    if figures is not None and figures.charged_by_day and found[0].amount is not None:
        lead.append(_estimate(context, sow, figures))
    table = _payment_table(context, found, currency, summed)
    return (tree.Paragraph(" ".join(lead)), table) if lead else (table,)


def _shares_of(context: PageContext, sow: StatementOfWork, figures: SowFigures) -> str:
    """Which amount the shares are of, where change requests are paid beside them."""
    words = context.words
    amount = words.money(shared_price(sow, figures) or Decimal(0), figures.currency)
    if apart := paid_apart(sow, figures):
        text = (
            "The shares are of {amount}, the price without {changes}: what fell due before that was agreed stays as it"
            " was, and what was agreed stands on a line of its own."
        )
        return words(text, amount=amount, changes=words.listed([change.id for change in apart]))
    text = (
        "The shares are of the signed price of {amount}. What change requests agreed is paid on top, after"
        " acceptance of the deliverables that were not accepted when they were decided, unless they say otherwise."
    )
    return words(text, amount=amount)


def _estimate(context: PageContext, sow: StatementOfWork, figures: SowFigures) -> str:
    """That the amounts under a price by the day are an estimate, whether a cap holds them, and what settles them."""
    words = context.words
    if figures.cap is None:
        text = words("The amounts are an estimate: each day of work is charged, and no cap limits them.")
    else:
        cap = words.money(figures.cap, figures.currency)
        text = words("The amounts are an estimate: each day of work is charged, up to the cap of {amount}.", amount=cap)
    if not sow.payment_on_account:
        return text
    settled = words("They are paid as instalments; the last invoice settles them against the days worked.")
    return f"{text} {settled}"


def _payment_table(
    context: PageContext, found: Sequence[Payment], currency: str, summed: SowFigures | None
) -> tree.Table:
    """Each payment; below them stands their sum, of the statement that is given."""
    words = context.words
    amount = sum((payment.amount or Decimal(0) for payment in found), Decimal(0))
    title = words("Total, an estimate") if summed and summed.charged_by_day else words("Total")
    columns: Columns[Payment] = (
        Column(
            words("Due on"),
            lambda payment: with_note(_payment_title(context, payment), _each_time(words, payment, found, currency)),
            total=tree.Strong(title) if summed else "",
        ),
        Column(words("Deliverables"), lambda payment: _paid_deliverables(context, payment)),
        Column(words("Share"), lambda payment: _share(words, payment), figure=True, unit="%"),
        Column(
            words("Amount"),
            lambda payment: plain_money(words, payment.amount, currency),
            figure=True,
            unit=currency,
            shown=found[0].amount is not None,
            total=tree.Strong(plain_money(words, amount, currency)) if summed else "",
        ),
    )
    return plain_table(columns, _together(found))


def _together(found: Sequence[Payment]) -> tuple[Payment, ...]:
    """The payments with those of one share in one line: what is paid each time stands there once, with its sum."""
    lines: list[Payment] = []
    for payment in found:
        if payment.occurrence is None or payment.occurrence == 1:
            lines.append(payment)
        elif lines[-1].amount is not None and payment.amount is not None:
            lines[-1] = replace(lines[-1], amount=lines[-1].amount + payment.amount)
    return tuple(lines)


def _each_time(words: Words, line: Payment, found: Sequence[Payment], currency: str) -> str:
    """How many payments a line stands for, and how much each is."""
    if line.occurrence is None:
        return ""
    amounts = [payment.amount for payment in found if payment.instalment is line.instalment and payment.occurrence]
    known = [amount for amount in amounts if amount is not None]
    times = words.number(len(amounts))
    if not known:
        return words("{count} payments, one each time it is accepted", count=times)
    if min(known) == max(known):
        amount = words.money(known[0], currency)
        return words("{count} payments of {amount}, one each time it is accepted", count=times, amount=amount)
    least, most = words.money(min(known), currency), words.money(max(known), currency)
    text = "{count} payments of {least} to {most}, one each time it is accepted"
    return words(text, count=times, least=least, most=most)


def _paid_deliverables(context: PageContext, payment: Payment) -> Content:
    if payment.agreed and not payment.deliverables:
        return context.words("Not agreed")
    return items(context, payment.deliverables)


def _share(words: Words, payment: Payment) -> str:
    return words.number(payment.instalment.percent) if payment.instalment else ""


def _payment_title(context: PageContext, payment: Payment) -> str:
    words = context.words
    if payment.instalment is not None:
        return payment.instalment.title
    if payment.change is not None:
        return words("By change request {change}: {title}", change=payment.change.id, title=payment.change.title)
    return words("Reduction to the cap") if (payment.amount or 0) < 0 else words("Up to the cap that was raised")


def billed_days(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The days spent beside those planned, where the statement shows them; stands above the document, for it moves."""
    words = context.words
    found = [
        package for package in context.view.billed.get(sow.topic, ()) if package.as_of and package.as_of <= context.on
    ]
    if not found:
        return ()
    columns: Columns[WorkPackage] = (
        Column(words("Work package"), lambda package: context.item(package.id), narrow=True),
        Column(words("Title"), lambda package: package.title),
        Column(words("Days planned"), lambda package: words.days(package.days), figure=True),
        Column(words("Days billed"), lambda package: words.days(package.spent), figure=True),
        Column(words("As of"), lambda package: words.date(package.as_of) if package.as_of else NOTHING, narrow=True),
    )
    days = words.days(sum((package.spent for package in found), Decimal(0)))
    summary = words("{days} person-days are billed so far", days=days)
    return (tree.Details(summary=summary, blocks=(plain_table(columns, found),)),)


def payments_due(
    context: PageContext, sow: StatementOfWork, figures: SowFigures | None, status: DocumentStatus | None
) -> Blocks:
    """Which payments fall due because their deliverables are accepted; stands above the document, for it moves.

    Nobody owes anything under a statement of work that nobody agreed to: that is said instead. Nor does anybody owe an
    estimate: where the days spent are charged, the amounts are called one.
    """
    words, found = context.words, payments(sow, figures)
    due = [(payment, since) for payment in found if (since := due_since(payment, sow, context.on))]
    if not due:
        return ()
    text = "{due} of {all} payments are due, because their deliverables are accepted"
    if status is None or not AGREED & {*status.reached}:
        text = "{due} of {all} payments would be due by accepted deliverables; the statement of work is not agreed"
    counted = words(text, due=words.number(len(due)), all=words.number(len(found)))
    lines = tree.Listing(items=tuple(_due_line(context, sow, figures, payment, since) for payment, since in due))
    if figures is None or not any(_is_estimated(figures, payment) for payment, _ in due):
        return (tree.Details(summary=counted, blocks=(lines,)),)
    return (tree.Details(summary=counted, blocks=(tree.Paragraph(_estimate(context, sow, figures)), lines)),)


def _is_estimated(figures: SowFigures, payment: Payment) -> bool:
    """Whether its amount follows from planned days that are charged as they are spent; a change request has a price."""
    return figures.charged_by_day and payment.change is None and payment.amount is not None


def _due_line(
    context: PageContext, sow: StatementOfWork, figures: SowFigures | None, payment: Payment, since: dt.date
) -> str:
    """Since when it is due, with its amount, and with the revision that this is of where nobody knew it by then."""
    words = context.words
    title = _payment_title(context, payment)
    if payment.occurrence is not None:
        title = words("{title}, time {number}", title=title, number=words.number(payment.occurrence))
    line = words("{title}: due since {date}", title=title, date=words.date(since))
    if payment.amount is None or figures is None:
        return line
    amount = words.money(payment.amount, figures.currency)
    amount = words("estimated at {amount}", amount=amount) if _is_estimated(figures, payment) else amount
    if payment.instalment is not None and sow.revised is not None and sow.revised > since:
        number, date = words.number(sow.revision), words.date(sow.revised)
        amount = words("{amount} by revision {number} of {date}", amount=amount, number=number, date=date)
    return f"{line}, {amount}"
