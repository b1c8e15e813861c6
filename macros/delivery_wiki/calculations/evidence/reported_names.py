"""Which entries of `reported_as` a test of a report belongs to: names as they are, or with * and ? in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property, lru_cache

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.project.test_cases import ReportedName


def is_pattern(name: str) -> bool:
    """Whether a name stands for several."""
    return "*" in name or "?" in name


def matches(pattern: str, name: str) -> bool:
    """Whether a name as a whole is the pattern; a bracket is one of the name, as in test[chrome]."""
    return pattern == name or (is_pattern(pattern) and _expression(pattern).match(name) is not None)


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    # The library's translation does not go back over what a star took, so that no pattern takes long.
    return re.compile(translate(pattern.replace("[", "[[]")))


@dataclass(frozen=True)
class NameIndex:
    """The entries of a project, ready for reports of many thousand tests."""

    entries: tuple[ReportedName, ...]

    @cached_property
    def _exact(self) -> Mapping[str, tuple[ReportedName, ...]]:
        found: dict[str, tuple[ReportedName, ...]] = {}
        for entry in self.entries:
            found[entry.name] = (*found.get(entry.name, ()), entry)
        return found

    @cached_property
    def _patterns(self) -> tuple[ReportedName, ...]:
        return tuple(entry for entry in self.entries if is_pattern(entry.name))

    def claiming(self, names: Iterable[str]) -> tuple[ReportedName, ...]:
        """Every entry that one of the ways to write the name of a test belongs to, exact ones first."""
        written = tuple(names)
        exact = [entry for name in written for entry in self._exact.get(name, ())]
        like = [entry for entry in self._patterns if any(matches(entry.name, name) for name in written)]
        return tuple(dict.fromkeys([*exact, *like]))


def mapped_twice(name: str, first: ReportedName, second: ReportedName) -> Finding:
    """The finding for a name that two entries claim: nobody could tell which of them holds."""
    return error(
        "name-mapped-twice",
        second.location.at("name"),
        f"the test '{name}' belongs to this entry and to that of '{first.name}'; one is expected.",
        "Make one of the two names narrower, or write the cases of both into one entry.",
        also=first.location.at("name"),
    )
