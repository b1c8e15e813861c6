"""How many findings of one file are told: enough to begin with, and never less than all without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from delivery_wiki.model.finding import Finding, Severity, error, warning

MAXIMUM_FINDINGS = 20
_REPAIR = "Repair those above, then check again."
T = TypeVar("T")


def limit_findings(found: Sequence[Finding], what: str = "file", *, untold: int = 0) -> tuple[Finding, ...]:
    """The first 20 findings, and one that counts the rest; it weighs as much as the worst of what it stands for.

    `untold` are as many more as were not even made.
    """
    shown, rest = found[:MAXIMUM_FINDINGS], found[MAXIMUM_FINDINGS:]
    if not rest:
        return tuple(shown)
    is_error = any(finding.severity is Severity.ERROR for finding in rest)
    count = len(rest) + untold
    problem = f"{count} more {'finding' if is_error else 'warning'}{'s' * (count > 1)} in this {what}"
    more = error("more-findings", rest[0].location, problem, _REPAIR)
    return (*shown, more if is_error else warning("more-warnings", rest[0].location, problem, _REPAIR))


def report_some(faults: Sequence[T], report: Callable[[T], Finding]) -> tuple[Finding, ...]:
    """The same for faults of one kind, of which there may be as many as characters: only what is told is made."""
    made = [report(fault) for fault in faults[: MAXIMUM_FINDINGS + 1]]
    return limit_findings(made, untold=len(faults) - len(made))
