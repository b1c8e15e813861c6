"""The layout of the bird's-eye picture: one column a phase where there is room, stacked where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from .html import SHAPES, element, join
from .svg import drawing, group
from .svg import link as linked
from .text_width import break_lines
from .tree import Mark, State

PADDING = 12
GAP = 36
LINE = 19
SMALL_LINE = 17
TEXT = 14
SMALL = 13
SHAPE = 12
STEM = 22
WIDE_COLUMN = 226
NARROW_COLUMN = 350


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Something named: where it leads, and its state on a project or a note in its place."""

    text: str
    target: str | None
    state: State | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateBox:
    """A gate; `refusal` names the branch that ends the project."""

    label: Label
    optional: str = ""
    refusal: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A phase with everything that stands in its frame, and the gate that ends it."""

    title: Label
    note: State | None
    done: bool
    current: bool
    activities: tuple[Label, ...]
    documents: tuple[Label, ...]
    options: tuple[GateBox, ...]
    gate: GateBox


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Something drawn from its own upper left corner."""

    marks: tuple[Markup, ...]
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """A phase laid out: its three parts, its gate, and the branch under the gate."""

    panel: Panel
    head: _Part
    activities: _Part
    documents: _Part
    gate: _Part
    refusal: _Part | None


def draw_birdseye(panels: tuple[Panel, ...], *, id: str, title: str, description: str) -> Markup:
    """Both variants: the stylesheet shows the one that fits."""
    wide = _draw_wide(panels, f"{id}-wide", title, description)
    narrow = _draw_narrow(panels, f"{id}-narrow", title, description)
    return element("div", wide, class_="dw-only-wide") + element("div", narrow, class_="dw-only-narrow")


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
        if index + 1 < len(frames):
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
        if index + 1 < len(panels):
            marks.append(_arrow(f"M{NARROW_COLUMN - 30} {bottom}V{bottom + tail + STEM - 1}", "down"))
        top = bottom + tail + STEM
    return drawing(NARROW_COLUMN + 4, top - STEM + 4, title, description, marks, id=id)


def _frame(panel: Panel, width: int, *, columns: int) -> _Frame:
    inner = width - 2 * PADDING
    refusal_width = width if columns == 1 else width * 3 // 5
    return _Frame(
        panel=panel,
        head=_head(panel, inner),
        activities=_in_columns(
            tuple(_activity(one, _column(inner, columns)) for one in panel.activities), columns, inner
        ),
        documents=_below(
            tuple(_stated(one, inner) for one in panel.documents)
            + tuple(_stated(one.label, inner, mark=_diamond(), suffix=one.optional) for one in panel.options)
        ),
        gate=_gate(panel.gate, width),
        refusal=_refusal(panel.gate, refusal_width) if panel.gate.refusal else None,
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
        class_=f"dw-be-phase dw-be-phase--{kind}",
    )
    split = [
        element("path", d=f"M{left} {at}h{width}", stroke="currentColor", stroke_opacity="0.25", fill="none")
        for at in sorted({top + head, top + head + activities})
    ]
    return [
        box,
        *split,
        _placed(frame.head, left + PADDING, top),
        _placed(frame.activities, left + PADDING, top + head),
        _placed(frame.documents, left + PADDING, top + head + activities),
    ]


def _gate_below(frame: _Frame, left: int, bottom: int, width: int, height: int) -> list[Markup]:
    """The stem from the phase, the gate, and where the process says so the branch that ends the project."""
    middle = left + width // 2
    marks = [_arrow(f"M{middle} {bottom}V{bottom + STEM - 1}", "down")]
    tip = 10
    top = bottom + STEM
    outline = f"M{left + tip} {top}h{width - 2 * tip}l{tip} {height // 2}l-{tip} {height - height // 2}"
    outline += f"h-{width - 2 * tip}l-{tip} -{height - height // 2}z"
    marks.append(_outline(outline, "dw-be-gate"))
    marks.append(_placed(frame.gate, left, top))
    if frame.refusal is not None:
        x = left + 40
        end = top + height + STEM
        marks.append(_arrow(f"M{x} {top + height}V{end - 1}", "down", dashed=True))
        marks.append(_placed(frame.refusal, left, end))
    return marks


def _head(panel: Panel, width: int) -> _Part:
    lines = break_lines(panel.title.text, width, 16, bold=True)
    marks = [_line(text, 0, 24 + 20 * row, 16, bold=True) for row, text in enumerate(lines)]
    height = 24 + 20 * (len(lines) - 1) + 10
    parts = [_to(panel.title.target, marks, panel.title.text)]
    if panel.note is not None:
        parts += [_shape(panel.note.mark, 0, height + 1), _line(panel.note.text, SHAPE + 6, height + SHAPE, SMALL)]
        height += SMALL_LINE + 6
    return _Part(marks=tuple(parts), height=height)


def _activity(label: Label, width: int) -> _Part:
    lines = break_lines(label.text, width, TEXT)
    marks = [_line(text, 0, 14 + LINE * row, TEXT) for row, text in enumerate(lines)]
    return _Part(marks=(_to(label.target, marks, label.text),), height=LINE * len(lines))


def _stated(label: Label, width: int, *, mark: Markup | None = None, suffix: str = "") -> _Part:
    """A document or an optional gate: shape, title, and its state below."""
    indent = SHAPE + 6
    lines = break_lines(f"{label.text} ({suffix})" if suffix else label.text, width - indent, TEXT)
    marks = [_line(text, indent, 14 + LINE * row, TEXT) for row, text in enumerate(lines)]
    height = LINE * len(lines)
    parts = [mark or (_shape(label.state.mark, 0, 3) if label.state else _page())]
    parts.append(_to(label.target, marks, label.text))
    for text in break_lines(_below_title(label), width - indent, SMALL):
        parts.append(_line(text, indent, height + 12, SMALL, faint=True))
        height += SMALL_LINE
    return _Part(marks=tuple(parts), height=height + 4)


def _below_title(label: Label) -> str:
    return label.note or (label.state.text if label.state else "")


def _gate(gate: GateBox, width: int) -> _Part:
    room = width - 4 * PADDING
    lines = break_lines(gate.label.text, room, TEXT, bold=True)
    marks = [_line(text, 2 * PADDING, 22 + LINE * row, TEXT, bold=True) for row, text in enumerate(lines)]
    height = 22 + LINE * (len(lines) - 1) + 6
    parts = [_to(gate.label.target, marks, gate.label.text)]
    state = gate.label.state
    indent = 2 * PADDING + (SHAPE + 6 if state else 0)
    if state is not None:
        parts.append(_shape(state.mark, 2 * PADDING, height + 2))
    for text in break_lines(_below_title(gate.label), room + 2 * PADDING - indent, SMALL):
        parts.append(_line(text, indent, height + 13, SMALL, faint=state is None))
        height += SMALL_LINE
    return _Part(marks=tuple(parts), height=height + 8)


def _refusal(gate: GateBox, width: int) -> _Part:
    lines = break_lines(gate.refusal, width - 2 * PADDING, SMALL, bold=gate.refused)
    height = SMALL_LINE * len(lines) + 14
    box = element(
        "rect",
        x=0,
        y=0,
        width=width,
        height=height,
        rx=4,
        fill="none",
        stroke="currentColor",
        stroke_opacity="1" if gate.refused else "0.45",
        stroke_width="3" if gate.refused else "1",
        stroke_dasharray=None if gate.refused else "4 3",
        class_="dw-be-refusal",
    )
    words = [_line(text, PADDING, 20 + SMALL_LINE * row, SMALL, bold=gate.refused) for row, text in enumerate(lines)]
    return _Part(marks=(box, *words), height=height)


def _in_columns(parts: tuple[_Part, ...], columns: int, width: int) -> _Part:
    """Parts side by side in reading order, each row as high as its highest part."""
    marks: list[Markup] = []
    top = 8
    step = _column(width, columns) + PADDING
    for start in range(0, len(parts), columns):
        row = parts[start : start + columns]
        marks += [_placed(part, index * step, top) for index, part in enumerate(row)]
        top += max(part.height for part in row)
    return _Part(marks=tuple(marks), height=top + 8 if parts else 0)


def _below(parts: tuple[_Part, ...]) -> _Part:
    return _in_columns(parts, 1, 0)


def _column(width: int, columns: int) -> int:
    return (width - PADDING * (columns - 1)) // columns


def _way_up(left: int, start: int, end: int) -> Markup:
    """The way from a gate to the phase that it opens."""
    return _arrow(f"M{left} {start}h{GAP // 2}V{end}h{GAP // 2 - 2}", "right")


def _arrow(d: str, head: str, *, dashed: bool = False) -> Markup:
    """A line with its head; the head's path runs along the line, so only the last stroke shows."""
    tip = "m-5 -7l5 7l5 -7" if head == "down" else "m-7 -5l7 5l-7 5"
    dashes = "4 3" if dashed else None
    return element(
        "path",
        d=d + tip,
        fill="none",
        stroke="currentColor",
        stroke_opacity="0.6",
        stroke_width="1.5",
        stroke_dasharray=dashes,
        class_="dw-be-arrow",
    )


def _outline(d: str, class_: str) -> Markup:
    return element("path", d=d, fill="none", stroke="currentColor", stroke_opacity="0.7", class_=class_)


def _diamond() -> Markup:
    return element(
        "path", d="M6 3l6 6l-6 6l-6 -6z", fill="none", stroke="currentColor", stroke_width="1.5", stroke_dasharray="3 2"
    )


def _page() -> Markup:
    """A sheet of paper: a document without a state."""
    return element("path", d="M1.5 3.5h6l3 3v9h-9zM7.5 3.5v3h3", fill="none", stroke="currentColor", stroke_width="1.2")


def _shape(mark: Mark, x: int, y: int) -> Markup:
    picture = element("g", Markup(SHAPES[mark]), transform=f"translate({x} {y}) scale(0.75)")
    return element("g", picture, class_=f"dw-state dw-state--{mark.value}", aria_hidden="true")


def _line(text: str, x: int, y: int, size: int, *, bold: bool = False, faint: bool = False) -> Markup:
    return element(
        "text",
        text,
        x=x or "0",
        y=y,
        font_size=size,
        font_weight="600" if bold else None,
        fill="currentColor",
        fill_opacity="0.8" if faint else None,
    )


def _to(target: str | None, marks: list[Markup], label: str) -> Markup:
    return linked(target, marks, label) if target else join(marks)


def _placed(part: _Part, x: int, y: int) -> Markup:
    return group(list(part.marks), transform=f"translate({x} {y})")
