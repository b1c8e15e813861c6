"""How full a page is, from the boxes of its words."""

from __future__ import annotations

import pytest

from benchmarks.page_fill import filled

PAGE = '<page width="595.0" height="{height}">{words}</page>'
WORD = '<word xMin="57" yMin="1" xMax="90" yMax="{y}">Word</word>'


@pytest.mark.parametrize(
    ("height", "lowest", "percent"),
    [
        ("842", ["120", "417"], 50),
        ("842", ["760"], 0),
        ("842", ["759"], 100),
        ("595", ["513", "74"], 0),
        ("842", [], 0),
    ],
)
def test_a_page_is_filled_as_far_as_its_words_reach(height: str, lowest: list[str], percent: int) -> None:
    """What stands in the foot does not count, on a page across neither."""
    words = "".join(WORD.format(y=y) for y in lowest)
    assert filled(PAGE.format(height=height, words=words)) == percent
