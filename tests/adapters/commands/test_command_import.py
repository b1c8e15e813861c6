"""`delivery export` and `delivery import`: registers go out as tables and come back, whole or not at all."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.adapters.repositories import Outcome, example, run, snapshot, write

Shown = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the whole example."""
    return example(tmp_path / "repository", "full")


def export(capsys: Shown, root: Path, folder: Path, *more: str) -> Outcome:
    """The tables of the project in a folder."""
    return run(capsys, "-C", root, "export", "harbour", "--format", "csv", "--out", folder, *more)


def take_in(capsys: Shown, root: Path, *files: Path | str) -> Outcome:
    """What the tables do."""
    return run(capsys, "-C", root, "import", "harbour", *files)


def change(file: Path, row: int, **cells: str) -> None:
    """Other cells in a row, from 0, as a spreadsheet saves them: without the mark at the beginning."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    for head, cell in cells.items():
        lines[row + 1][lines[0].index(head)] = cell
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)


def test_tables_that_nobody_touched_write_nothing(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """All of them in one run."""
    out = export(capsys, root, tmp_path / "out")
    before = snapshot(root)
    back = take_in(capsys, root, *sorted((tmp_path / "out").iterdir()), "--yes")

    assert (out.code, back.code) == (0, 0)
    assert out.out.endswith("Change what you like and take it in: delivery import harbour FILE\n")
    assert len(list((tmp_path / "out").iterdir())) == out.out.count(".csv  ")
    assert back.out.count("nothing changes in") == out.out.count(".csv  ")
    assert snapshot(root) == before


def test_a_change_is_shown_then_written(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Without a yes nothing is written; with it one line of the file is another one."""
    export(capsys, root, tmp_path, "--tables", "risks,open-points")
    change(tmp_path / "risks.csv", 0, response="Two people know the console.")
    file = root / "projects/harbour/project.yml"
    before = file.read_text("utf-8")
    asked = take_in(capsys, root, tmp_path / "risks.csv")
    assert file.read_text("utf-8") == before
    done = take_in(capsys, root, tmp_path / "risks.csv", "--yes")
    again = take_in(capsys, root, tmp_path / "risks.csv", "--yes")

    assert (asked.code, done.code, again.code) == (0, 0, 0)
    assert "risks.csv: 1 change in project.yml\n" in asked.out
    assert "→ Two people know the console.\n" in asked.out
    assert asked.out.endswith("Nothing was written.\n")
    assert "To write these changes: delivery import harbour" in asked.out
    assert done.out.endswith("Written: projects/harbour/project.yml\n")
    came = [line for line in file.read_text("utf-8").splitlines() if line not in before.splitlines()]
    assert len(came) == 1
    assert "Two people know the console." in came[0]
    assert again.out == "risks.csv: nothing changes in project.yml\n"


def test_several_tables_of_one_file_are_written_together(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Both changes are in it."""
    export(capsys, root, tmp_path)
    change(tmp_path / "risks.csv", 0, response="First change.")
    change(tmp_path / "milestones.csv", 0, title="Second change")
    done = take_in(capsys, root, tmp_path / "risks.csv", tmp_path / "milestones.csv", "--yes")
    text = (root / "projects/harbour/project.yml").read_text("utf-8")

    assert done.code == 0
    assert "First change." in text
    assert "Second change" in text


def test_what_would_leave_the_project_with_errors_is_not_written(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """An owner whom nobody knows: the finding of the file tells."""
    export(capsys, root, tmp_path)
    change(tmp_path / "risks.csv", 0, owner="nobody-here")
    before = snapshot(root)
    done = take_in(capsys, root, tmp_path / "risks.csv", "--yes")

    assert done.code == 1
    assert done.err.startswith("risks.csv:F2: error[unknown-person]: ")
    assert "nobody-here" in done.err
    assert done.out.endswith("Nothing was written: with these tables the project would have the findings above.\n")
    assert snapshot(root) == before


def test_one_faulty_table_stops_all(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Each fault with its cell and its repair."""
    export(capsys, root, tmp_path)
    change(tmp_path / "risks.csv", 0, probability="huge", id="")
    change(tmp_path / "milestones.csv", 0, title="Other", business_days="1.000,5")
    before = snapshot(root)
    done = take_in(capsys, root, tmp_path / "risks.csv", tmp_path / "milestones.csv", "--yes")

    assert done.code == 1
    assert done.out == "Nothing was written.\n"
    assert "risks.csv:A2: a row without 'id'\n  Repair: " in done.err
    assert "milestones.csv:" in done.err
    assert "business_days: '1.000,5' is not a number\n  Repair: " in done.err
    assert snapshot(root) == before


def test_both_sides_changed_a_cell(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Both values are named, and the project keeps its own."""
    export(capsys, root, tmp_path)
    change(tmp_path / "risks.csv", 0, response="Theirs.")
    own = tmp_path / "own"
    own.mkdir()
    export(capsys, root, own)
    change(own / "risks.csv", 0, response="Ours.")
    assert take_in(capsys, root, own / "risks.csv", "--yes").code == 0
    done = take_in(capsys, root, tmp_path / "risks.csv", "--yes")

    assert done.code == 1
    assert "“Theirs.” here and “Ours.” in the project, and both are new" in done.err


def test_a_register_that_is_not_there_yet_is_made(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """From a table with nothing but its heads and rows."""
    (root / "projects/harbour/responsibilities.yml").unlink()
    table = tmp_path / "duties.csv"
    table.write_text("id;task\nRESP-1;Name the people\n", encoding="utf-8")
    unnamed = take_in(capsys, root, table)
    named = take_in(capsys, root, table, "--table", "responsibilities")

    assert unnamed.code == 2
    assert "duties.csv: of which register is it? Say --table NAME, one of: requirements, tests" in unnamed.err
    assert "RESP-1 new: task: Name the people" in named.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "harbour", "--tables", "risk"), "there is no table 'risk'. Did you mean 'risks'?"),
        (("export", "harbor"), "there is no project 'harbor'. Did you mean 'harbour'?"),
        (("import", "harbour", "risks.csv"), "risks.csv cannot be read: no such file or directory"),
        (
            ("import", "harbour", "x.csv", "--table", "risks,milestones"),
            "--table risks,milestones: a CSV file is of one register; name one.",
        ),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], told: str, root: Path, capsys: Shown) -> None:
    """With what was meant."""
    outcome = run(capsys, "-C", root, *arguments)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"delivery: {told}\n"


def test_german_spreadsheets_get_semicolons(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """And what they save is read by what stands between the heads."""
    export(capsys, root, tmp_path, "--tables", "risks", "--separator", "semicolon")
    table = tmp_path / "risks.csv"

    assert table.read_text("utf-8-sig").startswith("id;statement;")
    assert take_in(capsys, root, table).out == "risks.csv: nothing changes in project.yml\n"


def test_a_workbook_goes_out_and_comes_back(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Its sheets are taken in together, and a fault names sheet and cell."""
    run(capsys, "-C", root, "export", "harbour", "--out", tmp_path)
    book = tmp_path / "harbour.xlsx"
    before = snapshot(root)
    untouched = take_in(capsys, root, book, "--yes")
    assert snapshot(root) == before
    found = openpyxl.load_workbook(book)
    found["risks"]["B2"] = "Another statement of the risk."
    found["milestones"]["B2"] = "=1+1"
    found.save(book)
    faulty = take_in(capsys, root, book, "--yes")
    assert snapshot(root) == before
    found["milestones"]["B2"] = "Another milestone"
    found.save(book)
    done = take_in(capsys, root, book, "--yes")
    text = (root / "projects/harbour/project.yml").read_text("utf-8")

    assert untouched.code == 0
    assert faulty.code == 1
    assert "harbour.xlsx:milestones!B2: a formula, '=1+1'\n  Repair: Write its value" in faulty.err
    assert done.code == 0
    assert "Another statement of the risk." in text
    assert "Another milestone" in text


FAULTY = (b"format: 1\nrisks: []\n\xff", b"risks: 5\n", b"risks: [1]\n", b"risks: [\n", b"- a\n", b"")


@pytest.mark.parametrize("content", FAULTY, ids=repr)
def test_a_file_of_the_project_that_has_errors_is_told(
    content: bytes, root: Path, tmp_path: Path, capsys: Shown
) -> None:
    """In both directions, and nothing is written."""
    export(capsys, root, tmp_path, "--tables", "risks")
    (root / "projects/harbour/project.yml").write_bytes(content)
    before = snapshot(root)
    out = export(capsys, root, tmp_path / "more", "--tables", "risks")
    back = take_in(capsys, root, tmp_path / "risks.csv", "--yes")

    told = "delivery: project.yml has errors; nothing was written. See: delivery check\n"
    assert (out.code, out.err) == (back.code, back.err) == (2, told)
    assert snapshot(root) == before
    assert not (tmp_path / "more").exists()


def test_a_file_in_the_way_of_the_folder_is_told(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """And stays what it is."""
    (tmp_path / "file").write_text("precious")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        outcome = export(capsys, root, folder)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.endswith("is no folder, and stands in the way of one. Name another one with --out.\n")
    assert (tmp_path / "file").read_text() == "precious"


def test_tables_do_not_land_among_the_files_they_are_made_of(root: Path, capsys: Shown) -> None:
    """As with what `build` and `pdf` make."""
    outcome = run(capsys, "-C", root, "export", "harbour", "--out", root / "projects/harbour")

    assert (outcome.code, "which is no place for output" in outcome.err) == (2, True)
    assert not (root / "projects/harbour/harbour.xlsx").exists()


def test_a_fault_that_a_table_would_bring_stands_at_its_cell(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Of a new entry too; a file that was never written has no lines that anybody could look up."""
    export(capsys, root, tmp_path, "--tables", "risks")
    with (tmp_path / "risks.csv").open("a", encoding="utf-8") as stream:
        stream.write("R-99,New\r\nRISK-9,Taken,low,low,None,petra-beispiel\r\n")
    done = take_in(capsys, root, tmp_path / "risks.csv", "--yes")

    found = [line for line in done.err.splitlines() if "error[" in line]
    assert done.code == 1
    assert {line.partition("]")[0] for line in found if "missing-key" not in line} == {
        "risks.csv:A3: error[wrong-form",
        "risks.csv:A4: error[duplicate-id",
    }
    assert all(line.startswith("risks.csv:A3: ") for line in found if "missing-key" in line)
    assert "project.yml:" not in done.err


@pytest.mark.parametrize(
    "configuration", ["plugins: [delivery]\nnav: [index.md, projects/other/index.md]\n", "a: b\n", ""]
)
def test_what_else_stands_in_the_repository_is_no_matter_of_a_table(
    configuration: str, root: Path, tmp_path: Path, capsys: Shown
) -> None:
    """The change is tried in a copy, in which the wiki and its configuration are not other than in the repository."""
    pages = {"docs/index.md": "{{ portfolio_glance() }}\n", "docs/projects/index.md": "{{ portfolio() }}\n"}
    write(root, pages | ({"mkdocs.yml": configuration} if configuration else {}))
    shutil.copytree(root / "projects/harbour", root / "projects/other")
    export(capsys, root, tmp_path, "--tables", "risks")
    change(tmp_path / "risks.csv", 0, response="Two people know the console.")
    done = take_in(capsys, root, tmp_path / "risks.csv", "--yes")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("Written: projects/harbour/project.yml\n")
