"""Columns of tables in PDFs, and drawings on a page across."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import pytest

from delivery_wiki.pages.pdf.pdf_layout import lay_out
from delivery_wiki.pages.pdf.pdf_tables import CELL_SPACE, TEXT_WIDTH
from delivery_wiki.pages.render.text_width import text_width

LONG = "The system shall open a mailbox of 20 gigabytes within two seconds, also in the busiest hour of the week."


def table(heads: list[str], *rows: list[str]) -> str:
    """A table of the document block."""
    head = "".join(f'<cell head="true" align="left"><t>{head}</t></cell>' for head in heads)
    cells = ("".join(f'<cell align="left"><t>{cell}</t></cell>' for cell in row) for row in rows)
    return f"<table><head>{head}</head>{''.join(f'<row>{cell}</row>' for cell in cells)}</table>"


def widths(block: str) -> list[list[int]]:
    """The widths of the columns of every table."""
    root = Xml.fromstring(f"<block>{block}</block>")
    lay_out(root)
    return [[int(text) for text in (found.get("columns") or "").split()] for found in root.iter("table")]


def test_columns_fill_the_width() -> None:
    """No more and hardly less than the room between the margins."""
    (found,) = widths(table(["Name", "Text", "Date"], ["Anna", LONG, "1 May"], ["Bo", "Short", "2 May"]))
    assert TEXT_WIDTH - len(found) <= sum(found) <= TEXT_WIDTH


def test_a_column_that_holds_the_text_has_room_beside_many_others() -> None:
    """Seven columns with long words leave a third to the statement."""
    words = ["R-001", LONG, "Provisioning", "Prioritised", "Serviceprovider", "Authentication", "SOW-provisioning"]
    heads = ["Requirement", "Statement", "Area", "Priority", "Party", "Section", "Statement"]
    (found,) = widths(f'{table(heads, words)}<p kind=""><t>{LONG * 9}</t></p>')
    assert TEXT_WIDTH * 32 // 100 <= found[1] == max(found)
    assert sum(found) <= TEXT_WIDTH


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Petra Beispiel", "Petra\u00a0Beispiel"),
        ("Stadtwerke Musterstadt Gesellschaft", "Stadtwerke Musterstadt Gesellschaft"),
    ],
)
def test_a_short_name_stands_in_one_line_where_there_is_room(name: str, shown: str) -> None:
    """Not torn between first and last name for the sake of a text that has room; the name of a company may break."""
    plain = table(["Owner", "Text", "Due"], ["NAME", LONG * 2, "1 May 2026"])
    block = plain.replace("<t>NAME</t>", f'<span kind="name"><t>{name}</t></span>')
    root = Xml.fromstring(f"<block>{block}</block>")
    lay_out(root)
    assert ["".join(span.itertext()) for span in root.iter("span")] == [shown]


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
    return [element.tag for found in root.iter("across") for element in found.iter() if element is not found]


def test_a_drawing_too_wide_to_be_read_gets_a_page_across() -> None:
    """Its heading and its caption go with it; the text stays upright."""
    assert across("784.5", "344.25") == ["h", "t", "group", "figure", "p", "t"]


def test_a_drawing_that_would_not_gain_stays_upright() -> None:
    """A small one, a tall one, and one in a card, which has no page of its own."""
    assert across("585.0", "352.5") == []
    assert across("800.0", "900.0") == []
    assert across("784.5", "344.25", inside="card") == []


def test_ids_dates_and_short_words_stay_in_one_line_and_what_is_read_has_the_rest() -> None:
    """Beside two long texts, too, and a head is never narrower than its words."""
    heads = ["Requirement", "Statement", "Agreed", "Implemented", "Reason"]
    row = ["R-001", LONG, "Oct 20,\u00a02026", "Nov 17,\u00a02026", LONG]
    (found,) = widths(table(heads, row, row))
    for place, text in ((0, "Requirement"), (2, "Oct 20, 2026"), (3, "Implemented")):
        assert found[place] >= text_width(text, 9) + CELL_SPACE, text
    assert min(found[1], found[4]) > max(found[0], found[2], found[3])


SOURCE = "Requirements Checklist revision 1, agreed in the call"


def laid_out(block: str) -> Xml.Element:
    """A block as the template gets it."""
    root = Xml.fromstring(f"<block>{block}</block>")
    lay_out(root)
    return root


def part(number: int, *rows: list[str]) -> str:
    """A part of a section: its heading, and a table."""
    inner = table(["Case", "Source"], *rows).replace('align="left">', 'align="left" flow="inline">')
    return f'<group><h level="2"><t>Part {number}</t></h><group>{inner}</group></group>'


def test_parts_with_the_same_head_are_one_table_with_a_row_for_each_heading() -> None:
    """The head stands once, no word is lost, and a part with something else in it stays as it is."""
    other = '<group><h level="2"><t>Other</t></h><p kind=""><t>Text</t></p></group>'
    root = laid_out(f"<group>{part(1, ['T-1', 'a'])}{part(2, ['T-2', 'b'])}{other}{part(3, ['T-3', 'c'])}</group>")
    first, second = root.iter("table")
    assert [row.tag + row.get("group", "") for row in first] == ["head", "rowtrue", "row", "rowtrue", "row"]
    assert "".join(first.itertext()) == "CaseSourcePart 1T-1aPart 2T-2b"
    assert "".join(second.itertext()) == "CaseSourceT-3c"


@pytest.mark.parametrize(("often", "text"), [(4, SOURCE), (6, SOURCE), (3, SOURCE), (9, "Mail of 4 May")])
def test_a_long_line_that_many_cells_repeat_is_a_note_below(often: int, text: str) -> None:
    """From four times on, and once for all; every other text stays in its cell."""
    rows = [[f"T-{number}", text] for number in range(often)]
    (found,) = laid_out(part(1, *rows, ["T-99", "Another source"])).iter("table")
    said = "".join(found.itertext())
    is_noted = often >= 4 and text == SOURCE
    assert said.count(text) == (1 if is_noted else often)
    assert ["".join(note.itertext()) for note in found.iter("note")] == ([f"a {SOURCE}"] if is_noted else [])
    assert said.count("Another source") == 1


def test_a_paper_of_tables_with_many_columns_lies_across() -> None:
    """Where most of its words stand in them; a small one in a text stays upright."""
    heads = ["Requirement", "Statement", "Agreed", "Implemented", "Checked", "Evidence"]
    row = ["R-001", LONG * 2, "Oct 20, 2026", "Oct 20, 2026", "Oct 20, 2026", LONG * 2]
    wide = table(heads, *[row] * 12)
    assert laid_out(wide).get("across") == "true"
    assert laid_out(f'{table(heads, row)}<p kind=""><t>{LONG * 20}</t></p>').get("across") is None


def test_notes_stand_in_the_order_in_which_their_lines_are_read() -> None:
    """Lines of one cell too: the letters are the same in every run, whatever a set would say."""
    lines = [f"Record number {number} of the platform in both halls" for number in range(6)]
    cell = "</t><br/><t>".join(lines)
    (found,) = laid_out(part(1, *([f"T-{number}", cell] for number in range(4)))).iter("table")
    notes = ["".join(note.itertext()) for note in found.iter("note")]
    assert notes == [f"{letter} {line}" for letter, line in zip("abcdef", lines, strict=True)]
