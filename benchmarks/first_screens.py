"""How soon pages answer: where the answer ends, how high a page is, and how many characters its lines have.

    python -m benchmarks.first_screens SITES       # SITES: what `delivery build --out` filled

Twelve kinds of page at four widths, each in one line; the answer is what `tests/browser/first_screens.py` asks for.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.first_screens import GATE_ROW, NEED_ROW, WIDTHS, Question, answer_ends_at
from tests.chromium import FLAGS, require_chromium

PROJECT = "northern-lights"
KINDS: tuple[tuple[str, str, str], ...] = (
    ("home of the wiki", "internal/index.html", "#due ~ .dw-scroll tbody tr"),
    ("portfolio", "internal/projects/index.html", "#projects tbody tr"),
    ("home of a project", f"internal/projects/{PROJECT}/index.html", GATE_ROW),
    ("home for its customer", f"customer/{PROJECT}/index.html", NEED_ROW),
    ("concept", f"internal/projects/{PROJECT}/implementation-concept.html", ".dw-clause p"),
    ("statement of work", f"internal/projects/{PROJECT}/sow-migration.html", ".dw-clause .dw-facts dd"),
    ("requirements", f"internal/projects/{PROJECT}/requirements.html", "#requirements tbody tr"),
    ("traceability", f"internal/projects/{PROJECT}/traceability.html", ".dw-bar-text"),
    ("sizing", f"internal/projects/{PROJECT}/sizing.html", ".dw-lead"),
    ("plan", f"internal/projects/{PROJECT}/plan.html", ".dw-lead"),
    ("process", "internal/process/index.html", ".dw-figure:not(.dw-only-narrow--roomy), .dw-only-narrow--roomy"),
    ("guide", "internal/guide/author.html", "article > p"),
)
LINES = """() => {
    const counts = [...document.querySelectorAll("article p, article li")].flatMap((one) => {
        const lines = new Map();
        const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let node = text.nextNode(); node; node = text.nextNode()) {
            if (!node.parentElement.checkVisibility()) continue;
            for (let at = 0; at < node.length; at += 1) {
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                const box = range.getBoundingClientRect();
                if (box.width) lines.set(Math.round(box.bottom / 6), (lines.get(Math.round(box.bottom / 6)) ?? 0) + 1);
            }
        }
        return [...lines.values()].slice(0, -1);
    });
    return Math.max(0, ...counts);
}"""


@dataclass(frozen=True)
class Measured:
    """What one page shows at one width; the answer is nothing where the page has none."""

    answer: int | None
    height: int
    longest_line: int


def measure(page: Page, address: str, answer: str) -> Measured:
    """The place of the answer, the height of the page, and its longest line of prose in characters."""
    page.goto(address)
    height: Any = page.evaluate("document.documentElement.scrollHeight")
    longest: Any = page.evaluate(LINES)
    return Measured(answer_ends_at(page, Question("", (), answer)), int(height), int(longest))


def main(argv: list[str]) -> int:
    """Print a table: for each kind of page and width where the answer ends, the height, the longest line."""
    if len(argv) != 1:
        print(__doc__)
        return 2
    sites = Path(argv[0]).resolve()
    print("| Page | " + " | ".join(f"{size['width']} px" for size in WIDTHS) + " |")
    print("| --- |" + " ---: |" * len(WIDTHS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_chromium(), args=FLAGS)
        page = browser.new_page(reduced_motion="reduce")
        for name, path, answer in KINDS:
            cells = []
            for size in WIDTHS:
                page.set_viewport_size(size)
                found = measure(page, (sites / path).as_uri(), answer)
                cells.append(f"{found.answer or '-'} / {found.height:,} / {found.longest_line}")
            print(f"| {name} | {' | '.join(cells)} |", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
