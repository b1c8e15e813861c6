"""The quick check never accepts what the full validator refuses."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.reading.schema.quick_accept import quick_accept
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.schema.schema_rules import FORMATS, RecordValidator

SCHEMAS = SchemaSet.load(Path(__file__).parents[3] / "schemas")
DEFINITIONS: dict[str, dict[str, Any]] = SCHEMAS.schemas["definitions"]["$defs"]


def accepts(schema: dict[str, Any], value: object) -> bool:
    """What the quick check says; False where there is none."""
    check = quick_accept(schema, lambda form, text: FORMATS.conforms(text, form))
    return check is not None and check(value)


VALUES: st.SearchStrategy[Any] = (
    st.text(max_size=12)
    | st.sampled_from(
        ["R-1", "R-1\n", "2026-11-24", "2026-02-30", "EUR", "a-b", "a--b", "", "vendor", "true", "R-\u0661"]
    )
    | st.integers(-10, 10**6)
    | st.decimals(-10, 10**6, places=2)
    | st.booleans()
    | st.none()
    | st.just([])
    | st.just({})
)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, definition in DEFINITIONS.items() if "$ref" not in str(definition)])
@given(value=VALUES)
def test_what_is_accepted_quickly_is_valid(name: str, value: object) -> None:
    """The quick check is only a short cut."""
    schema = DEFINITIONS[name]
    if accepts(schema, value):
        assert RecordValidator(schema, format_checker=FORMATS).is_valid(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("date", "2026-11-24"), ("idR", "R-12"), ("days", Decimal("0.5")), ("port", 443), ("partyKind", "vendor")],
)
def test_plain_values_take_the_short_cut(name: str, value: object) -> None:
    """Else it would be of no use."""
    assert accepts(DEFINITIONS[name], value)


@pytest.mark.parametrize(
    "schema",
    [{"type": "object"}, {"type": "string", "not": {}}, {"enum": ["a"], "pattern": "^a$"}, {"$ref": "#"}, True],
)
def test_other_schemas_have_no_short_cut(schema: Any) -> None:
    """A keyword that the quick check does not know leaves the full validator to decide."""
    assert quick_accept(schema, lambda form, text: True) is None
