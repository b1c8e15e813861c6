"""Figures and working of a sizing in the reader's language, shared by its pages and its terminal report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

from delivery_wiki.model.sizing import (
    NumberPart,
    OutputComponent,
    ResultLine,
    ResultMeasure,
    RuleSet,
    RuleValue,
    SignPart,
    SizingResult,
    UsedInput,
    WorkingPart,
    WorkingStep,
)

from ..elements.register_parts import NOTHING
from ..elements.tree import Content, Inline, LineBreak, Link, Mark, Muted, Number, State, Strong
from ..elements.words import Words
from .sizing_words import FigureWords, count_text


class FigureBasis(Enum):
    """What a figure rests on: an assumption somewhere, a publication, or given inputs."""

    ASSUMED = "assumed"
    PUBLISHED = "published"
    GIVEN = "nothing assumed"


def basis_of(step: WorkingStep) -> FigureBasis:
    """Whether a figure rests on an assumption, was read completely in a publication, or follows from given inputs."""
    if step.assumed:
        return FigureBasis.ASSUMED
    return FigureBasis.PUBLISHED if step.source and step.confidence.startswith("A") else FigureBasis.GIVEN


def basis_of_total(result: SizingResult, line: ResultLine, measure: ResultMeasure) -> FigureBasis | None:
    """What the total of a figure rests on; None without a figure. The count of a figure of one node is behind it."""
    step = result.figure(measure.rule)
    return (FigureBasis.ASSUMED if result.assumed_behind(line, measure) else basis_of(step)) if step else None


def basis_state(words: Words, basis: FigureBasis, of: str = "") -> Inline:
    """The basis in a word, behind the name of the figure where it is not that of all; an assumption has a mark."""
    word = words(basis.value)
    said = f"{of}: {word}" if of else word
    return State(Mark.OPEN, said) if basis is FigureBasis.ASSUMED else said


def figure(said: FigureWords, value: RuleValue, unit: str = "", *, assumed: str = "", exact: bool = False) -> Inline:
    """A value with its unit as an inline figure; `exact` shows all of its digits."""
    if value is None:
        return NOTHING
    text, digits = said.value(value), said.exact(value)
    return Number(digits if exact else text, said.unit(value, unit), assumed, "" if exact or digits == text else digits)


def rests_on(said: FigureWords, assumed: Sequence[str]) -> str:
    """The sentence that names every assumed input behind a figure; empty if there is none."""
    if not assumed:
        return ""
    named = "; ".join(said.titles.get(id, id) for id in assumed)
    return said.words("Rests on assumed inputs: {names}", names=named)


def step_figure(said: FigureWords, step: WorkingStep) -> Inline:
    """The value of a step, marked if it rests on an assumption; why there is none, where there is none."""
    if step.value is None:
        return said.without(step.missing)
    return figure(said, step.value, step.unit, assumed=rests_on(said, step.assumed))


# --- results --------------------------------------------------------------------------------------


def count_figure(said: FigureWords, step: WorkingStep, line: ResultLine) -> Inline:
    """How many, with the unit where it is another than nodes; marked if it rests on an assumption."""
    text = count_text(said, line)
    if line.count is None:
        return text
    unit = "" if step.unit == "node" else said.unit(line.count_recommended or line.count, step.unit)
    return Number(text, unit, assumed=rests_on(said, step.assumed))


def component_titles(words: Words, rules: RuleSet, component: OutputComponent) -> Content:
    """The title of a line, and below it what contains it; a total is in bold."""
    title = words(component.title)
    whole = next((output.title for output in rules.outputs if output.id == component.part_of), "")
    if whole:
        return (title, LineBreak(), Muted(words("part of {whole}", whole=words(whole))))
    return Strong(title) if component.total else title


def input_figure(said: FigureWords, used: UsedInput) -> Inline:
    """The value of an input as it was given, with all of its digits; one that was converted is read like a result."""
    return figure(said, used.value, used.definition.unit, exact=used.given is None)


def lines_of(texts: Iterable[Inline]) -> Content:
    """Parts on lines of their own; a dash if there is none."""
    parts: list[Inline] = []
    for text in texts:
        parts += [LineBreak(), text] if parts else [text]
    return tuple(parts) or NOTHING


def input_basis(words: Words, used: UsedInput) -> Content:
    """Whether an input was measured, is assumed or missing, or comes from a publication; the exceptions have a mark."""
    if used.value is None:
        return State(Mark.LATE, words("missing"))
    if used.assumed:
        return State(Mark.OPEN, words("assumed"))
    return words("published") if used.from_default else words("measured")


# --- working --------------------------------------------------------------------------------------


def working_inline(
    said: FigureWords, parts: Iterable[WorkingPart], places: Mapping[str, str] = MappingProxyType({})
) -> tuple[Inline, ...]:
    """The parts of a working as inline content: exact numbers with unit and name, signs between them.

    `places` are link targets by the id of a rule.
    """
    words = said.words
    inline: list[Inline] = []
    for part in parts:
        if inline and not _sticks(part, before=False) and not _is_opening(inline[-1]):
            inline.append(" ")
        if isinstance(part, NumberPart):
            assumed = words("assumed") if part.assumed else ""
            inline.append(figure(said, part.value, part.unit, assumed=assumed, exact=True))
            if part.title:
                target = places.get(part.reference)
                name = words(part.title)
                inline += [" (", Link(name, target), ")"] if target else [" ", Muted(f"({name})")]
        else:
            inline.append(part.sign if isinstance(part, SignPart) else words.message(part.message))
    return tuple(inline)


def working_text(said: FigureWords, parts: Iterable[WorkingPart]) -> str:
    """The parts of a working as plain text, for the terminal."""
    text = ""
    for part in working_inline(said, parts):
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
