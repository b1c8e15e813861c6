"""The rule sets that ship, read for tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from delivery_wiki.model.sizing import RuleSet
from delivery_wiki.reading.schema.binding import bind
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

ROOT = Path(__file__).parents[2]
NAMES = tuple(sorted(path.stem for path in (ROOT / "docs/sizing").glob("*.yml")))


@cache
def read_rule_set(name: str) -> RuleSet:
    """A rule set of docs/sizing, which must be free of findings."""
    return read_rule_set_text((ROOT / "docs/sizing" / f"{name}.yml").read_bytes(), f"docs/sizing/{name}.yml")


def read_rule_set_text(data: bytes, file: str = "docs/sizing/test-1.yml") -> RuleSet:
    """A rule set as text, which must fit the schema."""
    read = read_yaml(data, file)
    assert read.findings == (), read.findings
    assert (found := SchemaSet.load(ROOT / "schemas").check("rule-set", read)) == (), found
    return bind(read, RuleSet)
