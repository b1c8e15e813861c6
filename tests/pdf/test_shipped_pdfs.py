"""Every PDF of every shipped project, for each audience: claims, tags, links, fonts, data, and nothing internal.

veraPDF is not run here: it is on no package registry that a test could use.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pytest
from lxml import html

from tests.pdf.opened import block_text, squeezed, tagged_text
from tests.site.sites import ROOT, copy_shipped, delivery

PROJECTS = tuple(sorted(path.name for path in (ROOT / "projects").iterdir() if path.is_dir()))
SITES = tuple((audience, slug) for audience in ("customer", "internal") for slug in PROJECTS)
DATES = "1795478400"  # 24 November 2026
EMBEDDED = {"/FontFile", "/FontFile2", "/FontFile3"}
every_site = pytest.mark.parametrize(("audience", "slug"), SITES, ids=lambda value: str(value))


def folder_of(shipped: Path, audience: str, slug: str) -> Path:
    """Where the pages and PDFs of a project stand for an audience."""
    site = shipped / "site"
    return site / "customer" / slug if audience == "customer" else site / "internal" / "projects" / slug


def files(shipped: Path, audience: str, slug: str) -> list[Path]:
    """The PDFs of a project for an audience, issued ones left out: those are frozen."""
    found = [
        path for path in sorted(folder_of(shipped, audience, slug).glob("*.pdf")) if path.with_suffix(".html").is_file()
    ]
    assert len(found) > 4
    return found


def opened(shipped: Path, audience: str, slug: str) -> Iterator[tuple[str, pikepdf.Pdf]]:
    """Each PDF with its name."""
    for path in files(shipped, audience, slug):
        with pikepdf.open(path) as pdf:
            yield path.name, pdf


@every_site
def test_a_document_page_links_its_pdf(shipped: Path, audience: str, slug: str) -> None:
    """In its head line, outside of what is signed, and only where the file is there."""
    for page in folder_of(shipped, audience, slug).glob("*.html"):
        tree = html.fromstring(page.read_text("utf-8"))
        linked = tree.xpath('//p[@class="dw-pdf"]/a/@href')
        has_block = bool(tree.xpath('//div[contains(concat(" ", @class, " "), " dw-document ")]'))
        assert linked == ([page.with_suffix(".pdf").name] if page.with_suffix(".pdf").is_file() else []), page.name
        assert not tree.xpath('//div[contains(concat(" ", @class, " "), " dw-document ")]//p[@class="dw-pdf"]')
        assert has_block or not linked, page.name


@every_site
def test_claims_language_title_and_tags(shipped: Path, audience: str, slug: str) -> None:
    """PDF/A-3a and PDF/UA-1 are claimed; a reader is told the language, the title and the parts."""
    language = "de" if "language: de" in (ROOT / "projects" / slug / "project.yml").read_text("utf-8") else "en"
    for name, pdf in opened(shipped, audience, slug):
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert re.search(r"<pdfaid:part>\s*3<", metadata), name
        assert re.search(r"<pdfaid:conformance>\s*A<", metadata), name
        assert re.search(r"<pdfuaid:part>\s*1<", metadata), name
        assert bool(pdf.Root.MarkInfo.Marked), name
        assert "/OutputIntents" in pdf.Root, name
        assert str(pdf.Root.Lang).startswith(language), name
        assert str(pdf.docinfo.get("/Title", "")), name
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), name
        with pdf.open_outline() as outline:
            assert len(outline.root) > 0, name


@every_site
def test_fonts_are_embedded_and_links_lead_somewhere(shipped: Path, audience: str, slug: str) -> None:
    """Nothing depends on the reader's machine; every place that a link names is there."""
    for name, pdf in opened(shipped, audience, slug):
        places = {str(key).lstrip("/") for key in pdf.Root.get("/Dests", {})}
        if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
            places |= {str(key) for key in pikepdf.NameTree(pdf.Root.Names.Dests)}
        for page in pdf.pages:
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                inner = font.get("/DescendantFonts", [font])[0]
                descriptor = inner.get("/FontDescriptor", {})
                assert EMBEDDED & set(descriptor.keys()) or font.Subtype == "/Type3", name
            for note in page.get("/Annots", []):
                action = note.get("/A", {})
                assert not str(action.get("/URI", "")).startswith("signature:"), name
                target = note.get("/Dest", action.get("/D")) if note.get("/Subtype") == "/Link" else None
                if target is not None and not isinstance(target, pikepdf.Array):
                    assert str(target).lstrip("/") in places, f"{name}: {target}"


@every_site
def test_attachments_are_the_data_of_the_project(shipped: Path, audience: str, slug: str) -> None:
    """Byte for byte files of the project that its customer may have; never one of internal/."""
    project = ROOT / "projects" / slug
    own = {
        path.relative_to(project).as_posix().replace("/", "-"): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and "internal" not in path.parts
    }
    counted = 0
    for name, pdf in opened(shipped, audience, slug):
        for attached, file in pdf.attachments.items():
            assert file.get_file().read_bytes() == own[attached], f"{name}: {attached}"
            counted += 1
        assert len(pdf.attachments) == 0 or "/AF" in pdf.Root, name
    assert counted > 4


@pytest.mark.parametrize("slug", PROJECTS)
def test_nothing_internal_is_in_any_text_or_attachment(shipped: Path, slug: str) -> None:
    """The remarks, rates and risks of internal/ leave no trace in what a customer gets."""
    marks = {
        squeezed(sentence)
        for path in (ROOT / "projects").glob("*/internal/*")
        for sentence in re.findall(r'"([^"]{30,})"', path.read_text("utf-8"))
    }
    assert len(marks) > 10
    for path in files(shipped, "customer", slug):
        with pikepdf.open(path) as pdf:
            text = "".join(one.get_file().read_bytes().decode() for one in pdf.attachments.values())
        plain = squeezed(tagged_text(path) + text)
        assert [mark for mark in marks if mark in plain] == [], path.name


@every_site
def test_a_pdf_says_what_its_page_says(shipped: Path, audience: str, slug: str) -> None:
    """The tagged text ends with the document block of the built page: every word, in the same order."""
    for path in files(shipped, audience, slug):
        block, said = squeezed(block_text(path.with_suffix(".html"))), squeezed(tagged_text(path))
        assert said.endswith(block), f"{path.name}: {_first_difference(block, said[-len(block) :])}"


def _first_difference(one: str, other: str) -> str:
    place = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    return f"page …{one[place - 30 : place + 60]}… PDF …{other[place - 30 : place + 60]}…"


@every_site
def test_the_quick_checker_finds_no_failed_checkpoint(shipped: Path, audience: str, slug: str) -> None:
    """pdfua, over every PDF."""
    for path in files(shipped, audience, slug):
        assert pdfua.validate(str(path)).findings == (), path.name


@pytest.mark.parametrize("slug", PROJECTS)
def test_the_thorough_checker_finds_no_failed_checkpoint(shipped: Path, slug: str) -> None:
    """outloud, over every PDF of a customer; it takes the repeated heads of wide tables for prose, which they are not."""
    for path in files(shipped, "customer", slug):
        heads = {squeezed("".join(row.itertext())) for row in html.parse(str(path.with_suffix(".html"))).iter("thead")}
        found = [one for one in outloud.check(str(path)).findings if str(one.severity).endswith("error")]
        told = [one for one in found if one.rule_id != "TAG-002" or not _are_heads(str(one.evidence), heads)]
        assert [f"{one.rule_id} {one.evidence}" for one in told] == [], path.name


def _are_heads(evidence: str, heads: set[str]) -> bool:
    said = [squeezed(part).rstrip("…") for part in evidence.split("; ")]
    return all(any(part in head for head in heads) for part in said)


def test_the_same_commit_gives_the_same_bytes(shipped: Path, tmp_path: Path) -> None:
    """Another folder, umask, time zone, language and user change nothing."""
    second = copy_shipped(tmp_path / "elsewhere" / "two")
    before = os.umask(0o077)
    try:
        changed = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "USER": "somebody", "SOURCE_DATE_EPOCH": DATES}
        done = delivery(second, "pdf", "harbour-insurance", "--audience", "customer", **changed)
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    made = {path.name: path.read_bytes() for path in (second / "site" / "pdf").rglob("*.pdf")}

    assert made == {path.name: path.read_bytes() for path in files(shipped, "customer", "harbour-insurance")}
