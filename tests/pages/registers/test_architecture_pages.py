"""The architecture: drawn twice, said in tables, as designed and as built."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from delivery_wiki.pages.drawings.components import draw_components
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.registers.architecture_pages import PAGE_KINDS, architecture_page
from tests.pages.documents.examples import tables, texts
from tests.pages.harbour import context, empty, harbour, html, pages


def test_the_page_begins_with_how_much_stands() -> None:
    """As designed against as built."""
    first = architecture_page(context())[0]

    assert isinstance(first, tree.Bar)
    assert first.text == "3 components: 1 built, 2 as designed"


def test_the_way_to_each_part_stands_above_the_drawing() -> None:
    """The drawing fills a screen, and a list of parts beside it would take its room; each link leads to a heading."""
    _, line, *blocks = architecture_page(context())

    shown = html(context(), (line, *blocks))
    found = re.findall(r'<a href="#([a-z]+)">', html(context(), (line,)))
    assert found[:2] == ["components", "connections"]
    assert all(f'<h2 id="{id}"' in shown for id in found)


def test_components_and_connections_are_drawn_and_said() -> None:
    """A picture has tables beside it that say the same."""
    blocks = architecture_page(context())
    components, connections, ports = tables(blocks)

    assert texts(components)[1] == [
        "Groupware",
        "middleware",
        "Application",
        "vendor",
        "built Jul 1, 2026",
        "–",
    ]
    assert texts(connections)[1] == ["Groupware", "SQL cluster", "SQL", "–", "Inside the rack"]
    assert len(ports.rows) == 1
    shown = html(context(), blocks)
    assert 'href="#component-groupware"' in shown
    assert '<tr id="component-groupware"' in shown
    assert "HTTP 8009" in shown


def test_what_is_not_built_by_the_date_is_drawn_as_designed() -> None:
    """The picture does not run ahead of the as-of date."""
    architecture = harbour().architecture
    assert architecture is not None
    before = draw_components(architecture, Words(), on=dt.date(2026, 6, 30), narrow=False)
    after = draw_components(architecture, Words(), on=dt.date(2026, 7, 1), narrow=False)

    assert "built Jul 1, 2026" not in before
    dashed = 'stroke-dasharray="5 3"'
    assert before.count(dashed) == after.count(dashed) + 1
    assert ">customer </text>" in after
    assert after.count('class="dw-svg-ground"') == after.count('class="dw-svg-line"')


def test_titles_are_escaped_in_the_drawing() -> None:
    """Project text never becomes markup."""
    architecture = harbour().architecture
    assert architecture is not None
    evil = replace(architecture.components[0], title="<b onload=x>")
    drawn = draw_components(
        replace(architecture, components=(evil,), connections=()), Words(), on=dt.date(2026, 7, 1), narrow=True
    )

    assert "<b" not in drawn


def test_a_project_without_an_architecture_has_no_page() -> None:
    """A page exists only where there is something to show."""
    assert not pages(PAGE_KINDS, context(empty()))
    assert [page.stem for page in pages(PAGE_KINDS, context())] == ["architecture"]
