"""What changed since somebody signed: each signed document that moved, with the change request and its price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from delivery_wiki.calculations.evidence.current_figures import figure_change
from delivery_wiki.calculations.evidence.document_facts import DocumentFacts
from delivery_wiki.calculations.evidence.signatures import signatures_of
from delivery_wiki.calculations.money.agreed_changes import decision_on
from delivery_wiki.calculations.verification.baselines import MovedField, baseline_of, moved_since_signed
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.status import DocumentStatus, Message

from ..document_frame.as_agreed import issued_file
from ..document_frame.cover import held_document
from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.project_links import shown_documents
from ..elements.register_parts import name_of, single_page
from ..elements.tree import (
    Block,
    Blocks,
    Content,
    Details,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Muted,
    Paragraph,
    Strong,
)

PAGE = "since-signed"


def changes_since_signed(context: PageContext) -> Blocks:
    """A part for each document of which another text was signed than it says today."""
    words, moved = context.words, moved_documents(context)
    revised = _revised(context, moved)
    if not moved:
        return (Paragraph(words("What was issued and both sides signed reads today as it did then.")), *revised)
    about = words(
        "What was signed stays as it is: these documents read otherwise today. A change request says what it costs, "
        "and nothing of it holds before it is agreed."
    )
    blocks: list[Block] = [Paragraph(about)]
    for document in moved:
        blocks += _document(context, document)
    return (*blocks, *revised)


def _revised(context: PageContext, moved: tuple[DocumentStatus, ...]) -> Blocks:
    """What was agreed without being issued and was revised since: its words of then are nowhere to compare."""
    words, lines = context.words, revised_since_agreed(context, moved)
    if not lines:
        return ()
    heading = Heading(level=2, text=words("Revised since it was agreed"), id="since-agreed")
    about = words("These were agreed before they were issued here: compare them with the copy that you agreed to.")
    return (heading, Paragraph(about), Listing(items=lines))


def revised_since_agreed(context: PageContext, moved: tuple[DocumentStatus, ...]) -> tuple[Content, ...]:
    """A line for each document that was agreed on another paper and revised since, besides those that `moved`."""
    words = context.words
    lines: list[Content] = []
    for document in shown_documents(context):
        days = dict(document.reason.values)
        agreed, revised = days.get("agreed"), days.get("revised")
        if document in moved or not isinstance(agreed, dt.date) or not isinstance(revised, dt.date):
            continue
        page = Link(words(document.title), f"{document.page}.html")
        said = words("agreed on {agreed}, revised on {revised}", agreed=words.date(agreed), revised=words.date(revised))
        lines.append((page, ": ", said))
    return tuple(lines)


def moved_documents(context: PageContext) -> tuple[DocumentStatus, ...]:
    """The documents that all had signed and that read otherwise today."""
    return tuple(document for document, held in _signed(context) if _is_moved(context, document, held))


def _signed(context: PageContext) -> Iterator[tuple[DocumentStatus, DocumentFacts]]:
    """The documents with an issued revision that all have signed."""
    issued = {document_key(issued.document, issued.topic) for issued in context.view.project.issued}
    for document in shown_documents(context) if issued else ():
        if document_key(document.kind, document.topic) in issued:
            held = held_document(context, document.kind, document.topic)
            if baseline_of(held) is not None:
                yield document, held


def _is_moved(context: PageContext, document: DocumentStatus, held: DocumentFacts) -> bool:
    return bool(document.stale or held.drift is not None or moved_since_signed(held, context.sizing))


def _document(context: PageContext, document: DocumentStatus) -> Blocks:
    words = context.words
    held = held_document(context, document.kind, document.topic)
    rows = moved_since_signed(held, context.sizing)
    heading = Heading(level=2, text=words(document.title), id=f"since-{document.page}")
    blocks: list[Block] = [heading, Paragraph(_signed_line(context, document))]
    if rows:
        blocks.append(_table(context, rows))
        if len({id for row in rows for id in row.requests}) < sum(len(row.requests) for row in rows):
            blocks.append(Paragraph(Muted(words("A price is that of the whole change request and counts once."))))
    rest = tuple(words.message(change) for change in document.stale if not _is_in_rows(context, change, rows))
    if rest:
        text = words("What follows from it ({count})", count=words.number(len(rest)))
        blocks.append(Details(summary=text, blocks=(Listing(items=rest),), open=not rows))
    if held.drift is not None:
        text = words.counted(
            len(held.drift.clauses),
            "Word by word, as agreed beside what is written now: one section",
            "Word by word, as agreed beside what is written now: {count} sections",
        )
        blocks.append(Paragraph(Link(text, f"{document.page}.html#{document.kind}-as-agreed")))
    return tuple(blocks)


def _signed_line(context: PageContext, document: DocumentStatus) -> tuple[Inline, ...]:
    """Which revision was signed by whom and when."""
    words = context.words
    held = held_document(context, document.kind, document.topic)
    baseline = baseline_of(held)
    if baseline is None:
        raise ValueError("only what was signed is shown here")
    signed = ", ".join(
        words("{name} on {date}", name=name_of(context, signature.person), date=words.date(signature.date))
        for signature in signatures_of(held, baseline.issued.revision)
    )
    number = words.number(baseline.issued.revision)
    file = Link(words("Revision {number}", number=number), issued_file(baseline.issued))
    return (
        file,
        ": ",
        words("signed by {people}", people=signed),
        ". ",
        Link(words("As it reads today"), f"{document.page}.html"),
    )


def _table(context: PageContext, rows: tuple[MovedField, ...]) -> Block:
    words = context.words
    requests = {change.id: change for change in context.view.project.changes}
    columns: Columns[MovedField] = (
        Column(words("What changed"), lambda row: _what(context, row)),
        Column(words("Change request"), lambda row: _asked(context, row, requests)),
        Column(words("Price"), lambda row: _priced(context, row, requests), figure=True),
        Column(words("Decision"), lambda row: _decided(context, row, requests)),
    )
    return register_table(columns, rows, empty="")


def _what(context: PageContext, row: MovedField) -> Content:
    """The item with what became of it, or the figure with what it was and is."""
    words, place = context.words, context.places.get(row.name)
    if place is None or row.figure.startswith("sow."):
        return words.message(_moved_figure(context, row))
    fate = words("added") if row.before is None else words("taken out") if row.after is None else words("reworded")
    if row.figure.startswith("work-package.") and row.before and row.after:
        days = {"before": words.days(Decimal(row.before)), "after": words.days(Decimal(row.after))}
        fate = words("{before} days then, {after} now", **days)
    return (context.item(row.name), " ", place.title, LineBreak(), Strong(fate))


def _moved_figure(context: PageContext, row: MovedField) -> Message:
    return figure_change(row.figure, row.before or "", row.after, context.sizing)


def _is_in_rows(context: PageContext, change: Message, rows: tuple[MovedField, ...]) -> bool:
    """Whether rows say it already: the figure itself, or the items that it names."""
    named = dict(change.values).get("names", ())
    items = {named} if isinstance(named, str) else set(named) if isinstance(named, tuple) else set()
    return any(change == _moved_figure(context, row) for row in rows) or (
        bool(items) and items <= {row.name for row in rows}
    )


def _asked(context: PageContext, row: MovedField, requests: Mapping[str, ChangeRequest]) -> Content:
    """Each change request that names it; that none does is told, for then nobody agreed to it."""
    if not row.requests:
        return Strong(context.words("none"))
    lines: list[Inline] = []
    for id in row.requests:
        lines += [LineBreak()] if lines else []
        lines += [context.item(id), " ", requests[id].title]
    return tuple(lines)


def _priced(context: PageContext, row: MovedField, requests: Mapping[str, ChangeRequest]) -> Content:
    words = context.words
    lines: list[Inline] = []
    for change in (requests[id] for id in row.requests):
        sign = "+" if change.amount > 0 else ""
        lines += [LineBreak()] if lines else []
        lines.append(f"{sign}{words.money(change.amount, change.currency)}" if change.currency else words("none"))
    return tuple(lines)


def _decided(context: PageContext, row: MovedField, requests: Mapping[str, ChangeRequest]) -> Content:
    words = context.words
    lines: list[Inline] = []
    for change in (requests[id] for id in row.requests):
        decision = decision_on(change, context.on)
        lines += [LineBreak()] if lines else []
        if decision is not ChangeDecision.OPEN:
            lines.append(words(decision.value))
        elif change.due:
            lines.append(words("to be decided by {date}", date=words.date(change.due, weekday=True)))
        else:
            lines.append(words("not decided yet, and no day is set"))
    return tuple(lines)


def has_page(context: PageContext) -> bool:
    """Whether anything is signed that could have moved."""
    return next(_signed(context), None) is not None


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(PAGE, "Changed since it was signed", "Project", "changes_since_signed", has_page),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="changes_since_signed",
        summary="Each signed document that reads otherwise today, with who asked for each change at which price.",
        render=changes_since_signed,
        example="{{ changes_since_signed() }}",
    ),
)
