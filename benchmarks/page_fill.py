"""How many pages each paper takes, and how full its last one is: before and after a change, side by side.

    python -m benchmarks.page_fill FOLDER [FOLDER]

Each folder holds PDFs as `delivery pdf --out FOLDER` sets them. Needs `pdfinfo` and `pdftotext` of poppler.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

HEAD, FOOT = 74, 82  # points at the top and at the foot of a page that hold no text of the document
_PAGES = re.compile(r"^Pages:\s+(\d+)", re.MULTILINE)
_HEIGHT = re.compile(r'<page [^>]*height="([0-9.]+)"')
_WORD = re.compile(r'yMax="([0-9.]+)"')


class Fill(NamedTuple):
    """The pages of a paper, and how much of the last one holds text, in percent."""

    pages: int
    last: int


def filled(boxes: str) -> int:
    """How far down a page its last words stand, in percent, from `pdftotext -bbox`; head and foot do not count."""
    height = _HEIGHT.search(boxes)
    end = (Decimal(height[1]) if height else Decimal(0)) - FOOT
    lowest = max((y for y in map(Decimal, _WORD.findall(boxes)) if y < end), default=Decimal(HEAD))
    return max(0, round(100 * (lowest - HEAD) / (end - HEAD))) if end > HEAD else 0


def fill_of(paper: Path) -> Fill:
    """Measured on the words of the last page, upright or across."""
    found = _PAGES.search(_said("pdfinfo", str(paper)))
    pages = int(found[1]) if found else 0
    return Fill(pages, filled(_said("pdftotext", "-bbox", "-f", str(pages), "-l", str(pages), str(paper), "-")))


def table(folders: Iterable[Path]) -> list[str]:
    """A line for each paper that every folder has."""
    found = [{paper.relative_to(folder): paper for paper in folder.rglob("*.pdf")} for folder in folders]
    names = sorted(set.intersection(*(set(papers) for papers in found))) if found else []
    lines = []
    for name in names:
        fills = [fill_of(papers[name]) for papers in found]
        lines.append(f"{name!s:60}" + "".join(f"{fill.pages:6} {fill.last:4} %" for fill in fills))
    return lines


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    print("\n".join(table(Path(folder) for folder in sys.argv[1:])))
