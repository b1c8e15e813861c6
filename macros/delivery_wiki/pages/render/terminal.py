"""Text for a terminal: as wide as it is, coloured where it can, plain in a pipe."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Generic, TypeVar

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

Thing = TypeVar("Thing")


@dataclass(frozen=True)  # with slots, `TerminalColumn[Thing](...)` fails in Python 3.11
class TerminalColumn(Generic[Thing]):
    """A column as a terminal shows it: what a page says in several columns often stands in one here.

    A column of `least` characters is at least that wide and never broken; one that is not `shown` is left out.
    """

    head: str
    cell: Callable[[Thing], Text]
    _: KW_ONLY
    least: int | None = None
    shown: bool = True


def terminal_table(columns: Sequence[TerminalColumn[Thing]], things: Iterable[Thing]) -> Table:
    """A row for each thing; the last column takes the room that is left."""
    shown = [column for column in columns if column.shown]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for column in shown:
        ratio = 2 if column is shown[-1] else None
        table.add_column(column.head, ratio=ratio, min_width=column.least, no_wrap=column.least is not None)
    for thing in things:
        table.add_row(*(column.cell(thing) for column in shown))
    return table


def terminal_text(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    """The parts below each other, without blanks at the ends of lines; what is drawn is data and never markup."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())
