"""Which changes of a rule set its examples notice, and at which borders an example is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.calculations.sizing.kinds import rule_kinds
from delivery_wiki.calculations.sizing.rounding_mutants import inserted_roundings
from delivery_wiki.calculations.sizing.rule_set_borders import check_borders
from delivery_wiki.calculations.sizing.rule_set_mutants import find_mutants
from delivery_wiki.calculations.sizing.rule_set_proof import prove
from delivery_wiki.calculations.sizing.value_ranges import value_ranges
from delivery_wiki.model.sizing import RuleSet, WorkedExample
from tests.calculations.rule_set_files import NAMES, read_rule_set, read_rule_set_text
from tests.calculations.sizing.test_rule_set_uses import SOUND

STEPS = SOUND.replace(
    "{lookup: {by: {input: disk}, values: {small: 8, large: 16}}}",
    "{when: {condition: {equal-to: [{input: disk}, small]}, then: {steps: {value: {rule: nodes}, bands: ["
    "{up-to: 5, gives: 8}, {above: 5, gives: 16}]}}, else: {when: {condition: {at-least: [{input: users}, 30]}, "
    "then: 64, else: 32}}}}",
)


def _with(*examples: WorkedExample) -> RuleSet:
    return replace(read_rule_set_text(STEPS.encode()), examples=examples)


def _example(users: int, disk: str = "small", rule: str = "memory", **more: object) -> WorkedExample:
    inputs = {"users": users, "disk": disk}
    return WorkedExample(title="Example", inputs=inputs, results={rule: 8}, **more)  # type: ignore[arg-type]


def _missing(rules: RuleSet) -> dict[str, tuple[str, ...]]:
    return {f"{border.border.owner}: {border.border.at}": border.missing for border in check_borders(rules)}


def test_each_number_at_which_a_result_may_change_is_a_border() -> None:
    """Limits of inputs and of validity, ends of bands, and numbers that are compared with."""
    missing = _missing(_with(_example(10)))
    assert missing == {
        "minimum of the input users: users = 1": ("users = 1", "users = 0"),
        "maximum of the input users: users = 100": ("users = 100", "users = 101"),
        "minimum of the input spare: spare = 0": ("spare = 0", "spare = -1"),
        "maximum of the input spare: spare = 9": ("spare = 9", "spare = 10"),
        "maximum of the validity of served: served = 50": ("served = 50", "served = 51"),
        "memory: nodes = 5": ("nodes = 5", "nodes = 6"),
        "memory: users = 30": ("users = 30", "users = 29"),
    }


@pytest.mark.parametrize(
    ("examples", "missing"),
    [
        ([_example(16)], ("nodes = 6",)),
        ([_example(17)], ("nodes = 5",)),
        ([_example(16), _example(17)], ()),
        ([_example(13), _example(20)], ()),  # still 5 and 6 nodes
        ([_example(16, rule="nodes"), _example(17, rule="nodes")], ("nodes = 5", "nodes = 6")),  # not compared
        ([_example(16, disk="large"), _example(17, disk="large")], ("nodes = 5", "nodes = 6")),  # another branch
    ],
)
def test_a_border_needs_an_example_on_each_side_that_looks_at_it(
    examples: list[WorkedExample], missing: tuple[str, ...]
) -> None:
    """An example counts where it compares what rests on the rule, and goes through the branch of the border."""
    assert _missing(_with(*examples))["memory: nodes = 5"] == missing


def test_the_limit_of_an_input_needs_an_example_that_is_refused() -> None:
    """One that is taken, at the limit, and one that is refused, beyond it."""
    refused = WorkedExample(title="No", inputs={"users": 0}, results={}, refused=("users",))
    assert _missing(_with(_example(1), refused))["minimum of the input users: users = 1"] == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_border_of_a_rule_set_that_ships_has_both_examples(name: str) -> None:
    """What is asked of others is kept here."""
    assert [border.missing for border in check_borders(read_rule_set(name)) if border.missing] == []


def test_a_rounding_put_in_is_a_change() -> None:
    """At each place that may be a part, up and down; not where the value is whole, or is rounded just so at once."""
    rules = read_rule_set_text(SOUND.encode())
    value = rules.rules[0].value
    changes = [change for change, _ in inserted_roundings(value, rule_kinds(rules), value_ranges(rules))]
    assert changes == ["round-down of 'divide'"]
    changes = [
        change
        for change, _ in inserted_roundings({"divide": [{"rule": "nodes"}, 4]}, rule_kinds(rules), value_ranges(rules))
    ]
    assert changes == ["round-up of 'divide'", "round-down of 'divide'"]


def test_every_kind_of_change_is_tried() -> None:
    """Roundings that are put in, left out and exchanged, counts, figures of a node, and whole lines."""
    changes = {f"{mutant.group}: {mutant.change}" for mutant in find_mutants(read_rule_set_text(SOUND.encode()))}
    for expected in (
        "rounding: nodes: no round-up",
        "rounding: nodes: round-down for round-up",
        "inserted rounding: nodes: round-down of 'divide'",
        "output: line nodes: no count",
        "output: line nodes: Memory of one node",
        "output: line nodes: none",
        "range: input users: no minimum",
        "validity: validity of served: maximum 51 for 50",
        "default: input spare: 2 for 1",
    ):
        assert expected in changes or expected.replace("one node", "all nodes") in changes, expected


def test_the_proof_counts_each_change_once() -> None:
    """What is noticed, refused or survives adds up to what was tried, and progress is told for each."""
    told: list[tuple[int, int]] = []
    proof = prove(read_rule_set_text(SOUND.encode()), lambda done, changes: told.append((done, changes)))
    assert proof.noticed + proof.refused + len(proof.survivors) == proof.tried == len(told)
    assert told[-1] == (proof.tried, proof.tried)
    assert proof.survivors
