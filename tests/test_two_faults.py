"""Two faults that have nothing to do with each other, in one file or two of a shipped project: one run tells both."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.model.finding import Severity

SHIPPED = Path(__file__).parents[1] / "projects" / "northern-lights"
REQUIREMENTS, TESTS, PROJECT, ENVIRONMENT = "requirements.yml", "tests.yml", "project.yml", "environment.yml"
ARCHITECTURE, SIZING, DUTIES, CHANGES = "architecture.yml", "sizing.yml", "responsibilities.yml", "changes.yml"
RUN = "test-runs/2026-11-10-first-acceptance.yml"


class Fault(NamedTuple):
    """A file, what stands in it, and the fault in its place; without the first, a file that is written anew."""

    file: str
    sound: str
    wrong: str


FAULTS = {
    "a value of no list": Fault(REQUIREMENTS, "verification: test", "verification: tst"),
    "an id twice": Fault(REQUIREMENTS, "- id: R-016", "- id: R-015"),
    "no such topic": Fault(REQUIREMENTS, "sow: SOW-migration", "sow: SOW-migratoin"),
    "an id in small letters": Fault(REQUIREMENTS, "- id: R-002", "- id: r-002"),
    "no such requirement": Fault(TESTS, "requirements: [R-001]", "requirements: [R-999]"),
    "a test twice": Fault(TESTS, "- id: T-002", "- id: T-001"),
    "no such key": Fault(TESTS, "    group: authentication", "    gruop: authentication"),
    "no such gate": Fault(PROJECT, "gate: go-no-go", "gate: go-nogo"),
    "no such person": Fault(PROJECT, "owner: petra-beispiel", "owner: petra-nobody"),
    "no such language": Fault(PROJECT, "language: en", "language: english"),
    "no number": Fault(PROJECT, "hours_per_person_day: 7.5", 'hours_per_person_day: "7,5"'),
    "no such question": Fault(ENVIRONMENT, "question: mail-system", "question: mail-sytem"),
    "an answer twice": Fault(ENVIRONMENT, "question: storage", "question: load-balancer"),
    "two readings": Fault(ENVIRONMENT, 'answer: "4 percent a year"', "answer: no"),
    "no such tier": Fault(ARCHITECTURE, 'tier: "Access"', 'tier: "Acess"'),
    "no such input": Fault(SIZING, "input: webmail-users", "input: webmail-user"),
    "another unit": Fault(SIZING, "value: 80000, unit: user", "value: 80000, unit: GB"),
    "a macro of no name": Fault("concept/security.md", "", "{{ nothing() }}\n"),
    "a link of no kind": Fault("concept/backup.md", "", "[x](javascript:y)\n"),
    "no YAML": Fault("sow/migration.yml", 'title: "', 'title: x: "'),
    "a currency in small letters": Fault("sow/provisioning.yml", "currency: EUR", "currency: eur"),
    "a misspelt file": Fault("requirments.yml", "", "format: 1\n"),
    "a file of another kind": Fault("plan.xlsx", "", "x"),
    "no such test": Fault(RUN, "case: T-001", "case: T-999"),
    "no such item": Fault(CHANGES, "moves: [SOW-basic, R-016]", "moves: [SOW-basic, R-996]"),
    "an amount in quotes": Fault(CHANGES, "amount: 5074.00", 'amount: "4.720,00"'),
    "nobody": Fault(DUTIES, "dag-demo: R", "dag-nobody: R"),
    "no duty": Fault(DUTIES, "bjorn-blank: R", "bjorn-blank: X"),
    "no such offer": Fault("offer.yml", "SOW-provisioning,", "SOW-provisoning,"),
    "no such day": Fault("minutes/2026-11-12-defect-review.md", "date: 2026-11-12", "date: 2026-11-31"),
}
# What moved since a signature follows from a fault and is no fault by itself: it takes the papers of a whole project.
OF_WHOLE_PROJECTS = "change-request-missing"
PAIRS = Random(7).sample(list(combinations(FAULTS, 2)), 40)
QUICK = 4


def told(root: Path, names: Iterable[str]) -> set[tuple[str, str]]:
    """Code and file of each error of the project with these faults."""
    project = root / "projects" / SHIPPED.name
    shutil.copytree(SHIPPED, project)
    for name in names:
        fault, file = FAULTS[name], project / FAULTS[name].file
        before = file.read_text("utf-8") if fault.sound else ""
        assert fault.sound in before
        file.write_text(before.replace(fault.sound, fault.wrong, 1) if fault.sound else fault.wrong, encoding="utf-8")
    found = load_workspace(root).findings
    return {(item.code, item.location.file) for item in found if item.severity is Severity.ERROR}


@pytest.mark.parametrize(
    "pair",
    [pytest.param(pair, marks=[pytest.mark.slow] if number >= QUICK else []) for number, pair in enumerate(PAIRS)],
    ids=" + ".join,
)
def test_one_run_tells_both(pair: tuple[str, str], tmp_path: Path) -> None:
    """Neither hides the other, and together they make up no third."""
    first, second = (told(tmp_path / name, [name]) for name in pair)

    assert first
    assert second
    both = told(tmp_path / "both", pair)
    assert both <= first | second
    assert {code for code, _ in (first | second) - both} <= {OF_WHOLE_PROJECTS}
