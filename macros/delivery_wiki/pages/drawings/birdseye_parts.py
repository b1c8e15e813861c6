"""The parts of the bird's-eye picture, each drawn from its own upper left corner, with its height."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..elements.tree import Mark, State
from ..render.html import SHAPES, element, join
from ..render.svg import group
from ..render.svg import link as linked
from ..render.text_width import break_lines

PADDING = 12
LINE = 19
SMALL_LINE = 17
TEXT = 14
SMALL = 13
SHAPE = 12


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
    """A phase with everything that stands in its frame, other gates too (`options`), and the gate that ends it.

    A `dropped` one will never begin, since the project ended before it.
    """

    title: Label
    note: State | None
    done: bool
    current: bool
    activities: tuple[Label, ...]
    documents: tuple[Label, ...]
    options: tuple[GateBox, ...]
    gate: GateBox
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something drawn from its own upper left corner."""

    marks: tuple[Markup, ...]
    height: int


def head_part(panel: Panel, width: int) -> Part:
    """The title of a phase, with its progress on a project."""
    lines = break_lines(panel.title.text, width, 16, bold=True)
    marks = [line(text, 0, 24 + 20 * row, 16, bold=True) for row, text in enumerate(lines)]
    height = 24 + 20 * (len(lines) - 1) + 10
    parts = [_to(panel.title.target, marks)]
    if panel.note is not None:
        parts += [_shape(panel.note.mark, 0, height + 1), line(panel.note.text, SHAPE + 6, height + SHAPE, SMALL)]
        height += SMALL_LINE + 6
    return Part(marks=tuple(parts), height=height)


def activity_part(label: Label, width: int) -> Part:
    """An activity by its name."""
    lines = break_lines(label.text, width, TEXT)
    marks = [line(text, 0, 14 + LINE * row, TEXT) for row, text in enumerate(lines)]
    return Part(marks=(_to(label.target, marks),), height=LINE * len(lines))


def stated_part(label: Label, width: int, *, mark: Markup | None = None, suffix: str = "") -> Part:
    """A document or a gate within a phase: shape, title, and its state below."""
    indent = SHAPE + 6
    lines = break_lines(f"{label.text} ({suffix})" if suffix else label.text, width - indent, TEXT)
    marks = [line(text, indent, 14 + LINE * row, TEXT) for row, text in enumerate(lines)]
    height = LINE * len(lines)
    parts = [mark or (_shape(label.state.mark, 0, 3) if label.state else page_sign())]
    parts.append(_to(label.target, marks))
    for text in break_lines(_below_title(label), width - indent, SMALL):
        parts.append(line(text, indent, height + 12, SMALL, faint=True))
        height += SMALL_LINE
    return Part(marks=tuple(parts), height=height + 4)


def _below_title(label: Label) -> str:
    return label.note or (label.state.text if label.state else "")


def gate_part(gate: GateBox, width: int) -> Part:
    """The words in a gate."""
    room = width - 4 * PADDING
    lines = break_lines(gate.label.text, room, TEXT, bold=True)
    marks = [line(text, 2 * PADDING, 22 + LINE * row, TEXT, bold=True) for row, text in enumerate(lines)]
    height = 22 + LINE * (len(lines) - 1) + 6
    parts = [_to(gate.label.target, marks)]
    state = gate.label.state
    indent = 2 * PADDING + (SHAPE + 6 if state else 0)
    if state is not None:
        parts.append(_shape(state.mark, 2 * PADDING, height + 2))
    for text in break_lines(_below_title(gate.label), room + 2 * PADDING - indent, SMALL):
        parts.append(line(text, indent, height + 13, SMALL, faint=state is None))
        height += SMALL_LINE
    return Part(marks=tuple(parts), height=height + 8)


def refusal_part(gate: GateBox, width: int) -> Part:
    """Where the project ends when the gate is refused."""
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
    words = [line(text, PADDING, 20 + SMALL_LINE * row, SMALL, bold=gate.refused) for row, text in enumerate(lines)]
    return Part(marks=(box, *words), height=height)


def in_columns(parts: tuple[Part, ...], columns: int, width: int) -> Part:
    """Parts side by side in reading order, each row as high as its highest part."""
    marks: list[Markup] = []
    top = 8
    step = column_width(width, columns) + PADDING
    for start in range(0, len(parts), columns):
        row = parts[start : start + columns]
        marks += [placed(part, index * step, top) for index, part in enumerate(row)]
        top += max(part.height for part in row)
    return Part(marks=tuple(marks), height=top + 8 if parts else 0)


def below(parts: tuple[Part, ...]) -> Part:
    """Parts under each other."""
    return in_columns(parts, 1, 0)


def column_width(width: int, columns: int) -> int:
    """The width of one of several columns."""
    return (width - PADDING * (columns - 1)) // columns


def arrow(d: str, head: str, *, dashed: bool = False) -> Markup:
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


def outlined(d: str, class_: str) -> Markup:
    """A shape that is drawn but not filled."""
    return element("path", d=d, fill="none", stroke="currentColor", stroke_opacity="0.7", class_=class_)


def diamond(gate: GateBox) -> Markup:
    """The small shape of a gate within a phase; an optional one is dashed."""
    return element(
        "path",
        d="M6 3l6 6l-6 6l-6 -6z",
        fill="none",
        stroke="currentColor",
        stroke_width="1.5",
        stroke_dasharray="3 2" if gate.optional else None,
    )


def page_sign() -> Markup:
    """A sheet of paper: a document without a state."""
    return element("path", d="M1.5 3.5h6l3 3v9h-9zM7.5 3.5v3h3", fill="none", stroke="currentColor", stroke_width="1.2")


def _shape(mark: Mark, x: int, y: int) -> Markup:
    picture = element("g", Markup(SHAPES[mark]), transform=f"translate({x} {y}) scale(0.75)")
    return element("g", picture, class_=f"dw-state dw-state--{mark.value}", aria_hidden="true")


def line(text: str, x: int, y: int, size: int, *, bold: bool = False, faint: bool = False) -> Markup:
    """One line of text."""
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


def _to(target: str | None, marks: list[Markup]) -> Markup:
    """Lines that lead somewhere; the space between them keeps words apart for a screen reader."""
    spaced = [part for mark in marks for part in (mark, Markup(" "))][:-1]
    return linked(target, spaced) if target else join(spaced)


def placed(part: Part, x: int, y: int) -> Markup:
    """A part at its place."""
    return group(list(part.marks), transform=f"translate({x} {y})")
