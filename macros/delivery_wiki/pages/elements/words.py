"""Words, dates, numbers and money in the reader's language; English texts are the message ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from delivery_wiki.calculations.base.readable_digits import shortened
from delivery_wiki.calculations.money.minor_units import decimal_places, rounded
from delivery_wiki.calculations.sizing.unit_words import PLURALS
from delivery_wiki.model.status import Message, MessageValue

MAXIMUM_DIGITS = 5_000  # a shown number is never rounded by the way it is written

Exact = int | Decimal | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A language: its catalogue (message id -> translation) and its CLDR formats."""

    language: str = "en"
    catalogue: Mapping[str, str] = field(default_factory=dict)

    @property
    def locale(self) -> Locale:
        """The CLDR locale of the language tag."""
        return Locale.parse(self.language.replace("-", "_"))

    def __call__(self, text: str, **values: object) -> str:
        """The text in the reader's language, its {names} filled in; a text without translation stays English."""
        found = self.catalogue.get(text, text)
        return found.format(**values) if values else found

    def counted(self, count: Exact, singular: str, plural: str, **values: object) -> str:
        """The text for one thing or the one for several, which may use {count}.

        Each is a message id of its own; a language with more than two forms words the second to fit every number.
        """
        return self(singular if count == 1 else plural, count=self.number(count), **values)

    def message(self, message: Message) -> str:
        """A computed message in the reader's language; dates and numbers in its formats."""
        return self(message.text, **{name: self._value(value) for name, value in message.values})

    def _value(self, value: MessageValue) -> str:
        if isinstance(value, tuple):
            return ", ".join(self._value(item) for item in value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, str):
            return self.catalogue.get(value, value)
        return self.number(value)

    def date(self, day: dt.date, *, weekday: bool = False) -> str:
        """A date in the medium format of the locale; with the weekday where somebody must act."""
        text = format_date(day, "medium", locale=self.locale)
        return f"{format_date(day, 'EEE', locale=self.locale)} {text}" if weekday else text

    def day_of_month(self, day: dt.date) -> str:
        """A date without its year, beside one that has it."""
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def listed(self, names: Sequence[str]) -> str:
        """Names one after another, with the word for "and" before the last."""
        return format_list(list(names), locale=self.locale)

    def relative(self, day: dt.date, on: dt.date) -> str:
        """How far a date is from the as-of date: "in 6 days", "3 days ago"."""
        if day == on:
            return self("today")
        return str(
            format_timedelta(
                dt.timedelta(days=(day - on).days),
                granularity="day",
                threshold=99999,
                add_direction=True,
                locale=self.locale,
            )
        )

    def number(self, value: Exact, *, places: int | None = None) -> str:
        """A number with the locale's separators; one whose digits do not end is rounded, for nobody signs dots."""
        if isinstance(value, Fraction):
            return self._fraction(value, places)
        with localcontext(prec=MAXIMUM_DIGITS):
            if places is None:
                exponent = value.normalize().as_tuple().exponent if isinstance(value, Decimal) else 0
                places = max(0, -exponent) if isinstance(exponent, int) else 0
            pattern = "#,##0." + "0" * places if places else "#,##0"
            return str(format_decimal(value, format=pattern, locale=self.locale))

    def _fraction(self, value: Fraction, places: int | None) -> str:
        if value.denominator == 1:
            return self.number(value.numerator, places=places)
        shown = 4 if places is None else places
        scaled = Decimal(int(value * 10**shown)).scaleb(-shown)
        if Fraction(scaled) == value:
            return self.number(scaled, places=places)
        near = shortened(value) if places is None else Fraction(round(value, places))
        return self.number(Decimal(near.numerator) / Decimal(near.denominator), places=places)

    def quantity(self, value: Exact, unit: str) -> str:
        """A number with its unit, in the plural where the product knows it and the number is not one."""
        if not unit:
            return self.number(value)
        return f"{self.number(value)} {self(unit if abs(value) == 1 else PLURALS.get(unit, unit))}"

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount in the currency's minor unit, with its code."""
        places = decimal_places(currency)
        pattern = ("#,##0." + "0" * places if places else "#,##0") + "\xa0¤¤"
        with localcontext(prec=MAXIMUM_DIGITS):
            shown = rounded(amount, currency)
            return str(format_currency(shown, currency, format=pattern, locale=self.locale, currency_digits=False))

    def days(self, days: Decimal) -> str:
        """Person-days."""
        return self.number(days)
