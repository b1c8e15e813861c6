"""What a change does to signatures and gates, and what was signed that it moves, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from delivery_wiki.calculations.business_diff.changes import (
    BaselineEffect,
    GateChange,
    ProjectDiff,
    SignatureChange,
    Signer,
    SuspicionChange,
)
from delivery_wiki.model.status import GateStatus

from ..elements.words import Words
from .diff_spans import Line, Look, Span, ids


def baseline_lines(diff: ProjectDiff, words: Words) -> Iterator[Line]:
    """What was signed and moves, by the change requests that name it, with what it does to days and money.

    What nobody asked for comes first; the effect of a document stands with the first of its lines.
    """
    ordered = sorted(diff.moved, key=lambda moved: (not moved.missing, moved.agreed))
    effects = {(effect.document, effect.topic): effect for effect in diff.effects}
    for (title, revision, requests, agreed), group in groupby(
        ordered, key=lambda moved: (moved.title, moved.revision, moved.requests, moved.agreed)
    ):
        fields = tuple(group)
        effect = effects.pop((fields[0].document, fields[0].topic), None)
        yield (
            Span(f"{words(title)} r{revision}: ", Look.STRONG),
            *ids(dict.fromkeys(moved.name for moved in fields)),
            Span(" – "),
            *_request(requests, words, agreed=agreed),
            *(_effect(effect, words) if effect else ()),
        )


def _effect(effect: BaselineEffect, words: Words) -> Iterator[Span]:
    """The person-days and the price before and after, then the work that hangs on what was reworded."""
    if effect.days:
        before, after = effect.days
        rise = f"{'+' if after > before else ''}{words.days(after - before)}"
        yield Span(f"; {words('person-days')} {words.days(before)} → ")
        yield Span(words.days(after), Look.STRONG)
        yield Span(f" ({rise})", Look.QUIET)
    if effect.price:
        before, after = effect.price
        rise = f"{'+' if after > before else ''}{words.money(after - before, effect.currency)}"
        yield Span(f"; {words('Total price')} {words.money(before, effect.currency)} → ")
        yield Span(words.money(after, effect.currency), Look.STRONG)
        yield Span(f" ({rise})", Look.QUIET)
    if hanging := effect.hanging:
        count = words("{count} person-days", count=words.days(hanging.days))
        worth = (count,) if hanging.amount is None else (count, words.money(hanging.amount, hanging.currency))
        yield Span(f"; {words('what hangs on it')}: ")
        yield from ids(hanging.packages)
        yield Span(f", {', '.join(worth)}")


def _request(requests: tuple[str, ...], words: Words, *, agreed: bool) -> Iterator[Span]:
    if not requests:
        yield Span(words("needs a change request"), Look.STRONG)
        return
    text = "named by {requests}, agreed" if agreed else "named by {requests}, which is not agreed yet"
    yield Span(words(text, requests=", ".join(requests)), Look.PLAIN if agreed else Look.STRONG)


def signature_line(change: SignatureChange, words: Words) -> Line:
    """What becomes of a document's signatures, why, and who signs again."""
    title = words(change.title)
    spans = [Span(f"{title} r{change.revision}" if change.revision else title, Look.STRONG), Span(" ")]
    if change.stale:
        spans.append(Span(words("becomes stale") + (": " if change.before != change.after else ""), Look.STRONG))
    if change.before != change.after:
        text = "{before} → {after} of {needed} signatures count" if change.needed else "{before} → {after} signatures"
        spans.append(Span(words(text, before=change.before, after=change.after, needed=change.needed)))
    if change.signers:
        who = "; ".join(_signer(signer, words) for signer in change.signers)
        spans += [Span(" – "), Span(words("sign again: {who}", who=who))]
    reasons = "; ".join(words.message(reason) for reason in change.reasons[:2])
    return (*spans, Span(f" ({reasons})" if reasons else "", Look.QUIET))


def _signer(signer: Signer, words: Words) -> str:
    role = f"{words(signer.party)} {words(signer.role)}"
    return f"{role} ({', '.join(signer.people)})" if signer.people else role


def suspicion_line(change: SuspicionChange, words: Words) -> Line:
    """Whose fact is suspect now, or no longer, and what changed."""
    text = words("no longer suspect") if change.cleared else words("suspect")
    reason = Span(f" ({words.message(change.reason)})", Look.QUIET)
    return (*ids([change.item]), Span(" "), Span(text, Look.PLAIN if change.cleared else Look.STRONG), reason)


def gate_lines(change: GateChange, words: Words) -> Iterator[Line]:
    """How a gate moves, then the criteria that moved it."""
    yield (
        Span(f"{words(change.title)}: ", Look.STRONG),
        Span(_gate_state(change.before, words)),
        Span(" → "),
        Span(_gate_state(change.after, words), Look.STRONG),
    )
    for criterion in change.criteria:
        moved = [words(state) if state else words("not asked") for state in (criterion.before, criterion.after)]
        yield (
            Span("   "),
            Span(f"{words.message(criterion.title)}: {moved[0]} → "),
            Span(moved[1], Look.STRONG),
            Span(f" ({words.message(criterion.reason)})", Look.QUIET),
        )


def _gate_state(gate: GateStatus | None, words: Words) -> str:
    if gate is None:
        return words("no such gate")
    counted = words("{met} of {count}", met=gate.met, count=gate.count)
    return f"{words(gate.state.value)}, {counted}"
