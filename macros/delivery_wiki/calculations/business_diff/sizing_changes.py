"""Sizing before and after: results first, then the inputs that they follow from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from delivery_wiki.model.project.sizing_request import SizingRequest
from delivery_wiki.model.sizing import ResultLine, RuleValue, SizingResult, UsedInput

from .changes import Change, ChangedTerm, ComparedSide, FigureValue, Thing, Topic, Value
from .values import list_changes, told_value

SIZING = Thing(Topic.SIZING)


def sizing_changes(before: ComparedSide, after: ComparedSide) -> Iterator[Change]:
    """What the sizing says otherwise; the rule set first, for another guide explains every other figure."""
    old, new = before.view.project.sizing, after.view.project.sizing
    yield from _rule_set(old, new)
    yield from _results(before.sizing, after.sizing)
    yield from _inputs(before.sizing, after.sizing)
    if old is not None and new is not None:
        yield from _written(old, new, _titles(after.sizing))


def _rule_set(old: SizingRequest | None, new: SizingRequest | None) -> Iterator[Change]:
    pins = [
        f"{sizing_request.rules.id} {sizing_request.rules.version}" if sizing_request else None
        for sizing_request in (old, new)
    ]
    if pins[0] != pins[1]:
        yield SIZING.moved("Rule set", pins[0], pins[1])


def _results(before: SizingResult | None, after: SizingResult | None) -> Iterator[Change]:
    old, new = _figures_of(before), _figures_of(after)
    for key in [*new, *(key for key in old if key not in new)]:
        left, right = old.get(key), new.get(key)
        if left != right:
            line, title, field = key
            yield Thing(Topic.SIZING, line, title).moved(field, left, right)


def _figures_of(sizing: SizingResult | None) -> dict[tuple[str, str, str], Value]:
    """Every figure of the result by component and name, in the order of the result."""
    found: dict[tuple[str, str, str], Value] = {}
    for line in sizing.lines if sizing else ():
        for field, value, unit in _figures_of_line(line):
            if value is not None:
                found[line.id, line.title, field] = _told(value, unit)
    return found


def _figures_of_line(line: ResultLine) -> Iterator[tuple[str, RuleValue, str]]:
    yield "Number", line.count, ""
    yield "Number recommended", line.count_recommended, ""
    for measure in line.measures:
        yield measure.title, measure.value, measure.unit


def _inputs(before: SizingResult | None, after: SizingResult | None) -> Iterator[Change]:
    old, new = (
        {used_input.definition.id: used_input for used_input in result.inputs} if result else {}
        for result in (before, after)
    )
    for id in [*new, *(id for id in old if id not in new)]:
        left, right = old.get(id), new.get(id)
        title = (right or left or new[id]).definition.title
        if _input_value(left) != _input_value(right):
            yield Thing(Topic.SIZING, id, title).moved("Input", _input_value(left), _input_value(right))
        if left and right and left.assumed != right.assumed:
            words = ["assumed" if used_input.assumed else "measured" for used_input in (left, right)]
            yield Thing(Topic.SIZING, id, title).moved("Basis", ChangedTerm(text=words[0]), ChangedTerm(text=words[1]))


def _input_value(used: UsedInput | None) -> Value:
    return _told(used.value, used.definition.unit) if used else None


def _told(value: RuleValue, unit: str) -> Value:
    if isinstance(value, bool) or value is None:
        return told_value(value)
    return FigureValue(value=value, unit=unit) if isinstance(value, Fraction | Decimal | int) else value


def _titles(sizing: SizingResult | None) -> dict[str, str]:
    """The inputs by their ids, as the rule set calls them."""
    return {used.definition.id: used.definition.title for used in sizing.inputs} if sizing else {}


def _written(old: SizingRequest, new: SizingRequest, titles: dict[str, str]) -> Iterator[Change]:
    """What is written beside the values: sources, results set by hand, scenarios."""
    sources = [{sizing_input.input: sizing_input.source for sizing_input in request.inputs} for request in (old, new)]
    for input in sources[1]:
        if input in sources[0] and sources[0][input] != sources[1][input]:
            old_source, new_source = (source[input] or None for source in sources)
            yield Thing(Topic.SIZING, input, titles.get(input, "")).moved("Source", old_source, new_source)
    lists: tuple[tuple[str, Any, Any], ...] = (
        ("Set by hand", old.overrides, new.overrides),
        ("Scenario", old.scenarios, new.scenarios),
    )
    for label, left, right in lists:
        if left != right:
            yield from list_changes(SIZING, label, left, right)
    if old.compare_with != new.compare_with:
        pins = [f"{pin.id} {pin.version}" if pin else None for pin in (old.compare_with, new.compare_with)]
        yield SIZING.moved("Compared with", pins[0], pins[1])
