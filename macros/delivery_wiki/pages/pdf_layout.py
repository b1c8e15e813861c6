"""What paper asks of a converted document block: columns of its tables, and pages across for wide drawings."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from .pdf_tables import TEXT_WIDTH, measure_tables

UPRIGHT = (TEXT_WIDTH, 560)  # points that a drawing has, as in the template
ACROSS = (708, 335)
LEAST_SCALE = 70  # percent; the words of a drawing are hard to read when it is set smaller
GAIN = 120  # percent; a page of its own costs the room that is left on the page before


def lay_out(block: Xml.Element) -> None:
    """Note what the template cannot find out: widths of columns, and what goes on a page across."""
    alike: dict[tuple[str, ...], list[Xml.Element]] = {}
    for table in block.iter("table"):
        alike.setdefault(_heads(table), []).append(table)
    for tables in alike.values():
        measure_tables(tables)
    for section in tuple(_sections(block)):
        _turn_wide_drawing(section)


def _heads(table: Xml.Element) -> tuple[str, ...]:
    """The words of the heads; tables that have them in common are read as one, and look like one."""
    return tuple("".join(cell.itertext()) for row in table if row.tag == "head" for cell in row)


def _sections(node: Xml.Element) -> Iterator[Xml.Element]:
    """Groups that stand on the page itself, for what stands in a card or a cell has no page of its own."""
    yield node
    for child in node:
        if child.tag == "group":
            yield from _sections(child)


def _turn_wide_drawing(section: Xml.Element) -> None:
    """Put a wide drawing on a page across, together with its caption and the headings right before it."""
    for place, child in enumerate(section):
        if child.tag == "h":
            continue
        if place and _is_wide_drawing(child):
            turned = Xml.Element("across")
            turned.extend(list(section)[: place + 1])
            section[: place + 1] = [turned]
        return


def _is_wide_drawing(node: Xml.Element) -> bool:
    """Whether it is a drawing, with its caption at most, that is too small upright and gains by a page across."""
    figures = list(node.iter("figure"))
    if len(figures) != 1 or any(one.tag in ("h", "list", "table", "details", "card", "callout") for one in node.iter()):
        return False
    upright, across = (_scale(figures[0], room) for room in (UPRIGHT, ACROSS))
    return upright < LEAST_SCALE and 100 * across >= GAIN * upright


def _scale(figure: Xml.Element, room: tuple[int, int]) -> int:
    """How large a drawing is set, in percent."""
    sizes = (int((figure.get(name) or "0").partition(".")[0]) for name in ("width", "height"))
    return min(100, *(100 * most // max(1, size) for size, most in zip(sizes, room, strict=True)))
