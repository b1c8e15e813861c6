"""One page with everything that Markdown may hold here, as HTML and as a PDF, in files that a person can read.

`UPDATE_EXAMPLES=1 pytest tests/pdf/test_golden_page.py` writes the golden files again. Read them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pdfua
import pytest
from markdown_it.token import Token
from outloud.model import Document, StructElem

from delivery_wiki.adapters.pdf.pdf_engine import set_pdf
from delivery_wiki.pages.render.prose import prose_parser
from tests.pdf.example_document import example_block, example_document
from tests.pdf.opened import block_text, failed_checkpoints, joined, opened, runs_of, tagged_text, words_of

GOLDEN = Path(__file__).parents[1] / "examples" / "golden" / "every-construct"
# What each rule of the parser makes: a rule without an example here is a construct that nobody has looked at.
RULES = {
    "block": {
        "table": "table_open td_open",
        "code": "code_block",
        "fence": "fence",
        "blockquote": "blockquote_open",
        "hr": "hr",
        "list": "bullet_list_open ordered_list_open",
        "reference": "",
        "footnote_def": "footnote_open",
        "deflist": "dl_open dt_open dd_open",
        "heading": "heading_open",
        "lheading": "heading_open",
        "paragraph": "paragraph_open",
    },
    "inline": {
        "text": "text",
        "newline": "softbreak hardbreak",
        "escape": "",
        "backticks": "code_inline",
        "strikethrough": "s_open",
        "macro": "macro",
        "literal_brace": "",
        "emphasis": "em_open strong_open",
        "link": "link_open",
        "footnote_ref": "footnote_ref",
        "autolink": "link_open",
        "entity": "",
    },
}
BEFORE_BLOCKS = re.compile(r"(?<=.)(?=<(?:div|table|thead|tbody|tr|ul|ol|li|blockquote|pre|hr|p|h[1-6]|section|dl)\b)")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden page, set."""
    path = tmp_path_factory.mktemp("golden") / "page.pdf"
    path.write_bytes(set_pdf(example_document(markdown())))
    return path


def markdown() -> str:
    """The golden page as its author wrote it."""
    return (GOLDEN / "page.md").read_text("utf-8")


def compare(name: str, text: str) -> None:
    """A text with the golden file, or write that."""
    if os.environ.get("UPDATE_EXAMPLES") == "1":
        (GOLDEN / name).write_text(text, "utf-8")
    assert text == (GOLDEN / name).read_text("utf-8")


def test_the_golden_page_has_everything_that_is_allowed() -> None:
    """Each rule of the parser makes something on it, all six levels of headings and all alignments among that."""
    active = prose_parser().get_active_rules()
    assert {chain: set(active[chain]) for chain in RULES} == {chain: set(rules) for chain, rules in RULES.items()}
    found = list(flat(prose_parser().parse(markdown())))
    wanted = {kind for rules in RULES.values() for kinds in rules.values() for kind in kinds.split()}
    assert wanted - {token.type for token in found} == set()
    assert {token.tag for token in found if token.type == "heading_open"} == {f"h{level}" for level in range(1, 7)}
    styles = {str(token.attrs.get("style")) for token in found if token.type == "td_open"}
    assert styles == {"None", "text-align:left", "text-align:center", "text-align:right"}


def flat(tokens: list[Token]) -> Iterator[Token]:
    """Tokens with their children."""
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def test_the_page_looks_as_it_did_in_html() -> None:
    """Compared with page.html, a line for each block."""
    compare("page.html", BEFORE_BLOCKS.sub("\n", example_block(markdown())).replace("\n\n", "\n") + "\n")


def test_the_page_is_structured_as_it_was_in_the_pdf(pdf: Path) -> None:
    """Compared with page.pdf.txt: each tag with its text, as a screen reader goes through it."""
    with opened(pdf) as read:
        compare("page.pdf.txt", "\n".join(line for top in read.elements if not top.parent for line in lines(read, top)))


def lines(read: Document, element: StructElem, depth: int = 0) -> Iterator[str]:
    """A tag and those inside it, indented."""
    text = joined(runs_of(read, element, deep=False))
    alt = f" alt={element.alt!r}" if element.alt else ""
    scope = f" {element.attr('Scope').lower()}" if element.attr("Scope") else ""
    yield "  " * depth + element.type + scope + alt + (f": {text.strip()}" if text.strip() else "")
    for child in element.children:
        yield from lines(read, child, depth + 1)


def test_both_say_the_same_and_both_checkers_agree(pdf: Path) -> None:
    """Word by word, without a failed checkpoint."""
    with opened(pdf) as read:
        failed, result = failed_checkpoints(read)
        said = words_of(tagged_text(read))
    page = words_of(block_text(example_block(markdown())))
    end = said.end(len(page.letters))

    assert (failed, [finding for finding in result.findings if finding.severity == "error"]) == ([], [])
    assert pdfua.validate(str(pdf)).findings == ()
    assert end.letters == page.letters
    assert page.borders <= end.borders
