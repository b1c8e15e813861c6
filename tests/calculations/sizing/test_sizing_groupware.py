"""The rule set groupware-sessions against the same formulas written as plain Python with exact fractions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import RuleSet
from tests.calculations.rule_set_files import read_rule_set
from tests.tries import tries

DEFAULTS: Mapping[str, int | Decimal] = {
    "growth-percent": 10,
    "growth-years": 3,
    "webmail-accounts-per-session": 20,
    "groupware-accounts-per-session": 5,
    "mobile-accounts-per-session": 2,
    "sessions-per-node": 2000,
    "heap-per-session": 4,
    "memory-per-session": 1,
    "system-memory": 6,
    "sessions-per-core": 250,
    "middleware-spare-nodes": 1,
    "database-per-user": 1,
    "database-cached-percent": 20,
    "database-node-memory": 48,
    "database-buffer-memory": 32,
    "database-copies": 2,
    "webmail-quota": 1,
    "groupware-quota": 5,
    "mobile-quota": 5,
    "mailbox-fill-percent": 40,
    "filestore-quota": 1,
    "filestore-fill-percent": 20,
    "storage-reserve-percent": 20,
    "users-per-mail-node": 25000,
    "mail-spare-nodes": 1,
    "filestore-spare-nodes": 1,
    "storage-per-filestore-node": 50000,
    "balancer-spare-nodes": 1,
    "sessions-per-balancer": 50000,
    "iops-per-session": Decimal("0.5"),
    "bandwidth-per-session": 20,
}


def up(value: Fraction, to: int = 1) -> Fraction:
    """The next multiple."""
    return Fraction(math.ceil(value / to) * to)


def model(inputs: Mapping[str, int | Decimal]) -> dict[str, Fraction]:
    """The formulas of the rule set once more, without the engine."""
    get = {name: Fraction(value) for name, value in {**DEFAULTS, **inputs}.items()}
    growth = (1 + get["growth-percent"] / 100) ** int(get["growth-years"])
    reserve = 1 + get["storage-reserve-percent"] / 100
    r: dict[str, Fraction] = {}
    for client in ("webmail", "groupware", "mobile"):
        r[f"{client}-planned"] = up(get[f"{client}-users"] * growth)
        r[f"{client}-sessions"] = r[f"{client}-planned"] / get[f"{client}-accounts-per-session"]
    r["users-planned"] = r["webmail-planned"] + r["groupware-planned"] + r["mobile-planned"]
    r["sessions"] = up(r["webmail-sessions"] + r["groupware-sessions"] + r["mobile-sessions"])
    r["middleware-nodes"] = up(r["sessions"] / get["sessions-per-node"]) + get["middleware-spare-nodes"]
    r["middleware-heap"] = up(get["sessions-per-node"] * get["heap-per-session"] / 1000)
    other = get["sessions-per-node"] * get["memory-per-session"] / 1000
    r["middleware-memory"] = up(r["middleware-heap"] + other + get["system-memory"], 4)
    r["middleware-cores"] = up(get["sessions-per-node"] / get["sessions-per-core"], 2)
    r["database-size"] = r["users-planned"] * get["database-per-user"] / 1000
    cached = r["database-size"] * get["database-cached-percent"] / 100
    r["database-clusters"] = max(Fraction(1), up(cached / get["database-buffer-memory"]))
    r["database-nodes"] = r["database-clusters"] * get["database-copies"]
    r["database-memory"] = get["database-node-memory"]
    r["database-storage"] = up(r["database-size"] * reserve, 10) * get["database-copies"]
    quotas = sum(r[f"{client}-planned"] * get[f"{client}-quota"] for client in ("webmail", "groupware", "mobile"))
    r["mail-content"] = quotas * get["mailbox-fill-percent"] / 100
    r["mail-storage"] = up(r["mail-content"] * reserve, 100)
    r["mail-nodes"] = up(r["users-planned"] / get["users-per-mail-node"]) + get["mail-spare-nodes"]
    files = (r["groupware-planned"] + r["mobile-planned"]) * get["filestore-quota"]
    r["filestore-content"] = files * get["filestore-fill-percent"] / 100
    r["filestore-storage"] = up(r["filestore-content"] * reserve, 100)
    stores = up(r["filestore-storage"] / get["storage-per-filestore-node"])
    r["filestore-nodes"] = max(Fraction(1), stores) + get["filestore-spare-nodes"]
    r["balancer-nodes"] = up(r["sessions"] / get["sessions-per-balancer"]) + get["balancer-spare-nodes"]
    r["iops"] = up(r["sessions"] * get["iops-per-session"])
    r["bandwidth"] = up(r["sessions"] * get["bandwidth-per-session"] / 1000)
    for part, content in (("database", "size"), ("mail", "content"), ("filestore", "content")):
        r[f"{part}-headroom"] = r[f"{part}-{content}"] * get["storage-reserve-percent"] / 100
    return {name: Fraction(value) for name, value in r.items()}


def sizing_inputs(values: Mapping[str, int | Decimal]) -> tuple[SizingInput, ...]:
    """Measured inputs."""
    return tuple(SizingInput(input=name, value=value, basis=InputBasis.MEASURED) for name, value in values.items())


def results(rules: RuleSet, values: Mapping[str, int | Decimal]) -> dict[str, Any]:
    """All results by rule."""
    return {step.rule: step.value for step in calculate_sizing(rules, sizing_inputs(values)).working}


@pytest.fixture(scope="module", name="rules")
def _rules() -> RuleSet:
    return read_rule_set("groupware-sessions-1")


@st.composite
def any_inputs(draw: st.DrawFn) -> dict[str, int | Decimal]:
    """Values within the range of every input; each but the accounts may be left to its default."""
    values: dict[str, int | Decimal] = {}
    for definition in read_rule_set("groupware-sessions-1").inputs:
        if definition.default is None or draw(st.booleans()):
            low, high = int(definition.minimum or 0), int(definition.maximum or 0)
            whole = st.integers(low, high)
            tenths = st.integers(low * 10, high * 10).map(lambda tenth: Decimal(tenth).scaleb(-1))
            values[definition.id] = draw(whole if definition.kind == "integer" else st.one_of(whole, tenths))
    return values


@given(values=any_inputs())
@tries(60)
def test_the_rules_equal_an_independent_model(values: dict[str, int | Decimal]) -> None:
    """Every rule gives the same fraction as the same formula in plain Python."""
    assert results(read_rule_set("groupware-sessions-1"), values) == model(values)


NEEDS_MORE = (
    "webmail-users",
    "groupware-users",
    "mobile-users",
    "growth-percent",
    "growth-years",
    "webmail-quota",
    "groupware-quota",
    "mobile-quota",
    "filestore-quota",
    "middleware-spare-nodes",
    "mail-spare-nodes",
    "database-copies",
)


@given(values=any_inputs(), name=st.sampled_from(NEEDS_MORE), share=st.integers(1, 100))
@tries(60)
def test_more_never_needs_less(values: dict[str, int | Decimal], name: str, share: int) -> None:
    """More users, bigger quotas, more growth or higher availability never lower a figure."""
    rules = read_rule_set("groupware-sessions-1")
    maximum = next(int(definition.maximum or 0) for definition in rules.inputs if definition.id == name)
    before = values.get(name, DEFAULTS.get(name, 0))
    more = {**values, name: min(maximum, before + (maximum - int(before)) * share // 100)}
    less, greater = results(rules, {**values, name: before}), results(rules, more)
    assert [rule for rule, value in greater.items() if value < less[rule]] == []


@given(values=any_inputs(), data=st.data())
@tries(25)
def test_the_order_of_inputs_does_not_matter(values: dict[str, int | Decimal], data: st.DataObject) -> None:
    """Inputs are named, not numbered."""
    rules = read_rule_set("groupware-sessions-1")
    shuffled = dict(data.draw(st.permutations(list(values.items()))))
    assert calculate_sizing(rules, sizing_inputs(values)) == calculate_sizing(rules, sizing_inputs(shuffled))


def test_the_three_sizes_differ(rules: RuleSet) -> None:
    """10,000, 100,000 and 1,000,000 accounts come out visibly different."""
    sizes = [results(rules, inputs) for inputs in SIZES]
    for rule in ("sessions", "middleware-nodes", "mail-storage", "filestore-storage", "bandwidth", "mail-nodes"):
        assert len({size[rule] for size in sizes}) == 3, rule


SIZES = tuple(
    {"webmail-users": 6 * tenth, "groupware-users": 3 * tenth, "mobile-users": tenth}
    for tenth in (1_000, 10_000, 100_000)
)


def test_each_line_of_the_result_multiplies_what_a_node_has() -> None:
    """Memory, heap and cores are of one node, so that a total counts the nodes; storage and traffic are of all.

    10,000 accounts, worked out by hand from the guide's own example: two nodes of each kind.
    """
    users = {"webmail-users": 6000, "groupware-users": 3000, "mobile-users": 1000}
    given = tuple(SizingInput(input=name, value=value, basis=InputBasis.MEASURED) for name, value in users.items())
    result = calculate_sizing(read_rule_set("groupware-sessions-1"), given)
    lines = {
        line.id: (line.count, [(measure.title, measure.value, measure.total) for measure in line.measures])
        for line in result.lines
    }
    assert lines == {
        "balancer": (2, [("Bandwidth", 38, 38)]),
        "middleware": (2, [("Memory", 16, 32), ("Java heap", 8, 16), ("Cores", 8, 16)]),
        "database": (2, [("Memory", 48, 96), ("Storage", 40, 40), ("Headroom", Fraction("2.662"), Fraction("2.662"))]),
        "mail": (
            2,
            [
                ("Storage", 16700, 16700),
                ("Headroom", Fraction("2768.48"), Fraction("2768.48")),
                ("Storage operations", 932, 932),
            ],
        ),
        "filestore": (2, [("Storage", 1300, 1300), ("Headroom", Fraction("212.96"), Fraction("212.96"))]),
    }
