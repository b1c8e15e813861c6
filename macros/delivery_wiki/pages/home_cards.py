"""The cards at the foot of a project's home: sizing, requirements, efforts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from delivery_wiki.calculations.work_package_efforts import project_effort

from .effort_pages import all_reached_limits, by_changes, limit_text
from .page_kind import PageContext
from .project_links import existing_pages
from .register_parts import REQUIREMENT_LADDER, REQUIREMENT_MARKS
from .sizing_words import sizing_headline
from .tree import Bar, Block, Blocks, Card, Cards, Inline, Link, Mark, Muted, Paragraph, State, Strong


def home_cards(context: PageContext) -> Blocks:
    """Sizing, requirements and efforts, each where there is something to say."""
    pages = existing_pages(context)
    cards = (*_sizing_card(context, pages), *_requirements_card(context, pages), *_efforts_card(context, pages))
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
    counts = Counter(one.state for one in context.status.requirements)
    total = sum(counts.values())
    if not total:
        return ()
    order = (*REQUIREMENT_LADDER, *sorted(set(counts) - set(REQUIREMENT_LADDER)))
    present = [state for state in order if counts[state]]
    parts = tuple(
        (REQUIREMENT_MARKS.get(state, Mark.NOT_NEEDED), counts[state], f"{words(state)} {counts[state]}")
        for state in reversed(present)
    )
    text = ", ".join(f"{words(state)} {words.number(counts[state])}" for state in present)
    title = words("Requirements {count}", count=words.number(total))
    return (Card(title=_titled(title, "requirements", pages), blocks=(Bar(parts=parts, total=total, text=text),)),)


def _efforts_card(context: PageContext, pages: frozenset[str]) -> tuple[Card, ...]:
    """Planned days for everybody; what is spent and left only for the vendor."""
    words = context.words
    planned = sum((one.days for one in context.status.sows), Decimal(0))
    if not planned:
        return ()
    if not context.view.internal:
        text = words.counted(
            len(context.status.sows),
            "{days} person-days in one statement of work",
            "{days} person-days in {count} statements of work",
            days=words.days(planned),
        )
        if changed := sum((one.changes_days for one in context.status.sows), Decimal(0)):
            text += words(", {days} with agreed change requests", days=words.days(planned + changed))
        return (Card(title=words("Effort"), blocks=(Paragraph(text),)),)
    effort = project_effort(context.status.sows)
    spent, allowed = effort.spent, effort.allowed
    text = words("{spent} of {planned} person-days spent", spent=words.days(spent), planned=words.days(allowed))
    if changes := by_changes(words, effort):
        text += f" ({words('{days} planned', days=words.days(effort.planned))}, {changes})"
    if effort.over:
        text += words(", forecast {forecast}", forecast=words.days(effort.forecast))
    parts = ((Mark.LATE if effort.over > 0 else Mark.MET, int(spent * 10), text),)
    bar = Bar(parts=parts, total=int(max(allowed, spent) * 10), text=text)
    reached = tuple(
        Paragraph((State(Mark.LATE, one.sow), " ", limit_text(words, one))) for one in all_reached_limits(context)
    )
    return (Card(title=_titled(words("Efforts"), "efforts", pages), blocks=(bar, *reached)),)
