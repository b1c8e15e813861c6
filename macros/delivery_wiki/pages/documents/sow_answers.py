"""What the customer answered about the deliverables of a statement of work; stands above the document, for it moves."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.gates.remedies import remedied_by
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AttemptOutcome,
    Deliverable,
    StatementOfWork,
)
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import with_lines
from delivery_wiki.pages.elements.tree import Blocks, Content, Mark, State

from ..elements.columns import Column, Columns, register_table

_Answer = tuple[Deliverable, AcceptanceAttempt]


def answers_given(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Each answer with who gave it and what stands behind it, and what the clause makes of the refusals."""
    words = context.words
    found = [
        (deliverable, attempt)
        for deliverable in sow.deliverables
        if not deliverable.withdrawn
        for attempt in sorted(deliverable.attempts, key=lambda attempt: attempt.date)
        if attempt.date <= context.on
    ]
    if not found:
        return ()
    columns: Columns[_Answer] = (
        Column(words("Deliverable"), lambda row: context.item(row[0].id), narrow=True),
        Column(words("Date"), lambda row: words.date(row[1].date), narrow=True),
        Column(words("Answer"), lambda row: _outcome(context, row[1])),
        Column(words("Why"), lambda row: _reason(context, row[1])),
        Column(words("What shows it"), lambda row: _shown_by(context, row[1])),
    )
    waiting = sum(not attempt.counts for _, attempt in found)
    summary = words("Answers about deliverables: {count}", count=words.number(len(found)))
    if waiting:
        text = "Answers about deliverables: {count}, {waiting} to be attested"
        summary = words(text, count=words.number(len(found)), waiting=words.number(waiting))
    clocks = tuple(_clocks(context, sow))
    listing = (tree.Listing(items=clocks),) if clocks else ()
    return (tree.Details(summary=summary, blocks=(register_table(columns, found, empty=""), *listing)),)


def _outcome(context: PageContext, attempt: AcceptanceAttempt) -> Content:
    words = context.words
    said = words("accepted") if attempt.outcome is AttemptOutcome.ACCEPTED else words("rejected")
    said = words("{outcome}, time {number}", outcome=said, number=attempt.occurrence) if attempt.occurrence else said
    return said if attempt.counts else State(Mark.OPEN, words("{outcome}: received, to be attested", outcome=said))


def _reason(context: PageContext, attempt: AcceptanceAttempt) -> Content:
    if not attempt.criterion:
        return attempt.reason
    return (context.item(attempt.criterion), f": {attempt.reason}" if attempt.reason else "")


def _shown_by(context: PageContext, attempt: AcceptanceAttempt) -> Content:
    """Who said so, what shows it, and whose word it rests on."""
    words, project = context.words, context.view.project
    lines = [words("by {name}", name=name_of(project, attempt.by))] if attempt.by else []
    lines += [attempt.evidence] if attempt.evidence else []
    if attempt.remedied and attempt.remedied <= context.on:
        lines.append(words("presented again on {date}", date=words.date(attempt.remedied)))
    if attempt.recorded_by is None:
        lines.append(words("noted by the team"))
    else:
        recorder = name_of(project, attempt.recorded_by)
        if attempt.attested_on is None:
            lines.append(words("received by {recorder}", recorder=recorder))
        else:
            text = "received by {recorder}, attested by {witness} on {date}"
            witness, date = name_of(project, attempt.attested_by), words.date(attempt.attested_on)
            lines.append(words(text, recorder=recorder, witness=witness, date=date))
    return with_lines("\n".join(lines))


def _clocks(context: PageContext, sow: StatementOfWork) -> Iterator[str]:
    """How many refusals of each deliverable are used, and until when it is mended; what waits is not counted."""
    words, clock = context.words, sow.acceptance_clock
    if clock is None:
        return
    for deliverable in (each for each in sow.deliverables if not each.withdrawn):
        counting = [attempt for attempt in deliverable.counting if attempt.date <= context.on]
        rejected = [attempt for attempt in counting if attempt.outcome is AttemptOutcome.REJECTED]
        if rejected and clock.rejections is not None and deliverable.recurs is None:
            text = "{id}: refused {count} of at most {limit} times"
            counts = {"count": words.number(len(rejected)), "limit": words.number(clock.rejections)}
            yield words(text, id=deliverable.id, **counts)
        refusal = deliverable.to_remedy_on(context.on)
        until = remedied_by(context.view.project, sow, refusal) if refusal else None
        if until is not None:
            yield words("{id}: to be remedied until {date}", id=deliverable.id, date=words.date(until, weekday=True))
