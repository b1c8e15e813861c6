"""The plan as a timeline: a row for each milestone and statement of work, and a line at the as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_skeleton
from markupsafe import Markup

from delivery_wiki.model.status import PlannedMilestone
from delivery_wiki.pages.elements.state_marks import late_words
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render import svg
from delivery_wiki.pages.render.text_width import break_lines, text_width

from .shapes import box, disc, hexagon, label, ring, stroke, triangle

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
    text: int
    above: bool

    @property
    def text_left(self) -> int:
        """Where the names of rows begin."""
        return self.left if self.above else 4


WIDE = Layout(name="wide", width=1000, left=380, text=364, above=False)
MEDIUM = Layout(name="medium", width=720, left=286, text=270, above=False)
NARROW = Layout(name="narrow", width=356, left=12, text=332, above=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBand:
    """The strip of a row: its name in lines, what stands `beside` or below them, and the height of its track."""

    top: int
    height: int
    lines: tuple[str, ...]
    second: str
    beside: bool
    track: int


def draw_timeline(
    rows: Sequence[TimelineRow], bars: Sequence[TimelineBar], on: dt.date, words: Words, layout: Layout
) -> Markup:
    """Milestones by date, then the statements of work, on one scale of months."""
    scale = _scale(rows, bars, on, layout)
    named = [(row.planned.milestone.title, _about(row, words)) for row in rows]
    bands = _bands([*named, *((bar.title, bar.id) for bar in bars)], layout)
    bottom = bands[-1].top + bands[-1].height if bands else TOP
    strips = [(band.track - 12, band.track + 12) for band in bands] if layout.above else [(TOP - 12, bottom)]
    parts = _ticks(scale, words, layout, strips)
    parts += _today(scale, on, words, strips, bottom)
    for row, band in zip(rows, bands, strict=False):
        parts.append(_milestone(row, scale, band, words, layout, today=scale.x(on)))
    for bar, band in zip(bars, bands[len(rows) :], strict=True):
        parts.append(_bar(bar, scale, band, layout, today=scale.x(on)))
    parts += _legend(words, layout, bottom)
    late = sum(row.planned.overdue or row.planned.days_late > 0 for row in rows)
    description = words.counted(
        len(rows),
        "{count} milestone, {late} late; as of {date}.",
        "{count} milestones, {late} of them late; as of {date}.",
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


def _ticks(scale: Scale, words: Words, layout: Layout, strips: list[tuple[int, int]]) -> list[Markup]:
    """A line at each month, quarter or year, as many as there is room for."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    room = max(1, (scale.right - scale.left) // 66)
    step = next((step for step in STEPS if months <= step * room), STEPS[-1])
    parts: list[Markup] = []
    day = scale.first
    while day < scale.last:
        x = scale.x(day)
        for top, bottom in strips:
            parts.append(stroke([(x, top), (x, bottom)], class_="dw-svg-grid", width="0.5", dashed="2 3"))
        name = format_skeleton("yMMM" if step < 12 else "y", day, locale=words.locale)
        if x + 56 <= layout.width:
            parts.append(label(x, 14, name, muted=True, size=12))
        day = _next_month(day, step)
    return parts


def _today(scale: Scale, on: dt.date, words: Words, strips: list[tuple[int, int]], bottom: int) -> list[Markup]:
    """The as-of date: a line through the tracks, kept clear of the names where these stand above."""
    x = scale.x(on)
    text = f"{words('as of')} {words.date(on)}"
    anchor = "end" if x > scale.right - 70 else "start" if x < scale.left + 60 else "middle"
    lines = [stroke([(x, top), (x, end)], class_="dw-svg-today", width="1.5") for top, end in strips]
    return [*lines, label(x, bottom + 17, text, anchor=anchor, size=12, weight="600")]


# --- rows -----------------------------------------------------------------------------------------


def _bands(named: Sequence[tuple[str, str]], layout: Layout) -> list[TimelineBand]:
    """A strip for each row, as high as its name needs; what is short stands at the right of the name."""
    bands: list[TimelineBand] = []
    y = TOP
    for title, second in named:
        lines = break_lines(title, layout.text, 13, bold=True)
        needed = text_width(lines[-1], 13, bold=True) + 12 + text_width(second, 12)
        beside = not layout.above and len(lines) == 1 and needed <= layout.text
        names = 17 * len(lines) + (0 if beside else 16)
        height = names + (34 if layout.above else 14)
        track = y + names + 14 if layout.above else y + height // 2
        bands.append(TimelineBand(top=y, height=height, lines=lines, second=second, beside=beside, track=track))
        y += height
    return bands


def _names(band: TimelineBand, layout: Layout) -> list[Markup]:
    """The row's name, and what is said of it with less weight."""
    y = band.top + (band.track - band.top + 5 if band.beside else 17)
    parts: list[Markup] = []
    for line in band.lines:
        parts.append(label(layout.text_left, y, line, weight="600"))
        y += 17
    if band.beside:
        right = layout.text_left + layout.text
        return [*parts, label(right, y - 17, band.second, muted=True, size=12, anchor="end")]
    return [*parts, label(layout.text_left, y - 2, band.second, muted=True, size=12)]


def _about(row: TimelineRow, words: Words) -> str:
    """The gate of a milestone where it has another name, and the day."""
    planned = row.planned
    date = planned.actual or planned.forecast or planned.baseline
    gate = "" if row.gate == planned.milestone.title else row.gate
    return " · ".join(part for part in (gate, words.date(date) if date else words("no date yet")) if part)


def _milestone(
    row: TimelineRow, scale: Scale, band: TimelineBand, words: Words, layout: Layout, *, today: int
) -> Markup:
    planned, y = row.planned, band.track
    late = planned.overdue or planned.days_late > 0
    date = planned.actual or planned.forecast or planned.baseline
    parts = _names(band, layout)
    marks = [scale.x(day) for day in (planned.baseline, date) if day]
    if len(marks) == 2 and max(marks) - min(marks) > 16:
        ends = [(min(marks) + 9, y), (max(marks) - 6, y)]
        parts.append(stroke(ends, class_="dw-svg-late" if late else "dw-svg-line", dashed="3 3"))
    if planned.baseline:
        x = scale.x(planned.baseline)
        parts.append(hexagon(x, y, 8) if row.gate else ring(x, y, 7))
    parts += _reached(row, scale, y, late=late)
    if late:
        text = late_words(planned.days_late, words) if planned.days_late else words("overdue")
        parts.append(_delay(text, marks, y, today, layout))
    return svg.link(f"#{planned.milestone.id}", parts)


def _reached(row: TimelineRow, scale: Scale, y: int, *, late: bool) -> list[Markup]:
    """The mark of where the milestone stands now: reached, late, or as forecast."""
    planned = row.planned
    if planned.actual and row.gate:
        return [hexagon(scale.x(planned.actual), y, 5, class_="dw-svg-done", filled=True)]
    if planned.actual:
        return [disc(scale.x(planned.actual), y, 5, class_="dw-svg-done")]
    date = planned.forecast or planned.baseline
    if date and late:
        return [triangle(scale.x(date), y)]
    return [disc(scale.x(planned.forecast), y, 4)] if planned.forecast else []


def _delay(text: str, marks: list[int], y: int, today: int, layout: Layout) -> Markup:
    """The delay beside the marks, on the side where there is room and, if it can be, no line of the as-of date."""
    width = text_width(text, 12)
    right, left = max(marks, default=layout.left) + 13, min(marks, default=layout.left) - 12
    places = (right, left - width, today + 5, today - 5 - width)
    inside = [x for x in places if layout.left <= x and x + width <= layout.width and not _touches(x, width, marks)]
    clear = [x for x in inside if not x - 3 <= today <= x + width + 3]
    return label((*clear, *inside, right)[0], y + 4, text, size=12)


def _touches(x: int, width: int, marks: list[int]) -> bool:
    """Whether a text would lie on one of the marks of its row, or on the line between them."""
    return bool(marks) and x < max(marks) + 9 and x + width > min(marks) - 9


def _bar(bar: TimelineBar, scale: Scale, band: TimelineBand, layout: Layout, *, today: int) -> Markup:
    """The stretch of a statement of work; what lies behind the as-of date is darker."""
    x = scale.x(bar.start)
    width = max(6, scale.x(bar.end) - x)
    parts = [*_names(band, layout), box(x, band.track - 6, width, 12, filled=True, radius=3)]
    behind = min(today - x, width)
    if behind > 0:
        parts.append(box(x, band.track - 6, behind, 12, strong=True, radius=3))
    return svg.link(bar.target, parts)


def _legend(words: Words, layout: Layout, bottom: int) -> list[Markup]:
    entries = (
        (ring, words("baseline")),
        (lambda x, y, _: hexagon(x, y, 8), words("baseline of a gate")),
        (lambda x, y, _: disc(x, y, 4), words("forecast")),
        (lambda x, y, _: disc(x, y, 5, class_="dw-svg-done"), words("reached")),
        (lambda x, y, _: triangle(x, y), words("late")),
    )
    parts: list[Markup] = []
    x, y = 12, bottom + 46
    for draw, name in entries:
        needed = 34 + text_width(name, 12)
        if x + needed > layout.width:
            x, y = 12, y + 22
        parts += [draw(x, y, 6), label(x + 14, y + 4, name, muted=True, size=12)]
        x += needed
    return parts
