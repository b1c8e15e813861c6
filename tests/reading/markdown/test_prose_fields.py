"""Texts of YAML files that pages render as prose: found by the schema, checked as prose, each fault at its place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from delivery_wiki.reading.markdown.prose_fields import find_prose, prose_paths
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

ROOT = Path(__file__).parents[3]
SCHEMAS = SchemaSet.load(ROOT / "schemas")
FULL = ROOT / "tests" / "examples" / "valid" / "full" / "projects" / "harbour"


def test_the_schema_says_which_texts_are_prose() -> None:
    """Those of a list too, and none of a schema without any."""
    assert ("summary",) in prose_paths(SCHEMAS, "sow")
    assert ("deliverables", None, "description") in prose_paths(SCHEMAS, "sow")
    assert prose_paths(SCHEMAS, "tests") == ()


@pytest.mark.parametrize(
    ("written", "text", "place"),
    [
        ("summary: plain <b> text", "plain <b> text", (1, 16)),
        ('summary: "in quotes <b>"', "in quotes <b>", (1, 21)),
        ('summary: "a \\"quoted\\" word, a\\ttab \\u00fc, then <b>"', 'a "quoted" word, a\ttab ü, then <b>', (1, 50)),
        ("summary: 'it''s in quotes <b>'", "it's in quotes <b>", (1, 27)),
        ("summary: |\n  first line\n\n  - then <b>\n", "first line\n\n- then <b>\n", (4, 10)),
        ("summary: |2-\n    code\n  then <b>\n", "  code\nthen <b>", (3, 8)),
        ("summary: >\n  folded\n  lines <b>\n\n  more\n", "folded lines <b>\nmore\n", (3, 9)),
        ('summary: "folded\n  in quotes\n\n  and <b>"', "folded in quotes\nand <b>", (4, 7)),
        ('summary: "folded \\\n  in quotes <b>"', "folded in quotes <b>", (2, 13)),
        ("summary: plain\n  and folded <b>", "plain and folded <b>", (2, 14)),
        ("summary:\n  # a comment\n  on its own <b>", "on its own <b>", (3, 14)),
        ("{summary: in braces <b>, topic: x}", "in braces <b>", (1, 21)),
        ('{"summary": "in braces <b>"}', "in braces <b>", (1, 24)),
    ],
)
def test_a_character_of_a_text_stands_where_it_is_written(written: str, text: str, place: tuple[int, int]) -> None:
    """However YAML lets somebody write it."""
    (found,) = find_prose(read_yaml(written.encode(), "sow/x.yml"), SCHEMAS, "sow", "sow/x")

    assert found.text == text
    at = found.place(text.index("<b>"))
    assert (at.line, at.column, at.field_path) == (*place, "summary")


def test_a_way_of_writing_that_is_not_followed_stands_at_its_key() -> None:
    """A place that is near is better than one that is wrong."""
    (found,) = find_prose(read_yaml(b'summary: "a\\x20b <b>"', "x.yml"), SCHEMAS, "sow", "sow/x")

    assert (found.place(5).line, found.place(5).column) == (1, 1)


FIELDS = [
    ("sow/basic.yml", "summary"),
    ("sow/basic.yml", "approach"),
    ("sow/basic.yml", "dates_note"),
    ("sow/basic.yml", "description"),
    ("poc.yml", "goal"),
    ("poc.yml", "feedback_summary"),
    ("offer.yml", "note"),
    ("architecture.yml", "note"),
]
FAULTS = [
    ("x <!-- note --> y", 2, "comment-in-prose"),
    ("[a](javascript:x)", 4, "refused-link"),
    ("x {% raw %}", 2, "template-mark"),
    ("Costs {{ 7*7 euro", 6, "macro-unclosed"),
    ("a <b>word</b>", 2, "html-in-prose"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault[2])
@pytest.mark.parametrize(("file", "key"), FIELDS)
def test_a_fault_in_a_text_of_a_yaml_file_is_told_at_its_place(
    file: str, key: str, fault: tuple[str, int, str], tmp_path: Path
) -> None:
    """The same faults as in Markdown files, with line and column."""
    prose, inside, code = fault
    folder = tmp_path / "harbour"
    shutil.copytree(FULL, folder)
    lines = (folder / file).read_text("utf-8").split("\n")
    number = next(index for index, line in enumerate(lines) if re.match(rf" *{key}: ", line) and "{" not in line)
    begin = lines[number].index(f"{key}: ") + len(f'{key}: "')
    lines[number] = f'{lines[number][: begin - 1]}"{prose}"'
    (folder / file).write_text("\n".join(lines), "utf-8")

    found = [
        finding for finding in read_project(folder, tmp_path, SCHEMAS).findings if finding.location.file.endswith(file)
    ]

    places = [(finding.code, finding.location.line, finding.location.column) for finding in found]
    assert places == [(code, number + 1, begin + 1 + inside)]
