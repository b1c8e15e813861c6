"""Whether an answer in words states a number in a unit that is asked for."""

from __future__ import annotations

import pytest

from delivery_wiki.calculations.sizing.stated_units import measures_of, needs_unit, states_number

COUNTED, QUOTA, SHARE = ("user", "mailbox"), ("GB",), ("percent",)


@pytest.mark.parametrize(
    ("text", "units", "is_stated"),
    [
        ("84.000", COUNTED, True),
        ("about 84,000 mailboxes", COUNTED, True),
        ("84.000, each of 5 GB", COUNTED, True),
        ("5 GB", COUNTED, False),
        ("We shall see.", COUNTED, False),
        ("3 %", COUNTED, False),
        ("5 GB", QUOTA, True),
        ("500MiB", QUOTA, True),
        ("2 gb", QUOTA, True),
        ("40 Gbit", QUOTA, True),
        ("5", QUOTA, False),
        ("5 hours", QUOTA, False),
        ("5 %", QUOTA, False),
        ("12", SHARE, True),
        ("12,5 %", SHARE, True),
        ("12 GB", SHARE, False),
        ("5 GB", (), True),
        ("none", (), False),
        ("5", (*COUNTED, *QUOTA), True),
    ],
)
def test_a_number_has_the_unit_that_is_asked_for(text: str, units: tuple[str, ...], is_stated: bool) -> None:
    """One that converts into it is as good, a bare one counts things, and a size without a unit says nothing."""
    assert states_number(text, units) is is_stated


def test_the_sheet_knows_which_measures_fit() -> None:
    """Those of the same kind; all where nobody knows the unit."""
    assert {"GB", "MiB", "kbit"} <= set(measures_of(QUOTA))
    assert "%" not in measures_of(QUOTA)
    assert measures_of(COUNTED) == ()
    assert "%" in measures_of(())
    assert needs_unit(QUOTA)
    assert not needs_unit((*COUNTED, *QUOTA))
