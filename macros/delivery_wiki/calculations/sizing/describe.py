"""A rule in words before any number is known: the same parts as in the working, with names in place of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from delivery_wiki.model.sizing import NumberPart, Rule, RuleSet, SignPart, WordsPart, WorkingPart
from delivery_wiki.model.status import message, translatable

from .expressions import Expression, ExpressionProblem, parse_expression
from .outcome import band_words

SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
WORDS = translatable(
    {
        "minimum-of": "smallest of",
        "maximum-of": "largest of",
        "all-of": "all of",
        "any-of": "any of",
        "not": "not",
        "round-up": "rounded up",
        "round-down": "rounded down",
        "round-half-up": "rounded half up",
        "more-than": "more than",
        "at-least": "at least",
        "less-than": "less than",
        "at-most": "at most",
        "equal-to": "equal to",
    }
)
TO_A_MULTIPLE_OF = translatable(
    {
        "round-up": "rounded up to a multiple of",
        "round-down": "rounded down to a multiple of",
        "round-half-up": "rounded half up to a multiple of",
    }
)
Titles = Mapping[tuple[str, str], str]
Parts = tuple[WorkingPart, ...]


def describe_rule(rules: RuleSet, rule: Rule) -> Parts:
    """The rule in words; a rule that cannot be read says so."""
    titles = {("input", definition.id): definition.title for definition in rules.inputs}
    titles |= {("rule", rule.id): rule.title for rule in rules.rules}
    expression = parse_expression(rule.value)
    if isinstance(expression, ExpressionProblem):
        return _words("The rule cannot be read.")
    return _describe(expression, titles)


def _describe(expression: Expression, titles: Titles) -> Parts:
    name = expression.operator
    if name == "":
        return _literal(expression.literal)
    if name in ("input", "rule"):
        return _words(titles.get((name, expression.name), expression.name))
    if name in SIGNS:
        return _separated((_inner(operand, titles) for operand in expression.operands), SignPart(sign=SIGNS[name]))
    if name in WORDS:
        return _worded(expression, titles)
    return _OTHERS[name](expression, titles)


def _literal(value: Fraction | bool | str) -> Parts:
    if isinstance(value, Fraction):
        return (NumberPart(value=value),)
    return _words(value if isinstance(value, str) else "yes" if value else "no")


def _words(text: str) -> Parts:
    return (WordsPart(message=message(text)),)


def _sign(text: str) -> Parts:
    return (SignPart(sign=text),)


def _inner(expression: Expression, titles: Titles) -> Parts:
    """An operand: in parentheses unless it is a name or a number."""
    parts = _describe(expression, titles)
    return parts if expression.operator in ("", "input", "rule") else (*_sign("("), *parts, *_sign(")"))


def _separated(operands: Iterable[Parts], separator: WorkingPart) -> Parts:
    parts: list[WorkingPart] = []
    for operand in operands:
        parts += [separator, *operand] if parts else operand
    return tuple(parts)


def _worded(expression: Expression, titles: Titles) -> Parts:
    words = WORDS[expression.operator]
    if "value" in expression.fields:
        to = expression.fields.get("to")
        tail = _words(words)
        if to is not None and to.literal != 1:
            tail = (*_words(TO_A_MULTIPLE_OF[expression.operator]), *_inner(to, titles))
        return (*_inner(expression.fields["value"], titles), *_sign("→"), *tail)
    if expression.operator in ("more-than", "at-least", "less-than", "at-most", "equal-to"):
        return _separated((_inner(operand, titles) for operand in expression.operands), *_words(words))
    listed = _separated((_describe(operand, titles) for operand in expression.operands), *_sign(";"))
    return (*_words(words), *_sign("("), *listed, *_sign(")"))


def _percent_of(expression: Expression, titles: Titles) -> Parts:
    value, percent = (_inner(expression.fields[key], titles) for key in ("value", "percent"))
    return (*value, *_sign("×"), *percent, *_sign("÷"), NumberPart(value=Fraction(100)))


def _compound(expression: Expression, titles: Titles) -> Parts:
    value, percent, periods = (_inner(expression.fields[key], titles) for key in ("value", "percent", "periods"))
    part, hundred = NumberPart(value=Fraction(1)), NumberPart(value=Fraction(100))
    factor = (*_sign("("), part, *_sign("+"), *percent, *_sign("÷"), hundred, *_sign(")"))
    return (*value, *_sign("×"), *factor, *_sign("^"), *periods)


def _when(expression: Expression, titles: Titles) -> Parts:
    condition, then = (_describe(expression.fields[key], titles) for key in ("condition", "then"))
    parts = (*_words("if"), *condition, *_sign(":"), *then)
    other = expression.fields.get("else")
    return (*parts, *_sign(";"), *_words("otherwise"), *_sign(":"), *_describe(other, titles)) if other else parts


def _steps(expression: Expression, titles: Titles) -> Parts:
    bands = ((*band_words(band), *_sign("→"), *_describe(band.gives, titles)) for band in expression.bands)
    return (*_describe(expression.operands[0], titles), *_sign(":"), *_separated(bands, *_sign(";")))


def _lookup(expression: Expression, titles: Titles) -> Parts:
    choices = ((*_words(choice), *_sign("→"), *_inner(result, titles)) for choice, result in expression.fields.items())
    return (*_describe(expression.operands[0], titles), *_sign(":"), *_separated(choices, *_sign(";")))


_OTHERS = {
    "percent-of": _percent_of,
    "compound": _compound,
    "when": _when,
    "steps": _steps,
    "lookup": _lookup,
}
