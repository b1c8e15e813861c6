"""What published sizing guides ask of a rule language, each need as a rule with the result that is published for it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from delivery_wiki.calculations.sizing.units import convert
from delivery_wiki.model.sizing import OutputComponent, OutputMeasure
from tests.calculations.rule_set_files import NAMES, read_rule_set
from tests.calculations.sizing.test_sizing_language import faults, rule_set, value_of

QUOTAS = {"mail": {"2 GB": 1}, "collaboration": {"4 GB": 2}, "MAPI": {"10 GB": 5, "50 GB": 25}}


def clamped(value: object) -> object:
    """A base, and a block for every started 200, at least 1 and at most 5 blocks."""
    blocks = {"round-up": {"value": {"divide": [value, 200]}}}
    return {"add": [4, {"multiply": [8, {"minimum-of": [5, {"maximum-of": [1, blocks]}]}]}]}


def by_profile_and_quota(profile: str, quota: str) -> object:
    """Units of an account in two dimensions."""
    tables = {name: {"lookup": {"by": quota, "values": units}} for name, units in QUOTAS.items()}
    return {"lookup": {"by": profile, "values": tables}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # A weighted sum of users by class: BlueMind's units.
        ({"add": [300, {"multiply": [200, 2]}, {"multiply": [100, 5]}]}, 1200),
        # Steps with a stated bound and an open last band with a rate: BlueMind's cores.
        ({"steps": {"value": 7500, "bands": [{"above": 6000, "gives": {"divide": [7500, 500]}}]}}, 15),
        # A ceiling for each block with base, least and most: Jitsi's bridges.
        (clamped(450), 28),
        (clamped(0), 12),
        (clamped(100_000), 44),
        # A threshold that adds a component: Open-Xchange above 500,000 mailboxes.
        ({"when": {"condition": {"more-than": [500_000, 500_000]}, "then": 1, "else": 0}}, 0),
        # Another type of node, so that a count falls where users rise.
        ({"steps": {"value": 80_000, "bands": [{"up-to": 50_000, "gives": 10}, {"above": 50_000, "gives": 6}]}}, 6),
        # A chain with a stated rounding step: Alibaba's factor.
        ({"multiply": [100, 2, {"round-half-up": {"value": {"divide": [550, 323]}, "to": Decimal("0.1")}}]}, 340),
        # A percentage in reserve, the parts, and that they add up: the Exchange cache.
        ({"equal-to": [{"add": [Decimal("7.2"), Decimal("4.8")]}, {"percent-of": {"percent": 25, "value": 48}}]}, True),
        # A mode switch: federation.
        ({"when": {"condition": {"input": "federation"}, "then": 15, "else": 10}}, 15),
        # Two dimensions: BlueMind 5.5 by profile and quota; what is not in the table has no result.
        (by_profile_and_quota("MAPI", "50 GB"), 25),
        (by_profile_and_quota("MAPI", "10 GB"), 5),
        (by_profile_and_quota("mail", "50 GB"), None),
        # Peak against sustained load, with a tolerance of 15 %.
        ({"at-most": [115, {"percent-of": {"percent": 115, "value": 100}}]}, True),
        ({"at-most": [116, {"percent-of": {"percent": 115, "value": 100}}]}, False),
        # Headroom as a line of its own: a quarter to a half more.
        ({"percent-of": {"percent": 25, "value": 1000}}, 250),
        # Months to years.
        ({"multiply": [Decimal("36.6"), 12]}, Fraction("439.2")),
    ],
)
def test_a_need_of_a_published_guide_can_be_written(value: object, expected: object) -> None:
    """Each is sound and gives what is published, without an operator of its own."""
    shown = OutputComponent(id="line", title="Line", measures=(OutputMeasure(title="Figure", rule="r0"),))
    assert faults(rule_set(value, outputs=(shown,))) == []
    assert value_of(value) == expected


def test_decimal_and_binary_units_are_kept_apart() -> None:
    """36.6 MiB are not 36.6 MB."""
    assert convert(Fraction("36.6"), "MiB", "MB") == Fraction("38.3778816")


def test_results_may_be_ranges() -> None:
    """At least and recommended: two or three servers, four to twenty pods."""
    ranged = {
        (rules.id, line.id)
        for rules in (read_rule_set(name) for name in NAMES)
        for line in rules.outputs
        if line.count_recommended
    }
    assert {("ox-2011", "middleware"), ("opendesk-2025", "nextcloud"), ("nextcloud", "application")} <= ranged
