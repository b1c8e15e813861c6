"""What a PDF says and how it is built, read without the tool that set it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Xml

from lxml import html
from outloud.content import TextRun
from outloud.criteria import evaluate
from outloud.findings import Result
from outloud.model import Document, StructElem
from outloud.registry import features, load_catalogue, run_rules

from delivery_wiki.pages.pdf.pdf_block import block_xml

# Hyphens count for nothing: where the engine breaks a line it writes replacement texts, which this reader does not see.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\u2010\u2011-]")
# What stands on a page for a screen, or for who hears it beside what is seen.
SCREEN_ONLY = frozenset(
    {"headerlink", "dw-filterbar", "dw-only-narrow", "dw-hidden", "dw-count", "dw-box", "dw-screen"}
)
# Facts of a page's block stand on paper before the text, above it or on the cover.
COVER = "dw-cover"
INLINE = frozenset({"t", "span", "strong", "em", "del", "ins", "sup", "code", "a", "state", "shape", "box"})
BLOCK = '//div[contains(concat(" ", @class, " "), " dw-document ")]'
GAP = 0.12  # of the size of the letters: so far apart, two runs of text are two words


@dataclass(frozen=True)
class Words:
    """A text as its letters without white space, and after which of them white space follows."""

    letters: str
    borders: frozenset[int]

    def end(self, length: int) -> Words:
        """The last so many letters."""
        skipped = len(self.letters) - length
        return Words(self.letters[skipped:], frozenset(place - skipped for place in self.borders if place > skipped))


def words_of(text: str) -> Words:
    """A text as letters and borders; marks at which a long word may break are no letters."""
    borders, length = set[int](), 0
    parts = INVISIBLE.sub("", text).split()
    for part in parts:
        length += len(part)
        borders.add(length)
    return Words("".join(parts), frozenset(borders))


def squeezed(text: str) -> str:
    """A text without white space and without the marks at which a long word may break."""
    return words_of(text).letters


@contextmanager
def opened(pdf: Path) -> Iterator[Document]:
    """A PDF with its tags."""
    document = Document(str(pdf))
    try:
        yield document
    finally:
        document.close()


@contextmanager
def opened_bytes(pdf: bytes) -> Iterator[Document]:
    """The same of bytes that are in no file."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        with opened(Path(file.name)) as document:
            yield document


def failed_checkpoints(document: Document) -> tuple[list[str], Result]:
    """The checkpoints of PDF/UA-1 that a document fails, with those that could not be tried; and all that was found."""
    result = Result(path="")
    given = features(document)
    run_rules(document, result, feats=given)
    result.stats["features"] = {name: value for name, value in given.items() if value}
    rows = evaluate(result, load_catalogue())["pdfua1"]
    crashed = [f"{run.rule}: {run.reason}" for run in result.runs if run.status == "crashed"]
    return crashed + [f"{row['id']} {row['name']}" for row in rows if row["status"] == "fail"], result


def tagged_text(document: Document) -> str:
    """What is read aloud, in the order of the tags, without pictures and their alternative texts."""
    runs = (run for element in document.elements if element.parent is None for run in runs_of(document, element))
    return joined(runs)


def text_of(document: Document, element: StructElem) -> str:
    """The same of one element."""
    return joined(runs_of(document, element))


def untagged_text(document: Document, page: int) -> str:
    """What is seen on a page and not read aloud: its head and foot, and what is repeated."""
    return joined((page, run) for run in document.content(page).artifact_runs())


def silent_texts(document: Document) -> Iterator[str]:
    """What a reader may find without seeing it: alternative texts, bookmarks, facts about the file, attachments."""
    for element in document.elements:
        yield from filter(None, (element.alt, element.actual_text))
    pdf = document.pdf
    yield from (str(value) for value in pdf.docinfo.values())
    yield pdf.Root.Metadata.read_bytes().decode()
    for note in (note for page in pdf.pages for note in page.get("/Annots", [])):
        yield from (str(note[key]) for key in ("/Contents", "/T", "/TU") if key in note)
    for name, attached in pdf.attachments.items():
        data = attached.get_file().read_bytes()
        # A signed copy holds the issued PDF, which is looked into by itself.
        yield from (name, attached.description, "" if data.startswith(b"%PDF-") else data.decode())


def joined(runs: Iterator[tuple[int, TextRun]]) -> str:
    """Runs of text as one text; where the next one stands elsewhere, a word ends."""
    text, before = "", None
    for page, run in runs:
        if before is not None and _is_apart(before, (page, run)):
            text += " "
        text += run.text
        before = (page, run)
    return text


def _is_apart(before: tuple[int, TextRun], after: tuple[int, TextRun]) -> bool:
    one, other = before[1], after[1]
    gap = other.bbox[0] - one.bbox[2]
    lower = abs(one.bbox[1] - other.bbox[1]) > one.size / 2
    return before[0] != after[0] or lower or gap > GAP * one.size or gap < -one.size


def runs_of(document: Document, element: StructElem, *, deep: bool = True) -> Iterator[tuple[int, TextRun]]:
    """The text of marked content and, unless it is not `deep`, of children, as they follow each other."""
    if element.type in ("Figure", "Lbl"):  # numbers and dots of lists are drawn, on the page too
        return
    children = {child.objgen: child for child in element.children}
    kids = element.obj.get("/K")
    for kid in kids if hasattr(kids, "append") else [kids]:
        if isinstance(kid, int):
            yield from _marked(document, element.page, None, kid)
        elif kid is not None and str(kid.get("/Type", "")) == "/MCR":
            page = document.page_index.get(kid.Pg.objgen, element.page) if "/Pg" in kid else element.page
            yield from _marked(document, page, kid.Stm.objgen if "/Stm" in kid else None, int(kid.MCID))
        elif deep and kid is not None and kid.objgen in children:
            yield from runs_of(document, children[kid.objgen])


def _marked(
    document: Document, page: int | None, stream: tuple[int, int] | None, number: int
) -> Iterator[tuple[int, TextRun]]:
    content = document.content(page or 0)
    if not hasattr(content, "by_key"):  # kept with the page, for each piece of content is asked for once
        content.by_key = {}
        for run in content.runs:
            content.by_key.setdefault(run.key, []).append(run)
    for run in content.by_key.get((stream, number), ()):
        yield page or 0, run


def paper_text(block: str) -> str:
    """The words of a document block as they are laid out for paper, without those of the cover."""
    root = Xml.fromstring(block_xml(block))
    for cover in root.findall("cover"):
        root.remove(cover)
    return xml_text(root)


def xml_text(node: Xml.Element) -> str:
    """The words of a block for the template: what stands on lines of its own is apart from what stands before it."""
    if node.tag == "br":
        return " "
    inside = "".join(map(xml_text, node)) if len(node) else node.text or ""
    return inside if node.tag in INLINE else f" {inside} "


def block_text(page: str) -> str:
    """The words of the document block of a page, without drawings and what is for a screen alone."""
    (block,) = html.document_fromstring(page).xpath(BLOCK)
    for node in block.xpath(".//svg|.//*[@class]"):
        if node.tag == "svg" or set((node.get("class") or "").split()) & (SCREEN_ONLY | {COVER}):
            node.drop_tree()
    for node in block.iter("br"):
        node.tail = f" {node.tail or ''}"
    return str(block.text_content())
