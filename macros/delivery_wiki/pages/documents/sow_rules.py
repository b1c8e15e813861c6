"""The rules of a statement of work in words: acceptance, changes, and the order of documents."""

from __future__ import annotations

from collections.abc import Callable

from delivery_wiki.calculations.base.clause_texts import ChosenClause
from delivery_wiki.calculations.money.agreed_changes import agreed, counts_for, held_changes, touches
from delivery_wiki.model.clauses import ClauseCondition, ClausePlace
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, Term
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import NOTHING, with_note
from delivery_wiki.pages.elements.tree import Blocks

from ..document_frame.clause_words import clause_texts, clauses_in_force, sow_facts, told
from ..document_frame.frame import unwritten
from ..elements.columns import Column, Columns, plain_table

_Rule = Callable[[PageContext, StatementOfWork], Blocks]


def with_exceptions(context: PageContext, sow: StatementOfWork, rule: _Rule) -> Blocks:
    """A section of rules, and below it what is said there otherwise than in the other statements of work, and why."""
    return _and_exceptions(context, sow, rule(context, sow), _TERMS_OF[rule])


def own_clauses(context: PageContext, sow: StatementOfWork, term: Term) -> Blocks:
    """The clauses that the statement of work has of its own in a section; nothing where it has none."""
    return _and_exceptions(context, sow, clauses(getattr(sow, term.key)), frozenset({term, *_WITH.get(term, ())}))


def _and_exceptions(context: PageContext, sow: StatementOfWork, found: Blocks, terms: frozenset[Term]) -> Blocks:
    if not found:
        return ()
    lead = "Departing from the other statements of work of this project: {reason}"
    return (
        *found,
        *(
            tree.Paragraph(context.words(lead, reason=exception.reason))
            for exception in sow.exceptions
            if exception.term in terms
        ),
    )


def acceptance(context: PageContext, sow: StatementOfWork) -> Blocks:
    """How a deliverable is reviewed, cured and accepted: the clauses, then the periods that none of them names."""
    if sow.acceptance:
        return (tree.Listing(items=sow.acceptance, ordered=True),)
    facts = sow_facts(context, sow)
    found = clauses_in_force(context, ClausePlace.ACCEPTANCE, facts)
    texts = tuple(told(context, clause, facts) for clause in found)
    own = any(clause.clause is None for clause in found)
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
    named = {name for clause in found for name in clause.named}
    pairs: list[tuple[str, tree.Content]] = []
    if clock.review_business_days is not None and "review_business_days" not in named:
        pairs.append((words("Review by the customer"), _business_days(context, clock.review_business_days)))
    if clock.silence_accepts is not None and not any(_tells_silence(clause) for clause in found):
        said = words("counts as acceptance") if clock.silence_accepts else words("is no acceptance")
        pairs.append((words("Silence of the customer"), said))
    if clock.cure_business_days is not None and "cure_business_days" not in named:
        pairs.append((words("Cure by the vendor"), _business_days(context, clock.cure_business_days)))
    if clock.rejections is not None and "rejections" not in named:
        pairs.append((words("Rejections at most"), words.number(clock.rejections)))
    return tuple(pairs)


def _tells_silence(clause: ChosenClause) -> bool:
    silent = (ClauseCondition.SILENCE_ACCEPTS, ClauseCondition.SILENCE_IS_NO_ACCEPTANCE)
    return clause.clause is not None and clause.clause.when in silent


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
    found = clauses_in_force(context, ClausePlace.WARRANTY, facts)
    listed = clauses(tuple(told(context, clause, facts) for clause in found))
    told_months = any(clause.clause is None or "warranty_months" in clause.named for clause in found)
    if sow.warranty_months is None or told_months:
        return listed
    months = words.counted(sow.warranty_months, "{count} month after acceptance", "{count} months after acceptance")
    return (*listed, tree.Facts(pairs=((words("Warranty"), months),)))


def agreed_changes(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The agreed change requests that move this statement of work."""
    words = context.words
    held = held_changes(sow, context.view.project.changes, context.on)
    contained = words("contained in revision {number}", number=words.number(sow.revision))
    found = [change for change in agreed(context.view.project.changes, context.on) if touches(change, sow)]
    columns: Columns[ChangeRequest] = (
        Column(words("Change request"), lambda change: context.item(change.id), narrow=True),
        Column(words("Title"), lambda change: with_note(change.title, contained if change in held else "")),
        Column(words("Person-days"), lambda change: _effect(context, sow, change)[0], figure=True),
        Column(words("Amount"), lambda change: _effect(context, sow, change)[1], figure=True),
    )
    lead = tree.Paragraph(words("These agreed change requests are part of this statement of work:"))
    return (lead, plain_table(columns, found)) if found else ()


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


_CLOCK = frozenset({Term.ACCEPTANCE, Term.REVIEW, Term.SILENCE, Term.CURE, Term.REJECTIONS})
_WITH = {Term.WARRANTY: (Term.WARRANTY_MONTHS,)}
_TERMS_OF: dict[_Rule, frozenset[Term]] = {
    acceptance: _CLOCK,
    change_control: frozenset({Term.CHANGE_CONTROL}),
    warranty: frozenset({Term.WARRANTY, Term.WARRANTY_MONTHS}),
    precedence: frozenset({Term.PRECEDENCE}),
}
