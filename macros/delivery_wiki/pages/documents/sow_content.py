"""What a statement of work says about the work: scope, deliverables, schedule, roles, assumptions, requirements."""

from __future__ import annotations

from delivery_wiki.calculations.agreed_changes import agreed_changes, end_change, own_items
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.project import AcceptanceCriterion, Deliverable, StatementOfWork, is_statement
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import NOTHING, items, sow_id
from delivery_wiki.pages.tree import Blocks, Content

from .clause_words import clause_texts, sow_facts
from .frame import part, unwritten
from .shared_sections import risk_table


def background(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Why there is this statement of work, in the words of its summary."""
    return (tree.Prose(sow.summary, sow.location.at("summary"), 3),) if sow.summary else ()


def scope(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What the vendor does."""
    if not sow.scope:
        return (tree.Paragraph(unwritten(context.words("The scope is not stated yet."))),)
    return (tree.Listing(items=sow.scope, ordered=True),)


def out_of_scope(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What the vendor does not do."""
    if not sow.out_of_scope:
        return (tree.Paragraph(unwritten(context.words("Nothing is excluded by name."))),)
    return (tree.Listing(items=sow.out_of_scope, ordered=True),)


def deliverables(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Each deliverable as a numbered part with its due date and the criteria of its acceptance."""
    shown = [one for one in sow.deliverables if not one.withdrawn]
    if not shown:
        return (tree.Paragraph(unwritten(context.words("No deliverable is named yet."))),)
    return tuple(_deliverable(context, one) for one in shown)


def _deliverable(context: PageContext, deliverable: Deliverable) -> tree.Clause:
    words = context.words
    facts: list[tuple[str, Content]] = [(words("Deliverable"), tree.Anchor(deliverable.id))]
    if day := due(context, deliverable):
        facts.append((words("Due"), day))
    if deliverable.source:
        facts.append((words("Source"), deliverable.source))
    blocks: list[tree.Block] = [tree.Facts(pairs=tuple(facts))]
    if deliverable.description:
        blocks.append(tree.Prose(deliverable.description, deliverable.location.at("description"), 4))
    if deliverable.acceptance:
        blocks.append(_criteria(context, deliverable.acceptance))
    else:
        blocks.append(tree.Paragraph(unwritten(words("No acceptance criterion is stated yet."))))
    return part(deliverable.title, f"deliverable-{deliverable.id}", tuple(blocks))


def _criteria(context: PageContext, criteria: tuple[AcceptanceCriterion, ...]) -> tree.Table:
    words = context.words
    columns = (
        tree.Column(title=words("Criterion"), narrow=True),
        tree.Column(title=words("Accepted when")),
        tree.Column(title=words("Inspected by")),
    )
    rows = tuple(tree.Row(cells=(tree.Anchor(one.id), one.statement, one.method or "–")) for one in criteria)
    return tree.Table(columns=columns, rows=rows)


def due(context: PageContext, deliverable: Deliverable) -> Content:
    """When a deliverable is due: its own date, the source's words, or its milestone."""
    words = context.words
    milestone = context.item(deliverable.milestone) if deliverable.milestone else None
    texts: list[tree.Inline] = []
    if deliverable.agreed is not None:
        texts.append(words.date(deliverable.agreed, weekday=True))
    elif deliverable.due_text:
        texts.append(deliverable.due_text)
    elif deliverable.milestone and (day := milestone_date(context, deliverable.milestone)):
        texts.append(day)
    if milestone is not None:
        texts += [" · ", milestone] if texts else [milestone]
    return tuple(texts)


def milestone_date(context: PageContext, id: str) -> str:
    """The baseline of a milestone, for that is what is agreed; its forecast where none is set."""
    planned = next((one for one in context.status.plan if one.milestone.id == id), None)
    day = (planned.baseline or planned.forecast) if planned else None
    return context.words.date(day, weekday=True) if day else ""


def schedule(context: PageContext, sow: StatementOfWork) -> Blocks:
    """When the work starts and ends, and the milestones that it delivers to."""
    words = context.words
    facts: list[tuple[str, Content]] = []
    if sow.starts is not None:
        facts.append((words("Starts"), words.date(sow.starts, weekday=True)))
    if sow.ends is not None:
        facts.append((words("Ends"), words.date(sow.ends, weekday=True)))
    change = end_change(agreed_changes(sow, context.view.project.changes, context.on))
    if change is not None and change.ends is not None:
        ends = words.date(change.ends, weekday=True)
        facts.append((words("Ends by change request"), (ends, " · ", context.item(change.id))))
    blocks: list[tree.Block] = [tree.Facts(pairs=tuple(facts))] if facts else []
    if sow.dates_note:
        blocks.append(tree.Prose(sow.dates_note, sow.location.at("dates_note"), 3))
    blocks += _dated_deliverables(context, sow)
    return tuple(blocks) or (tree.Paragraph(unwritten(words("No dates are agreed yet."))),)


def _dated_deliverables(context: PageContext, sow: StatementOfWork) -> Blocks:
    words = context.words
    rows = tuple(
        tree.Row(cells=(context.item(one.id), one.title, due(context, one) or NOTHING))
        for one in sow.deliverables
        if not one.withdrawn
    )
    columns = (
        tree.Column(title=words("Deliverable"), narrow=True),
        tree.Column(title=words("Title")),
        tree.Column(title=words("Due")),
    )
    return (tree.Table(columns=columns, rows=rows),) if rows else ()


def customer_duties(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What the customer has to provide or do."""
    if not sow.customer_duties:
        return (tree.Paragraph(unwritten(context.words("No duty of the customer is named yet."))),)
    return (tree.Listing(items=sow.customer_duties, ordered=True),)


def assumptions(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The assumptions that the price and the dates rest on, quoted."""
    words = context.words
    known = {one.id: one.statement for one in context.view.project.assumptions}
    if not sow.assumptions:
        return (tree.Paragraph(unwritten(words("Price and dates rest on no stated assumption."))),)
    rule = clause_texts(context, ClausePlace.ASSUMPTIONS, sow_facts(context, sow))
    rows = tuple(
        tree.Row(cells=("–", one) if is_statement(one) else (context.item(one), known.get(one, "–")))
        for one in sow.assumptions
    )
    columns = (tree.Column(title=words("Assumption"), narrow=True), tree.Column(title=words("Statement")))
    return (*(tree.Paragraph(text) for text in rule), tree.Table(columns=columns, rows=rows))


def requirements(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The requirements that the work meets, by reference: their text is kept in one place."""
    words = context.words
    covered = [
        one for one in context.view.project.requirements if one.sow and sow_id(one.sow) == sow.id and not one.withdrawn
    ]
    columns = (
        tree.Column(title=words("Requirement"), narrow=True),
        tree.Column(title=words("Statement")),
        tree.Column(title=words("Priority")),
        tree.Column(title=words("Deliverables")),
    )
    rows = tuple(
        tree.Row(
            cells=(
                context.item(one.id),
                one.statement,
                words(one.priority.value),
                items(context, one.deliverables),
            )
        )
        for one in covered
    )
    empty = words("No requirement is assigned to this statement of work yet.")
    return (tree.Table(columns=columns, rows=rows, empty=empty),)


def approach(context: PageContext, sow: StatementOfWork) -> Blocks:
    """How the vendor goes about it, where the data file says so."""
    return (tree.Prose(sow.approach, sow.location.at("approach"), 3),) if sow.approach else ()


def risks(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The risks that are about this statement of work or a part of it."""
    own = {sow.id, *own_items(sow)}
    return risk_table(context, tuple(one for one in context.view.project.risks if own & set(one.about)))
