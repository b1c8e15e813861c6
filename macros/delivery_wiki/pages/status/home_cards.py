"""The cards at the foot of a project's home: sizing, requirements, efforts, points of the phase."""

from __future__ import annotations

from decimal import Decimal

from delivery_wiki.calculations.money.work_package_efforts import project_effort

from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages
from ..elements.register_parts import requirements_bar
from ..elements.tree import Block, Blocks, Card, Cards, Inline, Link, Mark, Muted, Paragraph, State, Strong
from ..sizing.sizing_words import sizing_headline
from .effort_pages import all_reached_limits, by_changes, effort_bar, limit_text
from .process_points import points_bar


def home_cards(context: PageContext) -> Blocks:
    """Sizing, requirements, efforts and points of the phase, each where there is something to say."""
    pages = existing_pages(context)
    cards = (
        *_sizing_card(context, pages),
        *_requirements_card(context, pages),
        *_efforts_card(context, pages),
        *_points_card(context, pages),
    )
    return (Cards(cards=cards),) if cards else ()


def _titled(title: str, stem: str, pages: frozenset[str]) -> Inline:
    return Link(title, f"{stem}.html") if stem in pages else title


def _sizing_card(context: PageContext, pages: frozenset[str]) -> tuple[Card, ...]:
    """The headline of the sizing: nodes, and each total that the rules give."""
    words, result = context.words, context.sizing
    if result is None or not result.lines:
        return ()
    headline = sizing_headline(words, result)
    blocks: list[Block] = [Paragraph((Strong(headline),))] if headline else []
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
    bar = requirements_bar(context, context.status.requirements)
    title = words("Requirements {count}", count=words.number(total))
    return (Card(title=_titled(title, "requirements", pages), blocks=(bar,)),)


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
    reached = tuple(
        Paragraph((State(Mark.LATE, limit.sow), " ", limit_text(words, limit))) for limit in all_reached_limits(context)
    )
    return (Card(title=_titled(words("Efforts"), "efforts", pages), blocks=(bar, *reached)),)


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
