"""The rule sets that ship: free of findings, every cell of their examples, and their published figures."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.operators import OPERATORS
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.calculations.sizing.rule_set_examples import count_cells, run_discrepancy
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import RuleSet, WorkedExample
from tests.calculations.rule_set_files import NAMES, ROOT, read_rule_set, read_rule_set_text


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_set_that_ships_has_no_findings(name: str) -> None:
    """Its names, kinds and bands are sound, and every worked example comes out."""
    assert list(check_rule_set(read_rule_set(name))) == []


CELLS = {
    "bluemind-4-9-1": 279,
    "bluemind-5-5-1": 206,
    "bluemind-5-x-1": 204,
    "cyrus-1": 30,
    "elasticsearch-disk-1": 69,
    "element-server-suite-1": 146,
    "es-disk-planner-1": 82,
    "exchange-store-cache-1": 47,
    "groupware-sessions-1": 485,
    "jvm-heap-1": 27,
    "keycloak-26-1": 147,
    "kopano-archiver-1": 85,
    "nextcloud-1": 223,
    "opendesk-2025-1": 227,
    "ox-2011-1": 60,
    "ox-components-1": 86,
    "sogo-1": 70,
    "zabbix-1": 75,
}


def test_the_examples_compare_so_many_cells() -> None:
    """A released rule set keeps its examples."""
    assert {name: count_cells(read_rule_set(name)) for name in NAMES} == CELLS


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_names_its_source_and_how_sure_it_is(name: str) -> None:
    """Only what is standard practice in groupware-sessions has no publication behind it."""
    rules = read_rule_set(name)
    assert rules.publisher
    assert rules.published
    if rules.id != "groupware-sessions":
        mailboxes = {"mailboxes"}
        without = {rule.id for rule in rules.rules if not rule.source or not rule.confidence}
        assert without <= mailboxes


def test_recorded_discrepancies_stand_beside_what_the_formula_gives() -> None:
    """0.2 GB is printed and 1 GB computed; a sum of cores means nothing; the others are rounded or cut off."""
    found = {
        (rules.id, discrepancy.printed, run_discrepancy(rules, discrepancy))
        for rules in (read_rule_set(name) for name in NAMES)
        for discrepancy in rules.discrepancies
    }
    assert found == {
        ("exchange-store-cache", Decimal("0.2"), 1),
        ("ox-components", 12, Fraction(76, 11)),
        ("elasticsearch-disk", Decimal("1.7"), Fraction(550, 323)),
        ("elasticsearch-disk", 340, Fraction(110000, 323)),
        ("keycloak-26", 1360, Fraction(9500, 7)),
        ("zabbix", Decimal("10.9"), Fraction(11390625, 1048576)),
        ("zabbix", Decimal("2.2"), Fraction(18478125, 8388608)),
        ("zabbix", 11, Fraction(92390625, 8388608)),
        ("zabbix", 30, Fraction(121955625, 4194304)),
        ("keycloak-26", Decimal("1.4"), Fraction(287, 200)),
        ("keycloak-26", Decimal("2.8"), Fraction(287, 100)),
    }


def test_a_discrepancy_that_is_none_is_a_finding() -> None:
    """The rule has to give what the discrepancy says, and something else than what is printed."""
    rules = read_rule_set("exchange-store-cache-1")
    (discrepancy,) = rules.discrepancies
    wrong: tuple[dict[str, Any], ...] = ({"printed": 1}, {"computed": 2})
    for changes in wrong:
        changed = dataclasses.replace(rules, discrepancies=(dataclasses.replace(discrepancy, **changes),))
        assert [finding.code for finding in check_rule_set(changed)] == ["rule-set-discrepancy"]


@pytest.mark.parametrize(
    "changes",
    [
        {"outside": ("mailboxes",)},
        {"inputs": {"users": 1_000_001}},
        {"refused": ("users",)},
        {"inputs": {"users": 0}, "refused": ()},
        {"assumed": ("users",)},
        {"refused": ("user",)},
    ],
)
def test_an_example_says_what_is_outside_refused_and_assumed(changes: dict[str, Any]) -> None:
    """A warning, a refusal or an assumption more or less than the example says is a finding."""
    rules = read_rule_set("ox-2011-1")
    example = WorkedExample(title="One", inputs={"users": 1}, results={"middleware-minimum": 2})
    assert list(check_rule_set(_with(rules, example))) == []
    found = [finding.code for finding in check_rule_set(_with(rules, dataclasses.replace(example, **changes)))]
    assert found == ["rule-set-example"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ({"middleware": {"count": 2, "count_recommended": 3, "Memory": 64, "Memory of a node": 32}}, None),
        ({"middleware": {"count": 3}}, "rule-set-example"),
        ({"middleware": {"Memory": 32}}, "rule-set-example"),
        ({"midleware": {"count": 2}}, "rule-set-unknown-name"),
        ({"middleware": {"Storage": 2}}, "rule-set-unknown-name"),
        ({"file-server": {"count_recommended": 1}}, "rule-set-unknown-name"),
    ],
)
def test_an_example_proves_the_lines_of_the_result(lines: dict[str, Any], code: str | None) -> None:
    """Counts and totals are compared, by the names that the result has; what is not named is not compared."""
    example = WorkedExample(title="One", inputs={"users": 1}, results={}, lines=lines)
    found = [finding.code for finding in check_rule_set(_with(read_rule_set("ox-2011-1"), example))]
    assert found == ([code] if code else [])


def _users(users: int) -> tuple[SizingInput, ...]:
    return (SizingInput(input="users", value=users, basis=InputBasis.MEASURED),)


@pytest.mark.parametrize(("users", "provisioning"), [(1, 0), (400_000, 0), (500_000, 0), (500_001, 1), (1_000_000, 1)])
def test_the_tutorial_of_2011(users: int, provisioning: int) -> None:
    """Two or three OX servers and two databases of 32 GB and 8 cores; above 500,000 mailboxes one for provisioning."""
    result = calculate_sizing(read_rule_set("ox-2011-1"), _users(users))
    lines = {line.id: line for line in result.lines}
    middleware, database = lines["middleware"], lines["database"]
    assert (middleware.count, middleware.count_recommended, database.count) == (2, 3, 2)
    assert [(measure.value, measure.total, measure.total_recommended) for measure in middleware.measures] == [
        (32, 64, 96),
        (8, 16, 24),
    ]
    assert [(measure.value, measure.total) for measure in database.measures] == [(32, 64), (8, 16)]
    assert (lines["file-server"].count, lines["provisioning"].count) == (1, provisioning)
    assert [measure.value for measure in lines["provisioning"].measures] == [16, 4]
    assert result.warnings == ()


def test_beyond_a_million_users_the_tutorial_says_nothing() -> None:
    """Outside its validity the result carries the warning."""
    (warning,) = calculate_sizing(read_rule_set("ox-2011-1"), _users(1_000_001)).warnings
    assert dict(warning.values)["value"] == 1_000_001


def test_no_published_ratio_is_an_unmarked_default() -> None:
    """Every default says where it comes from; the ratios of accounts to sessions are marked as assumed."""
    for definition in read_rule_set("groupware-sessions-1").inputs:
        if definition.default is None:
            continue
        if definition.default_basis == "assumed":
            assert definition.default_note.startswith("assumed: ")
            assert "calibrate by POC or load test" in definition.default_note
        else:
            assert "Open-Xchange" in definition.default_source
        if definition.id.endswith("accounts-per-session"):
            assert definition.default_basis == "assumed"


def test_an_example_that_does_not_come_out_is_located() -> None:
    """The finding stands at the differing cell and says both values."""
    rules = read_rule_set("ox-2011-1")
    text = (ROOT / "docs/sizing/ox-2011-1.yml").read_text().replace("middleware-memory: 32", "middleware-memory: 33")
    found = list(check_rule_set(read_rule_set_text(text.encode())))
    assert [finding.code for finding in found] == ["rule-set-example"] * 2
    assert "expects 33 for middleware-memory; the rules give 32" in found[0].problem
    line = text.splitlines()[found[0].location.line - 1]
    assert "middleware-memory: 33" in line
    assert rules.id == "ox-2011"


def test_an_example_may_expect_that_no_rule_matches() -> None:
    """Null is compared like any value, and a fraction in quotes is exact."""
    rules = read_rule_set("ox-2011-1")
    example = WorkedExample(title="None", inputs={"users": 1}, results={"provisioning-nodes": None})
    assert [finding.code for finding in check_rule_set(_with(rules, example))] == ["rule-set-example"]
    third = WorkedExample(title="Third", inputs={"users": 1}, results={"mailboxes": "3/3"})
    assert list(check_rule_set(_with(rules, third))) == []


def _with(rules: RuleSet, example: WorkedExample) -> RuleSet:
    return dataclasses.replace(rules, examples=(example,))


def test_defaults_alone_mark_every_figure_as_assumed() -> None:
    """Without measured parameters no figure of groupware-sessions passes as certain, but for the database's memory."""
    users = tuple(
        SizingInput(input=name, value=100, basis=InputBasis.MEASURED)
        for name in ("webmail-users", "groupware-users", "mobile-users")
    )
    result = calculate_sizing(read_rule_set("groupware-sessions-1"), users)
    assert [step.rule for step in result.working if not step.assumed] == ["database-memory"]
    sessions = result.figure("sessions")
    assert sessions is not None
    assert sessions.rounded_from == Fraction(134, 20) + Fraction(134, 5) + Fraction(134, 2)


def test_the_schema_knows_exactly_the_operators_of_the_language() -> None:
    """Completion in an editor offers what the engine understands, with the same words."""
    schema = json.loads((ROOT / "schemas/rule-set.schema.json").read_text(encoding="utf-8"))
    described = schema["$defs"]["expression"]["properties"]
    assert {name: item["description"] for name, item in described.items()} == {
        name: operator.summary for name, operator in OPERATORS.items()
    }
