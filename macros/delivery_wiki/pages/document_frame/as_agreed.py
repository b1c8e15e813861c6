"""As agreed beside current: what a document reads now, where the revision that was issued last read otherwise."""

from __future__ import annotations

from delivery_wiki.calculations.verification.compared_text import ComparedClause, compare_clauses
from delivery_wiki.calculations.verification.frozen_comparison import COVER
from delivery_wiki.model.drift import ClauseChange
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Blocks

from .compared_blocks import compared_blocks
from .cover import held_document

MOST_PLACES = 12  # of a clause that stands open at once; one with more opens on demand


def issued_file(issued: Issued) -> str:
    """Where a site keeps the PDF of an issued revision, from the project's pages."""
    topic = f"-{issued.topic}" if issued.topic else ""
    return f"issued/{issued.document}{topic}-r{issued.revision}.pdf"


def as_agreed(context: PageContext, kind: str, topic: str | None) -> Blocks:
    """Every issued revision for download, and where the page reads otherwise than the newest; none before the first."""
    words, held = context.words, held_document(context, kind, topic)
    if not held.issued:
        return ()
    newest = held.issued[-1]
    blocks: list[tree.Block] = [tree.Paragraph(_downloads(context, held.issued))]
    if held.drift is None:
        same = words("The page reads as revision {revision} did when it was issued.", revision=newest.revision)
        return (*blocks, tree.Paragraph(same))
    count = len(held.drift.clauses)
    summary = words.counted(
        count,
        "As agreed in revision {revision}, beside what is written now: one section reads otherwise",
        "As agreed in revision {revision}, beside what is written now: {count} sections read otherwise",
        revision=words.number(newest.revision),
    )
    clauses = tuple(_clause(context, compared, kind, newest) for compared in compare_clauses(held.drift))
    return (*blocks, tree.Details(summary=summary, blocks=clauses, id=f"{kind}-as-agreed"))


def _downloads(context: PageContext, issued: tuple[Issued, ...]) -> tuple[tree.Inline, ...]:
    words = context.words
    line: list[tree.Inline] = [words("Issued:"), " "]
    for number, revision in enumerate(reversed(issued)):
        text = words("revision {revision} (PDF)", revision=words.number(revision.revision))
        line += [", "] if number else []
        line += [tree.Link(text, issued_file(revision)), " ", words("of {date}", date=words.date(revision.issued))]
    return tuple(line)


def _clause(context: PageContext, compared: ComparedClause, kind: str, newest: Issued) -> tree.Details:
    """A clause that opens: where it stands on both sides, and what differs."""
    words, clause = context.words, compared.clause
    line: list[tree.Inline] = []
    if clause.after:
        line += [words("Current"), ": ", _place(clause)]
    if clause.before:
        line += [" · "] if line else []
        text = words(
            "{section} in revision {revision} (PDF)", section=clause.was or clause.title, revision=newest.revision
        )
        line += [words("As agreed"), ": ", tree.Link(text, issued_file(newest))]
    return tree.Details(
        summary=_summary(context, compared),
        blocks=(tree.Paragraph(tuple(line)), *compared_blocks(context, compared.parts)),
        open=compared.places <= MOST_PLACES,
        id=f"{kind}-as-agreed-{clause.id}",
    )


def _place(clause: ClauseChange) -> tree.Inline:
    """A link to the clause as it stands on the page; the cover has no place of its own."""
    return clause.title if clause.id in ("", COVER) else tree.Link(clause.title, f"#{clause.id}")


def _summary(context: PageContext, compared: ComparedClause) -> str:
    words, clause = context.words, compared.clause
    if not clause.before:
        return words("{section}: new", section=clause.title)
    if not clause.after:
        return words("{section}: no longer there", section=clause.title)
    return words.counted(compared.places, "{section}: one place", "{section}: {count} places", section=clause.title)
