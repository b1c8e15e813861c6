"""What a statement of work says about payment: when which amount falls due, what is due, and which days are billed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from delivery_wiki.calculations.money.payments import Payment, due_since, payments
from delivery_wiki.model.project import StatementOfWork
from delivery_wiki.model.status import DocumentStatus, SowFigures
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import NOTHING, items
from delivery_wiki.pages.tree import Blocks, Content

from .amounts import plain_money

AGREED = frozenset({"agreed", "accepted", "signed"})  # states of a statement of work that both sides stand by


def payment(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """The shares of the signed price, then what change requests add; with these, the sum that all of it comes to."""
    words, found = context.words, payments(sow, figures)
    if not found:
        return ()
    currency = figures.currency if figures else ""
    columns = [
        tree.Column(title=words("Falls due with")),
        tree.Column(title=words("Deliverables")),
        tree.Column(title=words("Share"), numeric=True, unit="%"),
    ]
    if found[0].amount is not None:
        columns.append(tree.Column(title=words("Amount"), numeric=True, unit=currency))
    rows, lead = [_payment_row(context, one, currency) for one in found], []
    if figures is not None and len(found) > len(sow.payment):
        rows.append(_sum_of_all(context, found, figures))
        text = (
            "The shares are of the signed price of {amount}. What change requests agreed is paid on top, after"
            " acceptance of the deliverables that were not accepted when they were decided, unless they say otherwise."
        )
        lead.append(words(text, amount=words.money(figures.total or Decimal(0), currency)))
    if figures is not None and figures.charged_by_day and found[0].amount is not None:
        lead.append(_estimate(context, figures))
    table = tree.Table(columns=tuple(columns), rows=tuple(rows))
    return (tree.Paragraph(" ".join(lead)), table) if lead else (table,)


def _estimate(context: PageContext, figures: SowFigures) -> str:
    """That the amounts under a price by the day are no more than an estimate, and whether a cap holds them."""
    words = context.words
    if figures.cap is None:
        return words("The amounts are an estimate: each day of work is charged, and no cap limits them.")
    text = "The amounts are an estimate: each day of work is charged, up to the cap of {amount}."
    return words(text, amount=words.money(figures.cap, figures.currency))


def _sum_of_all(context: PageContext, found: Sequence[Payment], figures: SowFigures) -> tree.Row:
    words = context.words
    title = words("Total, an estimate") if figures.charged_by_day else words("Total")
    amount = sum((one.amount or Decimal(0) for one in found), Decimal(0))
    total = plain_money(words, amount, figures.currency)
    return tree.Row(cells=(tree.Strong(title), "", "", tree.Strong(total)), total=True)


def _payment_row(context: PageContext, one: Payment, currency: str) -> tree.Row:
    share = context.words.number(one.instalment.percent) if one.instalment else ""
    deliverables = (
        items(context, one.deliverables) if one.deliverables or not one.agreed else context.words("Not agreed")
    )
    cells: list[Content] = [_payment_title(context, one), deliverables, share]
    if one.amount is not None:
        cells.append(plain_money(context.words, one.amount, currency))
    return tree.Row(cells=tuple(cells))


def _payment_title(context: PageContext, one: Payment) -> str:
    words = context.words
    if one.instalment is not None:
        return one.instalment.title
    if one.change is not None:
        return words("By change request {change}: {title}", change=one.change.id, title=one.change.title)
    return words("Reduction to the cap") if (one.amount or 0) < 0 else words("Up to the cap that was raised")


def billed_days(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The days spent beside those planned, where the statement shows them; stands above the document, for it moves."""
    words = context.words
    found = [one for one in context.view.billed.get(sow.topic, ()) if one.as_of and one.as_of <= context.on]
    rows = [
        tree.Row(
            cells=(
                context.item(one.id),
                one.title,
                words.days(one.days),
                words.days(one.spent),
                words.date(one.as_of) if one.as_of else NOTHING,
            )
        )
        for one in found
    ]
    if not rows:
        return ()
    columns = (
        tree.Column(title=words("Work package"), narrow=True),
        tree.Column(title=words("Title")),
        tree.Column(title=words("Days planned"), numeric=True),
        tree.Column(title=words("Days billed"), numeric=True),
        tree.Column(title=words("As of"), narrow=True),
    )
    days = words.days(sum((one.spent for one in found), Decimal(0)))
    summary = words("{days} person-days are billed so far", days=days)
    return (tree.Details(summary=summary, blocks=(tree.Table(columns=columns, rows=tuple(rows)),)),)


def payments_due(
    context: PageContext, sow: StatementOfWork, figures: SowFigures | None, status: DocumentStatus | None
) -> Blocks:
    """Which payments fall due because their deliverables are accepted; stands above the document, for it moves.

    Nobody owes anything under a statement of work that nobody agreed to: that is said instead. Nor does anybody owe an
    estimate: where the days spent are charged, the amounts are called one.
    """
    words, found = context.words, payments(sow, figures)
    due = [(one, since) for one in found if (since := due_since(one, sow, context.on))]
    if not due:
        return ()
    text = "{due} of {all} payments are due, because their deliverables are accepted"
    if status is None or not AGREED & {*status.reached}:
        text = "{due} of {all} payments would be due by accepted deliverables; the statement of work is not agreed"
    counted = words(text, due=words.number(len(due)), all=words.number(len(found)))
    lines = tree.Listing(items=tuple(_due_line(context, sow, figures, one, since) for one, since in due))
    if figures is None or not any(_is_estimated(figures, one) for one, _ in due):
        return (tree.Details(summary=counted, blocks=(lines,)),)
    return (tree.Details(summary=counted, blocks=(tree.Paragraph(_estimate(context, figures)), lines)),)


def _is_estimated(figures: SowFigures, one: Payment) -> bool:
    """Whether its amount follows from planned days that are charged as they are spent; a change request has a price."""
    return figures.charged_by_day and one.change is None and one.amount is not None


def _due_line(
    context: PageContext, sow: StatementOfWork, figures: SowFigures | None, one: Payment, since: dt.date
) -> str:
    """Since when it is due, with its amount, and with the revision that this is of where nobody knew it by then."""
    words = context.words
    line = words("{title}: due since {date}", title=_payment_title(context, one), date=words.date(since))
    if one.amount is None or figures is None:
        return line
    amount = words.money(one.amount, figures.currency)
    amount = words("estimated at {amount}", amount=amount) if _is_estimated(figures, one) else amount
    if one.instalment is not None and sow.revised is not None and sow.revised > since:
        number, date = words.number(sow.revision), words.date(sow.revised)
        amount = words("{amount} by revision {number} of {date}", amount=amount, number=number, date=date)
    return f"{line}, {amount}"
