"""The repairs of the invalid examples, followed word for word: what was wrong is gone, and nothing came instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.example_projects import EXAMPLES, RUNS_AS_ROOT, assemble, check, check_since, report
from tests.followed_repairs import FOLLOWED

INVALID = {path.name: path for path in sorted((EXAMPLES / "invalid").iterdir()) if path.is_dir()}
REPAIR = " Repair: "


def repairs_of(case: Path) -> list[str]:
    """The repairs that the findings of an example print."""
    lines = (case / "findings.txt").read_text("utf-8").splitlines()
    return [line.split(REPAIR, 1)[1] for line in lines if REPAIR in line]


def test_every_example_has_repairs_that_are_followed() -> None:
    """Every finding code has an example, so that no code is without a repair that was tried."""
    assert sorted(FOLLOWED.keys() ^ INVALID.keys()) == []
    assert [name for name, steps in FOLLOWED.items() if not steps] == []


@pytest.mark.parametrize("name", INVALID)
def test_every_repair_of_an_example_is_followed(name: str) -> None:
    """Each printed repair has a step that does what it says; no step does what none says."""
    repairs, steps = repairs_of(INVALID[name]), FOLLOWED.get(name, ())

    assert [repair for repair in repairs if not any(step.said in repair for step in steps)] == []
    assert [step.said for step in steps if not any(step.said in repair for repair in repairs)] == []


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_follows_its_repairs_is_sound(name: str, tmp_path: Path) -> None:
    """One step leads from the findings to a checked repository."""
    if name == "file-unreadable" and RUNS_AS_ROOT:
        pytest.skip("the owner of everything can read every file")
    case = INVALID[name]
    root = assemble(case, tmp_path / "after")
    for step in FOLLOWED[name]:
        step.act(root)
    found = check(root)
    if (case / "before").is_dir():
        found += check_since(assemble(case / "before", tmp_path / "before"), root)

    assert report(found) == "No findings.\n"
