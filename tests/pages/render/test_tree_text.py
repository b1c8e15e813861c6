"""The text of trees: what a fingerprint covers, the same however the source was wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.render import tree_text
from delivery_wiki.pages.render.plain_prose import prose_lines
from delivery_wiki.pages.render.tree_text import block_lines, inline_text


def lines(text: str) -> tuple[str, ...]:
    """Prose without macro calls."""
    return tuple(prose_lines(text, lambda call: ()))


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ("One long\nparagraph.", "One long paragraph."),
        ("- one\n  two\n- three", "- one two\n\n- three"),
        ("A  b\tc", "A b c"),
        ("Cafe\u0301", "Café"),
        ("> quoted\n> text", "> quoted text"),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", "|a|b|\n|---|---|\n|1|2|"),
        ("Title\n=====\n\ntext", "# Title\n\ntext"),
    ],
)
def test_wrapping_and_spaces_do_not_change_the_text(written: str, rewritten: str) -> None:
    """An editor that wraps lines anew does not touch what was signed."""
    assert lines(written) == lines(rewritten)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("A *word*.", "A word."),
        ("1. one", "- one"),
        ("See [it](https://a.example).", "See [it](https://b.example)."),
        ("See [it][1].\n\n[1]: https://a.example", "See [it][1].\n\n[1]: https://b.example"),
        ("```\na  b\n```", "```\na b\n```"),
        ("- one\n- two", "- one\n  - two"),
        ("# Title", "## Title"),
    ],
)
def test_what_a_reader_sees_changes_the_text(written: str, other: str) -> None:
    """Emphasis, numbering, addresses, code and nesting are content."""
    assert lines(written) != lines(other)


def test_a_call_is_what_it_shows() -> None:
    """A number in a sentence stands where the sentence calls it."""
    shown = tuple(prose_lines("Needs {{ nodes() }} and {{ disks() }}.", lambda call: (call.upper(),)))

    assert shown == ("Needs NODES() and DISKS().",)


@given(st.text(max_size=200))
def test_any_prose_has_a_text(text: str) -> None:
    """Whatever an author writes ends in lines without breaks."""
    assert all("\n" not in line for line in lines(text))


def test_every_block_and_inline_part_has_a_text() -> None:
    """A part of the tree that were left out could change under a signature."""
    blocks = set(tree.Block.__args__)
    inlines = set(tree.Inline.__args__) - {str}
    assert set(tree_text._BLOCKS) == blocks
    assert set(tree_text._INLINES) == inlines


def test_a_table_is_a_line_for_each_row() -> None:
    """Heads carry units, an assumed figure its star, a link to elsewhere its address."""
    table = tree.Table(
        columns=(tree.ColumnHead(title="Component"), tree.ColumnHead(title="Memory", unit="GB", numeric=True)),
        rows=(
            tree.Row(cells=(tree.Link("Node", "sizing.html#node"), tree.Number("48", assumed="rests on a guess"))),
            tree.Row(cells=((tree.Link("Guide", "https://guide.example"), tree.LineBreak(), tree.Code("x")), "–")),
        ),
    )

    assert block_lines((table,)) == (
        "Component | Memory (GB)",
        "Node | 48*",
        "Guide <https://guide.example> / x | –",
    )


def test_who_has_signed_is_no_content() -> None:
    """A sheet says who has to sign and what it means; a signature must not change what it signs."""
    empty = tree.SignatureField(party="Vendor", role="lead", meaning="offers")
    signed = tree.SignatureField(party="Vendor", role="lead", meaning="offers", recorded="Max, 1 May")

    assert block_lines((tree.SignatureSheet(fields=(empty,)),)) == block_lines((tree.SignatureSheet(fields=(signed,)),))


def test_a_box_says_whether_it_is_ticked() -> None:
    """A form that is ticked reads differently from one that is not."""
    assert inline_text(tree.CheckBox(ticked=True, label="met")) != inline_text(tree.CheckBox(ticked=False, label="met"))
