"""Components and connections, drawn: what stands is filled, what is only designed is dashed."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from delivery_wiki.model.project import Architecture, Component
from delivery_wiki.pages import svg
from delivery_wiki.pages.state_marks import state_word
from delivery_wiki.pages.text_width import text_width
from delivery_wiki.pages.words import Words

from .component_layout import (
    HEADING,
    SMALL,
    SMALL_LINE,
    TITLE,
    TITLE_LINE,
    ComponentLayout,
    Node,
    Segment,
    lay_out,
)
from .shapes import arrow_left, arrow_right, box, label, stroke

LEGEND = 34
NARROW_WIDTH = 356
LEAST_BOX, MOST_BOX, NARROW_BOX = 124, 184, 172


def draw_components(architecture: Architecture, words: Words, *, on: dt.date, narrow: bool) -> Markup:
    """The architecture: a column for each tier, or all tiers below each other for a narrow screen."""
    layout = lay_out(
        architecture,
        {one.id: _note(one, on, words) for one in architecture.components},
        box_width=NARROW_BOX if narrow else _box_width(architecture),
        label_width=80,
        single=narrow,
    )
    name = "architecture-narrow" if narrow else "architecture-wide"
    width = max(layout.width, NARROW_WIDTH)
    parts = [_segment(segment, layout) for segment in layout.segments]
    parts += [part for column in layout.columns for node in column for part in _node(node, layout, on)]
    parts += [
        label(left, 14, heading, size=SMALL, weight="600", muted=True)
        for left, heading in zip(layout.lefts, layout.headings, strict=True)
        if heading
    ]
    parts += _legend(layout.height + 18, words)
    components = words.counted(len(architecture.components), "{count} component", "{count} components")
    tiers = words.counted(len({one.tier for one in architecture.components}), "{count} tier", "{count} tiers")
    connections = words.counted(len(architecture.connections), "{count} connection", "{count} connections")
    description = ", ".join((components, tiers, connections))
    return svg.drawing(width, layout.height + LEGEND, words("Architecture"), description, parts, id=name)


def _box_width(architecture: Architecture) -> int:
    """Wide enough for the longest word of a title, within bounds."""
    longest = [text_width(word, TITLE, bold=True) for one in architecture.components for word in one.title.split()]
    return min(max(*longest, LEAST_BOX - 20) + 20, MOST_BOX)


def _note(component: Component, on: dt.date, words: Words) -> str:
    kind = f"{state_word(component.kind, words)} · {words(component.provided_by.value)}"
    if component.built is None or component.built > on:
        return kind
    return f"{kind}\n{words('built {date}', date=words.date(component.built))}"


def _node(node: Node, layout: ComponentLayout, on: dt.date) -> list[Markup]:
    component = node.component
    if component is None:
        return []
    x = layout.lefts[node.column]
    built = component.built is not None and component.built <= on
    parts = [box(x, node.top, layout.box_width, node.height, done=built, dashed=not built)]
    y = node.top + (node.height - TITLE_LINE * len(node.title) - SMALL_LINE * len(node.notes)) // 2 + 12
    for line in node.title:
        parts.append(label(x + 9, y, line, size=TITLE, weight="600"))
        y += TITLE_LINE
    for line in node.notes:
        parts.append(label(x + 9, y, line, size=SMALL, muted=True))
        y += SMALL_LINE
    linked = svg.link(f"#component-{component.id}", parts)
    if not node.heading:
        return [linked]
    return [label(x, node.top - HEADING + 22, node.heading, size=SMALL, weight="600", muted=True), linked]


def _segment(segment: Segment, layout: ComponentLayout) -> Markup:
    gutter = layout.gutters[segment.start.column]
    start = layout.lefts[segment.start.column] + layout.box_width
    if segment.start.component is None:
        start -= layout.box_width
    end = layout.lefts[segment.end.column] + (layout.box_width if segment.returns else 0)
    points = [(start, segment.start_y)]
    if segment.track is not None:
        turn = gutter.track_x(segment.track)
        points += [(turn, segment.start_y), (turn, segment.end_y)]
    points.append((end, segment.end_y))
    parts = [stroke(points)]
    if segment.arrow_start:
        parts.append(arrow_left(start, segment.start_y))
    if segment.arrow_end:
        head = arrow_left if segment.returns else arrow_right
        parts.append(head(end, segment.end_y))
    for index, line in enumerate(reversed(segment.label)):
        parts.append(label(start + 9, segment.start_y - 4 - index * SMALL_LINE, line, size=SMALL))
    return svg.group(parts)


def _legend(y: int, words: Words) -> list[Markup]:
    built, designed = words("built"), words("as designed")
    return [
        box(6, y - 10, 22, 13, done=True, radius=2),
        label(36, y + 1, built, size=SMALL, muted=True),
        box(124, y - 10, 22, 13, dashed=True, radius=2),
        label(154, y + 1, designed, size=SMALL, muted=True),
    ]
