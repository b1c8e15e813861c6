"""A whole repository: projects, released data with their lock, labels and brand."""

import shutil
from pathlib import Path

import pytest

from delivery_wiki.reading.released_data import LOCK, write_lock
from delivery_wiki.reading.repository import Repository, read_repository
from delivery_wiki.reading.schema_check import SchemaSet

HERE = Path(__file__).parents[2]
PROJECT = (
    'format: 1\ntitle: T\nlanguage: en\ntime_zone: UTC\ncustomer: C\nprocess: {id: p, version: "1"}\n'
    'templates: {id: t, version: "1"}\n'
)
PROCESS = (
    'format: 1\nid: some\nversion: "1"\ntitle: T\nsummary: S\nsources: []\nphases:\n  - id: a\n    title: A\n'
    "    question: Q\n    basis: proposal\n    activities: []\n    documents: []\n    gates:\n"
    "      - {id: g, title: G, decided_by: customer, basis: proposal, criteria: []}\n"
)
LABELS = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Risk"\nmsgstr "Risiko"\n\n'
    '#, fuzzy\nmsgid "A"\nmsgstr "B"\n'
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """What ships with the tool: schemas and one process."""
    data = tmp_path / "data"
    shutil.copytree(HERE / "schemas", data / "schemas")
    put(data, "docs/process/1.yml", PROCESS)
    return data


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with two projects."""
    put(tmp_path / "root", "projects/a/project.yml", PROJECT)
    put(tmp_path / "root", "projects/b/project.yml", PROJECT)
    return tmp_path / "root"


def put(folder: Path, path: str, text: str) -> None:
    """Write a file."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def codes(found: Repository) -> list[str]:
    """The codes of the findings in their order."""
    return [one.code for one in found.findings]


def test_a_repository_needs_only_projects(root: Path, data: Path) -> None:
    """The rest ships with the tool."""
    found = read_repository(root, data)

    assert codes(found) == []
    assert [one.slug for one in found.projects] == ["a", "b"]
    assert found.library.process("some", "1") is not None
    assert found.brand.name


def test_one_faulty_project_does_not_stop_the_others(root: Path, data: Path) -> None:
    """It is named, the others are read."""
    put(root, "projects/a/project.yml", "format: 2\n")
    found = read_repository(root, data)

    assert found.faulty == ("a",)
    assert [one.slug for one in found.projects] == ["b"]
    assert all(one.location.file == "projects/a/project.yml" for one in found.findings)


def test_only_the_named_projects_are_read(root: Path, data: Path) -> None:
    """A fault elsewhere does not matter then."""
    put(root, "projects/a/project.yml", "format: 2\n")

    assert codes(read_repository(root, data, ("b",))) == []


def test_a_stray_file_beside_the_projects_is_told(root: Path, data: Path) -> None:
    """Only project folders stand under projects/."""
    put(root, "projects/rates.yml", "a: 1\n")
    (root / "projects" / "c").symlink_to("a")

    assert codes(read_repository(root, data)) == ["stray-file", "stray-file"]


def test_own_data_of_the_same_version_has_to_be_the_same(root: Path, data: Path) -> None:
    """A version means the same everywhere; other line ends are no difference."""
    (root / "docs/process").mkdir(parents=True)
    (root / "docs/process/1.yml").write_bytes(PROCESS.replace("\n", "\r\n").encode())
    assert codes(read_repository(root, data)) == []

    put(root, "docs/process/1.yml", PROCESS.replace("title: T", "title: Other"))
    assert codes(read_repository(root, data)) == ["released-data-differs"]

    put(root, "docs/process/1.yml", PROCESS.replace('"1"', '"2"'))
    assert read_repository(root, data).library.process("some", "2") is not None


def test_a_version_stands_in_one_file(data: Path) -> None:
    """Two files of the same id and version cannot both be meant."""
    put(data, "docs/process/other.yml", PROCESS)
    assert codes(read_repository(data, data)) == ["released-data-twice"]


def test_the_lock_finds_what_changed_after_its_release(data: Path) -> None:
    """A released file is never changed, only followed by a new version."""
    write_lock(data, SchemaSet.load(data / "schemas"))
    assert codes(read_repository(data, data)) == []

    put(data, "docs/process/2.yml", PROCESS.replace('"1"', '"2"'))
    assert codes(read_repository(data, data)) == ["released-data-unlocked"]

    put(data, "docs/process/1.yml", PROCESS + "# more\n")
    assert codes(read_repository(data, data)) == ["released-data-changed", "released-data-unlocked"]

    (data / "docs/process/1.yml").unlink()
    assert codes(read_repository(data, data)) == ["released-data-missing", "released-data-unlocked"]

    put(data, LOCK, "[")
    assert codes(read_repository(data, data)) == ["lock-damaged"]


def test_labels_are_read_by_language(root: Path, data: Path) -> None:
    """Unsure translations do not count; the repository's own win."""
    put(data, "docs/labels/de.po", LABELS)
    assert read_repository(root, data).catalogues == {"de": {"Risk": "Risiko"}}

    put(root, "docs/labels/de.po", LABELS.replace("Risiko", "Gefahr"))
    assert read_repository(root, data).catalogues == {"de": {"Risk": "Gefahr"}}

    put(root, "docs/labels/de.po", 'msgid "a\n')
    assert codes(read_repository(root, data)) == ["labels-unreadable"]


def test_the_brand_is_checked(root: Path, data: Path) -> None:
    """A colour is six digits."""
    put(root, "docs/brand.yml", "format: 1\nname: Vendor\nprimary: '#123456'\n")
    assert read_repository(root, data).brand.name == "Vendor"

    put(root, "docs/brand.yml", "format: 1\nname: Vendor\nprimary: red\n")
    assert codes(read_repository(root, data)) == ["wrong-form"]


def test_what_ships_has_no_findings() -> None:
    """The processes, templates, rule sets, labels and brand of this repository are sound."""
    found = read_repository(HERE, HERE, ("none",))

    assert found.findings == ()
    assert found.library.processes
