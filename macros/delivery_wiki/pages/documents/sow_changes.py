"""What the next revision of a statement of work changes: its change requests, and baseline beside current."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from delivery_wiki.calculations.agreed_changes import agreed, touches
from delivery_wiki.calculations.baselines import Baseline, baseline_of
from delivery_wiki.calculations.contract_figures import frozen_as_now
from delivery_wiki.calculations.current_figures import LABELS, current_figures, moved_figures
from delivery_wiki.calculations.dossier import Ledger, dossier
from delivery_wiki.calculations.phrases import id_order
from delivery_wiki.model.project import ChangeRequest, StatementOfWork
from delivery_wiki.model.status import translatable
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import NOTHING
from delivery_wiki.pages.tree import Blocks, Content

from .sow_rules import agreed_changes

FIGURES = ("sow.days", "sow.total", "sow.starts", "sow.ends")
ITEMS = translatable(
    {
        "requirement.": "Requirements",
        "deliverable.": "Deliverables",
        "work-package.": "Work packages",
        "sizing.input.": "Sizing inputs",
    }
)
OTHERS = translatable(
    {
        "sow.scope": "Scope",
        "sow.rates": "Rates",
        "sow.payment": "Payments",
        "sow.acceptance": "Periods of acceptance",
    }
)


def changes(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The agreed change requests; in a revision after a signed one, also their effects and what differs."""
    found = agreed_changes(context, sow)
    baseline = _baseline(context, sow)
    if baseline is None:
        return found
    return (*found, *_effects(context, sow), *_differences(context, baseline))


def _baseline(context: PageContext, sow: StatementOfWork) -> Baseline | None:
    """The newest revision below this one that was completely signed when this one was written.

    The day of the revision counts, not that of the page, so that the text of an issued revision stands still.
    """
    if sow.revised is None:
        return None
    ledger = Ledger(view=context.view, on=sow.revised, requirements=(), cases=())
    kind, topic = ("basic-sow", None) if sow.topic == "basic" else ("sow", sow.topic)
    return baseline_of(dossier(ledger, kind, topic), below=sow.revision)


def _effects(context: PageContext, sow: StatementOfWork) -> Blocks:
    """What each agreed change request does to dates, requirements and their tests."""
    words = context.words
    rows = [
        tree.Row(
            cells=(
                context.item(one.id),
                one.schedule or NOTHING,
                _linked(context, _requirements(context, one)),
                _linked(context, _tests(context, one)),
            )
        )
        for one in agreed(context.view.project.changes, context.on)
        if touches(one, sow)
    ]
    columns = (
        tree.Column(title=words("Change request"), narrow=True),
        tree.Column(title=words("Effect on dates")),
        tree.Column(title=words("Requirements")),
        tree.Column(title=words("Test cases")),
    )
    return (tree.Table(columns=columns, rows=tuple(rows)),) if rows else ()


def _linked(context: PageContext, ids: tuple[str, ...]) -> Content:
    return context.items(ids) if ids else NOTHING


def _requirements(context: PageContext, change: ChangeRequest) -> tuple[str, ...]:
    """The requirements that it moves, itself or with a deliverable that it moves."""
    moved = set(change.moves)
    found = [one for one in context.view.project.requirements if one.id in moved or moved & set(one.deliverables)]
    return tuple(one.id for one in sorted(found, key=id_order))


def _tests(context: PageContext, change: ChangeRequest) -> tuple[str, ...]:
    """The test cases that it moves, or that test a requirement that it moves."""
    moved = {*change.moves, *_requirements(context, change)}
    found = [one for one in context.view.project.tests if not one.withdrawn and {one.id, *one.requirements} & moved]
    return tuple(one.id for one in sorted(found, key=id_order))


# --- baseline and current -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Difference:
    """A figure on both sides, with what lies between them."""

    title: str
    before: str
    after: str
    between: str


def _differences(context: PageContext, baseline: Baseline) -> Blocks:
    words, held = context.words, baseline.dossier
    current = current_figures(held.kind, held.topic, context.view, context.sizing, on=context.on)
    issued = frozen_as_now(baseline.issued.figures, current)
    rows = [
        tree.Row(cells=(one.title, one.before, one.after, one.between))
        for one in (*_figures(context, issued, current), *_items(context, issued, current))
    ]
    if not rows:
        return ()
    lead = words(
        "What differs from revision {revision}, which was issued on {date} and signed:",
        revision=words.number(baseline.issued.revision),
        date=words.date(baseline.issued.issued),
    )
    columns = (
        tree.Column(title=words("What")),
        tree.Column(title=words("As signed"), numeric=True),
        tree.Column(title=words("Now"), numeric=True),
        tree.Column(title=words("Difference"), numeric=True),
    )
    return (tree.Paragraph(lead), tree.Table(columns=columns, rows=tuple(rows)))


def _figures(context: PageContext, issued: Mapping[str, str], current: Mapping[str, str]) -> Iterator[_Difference]:
    for name in FIGURES:
        before, after = issued.get(name), current.get(name)
        if before != after:
            title = context.words(LABELS[name])
            told = [_told(context, value) if value else NOTHING for value in (before, after)]
            yield _Difference(title, told[0], told[1], _between(context, before or "", after or ""))


def _items(context: PageContext, issued: dict[str, str], current: dict[str, str]) -> Iterator[_Difference]:
    """Items by their ids: those that only were there, those that only are, and those that changed."""
    words, moved = context.words, moved_figures(issued, current)
    for prefix, title in ITEMS.items():
        names = {name.removeprefix(prefix): values for name, values in moved.items() if name.startswith(prefix)}
        gone = [name for name, (_, after) in names.items() if after is None]
        come = [name for name, (before, _) in names.items() if before is None]
        other = [name for name, values in names.items() if None not in values]
        if names:
            changed = words("changed: {names}", names=_row(other)) if other else NOTHING
            yield _Difference(words(title), _row(gone) or NOTHING, _row(come) or NOTHING, changed)
    for name, title in OTHERS.items():
        if name in moved:
            yield _Difference(words(title), NOTHING, NOTHING, words("changed"))


def _row(names: list[str]) -> str:
    return ", ".join(sorted(names, key=lambda name: (len(name), name)))


def _told(context: PageContext, figure: str) -> str:
    """A frozen figure as the reader writes it: a date, an amount, or a number."""
    with suppress(ValueError):
        return context.words.date(dt.date.fromisoformat(figure))
    amount, _, currency = figure.partition(" ")
    with suppress(InvalidOperation):
        number = Decimal(amount)
        return context.words.money(number, currency) if currency else context.words.number(number)
    return figure


def _between(context: PageContext, before: str, after: str) -> str:
    words = context.words
    with suppress(ValueError):
        days = (dt.date.fromisoformat(after) - dt.date.fromisoformat(before)).days
        return words.counted(abs(days), "1 day later", "{count} days later") if days > 0 else _earlier(context, -days)
    (old, _, currency), (new, _, other) = before.partition(" "), after.partition(" ")
    with suppress(InvalidOperation):
        rise = Decimal(new) - Decimal(old)
        if currency == other:
            figure = words.money(rise, currency) if currency else words.number(rise)
            return f"+{figure}" if rise > 0 else figure
    return NOTHING


def _earlier(context: PageContext, days: int) -> str:
    return context.words.counted(days, "1 day earlier", "{count} days earlier")
