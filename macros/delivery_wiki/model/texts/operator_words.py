"""Names that people know from spreadsheets and programs, and what the rule language calls the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# The operator that is meant, and how it is written.
_FORMS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "round-up": (("ceil", "ceiling", "roundup", "round_up", "up"), "{value: …}"),
    "round-down": (("floor", "trunc", "truncate", "int", "rounddown", "round_down"), "{value: …}"),
    "round-half-up": (("round", "rounded", "nearest"), "{value: …}"),
    "add": (("sum", "plus", "total", "+"), "[…, …]"),
    "subtract": (("minus", "sub", "difference", "less", "-"), "[…, …]"),
    "multiply": (("times", "mul", "product", "*"), "[…, …]"),
    "divide": (("div", "quotient", "ratio", "by", "/", "over"), "[…, …]"),
    "minimum-of": (("min", "minimum", "least", "smallest", "at-most-of"), "[…, …]"),
    "maximum-of": (("max", "maximum", "most", "largest"), "[…, …]"),
    "percent-of": (("percent", "percentage", "%"), "{percent: …, value: …}"),
    "compound": (("power", "pow", "growth", "grow", "^", "**"), "{value: …, percent: …, periods: …}"),
    "more-than": (("gt", ">", "greater", "greater-than", "above"), "[…, …]"),
    "at-least": (("gte", "ge", ">=", "greater-or-equal", "not-less-than"), "[…, …]"),
    "less-than": (("lt", "<", "smaller-than", "below"), "[…, …]"),
    "at-most": (("lte", "le", "<=", "less-or-equal", "up-to"), "[…, …]"),
    "equal-to": (("eq", "=", "==", "equal", "equals", "is", "same-as"), "[…, …]"),
    "all-of": (("and", "all"), "[…, …]"),
    "any-of": (("or", "any"), "[…, …]"),
    "not": (("no", "negate", "!"), "[…]"),
    "when": (("if", "iif", "condition"), "{condition: …, then: …, else: …}"),
    "steps": (("bands", "table", "tiers", "ranges", "range", "step"), "{value: …, bands: [{up-to: …, gives: …}]}"),
    "lookup": (("switch", "case", "choose", "choice", "map", "vlookup"), "{by: …, values: {…: …}}"),
    "input": (("in", "variable", "var", "parameter", "param"), "<id of an input>"),
    "rule": (("ref", "reference", "result"), "<id of a rule>"),
}
OTHER_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {other: (name, f"{name}: {form}") for name, (others, form) in _FORMS.items() for other in others}
)
