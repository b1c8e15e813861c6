"""Figures and working of a sizing in the reader's language, shared by its pages and its terminal report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

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

from .register_parts import NOTHING
from .tree import Content, Inline, LineBreak, Link, Mark, Muted, Number, State
from .words import Words

MOST_NAMED = 5
HEADLINE_TOTALS = 2
PLURALS = {
    "user": "users",
    "mailbox": "mailboxes",
    "session": "sessions",
    "node": "nodes",
    "core": "cores",
    "cluster": "clusters",
    "year": "years",
    "unit": "units",
    "block": "blocks",
    "copy": "copies",
    "device": "devices",
    "entry": "entries",
    "file": "files",
    "integration": "integrations",
    "message": "messages",
    "process": "processes",
    "request/s": "requests/s",
    "shard": "shards",
    "share": "shares",
    "socket": "sockets",
    "participant": "participants",
    "pod": "pods",
    "server": "servers",
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "month": "months",
    "business day": "business days",
    "item": "items",
    "value": "values",
    "value/s": "values/s",
    "event/s": "events/s",
    "tag": "tags",
}


class FigureBasis(Enum):
    """What a figure rests on: an assumption somewhere, a publication, or given inputs."""

    ASSUMED = "assumed"
    PUBLISHED = "published"
    GIVEN = "nothing assumed"


BASIS_MARKS = {FigureBasis.ASSUMED: Mark.OPEN, FigureBasis.PUBLISHED: Mark.MET, FigureBasis.GIVEN: Mark.MET}


def basis_of(step: WorkingStep) -> FigureBasis:
    """Whether a figure rests on an assumption, was read completely in a publication, or follows from given inputs."""
    if step.assumed:
        return FigureBasis.ASSUMED
    return FigureBasis.PUBLISHED if step.source and step.confidence.startswith("A") else FigureBasis.GIVEN


def basis_state(words: Words, basis: FigureBasis) -> State:
    """The basis as a word with its shape."""
    return State(BASIS_MARKS[basis], words(basis.value))


def value_text(words: Words, value: RuleValue) -> str:
    """A value without its unit; a dash where there is none."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return words(value) if isinstance(value, str) else words.number(value)


def plural(words: Words, unit: str) -> str:
    """The unit of many, for the head of a row or column."""
    return words(PLURALS.get(unit, unit)) if unit else ""


def unit_text(words: Words, value: RuleValue, unit: str) -> str:
    """The unit of a value in words: one node, two nodes."""
    return words(unit) if unit and value == 1 else plural(words, unit)


def figure(words: Words, value: RuleValue, unit: str = "", *, assumed: str = "") -> Inline:
    """A value with its unit as an inline figure."""
    if value is None:
        return NOTHING
    return Number(value_text(words, value), unit_text(words, value, unit), assumed)


def rests_on(words: Words, result: SizingResult, assumed: Sequence[str]) -> str:
    """The sentence that names the assumed inputs behind a figure; empty if there is none."""
    if not assumed:
        return ""
    titles = {one.definition.id: words(one.definition.title) for one in result.inputs}
    named = [titles.get(id, id) for id in assumed[:MOST_NAMED]]
    if len(assumed) > MOST_NAMED:
        named.append(words("and {count} more", count=words.number(len(assumed) - MOST_NAMED)))
    return words("Rests on assumed inputs: {names}", names="; ".join(named))


def step_figure(words: Words, result: SizingResult, step: WorkingStep) -> Inline:
    """The value of a step, marked if it rests on an assumption."""
    return figure(words, step.value, step.unit, assumed=rests_on(words, result, step.assumed))


# --- results --------------------------------------------------------------------------------------


def count_text(words: Words, line: ResultLine) -> str:
    """How many: the minimum, and the recommended number where it differs."""
    if line.count is None:
        return NOTHING if line.count_rule is None else words("no rule matches")
    if line.count_recommended is None or line.count_recommended == line.count:
        return words.number(line.count)
    return f"{words.number(line.count)} – {words.number(line.count_recommended)}"


def is_needed(line: ResultLine) -> bool:
    """Whether the line asks for at least one node, or for something that is not counted in nodes."""
    return line.count_rule is None or line.count != 0


def quantity(words: Words, value: Fraction, unit: str) -> str:
    """A number with its unit, as text."""
    return f"{words.number(value)}\xa0{unit_text(words, value, unit)}".rstrip()


def measure_text(words: Words, measure: ResultMeasure, value: Fraction | None) -> str:
    """A measure with its name: "Memory: 16 GB"."""
    text = words("no rule matches") if value is None else quantity(words, value, measure.unit)
    return f"{words(measure.title)}: {text}"


def total_text(words: Words, measure: ResultMeasure) -> str:
    """The total of a measure over all nodes, up to the recommended number where it differs."""
    text = measure_text(words, measure, measure.total)
    most = measure.total_recommended
    if measure.total is None or most is None or most == measure.total:
        return text
    return f"{text} – {quantity(words, most, measure.unit)}"


def lines_of(texts: Iterable[Inline]) -> Content:
    """Parts on lines of their own; a dash if there is none."""
    parts: list[Inline] = []
    for text in texts:
        parts += [LineBreak(), text] if parts else [text]
    return tuple(parts) or NOTHING


def input_basis(words: Words, used: UsedInput) -> Content:
    """Whether an input was measured, is assumed or missing, or comes from a publication."""
    if used.value is None:
        return State(Mark.LATE, words("missing"))
    if used.assumed:
        return State(Mark.OPEN, words("assumed"))
    return State(Mark.MET, words("published") if used.from_default else words("measured"))


# --- working --------------------------------------------------------------------------------------


def working_inline(
    words: Words, parts: Iterable[WorkingPart], places: Mapping[str, str] = MappingProxyType({})
) -> tuple[Inline, ...]:
    """The parts of a working as inline content: numbers with unit and name, signs between them.

    `places` are link targets by the id of a rule.
    """
    inline: list[Inline] = []
    for part in parts:
        if inline and not _sticks(part, before=False) and not _is_opening(inline[-1]):
            inline.append(" ")
        if isinstance(part, NumberPart):
            assumed = words("assumed") if part.assumed else ""
            inline.append(figure(words, part.value, part.unit, assumed=assumed))
            if part.title:
                target = places.get(part.reference)
                name = words(part.title)
                inline += [" (", Link(name, target), ")"] if target else [" ", Muted(f"({name})")]
        else:
            inline.append(part.sign if isinstance(part, SignPart) else words.message(part.message))
    return tuple(inline)


def working_text(words: Words, parts: Iterable[WorkingPart]) -> str:
    """The parts of a working as plain text, for the terminal."""
    text = ""
    for part in working_inline(words, parts):
        if isinstance(part, Number):
            text += f"{part.text} {part.unit}".rstrip() + (f" [{part.assumed}]" if part.assumed else "")
        else:
            text += part.text if isinstance(part, Muted | Link) else str(part)
    return text


def _sticks(part: WorkingPart, *, before: bool) -> bool:
    """Whether no space stands before a sign."""
    return isinstance(part, SignPart) and part.sign in ("(" if before else ")", ";", ":", "^")


def _is_opening(last: Inline) -> bool:
    return last in ("(", "^")


def sizing_headline(words: Words, result: SizingResult) -> str:
    """The sizing in one line: nodes, and the first totals that the rules give; empty where they give none."""
    nodes = sum((line.count for line in result.lines if line.count is not None), Fraction(0))
    figures = [words.counted(nodes, "{count} node", "{count} nodes")] if nodes else []
    totals = _headline_totals(result)
    figures += [
        f"{words.quantity(total, unit)} {words(title)}"
        for (title, unit), total in list(totals.items())[:HEADLINE_TOTALS]
    ]
    return ", ".join(figures)


def _headline_totals(result: SizingResult) -> dict[tuple[str, str], Fraction]:
    """Totals by title and unit; where several components share a figure, only shared ones make the headline."""
    found: dict[tuple[str, str], list[Fraction]] = {}
    for line in result.lines:
        for measure in line.measures:
            if measure.total is not None:
                found.setdefault((measure.title, measure.unit), []).append(measure.total)
    shared = {key: values for key, values in found.items() if len(values) > 1}
    return {key: sum(values, Fraction(0)) for key, values in (shared or found).items()}
