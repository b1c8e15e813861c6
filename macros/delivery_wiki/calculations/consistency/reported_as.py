"""How reports of test runners are read: names that two entries claim, cases that are out, and outcomes kept silent."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.outcome_words import STATING, plain_name
from delivery_wiki.model.project.test_cases import ReportedAs
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import quoted
from ..evidence.reported_names import is_pattern, mapped_twice, matches


def check_reported_as(project: Project) -> Iterator[Finding]:
    """What can be told without a report; `delivery run` tells the rest."""
    if project.reported_as is not None:
        yield from _names(project.reported_as)
        yield from _withdrawn_cases(project.reported_as, {case.id for case in project.tests if case.withdrawn})
        yield from _neutral_outcomes(project.reported_as)


def _names(reported: ReportedAs) -> Iterator[Finding]:
    """Names that stand twice, or that a pattern of another entry takes in as well."""
    patterns = [entry for entry in reported.names if is_pattern(entry.name)]
    first = {entry.name: entry for entry in reversed(reported.names)}
    for entry in reported.names:
        if first[entry.name] is not entry:
            yield mapped_twice(entry.name, first[entry.name], entry)
        elif not is_pattern(entry.name):
            wider = next((pattern for pattern in patterns if matches(pattern.name, entry.name)), None)
            if wider is not None:
                yield mapped_twice(entry.name, wider, entry)


def _withdrawn_cases(reported: ReportedAs, withdrawn: set[str]) -> Iterator[Finding]:
    for entry in reported.names:
        for position, case in enumerate(entry.cases):
            if case in withdrawn:
                yield error(
                    "withdrawn-item-cited",
                    entry.location.at("cases", position),
                    f"{case} is withdrawn, and the test {quoted(entry.name)} still counts for it.",
                    f"Name what replaces {case}, or take it out; with an empty list the test counts for no case.",
                )


def _neutral_outcomes(reported: ReportedAs) -> Iterator[Finding]:
    for position, name in enumerate(reported.neutral):
        if plain_name(name) in STATING:
            yield error(
                "outcome-not-neutral",
                reported.location.at("neutral", position),
                f"{quoted(name)} says how a test went, and is to count for nothing.",
                "Take it out; only what says nothing of an outcome may be neutral.",
            )
