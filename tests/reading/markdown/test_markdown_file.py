"""Markdown files: front matter, sections, and faults in prose."""

from pathlib import Path

import pytest

from delivery_wiki.reading.files.readable_text import MAXIMUM_FILE_BYTES
from delivery_wiki.reading.markdown.markdown_file import MarkdownFile, read_markdown
from delivery_wiki.reading.schema.schema_check import SchemaSet

SCHEMAS = SchemaSet.load(Path(__file__).parents[3] / "schemas")
MATTER = "---\nformat: 1\ntitle: Kick-off\ndate: 2026-11-24\n---\n"


def read(text: str) -> MarkdownFile:
    """The text as the charter."""
    return read_markdown(text.encode(), "charter.md", "charter")


def minutes(text: str) -> MarkdownFile:
    """The text as minutes."""
    return read_markdown(text.encode(), "some.md", "minutes/some", schemas=SCHEMAS, schema="minutes")


def places(found: MarkdownFile) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(finding.code, finding.location.line, finding.location.column) for finding in found.findings]


def test_prose_is_split_at_level_2_headings() -> None:
    """Text before the first heading has no title; deeper headings stay in their section."""
    sections = read("Opening.\n\n## One ##\n\nText\n\n### Deeper\n\nmore\n\n## Two\n").prose.sections

    assert [(section.title, section.text, section.location.line) for section in sections] == [
        ("", "Opening.", 1),
        ("One", "Text\n\n### Deeper\n\nmore", 3),
        ("Two", "", 11),
    ]


def test_headings_in_code_lists_and_quotes_are_text() -> None:
    """Only a heading of the page itself begins a section."""
    text = "## One\n\n```\n## no\n```\n\n    ## no\n\n> ## no\n\n- ## no\n\n~~~~\n~~~\n## no\n~~~~\n"

    assert [section.title for section in read(text).prose.sections] == ["One"]


def test_an_underlined_heading_begins_a_section_too() -> None:
    """Both ways to write a level-2 heading are the same."""
    assert [section.title for section in read("One\n---\n\ntext\n").prose.sections] == ["One"]


def test_windows_line_ends_and_a_byte_order_mark_are_fine() -> None:
    """Editors on every system can write prose."""
    found = read("\ufeff## One\r\n\r\ntext\r\n")

    assert found.findings == ()
    assert [(section.title, section.text) for section in found.prose.sections] == [("One", "text")]


def test_an_empty_file_has_no_sections() -> None:
    """Nothing written yet is no fault."""
    assert read("").prose.sections == ()
    assert read(" \n\n").findings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b>\n", [("html-in-prose", 1, 3)]),
        ("x\n\n<script>alert(1)</script>\n", [("html-in-prose", 3, 1)]),
        ("<div>\n\ntext\n\n</div>\n", [("html-in-prose", 1, 1)]),
        (
            "<b><b>x</b></b> </i> <br>\n",
            [("html-in-prose", 1, 1), ("html-in-prose", 1, 4), ("html-in-prose", 1, 17), ("html-in-prose", 1, 22)],
        ),
        ("x <!-- c\n\nd -->\n", [("comment-in-prose", 1, 3)]),
        ("Up to {{ sizing_figure(\n\ntext }}\n", [("macro-unclosed", 1, 7)]),
        ("{{ a() }\n{{ b() }}\n", [("macro-unclosed", 1, 1)]),
        ("\\{{ literal, `{{ code`, {{ a() }}\n", []),
        ("{% if x %}\n\n## Title {#id}\n", [("template-mark", 1, 1), ("template-mark", 3, 10)]),
        ("`{% code %}`\n", []),
        ("see ![a picture](picture.png)\n", [("image-in-prose", 1, 18)]),
        ("| a | b |\n| - | - |\n| 1 | 2 | 3 |\n| 1 | 2 |\n| 1 \\| 2 | 3 |\n", [("table-cells", 3, 1)]),
        ("text\n\n> | a |\n> | - |\n> | 1 | 2 |\n", [("table-cells", 5, 1)]),
        ("| a | b |\n| 1 | 2 |\n", [("table-rule", 1, 1)]),
        ("| a | b |\n| - | - | - |\n| 1 | 2 |\n", [("table-rule", 1, 1)]),
        ("|x| is an amount.\n", []),
        ("Who:\n| a | b |\n| 1 | 2 |\n", [("table-rule", 2, 1)]),
        ("Who:\n| a | b |\n| - | - |\n| 1 | 2 |\n", []),
        ("a | b | c\n1 | 2 | 3\n4 | 5 | 6\n", [("table-rule", 1, 1)]),
        ("> a | b\n> 1 | 2\n", [("table-rule", 1, 1)]),
        ("a | b\n--- | ---\n1 | 2\n", []),
        ("Either yes | no.\nNothing else.\n", []),
        ("`a | b` and\n`c | d` are code.\n", []),
        ("a \\| b\nc \\| d\n", []),
        ("one a|b\ntwo c|d\n", []),
        ("The absolute of x,\n|x| is large.\n", []),
        ("| a | b |\n\n| - | - |\n| 1 | 2 |\n", [("table-rule", 1, 1)]),
        ("| a | b |\n\n| 1 | 2 |\n\n| 3 | 4 |\n", [("table-rule", 1, 1)]),
        ("| a | b |\n", [("table-rule", 1, 1)]),
        ("| a |\n| - |\n| b |\n\n| c | d |\n| 1 | 2 |\n", [("table-rule", 5, 1)]),
        ("[comment]: <> (a remark)\n", []),
        ("x\n\n[//]: # (a remark)\n", []),
        ('[note]: # "a remark"\n', []),
        ("```\n[comment]: <> (code)\n```\n", []),
        ("| a |\n| - |\n| <br> |\n", [("html-in-prose", 3, 3)]),
        ("`<b>` and a < b > c\n", []),
        ("```\n<b>\n```\n", []),
        ("<https://www.example.com> <pat@vendor.example>\n", []),
        ("[x](javascript:alert(1))\n", [("refused-link", 1, 5)]),
        ("[x](&#106;avascript:alert(1))\n", [("refused-link", 1, 5)]),
        ("[x](JaVaScRiPt:alert(1))\n", [("refused-link", 1, 5)]),
        ("[x](data:text/html,x)\n", [("refused-link", 1, 5)]),
        ("[x](file:///etc/passwd)\n", [("refused-link", 1, 5)]),
        ("<vbscript:x>\n", [("refused-link", 1, 1)]),
        ("![x](ftp://host.example/x)\n", [("refused-link", 1, 6)]),
        ("[x][y]\n\n[y]: javascript:x\n", [("refused-link", 3, 6)]),
        ("```\n[y]: javascript:x\n```\n", []),
        ("[x](page.html#R-1) [y](https://a.example/b:c) [m](mailto:pat@vendor.example) [z](#a:b)\n", []),
        ("`[x](javascript:y)`\n", []),
        ("| a |\n| - |\n| b |\n\n| c |\n", [("table-cut", 5, 1)]),
        ("| a |\n| - |\n| b |\n\ntext\n", []),
    ],
)
def test_faults_in_prose_are_found_outside_code(text: str, expected: list[tuple[str, int, int]]) -> None:
    """HTML is shown as text, other schemes are refused, a cut table is pointed out."""
    assert places(read(text)) == expected


def test_minutes_begin_with_front_matter() -> None:
    """The facts of a meeting are data, the rest is prose; line numbers are those of the file."""
    found = minutes(MATTER + "\n## Topics\n\n<b>x</b>\n")

    assert found.matter is not None
    assert found.matter.value["date"] == "2026-11-24"
    assert [(section.title, section.location.line) for section in found.prose.sections] == [("Topics", 7)]
    assert places(found)[0] == ("html-in-prose", 9, 1)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("## Topics\n", "front-matter-missing", 1),
        ("---\ntitle: x\n", "front-matter-open", 1),
        (MATTER.replace("2026-11-24", "2026-13-24"), "wrong-date", 4),
        (MATTER.replace("title", "titel"), "unknown-key", 3),
        (MATTER.replace("Kick-off", "yes"), "yaml-ambiguous-scalar", 3),
        (MATTER.replace("format: 1", "format: 1\ntemplate: ../x"), "unknown-key", 3),
        (MATTER.replace("Kick-off", "a: b"), "yaml-syntax", 3),
    ],
)
def test_front_matter_is_checked_like_every_yaml_file(text: str, code: str, line: int) -> None:
    """No key is dropped silently."""
    assert [(finding.code, finding.location.line) for finding in minutes(text).findings] == [(code, line)]


def test_front_matter_elsewhere_is_refused() -> None:
    """Other pages take their facts from the data files."""
    assert places(read("---\ntitle: x\n---\ntext\n")) == [("front-matter-refused", 1, 1)]


def test_the_size_limit_of_a_page_is_exact() -> None:
    """At the limit passes, one more is refused."""
    words = "words " * (MAXIMUM_FILE_BYTES // 6)
    page = words.ljust(MAXIMUM_FILE_BYTES, "x")
    assert read(page).findings == ()
    assert places(read(f"{page}x")) == [("file-too-large", 1, 1)]


@pytest.mark.parametrize("part", ["[", "](", "`", "<", "<a ", "> ", "- ", "|a", "| - |\n", "*", "[a]: b\n", "# ", "\t"])
def test_reading_a_hostile_page_takes_moments(part: str) -> None:
    """No repetition makes the reader slow or deep."""
    read(part * (60_000 // len(part)))
