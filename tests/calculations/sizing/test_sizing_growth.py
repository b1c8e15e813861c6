"""Growth year by year: each year is a sizing of its own, and every next node is found."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.growth import calculate_growth, growth_sums
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput, SizingOverride
from tests.calculations.rule_set_files import read_rule_set

RULES = read_rule_set("groupware-sessions-1")


def _input(name: str, value: int) -> SizingInput:
    return SizingInput(input=name, value=value, basis=InputBasis.MEASURED)


INPUTS = (_input("webmail-users", 6000), _input("groupware-users", 3000), _input("mobile-users", 1000))


def test_a_year_is_what_the_rules_compute_for_it() -> None:
    """The curve is no estimate between two points."""
    growth = calculate_growth(RULES, INPUTS)
    assert growth is not None
    assert growth.years == tuple(range(21))
    for line in growth.lines:
        for year, count in zip(growth.years, line.counts, strict=True):
            found = calculate_sizing(RULES, (*INPUTS, _input("growth-years", year))).line(line.id)
            assert found is not None
            assert found.count == count


def test_totals_that_the_rule_set_names_grow_year_by_year() -> None:
    """Storage is what the rules compute for each year, and in total the sum of its components."""
    growth = calculate_growth(RULES, INPUTS)
    assert growth is not None
    assert [(growing.id, growing.measure, growing.unit) for growing in growth.totals] == [
        ("database", "Storage", "GB"),
        ("mail", "Storage", "GB"),
        ("filestore", "Storage", "GB"),
    ]
    for growing in growth.totals:
        for year, total in zip(growth.years, growing.totals, strict=True):
            line = calculate_sizing(RULES, (*INPUTS, _input("growth-years", year))).line(growing.id)
            assert line is not None
            assert total == next(each.total for each in line.measures if each.rule == growing.rule)
    (storage,) = growth_sums(growth)
    assert [int(total or 0) for total in storage.totals[:6]] == [13540, 14940, 16440, 18040, 19840, 21840]


def test_a_total_with_a_gap_has_no_sum_and_a_rule_set_may_show_totals_alone() -> None:
    """What is unknown in one component is not added up; a rule set that counts no nodes has growth, too."""
    growth = calculate_growth(RULES, ())
    assert growth is not None
    assert [set(growth_sum.totals) for growth_sum in growth_sums(growth)] == [{None}]
    uncounted = tuple(replace(output, count=None, count_recommended=None) for output in RULES.outputs)
    alone = calculate_growth(replace(RULES, outputs=uncounted), INPUTS)
    assert alone is not None
    assert (alone.lines, len(alone.totals)) == ((), 3)
    without = tuple(replace(component, measures=()) for component in uncounted)
    assert calculate_growth(replace(RULES, outputs=without), INPUTS) is None


def test_every_year_with_more_nodes_is_named() -> None:
    """Sessions of 10,000 accounts at 10 % a year pass 2,000 on a node in year 4."""
    growth = calculate_growth(RULES, INPUTS)
    assert growth is not None
    middleware = next(line for line in growth.lines if line.id == "middleware")
    assert [(node.year, int(node.before), int(node.count)) for node in middleware.next_nodes] == [
        (4, 2, 3),
        (12, 3, 4),
        (16, 4, 5),
        (19, 5, 6),
    ]
    assert growth.planned == 3
    assert growth.shown == 6


def test_what_is_set_by_hand_stands_beside_the_curve_and_does_not_move_it() -> None:
    """The first year in which the rules need more than was set by hand is told."""
    plain = calculate_growth(RULES, INPUTS)
    override = SizingOverride(output="middleware", value=4, reason="Bought in pairs")
    growth = calculate_growth(RULES, INPUTS, (override,))
    assert plain is not None
    assert growth is not None
    assert [line.counts for line in growth.lines] == [line.counts for line in plain.lines]
    by_hand = {line.id: (line.by_hand, line.short_from) for line in growth.lines}
    assert by_hand["middleware"] == (Fraction(4), 16)
    assert by_hand["mail"] == (None, None)


def test_a_rule_set_without_an_input_of_years_has_no_growth() -> None:
    """Most publications size one moment."""
    assert calculate_growth(read_rule_set("ox-2011-1"), (_input("users", 1000),)) is None


def test_missing_inputs_leave_gaps_and_no_next_node() -> None:
    """Nothing is made up for a year without a result."""
    growth = calculate_growth(RULES, ())
    assert growth is not None
    mail = next(line for line in growth.lines if line.id == "mail")
    assert set(mail.counts) == {None}
    assert mail.next_nodes == ()


def test_the_input_of_years_must_be_there_and_whole() -> None:
    """A misspelt name is told with the nearest one; a percentage counts no years."""
    unknown = [*check_rule_set(replace(RULES, growth="growth-year"))]
    assert [(finding.code, finding.repair) for finding in unknown] == [
        ("rule-set-unknown-name", "Did you mean 'growth-years'?")
    ]
    assert [finding.code for finding in check_rule_set(replace(RULES, growth="growth-percent"))] == ["rule-set-input"]
