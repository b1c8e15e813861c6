"""The borders of a rule set, and which of them its worked examples stand beside.

A border is a number at which a result may change at once: the end of a band, a number that something is compared with,
the limit of an input or of a validity. An example at the border and one just beyond it show on which side the border
itself belongs, and that it is this number and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from delivery_wiki.model.finding import Step
from delivery_wiki.model.project.sizing_request import SizingInput
from delivery_wiki.model.same import Same
from delivery_wiki.model.sizing import Discrepancy, InputDefinition, RuleSet, RuleValue, SizingResult, WorkedExample

from .evaluate import evaluate
from .expressions import Expression, ExpressionProblem
from .number_text import exact_or_near
from .order import MOST_KEPT, ParsedRule, order_rules
from .outcome import RuleOutcome, literal
from .rule_set_examples import given_inputs, result_of
from .value_ranges import ValueRange, range_of, value_ranges

# Whether the number itself belongs to what lies below it, by comparison with the number on the right.
BELONGS_BELOW = {"more-than": True, "at-most": True, "at-least": False, "less-than": False}
TURNED = {"more-than": "less-than", "less-than": "more-than", "at-least": "at-most", "at-most": "at-least"}
Known = Mapping[tuple[str, str], RuleOutcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A border of a rule, an input or a validity, by the value that it is about.

    Just beyond it is the next value: above the number if `belongs_below`, else below it, at most one `step` away.
    """

    owner: str
    value: str
    number: Fraction
    belongs_below: bool
    step: Fraction
    key: tuple[Step, ...]

    @property
    def at(self) -> str:
        """The example that stands at the border, in words."""
        return f"{self.value} = {exact_or_near(self.number)}"

    @property
    def beyond(self) -> str:
        """The example that stands just beyond it, in words."""
        if self.step == 1 and self.number.denominator == 1:
            return f"{self.value} = {exact_or_near(self.number + (1 if self.belongs_below else -1))}"
        side = "above" if self.belongs_below else "below"
        return f"{self.value} just {side} {exact_or_near(self.number)}"

    def is_beyond(self, value: Fraction) -> bool:
        """Whether a value lies just beyond the border."""
        distance = value - self.number if self.belongs_below else self.number - value
        return 0 < distance <= self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBorder:
    """A border, and whether an example stands at it and one just beyond it."""

    border: Border
    at: bool
    beyond: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The examples that are missing, in words."""
        border = self.border
        return tuple(words for words, there in ((border.at, self.at), (border.beyond, self.beyond)) if not there)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What one example, or discrepancy, computes and compares."""

    known: Known
    compared: frozenset[str]
    refused: frozenset[str]
    given: Mapping[str, SizingInput]


def check_borders(rules: RuleSet) -> tuple[CheckedBorder, ...]:
    """Every border with the examples beside it, in the order of the file; of a sound rule set, once in a process."""
    return _checked(Same(rules))


@lru_cache(maxsize=MOST_KEPT)
def _checked(key: Same[RuleSet]) -> tuple[CheckedBorder, ...]:
    rules = key.value
    ordered = order_rules(rules).rules
    shown = tuple(_shown(rules, ordered))
    ranges = value_ranges(rules)
    found = [*_borders_of_inputs(rules, shown), *_borders_of_validity(rules, ranges, shown)]
    by_rule = {parsed.rule.id: parsed for parsed in ordered}
    for rule in rules.rules:
        if (parsed := by_rule.get(rule.id)) is not None:
            found += _borders_of_rule(parsed, ranges, shown)
    return tuple(found)


def _shown(rules: RuleSet, ordered: tuple[ParsedRule, ...]) -> Iterator[_Shown]:
    uses = {parsed.rule.id: parsed.uses for parsed in ordered}
    figures = {
        line.id: {
            name for name in (line.count, line.count_recommended, *(measure.rule for measure in line.measures)) if name
        }
        for line in rules.outputs
    }
    for example in rules.examples:
        named = {*example.results, *(name for line in example.lines for name in figures.get(line, ()))}
        yield _of(rules, example, _behind(named, uses), frozenset(example.refused))
    for discrepancy in rules.discrepancies:
        yield _of(rules, discrepancy, _behind({discrepancy.rule}, uses), frozenset())


def _of(
    rules: RuleSet, example: WorkedExample | Discrepancy, compared: frozenset[str], refused: frozenset[str]
) -> _Shown:
    given = {sizing_input.input: sizing_input for sizing_input in given_inputs(example.inputs, example.location)}
    return _Shown(known=_known(result_of(rules, example)), compared=compared, refused=refused, given=given)


def _known(result: SizingResult) -> Known:
    known = {("input", used_input.definition.id): _outcome(used_input.value) for used_input in result.inputs}
    return known | {("rule", step.rule): _outcome(step.value) for step in result.working}


def _outcome(value: RuleValue) -> RuleOutcome:
    return RuleOutcome(value=None) if value is None else literal(value)


def _behind(named: Iterable[str], uses: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    waiting, found = list(named), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += uses.get(name, ())
    return frozenset(found)


# --- inputs and validity --------------------------------------------------------------------------


def _borders_of_inputs(rules: RuleSet, shown: tuple[_Shown, ...]) -> Iterator[CheckedBorder]:
    for definition in rules.inputs:
        for key, limit, below in (("minimum", definition.minimum, False), ("maximum", definition.maximum, True)):
            if limit is None or definition.kind not in ("integer", "decimal"):
                continue
            step = Fraction(1) if definition.kind == "integer" else last_place(limit)
            border = Border(
                owner=f"{key} of the input {definition.id}",
                value=definition.id,
                number=Fraction(limit),
                belongs_below=below,
                step=step,
                key=("input", definition.id, key),
            )
            yield _check_limit(border, definition, shown)


def _check_limit(border: Border, definition: InputDefinition, shown: tuple[_Shown, ...]) -> CheckedBorder:
    """The input is taken at its limit, and refused just beyond."""
    at = beyond = False
    for case in shown:
        given = case.given.get(definition.id)
        if given is None or isinstance(given.value, bool | str):
            continue
        value = Fraction(given.value)
        at = at or (value == border.number and definition.id not in case.refused)
        beyond = beyond or (border.is_beyond(value) and definition.id in case.refused)
    return CheckedBorder(border=border, at=at, beyond=beyond)


def _borders_of_validity(
    rules: RuleSet, ranges: Mapping[tuple[str, str], ValueRange], shown: tuple[_Shown, ...]
) -> Iterator[CheckedBorder]:
    for position, validity in enumerate(rules.validity):
        whole = ranges.get(("rule", validity.rule), ValueRange()).is_whole
        for key, limit, below in (("minimum", validity.minimum, False), ("maximum", validity.maximum, True)):
            if limit is None:
                continue
            border = Border(
                owner=f"{key} of the validity of {validity.rule}",
                value=validity.rule,
                number=Fraction(limit),
                belongs_below=below,
                step=Fraction(1) if whole else last_place(limit),
                key=("validity", position, key),
            )
            values = [
                case.known["rule", validity.rule].value for case in shown if ("rule", validity.rule) in case.known
            ]
            yield _beside(border, values)


def last_place(number: int | Decimal | Fraction) -> Fraction:
    """One in the last place of a number as it is written: 1 for 30, 1/10 for 0.5."""
    if isinstance(number, Decimal):
        exponent = number.as_tuple().exponent
        return Fraction(10) ** exponent if isinstance(exponent, int) and exponent < 0 else Fraction(1)
    step = Fraction(1)
    while (Fraction(number) / step).denominator != 1 and step > Fraction(1, 10**20):
        step /= 10
    return step


def _beside(border: Border, values: Iterable[RuleValue]) -> CheckedBorder:
    numbers = [value for value in values if isinstance(value, Fraction)]
    return CheckedBorder(
        border=border,
        at=any(value == border.number for value in numbers),
        beyond=any(border.is_beyond(value) for value in numbers),
    )


# --- rules ----------------------------------------------------------------------------------------


def _borders_of_rule(
    parsed: ParsedRule, ranges: Mapping[tuple[str, str], ValueRange], shown: tuple[_Shown, ...]
) -> Iterator[CheckedBorder]:
    """The ends of bands and the numbers of comparisons, with the values that examples have there."""
    if isinstance(parsed.expression, ExpressionProblem):
        return
    expression = parsed.expression
    places = [part for part in expression.walk() if part.operator == "steps" or part.operator in BELONGS_BELOW]
    if not places:
        return
    values: dict[tuple[Step, ...], list[RuleValue]] = {}
    for case in shown:
        if parsed.rule.id in case.compared:
            for place in _visited(expression, case.known):
                values.setdefault(place.steps, []).append(_looked_at(place, case.known))
    for place in places:
        for border in _borders_at(parsed.rule.id, place, ranges):
            yield _beside(border, values.get(place.steps, ()))


def _borders_at(rule: str, place: Expression, ranges: Mapping[tuple[str, str], ValueRange]) -> Iterator[Border]:
    if place.operator == "steps":
        operand = place.operands[0]
        ends = {(band.upper, band.upper_included) for band in place.bands if band.upper is not None}
        ends |= {(band.lower, not band.lower_included) for band in place.bands if band.lower is not None}
        numbers = sorted((number, below) for number, below in ends if number is not None)
    else:
        operand, number, below = _compared(place)
        numbers = [(number, below)]
    whole = range_of(operand, ranges).is_whole
    for number, below in numbers:
        yield Border(
            owner=rule,
            value=_name(operand),
            number=number,
            belongs_below=below,
            step=Fraction(1) if whole else last_place(number),
            key=(rule, *place.steps, str(number), below),
        )


def _compared(place: Expression) -> tuple[Expression, Fraction, bool]:
    """What is compared, with which number, and whether the number belongs to what lies below it.

    Where no number is written, the difference of the two is compared with zero.
    """
    first, second = place.operands
    if isinstance(second.literal, Fraction) and second.operator == "":
        return first, second.literal, BELONGS_BELOW[place.operator]
    if isinstance(first.literal, Fraction) and first.operator == "":
        return second, first.literal, BELONGS_BELOW[TURNED[place.operator]]
    difference = Expression(operator="subtract", operands=(first, second), steps=place.steps)
    return difference, Fraction(0), BELONGS_BELOW[place.operator]


def _looked_at(place: Expression, known: Known) -> RuleValue:
    operand = place.operands[0] if place.operator == "steps" else _compared(place)[0]
    return evaluate(operand, known).value


def _visited(expression: Expression, known: Known) -> Iterator[Expression]:
    """The bands and comparisons that are looked at on the way to the value; a branch that is not taken is not."""
    if expression.operator == "steps" or expression.operator in BELONGS_BELOW:
        yield expression
    for part in _parts_taken(expression, known):
        yield from _visited(part, known)


def _parts_taken(expression: Expression, known: Known) -> Iterator[Expression]:
    yield from expression.operands
    if expression.operator == "steps":
        value = evaluate(expression.operands[0], known).value
        if isinstance(value, Fraction):
            yield from (band.gives for band in expression.bands if band.holds(value))
    elif expression.operator == "when":
        condition = expression.fields["condition"]
        yield condition
        branch = expression.fields.get("then" if evaluate(condition, known).value is True else "else")
        yield from () if branch is None else (branch,)
    elif expression.operator == "lookup":
        found = expression.fields.get(str(evaluate(expression.operands[0], known).value))
        yield from () if found is None else (found,)
    else:
        yield from expression.fields.values()


def _name(operand: Expression) -> str:
    """The value that is looked at, as an author knows it."""
    if operand.operator in ("input", "rule"):
        return operand.name
    names = dict.fromkeys(part.name for part in operand.walk() if part.operator in ("input", "rule"))
    sign = {"subtract": " − ", "add": " + ", "multiply": " × ", "divide": " ÷ "}.get(operand.operator)
    simple = all(part.operator in ("input", "rule") for part in operand.operands)
    if sign and simple:
        return sign.join(part.name for part in operand.operands)
    return f"the value from {', '.join(names)}" if names else "the value"
