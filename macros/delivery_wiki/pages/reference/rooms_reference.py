"""The picture and the tables of floors and rooms on the architecture page, from what packages say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

BEGIN = "<!-- rooms: begin -->"
END = "<!-- rooms: end -->"

_WIDTH, _MARGIN, _GAP = 776, 14, 8
_BOX_HEIGHT, _HEAD, _BETWEEN = 30, 36, 16
_BOX_WIDTH = 103  # three stand in half a floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A package inside a floor, or a module that stands on the floor itself.

    `beside` are the rooms and modules of its floor that it uses, `below` the rooms of each floor below.
    """

    name: str
    says: str
    is_module: bool
    beside: tuple[str, ...]
    below: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A floor with its number and its rooms by name; two floors of one number stand beside each other."""

    name: str
    number: int
    says: str
    rooms: tuple[Room, ...]

    @property
    def packages(self) -> tuple[Room, ...]:
        """The rooms that are packages."""
        return tuple(room for room in self.rooms if not room.is_module)


def with_rooms(page: str, floors: Sequence[Floor]) -> str:
    """The architecture page with its part about rooms written anew; raises ValueError without the two marks."""
    before, begun, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"the page has no part between {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{rooms_picture(floors)}\n\n{rooms_tables(floors)}\n{END}{after}"


def rooms_tables(floors: Sequence[Floor]) -> str:
    """A table for each floor: every room with what it says of itself and what it uses."""
    return "\n".join(line for floor in floors for line in _table(floor))


def _table(floor: Floor) -> Iterator[str]:
    yield from (f"### {floor.number} {floor.name}", "", f"`macros/delivery_wiki/{floor.name}`: {floor.says}", "")
    yield "| Room | What lives there | Uses on its floor | Uses below |"
    yield "| --- | --- | --- | --- |"
    for room in (*floor.packages, *(room for room in floor.rooms if room.is_module)):
        name = f"`{room.name}.py`" if room.is_module else f"`{room.name}/`"
        beside = ", ".join(f"`{used}`" for used in room.beside)
        below = "; ".join(f"{name}: {', '.join(f'`{used}`' for used in rooms)}" for name, rooms in room.below)
        yield f"| {name} | {room.says.replace('|', '&#124;')} | {beside} | {below} |"
    yield ""


def rooms_picture(floors: Sequence[Floor]) -> str:
    """The floors from top to bottom as SVG; inside each, a room comes before the rooms that it uses."""
    numbers = sorted({floor.number for floor in floors}, reverse=True)
    parts: list[str] = []
    top = 4
    for number in numbers:
        beside = [floor for floor in floors if floor.number == number]
        width = (_WIDTH - 58 - _GAP * (len(beside) - 1)) // len(beside)
        rows = [_rows(floor, (width - 2 * _MARGIN + _GAP) // (_BOX_WIDTH + _GAP)) for floor in beside]
        height = _HEAD + max(len(row) for row in rows) * (_BOX_HEIGHT + _GAP) + 2
        for index, (floor, boxes) in enumerate(zip(beside, rows, strict=True)):
            parts += _floor(floor, boxes, left=1 + index * (width + _GAP), top=top, width=width, height=height)
        top += height + _BETWEEN
    parts += _data_floor(top)
    return "\n".join((*_opening(top + 40), *parts, *_arrow(top + 30), "</svg>", "</figure>"))


def _opening(height: int) -> tuple[str, ...]:
    text = "The rooms of each floor, each before those that it uses. The tables below say the same."
    return (
        '<figure class="dw-scroll dw-only-wide" style="margin:0" markdown="0" tabindex="0"'
        ' aria-label="The floors and their rooms">',
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="floors-title floors-desc" '
        'style="width:100%;min-width:36rem;max-width:48rem;height:auto" fill="none" stroke="currentColor" '
        'stroke-width="1.2" font-family="inherit" font-size="13">',
        '<title id="floors-title">The floors of the program and their rooms</title>',
        f'<desc id="floors-desc">{text}</desc>',
        '<defs><marker id="floors-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor" stroke="none"/></marker></defs>',
    )


def _floor(
    floor: Floor, rows: Sequence[Sequence[Room]], *, left: int, top: int, width: int, height: int
) -> Iterator[str]:
    yield f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="6" opacity=".55"/>'
    yield _label(f"{floor.number} {floor.name}", left + 13, top + 22, ' font-weight="650"')
    for line, rooms in enumerate(rows):
        for place, room in enumerate(rooms):
            x = left + 13 + place * (_BOX_WIDTH + _GAP)
            y = top + _HEAD - 2 + line * (_BOX_HEIGHT + _GAP)
            yield f'<rect x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="4"/>'
            yield _label(room.name, x + _BOX_WIDTH // 2, y + 19, ' text-anchor="middle" font-size="12"')


def _data_floor(top: int) -> Iterator[str]:
    width = _WIDTH - 58
    yield f'<rect x="1" y="{top}" width="{width}" height="34" rx="6" opacity=".55" stroke-dasharray="4 3"/>'
    yield _label("1 data", 14, top + 22, ' font-weight="650"')
    yield _label("projects/, docs/, schemas/: no code", width - 13, top + 22, ' text-anchor="end"')


def _arrow(bottom: int) -> tuple[str, ...]:
    x = _WIDTH - 36
    turned = f'transform="translate({x + 10} {bottom // 2}) rotate(90)" fill="currentColor" stroke="none"'
    return (
        f'<path d="M{x} 12V{bottom}" marker-end="url(#floors-arrow)"/>',
        f'<text {turned} text-anchor="middle" font-size="12">imports point down only</text>',
    )


def _label(text: str, x: int, y: int, more: str) -> str:
    """A text of ours: names of packages need no escaping."""
    return f'<text x="{x}" y="{y}" fill="currentColor" stroke="none"{more}>{text}</text>'


def _rows(floor: Floor, wide: int) -> list[tuple[Room, ...]]:
    """The rooms in rows, each before those that it uses."""
    heights = room_heights(floor)
    rooms = sorted(floor.packages, key=lambda room: (-heights[room.name], room.name))
    return [tuple(rooms[start : start + wide]) for start in range(0, len(rooms), wide)]


def room_heights(floor: Floor) -> Mapping[str, int]:
    """How many rooms stand below each one, along the longest way; modules of the floor lead from room to room."""
    uses = {room.name: room.beside for room in floor.rooms}
    packages = {room.name for room in floor.packages}
    found: dict[str, int] = {}

    def height(name: str) -> int:
        if name not in found:
            found[name] = max((height(used) for used in uses[name]), default=-1) + (name in packages)
        return found[name]

    return {name: height(name) for name in uses if name in packages}
