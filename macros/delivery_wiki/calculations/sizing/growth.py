"""Growth year by year: the nodes of each component, the year of its next node, and the totals that grow with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput, SizingOverride
from delivery_wiki.model.sizing import InputDefinition, OutputComponent, OutputMeasure, RuleSet, RuleValue, SizingResult

from .calculate import calculate_sizing, overrides_by_rule
from .rule_set_totals import is_unmarked_total
from .units import convert, same_dimension

LEAST_SHOWN = 5
MOST_YEARS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNode:
    """A year, counted as the rule set's input counts it, in which a component needs more nodes than the year before."""

    year: int
    before: Fraction
    count: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthLine:
    """A component: its nodes in each year as the rules compute them, and every year in which there are more.

    `by_hand` is the number of nodes that the project set by hand, `short_from` the first year that needs more. None in
    `counts` is a year without a result.
    """

    id: str
    title: str
    counts: tuple[Fraction | None, ...]
    next_nodes: tuple[NextNode, ...]
    assumed: tuple[str, ...] = ()
    by_hand: Fraction | None = None
    short_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthTotal:
    """A figure of a component over all its nodes, in each year; the rule set says for which figures this is shown.

    `totals` are exact, in `unit`; `adds` is false for a figure that sums others, or is part of one.
    """

    id: str
    rule: str
    title: str
    measure: str
    unit: str
    totals: tuple[RuleValue, ...]
    assumed: tuple[str, ...] = ()
    adds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthSum:
    """What all components need of one figure in each year, in `unit`; None where one of them has no result.

    A figure that does not add stands alone, with its own values as totals, and so does a text.
    """

    measure: str
    unit: str
    parts: tuple[GrowthTotal, ...]
    totals: tuple[RuleValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """All years that the rule set's input of years takes; a page shows the first `shown` of them.

    `planned` is the year that the result of the project stands for.
    """

    definition: InputDefinition
    years: tuple[int, ...]
    shown: int
    planned: int | None
    lines: tuple[GrowthLine, ...]
    totals: tuple[GrowthTotal, ...] = ()


def calculate_growth(
    rules: RuleSet, inputs: Sequence[SizingInput], overrides: Sequence[SizingOverride] = ()
) -> Growth | None:
    """Each year under the rules alone; None for a rule set that counts no years, or has nothing to show by year.

    Years run from the minimum of the rule set's input to its maximum, at most `MOST_YEARS` further. Nothing is
    rounded here, and an override is compared with the years but changes none.
    """
    definition = next((other for other in rules.inputs if other.id == rules.growth), None)
    counted = [output for output in rules.outputs if output.count]
    grown = [(output, measure) for output in rules.outputs for measure in output.measures if measure.growth]
    if definition is None or not (counted or grown):
        return None
    years = _years(definition)
    results = [calculate_sizing(rules, _in_year(definition, inputs, year)) for year in years]
    planned = _planned(definition, calculate_sizing(rules, inputs))
    by_hand = calculate_sizing(rules, inputs, overrides) if overrides else None
    set_by_hand = overrides_by_rule(rules, overrides).keys()
    lines = (
        _line(component.id, years, results, by_hand if component.count in set_by_hand else None)
        for component in counted
    )
    last = max(LEAST_SHOWN, planned or 0)
    return Growth(
        definition=definition,
        years=years,
        shown=sum(year <= last for year in years),
        planned=planned,
        lines=tuple(lines),
        totals=tuple(_total(component, measure, results) for component, measure in grown),
    )


def growth_sums(growth: Growth) -> tuple[GrowthSum, ...]:
    """The totals that grow, summed exactly, in the unit of the first, over the components that share a figure."""
    groups: list[list[GrowthTotal]] = []
    for total in growth.totals:
        shared = next((group for group in groups if _adds_to(total, group[0])), None)
        if shared is None:
            groups.append([total])
        else:
            shared.append(total)
    return tuple(_summed(group) for group in groups)


def _adds_to(total: GrowthTotal, first: GrowthTotal) -> bool:
    """Whether two totals are of one figure, and numbers that add."""
    numbers = not any(isinstance(value, bool | str) for value in (*total.totals, *first.totals))
    return (
        total.measure == first.measure
        and total.adds
        and first.adds
        and numbers
        and same_dimension(total.unit, first.unit)
    )


def _summed(parts: Sequence[GrowthTotal]) -> GrowthSum:
    first = parts[0]
    totals = first.totals if len(parts) == 1 else tuple(_sum(parts, year) for year in range(len(first.totals)))
    return GrowthSum(measure=first.measure, unit=first.unit, parts=tuple(parts), totals=totals)


def _sum(parts: Sequence[GrowthTotal], year: int) -> Fraction | None:
    values = [(part.totals[year], part.unit) for part in parts]
    numbers = [convert(value, unit, parts[0].unit) for value, unit in values if isinstance(value, Fraction)]
    known = [number for number in numbers if number is not None]
    return sum(known, Fraction(0)) if len(known) == len(parts) else None


def _years(definition: InputDefinition) -> tuple[int, ...]:
    first = int(definition.minimum or 0)
    last = first + MOST_YEARS if definition.maximum is None else int(definition.maximum)
    return tuple(range(first, min(last, first + MOST_YEARS) + 1))


def _in_year(definition: InputDefinition, inputs: Sequence[SizingInput], year: int) -> tuple[SizingInput, ...]:
    """The inputs with the year in the place of the one planned for; that a year is looked at is no assumption."""
    others = tuple(sizing_input for sizing_input in inputs if sizing_input.input != definition.id)
    return (*others, SizingInput(input=definition.id, value=year, basis=InputBasis.MEASURED))


def _planned(definition: InputDefinition, result: SizingResult) -> int | None:
    used = next(used_input for used_input in result.inputs if used_input.definition.id == definition.id)
    return int(used.value) if isinstance(used.value, Fraction) else None


def _line(id: str, years: Sequence[int], results: Sequence[SizingResult], by_hand: SizingResult | None) -> GrowthLine:
    lines = [line for result in results if (line := result.line(id))]
    counts = tuple(line.count for line in lines)
    step = results[0].figure(lines[0].count_rule or "")
    chosen = by_hand.line(id) if by_hand else None
    by_hand_count = chosen.count if chosen else None
    short = (
        year
        for year, count in zip(years, counts, strict=True)
        if by_hand_count is not None and count is not None and count > by_hand_count
    )
    return GrowthLine(
        id=id,
        title=lines[0].title,
        counts=counts,
        next_nodes=_next_nodes(years, counts),
        assumed=step.assumed if step else (),
        by_hand=by_hand_count,
        short_from=next(short, None),
    )


def _total(component: OutputComponent, measure: OutputMeasure, results: Sequence[SizingResult]) -> GrowthTotal:
    lines = (result.line(component.id) for result in results)
    found = [
        next(counterpart for counterpart in line.measures if counterpart.rule == measure.rule) for line in lines if line
    ]
    step = results[0].figure(measure.rule)
    return GrowthTotal(
        id=component.id,
        rule=measure.rule,
        title=component.title,
        measure=measure.title,
        unit=found[0].unit,
        totals=tuple(measure.total for measure in found),
        assumed=step.assumed if step else (),
        adds=found[0].adds and not is_unmarked_total(results[0].rules, component.id, measure.title, measure.rule),
    )


def _next_nodes(years: Sequence[int], counts: Sequence[Fraction | None]) -> tuple[NextNode, ...]:
    pairs = zip(years[1:], counts, counts[1:], strict=False)
    return tuple(
        NextNode(year=year, before=before, count=count)
        for year, before, count in pairs
        if before is not None and count is not None and count > before
    )
