"""Escaping of the business diff: whatever is written in a project shows as it is and does nothing."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from delivery_wiki.calculations.business_diff.changes import ChangeKind, Presence, ProjectDiff, Thing, Topic
from delivery_wiki.pages.diff.diff_html import render_diff_html
from delivery_wiki.pages.diff.diff_markdown import JOINER, LONGEST, MARKER, escape, render_diff_markdown
from delivery_wiki.pages.diff.diff_spans import ToldProject
from delivery_wiki.pages.diff.diff_text import render_diff_text
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.finding_reports import visible
from tests.tries import tries

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = st.text(alphabet="ab1 @#!*_~`[]()<>&|\\/:.-+$%{}^='\"\n\u202e\x1b", max_size=60)


class Reader(HTMLParser):
    """Reads the elements and the text of a rendered comment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element with its name; links, pictures and handlers would be seen here."""
        self.tags |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        """What a reader sees."""
        self.text += data


def diff(*texts: str) -> ProjectDiff:
    """A diff with the texts wherever a text can stand."""
    changes = [
        change
        for text in texts
        for change in (
            Thing(Topic.REQUIREMENTS, text, text).change(ChangeKind.ADDED),
            Thing(Topic.SCOPE, "", text).moved("Statement", f"one two three four {text}", f"{text} one two three four"),
            Thing(Topic.DATES, text, text).moved("Title", text, "new"),
        )
    ]
    return ProjectDiff(slug="x", title=texts[0], customer="", presence=Presence.BOTH, changes=tuple(changes))


@tries(200)
@given(HOSTILE)
def test_an_escaped_text_shows_as_it_was(text: str) -> None:
    """Rendered, it is the same text, control characters made visible, and no element was added."""
    read = Reader(MARKDOWN.render(f"x{escape(text)}x"))
    assert read.tags <= {"p"}
    shown = " ".join(read.text.replace(JOINER, "").split())
    assert shown == " ".join(f"x{visible(text)}x".split())


@tries(150)
@given(HOSTILE)
def test_a_comment_has_its_own_elements_only(text: str) -> None:
    """No link, picture, handler or heading comes from the text of a project."""
    comment = render_diff_markdown([ToldProject(diff=diff(text or "x"), words=Words())])
    assert Reader(MARKDOWN.render(comment)).tags <= {"h3", "p", "strong", "ul", "li", "code", "s", "del"}


@pytest.mark.parametrize(
    "text", ["@nora", "see @nora", "#12", "a/b#12", "!3", "GH-12", "www.evil.example", "https://evil.example", ":boom:"]
)
def test_nobody_is_called_and_nothing_is_linked(text: str) -> None:
    """Forges look for these after Markdown is rendered, so that a joiner without width has to part them."""
    assert text not in escape(text).replace("\\", "")


@tries(60)
@given(HOSTILE)
def test_neither_page_nor_terminal_is_steered(text: str) -> None:
    """The page has its own elements, the terminal no control character."""
    told = [ToldProject(diff=diff(text or "x"), words=Words())]
    page = Reader(render_diff_html(told))
    assert not page.tags & {"a", "img", "script", "iframe", "href", "src", "onerror"}
    assert not {word for word in render_diff_text(told) if word != "\n"} & {"\x1b", "\u202e", "\r"}


@pytest.mark.slow
def test_a_comment_fits_what_a_forge_takes() -> None:
    """Whole projects first, the others by name; the marker stays, so that the next run finds the comment."""
    many = diff(*(f"Requirement {number} of a long list" for number in range(30)))
    wordy = [ToldProject(diff=many, words=Words())] * 60
    comment = render_diff_markdown(wordy)
    assert len(comment) <= LONGEST
    assert comment.startswith(MARKER)
    whole = comment.count("### ")
    named = comment.count(": Asks for no signature and moves no gate.")
    assert whole
    assert named
    assert comment.rstrip().endswith(f"moves no gate.\n- … and {60 - whole - named} more")
