"""The paper of one change request: what moves, what it adds to days and price, and from when it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from delivery_wiki.calculations.evidence.document_facts import DocumentFacts
from delivery_wiki.calculations.money.agreed_changes import decision_on, planned_for
from delivery_wiki.calculations.money.change_effect import (
    ChangeEffect,
    change_effects,
    frozen_effects,
    frozen_texts,
    moved_texts,
)
from delivery_wiki.model.document_kinds import CHANGE_REQUEST, change_request, change_topic, is_on_paper
from delivery_wiki.model.document_names import document_id
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest, Rewording
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis
from delivery_wiki.model.status import CHARGED_BY_DAY
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.macro_arguments import require_known
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageFile, PageKind, Parameter
from delivery_wiki.pages.elements.register_parts import NOTHING, in_lines, name_of, parts, with_note
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.cover import held_document
from ..document_frame.frame import DocumentParts, document_page
from ..elements.columns import Column, Columns, plain_table
from ..registers.change_pages import cost_lines, further_costs, signed_figure

KIND = CHANGE_REQUEST.id


def change_request_paper(context: PageContext, topic: str) -> Blocks:
    """One change request as the paper that both sides sign."""
    change = _require_change(context, topic)
    parts = DocumentParts(
        computed={
            "change-reason": partial(reason, context, change),
            "change-moves": partial(moves, context, change),
            "change-effect": partial(effect, context, change),
            "change-schedule": partial(schedule, context, change),
            "change-decision": partial(decision, context, change),
        },
        anchor=document_id(KIND, change_topic(change)),
        facts=_facts(context, change),
        glance=at_a_glance(context, change),
    )
    return document_page(context, KIND, parts, topic=change_topic(change))


def _require_change(context: PageContext, topic: str) -> ChangeRequest:
    """A change request by its id, however it is spelled; raises ValueError for one that is not there."""
    found = change_request(context.view.project, topic.casefold())
    if found is None:
        known = {change_topic(change): change for change in context.view.project.changes}
        require_known("the id of a change request", topic, known)
        return known[topic]
    return found


def _facts(context: PageContext, change: ChangeRequest) -> tuple[tuple[str, Content], ...]:
    """Who raised it when; a revision of a later day has its own date."""
    words = context.words
    facts: list[tuple[str, Content]] = [(words("Raised by"), name_of(context, change.raised_by))]
    if held_document(context, KIND, change_topic(change)).revised is None:
        facts.insert(0, (words("Date"), words.date(change.raised)))
    return tuple(facts)


def at_a_glance(context: PageContext, change: ChangeRequest) -> Blocks:
    """What deciding on it comes to, above the paper: its price with what it costs beside it, and by when."""
    words = context.words
    price: list[Content] = []
    if change.currency:
        price.append(signed_figure(context, words.money(change.amount, change.currency), change.amount > 0))
    if change.days:
        days = words("{count} person-days", count=words.days(change.days))
        price.append(signed_figure(context, days, change.days > 0))
    is_open = decision_on(change, context.on) is ChangeDecision.OPEN and not change.withdrawn
    pairs: tuple[tuple[str, Content], ...] = (
        (words("Price and days"), in_lines(price)),
        (words("Beside it"), in_lines([*cost_lines(context, change)])),
        (words("Without it"), change.without),
        (words("To be decided by"), words.date(change.due, weekday=True) if is_open and change.due else ""),
    )
    facts = tree.Facts(pairs=tuple((name, value) for name, value in pairs if value))
    if not facts.pairs:
        return ()
    return (tree.Cards(cards=(tree.Card(title=words("At a glance"), blocks=(facts,)),), wide=True),)


def reason(context: PageContext, change: ChangeRequest) -> Blocks:
    """Why something that was agreed is to change, what happens without it, and what could be done in its place."""
    words = context.words
    blocks: list[tree.Block] = [tree.Paragraph(change.reason)]
    if change.without:
        blocks.append(tree.Paragraph((words("Without the change:"), " ", change.without)))
    if change.alternatives:
        blocks.append(tree.Paragraph(words("What was weighed against it:")))
        blocks.append(tree.Listing(items=change.alternatives))
    return tuple(blocks)


# --- what changes ---------------------------------------------------------------------------------


def moves(context: PageContext, change: ChangeRequest) -> Blocks:
    """The items of what was agreed that it moves, and the work that is planned for it."""
    words = context.words
    planned = tuple(_planned_work(context, change))
    columns: Columns[_Item] = (
        Column(words("Id"), lambda item: item.id, narrow=True),
        Column(words("What"), lambda item: with_note(item.title, item.note)),
    )
    items = (*_moved(context, change), *planned)
    caption = words("It changes and adds") if planned else words("It changes")
    return (*((plain_table(columns, items, caption=caption),) if items else ()), *_wordings(context, change))


@dataclass(frozen=True, slots=True)
class _Item:
    """What the change moves or adds."""

    id: Content
    title: str
    note: str = ""


def _moved(context: PageContext, change: ChangeRequest) -> Iterator[_Item]:
    """What of the contract it moves, but for words and dates, which have tables of their own."""
    apart = {*(reworded.item for reworded in change.wordings), *(moved.milestone for moved in change.dates)}
    for id in dict.fromkeys((*([change.sow] if change.sow else ()), *change.moves)):
        if id not in apart:
            yield _Item(context.item(id), _text_of(context, change, id))


def _text_of(context: PageContext, change: ChangeRequest, id: str) -> str:
    """What an item says; an issued paper keeps the words that it was issued with."""
    issued = _issued(context, change)
    texts = frozen_texts(issued.figures) if issued else moved_texts(context.view.project, change)
    return texts.get(id) or (context.places[id].title if id in context.places else NOTHING)


def _wordings(context: PageContext, change: ChangeRequest) -> Blocks:
    """The old and the new words of what was agreed, beside each other."""
    words = context.words
    columns: Columns[Rewording] = (
        Column(words("Id"), lambda reworded: context.item(reworded.item), narrow=True),
        Column(words("Without the change"), lambda reworded: _text_of(context, change, reworded.item)),
        Column(words("With the change"), lambda reworded: reworded.text),
    )
    return (plain_table(columns, change.wordings, caption=words("New wording")),) if change.wordings else ()


def _planned_work(context: PageContext, change: ChangeRequest) -> Iterator[_Item]:
    """The deliverables with their days, and the work with its person-days, that are planned for it."""
    words = context.words
    for sow in context.view.project.sows:
        deliverables, packages = planned_for(sow, change)
        for deliverable in deliverables:
            due = [words("Due on {date}.", date=words.date(deliverable.agreed))] if deliverable.agreed else []
            criteria = (f"{criterion.id}: {criterion.statement}" for criterion in deliverable.acceptance)
            yield _Item(deliverable.id, deliverable.title, " ".join((*due, *criteria)))
        for package in packages:
            days = words("{count} person-days.", count=words.days(package.days))
            yield _Item(package.id, package.title, f"{days} {package.description}".strip())


# --- days and price -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """One figure: as agreed, what the change adds, and with it."""

    what: Content
    before: Content
    change: Content
    after: Content


def effect(context: PageContext, change: ChangeRequest) -> Blocks:
    """Days and price as agreed and with the change, what it costs beside the work, and how it is paid."""
    effects = _effects(context, change)
    tables = tuple(_table(context, change, found, named=len(effects) > 1) for found in effects)
    costs = tuple(further_costs(context, change))
    lines = (*costs, *_payment(context, change))
    listing = (tree.Listing(items=lines),) if lines else ()
    return (*tables, *listing, *_contains(context, change))


def _effects(context: PageContext, change: ChangeRequest) -> tuple[ChangeEffect, ...]:
    """What an issued paper said, whatever came later; of one that is not issued, what it comes to now."""
    issued = _issued(context, change)
    frozen = frozen_effects(issued.figures) if issued else ()
    return frozen or change_effects(context.view.project, change, context.on)


def _issued(context: PageContext, change: ChangeRequest) -> Issued | None:
    held = held_document(context, KIND, change_topic(change))
    return held.issue_of(held.revision)


def _table(context: PageContext, change: ChangeRequest, found: ChangeEffect, *, named: bool) -> tree.Table:
    words = context.words
    columns: Columns[_Row] = (
        Column(found.sow if named else words("What"), lambda row: row.what),
        Column(words("Without the change"), lambda row: row.before, figure=True),
        Column(words("Change"), lambda row: row.change, figure=True),
        Column(words("With the change"), lambda row: row.after, figure=True),
    )
    return plain_table(columns, tuple(_rows(context, change, found)))


def _rows(context: PageContext, change: ChangeRequest, found: ChangeEffect) -> Iterator[_Row]:
    words = context.words
    yield _Row(
        words("Person-days of {sow}", sow=found.sow),
        words.days(found.days),
        signed_figure(context, words.days(change.days), change.days > 0),
        words.days(found.days_with),
    )
    if found.price is not None and found.price_with is not None:
        added = found.price_with - found.price
        yield _Row(
            words("Price of {sow}", sow=found.sow),
            words.money(found.price, found.currency),
            signed_figure(context, words.money(added, found.currency), added > 0),
            tree.Strong(words.money(found.price_with, found.currency)),
        )
    if change.cap is not None:
        yield _cap(context, change, change.cap, found)


def _cap(context: PageContext, change: ChangeRequest, cap: Decimal, found: ChangeEffect) -> _Row:
    words, after = context.words, context.words.money(cap, found.currency)
    held = found.cap if found.cap is not None else change.cap_before
    if held is None:
        price = next((sow.price for sow in context.view.project.sows if sow.id == found.sow), None)
        return _Row(words("Cap"), _unknown(context, price and price.cap), NOTHING, after)
    added = cap - held
    return _Row(
        words("Cap"),
        words.money(held, found.currency),
        signed_figure(context, words.money(added, found.currency), added > 0),
        after,
    )


def _unknown(context: PageContext, held: object) -> str:
    """What was agreed before where the revision of today has replaced it; a dash where there was nothing to replace."""
    return context.words("as agreed before") if held else NOTHING


def _payment(context: PageContext, change: ChangeRequest) -> Iterator[str]:
    words = context.words
    if not change.amount:
        return
    if change.paid_with:
        yield words("Paid with the acceptance of {deliverables}", deliverables=", ".join(change.paid_with))
    else:
        yield words("Paid with the acceptance of the deliverables that were still open on the day of the decision")


def _contains(context: PageContext, change: ChangeRequest) -> Blocks:
    if not change.amount:
        return ()
    for sow in context.view.project.sows:
        if sow.price and sow.price.basis in CHARGED_BY_DAY and any(planned_for(sow, change)[1]):
            text = (
                "The amount is an estimate: its days are charged by evidence, as those of {sow} are. Contingency,"
                " travel and expenses are contained in it."
            )
            said = context.words(text, sow=sow.id)
            if sow.price.basis is PriceBasis.TIME_AND_MATERIAL and change.cap is None:
                said = f"{said} {context.words('There is no cap.')}"
            return (tree.Paragraph(said),)
    text = "The price of the change is the whole amount: contingency, travel and expenses are contained in it."
    return (tree.Paragraph(context.words(text)),)


# --- dates ----------------------------------------------------------------------------------------


def schedule(context: PageContext, change: ChangeRequest) -> Blocks:
    """What it does to dates, in words, and the dates of the contract that it moves."""
    text = (tree.Paragraph(change.schedule),) if change.schedule else ()
    rows = tuple(_dates(context, change))
    words = context.words
    columns: Columns[_Row] = (
        Column(words("What"), lambda row: row.what),
        Column(words("Without the change"), lambda row: row.before),
        Column(words("With the change"), lambda row: row.after),
    )
    return (*text, plain_table(columns, rows)) if rows else text


def _dates(context: PageContext, change: ChangeRequest) -> Iterator[_Row]:
    words = context.words
    milestones = {milestone.id: milestone for milestone in context.view.project.milestones}
    for moved in change.dates:
        milestone = milestones.get(moved.milestone)
        title = (" ", milestone.title) if milestone else ()
        before = words.date(milestone.baseline) if milestone and milestone.baseline else NOTHING
        yield _Row((*parts(context.item(moved.milestone)), *title), before, "", words.date(moved.date))

    def limit(date: dt.date | None, held: dt.date | None = None) -> str:
        return words.date(date) if date else _unknown(context, held)

    for found in _effects(context, change):
        sow = next((sow for sow in context.view.project.sows if sow.id == found.sow), None)
        if change.ends is not None:
            before = limit(found.ends or change.ends_before, sow.ends if sow else None)
            yield _Row(words("End of the work, {sow}", sow=found.sow), before, "", limit(change.ends))
        if change.valid_until is not None:
            name = words("Price valid until, {sow}", sow=found.sow)
            held = sow.price.valid_until if sow and sow.price else None
            yield _Row(name, limit(found.valid_until or change.valid_until_before, held), "", limit(change.valid_until))


def decision(context: PageContext, change: ChangeRequest) -> Blocks:
    """What it rests on, and from when it holds; how it was decided where no paper of it was issued to be signed."""
    words = context.words
    held = held_document(context, KIND, change_topic(change))
    conditions: Blocks = ()
    if change.conditions:
        lead = tree.Paragraph(words("It rests on this, and the customer does this for it:"))
        conditions = (lead, tree.Listing(items=change.conditions))
    return (*conditions, *_decided(context, change, held))


def _decided(context: PageContext, change: ChangeRequest, held: DocumentFacts) -> Blocks:
    """How it was decided; or from when it would hold."""
    words = context.words
    if held.issued or KIND in context.issuing or decision_on(change, context.on) is ChangeDecision.OPEN:
        return (*_waits(context, change),)
    texts = {
        ChangeDecision.AGREED: words("It is agreed and in force from the day of the decision."),
        ChangeDecision.REJECTED: words("It is refused: what was agreed before remains in force."),
    }
    facts: list[tuple[str, Content]] = [(words("Decided on"), words.date(change.decided or change.raised))]
    if change.decided_by:
        facts.append((words("Decided by"), name_of(context, change.decided_by)))
    if change.evidence:
        facts.append((words("Evidence"), change.evidence))
    return (tree.Paragraph(texts[change.decision]), tree.Facts(pairs=tuple(facts)))


def _waits(context: PageContext, change: ChangeRequest) -> Blocks:
    words = context.words
    text = words(
        "It is in force from the day on which both sides have agreed to it; until then what was agreed before applies."
    )
    due = words("It is to be decided by {date}.", date=words.date(change.due, weekday=True)) if change.due else ""
    return (tree.Paragraph(" ".join(part for part in (text, due) if part)),)


# --- pages ----------------------------------------------------------------------------------------


def find_pages(context: PageContext) -> tuple[PageFile, ...]:
    """A page for each change request that has a paper."""
    title = context.words("Change Request")
    return tuple(
        PageFile(
            stem=document_id(KIND, change_topic(change)),
            title=f"{title} {change.id}: {change.title}",
            group="Documents",
            body=f'{{{{ change_request("{change_topic(change)}") }}}}',
            kind=KIND,
        )
        for change in context.view.project.changes
        if is_on_paper(context.view.project, change)
    )


MACROS: tuple[Macro, ...] = (
    Macro(
        name="change_request",
        summary="The paper of one change request: what moves, its effect on days, price and dates, and who signs.",
        render=change_request_paper,
        parameters=(Parameter(name="topic", kind=str, summary="The id of the change request.", required=True),),
        example='{{ change_request("cr-1") }}',
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (PageKind(kind=KIND, find=find_pages),)
