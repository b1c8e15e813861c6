"""Whether the worked examples of a rule set would notice a mistake.

The rule set is changed in one place at a time, and its examples and discrepancies are computed with each change: one of
them has to fail. A change that `delivery check` refuses before any example runs, such as bands that overlap, is counted
apart. What nobody notices survives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from delivery_wiki.model.finding import Severity
from delivery_wiki.model.sizing import RuleSet, WorkedExample

from .rule_set_borders import CheckedBorder, check_borders
from .rule_set_checks import check_rule_set
from .rule_set_examples import check_discrepancy, check_example
from .rule_set_mutants import Mutant, find_mutants

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How many changes an example noticed, how many are refused as unsound, and those that nobody noticed."""

    rules: RuleSet
    groups: Counter[str]
    noticed: int
    refused: int
    survivors: tuple[Mutant, ...]
    borders: tuple[CheckedBorder, ...] = ()

    @property
    def tried(self) -> int:
        """How many changes were tried."""
        return sum(self.groups.values())

    @property
    def bare_borders(self) -> tuple[CheckedBorder, ...]:
        """The borders that lack an example, on one side at least."""
        return tuple(border for border in self.borders if border.missing)


def prove(rules: RuleSet, progress: Progress = lambda done, all_of_them: None) -> Proof:
    """Try every change of a sound rule set; `progress` is told how many are done, and of how many."""
    mutants = tuple(find_mutants(rules))
    return try_mutants(rules, mutants, progress, borders=check_borders(rules))


def try_mutants(
    rules: RuleSet,
    mutants: Iterable[Mutant],
    progress: Progress = lambda done, all_of_them: None,
    borders: tuple[CheckedBorder, ...] = (),
) -> Proof:
    """Compute the examples with each mutant until one of them notices it."""
    waiting = tuple(mutants)
    groups: Counter[str] = Counter()
    noticed = refused = 0
    survivors = []
    examples = list(rules.examples)
    for done, mutant in enumerate(waiting, start=1):
        groups[mutant.group] += 1
        if _is_noticed(mutant.rules, examples):
            noticed += 1
        elif any(finding.severity is Severity.ERROR for finding in check_rule_set(mutant.rules)):
            refused += 1
        else:
            survivors.append(mutant)
        progress(done, len(waiting))
    return Proof(
        rules=rules, groups=groups, noticed=noticed, refused=refused, survivors=tuple(survivors), borders=borders
    )


def _is_noticed(rules: RuleSet, examples: list[WorkedExample]) -> bool:
    """Whether an example or a discrepancy fails; the one that noticed goes first, for it may notice the next one."""
    for example in examples:
        if any(True for _ in check_example(rules, example)):
            examples.remove(example)
            examples.insert(0, example)
            return True
    return any(True for discrepancy in rules.discrepancies for _ in check_discrepancy(rules, discrepancy))
