"""Results are kept while there is room, and never given for anything else than what they were made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.adapters.workspace.workspace_loading import load_schemas, load_workspace
from delivery_wiki.model.same import Same
from delivery_wiki.reading.files.kept_results import KeptResults
from delivery_wiki.reading.project_folder import read_project

EXAMPLE = Path(__file__).parents[2] / "examples" / "valid" / "minimal"


def test_a_value_is_the_same_as_itself_alone() -> None:
    """Two lists that are equal are two."""
    one, other = [1], [1]
    assert Same(one) == Same(one)
    assert hash(Same(one)) == hash(Same(one))
    assert Same(one) != Same(other)
    assert Same(one) != one


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5))))
def test_what_is_kept_never_weighs_more_than_there_is_room(asked: list[tuple[int, int]]) -> None:
    """Whatever is found is what was kept under its key, and all of it together fits."""
    kept: KeptResults[str] = KeptResults(8)
    for key, weight in asked:
        found = kept.find(key)
        assert found in (None, f"of {key}")
        assert kept.keep(key, f"of {key}", weight) == f"of {key}"
        assert kept.weight <= 8


def test_what_was_not_asked_for_longest_goes_first() -> None:
    """Who is asked for again stays."""
    kept: KeptResults[str] = KeptResults(2)
    kept.keep("a", "A")
    kept.keep("b", "B")
    assert kept.find("a") == "A"
    kept.keep("c", "C")
    assert [kept.find(key) for key in "abc"] == ["A", None, "C"]


def test_what_weighs_more_than_the_room_is_not_kept() -> None:
    """And takes nothing else away."""
    kept: KeptResults[str] = KeptResults(2)
    kept.keep("a", "A")
    assert kept.keep("b", "B", 3) == "B"
    assert [kept.find(key) for key in "ab"] == ["A", None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one small project, to be changed."""
    shutil.copytree(EXAMPLE, tmp_path / "own")
    return (tmp_path / "own").resolve()


def read(root: Path) -> object:
    """The project of the repository as it reads now."""
    return read_project(root / "projects" / "pilot", root, load_schemas())


def test_the_same_bytes_are_the_same_project_wherever_they_lie(root: Path, tmp_path: Path) -> None:
    """What stands in a copy elsewhere is not read again."""
    shutil.copytree(root, tmp_path / "copy")
    assert read(tmp_path / "copy") is read(root)


def test_each_state_of_a_project_is_its_own(root: Path) -> None:
    """A change is read, what was there before comes back as it was, and a file that is gone is missed."""
    file = root / "projects" / "pilot" / "project.yml"
    text = file.read_text("utf-8")
    before = read(root)

    file.write_text(text.replace("title: ", "title: Other "), encoding="utf-8")
    changed = read(root)
    assert changed != before

    file.write_text(text, encoding="utf-8")
    assert read(root) is before

    (root / "projects" / "pilot" / "notes.txt").write_text("N", encoding="utf-8")
    assert "stray-file" in {finding.code for finding in read_project(file.parent, root, load_schemas()).findings}


def test_what_is_no_file_of_a_project_is_looked_at_each_time(root: Path) -> None:
    """A stray file may define names, so that nothing is kept beside one."""
    stray = root / "projects" / "pilot" / "risk.yml"
    stray.write_text("risks: [{id: RISK-1}]\n", encoding="utf-8")
    assert read(root) is not read(root)


def test_findings_follow_what_a_project_pins(root: Path) -> None:
    """The same project beside other rules of the repository is judged anew, and each time as a first reading would."""
    assert load_workspace(root).findings == load_workspace(root).findings
    process = root / "docs" / "process" / "own.yml"
    process.parent.mkdir(parents=True)
    process.write_text("format: 1\n", encoding="utf-8")
    faulty = {finding.code for finding in load_workspace(root).findings}
    process.unlink()
    assert "missing-key" in faulty
    assert "missing-key" not in {finding.code for finding in load_workspace(root).findings}


def test_a_page_that_names_what_is_gone_is_refused(root: Path) -> None:
    """Macro calls on the wiki's own pages are run again once a project that they name has gone or changed."""
    page = root / "docs" / "index.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text('# W\n\n{{ milestones(project="pilot") }}\n', encoding="utf-8")
    first = load_workspace(root).findings
    assert load_workspace(root).findings == first
    shutil.move(root / "projects" / "pilot", root / "projects" / "other")
    assert {finding.code for finding in load_workspace(root).findings} - {finding.code for finding in first}
