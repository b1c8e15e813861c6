"""Sizing: a rule set and inputs become results with their working, exact from file to page."""

from delivery_wiki.calculations.readable_digits import readable

from .calculate import (
    ProjectSizing,
    calculate_sizing,
    causes_of,
    rules_of_line,
    scenario_inputs,
    size_project,
    working_of,
)
from .describe import describe_rule
from .expressions import did_you_mean
from .growth import Growth, GrowthLine, GrowthSum, GrowthTotal, NextNode, calculate_growth, growth_sums
from .headline import Headline, HeadlineFigure, adding_lines, headline, is_counted, is_whole
from .operators import OPERATORS, Operator
from .request_checks import Door, check_inputs, check_missing, check_sizing
from .rule_set_borders import Border, CheckedBorder, check_borders
from .rule_set_checks import check_rule_set
from .rule_set_examples import (
    ExampleCell,
    count_cells,
    example_inputs,
    expected_value,
    result_of,
    run_discrepancy,
    run_example,
)
from .rule_set_mutants import Mutant, find_mutants
from .rule_set_proof import Proof, prove, try_mutants
from .rule_set_totals import is_unmarked_total
from .units import convert, repair_unit

__all__ = [
    "OPERATORS",
    "Border",
    "CheckedBorder",
    "Door",
    "ExampleCell",
    "Growth",
    "GrowthLine",
    "GrowthSum",
    "GrowthTotal",
    "Headline",
    "HeadlineFigure",
    "Mutant",
    "NextNode",
    "Operator",
    "ProjectSizing",
    "Proof",
    "adding_lines",
    "calculate_growth",
    "calculate_sizing",
    "causes_of",
    "check_borders",
    "check_inputs",
    "check_missing",
    "check_rule_set",
    "check_sizing",
    "convert",
    "count_cells",
    "describe_rule",
    "did_you_mean",
    "example_inputs",
    "expected_value",
    "find_mutants",
    "growth_sums",
    "headline",
    "is_counted",
    "is_unmarked_total",
    "is_whole",
    "prove",
    "readable",
    "repair_unit",
    "result_of",
    "rules_of_line",
    "run_discrepancy",
    "run_example",
    "scenario_inputs",
    "size_project",
    "try_mutants",
    "working_of",
]
