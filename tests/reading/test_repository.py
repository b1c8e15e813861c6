"""A whole repository: projects, released data with their lock, labels and brand."""

import shutil
from pathlib import Path

import pytest

from delivery_wiki.model.finding import Severity
from delivery_wiki.reading.released_data import LOCK, write_lock
from delivery_wiki.reading.repository import Repository, read_repository
from delivery_wiki.reading.schema.schema_check import SchemaSet

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
TEMPLATES = 'format: 1\nid: some\nversion: "1"\ntitle: T\ndocuments: []\nquestionnaire: []\n'
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
    return [finding.code for finding in found.findings]


def test_a_repository_needs_only_projects(root: Path, data: Path) -> None:
    """The rest ships with the tool."""
    found = read_repository(root, data)

    assert codes(found) == []
    assert [project.slug for project in found.projects] == ["a", "b"]
    assert found.library.process("some", "1") is not None
    assert found.brand.name


def test_one_faulty_project_does_not_stop_the_others(root: Path, data: Path) -> None:
    """It is named, the others are read."""
    put(root, "projects/a/project.yml", "format: 2\n")
    found = read_repository(root, data)

    assert found.faulty == ("a",)
    assert [project.slug for project in found.projects] == ["b"]
    assert all(finding.location.file == "projects/a/project.yml" for finding in found.findings)


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


def test_of_a_file_that_changed_after_its_release_one_thing_is_told(root: Path, data: Path) -> None:
    """It is to be restored; that the tool's file of that version is another one follows."""
    put(root, "docs/process/1.yml", PROCESS)
    write_lock(root, SchemaSet.load(data / "schemas"))
    put(root, "docs/process/1.yml", PROCESS.replace("title: T", "title: Other"))
    assert codes(read_repository(root, data)) == ["released-data-changed"]


def test_a_version_stands_in_one_file(data: Path) -> None:
    """Two files of the same id and version cannot both be meant."""
    put(data, "docs/process/other.yml", PROCESS)
    assert codes(read_repository(data, data)) == ["released-data-twice"]


@pytest.mark.parametrize("name", ["own-1", "1", "own", "2", "own-2", "other-1", "2011-11-03"])
@pytest.mark.parametrize("kind", ["process", "templates"])
def test_a_released_file_is_not_called_as_another_one(name: str, kind: str, root: Path, data: Path) -> None:
    """By its id, its version or both; another version in the name sends whoever reads a pin to the wrong file."""
    text = PROCESS if kind == "process" else TEMPLATES
    put(root, f"docs/{kind}/{name}.yml", text.replace("id: some", "id: own"))
    found = read_repository(root, data).findings

    assert [finding.code for finding in found] == ([] if name in ("own-1", "1", "own") else ["file-name-otherwise"])
    assert all((finding.location.line, "own-1.yml" in finding.repair) == (2, True) for finding in found)


@pytest.mark.parametrize(
    ("name", "true_name"),
    [
        ("docs/clauses/as-before-2.yml", "docs/clauses/as-before-1.yml"),
        ("docs/sizing/cyrus-2.yml", "docs/sizing/cyrus-1.yml"),
        ("docs/wording/fr.yml", "docs/wording/de.yml"),
    ],
)
def test_what_is_found_by_its_name_alone_has_no_other_one(name: str, true_name: str, root: Path, data: Path) -> None:
    """Rule sets, clauses and words whose file says another id, version or language are refused."""
    text = (HERE / true_name).read_text("utf-8")
    put(root, true_name, text)
    assert codes(read_repository(root, data)) == []

    (root / true_name).rename(root / name)
    (found,) = read_repository(root, data).findings
    assert (found.severity, found.location.file) == (Severity.ERROR, name)


def test_labels_are_of_the_language_that_their_file_is_called(root: Path, data: Path) -> None:
    """A head without a language is fine, and so is another spelling of the same."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    for name, said in (("de", ""), ("fr", '"Language: fr\\n"\n'), ("de-AT", '"Language: de_AT\\n"\n')):
        put(root, f"docs/labels/{name}.po", f'{head}{said}\nmsgid "Language: xx"\nmsgstr "Language: xx"\n')
    assert codes(read_repository(root, data)) == []

    put(root, "docs/labels/nl.po", f'# Words\n\n{head}"Language: de_AT\\n"\n\nmsgid "a"\nmsgstr "b"\n')
    (found,) = read_repository(root, data).findings
    assert (found.code, found.location.line, found.repair) == (
        *("file-name-otherwise", 5),
        "Call it de-AT.po, or correct its head.",
    )


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

    put(root, "docs/labels/de.po", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 9\n")
    assert codes(read_repository(root, data)) == ["lfs-pointer"]


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
