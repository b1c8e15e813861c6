"""A sizing for `delivery size`: text for the terminal, and JSON with exact numbers."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from delivery_wiki.calculations.sizing.headline import adding_lines, headline
from delivery_wiki.model.sizing import (
    NumberPart,
    ResultLine,
    ResultMeasure,
    RuleValue,
    SignPart,
    SizingResult,
    UsedInput,
    WorkingPart,
    WorkingStep,
)
from delivery_wiki.model.status import Message

from ..elements.register_parts import NOTHING
from ..elements.words import Words
from ..render.json_text import Json, json_text
from .sizing_notes import confidence, limits
from .sizing_parts import rests_on, working_text
from .sizing_words import FigureWords, count_text, has_total, measure_text, sizing_headline, total_text
from .sizing_zero_terms import fold_zero_terms

SCHEMA = "sizing-result/1"
BOLD, DIM, WARN, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"
NARROWEST = 40


Named = tuple[str, SizingResult]


def render_sizing_text(
    result: SizingResult,
    words: Words,
    *,
    scenarios: Sequence[Named] = (),
    comparison: SizingResult | None = None,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Headline, warnings, inputs, results, scenarios, a second rule set and the working.

    No line is wider than `width` (at least 40). What is said of a result is said of each scenario, too.
    """
    paint = _Paint(max(width, NARROWEST), colour)
    rules, said = result.rules, FigureWords.of(words, result.rules)
    lines = [*paint.text(f"{words(rules.title)} ({rules.id} {rules.version})", BOLD)]
    lines += paint.text(sizing_headline(words, result), BOLD)
    lines += _warning_lines(paint, words, result)
    lines += paint.text(f"{words('Confidence')}: {confidence(words, result)}", DIM)
    for title, rows in (
        (words("Inputs"), [_input_line(said, used_input) for used_input in result.inputs]),
        (words("Results"), [_result_line(said, result, line) for line in result.lines]),
    ):
        lines += ["", *paint.text(title, BOLD), *_rows(paint, rows)]
    for title, scenario in scenarios:
        heading = words("Scenario: {title}", title=title)
        lines += ["", *paint.text(heading, BOLD), *_other_result(paint, words, scenario, beside=result)]
    if comparison:
        other = comparison.rules
        heading = words("Compared with {title}", title=f"{words(other.title)} ({other.id} {other.version})")
        lines += ["", *paint.text(heading, BOLD), *_other_result(paint, words, comparison)]
        lines += paint.text(f"{words('Confidence')}: {confidence(words, comparison)}", DIM, indent=2)
    lines += [
        "",
        *paint.text(words("Calculation"), BOLD),
        *_rows(paint, [_step_line(said, step) for step in result.working]),
    ]
    return "\n".join(lines).replace("\xa0", " ") + "\n"


def _rows(paint: _Paint, rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = []
    for head, tail in rows:
        lines += [*paint.text(head, "", indent=2), *(paint.text(tail, DIM, indent=6) if tail else ())]
    return lines


def _warning_lines(paint: _Paint, words: Words, result: SizingResult, *, indent: int = 0) -> list[str]:
    texts = (f"{words('Warning')}: {text}" for text in limits(words, result))
    return [line for text in texts for line in paint.text(text, WARN, indent=indent)]


def _other_result(
    paint: _Paint, words: Words, result: SizingResult, beside: SizingResult | None = None
) -> Iterator[str]:
    """A scenario, or the answer of another rule set: warnings, headline, inputs that differ, and every line."""
    said = FigureWords.of(words, result.rules)
    yield from paint.text(sizing_headline(words, result), "", indent=2)
    yield from _warning_lines(paint, words, result, indent=2)
    pairs = zip(result.inputs, beside.inputs, strict=True) if beside else ()
    changed = [_input_line(said, one) for one, other in pairs if one.value != other.value]
    yield from _rows(paint, [*changed, *(_result_line(said, result, line) for line in result.lines)])


class _Paint:
    """Wraps text to a width, and colours whole lines."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def text(self, text: str, style: str, *, indent: int = 0) -> list[str]:
        """The text on as many lines as it needs."""
        first, rest = " " * indent, " " * (indent + 4 if indent else 0)
        wrapped = textwrap.wrap(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=True,
            break_on_hyphens=False,
        )
        return [f"{style}{line}{PLAIN}" if self.colour and style else line for line in wrapped]


def _input_line(said: FigureWords, used: UsedInput) -> tuple[str, str]:
    words, unit = said.words, used.definition.unit
    basis = words("missing") if used.value is None else words("assumed") if used.assumed else ""
    head = f"{words(used.definition.title)}: {said.given(used.value, unit) if used.value is not None else NOTHING}"
    if used.given is not None:
        given = words("given as {value}", value=said.given(used.given, used.given_unit))
        head = f"{words(used.definition.title)}: {said.quantity(used.value, unit)} ({given})"
    return f"{head} [{basis}]" if basis else head, words(used.source) if used.source else ""


def _result_line(said: FigureWords, result: SizingResult, line: ResultLine) -> tuple[str, str]:
    words = said.words
    step = result.figure(line.count_rule) if line.count_rule else None
    if not line.is_needed:
        return f"{words(line.title)}: {words('not needed')}", rests_on(said, step.assumed if step else ())
    count = _count_text(said, line, step.unit) if step else ""
    by_hand = ""
    if step and step.override:
        computed = words("by hand; computed {value}", value=said.result(step.computed, ()))
        by_hand = f" ({computed}: {step.override.reason})"
    figures = ", ".join(_measure_text(said, measure) for measure in line.measures)
    steps = [found for measure in line.measures if (found := result.figure(measure.rule))] + ([step] if step else [])
    assumed = tuple(dict.fromkeys(id for step in steps if step.value is not None for id in step.assumed))
    head = "; ".join(text for text in (count + by_hand, figures) if text)
    return f"{words(line.title)}: {head}", rests_on(said, assumed)


def _count_text(said: FigureWords, line: ResultLine, unit: str) -> str:
    most = line.count if line.count_recommended is None else line.count_recommended
    return (
        count_text(said, line) if line.count is None else f"{count_text(said, line)} {said.unit(most, unit)}".rstrip()
    )


def _measure_text(said: FigureWords, measure: ResultMeasure) -> str:
    if not has_total(measure):
        return measure_text(said, measure)
    if not measure.per_node or measure.value is None:
        return total_text(said, measure)
    each = said.words("{size} each", size=said.beside(measure.title, measure.value, measure.unit))
    return f"{total_text(said, measure)} ({each})"


def _step_line(said: FigureWords, step: WorkingStep) -> tuple[str, str]:
    words = said.words
    head = f"{words(step.title)} = {working_text(said, fold_zero_terms(step.expression).shown)}"
    if step.override:
        head += f"; {words('set by hand to')} {said.value(step.value)} ({step.override.reason})"
    cited = [step.rule, *([step.source] if step.source else [])]
    cited += [words("confidence {letter}", letter=step.confidence)] if step.confidence else []
    return head, f"[{', '.join(cited)}]"


# --- JSON -----------------------------------------------------------------------------------------


def sizing_json(
    result: SizingResult,
    scenarios: Sequence[Named] = (),
    comparison: SizingResult | None = None,
    *,
    on: dt.date | None = None,
) -> str:
    """The result as JSON, described in schemas/sizing-result.schema.json; numbers are exact text, never floats.

    `on` is the as-of date of the project; a rule set alone has none.
    """
    report: dict[str, Json] = {"schema": SCHEMA, "on": on, **_result_json(result)}
    report["scenarios"] = [{"title": title, **_result_json(scenario)} for title, scenario in scenarios]
    report["comparison"] = _result_json(comparison) if comparison else None
    return json_text(report) + "\n"


def kind_of_value(value: RuleValue) -> str | None:
    """Whether a value is a number, a text, or yes and no; as text alone, "25" could be two of them."""
    if value is None:
        return None
    return "yes-no" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"


def _result_json(result: SizingResult) -> dict[str, Json]:
    rules = result.rules
    return {
        "rules": {"id": rules.id, "version": rules.version, "title": rules.title, "confidence": rules.confidence},
        "headline": _headline_json(result),
        "warnings": [_message(warning) for warning in result.warnings],
        "inputs": [_input_json(used_input) for used_input in result.inputs],
        "results": [_line_json(line) for line in adding_lines(result)],
        "working": [_step_json(step) for step in result.working],
    }


def _headline_json(result: SizingResult) -> dict[str, Json]:
    found = headline(result)
    return {
        "text": sizing_headline(Words(), result),
        "figures": [
            {
                "title": figures.title,
                "unit": figures.unit,
                "value": figures.value,
                "kind": kind_of_value(figures.value),
                "at_least": figures.at_least,
            }
            for figures in found.figures
        ],
        "without": found.without,
    }


def _input_json(used: UsedInput) -> dict[str, Json]:
    return {
        "input": used.definition.id,
        "title": used.definition.title,
        "value": used.value,
        "unit": used.definition.unit,
        "assumed": used.assumed,
        "from_default": used.from_default,
        "source": used.source,
    }


def _line_json(line: ResultLine) -> dict[str, Json]:
    return {
        "id": line.id,
        "title": line.title,
        "count": line.count,
        "count_recommended": line.count_recommended,
        "count_unit": line.count_unit,
        "missing": line.missing,
        "adds": line.adds,
        "assumed": line.assumed,
        "measures": [
            {
                "title": measure.title,
                "rule": measure.rule,
                "unit": measure.unit,
                "kind": kind_of_value(measure.value),
                "value": measure.value,
                "total": measure.total,
                "total_recommended": measure.total_recommended,
                "per_node": measure.per_node,
                "assumed": measure.assumed,
                "missing": measure.missing,
                "adds": measure.adds,
            }
            for measure in line.measures
        ],
    }


def _step_json(step: WorkingStep) -> dict[str, Json]:
    return {
        "rule": step.rule,
        "title": step.title,
        "unit": step.unit,
        "kind": kind_of_value(step.value),
        "value": step.value,
        "computed": step.computed,
        "rounded_from": step.rounded_from,
        "reason": _message(step.reason) if step.reason else None,
        "override": step.override.reason if step.override else None,
        "expression": _parts_json(step.expression),
        "uses": step.uses,
        "assumed": step.assumed,
        "missing": step.missing,
        "source": step.source,
        "confidence": step.confidence,
    }


def _parts_json(parts: Iterable[WorkingPart]) -> list[Json]:
    return [_part_json(part) for part in parts]


def _part_json(part: WorkingPart) -> dict[str, Json]:
    if isinstance(part, SignPart):
        return {"sign": part.sign}
    if isinstance(part, NumberPart):
        named: Mapping[str, Json] = {"reference": part.reference, "title": part.title} if part.reference else {}
        return {"number": part.value, "unit": part.unit, "assumed": part.assumed, **named}
    return {"words": _message(part.message)}


def _message(message: Message) -> str:
    """A message in English, its numbers exact."""
    return (
        message.text.format(**{name: str(value) for name, value in message.values}) if message.values else message.text
    )
