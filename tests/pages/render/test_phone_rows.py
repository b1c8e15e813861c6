"""Rows whose heads are out of sight: what a cell is called there, and which tables are read so on a tablet."""

from __future__ import annotations

import re
from pathlib import Path

from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.columns import Column, Columns, plain_table
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.render.phone_rows import is_wide

STYLES = (Path(__file__).parents[3] / "docs/theme/assets/stylesheets/delivery.css").read_text(encoding="utf-8")
ITEM = tree.Item("M-1", "plan.html#M-1")
STATE = tree.State(tree.Mark.MET, "reached")
COLUMNS: Columns[None] = (
    Column("Id", lambda _: ITEM, narrow=True),
    Column("Milestone", lambda _: "Workshop"),
    Column("Owner", lambda _: tree.Link("Vera Lead", "people.html")),
    Column("Baseline", lambda _: "1 May 2026", narrow=True),
    Column("Forecast", lambda _: "–", narrow=True),
    Column("Affects", lambda _: (ITEM, ", ", ITEM)),
    Column("State", lambda _: STATE, narrow=True, aside=True),
)


def _labels(columns: Columns[None]) -> list[str]:
    html = HtmlRenderer(Words()).render((plain_table(columns, [None]),))
    return re.findall(r'data-label="([^"]+)"', html)


def test_words_and_days_of_many_columns_have_their_name_in_a_row() -> None:
    """Two days in a line would be any two; ids say what they are, and an empty cell says nothing."""
    assert _labels(COLUMNS) == ["Owner", "Baseline"]


def test_a_state_that_is_not_the_row_s_own_has_its_name() -> None:
    """Three times `missing` in a line would not say what is missing."""
    missing = Column[None]("Tests", lambda _: tree.State(tree.Mark.OPEN, "missing"), narrow=True)

    assert _labels((*COLUMNS, missing)) == ["Owner", "Baseline", "Tests"]


def test_few_columns_are_named_where_their_column_says_so() -> None:
    """A table of five columns is a line of words that explain each other, unless two of them are days."""
    few: Columns[None] = (*COLUMNS[:2], Column("Starts", lambda _: "1 May 2026", narrow=True, named=True))
    many: Columns[None] = (*COLUMNS, Column("Party", lambda _: "vendor", named=False))

    assert _labels(few) == ["Starts"]
    assert _labels(many) == ["Owner", "Baseline"]


def test_a_table_of_many_words_is_read_row_by_row_on_a_tablet() -> None:
    """Tables of figures and of letters are compared column by column, and stay as they are."""
    heads = plain_table(COLUMNS, [None]).columns

    assert is_wide(heads)
    assert not is_wide(heads[:5])
    assert not is_wide((heads[0], *[tree.ColumnHead(title="Days", numeric=True)] * 5))
    assert not is_wide((*heads, tree.ColumnHead(title="Carl Lead", letter=True)))
    assert " data-wide" in HtmlRenderer(Words()).render((plain_table(COLUMNS, [None]),))


def test_a_long_line_wraps_in_a_column_that_is_as_wide_as_its_words() -> None:
    """Who checked what on which day pushed the last columns out of sight."""
    of: Columns[None] = (
        COLUMNS[1],
        Column(
            "Recorded", lambda _: ("agreed 1 May 2026", tree.LineBreak(), "checked 1 May 2026, Vera Lead"), narrow=True
        ),
        Column("Date", lambda _: ("1 May 2026", tree.LineBreak(), "in 8 days"), narrow=True),
    )
    html = HtmlRenderer(Words()).render((plain_table(of, [None]),))

    assert re.findall(r'<td class="([^"]*dw-wraps)">(\w+)', html) == [("dw-narrow dw-aside dw-wraps", "agreed")]


def test_the_style_sheet_reads_wide_tables_row_by_row_below_the_width_of_a_desk() -> None:
    """One set of rules for phone and tablet: a wide table has another measure for the same condition."""
    rows = STYLES[STYLES.index("Rows that are read one by one") :]
    rows = rows[: rows.index("@page")]

    assert "@media screen and (max-width: 59.99em)" in rows
    few, wide = (float(size) for size in re.findall(r"font-size: ([\d.]+)rem; }\n", rows)[:2])
    limit = float(re.findall(r"@container \(max-width: ([\d.]+)em\)", rows)[0])
    assert few * 20 * limit < 460
    assert 736 < wide * 20 * limit < 960


def test_tables_of_the_wiki_s_own_texts_have_no_more_columns_than_a_phone_has_room_for() -> None:
    """From the fourth column on their rows are blocks, which no page of guides has to scroll for."""
    phone = STYLES[STYLES.index("A table of the wiki's own texts that has more columns") :]
    phone = phone[: phone.index("Rows that are read one by one")]

    assert "@media screen and (max-width: 30em)" in phone
    assert "table:not([class]):has(th:nth-child(4)) td { display: block;" in phone
