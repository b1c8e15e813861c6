"""What a reviewer has to see stands first in the comment and is never cut; what is light is gathered and named."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from delivery_wiki.calculations.business_diff.changes import ChangeKind, ProjectDiff, Thing, Topic
from delivery_wiki.calculations.business_diff.weights import Weight, weight_of
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.diff.diff_markdown import LONGEST, render_diff_markdown
from delivery_wiki.pages.diff.diff_spans import ToldProject
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import complete_project, requirement
from tests.calculations.test_business_diff import compare

WORDS = ("store", "encrypt", "keep", "delete", "show", "log", "sign", "count")


def comment(diff: ProjectDiff) -> str:
    """The comment on one project."""
    return render_diff_markdown([ToldProject(diff=diff, words=Words())])


def catalogue(count: int) -> Project:
    """A project with many requirements, none of which has a test."""
    made = tuple(
        requirement(f"R-{number:04}", statement=f"The system shall {WORDS[number % 8]} record {number}.", agreed=None)
        for number in range(count)
    )
    return replace(complete_project(), requirements=made, tests=(), test_runs=())


def edition(before: Project, seed: int) -> tuple[Project, dict[str, set[str]]]:
    """A later edition: some withdrawn, some reworded, some gone, some new, and of most only the source moved."""
    chance = random.Random(seed)
    fates: dict[str, set[str]] = {fate: set() for fate in ("withdrawn", "reworded", "gone", "new", "source")}
    kept: list[Requirement] = []
    for known in before.requirements:
        fate = chance.choices((*fates, "same"), (6, 8, 5, 0, 60, 20))[0]
        if fate != "same":
            fates[fate].add(known.id)
        if fate == "withdrawn":
            kept.append(replace(known, withdrawn="No longer wanted."))
        elif fate == "reworded":
            kept.append(replace(known, statement=known.statement.replace("shall", "should")))
        elif fate == "source":
            kept.append(replace(known, source="Edition 2"))
        elif fate != "gone":
            kept.append(known)
    new = [requirement(f"R-9{number:03}", agreed=None) for number in range(12)]
    fates["new"] = {known.id for known in new}
    return replace(before, requirements=(*kept, *new)), fates


@pytest.mark.slow
@pytest.mark.parametrize(("count", "seed"), [(60, 1), (400, 2), (2000, 3)])
def test_nothing_heavy_is_cut_from_a_comment(count: int, seed: int) -> None:
    """However many requirements there are, each that is withdrawn, reworded, gone or new is named."""
    before = catalogue(count)
    after, fates = edition(before, seed)
    text = comment(compare(after, before))
    section = text[text.index("**Requirements**") :]

    assert len(text) <= LONGEST
    for fate in ("withdrawn", "reworded", "gone", "new"):
        assert fates[fate]
        assert {id for id in fates[fate] if f"- `{id}`" not in section} == set()


def test_what_withdraws_a_promise_stands_first() -> None:
    """Before what is new or reworded, and that before the sources, which share a line."""
    before = catalogue(60)
    after, fates = edition(before, 1)
    lines = comment(compare(after, before)).split("**Requirements**\n")[1].split("\n\n")[0].splitlines()
    first = len(fates["withdrawn"] | fates["gone"])

    assert {line[3:9] for line in lines[:first]} == fates["withdrawn"] | fates["gone"]
    assert {line[3:9] for line in lines[first:-1]} == fates["reworded"] | fates["new"]
    assert lines[-1].startswith(f"- {len(fates['source'])} items, of which only this changed: Source: ")
    assert {id for id in fates["source"] if f"`{id}`" in lines[-1]} == fates["source"]


def test_light_lines_that_are_left_out_are_counted_and_named() -> None:
    """A section keeps some of them, and says which are not there."""
    before = catalogue(40)
    after = replace(before, requirements=tuple(replace(known, proof="By a look") for known in before.requirements))
    lines = comment(compare(after, before)).split("**Requirements**\n")[1].split("\n\n")[0].splitlines()

    assert len(lines) == 16
    assert lines[-1].startswith("- … and 25 more: `R-0015`, `R-0016`")


def test_signatures_and_gates_stand_before_all_else() -> None:
    """What has to be signed again is no footnote."""
    before = complete_project()
    after = replace(before, requirements=(*before.requirements, requirement("R-099", agreed=None)))
    text = comment(compare(after, before))

    assert text.index("**Gates**") < text.index("**Requirements**")


@pytest.mark.parametrize(
    ("topic", "kind", "field", "weight"),
    [
        (Topic.REQUIREMENTS, ChangeKind.WITHDRAWN, "", Weight.WITHDRAWN),
        (Topic.REQUIREMENTS, ChangeKind.REMOVED, "", Weight.WITHDRAWN),
        (Topic.SCOPE, ChangeKind.REMOVED, "In scope", Weight.WITHDRAWN),
        (Topic.DELIVERABLES, ChangeKind.ADDED, "", Weight.PROMISED),
        (Topic.REQUIREMENTS, ChangeKind.CHANGED, "Priority", Weight.PROMISED),
        (Topic.EFFORT, ChangeKind.CHANGED, "Days", Weight.MONEY),
        (Topic.DATES, ChangeKind.CHANGED, "Ends", Weight.DATED),
        (Topic.REQUIREMENTS, ChangeKind.CHANGED, "Planned proof", Weight.OTHER),
        (Topic.REQUIREMENTS, ChangeKind.CHANGED, "Source", Weight.SOURCE),
        (Topic.REQUIREMENTS, ChangeKind.REMOVED, "Derived from", Weight.SOURCE),
        (Topic.TESTS, ChangeKind.REMOVED, "", Weight.OTHER),
    ],
)
def test_a_change_weighs_what_it_does(topic: Topic, kind: ChangeKind, field: str, weight: Weight) -> None:
    """A promise that goes weighs most; where something comes from least."""
    assert weight_of([Thing(topic, "X-1").change(kind, field)]) is weight
