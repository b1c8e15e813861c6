"""The rule language: every operator, its limits, and that nothing written in it can break the engine."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.describe import describe_rule
from delivery_wiki.calculations.sizing.inputs import RefusedInput, read_value
from delivery_wiki.calculations.sizing.operators import OPERATORS, OperandShape
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.calculations.sizing.units import UNITS, convert
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import InputDefinition, OutputComponent, Rule, RuleSet, SizingResult
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.sizing.sizing_parts import working_text
from delivery_wiki.pages.sizing.sizing_words import FigureWords
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.tries import tries

INPUTS = (
    InputDefinition(id="users", title="Users", unit="user", default=1200, default_note="for the tests"),
    InputDefinition(id="memory", title="Memory", unit="GB", kind="decimal", default=4, default_note="for the tests"),
    InputDefinition(
        id="profile",
        title="Profile",
        unit="",
        kind="choice",
        choices=("mail", "collaboration"),
        default="mail",
        default_note="for the tests",
    ),
    InputDefinition(id="federation", title="Federation", unit="", kind="boolean", default=True, default_note="tests"),
)

SCRIPT = Path(__file__).parents[3] / "docs" / "theme" / "assets" / "javascripts" / "sizing-rules.js"


def rule_set(*values: Any, **changes: Any) -> RuleSet:
    """A rule set whose rules r0, r1, … have these values."""
    rules = tuple(
        Rule(id=f"r{position}", title=f"Rule {position}", unit="", value=value) for position, value in enumerate(values)
    )
    base = RuleSet(
        id="test",
        version="1",
        title="Test",
        publisher="Test",
        published="now",
        summary="",
        confidence="A",
        inputs=INPUTS,
        rules=rules,
        outputs=(OutputComponent(id="line", title="Line", count="r0"),),
    )
    return dataclasses.replace(base, **changes)


def value_of(value: object, **inputs: Any) -> object:
    """What a rule with this value comes to."""
    given_inputs = tuple(
        SizingInput(input=name, value=item, basis=InputBasis.MEASURED) for name, item in inputs.items()
    )
    return calculate_sizing(rule_set(value), given_inputs).working[0].value


def working(*values: object) -> str:
    """The working of the last rule as text."""
    return working_text(FigureWords(words=Words()), calculate_sizing(rule_set(*values), ()).working[-1].expression)


def faults(rules: RuleSet) -> list[str]:
    """The codes of what is wrong with the expressions of a rule set that is too small to use and prove all it has."""
    return [
        finding.code
        for finding in check_rule_set(rules)
        if finding.code not in ("rule-set-unused", "rule-set-unproven")
    ]


def codes(findings: Iterator[Finding]) -> list[str]:
    """The codes of findings."""
    return [finding.code for finding in findings]


@pytest.mark.parametrize("name", OPERATORS)
def test_the_example_of_an_operator_gives_what_it_says(name: str) -> None:
    """Each operator's example in the reference is a rule whose result stands behind it."""
    example = OPERATORS[name].example
    read = read_yaml(example.encode(), "example.yml")
    assert read.findings == ()
    value = value_of(read.value) if name != "rule" else value_of({"input": "users"})
    if match := re.search(r"# ([0-9,.]+)", example):
        assert value == Fraction(match[1].replace(",", ""))
    elif match := re.search(r"# (yes|no)$", example):
        assert value is (match[1] == "yes")
    assert value is not None


@pytest.mark.parametrize("name", sorted(set(OPERATORS) - {"rule"}))
def test_an_operator_is_said_in_words(name: str) -> None:
    """Pages print each rule before any number is known."""
    rules = rule_set(read_yaml(OPERATORS[name].example.encode(), "example.yml").value)

    assert "cannot be read" not in working_text(FigureWords(words=Words()), describe_rule(rules, rules.rules[0]))


def test_the_what_if_page_computes_every_operator() -> None:
    """The browser does what is computed here; tests/browser compares the results."""
    script = SCRIPT.read_text("utf-8")

    assert [name for name in OPERATORS if not re.search(rf"[\s\"']{name}[\"']?[\s:)]", script)] == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"round-up": {"value": Decimal("7.5")}}, 8),
        ({"round-up": {"value": 8}}, 8),
        ({"round-up": {"value": Decimal("-7.5")}}, -7),
        ({"round-down": {"value": Decimal("-7.5")}}, -8),
        ({"round-half-up": {"value": Decimal("7.5")}}, 8),
        ({"round-half-up": {"value": Decimal("-7.5")}}, -7),
        ({"round-up": {"value": 17, "to": 16}}, 32),
        ({"round-up": {"value": 1, "to": 0}}, None),
        ({"divide": [1, 0]}, None),
        ({"divide": [1, 3]}, Fraction(1, 3)),
        ({"compound": {"value": 1, "percent": 10, "periods": Decimal("1.5")}}, None),
        ({"compound": {"value": 1, "percent": 10, "periods": 101}}, None),
        ({"add": [1, True]}, None),
        ({"when": {"condition": False, "then": 1}}, None),
        ({"lookup": {"by": {"input": "profile"}, "values": {"collaboration": 1}}}, None),
        ({"equal-to": [1, True]}, False),
        ({"rule": "nowhere"}, None),
    ],
)
def test_edges_of_operators(value: object, expected: object) -> None:
    """Rounding is to the next multiple in the stated direction; what has no answer is None, not an error."""
    assert value_of(value) == expected


@pytest.mark.parametrize(
    ("users", "expected"), [(999, 1), (1000, 1), (1001, None), (4999, None), (5000, 2), (9999, 2), (10000, 3)]
)
def test_bands_say_which_end_belongs_to_them(users: int, expected: int | None) -> None:
    """`up-to` and `from` hold their own value, `above` and `below` do not; a gap has no result."""
    bands = [{"up-to": 1000, "gives": 1}, {"from": 5000, "below": 10000, "gives": 2}, {"from": 10000, "gives": 3}]
    result = calculate_sizing(
        rule_set({"steps": {"value": {"input": "users"}, "bands": bands}}),
        (SizingInput(input="users", value=users, basis=InputBasis.MEASURED),),
    )
    step = result.working[0]
    assert step.value == expected
    assert (step.reason is None) == (expected is not None)


def test_the_working_reads_as_a_chain() -> None:
    """Inputs with their names, signs, the intermediate value, then the rounding and the result."""
    assert working({"round-up": {"value": {"divide": [{"input": "users"}, 7]}}}) == (
        "1,200 users [assumed] (Users) ÷ 7 = 171.4 → rounded up: 172"
    )
    assert working({"multiply": [{"add": [1, 2]}, 3]}) == "(1 + 2) × 3 = 9"
    assert working({"subtract": [9, {"subtract": [3, 2]}]}) == "9 − (3 − 2) = 8"
    assert working({"maximum-of": [1, {"divide": [5, 2]}]}) == "largest of (1; 5 ÷ 2) = 2.5"
    assert working({"divide": [1, 0]}) == "1 ÷ 0 → Division by zero."
    assert working(5, {"compound": {"value": {"rule": "r0"}, "percent": 10, "periods": 2}}) == (
        "5 (Rule 0) × (1 + 10 %)^2 = 6.05"
    )
    assert working({"steps": {"value": {"input": "users"}, "bands": [{"above": 3, "gives": {"add": [1, 1]}}]}}) == (
        "1,200 users [assumed] (Users) (above 3) → 1 + 1 = 2"
    )


def test_the_order_of_rules_does_not_matter() -> None:
    """A rule may stand before what it uses."""
    forward = calculate_sizing(rule_set({"add": [{"rule": "r1"}, 1]}, 5), ())
    assert [step.value for step in forward.working] == [6, 5]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (({"rule": "r1"}, {"rule": "r0"}), "rule-set-cycle"),
        (({"rule": "r0"},), "rule-set-cycle"),
        (({"rule": "r7"},), "rule-set-unknown-name"),
        (({"input": "user"},), "rule-set-unknown-name"),
        (({"ad": [1, 2]},), "rule-set-expression"),
        (({"add": [1]},), "rule-set-expression"),
        (({"add": [1, 10**15 + 1]},), "rule-set-expression"),
        (({"add": [1, {"input": "profile"}]},), "rule-set-kind"),
        (({"when": {"condition": 1, "then": 1}},), "rule-set-kind"),
        (({"when": {"condition": True, "then": 1, "else": "many"}},), "rule-set-kind"),
        (({"steps": {"value": 1, "bands": [{"up-to": 5, "gives": 1}, {"from": 5, "gives": 2}]}},), "rule-set-bands"),
        (({"steps": {"value": 1, "bands": [{"above": 5, "gives": 1}, {"up-to": 5, "gives": 2}]}},), "rule-set-bands"),
        (({"steps": {"value": 1, "bands": [{"above": 5, "from": 5, "gives": 1}]}},), "rule-set-expression"),
    ],
)
def test_a_fault_of_a_rule_is_a_finding(values: tuple[object, ...], code: str) -> None:
    """Names, kinds, circles, bands and operands are checked before anything is computed."""
    assert code in codes(check_rule_set(rule_set(*values)))
    calculate_sizing(rule_set(*values), ())


@pytest.mark.parametrize(
    ("rules", "repair"),
    [
        (rule_set({"rule": "users"}), "Write input: users."),
        (rule_set(1, {"input": "r0"}), "Write rule: r0."),
        (
            rule_set(1, outputs=(OutputComponent(id="line", title="Line", count="users"),)),
            "It is an input: add a rule with the value {input: users}, and name that one.",
        ),
        (rule_set(1, 2, outputs=(OutputComponent(id="line", title="Line", count="nodes"),)), "Use one of: r0, r1."),
    ],
)
def test_a_name_of_the_other_kind_is_told_apart(rules: RuleSet, repair: str) -> None:
    """An input where a rule is meant, or the other way round; known names are listed as the file has them."""
    names = [finding for finding in check_rule_set(rules) if finding.code == "rule-set-unknown-name"]
    assert [finding.repair for finding in names] == [repair]


def unused(*values: object) -> list[str]:
    """The parts of a rule set that are told to be without use."""
    return [finding.problem for finding in check_rule_set(rule_set(*values)) if finding.code == "rule-set-unused"]


def test_another_error_hides_no_unused_input() -> None:
    """Only an input that a rule names, or may mean by a misspelt name, a text or a circle, is not told yet."""
    told = "no rule uses the input 'profile', and yet it is asked for"

    assert told in unused({"add": [{"input": "users"}, "many"]})
    assert told in unused({"steps": {"value": {"input": "users"}, "bands": [{"up-to": 5, "gives": 1}] * 2}})
    assert told in unused({"input": "usrs"})
    assert not any("'users'" in text for text in unused({"input": "usrs"}))
    assert told not in unused({"input": "profil"})
    assert told not in unused("profile / 2")
    assert told not in unused({"rule": "r1"}, {"rule": "r0"})


def test_a_choice_that_is_nearly_right_is_suggested() -> None:
    """The nearest choice is named, and not the list once more."""
    refused = read_value(INPUTS[2], "collaborations")
    assert isinstance(refused, RefusedInput)
    assert refused.repair == "Did you mean 'collaboration'?"


def test_nesting_is_limited() -> None:
    """Twenty levels are allowed; the twenty-first is a finding."""
    value: object = 1
    for _ in range(19):
        value = {"not-yet": 0} if value is None else {"add": [value, 1]}
    assert faults(rule_set(value)) == []
    assert faults(rule_set({"add": [value, 1]})) == ["rule-set-expression"]


def test_a_number_that_explodes_has_no_result() -> None:
    """Two hundred squarings end in a reason, within a moment."""
    values: list[object] = [10**15]
    values += [{"multiply": [{"rule": f"r{position}"}, {"rule": f"r{position}"}]} for position in range(199)]
    last = calculate_sizing(rule_set(*values), ()).working[-1]
    assert last.value is None
    assert last.reason is not None


# --- anything that the schema allows --------------------------------------------------------------

NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15),
    st.decimals(-(10**15), 10**15, places=4, allow_nan=False, allow_infinity=False),
    st.sampled_from((0, 1, 2, 100)),
)
LEAVES = st.one_of(
    NUMBERS,
    st.booleans(),
    st.sampled_from(("mail", "collaboration", "{odd}", "")),
    st.sampled_from([{"input": definition.id} for definition in INPUTS]),
    st.integers(0, 5).map(lambda number: {"rule": f"r{number}"}),
)


def _under(name: str, value: object) -> dict[str, object]:
    return {name: value}


def _operators(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Every operator over operands of any kind."""
    made: list[st.SearchStrategy[object]] = []
    for operator in OPERATORS.values():
        if operator.shape is OperandShape.LIST:
            operands = st.lists(inner, min_size=operator.minimum, max_size=min(operator.maximum, 3))
            made.append(operands.map(functools.partial(_under, operator.name)))
        elif operator.shape is OperandShape.FIELDS:
            fields = st.fixed_dictionaries(
                dict.fromkeys(operator.fields, inner), optional=dict.fromkeys(operator.optional, inner)
            )
            made.append(fields.map(functools.partial(_under, operator.name)))
    band = st.fixed_dictionaries({"gives": inner}, optional={"above": NUMBERS, "up-to": NUMBERS})
    steps = st.fixed_dictionaries({"value": inner, "bands": st.lists(band, min_size=1, max_size=3)})
    lookup = st.fixed_dictionaries(
        {"by": inner, "values": st.dictionaries(st.sampled_from(("mail", "x")), inner, min_size=1)}
    )
    return st.one_of(*made, steps.map(lambda value: {"steps": value}), lookup.map(lambda value: {"lookup": value}))


EXPRESSIONS = st.recursive(LEAVES, _operators, max_leaves=8)


@pytest.mark.slow
@given(values=st.lists(EXPRESSIONS, min_size=1, max_size=6), users=NUMBERS)
@tries(150)
def test_nothing_that_the_schema_allows_raises(values: list[object], users: int | Decimal) -> None:
    """Any rules over any inputs give a result or a reason, exact throughout, and can be shown."""
    rules = rule_set(*values)
    result = calculate_sizing(rules, (SizingInput(input="users", value=users, basis=InputBasis.ASSUMED),))
    list(check_rule_set(rules))
    assert [step for step in result.working if (step.value is None) != (step.reason is not None)] == []
    assert list(find_floats(result)) == []
    for step, rule in zip(result.working, rules.rules, strict=True):
        working_text(FigureWords(words=Words()), step.expression)
        working_text(FigureWords(words=Words()), describe_rule(rules, rule))


def find_floats(value: object) -> Iterator[object]:
    """Every float below a value."""
    if isinstance(value, float):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from find_floats(getattr(value, field.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from find_floats(item)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from find_floats(item)
    else:
        assert value is None or isinstance(value, str | int | Decimal | Fraction | Enum) or callable(value), value


def test_the_search_for_floats_finds_one() -> None:
    """The walk would notice a float in the working."""
    result: SizingResult = calculate_sizing(rule_set(1), ())
    assert list(find_floats((result, {"a": [0.5]}))) == [0.5]


# --- units ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1, "GiB", "GB", Fraction(1073741824, 10**9)),
        (1, "TB", "GB", 1000),
        (3, "Mbit/s", "kbit/s", 3000),
        (1, "MB", "MiB", Fraction(10**6, 2**20)),
        (90, "minute", "hour", Fraction(3, 2)),
        (1, "GB", "Mbit/s", None),
        (1, "users", "user", None),
        (1, "user", "user", 1),
    ],
)
def test_units_convert_exactly_or_not_at_all(value: int, unit: str, to: str, expected: Fraction | None) -> None:
    """GB is not GiB, and nothing converts into another kind of quantity."""
    assert convert(Fraction(value), unit, to) == expected


def test_conversions_equal_those_of_pints_own_definitions() -> None:
    """The short list of definitions says what pint itself says; every round trip comes back exactly."""
    from pint import UnitRegistry

    registry: UnitRegistry[Fraction] = UnitRegistry(non_int_type=Fraction)
    for unit in UNITS:
        for to in UNITS:
            if (converted := convert(Fraction(7, 3), unit, to)) is not None:
                assert converted == registry.Quantity(Fraction(7, 3), unit).to(to).magnitude, (unit, to)
                assert convert(converted, to, unit) == Fraction(7, 3)
