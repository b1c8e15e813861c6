"""Inputs of the sizing that a text cites in braces, as in `{webmail-users + mobile-users} on 1 October`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import InputDefinition, RuleSet

from .inputs import read_value

CITED = re.compile(r"\{ *([a-z0-9-]+(?: *\+ *[a-z0-9-]+)*) *\}")


def names_in(cited: re.Match[str]) -> tuple[str, ...]:
    """The inputs of one citation, whose sum stands for it."""
    return tuple(name.strip() for name in cited[1].split("+"))


def cited_sum(names: tuple[str, ...], given: Mapping[str, Fraction], rules: RuleSet) -> tuple[Fraction, str] | None:
    """The sum of inputs with their unit; None where one is not given, or two have different units."""
    units = {definition.unit for definition in rules.inputs if definition.id in names}
    if len(units) != 1 or any(name not in given for name in names):
        return None
    return sum((given[name] for name in names), Fraction(0)), units.pop()


def given_numbers(project: Project, rules: RuleSet) -> dict[str, Fraction]:
    """The inputs that the sizing gives as numbers, each in the unit of its rule set."""
    definitions: dict[str, InputDefinition] = {definition.id: definition for definition in rules.inputs}
    found: dict[str, Fraction] = {}
    for sizing_input in project.sizing.inputs if project.sizing else ():
        value = (
            read_value(definitions[sizing_input.input], sizing_input.value, sizing_input.unit)
            if sizing_input.input in definitions
            else None
        )
        if isinstance(value, Fraction):
            found[sizing_input.input] = value
    return found


def with_citations(text: str, project: Project, rules: RuleSet | None, said: Callable[[Fraction, str], str]) -> str:
    """The text with each citation as its number; what cannot be cited stays as it was written, and is a finding."""
    if rules is None or "{" not in text:
        return text
    given = given_numbers(project, rules)

    def replaced(found: re.Match[str]) -> str:
        cited = cited_sum(names_in(found), given, rules)
        return said(*cited) if cited else found.group()

    return CITED.sub(replaced, text)


def unknown_citations(text: str, given: Mapping[str, Fraction], rules: RuleSet) -> Iterator[str]:
    """Citations that stand for no number."""
    for found in CITED.finditer(text):
        if cited_sum(names_in(found), given, rules) is None:
            yield found.group()
