"""Changes of things in words: one line for each thing, with all that changed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TypeAlias

from delivery_wiki.calculations.base.word_changes import WordChange, WordFate, word_changes
from delivery_wiki.calculations.business_diff.changes import (
    Change,
    ChangeKind,
    FigureValue,
    NamedValue,
    Topic,
    Value,
    record_of,
)
from delivery_wiki.calculations.business_diff.weights import Weight, order_of, weight_of
from delivery_wiki.model.status import translatable

from ..elements.words import Words
from .diff_spans import Line, Look, Span, as_decimal, ids, tell_value

Fields: TypeAlias = Mapping[str, NamedValue]
Group: TypeAlias = tuple[Change, ...]
LEAST_ALIKE = 3  # things of which the same changed and that share a line
AROUND = 6  # words kept on either side of a reworded passage
LONGEST = 60  # words of a passage that is shown at all
UNSAID = frozenset({"Input", "Text"})  # fields that their place already names
FATES = translatable(
    {
        ChangeKind.ADDED: "added",
        ChangeKind.REMOVED: "removed",
        ChangeKind.WITHDRAWN: "withdrawn",
        ChangeKind.CHANGED: "changed",
    }
)


def thing_lines(
    changes: Sequence[Change], words: Words, *, whole: bool, gathered: bool = False
) -> Iterator[tuple[Weight, Line]]:
    """The lines of a topic with their weights, the heaviest first; `whole` keeps all words of reworded texts.

    `gathered`, things of which only the source or the order changed share one line, which names them; so do things of
    which the very same changed.
    """
    change_lines = _ChangeLines(words=words, whole=whole)
    groups = [tuple(group) for _, group in groupby(changes, key=lambda change: (change.subject, change.title))]
    weighed = [(weight_of(group), group) for group in sorted(groups, key=order_of)]
    light = [group for weight, group in weighed if weight is Weight.SOURCE and group[0].subject]
    shared = light if gathered and len(light) > 1 else []
    alike = _alike([group for _, group in weighed if group not in shared]) if gathered else {}
    for weight, group in weighed:
        same = alike.get(_happened(group), [group])
        if group not in shared and group is same[0]:
            told = change_lines.same(same) if len(same) > 1 else None
            yield weight, told or change_lines.thing(group[0].subject, group[0].title, group)
    if shared:
        yield Weight.SOURCE, change_lines.shared(shared)


def _happened(group: Group) -> tuple[object, ...]:
    """What happened to a thing, whichever it is."""
    return tuple((change.kind, change.field, change.before, change.after) for change in group)


def _alike(groups: Sequence[Group]) -> dict[tuple[object, ...], list[Group]]:
    """Things that have an id, of which fields changed and the very same for several of them."""
    found: dict[tuple[object, ...], list[Group]] = {}
    for group in groups:
        if group[0].subject and group[0].topic is not Topic.SIZING and all(change.field for change in group):
            found.setdefault(_happened(group), []).append(group)
    return {happened: alike for happened, alike in found.items() if len(alike) >= LEAST_ALIKE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _ChangeLines:
    """Tells changes in one language."""

    words: Words
    whole: bool

    def thing(self, subject: str, title: str, changes: Sequence[Change]) -> Line:
        """The thing, whether it came or went, then each field that moved."""
        spans: list[Span] = []
        if subject and changes[0].topic is not Topic.SIZING:
            spans += [Span(subject, Look.ID), Span(" ")]
        lifted = [change for change in changes if not change.field]
        for change in lifted:
            spans += [Span(self.words(FATES[change.kind]) + (": " if title or change.after else ""), Look.STRONG)]
        if title and not any(change.before == title for change in changes):
            spans += [Span(self._title(title)), Span(" " if lifted else ": ")]
        for change in lifted:
            spans += [Span(f"({self._value(change.after)})", Look.QUIET)] if change.after else []
        for number, of_field in enumerate(change for change in changes if change.field):
            spans += [Span("; " if number else ""), *self._field(of_field, title, named=bool(spans))]
        return tuple(span for span in spans if span.text)

    def same(self, groups: Sequence[Sequence[Change]]) -> Line:
        """Things of which the very same changed: what it is, and their ids."""
        told = Span(f" ({self.words('{count} items, of each:', count=len(groups))}) ")
        spans = (*ids(group[0].subject for group in groups), told, *self.thing("", "", groups[0]))
        return tuple(span for span in spans if span.text)

    def shared(self, groups: Sequence[Sequence[Change]]) -> Line:
        """Things of which nothing but the same few fields changed, by their ids."""
        names = dict.fromkeys(self.words(change.field) for group in groups for change in group)
        told = self.words(
            "{count} items, of which only this changed: {fields}", count=len(groups), fields=", ".join(names)
        )
        return (Span(f"{told}: "), *ids(group[0].subject for group in groups))

    def _title(self, title: str) -> str:
        return " ".join(self.words(title).split())

    def _field(self, change: Change, title: str, *, named: bool) -> Iterator[Span]:
        if change.reworded and change.before == title:
            yield Span(f"{self.words('reworded')}: ", Look.STRONG)
        elif not (named and change.field in UNSAID):
            yield Span(f"{self.words(change.field)} ", Look.QUIET)
        if change.kind is not ChangeKind.CHANGED:
            told = change.after if change.kind is ChangeKind.ADDED else change.before
            yield Span(self.words(FATES[change.kind]) + ("" if told is None else ": "), Look.STRONG)
            yield Span("" if told is None else self._value(told))
        elif change.reworded:
            yield from self._reworded(str(change.before), str(change.after))
        else:
            yield from self._moved(change)

    def _reworded(self, before: str, after: str) -> Iterator[Span]:
        changes = word_changes(" ".join(before.split()), " ".join(after.split()))
        looks = {WordFate.KEPT: Look.PLAIN, WordFate.REMOVED: Look.GONE, WordFate.ADDED: Look.COME}
        yield Span("“")
        for number, change in enumerate(changes):
            yield Span(self._shown(change, first=number == 0, last=number == len(changes) - 1), looks[change.fate])
        yield Span("”")

    def _shown(self, change: WordChange, *, first: bool, last: bool) -> str:
        """The words of a passage; from what was kept, those next to a change."""
        if self.whole:
            return change.text
        parts = change.text.split(" ")
        if change.fate is not WordFate.KEPT:
            return change.text if len(parts) <= LONGEST else " ".join(parts[:LONGEST]) + " …"
        head = [] if first else parts[: AROUND + 1]
        tail = [] if last else parts[-AROUND - 1 :]
        return change.text if len(parts) <= len(head) + len(tail) + 1 else " ".join([*head, "…", *tail])

    def _moved(self, change: Change) -> Iterator[Span]:
        left, right = record_of(change.before), record_of(change.after)
        if left and right:
            yield from self._fields(change, left, right)
        else:
            yield from self._one_value(change)

    def _fields(self, change: Change, left: Fields, right: Fields) -> Iterator[Span]:
        """Of a record the fields that moved, behind the one that names it where that stayed."""
        names = [name for name in {**left, **right} if left.get(name) != right.get(name)]
        first = next(iter(right))
        if first not in names and isinstance(right[first].value, str) and right[first].told:
            yield Span(f"{self._value(right[first].value)}, ")
        for number, name in enumerate(names):
            yield Span(", " if number else "")
            yield Span(f"{self.words(name)} ", Look.QUIET)
            before, after = (side[name].value if name in side else None for side in (left, right))
            yield from self._moved(replace(change, field=name, before=before, after=after))

    def _one_value(self, change: Change) -> Iterator[Span]:
        before, after = change.before, change.after
        risen = _risen(before, after) if change.field != "Revision" else None
        yield Span(self._value(_bare(before, after)))
        yield Span(" → ")
        yield Span(self._value(after), Look.STRONG)
        if risen is not None:
            yield Span(f" ({'+' if risen.value > 0 else ''}{self._value(risen)})", Look.QUIET)
        if isinstance(before, dt.date) and isinstance(after, dt.date):
            yield Span(f" ({self._days((after - before).days)})", Look.QUIET)
        if change.planned is not None and isinstance(after, dt.date) and after != change.planned:
            yield Span(f" ({self._against_plan((after - change.planned).days)})", Look.QUIET)

    def _days(self, days: int) -> str:
        if days > 0:
            return self.words.counted(days, "1 day later", "{count} days later")
        return self.words.counted(-days, "1 day earlier", "{count} days earlier")

    def _against_plan(self, days: int) -> str:
        if days > 0:
            return self.words.counted(days, "1 day later than planned", "{count} days later than planned")
        return self.words.counted(-days, "1 day earlier than planned", "{count} days earlier than planned")

    def _value(self, value: Value) -> str:
        return tell_value(value, self.words)


def _bare(before: Value, after: Value) -> Value:
    """The former figure without the unit, where the one behind it says the same."""
    if isinstance(before, FigureValue) and isinstance(after, FigureValue) and before.unit == after.unit:
        return replace(before, unit="")
    return before


def _risen(before: Value, after: Value) -> FigureValue | None:
    """How much more it is now, without the unit, which stands in front of it; None of what is no figure."""
    if not isinstance(before, FigureValue) or not isinstance(after, FigureValue) or before.currency != after.currency:
        return None
    return FigureValue(value=_difference(before, after), currency=after.currency)


def _difference(before: FigureValue, after: FigureValue) -> Decimal | Fraction:
    """How much more it is now; exact."""
    if isinstance(before.value, Decimal) or isinstance(after.value, Decimal):
        return as_decimal(after) - as_decimal(before)
    return Fraction(after.value) - Fraction(before.value)
