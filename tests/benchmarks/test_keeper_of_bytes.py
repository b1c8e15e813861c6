"""The keeper of bytes finds one changed letter wherever a reader would, and allows pages about the code only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from benchmarks.keeper_of_bytes import outputs
from benchmarks.keeper_of_bytes.comparison import Comparison, Kind, Verdict, compare, verdict_of
from benchmarks.keeper_of_bytes.excerpts import LAYOUT
from benchmarks.keeper_of_bytes.report import report
from benchmarks.keeper_of_bytes.revisions import EARLIER, UnknownRevision, commit, git, snapshot, snapshot_of_files

PAGE, PDF = "sites/customer/harbour/plan.html", "pdf/harbour/customer/charter.pdf"
DEVELOP = "sites/internal/develop/index.html"
INDEX = "sites/internal/search/search_index.json"
JSON, MESSAGE = "json/status.json", "messages/invalid/missing-key.txt"
ENTRIES = {"guide/audit.html#keys": "The keys of people.", "develop/index.html#floors": "Floors point down."}
Change = Callable[[Path], None]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _pdf(text: str, author: str = "Vera") -> bytes:
    source = f'#set document(title: "Charter", author: "{author}", date: none)\n= Charter\n{text}'
    return bytes(typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=0))


def _pdf_of(text: str, author: str = "Vera") -> Change:
    return lambda root: _write(root / PDF, _pdf(text, author))


def _index(entries: dict[str, str]) -> bytes:
    docs = [{"location": location, "text": text} for location, text in entries.items()]
    return json.dumps({"config": {"lang": ["en"]}, "docs": docs}).encode()


def _outputs(root: Path) -> Path:
    _write(root / PAGE, b"<main>\n<p>The platform is ready in <b>March</b>.</p>\n</main>\n")
    _write(root / DEVELOP, b"<p>Floors point down.</p>\n")
    _write(root / PDF, _pdf("The platform moves 500 mailboxes."))
    _write(root / INDEX, _index(ENTRIES))
    _write(root / JSON, b'{\n  "title": "Harbour",\n  "due": "2026-11-24"\n}\n')
    _write(root / MESSAGE, b"project.yml:2:1: error[missing-key]: 'title' is missing.\n--- exit code 1\n")
    return root


def _replace(name: str, old: str, new: str) -> Change:
    return lambda root: _write(root / name, (root / name).read_bytes().replace(old.encode(), new.encode(), 1))


def _compared(tmp_path: Path, *changes: Change, named: tuple[str, ...] = ()) -> Comparison:
    old, new = _outputs(tmp_path / "old"), _outputs(tmp_path / "new")
    for change in changes:
        change(new)
    return compare(old, new, named)


@pytest.mark.parametrize(
    ("kind", "name", "change", "told"),
    [
        (Kind.PAGE, PAGE, _replace(PAGE, "March", "Marsh"), "is ready in <b>[March] is now [Marsh]"),
        (Kind.PDF, PDF, _pdf_of("The platform moves 501 mailboxes."), "[500] is now [501]"),
        (Kind.PDF, PDF, _pdf_of("The platform moves 500 mailboxes.", "Vesa"), "[Vera"),
        (Kind.JSON, JSON, _replace(JSON, "Harbour", "Harbor"), '"title": [\"Harbour\",] is now [\"Harbor\",]'),
        (Kind.MESSAGE, MESSAGE, _replace(MESSAGE, "missing.", "missed."), "is [missing.] is now [missed.]"),
        (Kind.MESSAGE, MESSAGE, _replace(MESSAGE, "code 1", "code 0"), "exit code [1] is now [0]"),
        (Kind.SEARCH, f"{INDEX}#guide/audit.html#keys", _replace(INDEX, "people", "peoples"), "[people."),
        (Kind.SEARCH, f"{INDEX}#(settings)", _replace(INDEX, '"en"', '"de"'), '["en"'),
        (Kind.PAGE, PAGE, lambda root: (root / PAGE).unlink(), "is gone"),
        (Kind.JSON, "json/new.json", lambda root: _write(root / "json/new.json", b"{}"), "is new"),
    ],
)  # fmt: skip
def test_one_changed_letter_is_found_and_named(
    tmp_path: Path, kind: Kind, name: str, change: Change, told: str
) -> None:
    """The kind, the file and the words are named, and nothing else differs."""
    comparison = _compared(tmp_path, change)
    (found,) = comparison.differences

    assert (found.kind, found.name, found.verdict) == (kind, name, Verdict.UNEXPECTED)
    assert told in found.excerpt.told
    assert found.name in report(comparison)
    assert report(comparison).endswith("1 outputs differ that may not.")


def test_equal_outputs_are_equal(tmp_path: Path) -> None:
    """Every output counts by its kind: an index by its entries and its settings."""
    comparison = _compared(tmp_path)

    assert not comparison.differences
    assert comparison.equal == {
        **{Kind.PAGE: 2, Kind.SEARCH: 3, Kind.SITE_FILE: 0, Kind.PDF: 1, Kind.JSON: 1, Kind.MESSAGE: 1},
    }
    assert report(comparison).endswith("Every byte is the same.")


def test_pages_about_the_code_may_differ(tmp_path: Path) -> None:
    """They and their search entries are listed apart; a page of that name on a customer's site may not differ."""
    comparison = _compared(tmp_path, _replace(DEVELOP, "down", "up"), _replace(INDEX, "down", "up"))
    assert {(difference.kind, difference.verdict) for difference in comparison.differences} == {
        (Kind.PAGE, Verdict.ALLOWED),
        (Kind.SEARCH, Verdict.ALLOWED),
    }
    assert report(comparison).endswith("Nothing differs that may not.")

    elsewhere = "sites/customer/harbour/develop/index.html"
    (found,) = _compared(tmp_path / "more", lambda root: _write(root / elsewhere, b"new")).differences
    assert found.verdict is Verdict.UNEXPECTED


def test_the_order_of_search_entries_counts(tmp_path: Path) -> None:
    """What is found first is what a reader sees."""
    turned = _index(dict(reversed(ENTRIES.items())))
    (found,) = _compared(tmp_path, lambda root: _write(root / INDEX, turned)).differences

    assert found.excerpt.told == "the order of entries differs"


def test_what_is_named_is_listed_apart(tmp_path: Path) -> None:
    """A deliberate change names its outputs; anything else still counts."""
    changes = (_replace(PAGE, "March", "Marsh"), _replace(JSON, "Harbour", "Harbor"))
    comparison = _compared(tmp_path, *changes, named=("sites/customer/*",))

    assert [(difference.name, difference.verdict) for difference in comparison.differences] == [
        (JSON, Verdict.UNEXPECTED),
        (PAGE, Verdict.NAMED),
    ]


def test_a_pdf_with_the_same_text_says_so(tmp_path: Path) -> None:
    """Bytes after the end of the file change nothing that is read."""
    comparison = _compared(tmp_path, lambda root: _write(root / PDF, (root / PDF).read_bytes() + b"\n"))

    assert LAYOUT in comparison.differences[0].excerpt.told


def test_the_same_difference_is_told_once(tmp_path: Path) -> None:
    """A word that changed on every page is one line."""
    old, new = tmp_path / "old", tmp_path / "new"
    for number in range(5):
        _write(old / f"sites/internal/{number}.html", f"<p>{number}</p>\n<p>Home of all</p>".encode())
        _write(new / f"sites/internal/{number}.html", f"<p>{number}</p>\n<p>House of all</p>".encode())

    assert "sites/internal/0.html (and 4 more alike)" in report(compare(old, new))


PYPROJECT = """[project]
name = "tiny-tool"
version = "1"
scripts = {delivery = "tiny.adapters.command_line:main"}
[tool.hatch.build.targets.wheel]
packages = ["PACKAGE"]
"""
COMMAND = '''"""A command that builds one page of what the projects say, and prints its arguments."""
import sys
from pathlib import Path

def main(argv):
    root, verb = Path(argv[1]), argv[2]
    text = "".join(path.read_text() for path in sorted(root.glob("projects/*/project.yml")))
    if verb == "build":
        page = Path(argv[argv.index("--out") + 1]) / "internal" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(text)
    print(verb, root.name, text)
    return int("fault" in text)
'''
HELPER = """import shutil

def assemble(case, root):
    shutil.copytree(case, root, dirs_exist_ok=True)
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a tiny tool, one project and two examples."""
    root = tmp_path / "repository"
    for name, text in {
        "pyproject.toml": PYPROJECT.replace("PACKAGE", "macros/tiny"),
        "macros/tiny/adapters/__init__.py": "",
        "macros/tiny/adapters/command_line.py": COMMAND,
        "projects/harbour/project.yml": 'title: "Harbour"\n',
        "projects/pilot/project.yml": 'title: "Pilot"\n',
        "tests/example_projects.py": HELPER,
        "tests/examples/valid/one/projects/one/project.yml": "fine\n",
        "tests/examples/invalid/two/projects/two/project.yml": "fault\n",
    }.items():
        _write(root / name, text.encode())
    git(root, "init", "--quiet")
    commit(root, "First")
    return root


def _made(root: Path, cache: Path, revision: str = "") -> outputs.Outputs:
    given = snapshot(root, revision) if revision else snapshot_of_files(root)
    return outputs.outputs_of(root, given, cache)


@pytest.mark.slow
def test_revisions_are_run_with_their_own_code(repository: Path, tmp_path: Path) -> None:
    """The package moves and its outputs stay; then one letter of the data changes a page, JSON and messages."""
    cache = tmp_path / "cache"
    (repository / "macros" / "inner").mkdir()
    git(repository, "mv", "macros/tiny", "macros/inner/tiny")
    _write(repository / "pyproject.toml", PYPROJECT.replace("PACKAGE", "macros/inner/tiny").encode())
    commit(repository, "Moved")
    old, new = (_made(repository, cache, name) for name in ("HEAD~", "HEAD"))
    moved = compare(old.folder, new.folder)
    assert not moved.differences
    assert (new.folder / "messages/invalid/two.txt").read_text("utf-8").endswith("--- exit code 1\n")

    _write(repository / "projects/pilot/project.yml", b'title: "Pilat"\n')
    changed = compare(new.folder, _made(repository, cache).folder)
    assert {difference.kind for difference in changed.differences} == {Kind.PAGE, Kind.JSON, Kind.MESSAGE}
    assert '["Pilot"] is now ["Pilat"]' in report(changed)
    assert not git(repository, "diff", "--cached")


def test_unchanged_revisions_are_kept(repository: Path, tmp_path: Path) -> None:
    """What decides no output, such as a file of tests, does not make outputs again."""
    first = _made(repository, tmp_path / "cache", "HEAD")
    _write(repository / "tests" / "test_tiny.py", b"")
    again = _made(repository, tmp_path / "cache")

    assert first.seconds > 0
    assert again == outputs.Outputs(folder=first.folder)


def test_an_unknown_revision_is_refused(repository: Path) -> None:
    """In git's own words."""
    with pytest.raises(UnknownRevision, match="single revision"):
        snapshot(repository, EARLIER)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("w.reference.3.js", Verdict.ALLOWED),
        ("t.12.js", Verdict.ALLOWED),
        ("head.js", Verdict.ALLOWED),
        ("w.guide.0.js", Verdict.UNEXPECTED),
        ("p.t.0.js", Verdict.UNEXPECTED),
    ],
)
def test_the_search_index_in_pieces_may_differ_where_pages_may(name: str, verdict: Verdict) -> None:
    """Pieces of other pages are as much a reader's as the pages are."""
    assert verdict_of(f"sites/internal/search/pieces/{name}", ()) is verdict
