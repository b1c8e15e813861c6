"""The checks of sizing.yml, and how a request becomes results."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.sizing.calculate import size_project, working_of
from delivery_wiki.calculations.sizing.request_checks import check_sizing
from delivery_wiki.model.finding import Location
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import NOWHERE
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.sizing_request import InputBasis, Scenario, SizingInput, SizingOverride, SizingRequest
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.rule_set_files import NAMES, read_rule_set

PIN = Pin(id="groupware-sessions", version="1")
LIBRARY = Library(rule_sets=tuple(read_rule_set(name) for name in NAMES))
USERS = ("webmail-users", "groupware-users", "mobile-users")


def one(name: str, value: int | Decimal | bool | str, unit: str = "") -> SizingInput:
    """A measured input."""
    place = Location(file="projects/test/sizing.yml", line=9, column=5)
    return SizingInput(input=name, value=value, basis=InputBasis.MEASURED, unit=unit, location=place)


BASE = tuple(one(name, 1000) for name in USERS)


def request(*inputs: SizingInput, **changes: Any) -> SizingRequest:
    """A request with the three counts of accounts and more."""
    given = {"rules": PIN, "inputs": (*BASE, *inputs), **changes}
    return SizingRequest(location=Location(file="projects/test/sizing.yml", line=1, column=1), **given)


def found(sizing: SizingRequest) -> list[tuple[str, str]]:
    """The codes and repairs of a request's findings."""
    project = Project(
        slug="test",
        title="Test",
        language="en",
        time_zone="UTC",
        customer="acme",
        process=Pin(id="p", version="1"),
        templates=Pin(id="standard", version="1"),
        sizing=sizing,
        location=NOWHERE,
    )
    return [(finding.code, finding.repair) for finding in check_sizing(project, LIBRARY)]


def test_a_sound_request_has_no_findings() -> None:
    """Inputs with a default need not be given."""
    assert found(request()) == []
    assert found(request(one("webmail-quota", 2, "GiB"), compare_with=Pin(id="ox-2011", version="1"))) == []


@pytest.mark.parametrize(
    ("given", "code", "repair"),
    [
        (one("web-mail-users", 1), "sizing-input-unknown", "Did you mean 'webmail-users'?"),
        (one("webmail-quota", 2, "Gib"), "sizing-input-unit", "GiB is 1,073,741,824 bytes, Gibit"),
        (one("webmail-quota", 2, "Mbit/s"), "sizing-input-unit", ""),
        (one("growth-years", 21), "sizing-input-range", ""),
        (one("growth-years", Decimal("1.5")), "sizing-input-kind", "Write the whole number that is meant, 1 or 2."),
        (one("growth-years", "three"), "sizing-input-kind", "Write plain digits"),
        (one("growth-years", True), "sizing-input-kind", "Write a number."),
        (one("webmail-quota", Decimal("1E+999999999")), "sizing-input-range", ""),
        (one("webmail-quota", Decimal("1E-999999999")), "sizing-input-range", ""),
        (one("webmail-users", 5), "sizing-input-duplicate", "Delete one of them."),
    ],
)
def test_a_wrong_input_is_a_finding(given: SizingInput, code: str, repair: str) -> None:
    """Unknown, doubled, out of range, of the wrong kind or unit: each is said once, with its repair."""
    ((found_code, found_repair),) = found(request(given))
    assert found_code == code
    assert repair in found_repair
    assert size_project(request(given), LIBRARY) is not None


def test_a_misspelt_input_is_not_missing_as_well() -> None:
    """One slip is one finding."""
    first, *others = BASE
    misspelt = replace(first, input=first.input[:-1])
    assert [code for code, _ in found(request(inputs=(misspelt, *others)))] == ["sizing-input-unknown"]


def test_a_missing_input_without_default_is_a_finding() -> None:
    """The three counts of accounts have no default."""
    assert [code for code, _ in found(request(inputs=BASE[:2]))] == ["sizing-input-missing"]


def test_unknown_rule_sets_are_findings() -> None:
    """The pin and the pin to compare with both have to ship."""
    assert found(request(rules=Pin(id="groupware-session", version="1"))) == [
        ("sizing-rules-unknown", "Did you mean 'groupware-sessions 1'?")
    ]
    assert [code for code, _ in found(request(compare_with=Pin(id="x", version="1")))] == ["sizing-rules-unknown"]


def test_wrong_overrides_and_scenarios_are_findings() -> None:
    """An override names an output or a rule, once, in a unit that fits."""
    overrides = (
        SizingOverride(output="midleware", value=3, reason="r"),
        SizingOverride(output="mail-storage", value=3, reason="r", unit="node"),
        SizingOverride(output="middleware", value=3, reason="r"),
        SizingOverride(output="middleware-nodes", value=3, reason="r"),
    )
    scenario = Scenario(id="s", title="S", inputs=(one("webmail-userz", 1),))
    assert sorted(code for code, _ in found(request(overrides=overrides, scenarios=(scenario, scenario)))) == [
        "sizing-input-unknown",
        "sizing-input-unknown",
        "sizing-override-duplicate",
        "sizing-override-unknown",
        "sizing-override-value",
        "sizing-scenario-duplicate",
    ]


def test_a_count_set_by_hand_is_whole() -> None:
    """Two and a half nodes cannot be bought; a figure may be a part, and another unit is asked for by name."""
    half = SizingOverride(output="middleware", value=Decimal("2.5"), reason="r")
    assert found(request(overrides=(half,))) == [("sizing-override-value", "Write a whole number, 2 or 3.")]
    part = SizingOverride(output="mail-storage", value=Decimal("2.5"), reason="r", unit="TB")
    assert found(request(overrides=(part,))) == []
    letters = SizingOverride(output="mail-storage", value=2, reason="r", unit="Tb")
    ((_, repair),) = found(request(overrides=(letters,)))
    assert repair.startswith("TB is 1,000,000,000,000 bytes, TiB is")


def test_an_override_counts_from_there_on_and_keeps_the_computed_value() -> None:
    """Totals follow what was agreed; the computed value stands beside it."""
    override = SizingOverride(output="middleware", value=5, reason="racks of five")
    sized = size_project(request(overrides=(override,)), LIBRARY)
    assert sized is not None
    step, line = sized.result.figure("middleware-nodes"), sized.result.line("middleware")
    assert step is not None
    assert line is not None
    assert (step.computed, step.value, line.count, line.measures[0].total) == (2, 5, 5, 80)
    assert step.override is override


def test_an_override_in_another_unit_is_converted() -> None:
    """10 TB of mail storage are 10,000 GB."""
    override = SizingOverride(output="mail-storage", value=10, unit="TB", reason="bought already")
    sized = size_project(request(overrides=(override,)), LIBRARY)
    assert sized is not None
    assert sized.result.figure("mail-storage").value == 10000


def test_a_unit_is_converted_once_and_what_was_given_is_kept() -> None:
    """1 GiB counts as 1.073741824 GB."""
    sized = size_project(request(one("webmail-quota", 1, "GiB")), LIBRARY)
    assert sized is not None
    used = next(used for used in sized.result.inputs if used.definition.id == "webmail-quota")
    assert (used.value, used.given, used.given_unit) == (Decimal("1.073741824"), 1, "GiB")


def test_scenarios_replace_single_inputs_and_the_comparison_sums_accounts() -> None:
    """A scenario keeps what it does not name; the other rule set's users are the sum of the three classes."""
    scenario = Scenario(id="more", title="More", inputs=(one("mobile-users", 5000),))
    sized = size_project(request(scenarios=(scenario,), compare_with=Pin(id="ox-2011", version="1")), LIBRARY)
    assert sized is not None
    ((title, result),) = sized.scenarios
    assert title == "More"
    assert [used.value for used in result.inputs[:3]] == [1000, 1000, 5000]
    assert sized.comparison is not None
    assert sized.comparison.inputs[0].value == 3000


def test_a_class_without_accounts_does_not_spoil_the_sum() -> None:
    """The range of a summed input holds for the sum, not for each part."""
    inputs = (one("webmail-users", 10), one("groupware-users", 0), one("mobile-users", 0))
    sized = size_project(request(inputs=inputs, compare_with=Pin(id="ox-2011", version="1")), LIBRARY)
    assert sized is not None
    assert sized.comparison is not None
    assert sized.comparison.inputs[0].value == 10


def test_a_missing_input_leaves_a_reason_not_an_error() -> None:
    """Without accounts of one class the sessions have no value, and say why."""
    sized = size_project(request(inputs=BASE[:2]), LIBRARY)
    assert sized is not None
    step = sized.result.figure("mobile-planned")
    assert step is not None
    assert step.value is None
    assert step.reason is not None


def test_the_chain_behind_a_figure_ends_in_it() -> None:
    """Each step comes after those it rests on."""
    sized = size_project(request(), LIBRARY)
    assert sized is not None
    chain = [step.rule for step in working_of(sized.result, "middleware-nodes")]
    assert chain[-2:] == ["sessions", "middleware-nodes"]
    for position, rule in enumerate(chain):
        step = sized.result.figure(rule)
        assert step is not None
        assert set(step.uses) <= set(chain[:position])
