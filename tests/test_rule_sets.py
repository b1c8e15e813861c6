"""All rule sets that ship: what holds for each of them, and that their examples notice mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.calculations.sizing.rule_set_mutants import find_mutants
from delivery_wiki.calculations.sizing.rule_set_proof import try_mutants
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import InputDefinition, RuleSet, SizingResult, WorkedExample
from tests.calculations.rule_set_files import NAMES, read_rule_set
from tests.tries import tries

SAMPLED = 23  # every so many mutants; all of them: python -m benchmarks.mutate_rule_sets
PEOPLE = ("user", "mailbox")
# What falls while accounts rise, and the reason why it may.
MAY_FALL = {"further-workers": "SOGo publishes 5 workers for 10 devices and 20 for 100, and none elsewhere"}


IN_EACH_RUN = frozenset({"groupware-sessions-1", "keycloak-26-1", "ox-2011-1"})


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in IN_EACH_RUN else [pytest.mark.slow]) for name in NAMES]
)
def test_the_examples_notice_a_mistake_in_a_rule_set(name: str) -> None:
    """A changed operand, rounding, bound, range, default or validity makes a worked example fail."""
    mutants = list(find_mutants(read_rule_set(name)))
    outcome = try_mutants(read_rule_set(name), mutants[::SAMPLED])
    assert [f"{survivor.group}: {survivor.change}" for survivor in outcome.survivors] == []
    assert outcome.noticed > 0


def test_a_mistake_that_no_example_covers_survives() -> None:
    """With an example that compares nothing every sound mutant survives, so that the figures mean something."""
    rules = read_rule_set("kopano-archiver-1")
    empty = WorkedExample(title="Refused", inputs={"archive-users": -1}, results={}, refused=("archive-users",))
    bare = RuleSet(**{name: getattr(rules, name) for name in RuleSet.__slots__} | {"examples": (empty,)})
    assert [finding.code for finding in check_rule_set(bare)] == []
    outcome = try_mutants(bare, find_mutants(bare))
    assert len(outcome.survivors) > 50


def _value(definition: InputDefinition) -> st.SearchStrategy[int | Decimal | bool | str]:
    if definition.kind == "boolean":
        return st.booleans()
    if definition.kind == "choice":
        return st.sampled_from(definition.choices)
    low, high = int(definition.minimum or 0), int(definition.maximum or 10**15)
    whole = st.one_of(st.integers(low, high), st.integers(low, min(high, low + 12_000)))
    if definition.kind == "integer":
        return whole
    tenths = st.integers(low * 10, min(high, low + 1000) * 10)
    return st.one_of(whole, tenths.map(lambda tenth: Decimal(tenth).scaleb(-1)))


def _given(values: Mapping[str, int | Decimal | bool | str]) -> tuple[SizingInput, ...]:
    return tuple(SizingInput(input=name, value=value, basis=InputBasis.MEASURED) for name, value in values.items())


def _figures(result: SizingResult) -> dict[str, Fraction]:
    return {step.rule: step.value for step in result.working if isinstance(step.value, Fraction)}


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@tries(12)
def test_any_inputs_in_range_have_a_result_or_a_reason(name: str, data: st.DataObject) -> None:
    """Nothing overflows, and the order of the inputs does not matter."""
    rules = read_rule_set(name)
    values = {definition.id: data.draw(_value(definition), label=definition.id) for definition in rules.inputs}
    result = calculate_sizing(rules, _given(values))
    assert [step.rule for step in result.working if (step.value is None) != (step.reason is not None)] == []
    assert result == calculate_sizing(rules, _given(dict(reversed(values.items()))))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@tries(12)
def test_more_accounts_never_need_less(name: str, data: st.DataObject) -> None:
    """Every figure that has a value before and after stays or rises, but for those that are named with a reason."""
    rules = read_rule_set(name)
    people = [
        definition
        for definition in rules.inputs
        if definition.unit in PEOPLE and not definition.id.endswith("-per-session")
    ]
    if not people:
        return
    values = {
        definition.id: data.draw(_value(definition), label=definition.id)
        for definition in rules.inputs
        if definition.default is None
    }
    grown = data.draw(st.sampled_from(people))
    before = int(values.get(grown.id, 0))
    more = min(int(grown.maximum or before), before + data.draw(st.integers(1, 20_000)))
    less, greater = (
        _figures(calculate_sizing(rules, _given({**values, grown.id: number}))) for number in (before, more)
    )
    fallen = [rule for rule, value in greater.items() if rule in less and value < less[rule]]
    assert [rule for rule in fallen if rule not in MAY_FALL] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_rules_and_inputs_in_the_file_does_not_matter(name: str) -> None:
    """A rule set turned upside down gives the same figures for each of its examples."""
    rules = read_rule_set(name)
    slots = {slot: getattr(rules, slot) for slot in RuleSet.__slots__}
    turned = RuleSet(**{**slots, "rules": rules.rules[::-1], "inputs": rules.inputs[::-1]})
    for example in rules.examples[::5]:
        given_values = _given(example.inputs)
        first, second = calculate_sizing(rules, given_values), calculate_sizing(turned, given_values)
        assert {step.rule: step.value for step in first.working} == {step.rule: step.value for step in second.working}
        assert first.outside == second.outside
