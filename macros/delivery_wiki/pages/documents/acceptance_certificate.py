"""The Acceptance Certificate: the result A, B or C with its conditions, over the deliverables."""

from __future__ import annotations

import datetime as dt
from functools import partial

from delivery_wiki.calculations.testing import case_statuses
from delivery_wiki.model.project import Acceptance, AcceptanceAttempt, AttemptOutcome, Deliverable
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import NOTHING, register_table, single_page, with_lines
from delivery_wiki.pages.tree import Blocks, CheckBox, Column, Content, Row
from delivery_wiki.pages.words import Words

from .cover import document_dossier, document_exists
from .frame import DocumentParts, document_page, unwritten
from .signatures import person_name
from .test_runs import defect_summary

KIND = "acceptance-certificate"


def acceptance_certificate(context: PageContext) -> Blocks:
    """The whole certificate, in the order of the pinned template; a form while the result is pending."""
    acceptance = context.view.project.acceptance
    parts = DocumentParts(
        computed={
            "acceptance-result": partial(result, context, acceptance),
            "deliverables": partial(deliverables, context),
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


def is_declared(context: PageContext, acceptance: Acceptance) -> bool:
    """A result is told from its date on, and in what is issued for signature on that date."""
    if acceptance.date <= context.on or KIND in context.issuing:
        return True
    held = document_dossier(context, KIND)
    return held.issue_of(held.revision) is not None


def results(words: Words) -> dict[str, str]:
    """The three results with what they mean."""
    return {
        "A": words("accepted without fault"),
        "B": words("accepted on condition that the faults are mended"),
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
    """Every deliverable of the statements of work, and whether it was accepted before: not what the result brings."""
    words, project = context.words, context.view.project
    rows = [
        Row(
            cells=(
                context.item(one.id),
                one.title,
                context.item(sow.id),
                _attempted(context, attempt),
                _shown_by(context, attempt),
            )
        )
        for sow in project.sows
        for one in sow.deliverables
        for attempt in (_attempt_before(context, one),)
        if not one.withdrawn
    ]
    columns = (
        Column(title=words("Deliverable"), narrow=True),
        Column(title=words("Title")),
        Column(title=words("Statement of work")),
        Column(title=words("Accepted before"), narrow=True),
        Column(title=words("Evidence")),
    )
    return (register_table(columns, rows, empty=words("No deliverable is agreed yet.")),)


def _attempted(context: PageContext, attempt: AcceptanceAttempt | None) -> Content:
    words = context.words
    if attempt is None:
        return CheckBox(False, words("Accepted"))
    day = words.date(attempt.date)
    if attempt.outcome is AttemptOutcome.ACCEPTED:
        return (CheckBox(True, words("Accepted")), " ", day)
    return (CheckBox(False, words("Accepted")), " ", tree.Strong(words("rejected")), " ", day)


def _shown_by(context: PageContext, attempt: AcceptanceAttempt | None) -> Content:
    """Who said so and the evidence, and for a rejection why, and under which criterion."""
    if attempt is None:
        return ""
    by = context.words("by {name}", name=person_name(context, attempt.by)) if attempt.by else ""
    said = ": ".join(one for one in (attempt.criterion, attempt.reason) if one)
    return with_lines("\n".join(one for one in (by, said, attempt.evidence) if one))


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
    """What has to be mended, and by when: in words, and each defect that is accepted until a date."""
    if acceptance is None:
        return ()
    listing = (tree.Listing(items=acceptance.conditions, ordered=True),) if acceptance.conditions else ()
    return (*listing, *_accepted_defects(context, acceptance))


def _accepted_defects(context: PageContext, acceptance: Acceptance) -> Blocks:
    words = context.words
    rows = tuple(
        Row(
            cells=(
                context.item(one.test),
                words.number(one.defect_class.value),
                one.defect or NOTHING,
                one.remedy,
                context.person(one.owner),
                words.date(one.until, weekday=True),
                context.person(one.by),
            )
        )
        for one in acceptance.accepted_defects
    )
    columns = (
        Column(title=words("Case"), narrow=True),
        Column(title=words("Class"), narrow=True),
        Column(title=words("Defect")),
        Column(title=words("Remedy")),
        Column(title=words("Owner")),
        Column(title=words("Until"), narrow=True),
        Column(title=words("Accepted by")),
    )
    return (tree.Table(columns=columns, rows=rows, caption=words("Accepted defects")),) if rows else ()


def known_errors(context: PageContext, acceptance: Acceptance | None) -> Blocks:
    """The errors that both sides knew before the acceptance; before there is a result, those of the newest run."""
    runs = sorted(context.view.project.test_runs, key=lambda one: (one.date, one.name))
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
