"""What no PDF can have: `check` has told where it stands, and a PDF is set all the same, as the guide says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from delivery_wiki.adapters.outside.pdf_fonts import FONTS, coverage_text, glyph_findings, shared_glyph_findings
from delivery_wiki.adapters.pdf.pdf_engine import set_pdf
from delivery_wiki.pages.pdf.pdf_block import UnknownElement, block_xml
from delivery_wiki.reading.markdown.markdown_blocks import read_blocks
from delivery_wiki.reading.markdown.pdf_glyphs import check_glyphs, read_coverage
from delivery_wiki.reading.markdown.prose_check import check_prose
from tests.pdf.example_document import example_document
from tests.pdf.opened import failed_checkpoints, opened, text_of
from tests.site.sites import ROOT

COVERED = read_coverage((ROOT / FONTS / "coverage.txt").read_text("ascii"))


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A fault of prose, where it is told, what the guide says of a PDF with it, and what is read in one."""

    markdown: str
    place: tuple[int, int]
    guide: str
    read: tuple[str, ...]


SHOWN = {
    "glyph-missing": Shown(
        markdown="## Name\n\nThe maker 株式会社 😋.\n",
        place=(3, 11),
        guide="Its code stands in its place, such as `[U+682A]`.",
        read=("H1: Name", "P: The maker [U+682A U+5F0F U+4F1A U+793E] 😋."),
    ),
    "heading-skipped": Shown(
        markdown="## One\n\n#### Three\n\n### Two\n",
        place=(3, 1),
        guide="It stands one level below the heading before it, as on the page.",
        read=("H1: One", "H2: Three", "H2: Two"),
    ),
    "heading-empty": Shown(
        markdown="## One\n\n##\n\nText.\n",
        place=(3, 1),
        guide="It is left out, as on the page.",
        read=("H1: One", "P: Text."),
    ),
    "link-without-words": Shown(
        markdown="See [](https://example.com/) here.\n",
        place=(1, 5),
        guide="A link that nobody sees or hears.",
        read=("P: See here.", "Link:"),
    ),
    "image-in-prose": Shown(
        markdown="See ![the plan](plan.png).\n",
        place=(1, 17),
        guide="A picture is only a link with its words, and without its mark where the link leads nowhere.",
        read=("P: See !the plan.",),
    ),
    "html-in-prose": Shown(
        markdown="See <video>the film</video>.\n",
        place=(1, 5),
        guide="The tag is shown as text; prose makes no elements.",
        read=("P: See <video>the film</video>.",),
    ),
}


def findings(markdown: str) -> list[tuple[str, int, int]]:
    """What `check` says of prose, by line and column."""
    blocks = read_blocks(markdown)
    found = [
        *check_prose(blocks, blocks.places_in("charter.md")),
        *check_glyphs(markdown.encode(), "charter.md", COVERED),
    ]
    return [(finding.code, finding.location.line, finding.location.column) for finding in found]


@pytest.mark.parametrize("code", SHOWN)
def test_what_would_be_lost_for_a_reader_is_a_finding_and_a_pdf_is_set_all_the_same(code: str, tmp_path: Path) -> None:
    """Told at its place; a PDF shows what is left, as the guide says it."""
    row = SHOWN[code]
    assert findings(row.markdown) == [(code, *row.place)]

    path = tmp_path / "page.pdf"
    path.write_bytes(set_pdf(example_document(row.markdown)))
    with opened(path) as read:
        failed, _ = failed_checkpoints(read)
        said = [f"{element.type}: {text_of(read, element)}".strip() for element in read.elements]
    assert failed == []
    assert tuple(said[len(said) - len(row.read) - 1 :])[-len(row.read) :] == row.read


def test_the_guide_has_a_sentence_on_each_of_them() -> None:
    """Its table is what is tried above, word by word."""
    guide = (ROOT / "docs" / "guide" / "pdf.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", guide, re.MULTILINE)
    assert dict(rows) == {code: row.guide for code, row in SHOWN.items()}


@pytest.mark.slow
def test_every_character_that_a_font_has_can_be_set() -> None:
    """What `check` says nothing about never costs a document, whatever stands beside it; nor do odd ones."""
    shown = sorted(COVERED.characters)
    letters = [text for text in shown if ord(text) > 0x7F and unicodedata.category(text)[0] not in "MZ"]
    marks = [text for text in shown if unicodedata.category(text)[0] == "M"]
    words = ["".join(letters[start : start + 12]) for start in range(0, len(letters), 12)]
    words += [f"{letter}{mark}" for mark in marks for letter in "aשกक"] + [mark * 2 for mark in marks]
    words += ["\U0001f44d\U0001f3fd", "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f1e9\U0001f1ea", "e\u0301", "한국"]
    words += ["\u1112\u1161\u11ab", "\ue000", "\U000f0000", "\u0378", "\x85", "\ufeff"]
    assert set_pdf(example_document(" ".join(words))).startswith(b"%PDF")


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
    """Fresh after every new font: `python -m delivery_wiki.adapters.outside.pdf_fonts` writes it."""
    assert coverage_text(ROOT / FONTS) == (ROOT / FONTS / "coverage.txt").read_text("ascii")


def test_a_repository_adds_fonts(tmp_path: Path) -> None:
    """A character counts as shown once a font in docs/fonts/ has it."""
    bare = tmp_path / "data"
    (bare / FONTS).mkdir(parents=True)
    (bare / FONTS / "coverage.txt").write_text("0000-007F\n", "ascii")
    project = tmp_path / "projects" / "pilot"
    project.mkdir(parents=True)
    (project / "project.yml").write_text("title: Łódź\n", "utf-8")
    assert [glyph_finding.code for glyph_finding in glyph_findings(tmp_path, bare, "pilot")] == ["glyph-missing"]

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
