"""Sections that several documents have: goals, scope, people, responsibilities, plan, requirements, registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from delivery_wiki.calculations.money.agreed_changes import waits_for
from delivery_wiki.calculations.money.efforts import sow_figures
from delivery_wiki.calculations.money.offers import open_changes
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.parties import Party, Person
from delivery_wiki.model.project.register_entries import Assumption, AssumptionState, OpenPoint, Risk, RiskState
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.responsibilities import Duty, Responsibility
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import (
    NOTHING,
    concept_section,
    day,
    parts,
    reference,
    sow_id,
    stated_inline,
    with_note,
)
from delivery_wiki.pages.elements.tree import Blocks, Content
from delivery_wiki.pages.registers.responsibility_pages import task_of

from ..document_frame.cover import document_revision
from ..document_frame.frame import part
from ..elements.columns import Column, Columns, register_table


def agreed_beside(context: PageContext, kind: str, sows: Sequence[SowFigures], *, priced: bool = False) -> Blocks:
    """What the days, and the price, of statements of work come to with what was agreed beside them.

    A document tells what was agreed by the day of its revision, so that later change requests do not move its text.
    """
    words, (_, revised) = context.words, document_revision(context, kind, None)
    if revised is None:
        return ()
    chosen = {sow.sow.id for sow in sows}
    found = [
        sow_figure
        for sow_figure in sow_figures(context.view.project, on=min(revised, context.on))
        if sow_figure.sow.id in chosen
    ]
    changes = dict.fromkeys(
        change.id for figures in found for change in figures.requests if change.days or change.amount
    )
    if not changes:
        return ()
    days = words.days(sum((figures.days + figures.changes_days for figures in found), Decimal(0)))
    text = "Without the changes agreed by {changes}; with them it comes to {days} person-days."
    amount = ""
    charged = [figures.charged for figures in found if figures.charged is not None]
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
    names = {party.id: _party(context, party) for party in project.parties}
    order = {party.id: number for number, party in enumerate(project.parties)}
    members = sorted(project.people, key=lambda person: order.get(person.party, len(order)))
    columns: Columns[Person] = (
        Column(words("Name"), lambda person: context.person(person.id)),
        Column(words("Role"), lambda person: words(person.role)),
        Column(words("Belongs to"), lambda person: names.get(person.party, person.party)),
        Column(words("Responsible for"), lambda person: person.responsibilities),
    )
    return (register_table(columns, members, empty=words("Nobody is named yet.")),) if members else ()


def _party(context: PageContext, party: Party) -> str:
    """Vendor and customer by what they are, for each document names them on top; several of a kind by name."""
    words, titles = context.words, {PartyKind.VENDOR: "Vendor", PartyKind.CUSTOMER: "Customer"}
    is_alone = sum(other.kind is party.kind for other in context.view.project.parties) == 1
    return words(titles[party.kind]) if party.kind in titles and is_alone else party.name


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
    columns: Columns[Responsibility] = (
        Column(words("Task"), lambda entry: (context.item(entry.id), " ", *parts(task_of(context, entry)))),
        *(_holder_column(context, duty, title) for duty, title in letters),
    )
    return (register_table(columns, project.responsibilities, empty=""),)


def _holder_column(context: PageContext, duty: Duty, title: str) -> Column[Responsibility]:
    return Column(title, lambda responsibility: _holders(context, responsibility.holders(duty)))


def _holders(context: PageContext, ids: tuple[str, ...]) -> Content:
    linked: list[tree.Inline] = []
    for id in ids:
        linked += [tree.LineBreak()] if linked else []
        linked += parts(context.person(id))
    return tuple(linked) or NOTHING


def milestones(context: PageContext) -> Blocks:
    """The dated results of the project with the forecast of the plan; nothing here moves with the as-of date."""
    words = context.words
    forecasts = {planned.milestone.id: planned.forecast for planned in context.status.plan}
    found = [milestone for milestone in context.view.project.milestones if not milestone.withdrawn]
    columns: Columns[Milestone] = (
        Column(words("Milestone"), lambda milestone: context.item(milestone.id), narrow=True),
        Column(words("Title"), lambda milestone: milestone.title),
        Column(words("Owner"), lambda milestone: context.person(milestone.owner)),
        Column(words("Baseline"), lambda milestone: agreed_date(context, milestone)),
        Column(
            words("Forecast"), lambda milestone: _forecast(context, milestone, forecasts.get(milestone.id)), narrow=True
        ),
        Column(words("Reached"), lambda milestone: day(context, milestone.actual), narrow=True),
    )
    return (register_table(columns, found, empty=""),) if found else ()


def _forecast(context: PageContext, milestone: Milestone, date: dt.date | None) -> Content:
    """The day that is expected; where it is that of a change request which nobody agreed to, it stands beside."""
    waiting = open_changes(context.view.project, context.on)
    asked = [
        change.id
        for change in context.view.project.changes
        if change.id in waiting and change.decision is ChangeDecision.OPEN
        for moved in change.dates
        if moved.milestone == milestone.id and moved.date == date
    ]
    note = context.words("with {changes}, not agreed", changes=", ".join(asked)) if asked else ""
    return with_note(day(context, date), note)


def agreed_date(context: PageContext, milestone: Milestone, *, weekday: bool = False) -> Content:
    """The baseline, or the rule that sets the date."""
    words = context.words
    if milestone.baseline is not None:
        return words.date(milestone.baseline, weekday=weekday)
    if not milestone.after:
        return NOTHING
    days = words.counted(milestone.business_days, "{count} business day after", "{count} business days after")
    return (days, " ", context.item(milestone.after))


def requirements(context: PageContext) -> Blocks:
    """The requirements by reference: the statement and what it is measured by, area by area."""
    words = context.words
    found = [
        requirement
        for requirement in context.view.project.requirements
        if not requirement.withdrawn and requirement.decision is None
    ]
    columns: Columns[Requirement] = (
        Column(words("Requirement"), lambda requirement: context.item(requirement.id), narrow=True),
        Column(words("Statement"), partial(_stated, context)),
        Column(words("Priority"), lambda requirement: words(requirement.priority.value), narrow=True),
        Column(words("Party"), lambda requirement: words(requirement.party.value), narrow=True),
        Column(words("Section"), lambda requirement: _dealt_with(context, requirement)),
        Column(
            words("Statement of work"),
            lambda requirement: reference(context, sow_id(requirement.sow)) if requirement.sow else NOTHING,
        ),
    )
    return (register_table(columns, found, empty=""),) if found else ()


def waiting_note(context: PageContext, requirement: Requirement) -> str:
    """That a requirement holds only once a change request is agreed; nothing of all others."""
    changes = waits_for(context.view.project, requirement, context.on)
    return context.words("only once both sides agree to {changes}", changes=", ".join(changes)) if changes else ""


def _stated(context: PageContext, requirement: Requirement) -> Content:
    return with_note(requirement.statement, waiting_note(context, requirement))


def _dealt_with(context: PageContext, requirement: Requirement) -> Content:
    """The section of the concept, which says what the area would; the area where there is none."""
    return concept_section(context, requirement.concept) if requirement.concept else context.words(requirement.area)


def uncertainties(context: PageContext) -> Blocks:
    """Risks, assumptions and open points, each a numbered part."""
    words, project = context.words, context.view.project
    live = tuple(risk for risk in project.risks if not risk.withdrawn and risk.state is not RiskState.CLOSED)
    held = tuple(assumption for assumption in project.assumptions if not assumption.withdrawn)
    waiting = tuple(
        open_point for open_point in project.open_points if not open_point.withdrawn and open_point.closed is None
    )
    clauses = (
        part(words("Risks"), "concept-risks-risks", risk_table(context, live)),
        part(words("Assumptions"), "concept-risks-assumptions", _assumption_table(context, held)),
        part(words("Open points"), "concept-risks-open-points", _open_point_table(context, waiting)),
    )
    return tuple(clause for clause in clauses if clause.blocks)


def risk_table(context: PageContext, found: tuple[Risk, ...]) -> Blocks:
    """Risks with what is done about them."""
    words = context.words
    columns: Columns[Risk] = (
        Column(words("Risk"), lambda risk: context.item(risk.id), narrow=True),
        Column(words("Statement"), lambda risk: with_note(risk.statement, _weight(context, risk))),
        Column(words("Response"), lambda risk: risk.response),
        Column(words("Owner"), lambda risk: context.person(risk.owner)),
    )
    return (register_table(columns, found, empty=""),) if found else ()


def _weight(context: PageContext, risk: Risk) -> str:
    words = context.words
    probability, impact = words(risk.probability.value), words(risk.impact.value)
    return words("probability {probability}, impact {impact}", probability=probability, impact=impact)


def _assumption_table(context: PageContext, found: tuple[Assumption, ...]) -> Blocks:
    words = context.words
    columns: Columns[Assumption] = (
        Column(words("Assumption"), lambda assumption: context.item(assumption.id), narrow=True),
        Column(words("Statement"), lambda assumption: assumption.statement),
        Column(
            words("State"),
            lambda assumption: (
                words("false") if assumption.state is AssumptionState.FALSE else words(assumption.state.value)
            ),
        ),
        Column(words("Owner"), lambda assumption: context.person(assumption.owner)),
        Column(
            words("Confirm by"),
            lambda assumption: day(context, assumption.due) if assumption.state is AssumptionState.OPEN else NOTHING,
            narrow=True,
        ),
    )
    return (register_table(columns, found, empty=""),) if found else ()


def _open_point_table(context: PageContext, found: tuple[OpenPoint, ...]) -> Blocks:
    words = context.words
    columns: Columns[OpenPoint] = (
        Column(words("Open point"), lambda point: context.item(point.id), narrow=True),
        Column(words("Question"), lambda point: (point.question, *stated_inline(context, point.stated))),
        Column(words("Owner"), lambda point: context.person(point.owner)),
        Column(words("Due"), lambda point: day(context, point.due), narrow=True),
    )
    return (register_table(columns, found, empty=""),) if found else ()
