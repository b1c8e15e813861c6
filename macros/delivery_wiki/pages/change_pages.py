"""Change requests: what of the agreed is to change, at what effect, and who decided."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from delivery_wiki.calculations.agreed_changes import decision_on
from delivery_wiki.model.project import ChangeDecision, ChangeRequest

from .documents.frame import DocumentParts, document_page
from .page_kind import Macro, PageContext, PageKind
from .register_parts import (
    NOTHING,
    authors_hint,
    computed,
    day,
    is_late,
    items,
    name_of,
    parts,
    register_table,
    single_page,
    with_note,
    withdrawn,
)
from .tree import Blocks, Column, Content, LineBreak, Mark, Number, Paragraph, Row, State


def change_requests(context: PageContext) -> Blocks:
    """All change requests as the one document that both sides sign."""
    parts = DocumentParts(computed={"changes": partial(change_register, context)}, anchor="change-requests")
    return document_page(context, "change-request", parts)


def change_register(context: PageContext) -> Blocks:
    """What is to change of what was agreed, with its effect on days, price and schedule, and the decision."""
    words = context.words
    changes = sorted(
        context.view.project.changes,
        key=lambda one: (decision_on(one, context.on) is not ChangeDecision.OPEN, one.raised),
    )
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Change")),
        Column(title=words("Moves")),
        Column(title=words("Person-days"), numeric=True),
        Column(title=words("Price"), numeric=True),
        Column(title=words("Decision")),
    )
    table = register_table(
        columns,
        [_change_row(context, one) for one in changes],
        empty=authors_hint(
            context, words("Nothing that was agreed is to change."), words("Change requests stand in changes.yml.")
        ),
        id="changes",
    )
    return (computed("changes.yml", table), *_amount_note(context))


def _amount_note(context: PageContext) -> Blocks:
    """What the amounts contain: they are those that both sides agree on, and nothing is reckoned on top."""
    if not any(change.amount and not change.withdrawn for change in context.view.project.changes):
        return ()
    text = (
        "The price of a change request is the whole amount that is agreed: no contingency, travel or expenses of its"
        " statement of work are added to it. A later revision that plans its days as work packages prices these like"
        " its other days."
    )
    return (Paragraph(context.words(text)),)


def _change_row(context: PageContext, change: ChangeRequest) -> Row:
    words = context.words
    cells: tuple[Content, ...] = (
        context.item(change.id),
        _what(context, change),
        items(context, change.moves),
        _signed(context, words.days(change.days), change.days > 0),
        _signed(context, words.money(change.amount, change.currency), change.amount > 0)
        if change.currency
        else NOTHING,
        _change_decision(context, change),
    )
    return Row(id=change.id, cells=cells)


def _what(context: PageContext, change: ChangeRequest) -> Content:
    """The change in words: why, what it does to the schedule, and who raised it when."""
    words = context.words
    date, by = words.date(change.raised), name_of(context, change.raised_by)
    content = with_note(change.title, change.reason)
    if change.schedule:
        content = with_note(content, words("Schedule: {effect}", effect=change.schedule))
    for limit in _limits(context, change):
        content = with_note(content, limit)
    raised = words("Raised on {date} by {name}", date=date, name=by) if by else words("Raised on {date}", date=date)
    return with_note(content, raised)


def _limits(context: PageContext, change: ChangeRequest) -> Iterator[str]:
    """What it says holds from then on, and for which statement of work."""
    words = context.words
    if change.sow:
        yield words("Days and amount are those of {sow}", sow=change.sow)
    if change.cap is not None:
        yield words("Cap: {amount}", amount=words.money(change.cap, change.currency) if change.currency else change.cap)
    if change.paid_with:
        yield words("Paid with the acceptance of {deliverables}", deliverables=", ".join(change.paid_with))
    if change.ends is not None:
        yield words("Ends on {date}", date=words.date(change.ends))
    if change.valid_until is not None:
        yield words("Price valid until {date}", date=words.date(change.valid_until))


def _signed(context: PageContext, figure: str, positive: bool) -> Number:
    """A difference: more gets its plus sign; less brings its own minus."""
    return Number(f"+{figure}" if positive else figure)


def _change_decision(context: PageContext, change: ChangeRequest) -> Content:
    words = context.words
    if change.withdrawn:
        return withdrawn(context, change.withdrawn)
    decision = decision_on(change, context.on)
    if decision is ChangeDecision.OPEN:
        waiting: Content = State(Mark.LATE if is_late(context, change.id) else Mark.OPEN, words("open"))
        return (*parts(waiting), LineBreak(), *parts(context.person(change.owner))) if change.owner else waiting
    mark = Mark.MET if decision is ChangeDecision.AGREED else Mark.FAILED
    note = [day(context, change.decided), name_of(context, change.decided_by or ""), change.evidence]
    text = " · ".join(one for one in note if one and one != NOTHING)
    return with_note(State(mark, words(decision.value)), text)


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "change-requests",
        "Change Requests",
        "Registers",
        "change_requests",
        lambda context: bool(context.view.project.changes),
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="change_requests",
        summary="The change requests with their effect on days, price and schedule, open ones first.",
        render=change_requests,
        example="{{ change_requests() }}",
    ),
)
