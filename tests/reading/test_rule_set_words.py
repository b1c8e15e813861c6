"""Small mistakes in a rule set: each is told its repair in the syntax of the place, and it is right when followed."""

from __future__ import annotations

import pytest

from delivery_wiki.calculations.sizing.operators import OPERATORS
from delivery_wiki.model.texts.operator_words import OTHER_NAMES
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.calculations.rule_set_files import ROOT

HEAD = """\
format: 1
id: tiny
version: "1"
title: Tiny
publisher: Example Vendor
published: "2026"
summary: Small
confidence: Made up
inputs:
  - {id: users, title: Users, unit: user, minimum: 1}
outputs:
  - {id: line, title: Line, measures: [{title: Memory, rule: memory}]}
rules:
"""


def _repairs(rule: str) -> list[str]:
    read = read_yaml((HEAD + f"  - {rule}\n").encode(), "docs/sizing/tiny-1.yml")
    found = read.findings or SchemaSet.load(ROOT / "schemas").check("rule-set", read)
    return [f"{finding.problem}. {finding.repair}" for finding in found]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{ceil: 5}", "Did you mean 'round-up'? Write {round-up: {value: …}}."),
        ("{sum: [1, 2]}", "Did you mean 'add'? Write {add: […, …]}."),
        ("{max: [1, 2]}", "Did you mean 'maximum-of'? Write {maximum-of: […, …]}."),
        ("{if: true}", "Did you mean 'when'? Write {when: {condition: …, then: …, else: …}}."),
        ("{Floor: 5}", "Did you mean 'round-down'?"),
        ("{percentage: 5}", "Did you mean 'percent-of'? Write {percent-of: {percent: …, value: …}}."),
        ("{multply: [1, 2]}", "Did you mean 'multiply'?"),
        ("{round-up: 5}", "Write {value: …}."),
        ("{frobnicate: 5}", "Known here: input, rule, add, subtract"),
    ],
)
def test_a_name_from_a_spreadsheet_is_told_what_it_is_called_here(value: str, expected: str) -> None:
    """The operator that is meant, and how it is written; where none is near, all are listed to the last."""
    (message,) = _repairs(f"{{id: memory, title: Memory, unit: GB, value: {value}}}")
    assert expected in message
    assert "…." not in message.replace("…}", "")


def test_each_other_name_leads_to_an_operator() -> None:
    """No name of an operator is taken for another one, and each has its form."""
    assert {name for name, _ in OTHER_NAMES.values()} == set(OPERATORS)
    assert not set(OTHER_NAMES) & set(OPERATORS)
    assert all(form.startswith(f"{name}: ") for name, form in OTHER_NAMES.values())


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{id: memory, title: Memory: all, unit: GB, value: 5}", 'Put the whole text in quotes: "Memory: all".'),
        ("{id: memory, title: Memory, unit: GB, note: at 10:00: noon}", 'in quotes: "at 10:00: noon".'),
        ('{id: memory, title: Say "x": y, unit: GB, value: 5}', 'in quotes: "Say \\"x\\": y".'),
        ("{id: memory, title: Memory, value: {add: [1, 2}", "Write ',' or ']' before it"),
        ("{id: memory, title: Memory, unit: GB, value: {add: [1, 2]}", "is not closed before this line. Write '}'"),
    ],
)
def test_a_slip_within_brackets_is_told_with_its_repair(rule: str, expected: str) -> None:
    """A second colon is quoted, a bracket is closed: the message says which text and which line."""
    assert expected in "\n".join(_repairs(rule))


def test_a_quoted_text_that_is_proposed_is_read() -> None:
    """The repair, followed to the letter, leaves no fault."""
    assert _repairs('{id: memory, title: "Memory: all", unit: GB, value: 5}') == []
    assert _repairs('{id: memory, title: "Say \\"x\\": y", unit: GB, value: 5}') == []


def test_two_rule_sets_in_a_project_are_told_that_there_is_one() -> None:
    """The repair says which entry stays, and where a second rule set may stand."""
    text = "format: 1\nrules:\n  - {id: a, version: '1'}\n  - {id: b, version: '1'}\ninputs: []\n"
    (finding,) = SchemaSet.load(ROOT / "schemas").check("sizing", read_yaml(text.encode(), "sizing.yml"))
    assert "Keep one entry" in finding.repair
    assert "The one rule set of the project" in finding.repair
    assert "compare_with" in finding.repair
