"""What a customer reads speaks to the customer: no file to write in, no advice to authors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from delivery_wiki.adapters.site.mkdocs_macros import _render
from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.macro_calls import CallPlace, find_macro
from delivery_wiki.pages.macros.staged_pages import find_pages, page_source
from delivery_wiki.reading.markdown.macro_call import parse_macro_call
from tests.shipped import EACH

ROOT = Path(__file__).parents[2]
ON = dt.date(2026, 11, 24)
CALL = re.compile(r"\{\{ (.*?) \}\}")
FILE = re.compile(r"[\w/-]+\.(?:yml|md)\b")


@cache
def workspace() -> Workspace:
    """The shipped projects."""
    return load_workspace(ROOT)


def context_of(project: Project, audience: Audience = Audience.CUSTOMER) -> PageContext:
    """What a project's pages draw on."""
    repository = workspace().repository
    return page_context(project, audience, repository.library, repository.catalogues, ON)


def texts(context: PageContext) -> Iterator[tuple[str, str]]:
    """Every page with its words."""
    for page in find_pages(context):
        for written in CALL.findall(page.body):
            call = parse_macro_call(written)
            macro = find_macro(call.name)
            markup = _render(macro, CallPlace(project=context), call.positional, call.keywords, "")
            yield page.stem, " ".join(html.fromstring(markup).text_content().split())


def shipped(slug: str) -> Project:
    """A shipped project."""
    return next(project for project in workspace().sound if project.slug == slug)


def unwritten(slug: str) -> Project:
    """The same project before anything is written about most of it."""
    project = shipped(slug)
    prose = {name: replace(file, sections=file.sections[:1]) for name, file in project.prose.items()}
    bare: dict[str, Any] = {
        "milestones": (),
        "risks": (),
        "assumptions": (),
        "responsibilities": (),
        "architecture": None,
    }
    return replace(project, prose=dict(list(prose.items())[:2]), **bare)


@pytest.mark.parametrize("make", [shipped, unwritten])
@pytest.mark.parametrize("slug", EACH)
def test_a_customer_reads_no_file_names_and_no_advice_to_authors(slug: str, make: Callable[[str], Project]) -> None:
    """Neither where something would be written nor how."""
    context = context_of(make(slug))
    advice = {
        text
        for template in context.view.templates.documents
        for section in template.sections
        if section.guidance
        for text in (section.guidance, context.words(section.guidance))
    }
    for stem, text in texts(context):
        assert FILE.findall(text) == [], stem
        assert [word for word in advice if word in text] == [], stem


def test_the_team_reads_where_to_write() -> None:
    """Internally each block names its file."""
    context = context_of(unwritten("northern-lights"), Audience.INTERNAL)
    read = dict(texts(context))

    assert "project.yml" in read["decisions"]
    assert "concept/" in read["implementation-concept"]


def test_a_sizing_of_measured_inputs_says_so_in_place_of_what_its_rule_set_says_of_itself() -> None:
    """To calibrate assumptions is said where there are some; what was set by hand is said beside the scenarios."""
    read = dict(texts(context_of(shipped("northern-lights"))))["sizing"]
    assumed = dict(texts(context_of(shipped("coastline-mail"))))["sizing"]

    assert "Every input is measured" in read
    assert "Calibrate" not in read
    assert "Calibrate" in assumed
    assert "computed 21, set by hand to 24" in read
    assert "two guides that count from different bases" in read
    assert "Every input is measured" not in assumed


def test_the_navigation_names_minutes_as_minutes_and_the_home_otherwise_than_the_site() -> None:
    """A meeting's title alone could be a document; the site's title stands above the navigation already."""
    seen = context_of(shipped("northern-lights"))
    titles = {page.stem: page.title for page in find_pages(seen)}
    home = next(page for page in find_pages(seen) if page.stem == "index")
    source = page_source(home, seen)

    assert titles["minutes-2026-02-11-workshop"] == "Minutes: Workshop, 11 Feb 2026"
    assert titles["index"] == "Overview"
    assert f'<h1 id="top">{seen.view.project.title}</h1>' in source
