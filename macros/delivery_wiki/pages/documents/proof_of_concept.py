"""The record of the proof of concept: what was set up, when it was announced, and what came back."""

from __future__ import annotations

import datetime as dt
from functools import partial

from delivery_wiki.calculations.gates.plan_dates import poc_feedback_due
from delivery_wiki.model.document_kinds import POC_RECORD
from delivery_wiki.model.project.proof_of_concept_record import DepartmentIssue, ProofOfConcept
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import NOTHING, day, parts, single_page
from delivery_wiki.pages.elements.tree import Blocks, Content, Mark

from ..document_frame.cover import document_exists
from ..document_frame.frame import DocumentParts, document_page
from ..elements.columns import Column, Columns, register_table
from ..elements.words import Words

KIND = POC_RECORD.id


def proof_of_concept(context: PageContext) -> Blocks:
    """The whole record, in the order of the pinned template."""
    poc = context.view.project.poc
    if poc is None:
        return (tree.Paragraph(context.words("There is no proof of concept.")),)
    content = DocumentParts(
        computed={
            "poc-setup": partial(setup, context, poc),
            "poc-feedback": partial(feedback, context, poc),
            "poc-departments": partial(departments, context, poc),
        },
        facts=((context.words("Date"), context.words.date(last)),) if (last := last_day(poc, context.on)) else (),
        notes=feedback_note(context, poc),
        anchor="poc",
    )
    return document_page(context, KIND, content)


def last_day(poc: ProofOfConcept, on: dt.date) -> dt.date | None:
    """The day of the record: the newest one of what it tells; nothing where it tells no day."""
    issues = [day for issue in poc.departments for day in (issue.raised, issue.closed)]
    return max((day for day in (poc.announced, poc.feedback, *issues) if day and day <= on), default=None)


def feedback_note(context: PageContext, poc: ProofOfConcept) -> Blocks:
    """What the customer has to do while feedback is awaited, and by when."""
    words, due = context.words, poc_feedback_due(context.view.project)
    if due is None or poc.feedback is not None:
        return ()
    title = words(
        "Feedback is due on {date}, {relative}",
        date=words.date(due, weekday=True),
        relative=words.relative(due, context.on),
    )
    kind = "warning" if due < context.on else "need"
    asked = tree.Paragraph((words("Asked for feedback:"), " ", *parts(context.person(poc.announced_to))))
    return (tree.Callout(kind=kind, title=title, blocks=(asked,) if poc.announced_to else ()),)


def setup(context: PageContext, poc: ProofOfConcept) -> Blocks:
    """Where it runs, for how many accounts, and to what end."""
    words = context.words
    facts: list[tuple[str, Content]] = [
        (words("Host"), poc.host),
        (words("Accounts"), tree.Number(words.number(poc.accounts))),
    ]
    if poc.announced:
        facts.append((words("Announced ready"), words.date(poc.announced, weekday=True)))
    if poc.announced_to:
        facts.append((words("Announced to"), context.person(poc.announced_to)))
    goal: Blocks = (tree.Prose(poc.goal, poc.location.at("goal"), 3),) if poc.goal else ()
    return (*goal, tree.Facts(pairs=tuple(facts)))


def feedback(context: PageContext, poc: ProofOfConcept) -> Blocks:
    """When feedback was due, when it came, and what it said."""
    words, due = context.words, poc_feedback_due(context.view.project)
    facts: list[tuple[str, Content]] = [
        (words("Due"), words.date(due, weekday=True) if due else words("two weeks after the announcement"))
    ]
    if poc.feedback:
        facts.append((words("Received"), words.date(poc.feedback)))
    summary: Blocks = ()
    if poc.feedback_summary:
        summary = (tree.Prose(poc.feedback_summary, poc.location.at("feedback_summary"), 3),)
    return (tree.Facts(pairs=tuple(facts)), *summary)


def departments(context: PageContext, poc: ProofOfConcept) -> Blocks:
    """The issues to be checked with a department of the vendor: open ones first."""
    words = context.words
    found = sorted(poc.departments, key=lambda issue: (issue.closed is not None, issue.department, issue.raised))
    columns: Columns[DepartmentIssue] = (
        Column(words("State"), lambda issue: _issue_state(words, issue), narrow=True),
        Column(words("Department"), lambda issue: issue.department),
        Column(words("Issue"), lambda issue: issue.issue),
        Column(words("Answer"), lambda issue: issue.answer or NOTHING),
        Column(words("Raised"), lambda issue: words.date(issue.raised), narrow=True),
        Column(words("Closed"), lambda issue: day(context, issue.closed), narrow=True),
    )
    return (register_table(columns, found, empty=words("No issue was raised.")),)


def _issue_state(words: Words, issue: DepartmentIssue) -> tree.State:
    return tree.State(Mark.MET, words("closed")) if issue.closed else tree.State(Mark.OPEN, words("open"))


MACROS: tuple[Macro, ...] = (
    Macro(
        name="proof_of_concept",
        summary="The whole record of the proof of concept.",
        render=proof_of_concept,
        example="{{ proof_of_concept() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        POC_RECORD.page_id,
        "Proof of Concept Record",
        "Documents",
        "proof_of_concept",
        lambda context: document_exists(context, KIND),
    ),
)
