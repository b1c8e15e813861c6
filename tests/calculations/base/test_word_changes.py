"""Words of two texts, compared: what a reader of a change sees struck out and set bold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.base.word_changes import MOST_WORDS, WordFate, word_changes
from tests.tries import tries

MARKS = {WordFate.KEPT: "{}", WordFate.REMOVED: "[-{}-]", WordFate.ADDED: "[+{}+]"}


def shown(old: str, new: str) -> str:
    """The comparison in one line."""
    return "".join(MARKS[word_change.fate].format(word_change.text) for word_change in word_changes(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("within 4 hours", "within 8 hours", "within [-4-][+8+] hours"),
        ("within 4 hours.", "within 4 hours", "within 4 hours[-.-]"),
        ("80.000 Postfächer", "96.000 Postfächer", "[-80.000-][+96.000+] Postfächer"),
        ("the red fox runs", "the blue cat runs", "the [-red fox-][+blue cat+] runs"),
        ("a single sign-on", "a single sign-off", "a single [-sign-on-][+sign-off+]"),
        ("", "new text", "[+new text+]"),
        ("old text", "", "[-old text-]"),
        ("same", "same", "same"),
        ("", "", ""),
    ],
)
def test_words_are_compared_as_a_reader_reads_them(old: str, new: str, expected: str) -> None:
    """Numbers and hyphenated words are one word; neighbouring changes are one change."""
    assert shown(old, new) == expected


@tries(200)
@given(*(st.text(alphabet="ab1. -\n", max_size=40) for _ in range(2)))
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    """Kept and removed words make the old text, kept and added words the new one, and fates alternate."""
    found = word_changes(old, new)
    assert "".join(change.text for change in found if change.fate is not WordFate.ADDED) == old
    assert "".join(change.text for change in found if change.fate is not WordFate.REMOVED) == new
    assert all(change.text for change in found)


def test_a_long_text_is_compared_by_line() -> None:
    """The work grows with the square of the words; whole lines keep it short."""
    lines = [f"line {number} of many\n" for number in range(MOST_WORDS)]
    found = word_changes("".join(lines), "".join(["other\n", *lines[1:]]))
    assert [change.fate for change in found] == [WordFate.REMOVED, WordFate.ADDED, WordFate.KEPT]
    assert found[0].text == lines[0]
