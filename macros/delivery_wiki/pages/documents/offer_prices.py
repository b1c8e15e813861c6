"""Prices of the Formal Offer: one table with its grand total, options to tick, and licences by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from delivery_wiki.calculations.money.minor_units import rounded
from delivery_wiki.calculations.money.offers import (
    OfferFigures,
    OpenWork,
    day_of_offer,
    licence_amount,
    ordered_options,
)
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.document_kinds import FORMAL_OFFER
from delivery_wiki.model.project.offer import Licence, Offer
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import estimated, with_note
from delivery_wiki.pages.elements.tree import Blocks, CheckBox, Content

from ..document_frame.clause_words import clause_texts, first_text, project_facts
from ..elements.columns import Column, Columns, plain_table, register_table
from ..registers.change_pages import cost_lines
from .amounts import plain_money
from .shared_sections import agreed_beside

# --- the price ------------------------------------------------------------------------------------


class PriceLine(NamedTuple):
    """A line of the price; `is_sum` says that it stands for lines above it."""

    title: Content
    amount: Content
    days: Content = ""
    is_sum: bool = False


def _sum_line(title: str, amount: str, days: str = "") -> PriceLine:
    return PriceLine(tree.Strong(title), tree.Strong(amount), tree.Strong(days) if days else "", is_sum=True)


def prices(context: PageContext, offer: Offer, figures: OfferFigures) -> Blocks:
    """All that is offered in one table: services, ordered options, licences, discounts, and what they come to."""
    words = context.words
    lines = tuple(_price_lines(context, offer, figures)) if figures.sows else ()
    columns: Columns[PriceLine] = (
        Column(words("Position"), lambda line: line.title),
        Column(words("Person-days"), lambda line: line.days, figure=True),
        Column(
            words("Amount"),
            lambda line: line.amount,
            figure=True,
            unit=figures.currency,
        ),
    )
    table = plain_table(columns, lines, empty=words("Nothing is offered yet."), is_total=lambda line: line.is_sum)
    beside = agreed_beside(context, FORMAL_OFFER.id, figures.sows, priced=figures.services is not None)
    return (table, *beside)


def _price_lines(context: PageContext, offer: Offer, figures: OfferFigures) -> Iterator[PriceLine]:
    words, currency = context.words, figures.currency
    for sow in figures.sows:
        yield PriceLine(_work(context, sow, figures), _price(context, sow), estimated(words, sow.days))
    ordered = ordered_options(offer, day_of_offer(context.view.project))
    apart = bool(ordered or offer.licences or offer.discounts)
    if apart:
        days = estimated(words, sum((sow.days for sow in figures.sows), Decimal(0)))
        yield _sum_line(words("Services"), _money(context, figures.services, currency), days)
    for option in ordered:
        date = words("Ordered on {date}", date=words.date(option.ordered)) if option.ordered else ""
        yield PriceLine(with_note(with_note(option.title, option.note), date), _money(context, option.amount, currency))
    for licence in offer.licences:
        title = with_note(licence.title, licence_note(context, licence, currency))
        yield PriceLine(title, _money(context, licence_amount(licence, currency), currency))
    for discount in offer.discounts:
        amount = _money(context, -rounded(discount.amount, currency), currency)
        yield PriceLine(with_note(discount.title, discount.reason), amount)
    yield from _sums(context, offer, figures, days_told=apart)


def _sums(context: PageContext, offer: Offer, figures: OfferFigures, *, days_told: bool) -> Iterator[PriceLine]:
    """The total; with tax and what is paid in the end, where the rate is given."""
    words, currency = context.words, figures.currency
    days = "" if days_told else estimated(words, sum((sow.days for sow in figures.sows), Decimal(0)))
    net = words("Total without value-added tax") if figures.tax is not None else _total_label(context)
    yield _sum_line(net, _money(context, figures.net, currency), days)
    if figures.tax is None or offer.vat_percent is None:
        return
    tax = words("Value-added tax, {percent} %", percent=words.number(offer.vat_percent))
    yield PriceLine(tax, _money(context, figures.tax, currency), is_sum=True)
    yield _sum_line(words("Total with value-added tax"), _money(context, figures.gross, currency))


def total_at_a_glance(context: PageContext, figures: OfferFigures) -> Blocks:
    """Above the offer, for who asks only what it costs; the table of prices says what it is made of."""
    if figures.net is None or not figures.sows:
        return ()
    words = context.words
    label = words("Total without value-added tax") if figures.tax is not None else _total_label(context)
    return (tree.Paragraph((tree.Strong(words.money(figures.net, figures.currency)), f" {label}"), lead=True),)


def _total_label(context: PageContext) -> str:
    return first_text(context, ClausePlace.TOTAL, project_facts(context), context.words("Total"))


def _money(context: PageContext, amount: Decimal | None, currency: str) -> str:
    return context.words("not complete") if amount is None else plain_money(context.words, amount, currency)


def _work(context: PageContext, figures: SowFigures, offer: OfferFigures) -> Content:
    """A statement of work with how it is paid, and which work of it is not in the price."""
    sow = figures.sow
    title: Content = (context.item(sow.id), f" {sow.title}")
    notes = [_basis(context, figures), *(_left_out(context, work) for work in offer.open_work if work.sow == sow.id)]
    for note in notes:
        title = with_note(title, note)
    return title


def _left_out(context: PageContext, work: OpenWork) -> str:
    words = context.words
    if work.amount is None:
        return words("with the work of {change}, which is not agreed", change=work.change)
    return words("without the work of {change}, which is not agreed", change=work.change)


def _basis(context: PageContext, figures: SowFigures) -> str:
    """How it is charged: an estimate says that it is one, and what limits it."""
    price = figures.sow.price
    cap = context.words.money(figures.cap, figures.currency) if figures.cap is not None else ""
    names = {
        PriceBasis.FIXED_PRICE: context.words("fixed price"),
        PriceBasis.TIME_AND_MATERIAL: context.words("time and material, an estimate without a cap"),
        PriceBasis.TIME_AND_MATERIAL_CAPPED: context.words(
            "time and material, an estimate with a cap of {cap}", cap=cap
        )
        if cap
        else context.words("time and material with a cap"),
        PriceBasis.NOT_PRICED: "",
    }
    return names[price.basis] if price else ""


def _price(context: PageContext, priced: SowFigures) -> str:
    words = context.words
    return plain_money(words, priced.total, priced.currency) if priced.total is not None else words("not priced")


# --- options --------------------------------------------------------------------------------------


class Choice(NamedTuple):
    """Something that the customer may tick; `question` is what several of them answer, of which one is taken.

    What is ordered by a paper of its own has no box.
    """

    title: str
    note: str
    changes: str
    amount: str
    question: str = ""
    has_box: bool = True


def options(context: PageContext, offer: Offer, figures: OfferFigures) -> Blocks:
    """What the customer may tick, with what each changes; nothing is summed, for nothing of it is ordered."""
    words = context.words
    choices = (*_open_options(context, offer), *_open_changes(context, figures))
    if not choices:
        return ()
    columns: Columns[Choice] = (
        Column(
            words("Choice"),
            lambda choice: CheckBox(False, choice.title) if choice.amount and choice.has_box else "",
            narrow=True,
        ),
        Column(words("Option"), lambda choice: with_note(choice.title, choice.note)),
        Column(words("What it changes"), lambda choice: choice.changes),
        Column(words("Price"), lambda choice: choice.amount, figure=True, unit=figures.currency),
    )
    lead = tuple(tree.Paragraph(text) for text in _apart(context))
    return (*lead, plain_table(columns, _grouped(context, choices)))


def _grouped(context: PageContext, choices: Sequence[Choice]) -> Iterator[Choice]:
    """Each question above the options that answer it; what answers none comes last."""
    questions = [question for question in dict.fromkeys(choice.question for choice in choices) if question]
    for question in questions:
        yield Choice(context.words("{question} One at most:", question=question), "", "", "")
        yield from (choice for choice in choices if choice.question == question)
    yield from (choice for choice in choices if not choice.question)


def _apart(context: PageContext) -> tuple[str, ...]:
    """That options are no part of the price."""
    texts = clause_texts(context, ClausePlace.OFFER_EXTRAS, project_facts(context))
    return texts or (context.words("Options are not part of the price. Tick what is ordered."),)


def _open_options(context: PageContext, offer: Offer) -> Iterator[Choice]:
    words = context.words
    ordered = ordered_options(offer, day_of_offer(context.view.project))
    taken = {option.choice for option in ordered if option.choice}
    for option in offer.options:
        if option in ordered or option.choice in taken:
            continue
        amount = f"+{plain_money(words, option.amount, offer.currency)}"
        yield Choice(option.title, option.note, option.changes, amount, option.choice)


def _open_changes(context: PageContext, figures: OfferFigures) -> Iterator[Choice]:
    """The work of change requests that wait for an agreement: what they would add to the price."""
    words = context.words
    requests = {change.id: change for change in context.view.project.changes}
    for work in figures.open_work:
        if work.amount is None:
            continue
        changes = words(
            "{sow}: {days} more person-days, once both sides agree to {change}",
            sow=work.sow,
            days=words.days(work.days),
            change=work.change,
        )
        change = requests.get(work.change)
        title = f"{work.change} {change.title}" if change else work.change
        note = words("Ordered by signing {change}, not here", change=work.change)
        costs = "; ".join(cost_lines(context, change)) if change else ""
        amount = f"+{plain_money(words, work.amount, figures.currency)}"
        yield Choice(title, note, ". ".join(text for text in (changes, costs) if text), amount, has_box=False)


# --- licences -------------------------------------------------------------------------------------


def licence_note(context: PageContext, licence: Licence, currency: str) -> str:
    """How the price of a licence comes about, and what is said of it."""
    words = context.words
    said = [licence.note] if licence.note else []
    if licence.years > 1:
        yearly = words.money(licence.amount, currency)
        said.insert(0, words("{amount} a year for {years} years", amount=yearly, years=words.number(licence.years)))
    return "; ".join(said)


def licences(context: PageContext, offer: Offer) -> Blocks:
    """Number, unit price and each year of the licences; nothing where the price says it all."""
    words, currency = context.words, offer.currency
    longest = max((licence.years for licence in offer.licences), default=1)
    if longest == 1 and all(licence.unit_price is None for licence in offer.licences):
        return ()
    columns: Columns[Licence] = (
        Column(words("Licence"), lambda licence: licence.title, total=tree.Strong(words("Total"))),
        Column(words("Number"), lambda licence: words.number(licence.quantity or 0), figure=True),
        Column(
            words("Unit price a year"),
            lambda licence: plain_money(words, licence.unit_price, currency),
            figure=True,
            unit=currency,
        ),
        *(_year_column(context, offer, year) for year in range(1, longest + 1)),
    )
    return (register_table(columns, offer.licences, empty=""),)


def _year_column(context: PageContext, offer: Offer, year: int) -> Column[Licence]:
    words, currency = context.words, offer.currency
    found = [rounded(licence.amount, currency) for licence in offer.licences if licence.years >= year]
    return Column(
        words("Year {number}", number=words.number(year)),
        lambda licence: plain_money(words, licence.amount if licence.years >= year else None, currency),
        figure=True,
        unit=currency,
        total=tree.Strong(plain_money(words, sum(found, Decimal(0)), currency)),
    )
