"""Whether the worked examples of the rule sets would notice a mistake: `python -m benchmarks.mutate_rule_sets`.

This is `delivery size --prove` for all rule sets, or for those that are named, one line for each. The figures of the
rule sets that ship are kept in the README beside this file.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.calculations.sizing.rule_set_proof import prove
from delivery_wiki.model.finding import Severity
from delivery_wiki.model.sizing import RuleSet
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet

ROOT = Path(__file__).parent.parent


def read_rule_sets(root: Path = ROOT) -> tuple[RuleSet, ...]:
    """The rule sets that ship, and those of a repository."""
    library, _ = read_library(root, ROOT, SchemaSet.load(ROOT / "schemas"))
    return library.rule_sets


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what became of the changes of each rule set; 1 if any survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="ids of rule sets; all of them if left out")
    ids = parser.parse_args(arguments).ids
    print(f"{'rule set':24} {'mutants':>8} {'noticed':>8} {'unsound':>8} {'survive':>8} {'borders':>8} {'bare':>8}")
    total: Counter[str] = Counter()
    survived = False
    for rules in read_rule_sets(Path.cwd()):
        if ids and rules.id not in ids:
            continue
        if faults := [finding.problem for finding in check_rule_set(rules) if finding.severity is Severity.ERROR]:
            print(f"{rules.id:24} has findings, so that nothing can be said of its mutants: {faults[0]}")
            survived = True
            continue
        proof = prove(rules)
        total += proof.groups
        counts = (proof.tried, proof.noticed, proof.refused, len(proof.survivors))
        figures = (*counts, len(proof.borders), len(proof.bare_borders))
        print(f"{rules.id:24} " + " ".join(f"{figure:8}" for figure in figures), flush=True)
        for mutant in proof.survivors:
            print(f"    survives: {mutant.group}: {mutant.change}")
        survived = survived or bool(proof.survivors)
    print("kinds of change: " + ", ".join(f"{group} {count}" for group, count in sorted(total.items())))
    return int(survived)


if __name__ == "__main__":
    sys.exit(main())
