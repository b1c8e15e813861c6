"""The business diff in words: sections of lines made of spans, before anything is escaped for a reader's medium."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import groupby

from macros.calculations.baselines import MovedField
from macros.calculations.business_diff import (
    Change,
    ChangeKind,
    Figure,
    GateChange,
    Presence,
    ProjectDiff,
    SignatureChange,
    Signer,
    Term,
    Topic,
    Value,
)
from macros.calculations.word_changes import WordChange, WordFate, word_changes
from macros.model.status import GateStatus, translatable

from .page_kind import PageContext
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
PRESENCES = translatable(
    {
        Presence.ADDED: "A new project.",
        Presence.REMOVED: "The project is gone.",
        Presence.UNREADABLE_BEFORE: "The base has findings and cannot be read, so that nothing can be compared.",
        Presence.UNREADABLE_AFTER: "The project has findings and cannot be read; repair them first.",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProject:
    """A project's diff with the words of its language, and its pages on both sides where it has them."""

    diff: ProjectDiff
    words: Words
    before: PageContext | None = None
    after: PageContext | None = None


def diff_sections(diff: ProjectDiff, words: Words, *, whole: bool = False) -> tuple[Section, ...]:
    """Everything about a project in the order in which it is told; `whole` keeps all words of reworded texts."""
    teller = _Teller(words=words, whole=whole)
    found = [
        Section(key=topic.value, title=words(TOPICS[topic]), lines=tuple(teller.things(diff.about(topic))))
        for topic in Topic
    ]
    requests = tuple(teller.requests(diff.moved))
    found.append(Section(key="baseline", title=words("What was signed"), lines=requests))
    found.append(
        Section(
            key="signatures", title=words("Signatures"), lines=tuple(teller.signature(one) for one in diff.signatures)
        )
    )
    gates = tuple(line for one in diff.gates for line in teller.gate(one))
    found.append(Section(key="gates", title=words("Gates"), lines=gates))
    return tuple(one for one in found if one.lines)


def headline(diff: ProjectDiff, words: Words) -> str:
    """What the change asks for, in one sentence: what is missing, who signs again, which gates move."""
    parts = []
    if diff.unnamed:
        parts.append(words("needs a change request"))
    elif any(not one.agreed for one in diff.moved):
        parts.append(words("waits for a change request to be agreed"))
    if again := sum(bool(one.signers) for one in diff.signatures):
        parts.append(words.counted(again, "1 document must be signed again", "{count} documents must be signed again"))
    if diff.gates:
        parts.append(words.counted(len(diff.gates), "1 gate moves", "{count} gates move"))
    text = ", ".join(parts) or words("asks for no signature and moves no gate")
    return f"{text[0].upper()}{text[1:]}."


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
            spans += [Span(self.words(FATES[one.kind]) + (": " if title or one.after else ""), Look.STRONG)]
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
            yield Span(f"{self.words('reworded')}: ", Look.STRONG)
        elif not (named and change.field in UNSAID):
            yield Span(f"{self.words(change.field)} ", Look.QUIET)
        if change.kind is not ChangeKind.CHANGED:
            told = change.after if change.kind is ChangeKind.ADDED else change.before
            yield Span(self.words(FATES[change.kind]) + ("" if told is None else ": "), Look.STRONG)
            yield Span("" if told is None else self.value(told))
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

    def requests(self, moved: Sequence[MovedField]) -> Iterator[Line]:
        """What was signed and moves, by the change requests that name it; what nobody asked for comes first."""
        ordered = sorted(moved, key=lambda one: (not one.missing, one.agreed))
        for (title, revision, requests, agreed), group in groupby(
            ordered, key=lambda one: (one.title, one.revision, one.requests, one.agreed)
        ):
            names = dict.fromkeys(one.name for one in group)
            yield (
                Span(f"{self.words(title)} r{revision}: ", Look.STRONG),
                *(
                    span
                    for number, name in enumerate(names)
                    for span in (Span(", " * bool(number)), Span(name, Look.ID))
                ),
                Span(" – "),
                *self._request(requests, agreed=agreed),
            )

    def _request(self, requests: tuple[str, ...], *, agreed: bool) -> Iterator[Span]:
        if not requests:
            yield Span(self.words("needs a change request"), Look.STRONG)
            return
        text = "named by {requests}, agreed" if agreed else "named by {requests}, which is not agreed yet"
        yield Span(self.words(text, requests=", ".join(requests)), Look.PLAIN if agreed else Look.STRONG)

    def signature(self, change: SignatureChange) -> Line:
        """What becomes of a document's signatures, why, and who signs again."""
        words = self.words
        title = words(change.title)
        spans = [Span(f"{title} r{change.revision}" if change.revision else title, Look.STRONG), Span(" ")]
        if change.stale:
            spans.append(Span(words("becomes stale") + (": " if change.before != change.after else ""), Look.STRONG))
        counted = words(
            "{before} → {after} of {needed} signatures count",
            before=change.before,
            after=change.after,
            needed=change.needed,
        )
        if change.before != change.after:
            spans.append(Span(counted))
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
            Span(f"{words(change.title)}: ", Look.STRONG),
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


def _listed(spans: Sequence[Span]) -> Iterator[Span]:
    for number, span in enumerate(spans):
        if number:
            yield Span(", ")
        yield span


def _decimal(figure: Figure) -> Decimal:
    """Money is always decimal."""
    value = figure.value
    return Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(value)


def _difference(before: Figure, after: Figure) -> Decimal | Fraction:
    """How much more it is now; exact."""
    if isinstance(before.value, Decimal) or isinstance(after.value, Decimal):
        return _decimal(after) - _decimal(before)
    return Fraction(after.value) - Fraction(before.value)
