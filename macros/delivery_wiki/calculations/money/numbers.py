"""Numbers of a project that another country would read otherwise, and amounts finer than their currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from delivery_wiki.calculations.money.minor_units import decimal_places, rounded
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.texts.plain_number import (
    GROUP,
    TwoReadings,
    as_digits,
    places_of,
    shortest,
    two_readings,
    with_one_more_digit,
)

ELSEWHERE = frozenset(("issued", "sizing"))  # frozen long ago; read by the kinds of the rule set's inputs


def check_numbers(project: Project) -> Iterator[Finding]:
    """Every number of a project: an amount that can be read in two ways is refused, another number is warned of."""
    yield from _check_fields(project, "", ELSEWHERE)


def _check_fields(record: Any, currency: str, without: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """The numbers of a record and of those below it; its own currency, or the one above, is that of its amounts."""
    currency = getattr(record, "currency", currency)
    for name, is_amount in _fields_of(record):
        value = getattr(record, name)
        if name in without:
            continue
        if isinstance(value, Decimal):
            place = record.location.at(name)
            yield from check_amount(name, value, currency, place) if is_amount else check_number(name, value, place)
        for item in value if isinstance(value, tuple) else (value,):
            if is_dataclass(item) and not isinstance(item, Location):
                yield from _check_fields(item, currency)


def _fields_of(record: Any) -> tuple[tuple[str, bool], ...]:
    """The names of a record's fields, each with whether it is money."""
    return tuple((field.name, "Amount" in str(field.type)) for field in fields(record))


def check_number(name: str, value: Decimal, place: Location) -> Iterator[Finding]:
    """A warning where a point with three digits behind it may be a thousands mark; one more digit clears it."""
    if found := two_readings(value):
        problem = f"{name} is {found.written}, which elsewhere is read as {found.elsewhere}"
        repair = f"If {found.elsewhere} is meant, write that; if not, write {with_one_more_digit(value)}."
        yield warning("number-three-decimals", place, problem, repair)


def check_amount(name: str, amount: Decimal, currency: str, place: Location) -> Iterator[Finding]:
    """An amount has no more decimals than its currency; three are certain only with a zero behind them."""
    allowed, written = decimal_places(currency), places_of(amount)
    found = two_readings(amount)
    if written <= allowed:
        yield from check_number(name, amount, place)
    elif found and written > allowed:
        yield _two_amounts(name, amount, currency, place, found)
    elif not (allowed == GROUP and written == GROUP + 1 and rounded(amount, currency) == amount):
        yield _too_fine(name, amount, currency, place)


def _two_amounts(name: str, amount: Decimal, currency: str, place: Location, found: TwoReadings) -> Finding:
    here = shortest(rounded(amount, currency))
    repair = f"Write {here} or {found.elsewhere}, whichever is meant."
    return error("number-two-readings", place, f"{name} is {found.problem}", repair)


def _too_fine(name: str, amount: Decimal, currency: str, place: Location) -> Finding:
    """More decimals than the currency has; behind a zero nobody sets a thousands mark."""
    places = decimal_places(currency)
    has = "no decimals" if places == 0 else f"{places} decimals"
    near = Decimal(shortest(rounded(amount, currency)))
    here = with_one_more_digit(near) if two_readings(near) else f"{near:f}"
    other = f" or {as_digits(amount)}, whichever is meant" if abs(amount) >= 1 else ""
    problem = f"{name} is {amount:f}, and an amount{f' in {currency}' if currency else ''} has {has}"
    return error("amount-too-fine", place, problem, f"Write {here}{other}.")
