"""Tables of margins: price, cost and margin, planned beside forecast, each missing figure with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from delivery_wiki.calculations.money.margins import MarginTotal, Reckoning, SowMargin, total_margins
from delivery_wiki.calculations.money.minor_units import decimal_places, rounded

from ..elements.columns import Column, Columns, register_table
from ..elements.register_parts import NOTHING, parts, with_note
from ..elements.tree import Content, LineBreak, Muted, Number, Table
from ..elements.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginLine:
    """A row of a table of margins; its figures are dashes where nothing is known."""

    title: Content
    planned: Reckoning = field(default_factory=Reckoning)
    forecast: Reckoning = field(default_factory=Reckoning)
    currency: str = ""
    cost_currency: str = ""
    is_total: bool = False


def margin_table(words: Words, head: str, lines: Iterable[MarginLine]) -> Table:
    """Price, cost and margin, planned beside forecast; a currency that all of them have stands in the heads."""
    shown = tuple(lines)
    currencies = {found for line in shown for found in (line.currency, line.cost_currency) if found}
    unit = currencies.pop() if len(currencies) == 1 else ""
    columns: Columns[MarginLine] = (
        Column(head, lambda line: line.title),
        _price_column(words, words("Price, planned"), unit, lambda line: line.planned),
        _price_column(words, words("Price, forecast"), unit, lambda line: line.forecast),
        _cost_column(words, words("Cost, planned"), unit, lambda line: line.planned),
        _cost_column(words, words("Cost, forecast"), unit, lambda line: line.forecast),
        _margin_column(words, words("Margin, planned"), unit, lambda line: line.planned),
        _margin_column(words, words("Margin, forecast"), unit, lambda line: line.forecast),
    )
    return register_table(columns, shown, empty="", is_total=lambda line: line.is_total)


def _price_column(words: Words, head: str, unit: str, side: Callable[[MarginLine], Reckoning]) -> Column[MarginLine]:
    return Column(head, lambda line: amount_of(words, side(line).price, line.currency, unit), figure=True, unit=unit)


def _cost_column(words: Words, head: str, unit: str, side: Callable[[MarginLine], Reckoning]) -> Column[MarginLine]:
    return Column(head, lambda line: _cost(words, side(line), line.cost_currency, unit), figure=True, unit=unit)


def _margin_column(words: Words, head: str, unit: str, side: Callable[[MarginLine], Reckoning]) -> Column[MarginLine]:
    return Column(head, lambda line: _margin(words, side(line), line.currency, unit), figure=True, unit=unit)


def margin_line(words: Words, name: Content, margin: SowMargin) -> MarginLine:
    """A statement of work, under its name why figures are missing."""
    return MarginLine(
        title=with_note(name, "; ".join(words.message(gap) for gap in margin.gaps)),
        planned=margin.planned,
        forecast=margin.forecast,
        currency=margin.currency,
        cost_currency=margin.cost_currency,
    )


def sum_line(title: Content, total: MarginTotal, *, is_total: bool = False) -> MarginLine:
    """A sum in one currency."""
    return MarginLine(
        title=title,
        planned=total.planned,
        forecast=total.forecast,
        currency=total.currency,
        cost_currency=total.currency,
        is_total=is_total,
    )


def amount_of(words: Words, amount: Decimal | None, currency: str, unit: str = "") -> Content:
    """An amount with its currency, where that is not the unit in the head of the column; or a dash."""
    if amount is None or not currency:
        return NOTHING
    if currency != unit:
        return Number(words.money(amount, currency))
    return Number(words.number(rounded(amount, currency), places=decimal_places(currency)))


def _margin(words: Words, reckoning: Reckoning, currency: str, unit: str) -> Content:
    """The margin with its percentage of the price below it."""
    percent = "" if reckoning.percent is None else f"{words.number(reckoning.percent, places=1)}\xa0%"
    return with_note(amount_of(words, reckoning.margin, currency, unit), percent)


def _cost(words: Words, reckoning: Reckoning, currency: str, unit: str) -> Content:
    """The cost; where a part is missing, what it is at least."""
    if reckoning.cost is None and reckoning.known_cost and currency:
        known = parts(amount_of(words, reckoning.known_cost, currency, unit))
        return (Muted(words("at least")), LineBreak(), *known)
    return amount_of(words, reckoning.cost, currency, unit)


def margin_total(words: Words, margins: Sequence[SowMargin]) -> list[MarginLine]:
    """A total for each currency over what is complete, with what it leaves out; nothing for a single one."""
    if len(margins) < 2:
        return []
    missing = [margin.id for margin in margins if not margin.complete]
    return total_lines(words, total_margins(margins), len(margins), missing)


def total_lines(words: Words, totals: Iterable[MarginTotal], count: int, missing: Sequence[str]) -> list[MarginLine]:
    """The rows of totals; a total that is not of all says of how many, and what is missing."""
    return [sum_line(_total_title(words, total, count, missing), total, is_total=True) for total in totals]


def _total_title(words: Words, total: MarginTotal, count: int, missing: Sequence[str]) -> Content:
    if total.count == count:
        return words("Total")
    title = words(
        "Total of {count} of {all} statements of work", count=words.number(total.count), all=words.number(count)
    )
    return with_note(title, words("without {names}", names=", ".join(missing)) if missing else "")
