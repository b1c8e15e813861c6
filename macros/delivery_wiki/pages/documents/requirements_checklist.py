"""The Requirements Checklist: what is recorded of each requirement, and beside it boxes for the customer who checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from delivery_wiki.calculations.base.people import party_kind
from delivery_wiki.calculations.evidence.failed_requirements import Failure, failures
from delivery_wiki.calculations.evidence.testing import parts_tested
from delivery_wiki.model.document_kinds import REQUIREMENTS_CHECKLIST
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.requirements import Priority, Requirement, RequirementCheck
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import ROOM_FOR_A_DATE, ROOM_FOR_A_NAME, items, parts, single_page
from delivery_wiki.pages.elements.tree import Blocks, CheckBox, Content, LineBreak, Muted

from ..document_frame.cover import document_exists, held_document
from ..document_frame.frame import DocumentParts, document_page, part, sentence_case, unwritten
from ..document_frame.signature_block import person_name
from ..elements.columns import Column, Columns, plain_table, register_table
from ..elements.words import Words
from .shared_sections import waiting_note

KIND = REQUIREMENTS_CHECKLIST.id
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
    return tuple(requirement for requirement in found if not requirement.withdrawn and requirement.decision is None)


def checklist(context: PageContext) -> Blocks:
    """A form for each area, and the requirements that were decided away with the reason."""
    words = context.words
    areas: defaultdict[str, list[Requirement]] = defaultdict(list)
    for requirement in lines(context):
        areas[requirement.area].append(requirement)
    failed = failures(held_document(context, KIND))
    forms = [
        part(sentence_case(words(area)), f"checklist-{number}", (_form(context, found, failed),))
        for number, (area, found) in enumerate(areas.items(), start=1)
    ]
    decided = [
        requirement
        for requirement in context.view.project.requirements
        if requirement.decision and not requirement.withdrawn
    ]
    if decided:
        forms.append(part(words("Not to be met"), "checklist-decided", (_decided(context, decided),)))
    return tuple(forms) or (tree.Paragraph(unwritten(words("No requirement is written yet."))),)


def _form(context: PageContext, found: list[Requirement], failed: Failures) -> tree.Table:
    words = context.words
    columns: Columns[Requirement] = (
        Column(words("Requirement"), lambda requirement: _named(context, requirement), narrow=True),
        Column(words("Statement"), lambda requirement: _statement(words, requirement)),
        Column(words("Recorded"), lambda entry: _recorded(context, entry, failed.get(entry.id, ())), narrow=True),
        Column(words("Evidence"), lambda requirement: evidence(context, requirement)),
        Column(words("Checked by the customer"), lambda entry: _customer_box(context, entry, failed), narrow=True),
        Column(words("Name or initials"), lambda entry: _customer_name(context, entry), narrow=True),
        Column(words("Date"), lambda entry: _customer_date(context, entry), narrow=True),
    )
    return plain_table(columns, found)


def _named(context: PageContext, requirement: Requirement) -> Content:
    return (context.item(requirement.id), LineBreak(), Muted(context.words(requirement.priority.value)))


def _statement(words: Words, requirement: Requirement) -> Content:
    if not requirement.fit_criterion:
        return (requirement.statement,)
    met = words("Met when: {criterion}", criterion=requirement.fit_criterion)
    return (requirement.statement, LineBreak(), Muted(met))


def _recorded(context: PageContext, requirement: Requirement, failed: tuple[Failure, ...]) -> Content:
    """What was agreed, implemented and looked at, as words; what was tested and failed since stands below."""
    words, check = context.words, latest_check(requirement)
    told: list[tree.Inline] = []
    if requirement.agreed:
        told += [words("agreed {date}", date=words.date(requirement.agreed)), LineBreak()]
    if requirement.implemented:
        told += [words("implemented {date}", date=words.date(requirement.implemented)), LineBreak()]
    if check is not None:
        name = person_name(context, check.by)
        told += [words("checked {date}, {name}", date=words.date(check.date), name=name), LineBreak()]
        told += [] if check.met else [tree.Strong(words("not met")), LineBreak()]
    if tested := parts_tested(requirement.id, context.status.cases):
        told += [tree.State(tree.Mark.WORKING, words("tested in part")), " "]
        told += [*parts(items(context, tested)), LineBreak()]
    for failure in failed:
        told += _failed(context, failure)
    return tuple(told[:-1]) or Muted(waiting_note(context, requirement) or words("not agreed yet"))


def _customer_check(context: PageContext, requirement: Requirement) -> RequirementCheck | None:
    """The newest check, where somebody of the customer made it."""
    check = latest_check(requirement)
    by_customer = check is not None and party_kind(context.view.project, check.by) is PartyKind.CUSTOMER
    return check if by_customer else None


def _customer_box(context: PageContext, requirement: Requirement, failed: Failures) -> Content:
    """Ticked by a record of the customer alone: what the vendor recorded ticks nothing for who signs."""
    check = _customer_check(context, requirement)
    ticked = _counts_as_checked(check, failed.get(requirement.id, ()))
    return CheckBox(ticked, context.words("Checked by the customer"))


def _customer_name(context: PageContext, requirement: Requirement) -> Content:
    check = _customer_check(context, requirement)
    return person_name(context, check.by) if check else ROOM_FOR_A_NAME


def _customer_date(context: PageContext, requirement: Requirement) -> Content:
    check = _customer_check(context, requirement)
    return context.words.date(check.date) if check else ROOM_FOR_A_DATE


def latest_check(requirement: Requirement) -> RequirementCheck | None:
    """The check that counts: the newest, and of one day the last written."""
    return max(requirement.checks, key=lambda check: check.date, default=None) if requirement.checks else None


def _counts_as_checked(check: RequirementCheck | None, failed: tuple[Failure, ...]) -> bool:
    return check is not None and check.met and not failed


def _failed(context: PageContext, failure: Failure) -> list[tree.Inline]:
    words, condition = context.words, failure.condition
    told: list[tree.Inline] = [context.item(failure.case), " ", tree.Strong(words("failed"))]
    told += [" ", words.date(failure.run.date), LineBreak()]
    if condition is not None:
        remedy = condition.remedy.rstrip(".")
        text = words("accepted on condition until {date}: {remedy}", date=words.date(condition.until), remedy=remedy)
        told += [Muted(text), LineBreak()]
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
    columns: Columns[Requirement] = (
        Column(words("Requirement"), lambda requirement: context.item(requirement.id), narrow=True),
        Column(words("Statement"), lambda requirement: requirement.statement),
        Column(
            words("Decision"),
            lambda requirement: words(requirement.decision.value) if requirement.decision else "",
            narrow=True,
        ),
        Column(words("Reason"), lambda requirement: requirement.reason),
    )
    return register_table(columns, found, empty="")


def summary(context: PageContext) -> Blocks:
    """How many lines carry each tick, by priority."""
    words, found = context.words, lines(context)
    if not found:
        return ()
    failed = failures(held_document(context, KIND))
    lines_of = {priority: [line for line in found if line.priority is priority] for priority in Priority}
    columns: Columns[tuple[str, Sequence[Requirement]]] = (
        Column(words("Priority"), lambda row: row[0]),
        _count_column(words, words("Requirements"), lambda requirement: True),
        _count_column(words, words("Agreed"), lambda requirement: requirement.agreed is not None),
        _count_column(words, words("Implemented"), lambda requirement: requirement.implemented is not None),
        _count_column(
            words,
            words("Checked"),
            lambda requirement: _counts_as_checked(latest_check(requirement), failed.get(requirement.id, ())),
        ),
        _count_column(
            words,
            words("Of these by the customer"),
            lambda entry: _counts_as_checked(_customer_check(context, entry), failed.get(entry.id, ())),
        ),
    )
    rows = [(words(priority.value), of) for priority, of in lines_of.items() if of]
    total = (words("Total"), found)
    return (plain_table(columns, [*rows, total], is_total=lambda row: row is total),)


def _count_column(
    words: Words, head: str, counts: Callable[[Requirement], bool]
) -> Column[tuple[str, Sequence[Requirement]]]:
    return Column(head, lambda row: words.number(sum(map(counts, row[1]))), figure=True)


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
