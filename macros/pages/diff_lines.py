"""The business diff in words: sections of lines made of spans, before anything is escaped for a reader's medium."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import groupby

from macros.calculations.business_diff import (
    Change,
    ChangeKind,
    Figure,
    GateChange,
    ProjectDiff,
    SignatureChange,
    Signer,
    Term,
    Topic,
    Value,
)
from macros.calculations.word_changes import WordChange, WordFate, word_changes
from macros.model.status import GateStatus, translatable

from .words import Words

AROUND = 6  # words kept on either side of a reworded passage
LONGEST = 60  # words of a passage that is shown at all
UNSAID = frozenset({"Input", "Text"})  # fields that their place already names
TOPICS = translatable(
    {
        Topic.SIZING: "Sizing",
        Topic.SCOPE: "Scope",
        Topic.REQUIREMENTS: "Requirements",
        Topic.DELIVERABLES: "Deliverables and acceptance",
        Topic.EFFORT: "Effort and price",
        Topic.DATES: "Dates",
        Topic.DECISIONS: "Decisions",
        Topic.CHANGE_REQUESTS: "Change requests",
        Topic.REGISTERS: "Risks, assumptions, open points",
        Topic.PEOPLE: "People and roles",
        Topic.TESTS: "Tests",
        Topic.SYSTEM: "System and environment",
        Topic.TEXTS: "Texts",
        Topic.DOCUMENTS: "Documents",
        Topic.RULES: "Process and settings",
        Topic.INTERNAL: "Internal",
    }
)
FATES = translatable(
    {
        ChangeKind.ADDED: "added",
        ChangeKind.REMOVED: "removed",
        ChangeKind.WITHDRAWN: "withdrawn",
        ChangeKind.CHANGED: "changed",
    }
)


class Look(Enum):
    """How a span looks: as it is, as an id, as heavy or quiet words, as words that went or came."""

    PLAIN = "plain"
    ID = "id"
    STRONG = "strong"
    QUIET = "quiet"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Span:
    """Some text with its look; the text is data and escaped where it is written."""

    text: str
    look: Look = Look.PLAIN


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its lines; `key` is the name for programs."""

    key: str
    title: str
    lines: tuple[Line, ...]


def diff_sections(diff: ProjectDiff, words: Words, *, whole: bool = False) -> tuple[Section, ...]:
    """Everything about a project in the order in which it is told; `whole` keeps all words of reworded texts."""
    teller = _Teller(words=words, whole=whole)
    found = [
        Section(key=topic.value, title=words(TOPICS[topic]), lines=tuple(teller.things(diff.about(topic))))
        for topic in Topic
    ]
    found.append(
        Section(
            key="signatures", title=words("Signatures"), lines=tuple(teller.signature(one) for one in diff.signatures)
        )
    )
    gates = tuple(line for one in diff.gates for line in teller.gate(one))
    found.append(Section(key="gates", title=words("Gates"), lines=gates))
    return tuple(one for one in found if one.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Tells changes in one language."""

    words: Words
    whole: bool

    def things(self, changes: Sequence[Change]) -> Iterator[Line]:
        """One line for each thing, with all that changed in it."""
        for (subject, title), group in groupby(changes, key=lambda one: (one.subject, one.title)):
            yield self._thing(subject, title, tuple(group))

    def _thing(self, subject: str, title: str, changes: Sequence[Change]) -> Line:
        spans: list[Span] = []
        if subject and changes[0].topic is not Topic.SIZING:
            spans += [Span(subject, Look.ID), Span(" ")]
        lifted = [one for one in changes if not one.field]
        for one in lifted:
            spans += [Span(self.words(FATES[one.kind]), Look.STRONG), Span(": " if title or one.after else "")]
        if title and not any(one.before == title for one in changes):
            spans += [Span(self._title(title)), Span(" ")]
        for one in lifted:
            spans += [Span(f"({self.value(one.after)})", Look.QUIET)] if one.after else []
        for number, one in enumerate(one for one in changes if one.field):
            spans += [Span("; " if number else ""), *self._field(one, title, named=bool(spans))]
        return tuple(span for span in spans if span.text)

    def _title(self, title: str) -> str:
        return " ".join(self.words(title).split())

    def _field(self, change: Change, title: str, *, named: bool) -> Iterator[Span]:
        if change.before == title:
            yield Span(self.words("reworded"), Look.STRONG)
            yield Span(": ")
        elif not (named and change.field in UNSAID):
            yield Span(f"{self.words(change.field)} ", Look.QUIET)
        if change.kind is not ChangeKind.CHANGED:
            yield Span(f"{self.words(FATES[change.kind])}", Look.STRONG)
            told = change.after if change.kind is ChangeKind.ADDED else change.before
            yield Span(f": {self.value(told)}" if told is not None else "")
        elif change.reworded:
            yield from self._reworded(str(change.before), str(change.after))
        else:
            yield from self._moved(change.before, change.after)

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

    def _moved(self, before: Value, after: Value) -> Iterator[Span]:
        yield Span(self.value(before))
        yield Span(" → ")
        yield Span(self.value(after), Look.STRONG)
        if isinstance(before, Figure) and isinstance(after, Figure) and before.currency == after.currency:
            rise = Figure(value=_difference(before, after), unit=after.unit, currency=after.currency)
            yield Span(f" ({'+' if rise.value > 0 else ''}{self.value(rise)})", Look.QUIET)
        if isinstance(before, dt.date) and isinstance(after, dt.date):
            yield Span(f" ({self._days((after - before).days)})", Look.QUIET)

    def _days(self, days: int) -> str:
        if days > 0:
            return self.words.counted(days, "1 day later", "{count} days later")
        return self.words.counted(-days, "1 day earlier", "{count} days earlier")

    def value(self, value: Value) -> str:
        """A value in the reader's words and formats."""
        if value is None:
            return self.words("nothing")
        if isinstance(value, tuple):
            return ", ".join(self.value(one) for one in value)
        if isinstance(value, Term):
            return self.words(value.text)
        if isinstance(value, Figure):
            if value.currency:
                return self.words.money(_decimal(value), value.currency)
            return self.words.quantity(value.value, value.unit)
        return self.words.date(value) if isinstance(value, dt.date) else " ".join(value.split())

    def signature(self, change: SignatureChange) -> Line:
        """What becomes of a document's signatures, why, and who signs again."""
        words = self.words
        title = words(change.title)
        spans = [Span(f"{title} r{change.revision}" if change.revision else title, Look.STRONG), Span(" ")]
        if change.stale:
            spans.append(Span(words("becomes stale"), Look.STRONG))
        counted = words(
            "{before} → {after} of {needed} signatures count",
            before=change.before,
            after=change.after,
            needed=change.needed,
        )
        if change.before != change.after:
            spans += [Span(": " if change.stale else ""), Span(counted)]
        if change.signers:
            who = "; ".join(self._signer(one) for one in change.signers)
            spans += [Span(" – "), Span(words("sign again: {who}", who=who))]
        reasons = "; ".join(words.message(one) for one in change.reasons[:3])
        return (*spans, Span(f" ({reasons})" if reasons else "", Look.QUIET))

    def _signer(self, signer: Signer) -> str:
        role = f"{self.words(signer.party)} {self.words(signer.role)}"
        return f"{role} ({', '.join(signer.people)})" if signer.people else role

    def gate(self, change: GateChange) -> Iterator[Line]:
        """How a gate moves, then the criteria that moved it."""
        words = self.words
        yield (
            Span(words(change.title), Look.STRONG),
            Span(": "),
            Span(self._standing(change.before)),
            Span(" → "),
            Span(self._standing(change.after), Look.STRONG),
        )
        for one in change.criteria:
            moved = [words(state) if state else words("not asked") for state in (one.before, one.after)]
            yield (
                Span("   "),
                Span(words.message(one.title)),
                Span(f" {moved[0]} → "),
                Span(moved[1], Look.STRONG),
                Span(f": {words.message(one.reason)}", Look.QUIET),
            )

    def _standing(self, gate: GateStatus | None) -> str:
        if gate is None:
            return self.words("no such gate")
        counted = self.words("{met} of {count}", met=gate.met, count=len(gate.criteria))
        return f"{self.words(gate.state.value)}, {counted}"


def plain(line: Iterable[Span]) -> str:
    """A line without looks, words that went and came in brackets."""
    marks = {Look.GONE: "[-{}-]", Look.COME: "[+{}+]"}
    return "".join(marks.get(span.look, "{}").format(span.text) for span in line if span.text)


def _decimal(figure: Figure) -> Decimal:
    """Money is always decimal."""
    value = figure.value
    return Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(value)


def _difference(before: Figure, after: Figure) -> Decimal | Fraction:
    """How much more it is now; exact."""
    if isinstance(before.value, Decimal) or isinstance(after.value, Decimal):
        return _decimal(after) - _decimal(before)
    return Fraction(after.value) - Fraction(before.value)
