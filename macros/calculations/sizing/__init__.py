"""Sizing: a rule set and inputs become results with their working, exact from file to page."""

from .calculate import ProjectSizing, calculate_sizing, size_project
from .operators import OPERATORS, Operator
from .request_checks import check_sizing
from .rule_set_checks import check_rule_set, count_cells

__all__ = [
    "OPERATORS",
    "Operator",
    "ProjectSizing",
    "calculate_sizing",
    "check_rule_set",
    "check_sizing",
    "count_cells",
    "size_project",
]
