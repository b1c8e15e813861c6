"""The business diff for a terminal: as wide as it is, coloured where it can, plain in a pipe."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from macros.calculations.business_diff import Presence, ProjectDiff

from .diff_lines import PRESENCES, diff_sections, headline
from .diff_spans import Line, Look, ToldProject
from .finding_reports import visible
from .words import Words

STYLES = {
    Look.PLAIN: "",
    Look.ID: "cyan",
    Look.STRONG: "bold",
    Look.QUIET: "dim",
    Look.GONE: "red strike",
    Look.COME: "green bold",
}
MARKS = {Look.GONE: "[-{}-]", Look.COME: "[+{}+]"}


def render_diff_text(
    projects: Sequence[ToldProject], *, width: int = 100, colour: bool = False, words: Words | None = None
) -> str:
    """Every project that changed; a line when none did."""
    chosen = words or Words()
    told = [one.diff for one in projects if not one.diff.empty]
    if not told:
        return chosen("Nothing changed.") + "\n"
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
        for number, diff in enumerate(told):
            _print(console, diff, chosen, first=number == 0, colour=colour)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def _print(console: Console, diff: ProjectDiff, words: Words, *, first: bool, colour: bool) -> None:
    if not first:
        console.print()
    console.print(Rule(Text(visible(f"{diff.title} ({diff.slug})"), style="bold"), align="left", characters="─"))
    if diff.presence is not Presence.BOTH:
        console.print(Text(words(PRESENCES[diff.presence])))
    else:
        console.print(Text(headline(diff, words), style="bold"))
    for section in diff_sections(diff, words):
        console.print(Text(section.title, style="bold underline" if colour else "bold"))
        for line in section.lines:
            console.print(Padding(_line(line, colour=colour), (0, 0, 0, 2)))


def _line(line: Line, *, colour: bool) -> Text:
    text = Text()
    for span in line:
        shown = visible(span.text)
        text.append(shown if colour else MARKS.get(span.look, "{}").format(shown), style=STYLES[span.look])
    return text
