"""The business diff for a terminal: as wide as it is, coloured where it can, plain in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from delivery_wiki.calculations.business_diff.changes import Presence, ProjectDiff

from ..elements.words import Words
from ..render.finding_reports import visible
from ..render.terminal import terminal_text
from .diff_lines import PRESENCES, diff_sections, headline
from .diff_spans import Line, Look, ToldProject

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
    told = [project.diff for project in projects if not project.diff.empty]
    if not told:
        return chosen("Nothing changed.") + "\n"
    parts: list[RenderableType] = []
    for diff in told:
        parts += [*([Text()] if parts else []), *_parts(diff, chosen, colour=colour)]
    return terminal_text(parts, width=width, colour=colour)


def _parts(diff: ProjectDiff, words: Words, *, colour: bool) -> Iterator[RenderableType]:
    yield Rule(Text(visible(f"{diff.title} ({diff.slug})"), style="bold"), align="left", characters="─")
    if diff.presence is not Presence.BOTH:
        yield Text(words(PRESENCES[diff.presence]))
    else:
        yield Text(headline(diff, words), style="bold")
    for section in diff_sections(diff, words):
        yield Text(section.title, style="bold underline" if colour else "bold")
        for line in section.lines:
            yield Padding(_line(line, colour=colour), (0, 0, 0, 2))


def _line(line: Line, *, colour: bool) -> Text:
    text = Text()
    for span in line:
        shown = visible(span.text)
        text.append(shown if colour else MARKS.get(span.look, "{}").format(shown), style=STYLES[span.look])
    return text
