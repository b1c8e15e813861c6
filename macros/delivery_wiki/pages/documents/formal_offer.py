"""The Formal Offer as a buyer reads it: to whom, what for which price, what may be added, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from delivery_wiki.calculations.base.contract_in_force import offer_with_terms
from delivery_wiki.calculations.money.offers import (
    OfferFigures,
    day_of_offer,
    offer_figures,
    open_changes,
    ordered_options,
)
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.document_kinds import (
    CONCEPT,
    ENVIRONMENT_EVALUATION,
    FORMAL_OFFER,
    POC_RECORD,
    DocumentKind,
)
from delivery_wiki.model.project.offer import Licence, Offer, OfferOption
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import single_page
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.clause_words import clause_texts, first_text, offer_facts, project_facts
from ..document_frame.cover import document_exists, document_revision, document_status, held_document
from ..document_frame.frame import DocumentParts, document_page, unwritten
from .offer_prices import licences, options, prices, total_at_a_glance
from .sizing_clauses import moved_inputs, sizing_lines, sizing_summary

KIND = FORMAL_OFFER.id
RESTS_ON = (ENVIRONMENT_EVALUATION, POC_RECORD, CONCEPT)


def formal_offer(context: PageContext) -> Blocks:
    """The whole offer, in the order of the pinned template."""
    offer = offer_with_terms(context.view.project)
    if offer is None:
        return (tree.Paragraph(context.words("There is no offer yet.")),)
    figures = figures_of(context, offer)
    annex = partial(sizing_summary, context, "formal-offer-sizing")
    parts = DocumentParts(
        computed={
            "offer-subject": partial(subject, context, offer, figures),
            "offer-prices": partial(prices, context, offer, figures),
            "offer-options": partial(options, context, offer, figures),
            "offer-licences": partial(licences, context, offer),
            "offer-terms": partial(terms, context, offer),
            "offer-basis": partial(basis, context, figures),
            "sizing": annex if offer.sizing_annex else tuple,
        },
        facts=_facts(context, offer),
        notes=(
            *total_at_a_glance(context, figures),
            *moved_inputs(context, KIND),
            *expiry_note(context, offer),
            *ordered_since(context, offer),
        ),
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def figures_of(context: PageContext, offer: Offer) -> OfferFigures:
    """The sums of the offer on its day, without what nobody had agreed to by then."""
    project = context.view.project
    last = day_of_offer(project)
    waiting = open_changes(project, min(last, context.on))
    return offer_figures(offer, context.status.sows, on=last, open_changes=waiting, written=project.sows)


def _facts(context: PageContext, offer: Offer) -> tuple[tuple[str, Content], ...]:
    words = context.words
    facts: list[tuple[str, Content]] = [(words("Offer number"), offer.number)] if offer.number else []
    if offer.valid_until is not None:
        facts.append((words("Valid until"), words.date(offer.valid_until, weekday=True)))
    facts += _people(context, offer)
    return tuple(facts)


def _people(context: PageContext, offer: Offer) -> Iterator[tuple[str, Content]]:
    """To whom it goes, and who answers for it, with the address to write to."""
    words, people = context.words, {person.id: person for person in context.view.project.people}
    if to := people.get(offer.recipient or ""):
        yield words("Addressee"), f"{to.name}, {words(to.role)}"
    if contact := people.get(offer.contact or ""):
        named = f"{contact.name}, {words(contact.role)}"
        yield words("Contact"), (named, tree.LineBreak(), contact.email) if contact.email else named


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


def subject(context: PageContext, offer: Offer, figures: OfferFigures) -> Blocks:
    """What is offered in plain words: the line to the customer, or the goals where nobody wrote one."""
    words, goals = context.words, context.view.project.goals
    blocks: list[tree.Block] = [tree.Prose(offer.letter, offer.location.at("letter"), 3)] if offer.letter else []
    if goals and not offer.letter:
        blocks += [tree.Paragraph(words("What the customer wants to reach:")), tree.Listing(items=goals)]
    if not figures.sows:
        blocks.append(tree.Paragraph(unwritten(words("The offer names no statement of work yet."))))
    return tuple(blocks)


def _named(context: PageContext, figures: SowFigures) -> Content:
    """With its revision, unless that was written after the offer: an offer names nothing of later days."""
    _words, sow = context.words, figures.sow
    _, offered = document_revision(context, KIND, None)
    if sow.revised and offered and sow.revised > offered:
        return (context.item(sow.id), f" {sow.title}")
    return (context.item(sow.id), f" {sow.title}, {_revision(context, sow.revision, sow.revised)}")


def _revision(context: PageContext, number: int, date: dt.date | None) -> str:
    words = context.words
    if date is None:
        return words("revision {number}", number=words.number(number))
    return words("revision {number} of {date}", number=words.number(number), date=words.date(date))


def ordered_since(context: PageContext, offer: Offer) -> Blocks:
    """What was ordered after the day of the offer; stands above the document, for it moves."""
    words, before = context.words, ordered_options(offer, day_of_offer(context.view.project))
    later = [option for option in ordered_options(offer, context.on) if option not in before]
    lines = [
        words(
            "Ordered on {date}: {title}, {amount}",
            date=words.date(option.ordered),
            title=option.title,
            amount=words.money(option.amount, offer.currency),
        )
        for option in later
        if option.ordered is not None
    ]
    return (tree.Listing(items=tuple(lines)),) if lines else ()


def terms(context: PageContext, offer: Offer) -> Blocks:
    """Payment, validity, and what else holds."""
    words = context.words
    items = [*_amounts(context, offer)]
    if offer.payment_days is not None:
        within = words.counted(
            offer.payment_days,
            "Invoices are paid within one day after receipt.",
            "Invoices are paid within {count} days after receipt.",
        )
        items.append(within)
    items += _due(context, offer)
    if offer.valid_until is not None:
        items.append(words("The offer is valid until {date}.", date=words.date(offer.valid_until, weekday=True)))
    items += clause_texts(context, ClausePlace.OFFER_TERMS, offer_facts(context, offer))
    note: Blocks = (tree.Prose(offer.note, offer.location.at("note"), 3),) if offer.note else ()
    return (tree.Listing(items=tuple(items)), *note)


def _due(context: PageContext, offer: Offer) -> Iterator[str]:
    """When what is invoiced: the work by its statements of work, everything else as the offer says it."""
    words = context.words
    if offer.sows:
        yield words("For the services, the statements of work say what falls due when.")
    titles: dict[str, list[str]] = {}
    lines: tuple[Licence | OfferOption, ...] = (*offer.licences, *offer.options)
    for line in lines:
        if line.due:
            titles.setdefault(line.due, []).append(line.title)
    licences = [licence.title for licence in offer.licences]
    for due, named in titles.items():
        is_all = len(licences) > 1 and named == licences
        yield words("{titles}: {due}", titles=words("Licences") if is_all else words.listed(named), due=due)


def _amounts(context: PageContext, offer: Offer) -> tuple[str, ...]:
    """What amounts are in, and whether with tax; the price table says it where it has the rate."""
    words = context.words
    if offer.vat_percent is not None:
        text = "All amounts are in {currency} and net; value-added tax of {percent} % is added, as the price shows."
        return (words(text, currency=offer.currency, percent=words.number(offer.vat_percent)),)
    texts = clause_texts(context, ClausePlace.OFFER_AMOUNTS, offer_facts(context, offer))
    return texts or (words("All amounts are in {currency}.", currency=offer.currency),)


def basis(context: PageContext, figures: OfferFigures) -> Blocks:
    """The statements of work and the documents that it was made with, by their revisions of then, and the sizing."""
    words = context.words
    otherwise = words("The work is described in these statements of work:")
    lead = first_text(context, ClausePlace.OFFER_SUBJECT, project_facts(context), otherwise)
    named = tuple(_named(context, sow) for sow in figures.sows)
    work: Blocks = (tree.Paragraph(lead), tree.Listing(items=named)) if named else ()
    others = (*(item for kind in RESTS_ON if (item := _rests_on(context, kind))), *sizing_lines(context, KIND))
    if not others:
        return work
    return (*work, tree.Paragraph(words("Price and dates rest on:")), tree.Listing(items=others))


def _rests_on(context: PageContext, kind: DocumentKind) -> Content:
    """A document by its revision; nothing where it was not there by the day of the offer."""
    template = context.view.templates.by_kind.get(kind.id)
    number, revised = _revision_of_then(context, kind)
    if template is None or number is None or revised is None or not document_exists(context, kind.id):
        return ""
    if revised > min(day_of_offer(context.view.project), context.on):
        return ""
    return f"{context.words(template.title)}, {_revision(context, number, revised)}"


def _revision_of_then(context: PageContext, kind: DocumentKind) -> tuple[int | None, dt.date | None]:
    """The last one issued by the day of the offer: one in work is nothing to rest on; else the one that is typed."""
    held, day = held_document(context, kind.id), min(day_of_offer(context.view.project), context.on)
    issued = [issue for issue in held.issued if issue.issued <= day]
    if issued and held.issue_of(held.revision) is None:
        last = max(issued, key=lambda issue: issue.revision)
        return last.revision, last.issued
    return held.revision, held.revised


MACROS: tuple[Macro, ...] = (
    Macro(name="formal_offer", summary="The whole Formal Offer.", render=formal_offer, example="{{ formal_offer() }}"),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(KIND, "Formal Offer", "Documents", "formal_offer", lambda context: document_exists(context, KIND)),
)
