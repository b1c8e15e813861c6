"""A fault that a table would bring stands in the table, or in the file as it is."""

from __future__ import annotations

from delivery_wiki.reading.tables.table_columns import PLACES
from delivery_wiki.reading.tables.told_places import ChangedFile

RISKS = next(place for place in PLACES if place.name == "risks")
BEFORE = """format: 1
risks:
  - id: RISK-1
    statement: One
people:
  - id: pat
"""
AFTER = """format: 1
risks:
  - id: RISK-1
    owner: nobody
    statement: One
  - {id: RISK-2, owner: nobody}
people:
  - id: pat
"""
CELLS = {("RISK-1", "id"): "A2", ("RISK-1", "owner"): "B2", ("RISK-2", "id"): "A3"}
FILE = ChangedFile.of(BEFORE, AFTER)


def _at(text: str) -> tuple[int, int]:
    """The place of a text in the file to come."""
    lines = AFTER.splitlines()
    number = next(number for number, line in enumerate(lines) if text in line)
    return number + 1, lines[number].index(text) + 1


def test_what_came_from_a_cell_is_told_there() -> None:
    """Where the table has no such column, at the entry's id."""
    assert FILE.cell_at(*_at("nobody"), RISKS, CELLS) == "B2"
    assert FILE.cell_at(*_at("One"), RISKS, CELLS) == "A2"
    assert FILE.cell_at(*_at("{id: RISK-2"), RISKS, CELLS) == "A3"
    assert FILE.cell_at(*_at("pat"), RISKS, CELLS) == ""


def test_what_did_not_is_told_where_it_stands_today() -> None:
    """Three lines further up; what is new there, at what holds it."""
    assert FILE.place_before(*_at("pat")) == (6, 5)
    assert FILE.place_before(*_at("nobody")) == (3, 5)
    assert FILE.place_before(1, 1) == (1, 1)
