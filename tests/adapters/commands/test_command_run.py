"""`delivery run`: records that pass the check, from a form or a report, and never over an old one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands.command_line import main
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.calculations.evidence.testing import case_statuses, passes
from delivery_wiki.model.project.test_results import DefectClass, TestResult, Verdict
from delivery_wiki.model.project.whole_project import Project

BASE = Path(__file__).parents[2] / "examples" / "valid" / "full"
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
    assert [finding for finding in workspace.findings if "label" not in finding.code] == []
    (project,) = workspace.sound
    return {
        result.case: result.verdict
        for test_run in project.test_runs
        if test_run.name == name
        for result in test_run.results
    }


def test_a_form_lists_every_case_and_passes_the_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is a result before somebody has filled it in."""
    assert run(root) == 0

    found = recorded(root, "2026-10-01-run")
    assert set(found.values()) == {Verdict.NOT_RUN}
    assert len(found) == len([case for case in load_workspace(root).sound[0].tests if not case.withdrawn])
    assert "projects/harbour/test-runs/2026-10-01-run.yml" in capsys.readouterr().out
    text = (root / RUNS / "2026-10-01-run.yml").read_text("utf-8")
    assert "A failure needs defect and defect_class" in text
    (project,) = load_workspace(root).sound
    assert {case.case.id: passes(case) for case in case_statuses(project, project.test_runs[-1].date)}


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
    (result,) = next(test_run for test_run in project.test_runs if test_run.name == "2026-10-01-automatic").results
    assert (result.defect, result.defect_class) == ('wrong "name": class 3', DefectClass.THREE)
    assert "1 of 3 tests name no case" in capsys.readouterr().out


def test_a_failure_without_a_class_stops_the_acceptance(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has looked at it yet, so it counts as the worst."""
    assert run(root, "--junit", report(root, case("T_001_login", "<failure/>"))) == 0

    (project,) = load_workspace(root).sound
    (result,) = next(test_run for test_run in project.test_runs if test_run.name == "2026-10-01-automatic").results
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
    expected = next(test.expected for test in project.tests if test.id == "T-001")
    tests.write_text(tests.read_text("utf-8").replace(expected, "Something else."), "utf-8")

    (changed,) = load_workspace(root).sound
    status = next(case for case in case_statuses(changed, changed.test_runs[-1].date) if case.case.id == "T-001")
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


def reported(root: Path, text: str) -> None:
    """What tests.yml says of reports, in place of what the example says."""
    path = root / "projects" / "harbour" / "tests.yml"
    path.write_text(f"{path.read_text('utf-8').partition('entry_criteria:')[0]}{text}", "utf-8")


def results_of(root: Path) -> tuple[TestResult, ...]:
    """What the newest automatic run records."""
    return max(newest_project(root).test_runs, key=lambda test_run: (test_run.date, test_run.name)).results


def newest_project(root: Path) -> Project:
    """The example project as it is read now."""
    (project,) = load_workspace(root).sound
    return project


def test_what_is_not_known_is_blocked_and_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its place in the report, in words of the report; the record keeps them."""
    tests = (
        '<testcase name="T-001" mood="bad"/>',
        '\n<testcase name="T-001"><warning>Nothing asserted</warning></testcase>',
    )
    assert run(root, "--junit", report(root, *tests)) == 0

    (result,) = results_of(root)
    assert (result.verdict, result.actual) == (Verdict.BLOCKED, 'mood="bad"; <warning> Nothing asserted')
    told = capsys.readouterr().out
    assert 'report.xml:1:12: T-001 blocked: mood="bad"; what that means is not known; if it says' in told
    assert "add 'mood' to neutral under reported_as in tests.yml" in told
    assert "report.xml:2:24: T-001 blocked: <warning> Nothing asserted." in told


def test_a_report_that_counts_more_tests_than_it_holds_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The run is recorded, and whoever records it is told that tests are missing."""
    path = report(root, case("T-001"))
    Path(path).write_text(Path(path).read_text("utf-8").replace("<testsuite>", '<testsuite tests="9">'), "utf-8")
    assert run(root, "--junit", path) == 0

    assert 'report.xml:1:1: <testsuite> says tests="9" and holds 1 test.' in capsys.readouterr().out


def test_an_unknown_outcome_cannot_be_neutral(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The way out is another one: the runner has to say it in a known word."""
    assert run(root, "--junit", report(root, '<testcase name="T-001" status="fine"/>')) == 0

    told = capsys.readouterr().out
    assert "it states an outcome: have the runner write passed, failed, skipped or the like" in told
    assert "neutral" not in told


@pytest.mark.slow
def test_an_error_blocks_and_says_how_it_can_be_a_failure(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The project says it once, a call for one run; the call wins."""
    reported(root, "")
    path = report(root, case("T-001", '<error message="NullPointer"/>'))

    assert run(root, "--junit", path) == 0
    assert results_of(root)[0].verdict is Verdict.BLOCKED
    assert "1 test ended in an error; an error blocks. Where errors are faults" in capsys.readouterr().out

    assert run(root, "--junit", path, "--errors", "failure") == 0
    (result,) = results_of(root)
    assert (result.verdict, result.defect, result.defect_class) == (Verdict.FAIL, "NullPointer", DefectClass.ONE)

    reported(root, "reported_as: {error: failure}\n")
    assert run(root, "--junit", path) == 0
    assert results_of(root)[0].verdict is Verdict.FAIL
    capsys.readouterr()
    assert run(root, "--junit", path, "--errors", "blocked") == 0
    assert results_of(root)[0].verdict is Verdict.BLOCKED
    assert "an error blocks" not in capsys.readouterr().out
    assert run(root, "--errors", "failure") == 2


def test_names_without_an_id_are_mapped_in_both_directions(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The worst of several tests counts; what meets nothing is said, and so is what was left out."""
    reported(
        root,
        "reported_as:\n  names:\n"
        '    - {name: "mail.LoginTest full address", cases: [T-001]}\n'
        '    - {name: "mail.LoginTest*[[]", cases: [T-001]}\n'
        '    - {name: "* with plus", cases: [T-001]}\n'
        '    - {name: "mail.SendTest T-999 is a model", cases: []}\n',
    )
    tests = (
        '<testcase classname="mail.LoginTest" name="full adress"/>',
        '<testcase classname="mail.LoginTest" name="with plus"><failure message="class 2: no"/></testcase>',
        '<testcase classname="mail.SendTest" name="T-999 is a model"/>',
        '<testcase classname="mail.SendTest" name="helper"/>',
    )
    assert run(root, "--junit", report(root, *tests)) == 0

    (result,) = results_of(root)
    assert (result.case, result.verdict, result.defect_class) == ("T-001", Verdict.FAIL, DefectClass.TWO)
    told = capsys.readouterr().out
    place = "projects/harbour/tests.yml:"
    assert f"{place}26:8: no test of the report is called 'mail.LoginTest full address'; did you mean" in told
    assert f"{place}27:8: no test of the report is like 'mail.LoginTest*[[]'." in told
    assert "'mail.SendTest T-999 is a model' counts for no case as tests.yml says, not for T-999." in told
    assert "2 of 4 tests name no case and were left out: 'mail.LoginTest full adress', 'mail.SendTest helper'." in told


def test_one_test_may_run_several_cases_and_a_name_may_be_written_with_a_dot(root: Path) -> None:
    """Each listed case gets its result."""
    tests = root / "projects" / "harbour" / "tests.yml"
    text = tests.read_text("utf-8").partition("reported_as:")[0]
    third = text.partition("  - id: T-001")[2].partition("  - id: T-002")[0]
    reported(root, f'  - id: T-003{third}reported_as: {{names: [{{name: "a.B.c", cases: [T-001, T-003]}}]}}\n')

    assert run(root, "--junit", report(root, '<testcase classname="a.B" name="c"/>')) == 0
    assert [(result.case, result.verdict) for result in results_of(root)] == [
        ("T-001", Verdict.PASS),
        ("T-003", Verdict.PASS),
    ]


def test_two_entries_for_one_name_are_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody could tell which of them holds; no record is written."""
    reported(root, 'reported_as: {names: [{name: "a*", cases: [T-001]}, {name: "*c", cases: []}]}\n')
    before = sorted((root / RUNS).iterdir())

    assert run(root, "--junit", report(root, case("abc"), case("adc"))) == 1
    told = capsys.readouterr().err
    assert "tests.yml:24:54: error[name-mapped-twice]: the test 'abc' belongs to this entry and to that of 'a*'" in told
    assert told.count("name-mapped-twice") == 1
    assert sorted((root / RUNS).iterdir()) == before


def test_lines_of_a_failure_stay_in_the_record(root: Path) -> None:
    """As a block, which is read line by line; what is long is cut, and says so."""
    said = "expected: 'a: b' # 1\n\n  - but was: \"2\"\n    at mail.Login"
    assert run(root, "--junit", report(root, case("T-001", f"<failure>{said}</failure>"))) == 0
    assert results_of(root)[0].defect == said
    text = (root / RUNS / "2026-10-01-automatic.yml").read_text("utf-8")
    assert "    defect: |-\n      expected: 'a: b' # 1\n\n        - but was" in text

    long = "\n".join(f"line {number}" for number in range(500))
    assert run(root, "--junit", report(root, case("T-001", f"<failure>{long}</failure>"))) == 0
    *lines, last = results_of(root)[0].defect.split("\n")
    assert lines == [f"line {number}" for number in range(29)]
    assert last == f"[cut here; {len(long):,} characters in the report]"


def test_many_long_failures_fit_into_a_record(root: Path) -> None:
    """Texts of several tests together are cut once more, and so are errors known beforehand."""
    tests = [case(f"T-001 {'n' * 900} {number}", f"<failure>{number}{'x' * 990}</failure>") for number in range(5)]
    assert run(root, "--junit", report(root, *tests)) == 0
    assert run(root, "--junit", report(root, *tests)) == 0

    (result,) = results_of(root)
    assert max(len(result.defect), len(result.evidence)) <= 2000
    assert "cut here" in result.evidence


def test_two_ids_of_one_number_are_told_apart_by_an_entry(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """T-1 and T-001 are two cases; a result under the wrong one would be worse than none."""
    tests = root / "projects" / "harbour" / "tests.yml"
    first = tests.read_text("utf-8").partition("  - id: T-001")[2].partition("  - id: T-002")[0]
    path = report(root, case("T-001 login"))

    reported(root, f"  - id: T-1{first}")
    assert run(root, "--junit", path) == 1
    assert (
        "names the case T-001, the project has T-001 and T-1. Repair: Correct the name, or say"
        in capsys.readouterr().err
    )
    reported(root, 'reported_as: {names: [{name: "T-001 login", cases: [T-001]}]}\n')
    assert run(root, "--junit", path) == 0
    assert [result.case for result in results_of(root)] == ["T-001"]
