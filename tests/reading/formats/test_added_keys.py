"""Keys put into YAML: the rest of the file means what it meant, or the key is left to a person."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.reading.formats.added_keys import AddedKey, add_keys
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

NAMES = st.sampled_from(["a", "b", "c", "word", "about"])
LEAVES = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "Zs")), max_size=12)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)


def _mappings(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    found = [(path, tree)] if isinstance(tree, dict) else []
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return found + [mapping for step, child in children for mapping in _mappings(child, (*path, step))]


@given(st.dictionaries(NAMES, TREES, min_size=1), st.sampled_from([True, False, None]), st.sampled_from([20, 120]))
def test_whatever_the_style_a_file_means_what_it_meant(tree: dict[str, Any], flow: bool | None, width: int) -> None:
    """Each mapping gets a key, and nothing else changes; what is not safe is named, and not written."""
    text = yaml.safe_dump(tree, default_flow_style=flow, width=width, sort_keys=False, default_style='"')
    wanted = [
        AddedKey(holder=path, key="words", text="0123456789ab", beside=next(iter(found)))
        for path, found in _mappings(tree)
        if found
    ]

    after, left = add_keys(text, wanted)

    for added in wanted:
        holder: Any = tree
        for step in added.holder:
            holder = holder[step]
        if added not in left:
            holder["words"] = added.text
    assert read_yaml(after.encode(), "").value == tree
    assert left == ()


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    """Nothing is written into what nobody understands."""
    key = AddedKey(holder=(), key="words", text="0123456789ab", beside="a")

    assert add_keys("a: {b: 1\n", [key]) == ("a: {b: 1\n", (key,))
    assert add_keys("a: ~\n", [key]) == ("a: ~\n", (key,))
