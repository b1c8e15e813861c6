"""Facts that the environment and the sizing both state: what an answer or the waves say is what the inputs say.

Which answer states what is data of the questionnaire: `counts` names units whose inputs are summed, `inputs` names
those that each stand in the answer. An answer that cites an input says the same by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.process import Question, TemplateSet
from delivery_wiki.model.project.environment import Answer, Environment
from delivery_wiki.model.project.sizing_request import SizingRequest
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import RuleSet

from .cited_inputs import given_numbers, unknown_citations, with_citations
from .number_text import exact_or_near
from .stated_units import AMOUNT
from .units import convert

# A number of a text in whatever language: groups of three behind a mark, or plain digits.
NUMBER = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:([.,'’ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(?![0-9])|[0-9]+")
IN_WORDS = re.compile(r"[0-9]\s*(?:k|m|mio|million\w*|tsd|thousand|tausend)\b", re.IGNORECASE)
MOST_NUMBERS = 8
MAILBOXES = ("user", "mailbox")  # what a migration wave counts


def check_stated(project: Project, rules: RuleSet, templates: TemplateSet | None) -> Iterator[Finding]:
    """A warning, with both places, for each answer and for the waves whose numbers are not those of the inputs."""
    environment, request = project.environment, project.sizing
    if environment is None or request is None:
        return
    given = given_numbers(project, rules)
    areas = templates.questionnaire if templates else ()
    questions = {question.id: question for area in areas for question in area.questions}
    for answer in environment.answers:
        yield from _check_citations(answer, given, rules)
        question = questions.get(answer.question)
        if question and not answer.differs:
            text = with_citations(answer.answer, project, rules, lambda number, unit: f"{exact_or_near(number)} {unit}")
            yield from _check_answer(answer, text, _Facts(request, rules, given), question)
    yield from _check_waves(environment, _Facts(request, rules, given))


class _Facts:
    """What the sizing gives, by input."""

    def __init__(self, request: SizingRequest, rules: RuleSet, given: Mapping[str, Fraction]) -> None:
        self.request, self.given = request, given
        self.definitions = {definition.id: definition for definition in rules.inputs}

    def counted(self, units: tuple[str, ...]) -> tuple[str, ...]:
        """The given inputs that are counted in one of the units and have no default; none if one is no number."""
        ids = {
            definition.id
            for definition in self.definitions.values()
            if definition.default is None and definition.unit in units
        }
        named = tuple(sizing_input.input for sizing_input in self.request.inputs if sizing_input.input in ids)
        return named if all(name in self.given for name in named) else ()

    def place(self, name: str) -> Location:
        """Where an input is given."""
        return next(
            sizing_input.location.at("value") for sizing_input in self.request.inputs if sizing_input.input == name
        )


def _check_citations(answer: Answer, given: Mapping[str, Fraction], rules: RuleSet) -> Iterator[Finding]:
    for cited in unknown_citations(answer.answer, given, rules):
        yield warning(
            "sizing-cited-unknown",
            answer.location.at("answer"),
            f"{answer.question} cites {cited}, and the sizing gives no such numbers of one unit.",
            f"Cite inputs that sizing.yml gives: {', '.join(given) or 'none yet'}.",
        )


def _check_answer(answer: Answer, text: str, facts: _Facts, question: Question) -> Iterator[Finding]:
    names = facts.counted(question.counts)
    stated = stated_numbers(text)
    total = sum((facts.given[name] for name in names), Fraction(0))
    if names and stated and not _comes_to(stated, total):
        yield _otherwise(answer, " + ".join(names), f"{int(total):,}", facts.place(names[0]))
        return
    if not any(character.isdigit() for character in text) or IN_WORDS.search(text):
        return
    for name in question.inputs:
        value = facts.given.get(name)
        if value and not _stands_in(text, value, facts.definitions[name].unit):
            said = f"{exact_or_near(value)} {facts.definitions[name].unit}".strip()
            yield _otherwise(answer, name, said, facts.place(name))
            return


def _otherwise(answer: Answer, names: str, said: str, place: Location) -> Finding:
    return warning(
        "sizing-stated-otherwise",
        answer.location.at("answer"),
        f"{answer.question} is answered '{answer.answer}', and {names} of the sizing is {said}",
        f"Correct one of the two, cite the sizing as {{{names}}} in the answer, or say in 'differs' of the answer why "
        "they are not the same.",
        also=place,
    )


def _check_waves(environment: Environment, facts: _Facts) -> Iterator[Finding]:
    """All waves together move what is sized, unless somebody says why they do not."""
    names, waves = facts.counted(MAILBOXES), environment.migration
    moved, total = sum(wave.mailboxes for wave in waves), sum((facts.given[name] for name in names), Fraction(0))
    if names and waves and moved != total and not environment.migration_differs:
        yield warning(
            "sizing-stated-otherwise",
            waves[-1].location.at("mailboxes"),
            f"the waves move {moved:,} mailboxes, and {' + '.join(names)} of the sizing is {int(total):,}",
            "Correct one of the two, or say in 'migration_differs' why they are not the same.",
            also=facts.place(names[0]),
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


def _stands_in(text: str, value: Fraction, unit: str) -> bool:
    """Whether a text states a value in its unit, in one that converts, or without any; a mark may group or divide."""
    for found in AMOUNT.finditer(text):
        for number in _readings(found[1]):
            converted = convert(number, found[2], unit) if found[2] else None
            if value == (number if converted is None else converted):
                return True
    return False


def _readings(digits: str) -> Iterator[Fraction]:
    """A number with its marks as groups, and with the last one as the decimal mark."""
    plain = re.sub("[^0-9]", "", digits)
    yield Fraction(int(plain))
    if mark := re.search(r"[.,](?=[0-9]+$)", digits):
        yield Fraction(int(plain), 10 ** (len(digits) - mark.end()))
