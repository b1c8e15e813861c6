"""What `check` refuses in a rule set: what has no effect or is said twice, counts that are parts, and no examples."""

from __future__ import annotations

import pytest

from delivery_wiki.calculations.sizing.plural_words import singular_of
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from tests.calculations.rule_set_files import NAMES, read_rule_set, read_rule_set_text

SOUND = """\
format: 1
id: test
version: "1"
title: Test
publisher: Example Vendor
published: "2026"
summary: Small
confidence: Made up
inputs:
  - {id: users, title: Users, unit: user, minimum: 1, maximum: 100}
  - {id: disk, title: Disk, unit: "", kind: choice, choices: [small, large]}
  - {id: spare, title: Spare nodes, unit: node, minimum: 0, maximum: 9, default: 1, default_note: a habit}
rules:
  - id: nodes
    title: Nodes
    unit: node
    value: {add: [{input: spare}, {round-up: {value: {divide: [{input: users}, 4]}}}]}
  - {id: memory, title: Memory, unit: GB, value: {lookup: {by: {input: disk}, values: {small: 8, large: 16}}}}
  - {id: served, title: Users served, unit: user, value: {input: users}}
outputs:
  - {id: nodes, title: Node, count: nodes, measures: [{title: Memory, rule: memory, per_node: true}]}
validity:
  - {rule: served, maximum: 50, warning: Tested with 50.}
examples:
  - {title: Small, basis: published, source: Guide, inputs: {users: 4, disk: small}, results: {nodes: 2}}
"""


def _codes(text: str) -> list[str]:
    return [finding.code for finding in check_rule_set(read_rule_set_text(text.encode()))]


def _changed(*changes: tuple[str, str]) -> str:
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def test_a_sound_rule_set_has_no_findings() -> None:
    """A rule that only a validity looks at is used; a default with its note may be assumed."""
    assert _codes(SOUND) == []


def test_the_rule_sets_that_ship_are_sound() -> None:
    """Nothing in them is idle, and each count is proven to be whole."""
    assert {name: list(check_rule_set(read_rule_set(name))) for name in NAMES} == {name: [] for name in NAMES}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([("{input: spare}", "1")], "rule-set-unused"),
        ([("rule: served", "rule: nodes")], "rule-set-unused"),
        ([("rule: served", "rule: nodes"), ("unit: user, value", "unit: user, unlisted: true, value")], ""),
        ([("unit: user, value", "unit: user, unlisted: true, value")], "rule-set-unused"),
        ([(", maximum: 50", "")], "rule-set-unused"),
        ([("kind: choice", "kind: choice, minimum: 1")], "rule-set-unused"),
        ([('unit: "", kind', "unit: inch, kind")], "rule-set-unused"),
        ([("default: 1, ", "")], "rule-set-unused"),
        ([("per_node: true", "growth: true")], "rule-set-unused"),
        ([("title: Users served", "title: nodes")], "rule-set-duplicate"),
        ([("title: Spare nodes", "title: users")], "rule-set-duplicate"),
        ([("per_node: true}", "per_node: true}, {title: 'memory ', rule: memory}")], "rule-set-duplicate"),
        ([("per_node: true}", "per_node: true}, {title: Memory of a node, rule: memory}")], "rule-set-duplicate"),
        ([("source: Guide, ", "")], "rule-set-source"),
        ([("source: Guide", "source: ' '")], "rule-set-source"),
        ([("default_note", "default_basis: published, default_note")], "rule-set-source"),
        ([("default_note", "default_basis: published, default_source")], ""),
        ([("large: 16", "largest: 16")], "rule-set-unknown-name"),
        ([("{round-up: {value: {divide: [{input: users}, 4]}}}", "{divide: [{input: users}, 4]}")], "rule-set-count"),
        ([("{round-up: {value: {divide", "{round-up: {to: 0.5, value: {divide")], "rule-set-count"),
        ([("count: nodes", "count: memory"), ("rule: served", "rule: nodes")], "rule-set-count"),
        ([("{add: [{input: spare}", "{subtract: [{input: spare}")], "rule-set-count"),
        ([("count: nodes, ", "")], "rule-set-count"),
        ([("count: nodes", "count_recommended: nodes")], "rule-set-count"),
        ([("unit: user, minimum", "unit: users, minimum")], "rule-set-plural"),
        ([("minimum: 1, maximum: 100", "minimum: 100, maximum: 1")], "rule-set-input"),
        ([("  - {title: Small", "#  - {title: Small"), ("examples:", "examples: []")], "rule-set-unproven"),
    ],
)
def test_each_slip_is_found_once_at_least(changes: list[tuple[str, str]], code: str) -> None:
    """What is declared and not used, used and not declared, said twice, or promised and not kept."""
    found = _codes(_changed(*changes))
    assert (code in found) if code else found == [], found


@pytest.mark.parametrize("unit", ["hrs", "Hour", "KB", "mins"])
def test_a_unit_that_is_to_be_written_otherwise_is_asked_for_no_plural(unit: str) -> None:
    """One place has one repair: the plural of a word that is not to stay would be in vain."""
    found = _codes(_changed(("unit: user, minimum", f"unit: {unit}, minimum")))
    assert "rule-set-unit" in found
    assert "rule-set-plural" not in found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{divide: [{input: users}, 4]}", "may be a part: with users = 1 it is"),
        ("{subtract: [{input: users}, 3]}", "may be negative: with users = 1 it is"),
        ("{multiply: [{input: users}, 1.5]}", "may be a part"),
        ("{percent-of: {percent: 110, value: {input: users}}}", "may be a part"),
        ("{divide: [{input: users}, {input: users}]}", "nothing makes the count of 'nodes' a whole number"),
        ("{multiply: [{input: users}, 2]}", ""),
        ("{steps: {value: {input: users}, bands: [{up-to: 9, gives: 1}, {above: 9, gives: {input: users}}]}}", ""),
        ("{maximum-of: [0, {subtract: [{input: users}, 3]}]}", ""),
    ],
)
def test_a_count_is_proven_or_shown_to_be_a_part(value: str, expected: str) -> None:
    """The message has inputs for which the count is wrong, or says that none was found."""
    text = SOUND.replace("  - id: nodes\n    title: Nodes\n", "  - id: other\n    title: Other\n")
    text = text.replace("count: nodes, ", "count: nodes, count_recommended: other, ")
    text = text.replace("rules:\n", f"rules:\n  - {{id: nodes, title: Nodes, unit: node, value: {value}}}\n")
    found = [
        finding.problem
        for finding in check_rule_set(read_rule_set_text(text.encode()))
        if finding.code == "rule-set-count"
    ]
    assert (expected in found[0]) if expected else found == [], found


@pytest.mark.parametrize(
    ("unit", "singular"),
    [
        *(("users", "user"), ("mailboxes", "mailbox"), ("queries/s", "query/s"), ("people", "person")),
        *(("caches", "cache"), ("nodes", "node"), ("processes", "process"), ("business days", "business day")),
        *(
            (item, item)
            for item in ("user", "process", "chassis", "status", "series", "gas", "IOPS", "GB/s", "vCPU", "%", "TPS")
        ),
    ],
)
def test_a_plural_is_known_by_its_letters(unit: str, singular: str) -> None:
    """Words that end in s in the singular, and abbreviations, are left alone."""
    assert singular_of(unit) == singular
