"""The tree as HTML: every part of it has a rendering."""

from dataclasses import replace

import pytest

from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer


def html(block: tree.Block) -> str:
    """A block as a page shows it."""
    return str(HtmlRenderer(Words()).render((block,)))


def test_every_block_and_inline_part_has_html() -> None:
    """They are found by name: one that is left out would fail on the first page that holds it."""
    blocks = {f"_render_{block.__name__.lower()}" for block in tree.Block.__args__}
    inlines = {f"_inline_{inline.__name__.lower()}" for inline in set(tree.Inline.__args__) - {str}}

    assert {name for name in dir(HtmlRenderer) if name.startswith(("_render_", "_inline_"))} == blocks | inlines


def test_a_bar_of_one_part_is_words_alone() -> None:
    """It would say nothing more; with two parts it is drawn."""
    one = tree.Bar(parts=((tree.Mark.MET, 5, "five"),), total=5, text="all five")
    two = tree.Bar(parts=((tree.Mark.MET, 3, "three"), (tree.Mark.OPEN, 2, "two")), total=5, text="three of five")

    assert 'class="dw-bar"' not in html(one)
    assert "all five" in html(one)
    assert html(two).count("dw-bar-part") == 2


def test_a_bar_with_a_lead_says_each_part_beside_its_colour() -> None:
    """In the order of the bar, with the words of the marks; a tick stands where the plan ends, and is none beyond."""
    parts = ((tree.Mark.MET, 6, "6 spent"), (tree.Mark.OPEN, 0, "0 left"), (tree.Mark.LATE, 2, "2 over"))
    bar = tree.Bar(parts=parts, total=8, text="in words", lead="Forecast 8", tick=(6, "6 planned"))
    page = html(bar)

    assert "in words" not in page
    assert (
        page.index("Forecast 8</span>") < page.index('dw-bar-key dw-state--met">6 spent') < page.index("2 over</span>")
    )
    assert "0 left" not in page
    assert 'style="--dw-at:75.00%"' in page
    assert "6 planned</span>" in page
    assert "6 planned" not in html(replace(bar, tick=(8, "6 planned")))


def test_many_values_of_a_filter_are_a_menu() -> None:
    """From nine on; the value of each stays that of the rows."""
    choices = tuple((f"value-{number}", f"Value {number}") for number in range(9))
    column, row = tree.ColumnHead(title="Area"), tree.Row(cells=("x",), data=(("area", "value-0"),))
    table = tree.Table(
        columns=(column,), rows=(row,), filters=(tree.Filter(key="area", label="Area", choices=choices),)
    )
    few = replace(table, filters=(tree.Filter(key="area", label="Area", choices=choices[:8]),))

    assert html(table).count("<option") == 10
    assert 'data-key="area"' in html(table)
    assert html(few).count('dw-chip"') == 8


def test_a_value_of_a_filter_says_how_many_rows_have_it() -> None:
    """A row may have several values; nobody has to click to learn that none has one."""
    column = tree.ColumnHead(title="Who")
    rows = tuple(tree.Row(cells=("x",), data=(("party", parties),)) for parties in ("vendor", "vendor customer"))
    choices = (("vendor", "vendor"), ("customer", "customer"), ("partner", "partner"))
    table = tree.Table(columns=(column,), rows=rows, filters=(tree.Filter(key="party", label="P", choices=choices),))

    for said in (">vendor 2<", ">customer 1<", ">partner 0<"):
        assert said in html(table)


def test_a_row_says_what_names_it_and_what_stands_at_its_right() -> None:
    """So that it is a row, not a form, where there is no room for columns; figures keep theirs."""
    heads = (
        tree.ColumnHead(title="Id", narrow=True),
        tree.ColumnHead(title="What"),
        tree.ColumnHead(title="State", narrow=True),
        tree.ColumnHead(title="When", narrow=True, aside=True),
    )
    page = html(tree.Table(columns=heads, rows=(tree.Row(cells=("R-1", "A thing", "–", "Monday")),)))
    figures = (tree.ColumnHead(title="Role"), *(tree.ColumnHead(title=name, numeric=True) for name in ("a", "b")))

    assert [name for name in ("dw-title", "dw-none", "dw-aside") if name in page] == ["dw-title", "dw-none", "dw-aside"]
    assert page.index("dw-title") < page.index("A thing") < page.index("dw-none") < page.index("Monday")
    assert 'data-figures="beside"' in html(tree.Table(columns=figures, rows=(tree.Row(cells=("x", "1", "2")),)))
    assert "data-figures" not in page


@pytest.mark.parametrize(
    ("words", "count", "expected"),
    [(0, 3, "columns"), (0, 4, "columns"), (0, 5, "below"), (1, 3, "below"), (0, 6, "named")],
)
def test_up_to_five_columns_of_figures_stay_columns(words: int, count: int, expected: str) -> None:
    """What has more, or words among its figures, stands below its name on the smallest screen; too many are named."""
    others = [tree.ColumnHead(title=f"word {number}") for number in range(words)]
    figures = [tree.ColumnHead(title=f"figure {number}", numeric=True) for number in range(count)]
    columns = (tree.ColumnHead(title="Name"), *others, *figures)

    page = html(tree.Table(columns=columns, rows=(tree.Row(cells=("x",) * len(columns)),)))

    assert f'data-figures="{expected}"' in page
    assert (f"--dw-figures:{count}" in page) == (expected != "named")
