"""Growth year by year: how many nodes each component needs, and in which year its next node comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from macros.model.project import InputBasis, SizingInput, SizingOverride
from macros.model.sizing import InputDefinition, RuleSet, SizingResult

from .calculate import calculate_sizing, overrides_by_rule

LEAST_SHOWN = 5
MOST_YEARS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNode:
    """A year in which a component needs more nodes than in the year before."""

    year: int
    before: Fraction
    count: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthLine:
    """A component: its nodes in each year as the rules compute them, and every year in which there are more.

    `by_hand` is the number of nodes that the project set by hand, `short_from` the first year that needs more.
    """

    id: str
    title: str
    counts: tuple[Fraction | None, ...]
    next_nodes: tuple[NextNode, ...]
    assumed: tuple[str, ...] = ()
    by_hand: Fraction | None = None
    short_from: int | None = None


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


def calculate_growth(
    rules: RuleSet, inputs: Sequence[SizingInput], overrides: Sequence[SizingOverride] = ()
) -> Growth | None:
    """Each year under the rules alone; None for a rule set without an input of years or a counted component."""
    definition = next((one for one in rules.inputs if one.id == rules.growth), None)
    counted = [one for one in rules.outputs if one.count]
    if definition is None or not counted:
        return None
    years = _years(definition)
    results = [calculate_sizing(rules, _in_year(definition, inputs, year)) for year in years]
    planned = _planned(definition, calculate_sizing(rules, inputs))
    by_hand = calculate_sizing(rules, inputs, overrides) if overrides else None
    set_by_hand = overrides_by_rule(rules, overrides).keys()
    lines = (_line(one.id, years, results, by_hand if one.count in set_by_hand else None) for one in counted)
    last = max(LEAST_SHOWN, planned or 0)
    return Growth(
        definition=definition,
        years=years,
        shown=sum(year <= last for year in years),
        planned=planned,
        lines=tuple(lines),
    )


def _years(definition: InputDefinition) -> tuple[int, ...]:
    first = int(definition.minimum or 0)
    last = first + MOST_YEARS if definition.maximum is None else int(definition.maximum)
    return tuple(range(first, min(last, first + MOST_YEARS) + 1))


def _in_year(definition: InputDefinition, inputs: Sequence[SizingInput], year: int) -> tuple[SizingInput, ...]:
    """The inputs with the year in the place of the one planned for; that a year is looked at is no assumption."""
    others = tuple(one for one in inputs if one.input != definition.id)
    return (*others, SizingInput(input=definition.id, value=year, basis=InputBasis.MEASURED))


def _planned(definition: InputDefinition, result: SizingResult) -> int | None:
    used = next(one for one in result.inputs if one.definition.id == definition.id)
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


def _next_nodes(years: Sequence[int], counts: Sequence[Fraction | None]) -> tuple[NextNode, ...]:
    pairs = zip(years[1:], counts, counts[1:], strict=False)
    return tuple(
        NextNode(year=year, before=before, count=count)
        for year, before, count in pairs
        if before is not None and count is not None and count > before
    )
