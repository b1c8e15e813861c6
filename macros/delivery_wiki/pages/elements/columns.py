"""Tables made of columns: one record a column says its head, how a row's thing becomes a cell, its filter and total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Generic, TypeAlias, TypeVar

from .register_parts import MANY_ROWS, NOTHING
from .tree import Blocks, ColumnHead, Content, Filter, Row, Table

Thing = TypeVar("Thing")
"""What a row is about: a requirement, a milestone, a position of a price."""


@dataclass(frozen=True)  # with slots, `FilterBy[Thing](...)` fails in Python 3.11
class FilterBy(Generic[Thing]):
    """Chips above a table, one for each value that occurs and tells rows apart; each keeps the rows of its value.

    `value` is what a row has of it, one or several; `say` are the words for a value. Values stand in the `order` given,
    then as rows bring them; filters in the order of `rank`, then in that of the columns.
    """

    key: str
    value: Callable[[Thing], str | tuple[str, ...]]
    say: Callable[[str], str]
    _: KW_ONLY
    label: str = ""  # otherwise the head of the column
    order: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True)
class Column(Generic[Thing]):
    """All that there is to say of a column, in the reader's words.

    A `figure` stands at the right, as a sum does; `narrow` is as wide as its words; a column that is not `shown` is
    left out; `total` stands below it, and gives the table a last row. `sort` is what the reader sorts by where that is
    not what the cell says: a day, a step of an order, a number without its separators. `ColumnHead` tells the rest.
    """

    head: str
    cell: Callable[[Thing], Content]
    _: KW_ONLY
    figure: bool = False
    unit: str = ""
    narrow: bool = False
    shown: bool = True
    filter: FilterBy[Thing] | None = None
    sort: Callable[[Thing], str] | None = None
    total: Content = ""
    aside: bool = False
    letter: bool = False
    named: bool | None = None


Columns: TypeAlias = Sequence[Column[Thing]]


def day_key(day: dt.date | None) -> str:
    """Days in the order of the calendar; those that nobody knows stand by their dash."""
    return day.isoformat() if day else ""


def step_key(steps: Iterable[object], step: object) -> str:
    """Words of a scale in the order of the scale."""
    found = [*steps]
    return str(found.index(step)) if step in found else ""


def plain_table(
    columns: Columns[Thing],
    things: Iterable[Thing],
    *,
    caption: str = "",
    empty: str = "",
    id: str = "",
    row_id: Callable[[Thing], str] | None = None,
    more: Callable[[Thing], tuple[Blocks, str]] | None = None,
    is_total: Callable[[Thing], bool] | None = None,
    sortable: bool = False,
    search: bool = False,
) -> Table:
    """A table with every column that is shown and a row for each thing.

    `row_id` is the place that others link to; `more` is what a row opens, with the place of that; `is_total` says which
    things are sums of the others. Without things it says `empty`, and has no total.
    """
    shown, found = [column for column in columns if column.shown], tuple(things)
    of_columns = [replace(by, label=by.label or column.head) for column in shown if (by := column.filter)]
    offered = sorted(of_columns, key=lambda by: by.rank)
    opened = [more(thing) if more else ((), "") for thing in found]
    rows = tuple(
        Row(
            cells=tuple(column.cell(thing) for column in shown),
            id=row_id(thing) if row_id else "",
            data=tuple((by.key, " ".join(map(_one_word, _values(by, thing)))) for by in offered),
            total=is_total(thing) if is_total else False,
            keys=tuple(column.sort(thing) if column.sort else "" for column in shown),
            more=blocks,
            more_id=place,
        )
        for thing, (blocks, place) in zip(found, opened, strict=True)
    )
    return Table(
        columns=tuple(_head(column) for column in shown),
        rows=(*rows, *_totals(shown)) if rows else (),
        caption=caption,
        empty=empty,
        sortable=sortable,
        search=search,
        filters=tuple(chips for by in offered if (chips := _chips(by, found)).choices),
        id=id,
    )


def register_table(
    columns: Columns[Thing],
    things: Iterable[Thing],
    *,
    empty: str,
    caption: str = "",
    id: str = "",
    row_id: Callable[[Thing], str] | None = None,
    more: Callable[[Thing], tuple[Blocks, str]] | None = None,
    is_total: Callable[[Thing], bool] | None = None,
    filtered: bool = True,
) -> Table:
    """A table without empty columns; it sorts, filters and searches where rows exceed twelve."""
    table = plain_table(
        columns, things, caption=caption, empty=empty, id=id, row_id=row_id, more=more, is_total=is_total
    )
    large = len(table.rows) > MANY_ROWS
    found = tuple(chips for chips in table.filters if len(chips.choices) > 1) if large and filtered else ()
    return replace(_without_empty_columns(table), sortable=large, search=large, filters=found)


def _head(column: Column[Thing]) -> ColumnHead:
    return ColumnHead(
        title=column.head,
        numeric=column.figure,
        unit=column.unit,
        narrow=column.narrow,
        aside=column.aside,
        letter=column.letter,
        named=column.named,
    )


def _values(by: FilterBy[Thing], thing: Thing) -> tuple[str, ...]:
    value = by.value(thing)
    return (value,) if isinstance(value, str) else value


def _one_word(value: str) -> str:
    """A value as rows and chips hold it; a row holds several with spaces between them, so that none has one inside."""
    return value.replace(" ", "\xa0")


def _chips(by: FilterBy[Thing], things: Sequence[Thing]) -> Filter:
    """The values that occur, without those of every row."""
    had = [_values(by, thing) for thing in things]
    occurring = dict.fromkeys(value for values in had for value in values if value)
    ordered = dict.fromkeys([value for value in by.order if value in occurring] + [*occurring])
    choices = tuple(
        (_one_word(value), by.say(value)) for value in ordered if not all(value in values for values in had)
    )
    return Filter(key=by.key, label=by.label, choices=choices)


def _totals(shown: Sequence[Column[Thing]]) -> tuple[Row, ...]:
    cells = tuple(column.total for column in shown)
    return (Row(cells=cells, total=True, keys=("",) * len(cells)),) if any(cells) else ()


def _without_empty_columns(table: Table) -> Table:
    """The columns in which some row says something; a table without rows keeps all of them."""
    used = [at for at in range(len(table.columns)) if any(_says_something(row.cells[at]) for row in table.rows)]
    if not table.rows:
        return table
    rows = tuple(_only(row, used) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in used), rows=rows)


def _only(row: Row, used: Sequence[int]) -> Row:
    return replace(row, cells=tuple(row.cells[at] for at in used), keys=tuple(row.keys[at] for at in used))


def _says_something(cell: Content) -> bool:
    return bool(cell) and cell != NOTHING
