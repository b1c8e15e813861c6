"""Headings and sections of finished pages."""

from __future__ import annotations

from delivery_wiki.pages.macros.contents import find_headings, find_sections

PAGE = (
    '<h1 id="top">A &amp; B</h1><p>Lead <b>words</b></p>'
    '<h2 id="one">One<a class="headerlink" href="#one" title="Permanent link">¶</a></h2>'
    "<svg><text>drawn</text></svg><p>x</p>"
    '<h3 id="sub"><span>1.1</span> Sub</h3><p>y</p><h2>No id</h2><p>z</p><h2 class="a" id="two">Two</h2>'
)


def test_headings_nest_and_leave_out_permanent_links() -> None:
    """A table of contents names what a reader sees."""
    (top,) = find_headings(PAGE)
    assert (top.level, top.id, top.name) == (1, "top", "A & B")
    assert [(heading_token.name, [sub.name for sub in heading_token.children]) for heading_token in top.children] == [
        ("One", ["1.1 Sub"]),
        ("Two", []),
    ]


def test_sections_hold_the_text_up_to_the_next_heading() -> None:
    """A search result leads to the heading under which the word stands; drawings repeat what tables say."""
    found = [(section.id, section.title, section.text) for section in find_sections(PAGE)]
    assert found == [
        ("", "A &amp; B", "Lead words"),
        ("one", "One", "x"),
        ("sub", "1.1 Sub", "y No id z"),
        ("two", "Two", ""),
    ]


def test_a_page_without_a_heading_is_one_section() -> None:
    """Words without a heading are still found."""
    assert [(section.id, section.text) for section in find_sections("<p>only</p>")] == [("", "only")]
