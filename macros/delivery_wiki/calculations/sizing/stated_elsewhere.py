"""Facts that the environment and the sizing both state: what an answer counts is the sum of the sizing's inputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.process import TemplateSet
from delivery_wiki.model.project import Answer, Project, SizingInput
from delivery_wiki.model.sizing import RuleSet

from .inputs import read_value

# A number of a text in whatever language: groups of three behind a mark, or plain digits.
NUMBER = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:([.,'’ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(?![0-9])|[0-9]+")
IN_WORDS = re.compile(r"[0-9]\s*(?:k|m|mio|million\w*|tsd|thousand|tausend)\b", re.IGNORECASE)
MOST_NUMBERS = 8


def check_stated(project: Project, rules: RuleSet, templates: TemplateSet | None) -> Iterator[Finding]:
    """A warning, with both places, for each answer whose numbers do not come to the sum of the inputs."""
    if templates is None or project.environment is None or project.sizing is None:
        return
    counts = {one.id: one.counts for area in templates.questionnaire for one in area.questions if one.counts}
    for answer in project.environment.answers:
        units = counts.get(answer.question, ())
        inputs = _counted(rules, project.sizing.inputs, units)
        if units and inputs and not answer.differs:
            yield from _compare(answer, rules, inputs)


def _counted(rules: RuleSet, inputs: tuple[SizingInput, ...], units: tuple[str, ...]) -> tuple[SizingInput, ...]:
    """The given inputs that are counted in one of the units and have no default."""
    ids = {one.id for one in rules.inputs if one.default is None and one.unit in units}
    return tuple(one for one in inputs if one.input in ids)


def _compare(answer: Answer, rules: RuleSet, inputs: tuple[SizingInput, ...]) -> Iterator[Finding]:
    definitions = {one.id: one for one in rules.inputs}
    values = [read_value(definitions[one.input], one.value, one.unit) for one in inputs]
    numbers = [value for value in values if isinstance(value, Fraction)]
    total = sum(numbers, Fraction(0))
    stated = stated_numbers(answer.answer)
    if len(numbers) < len(inputs) or not stated or _comes_to(stated, total):
        return
    names = " + ".join(one.input for one in inputs)
    yield warning(
        "sizing-stated-otherwise",
        answer.location.at("answer"),
        f"{answer.question} is answered '{answer.answer}', and {names} of the sizing is {int(total):,}",
        "Correct one of the two, or say in 'differs' of the answer why they are not the same.",
        also=inputs[0].location.at("value"),
    )


def stated_numbers(text: str) -> tuple[int, ...]:
    """The whole numbers of a text, whatever mark groups their digits; none where one is written partly in words."""
    if IN_WORDS.search(text):
        return ()
    return tuple(int(re.sub("[^0-9]", "", found.group())) for found in NUMBER.finditer(text))


def _comes_to(numbers: tuple[int, ...], total: Fraction) -> bool:
    """Whether one of the numbers, or some of them together, are the total; a text may name dates beside them."""
    some = numbers[:MOST_NUMBERS]
    return any(sum(chosen) == total for size in range(1, len(some) + 1) for chosen in combinations(some, size))
