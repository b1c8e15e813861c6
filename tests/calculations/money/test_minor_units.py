"""Minor units are those of CLDR for every currency, and what is printed adds up to the last unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from babel import Locale
from babel.numbers import list_currencies, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.minor_units import decimal_places, instalments, minor_unit, rounded
from delivery_wiki.model.project.statement_of_work_terms import (
    Price,
    PriceBasis,
    SellRate,
    StatementOfWork,
    WorkPackage,
)
from delivery_wiki.pages.documents.amounts import plain_money
from delivery_wiki.pages.elements.words import Words

CURRENCIES = sorted(list_currencies())
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=4)
# What each share weighs in hundredths of a percent: some cuts of a hundred percent.
CUTS = st.lists(st.integers(min_value=0, max_value=10_000), max_size=8)


def read_back(text: str, language: str) -> Decimal:
    """A printed amount as a number again."""
    return parse_decimal(text.removesuffix("\xa0" + text[-3:]), locale=Locale.parse(language))


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("0.005", "EUR", "0.01"),
        ("2.675", "EUR", "2.68"),
        ("-0.005", "EUR", "-0.01"),
        ("100.5", "JPY", "101"),
        ("1.0005", "KWD", "1.001"),
        ("81.67", "RSD", "82"),
        ("81.5", "IQD", "82"),
        ("0.00005", "CLF", "0.0001"),
        ("1.005", "", "1.01"),
        ("12345678901234567890123456789012345.675", "EUR", "12345678901234567890123456789012345.68"),
    ],
)
def test_amounts_are_rounded_half_up_to_the_minor_unit(amount: str, currency: str, expected: str) -> None:
    """Not to even, however long the number is, and a yen or a dinar of Serbia has no parts."""
    assert str(rounded(Decimal(amount), currency)) == expected


@pytest.mark.parametrize("currency", CURRENCIES)
def test_each_currency_is_printed_with_the_places_to_which_it_is_rounded(currency: str) -> None:
    """One table for both: an amount that was rounded reads the same when it is printed and read again."""
    for language in ("en", "de"):
        words = Words(language=language)
        for amount in (Decimal("81.67"), Decimal("0.5"), Decimal("1234567.0005"), Decimal("-81.5")):
            own = rounded(amount, currency)
            assert own.as_tuple().exponent == -decimal_places(currency)
            assert read_back(words.money(amount, currency), language) == own
            assert parse_decimal(plain_money(words, amount, currency), locale=words.locale) == own


@pytest.mark.parametrize("currency", CURRENCIES)
def test_three_printed_lines_add_up_to_the_printed_total(currency: str) -> None:
    """82 + 82 + 82 = 246, and with two places 81.67 + 81.67 + 81.67 = 245.01."""
    sow = priced([Decimal(1), Decimal(1), Decimal(1)], Decimal("81.67"), currency)
    printed = printed_lines(sow)

    assert sum(printed[:-1]) == printed[-1]
    assert printed[-1] == 3 * rounded(Decimal("81.67"), currency)


@given(
    st.lists(st.decimals(min_value=0, max_value=500, places=3), min_size=1, max_size=12),
    AMOUNTS,
    st.sampled_from(CURRENCIES),
)
def test_the_printed_lines_of_any_work_add_up_to_the_printed_total(
    days: list[Decimal], rate: Decimal, currency: str
) -> None:
    """The sum of what a reader sees, read back from the print, in any currency."""
    *lines, total = printed_lines(priced(days, rate, currency))

    assert sum(lines) == total


@given(AMOUNTS, CUTS, st.sampled_from(CURRENCIES))
def test_instalments_add_up_to_the_total_and_none_is_negative(total: Decimal, cuts: list[int], currency: str) -> None:
    """However a hundred percent is cut, and each is within a unit of its exact share for all that come before."""
    percents = percents_of(cuts)
    amounts = instalments(total, percents, currency)

    assert sum(amounts) == rounded(total, currency)
    assert all(amount >= 0 and amount == rounded(amount, currency) for amount in amounts)
    for amount, percent in zip(amounts[:-1], percents[:-1], strict=True):
        exact = Fraction(total) * Fraction(percent) / 100
        assert Fraction(amount) - exact <= Fraction(minor_unit(currency)) / 2


def test_the_last_instalment_takes_what_is_left_and_never_less_than_nothing() -> None:
    """Two cents in four quarters are two cents, not three and a debt."""
    assert instalments(Decimal("100.01"), [Decimal("33.3"), Decimal("66.7")], "EUR") == (
        Decimal("33.30"),
        Decimal("66.71"),
    )
    assert sum(instalments(Decimal("0.02"), [Decimal(25)] * 4, "EUR")) == Decimal("0.02")
    assert min(instalments(Decimal("0.02"), [Decimal(25)] * 4, "EUR")) == 0


def test_shares_that_are_not_the_whole_are_only_rounded() -> None:
    """A plan of payments that is wrong keeps its mistake visible; a finding names it."""
    assert instalments(Decimal(100), [Decimal(30), Decimal(30)], "EUR") == (Decimal("30.00"), Decimal("30.00"))


def percents_of(cuts: Sequence[int]) -> list[Decimal]:
    """The pieces between the cuts of a hundred percent."""
    ends = [0, *sorted(cuts), 10_000]
    return [Decimal(after - before) / 100 for before, after in pairwise(ends)]


def priced(days: Sequence[Decimal], rate: Decimal, currency: str) -> StatementOfWork:
    """A statement of work with one package for each number of days, at one rate."""
    packages = tuple(
        WorkPackage(id=f"WP-{number}", title="Work", role="consultant", days=day)
        for number, day in enumerate(days, start=1)
    )
    price = Price(
        basis=PriceBasis.TIME_AND_MATERIAL, currency=currency, rates=(SellRate(role="consultant", rate=rate),)
    )
    return StatementOfWork(topic="mail", title="Mail", work_packages=packages, price=price)


def printed_lines(sow: StatementOfWork) -> list[Decimal]:
    """The amounts of the lines and the total, as they are printed and read back."""
    words, sums = Words(language="de"), figures(sow)
    amounts = [*(line.amount for line in sums.lines), sums.total]
    return [parse_decimal(plain_money(words, amount, sums.currency), locale=words.locale) for amount in amounts]
