"""The repair of a text that begins with a sign of YAML holds every word of it; one fault has one finding."""

from __future__ import annotations

import pytest

from delivery_wiki.reading.yaml.strict_yaml import read_yaml


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a:\n  - **Workshop** of six hours\n", '"**Workshop** of six hours"'),
        ("a:\n  - *bold* workshop\n", '"*bold* workshop"'),
        ("a:\n  - **Workshop**: six hours # by mail\n", '"**Workshop**: six hours"'),
        ("a:\n  - **Workshop** of six\n    hours # c\n  - b\n", '"**Workshop** of six hours"'),
        ("a:\n  b: *x* y\n  c: d\n", '"*x* y"'),
        ("a: *x\n", '"*x"'),
        ("a: *x *y\n", '"*x *y"'),
        ("a: * text\n", '"* text"'),
        ("a: &name text\n", '"&name text"'),
        ("a: & co\n", '"& co"'),
        ("a: &x *b*\n", '"&x *b*"'),
        ("a: !tag text\n", '"!tag text"'),
        ("a: ! text\n", '"! text"'),
        ("a: !a!b text\n", '"!a!b text"'),
        ("a: !x **b**\n", '"!x **b**"'),
        ("a: %x y\n", '"%x y"'),
        ("- @x y\n", '"@x y"'),
        ('a: `it\'s "x"` y\n', r'"`it' + "'" + r's \"x\"` y"'),
        ("a: {b: *x* y, c: d}\n", '"*x* y"'),
        ("a: [ok, @x y, c]\n", '"@x y"'),
        ("a: [&x text, b]\n", '"&x text"'),
        ("**b**: c\n", '"**b**"'),
    ],
)
def test_the_repair_holds_the_whole_text(text: str, whole: str) -> None:
    """As it was written, in quotes, with every sign and word; nothing else is said of it."""
    (finding,) = read_yaml(text.encode(), "x.yml").findings

    assert finding.repair.startswith(f"Put the whole text in quotes: {whole}")


@pytest.mark.parametrize("text", ["a: &b\n  c: d\n", "a: &b\n  - c\n", "a: !tag\n  b: c\n", "a: !!str 5\n"])
def test_a_sign_before_other_values_is_to_be_deleted(text: str) -> None:
    """A mapping or list is no text, and what begins with two signs is a kind that YAML knows."""
    (finding,) = read_yaml(text.encode(), "x.yml").findings

    assert finding.repair.startswith("Delete the ")


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\n...\nb: 2\n", 2), ("...\na: 1\n", 1), ("a: 1\nb: 2\n... # end\n# note\n\nc: 3\n", 3)],
)
def test_three_points_before_keys_end_the_document(text: str, line: int) -> None:
    """Whoever takes the line out has one document; three points at the end of a file do no harm."""
    (finding,) = read_yaml(text.encode(), "x.yml").findings
    lines = text.splitlines(keepends=True)

    assert (finding.code, finding.location.line) == ("yaml-several-documents", line)
    assert finding.repair == "Take this line out."
    assert read_yaml("".join([*lines[: line - 1], *lines[line:]]).encode(), "x.yml").findings == ()
    assert read_yaml(b"a: 1\n...\n# c\n", "x.yml").findings == ()


@pytest.mark.parametrize(("lost", "signs"), [("## later", "##"), ("### x", "###"), ("##later", "##")])
def test_several_signs_of_a_comment_are_named_together(lost: str, signs: str) -> None:
    """A blank behind the first alone would leave the others."""
    (finding,) = read_yaml(f"revision: 1 {lost}\n".encode(), "x.yml").findings

    assert finding.repair.endswith(f"write a single # and a blank for {signs}.")
    assert read_yaml(f"revision: 1 {lost.replace(signs, '# ')}\n".encode(), "x.yml").findings == ()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1.000,50", "1000.50"),
        ("1.000.000,5", "1000000.5"),
        ("1.000,500", "1000.5"),
        ("1.000,125", "1000.1250"),
        ("1,000.50", "1000.50"),
        ("1,000,000.5", "1000000.5"),
        ("2,5", "2.5"),
        ("0,125", "0.125"),
    ],
)
def test_a_number_with_marks_in_brackets_is_one_finding(written: str, plain: str) -> None:
    """Wherever it stands there, and twice where it stands twice; the number to write has one reading."""
    for text in (f"a: {{b: {written}}}\n", f"a: {{b: {written}, c: d}}\n"):
        (finding,) = read_yaml(text.encode(), "x.yml").findings
        assert finding.repair.startswith(f"Write {plain}, with")
    assert len(read_yaml(f"a: {{b: {written}, c: {written}}}\n".encode(), "x.yml").findings) == 2
    assert read_yaml(f"a: {{b: {plain}}}\n".encode(), "x.yml").findings == ()
