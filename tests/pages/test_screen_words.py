"""Words that lead on from a page: on a screen, in what is signed as before, and never on paper."""

from __future__ import annotations

from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.pdf.pdf_block import block_xml
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.render.tree_text import block_lines

COUNT = tree.Paragraph(("8", tree.ScreenOnly((tree.LineBreak(), tree.Link("its working", "sizing.html#working-x")))))
PIN = tree.Facts(pairs=(("Process", tree.Named("The process of 2011", "2011-11-03")),))


def test_what_leads_on_is_not_printed() -> None:
    """The page has the link, a fingerprint the words that it had, a PDF the figure alone."""
    html = str(HtmlRenderer(Words()).render((COUNT,)))

    assert 'href="sizing.html#working-x"' in html
    assert block_lines((COUNT,)) == ("8 / its working",)
    assert block_xml(f'<div class="dw-document">{html}</div>').count("<t>") == 1


def test_a_pin_is_read_by_its_name_and_signed_by_its_version() -> None:
    """Who reads a document knows no ids; who verifies it needs nothing else."""
    html = str(HtmlRenderer(Words()).render((PIN,)))

    assert ">The process of 2011<" in html
    assert block_lines((PIN,)) == ("Process: 2011-11-03",)
    assert "2011-11-03" not in block_xml(f'<div class="dw-document">{html}</div>')


def test_the_twin_of_a_drawing_is_printed_without_the_words_that_open_it() -> None:
    """On paper there is nothing to open."""
    figure = tree.Figure(
        drawing="",  # type: ignore[arg-type]  # none is needed here
        caption="Load",
        twin=tree.Table(columns=(tree.ColumnHead(title="A"),), rows=(tree.Row(cells=("1",)),)),
    )
    html = str(HtmlRenderer(Words()).render((figure,)))

    assert "The same as a table" in html
    assert "The same as a table" not in block_xml(f'<div class="dw-document">{html}</div>')
