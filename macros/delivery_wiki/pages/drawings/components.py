"""Components and connections, drawn: what the customer brings is filled, what is only designed is dashed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from markupsafe import Markup

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.architecture import Architecture, Component
from delivery_wiki.pages.elements.state_marks import state_word
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render import svg
from delivery_wiki.pages.render.text_width import text_width

from .component_layout import HEADING, SMALL, SMALL_LINE, TITLE, TITLE_LINE, ComponentLayout, Node, Segment, lay_out
from .shapes import arrow_left, arrow_right, box, label, stroke

LEGEND = 34
NARROW_WIDTH = 356
LEAST_BOX, MOST_BOX, NARROW_BOX = 124, 184, 172


def draw_components(architecture: Architecture, words: Words, *, on: dt.date, narrow: bool) -> Markup:
    """The architecture: a column for each tier, or all tiers below each other for a narrow screen."""
    notes = {component.id: _note(component, on, words) for component in architecture.components}
    layout = _layout(architecture, notes, narrow=narrow)
    name = "architecture-narrow" if narrow else "architecture-wide"
    parts = [*_drawn(layout, on), *_legend(architecture, on, layout.height + 18, words)]
    width, height = max(layout.width, NARROW_WIDTH), layout.height + LEGEND
    return svg.drawing(width, height, words("Architecture"), _description(architecture, words), parts, id=name)


def draw_example(architecture: Architecture, notes: Mapping[str, str], words: Words, *, id: str, title: str) -> Markup:
    """An architecture that nobody builds, with a note in each box, narrow enough to stand beside another one."""
    layout = _layout(architecture, notes, narrow=True)
    width = max(layout.width, NARROW_WIDTH)
    return svg.drawing(width, layout.height + 6, title, _description(architecture, words), _drawn(layout, None), id=id)


def _layout(architecture: Architecture, notes: Mapping[str, str], *, narrow: bool) -> ComponentLayout:
    width = NARROW_BOX if narrow else _box_width(architecture)
    return lay_out(architecture, notes, box_width=width, label_width=80, single=narrow)


def _drawn(layout: ComponentLayout, on: dt.date | None) -> list[Markup]:
    parts = [_segment(segment, layout) for segment in layout.segments]
    parts += [part for column in layout.columns for node in column for part in _node(node, layout, on)]
    return parts + [
        label(left, 14, heading, size=SMALL, weight="600", muted=True)
        for left, heading in zip(layout.lefts, layout.headings, strict=True)
        if heading
    ]


def _description(architecture: Architecture, words: Words) -> str:
    components = words.counted(len(architecture.components), "{count} component", "{count} components")
    tiers = words.counted(
        len({component.tier for component in architecture.components}), "{count} tier", "{count} tiers"
    )
    connections = words.counted(len(architecture.connections), "{count} connection", "{count} connections")
    return ", ".join((components, tiers, connections))


def _box_width(architecture: Architecture) -> int:
    """Wide enough for the longest word of a title, within bounds."""
    longest = [
        text_width(word, TITLE, bold=True) for component in architecture.components for word in component.title.split()
    ]
    return min(max(*longest, LEAST_BOX - 20) + 20, MOST_BOX)


def _note(component: Component, on: dt.date, words: Words) -> str:
    kind = f"{state_word(component.kind, words)} · {words(component.provided_by.value)}"
    if component.built is None or component.built > on:
        return kind
    return f"{kind}\n{words('built {date}', date=words.date(component.built))}"


def _node(node: Node, layout: ComponentLayout, on: dt.date | None) -> list[Markup]:
    """The box of a component: on a ground of its own where the customer brings it, dashed until it stands."""
    component = node.component
    if component is None:
        return []
    x = layout.lefts[node.column]
    built = on is not None and component.built is not None and component.built <= on
    theirs = component.provided_by is PartyKind.CUSTOMER
    parts = [box(x, node.top, layout.box_width, node.height, filled=theirs, dashed=on is not None and not built)]
    y = node.top + (node.height - TITLE_LINE * len(node.title) - SMALL_LINE * len(node.notes)) // 2 + 12
    for line in node.title:
        parts.append(label(x + 9, y, line, size=TITLE, weight="600"))
        y += TITLE_LINE
    for line in node.notes:
        parts.append(label(x + 9, y, line, size=SMALL, muted=True))
        y += SMALL_LINE
    linked = svg.group(parts) if on is None else svg.link(f"#component-{component.id}", parts)
    if not node.heading:
        return [linked]
    return [label(x, node.top - HEADING + 22, node.heading, size=SMALL, weight="600", muted=True), linked]


def _segment(segment: Segment, layout: ComponentLayout) -> Markup:
    """A line with its arrow and label; a strip of ground on both sides makes a bridge where it crosses others."""
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
    parts = [stroke(points, class_="dw-svg-ground", width="5"), stroke(points)]
    if segment.arrow_start:
        parts.append(arrow_left(start, segment.start_y))
    if segment.arrow_end:
        head = arrow_left if segment.returns else arrow_right
        parts.append(head(end, segment.end_y))
    for index, line in enumerate(reversed(segment.label)):
        parts.append(label(start + 9, segment.start_y - 4 - index * SMALL_LINE, line, size=SMALL))
    return svg.group(parts)


def _legend(architecture: Architecture, on: dt.date, y: int, words: Words) -> list[Markup]:
    """Who brings what, which a contract asks; what is only designed, where something is."""
    entries = [
        (words(kind.value), kind is PartyKind.CUSTOMER, False)
        for kind in PartyKind
        if any(component.provided_by is kind for component in architecture.components)
    ]
    if any(component.built is None or component.built > on for component in architecture.components):
        entries.append((words("as designed"), False, True))
    parts: list[Markup] = []
    x = 6
    for name, filled, dashed in entries:
        parts.append(box(x, y - 10, 22, 13, filled=filled, dashed=dashed, radius=2))
        parts.append(label(x + 30, y + 1, name, size=SMALL, muted=True))
        x += 60 + text_width(name, SMALL)
    return parts
