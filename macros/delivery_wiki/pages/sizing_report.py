"""A sizing for `delivery size`: text for the terminal, and JSON with exact numbers."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

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

from .sizing_parts import count_text, is_needed, quantity, rests_on, total_text, unit_text, value_text, working_text
from .words import Words

SCHEMA = "sizing-result/1"
BOLD, DIM, WARN, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"
NARROWEST = 40
Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"] | None


def render_sizing_text(result: SizingResult, words: Words, *, width: int = 100, colour: bool = False) -> str:
    """Warnings, inputs, results and the working, no line wider than `width` (at least 40)."""
    paint = _Paint(max(width, NARROWEST), colour)
    rules = result.rules
    lines = [*paint.text(f"{words(rules.title)} ({rules.id} {rules.version})", BOLD)]
    for warning in result.warnings:
        lines += paint.text(f"{words('Warning')}: {words.message(warning)}", WARN)
    for title, rows in (
        (words("Inputs"), [_input_line(words, one) for one in result.inputs]),
        (words("Results"), [_result_line(words, result, one) for one in result.lines]),
        (words("Working"), [_step_line(words, one) for one in result.working]),
    ):
        lines += ["", *paint.text(title, BOLD)]
        for head, tail in rows:
            lines += [*paint.text(head, "", indent=2), *(paint.text(tail, DIM, indent=6) if tail else ())]
    return "\n".join(lines).replace("\xa0", " ") + "\n"


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


def _input_line(words: Words, used: UsedInput) -> tuple[str, str]:
    unit = unit_text(words, used.value, used.definition.unit)
    basis = words("missing") if used.value is None else words("assumed") if used.assumed else ""
    head = f"{words(used.definition.title)}: {value_text(words, used.value)} {unit}".rstrip()
    if used.given is not None:
        head += f" ({words('given as {value}', value=quantity(words, used.given, used.given_unit))})"
    return f"{head} [{basis}]" if basis else head, words(used.source) if used.source else ""


def _result_line(words: Words, result: SizingResult, line: ResultLine) -> tuple[str, str]:
    if not is_needed(line):
        return f"{words(line.title)}: {words('not needed')}", ""
    step = result.figure(line.count_rule) if line.count_rule else None
    count = f"{count_text(words, line)} {unit_text(words, line.count, step.unit)}" if step else ""
    by_hand = ""
    if step and step.override:
        computed = words("by hand; computed {value}", value=value_text(words, step.computed))
        by_hand = f" ({computed}: {step.override.reason})"
    figures = ", ".join(_measure_text(words, one) for one in line.measures)
    steps = [found for one in line.measures if (found := result.figure(one.rule))] + ([step] if step else [])
    assumed = tuple(dict.fromkeys(id for one in steps for id in one.assumed))
    head = "; ".join(text for text in (count + by_hand, figures) if text)
    return f"{words(line.title)}: {head}", rests_on(words, result, assumed)


def _measure_text(words: Words, measure: ResultMeasure) -> str:
    if not measure.per_node or measure.value is None:
        return total_text(words, measure)
    each = words("{size} each", size=quantity(words, measure.value, measure.unit))
    return f"{total_text(words, measure)} ({each})"


def _step_line(words: Words, step: WorkingStep) -> tuple[str, str]:
    head = f"{words(step.title)} = {working_text(words, step.expression)}"
    if step.override:
        head += f"; {words('set by hand to')} {value_text(words, step.value)} ({step.override.reason})"
    cited = [step.rule, *([step.source] if step.source else [])]
    cited += [words("confidence {letter}", letter=step.confidence)] if step.confidence else []
    return head, f"[{', '.join(cited)}]"


# --- JSON -----------------------------------------------------------------------------------------


def sizing_json(result: SizingResult, scenarios: Sequence[tuple[str, SizingResult]] = ()) -> str:
    """The result as JSON, described in schemas/sizing-result.schema.json; numbers are exact text, never floats."""
    report = {"schema": SCHEMA, **_result_json(result)}
    report["scenarios"] = [{"title": title, **_result_json(one)} for title, one in scenarios]
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def exact(value: RuleValue) -> str | bool | None:
    """A number as "8334" or "25000/3"; other values as they are."""
    return str(value) if isinstance(value, Fraction) else value


def _result_json(result: SizingResult) -> dict[str, Json]:
    rules = result.rules
    return {
        "rules": {"id": rules.id, "version": rules.version, "title": rules.title, "confidence": rules.confidence},
        "warnings": [_message(one) for one in result.warnings],
        "inputs": [_input_json(one) for one in result.inputs],
        "results": [_line_json(one) for one in result.lines],
        "working": [_step_json(one) for one in result.working],
    }


def _input_json(used: UsedInput) -> dict[str, Json]:
    return {
        "input": used.definition.id,
        "title": used.definition.title,
        "value": exact(used.value),
        "unit": used.definition.unit,
        "assumed": used.assumed,
        "from_default": used.from_default,
        "source": used.source,
    }


def _line_json(line: ResultLine) -> dict[str, Json]:
    return {
        "id": line.id,
        "title": line.title,
        "count": exact(line.count),
        "count_recommended": exact(line.count_recommended),
        "assumed": line.assumed,
        "measures": [
            {
                "title": one.title,
                "rule": one.rule,
                "unit": one.unit,
                "value": exact(one.value),
                "total": exact(one.total),
                "total_recommended": exact(one.total_recommended),
                "per_node": one.per_node,
                "assumed": one.assumed,
            }
            for one in line.measures
        ],
    }


def _step_json(step: WorkingStep) -> dict[str, Json]:
    return {
        "rule": step.rule,
        "title": step.title,
        "unit": step.unit,
        "value": exact(step.value),
        "computed": exact(step.computed),
        "rounded_from": exact(step.rounded_from),
        "reason": _message(step.reason) if step.reason else None,
        "override": step.override.reason if step.override else None,
        "expression": _parts_json(step.expression),
        "uses": list(step.uses),
        "assumed": list(step.assumed),
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
        return {"number": str(part.value), "unit": part.unit, "assumed": part.assumed, **named}
    return {"words": _message(part.message)}


def _message(message: Message) -> str:
    """A message in English, its numbers exact."""
    return (
        message.text.format(**{name: str(value) for name, value in message.values}) if message.values else message.text
    )
