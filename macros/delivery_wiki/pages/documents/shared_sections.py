"""Sections that several documents have: goals, scope, people, responsibilities, plan, requirements, registers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from delivery_wiki.calculations.efforts import sow_figures
from delivery_wiki.model.project import Assumption, AssumptionState, Duty, Milestone, OpenPoint, Risk, RiskState
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import (
    NOTHING,
    concept_section,
    day,
    parts,
    reference,
    register_table,
    sow_id,
    stated_inline,
)
from delivery_wiki.pages.responsibility_pages import task_of
from delivery_wiki.pages.tree import Blocks, Column, Content, Row

from .cover import document_revision
from .frame import part


def agreed_beside(context: PageContext, kind: str, sows: Sequence[SowFigures], *, priced: bool = False) -> Blocks:
    """What the days, and the price, of statements of work come to with what was agreed beside them.

    A document tells what was agreed by the day of its revision, so that later change requests do not move its text.
    """
    words, (_, revised) = context.words, document_revision(context, kind, None)
    if revised is None:
        return ()
    chosen = {one.sow.id for one in sows}
    found = [one for one in sow_figures(context.view.project, on=min(revised, context.on)) if one.sow.id in chosen]
    changes = dict.fromkeys(change.id for one in found for change in one.requests if change.days or change.amount)
    if not changes:
        return ()
    days = words.days(sum((one.days + one.changes_days for one in found), Decimal(0)))
    text = "Without the changes agreed by {changes}; with them it comes to {days} person-days."
    amount = ""
    charged = [one.charged for one in found if one.charged is not None]
    if priced and len(charged) == len(found):
        text = "Without the changes agreed by {changes}; with them it comes to {days} person-days and {amount}."
        amount = words.money(sum(charged, Decimal(0)), found[0].currency)
    return (tree.Paragraph(words(text, changes=", ".join(changes), days=days, amount=amount)),)


def goals(context: PageContext) -> Blocks:
    """What the customer wants to reach."""
    found = context.view.project.goals
    return (tree.Listing(items=found),) if found else ()


def scope(context: PageContext) -> Blocks:
    """What the project covers and what it leaves out, each a numbered part."""
    words, found = context.words, context.view.project.scope
    clauses: list[tree.Clause] = []
    if found.included:
        clauses.append(part(words("In scope"), "scope-included", (tree.Listing(items=found.included),)))
    if found.excluded:
        clauses.append(part(words("Out of scope"), "scope-excluded", (tree.Listing(items=found.excluded),)))
    return tuple(clauses)


def people(context: PageContext) -> Blocks:
    """Who takes part, side by side."""
    words, project = context.words, context.view.project
    names = {party.id: party.name for party in project.parties}
    order = {party.id: number for number, party in enumerate(project.parties)}
    rows = [
        Row(cells=(context.person(one.id), words(one.role), names.get(one.party, one.party), one.responsibilities))
        for one in sorted(project.people, key=lambda one: order.get(one.party, len(order)))
    ]
    columns = (
        Column(title=words("Name")),
        Column(title=words("Role")),
        Column(title=words("Party")),
        Column(title=words("Responsible for")),
    )
    return (register_table(columns, rows, empty=words("Nobody is named yet.")),) if rows else ()


def responsibilities(context: PageContext) -> Blocks:
    """Who has which duty, both sides: one column for each duty letter."""
    words, project = context.words, context.view.project
    if not project.responsibilities:
        return ()
    letters = (
        (Duty.RESPONSIBLE, words("Responsible")),
        (Duty.ACCOUNTABLE, words("Accountable")),
        (Duty.CONSULTED, words("Consulted")),
        (Duty.INFORMED, words("Informed")),
    )
    columns = (Column(title=words("Task")), *(Column(title=title) for _, title in letters))
    rows = [
        Row(
            cells=(
                (context.item(one.id), " ", *parts(task_of(context, one))),
                *(_holders(context, one.holders(duty)) for duty, _ in letters),
            )
        )
        for one in project.responsibilities
    ]
    return (register_table(columns, rows, empty=""),)


def _holders(context: PageContext, ids: tuple[str, ...]) -> Content:
    linked: list[tree.Inline] = []
    for id in ids:
        linked += [tree.LineBreak()] if linked else []
        linked += parts(context.person(id))
    return tuple(linked) or NOTHING


def milestones(context: PageContext) -> Blocks:
    """The dated results of the project, from what is written alone: nothing here moves with the as-of date."""
    words = context.words
    found = [one for one in context.view.project.milestones if not one.withdrawn]
    rows = [
        Row(
            cells=(
                context.item(one.id),
                one.title,
                context.person(one.owner),
                _agreed_date(context, one),
                day(context, one.forecast if one.forecast != one.baseline else None),
                day(context, one.actual),
            )
        )
        for one in found
    ]
    columns = (
        Column(title=words("Milestone"), narrow=True),
        Column(title=words("Title")),
        Column(title=words("Owner")),
        Column(title=words("Baseline")),
        Column(title=words("Forecast"), narrow=True),
        Column(title=words("Reached"), narrow=True),
    )
    return (register_table(columns, rows, empty=""),) if rows else ()


def _agreed_date(context: PageContext, milestone: Milestone) -> Content:
    """The baseline, or the rule that sets the date."""
    words = context.words
    if milestone.baseline is not None:
        return words.date(milestone.baseline)
    if not milestone.after:
        return NOTHING
    days = words.counted(milestone.business_days, "{count} business day after", "{count} business days after")
    return (days, " ", context.item(milestone.after))


def requirements(context: PageContext) -> Blocks:
    """The requirements by reference: the statement and what it is measured by, area by area."""
    words = context.words
    found = [one for one in context.view.project.requirements if not one.withdrawn and one.decision is None]
    rows = [
        Row(
            cells=(
                context.item(one.id),
                one.statement,
                words(one.area),
                words(one.priority.value),
                words(one.party.value),
                concept_section(context, one.concept),
                reference(context, sow_id(one.sow)) if one.sow else NOTHING,
            )
        )
        for one in found
    ]
    columns = (
        Column(title=words("Requirement"), narrow=True),
        Column(title=words("Statement")),
        Column(title=words("Area")),
        Column(title=words("Priority")),
        Column(title=words("Party")),
        Column(title=words("Section")),
        Column(title=words("Statement of work")),
    )
    return (register_table(columns, rows, empty=""),) if rows else ()


def uncertainties(context: PageContext) -> Blocks:
    """Risks, assumptions and open points, each a numbered part."""
    words, project = context.words, context.view.project
    live = tuple(one for one in project.risks if not one.withdrawn and one.state is not RiskState.CLOSED)
    held = tuple(one for one in project.assumptions if not one.withdrawn)
    waiting = tuple(one for one in project.open_points if not one.withdrawn and one.closed is None)
    clauses = (
        part(words("Risks"), "concept-risks-risks", risk_table(context, live)),
        part(words("Assumptions"), "concept-risks-assumptions", _assumption_table(context, held)),
        part(words("Open points"), "concept-risks-open-points", _open_point_table(context, waiting)),
    )
    return tuple(one for one in clauses if one.blocks)


def risk_table(context: PageContext, found: tuple[Risk, ...]) -> Blocks:
    """Risks with what is done about them."""
    words = context.words
    rows = [
        Row(
            cells=(
                context.item(one.id),
                one.statement,
                words(one.probability.value),
                words(one.impact.value),
                one.response,
                context.person(one.owner),
            )
        )
        for one in found
    ]
    columns = (
        Column(title=words("Risk"), narrow=True),
        Column(title=words("Statement")),
        Column(title=words("Probability")),
        Column(title=words("Impact")),
        Column(title=words("Response")),
        Column(title=words("Owner")),
    )
    return (register_table(columns, rows, empty=""),) if rows else ()


def _assumption_table(context: PageContext, found: tuple[Assumption, ...]) -> Blocks:
    words = context.words
    rows = [
        Row(
            cells=(
                context.item(one.id),
                one.statement,
                words("false") if one.state is AssumptionState.FALSE else words(one.state.value),
                context.person(one.owner),
                day(context, one.due) if one.state is AssumptionState.OPEN else NOTHING,
            )
        )
        for one in found
    ]
    columns = (
        Column(title=words("Assumption"), narrow=True),
        Column(title=words("Statement")),
        Column(title=words("State")),
        Column(title=words("Owner")),
        Column(title=words("Confirm by"), narrow=True),
    )
    return (register_table(columns, rows, empty=""),) if rows else ()


def _open_point_table(context: PageContext, found: tuple[OpenPoint, ...]) -> Blocks:
    words = context.words
    rows = [
        Row(
            cells=(
                context.item(one.id),
                (one.question, *stated_inline(context, one.stated)),
                context.person(one.owner),
                day(context, one.due),
            )
        )
        for one in found
    ]
    columns = (
        Column(title=words("Open point"), narrow=True),
        Column(title=words("Question")),
        Column(title=words("Owner")),
        Column(title=words("Due"), narrow=True),
    )
    return (register_table(columns, rows, empty=""),) if rows else ()
