"""The register of change requests: what of the agreed is to change, at what effect, and who decided.

Each has a paper of its own, which the register leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from delivery_wiki.calculations.money.agreed_changes import decision_on, planned_for
from delivery_wiki.model.document_kinds import CHANGE_REQUEST, change_topic, is_on_paper
from delivery_wiki.model.document_names import document_id
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest

from ..document_frame.cover import document_status
from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import (
    NOTHING,
    authors_hint,
    computed,
    day,
    is_late,
    items,
    name_of,
    parts,
    single_page,
    with_note,
    withdrawn,
)
from ..elements.state_marks import document_state
from ..elements.tree import Blocks, Content, LineBreak, Link, Mark, Number, Paragraph, State


def change_register(context: PageContext) -> Blocks:
    """What is to change of what was agreed, with its effect on days, price and schedule, and the decision."""
    words = context.words
    changes = sorted(
        context.view.project.changes,
        key=lambda change: (decision_on(change, context.on) is not ChangeDecision.OPEN, change.raised),
    )
    columns: Columns[ChangeRequest] = (
        Column(words("Id"), lambda change: context.item(change.id), narrow=True),
        Column(words("Change"), lambda change: _what(context, change)),
        Column(words("Moves"), lambda change: items(context, change.moves)),
        Column(
            words("Person-days"),
            lambda change: signed_figure(context, words.days(change.days), change.days > 0),
            figure=True,
        ),
        Column(words("Price"), lambda change: _price(context, change), figure=True),
        Column(words("Decision"), lambda change: _change_decision(context, change)),
        Column(words("Paper"), lambda change: _paper(context, change), narrow=True),
    )
    table = register_table(
        columns,
        changes,
        empty=authors_hint(
            context, words("Nothing that was agreed is to change."), words("Change requests stand in changes.yml.")
        ),
        id="changes",
        row_id=lambda change: change.id,
    )
    return (computed("changes.yml", table), *_amount_note(context))


def _paper(context: PageContext, change: ChangeRequest) -> Content:
    """Its paper with the state of it; nothing for one that was taken back before it was issued."""
    if not is_on_paper(context.view.project, change):
        return NOTHING
    topic = change_topic(change)
    link = Link(context.words("Change Request"), f"{document_id(CHANGE_REQUEST.id, topic)}.html")
    status = document_status(context, CHANGE_REQUEST.id, topic)
    return (link, LineBreak(), document_state(status, context.words)) if status is not None else link


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


def _price(context: PageContext, change: ChangeRequest) -> Content:
    if not change.currency:
        return NOTHING
    return signed_figure(context, context.words.money(change.amount, change.currency), change.amount > 0)


def _what(context: PageContext, change: ChangeRequest) -> Content:
    """The change in words: why, what it does to the schedule, and who raised it when."""
    words = context.words
    date, by = words.date(change.raised), name_of(context, change.raised_by)
    content = with_note(change.title, change.reason)
    if change.schedule:
        content = with_note(content, words("Schedule: {effect}", effect=change.schedule))
    for cost in further_costs(context, change):
        content = with_note(content, cost)
    if planned := _planned(context, change):
        content = with_note(content, context.words("Planned for it: {items}", items=", ".join(planned)))
    for limit in _limits(context, change):
        content = with_note(content, limit)
    raised = words("Raised on {date} by {name}", date=date, name=by) if by else words("Raised on {date}", date=date)
    return with_note(content, raised)


def _planned(context: PageContext, change: ChangeRequest) -> tuple[str, ...]:
    """The deliverables and the work packages that statements of work plan for it, by id and title."""
    found: list[str] = []
    for sow in context.view.project.sows:
        deliverables, packages = planned_for(sow, change)
        found += [f"{deliverable.id} {deliverable.title}" for deliverable in deliverables]
        found += [f"{package.id} {package.title}" for package in packages]
    return tuple(found)


def further_costs(context: PageContext, change: ChangeRequest) -> Iterator[str]:
    """What it costs beside the work of the statement of work: every year, and what others charge."""
    notes = [
        note
        for amount, note in (
            (change.running_costs, change.running_costs_note),
            (change.third_party_costs, change.third_party_costs_note),
        )
        if amount is not None
    ]
    for line, note in zip(cost_lines(context, change), notes, strict=True):
        yield f"{line} ({note})" if note else line


def cost_lines(context: PageContext, change: ChangeRequest) -> Iterator[str]:
    """The costs beside the work in a few words, each that is known."""
    words = context.words
    if change.running_costs is not None:
        yield _running_costs(context, change, change.running_costs)
    if change.third_party_costs is not None:
        yield words("Costs of others: {amount}", amount=_cost(context, change, change.third_party_costs))


def _running_costs(context: PageContext, change: ChangeRequest, amount: Decimal) -> str:
    """What it costs a year; from when on, and whether agreeing to the change orders it."""
    words = context.words
    said = words("Running costs of a year: {amount}", amount=_cost(context, change, amount))
    if change.running_costs_from is not None:
        said = words("{costs} from {date} on", costs=said, date=words.date(change.running_costs_from))
    if change.running_costs_ordered is None:
        return said
    if change.running_costs_ordered:
        return words("{costs}, ordered with this change", costs=said)
    return words("{costs}, not ordered with this change", costs=said)


def _cost(context: PageContext, change: ChangeRequest, amount: Decimal) -> str:
    if amount == 0:
        return context.words("none")
    return context.words.money(amount, change.currency) if change.currency else context.words.number(amount)


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


def signed_figure(context: PageContext, figure: str, positive: bool) -> Number:
    """A difference: more gets its plus sign; less brings its own minus."""
    return Number(f"+{figure}" if positive else figure)


def _change_decision(context: PageContext, change: ChangeRequest) -> Content:
    words = context.words
    if change.withdrawn:
        return withdrawn(context, change.withdrawn)
    decision = decision_on(change, context.on)
    if decision is ChangeDecision.OPEN:
        waiting: Content = State(Mark.LATE if is_late(context, change.id) else Mark.OPEN, words("open"))
        until = words("to be decided by {date}", date=words.date(change.due)) if change.due else ""
        told = [part for part in (until, context.person(change.owner) if change.owner else "") if part]
        return (*parts(waiting), *(line for part in told for line in (LineBreak(), *parts(part))))
    mark = Mark.MET if decision is ChangeDecision.AGREED else Mark.FAILED
    note = [day(context, change.decided), name_of(context, change.decided_by or ""), change.evidence]
    text = " · ".join(text for text in note if text and text != NOTHING)
    return with_note(State(mark, words(decision.value)), text)


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        CHANGE_REQUEST.page_id,
        "Change Requests",
        "Registers",
        "change_requests",
        lambda context: bool(context.view.project.changes),
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="change_requests",
        summary="The register of change requests with their effect on days, price and schedule, open ones first.",
        render=change_register,
        example="{{ change_requests() }}",
    ),
)
