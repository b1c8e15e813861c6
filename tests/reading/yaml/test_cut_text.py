"""An unquoted text that is cut at ` #` is a finding at the `#`, and `delivery fix` adds the quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.reading.markdown.front_matter import split_front_matter
from delivery_wiki.reading.yaml.commented_text import as_comments
from delivery_wiki.reading.yaml.cut_text import CODE
from delivery_wiki.reading.yaml.repairs import repair_texts
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

FILE = "projects/mail/project.yml"


def places(text: str) -> list[tuple[str, int, int]]:
    """The findings of a text with their places."""
    return [
        (finding.code, finding.location.line, finding.location.column)
        for finding in read_yaml(text.encode(), FILE).findings
    ]


def repaired(text: str) -> str:
    """The text after all rounds of repairs."""
    for _ in range(9):
        changed = repair_texts({FILE: text}, read_yaml(text.encode(), FILE).findings).texts
        if not changed:
            break
        text = changed[FILE]
    return text


@pytest.mark.parametrize(
    ("written", "place", "better"),
    [
        ("a: connected to server #1 and server #2.", (1, 24), 'a: "connected to server #1 and server #2."'),
        ("a: Projekt #3 neu", (1, 12), 'a: "Projekt #3 neu"'),
        ("a:\n  - issue #12\n  - b", (2, 11), 'a:\n  - "issue #12"\n  - b'),
        ("a:\n  - C #\n  - D", (2, 7), 'a:\n  - "C #"\n  - D'),
        ("a: colour\t#fff", (1, 11), 'a: "colour\t#fff"'),
        ("a: {title: Server #1, b: x}", (1, 19), 'a: {title: "Server #1", b: x}'),
        ("a: [server #1, server #2]", (1, 12), 'a: ["server #1", "server #2"]'),
        ("a: #fff", (1, 4), 'a: "#fff"'),
        ("a:\n  - #12", (2, 5), 'a:\n  - "#12"'),
        ("a: one\n  two #3 more\nb: c", (2, 7), 'a: "one\n  two #3 more"\nb: c'),
        ("a: one #2\n  three\nb: c", (1, 8), 'a: "one #2\n  three"\nb: c'),
        ("- a: one\n    two #3\n    more\n- b", (2, 9), '- a: "one\n    two #3\n    more"\n- b'),
        ("a: text #1 # a remark", (1, 9), 'a: "text #1" # a remark'),
        ('a: the "first" #1', (1, 16), "a: 'the \"first\" #1'"),
        ("a: für Übergabe #ö\r\nb: c", (1, 17), 'a: "für Übergabe #ö"\r\nb: c'),
    ],
)
def test_a_text_that_is_cut_is_told_at_the_mark_and_put_in_quotes(
    written: str, place: tuple[int, int], better: str
) -> None:
    """In mappings, lists, brackets and over several lines; then it reads as it was written."""
    assert places(written)[0] == (CODE, *place)
    assert {code for code, _, _ in places(written)} == {CODE}
    assert repaired(written) == better
    assert places(better) == []


@pytest.mark.parametrize(
    "text",
    [
        *("a: 5 # five", "a: text # remark", "# a\nb: c\n  # d", "a: b\n#c\nd: e", "a: # nothing yet"),
        *("a: #the list\n  - b", "a: C#\nb: x#y\nc: https://a.example/#b", "a: 'b #1'\nc: \"d #2\" # e"),
        "a: 'b' #",
        *("a: |\n  server #1\nb: >-\n  server #2", "# yaml-language-server: $schema=x\na: b", "#a\nb: c"),
    ],
)
def test_comments_and_quoted_texts_stay(text: str) -> None:
    """With a blank behind the mark, on a line of its own, before a list, inside quotes and blocks."""
    assert places(text) == []


@pytest.mark.parametrize(
    "text", ["a: 5 #five", "a: 2026-11-18 #n", "a: true #b", "a: #fff and more", "a: 'b' \"c\" #d"]
)
def test_where_a_remark_may_be_meant_the_quotes_are_left_to_a_person(text: str) -> None:
    """Behind a number, a date or nothing, quotes would change the kind of the value."""
    assert [code for code, _, _ in places(text)][:1] in ([CODE], ["yaml-syntax"])
    assert repaired(text) == text


def test_front_matter_is_read_the_same_way() -> None:
    """The place is that of the whole file."""
    split = split_front_matter("---\nformat: 1\ntitle: Call #3\n---\n## Text #4\n", "projects/mail/minutes/a.md")

    assert [(finding.code, finding.location.line, finding.location.column) for finding in split.findings] == [
        (CODE, 3, 13)
    ]


WORD = st.text(alphabet="abcÄß.,-()'/", min_size=1, max_size=6).filter(lambda word: word[0] not in "-.,'")


@given(st.lists(WORD, min_size=1, max_size=5), WORD, st.lists(WORD, max_size=5))
def test_a_repaired_text_says_all_that_was_written(before: list[str], number: str, after: list[str]) -> None:
    """Nothing of it is lost, whatever stands before and behind the mark."""
    meant = " ".join([*before, f"#{number}", *after])
    read = read_yaml(repaired(f"a: {meant}\n").encode(), FILE)

    assert read.findings == ()
    assert read.value == {"a": meant}


def test_what_was_issued_says_what_it_said() -> None:
    """A frozen file keeps its comments: with a blank behind each mark it reads the same, and has no finding."""
    text = "a: server #1\nb: [c #2\n]\nd: e #\nf: g\n"
    cleared = read_yaml(as_comments(text).encode(), FILE)

    assert cleared.findings == ()
    assert cleared.value == {"a": "server", "b": ["c"], "d": "e", "f": "g"}


@pytest.mark.parametrize("text", ["a: {b:\n", "a: {b: 1, c:\n", "a: [{b:\n", "a: {b:", "- {a:\r\n"])
def test_a_file_that_ends_before_a_value_is_told_and_no_traceback(text: str) -> None:
    """The value that is missing stands behind the last line, where nothing can be cut."""
    assert [finding.code for finding in read_yaml(text.encode(), "x.yml").findings] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('answer: "Dovecot" #1 and more', (1, 19)),
        ("answer: 'Dovecot'\t#1", (1, 19)),
        ('a:\n  - "Dovecot" #1 and more', (2, 15)),
        ('a: [x, "y" #2 z\n  ]', (1, 12)),
        ('a: {title: "x" #1 rest\n  }', (1, 16)),
        ('a: "x\n  y" #1', (2, 6)),
    ],
)
def test_what_stands_behind_a_closing_quote_is_told(text: str, place: tuple[int, int]) -> None:
    """The author meant it, or wrote a comment without a blank: nobody but the author knows."""
    (finding,) = read_yaml(text.encode(), FILE).findings

    assert (finding.code, finding.location.line, finding.location.column) == (CODE, *place)
    assert finding.problem.startswith("what stands behind the closing quote is lost")
    assert finding.replacement is None


@pytest.mark.parametrize(
    ("text", "column", "whole"),
    [
        ("a: {title: Memory, all}", 18, '"Memory, all"'),
        ("a: {title: Memory, all, b: 1}", 18, '"Memory, all"'),
        ("- {id: X, title: Memory, 5 GB}", 24, '"Memory, 5 GB"'),
    ],
)
def test_a_text_that_is_cut_at_a_comma_is_told_with_its_quotes(text: str, column: int, whole: str) -> None:
    """In brackets, a comma ends the text, and its rest becomes a key that nobody wrote."""
    (finding,) = read_yaml(text.encode(), FILE).findings

    assert (finding.code, finding.location.line, finding.location.column) == (CODE, 1, column)
    assert whole in finding.repair


@pytest.mark.parametrize(
    "text", ["a: {b: , c: 1}", "a: {b: 1, c: }", "a: {b: [x, z]}", "a:\n  b:\n  c: 1", "a: {b}", "a: {b: 1,}"]
)
def test_a_value_that_is_missing_is_no_cut(text: str) -> None:
    """The colon says that a key is meant."""
    assert places(text) == []
