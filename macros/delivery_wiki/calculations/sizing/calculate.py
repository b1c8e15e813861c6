"""A rule set and inputs become results, each with its working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from delivery_wiki.model.library import Library
from delivery_wiki.model.project.sizing_request import SizingInput, SizingOverride, SizingRequest
from delivery_wiki.model.sizing import (
    NumberPart,
    OutputComponent,
    OutputMeasure,
    ResultLine,
    ResultMeasure,
    Rule,
    RuleSet,
    RuleValue,
    SignPart,
    SizingResult,
    Validity,
    WordsPart,
    WorkingPart,
    WorkingStep,
)
from delivery_wiki.model.status import Message, message, translatable

from .evaluate import evaluate
from .expressions import ExpressionProblem, exact_number
from .inputs import known_inputs, use_inputs
from .order import ParsedRule, order_rules
from .outcome import RuleOutcome, finished
from .units import convert

Steps = Mapping[str, WorkingStep]
HAS_NONE = translatable("{rule} has no result.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSizing:
    """A project's sizing: the result, each scenario by its title, and the second rule set's answer."""

    result: SizingResult
    scenarios: tuple[tuple[str, SizingResult], ...] = ()
    comparison: SizingResult | None = None


def calculate_sizing(
    rules: RuleSet, inputs: Sequence[SizingInput], overrides: Sequence[SizingOverride] = ()
) -> SizingResult:
    """What the rule set makes of the inputs; never raises, a value that cannot be had is None with its reason.

    Every number is an exact fraction in the unit of its rule, rounded only where a rule says so. An override takes the
    place of its rule's value, converted into that unit.
    """
    used = use_inputs(rules, inputs)
    steps = _work(rules, known_inputs(used), overrides_by_rule(rules, overrides))
    lines = tuple(_line(component, steps) for component in rules.outputs)
    outside = [(validity.rule, warning) for validity in rules.validity if (warning := _outside(validity, steps))]
    return SizingResult(
        rules=rules,
        inputs=used,
        lines=lines,
        working=tuple(steps[rule.id] for rule in rules.rules if rule.id in steps),
        warnings=tuple(warning for _, warning in outside),
        outside=tuple(rule for rule, _ in outside),
    )


def size_project(request: SizingRequest, library: Library) -> ProjectSizing | None:
    """The sizing that a project asks for; None if its rule set does not ship. Overrides hold for the result alone."""
    rules = library.rule_set(request.rules.id, request.rules.version)
    if rules is None:
        return None
    other = request.compare_with and library.rule_set(request.compare_with.id, request.compare_with.version)
    return ProjectSizing(
        result=calculate_sizing(rules, request.inputs, request.overrides),
        scenarios=tuple(
            (scenario.title, calculate_sizing(rules, scenario_inputs(request, scenario.inputs)))
            for scenario in request.scenarios
        ),
        comparison=calculate_sizing(other, request.inputs) if other else None,
    )


def working_of(result: SizingResult, rule: str) -> tuple[WorkingStep, ...]:
    """The chain of steps that leads to a rule's value, each after those it rests on, the rule itself last."""
    steps = {step.rule: step for step in result.working}
    chain: dict[str, WorkingStep] = {}
    waiting = [(rule, False)]
    visited: set[str] = set()
    while waiting:
        name, ready = waiting.pop()
        if ready:
            chain[name] = steps[name]
        elif name in steps and name not in visited:
            visited.add(name)
            waiting.append((name, True))
            waiting += [(used, False) for used in reversed(steps[name].uses)]
    return tuple(chain.values())


def causes_of(result: SizingResult, names: Iterable[str | None]) -> tuple[WorkingStep, ...]:
    """The rules for want of which others have no result, each where the reason arises.

    A rule of which only inputs are missing is none: that is said of the inputs.
    """
    found = {step.rule for name in names if name and (step := _cause(result, name)) and not step.missing}
    return tuple(step for step in result.working if step.rule in found)


def _cause(result: SizingResult, name: str) -> WorkingStep | None:
    """The first rule on the way back that has a reason of its own; None where there is a result."""
    step = result.figure(name)
    while step and step.value is None and step.reason and step.reason.text == HAS_NONE:
        title = dict(step.reason.values)["rule"]
        used = (result.figure(use) for use in step.uses)
        behind = next((step for step in used if step and step.value is None and step.title == title), None)
        if behind is None:
            break
        step = behind
    return step if step and step.value is None else None


def rules_of_line(line: ResultLine) -> tuple[str | None, ...]:
    """The rules behind a line: its counts and its figures."""
    return (line.count_rule, line.count_recommended_rule, *(measure.rule for measure in line.measures))


def scenario_inputs(request: SizingRequest, changed: Sequence[SizingInput]) -> tuple[SizingInput, ...]:
    """The request's inputs with those of a scenario in their place."""
    names = {sizing_input.input for sizing_input in changed}
    return (*(sizing_input for sizing_input in request.inputs if sizing_input.input not in names), *changed)


def overrides_by_rule(rules: RuleSet, overrides: Sequence[SizingOverride]) -> dict[str, SizingOverride]:
    """Overrides by the rule they set: `output` names a component (its count) or a rule."""
    counts = {component.id: component.count for component in rules.outputs if component.count}
    return {counts.get(override.output) or override.output: override for override in overrides}


def _work(
    rules: RuleSet, known: dict[tuple[str, str], RuleOutcome], overrides: Mapping[str, SizingOverride]
) -> dict[str, WorkingStep]:
    order = {definition.id: position for position, definition in enumerate(rules.inputs)}
    ordered = order_rules(rules)
    steps: dict[str, WorkingStep] = {}
    for parsed in ordered.rules:
        step = _step(parsed, known, overrides.get(parsed.rule.id), order)
        steps[parsed.rule.id] = step
        known["rule", parsed.rule.id] = _outcome(step)
    for rule in ordered.circular:
        outcome = RuleOutcome(value=None, reason=message("The rule rests on itself."))
        steps[rule.id] = _as_step(rule, outcome, None, (), order)
    return steps


def _step(
    parsed: ParsedRule,
    known: Mapping[tuple[str, str], RuleOutcome],
    override: SizingOverride | None,
    order: Mapping[str, int],
) -> WorkingStep:
    if isinstance(parsed.expression, ExpressionProblem):
        outcome = RuleOutcome(value=None, reason=message("The rule cannot be read."))
    else:
        outcome = evaluate(parsed.expression, known)
    return _as_step(parsed.rule, outcome, override, parsed.uses, order)


def _as_step(
    rule: Rule, outcome: RuleOutcome, override: SizingOverride | None, uses: tuple[str, ...], order: Mapping[str, int]
) -> WorkingStep:
    by_hand = override_value(rule, override) if override else None
    return WorkingStep(
        rule=rule.id,
        title=rule.title,
        unit=rule.unit,
        expression=_with_result(outcome, rule.unit),
        value=outcome.value if by_hand is None else by_hand,
        computed=outcome.value,
        rounded_from=outcome.rounded_from,
        reason=outcome.reason,
        override=None if by_hand is None else override,
        uses=uses,
        assumed=_in_order(outcome.assumed, order),
        missing=_in_order(outcome.missing, order) if by_hand is None else (),
        source=rule.source,
        confidence=rule.confidence,
        note=rule.note,
        location=rule.location,
    )


def _in_order(names: Iterable[str], order: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda id: order.get(id, len(order))))


def _with_result(outcome: RuleOutcome, unit: str) -> tuple[WorkingPart, ...]:
    """The whole working: the result in its unit at the end, or the reason why there is none."""
    if outcome.reason:
        return (*outcome.parts, SignPart(sign="→"), WordsPart(message=outcome.reason))
    *head, last = finished(outcome)
    if isinstance(last, NumberPart) and not last.reference:
        last = NumberPart(value=last.value, unit=unit, assumed=last.assumed)
    return (*head, last)


def override_value(rule: Rule, override: SizingOverride) -> RuleValue:
    """The value of an override in the rule's unit; None if it is no usable number or its unit does not fit.

    A text, and yes or no, has no unit. The number is converted exactly and not rounded.
    """
    if isinstance(override.value, bool | str):
        return None if override.unit else override.value
    number = exact_number(override.value)
    return None if number is None else convert(number, override.unit or rule.unit, rule.unit)


def _outcome(step: WorkingStep) -> RuleOutcome:
    """A finished step as the operand of another rule."""
    assumed = frozenset(step.assumed)
    if step.value is None:
        reason = message(HAS_NONE, rule=step.title)
        return RuleOutcome(value=None, assumed=assumed, reason=reason, missing=frozenset(step.missing))
    if isinstance(step.value, Fraction):
        part = NumberPart(
            value=step.value, unit=step.unit, reference=step.rule, title=step.title, assumed=bool(assumed)
        )
        return RuleOutcome(value=step.value, parts=(part,), assumed=assumed)
    word = step.value if isinstance(step.value, str) else "yes" if step.value else "no"
    parts = (WordsPart(message=message(step.title)), SignPart(sign=":"), WordsPart(message=message(word)))
    return RuleOutcome(value=step.value, parts=parts, assumed=assumed)


def _line(component: OutputComponent, steps: Steps) -> ResultLine:
    count, recommended = _number(component.count, steps), _number(component.count_recommended, steps)
    named = [name for name in (component.count, component.count_recommended) if name]
    adds = not component.total and component.part_of is None
    counted = steps.get(component.count or "")
    lacking = counted.missing if counted else ()
    assumed = any(steps[name].assumed for name in named if name in steps)
    return ResultLine(
        id=component.id,
        title=component.title,
        count=count,
        count_recommended=recommended,
        measures=tuple(
            _measure(measure, steps, (count, recommended), lacking, adds=adds, counts_assumed=assumed)
            for measure in component.measures
        ),
        note=component.note,
        assumed=assumed,
        count_rule=component.count,
        count_recommended_rule=component.count_recommended,
        count_unit=counted.unit if counted else "",
        missing=lacking,
        adds=adds,
    )


def _measure(
    measure: OutputMeasure,
    steps: Steps,
    counts: tuple[Fraction | None, Fraction | None],
    lacking: tuple[str, ...],
    *,
    adds: bool,
    counts_assumed: bool,
) -> ResultMeasure:
    """A figure with its totals; `lacking` are the inputs for want of which there is no count to multiply with."""
    count, recommended = counts
    step = steps.get(measure.rule)
    value: RuleValue = step.value if step else None
    is_multiplied = measure.per_node and isinstance(value, Fraction)
    return ResultMeasure(
        title=measure.title,
        unit=step.unit if step else "",
        value=value,
        total=_times(value, count) if is_multiplied and isinstance(value, Fraction) else value,
        total_recommended=_times(value, recommended) if is_multiplied and isinstance(value, Fraction) else None,
        rule=measure.rule,
        assumed=bool(step and step.assumed) or (is_multiplied and counts_assumed),
        per_node=measure.per_node,
        missing=_union(step.missing if step else (), lacking if measure.per_node else ()),
        adds=adds and not measure.total,
    )


def _number(rule: str | None, steps: Steps) -> Fraction | None:
    value: RuleValue = steps[rule].value if rule and rule in steps else None
    return value if isinstance(value, Fraction) else None


def _union(names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *more)))


def _times(value: Fraction, count: Fraction | None) -> Fraction | None:
    return None if count is None else value * count


def _outside(validity: Validity, steps: Steps) -> Message | None:
    value = _number(validity.rule, steps)
    if value is None:
        return None
    low, high = validity.minimum, validity.maximum
    if (low is None or value >= Fraction(low)) and (high is None or value <= Fraction(high)):
        return None
    return message(
        "{title}: {value}. {warning}", title=steps[validity.rule].title, value=value, warning=validity.warning
    )
