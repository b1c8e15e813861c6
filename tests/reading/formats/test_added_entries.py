"""An entry more in a list of a YAML file: whatever its style, all else stays byte for byte."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.reading.formats.added_entries import Value, add_entry, add_fields
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

ENTRY: dict[str, Value] = {
    "id": "OP-9",
    "raised": dt.date(2026, 11, 24),
    "about": ["DEL-1", "R-001"],
    "question": 'Who: "you", #1?',
}
STYLES = {
    "block": 'points:\n  - {id: OP-1} # first\n  - id: OP-2\n    question: "Why?" # because\nnext: 1\n',
    "flow": "points: [{id: OP-1}, {id: OP-2}] # both\nnext: 1\n",
    "flow over lines": "points: [\n  {id: OP-1}, # first\n  {id: OP-2},\n]\nnext: 1\n",
    "empty": "points: []\nnext: 1\n",
    "missing": "# head\nnext: 1 # here\n\n# foot\n",
    "not indented": "points:\n- id: OP-1\n# between\nnext: 1\n",
    "folded": "points:\n  - id: OP-1\n    question: >-\n      Why\n      so?\n\nnext: 1\n",
    "pairs at line ends": "points:\r\n  - id: OP-1\r\nnext: 1\r\n",
    "without end": "points:\n  - id: OP-1",
    "nested": "points:\n  - id: OP-1\n    tags:\n      - {name: one}\n# foot\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_an_entry_more(style: str) -> None:
    """It stands behind the last one, in the style of the list, and what was there is there."""
    text = STYLES[style]
    after = add_entry(text, (), "points", ENTRY)

    assert after is not None
    before, read = read_yaml(text.encode(), "").value, read_yaml(after.encode(), "").value
    assert read["points"][:-1] == before.get("points", [])
    assert read["points"][-1] == {**ENTRY, "raised": "2026-11-24"}
    assert {**read, "points": None} == {**before, "points": None}
    start = next(i for i, (a, b) in enumerate(zip(text + "\0", after + "\0", strict=False)) if a != b)
    rest = text[start:].lstrip("\r\n ,")
    assert after.endswith(rest[-10:])
    assert text.count("#") <= after.count("#")
    assert "\r\n" not in text or "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize("text", ["points: none\n", "points: {a: 1}\n", "- 1\n", "a: &x [1]\npoints: *x\n", "a: [\n"])
def test_what_cannot_be_added_to_safely_stays(text: str) -> None:
    """Nothing is guessed."""
    assert add_entry(text, (), "points", ENTRY) is None


@pytest.mark.parametrize("text", ["- {id: A}\n- {id: B} # b\n", "- id: A\n- id: B # b\n  tags: [x]\n"])
def test_fields_more(text: str) -> None:
    """In braces on the line, else on lines of their own."""
    after = add_fields(f"list:\n{text}next: 1\n", ("list", 1), {"answer": "yes", "closed": dt.date(2026, 1, 2)})

    assert after is not None
    read = read_yaml(after.encode(), "").value
    assert read["list"][1]["answer"] == "yes"
    assert read["list"][1]["closed"] == "2026-01-02"
    assert read["list"][0] == {"id": "A"}
    assert after.count("# b") == 1
    assert add_fields(after, ("list", 1), {"answer": "no"}) is None


SEEN = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufeff") | st.just(" "), max_size=40)


@given(SEEN, st.sampled_from(sorted(STYLES)))
def test_any_text_comes_back_as_it_was_written(text: str, style: str) -> None:
    """Or nothing is written."""
    after = add_entry(STYLES[style], (), "points", {"id": "OP-9", "question": text})

    if after is not None:
        assert read_yaml(after.encode(), "").value["points"][-1]["question"] == text
