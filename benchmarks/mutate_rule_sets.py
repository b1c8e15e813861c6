"""Whether the worked examples of the rule sets would notice a mistake: `python -m benchmarks.mutate_rule_sets`.

Each rule set is changed in one place at a time: operands, roundings, bounds and what they include, ranges, defaults,
validity, and the lines of the result. Its worked examples and discrepancies must notice every change; nothing else is
compared. A change that makes bands overlap is counted apart, for `delivery check` refuses it before any example runs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rule_set_mutants import Mutant, find_mutants
from delivery_wiki.calculations.sizing import check_rule_set
from delivery_wiki.calculations.sizing.rule_set_examples import check_discrepancy, check_example
from delivery_wiki.model.sizing import RuleSet, WorkedExample
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema_check import SchemaSet

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many mutants an example noticed, how many are refused as unsound, and those that nobody noticed."""

    groups: Counter[str]
    noticed: int
    refused: int
    survivors: tuple[Mutant, ...]


def read_rule_sets(root: Path = ROOT) -> tuple[RuleSet, ...]:
    """The rule sets that ship, and those of a repository."""
    library, _ = read_library(root, ROOT, SchemaSet.load(ROOT / "schemas"))
    return library.rule_sets


def try_mutants(rules: RuleSet, mutants: Iterable[Mutant]) -> Outcome:
    """Compute the examples with each mutant until one of them notices it."""
    groups: Counter[str] = Counter()
    noticed = refused = 0
    survivors = []
    examples = list(rules.examples)
    for mutant in mutants:
        groups[mutant.group] += 1
        if _is_noticed(mutant.rules, examples):
            noticed += 1
        elif any(True for _ in check_rule_set(mutant.rules)):
            refused += 1
        else:
            survivors.append(mutant)
    return Outcome(groups=groups, noticed=noticed, refused=refused, survivors=tuple(survivors))


def _is_noticed(rules: RuleSet, examples: list[WorkedExample]) -> bool:
    """Whether an example or a discrepancy fails; the one that noticed goes first, for it may notice the next one."""
    for example in examples:
        if any(True for _ in check_example(rules, example)):
            examples.remove(example)
            examples.insert(0, example)
            return True
    return any(True for one in rules.discrepancies for _ in check_discrepancy(rules, one))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what became of the mutants of each rule set; 1 if any survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="ids of rule sets; all of them if left out")
    ids = parser.parse_args(arguments).ids
    print(f"{'rule set':24} {'mutants':>8} {'noticed':>8} {'unsound':>8} {'survive':>8}")
    total: Counter[str] = Counter()
    survived = False
    for rules in read_rule_sets(Path.cwd()):
        if ids and rules.id not in ids:
            continue
        if faults := [finding.problem for finding in check_rule_set(rules)]:
            print(f"{rules.id:24} has findings, so that nothing can be said of its mutants: {faults[0]}")
            survived = True
            continue
        outcome = try_mutants(rules, find_mutants(rules))
        total += outcome.groups
        count = sum(outcome.groups.values())
        figures = (count, outcome.noticed, outcome.refused, len(outcome.survivors))
        print(f"{rules.id:24} " + " ".join(f"{figure:8}" for figure in figures), flush=True)
        for mutant in outcome.survivors:
            print(f"    survives: {mutant.group}: {mutant.change}")
        survived = survived or bool(outcome.survivors)
    print("kinds of change: " + ", ".join(f"{group} {count}" for group, count in sorted(total.items())))
    return int(survived)


if __name__ == "__main__":
    sys.exit(main())
