"""The Requirements Checklist: every requirement on one line of a form that prints with its boxes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import TypeAlias

from delivery_wiki.calculations.failed_requirements import Failure, failures
from delivery_wiki.model.project import Priority, Requirement, RequirementCheck
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import register_table, single_page
from delivery_wiki.pages.tree import Blocks, CheckBox, Column, Content, LineBreak, Muted, Row

from .cover import document_dossier, document_exists
from .frame import DocumentParts, document_page, part, sentence_case, unwritten
from .signatures import person_name

KIND = "requirements-checklist"
Failures: TypeAlias = Mapping[str, tuple[Failure, ...]]


def requirements_checklist(context: PageContext) -> Blocks:
    """The whole checklist, in the order of the pinned template."""
    parts = DocumentParts(
        computed={
            "checklist": partial(checklist, context),
            "checklist-summary": partial(summary, context),
        },
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def lines(context: PageContext) -> tuple[Requirement, ...]:
    """The requirements that are to be met: neither withdrawn nor decided away."""
    found = context.view.project.requirements
    return tuple(one for one in found if not one.withdrawn and one.decision is None)


def checklist(context: PageContext) -> Blocks:
    """A form for each area, and the requirements that were decided away with the reason."""
    words = context.words
    areas: defaultdict[str, list[Requirement]] = defaultdict(list)
    for requirement in lines(context):
        areas[requirement.area].append(requirement)
    failed = failures(document_dossier(context, KIND))
    forms = [
        part(sentence_case(words(area)), f"checklist-{number}", (_form(context, found, failed),))
        for number, (area, found) in enumerate(areas.items(), start=1)
    ]
    decided = [one for one in context.view.project.requirements if one.decision and not one.withdrawn]
    if decided:
        forms.append(part(words("Not to be met"), "checklist-decided", (_decided(context, decided),)))
    return tuple(forms) or (tree.Paragraph(unwritten(words("No requirement is written yet."))),)


def _form(context: PageContext, found: list[Requirement], failed: Failures) -> tree.Table:
    words = context.words
    columns = (
        Column(title=words("Requirement"), narrow=True),
        Column(title=words("Statement")),
        Column(title=words("Agreed"), narrow=True),
        Column(title=words("Implemented"), narrow=True),
        Column(title=words("Checked"), narrow=True),
        Column(title=words("Evidence")),
    )
    return tree.Table(columns=columns, rows=tuple(_line(context, one, failed.get(one.id, ())) for one in found))


def _line(context: PageContext, requirement: Requirement, failed: tuple[Failure, ...]) -> Row:
    words = context.words
    statement: list[tree.Inline] = [requirement.statement]
    if requirement.fit_criterion:
        statement += [LineBreak(), Muted(words("Met when: {criterion}", criterion=requirement.fit_criterion))]
    cells: tuple[Content, ...] = (
        (context.item(requirement.id), LineBreak(), Muted(words(requirement.priority.value))),
        tuple(statement),
        _box(context, words("Agreed"), requirement.agreed),
        _box(context, words("Implemented"), requirement.implemented),
        _checked(context, latest_check(requirement), failed),
        evidence(context, requirement),
    )
    return Row(cells=cells)


def _box(context: PageContext, label: str, date: dt.date | None) -> Content:
    words = context.words
    box = CheckBox(date is not None, label)
    return (box, " ", words.date(date)) if date else box


def latest_check(requirement: Requirement) -> RequirementCheck | None:
    """The check that counts: the newest, and of one day the last written."""
    return max(requirement.checks, key=lambda one: one.date, default=None) if requirement.checks else None


def _checked(context: PageContext, check: RequirementCheck | None, failed: tuple[Failure, ...]) -> Content:
    """Who looked at it and when; what was tested and failed since counts as not checked."""
    words = context.words
    box: list[tree.Inline] = [CheckBox(_counts_as_checked(check, failed), words("Checked"))]
    if check is not None:
        box += [" ", words.date(check.date), LineBreak(), Muted(person_name(context, check.by))]
        if not check.met:
            box += [LineBreak(), tree.Strong(words("not met"))]
    for one in failed:
        box += _failed(context, one)
    return tuple(box)


def _counts_as_checked(check: RequirementCheck | None, failed: tuple[Failure, ...]) -> bool:
    return check is not None and check.met and not failed


def _failed(context: PageContext, failure: Failure) -> list[tree.Inline]:
    words, condition = context.words, failure.condition
    told: list[tree.Inline] = [LineBreak(), context.item(failure.case), " ", tree.Strong(words("failed"))]
    told += [" ", words.date(failure.run.date)]
    if condition is not None:
        remedy = condition.remedy.rstrip(".")
        text = words("accepted on condition until {date}: {remedy}", date=words.date(condition.until), remedy=remedy)
        told += [LineBreak(), Muted(text)]
    return told


def evidence(context: PageContext, requirement: Requirement) -> Content:
    """What supports the boxes, each on a line of its own."""
    check = latest_check(requirement)
    texts = [requirement.agreed_evidence, requirement.implemented_evidence, check.evidence if check else ""]
    found: list[tree.Inline] = []
    for text in dict.fromkeys(text for text in texts if text):
        found += [LineBreak(), text] if found else [text]
    return tuple(found)


def _decided(context: PageContext, found: list[Requirement]) -> tree.Table:
    words = context.words
    columns = (
        Column(title=words("Requirement"), narrow=True),
        Column(title=words("Statement")),
        Column(title=words("Decision"), narrow=True),
        Column(title=words("Reason")),
    )
    rows = [
        Row(cells=(context.item(one.id), one.statement, words(one.decision.value) if one.decision else "", one.reason))
        for one in found
    ]
    return register_table(columns, rows, empty="")


def summary(context: PageContext) -> Blocks:
    """How many lines carry each tick, by priority."""
    words, found = context.words, lines(context)
    if not found:
        return ()
    failed = failures(document_dossier(context, KIND))
    rows = [
        _counts(context, words(priority.value), [one for one in found if one.priority is priority], failed)
        for priority in Priority
        if any(one.priority is priority for one in found)
    ]
    total = _counts(context, words("Total"), list(found), failed)
    columns = (
        Column(title=words("Priority")),
        Column(title=words("Requirements"), numeric=True),
        Column(title=words("Agreed"), numeric=True),
        Column(title=words("Implemented"), numeric=True),
        Column(title=words("Checked"), numeric=True),
    )
    return (tree.Table(columns=columns, rows=(*rows, Row(cells=total.cells, total=True))),)


def _counts(context: PageContext, label: str, found: list[Requirement], failed: Failures) -> Row:
    words = context.words
    counts = (
        len(found),
        sum(one.agreed is not None for one in found),
        sum(one.implemented is not None for one in found),
        sum(_counts_as_checked(latest_check(one), failed.get(one.id, ())) for one in found),
    )
    return Row(cells=(label, *(words.number(count) for count in counts)))


MACROS: tuple[Macro, ...] = (
    Macro(
        name="requirements_checklist",
        summary="The whole Requirements Checklist as a form.",
        render=requirements_checklist,
        example="{{ requirements_checklist() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        KIND,
        "Requirements Checklist",
        "Documents",
        "requirements_checklist",
        lambda context: document_exists(context, KIND),
    ),
)
