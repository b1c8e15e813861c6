"""Changed result lines of a rule set: one that is missing, counted by another rule, or totalled otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from delivery_wiki.model.sizing import OutputComponent, OutputMeasure, RuleSet

from .rule_set_examples import run_example

Outputs = tuple[OutputComponent, ...]


def changed_outputs(rules: RuleSet) -> Iterator[tuple[str, Outputs]]:
    """Every change of one result line, with all lines as they are then."""
    peers = _peers(rules)
    for position, component in enumerate(rules.outputs):
        before, after = rules.outputs[:position], rules.outputs[position + 1 :]
        for change, lines in _changed_lines(component, peers):
            yield f"line {component.id}: {change}", (*before, *lines, *after)


def _peers(rules: RuleSet) -> Mapping[str, str]:
    """For each rule another one that could be mistaken for it, of the same unit if there is one.

    It gives something else in at least one worked example: what always gives the same is no mistake in a number.
    """
    results = [run_example(rules, example)[0] for example in rules.examples]
    values = {
        rule.id: [step.value if (step := each.figure(rule.id)) else None for each in results] for rule in rules.rules
    }
    found = {}
    for position, rule in enumerate(rules.rules):
        following = [*rules.rules[position + 1 :], *rules.rules[:position]]
        other = [later for later in following if values[later.id] != values[rule.id]]
        same_unit = [later for later in other if later.unit == rule.unit]
        found[rule.id] = next((later.id for later in (*same_unit, *other)), rule.id)
    return found


def _changed_lines(component: OutputComponent, peers: Mapping[str, str]) -> Iterator[tuple[str, Outputs]]:
    """The line left out, counted otherwise, or with one of its figures left out, from another rule, or totalled."""
    yield "none", ()
    if rule := component.count:
        yield "no count", (replace(component, count=None),)
        yield f"count {peers[rule]} for {rule}", (replace(component, count=peers[rule]),)
    if rule := component.count_recommended:
        yield "no count_recommended", (replace(component, count_recommended=None),)
        yield f"count_recommended {peers[rule]} for {rule}", (replace(component, count_recommended=peers[rule]),)
    for position, measure in enumerate(component.measures):
        before, after = component.measures[:position], component.measures[position + 1 :]
        yield f"no {measure.title}", (replace(component, measures=(*before, *after)),)
        for change, changed in _measures(measure, peers):
            yield change, (replace(component, measures=(*before, changed, *after)),)


def _measures(measure: OutputMeasure, peers: Mapping[str, str]) -> Iterator[tuple[str, OutputMeasure]]:
    other = peers[measure.rule]
    yield f"{other} for {measure.rule}", replace(measure, rule=other)
    nodes = "all nodes" if measure.per_node else "one node"
    yield f"{measure.title} of {nodes}", replace(measure, per_node=not measure.per_node)
