"""Whether a line of a rule set sums others without saying so: the headline would add it to its own parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.project import InputBasis, SizingInput
from delivery_wiki.model.sizing import InputDefinition, OutputComponent, RuleSet, SizingResult

from .calculate import calculate_sizing
from .carried_values import reached_rules, roots_of_roundings
from .order import MOST_KEPT, SameRules, order_rules
from .rule_set_examples import result_of
from .total_words import part_word, total_word
from .units import convert, same_dimension

MOST_EXAMPLES = 24
MOST_COMBINED = 10
STEPS = (3, 11, 47, 101, 977, 5003)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A count or a total that the headline adds, in each sample, in the unit of the first of its title."""

    component: OutputComponent
    title: str
    rule: str
    per_node: bool
    values: tuple[Fraction | None, ...]
    place: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class _Total:
    """A figure that is made of others, and those; `is_exact` says that it is their sum and no more."""

    figure: _Figure
    parts: tuple[_Figure, ...]
    is_exact: bool


def find_unmarked_totals(rules: RuleSet) -> Iterator[Finding]:
    """A figure that sums others of its title, by its values or by its rule; a line whose title says that it does."""
    totals = _unmarked(SameRules(rules))
    yield from (_finding(total) for total in totals)
    yield from _find_by_title(rules, totals)


def is_unmarked_total(rules: RuleSet, id: str, title: str, rule: str) -> bool:
    """Whether a figure of an output, or with an empty title its count, sums others without saying so.

    A rule set is frozen, so that its samples are computed once in a process.
    """
    return any(
        (total.figure.component.id, total.figure.title, total.figure.rule) == (id, title, rule)
        for total in _unmarked(SameRules(rules))
    )


@lru_cache(maxsize=MOST_KEPT)
def _unmarked(key: SameRules) -> tuple[_Total, ...]:
    rules = key.rules
    if not any(len(group) > 1 for group in _groups(rules, ())):
        return ()
    found: list[_Total] = []
    behind = _rules_behind(rules)
    for group in _groups(rules, _samples(rules)):
        exact = []
        for figure in group:
            others = [one for one in group if one.component.id != figure.component.id]
            if parts := _parts(figure, others, behind.get(figure.rule, frozenset())):
                exact.append(_Total(figure=figure, parts=parts, is_exact=True))
        found += exact
        found += _made_of_others(rules, group, exact)
    return tuple(found)


def _made_of_others(rules: RuleSet, group: Sequence[_Figure], exact: Sequence[_Total]) -> Iterator[_Total]:
    """Totals that are rounded, have a reserve or choose the largest; also those that are made of a total."""
    roots = roots_of_roundings(rules)
    totals = {total.figure.place for total in exact}
    waiting = [figure for figure in group if figure.place not in totals]
    while True:
        added = []
        for figure in waiting:
            others = [one for one in group if one.place not in totals and _source(one, roots) != _source(figure, roots)]
            parts = _carried_parts(rules, figure, others, roots)
            if len({_source(one, roots) for one in parts}) > 1 and _may_hold(figure, parts):
                added.append(_Total(figure=figure, parts=parts, is_exact=False))
        if not added:
            return
        yield from added
        totals |= {total.figure.place for total in added}
        waiting = [figure for figure in waiting if figure.place not in totals]


def _source(figure: _Figure, roots: Mapping[str, str]) -> tuple[str, ...]:
    """The rules that a figure comes from: lines that show the same, or round it, are one part of a total."""
    return tuple(roots.get(rule, rule) for rule in _factors(figure))


def _factors(figure: _Figure) -> tuple[str, ...]:
    return (figure.rule, figure.component.count) if figure.per_node and figure.component.count else (figure.rule,)


def _carried_parts(
    rules: RuleSet, figure: _Figure, others: Sequence[_Figure], roots: Mapping[str, str]
) -> tuple[_Figure, ...]:
    """The figures that the rule of another carries into its value; of one in a chain the last one."""
    stops = {name for one in others for name in (*_factors(one), *_source(one, roots))}
    reached = reached_rules(rules, _factors(figure), stops)
    return tuple(
        one for one in others if all(rule in reached or roots.get(rule, rule) in reached for rule in _factors(one))
    )


def _may_hold(figure: _Figure, parts: Sequence[_Figure]) -> bool:
    """Whether a figure is never less than each of its parts, or always the least; a tenth of all holds none of them."""
    rows = zip(figure.values, *(part.values for part in parts), strict=True)
    full = [known for row in rows if all(known := [value for value in row if value is not None]) and None not in row]
    return bool(full) and (all(row[0] >= max(row[1:]) for row in full) or all(row[0] == min(row[1:]) for row in full))


def _find_by_title(rules: RuleSet, totals: Sequence[_Total]) -> Iterator[Finding]:
    """Lines whose titles say "in total" or "of which", and whose figures the headline adds to those of others."""
    told = {total.figure.place for total in totals}
    seen: set[str] = set()
    for group in _groups(rules, ()):
        adding = [figure.component for figure in group if figure.place not in told]
        for line in adding:
            others = [one for one in adding if one.id != line.id]
            if others and line.id not in seen:
                seen.add(line.id)
                yield from _title_finding(rules, line, others, totals)


def _title_finding(
    rules: RuleSet, line: OutputComponent, others: Sequence[OutputComponent], totals: Sequence[_Total]
) -> Iterator[Finding]:
    if not part_word(line.title):
        if total_word(line.title):
            yield _total_finding(line)
        return
    above = _line_above(rules, line)
    left_out = {one.id for one in rules.outputs if one.total} | {total.figure.component.id for total in totals}
    parts = {part.component.id for total in totals for part in total.parts}
    # The parts of a total that is left out are what adds, unless the lines that it sums stand there as well.
    if above in left_out and (line.id in parts or all(part_word(one.title) for one in others)):
        return
    known = left_out | {one.id for one in others}
    yield _part_finding(line, above if above in known else others[0].id)


def _line_above(rules: RuleSet, line: OutputComponent) -> str:
    """The line that "of which" points at: the nearest above that is itself no part."""
    above = rules.outputs[: rules.outputs.index(line)]
    return next((one.id for one in reversed(above) if one.part_of is None and not part_word(one.title)), "")


def _part_finding(line: OutputComponent, whole: str) -> Finding:
    said = f"the title '{line.title}' says '{part_word(line.title)}'"
    problem = f"{said}, and the headline adds the line to the one that holds it"
    repair = f"Add 'part_of: {whole}' to the line '{line.id}'; 'total: false' where it is to be added."
    return warning("rule-set-total", line.location.at("title"), problem, repair)


def _total_finding(line: OutputComponent) -> Finding:
    said = f"the title '{line.title}' says '{total_word(line.title)}'"
    problem = f"{said}, and the headline adds the line to the others"
    repair = f"Add 'total: true' to the line '{line.id}'; 'total: false' where it is to be added."
    return warning("rule-set-total", line.location.at("title"), problem, repair)


def _finding(total: _Total) -> Finding:
    figure, line = total.figure, total.figure.component
    names = ", ".join(f"'{one.component.title}'" for one in total.parts)
    what = f"is the sum of {names}" if len(total.parts) > 1 else f"is all of {names}"
    fact = f"{what} in every example" if total.is_exact else f"is made of {names}"
    title = f"'{figure.title}'" if figure.title else "the count"
    problem = f"{title} of '{line.title}' {fact}, so that the headline leaves it out"
    alone = len(line.measures) + (line.count is not None) == 1
    to_figure = "" if alone or not figure.title else "this figure, or to "
    repair = f"Add 'total: true' to {to_figure}the line '{line.id}'; 'total: false' where it is to be added."
    return warning("rule-set-total", figure.place, problem, repair)


def _samples(rules: RuleSet) -> tuple[SizingResult, ...]:
    """The results of the worked examples, and of inputs that differ from each other."""
    examples = [example for example in rules.examples if not example.refused][:MOST_EXAMPLES]
    spread = [_spread(rules, step) for step in range(len(STEPS))]
    return (
        *(result_of(rules, example) for example in examples),
        *(calculate_sizing(rules, inputs) for inputs in spread),
    )


def _spread(rules: RuleSet, step: int) -> tuple[SizingInput, ...]:
    return tuple(
        SizingInput(input=one.id, value=_value(one, step, position), basis=InputBasis.MEASURED)
        for position, one in enumerate(rules.inputs, start=1)
    )


def _value(definition: InputDefinition, step: int, position: int) -> int | bool | str:
    if definition.kind == "boolean":
        return step % 2 == 0
    if definition.kind == "choice":
        return definition.choices[step % len(definition.choices)] if definition.choices else ""
    value = int(definition.minimum or 0) + STEPS[step] * position
    return value if definition.maximum is None else min(value, int(definition.maximum))


def _groups(rules: RuleSet, samples: Sequence[SizingResult]) -> Iterator[list[_Figure]]:
    """Figures that the headline adds: counts by unit, totals by title and what their units measure."""
    units = {one.id: one.unit for one in rules.rules}
    groups: list[tuple[str, str, list[_Figure]]] = []
    for component in rules.outputs:
        for title, rule, per_node, place in _named_rules(component):
            unit = units.get(rule, "")
            found = next((one for one in groups if one[0] == title and same_dimension(one[1], unit)), None)
            if found is None:
                found = (title, unit, [])
                groups.append(found)
            values = tuple(_in_sample(sample, component.id, title, rule, found[1]) for sample in samples)
            found[2].append(
                _Figure(component=component, title=title, rule=rule, per_node=per_node, values=values, place=place)
            )
    yield from (figures for _, _, figures in groups)


def _named_rules(component: OutputComponent) -> Iterator[tuple[str, str, bool, Location]]:
    if component.total is not None or component.part_of is not None:
        return
    if component.count:
        yield "", component.count, False, component.location.at("count")
    for position, measure in enumerate(component.measures):
        if measure.total is None:
            yield measure.title, measure.rule, measure.per_node, component.location.at("measures", position)


def _in_sample(sample: SizingResult, id: str, title: str, rule: str, unit: str) -> Fraction | None:
    line = sample.line(id)
    if line is None or not line.is_needed:
        return Fraction(0)
    if not title:
        return line.count
    total = next((one for one in line.measures if one.title == title and one.rule == rule), None)
    return convert(total.total, total.unit, unit) if total and isinstance(total.total, Fraction) else None


def _rules_behind(rules: RuleSet) -> dict[str, frozenset[str]]:
    """All rules that a rule rests on, however far back."""
    behind: dict[str, frozenset[str]] = {}
    for parsed in order_rules(rules).rules:
        used = frozenset(parsed.uses)
        behind[parsed.rule.id] = used.union(*(behind.get(name, frozenset()) for name in parsed.uses))
    return behind


def _parts(figure: _Figure, others: Sequence[_Figure], behind: frozenset[str]) -> tuple[_Figure, ...]:
    """The figures whose sum the figure is: those it rests on first; the largest set of them."""
    rested = [one for one in others if one.rule in behind and (not one.per_node or one.component.count in behind)]
    for found in _sets(rested):
        if (len(found) > 1 or found[0].per_node) and _is_sum(figure, found, least=1):
            return found
    return next((found for found in _sets(others) if len(found) > 1 and _is_sum(figure, found, least=2)), ())


def _sets(figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, ...]]:
    """Sets of figures, large ones first; of many figures only all of them, and those that stand next to each other."""
    if len(figures) <= MOST_COMBINED:
        for size in range(len(figures), 0, -1):
            yield from combinations(figures, size)
        return
    for size in range(len(figures), 0, -1):
        for start in range(len(figures) - size + 1):
            yield tuple(figures[start : start + size])


def _is_sum(figure: _Figure, parts: Iterable[_Figure], *, least: int) -> bool:
    """Whether a figure is the sum of parts wherever all have a result, with so many different values, none without."""
    rows = [row for row in zip(figure.values, *(one.values for one in parts), strict=True) if None not in row]
    known = [[value for value in row if value is not None] for row in rows]
    if any(row[0] != sum(row[1:], Fraction(0)) for row in known):
        return False
    return len({row[0] for row in known if all(row)}) >= least
