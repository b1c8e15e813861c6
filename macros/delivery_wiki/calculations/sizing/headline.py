"""The sizing in one line, exact: how many things, the first totals that components share, and what has no result.

A line that is a total, or part of another, is never added; one unit stands for one title.
Shares do not add: the 96 % of one component and the 50 % of another are no 146 % of anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from delivery_wiki.model.sizing import ResultLine, ResultMeasure, RuleSet, RuleValue, SizingResult

from .rule_set_totals import is_unmarked_total
from .units import convert, is_share, is_size, same_dimension

MOST_TITLES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineFigure:
    """A sum with its unit; `title` is empty for things that are counted. `at_least` says that a part has no result.

    `value` is a text, or yes or no, only where the rule set has no figure that is a number.
    """

    title: str
    unit: str
    value: RuleValue
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The figures of the headline, and the titles of the lines of which a count or a figure has no result."""

    figures: tuple[HeadlineFigure, ...]
    without: tuple[str, ...]


def headline(result: SizingResult) -> Headline:
    """What one line says of a result: things by their unit, then the sums of at most two titles.

    Sums are exact: the page that prints them rounds. Where a title has figures whose units do not convert into each
    other, it has a sum for each.
    """
    lines = [line for line in adding_lines(result) if line.is_needed]
    figures = (*_counts(lines), *_totals(lines))
    return Headline(
        figures=figures or tuple(_facts(lines)), without=tuple(line.title for line in lines if _lacks_a_result(line))
    )


def summed_titles(result: SizingResult) -> Mapping[str, HeadlineFigure]:
    """The exact sum of every title whose figures add and have one sum."""
    lines = [line for line in adding_lines(result) if line.is_needed]
    sums = {title: tuple(_sums(title, measures)) for title, measures in _by_title(lines).items()}
    return {title: figures[0] for title, figures in sums.items() if len(figures) == 1}


def adding_lines(result: SizingResult) -> tuple[ResultLine, ...]:
    """The lines of a result; a count or a figure that sums others without saying so does not add either."""
    return tuple(_without_totals(result.rules, line) for line in result.lines)


def _without_totals(rules: RuleSet, line: ResultLine) -> ResultLine:
    measures = tuple(
        replace(measure, adds=measure.adds and not is_unmarked_total(rules, line.id, measure.title, measure.rule))
        for measure in line.measures
    )
    counted = line.adds and not is_unmarked_total(rules, line.id, "", line.count_rule or "")
    return replace(line, measures=measures, adds=counted)


def is_whole(count: Fraction | None) -> bool:
    """Whether a number is a number of things: whole, and not below zero."""
    return count is not None and count.denominator == 1 and count >= 0


def is_counted(unit: str) -> bool:
    """Whether something in this unit is counted in things; bytes, rates, times and percent are measured."""
    return not is_size(unit)


def _lacks_a_result(line: ResultLine) -> bool:
    counted = line.count_rule is None or (is_whole(line.count) and is_counted(line.count_unit))
    return not counted or any(measure.total is None for measure in line.measures)


def _counts(lines: Iterable[ResultLine]) -> Iterator[HeadlineFigure]:
    groups: dict[str, list[Fraction | None]] = {}
    for line in lines:
        if line.count_rule and line.adds and is_counted(line.count_unit):
            groups.setdefault(line.count_unit, []).append(line.count if is_whole(line.count) else None)
    for unit, counts in groups.items():
        known = [count for count in counts if count is not None]
        if known:
            total = sum(known, Fraction(0))
            yield HeadlineFigure(title="", unit=unit, value=total, at_least=len(known) < len(counts))


def _totals(lines: Iterable[ResultLine]) -> Iterator[HeadlineFigure]:
    """Sums by title; where several components share a figure, only shared ones make the headline."""
    groups = _by_title(lines)
    shared = {title: measures for title, measures in groups.items() if len(measures) > 1} or groups
    with_result = {title: found for title, measures in shared.items() if (found := tuple(_sums(title, measures)))}
    for figures in list(with_result.values())[:MOST_TITLES]:
        yield from figures


def _by_title(lines: Iterable[ResultLine]) -> dict[str, list[ResultMeasure]]:
    """The figures that add, by their titles."""
    groups: dict[str, list[ResultMeasure]] = {}
    for line in lines:
        for measure in line.measures:
            if measure.adds and not isinstance(measure.total, bool | str):
                groups.setdefault(measure.title, []).append(measure)
    return groups


def _sums(title: str, measures: Iterable[ResultMeasure]) -> Iterator[HeadlineFigure]:
    """One sum in the unit of the first result; figures whose units do not convert into it are summed apart."""
    groups: list[list[ResultMeasure]] = []
    lacking = False
    for measure in measures:
        if measure.total is None:
            lacking = True
            continue
        group = next((group for group in groups if same_dimension(group[0].unit, measure.unit)), None)
        if group is None:
            groups.append([measure])
        else:
            group.append(measure)
    for group in groups:
        unit = group[0].unit
        if is_share(unit) and (len(group) > 1 or group[0].is_multiplied):
            continue
        known = [number for measure in group if (number := _in_unit(measure, unit)) is not None]
        yield HeadlineFigure(title=title, unit=unit, value=sum(known, Fraction(0)), at_least=lacking)


def _in_unit(measure: ResultMeasure, unit: str) -> Fraction | None:
    return convert(measure.total, measure.unit, unit) if isinstance(measure.total, Fraction) else None


def _facts(lines: Iterable[ResultLine]) -> Iterator[HeadlineFigure]:
    """The first texts, and yes and no, of a rule set that gives nothing else; one that differs by line says nothing."""
    groups: dict[str, list[RuleValue]] = {}
    for line in lines:
        for measure in line.measures:
            groups.setdefault(measure.title, []).append(measure.total)
    words = {
        title: values for title, values in groups.items() if all(isinstance(value, bool | str) for value in values)
    }
    alike = [(title, values[0]) for title, values in words.items() if len({*values}) == 1]
    for title, value in alike[:MOST_TITLES]:
        yield HeadlineFigure(title=title, unit="", value=value)
