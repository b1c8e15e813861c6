"""Which fields are the vendor's own, as projects know it that are read from files."""

from __future__ import annotations

from pathlib import Path

from delivery_wiki.reading.customer.vendor_marks import vendor_fields
from delivery_wiki.reading.schema.schema_check import SchemaSet

MARKED = vendor_fields(SchemaSet.load(Path(__file__).parents[1] / "schemas"))
