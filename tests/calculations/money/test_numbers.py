"""Amounts that can be read in two ways, or that are finer than their currency, are refused wherever they stand."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from babel.numbers import list_currencies

from delivery_wiki.calculations.money.numbers import check_amount, check_number
from delivery_wiki.model import project
from delivery_wiki.model.finding import Location

ROOT = Path(__file__).parents[3]
PLACE = Location(file="projects/mail/sow/basic.yml", line=1, column=1)


def told(amount: str, currency: str) -> list[tuple[str, str]]:
    """Codes and repairs of an amount."""
    return [(finding.code, finding.repair) for finding in check_amount("rate", Decimal(amount), currency, PLACE)]


@pytest.mark.parametrize(
    ("amount", "currency", "code", "repair"),
    [
        ("1.180", "EUR", "number-two-readings", "Write 1.18 or 1180, whichever is meant."),
        ("18.000", "EUR", "number-two-readings", "Write 18 or 18000, whichever is meant."),
        ("-6.500", "USD", "number-two-readings", "Write -6.5 or -6500, whichever is meant."),
        ("12.345", "", "number-two-readings", "Write 12.35 or 12345, whichever is meant."),
        ("5.000", "JPY", "number-two-readings", "Write 5 or 5000, whichever is meant."),
        ("81.67", "RSD", "amount-too-fine", "Write 82 or 8167, whichever is meant."),
        ("1200.00", "JPY", "amount-too-fine", "Write 1200 or 120000, whichever is meant."),
        ("12.3456", "EUR", "amount-too-fine", "Write 12.35 or 123456, whichever is meant."),
        ("0.125", "EUR", "amount-too-fine", "Write 0.13."),
        ("5.0000", "EUR", "amount-too-fine", "Write 5 or 50000, whichever is meant."),
        ("1.250", "KWD", "number-three-decimals", "If 1250 is meant, write that; if not, write 1.2500."),
        ("1.250", "CLF", "number-three-decimals", "If 1250 is meant, write that; if not, write 1.2500."),
        ("1.2505", "KWD", "amount-too-fine", "Write 1.2510 or 12505, whichever is meant."),
    ],
)
def test_an_amount_that_is_not_certain_is_told_with_both_readings(
    amount: str, currency: str, code: str, repair: str
) -> None:
    """What to write for the one and for the other; three decimals of a dinar are certain with a zero behind them."""
    assert told(amount, currency) == [(code, repair)]


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("1180", "EUR"), ("1180.00", "EUR"), ("1.5", "EUR"), ("1.2500", "KWD"), ("0.125", "KWD"), ("1.2505", "CLF")],
)
def test_an_amount_in_whole_minor_units_is_accepted(amount: str, currency: str) -> None:
    """With as many decimals as its currency has, or fewer."""
    assert told(amount, currency) == []


@pytest.mark.parametrize("currency", sorted(list_currencies()))
def test_each_repair_is_accepted_when_it_is_followed(currency: str) -> None:
    """In every currency of CLDR, for every number of decimals: either of the numbers that are offered passes."""
    for amount in ("81.6", "81.67", "81.675", "81.6755", "81.67555", "-1.180"):
        for finding in check_amount("rate", Decimal(amount), currency, PLACE):
            offered = [word.strip(".,;") for word in finding.repair.split() if word.strip("-.,;")[:1].isdigit()]
            assert offered
            for number in offered:
                assert not list(check_amount("rate", Decimal(number), currency, PLACE)), (amount, number)


def test_another_number_is_warned_of_until_one_more_digit_is_written() -> None:
    """A factor may have three decimals."""
    (finding,) = check_number("days", Decimal("3.125"), PLACE)

    assert finding.severity.value == "warning"
    assert finding.repair == "If 3125 is meant, write that; if not, write 3.1250."
    assert not list(check_number("days", Decimal("3.1250"), PLACE))


def test_every_key_of_money_is_a_field_that_is_checked_as_money() -> None:
    """A key of the schemas that refers to `amount` has the type Amount in the model."""
    keys = {
        name
        for path in (ROOT / "schemas").glob("*.schema.json")
        for name in _amounts(json.loads(path.read_text("utf-8")))
    }
    types = {
        (record.__name__, field.name): str(field.type)
        for found in iter_modules(project.__path__, f"{project.__name__}.")
        for record in vars(import_module(found.name)).values()
        if isinstance(record, type) and hasattr(record, "__dataclass_fields__")
        for field in fields(record)
        if field.name in keys and ("Amount" in str(field.type) or "Decimal" in str(field.type))
    }

    assert keys == {name for _, name in types}
    assert {key for key, kind in types.items() if "Amount" not in kind} == set()


def _amounts(node: object) -> set[str]:
    """The names of the properties that refer to the definition of amounts."""
    found: set[str] = set()
    if isinstance(node, dict):
        for name, child in node.items():
            if isinstance(child, dict) and str(child.get("$ref", "")).endswith("#/$defs/amount"):
                found.add(name)
            found |= _amounts(child)
    for child in node if isinstance(node, list) else ():
        found |= _amounts(child)
    return found
