"""What commands answer as JSON: exact, and the same for equal values."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from delivery_wiki.model.process import PartyKind
from delivery_wiki.pages.render.json_text import Json, json_text


def test_every_value_has_one_form() -> None:
    """Numbers are text without an exponent, days are ISO, a choice is its value, letters stay letters."""
    answer: Json = {
        "days": Decimal("10E+1"),
        "amount": Decimal("0.50"),
        "nodes": Fraction(25000, 3),
        "whole": Fraction(8334),
        "on": dt.date(2026, 9, 30),
        "party": PartyKind.CUSTOMER,
        "ids": ("R-1", "R-2"),
        "known": True,
        "nothing": None,
        "title": "Grün",
    }

    text = json_text(answer)

    assert json.loads(text) == {
        "days": "100",
        "amount": "0.50",
        "nodes": "25000/3",
        "whole": "8334",
        "on": "2026-09-30",
        "party": "customer",
        "ids": ["R-1", "R-2"],
        "known": True,
        "nothing": None,
        "title": "Grün",
    }
    assert "Grün" in text


def test_a_value_without_a_form_is_a_fault_of_the_program() -> None:
    """A set has no order, so that its text would differ from run to run."""
    with pytest.raises(TypeError, match="set has no form in JSON"):
        json_text({"ids": {"R-1"}})  # type: ignore[dict-item]  # a set, which it refuses
