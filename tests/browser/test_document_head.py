"""The head of a document's page: its files stand beside its state where both have room, else above it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import WIDE, Sites

# How high the first line of the state is, up to its break, with so many files above it.
HEIGHT = """number => {
  for (const old of document.querySelectorAll("p.dw-pdf")) old.remove();
  const named = at => (at ? `Signed copy of revision ${at}, PDF` : "PDF, 8 pages, 100 kB");
  const file = at => (at ? `sow-r${at}-executed.pdf` : "sow.pdf");
  const files = Array.from({ length: number }, (_, at) => `<a href="${file(at)}">${named(at)}</a>`);
  document.querySelector("h1").insertAdjacentHTML("afterend", `<p class="dw-pdf">${files.join(" · ")}</p>`);
  const state = document.querySelector(".dw-block p");
  const line = document.createRange();
  line.setStart(state, 0);
  line.setEndBefore(state.querySelector("br"));
  return line.getBoundingClientRect().height;
}"""


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4])
def test_many_files_leave_the_state_its_line(browser: Browser, sites: Sites, number: int) -> None:
    """Three buttons beside it would leave it a column of a few words."""
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto((sites.folders["northern-lights"] / "sow-basic.html").as_uri())

    height = page.evaluate(HEIGHT, number)

    context.close()
    assert height < 36
