"""The rules of a statement of work in words: acceptance, changes, and the order of documents."""

from __future__ import annotations

from delivery_wiki.calculations.agreed_changes import agreed, counts_for, held_changes, touches
from delivery_wiki.calculations.clause_texts import ChosenClause
from delivery_wiki.model.clauses import ClauseCondition, ClausePlace
from delivery_wiki.model.project import ChangeRequest, StatementOfWork
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import NOTHING, with_note
from delivery_wiki.pages.tree import Blocks

from .clause_words import clause_texts, sow_facts, standing, told
from .frame import unwritten


def acceptance(context: PageContext, sow: StatementOfWork) -> Blocks:
    """How a deliverable is reviewed, cured and accepted: the clauses, then the periods that none of them names."""
    if sow.acceptance:
        return (tree.Listing(items=sow.acceptance, ordered=True),)
    facts = sow_facts(context, sow)
    found = standing(context, ClausePlace.ACCEPTANCE, facts)
    texts = tuple(told(context, one, facts) for one in found)
    own = any(one.clause is None for one in found)
    periods = () if own else _periods(context, sow, found)
    listed = (tree.Listing(items=texts, ordered=True),) if texts else ()
    stated = (*listed, *((tree.Facts(pairs=periods),) if periods else ()))
    return stated or (tree.Paragraph(unwritten(context.words("Nothing is agreed on acceptance yet."))),)


def _periods(
    context: PageContext, sow: StatementOfWork, found: tuple[ChosenClause, ...]
) -> tuple[tuple[str, tree.Content], ...]:
    """What the clock states and no clause tells, as facts."""
    words, clock = context.words, sow.acceptance_clock
    if clock is None:
        return ()
    named = {name for one in found for name in one.named}
    pairs: list[tuple[str, tree.Content]] = []
    if clock.review_business_days is not None and "review_business_days" not in named:
        pairs.append((words("Review by the customer"), _business_days(context, clock.review_business_days)))
    if clock.silence_accepts is not None and not any(_tells_silence(one) for one in found):
        said = words("counts as acceptance") if clock.silence_accepts else words("is no acceptance")
        pairs.append((words("Silence of the customer"), said))
    if clock.cure_business_days is not None and "cure_business_days" not in named:
        pairs.append((words("Cure by the vendor"), _business_days(context, clock.cure_business_days)))
    if clock.rejections is not None and "rejections" not in named:
        pairs.append((words("Rejections at most"), words.number(clock.rejections)))
    return tuple(pairs)


def _tells_silence(one: ChosenClause) -> bool:
    silent = (ClauseCondition.SILENCE_ACCEPTS, ClauseCondition.SILENCE_IS_NO_ACCEPTANCE)
    return one.clause is not None and one.clause.when in silent


def _business_days(context: PageContext, days: int) -> str:
    return context.words.counted(days, "{count} business day", "{count} business days")


def change_control(context: PageContext, sow: StatementOfWork) -> Blocks:
    """How the agreed work changes, in the words of the clauses."""
    return clauses(clause_texts(context, ClausePlace.CHANGE_CONTROL, sow_facts(context, sow)))


def clauses(texts: tuple[str, ...]) -> Blocks:
    """Clauses as a numbered list; nothing where there is none."""
    return (tree.Listing(items=texts, ordered=True),) if texts else ()


def warranty(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What is mended free of charge and for how long: the clauses, or the time alone where none of them names it."""
    words, facts = context.words, sow_facts(context, sow)
    found = standing(context, ClausePlace.WARRANTY, facts)
    listed = clauses(tuple(told(context, one, facts) for one in found))
    told_months = any(one.clause is None or "warranty_months" in one.named for one in found)
    if sow.warranty_months is None or told_months:
        return listed
    months = words.counted(sow.warranty_months, "{count} month after acceptance", "{count} months after acceptance")
    return (*listed, tree.Facts(pairs=((words("Warranty"), months),)))


def agreed_changes(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The agreed change requests that move this statement of work."""
    words = context.words
    held = held_changes(sow, context.view.project.changes, context.on)
    contained = words("contained in revision {number}", number=words.number(sow.revision))
    rows = [
        tree.Row(
            cells=(
                context.item(change.id),
                with_note(change.title, contained if change in held else ""),
                *_effect(context, sow, change),
            )
        )
        for change in agreed(context.view.project.changes, context.on)
        if touches(change, sow)
    ]
    columns = (
        tree.Column(title=words("Change request"), narrow=True),
        tree.Column(title=words("Title")),
        tree.Column(title=words("Person-days"), numeric=True),
        tree.Column(title=words("Amount"), numeric=True),
    )
    lead = tree.Paragraph(words("These agreed change requests are part of this statement of work:"))
    return (lead, tree.Table(columns=columns, rows=tuple(rows))) if rows else ()


def _effect(context: PageContext, sow: StatementOfWork, change: ChangeRequest) -> tuple[str, str]:
    """Days and amount; dashes where they are those of another statement of work."""
    words = context.words
    if not counts_for(change, sow):
        return NOTHING, NOTHING
    return words.days(change.days), words.money(change.amount, change.currency) if change.currency else NOTHING


def precedence(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Which document holds where two contradict each other, each with its exact revision."""
    facts = sow_facts(context, sow)
    items = clause_texts(context, ClausePlace.PRECEDENCE, facts)
    lead = clause_texts(context, ClausePlace.PRECEDENCE_LEAD, facts)
    return (*(tree.Paragraph(text) for text in lead), *clauses(items)) if items else ()
