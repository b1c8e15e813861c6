"""A rule set as data for the browser: exact numbers as text, rules as read, and the words of the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from delivery_wiki.calculations.sizing.expressions import Band, Expression, ExpressionProblem
from delivery_wiki.calculations.sizing.headline import HeadlineFigure, headline, is_counted
from delivery_wiki.calculations.sizing.order import order_rules, texts_given
from delivery_wiki.calculations.sizing.rule_set_totals import is_unmarked_total
from delivery_wiki.calculations.sizing.unit_words import lacks_plural, plurals_of
from delivery_wiki.calculations.sizing.units import convert, same_dimension
from delivery_wiki.model.sizing import (
    InputDefinition,
    OutputComponent,
    OutputMeasure,
    Rule,
    RuleSet,
    RuleValue,
    SizingResult,
    UsedInput,
    Validity,
)
from delivery_wiki.model.status import translatable

from ..elements.words import Words

MOST_PLACES = 20
# What sizing-rules.js, what-if-view.js and what-if.js of the theme say; a test compares this list with them.
TEXTS = translatable(
    (
        *("yes", "no", "assumed", "measured", "published", "nothing assumed", "not needed", "no result"),
        *("needs: {names}", "{value}, no whole number", "part of {whole}", "at least {value}"),
        *("{names} has no result", "{names} have no result", "(one term)", "({count} terms)"),
        *("{count} term that is 0", "{count} terms that are 0"),
        *("as in the sizing", "The sizing: {figures}", "The start: {figures}", "Reset"),
        *("{count} more input", "{count} more inputs", "{figure} ({difference})"),
        *("Inputs", "Result", "Calculation", "Figure", "Rule", "Component", "Nodes", "Size of a node", "In total"),
        "An assumption, or resting on one; the sizing names it.",
        *("Rests on", "Note", "confidence {letter}", "Inputs are missing: {names}"),
        *("from {low}", "up to {high}", "{low} to {high}", "must be given", "default {value}"),
        *(
            "{count} input by default",
            "{count} inputs by default",
            "Copy link",
            "Copy the inputs",
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


def what_if_data(rules: RuleSet, start: Sequence[UsedInput], words: Words, beside: SizingResult | None = None) -> str:
    """The rule set with the inputs that the page starts from, as JSON; `beside` is what every answer is compared with.

    Nothing compares by itself with the answer of the start.
    """
    order = order_rules(rules)
    uses = {parsed.rule.id: list(parsed.uses) for parsed in order.rules}
    plurals = plurals_of(rules)
    values = {parsed.rule.id: _expression(parsed.expression) for parsed in order.rules}
    data: Json = {
        "id": rules.id,
        "version": rules.version,
        "symbols": {"decimal": get_decimal_symbol(words.locale), "group": get_group_symbol(words.locale)},
        "inputs": [_input(definition) for definition in rules.inputs],
        "rules": [_rule(rule, values[rule.id], uses[rule.id]) for rule in rules.rules if rule.id in values],
        "order": [parsed.rule.id for parsed in order.rules],
        "outputs": [_output(rules, output) for output in rules.outputs],
        "validity": [_validity(validity) for validity in rules.validity],
        "start": [_start(used_input) for used_input in start],
        "beside": [_headline_figure(figure) for figure in headline(beside).figures] if beside else [],
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


def _headline_figure(figure: HeadlineFigure) -> Json:
    return {"title": figure.title, "unit": figure.unit, "value": _value(figure.value)}


def _value(value: RuleValue) -> str | bool | None:
    return number_text(value) if isinstance(value, Fraction) else value


def _plain(default: int | Decimal | bool | str | None) -> str | bool | None:
    if default is None or isinstance(default, bool | str):
        return default
    return number_text(Fraction(default))


def _exact(value: Any) -> str | None:
    return None if value is None else str(Fraction(value))


def _input(expression: InputDefinition) -> Json:
    return {
        "id": expression.id,
        "title": expression.title,
        "unit": expression.unit,
        "kind": expression.kind,
        "minimum": _exact(expression.minimum),
        "maximum": _exact(expression.maximum),
        "choices": list(expression.choices),
        "default": _plain(expression.default),
        "assumed": expression.default_basis == "assumed",
        "note": ", ".join(expression.default_texts),
    }


def _unit_facts(rules: RuleSet, plurals: Mapping[str, str]) -> Json:
    """What is known of each unit: how it converts into others, whether it counts things, and is said in parentheses.

    Units convert where they have one `dimension`, named by the first of them; `size` is how many of that one they are.
    """
    units = sorted(_units(rules))
    facts: Json = {}
    for unit in units:
        base = next(candidate for candidate in units if same_dimension(candidate, unit))
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


def _output(rules: RuleSet, expression: OutputComponent) -> Json:
    adds = not expression.total and expression.part_of is None
    return {
        "id": expression.id,
        "title": expression.title,
        "count": expression.count,
        "recommended": expression.count_recommended,
        "adds": adds and not is_unmarked_total(rules, expression.id, "", expression.count or ""),
        "total": bool(expression.total),
        "part_of": expression.part_of,
        "measures": [
            {
                "title": measure.title,
                "rule": measure.rule,
                "per_node": measure.per_node,
                "adds": adds and _adds(rules, expression, measure),
            }
            for measure in expression.measures
        ],
        "note": expression.note,
    }


def _adds(rules: RuleSet, component: OutputComponent, measure: OutputMeasure) -> bool:
    return not measure.total and not is_unmarked_total(rules, component.id, measure.title, measure.rule)


def _validity(expression: Validity) -> Json:
    return {
        "rule": expression.rule,
        "minimum": _exact(expression.minimum),
        "maximum": _exact(expression.maximum),
        "warning": expression.warning,
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


def _expression(expression: Expression | ExpressionProblem) -> list[Any]:
    """An operator and what it takes, as a list that the browser reads without a parser."""
    if isinstance(expression, ExpressionProblem):
        raise ValueError(expression.problem)
    if expression.operator == "":
        return _literal(expression.literal)
    if expression.operator in ("input", "rule"):
        return [expression.operator, expression.name]
    if expression.operator == "steps":
        return [expression.operator, _expression(expression.operands[0]), [_band(band) for band in expression.bands]]
    fields = {name: _expression(value) for name, value in expression.fields.items()}
    if expression.operator == "lookup":
        return [expression.operator, _expression(expression.operands[0]), fields]
    return [expression.operator, fields or [_expression(value) for value in expression.operands]]


def _literal(value: Fraction | bool | str) -> list[Any]:
    if isinstance(value, bool):
        return ["truth", value]
    return ["number", str(value)] if isinstance(value, Fraction) else ["text", value]


def _band(band: Band) -> list[Any]:
    ends = (_exact(band.lower), band.lower_included, _exact(band.upper), band.upper_included)
    return [*ends, _expression(band.gives)]


def _units(rules: RuleSet) -> set[str]:
    return {definition.unit for definition in rules.inputs} | {rule.unit for rule in rules.rules}


def _texts(rules: RuleSet) -> Iterator[str]:
    """Everything that the page can say."""
    yield from TEXTS
    for definition in rules.inputs:
        yield from (definition.title, *definition.default_texts, *definition.choices)
    for rule in rules.rules:
        yield from (rule.title, rule.note)
    yield from texts_given(rules)
    for component in rules.outputs:
        yield from (component.title, component.note, *(measure.title for measure in component.measures))
    yield from (validity.warning for validity in rules.validity)
    plurals = plurals_of(rules)
    for unit in _units(rules):
        yield from (unit, plurals.get(unit, unit))
