"""Tables of margins: price, cost and margin, planned beside forecast, each missing figure with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from delivery_wiki.calculations.money.margins import MarginTotal, Reckoning, SowMargin, total_margins

from .register_parts import NOTHING, with_note
from .tree import Column, Content, LineBreak, Muted, Number, Row
from .words import Words


def margin_columns(words: Words, first: Column) -> tuple[Column, ...]:
    """The columns of a table of margins."""
    return (
        first,
        Column(title=words("Price, planned"), numeric=True),
        Column(title=words("Price, forecast"), numeric=True),
        Column(title=words("Cost, planned"), numeric=True),
        Column(title=words("Cost, forecast"), numeric=True),
        Column(title=words("Margin, planned"), numeric=True),
        Column(title=words("Margin, forecast"), numeric=True),
    )


def margin_rows(words: Words, margins: Iterable[tuple[Content, SowMargin]]) -> list[Row]:
    """One row for each statement of work, under its name why figures are missing."""
    return [
        Row(
            cells=(
                with_note(name, "; ".join(words.message(gap) for gap in margin.gaps)),
                *margin_cells(words, margin.planned, margin.forecast, margin.currency, margin.cost_currency),
            )
        )
        for name, margin in margins
    ]


def margin_cells(
    words: Words, planned: Reckoning, forecast: Reckoning, currency: str, cost_currency: str
) -> tuple[Content, ...]:
    """Price, cost and margin, planned beside forecast."""
    both = (planned, forecast)
    return (
        *(amount_of(words, one.price, currency) for one in both),
        *(_cost(words, one, cost_currency) for one in both),
        *(_margin(words, one, currency) for one in both),
    )


def amount_of(words: Words, amount: Decimal | None, currency: str) -> Content:
    """An amount with its currency, or a dash."""
    return Number(words.money(amount, currency)) if amount is not None and currency else NOTHING


def _margin(words: Words, reckoning: Reckoning, currency: str) -> Content:
    """The margin with its percentage of the price below it."""
    percent = "" if reckoning.percent is None else f"{words.number(reckoning.percent, places=1)}\xa0%"
    return with_note(amount_of(words, reckoning.margin, currency), percent)


def _cost(words: Words, reckoning: Reckoning, currency: str) -> Content:
    """The cost; where a part is missing, what it is at least."""
    if reckoning.cost is None and reckoning.known_cost and currency:
        return (Muted(words("at least")), LineBreak(), Number(words.money(reckoning.known_cost, currency)))
    return amount_of(words, reckoning.cost, currency)


def margin_total(words: Words, margins: Sequence[SowMargin]) -> list[Row]:
    """A total for each currency over what is complete, with what it leaves out; nothing for a single one."""
    if len(margins) < 2:
        return []
    missing = [margin.id for margin in margins if not margin.complete]
    return total_rows(words, total_margins(margins), len(margins), missing)


def total_rows(words: Words, totals: Iterable[MarginTotal], count: int, missing: Sequence[str]) -> list[Row]:
    """The rows of totals; a total that is not of all says of how many, and what is missing."""
    return [
        Row(
            cells=(
                _total_title(words, total, count, missing),
                *margin_cells(words, total.planned, total.forecast, total.currency, total.currency),
            ),
            total=True,
        )
        for total in totals
    ]


def _total_title(words: Words, total: MarginTotal, count: int, missing: Sequence[str]) -> Content:
    if total.count == count:
        return words("Total")
    title = words(
        "Total of {count} of {all} statements of work", count=words.number(total.count), all=words.number(count)
    )
    return with_note(title, words("without {names}", names=", ".join(missing)) if missing else "")
