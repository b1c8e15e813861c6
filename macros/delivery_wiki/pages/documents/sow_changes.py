"""What the next revision of a statement of work changes: its change requests, and baseline beside current."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from delivery_wiki.calculations.base.phrases import id_order
from delivery_wiki.calculations.evidence.current_figures import LABELS, current_figures, moved_figures
from delivery_wiki.calculations.evidence.document_facts import ProjectFacts, document_facts
from delivery_wiki.calculations.money.agreed_changes import agreed, planned_for, touches, waiting_changes
from delivery_wiki.calculations.money.contract_figures import frozen_as_now
from delivery_wiki.calculations.verification.baselines import Baseline, baseline_of
from delivery_wiki.model.document_kinds import SOW
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, StatementOfWork, WorkPackage
from delivery_wiki.model.status import translatable
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import NOTHING, with_note
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..elements.columns import Column, Columns, plain_table
from . import sow_content
from .sow_rules import agreed_changes

FIGURES = ("sow.days", "sow.total", "sow.starts", "sow.ends")
ITEMS = translatable(
    {
        "requirement.": "Requirements",
        "deliverable.": "Deliverables",
        "work-package.": "Work packages",
        "sizing.input.": "Sizing inputs",
    }
)
OTHERS = translatable(
    {
        "sow.scope": "Scope",
        "sow.rates": "Rates",
        "sow.payment": "Payments",
        "sow.acceptance": "Periods of acceptance",
    }
)


def changes(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The agreed change requests; in a revision after a signed one, also their effects and what differs."""
    found = agreed_changes(context, sow)
    baseline = _baseline(context, sow)
    if baseline is None:
        return found
    return (*found, *_effects(context, sow), *_differences(context, baseline))


def waiting(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What is planned for change requests that are not agreed: beside the contract, in no sum of it."""
    words, blocks = context.words, list[tree.Block]()
    for change in waiting_changes(context.view.project.changes, context.on):
        deliverables, packages = planned_for(sow, change)
        if deliverables or packages:
            effect = (words.days(change.days), words.money(change.amount, change.currency))
            text = "Not agreed, and in no sum below: {change}, {title}, {days} person-days and {amount}"
            summary = words(text, change=change.id, title=change.title, days=effect[0], amount=effect[1])
            tables = (*_waiting_deliverables(context, deliverables), *_waiting_packages(context, packages))
            blocks.append(tree.Details(summary=summary, blocks=tables))
    return tuple(blocks)


def _waiting_deliverables(context: PageContext, found: tuple[Deliverable, ...]) -> Blocks:
    words = context.words
    columns: Columns[Deliverable] = (
        Column(words("Deliverable"), lambda deliverable: tree.Anchor(deliverable.id), narrow=True),
        Column(words("Title"), lambda deliverable: with_note(deliverable.title, deliverable.description)),
        Column(words("Accepted when"), _criteria),
        Column(words("Due"), lambda deliverable: sow_content.due(context, deliverable) or NOTHING),
    )
    return (plain_table(columns, found),) if found else ()


def _criteria(deliverable: Deliverable) -> Content:
    content: list[tree.Inline] = []
    for criterion in deliverable.acceptance:
        content += [tree.LineBreak()] if content else []
        content += [tree.Anchor(criterion.id), " ", criterion.statement]
    return tuple(content) or NOTHING


def _waiting_packages(context: PageContext, found: tuple[WorkPackage, ...]) -> Blocks:
    words = context.words
    columns: Columns[WorkPackage] = (
        Column(words("Work package"), lambda package: tree.Anchor(package.id), narrow=True),
        Column(words("Title"), lambda package: package.title),
        Column(words("Role"), lambda package: words(package.role)),
        Column(words("Person-days"), lambda package: words.days(package.days), figure=True),
    )
    return (plain_table(columns, found),) if found else ()


def _baseline(context: PageContext, sow: StatementOfWork) -> Baseline | None:
    """The newest revision below this one that was completely signed when this one was written.

    The day of the revision counts, not that of the page, so that the text of an issued revision stands still.
    """
    if sow.revised is None:
        return None
    project_facts = ProjectFacts(view=context.view, on=sow.revised, requirements=(), cases=())
    kind, topic = document_key(SOW.id, sow.topic)
    return baseline_of(document_facts(project_facts, kind, topic), below=sow.revision)


def _effects(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What each agreed change request does to dates, requirements and their tests."""
    words = context.words
    found = [change for change in agreed(context.view.project.changes, context.on) if touches(change, sow)]
    columns: Columns[ChangeRequest] = (
        Column(words("Change request"), lambda change: context.item(change.id), narrow=True),
        Column(words("Effect on dates"), lambda change: change.schedule or NOTHING),
        Column(words("Requirements"), lambda change: _linked(context, _requirements(context, change))),
        Column(words("Test cases"), lambda change: _linked(context, _tests(context, change))),
    )
    return (plain_table(columns, found),) if found else ()


def _linked(context: PageContext, ids: tuple[str, ...]) -> Content:
    return context.items(ids) if ids else NOTHING


def _requirements(context: PageContext, change: ChangeRequest) -> tuple[str, ...]:
    """The requirements that it moves, itself or with a deliverable that it moves."""
    moved = set(change.moves)
    found = [
        requirement
        for requirement in context.view.project.requirements
        if requirement.id in moved or moved & set(requirement.deliverables)
    ]
    return tuple(requirement.id for requirement in sorted(found, key=id_order))


def _tests(context: PageContext, change: ChangeRequest) -> tuple[str, ...]:
    """The test cases that it moves, or that test a requirement that it moves."""
    moved = {*change.moves, *_requirements(context, change)}
    found = [
        test for test in context.view.project.tests if not test.withdrawn and {test.id, *test.requirements} & moved
    ]
    return tuple(case.id for case in sorted(found, key=id_order))


# --- baseline and current -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Difference:
    """A figure on both sides, with what lies between them."""

    title: str
    before: str
    after: str
    between: str


def _differences(context: PageContext, baseline: Baseline) -> Blocks:
    words, held = context.words, baseline.document_facts
    current = current_figures(held.kind, held.topic, context.view, context.sizing, on=context.on)
    issued = frozen_as_now(baseline.issued.figures, current)
    found = (*_figures(context, issued, current), *_items(context, issued, current))
    if not found:
        return ()
    lead = words(
        "What differs from revision {revision}, which was issued on {date} and signed:",
        revision=words.number(baseline.issued.revision),
        date=words.date(baseline.issued.issued),
    )
    columns: Columns[_Difference] = (
        Column(words("What"), lambda moved: moved.title),
        Column(words("As signed"), lambda moved: moved.before, figure=True),
        Column(words("Now"), lambda moved: moved.after, figure=True),
        Column(words("Difference"), lambda moved: moved.between, figure=True),
    )
    return (tree.Paragraph(lead), plain_table(columns, found))


def _figures(context: PageContext, issued: Mapping[str, str], current: Mapping[str, str]) -> Iterator[_Difference]:
    for name in FIGURES:
        before, after = issued.get(name), current.get(name)
        if before != after:
            title = context.words(LABELS[name])
            told = [_told(context, value) if value else NOTHING for value in (before, after)]
            yield _Difference(title, told[0], told[1], _between(context, before or "", after or ""))


def _items(context: PageContext, issued: dict[str, str], current: dict[str, str]) -> Iterator[_Difference]:
    """Items by their ids: those that only were there, those that only are, and those that changed."""
    words, moved = context.words, moved_figures(issued, current)
    for prefix, title in ITEMS.items():
        names = {name.removeprefix(prefix): values for name, values in moved.items() if name.startswith(prefix)}
        gone = [name for name, (_, after) in names.items() if after is None]
        come = [name for name, (before, _) in names.items() if before is None]
        other = [name for name, values in names.items() if None not in values]
        if names:
            changed = words("changed: {names}", names=_row(other)) if other else NOTHING
            yield _Difference(words(title), _row(gone) or NOTHING, _row(come) or NOTHING, changed)
    for name, title in OTHERS.items():
        if name in moved:
            yield _Difference(words(title), NOTHING, NOTHING, words("changed"))


def _row(names: list[str]) -> str:
    return ", ".join(sorted(names, key=lambda name: (len(name), name)))


def _told(context: PageContext, figure: str) -> str:
    """A frozen figure as the reader writes it: a date, an amount, or a number."""
    with suppress(ValueError):
        return context.words.date(dt.date.fromisoformat(figure))
    amount, _, currency = figure.partition(" ")
    with suppress(InvalidOperation):
        number = Decimal(amount)
        return context.words.money(number, currency) if currency else context.words.number(number)
    return figure


def _between(context: PageContext, before: str, after: str) -> str:
    words = context.words
    with suppress(ValueError):
        days = (dt.date.fromisoformat(after) - dt.date.fromisoformat(before)).days
        return words.counted(abs(days), "1 day later", "{count} days later") if days > 0 else _earlier(context, -days)
    (old, _, currency), (new, _, other) = before.partition(" "), after.partition(" ")
    with suppress(InvalidOperation):
        rise = Decimal(new) - Decimal(old)
        if currency == other:
            figure = words.money(rise, currency) if currency else words.number(rise)
            return f"+{figure}" if rise > 0 else figure
    return NOTHING


def _earlier(context: PageContext, days: int) -> str:
    return context.words.counted(days, "1 day earlier", "{count} days earlier")
