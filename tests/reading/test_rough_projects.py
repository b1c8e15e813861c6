"""All faults in one run: what is wrong with one entry hides nothing in another, and makes nothing up."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.calculations.consistency.partial_projects import ID_LETTERS, check_rough
from delivery_wiki.model.library import Library
from delivery_wiki.reading.project_folder import ReadResult, read_project
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/examples/valid/base/projects/mail"
SCHEMAS = SchemaSet.load(ROOT / "schemas")
ENTRY = """  - id: {id}
    statement: "The system shall keep {id}."
    area: mail
    priority: {priority}
    source: "Workshop, 12 October 2026"
    party: vendor
    verification: test
"""


@cache
def library() -> Library:
    """The shipped data."""
    return read_library(ROOT, ROOT, SCHEMAS)[0]


def read(folder: Path, file: str, text: str) -> ReadResult:
    """The base project with one file added to or changed."""
    shutil.copytree(BASE, folder / "projects/mail", dirs_exist_ok=True)
    (folder / "projects/mail" / file).write_text(text, encoding="utf-8")
    return read_project(folder / "projects/mail", folder, SCHEMAS)


def codes(result: ReadResult) -> list[tuple[str, int]]:
    """Code and line of every finding, those of the rough project too."""
    assert result.rough is not None
    found = {*result.findings, *check_rough(result.rough, result.gaps, result.faulty_files, library())}
    return sorted((finding.code, finding.location.line) for finding in found)


def requirements(*more: str) -> str:
    """The requirements of the base project, and some more."""
    return (BASE / "requirements.yml").read_text("utf-8") + "".join(more)


def test_a_fault_of_shape_hides_no_duplicate(tmp_path: Path) -> None:
    """The next free number is told in the same run as the misspelt priority of another entry."""
    text = requirements(ENTRY.format(id="R-007", priority="mist"), ENTRY.format(id="R-001", priority="must"))
    first = text.splitlines().index("  - id: R-007")

    assert codes(read(tmp_path, "requirements.yml", text)) == [
        ("duplicate-id", first + 8),
        ("unknown-value", first + 4),
    ]


def test_a_fault_of_shape_hides_no_unknown_id(tmp_path: Path) -> None:
    """A citation that leads nowhere is told; one of the faulty entry is not."""
    cites = ENTRY.format(id="R-008", priority="must") + "    parents: [R-007, R-999]\n"
    text = requirements(ENTRY.format(id="R-007", priority="mist"), cites)

    assert [code for code, _ in codes(read(tmp_path, "requirements.yml", text))] == ["unknown-id", "unknown-value"]


@pytest.mark.parametrize("broken", ["titel: x\n", "a: [\n", ""])
def test_a_statement_of_work_that_cannot_be_read_is_not_called_unknown(broken: str, tmp_path: Path) -> None:
    """Others name it by its file: as an id, as a topic, and in the record of its document."""
    folder = tmp_path / "projects/mail"
    shutil.copytree(BASE, folder)
    (folder / "sow/more.yml").write_text(broken, encoding="utf-8")
    text = (folder / "project.yml").read_text("utf-8")
    record = "documents:\n  - {kind: sow, topic: more, owner: nobody}\n  - {kind: sow, topic: none}\n"
    (folder / "project.yml").write_text(text + record, encoding="utf-8")
    cites = ENTRY.format(id="R-008", priority="must") + "    sow: SOW-more\n"
    (folder / "requirements.yml").write_text(requirements(cites, cites.replace("R-008", "R-009").replace("more", "no")))
    result = read_project(folder, tmp_path, SCHEMAS)
    assert result.rough is not None
    rough = check_rough(result.rough, result.gaps, result.faulty_files, library())
    found = [item.problem for item in rough if "unknown" in item.code]

    assert not any("more" in finding.partition("known:")[0].partition("known topics")[0] for finding in found), found
    assert any("sow/none.yml" in finding for finding in found)
    assert any("'SOW-no'" in finding for finding in found)


@pytest.mark.parametrize(
    "broken", ["open_points: [\n", 'title: "x\n', "open_points:\n  - {id: OP-1, question: yes}\n", "  a: b\n"]
)
def test_a_project_file_that_cannot_be_read_hides_nothing_in_others(broken: str, tmp_path: Path) -> None:
    """And people, gates and topics that may stand in it are not called unknown."""
    shutil.copytree(BASE, tmp_path / "projects/mail")
    project = (BASE / "project.yml").read_text("utf-8")
    (tmp_path / "projects/mail/project.yml").write_text(project + broken, encoding="utf-8")
    text = requirements(ENTRY.format(id="R-001", priority="must"))
    (tmp_path / "projects/mail/requirements.yml").write_text(text, encoding="utf-8")

    found = [code for code, _ in codes(read_project(tmp_path / "projects/mail", tmp_path, SCHEMAS))]

    assert "duplicate-id" in found
    assert not [code for code in found if code.startswith("unknown-")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_project_file_in_another_encoding_is_one_finding(encoding: str, tmp_path: Path) -> None:
    """Nothing of it was read, so that nothing it may name is called unknown."""
    shutil.copytree(BASE, tmp_path / "projects/mail")
    path = tmp_path / "projects/mail/project.yml"
    path.write_bytes(path.read_text("utf-8").encode(encoding))

    found = [code for code, _ in codes(read_project(tmp_path / "projects/mail", tmp_path, SCHEMAS))]

    assert len(found) >= 1
    assert not [code for code in found if code.startswith("unknown-")]


def test_what_stands_behind_a_syntax_fault_is_not_called_unknown(tmp_path: Path) -> None:
    """The rest of the file was not read; its names are known all the same."""
    text = (BASE / "requirements.yml").read_text("utf-8").replace("    area: provisioning", "   area: provisioning")

    assert [code for code, _ in codes(read(tmp_path, "requirements.yml", text))] == ["yaml-syntax"]


def test_a_fault_in_prose_hides_no_fault_in_data(tmp_path: Path) -> None:
    """A comment in the charter, and an id that stands twice."""
    shutil.copytree(BASE, tmp_path / "projects/mail")
    (tmp_path / "projects/mail/charter.md").write_text("## Motivation\n\nx <!-- y -->\n", encoding="utf-8")
    text = requirements(ENTRY.format(id="R-001", priority="must"))

    assert [code for code, _ in codes(read(tmp_path, "requirements.yml", text))] == ["comment-in-prose", "duplicate-id"]


def test_what_a_fault_takes_away_is_only_its_value(tmp_path: Path) -> None:
    """An entry whose optional key is wrong stays, so that citing it is right."""
    result = read(
        tmp_path, "requirements.yml", requirements(ENTRY.format(id="R-007", priority="must") + "    sow: 5\n")
    )

    assert result.project is None
    assert result.rough is not None
    assert [requirement.id for requirement in result.rough.requirements][-1] == "R-007"


def test_a_file_that_is_called_otherwise_takes_its_own_names_away_and_no_other(tmp_path: Path) -> None:
    """What it may define is not told to be unknown; what stands in no file is."""
    cites = ENTRY.format(id="R-008", priority="must") + "    parents: [R-007, R-999]\n    sow: SOW-move\n"
    shutil.copytree(BASE, tmp_path / "projects/mail")
    (tmp_path / "projects/mail/sow/Move.yml").write_text("format: 2\n", encoding="utf-8")
    (tmp_path / "projects/mail/requirments.yml").write_text(ENTRY.format(id="R-007", priority="must"), "utf-8")
    found = read(tmp_path, "requirements.yml", requirements(cites))
    first = requirements().count("\n")

    assert codes(found) == [("stray-file", 1), ("stray-file", 1), ("unknown-id", first + 8)]


@pytest.mark.parametrize(
    ("sound", "wrong"),
    [
        ("language: en", "language: english"),
        ("time_zone: Europe/Berlin", "time_zone: Berlin"),
        ('title: "', 'titel: "'),
    ],
)
def test_a_word_at_the_top_hides_nothing_of_what_the_project_pins(sound: str, wrong: str, tmp_path: Path) -> None:
    """Gates, documents and phases are looked up all the same."""
    text = (BASE / "project.yml").read_text("utf-8").replace(sound, wrong, 1).replace("gate: go-no-go", "gate: go-nogo")
    found = codes(read(tmp_path, "project.yml", text))

    assert [code for code, _ in found if code != "unknown-gate"] in (["wrong-form"], ["unknown-key"], ["unknown-value"])
    assert "unknown-gate" in [code for code, _ in found]


def test_the_letters_of_ids_are_those_of_the_schemas() -> None:
    """An id with others is a misspelt one."""
    definitions = json.loads((ROOT / "schemas/definitions.schema.json").read_text("utf-8"))["$defs"]
    patterns = (str(definition.get("pattern", "")) for definition in definitions.values())
    assert {found[1] for pattern in patterns if (found := re.match(r"\^([A-Z]+)-\[", pattern))} == ID_LETTERS
