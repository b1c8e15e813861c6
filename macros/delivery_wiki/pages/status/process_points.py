"""The points of an activity: a list on a page of the process, a checklist with evidence in a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from delivery_wiki.model.process import Activity, Point
from delivery_wiki.model.status import PointState, PointStatus, translatable

from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import NOTHING
from ..elements.tree import Bar, Content, Inline, LineBreak, Link, Listing, Mark, Muted, State, Strong, Table
from ..elements.words import Words

POINT_MARKS = {PointState.DONE: Mark.MET, PointState.NOT_NEEDED: Mark.NOT_NEEDED, PointState.OPEN: Mark.OPEN}
POINT_WORDS = translatable(
    {PointState.DONE: "done", PointState.NOT_NEEDED: "not needed", PointState.OPEN: "open"},
)


def point_list(activity: Activity, words: Words, *, page: Callable[[str], str | None]) -> Listing:
    """The points in words; `page` gives the link to a page of the wiki, where it has that page."""
    return Listing(items=tuple(_named(activity, point, words, page) for point in activity.points))


def _named(activity: Activity, point: Point, words: Words, page: Callable[[str], str | None]) -> Content:
    target = page(point.page) if point.page else None
    title: Inline = Link(words(point.title), target) if target else Strong(words(point.title))
    parts: list[Inline] = [title]
    parts += [f": {words(point.summary)}"] if point.summary else []
    if point.basis and point.basis is not activity.basis:
        parts += [" ", Muted(words(point.basis.value))]
    return tuple(parts)


def point_table(context: PageContext, points: Sequence[PointStatus], *, caption: str) -> Table:
    """The points of a project with what was said of each: when, by whom, and what shows it."""
    words = context.words
    columns: Columns[PointStatus] = (
        Column(words("State"), lambda status: _state(status, words), narrow=True),
        Column(words("Point"), lambda status: _point(status, words)),
        Column(words("Evidence"), lambda status: _evidence(status, words)),
        Column(words("When"), lambda status: words.date(status.record.date) if status.record else NOTHING, narrow=True),
        Column(words("By"), lambda status: context.person(status.record.by) if status.record else NOTHING),
    )
    return register_table(columns, points, empty=words("No point is named."), caption=caption, filtered=False)


def _state(status: PointStatus, words: Words) -> State:
    return State(POINT_MARKS[status.state], words(POINT_WORDS[status.state]))


def _point(status: PointStatus, words: Words) -> Content:
    title = words(status.point.title)
    return (title, LineBreak(), Muted(words(status.point.summary))) if status.point.summary else title


def _evidence(status: PointStatus, words: Words) -> str:
    """What shows that it is done, or why it is not needed."""
    if status.record:
        return status.record.words
    return words.message(status.reason) if status.reason else NOTHING


def points_counted(points: Sequence[PointStatus], words: Words) -> str:
    """How many points are answered, and how: "7 of 22 answered: 5 done, 2 not needed, 15 open"."""
    counts = Counter(point.state for point in points)
    states = ", ".join(
        f"{words.number(counts[state])} {words(POINT_WORDS[state])}" for state in PointState if counts[state]
    )
    answered = len(points) - counts[PointState.OPEN]
    return words(
        "{answered} of {all} points answered: {states}",
        answered=words.number(answered),
        all=words.number(len(points)),
        states=states,
    )


def points_bar(points: Sequence[PointStatus], words: Words) -> Bar:
    """The same as a bar."""
    counts = Counter(point.state for point in points)
    parts = tuple(
        (POINT_MARKS[state], counts[state], f"{words.number(counts[state])} {words(POINT_WORDS[state])}")
        for state in PointState
        if counts[state]
    )
    lead = words(
        "{answered} of {all} points answered",
        answered=words.number(len(points) - counts[PointState.OPEN]),
        all=words.number(len(points)),
    )
    return Bar(parts=parts, total=len(points), text=points_counted(points, words), lead=lead)
