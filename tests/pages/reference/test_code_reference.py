"""Reference pages: what a schema says is what its page says."""

from typing import Any

import pytest

from delivery_wiki.pages.reference.code_reference import table
from delivery_wiki.pages.reference.reference_schemas import SchemaPlace, schema_page

PLACE = SchemaPlace(name="thing", file="thing.yml", group="Files", folder="projects/<slug>/")
SHARED: dict[str, Any] = {
    "$defs": {"day": {"description": "A day.", "type": "string", "format": "date", "examples": ["2026-11-24"]}}
}


def page_of(properties: dict[str, Any], **more: Any) -> str:
    """The page of a schema with these properties."""
    schema: dict[str, Any] = {"title": "Thing", "description": "A thing.", "properties": properties, **more}
    return schema_page(PLACE, {"thing": schema, "definitions": SHARED})


def test_a_table_has_no_empty_column() -> None:
    """An empty column takes room and says nothing."""
    assert table(("Key", "Example"), [("a", ""), ("b", "")]) == ["| Key |", "| --- |", "| a |", "| b |"]


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    """Patterns and choices may hold bars."""
    assert table(("Key",), [("a|b",)])[-1] == r"| a\|b |"


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 9}, "whole number, 1 to 9"),
        ({"type": "number", "minimum": 0}, "number, at least 0"),
        ({"type": ["integer", "number", "string"]}, "number or text"),
        ({"enum": ["a", "b"]}, "one of `a`, `b`"),
        ({"const": 1}, "`1`"),
        ({"type": "array", "items": {"type": "string"}}, "list of text"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "mapping of names to true or false"),
        ({"$ref": "definitions.schema.json#/$defs/day"}, "date"),
    ],
)
def test_a_type_is_said_in_words(schema: dict[str, Any], words: str) -> None:
    """Authors read text, date and list, not the vocabulary of JSON Schema."""
    assert f"| `key` | {words} |" in page_of({"key": schema})


def test_a_key_without_words_of_its_own_takes_those_of_what_it_refers_to() -> None:
    """Shared definitions are described once."""
    text = page_of({"key": {"$ref": "definitions.schema.json#/$defs/day"}}, required=["key"])

    assert "| `key` | date | yes | A day. | `2026-11-24` |" in text


def test_a_value_with_keys_gets_a_section_that_its_type_links_to() -> None:
    """Nested values are read one at a time, each under its name."""
    part = {"description": "A part.", "properties": {"id": {"type": "string", "description": "Its id."}}}
    text = page_of(
        {"parts": {"type": "array", "items": {"$ref": "#/$defs/sparePart"}}}, **{"$defs": {"sparePart": part}}
    )

    assert "list of [spare part](#spare-part)" in text
    assert "## Spare part\n\nA part." in text


def test_a_choice_of_keys_is_said() -> None:
    """What has to stand together is part of the reference."""
    text = page_of({"a": {"type": "string"}}, oneOf=[{"required": ["a"]}, {"required": ["b", "c"]}])

    assert "Needs either `a` or `b` and `c`." in text
