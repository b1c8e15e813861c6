"""What somebody asks, on which page it is answered, and how far down the answer stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, ViewportSize

WIDTHS: tuple[ViewportSize, ...] = (
    {"width": 380, "height": 800},
    {"width": 768, "height": 1024},
    {"width": 1280, "height": 900},
    {"width": 1920, "height": 1080},
)
GATE_ROW = "#next-gate ~ .dw-scroll tbody tr"
FIGURES = ".dw-cards--figures strong"
NEED_ROW = ".dw-callout--need tbody tr"


@dataclass(frozen=True)
class Question:
    """A question, the pages that answer it, and the element with the answer: the first one that has the words.

    It applies to a page that has `applies`; one for customers is asked on their sites, any other one in the wiki.
    """

    asked: str
    pages: tuple[str, ...]
    answer: str
    words: str = r"\S"
    applies: str = "article"
    customer: bool = False


QUESTIONS = (
    Question("whose page is it", ("index", "plan", "efforts", "requirements", "sow-*"), ".dw-context-place"),
    Question("of which day", ("index", "plan", "efforts", "requirements", "sow-*"), ".dw-context", r"(as of|Stand)"),
    Question("what blocks", ("index",), GATE_ROW, applies=GATE_ROW),
    Question("who acts next", ("index",), f"{GATE_ROW} a[href^=people]", applies=f"{GATE_ROW} a[href^=people]"),
    Question("by when", ("index",), ".dw-beside p, .dw-lead", r"20\d\d", applies=".dw-context .dw-state--late"),
    Question("by when is the next gate", ("plan",), ".dw-lead", r"20\d\d", applies=".dw-lead .dw-state--late"),
    Question("what is late", ("index",), ".dw-lead .dw-state--late", applies=".dw-context .dw-state--late"),
    Question(
        "which requirement fails",
        ("traceability",),
        ".dw-block > p a.dw-id",
        applies=".dw-bar-part:is(.dw-state--failed, .dw-state--late)",
    ),
    Question(
        "which requirement fails, of all",
        ("requirements",),
        ".dw-block > p a.dw-id",
        applies=".dw-block > p > :is(.dw-state--failed, .dw-state--late)",
    ),
    Question(
        "which requirement fails, from home",
        ("index",),
        ".dw-cards--figures a.dw-id",
        applies=".dw-cards--figures .dw-bar-block + p a.dw-id",
    ),
    Question("what does all of it cost", ("index",), FIGURES, r"\d\sEUR", applies=f"{FIGURES} + a[href^=formal]"),
    Question(
        "how many machines, from home", ("index",), FIGURES, r"(node|Knoten)", applies=".dw-above a[href='sizing.html']"
    ),
    Question("what must I do or sign", ("index",), NEED_ROW, applies=NEED_ROW, customer=True),
    Question("by when must I do it", ("index",), f"{NEED_ROW} .dw-aside", r"20\d\d", applies=NEED_ROW, customer=True),
    Question("how many machines", ("sizing",), ".dw-lead", r"\d", applies=".dw-beside--lead"),
    Question("what does a topic cost", ("sow-*",), ".dw-facts dd", r"\d\sEUR", applies="[id$=-at-a-glance]"),
    Question(
        "what does it cost",
        ("formal-offer",),
        ".dw-lead strong",
        r"\d\sEUR",
        applies="section:has(> #formal-offer-prices) .dw-total",
    ),
)

PLACE = """([answer, words]) => {
    const pattern = new RegExp(words);
    const found = [...document.querySelectorAll(answer)].find(
        (one) => one.getClientRects().length && pattern.test(one.textContent));
    return found ? Math.round(found.getBoundingClientRect().bottom + scrollY) : null;
}"""


def answer_ends_at(page: Page, question: Question) -> int | None:
    """How many pixels below the head of the page the answer ends; nothing where there is none."""
    place: Any = page.evaluate(PLACE, [question.answer, question.words])
    return None if place is None else int(place)
