"""A rule set as data for the browser: exact numbers as text, rules as read, and the words of the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from delivery_wiki.calculations.sizing import convert, is_counted, is_unmarked_total
from delivery_wiki.calculations.sizing.expressions import Band, Expression, Problem
from delivery_wiki.calculations.sizing.order import order_rules, texts_given
from delivery_wiki.calculations.sizing.unit_words import lacks_plural, plurals_of
from delivery_wiki.calculations.sizing.units import same_dimension
from delivery_wiki.model.sizing import (
    InputDefinition,
    OutputComponent,
    OutputMeasure,
    Rule,
    RuleSet,
    RuleValue,
    UsedInput,
    Validity,
)
from delivery_wiki.model.status import translatable

from .words import Words

MOST_PLACES = 20
# What sizing-rules.js, what-if-view.js and what-if.js of the theme say; a test compares this list with them.
TEXTS = translatable(
    (
        *("yes", "no", "assumed", "measured", "published", "nothing assumed", "not needed", "no result"),
        *("needs: {names}", "{value}, no whole number", "part of {whole}", "at least {value}"),
        *("{names} has no result", "{names} have no result", "(one term)", "({count} terms)"),
        *("{count} term that is 0", "{count} terms that are 0"),
        *("Inputs", "Result", "Working", "Figure", "Rule", "Component", "Nodes", "Size of a node", "In total"),
        *("Rests on", "Note", "confidence {letter}", "Inputs are missing: {names}"),
        *("from {low}", "up to {high}", "{low} to {high}", "must be given", "default {value}"),
        *(
            "{count} input by default",
            "{count} inputs by default",
            "Copy link",
            "Copy as sizing.yml",
            "Back to the start values",
            "Copied.",
        ),
        *("Copy what is selected.", "No result yet.", "An input cannot be used."),
        *("Write yes or no.", "Choose one of the list.", "Write a number, such as {example}."),
        *("read as {value}", "Write {here} or {elsewhere}, whichever is meant."),
        "Write {elsewhere} if that is meant; {here} is not a whole number.",
        *("Write a whole number.", "Write a number from {low}.", "Write a number up to {high}."),
        "Write a number from {low} to {high}.",
        *("The rule expects a number here.", "The rule expects yes or no here.", "The rule expects a choice here."),
        *("Division by zero.", "A value cannot be rounded to multiples of zero or less."),
        *("Periods are whole, from 0 to {most}.", "No rule matches.", "No rule matches {value}."),
        *("No rule matches {value}: it lies outside all bands.", "The number grows beyond all use."),
        *("There is no {kind} {name}.", "The input {input} is missing.", "{rule} has no result."),
        *("{title}: {value}. {warning}", "from {limit}", "above {limit}", "up to {limit}", "below {limit}"),
        "exactly {limit}",
        *("smallest of", "largest of", "all of", "any of", "not", "equal to"),
        *("more than", "at least", "less than", "at most"),
        *("rounded up", "rounded down", "rounded half up", "rounded up to a multiple of {step}"),
        *("rounded down to a multiple of {step}", "rounded half up to a multiple of {step}"),
    )
)
Json = dict[str, Any]


def what_if_data(rules: RuleSet, start: Sequence[UsedInput], words: Words) -> str:
    """The rule set with the inputs that the page starts from, as JSON."""
    order = order_rules(rules)
    uses = {one.rule.id: list(one.uses) for one in order.rules}
    plurals = plurals_of(rules)
    values = {one.rule.id: _expression(one.expression) for one in order.rules}
    data: Json = {
        "id": rules.id,
        "version": rules.version,
        "symbols": {"decimal": get_decimal_symbol(words.locale), "group": get_group_symbol(words.locale)},
        "inputs": [_input(one) for one in rules.inputs],
        "rules": [_rule(one, values[one.id], uses[one.id]) for one in rules.rules if one.id in values],
        "order": [one.rule.id for one in order.rules],
        "outputs": [_output(rules, one) for one in rules.outputs],
        "validity": [_validity(one) for one in rules.validity],
        "start": [_start(one) for one in start],
        "plurals": {unit: plurals[unit] for unit in sorted(_units(rules)) if unit in plurals},
        "units": _unit_facts(rules, plurals),
        "words": {text: words(text) for text in sorted(set(_texts(rules))) if words(text) != text},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def number_text(value: Fraction) -> str:
    """A number as a decimal where it has one of at most 20 places, else as a fraction."""
    scaled = value * 10**MOST_PLACES
    if scaled.denominator != 1:
        return str(value)
    whole, places = divmod(abs(scaled.numerator), 10**MOST_PLACES)
    sign = "-" if value < 0 else ""
    digits = f"{places:020}".rstrip("0")
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def _value(value: RuleValue) -> str | bool | None:
    return number_text(value) if isinstance(value, Fraction) else value


def _plain(default: int | Decimal | bool | str | None) -> str | bool | None:
    if default is None or isinstance(default, bool | str):
        return default
    return number_text(Fraction(default))


def _exact(value: Any) -> str | None:
    return None if value is None else str(Fraction(value))


def _input(one: InputDefinition) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "unit": one.unit,
        "kind": one.kind,
        "minimum": _exact(one.minimum),
        "maximum": _exact(one.maximum),
        "choices": list(one.choices),
        "default": _plain(one.default),
        "assumed": one.default_basis == "assumed",
        "note": ", ".join(one.default_texts),
    }


def _unit_facts(rules: RuleSet, plurals: Mapping[str, str]) -> Json:
    """What is known of each unit: how it converts into others, whether it counts things, and is said in parentheses.

    Units convert where they have one `dimension`, named by the first of them; `size` is how many of that one they are.
    """
    units = sorted(_units(rules))
    facts: Json = {}
    for unit in units:
        base = next(one for one in units if same_dimension(one, unit))
        facts[unit] = {
            "dimension": base,
            "size": str(convert(Fraction(1), unit, base)),
            "counted": is_counted(unit),
            "bracketed": lacks_plural(unit, plurals),
        }
    return facts


def _rule(rule: Rule, value: list[Any], uses: list[str]) -> Json:
    return {
        "id": rule.id,
        "title": rule.title,
        "unit": rule.unit,
        "value": value,
        "uses": uses,
        "source": rule.source,
        "confidence": rule.confidence,
        "note": rule.note,
    }


def _output(rules: RuleSet, one: OutputComponent) -> Json:
    adds = not one.total and one.part_of is None
    return {
        "id": one.id,
        "title": one.title,
        "count": one.count,
        "recommended": one.count_recommended,
        "adds": adds and not is_unmarked_total(rules, one.id, "", one.count or ""),
        "total": bool(one.total),
        "part_of": one.part_of,
        "measures": [
            {"title": two.title, "rule": two.rule, "per_node": two.per_node, "adds": adds and _adds(rules, one, two)}
            for two in one.measures
        ],
        "note": one.note,
    }


def _adds(rules: RuleSet, component: OutputComponent, measure: OutputMeasure) -> bool:
    return not measure.total and not is_unmarked_total(rules, component.id, measure.title, measure.rule)


def _validity(one: Validity) -> Json:
    return {
        "rule": one.rule,
        "minimum": _exact(one.minimum),
        "maximum": _exact(one.maximum),
        "warning": one.warning,
    }


def _start(used: UsedInput) -> Json:
    given: Mapping[str, str] = {}
    if used.given is not None:
        given = {"given": number_text(used.given), "unit": used.given_unit}
    return {
        "input": used.definition.id,
        "value": _value(used.value),
        "assumed": used.assumed,
        "source": used.source,
        **given,
    }


def _expression(one: Expression | Problem) -> list[Any]:
    """An operator and what it takes, as a list that the browser reads without a parser."""
    if isinstance(one, Problem):
        raise ValueError(one.problem)
    if one.operator == "":
        return _literal(one.literal)
    if one.operator in ("input", "rule"):
        return [one.operator, one.name]
    if one.operator == "steps":
        return [one.operator, _expression(one.operands[0]), [_band(band) for band in one.bands]]
    fields = {name: _expression(value) for name, value in one.fields.items()}
    if one.operator == "lookup":
        return [one.operator, _expression(one.operands[0]), fields]
    return [one.operator, fields or [_expression(value) for value in one.operands]]


def _literal(value: Fraction | bool | str) -> list[Any]:
    if isinstance(value, bool):
        return ["truth", value]
    return ["number", str(value)] if isinstance(value, Fraction) else ["text", value]


def _band(band: Band) -> list[Any]:
    ends = (_exact(band.lower), band.lower_included, _exact(band.upper), band.upper_included)
    return [*ends, _expression(band.gives)]


def _units(rules: RuleSet) -> set[str]:
    return {one.unit for one in rules.inputs} | {one.unit for one in rules.rules}


def _texts(rules: RuleSet) -> Iterator[str]:
    """Everything that the page can say."""
    yield from TEXTS
    for one in rules.inputs:
        yield from (one.title, *one.default_texts, *one.choices)
    for rule in rules.rules:
        yield from (rule.title, rule.note)
    yield from texts_given(rules)
    for component in rules.outputs:
        yield from (component.title, component.note, *(measure.title for measure in component.measures))
    yield from (one.warning for one in rules.validity)
    plurals = plurals_of(rules)
    for unit in _units(rules):
        yield from (unit, plurals.get(unit, unit))
