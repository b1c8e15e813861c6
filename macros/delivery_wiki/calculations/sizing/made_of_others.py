"""Figures whose rules make them of two or more others: rounded, with a reserve, the largest of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from delivery_wiki.model.sizing import RuleSet

from .adding_figures import AddingFigure, Total
from .carried_values import carried_rules, reached_rules, roots_of_roundings


def made_of_others(rules: RuleSet, group: Sequence[AddingFigure], exact: Sequence[Total]) -> Iterator[Total]:
    """Totals that are rounded, have a reserve or choose the largest; also those that are made of a total."""
    roots, carried = roots_of_roundings(rules), carried_rules(rules)
    totals = {total.figure.key for total in exact}
    waiting = [figure for figure in group if figure.key not in totals]
    while True:
        added = []
        for figure in waiting:
            others = [
                other for other in group if other.key not in totals and _source(other, roots) != _source(figure, roots)
            ]
            parts = _carried_parts(figure, others, roots, carried)
            if len({_source(figure, roots) for figure in parts}) > 1 and _may_hold(figure, parts):
                added.append(Total(figure=figure, parts=parts, is_exact=False))
        if not added:
            return
        yield from added
        totals |= {total.figure.key for total in added}
        waiting = [figure for figure in waiting if figure.key not in totals]


def _source(figure: AddingFigure, roots: Mapping[str, str]) -> tuple[str, ...]:
    """The rules that a figure comes from: lines that show the same, or round it, are one part of a total."""
    return tuple(roots.get(rule, rule) for rule in _factors(figure))


def _factors(figure: AddingFigure) -> tuple[str, ...]:
    return (figure.rule, figure.component.count) if figure.per_node and figure.component.count else (figure.rule,)


def _carried_parts(
    figure: AddingFigure,
    others: Sequence[AddingFigure],
    roots: Mapping[str, str],
    carried: Mapping[str, tuple[str, ...]],
) -> tuple[AddingFigure, ...]:
    """The figures that the rule of another carries into its value; of one in a chain the last one."""
    stops = {name for figure in others for name in (*_factors(figure), *_source(figure, roots))}
    reached = reached_rules(carried, _factors(figure), stops)
    return tuple(
        figure
        for figure in others
        if all(rule in reached or roots.get(rule, rule) in reached for rule in _factors(figure))
    )


def _may_hold(figure: AddingFigure, parts: Sequence[AddingFigure]) -> bool:
    """Whether a figure is never less than each of its parts, or always the least; a tenth of all holds none of them."""
    rows = zip(figure.values, *(part.values for part in parts), strict=True)
    known = [[value for value in row if value is not None] for row in rows if None not in row]
    full = [row for row in known if all(row)]
    return bool(full) and (all(row[0] >= max(row[1:]) for row in full) or all(row[0] == min(row[1:]) for row in full))
