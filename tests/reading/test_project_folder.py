"""A project folder: what may be there, what is read, and that all findings come at once."""

import datetime as dt
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.model.project.requirements import Priority
from delivery_wiki.model.project.sizing_request import InputBasis
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.reading.files.folder_walk import MAXIMUM_FILES
from delivery_wiki.reading.project_folder import ReadResult, find_project_folders, read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet

SCHEMAS = SchemaSet.load(Path(__file__).parents[2] / "schemas")
PROJECT = """\
format: 1
title: Mail
language: en
time_zone: Europe/Berlin
customer: Coastline
process: {id: standard, version: "1"}
templates: {id: standard, version: "1"}
hours_per_person_day: 7.5
holidays: [2026-12-25]
milestones:
  - id: M-1
    title: Go
    baseline: 2026-12-01
"""
SIZING = """\
format: 1
rules: {id: some-rules, version: "1"}
inputs:
  - input: users
    value: 10000
    basis: measured
  - input: ratio
    value: 0.25
    basis: assumed
"""
REQUIREMENTS = """\
format: 1
requirements:
  - {id: R-1, statement: S, area: A, priority: must, source: S, party: vendor, verification: test}
"""

ISSUED = {
    "format": 1,
    "document": "sow",
    "topic": "basic",
    "revision": 1,
    "fingerprint": "a" * 64,
    "issued": "2026-11-24",
    "audience": "customer",
    "pdf": hashlib.sha256(b"%PDF").hexdigest(),
    "pins": {"process": "ox-professional-services 2011-11-03"},
    "figures": {"days": "4"},
    "content": [{"id": "cover", "title": "Basic SOW", "text": "Revision: 1"}],
    "sources": {"project.yml": "format: 1\n"},
    "tree": [],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with only its first file."""
    folder = tmp_path / "projects" / "some"
    folder.mkdir(parents=True)
    (folder / "project.yml").write_text(PROJECT)
    return folder


def read(folder: Path) -> ReadResult:
    """The folder as read."""
    return read_project(folder, folder.parents[1], SCHEMAS)


def put(folder: Path, path: str, text: str = "") -> None:
    """Write a file of the project."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def project(folder: Path) -> Project:
    """The project, which has to be without findings."""
    result = read(folder)
    assert result.findings == ()
    assert result.project is not None
    return result.project


def test_a_project_begins_with_one_file(folder: Path) -> None:
    """What a phase does not need yet may be missing; values are exact and know their place."""
    found = project(folder)

    assert (found.slug, found.title, found.hours_per_person_day) == ("some", "Mail", Decimal("7.5"))
    assert found.holidays == (dt.date(2026, 12, 25),)
    assert found.sizing is None
    assert found.requirements == ()
    (milestone,) = found.milestones
    assert milestone.baseline == dt.date(2026, 12, 1)
    assert milestone.location.file == "projects/some/project.yml"
    assert (milestone.location.line, milestone.location.column) == (11, 5)
    assert milestone.location.at("baseline").line == 13
    assert milestone.location.at("baseline").field_path == "milestones[0].baseline"
    assert milestone.location.at("forecast").line == 11


def test_every_file_becomes_its_part_of_the_project(folder: Path) -> None:
    """Records, lists, named files, prose and internal notes."""
    put(folder, "sizing.yml", SIZING)
    put(folder, "requirements.yml", REQUIREMENTS)
    put(folder, "sow/basic.yml", "format: 1\ntitle: Basic\n")
    put(folder, "sow/basic.md", "## Approach\n\nText\n")
    put(folder, "concept/purpose.md", "Why.\n")
    put(
        folder,
        "test-runs/2026-11-24-first.yml",
        "format: 1\ndate: 2026-11-24\ntester: pat\nenvironment: x\nresults: []\n",
    )
    put(folder, "minutes/2026-11-24-kick-off.md", "---\nformat: 1\ntitle: K\ndate: 2026-11-24\n---\nText\n")
    put(folder, "internal/notes.yml", "format: 1\ncurrency: EUR\ncost_rates:\n  - {role: Consultant, rate: 800}\n")
    put(folder, "internal/retrospective.md", "## Good\n\nMuch.\n")
    put(folder, "issued/sow-basic-r1/content.json", json.dumps(ISSUED))
    put(folder, "issued/sow-basic-r1/document.pdf", "%PDF")

    found = project(folder)

    assert found.sizing is not None
    assert [sizing_input.value for sizing_input in found.sizing.inputs] == [10000, Decimal("0.25")]
    assert found.sizing.inputs[1].basis is InputBasis.ASSUMED
    assert found.requirements[0].priority is Priority.MUST
    assert found.requirements[0].location.file == "projects/some/requirements.yml"
    assert [sow.topic for sow in found.sows] == ["basic"]
    assert [test_run.name for test_run in found.test_runs] == ["2026-11-24-first"]
    assert [minutes.name for minutes in found.minutes] == ["2026-11-24-kick-off"]
    assert found.minutes[0].prose is not None
    assert set(found.prose) == {"sow/basic", "concept/purpose"}
    assert found.internal is not None
    assert found.internal.cost_rates[0].rate == Decimal(800)
    assert found.internal.retrospective is not None
    assert [(issued.document, issued.topic, issued.figures) for issued in found.issued] == [
        ("sow", "basic", {"days": "4"})
    ]


def test_all_findings_of_all_files_come_at_once(folder: Path) -> None:
    """One run shows everything; the project itself is then not given."""
    put(folder, "project.yml", PROJECT.replace("en", "english", 1))
    put(folder, "sizing.yml", SIZING.replace("measured", "mesured"))
    put(folder, "charter.md", "[x](javascript:y)\n")
    put(folder, "notes.txt")

    result = read(folder)

    assert result.project is None
    assert {(finding.code, finding.location.file.rpartition("/")[2]) for finding in result.findings} == {
        ("wrong-form", "project.yml"),
        ("unknown-value", "sizing.yml"),
        ("refused-link", "charter.md"),
        ("stray-file", "notes.txt"),
    }


def test_a_warning_does_not_withhold_the_project(folder: Path) -> None:
    """HTML in prose is shown as text and pointed out."""
    put(folder, "charter.md", "a <b>c</b>\n")
    result = read(folder)

    assert {finding.code for finding in result.findings} == {"html-in-prose"}
    assert result.project is not None


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("rates.xlsx", "stray-file"),
        (".hidden", "stray-file"),
        ("Sizing.yml", "stray-file"),
        ("sow/Basic.yml", "stray-file"),
        ("sow/basic.yaml", "stray-file"),
        ("sow/deep/basic.yml", "stray-file"),
        ("pictures/x.png", "stray-file"),
        ("minutes/kick-off.md", "stray-file"),
        ("internal/rates.yml", "stray-file"),
        ("issued/x/content.json", "stray-file"),
        ("issued/sow-basic-r1/other.pdf", "stray-file"),
        ("mkdocs.yml", "foreign-configuration"),
        ("sow/mkdocs.yml", "foreign-configuration"),
        ("hook.py", "foreign-configuration"),
        (".gitattributes", "foreign-configuration"),
        (".gitmodules", "foreign-configuration"),
        (".git", "foreign-configuration"),
        ("a\nb.yml", "stray-file"),
        ("\u202etxt.yml", "stray-file"),
    ],
)
def test_only_known_places_are_allowed(folder: Path, path: str, code: str) -> None:
    """Everything else is named, and nothing of it is read."""
    put(folder, path)
    (finding,) = read(folder).findings

    assert finding.code == code
    assert finding.repair
    assert finding.location.file.isprintable()


def test_a_folder_without_a_file_is_nobodys(folder: Path) -> None:
    """Git keeps none, so that another clone of the repository does not have it."""
    (folder / "sow" / "later" / "still").mkdir(parents=True)
    assert read(folder).findings == ()
    (folder / "agenda.yml").mkdir()
    assert [finding.code for finding in read(folder).findings] == ["stray-file"]  # the file could not be written
    (folder / "agenda.yml").rmdir()
    put(folder, "sow/later/still/x.yml")
    assert [finding.code for finding in read(folder).findings] == ["stray-file"]


@pytest.mark.parametrize(
    ("path", "meant", "free"),
    [
        ("requirement.yml", "requirements.yml", "Did you mean 'requirements.yml'?"),
        ("Sizing.yml", "sizing.yml", "Did you mean 'sizing.yml'?"),
        ("internal/agenda.yml", "agenda.yml", "Move it up: projects/some/agenda.yml."),
        ("sow/sizing.yml", "sizing.yml", "Move it up: projects/some/sizing.yml."),
    ],
)
def test_no_file_is_moved_over_another(folder: Path, path: str, meant: str, free: str) -> None:
    """Where the file that is meant is there already, the two become one."""
    put(folder, path, SIZING)
    before = {finding.repair for finding in read(folder).findings if finding.code == "stray-file"}
    put(folder, meant, SIZING)
    after = {finding.repair for finding in read(folder).findings if finding.code == "stray-file"}

    assert before == {free}
    assert after == {f"'{meant}' is there: write into it what it lacks of this file, and delete this one."}


@pytest.mark.parametrize(
    ("name", "repair"),
    [
        ("Mail Platform", "Rename it to 'mail-platform'."),
        ("mail_platform", "Rename it to 'mail-platform'."),
        ("Büro 2027", "Rename it to 'buero-2027'."),
        ("-", "Rename the folder."),
    ],
)
def test_a_name_that_no_project_has_is_told_one_that_fits(folder: Path, name: str, repair: str) -> None:
    """The nearest in small letters, digits and hyphens."""
    other = folder.with_name(name)
    folder.rename(other)

    assert [finding.repair for finding in read(other).findings] == [repair]


@pytest.mark.parametrize("name", ["sow/basic.yml", "requirements.yml", "concept/purpose.md"])
def test_a_folder_with_the_name_of_a_file_is_called_a_folder(folder: Path, name: str) -> None:
    """And a file with the name of a folder is called a file; neither is told to take the name that it has."""
    put(folder, f"{name}/x.txt")
    put(folder, "test-runs")
    found = [finding for finding in read(folder).findings if finding.code == "stray-file"]

    assert sorted(finding.problem for finding in found) == [
        "a file with the name of a folder: test-runs has to be a folder",
        f"a folder with the name of a file: {name.rpartition('/')[2]} has to be a file",
    ]


LEFT_BEHIND = (
    *(".DS_Store", "._project.yml", "Thumbs.db", "desktop.ini", "Desktop.ini", "project.yml~", "project.yml.orig"),
    *(".project.yml.swp", ".project.yml.swo", "~$offer.docx", ".~lock.offer.odt#", ".#project.yml", "#project.yml#"),
    *(
        "4913",
        ".idea/workspace.xml",
        ".vscode/settings.json",
        "__MACOSX/x",
        "@eaDir/x",
        "node_modules/x/index.js",
        "__pycache__/x.pyc",
        "charter.md.bak",
        ".nfs000000001",
    ),
    *(
        "charter.md.rej",
        "Icon\r",
        ".directory",
        ".basic.yml.swx",
        ".basic.yml.swn",
        ".basic.yml.swm",
        ".charter.md.swz",
    ),
)


@pytest.mark.parametrize("name", LEFT_BEHIND)
@pytest.mark.parametrize("above", ["", "sow/", "internal/efforts/", "sign-offs/"])
def test_what_systems_and_editors_leave_behind_is_not_looked_at(folder: Path, above: str, name: str) -> None:
    """In every folder; nobody chose these names, and none of them is published."""
    put(folder, f"{above}{name}")
    found = read(folder)

    assert found.findings == ()
    assert found.project is not None


def test_the_lock_of_an_editor_may_be_a_link_to_nowhere(folder: Path) -> None:
    """Emacs keeps who edits a file as such a link beside it."""
    (folder / ".#project.yml").symlink_to("pat@machine.1234:1700000000")
    assert read(folder).findings == ()


def test_what_git_ignores_is_not_looked_at(folder: Path) -> None:
    """Where it has no place in a project; a file that has one is read whatever git does."""
    for name in ("notes.txt", "drafts/x.md", "charter.md"):
        put(folder, name)

    def ignored(paths: Sequence[Path]) -> frozenset[Path]:
        return frozenset(path for path in paths if path.name != "other.txt")

    assert read_project(folder, folder.parents[1], SCHEMAS, ignored).findings == ()
    put(folder, "other.txt")
    assert [
        finding.location.file for finding in read_project(folder, folder.parents[1], SCHEMAS, ignored).findings
    ] == [f"projects/{folder.name}/other.txt"]


@pytest.mark.parametrize("name", ["sow/con.yml", "sow/aux.md", "concept/nul.md", "sow/com1.yml", "concept/lpt9.md"])
def test_a_name_that_windows_keeps_for_itself_is_told(folder: Path, name: str) -> None:
    """Nobody could check the repository out there."""
    put(folder, name)
    assert [finding.code for finding in read(folder).findings if finding.location.file.endswith(name)] == [
        "name-reserved"
    ]


@pytest.mark.parametrize("name", ["sow/console.yml", "sow/auxiliary.md", "concept/nulls.md", "concept/com.md"])
def test_a_name_that_only_begins_so_is_fine(folder: Path, name: str) -> None:
    """Control."""
    put(folder, name)
    assert "name-reserved" not in {finding.code for finding in read(folder).findings}


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "4d" * 32 + "\nsize 12345\n"


@pytest.mark.parametrize("name", ["charter.md", "requirements.yml", "logo.png", "issued/sow-basic-r1/document.pdf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_pointer_of_git_lfs_says_so(folder: Path, name: str, end: str) -> None:
    """It is neither Markdown nor YAML nor a picture, and no damaged one either."""
    put(folder, name)
    (folder / name).write_bytes(POINTER.replace("\n", end).encode())
    found = [finding for finding in read(folder).findings if finding.location.file.endswith(name)]
    assert [finding.code for finding in found] == ["lfs-pointer"]
    assert "git lfs pull" in found[0].repair


def test_a_near_miss_of_a_file_name_is_told(folder: Path) -> None:
    """`requirement.yml` was meant to be `requirements.yml`."""
    put(folder, "requirement.yml")
    assert read(folder).findings[0].repair == "Did you mean 'requirements.yml'?"


def test_links_are_refused(folder: Path, tmp_path: Path) -> None:
    """Symbolic links to files and folders, dangling ones, and second names of a file."""
    outside = tmp_path / "secret.yml"
    outside.write_text(SIZING)
    (folder / "sizing.yml").symlink_to(outside)
    (folder / "sow").symlink_to(tmp_path)
    (folder / "offer.yml").symlink_to("nowhere")
    os.link(outside, folder / "poc.yml")

    assert [(finding.code, finding.location.file.rpartition("/")[2]) for finding in read(folder).findings] == [
        ("link-refused", name) for name in ("offer.yml", "poc.yml", "sizing.yml", "sow")
    ]


def test_a_pipe_is_refused_without_waiting(folder: Path) -> None:
    """Reading a pipe would wait forever."""
    os.mkfifo(folder / "sizing.yml")
    assert [finding.code for finding in read(folder).findings] == ["stray-file"]


def test_a_project_without_its_file_is_told(folder: Path) -> None:
    """project.yml is the one file that every project has."""
    (folder / "project.yml").unlink()
    assert [finding.code for finding in read(folder).findings] == ["project-missing"]


@pytest.mark.parametrize("name", ["Some", "some_project", "-x", "x" * 61, "größe"])
def test_the_name_of_a_project_is_plain(folder: Path, name: str) -> None:
    """It becomes part of addresses."""
    moved = folder.rename(folder.parent / name)
    assert [finding.code for finding in read(moved).findings] == ["wrong-project-name"]


def test_a_project_may_have_so_many_files_and_no_more(folder: Path) -> None:
    """The budget keeps a check quick."""
    (folder / "concept").mkdir()
    for number in range(MAXIMUM_FILES - 1):
        (folder / "concept" / f"s{number}.md").touch()
    assert read(folder).findings == ()
    (folder / "concept" / "more.md").touch()
    assert [finding.code for finding in read(folder).findings] == ["project-too-large"]


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "{}", '{"a": 1, "a": 2}', "[" * 100_000, '{"document": NaN}', "\ud83d"]
)
def test_a_damaged_issue_is_a_finding(folder: Path, text: str) -> None:
    """A frozen file is written by the tool only."""
    put(folder, "issued/sow-basic-r1/content.json")
    (folder / "issued/sow-basic-r1/content.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    result = read(folder)

    assert result.project is None
    assert all(finding.location.file.endswith("content.json") and finding.repair for finding in result.findings)


def test_project_folders_are_found_by_name(tmp_path: Path) -> None:
    """Files and links beside them are no projects."""
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
    (tmp_path / "c").symlink_to(tmp_path / "a")
    (tmp_path / "d").touch()

    assert [path.name for path in find_project_folders(tmp_path)] == ["a", "b"]
    assert find_project_folders(tmp_path / "none") == ()


def test_a_submodule_is_told_with_the_way_back(folder: Path) -> None:
    """With what it holds fetched or not: a clone without it would lack the project."""
    put(folder, ".git", "gitdir: ../../.git/modules/some\n")
    (fetched,) = read(folder).findings
    shutil.rmtree(folder)
    folder.mkdir()
    put(folder.parents[1], ".gitmodules", f'[submodule "x"]\n\tpath = projects/{folder.name}\n\turl = ../some\n')
    (empty,) = read(folder).findings

    assert "a repository of its own inside a project" in fetched.problem
    assert "git rm --cached" in fetched.repair
    assert empty.code == "project-missing"
    assert empty.repair.startswith(f"Fetch it: git submodule update --init projects/{folder.name}. Keep the files")


def test_a_folder_that_cannot_be_read_is_named_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not the project that it lies in."""
    put(folder, "sow/basic.yml")
    scan = os.scandir

    def refuse(path: Path) -> Any:
        if path == folder / "sow":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (finding,) = read(folder).findings
    assert (finding.code, finding.location.file) == ("file-unreadable", f"projects/{folder.name}/sow")
