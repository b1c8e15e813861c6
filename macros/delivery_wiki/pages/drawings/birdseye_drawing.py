"""The layout of the bird's-eye picture: one column a phase where there is room, stacked where there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from ..render.html import element
from ..render.svg import drawing
from .birdseye_glance import draw_glance
from .birdseye_parts import (
    PADDING,
    Panel,
    Part,
    activity_part,
    arrow,
    below,
    column_width,
    diamond,
    gate_part,
    head_part,
    in_columns,
    outlined,
    placed,
    refusal_part,
    stated_part,
)
from .shapes import wide_and_narrow

GAP = 36
STEM = 22
WIDE_COLUMN = 226
NARROW_COLUMN = 350


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """A phase laid out: its three parts, its gate, and the branch under the gate."""

    panel: Panel
    head: Part
    activities: Part
    documents: Part
    gate: Part
    refusal: Part | None


def draw_birdseye(panels: tuple[Panel, ...], *, id: str, title: str, description: str, of_project: bool) -> Markup:
    """Both variants: the stylesheet shows the one that fits. Of a project the narrow one opens its current phase."""
    wide = _draw_wide(panels, f"{id}-wide", title, description)
    return wide_and_narrow(wide, _narrow(panels, f"{id}-narrow", title, description, of_project), roomy=True)


def _narrow(panels: tuple[Panel, ...], id: str, title: str, description: str, of_project: bool) -> Markup:
    if of_project:
        return _draw_narrow(tuple(_folded(panel) for panel in panels), id, title, description)
    return draw_glance(panels, id=id, title=title, description=description)


def _folded(panel: Panel) -> Panel:
    if panel.current:
        return panel
    return replace(panel, documents=(), options=tuple(option for option in panel.options if not option.optional))


def _draw_wide(panels: tuple[Panel, ...], id: str, title: str, description: str) -> Markup:
    frames = [_frame(panel, WIDE_COLUMN, columns=1) for panel in panels]
    head = max(frame.head.height for frame in frames)
    activities = max(frame.activities.height for frame in frames)
    body = head + activities + max(frame.documents.height for frame in frames)
    gate = max(frame.gate.height for frame in frames)
    marks: list[Markup] = []
    for index, frame in enumerate(frames):
        left = 2 + index * (WIDE_COLUMN + GAP)
        marks += _body(frame, left, 2, width=WIDE_COLUMN, head=head, activities=activities, height=body)
        marks += _gate_below(frame, left, 2 + body, WIDE_COLUMN, gate)
        if index + 1 < len(frames) and not frame.panel.gate.refused:
            marks.append(_way_up(left + WIDE_COLUMN, 2 + body + STEM + gate // 2, 2 + head // 2))
    tail = max((STEM + frame.refusal.height for frame in frames if frame.refusal), default=0)
    width = len(frames) * (WIDE_COLUMN + GAP) - GAP + 4
    return drawing(width, body + STEM + gate + tail + 6, title, description, marks, id=id)


def _draw_narrow(panels: tuple[Panel, ...], id: str, title: str, description: str) -> Markup:
    marks: list[Markup] = []
    top = 2
    for index, panel in enumerate(panels):
        frame = _frame(panel, NARROW_COLUMN, columns=2)
        height = frame.head.height + frame.activities.height + frame.documents.height
        marks += _body(
            frame,
            2,
            top,
            width=NARROW_COLUMN,
            head=frame.head.height,
            activities=frame.activities.height,
            height=height,
        )
        marks += _gate_below(frame, 2, top + height, NARROW_COLUMN, frame.gate.height)
        bottom = top + height + STEM + frame.gate.height
        tail = STEM + frame.refusal.height if frame.refusal else 0
        if index + 1 < len(panels) and not panel.gate.refused:
            marks.append(arrow(f"M{NARROW_COLUMN - 30} {bottom}V{bottom + tail + STEM - 1}", "down"))
        top = bottom + tail + STEM
    return drawing(NARROW_COLUMN + 4, top - STEM + 4, title, description, marks, id=id)


def _frame(panel: Panel, width: int, *, columns: int) -> _Frame:
    inner = width - 2 * PADDING
    refusal_width = width if columns == 1 else width * 3 // 5
    return _Frame(
        panel=panel,
        head=head_part(panel, inner),
        activities=in_columns(
            tuple(activity_part(activity, column_width(inner, columns)) for activity in panel.activities),
            columns,
            inner,
        ),
        documents=below(
            tuple(stated_part(document, inner) for document in panel.documents)
            + tuple(
                stated_part(option.label, inner, mark=diamond(option), suffix=option.optional)
                for option in panel.options
            )
        ),
        gate=gate_part(panel.gate, width),
        refusal=refusal_part(panel.gate, refusal_width) if panel.gate.refusal else None,
    )


def _body(frame: _Frame, left: int, top: int, *, width: int, head: int, activities: int, height: int) -> list[Markup]:
    panel = frame.panel
    kind = "done" if panel.done else "current" if panel.current else "later"
    box = element(
        "rect",
        x=left,
        y=top,
        width=width,
        height=height,
        rx=4,
        fill="currentColor",
        fill_opacity="0.08" if panel.done else "0",
        stroke="currentColor",
        stroke_opacity="1" if panel.current else "0.45",
        stroke_width="3" if panel.current else "1",
        stroke_dasharray="4 3" if panel.dropped else None,
        class_=f"dw-be-phase dw-be-phase--{kind}",
    )
    split = [
        element("path", d=f"M{left} {at}h{width}", stroke="currentColor", stroke_opacity="0.25", fill="none")
        for at in sorted({top + head, top + head + activities})
    ]
    return [
        box,
        *split,
        placed(frame.head, left + PADDING, top),
        placed(frame.activities, left + PADDING, top + head),
        placed(frame.documents, left + PADDING, top + head + activities),
    ]


def _gate_below(frame: _Frame, left: int, bottom: int, width: int, height: int) -> list[Markup]:
    """The stem from the phase, the gate, and where the process says so the branch that ends the project."""
    middle = left + width // 2
    marks = [arrow(f"M{middle} {bottom}V{bottom + STEM - 1}", "down")]
    tip = 10
    top = bottom + STEM
    outline = f"M{left + tip} {top}h{width - 2 * tip}l{tip} {height // 2}l-{tip} {height - height // 2}"
    outline += f"h-{width - 2 * tip}l-{tip} -{height - height // 2}z"
    marks.append(outlined(outline, "dw-be-gate"))
    marks.append(placed(frame.gate, left, top))
    if frame.refusal is not None:
        x = left + 40
        end = top + height + STEM
        marks.append(arrow(f"M{x} {top + height}V{end - 1}", "down", dashed=True))
        marks.append(placed(frame.refusal, left, end))
    return marks


def _way_up(left: int, start: int, end: int) -> Markup:
    """The way from a gate to the phase that it opens."""
    return arrow(f"M{left} {start}h{GAP // 2}V{end}h{GAP // 2 - 2}", "right")
