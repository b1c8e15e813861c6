"""`delivery run`: records that pass the check, from a form or a report, and never over an old one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.command_line import main
from delivery_wiki.adapters.workspace import load_workspace
from delivery_wiki.calculations.testing import case_statuses, passes
from delivery_wiki.model.project import DefectClass, Verdict

BASE = Path(__file__).parents[1] / "examples" / "valid" / "full"
RUNS = Path("projects", "harbour", "test-runs")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with test cases."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(root: Path, *options: str) -> int:
    """The verb for the example project on a fixed day."""
    return main(["-C", str(root), "run", "harbour", "--on", "2026-10-01", *options])


def report(root: Path, *tests: str) -> str:
    """A JUnit file with these tests."""
    path = root / "report.xml"
    path.write_text(f"<testsuite>{''.join(tests)}</testsuite>", "utf-8")
    return str(path)


def case(name: str, inside: str = "") -> str:
    """One test of a report."""
    return f'<testcase name="{name}">{inside}</testcase>'


def recorded(root: Path, name: str) -> dict[str, Verdict]:
    """The verdicts of a run as the project reads them; the whole project passes the check."""
    workspace = load_workspace(root, ("harbour",))
    assert [one for one in workspace.findings if "label" not in one.code] == []
    (project,) = workspace.sound
    return {result.case: result.verdict for one in project.test_runs if one.name == name for result in one.results}


def test_a_form_lists_every_case_and_passes_the_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is a result before somebody has filled it in."""
    assert run(root) == 0

    found = recorded(root, "2026-10-01-run")
    assert set(found.values()) == {Verdict.NOT_RUN}
    assert len(found) == len([one for one in load_workspace(root).sound[0].tests if not one.withdrawn])
    assert "projects/harbour/test-runs/2026-10-01-run.yml" in capsys.readouterr().out
    text = (root / RUNS / "2026-10-01-run.yml").read_text("utf-8")
    assert "A failure needs defect and defect_class" in text
    (project,) = load_workspace(root).sound
    assert {one.case.id: passes(one) for one in case_statuses(project, project.test_runs[-1].date)}


def test_a_report_fills_the_record(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The worst outcome of a case counts, with what the report says of it."""
    tests = (
        case("first [T-001]"),
        case("second [T-001]", '<failure message="wrong &quot;name&quot;: class 3"/>'),
        case("other"),
    )
    assert run(root, "--junit", report(root, *tests), "--tester", "petra-beispiel", "--version", "8.1") == 0

    assert recorded(root, "2026-10-01-automatic") == {"T-001": Verdict.FAIL}
    (project,) = load_workspace(root).sound
    (result,) = next(one for one in project.test_runs if one.name == "2026-10-01-automatic").results
    assert (result.defect, result.defect_class) == ('wrong "name": class 3', DefectClass.THREE)
    assert "1 of 3 tests name no case" in capsys.readouterr().out


def test_a_failure_without_a_class_stops_the_acceptance(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has looked at it yet, so it counts as the worst."""
    assert run(root, "--junit", report(root, case("T_001_login", "<failure/>"))) == 0

    (project,) = load_workspace(root).sound
    (result,) = next(one for one in project.test_runs if one.name == "2026-10-01-automatic").results
    assert result.defect_class is DefectClass.ONE
    assert "Class 1 until somebody has looked: T-001" in capsys.readouterr().out


def test_a_record_is_never_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A given name has to be free; without one the next number is taken."""
    assert run(root, "--name", "first") == 0
    before = (root / RUNS / "2026-10-01-first.yml").read_bytes()

    assert run(root, "--name", "first") == 2
    assert "never overwritten" in capsys.readouterr().err
    assert (root / RUNS / "2026-10-01-first.yml").read_bytes() == before
    assert [run(root), run(root)] == [0, 0]
    assert (root / RUNS / "2026-10-01-run-2.yml").is_file()


def test_a_changed_case_makes_the_record_stale(root: Path) -> None:
    """The record keeps the digest of the text that was run."""
    assert run(root, "--junit", report(root, case("T-001"))) == 0
    tests = root / "projects" / "harbour" / "tests.yml"
    (project,) = load_workspace(root).sound
    expected = next(one.expected for one in project.tests if one.id == "T-001")
    tests.write_text(tests.read_text("utf-8").replace(expected, "Something else."), "utf-8")

    (changed,) = load_workspace(root).sound
    status = next(one for one in case_statuses(changed, changed.test_runs[-1].date) if one.case.id == "T-001")
    assert status.stale
    assert not passes(status)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--tester", "petra-beispeil"], 2, "did you mean 'petra-beispiel'"),
        (["--name", "Not A Name"], 2, "is no name"),
        (["--junit", "missing.xml"], 2, "cannot read missing.xml"),
    ],
)
def test_what_cannot_be_served_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, said: str
) -> None:
    """The message says how to call it."""
    before = sorted((root / RUNS).iterdir())

    assert run(root, *options) == code
    assert said in capsys.readouterr().err
    assert sorted((root / RUNS).iterdir()) == before


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ([case("T-999")], "error[unknown-case]: the test 'T-999' names the case T-999"),
        ([case("nothing")], "error[junit-unreadable]: no test of the report names a test case"),
        (["<testcase"], "error[junit-unreadable]"),
    ],
)
def test_a_report_that_does_not_fit_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], tests: list[str], said: str
) -> None:
    """A result that belongs to no case would be lost silently."""
    before = sorted((root / RUNS).iterdir())

    assert run(root, "--junit", report(root, *tests)) == 1
    assert said in capsys.readouterr().err
    assert sorted((root / RUNS).iterdir()) == before
