"""Fingerprints tell different content apart, and leave out what a tester does not follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.base.fingerprint import case_digest, fingerprint, is_digest_of, ran_this_text
from tests.calculations.status_projects import case

PARTS = st.lists(st.tuples(st.text(), st.text()), max_size=5)


def test_the_border_between_name_and_text_counts() -> None:
    """('a', 'bc') and ('ab', 'c') read the same when glued together, and are different content."""
    assert fingerprint([("a", "bc")]) != fingerprint([("ab", "c")])


def test_the_border_between_parts_counts() -> None:
    """One part is not two, and an empty part is a part."""
    assert fingerprint([("a", "b"), ("", "")]) != fingerprint([("a", "b")])
    assert fingerprint([("a", "1:b")]) != fingerprint([("a", ""), ("1", "b")])


def test_the_fingerprint_is_stable() -> None:
    """Sign-offs of earlier years are compared with it: a change of the framing needs a new version line."""
    assert fingerprint([]) == fingerprint(())
    assert fingerprint([("title", "Grüße")]) == "d8a60a0c051e9d8535ca88e01ed208b1c49714aaec7dc8e2c26b0a7dcd2e06de"


@given(PARTS, PARTS)
def test_different_parts_have_different_fingerprints(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    """And equal parts equal ones."""
    assert (fingerprint(one) == fingerprint(other)) is (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"steps": ("Open the page.", "Log in.")},
        {"expected": "The calendar."},
        {"precondition": "A mailbox exists."},
        {"objective": "Show it."},
        {"title": "Log out"},
        {"requirements": ("R-002",)},
    ],
)
def test_what_a_tester_follows_changes_the_digest(change: dict[str, Any]) -> None:
    """A result of the older text says nothing of the newer one."""
    written = case("T-001", "R-001")

    assert case_digest(replace(written, **change)) != case_digest(written)


def test_group_owner_and_order_of_requirements_leave_the_digest() -> None:
    """They are bookkeeping: nobody tests differently because of them."""
    written = case("T-001", "R-001", "R-002")
    moved = replace(written, group="load", owner="vera-lead", requirements=("R-002", "R-001"))

    assert case_digest(moved) == case_digest(written)


def test_a_recorded_digest_has_at_least_12_digits() -> None:
    """Longer ones may stand in a record; shorter ones prove too little."""
    written = case("T-001")
    digest = case_digest(written)

    assert len(digest) == 12
    assert ran_this_text(written, digest.upper())
    assert is_digest_of(digest + "0123", digest)
    assert not is_digest_of(digest[:11], digest)
    assert not is_digest_of("", "")
