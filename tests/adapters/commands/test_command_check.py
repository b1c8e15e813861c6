"""`delivery check` from end to end: formats, exit codes, colour, and the comparison with a base version."""

from __future__ import annotations

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.adapters.repositories import ROOT, Terminal, commit, example, replace, run, snapshot, write

REQUIREMENTS = Path("projects", "mail", "requirements.yml")
SOW = Path("projects", "mail", "sow", "basic.yml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without findings."""
    return example(tmp_path)


@pytest.fixture
def faulty(root: Path) -> Path:
    """A repository with one error."""
    replace(root / REQUIREMENTS, "priority:", "prioritty:")
    return root


def fits(name: str, text: str) -> bool:
    """Whether a JSON text is what its schema describes."""
    schemas = SchemaSet.load(ROOT / "schemas")
    faults = list(schemas.validators[name].iter_errors(json.loads(text, parse_float=Decimal)))
    return not faults


def test_the_projects_of_this_repository_have_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    """What ships passes its own check."""
    outcome = run(capsys, "-C", ROOT, "check")

    assert outcome.code == 0
    accepted = r"(?:\d+ warnings? (?:is|are) accepted; to list: delivery check --accepted\n)?"
    agree = r"Worked examples: [\d,]+ cells of \d+ rule sets agree\.\n$"
    assert re.search(rf"\d projects checked\.\n{accepted}{agree}", outcome.out)


@pytest.mark.parametrize("form", ["json", "github", "gitlab"])
def test_real_projects_are_reported_in_every_format(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Machine formats are well formed on real data."""
    outcome = run(capsys, "-C", ROOT, "check", "--format", form, "coastline-mail", "harbour-insurance")

    assert outcome.code == 0
    if form == "json":
        assert fits("findings", outcome.out)
    elif form == "gitlab":
        assert isinstance(json.loads(outcome.out), list)
    else:
        assert outcome.out.rstrip().endswith((".", "files."))


def test_an_error_is_exit_code_1_with_its_place_and_repair(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says where, what, and what to do."""
    outcome = run(capsys, "-C", faulty, "check")

    assert outcome.code == 1
    assert re.match(
        r"projects/mail/requirements\.yml:\d+:\d+: error\[unknown-key\]: .* Repair: Did you mean 'priority'\?\n",
        outcome.out,
    )


def test_json_carries_the_replacement_of_a_safe_repair(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other tools may offer the same repair as `delivery fix`."""
    outcome = run(capsys, "-C", faulty, "check", "--format", "json")

    (finding,) = json.loads(outcome.out)["findings"]
    assert outcome.code == 1
    assert fits("findings", outcome.out)
    assert finding["replacement"] == {"found": "prioritty", "better": "priority"}


def test_warnings_fail_only_when_strict(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A warning is shown either way."""
    replace(root / REQUIREMENTS, 'statement: "', 'statement: "TBD: ')

    relaxed = run(capsys, "-C", root, "check")
    strict = run(capsys, "-C", root, "check", "--strict")

    assert "warning[" in relaxed.out
    assert relaxed.out == strict.out
    assert (relaxed.code, strict.code) == (0, 1)


def test_a_named_project_is_checked_alone(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The fault of another project does not fail the check of this one."""
    (faulty / "projects" / "mail").rename(faulty / "projects" / "broken")
    example(faulty)

    assert run(capsys, "-C", faulty, "check", "mail").code == 0
    assert run(capsys, "-C", faulty, "check", "mail", "broken").code == 1


def test_github_also_gets_the_job_summary(
    faulty: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Annotations are limited to ten, so that the summary holds all; what stands there already stays."""
    summary = tmp_path_factory.mktemp("github") / "summary.md"
    summary.write_text("# Before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    outcome = run(capsys, "-C", faulty, "check", "--format", "github")

    assert outcome.code == 1
    assert outcome.out.startswith("::error file=projects/mail/requirements.yml,line=")
    assert summary.read_text("utf-8").startswith("# Before\n## Check\n")
    assert "unknown" in summary.read_text("utf-8")


def test_other_formats_write_no_job_summary(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the format for GitHub writes where GitHub looks."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    run(capsys, "-C", faulty, "check", "--format", "json")

    assert not summary.exists()


def test_a_check_writes_nothing(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reading is all it does."""
    before = snapshot(faulty)

    run(capsys, "-C", faulty, "check")

    assert snapshot(faulty) == before


def test_a_pipe_gets_no_colour(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences are for terminals."""
    assert "\x1b" not in run(capsys, "-C", faulty, "check").out


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colour_unless_it_declines(
    no_colour: str, coloured: bool, faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """NO_COLOR switches colour off."""
    terminal = Terminal()
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setattr("sys.stdout", terminal)

    run(capsys, "-C", faulty, "check")

    assert ("\x1b[31m" in terminal.getvalue()) is coloured


def test_an_id_that_vanished_since_the_base_is_found(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pull request that deletes an item instead of withdrawing it fails."""
    commit(root)
    replace(root / SOW, "DEL-1", "DEL-7")

    with_base = run(capsys, "-C", root, "check", "--base", "HEAD")
    without = run(capsys, "-C", root, "check")

    assert with_base.code == 1
    assert f"{SOW}:1:1: error[vanished-id]: DEL-1 was in the base version and is gone" in with_base.out
    assert "vanished-id" not in without.out


def test_nothing_vanished_since_an_equal_base(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same tree has the same ids."""
    commit(root)

    assert run(capsys, "-C", root, "check", "--base", "HEAD").code == 0


def test_an_unknown_base_is_exit_code_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt revision is wrong use, not a finding."""
    commit(root)

    outcome = run(capsys, "-C", root, "check", "--base", "no-such-branch")

    assert outcome.code == 2
    assert outcome.err == "delivery: there is no revision 'no-such-branch'\n"


def test_a_project_that_vanished_since_the_base_is_found(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is deleted takes the addresses of a customer's site with it."""
    write(root, {"projects/other/project.yml": "format: 1\n"})
    commit(root)
    shutil.rmtree(root / "projects" / "other")

    outcome = run(capsys, "-C", root, "check", "--base", "HEAD")

    assert outcome.code == 1
    assert "projects/other/project.yml:1:1: error[vanished-project]" in outcome.out


def test_a_base_outside_version_control_is_exit_code_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no git repository, there is nothing to compare with."""
    assert run(capsys, "-C", root, "check", "--base", "HEAD").code == 2


def test_a_project_of_which_git_kept_a_pointer_has_one_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the file itself says is not known, so that nothing is told of those who are named elsewhere."""
    shutil.copytree(ROOT / "projects/epermit-api", tmp_path / "projects/epermit-api")
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"
    (tmp_path / "projects/epermit-api/project.yml").write_text(pointer, encoding="utf-8")

    outcome = run(capsys, "-C", tmp_path, "check")

    assert "1 error in 1 file." in outcome.out
    assert "projects/epermit-api/project.yml:1:1: error[lfs-pointer]" in outcome.out


def test_a_project_in_other_letters_is_offered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As one with a wrong letter is."""
    slug = next(path.name for path in (root / "projects").iterdir() if path.is_dir())

    assert run(capsys, "-C", root, "check", slug.upper()).err.endswith(f"Did you mean '{slug}'?\n")
