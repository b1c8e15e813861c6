"""The PDFs of a project, for each audience: claims, tags, words, links, fonts, data, nothing internal.

They are slow tests: a small project with a PDF of every kind, and every PDF of every shipped project, German ones among
them. veraPDF is not run: no package registry has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pdfua
import pikepdf
import pytest
from lxml import html
from outloud.findings import Result
from outloud.model import Document

from delivery_wiki.adapters.workspace.customer_files import customer_files
from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.calculations.verification.executed_revisions import SUFFIX
from delivery_wiki.pages.pdf.pdf_block import converted
from tests.pdf.opened import (
    BLOCK,
    INVISIBLE,
    Words,
    block_text,
    failed_checkpoints,
    opened,
    paper_text,
    silent_texts,
    squeezed,
    tagged_text,
    text_of,
    untagged_text,
    words_of,
    xml_text,
)
from tests.site.sites import ROOT
from tests.test_customer_words import PROGRAM

PROJECTS = tuple(sorted(path.name for path in (ROOT / "projects").iterdir() if path.is_dir()))
EMBEDDED = {"/FontFile", "/FontFile2", "/FontFile3"}
SITES = [("portfolio", audience, "harbour") for audience in ("customer", "internal")]
SHIPPED = [("shipped_with_pdfs", audience, slug) for audience in ("customer", "internal") for slug in PROJECTS]
# What a sheet with signatures says of the paper: a page of a site has no pages.
PAGES_SIGNED = re.compile(r"(Pages|Seiten):\s*\d+\.(\s*Code:\s*\S+)?")
DIGEST = re.compile(r"\b(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}\b")
AUDIT_TRAIL = "audit-trail"
CITED = ("Numbers that are cited", "Angeführte Nummern")
every_site = pytest.mark.parametrize(
    ("built", "audience", "slug"),
    [pytest.param(*parameters, marks=pytest.mark.slow) for parameters in (*SITES, *SHIPPED)],
    indirect=["built"],
    ids=str,
)


@pytest.fixture
def built(request: pytest.FixtureRequest) -> Path:
    """A repository with its sites and PDFs."""
    root: Path = request.getfixturevalue(request.param)
    return root


def folder_of(built: Path, audience: str, slug: str) -> Path:
    """Where the pages and PDFs of a project stand for an audience."""
    site = built / "site"
    return site / "customer" / slug if audience == "customer" else site / "internal" / "projects" / slug


def all_pdfs(built: Path, audience: str, slug: str) -> list[Path]:
    """The PDFs of a project for an audience, issued ones among them."""
    found = sorted(folder_of(built, audience, slug).rglob("*.pdf"))
    assert len(found) > 4
    return found


def pdfs_of_pages(built: Path, audience: str, slug: str) -> list[Path]:
    """Those that stand beside a page: an issued one has none that says the same for ever."""
    return [path for path in all_pdfs(built, audience, slug) if path.with_suffix(".html").is_file()]


@pytest.mark.slow
@every_site
def test_tags_and_words(built: Path, audience: str, slug: str) -> None:
    """What outloud, and a reader of the tags, finds in each PDF: all of it in one test, for the tags are dear to read.

    No failed checkpoint, no error; every word of the page's document block, in its order, and nothing after them but
    what cited numbers stand for; the head of a table again on each page that the table goes on to; for a customer
    nothing that is only in internal/.
    """
    folder, complaints = folder_of(built, audience, slug), list[str]()
    marks = internal_marks(built)
    assert len(marks) > (30 if len(list((built / "projects").iterdir())) > 2 else 3)
    for path in all_pdfs(built, audience, slug):
        with opened(path) as document:
            failed, result = failed_checkpoints(document)
            found = [*failed, *errors(document, result), *heads_not_repeated(document)]
            text = tagged_text(document)
            if path.with_suffix(".html").is_file():
                found += differences(PAGES_SIGNED.sub("", without_cited_numbers(text)), path.with_suffix(".html"))
            if audience == "customer":
                read = " ".join([text, *all_untagged(document)])
                everything = " ".join([read, *silent_texts(document)])
                found += [f"internal: {mark}" for mark in marks if mark in squeezed(everything)]
                found += of_the_program(read, path.stem)  # the data that is attached has names of files and keys
        complaints += [f"{path.relative_to(folder)}: {word}" for word in found]
    assert not complaints, "\n".join(complaints)


def without_cited_numbers(text: str) -> str:
    """A paper without its last part, which a page has as links: what the cited numbers stand for."""
    at = max(text.rfind(title) for title in CITED)
    return text[:at] if at >= 0 else text


def of_the_program(text: str, stem: str) -> Iterator[str]:
    """Names of files, commands, keys and digests, which say nothing to who reads a paper.

    An audit trail and the certificate sheet of a signed copy have digests, which prove what they say.
    """
    patterns = PROGRAM if stem == AUDIT_TRAIL or stem.endswith(f"-{SUFFIX}") else {**PROGRAM, "a digest": DIGEST}
    for what, pattern in patterns.items():
        yield from (f"{what}: {match[0]}" for match in pattern.finditer(INVISIBLE.sub("", text)))


def test_what_only_the_program_knows_is_seen() -> None:
    """A word of each kind; a number, a word of those letters and the code of a sheet are none."""
    said = "It stands in project.yml, see due_text; run delivery check. Text 467e34a37221 of {date}."
    assert [word.split(":")[0] for word in of_the_program(said, "sow-basic")] == [
        "a file of the project",
        "a command",
        "a key or a name of the code",
        "a hole that nothing was put into",
        "a digest",
    ]
    assert [word.split(":")[0] for word in of_the_program("467e34a37221", AUDIT_TRAIL)] == []
    assert list(of_the_program("12345678 EUR, effaced, EG-2026-0093, Code: c1-d92e", "sow-basic")) == []


def errors(document: Document, result: Result) -> Iterator[str]:
    """Errors of outloud; it takes long heads and feet, of tables and pages, for prose that is not read, wrongly."""
    repeated = [*heads(document), set(str(document.title).split()), running(document), *feet(document)]
    for finding in result.findings:
        if finding.severity != "error":
            continue
        lines = [whole_words(line) for line in str(finding.evidence).split("; ")]
        if finding.rule != "TAG-002" or not all(any(words <= head for head in repeated) for words in lines):
            yield f"{finding.rule} {finding.message}: {finding.evidence}"


def whole_words(line: str) -> set[str]:
    """The words of a line without numbers, as that of a page, and without the last one where the checker cuts it."""
    words = line.split()[:-1] if line.endswith("…") else line.split()
    return {word for word in words if not word.isdigit()}


def running(document: Document) -> set[str]:
    """The words at the head and foot of every page but the first, which has no head."""
    words = [set(text.split()) for text in all_untagged(document)]
    return set.intersection(*words[1:]) if len(words) > 1 else set()


def feet(document: Document) -> list[set[str]]:
    """The foot of the sheet that a signed copy has behind the paper: that of the others, with its own state."""
    *_, last = ["", *all_untagged(document)]
    foot = whole_words(last)
    return [foot] if len(foot - running(document)) <= 1 else []


def heads(document: Document) -> list[set[str]]:
    """The words in the heads of all tables; a line of a head with several lines goes across its columns."""
    return [set(text_of(document, item).split()) for item in document.elements_of("THead")]


def heads_not_repeated(document: Document) -> Iterator[str]:
    """Pages to which a table goes on without its head."""
    for table in document.elements_of("Table"):
        head = next((descendant for descendant in table.descendants() if descendant.type == "THead"), None)
        if head is None:
            continue
        wanted = squeezed(text_of(document, head))
        pages = {
            reference.page
            for descendant in table.descendants()
            for reference in descendant.mcrefs
            if reference.page is not None
        }
        for page in sorted(pages)[1:]:
            if wanted not in squeezed(untagged_text(document, page)):
                yield f"page {page + 1} has not the head {wanted[:40]}"


def differences(text: str, page: Path) -> Iterator[str]:
    """Where the tagged text does not end with the words of the page's document block, as they are laid out for paper.

    What is converted has the words of the page; laying it out joins parts and puts what cells repeat into notes.
    """
    shown = page.read_text("utf-8")
    (found,) = html.document_fromstring(shown).xpath(BLOCK)
    block = html.tostring(found, encoding="unicode", with_tail=False)
    plain = converted(block)
    for cover in plain.findall("cover"):
        plain.remove(cover)
    yield from differing(words_of(xml_text(plain)), words_of(block_text(shown)), "converted")
    yield from differing(words_of(text), words_of(paper_text(block)), "PDF")


def differing(said: Words, block: Words, name: str) -> Iterator[str]:
    """Where what is said does not end with what is wanted."""
    end = said.end(len(block.letters))
    if end.letters != block.letters:
        backwards = enumerate(zip(reversed(end.letters), reversed(block.letters), strict=False))
        same = next((place for place, (one, other) in backwards if one != other), len(end.letters))
        near = slice(max(0, len(block.letters) - same - 30), len(block.letters) - same + 20)
        yield f"the page says …{block.letters[near]}… the {name} …{end.letters[near]}…"
    elif run_together := sorted(block.borders - end.borders):
        place = run_together[0]
        yield f"two words are one: {block.letters[place - 15 : place]}|{block.letters[place : place + 15]}"


def all_untagged(document: Document) -> Iterator[str]:
    """Heads and feet of all pages."""
    return (untagged_text(document, page.index) for page in document.pages)


@cache
def internal_marks(root: Path) -> set[str]:
    """What only stands in an internal/ folder: its sentences and the ids of its risks."""
    found = set[str]()
    for path in filter(Path.is_file, (root / "projects").glob("*/internal/**/*")):
        text = path.read_text("utf-8")
        found |= {squeezed(item) for item in re.findall(r'"([^"]{30,})"', text)}
        found |= {squeezed(item) for item in re.findall(r"\bid: (RISK-\d+)", text)}
        if path.suffix == ".md":
            found |= {squeezed(word) for word in re.split(r"[.\n]", text) if len(word) > 40}
    return found


@pytest.mark.slow
@every_site
def test_the_other_checker_finds_nothing(built: Path, audience: str, slug: str) -> None:
    """pdfua, which tries some more of PDF/UA-1."""
    found = {path.name: pdfua.validate(str(path)) for path in all_pdfs(built, audience, slug)}
    assert {name: report.findings for name, report in found.items() if report.findings} == {}
    assert {name for name, report in found.items() if report.exit_code} == set()


@every_site
def test_claims_language_title_and_bookmarks(built: Path, audience: str, slug: str) -> None:
    """PDF/A-3a and PDF/UA-1 are claimed; a reader is told the language, the title and the parts."""
    data = (built / "projects" / slug / "project.yml").read_text("utf-8")
    language = "de" if re.search("^language: de", data, re.MULTILINE) else "en"
    for path in all_pdfs(built, audience, slug):
        with pikepdf.open(path) as pdf:
            metadata = pdf.Root.Metadata.read_bytes().decode()
            for claim in (r"pdfaid:part>\s*3<", r"pdfaid:conformance>\s*A<", r"pdfuaid:part>\s*1<"):
                assert re.search(claim, metadata), f"{path.name}: {claim}"
            assert bool(pdf.Root.MarkInfo.Marked), path.name
            assert "/OutputIntents" in pdf.Root, path.name
            assert re.fullmatch(rf"{language}(-[A-Z]{{2}})?", str(pdf.Root.Lang)), path.name
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), path.name
            if path.with_suffix(".html").is_file():
                (title,) = html.parse(path.with_suffix(".html")).xpath(f"{BLOCK}/@data-title")
                assert str(pdf.docinfo["/Title"]).startswith(f"{title} – "), path.name
            with pdf.open_outline() as outline:
                assert len(outline.root) > 0, path.name


@every_site
def test_links_lead_somewhere(built: Path, audience: str, slug: str) -> None:
    """To a place in the file, to a page of the site of the same reader, or to the web as an author wrote it."""
    for path in all_pdfs(built, audience, slug):
        page = path.with_suffix(".html")
        with pikepdf.open(path) as pdf:
            broken = [target for target in targets(pdf) if not leads_somewhere(pdf, target, page)]
        assert broken == [], path.name


def targets(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Where links and bookmarks lead; a place to sign is no link."""
    for note in (note for page in pdf.pages for note in page.get("/Annots", [])):
        if note.Subtype == "/Link":
            action: Any = note.get("/A", {})
            yield note.get("/Dest", action.get("/D", action.get("/URI")))
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
    while waiting:
        item = waiting.pop()
        waiting += item.children
        yield item.destination if item.destination is not None else item.action.D


def leads_somewhere(pdf: pikepdf.Pdf, target: pikepdf.Object, page: Path) -> bool:
    """Whether a target is there."""
    if isinstance(target, pikepdf.Array):
        return any(target[0].objgen == page.objgen for page in pdf.pages)
    if str(target) in named_places(pdf) or str(target).removeprefix("/") in named_places(pdf):
        return True
    address = urlsplit(str(target))
    if address.scheme:
        return address.scheme in ("https", "mailto") and (not page.is_file() or str(target) in links_of(page))
    return bool(address.path) and (page.parent / address.path).is_file()


def named_places(pdf: pikepdf.Pdf) -> set[str]:
    """The names of places in a file."""
    places = {str(key).removeprefix("/") for key in pdf.Root.get("/Dests", {})}
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        places |= {str(key) for key in pikepdf.NameTree(pdf.Root.Names.Dests)}
    return places


def links_of(page: Path) -> set[str]:
    """The addresses that the document block of a page links."""
    return {str(item) for block in html.parse(page).xpath(BLOCK) for item in block.xpath(".//a/@href")}


@every_site
def test_all_fonts_are_embedded(built: Path, audience: str, slug: str) -> None:
    """Nothing depends on the reader's machine, on a page as in a drawing."""
    for path in all_pdfs(built, audience, slug):
        with pikepdf.open(path) as pdf:
            fonts = [
                thing
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
            ]
            assert len(fonts) > 2, path.name
            for font in fonts:
                inner = font.get("/DescendantFonts", [font])[0]
                has_file = EMBEDDED & set(inner.get("/FontDescriptor", {}).keys())
                assert has_file or font.Subtype == "/Type3", f"{path.name}: {font.get('/BaseFont')}"


@every_site
def test_attachments_are_the_data_of_the_project(built: Path, audience: str, slug: str) -> None:
    """Copies of files of the project as its customer may have them; never one of internal/, in no PDF at all."""
    copies = customer_files(built, slug, load_schemas())
    own = {inside.replace("/", "-"): text.encode() for inside, text in copies.items()}
    counted = 0
    for path in pdfs_of_pages(built, audience, slug):
        with pikepdf.open(path) as pdf:
            for name, attached in pdf.attachments.items():
                assert attached.get_file().read_bytes() == own[name], f"{path.name}: {name}"
                counted += 1
            assert len(pdf.attachments) == len(pdf.Root.get("/AF", [])), path.name
    assert counted > 4


@every_site
def test_a_document_page_links_its_pdf(built: Path, audience: str, slug: str) -> None:
    """In its head line, outside of what is signed, and only where the file is there; the way to answer before it."""
    for page in folder_of(built, audience, slug).glob("*.html"):
        tree = html.parse(page)
        links = tree.xpath('//p[@class="dw-pdf"]/a/@href')
        answers = [link for link in links[:1] if link.startswith("answer-")]
        assert all((page.parent / link.partition("#")[0]).is_file() for link in answers), page.name
        linked = links[len(answers) :]
        signed = [path.name for path in sorted(page.parent.glob(f"{page.stem}-r*-{SUFFIX}.pdf"))]
        assert linked == [*([page.with_suffix(".pdf").name] if page.with_suffix(".pdf").is_file() else []), *signed], (
            page.name
        )
        assert not tree.xpath(f'{BLOCK}//p[@class="dw-pdf"]'), page.name
        assert tree.xpath(BLOCK) or not links, page.name


def kinds_of(folder: Path) -> set[str]:
    """The kinds of documents in a folder, by the names of files, in which minutes have a day and a SOW its topic.

    An issued revision has the name of its document, which of the Basic SOW is another one than that of its page.
    """
    return {
        re.sub("^(sow|minutes|change-request)-.*|-r[0-9]+(-executed)?$", r"\1", path.stem.replace("basic-sow", "sow-x"))
        for path in folder.rglob("*.pdf")
    }


@pytest.mark.slow
def test_the_small_project_has_a_pdf_of_every_kind(portfolio: Path, shipped_with_pdfs: Path) -> None:
    """No kind of document that a shipped project has is missing: what is kept of the small one is true of all."""
    for audience, folder in (("customer", "site/customer"), ("internal", "site/internal")):
        assert kinds_of(shipped_with_pdfs / folder) <= kinds_of(folder_of(portfolio, audience, "harbour"))
