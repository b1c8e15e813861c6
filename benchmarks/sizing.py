"""Complete evaluations beside the same formulas as plain Python functions: `python -m benchmarks.sizing`.

The largest rule set, groupware-sessions, is computed for the three sizes of its examples: once by the engine with
everything that a page shows (converted inputs, working, units, what is assumed, result lines, validity), once by the
plain functions that its tests compare it with. Both run in turn in one process; processor time counts, not wall time.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from benchmarks.mutate_rule_sets import read_rule_sets
from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from tests.calculations.sizing.test_sizing_groupware import SIZES, model, results, sizing_inputs

MOST = 15
ROUNDS = 60
REPEATS = 5


def _microseconds(work: Callable[[], object]) -> float:
    start = time.process_time_ns()
    for _ in range(REPEATS):
        work()
    return (time.process_time_ns() - start) / REPEATS / 1000


def main() -> int:
    """Print both medians and their ratio; 1 if the engine is more than 15 times slower."""
    largest = max(read_rule_sets(), key=lambda rules: len(rules.rules) + len(rules.inputs))
    for values in SIZES:
        if results(largest, values) != model(values):
            print("the plain functions give something else than the rule set")
            return 1
    given = [sizing_inputs(values) for values in SIZES]
    ours, plain = [], []
    for number in range(ROUNDS):
        inputs, values = given[number % len(SIZES)], SIZES[number % len(SIZES)]
        ours.append(_microseconds(partial(calculate_sizing, largest, inputs)))
        plain.append(_microseconds(partial(model, values)))
    engine, functions = statistics.median(ours), statistics.median(plain)
    print(
        f"rule set             {largest.id} {largest.version}: {len(largest.inputs)} inputs, {len(largest.rules)} rules"
    )
    print(f"complete evaluation  {engine:9,.0f} µs, median of {ROUNDS}")
    print(f"plain functions      {functions:9,.0f} µs, median of {ROUNDS}")
    print(f"ratio                {engine / functions:9.1f} (at most {MOST})")
    return int(engine / functions > MOST)


if __name__ == "__main__":
    sys.exit(main())
