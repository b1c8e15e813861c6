"""Whatever an author types, nothing active and nothing of the template's reaches a page."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from markupsafe import Markup

from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.pages.render.content_policy import add_policy
from delivery_wiki.pages.render.prose import render_prose
from delivery_wiki.reading.markdown.markdown_file import read_markdown
from tests.site.hostile import CALL, REFUSED_LINKS, TITLES
from tests.site.pages import active_parts, broken_links, foreign_parts, read_pages
from tests.site.sites import customer_site, internal_site, make_repository, write


def _sites(root: Path) -> list[Path]:
    return [customer_site(root), internal_site(root)]


@pytest.mark.slow
def test_no_active_content_comes_of_hostile_texts(hostile: Path) -> None:
    """Elements, attributes and addresses stay on the list; scripts are the theme's own."""
    for site in _sites(hostile):
        assert active_parts(site) == []
        assert foreign_parts(site) == []
        for name, page in read_pages(site):
            scripts = " ".join(text for text in page.xpath("//script/text()"))
            assert CALL not in scripts, name
            assert not page.xpath("//*[@onerror or @onload or @onclick or @onmouseover]"), name
            assert page.xpath("count(//head//title)") == 1, name
            assert not page.xpath("//base | //iframe | //object | //embed | //form[@action] | //style"), name


@pytest.mark.slow
def test_titles_are_shown_as_they_were_typed(hostile: Path) -> None:
    """Quotes, brackets and braces of a title are characters, in the page, its head and its navigation."""
    for site, page_name in (
        (customer_site(hostile), "index.html"),
        (internal_site(hostile), "projects/pilot/index.html"),
    ):
        page = dict(read_pages(site))[page_name]
        assert " ".join(TITLES[:3]) in page.findtext(".//title")
    page = dict(read_pages(customer_site(hostile)))["decisions.html"]
    text = " ".join(page.text_content().split())
    for title in TITLES:
        assert " ".join(title.split()) in text


def test_no_expression_is_evaluated(hostile: Path) -> None:
    """Double braces are text wherever they come from: YAML, prose, code, names of people."""
    for site in _sites(hostile):
        for name, page in read_pages(site):
            text = page.text_content()
            assert "looped" not in text.replace("%}looped{%", ""), name
            assert "49" not in page.findtext(".//title")
            assert str(hostile) not in text, name
            assert "wzxhzdk" not in text
            assert "&#123;" not in text, name


def test_the_search_index_holds_no_markup_of_an_author(hostile: Path) -> None:
    """The theme puts titles and texts of the index into the page as HTML."""
    from lxml import html

    for index in hostile.glob("site/**/search_index.json"):
        for entry in json.loads(index.read_text("utf-8"))["docs"]:
            for field in ("title", "text"):
                part = html.fragment_fromstring(entry[field], create_parent="div")
                tags = {element.tag for element in part.iter()} - {"div", "p", "code", "pre", "li", "ul", "ol"}
                assert not tags, entry


@pytest.mark.parametrize("link", REFUSED_LINKS)
def test_a_link_that_could_act_is_a_finding_or_stays_text(link: str, tmp_path: Path) -> None:
    """Only web addresses, mail and relative links become links."""
    done = str(render_prose(link, 2, lambda call: Markup(""), lambda call: Markup("")))

    assert "<a " not in done
    root = make_repository(tmp_path)
    write(root / "projects/pilot/charter.md", f"## Motivation\n\n{link}\n")
    located = [finding for finding in load_workspace(root, ("pilot",)).findings if finding.code == "refused-link"]
    if "avascript:1" in link.lower() and "\\n" not in link and "&#10;" not in link:
        assert located, link


REPEATED = (
    "[",
    "![",
    "*a ",
    "`a``b",
    ">",
    "[a](",
    "<a ",
    "- ",
    "a_b*",
    "|a",
    "{{ a ",
    "[a]: b\n",
    "\\{{",
    "~~a ",
    "((",
    "](",
)


@pytest.mark.slow
@pytest.mark.parametrize("part", REPEATED)
def test_a_page_of_one_repeated_sign_takes_no_time(part: str) -> None:
    """At 20,000 repetitions a page takes seconds; were every way tried, minutes: the bound holds on a busy machine."""
    text = (part * 20_000)[:60_000]
    started = time.process_time()
    read_markdown(text.encode(), "x.md", "x")
    render_prose(text, 2, lambda call: Markup(""), lambda call: Markup(""))

    assert time.process_time() - started < 60


def test_a_script_in_the_content_is_not_allowed_by_the_policy() -> None:
    """Digests are those of scripts outside the content only."""
    page = '<meta charset="utf-8"><script>theme</script><script src="x.js"></script>{}'
    script = "<script>evil</script>"
    with_script = add_policy(page.format(script), script)

    assert with_script.count("sha256-") == add_policy(page.format(""), "").count("sha256-") == 1


def test_links_inside_the_hostile_site_hold(hostile: Path) -> None:
    """Titles do not break a link of the tool."""
    assert [
        broken_link
        for broken_link in broken_links(customer_site(hostile))
        if not broken_link.startswith("charter.html")
    ] == []
