"""What a rule set declares and does not use, says twice, or promises without showing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Protocol

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.sizing import InputDefinition, OutputComponent, RuleSet, Validity

from .expressions import Expression, ExpressionProblem, did_you_mean
from .order import ParsedRule, order_rules
from .rule_set_examples import OF_A_NODE

_WORD = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
COUNTS = ("count", "count_recommended")


class Titled(Protocol):
    """A part of a rule set that readers know by its title."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def location(self) -> Location:
        """Where it stands."""


def find_unused(rules: RuleSet) -> Iterator[Finding]:
    """Inputs that no rule names, rules that no line of the result rests on, and keys without effect."""
    parsed = {parsed.rule.id: parsed for parsed in order_rules(rules).rules}
    yield from _unused_inputs(rules, parsed.values())
    yield from _unreached_rules(rules, parsed)
    yield from _without_effect(rules)


def find_surely_unused(rules: RuleSet) -> Iterator[Finding]:
    """Of a rule set with other errors: inputs that no rule names or can mean, and keys without effect.

    Rules that go in circles may have meant any input.
    """
    written = {word for rule in rules.rules for word in _words(rule.value)}
    for definition in () if order_rules(rules).circular else rules.inputs:
        if not get_close_matches(definition.id, written, n=1):
            yield _unused_input(definition)
    yield from _without_effect(rules)


def find_repeated(rules: RuleSet) -> Iterator[Finding]:
    """Two inputs, rules or lines with one title, and two figures of a line with one title."""
    groups: tuple[tuple[str, tuple[Titled, ...]], ...] = (
        ("inputs", rules.inputs),
        ("rules", rules.rules),
        ("lines of the result", rules.outputs),
    )
    for what, titled in groups:
        yield from _repeated(((titled.title, titled.location.at("title")) for titled in titled), f"two {what} have")
    for component in rules.outputs:
        yield from _repeated_figures(component)


def find_unproven(rules: RuleSet) -> Iterator[Finding]:
    """A rule set without worked examples, and what is said to be published by nobody."""
    if not rules.examples:
        problem = f"'{rules.id}' has no worked example, so that nothing shows whether its rules are right"
        repair = "Add 'examples' with what the publication prints; a discrepancy is none."
        yield error("rule-set-unproven", rules.location, problem, repair)
    for example in rules.examples:
        if example.basis == "published" and not example.source.strip():
            problem = f"'{example.title}' is said to be published, and no source says where"
            repair = "Add 'source', or write 'basis: own-made'."
            yield error("rule-set-source", example.location.at("basis"), problem, repair)
    for definition in rules.inputs:
        if definition.default is None or definition.default_basis != "published":
            continue
        if not definition.default_source.strip():
            problem = f"the default of {definition.id} is said to be published, and no source says where"
            repair = "Add 'default_source', the publication that names it, or write 'default_basis: assumed'."
            yield error("rule-set-source", definition.location.at("default_basis"), problem, repair)


def reached_rules(rules: RuleSet) -> frozenset[str]:
    """The rules that a line of the result or a validity rests on, however far back."""
    uses = {parsed.rule.id: parsed.uses for parsed in order_rules(rules).rules}
    named = [name for line in rules.outputs for name in (line.count, line.count_recommended) if name]
    named += [measure.rule for line in rules.outputs for measure in line.measures]
    waiting = [*named, *(validity.rule for validity in rules.validity)]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += uses.get(name, ())
    return frozenset(reached)


def _unused_inputs(rules: RuleSet, parsed: Iterable[ParsedRule]) -> Iterator[Finding]:
    named = {part.name for parsed in parsed for part in _walk(parsed) if part.operator == "input"}
    for definition in rules.inputs:
        if definition.id not in named:
            yield _unused_input(definition)


def _unused_input(definition: InputDefinition) -> Finding:
    problem = f"no rule uses the input '{definition.id}', and yet it is asked for"
    return error("rule-set-unused", definition.location, problem, "Use it in a rule, or delete it.")


def _words(value: object) -> Iterator[str]:
    """Every word of a rule as it is written, whether or not it is an expression."""
    if isinstance(value, str):
        yield from _WORD.findall(value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, Iterable):
        for item in value:
            yield from _words(item)


def _walk(parsed: ParsedRule) -> Iterable[Expression]:
    return () if isinstance(parsed.expression, ExpressionProblem) else parsed.expression.walk()


def _unreached_rules(rules: RuleSet, parsed: Iterable[str]) -> Iterator[Finding]:
    reached = reached_rules(rules)
    known = set(parsed)
    for rule in rules.rules:
        if rule.id in known and rule.unlisted and rule.id in reached:
            problem = f"the rule '{rule.id}' is said to be unlisted, and a line of the result rests on it"
            yield error("rule-set-unused", rule.location.at("unlisted"), problem, "Delete 'unlisted'.")
        elif rule.id in known and not rule.unlisted and rule.id not in reached:
            problem = f"no line of the result rests on the rule '{rule.id}'"
            repair = "Name it in 'outputs', or delete it; 'unlisted: true' keeps a rule for texts or examples alone."
            yield error("rule-set-unused", rule.location, problem, repair)


def _without_effect(rules: RuleSet) -> Iterator[Finding]:
    for definition in rules.inputs:
        for key, problem in _idle_keys(definition):
            repair = 'Write unit: "".' if key == "unit" else f"Delete '{key}'."
            yield error("rule-set-unused", definition.location.at(key), f"{definition.id}: {problem}", repair)
    for position, validity in enumerate(rules.validity):
        yield from _idle_validity(validity, rules.location.at("validity", position))
    for component in rules.outputs:
        yield from _idle_line(component, rules.growth)


def _idle_keys(definition: InputDefinition) -> Iterator[tuple[str, str]]:
    """Keys of an input that say nothing beside its other keys."""
    if definition.default is None:
        for key in ("default_note", "default_source"):
            if getattr(definition, key):
                yield key, f"'{key}' says where a default comes from, and there is no default"
    if definition.kind not in ("integer", "decimal"):
        if definition.unit:
            yield "unit", f"a {definition.kind} has no unit, so that '{definition.unit}' says nothing"
        for key in ("minimum", "maximum"):
            if getattr(definition, key) is not None:
                yield key, f"a {definition.kind} has no {key}"
    if definition.kind != "choice" and definition.choices:
        yield "choices", f"the kind {definition.kind} has no choices"


def _idle_validity(validity: Validity, place: Location) -> Iterator[Finding]:
    low, high = validity.minimum, validity.maximum
    if low is None and high is None:
        problem = f"the validity of '{validity.rule}' has no limit, so that it never warns"
        yield error("rule-set-unused", place, problem, "Add 'minimum' or 'maximum', or delete it.")
    elif low is not None and high is not None and low > high:
        problem = f"the validity of '{validity.rule}' begins at {low} and ends at {high}, so that nothing lies in it"
        yield error("rule-set-unused", place, problem, "Exchange the two, or correct one.")


def _idle_line(component: OutputComponent, growth: str | None) -> Iterator[Finding]:
    if not component.count and not component.count_recommended and not component.measures:
        problem = f"the line '{component.id}' has neither a count nor a figure"
        yield error("rule-set-unused", component.location, problem, "Add 'count' or 'measures', or delete the line.")
    for position, measure in enumerate(component.measures):
        if measure.growth and growth is None:
            place = component.location.at("measures", position, "growth")
            problem = f"'{measure.title}' is to be shown by year, and the rule set counts no years"
            yield error("rule-set-unused", place, problem, "Name the input of the years in 'growth' at the top.")


def _repeated(titles: Iterable[tuple[str, Location]], what: str) -> Iterator[Finding]:
    seen: dict[str, Location] = {}
    for title, place in titles:
        plain = " ".join(title.split()).casefold()
        if plain in seen:
            problem = f"{what} the title '{title}'"
            yield error("rule-set-duplicate", place, problem, "Give one of them a title of its own.", seen[plain])
        seen.setdefault(plain, place)


def _repeated_figures(component: OutputComponent) -> Iterator[Finding]:
    """Titles of figures differ from each other, and from the names that examples use for counts and single nodes."""
    places = [component.location.at("measures", position, "title") for position in range(len(component.measures))]
    titles = [measure.title for measure in component.measures]
    what = f"two figures of the line '{component.id}' have"
    yield from _repeated(zip(titles, places, strict=True), what)
    of_a_node = {f"{measure.title}{OF_A_NODE}" for measure in component.measures if measure.per_node}
    for title, place in zip(titles, places, strict=True):
        if title in of_a_node or title in COUNTS:
            problem = f"'{title}' is the name that examples have for another figure of the line '{component.id}'"
            yield error("rule-set-duplicate", place, problem, "Give the figure another title.")


def find_unknown_choices(rules: RuleSet) -> Iterator[Finding]:
    """Texts that are compared with a choice, and results that belong to one, which the input does not offer."""
    choices = {definition.id: definition.choices for definition in rules.inputs if definition.kind == "choice"}
    for parsed in order_rules(rules).rules:
        for expression in _walk(parsed):
            name = next((part.name for part in expression.operands if part.operator == "input"), "")
            if name not in choices:
                continue
            for text, steps in _texts_of(expression):
                if text not in choices[name]:
                    problem = f"'{name}' has no choice '{text}'"
                    place = parsed.rule.location.at("value", *steps)
                    yield error("rule-set-unknown-name", place, problem, did_you_mean(text, choices[name]))


def _texts_of(expression: Expression) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if expression.operator == "lookup":
        for choice in expression.fields:
            yield choice, (*expression.steps, "values", choice)
    elif expression.operator == "equal-to":
        for part in expression.operands:
            if part.operator == "" and isinstance(part.literal, str):
                yield part.literal, part.steps
