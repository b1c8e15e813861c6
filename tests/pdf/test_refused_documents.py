"""What no PDF can have: the engine refuses it, and `check` has told where it stands before anything was set."""

from __future__ import annotations

from pathlib import Path

import pytest

from delivery_wiki.adapters.pdf_engine import PdfFailed, set_pdf
from delivery_wiki.adapters.pdf_fonts import FONTS, coverage_text, glyph_findings, shared_glyph_findings
from delivery_wiki.pages.pdf_block import UnknownElement, block_xml
from delivery_wiki.reading.markdown_blocks import read_blocks
from delivery_wiki.reading.pdf_glyphs import check_glyphs, read_coverage
from delivery_wiki.reading.prose_check import check_prose
from tests.pdf.example_document import example_document
from tests.site.sites import ROOT

COVERED = read_coverage((ROOT / FONTS / "coverage.txt").read_text("ascii"))
REFUSED = {
    "glyph-missing": ("## Name\n\nThe maker 株式会社.\n", (3, 11), "could not be displayed"),
}
SHOWN = {
    "heading-skipped": ("## One\n\n#### Three\n", (3, 1)),
    "heading-empty": ("## One\n\n##\n\nText.\n", (3, 1)),
    "link-without-words": ("See [](https://example.com/).\n", (1, 5)),
    "image-in-prose": ("See ![the plan](plan.png).\n", (1, 17)),
    "html-in-prose": ("See <video>the film</video>.\n", (1, 5)),
}


def findings(markdown: str) -> list[tuple[str, int, int]]:
    """What `check` says of prose, by line and column."""
    blocks = read_blocks(markdown)
    found = [
        *check_prose(blocks, blocks.places_in("charter.md")),
        *check_glyphs(markdown.encode(), "charter.md", COVERED),
    ]
    return [(one.code, one.location.line, one.location.column) for one in found]


@pytest.mark.parametrize("code", REFUSED)
def test_what_the_engine_refuses_is_a_finding_at_its_place(code: str) -> None:
    """No box in place of a character, no gap in the structure: there is no PDF, and the author knows the line."""
    markdown, place, reason = REFUSED[code]

    assert (code, *place) in findings(markdown)
    with pytest.raises(PdfFailed, match=reason):
        set_pdf(example_document(markdown))


@pytest.mark.parametrize("code", SHOWN)
def test_what_would_be_lost_for_a_reader_is_a_finding(code: str) -> None:
    """Pictures without words, elements that no page has, gaps: told at their place; a PDF shows what is left."""
    markdown, place = SHOWN[code]

    assert findings(markdown) == [(code, *place)]
    assert set_pdf(example_document(markdown)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "block", ["<video></video>", '<span class="new">a</span>', '<div class="new">a</div>', '<svg xmlns="x"></svg>']
)
def test_an_element_without_a_rule_stops_the_document(block: str) -> None:
    """A page that grows something new cannot lose it silently in the PDF; prose cannot make elements at all."""
    with pytest.raises(UnknownElement):
        block_xml(f'<div class="dw-document"><p>{block}</p></div>')


def test_a_drawing_without_a_title_stops_the_document() -> None:
    """Its words are the alternative text."""
    with pytest.raises(UnknownElement, match="neither title nor description"):
        block_xml('<svg width="10" height="10"><rect width="9" height="9"/></svg>')


def test_characters_of_any_font_are_shown() -> None:
    """What only the font for code has is shown in a sentence too, as `check` counts it."""
    only_in_code = "⌘─"
    assert findings(f"A {only_in_code} in a sentence.\n") == []
    assert set_pdf(example_document(f"A {only_in_code} in a sentence.\n")).startswith(b"%PDF")


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    """Fresh after every new font: `python -m delivery_wiki.adapters.pdf_fonts` writes it."""
    assert coverage_text(ROOT / FONTS) == (ROOT / FONTS / "coverage.txt").read_text("ascii")


def test_a_repository_adds_fonts(tmp_path: Path) -> None:
    """A character counts as shown once a font in docs/fonts/ has it."""
    bare = tmp_path / "data"
    (bare / FONTS).mkdir(parents=True)
    (bare / FONTS / "coverage.txt").write_text("0000-007F\n", "ascii")
    project = tmp_path / "projects" / "pilot"
    project.mkdir(parents=True)
    (project / "project.yml").write_text("title: Łódź\n", "utf-8")
    assert [one.code for one in glyph_findings(tmp_path, bare, "pilot")] == ["glyph-missing"]

    other = tmp_path / "other"
    (other / "projects").mkdir(parents=True)
    project.rename(other / "projects" / "pilot")
    (other / "docs" / "fonts").mkdir(parents=True)
    (other / "docs" / "fonts" / "Inter.otf").write_bytes((ROOT / FONTS / "Inter-Regular.otf").read_bytes())
    assert list(glyph_findings(other, bare, "pilot")) == []


def test_what_all_documents_share_has_its_characters(tmp_path: Path) -> None:
    """Templates, processes, rule sets and labels come into documents as the texts of projects do."""
    assert list(shared_glyph_findings(ROOT, ROOT)) == []
    (tmp_path / "docs" / "templates").mkdir(parents=True)
    (tmp_path / "docs" / "templates" / "own-1.yml").write_text('format: 1\ntitle: "Charter 株"\n', "utf-8")

    (found,) = shared_glyph_findings(tmp_path, ROOT)

    assert (found.code, found.location.file, found.location.line) == ("glyph-missing", "docs/templates/own-1.yml", 2)
