"""Requirements in a ring: an error with the way around, however long it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.consistency.rings import check_rings
from delivery_wiki.model.project import Project
from tests.calculations.status_projects import complete_project, requirement


def _derived(parents: Mapping[str, tuple[str, ...]]) -> Project:
    requirements = tuple(requirement(id, parents=named) for id, named in parents.items())
    return replace(complete_project(), requirements=requirements)


def _problems(parents: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [finding.problem for finding in check_rings(_derived(parents))]


@pytest.mark.parametrize("length", [1, 2, 5, 2_000])
def test_a_ring_is_an_error_with_the_way_around(length: int) -> None:
    """Of any length, and without a limit of depth."""
    ids = [f"R-{number:04}" for number in range(1, length + 1)]
    parents = {id: (ids[(position + 1) % length],) for position, id in enumerate(ids)}
    way = " from ".join((*ids, ids[0]))

    assert _problems(parents) == [f"R-0001 is derived from itself: {way}."]


def test_two_rings_are_two_errors_and_what_hangs_on_one_is_none() -> None:
    """Who is derived from a ring is not in it, and neither is a parent that does not exist."""
    parents = {"R-001": ("R-002", "R-009"), "R-002": ("R-001",), "R-003": ("R-003",), "R-004": ("R-002", "R-003")}

    assert _problems(parents) == [
        "R-001 is derived from itself: R-001 from R-002 from R-001.",
        "R-003 is derived from itself: R-003 from R-003.",
    ]


def test_two_ways_to_one_parent_are_no_ring() -> None:
    """A child may name a parent and that one's parent."""
    assert _problems({"R-001": (), "R-002": ("R-001",), "R-003": ("R-001", "R-002")}) == []


@given(st.lists(st.sets(st.integers(0, 7), max_size=3), min_size=8, max_size=8))
def test_a_ring_is_told_just_where_taking_requirements_away_never_ends(parents: list[set[int]]) -> None:
    """Counted another way: those without a parent are taken away until none is left, unless there is a ring."""
    left = dict(enumerate(parents))
    while free := [number for number, named in left.items() if not named & left.keys()]:
        left = {number: named for number, named in left.items() if number not in free}

    found = _problems({f"R-{number}": tuple(f"R-{one}" for one in named) for number, named in enumerate(parents)})

    assert bool(found) is bool(left)
