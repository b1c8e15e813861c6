"""The plan as a timeline: a row for each milestone and statement of work, and a line at the as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_skeleton
from markupsafe import Markup

from macros.model.status import PlannedMilestone
from macros.pages import svg
from macros.pages.words import Words

from .shapes import box, disc, label, ring, stroke, triangle

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
TOP = 34
LEGEND = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """A stretch of work: a statement of work from its start to its end."""

    id: str
    title: str
    target: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A milestone of the plan with the name of its gate, if it has one."""

    planned: PlannedMilestone
    gate: str = ""

    @property
    def dates(self) -> list[dt.date]:
        """The dates that the row shows."""
        found = (self.planned.baseline, self.planned.forecast, self.planned.actual)
        return [date for date in found if date is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From dates to places across the drawing."""

    first: dt.date
    last: dt.date
    left: int
    right: int

    def x(self, day: dt.date) -> int:
        """The place of a day."""
        return self.left + (day - self.first).days * (self.right - self.left) // max(1, (self.last - self.first).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The measures of one variant: labels beside the track, or above it."""

    name: str
    width: int
    left: int
    row: int
    characters: int
    above: bool


WIDE = Layout(name="wide", width=880, left=268, row=44, characters=36, above=False)
NARROW = Layout(name="narrow", width=356, left=12, row=64, characters=50, above=True)


def draw_timeline(
    rows: Sequence[TimelineRow], bars: Sequence[TimelineBar], on: dt.date, words: Words, layout: Layout
) -> Markup:
    """Milestones by date, then the statements of work, on one scale of months."""
    scale = _scale(rows, bars, on, layout)
    count = len(rows) + len(bars)
    bottom = TOP + count * layout.row
    parts = _ticks(scale, words, layout, bottom)
    parts += _today(scale, on, words, bottom)
    for index, row in enumerate(rows):
        parts += _milestone(row, scale, TOP + index * layout.row, words, layout)
    for index, bar in enumerate(bars, start=len(rows)):
        parts += _bar(bar, scale, TOP + index * layout.row, layout)
    parts += _legend(words, layout, bottom)
    late = sum(row.planned.overdue or row.planned.days_late > 0 for row in rows)
    description = words(
        "{count} milestones, {late} of them late; as of {date}.",
        count=words.number(len(rows)),
        late=words.number(late),
        date=words.date(on),
    )
    height = bottom + LEGEND + (24 if layout.above else 0)
    return svg.drawing(layout.width, height, words("Timeline"), description, parts, id=f"timeline-{layout.name}")


def _scale(rows: Sequence[TimelineRow], bars: Sequence[TimelineBar], on: dt.date, layout: Layout) -> Scale:
    """From the first day of the first month to the end of the last, with the as-of date inside."""
    days = [on, *(day for row in rows for day in row.dates), *(day for bar in bars for day in (bar.start, bar.end))]
    first, last = min(days).replace(day=1), _next_month(max(days), 1)
    return Scale(first=first, last=last, left=layout.left, right=layout.width - 14)


def _next_month(day: dt.date, months: int) -> dt.date:
    month = day.year * 12 + day.month - 1 + months
    return dt.date(month // 12, month % 12 + 1, 1)


# --- ground ---------------------------------------------------------------------------------------


def _ticks(scale: Scale, words: Words, layout: Layout, bottom: int) -> list[Markup]:
    """A line at each month, quarter or year, as many as there is room for."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    room = max(1, (scale.right - scale.left) // 66)
    step = next((step for step in STEPS if months <= step * room), STEPS[-1])
    parts: list[Markup] = []
    day = scale.first
    while day < scale.last:
        x = scale.x(day)
        parts.append(stroke([(x, TOP - 12), (x, bottom)], class_="dw-svg-grid", width="0.5", dashed="2 3"))
        name = format_skeleton("yMMM" if step < 12 else "y", day, locale=words.locale)
        if x + 56 <= layout.width:
            parts.append(label(x, 14, name, muted=True, size=12))
        day = _next_month(day, step)
    return parts


def _today(scale: Scale, on: dt.date, words: Words, bottom: int) -> list[Markup]:
    x = scale.x(on)
    text = f"{words('as of')} {words.date(on)}"
    anchor = "end" if x > scale.right - 70 else "start" if x < scale.left + 60 else "middle"
    line = stroke([(x, TOP - 12), (x, bottom + 4)], class_="dw-svg-today", width="1.5")
    return [line, label(x, bottom + 17, text, anchor=anchor, size=12, weight="600")]


# --- rows -----------------------------------------------------------------------------------------


def _milestone(row: TimelineRow, scale: Scale, top: int, words: Words, layout: Layout) -> list[Markup]:
    planned = row.planned
    y = top + (46 if layout.above else 22)
    late = planned.overdue or planned.days_late > 0
    date = planned.actual or planned.forecast or planned.baseline
    second = " · ".join(part for part in (row.gate, words.date(date) if date else words("no date yet")) if part)
    parts = [_title(planned.milestone.title, second, top, layout)]
    if planned.baseline and date and date != planned.baseline:
        ends = sorted((scale.x(planned.baseline), scale.x(date)))
        parts.append(
            stroke([(ends[0], y), (ends[1], y)], class_="dw-svg-late" if late else "dw-svg-line", dashed="3 3")
        )
    if planned.baseline:
        parts.append(ring(scale.x(planned.baseline), y, 7))
    if planned.actual:
        parts.append(disc(scale.x(planned.actual), y, 5, class_="dw-svg-done"))
    elif date and late:
        parts.append(triangle(scale.x(date), y))
    elif planned.forecast:
        parts.append(disc(scale.x(planned.forecast), y, 4))
    if late and date:
        parts.append(_days_late(planned.days_late, scale.x(date), y, words, layout))
    name = f"{planned.milestone.id} {planned.milestone.title}"
    return [svg.link(f"#{planned.milestone.id}", parts, name)]


def _days_late(days: int, x: int, y: int, words: Words, layout: Layout) -> Markup:
    """The delay beside the mark, on the side where there is room."""
    text = words("{days} d late", days=words.number(days)) if days else words("overdue")
    if x > layout.width - 90:
        return label(x - 14, y - 9, text, anchor="end", size=12)
    return label(x + 13, y + 4, text, size=12)


def _title(title: str, second: str, top: int, layout: Layout) -> Markup:
    """The row's name with a second line; cut where there is no room, for the table says it in full."""
    lines = svg.wrap(title, layout.characters)
    first = lines[0] if len(lines) == 1 else lines[0] + " …"
    if len(first) > layout.characters + 2:
        first = first[: layout.characters - 1] + "…"
    weight = label(layout.left if layout.above else 4, top + 18, first, weight="600")
    return svg.group([weight, label(layout.left if layout.above else 4, top + 33, second, muted=True, size=12)])


def _bar(bar: TimelineBar, scale: Scale, top: int, layout: Layout) -> list[Markup]:
    y = top + (46 if layout.above else 22)
    x = scale.x(bar.start)
    width = max(6, scale.x(bar.end) - x)
    parts = [_title(bar.title, bar.id, top, layout), box(x, y - 6, width, 12, filled=True, radius=3)]
    return [svg.link(bar.target, parts, f"{bar.id} {bar.title}")]


def _legend(words: Words, layout: Layout, bottom: int) -> list[Markup]:
    entries = (
        (ring, words("baseline")),
        (lambda x, y, _: disc(x, y, 4), words("forecast")),
        (lambda x, y, _: disc(x, y, 5, class_="dw-svg-done"), words("reached")),
        (lambda x, y, _: triangle(x, y), words("late")),
    )
    parts: list[Markup] = []
    x, y = 12, bottom + 46
    for draw, name in entries:
        needed = 34 + 7 * len(name)
        if x + needed > layout.width:
            x, y = 12, y + 22
        parts += [draw(x, y, 6), label(x + 14, y + 4, name, muted=True, size=12)]
        x += needed
    return parts
