"""What changed of the clauses that a project or a statement of work takes: the set, and each choice by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from delivery_wiki.model.clauses import ClausePin
from delivery_wiki.model.status import translatable

from .changes import Change, Thing
from .values import list_changes, told_value

_CHOICES: Mapping[str, str] = MappingProxyType(
    translatable(
        {
            "without": "Clause left out",
            "replaced": "Clause in other words",
            "own": "Own words for a place",
            "added": "Words added to a place",
            "elsewhere": "Agreed in another contract",
        }
    )
)
_SET, _TYPE, _REASON, _VALUES = translatable(
    ("Clause set", "Type of contract", "Reason of other clauses", "Values of clauses")
)


def clause_changes(thing: Thing, before: ClausePin | None, after: ClausePin | None) -> Iterator[Change]:
    """Each choice that was made, taken back or reworded; nothing where no clauses are taken before or after."""
    old, new = before or ClausePin(), after or ClausePin()
    pairs = (
        (_SET, f"{old.id} {old.version}".strip() or None, f"{new.id} {new.version}".strip() or None),
        (_TYPE, old.contract_type, new.contract_type),
        (_REASON, old.reason, new.reason),
    )
    for label, left, right in pairs:
        if left != right:
            yield thing.moved(label, told_value(left), told_value(right))
    lists = [(_VALUES, _listed(old.values), _listed(new.values))]
    lists += [(label, getattr(old, name), getattr(new, name)) for name, label in _CHOICES.items()]
    for label, listed, now in lists:
        if listed != now:
            yield from list_changes(thing, label, listed, now)


def _listed(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}: {value}" for name, value in sorted(values.items()))
