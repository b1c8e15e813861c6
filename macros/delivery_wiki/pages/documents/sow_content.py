"""What a statement of work says about the work: scope, deliverables, schedule, roles, assumptions, requirements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from delivery_wiki.calculations.money.agreed_changes import agreed_changes, agreed_requirements, end_change, own_items
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.project.recurrence import Recurrence, Rhythm
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AcceptanceCriterion,
    Deliverable,
    StatementOfWork,
    is_statement,
)
from delivery_wiki.model.status import PlannedMilestone, translatable
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import NOTHING, day, items, parts, sow_id
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.clause_words import clause_texts, sow_facts
from ..document_frame.frame import part, unwritten
from ..elements.columns import Column, Columns, plain_table
from ..elements.words import Words
from .shared_sections import agreed_date, risk_table


def background(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Why there is this statement of work, in the words of its summary."""
    return (tree.Prose(sow.summary, sow.location.at("summary"), 3),) if sow.summary else ()


def scope(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What the vendor does."""
    if not sow.scope:
        return (tree.Paragraph(unwritten(context.words("The scope is not stated yet."))),)
    return (tree.Listing(items=sow.scope, ordered=True),)


def out_of_scope(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What the vendor does not do."""
    if not sow.out_of_scope:
        return (tree.Paragraph(unwritten(context.words("Nothing is expressly excluded."))),)
    return (tree.Listing(items=sow.out_of_scope, ordered=True),)


def deliverables(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Each deliverable as a numbered part with its due date and the criteria of its acceptance."""
    shown = [deliverable for deliverable in sow.deliverables if not deliverable.withdrawn]
    if not shown:
        return (tree.Paragraph(unwritten(context.words("No deliverable is named yet."))),)
    return tuple(_deliverable(context, deliverable) for deliverable in shown)


def _deliverable(context: PageContext, deliverable: Deliverable) -> tree.Clause:
    words = context.words
    facts: list[tuple[str, Content]] = [(words("Deliverable"), tree.Anchor(deliverable.id))]
    if agreed := due(context, deliverable):
        facts.append((words("Due"), agreed))
    if deliverable.recurs is not None:
        facts.append((words("Dates"), "; ".join(words.date(found) for found in deliverable.recurs.days)))
    if deliverable.covers:
        facts.append((words("Scope items"), ", ".join(words.number(number) for number in deliverable.covers)))
    if deliverable.source:
        facts.append((words("Source"), deliverable.source))
    blocks: list[tree.Block] = [tree.Facts(pairs=tuple(facts))]
    if deliverable.description:
        blocks.append(tree.Prose(deliverable.description, deliverable.location.at("description"), 4))
    if deliverable.acceptance:
        blocks.append(_criteria(context, deliverable.acceptance))
    else:
        blocks.append(tree.Paragraph(unwritten(words("No acceptance criterion is stated yet."))))
    return part(deliverable.title, f"deliverable-{deliverable.id}", tuple(blocks))


def _criteria(context: PageContext, criteria: tuple[AcceptanceCriterion, ...]) -> tree.Table:
    words = context.words
    columns: Columns[AcceptanceCriterion] = (
        Column(words("Criterion"), lambda criterion: tree.Anchor(criterion.id), narrow=True),
        Column(words("Accepted when"), lambda criterion: criterion.statement),
        Column(words("Inspected by"), lambda criterion: criterion.method or "–"),
    )
    return plain_table(columns, criteria)


def due(context: PageContext, deliverable: Deliverable) -> Content:
    """When a deliverable is due: its own date, the source's words, or what is agreed for its milestone."""
    words = context.words
    own = words.date(deliverable.agreed, weekday=True) if deliverable.agreed else deliverable.due_text
    if deliverable.recurs is not None:
        own = "; ".join(filter(None, (_rhythm(words, deliverable.recurs), deliverable.due_text)))
    if not deliverable.milestone:
        return own
    planned = _planned(context, deliverable)
    agreed = agreed_date(context, planned.milestone, weekday=True) if planned else NOTHING
    said = (own,) if own else () if agreed == NOTHING else parts(agreed)
    return (*said, *((" · ",) if said else ()), context.item(deliverable.milestone))


_EVERY: Mapping[Rhythm, str] = MappingProxyType(
    translatable(
        {
            Rhythm.WEEK: "each week",
            Rhythm.TWO_WEEKS: "every two weeks",
            Rhythm.MONTH: "each month",
            Rhythm.QUARTER: "each quarter",
            Rhythm.YEAR: "each year",
        }
    )
)


def _rhythm(words: Words, recurs: Recurrence) -> str:
    """How often it is due, how many times, from when to when."""
    days = recurs.days
    return words(
        "{rhythm} from {first} to {last}, {count} times",
        rhythm=words(_EVERY[recurs.every]),
        first=words.date(days[0]),
        last=words.date(days[-1]),
        count=words.number(len(days)),
    )


def times_accepted(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Of each deliverable that recurs, which times are accepted; stands above the document, for it moves."""
    return tuple(
        _times_of(context, deliverable, deliverable.recurs)
        for deliverable in sow.deliverables
        if deliverable.recurs is not None and not deliverable.withdrawn
    )


def _times_of(context: PageContext, deliverable: Deliverable, recurs: Recurrence) -> tree.Block:
    words = context.words
    times = tuple(
        (number, due_day, deliverable.occurrence_accepted_on(number, context.on))
        for number, due_day in enumerate(recurs.days, start=1)
    )
    columns: Columns[tuple[int, dt.date, AcceptanceAttempt | None]] = (
        Column(words("Which time"), lambda time: words.number(time[0]), figure=True),
        Column(words("Due"), lambda time: words.date(time[1]), narrow=True),
        Column(words("Accepted on"), lambda time: day(context, time[2].date if time[2] else None), narrow=True),
        Column(words("Evidence"), lambda time: time[2].evidence if time[2] else ""),
    )
    summary = words(
        "{title}: accepted {count} of {all} times",
        title=deliverable.title,
        count=words.number(sum(attempt is not None for _, _, attempt in times)),
        all=words.number(recurs.times),
    )
    return tree.Details(summary=summary, blocks=(plain_table(columns, times),))


def schedule(context: PageContext, sow: StatementOfWork) -> Blocks:
    """When the work starts and ends, and the milestones that it delivers to."""
    words = context.words
    facts: list[tuple[str, Content]] = []
    if sow.starts is not None:
        facts.append((words("Starts"), words.date(sow.starts, weekday=True)))
    facts += _due_deliverables(context, sow)
    if sow.ends is not None:
        facts.append((words("Ends"), words.date(sow.ends, weekday=True)))
    change = end_change(agreed_changes(sow, context.view.project.changes, context.on))
    if change is not None and change.ends is not None:
        ends = words.date(change.ends, weekday=True)
        facts.append((words("Ends by change request"), (ends, " · ", context.item(change.id))))
    blocks: list[tree.Block] = [tree.Facts(pairs=tuple(facts))] if facts else []
    if sow.dates_note:
        blocks.append(tree.Prose(sow.dates_note, sow.location.at("dates_note"), 3))
    return tuple(blocks) or (tree.Paragraph(unwritten(words("No dates are agreed yet."))),)


def _due_deliverables(context: PageContext, sow: StatementOfWork) -> Iterator[tuple[str, Content]]:
    for deliverable in sow.deliverables:
        if not deliverable.withdrawn and (agreed := due(context, deliverable)):
            yield deliverable.title, (*parts(context.item(deliverable.id)), ": ", *parts(agreed))


def forecasts(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The deliverables that are expected on another day than agreed; stands above the document, for it moves."""
    words = context.words
    moved = [
        deliverable
        for deliverable in sow.deliverables
        if not deliverable.withdrawn
        and not deliverable.acceptance_on(context.on)
        and _agreed_day(context, deliverable) is not None
        and _forecast(context, deliverable) not in {None, _agreed_day(context, deliverable)}
    ]
    if not moved:
        return ()
    columns: Columns[Deliverable] = (
        Column(words("Deliverable"), lambda deliverable: context.item(deliverable.id), narrow=True),
        Column(words("Title"), lambda deliverable: deliverable.title),
        Column(words("Agreed"), lambda deliverable: day(context, _agreed_day(context, deliverable)), narrow=True),
        Column(words("Forecast"), lambda deliverable: day(context, _forecast(context, deliverable)), narrow=True),
    )
    text = "{count} deliverable is expected on another day than agreed"
    summary = words.counted(len(moved), text, "{count} deliverables are expected on other days than agreed")
    return (tree.Details(summary=summary, blocks=(plain_table(columns, moved),)),)


def _agreed_day(context: PageContext, deliverable: Deliverable) -> dt.date | None:
    planned = _planned(context, deliverable)
    return deliverable.agreed or (planned.baseline if planned else None)


def _forecast(context: PageContext, deliverable: Deliverable) -> dt.date | None:
    """What is expected of itself, else of the milestone that it delivers to."""
    planned = _planned(context, deliverable)
    return deliverable.forecast or ((planned.actual or planned.forecast) if planned else None)


def _planned(context: PageContext, deliverable: Deliverable) -> PlannedMilestone | None:
    return next((planned for planned in context.status.plan if planned.milestone.id == deliverable.milestone), None)


def customer_duties(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What the customer has to provide or do."""
    if not sow.customer_duties:
        return (tree.Paragraph(unwritten(context.words("No duty of the customer is named yet."))),)
    return (tree.Listing(items=sow.customer_duties, ordered=True),)


def assumptions(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The assumptions that the price and the dates rest on, quoted."""
    words = context.words
    known = {assumption.id: assumption.statement for assumption in context.view.project.assumptions}
    if not sow.assumptions:
        return (tree.Paragraph(unwritten(words("Price and dates rest on no stated assumption."))),)
    rule = clause_texts(context, ClausePlace.ASSUMPTIONS, sow_facts(context, sow))
    columns: Columns[str] = (
        Column(words("Assumption"), lambda text: "–" if is_statement(text) else context.item(text), narrow=True),
        Column(words("Statement"), lambda text: text if is_statement(text) else known.get(text, "–")),
    )
    return (*(tree.Paragraph(text) for text in rule), plain_table(columns, sow.assumptions))


def requirements(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The requirements that the work meets, by reference: their text is kept in one place."""
    words = context.words
    columns: Columns[Requirement] = (
        Column(words("Requirement"), lambda requirement: context.item(requirement.id), narrow=True),
        Column(words("Statement"), lambda requirement: requirement.statement),
        Column(words("Priority"), lambda requirement: words(requirement.priority.value)),
        Column(words("Deliverables"), lambda requirement: items(context, requirement.deliverables)),
    )
    empty = words("No requirement is assigned to this statement of work yet.")
    return (plain_table(columns, covered_requirements(context, sow), empty=empty),)


def covered_requirements(context: PageContext, sow: StatementOfWork) -> tuple[Requirement, ...]:
    """The requirements that belong to a statement of work; those of a change request that is not agreed wait."""
    return tuple(
        requirement
        for requirement in agreed_requirements(context.view.project, context.on)
        if requirement.sow and sow_id(requirement.sow) == sow.id and not requirement.withdrawn
    )


def approach(context: PageContext, sow: StatementOfWork) -> Blocks:
    """How the vendor goes about it, where the data file says so."""
    return (tree.Prose(sow.approach, sow.location.at("approach"), 3),) if sow.approach else ()


def risks(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The risks that are about this statement of work or a part of it."""
    own = {sow.id, *own_items(sow)}
    return risk_table(context, tuple(risk for risk in context.view.project.risks if own & set(risk.about)))
