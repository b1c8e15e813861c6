"""Whole words in any script: what touches an id belongs to its word."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.model.texts.word_borders import whole_words

ID = re.compile(r"R-[0-9]+")


def found(text: str, joining: str = "") -> list[str]:
    """The ids of a text."""
    return [match.group() for match in whole_words(ID, text, joining=joining)]


@pytest.mark.parametrize(
    "before", ["Ä", "ß", "Ж", "中", "ª", "٣", "²", "A\u0308", "\u00ad", "\u200d", "&", "´", "O'", "L·"]
)
def test_what_stands_before_an_id_may_make_it_a_part_of_a_word(before: str) -> None:
    """Letters, digits and marks of every script, signs over letters, the & of a company, an apostrophe in a word."""
    assert found(f"{before}R-1") == []


@pytest.mark.parametrize("before", ["", " ", "(", "[", "'", "’", "“", "/", "#", "@", "_", "-", ".", "`", "→", "\u00a0"])
def test_signs_and_blanks_end_a_word(before: str) -> None:
    """Quotes, brackets, dashes and what separates the parts of a name."""
    assert found(f"{before}R-1") == ["R-1"]


@pytest.mark.parametrize("behind", ["ä", "٣", "２", "\u0308", "st"])
def test_what_stands_behind_an_id_may_go_on_with_it(behind: str) -> None:
    """R-12 is no R-1, in the digits of any script."""
    assert found(f"R-1{behind}") == []


def test_a_caller_says_what_joins_words() -> None:
    """In names of tests the underscore divides; in prose a hyphen makes one word."""
    assert found("a_R-1-b") == ["R-1"]
    assert found("a_R-1 R-2-b R-3", joining="-_") == ["R-3"]


@given(st.characters(codec="utf-8"))
def test_no_letter_or_digit_of_any_script_is_a_border(character: str) -> None:
    """Compared with the categories of Unicode."""
    if unicodedata.category(character)[0] in "LMN":
        assert found(f"{character}R-1") == []
        assert found(f"R-1{character}") in ([], [f"R-1{character}"])
