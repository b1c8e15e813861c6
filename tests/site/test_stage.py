"""Only what is on the list is staged: nothing strange under projects/ or docs/ reaches a site."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.site.stage import internal_files, write_stage
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.model.finding import Severity
from delivery_wiki.pages.elements.page_kind import WikiContext
from tests.site.sites import make_repository, write

MARK = "zqstray"


def _file(name: str) -> Callable[[Path], None]:
    return lambda project: write(project / name, MARK)


def _link(project: Path) -> None:
    write(project.parent.parent / "secret.md", MARK)
    (project / "charter.md").symlink_to(project.parent.parent / "secret.md")


def _folder_link(project: Path) -> None:
    (project / "concept").symlink_to(project.parent.parent / "docs")


def _hard_link(project: Path) -> None:
    write(project.parent.parent / "secret.md", MARK)
    os.link(project.parent.parent / "secret.md", project / "charter.md")


def _pipe(project: Path) -> None:
    os.mkfifo(project / "charter.md")


def _socket(project: Path) -> None:
    here = Path.cwd()
    os.chdir(project)  # the address of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("charter.md")
    finally:
        os.chdir(here)


def _device(project: Path) -> None:
    try:
        os.mknod(project / "charter.md", 0o600 | 0o020000, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only the administrator can make a device")


def _folder_for_a_file(project: Path) -> None:
    (project / "charter.md").mkdir()


STRANGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "data beside pages": (_file("rates.xlsx"), "rates.xlsx"),
    "upper case": (_file("Charter.md"), "Charter.md"),
    "another case of a known file": (_file("PROJECT.yml"), "PROJECT.yml"),
    "another case inside a folder": (_file("sow/Basic.md"), "sow/Basic.md"),
    "configuration": (_file("mkdocs.yml"), "mkdocs.yml"),
    "configuration in a folder": (_file("concept/MkDocs.YAML"), "concept/MkDocs.YAML"),
    "code": (_file("main.py"), "main.py"),
    "attributes of git": (_file(".gitattributes"), ".gitattributes"),
    "environment": (_file(".env"), ".env"),
    "page of another name": (_file("index.md"), "index.md"),
    "picture": (_file("concept/logo.svg"), "concept/logo.svg"),
    "unknown folder": (_file("notes/x.md"), "notes"),
    "unknown internal file": (_file("internal/rates.yml"), "internal/rates.yml"),
    "space in a name": (_file("sow/a b.md"), "sow/a b.md"),
    "link": (_link, "charter.md"),
    "link to a folder": (_folder_link, "concept"),
    "hard link": (_hard_link, "charter.md"),
    "named pipe": (_pipe, "charter.md"),
    "socket": (_socket, "charter.md"),
    "device": (_device, "charter.md"),
    "folder for a file": (_folder_for_a_file, "charter.md"),
}


# Files of a kind that no page is made from: a finding, and the project is published without them.
BESIDE = {"data beside pages", "picture"}


def _staged(root: Path) -> dict[str, bytes]:
    nothing: Any = None  # no page is looked up in an empty wiki
    empty = WikiContext(projects=(), processes=(), rule_sets=(), words=nothing, on=nothing)
    return internal_files(root, empty)


@pytest.mark.parametrize("strange", STRANGE)
def test_a_strange_entry_of_a_project_is_a_finding_at_its_path(strange: str, tmp_path: Path) -> None:
    """What has no place is refused by name; what a page could be made from keeps its project back until it is gone."""
    make, name = STRANGE[strange]
    root = make_repository(tmp_path)
    make(root / "projects" / "pilot")
    workspace = load_workspace(root)
    errors = [finding for finding in workspace.findings if finding.severity is Severity.ERROR]

    assert [error.location.file for error in errors] == [f"projects/pilot/{name}"]
    assert [project.slug for project in workspace.sound] == ["harbour", *(["pilot"] if strange in BESIDE else [])]
    assert not any(MARK.encode() in data for data in _staged(root).values())


def test_a_backup_of_an_editor_is_not_looked_at(tmp_path: Path) -> None:
    """Neither a finding nor a page comes of it."""
    root = make_repository(tmp_path)
    write(root / "projects/pilot/charter.md~", MARK)
    workspace = load_workspace(root)

    assert [finding for finding in workspace.findings if finding.severity is Severity.ERROR] == []
    assert [project.slug for project in workspace.sound] == ["harbour", "pilot"]
    assert not any(MARK.encode() in data for data in _staged(root).values())


@pytest.mark.parametrize("name", ["stray.txt", "Bravo", "mkdocs.yml", "index.md"])
def test_only_project_folders_stand_under_projects(name: str, tmp_path: Path) -> None:
    """A file beside the project folders is a finding."""
    root = make_repository(tmp_path)
    write(root / "projects" / name, MARK)

    assert f"projects/{name}" in {finding.location.file for finding in load_workspace(root).findings}


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
HOSTILE_DRAWINGS = [
    "<svg><script>1</script></svg>",
    '<svg onload="1"></svg>',
    "<svg\nonload=1></svg>",
    "<svg><foreignObject/></svg>",
    '<svg><a href="javascript:1">x</a></svg>',
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    '<svg><image href="https://other.example/x.png"/></svg>',
    '<svg><style>@import "https://other.example/x.css";</style></svg>',
    '<svg><rect fill="url(https://other.example/x#a)"/></svg>',
    '<svg><set attributeName="onmouseover" to="1"/></svg>',
    '<svg><x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script></svg>',
    "no drawing at all",
]


@pytest.mark.parametrize(
    "name", ["data.yml", "tool.py", ".env", "page.md~", "a.html", "x.js", "Upper.md", ".hidden/x.md"]
)
def test_strange_files_of_the_wiki_are_not_staged(name: str, tmp_path: Path) -> None:
    """Of docs/ only pages and pictures are published."""
    root = make_repository(tmp_path)
    before = _staged(root)
    write(root / "docs" / name, MARK)

    assert _staged(root) == before


def test_links_and_pipes_of_the_wiki_are_not_staged(tmp_path: Path) -> None:
    """Nothing outside docs/ is reached through docs/, and nothing waits for a pipe."""
    root = make_repository(tmp_path)
    before = _staged(root)
    write(tmp_path / "outside" / "secret.md", MARK)
    (root / "docs" / "linked.md").symlink_to(tmp_path / "outside" / "secret.md")
    (root / "docs" / "linked").symlink_to(tmp_path / "outside")
    os.link(tmp_path / "outside" / "secret.md", root / "docs" / "hard.md")
    os.mkfifo(root / "docs" / "pipe.md")

    assert _staged(root) == before


@pytest.mark.parametrize("drawing", HOSTILE_DRAWINGS)
def test_a_drawing_that_can_do_or_fetch_anything_is_not_staged(drawing: str, tmp_path: Path) -> None:
    """A drawing is opened by its address too, where no page protects the reader."""
    root = make_repository(tmp_path)
    write(root / "docs" / "drawing.svg", drawing)

    assert "drawing.svg" not in _staged(root)


def test_pictures_are_known_by_their_content(tmp_path: Path) -> None:
    """The ending of a name is not enough."""
    root = make_repository(tmp_path)
    write(root / "docs" / "good.svg", DRAWING)
    (root / "docs" / "good.png").write_bytes(b"\x89PNG\r\n\x1a\n...")
    write(root / "docs" / "bad.png", "<script>")
    write(root / "docs" / "bad.webp", "<script>")

    staged = _staged(root)
    assert {"good.svg", "good.png"} <= staged.keys()
    assert not {"bad.png", "bad.webp"} & staged.keys()


def test_the_stage_holds_exactly_the_files_and_leaves_equal_ones_alone(tmp_path: Path) -> None:
    """Links, pipes and files of before go away; what is the same keeps its time, so that a preview does not loop."""
    write_stage(tmp_path, {"a.md": b"1", "b/c.md": b"2"})
    (tmp_path / "old").mkdir()
    write(tmp_path / "old" / "x.md", "x")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    os.utime(tmp_path / "a.md", (1, 1))
    write_stage(tmp_path, {"a.md": b"1", "b/c.md": b"3", "d.md": b"4"})

    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")} == {"a.md", "b", "b/c.md", "d.md"}
    assert (tmp_path / "a.md").stat().st_mtime == 1
    assert (tmp_path / "b" / "c.md").read_bytes() == b"3"


def test_the_stage_survives_a_folder_where_a_file_belongs(tmp_path: Path) -> None:
    """A folder and a file may change places between two runs."""
    write_stage(tmp_path, {"a.md/b.md": b"1", "c": b"2"})
    write_stage(tmp_path, {"a.md": b"1", "c/d.md": b"2"})

    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == ["a.md", "c", "c/d.md"]


@pytest.mark.parametrize(
    ("configuration", "index", "more"),
    [("plugins: [delivery]\n", True, True), (None, False, True), ("site_name: Other\n", False, False)],
)
def test_pages_of_a_repository_never_take_the_place_of_those_that_the_tool_links(
    configuration: str | None, index: bool, more: bool, tmp_path: Path
) -> None:
    """Its own stand there with a configuration of its own; beside the one of another tool they are that tool's."""
    write(tmp_path / "docs/index.md", f"# {MARK}\n")
    write(tmp_path / "docs/more.md", f"# {MARK}\n")
    if configuration is not None:
        write(tmp_path / "mkdocs.yml", configuration)
    staged = _staged(tmp_path)
    assert (MARK.encode() in staged["index.md"], "more.md" in staged) == (index, more)
    assert ("guide/set-up.md" in staged) == (configuration != "plugins: [delivery]\n")
