"""A sizing rule set as data: typed inputs, rules made of declared operators, outputs and worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from .finding import Location
from .process import NOWHERE
from .project.sizing_request import SizingOverride
from .status import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDefinition:
    """A named input: its unit, range, and the default with where that comes from.

    `kind` is integer, decimal, boolean or choice. `default_basis` is assumed or published; a published default names
    its publication in `default_source`. `sum_of` names inputs
    of other rule sets whose sum stands in when this one is not given, so that two rule sets can be compared.
    """

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
    default_source: str = ""
    sum_of: tuple[str, ...] = ()
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def default_texts(self) -> tuple[str, ...]:
        """Where the default comes from: its publication, and the remark on it."""
        return tuple(text for text in (self.default_source, self.default_note) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An intermediate or final value: an expression of declared operators, with its source.

    `unlisted` keeps a rule on which no line of the result rests: it is for texts, or checks the publication.
    """

    id: str
    title: str
    unit: str
    value: Mapping[str, Any]
    source: str = ""
    confidence: str = ""
    note: str = ""
    unlisted: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputComponent:
    """A line of the result table: nodes (or a range) of a size; each names a rule.

    `total` says that the line sums others, `part_of` names the output that contains it; neither is added in a headline.
    Without `total`, a figure that is the sum of others in every example, or is made of them, counts as one.
    """

    id: str
    title: str
    count: str | None = None
    count_recommended: str | None = None
    measures: tuple[OutputMeasure, ...] = ()
    total: bool | None = None
    part_of: str | None = None
    note: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputMeasure:
    """One figure of a component: memory, cores, storage; `per_node` multiplies with the count in totals.

    `growth` shows its total year by year, where the rule set counts years; `total` says that it sums other figures.
    """

    title: str
    rule: str
    per_node: bool = False
    growth: bool = False
    total: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWord:
    """A unit of the rule set's own that is a word, with the word for several of them."""

    unit: str
    plural: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Where the rules hold; outside it the result carries the warning."""

    rule: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """Inputs with the results that must come out; a result of null means that no rule matches.

    `basis` is published, boundary or own-made. `users` marks the example that stands for a size of installation.
    `outside` names exactly the rules of `validity` that must warn, `refused` exactly the inputs that lie out of range,
    `assumed` exactly the assumed inputs that the results rest on; None if that is not compared. `lines` holds, by the
    id of an output, its `count`, its `count_recommended`, and the total of each figure by its title.
    """

    title: str
    inputs: Mapping[str, Any]
    results: Mapping[str, Any]
    lines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    source: str = ""
    basis: str = "own-made"
    users: int | None = None
    outside: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    assumed: tuple[str, ...] | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """Where a publication prints another value than its own rule gives: the formula counts, the printed one is kept.

    `computed` is what the rule gives for the inputs; null if it gives nothing. `rounded_to` is the step to which the
    publication rounded in print, without a rule that says so; without it, the publication contradicts itself.
    """

    title: str
    rule: str
    inputs: Mapping[str, Any]
    printed: Any
    computed: Any
    source: str
    note: str = ""
    rounded_to: Decimal | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """A released sizing guide; projects pin it by id and version. `growth` is the input that counts the years.

    `language` is that of its texts; `translations` holds, by language, what its texts are called there.
    """

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
    discrepancies: tuple[Discrepancy, ...] = ()
    notes: tuple[str, ...] = ()
    units: tuple[UnitWord, ...] = ()
    growth: str | None = None
    language: str = "en"
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPart:
    """A number in the working; `reference` is the input or rule that it comes from, `title` that one's name."""

    value: Fraction
    unit: str = ""
    reference: str = ""
    title: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPart:
    """A sign between numbers: + − × ÷ ^ ( ) ; = or →."""

    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPart:
    """Words in the working, to be translated when a page is made."""

    message: Message


WorkingPart: TypeAlias = NumberPart | SignPart | WordsPart
RuleValue: TypeAlias = Fraction | bool | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingStep:
    """One step of the working: how a rule came to its value, exact, before and after rounding.

    `value` is what counts from here on: the override if there is one, else `computed`. None comes with a `reason`.
    `uses` are the rules it rests on directly, `assumed` the assumed inputs it rests on, however far back;
    `missing` are the inputs without a value for want of which there is no result.
    """

    rule: str
    title: str
    unit: str
    expression: tuple[WorkingPart, ...]
    value: RuleValue
    computed: RuleValue = None
    rounded_from: Fraction | None = None
    reason: Message | None = None
    override: SizingOverride | None = None
    uses: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    source: str = ""
    confidence: str = ""
    note: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedInput:
    """An input as used, in the rule set's unit; None when it was not given and has no default.

    `given` and `given_unit` are what the project wrote, where that was converted.
    """

    definition: InputDefinition
    value: RuleValue
    assumed: bool
    from_default: bool
    source: str = ""
    given: Fraction | None = None
    given_unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMeasure:
    """One figure of a result line: a number, a text or yes and no; None means that there is no result.

    Totals multiply a number with the counts of nodes; what is no number is the same for all nodes. `missing` are the
    inputs for want of which there is no value. A figure that does not add (`adds`) is part of others, or sums them.
    `assumed` speaks of the total: an assumed count makes it assumed, whatever the figure of one node rests on.
    """

    title: str
    unit: str
    value: RuleValue
    total: RuleValue
    rule: str
    assumed: bool
    per_node: bool = False
    total_recommended: Fraction | None = None
    missing: tuple[str, ...] = ()
    adds: bool = True

    @property
    def is_multiplied(self) -> bool:
        """Whether the total is the figure of one node times the count; a text is the same for all nodes."""
        return self.per_node and isinstance(self.value, Fraction)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """A component of the result with its count (minimum and recommended) and its figures.

    `adds` is false for a line that sums others or is part of one. `missing` are the inputs that the count lacks.
    """

    id: str
    title: str
    count: Fraction | None
    count_recommended: Fraction | None
    measures: tuple[ResultMeasure, ...]
    note: str
    assumed: bool
    count_rule: str | None = None
    count_recommended_rule: str | None = None
    count_unit: str = ""
    missing: tuple[str, ...] = ()
    adds: bool = True

    @property
    def is_needed(self) -> bool:
        """Whether the line asks for at least one node, or for something that is not counted in nodes."""
        return self.count_rule is None or self.count != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingResult:
    """What a rule set makes of a set of inputs; `outside` are the rules whose validity the warnings are about."""

    rules: RuleSet
    inputs: tuple[UsedInput, ...]
    lines: tuple[ResultLine, ...]
    working: tuple[WorkingStep, ...]
    warnings: tuple[Message, ...]
    outside: tuple[str, ...] = ()

    def figure(self, rule: str) -> WorkingStep | None:
        """The working step of a rule, whose value is the figure."""
        return next((step for step in self.working if step.rule == rule), None)

    def line(self, id: str) -> ResultLine | None:
        """The result line of a component."""
        return next((line for line in self.lines if line.id == id), None)

    def assumed_behind(self, line: ResultLine, measure: ResultMeasure) -> tuple[str, ...]:
        """The assumed inputs behind the total of a figure; that of a node is multiplied with the count of its line."""
        counts = (line.count_rule, line.count_recommended_rule) if measure.is_multiplied else ()
        rules = (*counts, measure.rule)
        steps = [step for rule in rules if rule and (step := self.figure(rule))]
        return tuple(dict.fromkeys(id for step in steps for id in step.assumed))
