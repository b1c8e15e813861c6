"""Changes of things in words: one line for each thing, with all that changed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from delivery_wiki.calculations.business_diff import Change, ChangeKind, Figure, Topic, Value
from delivery_wiki.calculations.word_changes import WordChange, WordFate, word_changes
from delivery_wiki.model.status import translatable

from .diff_spans import Line, Look, Span, as_decimal, tell_value
from .words import Words

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


def thing_lines(changes: Sequence[Change], words: Words, *, whole: bool) -> Iterator[Line]:
    """The lines of a topic; `whole` keeps all words of reworded texts."""
    teller = _Teller(words=words, whole=whole)
    for (subject, title), group in groupby(changes, key=lambda one: (one.subject, one.title)):
        yield teller.thing(subject, title, tuple(group))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Tells changes in one language."""

    words: Words
    whole: bool

    def thing(self, subject: str, title: str, changes: Sequence[Change]) -> Line:
        """The thing, whether it came or went, then each field that moved."""
        spans: list[Span] = []
        if subject and changes[0].topic is not Topic.SIZING:
            spans += [Span(subject, Look.ID), Span(" ")]
        lifted = [one for one in changes if not one.field]
        for one in lifted:
            spans += [Span(self.words(FATES[one.kind]) + (": " if title or one.after else ""), Look.STRONG)]
        if title and not any(one.before == title for one in changes):
            spans += [Span(self._title(title)), Span(" " if lifted else ": ")]
        for one in lifted:
            spans += [Span(f"({self._value(one.after)})", Look.QUIET)] if one.after else []
        for number, one in enumerate(one for one in changes if one.field):
            spans += [Span("; " if number else ""), *self._field(one, title, named=bool(spans))]
        return tuple(span for span in spans if span.text)

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
        for number, one in enumerate(changes):
            yield Span(self._shown(one, first=number == 0, last=number == len(changes) - 1), looks[one.fate])
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
        before, after = change.before, change.after
        yield Span(self._value(before))
        yield Span(" → ")
        yield Span(self._value(after), Look.STRONG)
        if (
            isinstance(before, Figure)
            and isinstance(after, Figure)
            and before.currency == after.currency
            and change.field != "Revision"
        ):
            rise = Figure(value=_difference(before, after), unit=after.unit, currency=after.currency)
            yield Span(f" ({'+' if rise.value > 0 else ''}{self._value(rise)})", Look.QUIET)
        if change.topic is Topic.DATES and isinstance(before, dt.date) and isinstance(after, dt.date):
            yield Span(f" ({self._days((after - before).days)})", Look.QUIET)

    def _days(self, days: int) -> str:
        if days > 0:
            return self.words.counted(days, "1 day later", "{count} days later")
        return self.words.counted(-days, "1 day earlier", "{count} days earlier")

    def _value(self, value: Value) -> str:
        return tell_value(value, self.words)


def _difference(before: Figure, after: Figure) -> Decimal | Fraction:
    """How much more it is now; exact."""
    if isinstance(before.value, Decimal) or isinstance(after.value, Decimal):
        return as_decimal(after) - as_decimal(before)
    return Fraction(after.value) - Fraction(before.value)
