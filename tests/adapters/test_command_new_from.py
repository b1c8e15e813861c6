"""`delivery new --from FILE`: a project that starts from inputs of a meeting, or located findings and nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.adapters.repositories import run, snapshot

SIZING = """\
# yaml-language-server: $schema=../../schemas/sizing.schema.json
format: 1
rules: {id: groupware-sessions, version: "1"}
inputs:
  - {input: webmail-users, value: 6000, unit: "user", basis: assumed, source: "What-if page"}
  - {input: groupware-users, value: 3000, unit: "user", basis: measured, source: "What-if page"}
  - {input: mobile-users, value: 1000, unit: "user", basis: assumed, source: "What-if page"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without projects."""
    (tmp_path / "projects").mkdir()
    return tmp_path


def test_the_file_becomes_the_sizing_of_the_project(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Byte for byte, and the project passes the check with the users of the file in its assumption."""
    (root / "meeting.yml").write_text(SIZING, "utf-8")
    made = run(capsys, "-C", root, "new", "sea-mail", "--from", root / "meeting.yml")
    project = root / "projects" / "sea-mail"

    assert made.code == 0, made.err
    assert (project / "sizing.yml").read_text("utf-8") == SIZING
    assert re.search("starts from 10,?000 users", (project / "project.yml").read_text("utf-8"))
    assert run(capsys, "-C", root, "check", "sea-mail", "--strict").code == 0


DISK = """\
# yaml-language-server: $schema=../../schemas/sizing.schema.json
format: 1
rules: {id: elasticsearch-disk, version: "1"}
inputs:
  - {input: source-data, value: 250, unit: "GB", basis: assumed, source: "What-if page"}
  - {input: node-memory, value: 64, unit: "GB", basis: assumed, source: "What-if page"}
  - {input: node-cores, value: 16, unit: "core", basis: measured, source: "What-if page"}
  - {input: use, value: "logs", basis: measured, source: "What-if page"}
"""


@pytest.mark.parametrize("sizing", [DISK, SIZING.replace("basis: assumed", "basis: measured")])
@pytest.mark.parametrize(
    ("language", "assumption"),
    [("en", "The inputs of the sizing that are marked as assumed"), ("de", "Die Eingaben der Bemessung")],
)
def test_no_number_of_users_is_made_up_for_a_sizing_that_is_brought_along(
    root: Path, capsys: pytest.CaptureFixture[str], sizing: str, language: str, assumption: str
) -> None:
    """Rules that start from something else, or users that were counted, leave no placeholder in the project."""
    (root / "meeting.yml").write_text(sizing, "utf-8")
    made = run(capsys, "-C", root, "new", "sea-mail", "--from", root / "meeting.yml", "--language", language)
    text = (root / "projects" / "sea-mail" / "project.yml").read_text("utf-8")

    assert made.code == 0, made.err
    assert assumption in text
    assert not re.search("1[.,]?000|10[.,]?000", text)
    assert run(capsys, "-C", root, "check", "sea-mail").code == 0


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (("webmail-users", "webmail-user"), "5:", "sizing-input-unknown"),
        (("value: 6000", "value: -6000"), "5:28", "sizing-input-range"),
        (("groupware-sessions", "groupware-session"), "3:1", "sizing-rules-unknown"),
        (("basis: measured", "basis: guessed"), "6:", ""),
        (("format: 1", "format: 1\nformat: 1"), "3:", ""),
    ],
)
def test_a_faulty_file_is_told_where_it_lies(
    root: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], place: str, code: str
) -> None:
    """Findings name the given file, line and column; exit 1, and nothing is written."""
    file = root / "meeting.yml"
    file.write_text(SIZING.replace(*change), "utf-8")
    before = snapshot(root)
    made = run(capsys, "-C", root, "new", "sea-mail", "--from", file)

    assert made.code == 1
    assert f"{file}:{place}" in made.err
    assert code in made.err
    assert snapshot(root) == before


def test_a_file_that_is_not_there_and_users_beside_a_file_are_wrong_use(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written either."""
    assert run(capsys, "-C", root, "new", "sea-mail", "--from", root / "none.yml").code == 2
    (root / "meeting.yml").write_text(SIZING, "utf-8")
    assert run(capsys, "-C", root, "new", "sea-mail", "--from", root / "meeting.yml", "--users", "5").code == 2
    assert list((root / "projects").iterdir()) == []


@pytest.mark.parametrize("name", ["requirements.xlsx", "requirements.CSV", "minutes.docx", "offer.pdf"])
def test_a_file_of_an_office_program_is_told_what_to_do_instead(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether it is there or not: nothing of it can be read."""
    made = run(capsys, "-C", root, "new", "sea-mail", "--from", root / name)
    assert made.code == 2
    assert "--from takes a sizing.yml, not " in made.err
    assert "Make the project without --from" in made.err
    assert list((root / "projects").iterdir()) == []
