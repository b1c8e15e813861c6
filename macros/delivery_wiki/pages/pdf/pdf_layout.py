"""What paper asks of a converted document block: columns of its tables, and pages across for wide drawings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from xml.etree import ElementTree as Xml

from ..render.text_width import text_width
from .joined_tables import heads_of, join_parts, note_repeated
from .pdf_spaces import NO_BREAK_SPACE
from .pdf_tables import ACROSS_WIDTH, SIZE, TEXT_WIDTH, Measured, measure_tables, note_columns

MANY_COLUMNS = 6
LONG_TABLE = 500  # points; a shorter one is not worth pages of its own
ACROSS_HEIGHT = 66  # percent of its upright height that a table may have across; a page has 58
UPRIGHT = (TEXT_WIDTH, 560)  # points that a drawing has, as in the template
ACROSS = (ACROSS_WIDTH, 335)
LEAST_SCALE = 70  # percent; the words of a drawing are hard to read when it is set smaller
LONGEST_NAME = 100  # points; a longer name may stand in two lines of a cell
MOST_HIGHER = 112  # percent of its height that a table may have for names in one line
GAIN = 120  # percent; a page of its own costs the room that is left on the page before


def lay_out(block: Xml.Element) -> None:
    """Note what the template cannot find out: widths of columns, and what goes on a page across.

    A paper that is mostly tables of many columns lies across as a whole.
    """
    join_parts(block)
    alike: dict[tuple[str, ...], list[Xml.Element]] = {}
    for number, table in enumerate(block.iter("table"), start=1):
        table.set("number", str(number))
        note_repeated(table)
        alike.setdefault(heads_of(table), []).append(table)
    if _lies_across(block, alike.values()):
        block.set("across", "true")
        turned = set(block.iter("table"))
    else:
        wide = {table for tables in alike.values() if _needs_width(tables) for table in tables}
        for section in tuple(_sections(block)):
            _turn_first(section, lambda node: _is_wide_drawing(node) or _holds_one_of(node, wide))
        turned = {table for page in block.iter("across") for table in page.iter("table")}
    for tables in alike.values():
        width = ACROSS_WIDTH if turned.issuperset(tables) else TEXT_WIDTH
        note_columns(tables, _with_names_whole(tables, width))


def _with_names_whole(tables: Sequence[Xml.Element], width: int) -> Measured:
    """The columns in which names stand in one line each, where that makes the tables little higher, nor type small."""
    plain, names = measure_tables(tables, width), [name for table in tables for name in _short_names(table)]
    if not names:
        return plain
    for name in names:
        name.text = (name.text or "").replace(" ", NO_BREAK_SPACE)
    whole = measure_tables(tables, width)
    if not whole.parted and whole.small <= plain.small and 100 * whole.height <= MOST_HIGHER * plain.height:
        return whole
    for name in names:
        name.text = (name.text or "").replace(NO_BREAK_SPACE, " ")
    return plain


def _short_names(table: Xml.Element) -> Iterator[Xml.Element]:
    """The texts of the names in a table that a column can have room for."""
    for span in table.iter("span"):
        if span.get("kind") == "name":
            yield from (node for node in span.iter("t") if text_width(node.text or "", SIZE) <= LONGEST_NAME)


def _holds_one_of(node: Xml.Element, wide: Collection[Xml.Element]) -> bool:
    return len(list(node.iter("table"))) == 1 and _only(node) in wide


def _lies_across(block: Xml.Element, sets: Iterable[list[Xml.Element]]) -> bool:
    """Whether most of the text stands in tables of many columns that gain by it."""
    letters = sum(
        len("".join(table.itertext()))
        for tables in sets
        if len(heads_of(tables[0])) >= MANY_COLUMNS and _gains_across(tables)
        for table in tables
    )
    return 2 * letters > len("".join(block.itertext()))


def _needs_width(tables: list[Xml.Element]) -> bool:
    """Whether a long table has room for its words on pages across alone; tables that look alike stay as they are."""
    if len(tables) > 1 or len(heads_of(tables[0])) < MANY_COLUMNS or not measure_tables(tables).parted:
        return False
    across = measure_tables(tables, ACROSS_WIDTH)
    return not across.parted and across.height >= LONG_TABLE


def _gains_across(tables: list[Xml.Element]) -> bool:
    """Whether they lose as much of their height as a page does, or their words have room across alone."""
    upright, across = measure_tables(tables, TEXT_WIDTH), measure_tables(tables, ACROSS_WIDTH)
    return 100 * across.height <= ACROSS_HEIGHT * upright.height or (upright.parted and not across.parted)


def _sections(node: Xml.Element) -> Iterator[Xml.Element]:
    """Groups that stand on the page itself, for what stands in a card or a cell has no page of its own."""
    yield node
    for child in node:
        if child.tag == "group":
            yield from _sections(child)


def _turn_first(section: Xml.Element, is_wide: Callable[[Xml.Element], bool]) -> None:
    """Put what is wide on a page across, together with its caption and the headings right before it."""
    for place, child in enumerate(section):
        if child.tag == "h":
            continue
        if place and is_wide(child):
            turned = Xml.Element("across")
            turned.extend(list(section)[: place + 1])
            section[: place + 1] = [turned]
        return


def _only(node: Xml.Element) -> Xml.Element:
    """What stands in groups of nothing else."""
    return _only(node[0]) if node.tag == "group" and len(node) == 1 else node


def _is_wide_drawing(node: Xml.Element) -> bool:
    """Whether it is a drawing, with its caption at most, that is too small upright and gains by a page across."""
    figures = list(node.iter("figure"))
    if len(figures) != 1 or any(
        element.tag in ("h", "list", "table", "details", "card", "callout") for element in node.iter()
    ):
        return False
    upright, across = (_scale(figures[0], room) for room in (UPRIGHT, ACROSS))
    return upright < LEAST_SCALE and 100 * across >= GAIN * upright


def _scale(figure: Xml.Element, room: tuple[int, int]) -> int:
    """How large a drawing is set, in percent."""
    sizes = (int((figure.get(name) or "0").partition(".")[0]) for name in ("width", "height"))
    return min(100, *(100 * most // max(1, size) for size, most in zip(sizes, room, strict=True)))
