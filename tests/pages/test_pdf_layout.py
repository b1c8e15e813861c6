"""Columns of tables in PDFs, and drawings on a page across."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from delivery_wiki.pages.pdf_layout import lay_out
from delivery_wiki.pages.pdf_tables import TEXT_WIDTH

LONG = "The system shall open a mailbox of 20 gigabytes within two seconds, also in the busiest hour of the week."


def table(heads: list[str], *rows: list[str]) -> str:
    """A table of the document block."""
    head = "".join(f'<cell head="true" align="left"><t>{one}</t></cell>' for one in heads)
    cells = ("".join(f'<cell align="left"><t>{one}</t></cell>' for one in row) for row in rows)
    return f"<table><head>{head}</head>{''.join(f'<row>{one}</row>' for one in cells)}</table>"


def widths(block: str) -> list[list[int]]:
    """The widths of the columns of every table."""
    root = Xml.fromstring(f"<block>{block}</block>")
    lay_out(root)
    return [[int(one) for one in (found.get("columns") or "").split()] for found in root.iter("table")]


def test_columns_fill_the_width() -> None:
    """No more and hardly less than the room between the margins."""
    (found,) = widths(table(["Name", "Text", "Date"], ["Anna", LONG, "1 May"], ["Bo", "Short", "2 May"]))
    assert TEXT_WIDTH - len(found) <= sum(found) <= TEXT_WIDTH


def test_a_column_that_holds_the_text_has_room_beside_many_others() -> None:
    """Seven columns with long words leave a third to the statement."""
    words = ["R-001", LONG, "Provisioning", "Prioritised", "Serviceprovider", "Authentication", "SOW-provisioning"]
    (found,) = widths(table(["Requirement", "Statement", "Area", "Priority", "Party", "Section", "Statement"], words))
    assert found[1] >= TEXT_WIDTH * 32 // 100 == max(found)
    assert sum(found) <= TEXT_WIDTH


def test_the_longest_words_give_way_first() -> None:
    """A column of short words keeps them whole when another has to hyphenate its own."""
    long = "Donaudampfschifffahrtsgesellschaftskapitän"
    (found,) = widths(table(["A", "B", "C", "D", "E", "F"], [long, long, "Anwendung", long, long, long]))
    assert found[2] == min(found)
    assert len({*found[:2], *found[3:]}) == 1
    (alone,) = widths(table(["C"], ["Anwendung"]))
    assert alone == [TEXT_WIDTH]


def test_tables_with_the_same_heads_have_the_same_columns() -> None:
    """One list in parts reads as one; another table is measured on its own."""
    heads = ["Case", "Steps"]
    first, second, other = widths(
        table(heads, ["T-1", "Short"]) + table(heads, ["T-2", LONG * 3]) + table(["Case", "Result"], ["T-1", "Short"])
    )
    assert first == second
    assert other != first


def across(width: str, height: str, *, inside: str = "group") -> list[str]:
    """What stands on a page across, of a section with a heading, a drawing with its caption, and a paragraph."""
    root = Xml.fromstring(
        f'<block><{inside}><h level="1"><t>Architecture</t></h>'
        f'<group><figure width="{width}" height="{height}"/><p kind="caption"><t>Tiers</t></p></group>'
        f'<p kind=""><t>Text</t></p></{inside}></block>'
    )
    lay_out(root)
    return [one.tag for found in root.iter("across") for one in found.iter() if one is not found]


def test_a_drawing_too_wide_to_be_read_gets_a_page_across() -> None:
    """Its heading and its caption go with it; the text stays upright."""
    assert across("784.5", "344.25") == ["h", "t", "group", "figure", "p", "t"]


def test_a_drawing_that_would_not_gain_stays_upright() -> None:
    """A small one, a tall one, and one in a card, which has no page of its own."""
    assert across("585.0", "352.5") == []
    assert across("800.0", "900.0") == []
    assert across("784.5", "344.25", inside="card") == []
