"""What customers read of the shipped projects: words of their trade and language, and none of the program."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import html

from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, run_call
from delivery_wiki.pages.macros.staged_pages import find_pages
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.reading.markdown.macro_call import find_macro_calls

ROOT = Path(__file__).parent.parent
PROJECTS = sorted(path.parent.name for path in (ROOT / "projects").glob("*/project.yml"))
PROGRAM = {
    "a file of the project": re.compile(r"(?<![\w@/.-])[\w-]+(?:/[\w-]+)*\.(?:ya?ml|json|md|py|toml|txt|tpl)\b"),
    "a command": re.compile(r"\bdelivery (?:check|fix|issue|sign|pdf|build|status|verify|audit|size|new|diff|serve)\b"),
    "a key or a name of the code": re.compile(r"(?<![\w./@-])[a-z]+(?:_[a-z]+)+(?![\w/@-]|\.\w)"),
    "the id of a clause set": re.compile(r"\b(?:de-germany|en-europe|as-before)\b"),
    "a hole that nothing was put into": re.compile(r"\{[a-z_]+\}"),
}
ENGLISH = re.compile(r"\b(?:and|of|with|has|have|which|until|without|needed|missing|accepted|agreed|signed)\b")
# Names that are said in German too, and titles of what is cited.
NAMES = re.compile(r"Proof[ -]of[ -]Concept|Hardware Needs|change of \d+ October")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The shipped repository."""
    return load_workspace(ROOT)


def read_by_customers(workspace: Workspace, slug: str) -> Iterator[tuple[str, str]]:
    """The words of every page of a customer's site; its documents are what their PDFs are set from."""
    project = next(project for project in workspace.sound if project.slug == slug)
    repository = workspace.repository
    on = project.as_of or dt.date(2026, 11, 25)
    context = page_context(project, Audience.CUSTOMER, repository.library, repository.catalogues, on)
    for page in find_pages(context):
        yield page.stem, f"{page.title} {_words(context, page.body)}"


def _words(context: PageContext, body: str) -> str:
    place = CallPlace(project=context)
    renderer = HtmlRenderer(context.words, expander(place), sources=False)
    parts = [str(renderer.render(run_call(call, place))) for _, _, call in find_macro_calls(body)]
    tree = html.fromstring(f"<div>{''.join(parts)}</div>")
    for unread in tree.xpath("//script|//style"):
        unread.getparent().remove(unread)
    return re.sub(r"\s+", " ", " ".join(tree.itertext()))


def found(texts: Iterator[tuple[str, str]], patterns: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Each word that is not for customers, with its page and what stands around it."""
    return [
        f"{page}: {what}: …{text[max(0, match.start() - 30) : match.end() + 30]}…"
        for page, text in texts
        for what, pattern in patterns.items()
        for match in pattern.finditer(text)
    ]


@pytest.mark.parametrize("slug", PROJECTS)
def test_no_word_of_the_program_reaches_a_customer(workspace: Workspace, slug: str) -> None:
    """Customers have neither our files nor our commands, and know no key of either."""
    assert found(read_by_customers(workspace, slug), PROGRAM) == []


def test_german_papers_are_german(workspace: Workspace) -> None:
    """A text that was forgotten shows in the small words between the names."""
    pages = ((stem, NAMES.sub("", text)) for stem, text in read_by_customers(workspace, "stadtwerke-musterstadt"))

    assert found(pages, {"English": ENGLISH}) == []


def test_american_papers_are_spelt_as_americans_do(workspace: Workspace) -> None:
    """Labels follow the country of the language; what the project writes itself does, too."""
    wording = next(wording for wording in workspace.repository.library.wordings if wording.language == "en")
    british = {
        f"{part}, in America {other}": re.compile(rf"\w*{part}\w*", re.IGNORECASE)
        for part, other in wording.regions["US"].items()
        if not other.startswith(part) and part not in other
    }

    assert british
    assert found(read_by_customers(workspace, "epermit-api"), british) == []


def test_what_is_not_for_customers_is_seen() -> None:
    """The patterns find what they are for, and leave addresses and numbers of documents alone."""
    words = {
        "See project.yml.": "a file of the project",
        "Run delivery check first.": "a command",
        "Write due_text.": "a key or a name of the code",
        "Due on {date}": "a hole that nothing was put into",
    }
    for text, what in words.items():
        assert [line.split(": ")[1] for line in found(iter([("page", text)]), PROGRAM)] == [what]
    assert (
        found(iter([("page", "max_mustermann@groupware.example, EG-2026-0093, https://a.example/x_y")]), PROGRAM) == []
    )
    assert found(iter([("page", "Noch needed")]), {"English": ENGLISH}) != []
