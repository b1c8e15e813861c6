"""Markers of an unfinished merge."""

from __future__ import annotations

import pytest

from delivery_wiki.reading.files.merge_conflict import find_conflicts


@pytest.mark.parametrize(
    ("file", "text", "lines"),
    [
        ("a.yml", "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", [2]),
        ("a.yml", "a: 1\r\n<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> x\r\n", [2]),
        ("a.md", "<<<<<<< a\n||||||| b\n=======\n>>>>>>> c\n\n<<<<<<< a\n=======\n>>>>>>> c\n", [1, 6]),
        ("a.md", "Text\n=======\nother\n>>>>>>> c\n", [2]),
        ("a.md", "<<<<<<< a\ntext\n<<<<<<< a\n", [1, 3]),
        ("a.yml", "a: 1\n=======\nb: 2\n", [2]),
        ("a.md", "A heading\n=======\n", []),
        ("a.yml", "a: |\n  <<<<<<< HEAD\n  =======\n", []),
        ("a.md", ">>>>>>>>> deep quote\n<<<<<<<<\n", []),
    ],
)
def test_each_conflict_is_found_once_at_its_first_marker(file: str, text: str, lines: list[int]) -> None:
    """What stands between the markers is nobody's text yet, so that nothing else is said about it."""
    assert [conflict.location.line for conflict in find_conflicts(text, file)] == lines
