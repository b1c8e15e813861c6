"""What counts as a near miss, and how long lists are cut."""

from __future__ import annotations

import pytest

from delivery_wiki.calculations.base.near_miss import listed, near_miss, quoted, repair_name


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("desing", {"design", "build"}, "design"),
        ("Design", {"design"}, "design"),
        ("R-12", {"R-012", "R-011"}, "R-012"),
        ("REQ-012", {"R-012", "R-011"}, "R-012"),
        ("R-013", {"R-012", "R-011"}, None),
        ("nothing-alike", {"design"}, None),
        ("x" * 5000, {"x" * 4999}, None),
        ("", {"design"}, None),
    ],
)
def test_a_near_miss_is_another_spelling(name: str, known: set[str], meant: str | None) -> None:
    """A name is near when its spelling is; of numbered ids only the same number is meant."""
    assert near_miss(name, known) == meant


def test_the_repair_names_the_near_miss_first() -> None:
    """The author reads the likely answer, then the other way out."""
    assert repair_name("desing", {"design"}, otherwise="add it") == "Did you mean design? If not, add it."
    assert repair_name("x", {"design"}, otherwise="add it") == "Add it."


def test_long_lists_are_cut_and_say_so() -> None:
    """A list of known names stays readable."""
    assert listed({f"n{number:02d}" for number in range(14)}).endswith("n11 and 2 more")
    assert listed(()) == "none"


def test_values_are_quoted_on_one_short_line() -> None:
    """A value of a thousand lines does not flood the report."""
    assert quoted("a\nb") == "'a b'"
    assert len(quoted("x" * 5000)) == 82
