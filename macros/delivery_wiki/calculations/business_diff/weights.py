"""How much a change does: what a reviewer has to see first, and what may be told in one line with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from ..base.security_words import is_about_security
from ..base.word_changes import WordFate, word_changes
from .changes import Change, ChangeKind, NamedValue, Topic, Value
from .values import label_of


class Weight(IntEnum):
    """What a change does to what was promised, the heaviest first; all but the last two are never cut from a list."""

    WITHDRAWN = 0
    PROMISED = 1
    MONEY = 2
    DATED = 3
    SECURITY = 4
    OTHER = 5
    SOURCE = 6


NEVER_CUT = Weight.SECURITY
# Where words of security say something about what is promised or done; names and dates of people are not.
OF_SECURITY = frozenset(
    {
        *(Topic.SCOPE, Topic.REQUIREMENTS, Topic.DELIVERABLES, Topic.CHANGE_REQUESTS, Topic.REGISTERS),
        *(Topic.TESTS, Topic.SYSTEM, Topic.TEXTS),
    }
)
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


def order_of(changes: Sequence[Change]) -> tuple[Weight, bool]:
    """Sorts things by their weight, and of one weight those about security before the others."""
    return weight_of(changes), not any(map(speaks_of_security, changes))


def speaks_of_security(change: Change) -> bool:
    """Whether the thing is about security by its title, or by words that came, went or are other."""
    if change.topic not in OF_SECURITY:
        return False
    if change.topic is not Topic.TEXTS and is_about_security(change.title):
        return True
    before, after = (_words(value) for value in (change.before, change.after))
    if not change.reworded:
        return any(map(is_about_security, (*before, *after)))
    parts = word_changes(" ".join(before), " ".join(after))
    return any(part.fate is not WordFate.KEPT and is_about_security(part.text) for part in parts)


def _words(value: Value) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, NamedValue):
        yield from _words(value.value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item)


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
    if change.field in OF_SOURCE:
        return Weight.SOURCE
    if change.topic in WORTH_MONEY:
        return Weight.MONEY
    if change.topic in {Topic.DATES, Topic.DECISIONS}:
        return Weight.DATED
    return Weight.SECURITY if speaks_of_security(change) else Weight.OTHER
