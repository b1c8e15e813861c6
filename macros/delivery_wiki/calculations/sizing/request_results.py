"""What the inputs of a project come to: lines without a result, values beyond what a rule set was published for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from delivery_wiki.calculations.base.exact_text import exact_text
from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.sizing_request import SizingInput, SizingRequest
from delivery_wiki.model.sizing import RuleSet, SizingResult, Validity, WorkingStep
from delivery_wiki.model.status import Message

from .calculate import calculate_sizing, causes_of, rules_of_line, scenario_inputs
from .expressions import Band, ExpressionProblem
from .inputs import use_inputs
from .order import inputs_behind, order_rules


@dataclass(frozen=True, slots=True)
class _Hole:
    """What a reader of the figures would not see: no result, or a value beyond what was published; of which rule."""

    rule: str
    problem: str
    outside: bool

    def finding(self, place: Location, where: str = "") -> Finding:
        """The warning at a place; `where` says of what other than the project's own inputs."""
        if self.outside:
            repair = "Correct the input, or pin a rule set that reaches further."
            return warning("sizing-outside", place, where + self.problem, repair)
        repair = "Correct the input, or pin a rule set that describes it."
        return warning("sizing-no-result", place, where + self.problem, repair)


def check_results(request: SizingRequest, rules: RuleSet, library: Library) -> Iterator[Finding]:
    """Holes in the figures of a project, of its scenarios and of the rule set that it compares with, at the inputs."""
    told = tuple(_holes(calculate_sizing(rules, request.inputs, request.overrides)))
    for hole in told:
        yield hole.finding(_place(rules, hole.rule, request.inputs, request.location.at("inputs")))
    for scenario in request.scenarios:
        inputs = (*scenario.inputs, *request.inputs)
        for hole in _holes(calculate_sizing(rules, scenario_inputs(request, scenario.inputs))):
            if hole not in told:
                place = _place(rules, hole.rule, inputs, scenario.location)
                yield hole.finding(place, f"in the scenario '{scenario.id}', ")
    yield from _check_comparison(request, library)


def _check_comparison(request: SizingRequest, library: Library) -> Iterator[Finding]:
    pin = request.compare_with
    other = library.rule_set(pin.id, pin.version) if pin else None
    if other is None:
        return
    place = request.location.at("compare_with")
    missing = [use_input.definition for use_input in use_inputs(other, request.inputs) if use_input.value is None]
    if missing:
        names = ", ".join(f"'{definition.id}' ({definition.title})" for definition in missing)
        inputs = "the input" if len(missing) == 1 else "the inputs"
        problem = f"the comparison with {other.id} {other.version} needs {inputs} {names}"
        repair = "Add to 'inputs' what it needs, or take 'compare_with' out."
        yield warning("sizing-comparison", place, problem, repair)
    for hole in _holes(calculate_sizing(other, request.inputs)):
        yield hole.finding(place, f"under {other.id} {other.version}, ")


def _holes(result: SizingResult) -> Iterator[_Hole]:
    """Each rule for want of which lines have no result, and each limit that is passed."""
    found: dict[str, list[str]] = {}
    for line in result.lines:
        for step in causes_of(result, rules_of_line(line)) if line.is_needed else ():
            found.setdefault(step.rule, []).append(f"'{line.title}'")
    for step in result.working:
        if step.rule in found and step.reason:
            lines, verb = ", ".join(found[step.rule]), "is" if len(found[step.rule]) == 1 else "are"
            reason = f"{step.title}: {_english(step.reason)}{_limit_of(result.rules, step)}"
            yield _Hole(step.rule, f"{lines} {verb} without a result: {reason}", outside=False)
    limits = {validity.rule: validity for validity in result.rules.validity}
    for rule, outside in zip(result.outside, result.warnings, strict=True):
        yield _Hole(rule, f"{_english(outside)} (the rule set holds {_ends(limits[rule])})", outside=True)


def _limit_of(rules: RuleSet, step: WorkingStep) -> str:
    """What the bands of a rule cover, in words; empty for a rule without bands."""
    parsed = next((rule for rule in order_rules(rules).rules if rule.rule.id == step.rule), None)
    if parsed is None or isinstance(parsed.expression, ExpressionProblem):
        return ""
    texts = [_covered(expression.bands) for expression in parsed.expression.walk() if expression.bands]
    named = "; ".join(dict.fromkeys(text for text in texts if text))
    return f" Its bands cover {named}." if named else ""


def _covered(bands: Sequence[Band]) -> str:
    first, last = bands[0], bands[-1]
    low = "" if first.lower is None else f"{'from' if first.lower_included else 'above'} {exact_text(first.lower)}"
    high = "" if last.upper is None else f"{'up to' if last.upper_included else 'below'} {exact_text(last.upper)}"
    return " ".join(text for text in (low, high) if text)


def _ends(validity: Validity) -> str:
    low = "" if validity.minimum is None else f"from {exact_text(Fraction(validity.minimum))}"
    high = "" if validity.maximum is None else f"up to {exact_text(Fraction(validity.maximum))}"
    return " ".join(text for text in (low, high) if text)


def _place(rules: RuleSet, rule: str, inputs: Sequence[SizingInput], place: Location) -> Location:
    """The value of the first input that the rule rests on; where none is given, the place of all."""
    behind = inputs_behind(rules, rule)
    found = next((sizing_input for sizing_input in inputs if sizing_input.input in behind), None)
    return found.location.at("value") if found else place


def _english(message: Message) -> str:
    values = {name: exact_text(value) if isinstance(value, Fraction) else value for name, value in message.values}
    return message.text.format(**values)
