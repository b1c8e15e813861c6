"""Every kind of page is on the list of kinds that somebody looked at."""

import re
from pathlib import Path

from delivery_wiki.pages.registry import PAGE_KINDS

PAGES = Path(__file__).parents[1] / "docs" / "develop" / "pages.md"


def listed_kinds(heading: str) -> list[str]:
    """The kinds in the table under a heading."""
    section = PAGES.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)


def test_every_page_kind_is_on_the_list() -> None:
    """A kind that nobody looked at does not ship; one that is no more leaves the list."""
    listed = listed_kinds("Pages of a project")

    assert sorted(listed) == sorted({one.kind for one in PAGE_KINDS})
