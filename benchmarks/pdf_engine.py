"""The PDF engine beside WeasyPrint: `python -m benchmarks.pdf_engine [documents]`.

Forty documents of 20 to 25 pages are set by both from the same document blocks: cover, contents with page numbers,
running head and foot, tagged, fonts of the repository. Each engine sets ten at a time in a process of its own, in turn,
and the processor time of the whole process counts, start and imports included; wall time would tell how busy the
machine is.

WeasyPrint is not part of the product: `.venv/bin/python -m pip install --require-hashes -r requirements/benchmarks.txt`
installs it, and Debian's libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 have to be there.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import importlib.util
import io
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from lxml import html

from delivery_wiki.adapters.pdf.pdf_batch import prepare_pdf
from delivery_wiki.adapters.pdf.pdf_engine import count_pages, set_pdf
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import asked_for
from delivery_wiki.pages.pdf.pdf_document import PdfDocument

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "docs" / "theme" / "pdf" / "fonts"
SLUG, CUSTOMER, DAY = "northern-lights", "Northern Lights Telecom", dt.date(2026, 11, 24)
PARTS = (("implementation-concept", None), ("sow", "provisioning"))
DOCUMENTS, BATCH = 40, 10
FEWEST, MOST = 20, 25
WANTED = 6
STYLE = """
@font-face { font-family: Inter; src: url(FONTS/Inter-Regular.otf) }
@font-face { font-family: Inter; font-weight: 600; src: url(FONTS/Inter-SemiBold.otf) }
@font-face { font-family: Inter; font-style: italic; src: url(FONTS/Inter-Italic.otf) }
@font-face { font-family: Mono; src: url(FONTS/JetBrainsMono-Regular.ttf) }
@font-face { font-family: Symbols; src: url(FONTS/NotoSansSymbols2-Regular.ttf) }
@page { size: A4; margin: 30mm 22mm 28mm 25mm; font: 8pt Inter;
  @top-left { content: string(title) } @bottom-left { content: "Revision 1 – draft" }
  @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
@page :first { @top-left { content: none } }
html { font: 10.5pt/1.4 Inter, Symbols; hyphens: auto } code { font-family: Mono, Symbols }
h1 { string-set: title content(); font-size: 28pt; margin: 90mm 0 0; break-after: page }
h2 { font-size: 15pt } h3 { font-size: 12pt } h2, h3, h4 { break-after: avoid; hyphens: none }
nav { break-after: page } nav a::after { content: leader(".") target-counter(attr(href), page) }
table { width: 100%; border-collapse: collapse; font-size: 9pt } tr { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: 3pt 6pt; line-height: 1.2 }
th, td { overflow-wrap: anywhere; border-bottom: .5pt solid #ccc }
p, ul, ol { margin: .7em 0 } li > p { margin: 0 } dl > div { display: flex; margin: 3pt 0 } dd { margin: 0 }
dt { width: 128pt; flex: none } svg { max-width: 100% } .dw-shape { height: .8em }
.headerlink, .dw-hidden, .dw-only-narrow, .dw-filterbar, .dw-count { display: none }
"""


def documents(count: int) -> list[PdfDocument]:
    """Long documents, each of another customer: the concept of a shipped project with a statement of work after it."""
    workspace = load_workspace(ROOT, (SLUG,))
    (context,) = project_contexts(workspace, Audience.CUSTOMER, asked_for(DAY), (SLUG,))
    parts = [prepare_pdf(workspace, context, kind, topic) for kind, topic in PARTS]
    block = "".join(part.block for part in parts)
    names = [f"Customer {number} Telecom" for number in range(1, count + 1)]
    return [
        dataclasses.replace(parts[0], customer=name, attachments=(), block=block.replace(CUSTOMER, name))
        for name in names
    ]


def weasyprint_pdf(document: PdfDocument) -> bytes:
    """The same document by WeasyPrint."""
    from weasyprint import HTML  # type: ignore[import-not-found]  # noqa: PLC0415 - only where it is measured

    block = html.fromstring(f"<div>{document.block}</div>")
    entries = [
        f'<li><a href="#{escape(head.get("id"))}">{escape(str(head.text_content()).removesuffix("¶"))}</a></li>'
        for head in block.iter("h2", "h3")
        if head.get("id")
    ]
    page = (
        f'<html lang="en"><head><title>{escape(document.title)}</title>'
        f"<style>{STYLE.replace('FONTS', FONTS.as_uri())}</style></head><body><h1>{escape(document.title)}</h1>"
        f"<nav><ul>{''.join(entries)}</ul></nav>{document.block}</body></html>"
    )
    target = io.BytesIO()
    HTML(string=page).write_pdf(target, pdf_variant="pdf/ua-1")
    return target.getvalue()


ENGINES: dict[str, Callable[[PdfDocument], bytes]] = {"ours": set_pdf, "WeasyPrint": weasyprint_pdf}


def work(engine: str, source: Path) -> int:
    """Set the documents of a file, and print how many pages each has."""
    for document in pickle.loads(source.read_bytes()):  # written by this program a moment ago
        print(count_pages(ENGINES[engine](document)), flush=True)
    return 0


def measure(engine: str, batch: Sequence[PdfDocument]) -> tuple[float, list[int]]:
    """The processor seconds of a process that sets these documents, and their pages."""
    with tempfile.NamedTemporaryFile(suffix=".pickle") as source:
        source.write(pickle.dumps(list(batch)))
        source.flush()
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.pdf_engine", "--work", engine, source.name]
        before = os.times()
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, [int(line) for line in done.stdout.split()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both sums and their ratio; 1 if ours takes more than a sixth of WeasyPrint's processor time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf_engine")
    parser.add_argument("documents", type=int, nargs="?", default=DOCUMENTS)
    parser.add_argument("--work", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.work:
        return work(given.work[0], Path(given.work[1]))
    if importlib.util.find_spec("weasyprint") is None:
        print(__doc__.rpartition("\n\n")[2])
        return 2
    sources = documents(given.documents)
    seconds = dict.fromkeys(ENGINES, 0.0)
    pages: dict[str, list[int]] = {engine: [] for engine in ENGINES}
    start = time.monotonic()
    for first in range(0, len(sources), BATCH):
        for engine in ENGINES:
            spent, counted = measure(engine, sources[first : first + BATCH])
            seconds[engine] += spent
            pages[engine] += counted
    for engine, counted in pages.items():
        print(
            f"{engine:<11}{seconds[engine]:8.1f} s for {len(counted)} documents of {min(counted)}-{max(counted)} pages"
        )
    ratio = seconds["WeasyPrint"] / seconds["ours"]
    print(f"ratio      {ratio:8.1f} (at least {WANTED}), in {time.monotonic() - start:.0f} s")
    fits = all(FEWEST <= our <= MOST for our in pages["ours"])
    return int(ratio < WANTED or not fits)


if __name__ == "__main__":
    sys.exit(main())
