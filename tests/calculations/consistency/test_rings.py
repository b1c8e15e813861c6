"""Requirements or changes in a ring: an error with the way around, however long it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.consistency.rings import check_rings
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import complete_project, day, requirement


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


def _moving(moves: Mapping[str, tuple[str, ...]]) -> Project:
    """A project whose change requests, one in a line, move these items."""
    changes = tuple(
        ChangeRequest(
            id=id,
            title=id,
            reason="Asked for.",
            raised=day(11, 2),
            raised_by="carl-lead",
            moves=named,
            location=Location(
                file="changes.yml", line=line, column=1, positions={("moves",): (line, 9), ("moves", 1): (line, 30)}
            ),
        )
        for line, (id, named) in enumerate(moves.items(), 1)
    )
    return replace(complete_project(), changes=changes)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_changes_that_move_each_other_are_an_error_at_the_id_to_take_out(length: int) -> None:
    """The finding stands in the list of the first; the second place is that of the one that it moves."""
    ids = [f"CR-{number}" for number in range(1, length + 1)]
    moves = {id: ("R-001", ids[(position + 1) % length]) for position, id in enumerate(ids)}
    project = _moving(moves)
    (found,) = check_rings(project)

    assert found.code == "item-cycle"
    assert found.problem == f"CR-1 moves itself: {' moves '.join((*ids, ids[0]))}."
    assert (found.location.line, found.location.column) == (1, 30)
    assert (found.also and (found.also.line, found.also.column)) == (None if length == 1 else (2, 9))
    assert list(check_rings(_moving(moves | {"CR-1": ("R-001",)}))) == []


def test_a_change_may_move_an_earlier_one() -> None:
    """Several may move one, and one that is not there is the matter of another check."""
    moves = {"CR-1": ("R-001",), "CR-2": ("CR-1",), "CR-3": ("CR-1", "CR-2"), "CR-4": ("CR-9",)}

    assert list(check_rings(_moving(moves))) == []


def test_what_is_about_itself_is_an_error_and_two_about_each_other_are_none() -> None:
    """A risk about a decision that is about the risk says something; one about itself does not."""
    project = complete_project()
    decision, *_ = project.decisions
    about = replace(decision, id="D-1", about=("D-1",))
    other, third = replace(decision, id="D-2", about=("D-3",)), replace(decision, id="D-3", about=("D-2",))

    (found,) = check_rings(replace(project, decisions=(about, other, third)))
    assert (found.code, found.problem) == ("item-cycle", "D-1 is about itself: D-1 about D-1.")
    assert list(check_rings(replace(project, decisions=(other, third)))) == []


@given(st.lists(st.sets(st.integers(0, 7), max_size=3), min_size=8, max_size=8))
def test_a_ring_is_told_just_where_taking_requirements_away_never_ends(parents: list[set[int]]) -> None:
    """Counted another way: those without a parent are taken away until none is left, unless there is a ring."""
    left = dict(enumerate(parents))
    while free := [number for number, named in left.items() if not named & left.keys()]:
        left = {number: named for number, named in left.items() if number not in free}

    found = _problems({f"R-{number}": tuple(f"R-{number}" for number in named) for number, named in enumerate(parents)})

    assert bool(found) is bool(left)
