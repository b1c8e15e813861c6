"""The rules of a statement of work in words: acceptance, changes, and the order of documents."""

from __future__ import annotations

from delivery_wiki.calculations.agreed_changes import agreed, counts_for, touches
from delivery_wiki.model.project import ChangeRequest, StatementOfWork
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import NOTHING
from delivery_wiki.pages.tree import Blocks

from .cover import document_dossier


def acceptance(context: PageContext, sow: StatementOfWork) -> Blocks:
    """How a deliverable is reviewed, rejected, cured and accepted, in days and in words."""
    words, clock = context.words, sow.acceptance_clock
    if clock is None:
        return (tree.Paragraph(tree.Muted(words("No periods of review are agreed yet."))),)
    silence = (
        words("If the customer says nothing within that time, the deliverable counts as accepted.")
        if clock.silence_accepts
        else words("Silence of the customer is not acceptance.")
    )
    items = (
        words.counted(
            clock.review_business_days,
            "The customer reviews a deliverable against its acceptance criteria within one business day after"
            " it was handed over, and accepts or rejects it in writing.",
            "The customer reviews a deliverable against its acceptance criteria within {count} business days after"
            " it was handed over, and accepts or rejects it in writing.",
        ),
        silence,
        words("A rejection names the acceptance criterion that is not met."),
        words.counted(
            clock.cure_business_days,
            "The vendor cures a rejected deliverable within one business day and hands it over again.",
            "The vendor cures a rejected deliverable within {count} business days and hands it over again.",
        ),
        words.counted(
            clock.rejections,
            "A deliverable can be rejected once; after that the project leads of both sides decide.",
            "A deliverable can be rejected {count} times at most; after that the project leads of both sides decide.",
        ),
    )
    return (tree.Listing(items=items, ordered=True),)


def change_control(context: PageContext) -> Blocks:
    """How the agreed work changes."""
    words = context.words
    items = (
        words(
            "A change of scope, deliverables, acceptance criteria, effort, price or dates needs a change request that"
            " both sides agree in writing before the work begins."
        ),
        words("A change request states the reason, the items it moves, and its effect on days, price and dates."),
        words("A change without effect on the price needs a change request too."),
        words("Until a change request is agreed, the work goes on as it was agreed before."),
    )
    return (tree.Listing(items=items, ordered=True),)


def clauses(texts: tuple[str, ...]) -> Blocks:
    """Clauses as the data file has them; nothing where it has none, so that the standard text stands."""
    return (tree.Listing(items=texts, ordered=True),) if texts else ()


def warranty(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What is mended free of charge and for how long, where nobody wrote something else."""
    words = context.words
    term = (
        words("For how long faults in accepted deliverables are mended free of charge follows from the agreement.")
        if sow.warranty_months is None
        else words.counted(
            sow.warranty_months,
            "Faults in accepted deliverables that the customer reports within one month after acceptance are mended"
            " free of charge.",
            "Faults in accepted deliverables that the customer reports within {count} months after acceptance are"
            " mended free of charge.",
        )
    )
    items = (
        term,
        words("A fault is a departure from an acceptance criterion or from an agreed requirement."),
        words("What others changed, and systems that the vendor does not deliver, are not covered."),
        words("Support of the running system is not part of this statement of work."),
    )
    return (tree.Listing(items=items, ordered=True),)


def agreed_changes(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The agreed change requests that move this statement of work."""
    words = context.words
    rows = [
        tree.Row(cells=(context.item(change.id), change.title, *_effect(context, sow, change)))
        for change in agreed(context.view.project.changes, context.on)
        if touches(change, sow)
    ]
    columns = (
        tree.Column(title=words("Change request"), narrow=True),
        tree.Column(title=words("Title")),
        tree.Column(title=words("Person-days"), numeric=True),
        tree.Column(title=words("Amount"), numeric=True),
    )
    lead = tree.Paragraph(words("These agreed change requests are part of this statement of work:"))
    return (lead, tree.Table(columns=columns, rows=tuple(rows))) if rows else ()


def _effect(context: PageContext, sow: StatementOfWork, change: ChangeRequest) -> tuple[str, str]:
    """Days and amount; dashes where they are those of another statement of work."""
    words = context.words
    if not counts_for(change, sow):
        return NOTHING, NOTHING
    return words.days(change.days), words.money(change.amount, change.currency) if change.currency else NOTHING


def precedence(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Which document holds where two contradict each other, each with its exact revision."""
    words = context.words
    first = words("Where documents contradict each other, the one named first holds.")
    items = (
        words(
            "The framework agreement between the parties, except where this statement of work departs from it by name."
        ),
        words("This statement of work, as changed by agreed change requests."),
        f"{words('Implementation Concept')} ({_concept_revision(context, sow)}).",
        words("The offer that names this statement of work."),
    )
    return (tree.Paragraph(first), tree.Listing(items=items, ordered=True))


def _concept_revision(context: PageContext, sow: StatementOfWork) -> str:
    """The revision that was issued when this statement of work was written; before any was issued, the one of then.

    A later revision of the concept must not change the text of a signed statement of work.
    """
    words, held = context.words, document_dossier(context, "implementation-concept")
    issued = [one for one in held.issued if sow.revised is None or one.issued <= sow.revised]
    revision, date = (issued[-1].revision, issued[-1].issued) if issued else (held.revision, held.revised)
    if revision is None:
        return words("no revision yet")
    if date is None:
        return words("revision {number}", number=words.number(revision))
    if sow.revised is not None and date > sow.revised:
        return words("the first revision that both sides sign")
    return words("revision {number} of {date}", number=words.number(revision), date=words.date(date))
