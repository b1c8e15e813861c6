"""A figure that rests on an assumption carries a mark, and one note below says what the mark means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from lxml import html

from delivery_wiki.model.finding import Location
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.pdf.pdf_block import block_xml
from delivery_wiki.pages.render.html import HtmlRenderer

FIGURE = tree.Number("5,446", "sessions", assumed="Rests on assumed inputs: Peak ratio")
MEASURED = tree.Number("83,000", "accounts")
PLACE = Location(file="concept/goals.md", line=1, column=1)
NOTE = "* An assumption, or resting on one; the sizing names it."
TABLE = tree.Table(
    columns=(tree.ColumnHead(title="Figure"),), rows=(tree.Row(cells=(FIGURE,)), tree.Row(cells=(FIGURE,)))
)


@contextmanager
def _expand(call: str) -> Iterator[tree.Blocks]:
    yield (tree.Paragraph(FIGURE if "sessions" in call else MEASURED),)


def shown(*blocks: tree.Block) -> list[str]:
    """The lines of a page with these blocks."""
    root = html.fromstring(f"<div>{HtmlRenderer(Words(), _expand).render(blocks)}</div>")
    return [" ".join(node.text_content().split()) for node in root.iter("p", "td", "li", "summary")]


def test_a_sentence_stays_a_sentence() -> None:
    """Two figures of one text, two marks, one note behind the text; no word stands inside the sentence."""
    prose = tree.Prose(
        'It carries {{ sizing_figure("sessions") }} at once.\n\nAlso {{ sizing_figure("sessions") }} later.', PLACE
    )

    assert shown(prose) == ["It carries 5,446 sessions* at once.", "Also 5,446 sessions* later.", NOTE]


def test_a_measured_figure_needs_no_note() -> None:
    """Nothing is explained that is not there."""
    assert shown(tree.Prose('It has {{ sizing_figure("accounts") }}.', PLACE)) == ["It has 83,000 accounts."]


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (TABLE, ["5,446 sessions*", "5,446 sessions*"]),
        (tree.Listing(items=(FIGURE, FIGURE)), ["5,446 sessions*", "5,446 sessions*"]),
        (tree.Paragraph((FIGURE, " or ", FIGURE)), ["5,446 sessions* or 5,446 sessions*"]),
    ],
)
def test_a_table_a_list_and_a_paragraph_have_one_note_each(block: tree.Block, lines: list[str]) -> None:
    """However many figures they hold."""
    assert shown(block) == [*lines, NOTE]


def test_a_note_stands_with_its_part() -> None:
    """What is folded away or in a section of its own keeps its note, and the text around it needs none."""
    folded = tree.Details(summary="Calculation", blocks=(TABLE,))

    assert shown(folded, tree.Paragraph("After.")) == [
        "Calculation",
        "5,446 sessions*",
        "5,446 sessions*",
        NOTE,
        "After.",
    ]


def test_the_note_is_printed() -> None:
    """The PDF has mark and note like the page."""
    page = HtmlRenderer(Words(), _expand).render((tree.Paragraph(FIGURE),))
    text = "".join(html.fromstring(block_xml(f'<div class="dw-document">{page}</div>')).itertext())

    assert " ".join(text.split()) == f"5,446 sessions*{NOTE}"
