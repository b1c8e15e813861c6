"""How much a change does: what a reviewer has to see first, and what may be told in one line with others."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from .changes import Change, ChangeKind, Topic
from .values import label_of


class Weight(IntEnum):
    """What a change does to what was promised, the heaviest first; all but the last two are never cut from a list."""

    WITHDRAWN = 0
    PROMISED = 1
    MONEY = 2
    DATED = 3
    OTHER = 4
    SOURCE = 5


NEVER_CUT = Weight.DATED
OBLIGATIONS = frozenset({Topic.SCOPE, Topic.REQUIREMENTS, Topic.DELIVERABLES, Topic.CHANGE_REQUESTS})
WORTH_MONEY = frozenset({Topic.EFFORT, Topic.SIZING})
# Where something comes from and in which order it stands; none of it changes what is owed.
OF_SOURCE = frozenset(map(label_of, ("source", "area", "rationale", "stated", "parents", "link", "links")))
# What is owed, in words: its sense changes with them.
OF_SENSE = frozenset(
    map(
        label_of,
        (
            *("statement", "fit_criterion", "priority", "party", "decision", "verification", "title", "objective"),
            *("scope", "included", "excluded", "out_of_scope", "customer_duties", "covers", "acceptance"),
            *("silence_accepts", "warranty", "precedence", "liability_cap", "data_protection", "exceptions"),
        ),
    )
)


def weight_of(changes: Iterable[Change]) -> Weight:
    """The weight of all that changed in a thing: that of the heaviest."""
    return min(map(_weight, changes))


def _weight(change: Change) -> Weight:
    if change.kind in {ChangeKind.WITHDRAWN, ChangeKind.REMOVED} and change.topic in OBLIGATIONS:
        return Weight.WITHDRAWN if _is_owed(change) else _lighter(change)
    if change.topic in OBLIGATIONS and _is_owed(change):
        return Weight.PROMISED
    return _lighter(change)


def _is_owed(change: Change) -> bool:
    """The thing itself, or a field that says what is owed."""
    return not change.field or change.field in OF_SENSE or change.topic is Topic.SCOPE


def _lighter(change: Change) -> Weight:
    if change.topic in WORTH_MONEY:
        return Weight.MONEY
    if change.topic in {Topic.DATES, Topic.DECISIONS}:
        return Weight.DATED
    return Weight.SOURCE if change.field in OF_SOURCE else Weight.OTHER
