"""Short papers and long ones: title above the text or cover and contents, and the sheet that is signed."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from delivery_wiki.adapters.pdf.pdf_engine import set_pdf
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.pdf.pdf_document import PdfDocument
from delivery_wiki.pages.pdf.pdf_project import document_block
from tests.pdf.example_document import context, example_document
from tests.pdf.opened import opened_bytes, squeezed, tagged_text, untagged_text

PAGE = "\n\n".join(["Nothing is said in this line that is worth more room than it takes up."] * 34)
COMPANY = "Verkehrsverbund und Telekommunikationsgesellschaft Musterstadt mbH"


def paper(pages: int) -> PdfDocument:
    """A document with about so many pages of text."""
    return example_document("\n\n".join(f"## Part {number}\n\n{PAGE}" for number in range(1, pages + 1)))


def signed_paper(*parties: str, recorded: str = "") -> PdfDocument:
    """A document with a sentence, and a place to sign for each party."""
    fields = tuple(
        tree.SignatureField(party=party, role="lead", meaning="orders", recorded=recorded, name="Max" * bool(recorded))
        for party in parties
    )
    sheet = tree.SignatureSheet(fields=fields, about="Signatures to: Charter, revision 1.")
    clauses = (
        tree.Clause(number="1", title="Text", id="text", blocks=(tree.Paragraph("One sentence."),)),
        tree.Clause(number="2", title="Signatures", id="signatures", blocks=(sheet,)),
    )
    made = tree.Document(kind="charter", title="Charter", revision="1", facts=(), blocks=clauses)
    return replace(example_document(""), block=document_block(context(), made))


def page_texts(pdf: bytes) -> list[str]:
    """What is read aloud of each page, head and foot left out."""
    with opened_bytes(pdf) as document:
        return [squeezed(" ".join(run.text for run in document.content(page.index).runs)) for page in document.pages]


def test_a_short_document_begins_with_its_title_above_the_text() -> None:
    """No cover, no contents, no head on the first page; its facts once, and no word of the program among them."""
    pdf = set_pdf(paper(1))
    with opened_bytes(pdf) as document:
        said = tagged_text(document)
        assert len(document.pages) <= 2
        assert "Contents" not in said
        assert said.index("Golden page") < said.index("Part 1")
        assert "Golden page" not in untagged_text(document, 0)
        assert said.count("Customer") == said.count("State") == 1
        assert "Process" not in said
        assert "Templates" not in said


@pytest.mark.parametrize("parts", [17, pytest.param(19, marks=pytest.mark.slow)])
def test_a_long_document_has_a_cover_and_contents_that_the_text_follows(parts: int) -> None:
    """The contents say where each part stands; where they are short, the text begins below them."""
    texts = page_texts(set_pdf(paper(parts)))
    assert "Part1" not in texts[0]
    assert "Contents" in texts[1]
    assert texts[1].count("Part1") >= 2


@pytest.mark.parametrize("parties", [("One",), (COMPANY, "Two"), ("One", COMPANY, "Three", COMPANY)], ids=len)
def test_a_sheet_to_sign_names_what_is_signed_and_how_many_pages_that_are(parties: tuple[str, ...]) -> None:
    """The sentence stands on the page of the lines, with a field for each signer, and no name is parted by a hyphen."""
    pdf = set_pdf(signed_paper(*parties))
    texts = page_texts(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fields = [str(field.TU) for field in file.Root.AcroForm.Fields]
    assert f"Signaturesto:Charter,revision1.Pages:{len(texts)}." in texts[-1]
    assert [texts[-1].count(line) for line in ("Name", "Function", "Place,date")] == [len(parties)] * 3
    assert len(fields) == len(parties)


@pytest.mark.parametrize("recorded", ["Max, signed on May 1, 2026", "A signature of May 1, 2026 is noted"])
def test_what_is_recorded_is_no_line_to_sign_on(recorded: str) -> None:
    """It stands as a stamp, and there is no field that somebody could sign again."""
    pdf = set_pdf(signed_paper("One", recorded=recorded))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert "/AcroForm" not in file.Root
    assert squeezed(recorded) in page_texts(pdf)[-1]


def test_three_lines_never_stand_alone_on_the_last_page() -> None:
    """Where they would, the text is set a little closer."""
    sizes = set[int]()
    for lines in range(24, 34):
        text = "\n\n".join(["Nothing is said in this line that is worth more room than it takes up."] * lines)
        pages = page_texts(set_pdf(example_document(text)))
        sizes.add(len(pages))
        assert len(pages) == 1 or pages[-1].count("Nothing") > 3, lines
    assert sizes == {1, 2}


def table_paper(before: int, rows: int) -> PdfDocument:
    """A document with so many lines, then a table with so many rows and its total."""
    lines = tuple(tree.Paragraph("A line of text.") for _ in range(before))
    columns = (tree.ColumnHead(title="Part"), tree.ColumnHead(title="Price", numeric=True))
    cells = tuple(tree.Row(cells=(f"Row {number}", "1")) for number in range(1, rows + 1))
    table = tree.Table(columns=columns, rows=(*cells, tree.Row(cells=("Total", str(rows)), total=True)))
    prices = tree.Clause(number="1", title="Prices", id="prices", blocks=(table,))
    made = tree.Document(kind="charter", title="Charter", revision="1", facts=(), blocks=(*lines, prices))
    return replace(example_document(""), block=document_block(context(), made))


@pytest.mark.parametrize(
    ("before", "rows"),
    [
        (0, 33),
        (21, 7),
        *(pytest.param(*place, marks=pytest.mark.slow) for place in ((0, 32), (0, 34), (21, 1), (22, 9))),
    ],
)
def test_a_total_and_a_heading_never_stand_alone(before: int, rows: int) -> None:
    """Wherever the page ends, a total has the row before it above it, and a heading two rows of its table below it."""
    texts = page_texts(set_pdf(table_paper(before, rows)))
    heading = next(text for text in texts if "1Prices" in text)
    total = next(text for text in texts if "Total" in text)
    assert f"Row{rows}1Total" in total
    assert heading.count("Row") >= min(2, rows)


def test_the_sentence_that_leads_to_a_list_stands_above_it() -> None:
    """Wherever the page ends, it has the list below it, and its heading above it."""
    found = set[int]()
    for lines in range(19, 28):
        order = "## Order\n\nThe first prevails.\n\n1. One\n1. Two\n1. Three\n"
        text = "\n\n".join([*["A line of text."] * lines, order])
        texts = page_texts(set_pdf(example_document(text)))
        (page,) = (number for number, words in enumerate(texts) if "Thefirstprevails." in words)
        assert "Order" in texts[page]
        assert "Three" in texts[page], lines
        found.add(page)
    assert found == {0, 1}


@pytest.mark.parametrize(("pages", "has_contents"), [(9, False), (17, True)])
def test_contents_begin_where_a_paper_is_long(pages: int, has_contents: bool) -> None:
    """What is signed is short for its readers: nine pages have no cover of their own."""
    texts = page_texts(set_pdf(paper(pages)))
    assert any("Contents" in text for text in texts) == has_contents


def test_a_small_table_stays_on_one_page() -> None:
    """Three rows are not torn apart, wherever the page ends."""
    for before in (21, 22, 23, 24):
        (page,) = (text for text in page_texts(set_pdf(table_paper(before, 2))) if "Row" in text)
        assert "Row11Row21Total2" in page, before


def test_a_table_of_few_long_rows_begins_where_it_stands() -> None:
    """It is not moved to the next page as a whole, which would leave half a page empty."""
    rows = tuple(tree.Row(cells=(f"Row {number}", "Nothing is said here. " * 60)) for number in (1, 2))
    table = tree.Table(columns=(tree.ColumnHead(title="Part"), tree.ColumnHead(title="Text")), rows=rows)
    lines = tuple(tree.Paragraph("A line of text.") for _ in range(17))
    made = tree.Document(kind="charter", title="Charter", revision="1", facts=(), blocks=(*lines, table))
    texts = page_texts(set_pdf(replace(example_document(""), block=document_block(context(), made))))

    assert ["Row1" in text for text in texts] == [True, False]


@pytest.mark.slow
@pytest.mark.parametrize("headings", [22, *(pytest.param(count, marks=pytest.mark.slow) for count in (21, 23, 24))])
def test_contents_of_any_length_are_set(headings: int) -> None:
    """Whether the text begins below the contents or on the next page does not hang on where it then begins."""
    text = "\n\n".join(f"## Part {number}\n\n{PAGE[: len(PAGE) * 2 // 3]}" for number in range(1, headings + 1))
    texts = page_texts(set_pdf(example_document(text)))
    assert "Contents" in texts[1]
    assert ("Nothing" in texts[1]) == (headings <= 22)
