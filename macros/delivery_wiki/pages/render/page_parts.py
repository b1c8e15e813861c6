"""Every part that pages are made of, once, with invented words: what the style sheet has is what stands here."""

from __future__ import annotations

from dataclasses import replace

from ..elements import tree
from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import Macro, PageKind, Parameter, WikiContext
from ..elements.tree import Mark
from .html import shape

MARKS = {
    Mark.MET: "met: reached, passed, checked",
    Mark.SIGNED: "signed: a record proves it",
    Mark.NOTED: "noted: typed by the team",
    Mark.WORKING: "at work",
    Mark.OPEN: "open",
    Mark.STALE: "stale: something changed since",
    Mark.LATE: "late",
    Mark.FAILED: "failed or refused",
    Mark.NOT_NEEDED: "not needed",
}


def page_parts(context: WikiContext, prefix: str = "parts") -> tree.Blocks:
    """The parts in the order in which a page usually has them; `prefix` keeps the places of two of them apart."""
    return (
        *_words(prefix),
        _strip(),
        tree.SideBySide(parts=((_needs(),), (_cards(),)), above=(replace(_cards(), figures=True),)),
        *_tables(prefix),
        *_papers(prefix),
    )


def _words(prefix: str) -> tree.Blocks:
    states = tuple(tree.State(mark, said) for mark, said in MARKS.items())
    inline: tree.Content = (
        *(
            "Words, ",
            tree.Strong("strong"),
            ", ",
            tree.Strong("A", boxed=True),
            ", ",
            tree.Muted("muted"),
            ", ",
            tree.Code("key: value"),
            ", ",
        ),
        *(tree.Link("a link", "#"), ", an item ", tree.Item("R-001", "#", "its title"), ", a figure "),
        *(tree.Number("1,334", "sessions"), ", ", tree.Changed("before", "after"), ", "),
        tree.Named("a pinned version", "id and version"),
    )
    return (
        tree.Heading(level=2, text="A heading", id=f"{prefix}-heading"),
        tree.Paragraph((tree.State(Mark.LATE, "late"), ": the answer of a page, in one line"), lead=True),
        tree.Paragraph(inline),
        tree.Listing(items=states),
        tree.Prose("Text of an author, with *emphasis* and `code`, at most eighty letters wide."),
    )


def _strip() -> tree.Strip:
    steps = (
        tree.Step(mark=Mark.MET, title="1 Begun", note="passed"),
        tree.Step(mark=Mark.WORKING, title="2 At work", note="1 of 6 met", current=True),
        tree.Step(mark=Mark.OPEN, title="3 To come"),
    )
    return tree.Strip(steps=steps, caption="Stages of a way")


def _needs() -> tree.Callout:
    listed = tree.Listing(items=("sign the concept", "accept a deliverable"))
    return tree.Callout(kind="need", title="What somebody has to do", blocks=(listed,), folds=True)


def _cards() -> tree.Cards:
    parts = ((Mark.MET, 3, "3 met"), (Mark.WORKING, 1, "1 at work"), (Mark.OPEN, 1, "1 open"))
    bar = tree.Bar(parts=parts, total=5, text="met 3, at work 1, open 1", lead="5 things", tick=(4, "4 planned"))
    way = tree.Segments((Mark.MET, Mark.WORKING, Mark.OPEN), "second of three")
    return tree.Cards(
        cards=(
            tree.Card(title="A figure", blocks=(bar,)),
            tree.Card(title="A way", blocks=(tree.Paragraph(way),)),
        )
    )


def _tables(prefix: str) -> tree.Blocks:
    things = (
        ("R-001", "Opens in place", "vendor", "Mon Nov 30, 2026"),
        ("R-002", "As the first", "customer", "Tue Dec 1, 2026"),
    )
    columns: Columns[tuple[str, str, str, str]] = (
        Column("Id", lambda thing: thing[0], narrow=True),
        Column("What", lambda thing: thing[1]),
        Column("Who", lambda thing: thing[2]),
        Column("When", lambda thing: thing[3], narrow=True, aside=True),
    )
    days: Columns[tuple[str, str, str]] = (
        Column("Role", lambda thing: thing[0], total="Total"),
        Column("Plan", lambda thing: thing[1], figure=True, total="12"),
        Column("Spent", lambda thing: thing[2], figure=True, total="8"),
    )
    letters: Columns[tuple[str, str]] = (
        Column("Task", lambda thing: thing[0]),
        Column("A person", lambda thing: thing[1], unit="vendor", letter=True),
        Column("Another one", lambda thing: tree.Strong("A", boxed=True), unit="customer", letter=True),
    )
    facts = tree.Facts(pairs=(("Source", "an invented letter"), ("Owner", "project lead")))
    listed = plain_table(
        columns,
        things,
        caption="A list, which is rows on a phone",
        more=lambda thing: ((facts,), f"{prefix}-{thing[0]}"),
    )
    return (
        listed,
        plain_table(days, (("consultant", "12", "8"),), caption="Figures, which keep their columns"),
        plain_table(letters, (("Install", "R"), ("Sign", "")), caption="Letters, below the names of who has them"),
        plain_table(columns[:2], _many(), caption="A long list, folded on a phone"),
        plain_table(columns, (), empty="Nothing yet, and what would fill it."),
        tree.Details(summary="What is folded away", blocks=(tree.Paragraph("It opens in place."),)),
        tree.Figure(drawing=shape(Mark.SIGNED), caption="A drawing, with the same as a table below it"),
        tree.Computed(source="requirements.yml", blocks=(tree.Paragraph("Computed from a file."),)),
    )


def _many() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((f"R-{at:03}", "One of many", "", "") for at in range(3, 19))


def _papers(prefix: str) -> tree.Blocks:
    box = tree.Paragraph((tree.CheckBox(ticked=False, label="a box"), " for a pen"))
    sheet = tree.SignatureSheet(
        fields=(tree.SignatureField(party="Example Ltd", role="project lead", meaning="agrees"),),
        about="What is signed, for a sheet that comes loose",
    )
    clause = tree.Clause(number="1", title="A clause", id=f"{prefix}-clause", blocks=(box, sheet), level=3)
    return (*(_callout(kind) for kind in ("note", "warning", "danger")), clause)


def _callout(kind: str) -> tree.Callout:
    return tree.Callout(
        kind=kind, title=f"A block of the kind {kind}", blocks=(tree.Paragraph("What there is to say."),)
    )


PAGE_KINDS: tuple[PageKind, ...] = ()
MACROS: tuple[Macro, ...] = (
    Macro(
        name="page_parts",
        summary="Every part that pages are made of, once, with invented words.",
        render=page_parts,
        parameters=(Parameter(name="prefix", kind=str, summary="What the ids on the page begin with."),),
        scope="wiki",
        example='{{ page_parts("light") }}',
    ),
)
