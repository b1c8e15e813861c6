"""How much a search of the internal wiki loads until its first answer, at 60 and at 1,000 projects.

    python -m benchmarks.search              # both sizes; a quarter of an hour on idle cores
    python -m benchmarks.search 60           # one
    python -m benchmarks.search --site FOLDER 60   # a wiki that `delivery build` made, by the limit of that size

The wiki is that of the shipped projects among generated ones, with all guides. Each query is pasted into the search of
a fresh home page, over http and without a cache, and one is typed letter by letter; counted is every byte that comes
from the click into the search to the first answer, and the index that the page brings. It fails above a limit.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.generated_projects import write_projects
from tests.browser.conftest import serve
from tests.chromium import FLAGS, require_chromium

REPOSITORY = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
LIMITS = {60: 300_000, 1000: 1_000_000}
QUERIES = (
    "Northern Lights",
    "customer 17",
    "R-012",
    "R-007 Groupware for customer 42",
    "Max Mustermann",
    "Customer Lead 9",
    "requirements",
    "Risiken Musterstadt",
    "the loss of the active database node",
    "mail server",
    "Postfächer umziehen",
    "how do I sign a document",
)
TYPED = "northern lights requirements"
PAUSE = 120  # milliseconds between two letters
FIRST = ".md-search-result__item"


@dataclass(frozen=True)
class Asked:
    """What one query cost: bytes and files until the first answer, and how long that took."""

    query: str
    size: int
    files: int
    seconds: float


def main() -> None:
    """Measure each size; exits 1 where a query loads more than its limit."""
    arguments = sys.argv[1:]
    site = Path(arguments.pop(arguments.index("--site") + 1)) if "--site" in arguments else None
    sizes = [int(text) for text in arguments if text != "--site"] or list(LIMITS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=require_chromium(), args=FLAGS)
        worst = [_measure(chromium, size, site) for size in sizes]
        chromium.close()
    sys.exit(any(most > LIMITS[size] for size, most in zip(sizes, worst, strict=True)))


def _measure(chromium: Browser, size: int, site: Path | None) -> int:
    """Print what each query of a wiki of that size loads, and return the most."""
    with _built(size) if site is None else _there(site) as folder:
        server = serve(folder)
        home = f"http://127.0.0.1:{server.server_port}/index.html"
        asked = [_ask(chromium, home, query, pause=0) for query in QUERIES]
        typed = _ask(chromium, home, TYPED, pause=PAUSE)
        server.shutdown()
        server.server_close()
        index = sum(path.stat().st_size for path in (folder / "search" / "pieces").iterdir())
    print(f"{size} projects: the index has {index / 1e6:.1f} MB")
    for answer in (*asked, typed):
        how = "typed" if answer is typed else "pasted"
        told = f"{answer.size / 1000:7.0f} kB  {answer.files:3} files  {answer.seconds:4.1f} s"
        print(f"  {told}  {how}: {answer.query}")
    most = max(answer.size for answer in (*asked, typed))
    print(f"  most {most / 1000:.0f} kB of {LIMITS[size] / 1000:.0f}")
    return most


def _ask(chromium: Browser, home: str, query: str, *, pause: int) -> Asked:
    """Ask a fresh page, and count until its first answer."""
    page = chromium.new_page()
    came: list[int] = []

    def note(answer: Response) -> None:
        came.append(int(answer.headers.get("content-length", "0")))

    page.on("response", lambda answer: note(answer) if "/search/" in answer.url else None)
    page.goto(home)
    page.wait_for_load_state("networkidle")
    page.on("response", lambda answer: None if "/search/" in answer.url else note(answer))
    begun = time.perf_counter()
    page.click(".md-search__input")
    if pause:
        page.type(".md-search__input", query, delay=pause)
    else:
        page.fill(".md-search__input", query)
        page.press(".md-search__input", "End")
    page.wait_for_selector(FIRST, state="attached", timeout=60_000)
    seconds = time.perf_counter() - begun
    page.close()
    return Asked(query=query, size=sum(came), files=len(came), seconds=seconds)


@contextmanager
def _there(site: Path) -> Iterator[Path]:
    yield site


@contextmanager
def _built(size: int) -> Iterator[Path]:
    """The internal wiki of the shipped projects among generated ones."""
    shipped = sorted(path.parent for path in (REPOSITORY / "projects").glob("*/project.yml"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_projects(root, size - len(shipped))
        for project in shipped:
            shutil.copytree(project, root / "projects" / project.name)
        command = [sys.executable, "-m", "delivery_wiki.adapters.commands.command_line", "-C", str(root), "build"]
        options = ["--audience", "internal", "--no-pdf", "--on", "2026-11-26"]
        with open(os.devnull, "wb") as quiet:
            subprocess.run([*command, *options], check=True, env=ENVIRONMENT, stdout=quiet, stderr=quiet)
        yield root / "site" / "internal"


if __name__ == "__main__":
    main()
