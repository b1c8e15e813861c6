"""A sizing rule set as data: typed inputs, rules made of declared operators, outputs and worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .finding import Location
from .process import NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDefinition:
    """A named input: its unit, range, and the default with where that comes from."""

    id: str
    title: str
    unit: str
    kind: str = "integer"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[str, ...] = ()
    default: int | Decimal | bool | str | None = None
    default_basis: str = "assumed"
    default_note: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An intermediate or final value: an expression of declared operators, with its source."""

    id: str
    title: str
    unit: str
    value: Mapping[str, Any]
    source: str = ""
    confidence: str = ""
    note: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputComponent:
    """A line of the result table: nodes (or a range) of a size; each names a rule."""

    id: str
    title: str
    count: str | None = None
    count_recommended: str | None = None
    measures: tuple[OutputMeasure, ...] = ()
    note: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputMeasure:
    """One figure of a component: memory, cores, storage; `per_node` multiplies with the count in totals."""

    title: str
    rule: str
    per_node: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Where the rules hold; outside it the result carries the warning."""

    rule: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """Published or boundary inputs with the results that must come out."""

    title: str
    inputs: Mapping[str, Any]
    results: Mapping[str, Any]
    source: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """A released sizing guide; projects pin it by id and version."""

    id: str
    version: str
    title: str
    publisher: str
    published: str
    summary: str
    confidence: str
    inputs: tuple[InputDefinition, ...]
    rules: tuple[Rule, ...]
    outputs: tuple[OutputComponent, ...]
    validity: tuple[Validity, ...] = ()
    examples: tuple[WorkedExample, ...] = ()
    notes: tuple[str, ...] = ()
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingStep:
    """One step of the working: the rule in words and numbers, exact, before and after rounding."""

    rule: str
    title: str
    unit: str
    expression: str
    value: Fraction | bool | str | None
    rounded_from: Fraction | None = None
    assumed: tuple[str, ...] = ()
    source: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedInput:
    """An input as used: from the project or the default, and whether it is assumed."""

    definition: InputDefinition
    value: int | Decimal | bool | str
    assumed: bool
    from_default: bool
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMeasure:
    """One figure of a result line; None means that no rule matches."""

    title: str
    unit: str
    value: Fraction | None
    total: Fraction | None
    rule: str
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """A component of the result with its count (minimum and recommended) and its figures."""

    id: str
    title: str
    count: Fraction | None
    count_recommended: Fraction | None
    measures: tuple[ResultMeasure, ...]
    note: str
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingResult:
    """What a rule set makes of a set of inputs."""

    rules: RuleSet
    inputs: tuple[UsedInput, ...]
    lines: tuple[ResultLine, ...]
    working: tuple[WorkingStep, ...]
    warnings: tuple[str, ...]

    def figure(self, rule: str) -> WorkingStep | None:
        """The working step of a rule, whose value is the figure."""
        return next((step for step in self.working if step.rule == rule), None)
