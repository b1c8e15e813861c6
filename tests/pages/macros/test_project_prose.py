"""What pages render as prose is what is checked as prose."""

from __future__ import annotations

import datetime as dt

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import seen_on
from delivery_wiki.model.finding import Location
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, run_call
from delivery_wiki.pages.macros.project_prose import page_of, prose_of
from delivery_wiki.pages.macros.staged_pages import find_pages
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.reading.markdown.macro_call import find_calls
from tests.adapters.repositories import EXAMPLES


def test_every_text_that_a_page_renders_as_prose_is_checked_as_prose(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that is given to pages as prose and that its schema does not call Markdown is found here."""
    workspace = load_workspace(EXAMPLES / "full")
    (context,) = project_contexts(workspace, Audience.INTERNAL, seen_on(workspace.sound, dt.date(2026, 11, 24)))
    rendered: list[tuple[Location, str]] = []
    render = HtmlRenderer._render_prose

    def recorded(self: HtmlRenderer, block: tree.Prose) -> object:
        rendered.append((block.location, page.stem))
        return render(self, block)

    monkeypatch.setattr(HtmlRenderer, "_render_prose", recorded)
    place = CallPlace(project=context)
    for page in find_pages(context):
        for call in find_calls(page.body):
            HtmlRenderer(context.words, expander(place)).render(run_call(call.text, place))

    checked = list(prose_of(context.view.project))
    fields = {(prose.location.file, prose.location.field_path) for prose in checked}
    files = {prose.location.file for prose in checked if prose.location.file.endswith(".md")}
    assert len(rendered) > 8
    assert [
        location
        for location, _ in rendered
        if location.file not in files and (location.file, location.field_path) not in fields
    ] == []
    shown = {(location.file, stem) for location, stem in rendered}
    assert {page_of(prose.name) for prose in checked} <= {stem for _, stem in shown}
