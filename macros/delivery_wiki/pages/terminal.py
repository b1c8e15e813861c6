"""Text for a terminal: as wide as it is, coloured where it can, plain in a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType


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
