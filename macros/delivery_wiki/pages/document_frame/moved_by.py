"""Who asked for what moved since a document was signed: the change requests that name it, with cost and day."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.money.agreed_changes import decision_on
from delivery_wiki.calculations.verification.baselines import moved_since_signed
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Content, Inline, Strong

from .cover import held_document


def moved_by(context: PageContext, kind: str, topic: str | None) -> tuple[Content, ...]:
    """A line for each change request that names what moved, and one for what none names; none where nothing moved."""
    moved = moved_since_signed(held_document(context, kind, topic), context.sizing)
    asked = {id for field in moved for id in field.requests}
    lines = [_request(context, change) for change in context.view.project.changes if change.id in asked]
    unnamed = sorted({field.name for field in moved if field.missing})
    if unnamed:
        text = context.words("No change request names it yet: {names}", names=", ".join(unnamed))
        lines.append(Strong(text))
    return tuple(lines)


def _request(context: PageContext, change: ChangeRequest) -> Content:
    line: list[Inline] = [context.item(change.id), " ", Strong(change.title)]
    for text in _told(context, change):
        line += [" · ", text]
    return tuple(line)


def _told(context: PageContext, change: ChangeRequest) -> Iterator[str]:
    """Who asked for it, what it costs, and whether or until when it is decided."""
    words, people = context.words, {person.id: person.name for person in context.view.project.people}
    raised = words.date(change.raised)
    yield words("Raised on {date} by {name}", date=raised, name=people.get(change.raised_by, change.raised_by))
    if change.currency:
        sign = "+" if change.amount > 0 else ""
        yield f"{sign}{words.money(change.amount, change.currency)}"
    if change.days:
        sign = "+" if change.days > 0 else ""
        yield words("{count} person-days", count=f"{sign}{words.days(change.days)}")
    if change.schedule:
        yield change.schedule
    yield _decision(context, change)


def _decision(context: PageContext, change: ChangeRequest) -> str:
    words = context.words
    decision = decision_on(change, context.on)
    if decision is not ChangeDecision.OPEN:
        date = words.date(change.decided) if change.decided else ""
        return " ".join(text for text in (words(decision.value), date) if text)
    if change.due is None:
        return words("not decided yet, and no day is set")
    return words("to be decided by {date}", date=words.date(change.due, weekday=True))
