"""Records that somebody wrote by hand: whatever stands in the file, it is a record or a damaged one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from delivery_wiki.model.sign_off import DamagedRecord, record_bytes
from delivery_wiki.reading.records.frozen_content import read_frozen_content
from delivery_wiki.reading.records.sign_off_reading import read_record
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.sign_offs import Said, issued_repository, record

__all__ = ["issued_repository"]
SCHEMAS = SchemaSet.load(Path(__file__).parents[3] / "schemas")


def test_half_a_character_is_no_text(issued_repository: Path, tmp_path: Path) -> None:
    """JSON may escape one half of a pair, which has no bytes: neither record nor issued content holds it."""
    path = tmp_path / "record.json"
    path.write_bytes(record_bytes(record(issued_repository, Said("carl-lead"))).replace(b"2026-11-20T", rb"\ud800"))

    read = read_record(path, "record.json", SCHEMAS)
    _, findings = read_frozen_content(path, "content.json", SCHEMAS)

    assert isinstance(read, DamagedRecord)
    assert read.problem == "it holds bytes or characters that no record has"
    assert [finding.code for finding in findings] == ["frozen-content-damaged"]


def test_an_escape_hides_no_character(issued_repository: Path, tmp_path: Path) -> None:
    """Such as one that starts a command to a terminal, which verify would print."""
    path = tmp_path / "record.json"
    made = replace(record(issued_repository, Said("carl-lead")), conditions="\x1b[2J")
    path.write_bytes(record_bytes(made))

    read = read_record(path, "record.json", SCHEMAS)

    assert isinstance(read, DamagedRecord)
    assert read.problem == "it holds bytes or characters that no record has"
