"""Whether a project's sizing request fits the rule set it pins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from delivery_wiki.calculations.base.near_miss import near_miss, replace_name
from delivery_wiki.calculations.money.numbers import check_number
from delivery_wiki.model.finding import Finding, Location, Severity, error
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.sizing_request import SizingInput, SizingOverride, SizingRequest
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import InputDefinition, Rule, RuleSet
from delivery_wiki.model.texts.plain_number import two_readings

from .calculate import override_value, overrides_by_rule
from .expressions import did_you_mean
from .inputs import RefusedInput, read_value
from .kinds import rule_kinds
from .operators import ValueKind
from .request_results import check_results
from .stated_elsewhere import check_stated
from .units import repair_unit

NAMED_KINDS = {ValueKind.NUMBER: "a number", ValueKind.BOOLEAN: "yes or no", ValueKind.TEXT: "a text"}
WRITTEN_KINDS = {ValueKind.NUMBER: "a number", ValueKind.BOOLEAN: "true or false", ValueKind.TEXT: "a text"}
KIND_OF_TYPE = {int: ValueKind.NUMBER, Decimal: ValueKind.NUMBER, bool: ValueKind.BOOLEAN, str: ValueKind.TEXT}


class Door(Enum):
    """Where inputs are written, so that a repair is in the syntax of that place."""

    FILE = 1
    COMMAND_LINE = 2


def check_sizing(project: Project, library: Library) -> Iterator[Finding]:
    """All faults of sizing.yml; an input that has a default and is not given is no fault, it is assumed."""
    request = project.sizing
    if request is None:
        return
    rules = library.rule_set(request.rules.id, request.rules.version)
    if rules is None:
        yield _unknown_rules(request.rules, request.location.at("rules"), library)
        return
    found = [*_check_request(request, rules, library)]
    yield from found
    yield from check_stated(project, rules, library.template_set(project.templates.id, project.templates.version))
    if all(finding.severity is not Severity.ERROR for finding in found):
        yield from check_results(request, rules, library)


def _check_request(request: SizingRequest, rules: RuleSet, library: Library) -> Iterator[Finding]:
    pin = request.compare_with
    other = library.rule_set(pin.id, pin.version) if pin else None
    if pin and other is None:
        yield _unknown_rules(pin, request.location.at("compare_with"), library)
    beside = other.inputs if other else ()
    yield from check_inputs(rules, request.inputs, beside)
    yield from check_missing(rules, request.inputs, request.location)
    for scenario in request.scenarios:
        yield from check_inputs(rules, scenario.inputs)
    yield from _check_scenario_ids(request)
    yield from _check_overrides(rules, request.overrides)


def check_inputs(
    rules: RuleSet, inputs: Sequence[SizingInput], beside: Sequence[InputDefinition] = ()
) -> Iterator[Finding]:
    """Inputs that the rule set does not know, or whose value it cannot use.

    `beside` are the inputs of a rule set to compare with: what it alone knows may be given, too.
    """
    known = {**{other.id: other for other in beside}, **{other.id: other for other in rules.inputs}}
    seen: dict[str, Location] = {}
    for sizing_input in inputs:
        definition = known.get(sizing_input.input)
        if sizing_input.input in seen:
            problem = f"the input '{sizing_input.input}' is given twice"
            yield error(
                "sizing-input-duplicate",
                sizing_input.location,
                problem,
                "Delete one of them.",
                seen[sizing_input.input],
            )
        elif definition is None:
            problem = f"{rules.id} {rules.version} has no input '{sizing_input.input}'"
            yield error(
                "sizing-input-unknown",
                sizing_input.location.at("input"),
                problem,
                did_you_mean(sizing_input.input, known),
                replacement=replace_name(sizing_input.input, known),
            )
        elif isinstance(value := read_value(definition, sizing_input.value, sizing_input.unit), RefusedInput):
            place = sizing_input.location.at("unit" if value.fault.value == "unit" else "value")
            yield error(f"sizing-input-{value.fault.value}", place, value.problem, value.repair)
        elif isinstance(sizing_input.value, Decimal):
            yield from check_number(sizing_input.input, sizing_input.value, sizing_input.location.at("value"))
        seen.setdefault(sizing_input.input, sizing_input.location)


def _unknown_rules(pin: Pin, place: Location, library: Library) -> Finding:
    known = [f"{rule_set.id} {rule_set.version}" for rule_set in library.rule_sets]
    problem = f"there is no rule set '{pin.id} {pin.version}'"
    return error("sizing-rules-unknown", place, problem, did_you_mean(f"{pin.id} {pin.version}", known))


def check_missing(
    rules: RuleSet, inputs: Sequence[SizingInput], place: Location, door: Door = Door.FILE
) -> Iterator[Finding]:
    """Inputs without a default that are not given."""
    given = {sizing_input.input for sizing_input in inputs}
    known = {other.id for other in rules.inputs}
    given |= {meant for name in given - known if (meant := near_miss(name, known - given))}
    for definition in rules.inputs:
        summed = bool(definition.sum_of) and set(definition.sum_of) <= given
        if definition.default is None and definition.id not in given and not summed:
            problem = f"the input '{definition.id}' ({definition.title}) is missing and has no default"
            spot = place.at("inputs") if door is Door.FILE else place
            yield error("sizing-input-missing", spot, problem, _add(definition, door))


def _add(definition: InputDefinition, door: Door) -> str:
    """How to give an input, in the syntax of the place where it is missing."""
    choices = f" The value is one of: {', '.join(definition.choices)}." if definition.kind == "choice" else ""
    choices = " The value is true or false." if definition.kind == "boolean" else choices
    if door is Door.COMMAND_LINE:
        unit = f" in {definition.unit}" if definition.unit and not choices else ""
        value = f"<number{unit}>" if not choices else "<value>"
        return f"Add --set '{definition.id}={value}'.{choices}"
    unit = f" unit: '{definition.unit}'," if definition.unit and not choices else ""
    return f"Add below 'inputs': - {{input: {definition.id}, value: …,{unit} basis: measured}}.{choices}"


def _check_scenario_ids(request: SizingRequest) -> Iterator[Finding]:
    seen: dict[str, Location] = {}
    for scenario in request.scenarios:
        if scenario.id in seen:
            problem = f"the scenario '{scenario.id}' is written twice"
            yield error("sizing-scenario-duplicate", scenario.location, problem, "Rename one.", seen[scenario.id])
        seen.setdefault(scenario.id, scenario.location)


def _check_overrides(rules: RuleSet, overrides: Sequence[SizingOverride]) -> Iterator[Finding]:
    known = {rule.id: rule for rule in rules.rules}
    outputs = {output.id for output in rules.outputs if output.count} | known.keys()
    seen: dict[str, Location] = {}
    for override in overrides:
        ((target, _),) = overrides_by_rule(rules, (override,)).items()
        if target not in known:
            problem = f"{rules.id} {rules.version} has no output '{override.output}'"
            yield error(
                "sizing-override-unknown",
                override.location.at("output"),
                problem,
                did_you_mean(override.output, outputs),
                replacement=replace_name(override.output, outputs),
            )
        elif fault := _refused_override(rules, known[target], override):
            yield error("sizing-override-value", override.location.at("value"), *fault)
        elif target in seen:
            problem = f"'{override.output}' is set by hand twice"
            yield error("sizing-override-duplicate", override.location, problem, "Delete one.", seen[target])
        elif isinstance(override.value, Decimal):
            yield from check_number(override.output, override.value, override.location.at("value"))
        seen.setdefault(target, override.location)


def _refused_override(rules: RuleSet, rule: Rule, override: SizingOverride) -> tuple[str, str] | None:
    """What is wrong with a value set by hand, and the repair: another kind, a unit that does not convert, a part."""
    value = override_value(rule, override)
    expected, kind = rule_kinds(rules).get(("rule", rule.id)), KIND_OF_TYPE[type(override.value)]
    if expected and kind is not expected:
        problem = f"'{override.output}' gives {NAMED_KINDS[expected]}; '{override.value}' is {NAMED_KINDS[kind]}"
        return problem, f"Write {WRITTEN_KINDS[expected]}."
    if value is None:
        problem = f"{override.value} {override.unit}".rstrip() + f" is no value of '{override.output}' in {rule.unit}"
        return problem, repair_unit(override.unit, rule.unit) if override.unit else "Correct the number."
    counts = {name for line in rules.outputs for name in (line.count, line.count_recommended)}
    return _refused_count(override, value) if rule.id in counts and isinstance(value, Fraction) else None


def _refused_count(override: SizingOverride, value: Fraction) -> tuple[str, str] | None:
    """What is wrong with a count set by hand: it can be read in two ways, or is a part of a thing."""
    if not isinstance(override.value, str) and (found := two_readings(override.value)):
        return f"'{override.output}' is a count; it is {found.problem}", found.repair
    if value.denominator == 1:
        return None
    below = value.numerator // value.denominator
    written = f"{override.value} {override.unit}".rstrip()
    return (
        f"'{override.output}' is a count; {written} is a part of one",
        f"Write a whole number, {below} or {below + 1}.",
    )
