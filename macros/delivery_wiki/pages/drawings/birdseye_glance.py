"""The bird's-eye picture for a narrow screen: a box for each phase, with what is done, what comes of it, the gate."""

from __future__ import annotations

from markupsafe import Markup

from ..render.html import element, join
from ..render.svg import drawing
from ..render.svg import link as linked
from ..render.text_width import break_lines
from .birdseye_parts import (
    PADDING,
    SHAPE,
    SMALL,
    SMALL_LINE,
    Panel,
    Part,
    arrow,
    below,
    diamond,
    line,
    page_sign,
    placed,
)

WIDTH = 352
GAP = 14
TITLE = 15
BETWEEN = ", "


def draw_glance(panels: tuple[Panel, ...], *, id: str, title: str, description: str) -> Markup:
    """Boxes below each other, as flat as their words allow, so that all phases fit on a screen."""
    marks: list[Markup] = []
    top = 2
    for number, panel in enumerate(panels):
        part = _box(panel)
        if number:
            marks.append(arrow(f"M{WIDTH // 2} {top - GAP}V{top - 1}", "down"))
        marks.append(placed(part, 2, top))
        top += part.height + GAP
    return drawing(WIDTH + 4, top - GAP + 2, title, description, marks, id=id)


def _box(panel: Panel) -> Part:
    room = WIDTH - 2 * PADDING
    gates = [
        (gate, f"{gate.label.text} ({gate.optional})" if gate.optional else gate.label.text)
        for gate in (*panel.options, panel.gate)
    ]
    parts = below(
        (
            _lines((panel.title.text,), room, size=TITLE, target=panel.title.target),
            _run(tuple(label.text for label in panel.activities), room),
            _run(tuple(label.text for label in panel.documents), room, sign=page_sign()),
            *(_run((text,), room, sign=diamond(gate), target=gate.label.target) for gate, text in gates),
        )
    )
    frame = element(
        "rect",
        x="0",
        y="0",
        width=WIDTH,
        height=parts.height,
        rx=4,
        fill="none",
        stroke="currentColor",
        stroke_opacity="0.45",
        class_="dw-be-phase dw-be-phase--later",
    )
    return Part(marks=(frame, placed(parts, PADDING, 0)), height=parts.height)


def _run(texts: tuple[str, ...], room: int, *, sign: Markup | None = None, target: str | None = None) -> Part:
    """Names in a row that wraps, behind their sign; nothing where there is none."""
    if not texts:
        return Part(marks=(), height=0)
    indent = SHAPE + 6 if sign else 0
    rows = break_lines(BETWEEN.join(texts), room - indent, SMALL, bold=target is not None)
    part = _lines(rows, room, indent=indent, target=target)
    return Part(marks=(*((sign,) if sign else ()), *part.marks), height=part.height + 2)


def _lines(rows: tuple[str, ...], room: int, *, size: int = SMALL, indent: int = 0, target: str | None = None) -> Part:
    step = SMALL_LINE + (size - SMALL)
    bold = size > SMALL or target is not None
    words = [line(text, indent, 13 + step * row, size, bold=bold) for row, text in enumerate(rows)]
    spaced = [part for word in words for part in (word, Markup(" "))][:-1]
    return Part(marks=(linked(target, spaced) if target else join(spaced),), height=step * len(rows))
