"""`delivery fix` from end to end: shown first, written when agreed, checked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from delivery_wiki.adapters.commands import command_fix
from tests.adapters.repositories import Terminal, answers, example, replace, run, snapshot, write

PROJECT = "projects/mail/project.yml"
REQUIREMENTS = "projects/mail/requirements.yml"
SOW = "projects/mail/sow/basic.yml"
TESTS = "projects/mail/tests.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without findings."""
    return example(tmp_path)


REPAIRS = {
    "key": (REQUIREMENTS, "priority: must", "prioritty: must", None),
    "value": (REQUIREMENTS, "verification: test", "verification: tesst", None),
    "id": (TESTS, "[R-001]", "[R-1]", None),
    "person": (PROJECT, "owner: nora-nowhere, baseline", "owner: nora-nowere, baseline", None),
    "gate": (PROJECT, "gate: go-no-go", "gate: go-nogo", None),
    "section": (REQUIREMENTS, "concept: authentication", "concept: authentification", None),
    "number as text": (
        PROJECT,
        'templates: {id: standard, version: "1"}',
        "templates: {id: standard, version: 1}",
        None,
    ),
    "text as truth": (
        SOW,
        "starts: 2027-01-11\n",
        "acceptance_clock: {silence_accepts: yes}\nstarts: 2027-01-11\n",
        "acceptance_clock: {silence_accepts: true}\nstarts: 2027-01-11\n",
    ),
    "truth as text": (PROJECT, 'name: "Nora Nowhere"', "name: off", 'name: "off"'),
    "grouped number": (SOW, "days: 4,", "days: 1_000,", "days: 1000,"),
    "time of day": (PROJECT, 'title: "Mail platform"', "title: 12:30", 'title: "12:30"'),
    "format": (TESTS, "format: 1\n", "", None),
    "duplicate id": (REQUIREMENTS, "id: R-002", "id: R-001", None),
}


TEXT = """# Motivation

The ticket {{ticket.id}} of {{ 7*7 }}, of {{ customer
name, see www.mail.example/help and `{{code}}`.

### Documentation, reporting, communication

As {{ sizing_figure("users" }} said.
"""
MENDED = r"""## Motivation

The ticket \{{ticket.id}} of \{{ 7*7 }}, of \{{ customer
name, see <https://www.mail.example/help> and `{{code}}`.

## Documentation, reporting, communication

As {{ sizing_figure("users" }} said.
"""


def test_imported_prose_keeps_its_braces_and_its_sections(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Braces that are nothing like a call are text, in quotes of YAML too; a call that is misspelt is left."""
    write(root, {"projects/mail/charter.md": TEXT})
    text = 'summary: "Of {{ticket}}."\napproach: >\n  Of {{ 1 + 1 }},\n  as said.\ndeliverables:'
    replace(root / SOW, "deliverables:", text)

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert (root / "projects/mail/charter.md").read_text("utf-8") == MENDED
    assert 'summary: "Of \\\\{{ticket}}."\napproach: >\n  Of \\{{ 1 + 1 }},\n' in (root / SOW).read_text("utf-8")
    assert outcome.code == 1
    assert outcome.out.count("error[") == 1


@pytest.mark.parametrize("case", REPAIRS.values(), ids=REPAIRS)
def test_a_safe_repair_makes_the_project_sound(
    case: tuple[str, str, str, str | None], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was broken is written as it should be, and nothing else changes."""
    file, sound, broken, expected = case
    wanted = (root / file).read_text("utf-8").replace(sound, expected or sound, 1)
    replace(root / file, sound, broken)
    others = {name: data for name, data in snapshot(root).items() if name != file}

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert outcome.code == 0, outcome.out
    assert outcome.out.endswith("No findings. 1 project checked.\n")
    assert (root / file).read_text("utf-8") == wanted
    assert {name: data for name, data in snapshot(root).items() if name != file} == others


def test_the_diff_is_shown_and_nothing_is_written_without_consent(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody can be asked, the flag is named, and the exit code is that of the findings."""
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")
    before = snapshot(root)

    outcome = run(capsys, "-C", root, "fix")

    assert outcome.code == 1
    assert f"--- a/{REQUIREMENTS}\n+++ b/{REQUIREMENTS}\n" in outcome.out
    assert "-    prioritty: must\n+    priority: must\n" in outcome.out
    assert "delivery fix --yes" in outcome.out
    assert outcome.out.endswith("Nothing was written.\n")
    assert "\x1b" not in outcome.out
    assert snapshot(root) == before


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("Yes", True), ("", False), ("n", False), (None, False)])
def test_a_person_at_a_terminal_is_asked(
    answer: str | None,
    written: bool,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only a yes writes; an empty answer or an end of input does not."""
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")
    asked = answers(monkeypatch, [] if answer is None else [answer])

    outcome = run(capsys, "-C", root, "fix")

    assert asked == ["Write these changes? [y/N] "]
    assert outcome.code == (0 if written else 1)
    assert ("prioritty" not in (root / REQUIREMENTS).read_text("utf-8")) is written


def test_repairs_that_show_only_after_others_are_made_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While a file cannot be read, its references are not checked; one call is enough all the same."""
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")
    replace(root / TESTS, "[R-001]", "[R-1]")

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert outcome.code == 0
    assert "2 repairs written in 2 files." in outcome.out


def test_three_items_with_one_id_get_different_ones(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first keeps its id; the others get the next free numbers, and it is said what citations mean."""
    replace(root / PROJECT, "id: A-2", "id: A-1")
    replace(root / PROJECT, "open_points:", '  - {id: A-1, statement: "Third."}\nopen_points:')

    outcome = run(capsys, "-C", root, "fix", "--yes")

    text = (root / PROJECT).read_text("utf-8")
    assert outcome.code == 0, outcome.out
    assert [text.count(f"id: A-{number},") for number in (1, 2, 3)] == [1, 1, 1]
    assert "What cites A-1 still means the first one" in outcome.out


def test_what_needs_a_person_is_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be repaired, nothing is asked."""
    replace(root / PROJECT, 'version: "2011-11-03"', 'version: "2011-11-30"')

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert outcome.code == 1
    assert outcome.out == "Nothing can be repaired safely; 1 finding needs a person. See: delivery check\n"


@pytest.mark.parametrize("broken", ["owner: ~", "owner: NULL", "<<: pat"])
def test_a_value_that_is_no_text_is_not_quoted(broken: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing and a merge key would only become a wrong text."""
    replace(root / PROJECT, "raised: 2026-10-12, owner: nora-nowhere", f"raised: 2026-10-12, {broken}")

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert outcome.code == 1
    assert f"{broken}," in (root / PROJECT).read_text("utf-8")


def test_what_is_left_is_told_and_keeps_the_exit_code(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The safe part is written, the rest is listed."""
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")
    replace(root / PROJECT, "started: 2026-10-01", "started: 2026-02-30")

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert outcome.code == 1
    assert "1 finding will be left for a person." in outcome.out
    assert "error[wrong-date]" in outcome.out
    assert "prioritty" not in (root / REQUIREMENTS).read_text("utf-8")


def test_a_sound_project_needs_no_repair(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in a line, exit code 0."""
    outcome = run(capsys, "-C", root, "fix")

    assert (outcome.code, outcome.out) == (0, "Nothing to repair: no findings.\n")


def test_only_named_projects_are_repaired(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another project keeps its faults."""
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")
    (root / "projects" / "mail").rename(root / "projects" / "other")
    example(root)
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")

    run(capsys, "-C", root, "fix", "mail", "--yes")

    assert "prioritty" not in (root / REQUIREMENTS).read_text("utf-8")
    assert "prioritty" in (root / "projects" / "other" / "requirements.yml").read_text("utf-8")


def test_records_are_never_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A test run with a misspelt key needs a person, for a run is an immutable record."""
    root = example(tmp_path, "full")
    (run_file,) = (root / "projects" / "harbour" / "test-runs").glob("*.yml")
    replace(run_file, "verdict:", "verdikt:")
    before = snapshot(root)

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert outcome.code == 1
    assert "1 finding needs a person" in outcome.out
    assert snapshot(root) == before


def test_line_ends_and_permissions_stay(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file from Windows keeps its line ends, and a read-only group stays one."""
    path = root / REQUIREMENTS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"priority: must", b"prioritty: must", 1))
    path.chmod(0o640)

    outcome = run(capsys, "-C", root, "fix", "--yes")

    data = path.read_bytes()
    assert outcome.code == 0
    assert data.count(b"\r\n") == data.count(b"\n")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody saved while the question stood there: their text wins, and nothing at all is written."""
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")
    replace(root / TESTS, 'steps: ["Open', 'stepps: ["Open')

    def edit_and_agree(_: object) -> bool:
        replace(root / TESTS, "Log in as a trial user", "Log in as somebody")
        return True

    monkeypatch.setattr(command_fix, "agreed", edit_and_agree)

    outcome = run(capsys, "-C", root, "fix")

    assert outcome.code == 2
    assert "was changed meanwhile; nothing was written" in outcome.err
    assert "prioritty" in (root / REQUIREMENTS).read_text("utf-8")
    assert "Log in as somebody" in (root / TESTS).read_text("utf-8")


def test_links_are_not_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file outside the repository is not written through a link."""
    outside = write(tmp_path_factory.mktemp("outside"), {"agenda.yml": "format: 1\ntitel: x\n"})
    (root / "projects" / "mail" / "agenda.yml").symlink_to(outside / "agenda.yml")

    outcome = run(capsys, "-C", root, "fix", "--yes")

    assert outcome.code == 1
    assert (outside / "agenda.yml").read_text("utf-8") == "format: 1\ntitel: x\n"


def test_a_terminal_sees_the_diff_in_colour(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Red for what goes, green for what comes."""
    terminal = Terminal()
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout", terminal)
    replace(root / REQUIREMENTS, "priority: must", "prioritty: must")

    run(capsys, "-C", root, "fix")

    assert "\x1b[31m-    prioritty: must\x1b[0m" in terminal.getvalue()
    assert "\x1b[32m+    priority: must\x1b[0m" in terminal.getvalue()
