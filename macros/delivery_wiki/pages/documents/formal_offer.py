"""The Formal Offer: the price of the work, summed from its statements of work; licences and options stand apart."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial

from delivery_wiki.calculations.efforts import OfferFigures, amount_of_all, offer_figures, ordered_options
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.project import Offer, OfferOption, PriceBasis
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import estimated, single_page, with_note
from delivery_wiki.pages.tree import Blocks, Column, Content, Row

from .amounts import plain_money
from .clause_words import clause_texts, first_text, offer_facts, project_facts
from .cover import document_exists, document_revision, document_status
from .frame import DocumentParts, document_page, unwritten
from .shared_sections import agreed_beside
from .sizing_clauses import moved_inputs, sizing_summary

KIND = "formal-offer"


def formal_offer(context: PageContext) -> Blocks:
    """The whole offer, in the order of the pinned template."""
    offer = context.view.project.offer
    if offer is None:
        return (tree.Paragraph(context.words("There is no offer yet.")),)
    figures = offer_figures(offer, context.status.sows)
    parts = DocumentParts(
        computed={
            "offer-subject": partial(subject, context, figures),
            "sizing": partial(sizing_summary, context, "formal-offer-sizing"),
            "offer-prices": partial(prices, context, figures),
            "offer-options": partial(options, context, offer),
            "offer-licences": partial(licences, context, offer, figures),
            "offer-terms": partial(terms, context, offer, figures),
        },
        facts=_facts(context, offer),
        notes=(*moved_inputs(context, KIND), *expiry_note(context, offer), *ordered_since(context, offer)),
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def _facts(context: PageContext, offer: Offer) -> tuple[tuple[str, Content], ...]:
    words = context.words
    facts: list[tuple[str, Content]] = [(words("Offer number"), offer.number)] if offer.number else []
    if offer.valid_until is not None:
        facts.append((words("Valid until"), words.date(offer.valid_until, weekday=True)))
    return tuple(facts)


def expiry_note(context: PageContext, offer: Offer) -> Blocks:
    """A warning where the offer ran out before anybody accepted or refused it."""
    words, status = context.words, document_status(context, KIND)
    decided = status is not None and status.state in {"accepted", "refused"}
    if offer.valid_until is None or offer.valid_until >= context.on or decided:
        return ()
    return (
        tree.Callout(
            kind="warning", title=words("The offer was valid until {date}.", date=words.date(offer.valid_until))
        ),
    )


def subject(context: PageContext, figures: OfferFigures) -> Blocks:
    """What is offered: for which goals, and the statements of work that say what is done."""
    words, found = context.words, context.view.project.goals
    goals: Blocks = (
        (tree.Paragraph(words("What the customer wants to reach:")), tree.Listing(items=found)) if found else ()
    )
    if not figures.sows:
        return (*goals, tree.Paragraph(unwritten(words("The offer names no statement of work yet."))))
    otherwise = words("The work is described in these statements of work:")
    lead = first_text(context, ClausePlace.OFFER_SUBJECT, project_facts(context), otherwise)
    return (*goals, tree.Paragraph(lead), tree.Listing(items=tuple(_named(context, one) for one in figures.sows)))


def _named(context: PageContext, figures: SowFigures) -> Content:
    """With its revision, unless that was written after the offer: an offer names nothing of later days."""
    words, sow = context.words, figures.sow
    _, offered = document_revision(context, KIND, None)
    if sow.revised and offered and sow.revised > offered:
        return (context.item(sow.id), f" {sow.title}")
    dated = (
        words("revision {number} of {date}", number=words.number(sow.revision), date=words.date(sow.revised))
        if sow.revised
        else words("revision {number}", number=words.number(sow.revision))
    )
    return (context.item(sow.id), f" {sow.title}, {dated}")


def prices(context: PageContext, figures: OfferFigures) -> Blocks:
    """The price of each statement of work and their sum."""
    words, currency = context.words, figures.currency
    rows = [
        Row(
            cells=(
                context.item(one.sow.id),
                with_note(one.sow.title, _basis(context, one)),
                estimated(words, one.days),
                plain_money(words, one.total, one.currency) if one.total is not None else words("not priced"),
            )
        )
        for one in figures.sows
    ]
    if rows:
        days = estimated(words, sum((one.days for one in figures.sows), Decimal(0)))
        total = (
            plain_money(words, figures.services, currency) if figures.services is not None else words("not complete")
        )
        label = tree.Strong(first_text(context, ClausePlace.TOTAL, project_facts(context), words("Total")))
        rows.append(Row(cells=("", label, tree.Strong(days), tree.Strong(total)), total=True))
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Statement of work")),
        Column(title=words("Person-days"), numeric=True),
        Column(title=words("Price"), numeric=True, unit=currency),
    )
    table = tree.Table(columns=columns, rows=tuple(rows), empty=words("Nothing is offered yet."))
    return (table, *agreed_beside(context, KIND, figures.sows, priced=figures.services is not None))


def _basis(context: PageContext, figures: SowFigures) -> str:
    price = figures.sow.price
    names = {
        PriceBasis.FIXED_PRICE: context.words("fixed price"),
        PriceBasis.TIME_AND_MATERIAL: context.words("time and material"),
        PriceBasis.TIME_AND_MATERIAL_CAPPED: context.words("time and material with a cap"),
        PriceBasis.NOT_PRICED: "",
    }
    return names[price.basis] if price else ""


def options(context: PageContext, offer: Offer) -> Blocks:
    """What the customer may add, and the sum of what was ordered by the day of the offer; nothing else is owed."""
    words, currency = context.words, offer.currency
    ordered = ordered_options(offer, _day_of_offer(context))
    rows = [
        Row(cells=(_option(context, one, ordered=one in ordered), plain_money(words, one.amount, currency)))
        for one in offer.options
    ]
    if ordered:
        total = plain_money(words, amount_of_all(ordered, currency), currency)
        rows.append(Row(cells=(tree.Strong(words("Total of what is ordered")), tree.Strong(total)), total=True))
    return _apart(context, rows, currency)


def _option(context: PageContext, option: OfferOption, *, ordered: bool) -> Content:
    said = with_note(option.title, option.note)
    if not ordered or option.ordered is None:
        return said
    return with_note(said, context.words("Ordered on {date}", date=context.words.date(option.ordered)))


def _day_of_offer(context: PageContext) -> dt.date:
    """The day of its revision: what happens later is no part of the offer; any day where it has none."""
    _, offered = document_revision(context, KIND, None)
    return offered or dt.date.max


def ordered_since(context: PageContext, offer: Offer) -> Blocks:
    """What was ordered after the day of the offer; stands above the document, for it moves."""
    words, before = context.words, ordered_options(offer, _day_of_offer(context))
    later = [one for one in ordered_options(offer, context.on) if one not in before]
    lines = [
        words(
            "Ordered on {date}: {title}, {amount}",
            date=words.date(one.ordered),
            title=one.title,
            amount=words.money(one.amount, offer.currency),
        )
        for one in later
        if one.ordered is not None
    ]
    return (tree.Listing(items=tuple(lines)),) if lines else ()


def licences(context: PageContext, offer: Offer, figures: OfferFigures) -> Blocks:
    """Licences with their sum."""
    words, currency = context.words, offer.currency
    rows = [
        Row(cells=(with_note(one.title, one.note), plain_money(words, one.amount, currency))) for one in offer.licences
    ]
    total = plain_money(words, figures.licences, currency)
    rows.append(Row(cells=(tree.Strong(words("Total")), tree.Strong(total)), total=True))
    return _apart(context, rows, currency) if offer.licences else ()


def _apart(context: PageContext, rows: list[Row], currency: str) -> Blocks:
    """Amounts that are not part of the price of the work."""
    if not rows:
        return ()
    words = context.words
    columns = (Column(title=words("Position")), Column(title=words("Amount"), numeric=True, unit=currency))
    apart = clause_texts(context, ClausePlace.OFFER_EXTRAS, project_facts(context))
    return (*(tree.Paragraph(text) for text in apart), tree.Table(columns=columns, rows=tuple(rows)))


def terms(context: PageContext, offer: Offer, figures: OfferFigures) -> Blocks:
    """Validity, tax and what else holds."""
    words, facts = context.words, offer_facts(context, offer)
    items = [*clause_texts(context, ClausePlace.OFFER_AMOUNTS, facts)]
    items = items or [words("All amounts are in {currency}.", currency=offer.currency)]
    if offer.valid_until is not None:
        items.append(words("The offer is valid until {date}.", date=words.date(offer.valid_until, weekday=True)))
    items += clause_texts(context, ClausePlace.OFFER_TERMS, facts)
    note: Blocks = (tree.Prose(offer.note, offer.location.at("note"), 3),) if offer.note else ()
    return (tree.Listing(items=tuple(items)), *note)


MACROS: tuple[Macro, ...] = (
    Macro(name="formal_offer", summary="The whole Formal Offer.", render=formal_offer, example="{{ formal_offer() }}"),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(KIND, "Formal Offer", "Documents", "formal_offer", lambda context: document_exists(context, KIND)),
)
