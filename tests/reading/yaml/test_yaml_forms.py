"""Where YAML programs part: what one takes and the grammar of YAML 1.2 does not is refused, what all take is read."""

from __future__ import annotations

import pytest

from delivery_wiki.reading.yaml.strict_yaml import read_yaml


def places(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [
        (finding.code, finding.location.line, finding.location.column)
        for finding in read_yaml(text.encode(), "a.yml").findings
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('key: "value"# note\n', (1, 13)),
        ("key: 'value'# note\n", (1, 13)),
        ("key: [a, b]#note\n", (1, 12)),
        ("key: {a: 1}#note\n", (1, 12)),
        ("key: [a,#note\n  b]\n", (1, 9)),
        ("key: [#note\n  b]\n", (1, 7)),
        ("text: ># note\n  x\n", (1, 8)),
        ("text: |-# note\n  x\n", (1, 9)),
        ('a: 1 # "x"#y\nkey: "v"#n\n', (2, 9)),
    ],
)
def test_a_comment_has_a_blank_before_it(text: str, place: tuple[int, int]) -> None:
    """Without the blank other programs refuse the file, or take it for text."""
    assert ("yaml-form", *place) in places(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("flow: [a,\nb,\nc]\n", (2, 1)),
        ("flow: {a: 1,\nb: 2}\n", (2, 1)),
        ("a:\n  flow: [a,\n  b]\n", (3, 3)),
        ('quoted: "a\nb\nc"\n', (2, 1)),
        ("a:\n  quoted: 'x\n y'\n", (3, 2)),
        ('- "x\ny"\n', (2, 1)),
        ("k:\n- [a,\nb]\n", (3, 1)),
        ("k: [a,\n\tb]\n", (2, 1)),
        ('k: "a\n\tb"\n', (2, 1)),
        ("k:\n|\n  x\n", (2, 1)),
    ],
)
def test_a_line_that_stands_too_far_left_is_told(text: str, place: tuple[int, int]) -> None:
    """A list in brackets and a text in quotes stand deeper than what they belong to, on each of their lines."""
    assert places(text) == [("yaml-form", *place)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("key: !x\n  - {a: 1,\n    b: 2}\n", "yaml-tag"),
        ("key: !x\n- [a,\n b]\n", "yaml-tag"),
        ("key: !x\n  a: 'b\n    c'\n", "yaml-tag"),
        ("key: &x\n  a: |\n   b\n", "yaml-anchor"),
        ("key: &x\n  - {a: 1,\n    b: 2}\n", "yaml-anchor"),
    ],
)
def test_a_tag_or_anchor_makes_no_fault_of_the_lines_below(text: str, code: str) -> None:
    """It stands behind the key, and what it belongs to further left: one fault, one finding."""
    assert [found for found, _, _ in places(text)] == [code]


@pytest.mark.parametrize("text", ["-\tkey: 1\n", "k:\n- \t- a\n", "k:\n  - a\n  -\tb: 1\n", "?\tkey: 1\n"])
def test_a_tab_is_no_indentation(text: str) -> None:
    """How deep a list behind a tab stands, each program reckons for itself."""
    (finding,) = read_yaml(text.encode(), "a.yml").findings

    assert finding.problem == "a tab; YAML indents with spaces"
    assert text.split("\n")[finding.location.line - 1][finding.location.column - 1] == "\t"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("text: |\n     \n  more blanks above\n", 2),
        ("text: >\n\n  \n   \n less here\n", 4),
        ("text: >\n \n  \n   \n # no comment\n", 4),
        ("a:\n  text: |\n      \n    x\n", 3),
    ],
)
def test_a_blank_line_is_no_deeper_than_the_text_below_it(text: str, line: int) -> None:
    """The depth of a block is that of its first line; some programs take it from the blank line above."""
    assert places(text) == [("yaml-form", line, 1)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- ?x\n", (1, 3)),
        ("?foo: bar\n", (1, 1)),
        ("k: ?x\n", (1, 4)),
        ("k: [?x]\n", (1, 5)),
        ("k: {?x: 1}\n", (1, 5)),
        ("k: [-]\n", (1, 5)),
        ("k: {a: -}\n", (1, 8)),
        ("- [-, -]\n", (1, 4)),
    ],
)
def test_a_sign_of_yaml_before_a_text_is_to_be_quoted(text: str, place: tuple[int, int]) -> None:
    """A question mark makes a key of a text, a hyphen an entry: who means the sign writes quotes."""
    findings = read_yaml(text.encode(), "a.yml").findings

    assert ("yaml-ambiguous-scalar", *place) in places(text)
    assert all("uote" in finding.repair for finding in findings)


@pytest.mark.parametrize(
    "text",
    [
        "flow: [a,\n  b,\n  c]\n",
        "flow: [\n  a,\n]\n",
        "k:\n  - {\n    a: 1\n  }\n",
        "flow: [a,\n# note\n  b]\n",
        '{"a": 1,\n"b": 2}\n',
        'k: "a\n  b"\n',
        'k:\n- "a\n  b"\n',
        'key: "v" # note\n',
        'key: "a#b"\n',
        "key: a#b\n",
        "k: https://example.org/?a=1#b\n",
        'k: |\n  a"#b\n  c]#d\n',
        "k: | # note\n  a\n",
        '# x"#y\nk: 1\n',
        "k: [-1, -a]\n",
        "k: what?\n",
        "k: [a?, b?c]\n",
        "k: why ?x\n",
        "k: |\n\n  a\n\n\n  b\n",
        "k: |2\n      \n    x\n",
        "k:\ta\n",
        "k: 1\t# note\n",
        "? a\n: b\n",
        "a:\n\n\nb: 1\n",
    ],
)
def test_what_all_programs_read_alike_is_read(text: str) -> None:
    """Nothing is refused that the grammar takes; the closing bracket at the margin is how formatters write it."""
    assert places(text) == []


def test_quoting_as_the_finding_says_is_the_repair() -> None:
    """The text in quotes is the text."""
    assert read_yaml(b'- "?x"\n- "-"\n', "a.yml").value == ["?x", "-"]
