"""The Acceptance Certificate: the result A, B or C with its conditions, over the deliverables."""

from __future__ import annotations

import datetime as dt
from functools import partial

from delivery_wiki.calculations.evidence.testing import case_statuses
from delivery_wiki.calculations.money.agreed_changes import as_agreed
from delivery_wiki.model.document_kinds import ACCEPTANCE_CERTIFICATE
from delivery_wiki.model.project.acceptance import Acceptance, AcceptedDefect
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AttemptOutcome,
    Deliverable,
    StatementOfWork,
)
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import NOTHING, parts, single_page, with_lines
from delivery_wiki.pages.elements.tree import Blocks, CheckBox, Content
from delivery_wiki.pages.elements.words import Words

from ..document_frame.cover import document_exists, held_document
from ..document_frame.frame import DocumentParts, document_page, unwritten
from ..document_frame.signature_block import person_name
from ..elements.columns import Column, Columns, plain_table, register_table
from . import certificate_effects
from .test_runs import LINES_BY_HAND, defect_summary

KIND = ACCEPTANCE_CERTIFICATE.id
_ROOM = ("\u00a0", tree.LineBreak(), "\u00a0")  # a line that is written with a pen


def acceptance_certificate(context: PageContext) -> Blocks:
    """The whole certificate, in the order of the pinned template; a form while the result is pending."""
    acceptance = context.view.project.acceptance
    parts = DocumentParts(
        computed={
            "acceptance-result": partial(result, context, acceptance),
            "deliverables": partial(deliverables, context),
            "acceptance-effects": partial(effects, context, acceptance),
            "acceptance-conditions": partial(conditions, context, acceptance),
            "known-errors": partial(known_errors, context, acceptance),
        },
        anchor="acceptance",
    )
    return document_page(context, KIND, parts)


def result(context: PageContext, acceptance: Acceptance | None) -> Blocks:
    """The three possible results: a form before there is one, then the one that is declared and what it rests on.

    Who has signed is no part of it: that is what the signature sheet and the state of the document say.
    """
    words = context.words
    declared = acceptance if acceptance and is_declared(context, acceptance) else None
    boxes = tuple(_box(*pair, declared) for pair in results(context.words).items())
    blocks: list[tree.Block] = [tree.Listing(items=boxes)]
    if declared is None:
        blocks.append(tree.Paragraph(unwritten(words("The customer has not declared a result yet."))))
    else:
        blocks.append(tree.Facts(pairs=_declared(context, declared)))
    project = context.view.project
    if project.test_runs:  # what is found or mended after a result is no part of it
        cases = case_statuses(project, declared.date) if declared else context.status.cases
        blocks.append(defect_summary(context.words, cases))
    return tuple(blocks)


def effects(context: PageContext, acceptance: Acceptance | None) -> Blocks:
    """What follows from the result; nothing before there is one."""
    declared = acceptance is not None and is_declared(context, acceptance)
    return certificate_effects.effects(context, acceptance) if acceptance and declared else ()


def is_declared(context: PageContext, acceptance: Acceptance) -> bool:
    """A result is told from its date on, and in what is issued for signature on that date."""
    if acceptance.date <= context.on or KIND in context.issuing:
        return True
    held = held_document(context, KIND)
    return held.issue_of(held.revision) is not None


def results(words: Words) -> dict[str, str]:
    """The three results with what they mean."""
    return {
        "A": words("accepted without defects"),
        "B": words("accepted; the rights because of the listed defects stay reserved"),
        "C": words("not accepted"),
    }


def _box(letter: str, meaning: str, acceptance: Acceptance | None) -> Content:
    ticked = acceptance is not None and acceptance.result.upper() == letter
    text = f"{letter} – {meaning}"
    return (CheckBox(ticked, letter), " ", tree.Strong(text) if ticked else text)


def _declared(context: PageContext, acceptance: Acceptance) -> tuple[tuple[str, Content], ...]:
    words = context.words
    facts: list[tuple[str, Content]] = [
        (words("Date of the result"), words.date(acceptance.date, weekday=True)),
        (words("Result by"), person_name(context, acceptance.by)),
    ]
    if acceptance.evidence:
        facts.append((words("Evidence"), acceptance.evidence))
    return tuple(facts)


def deliverables(context: PageContext) -> Blocks:
    """Every deliverable of the statements of work: when it was accepted before, or that the result accepts it."""
    words, project = context.words, context.view.project
    found = [
        (sow, deliverable, _attempt_before(context, deliverable))
        for sow in project.sows
        for deliverable in as_agreed(sow, project.changes, context.on).deliverables
        if not deliverable.withdrawn
    ]
    columns: Columns[tuple[StatementOfWork, Deliverable, AcceptanceAttempt | None]] = (
        Column(words("Deliverable"), lambda row: context.item(row[1].id), narrow=True),
        Column(words("Title"), lambda row: _titled(context, *row[:2])),
        Column(words("Accepted"), lambda row: _attempted(context, row[2]), narrow=True),
        Column(words("Evidence"), lambda row: _shown_by(context, row[2])),
    )
    return (register_table(columns, found, empty=words("No deliverable is agreed yet.")),)


def _titled(context: PageContext, sow: StatementOfWork, deliverable: Deliverable) -> Content:
    return (deliverable.title, tree.LineBreak(), *parts(context.item(sow.id)))


def _attempted(context: PageContext, attempt: AcceptanceAttempt | None) -> Content:
    words = context.words
    if attempt is None:
        return _by_the_result(context)
    day = words.date(attempt.date)
    if attempt.outcome is AttemptOutcome.ACCEPTED:
        return (CheckBox(True, words("Accepted")), " ", day)
    return (CheckBox(False, words("Accepted")), " ", tree.Strong(words("rejected")), " ", day)


def _by_the_result(context: PageContext) -> Content:
    """What the certificate says of a deliverable that nobody accepted before: a box only while nothing is written."""
    words, acceptance = context.words, context.view.project.acceptance
    if acceptance is None:
        return CheckBox(False, words("Accepted"))
    if is_declared(context, acceptance) and acceptance.result.upper() == "C":
        return words("not accepted")
    return words("by this certificate, with result A or B")


def _shown_by(context: PageContext, attempt: AcceptanceAttempt | None) -> Content:
    """Who said so and the evidence, and for a rejection why, and under which criterion."""
    if attempt is None:
        return ""
    by = context.words("by {name}", name=person_name(context, attempt.by)) if attempt.by else ""
    said = ": ".join(text for text in (attempt.criterion, attempt.reason) if text)
    return with_lines("\n".join(text for text in (by, said, attempt.evidence) if text))


def _attempt_before(context: PageContext, deliverable: Deliverable) -> AcceptanceAttempt | None:
    """The newest attempt before the result, or up to now where there is none: what follows is no part of it.

    A rejection that an acceptance of the day of the result has replaced is no rejection any more.
    """
    acceptance = context.view.project.acceptance
    if acceptance is None:
        return deliverable.attempt_on(context.on)
    before = deliverable.attempt_on(acceptance.date - dt.timedelta(days=1))
    is_rejected = before is not None and before.outcome is AttemptOutcome.REJECTED
    return (deliverable.acceptance_on(acceptance.date) or before) if is_rejected else before


def conditions(context: PageContext, acceptance: Acceptance | None) -> Blocks:
    """What has to be mended, and by when: in words, and each defect that is accepted until a date.

    Before the result there are lines to enter what is found until then.
    """
    if acceptance is None:
        return ()
    listing = (tree.Listing(items=acceptance.conditions, ordered=True),) if acceptance.conditions else ()
    return (*listing, *_accepted_defects(context, acceptance))


def _accepted_defects(context: PageContext, acceptance: Acceptance) -> Blocks:
    """What is left to be mended, by whom and until when; nobody has accepted it before the result is declared."""
    words = context.words
    is_accepted = is_declared(context, acceptance)
    by = words("Accepted by") if is_accepted else words("To be accepted by")
    columns: Columns[AcceptedDefect | None] = (
        Column(words("Case"), lambda defect: context.item(defect.test) if defect else _ROOM, narrow=True),
        Column(words("Class"), lambda defect: words.number(defect.defect_class.value) if defect else "", narrow=True),
        Column(words("Defect"), lambda defect: (defect.defect or NOTHING) if defect else ""),
        Column(words("Remedy"), lambda defect: _remedy(context, defect) if defect else ""),
        Column(by, lambda defect: context.person(defect.by) if defect else ""),
    )
    found = (*acceptance.accepted_defects, *(() if is_accepted else (None,) * LINES_BY_HAND))
    caption = words("Accepted defects") if is_accepted else words("Defects that result B accepts")
    return (plain_table(columns, found, caption=caption),) if found else ()


def _remedy(context: PageContext, defect: AcceptedDefect) -> Content:
    """What is done, and on a line of its own who does it and until when."""
    until = context.words("by {date}", date=context.words.date(defect.until, weekday=True))
    who = parts(context.person(defect.owner)) if defect.owner else ()
    return (defect.remedy, tree.LineBreak(), *who, ", " if who else "", until)


def known_errors(context: PageContext, acceptance: Acceptance | None) -> Blocks:
    """The errors that both sides knew before the acceptance; before there is a result, those of the newest run."""
    runs = sorted(context.view.project.test_runs, key=lambda test_run: (test_run.date, test_run.name))
    found = acceptance.known_errors if acceptance else runs[-1].known_errors if runs else ()
    return (tree.Listing(items=tuple(with_lines(text) for text in found)),) if found else ()


MACROS: tuple[Macro, ...] = (
    Macro(
        name="acceptance_certificate",
        summary="The whole Acceptance Certificate.",
        render=acceptance_certificate,
        example="{{ acceptance_certificate() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        KIND,
        "Acceptance Certificate",
        "Documents",
        "acceptance_certificate",
        lambda context: document_exists(context, KIND),
    ),
)
