"""Whether a rule set is sound: names, kinds, limits, circles, and its own worked examples."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from delivery_wiki.model.finding import Finding, Location, Severity, error, warning
from delivery_wiki.model.same import Same
from delivery_wiki.model.sizing import InputDefinition, Rule, RuleSet

from .expressions import Band, Expression, ExpressionProblem, did_you_mean
from .inputs import RefusedInput, read_value
from .kinds import find_kind_problems
from .operators import MAXIMUM_RULES
from .order import MOST_KEPT, order_rules
from .plural_words import singular_of
from .rule_set_counts import find_wrong_counts
from .rule_set_examples import check_discrepancy, check_example
from .rule_set_totals import find_unmarked_totals
from .rule_set_uses import find_repeated, find_surely_unused, find_unknown_choices, find_unproven, find_unused
from .unit_words import lacks_plural, plurals_of
from .units import ask_which, meanings
from .written_numbers import check_written_numbers

SIGN_OF_ARITHMETIC = re.compile(r"\s[-+*/×÷−^%]\s|[*/+^()=]")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*|[0-9]+")
INPUT_KINDS = ("integer", "decimal", "boolean", "choice")


_OF_SOUND_RULES = (
    find_unused,
    find_repeated,
    find_unproven,
    find_unknown_choices,
    find_wrong_counts,
    find_unmarked_totals,
)


def check_rule_set(rules: RuleSet) -> Iterator[Finding]:
    """All faults of a rule set; worked examples and discrepancies are computed only when its rules are sound.

    A rule set is frozen, so that its examples are computed once in a process.
    """
    yield from _faults(Same(rules))


@lru_cache(maxsize=MOST_KEPT)
def _faults(key: Same[RuleSet]) -> tuple[Finding, ...]:
    return tuple(_find_faults(key.value))


def _find_faults(rules: RuleSet) -> Iterator[Finding]:
    checks = (_check_names, _check_units, _check_inputs, _check_rules, _check_outputs)
    faults = [fault for check in checks for fault in check(rules)]
    yield from faults
    yield from check_written_numbers(rules)
    if any(fault.severity is Severity.ERROR for fault in faults):
        yield from find_surely_unused(rules)
        yield from find_unproven(rules)
    else:
        for check in _OF_SOUND_RULES:
            yield from check(rules)
        for example in rules.examples:
            yield from check_example(rules, example)
        for discrepancy in rules.discrepancies:
            yield from check_discrepancy(rules, discrepancy)


def _check_names(rules: RuleSet) -> Iterator[Finding]:
    if len(rules.rules) > MAXIMUM_RULES:
        problem = f"the rule set has {len(rules.rules)} rules; at most {MAXIMUM_RULES} are allowed"
        yield error("rule-set-limit", rules.location, problem, "Split the rule set.")
    for what, named in (("input", rules.inputs), ("rule", rules.rules), ("output", rules.outputs)):
        seen: dict[str, Location] = {}
        for item in named:
            if item.id in seen:
                problem = f"the {what} '{item.id}' is defined twice"
                yield error("rule-set-duplicate", item.location, problem, "Rename one of them.", seen[item.id])
            seen.setdefault(item.id, item.location)


def _check_units(rules: RuleSet) -> Iterator[Finding]:
    """A unit that nearly is a convertible one is meant to be it; any other word is a unit of its own."""
    units = [(definition.unit, definition.location) for definition in rules.inputs] + [
        (rule.unit, rule.location) for rule in rules.rules
    ]
    for unit, place in units:
        if meant := meanings(unit):
            yield error("rule-set-unit", place.at("unit"), f"there is no unit '{unit}'", ask_which(meant))
        elif rules.language.startswith("en") and (singular := singular_of(unit)) != unit:
            problem = f"the unit '{unit}' is in the plural; pages write one {singular}, two {unit}"
            yield warning("rule-set-plural", place.at("unit"), problem, f"Write '{singular}'.")
    yield from _check_plurals(rules)


def _check_plurals(rules: RuleSet) -> Iterator[Finding]:
    """The plural of a unit that is a word is named; a unit that is named is one of the rule set."""
    plurals = plurals_of(rules)
    places = {rule.unit: rule.location for rule in reversed(rules.rules)}
    places |= {definition.unit: definition.location for definition in reversed(rules.inputs)}
    for unit, place in places.items():
        if lacks_plural(unit, plurals) and singular_of(unit) == unit and not meanings(unit):
            problem = f"the unit '{unit}' has no plural; pages write 2 ({unit})"
            repair = f"Add to the rule set: units: [{{unit: {unit}, plural: …}}]."
            yield warning("rule-set-plural", place.at("unit"), problem, repair)
    for position, word in enumerate(rules.units):
        if word.unit not in places:
            problem = f"no input and no rule has the unit '{word.unit}'"
            place = rules.location.at("units", position, "unit")
            yield error("rule-set-unknown-name", place, problem, did_you_mean(word.unit, places))


def _check_inputs(rules: RuleSet) -> Iterator[Finding]:
    for definition in rules.inputs:
        if definition.kind not in INPUT_KINDS:
            problem = f"'{definition.kind}' is not a kind of input"
            yield error("rule-set-input", definition.location, problem, did_you_mean(definition.kind, INPUT_KINDS))
        elif definition.kind == "choice" and not definition.choices:
            yield error("rule-set-input", definition.location, f"{definition.id} has no choices", "Add 'choices'.")
        elif _is_empty(definition):
            ends = f"from {definition.minimum} to {definition.maximum}"
            problem = f"{definition.id} has the range {ends}, in which no value lies"
            yield error(
                "rule-set-input", definition.location.at("minimum"), problem, "Exchange the two, or correct one."
            )
        elif definition.default is not None:
            yield from _check_default(definition)
    yield from _check_growth(rules)


def _is_empty(definition: InputDefinition) -> bool:
    """Whether no value lies in the range of an input: its ends are exchanged, or no whole number is between them."""
    if definition.minimum is None or definition.maximum is None:
        return False
    low, high = Fraction(definition.minimum), Fraction(definition.maximum)
    return low > high or (definition.kind == "integer" and math.ceil(low) > math.floor(high))


def _check_growth(rules: RuleSet) -> Iterator[Finding]:
    """The input of the years is there, and counts whole years."""
    if rules.growth is None:
        return
    place = rules.location.at("growth")
    known = {other.id: other for other in rules.inputs}
    definition = known.get(rules.growth)
    if definition is None:
        problem = f"there is no input '{rules.growth}'"
        yield error("rule-set-unknown-name", place, problem, did_you_mean(rules.growth, known))
    elif definition.kind != "integer":
        problem = f"the input '{rules.growth}' does not count whole years"
        yield error("rule-set-input", place, problem, "Make its kind 'integer', or name another input.")


def _check_default(definition: InputDefinition) -> Iterator[Finding]:
    value = read_value(definition, definition.default)
    place = definition.location.at("default")
    if isinstance(value, RefusedInput):
        yield error("rule-set-input", place, f"the default of {value.problem}", value.repair)
    if not definition.default_texts:
        problem = f"the default of {definition.id} does not say where it comes from"
        repair = "Add 'default_note', or 'default_source' with 'default_basis: published'."
        yield error("rule-set-input", place, problem, repair)


def _check_rules(rules: RuleSet) -> Iterator[Finding]:
    names = {
        "input": tuple(definition.id for definition in rules.inputs),
        "rule": tuple(rule.id for rule in rules.rules),
    }
    ordered = order_rules(rules)
    for rule in ordered.circular:
        problem = f"the rule '{rule.id}' rests on itself"
        yield error("rule-set-cycle", rule.location, problem, "Break the circle: name an input or another rule.")
    faults = [fault for parsed in ordered.rules for fault in _check_rule(parsed.rule, parsed.expression, names)]
    yield from faults
    if not any(fault.code == "rule-set-expression" for fault in faults):
        yield from find_kind_problems(rules, ordered.rules)


def _check_rule(
    rule: Rule, expression: Expression | ExpressionProblem, names: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    place = rule.location
    if isinstance(expression, ExpressionProblem):
        place = place.at("value", *expression.steps)
        yield error("rule-set-expression", place, expression.problem, expression.repair)
        return
    for part in expression.walk():
        if part.operator == "" and _is_formula(part.literal, (*names["input"], *names["rule"])):
            problem = f"'{part.literal}' is a text; no formula is read from a text"
            repair = "Write operators, such as {divide: [{input: users}, 250]}."
            yield error("rule-set-expression", place.at("value", *part.steps), problem, repair)
        if part.operator in names and part.name not in names[part.operator]:
            problem = f"there is no {part.operator} '{part.name}'"
            other = "rule" if part.operator == "input" else "input"
            meant = part.name in names[other]
            repair = f"Write {other}: {part.name}." if meant else did_you_mean(part.name, names[part.operator])
            yield error("rule-set-unknown-name", place.at("value", *part.steps), problem, repair)
        yield from _check_bands(part, place)


def _is_formula(literal: object, names: Iterable[str]) -> bool:
    """Whether a text has a sign of arithmetic between words that are numbers or names of the rule set, one at least."""
    if not isinstance(literal, str) or not SIGN_OF_ARITHMETIC.search(literal):
        return False
    words = WORD.findall(literal)
    return any(word in names for word in words) or (bool(words) and all(word.isdecimal() for word in words))


def _check_bands(expression: Expression, place: Location) -> Iterator[Finding]:
    """Bands ascend and do not share a value, so that which one holds is never a matter of order; each holds some."""
    for position, band in enumerate(expression.bands):
        spot = place.at("value", *expression.steps, "bands", position)
        if band.lower is None and band.upper is None:
            problem = "a band without ends holds every value"
            yield error("rule-set-bands", spot, problem, "Say where it begins or ends, or write its result alone.")
        elif band.lower is not None and not any(map(band.holds, _inside(band))):
            problem = "a band holds no value, for it ends before it begins"
            yield error("rule-set-bands", spot, problem, "Exchange its ends, or correct one.")
    for position, (band, following) in enumerate(zip(expression.bands, expression.bands[1:], strict=False), start=1):
        end, start = band.upper, following.lower
        shared = end is not None and end == start and band.upper_included and following.lower_included
        if end is None or start is None or end > start or shared:
            spot = place.at("value", *expression.steps, "bands", position)
            problem = "a band shares values with the one before it"
            yield error("rule-set-bands", spot, problem, "Say where each band begins and ends, in rising order.")


def _inside(band: Band) -> tuple[Fraction, ...]:
    """Values of which one lies in the band, unless none does: its ends, and what is between them."""
    low, high = band.lower, band.upper
    if low is None or high is None:
        return tuple(end for side in (low, high) if side is not None for end in (side, side + 1, side - 1))
    return low, (low + high) / 2, high


def _check_wholes(rules: RuleSet) -> Iterator[Finding]:
    """The line that contains another is there, and is another one."""
    lines = {output.id for output in rules.outputs}
    for component in rules.outputs:
        others = lines - {component.id}
        if component.part_of is not None and component.part_of not in others:
            problem = f"there is no other output '{component.part_of}'"
            repair = did_you_mean(component.part_of, sorted(others))
            yield error("rule-set-unknown-name", component.location.at("part_of"), problem, repair)


def _check_outputs(rules: RuleSet) -> Iterator[Finding]:
    known = tuple(rule.id for rule in rules.rules)
    inputs = tuple(definition.id for definition in rules.inputs)
    named = [(output.location, "count", output.count) for output in rules.outputs]
    named += [(output.location, "count_recommended", output.count_recommended) for output in rules.outputs]
    for component in rules.outputs:
        for position, measure in enumerate(component.measures):
            named.append((component.location.at("measures", position), "rule", measure.rule))
    for position, validity in enumerate(rules.validity):
        named.append((rules.location.at("validity", position), "rule", validity.rule))
    for example in rules.examples:
        named += [(example.location.at("results"), rule, rule) for rule in example.results]
        named += [(example.location, "outside", rule) for rule in example.outside]
    named += [(discrepancy.location, "rule", discrepancy.rule) for discrepancy in rules.discrepancies]
    yield from _check_wholes(rules)
    for place, key, name in named:
        if name is not None and name not in known:
            problem = f"there is no rule '{name}'"
            repair = f"It is an input: add a rule with the value {{input: {name}}}, and name that one."
            repair = repair if name in inputs else did_you_mean(name, known)
            yield error("rule-set-unknown-name", place.at(key), problem, repair)
