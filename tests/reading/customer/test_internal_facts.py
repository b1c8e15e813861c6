"""Facts of the vendor stand below internal/, count where they are about, and are moved there by `delivery fix`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands.command_line import main
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.model.project.whole_project import Project
from tests.example_projects import EXAMPLES, assemble

CASES = ("effort-in-shared-file", "contingency-in-shared-file")
BLOCK = """\
format: 2
title: x
work_packages:
  - spent: 1
    id: WP-1
    title: a
    role: b
    days: 2
    as_of: "2027-01-20"  # a remark on the date
  - {spent: 1.5, id: WP-2, title: a, role: b, days: 2}
  - {id: WP-3, title: a, role: b, days: 2, remaining: 0}
  - {id: WP-4, title: "spent: 3, remaining: 4", role: b, days: 2,
     spent: 3}
"""


def _project(root: Path) -> Project:
    (project,) = load_workspace(root, ("mail",)).repository.projects
    return project


def _facts(project: Project) -> list[object]:
    packages = [
        (package.id, package.spent, package.remaining, package.as_of)
        for sow in project.sows
        for package in sow.work_packages
    ]
    return [*packages, *(sow.price.contingency_percent for sow in project.sows if sow.price)]


@pytest.mark.parametrize("case", CASES)
def test_fix_moves_the_facts_and_they_count_as_before(case: str, tmp_path: Path) -> None:
    """The shared file says nothing of them any more, nothing is found, and every figure is the same."""
    root = assemble(EXAMPLES / "invalid" / case, tmp_path / "wiki")
    before = _facts(_project(root))

    assert main(["-C", str(root), "fix", "--yes"]) == 0
    assert load_workspace(root).findings == ()
    assert _facts(_project(root)) == before
    shared = (root / "projects/mail/sow/basic.yml").read_text("utf-8")
    assert not any(name in shared for name in ("spent", "remaining", "as_of", "contingency"))


def test_fix_shows_first_and_writes_nothing_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A repair that moves something is agreed to like any other."""
    root = assemble(EXAMPLES / "invalid" / CASES[0], tmp_path / "wiki")
    main(["-C", str(root), "fix"])

    assert "+++ b/projects/mail/internal/efforts/basic.yml" in capsys.readouterr().out
    assert not (root / "projects/mail/internal").exists()


def test_facts_are_moved_out_of_any_style(tmp_path: Path) -> None:
    """Flow and block, first and last, over several lines; a text that only reads like a fact stays."""
    root = assemble(EXAMPLES / "invalid" / CASES[0], tmp_path / "wiki")
    file = root / "projects/mail/sow/basic.yml"
    file.write_text(BLOCK, "utf-8")
    before = _facts(_project(root))
    main(["-C", str(root), "fix", "--yes"])

    assert _facts(_project(root)) == before
    assert "a remark" not in file.read_text("utf-8")
    assert 'title: "spent: 3, remaining: 4"' in file.read_text("utf-8")
    assert not [finding for finding in load_workspace(root).findings if finding.code in CASES]


def test_what_cannot_be_taken_out_safely_stays(tmp_path: Path) -> None:
    """A value that goes over lines is left for a person, with its finding."""
    root = assemble(EXAMPLES / "invalid" / CASES[0], tmp_path / "wiki")
    file = root / "projects/mail/sow/basic.yml"
    text = BLOCK.replace("remaining: 0}", "remaining:\n      0}")
    file.write_text(text, "utf-8")
    main(["-C", str(root), "fix", "--yes"])

    assert file.read_text("utf-8") == text
    assert [finding.code for finding in load_workspace(root).findings].count(CASES[0]) == 4


def test_facts_join_a_file_that_is_there(tmp_path: Path) -> None:
    """What somebody wrote there stays as it is, comments included."""
    root = assemble(EXAMPLES / "invalid" / CASES[0], tmp_path / "wiki")
    own = root / "projects/mail/internal/efforts/basic.yml"
    own.parent.mkdir(parents=True)
    file = root / "projects/mail/sow/basic.yml"
    file.write_text(file.read_text("utf-8").replace(", spent: 1.5", ""), "utf-8")
    own.write_text("# ours\nformat: 1\nwork_packages:\n  - {id: WP-1, spent: 7}\n", "utf-8")
    main(["-C", str(root), "fix", "--yes"])

    assert own.read_text("utf-8").startswith(
        "# ours\nformat: 1\nwork_packages:\n  - {id: WP-1, spent: 7}\n  - id: WP-2\n"
    )
    assert [package.spent for package in _project(root).sows[0].work_packages] == [7, 0]


def test_a_customers_view_is_without_them(tmp_path: Path) -> None:
    """Wherever a fact of the vendor stands, nothing that a customer gets is computed with it."""
    for case in (*CASES, "price-below-cost", "cap-reached"):
        root = assemble(EXAMPLES / "invalid" / case, tmp_path / case)
        project = _project(root)
        library = load_workspace(root).repository.library
        (sow,) = audience_view(project, Audience.CUSTOMER, library).project.sows

        assert {(package.spent, package.remaining, package.as_of) for package in sow.work_packages} == {
            (Decimal(0), None, None)
        }
        assert sow.price is None or not sow.price.is_fixed or sow.price.contingency_percent == 0
