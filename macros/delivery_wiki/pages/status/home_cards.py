"""The figures of a project's home in one row of cards: price, requirements, efforts, sizing, points of the phase."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from delivery_wiki.calculations.money.offers import OfferFigures, day_of_offer, offer_figures, open_changes
from delivery_wiki.calculations.money.project_prices import project_prices
from delivery_wiki.calculations.money.work_package_efforts import project_effort
from delivery_wiki.model.document_kinds import FORMAL_OFFER

from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages
from ..elements.register_parts import requirements_bar
from ..elements.tree import Block, Blocks, Card, Cards, Inline, Link, Mark, Muted, Paragraph, State, Strong
from ..elements.words import Words
from ..registers.requirements_pages import failing_line
from ..sizing.agreed_sizing import sizing_as_agreed
from ..sizing.sizing_words import sizing_coverage, sizing_headline
from .effort_pages import all_reached_limits, by_changes, effort_bar
from .process_points import points_bar

MOST_FAILING = 3  # that a card names; the page of requirements has all of them first


def home_cards(context: PageContext) -> Blocks:
    """Price, requirements, sizing, efforts and points of the phase, each where there is something to say.

    A phone shows the first three above the gate, and of the others what is late.
    """
    pages = existing_pages(context)
    cards = (
        *_price_card(context, pages),
        *_requirements_card(context, pages),
        *_sizing_card(context, pages),
        *_efforts_card(context, pages),
        *_points_card(context, pages),
    )
    return (Cards(cards=cards, figures=True),) if cards else ()


def _titled(title: str, stem: str, pages: frozenset[str]) -> Inline:
    return Link(title, f"{stem}.html") if stem in pages else title


def _price_card(context: PageContext, pages: frozenset[str]) -> tuple[Card, ...]:
    """What is offered, and what the statements of work cost; nothing of a project that ended or that nobody priced."""
    words = context.words
    if context.status.archived:
        return ()
    offered = _offer(context, pages)
    lines: list[Block] = [_offered(words, offered)] if offered else []
    prices = project_prices(context.status.sows)
    for price in prices:
        said = words.counted(price.count, "one statement of work", "{count} statements of work")
        if price.has_changes:
            said = words("{prices} with agreed change requests", prices=said)
        if price.estimated == price.amount:
            said = words("{prices}, an estimate", prices=said)
        elif price.estimated:
            part = words.money(price.estimated, price.currency)
            said = words("{prices}, {part} of them an estimate without a cap", prices=said, part=part)
        if offered and (offered.services, offered.currency) == (price.amount, price.currency):
            said = words("of it for {prices}", prices=said)
        lines.append(Paragraph((Strong(words.money(price.amount, price.currency)), " ", Muted(said))))
    return (Card(title=words("Price without tax"), blocks=tuple(lines)),) if lines else ()


def _offer(context: PageContext, pages: frozenset[str]) -> OfferFigures | None:
    """The sums of the offer as of its day, with licences and what else stands in it; None where it has no sum."""
    project = context.view.project
    if project.offer is None or FORMAL_OFFER.id not in pages:
        return None
    on = day_of_offer(project)
    waiting = open_changes(project, on)
    found = offer_figures(project.offer, context.status.sows, on=on, open_changes=waiting, written=project.sows)
    return None if found.net is None else found


def _offered(words: Words, offered: OfferFigures) -> Paragraph:
    offer = Link(words("Formal Offer"), f"{FORMAL_OFFER.id}.html")
    return Paragraph((Strong(words.money(offered.net or Decimal(0), offered.currency)), " ", offer))


def _sizing_card(context: PageContext, pages: frozenset[str]) -> tuple[Card, ...]:
    """The headline of the sizing as it is agreed, and beside it with the change requests that nobody agreed to yet."""
    words, result = context.words, context.sizing
    if result is None or not result.lines:
        return ()
    waiting, agreed = sizing_as_agreed(context, result)
    headline = sizing_headline(words, agreed)
    blocks: list[Block] = [Paragraph((Strong(headline),))] if headline else []
    if told := sizing_coverage(words, agreed):
        blocks.append(Paragraph(Muted(told)))
    if waiting:
        figures = {"changes": ", ".join(waiting), "figures": sizing_headline(words, result)}
        blocks.append(Paragraph(Muted(words("With {changes}, not agreed: {figures}", **figures))))
    if any(line.assumed for line in result.lines):
        blocks.append(Paragraph((Muted(words("Rests on assumed inputs.")),)))
    if not blocks:
        return ()
    return (Card(title=_titled(words("Sizing"), "sizing", pages), blocks=tuple(blocks)),)


def _requirements_card(context: PageContext, pages: frozenset[str]) -> tuple[Card, ...]:
    words = context.words
    total = len(context.status.requirements)
    if not total:
        return ()
    bar = replace(requirements_bar(context, context.status.requirements), lead="")
    failing = failing_line(context, MOST_FAILING)
    title = words("Requirements {count}", count=words.number(total))
    return (Card(title=_titled(title, "requirements", pages), blocks=(bar, *failing)),)


def _efforts_card(context: PageContext, pages: frozenset[str]) -> tuple[Card, ...]:
    """Planned days for everybody; what is spent and left only for the vendor."""
    words = context.words
    planned = sum((sow.days for sow in context.status.sows), Decimal(0))
    if not planned:
        return ()
    if not context.view.internal:
        text = words.counted(
            len(context.status.sows),
            "{days} person-days in one statement of work",
            "{days} person-days in {count} statements of work",
            days=words.days(planned),
        )
        if changed := sum((sow.changes_days for sow in context.status.sows), Decimal(0)):
            text += words(", {days} with agreed change requests", days=words.days(planned + changed))
        return (Card(title=words("Effort"), blocks=(Paragraph(text),)),)
    effort = project_effort(context.status.sows)
    days = {"spent": words.days(effort.spent), "planned": words.days(effort.allowed)}
    text = words("{spent} of {planned} person-days spent", **days)
    if changes := by_changes(words, effort):
        text += f" ({words('{days} planned', days=words.days(effort.planned))}, {changes})"
    if effort.over:
        text += words(", forecast {forecast}", forecast=words.days(effort.forecast))
    bar = effort_bar(words, effort, text)
    return (Card(title=_titled(words("Efforts"), "efforts", pages), blocks=(bar, *_reached(context))),)


def _reached(context: PageContext) -> Blocks:
    """How many limits of prices are reached; the page of efforts says which, by how much."""
    count = len(all_reached_limits(context))
    if not count:
        return ()
    said = context.words.counted(count, "{count} limit reached", "{count} limits reached")
    return (Paragraph(State(Mark.LATE, said)),)


def _points_card(context: PageContext, pages: frozenset[str]) -> tuple[Card, ...]:
    """The points of the current phase for the vendor's team, once the project has answered any point."""
    words, status = context.words, context.status
    if not context.view.internal or status.current is None or not any(point.record for point in status.points):
        return ()
    points = [point for point in status.points if point.phase == status.current.phase.id]
    if not points:
        return ()
    title = words("Points of {phase}", phase=words(status.current.phase.title))
    return (Card(title=_titled(title, "process", pages), blocks=(points_bar(points, words),)),)
