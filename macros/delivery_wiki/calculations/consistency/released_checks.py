"""Process definitions and reference architectures that do not hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition
from delivery_wiki.model.reference_architecture import ReferenceArchitecture
from delivery_wiki.model.sizing import RuleSet

from ..base.near_miss import listed, quoted, repair_name


def check_process_ids(process: ProcessDefinition) -> Iterator[Finding]:
    """Activities and points that projects could not tell apart."""
    activities = process.activities
    yield from _twice("activity", ((activity.id, activity.location) for activity in activities))
    for activity in activities:
        points = ((point.id, point.location) for point in activity.points)
        yield from _twice(f"point of {activity.id}", points)


def _twice(what: str, named: Iterable[tuple[str, Location]]) -> Iterator[Finding]:
    first: dict[str, Location] = {}
    for id, location in named:
        if id in first:
            problem = f"a second {what} is called '{id}', by which others name it."
            yield error("duplicate-id", location.at("id"), problem, "Give one of the two another id.", also=first[id])
        first.setdefault(id, location)


def check_reference_architecture(architecture: ReferenceArchitecture, library: Library) -> Iterator[Finding]:
    """A rule set that does not ship or does not know a size or a line, and parts that are not there."""
    pin = architecture.rules
    rules = library.rule_set(pin.id, pin.version)
    if rules is None:
        known = [f"{rule_set.id} {rule_set.version}" for rule_set in library.rule_sets]
        problem = f"'{pin.id} {pin.version}' is not a rule set that ships; known: {listed(known)}."
        yield _faulty(pin.location, problem, repair_name(pin.id, known, otherwise="pin one of the known ones"))
    else:
        yield from _check_sizes(architecture, rules)
    yield from _check_parts(architecture)


def _check_sizes(architecture: ReferenceArchitecture, rules: RuleSet) -> Iterator[Finding]:
    name = f"{rules.id} {rules.version}"
    sizes = {example.users for example in rules.examples if example.users}
    for at, users in enumerate(architecture.users):
        if users not in sizes:
            known = listed([str(size) for size in sizes])
            problem = f"{name} has no worked example of {users} users; it has: {known}."
            repair = "Name a size that it has, or add the worked example to the rule set."
            yield _faulty(architecture.location.at("users", at), problem, repair)
    lines = [output.id for output in rules.outputs]
    for component in architecture.components:
        if component.sized_by and component.sized_by not in lines:
            problem = f"{quoted(component.sized_by)} is not a result line of {name}; known: {listed(lines)}."
            repair = repair_name(component.sized_by, lines, otherwise="name one of the known ones, or leave it out")
            yield _faulty(component.location.at("sized_by"), problem, repair)


def _check_parts(architecture: ReferenceArchitecture) -> Iterator[Finding]:
    components = {component.id for component in architecture.components}
    yield from _twice("component", ((component.id, component.location) for component in architecture.components))
    for component in architecture.components:
        if component.tier not in architecture.tiers:
            problem = f"{quoted(component.tier)} is not one of the tiers: {listed(architecture.tiers)}."
            repair = repair_name(component.tier, architecture.tiers, otherwise="add the tier to tiers")
            yield _faulty(component.location.at("tier"), problem, repair)
    for connection in architecture.connections:
        for field, end in (("source", connection.source), ("target", connection.target)):
            if end not in components:
                problem = f"{quoted(end)} is not a component; known: {listed(components)}."
                yield _faulty(
                    connection.location.at(field), problem, repair_name(end, components, otherwise="add the component")
                )


def _faulty(location: Location, problem: str, repair: str) -> Finding:
    return error("architecture-faulty", location, problem, repair)
