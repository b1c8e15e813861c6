"""Names of tests and the entries of reported_as that they belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.evidence.reported_names import NameIndex, matches
from delivery_wiki.model.project.test_cases import ReportedName


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("LoginTest full", "LoginTest full", True),
        ("LoginTest full", "LoginTest full address", False),
        ("full", "LoginTest full", False),
        ("* full", "LoginTest full", True),
        ("LoginTest *", "loginTest full", False),
        ("test[chrome]", "test[chrome]", True),
        ("test[chrome]", "testc", False),
        ("test[*]", "test[chrome]", True),
        ("is it on?", "is it on?", True),
        ("a.b", "axb", False),
        ("!x (1) {2} ^$", "!x (1) {2} ^$", True),
        ("*", "one\nline", True),
    ],
)
def test_a_name_is_matched_as_a_whole(pattern: str, name: str, expected: bool) -> None:
    """Only * and ? stand for something else."""
    assert matches(pattern, name) is expected


def slowly(pattern: str, name: str) -> bool:
    """The same, letter by letter."""
    if not pattern:
        return not name
    if pattern[0] == "*":
        return slowly(pattern[1:], name) or (bool(name) and slowly(pattern, name[1:]))
    return bool(name) and pattern[0] in ("?", name[0]) and slowly(pattern[1:], name[1:])


@given(st.text("ab[]*?!", max_size=6), st.text("ab[]*?!", max_size=6))
def test_patterns_mean_what_they_say_letter_by_letter(pattern: str, name: str) -> None:
    """Computed a second way."""
    assert matches(pattern, name) is slowly(pattern, name)


def test_no_pattern_takes_long() -> None:
    """Neither does one that is written to: tried in every way, it would never end."""
    assert not matches("*a" * 50 + "b", "a" * 1000)


def test_every_entry_that_claims_a_test_is_found() -> None:
    """One way to write the name is enough; an entry counts once."""
    entries = tuple(ReportedName(name=name, cases=()) for name in ("A x", "A.x", "A*", "x"))

    assert [entry.name for entry in NameIndex(entries).claiming(("A x", "A.x"))] == ["A x", "A.x", "A*"]
