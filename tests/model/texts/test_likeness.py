"""Which near misses are corrected without asking."""

from __future__ import annotations

import pytest

from delivery_wiki.model.texts.likeness import certain_replacement


@pytest.mark.parametrize(
    ("found", "meant"),
    [("prioritty", "priority"), ("R-1", "R-001"), ("nora-nowere", "nora-nowhere"), ("Aproach", "Approach")],
)
def test_a_slip_of_the_keyboard_is_certain(found: str, meant: str) -> None:
    """A letter too many or too few, or another spelling of the same number."""
    assert certain_replacement(found, meant) == (found, meant)


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("2011-11-30", "2011-11-03"),
        ("R-013", "R-012"),
        ("konzept", "approval"),
        ("project-charter", "charter"),
        ("x", None),
    ],
)
def test_another_number_or_word_is_not(found: str, meant: str | None) -> None:
    """A person decides which version, item or word was meant."""
    assert certain_replacement(found, meant) is None
