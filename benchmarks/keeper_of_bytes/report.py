"""What a person reads: a line for each kind, then what differs, equal differences once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .comparison import Comparison, Difference, Kind, Verdict

LISTED = 12  # of a kind
HEADINGS = {
    Verdict.UNEXPECTED: "Differs. Put it right, or make it a commit of its own that says so:",
    Verdict.NAMED: "Differs as named with --named:",
    Verdict.ALLOWED: "May differ (pages about the code):",
}


def report(comparison: Comparison) -> str:
    """The whole report."""
    lines = [*(_tally(comparison, kind) for kind in Kind)]
    for verdict, heading in HEADINGS.items():
        if found := comparison.of(verdict):
            lines += ["", heading, *_listed(found, short=verdict is Verdict.ALLOWED)]
    lines += ["", _verdict(comparison)]
    return "\n".join(lines)


def _tally(comparison: Comparison, kind: Kind) -> str:
    counts = [(verdict, len(comparison.of(verdict, kind))) for verdict in Verdict]
    told = [f"{count:5,} {verdict}" for verdict, count in counts if count or verdict is Verdict.UNEXPECTED]
    return f"{kind:<14}{', '.join([*told, f'{comparison.equal.get(kind, 0):6,} equal'])}"


def _listed(found: Sequence[Difference], *, short: bool) -> Iterator[str]:
    for kind in Kind:
        groups = _groups([difference for difference in found if difference.kind is kind])
        shown = groups[: 1 if short else LISTED]
        for first, *others in shown:
            more = f" (and {len(others)} more alike)" if others else ""
            yield f"  {kind}  {first.name}{more}\n      {first.excerpt.told}{_lines(first)}"
        if rest := sum(len(group) for group in groups[len(shown) :]):
            yield f"  {kind}  … and {rest:,} more"


def _lines(difference: Difference) -> str:
    return f" ({difference.excerpt.lines} lines differ)" if difference.excerpt.lines > 1 else ""


def _groups(found: Sequence[Difference]) -> list[list[Difference]]:
    """Differences that read the same, in the order in which they first appear."""
    groups: dict[tuple[str, str, str], list[Difference]] = {}
    for difference in found:
        reading = (
            difference.excerpt.old,
            difference.excerpt.new,
            "" if difference.excerpt.old or difference.excerpt.new else difference.excerpt.where,
        )
        groups.setdefault(reading, []).append(difference)
    return list(groups.values())


def _verdict(comparison: Comparison) -> str:
    unexpected = len(comparison.of(Verdict.UNEXPECTED))
    if unexpected:
        return f"{unexpected:,} outputs differ that may not."
    return "Every byte is the same." if not comparison.differences else "Nothing differs that may not."
