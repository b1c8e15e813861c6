"""Changed copies of a rule set: one small mistake in each, of the kinds that somebody makes who copies a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from delivery_wiki.model.sizing import InputDefinition, RuleSet, Validity

from .expressions import LOWER, UPPER
from .kinds import rule_kinds
from .operators import ValueKind
from .output_mutants import changed_outputs
from .rounding_mutants import Ranges, inserted_roundings
from .value_ranges import value_ranges

SIBLINGS: Mapping[str, tuple[str, ...]] = {
    "add": ("subtract", "multiply"),
    "subtract": ("add",),
    "multiply": ("divide", "add"),
    "divide": ("multiply",),
    "minimum-of": ("maximum-of",),
    "maximum-of": ("minimum-of",),
    "more-than": ("at-least", "less-than"),
    "at-least": ("more-than", "at-most"),
    "less-than": ("at-most", "more-than"),
    "at-most": ("less-than", "at-least"),
    "all-of": ("any-of",),
    "any-of": ("all-of",),
    "round-up": ("round-down", "round-half-up"),
    "round-down": ("round-up", "round-half-up"),
    "round-half-up": ("round-up", "round-down"),
}
PAIRS = ("subtract", "divide")
HALF = 50  # the rest of 50 % is 50 %
OTHER_END = {"above": "from", "from": "above", "up-to": "below", "below": "up-to"}
Kinds = Mapping[tuple[str, str], ValueKind | None]
Change = tuple[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A changed copy: what is changed, where and how, and the rule set with the change."""

    group: str
    change: str
    rules: RuleSet


def find_mutants(rules: RuleSet) -> Iterator[Mutant]:
    """Every mutant of a rule set, always in the same order."""
    kinds, ranges, peers = rule_kinds(rules), value_ranges(rules), _peers(rules)
    for position, rule in enumerate(rules.rules):
        for change, value in _changed_values(rule.value, kinds, ranges, peers):
            group, _, text = change.partition(": ")
            yield Mutant(
                group=group,
                change=f"{rule.id}: {text}",
                rules=replace(rules, rules=_put(rules.rules, position, replace(rule, value=value))),
            )
    for position, definition in enumerate(rules.inputs):
        for change, changed in _inputs(definition):
            group, _, text = change.partition(": ")
            inputs = _put(rules.inputs, position, changed)
            yield Mutant(group=group, change=f"input {definition.id}: {text}", rules=replace(rules, inputs=inputs))
    for position, validity in enumerate(rules.validity):
        for change, entries in _validity(validity):
            kept = (*rules.validity[:position], *entries, *rules.validity[position + 1 :])
            yield Mutant(
                group="validity",
                change=f"validity of {validity.rule}: {change}",
                rules=replace(rules, validity=kept),
            )
    for change, outputs in changed_outputs(rules):
        yield Mutant(group="output", change=change, rules=replace(rules, outputs=outputs))


def _changed_values(value: Any, kinds: Kinds, ranges: Ranges, peers: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    yield from _expressions(value, kinds, peers)
    for change, changed in inserted_roundings(value, kinds, ranges):
        yield f"inserted rounding: {change}", changed


def _put(values: tuple[Any, ...], position: int, value: object) -> tuple[Any, ...]:
    return (*values[:position], value, *values[position + 1 :])


def _peers(rules: RuleSet) -> Mapping[tuple[str, str], str]:
    """For each input the next one of the same unit and kind, which could be mistaken for it."""
    found = {}
    for position, definition in enumerate(rules.inputs):
        following = (*rules.inputs[position + 1 :], *rules.inputs[:position])
        other = next(
            (later for later in following if (later.unit, later.kind) == (definition.unit, definition.kind)), None
        )
        if other is not None and definition.kind != "choice":
            found["input", definition.id] = other.id
    return found


def nudged(number: int | Decimal) -> tuple[int | Decimal, ...]:
    """The numbers next to a number: one more and one less in its last place."""
    if isinstance(number, Decimal):
        exponent = number.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        return (number + step, number - step)
    return (number + 1, number - 1)


# --- expressions ----------------------------------------------------------------------------------


def _expressions(value: Any, kinds: Kinds, peers: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    if isinstance(value, bool):
        yield f"operand: {value} for {not value}", not value
    elif isinstance(value, int | Decimal):
        yield from ((f"operand: {number} for {value}", number) for number in nudged(value))
    elif isinstance(value, Mapping):
        ((name, content),) = value.items()
        yield from _references(name, content, kinds, peers)
        yield from _operators(name, content)
        if name == "steps":
            yield from _bands(content)
        for change, changed in _children(content, kinds, peers):
            yield change, {name: changed}


def _children(content: Any, kinds: Kinds, peers: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    """The operator's values with one of them changed; ends of bands are no values."""
    places: Sequence[Any] = ()
    if isinstance(content, Mapping):
        places = [key for key in content if key not in (*LOWER, *UPPER)]
    elif isinstance(content, Sequence) and not isinstance(content, str):
        places = range(len(content))
    for place in places:
        inner = content[place]
        listed = place in ("bands", "values") and not (isinstance(inner, Mapping) and place == "bands")
        is_band = isinstance(inner, Mapping) and "gives" in inner
        source = _children(inner, kinds, peers) if listed or is_band else _expressions(inner, kinds, peers)
        for change, changed in source:
            yield change, _with(content, place, changed)


def _with(content: Any, place: Any, changed: object) -> Any:
    if isinstance(content, Mapping):
        return {**content, place: changed}
    return [*content[:place], changed, *content[place + 1 :]]


def _references(name: str, content: Any, kinds: Kinds, peers: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    if name not in ("input", "rule"):
        return
    reference, kind = {name: content}, kinds.get((name, content))
    if kind is ValueKind.NUMBER:
        yield f"operand: {content} + 1", {"add": [reference, 1]}
    elif kind is ValueKind.BOOLEAN:
        yield f"operand: not {content}", {"not": [reference]}
    if (name, content) in peers:
        yield f"operand: {peers[name, content]} for {content}", {name: peers[name, content]}


def _operators(name: str, content: Any) -> Iterator[Change]:
    for other in SIBLINGS.get(name, ()):
        if other not in PAIRS or len(content) == 2:
            yield f"{_group(name)}: {other} for {name}", {other: content}
    if name.startswith("round-"):
        yield f"rounding: no {name}", content["value"]
    elif name in ("percent-of", "compound"):
        yield f"operand: no {name}", content["value"]
        if content["percent"] != HALF:
            rest = {"subtract": [100 if name == "percent-of" else 0, content["percent"]]}
            yield f"operand: {name} with the percentage taken the other way", {name: {**content, "percent": rest}}
    elif name == "not":
        yield "operand: no not", content[0]
    elif name == "equal-to":
        yield "operand: not equal-to", {"not": [{name: content}]}
    elif name in SIBLINGS:
        yield from _dropped(name, content)
    elif name == "when":
        yield from _branches(content)
    elif name == "lookup":
        yield from _choices(content)


def _group(name: str) -> str:
    return "rounding" if name.startswith("round-") else "operand"


def _dropped(name: str, content: Sequence[Any]) -> Iterator[Change]:
    """One operand fewer, or both the other way round where their order counts."""
    if name in PAIRS:
        yield f"operand: {name} the other way round", {name: [content[1], content[0]]}
        yield f"operand: no {name}", content[0]
    elif name in ("add", "multiply", "minimum-of", "maximum-of", "all-of", "any-of"):
        for position in range(len(content)):
            rest = [*content[:position], *content[position + 1 :]]
            if rest:
                yield f"operand: {name} without value {position + 1}", rest[0] if len(rest) == 1 else {name: rest}


def _branches(content: Mapping[str, Any]) -> Iterator[Change]:
    yield "operand: always then", content["then"]
    if "else" in content:
        yield "operand: always else", content["else"]
        yield "operand: no else", {"when": {"condition": content["condition"], "then": content["then"]}}


def _choices(content: Mapping[str, Any]) -> Iterator[Change]:
    values = content["values"]
    names = list(values)
    for first, second in pairwise(names):
        if values[first] != values[second]:
            swapped = {**values, first: values[second], second: values[first]}
            yield f"operand: {first} and {second} swapped", {"lookup": {**content, "values": swapped}}
    if len(names) > 1:
        for name in names:
            rest = {key: value for key, value in values.items() if key != name}
            yield f"operand: without {name}", {"lookup": {**content, "values": rest}}


# --- bands ----------------------------------------------------------------------------------------


def _bands(content: Mapping[str, Any]) -> Iterator[Change]:
    bands = content["bands"]
    for position, band in enumerate(bands):
        for change, changed in _ends(band):
            yield f"{change} of band {position + 1}", {"steps": {**content, "bands": _with(bands, position, changed)}}
        if len(bands) > 1:
            rest = [*bands[:position], *bands[position + 1 :]]
            yield f"bound: without band {position + 1}", {"steps": {**content, "bands": rest}}
    for position in range(len(bands) - 1):
        for change, pair in _shared(bands[position], bands[position + 1]):
            changed = [*bands[:position], *pair, *bands[position + 2 :]]
            yield f"{change} between bands {position + 1} and {position + 2}", {"steps": {**content, "bands": changed}}


def _ends(band: Mapping[str, Any]) -> Iterator[Change]:
    for end in (*LOWER, *UPPER):
        if end in band:
            rest = {key: value for key, value in band.items() if key != end}
            yield f"inclusion: {OTHER_END[end]} for {end} {band[end]}", {**rest, OTHER_END[end]: band[end]}
            yield f"bound: no {end} {band[end]}", rest
            for number in nudged(band[end]):
                yield f"bound: {end} {number} for {band[end]}", {**band, end: number}


def _shared(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The bound that two neighbours share, moved in both or belonging to the other one."""
    upper = next((end for end in UPPER if end in first), None)
    lower = next((end for end in LOWER if end in second), None)
    if upper is None or lower is None or first[upper] != second[lower]:
        return
    for number in nudged(first[upper]):
        yield f"bound: {number} for {first[upper]}", [{**first, upper: number}, {**second, lower: number}]
    changed = [
        {OTHER_END[key] if key == end else key: value for key, value in band.items()}
        for band, end in ((first, upper), (second, lower))
    ]
    yield f"inclusion: {first[upper]} in the other band", changed


# --- inputs and validity --------------------------------------------------------------------------


def _inputs(definition: InputDefinition) -> Iterator[Change]:
    for change, low, high in _limits(definition.minimum, definition.maximum):
        yield f"range: {change}", replace(definition, minimum=low, maximum=high)
    if definition.kind == "choice":
        for choice in definition.choices:
            rest = tuple(other for other in definition.choices if other != choice)
            yield f"range: without {choice}", replace(definition, choices=rest)
    if definition.default is not None:
        yield "default: none", replace(definition, default=None)
        basis = "published" if definition.default_basis == "assumed" else "assumed"
        yield f"default: {basis} for {definition.default_basis}", replace(definition, default_basis=basis)
        for default in _defaults(definition):
            text = f"default: {default} for {definition.default}"
            yield text, replace(definition, default=default)


def _defaults(definition: InputDefinition) -> tuple[int | Decimal | bool | str, ...]:
    default = definition.default
    if isinstance(default, bool):
        return (not default,)
    if isinstance(default, int | Decimal):
        return nudged(default)
    return tuple(choice for choice in definition.choices if choice != default)[:1]


def _validity(validity: Validity) -> Iterator[tuple[str, tuple[Validity, ...]]]:
    yield "none", ()
    for change, low, high in _limits(validity.minimum, validity.maximum):
        yield change, (replace(validity, minimum=low, maximum=high),)


def _limits(low: Decimal | None, high: Decimal | None) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    """The limits with one of them left out or moved by one step."""
    if low is not None:
        yield "no minimum", None, high
        yield from ((f"minimum {other} for {low}", Decimal(other), high) for other in nudged(low))
    if high is not None:
        yield "no maximum", low, None
        yield from ((f"maximum {other} for {high}", low, Decimal(other)) for other in nudged(high))
