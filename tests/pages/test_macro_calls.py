"""Running macro calls: names, literals, and projects named on pages of the wiki."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros.adapters.workspace import Workspace, load_workspace, project_contexts, wiki_context
from macros.calculations.audience_view import Audience
from macros.pages.html import relocate
from macros.pages.macro_calls import MacroRefused, Place, ProjectLeftOut, aim, run_call, run_macro
from macros.pages.macro_check import check_wiki_pages

ROOT = Path(__file__).parent.parent.parent
ON = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The shipped reference project of one customer."""
    return load_workspace(ROOT, ("coastline-mail",))


@pytest.fixture(scope="module")
def wiki(workspace: Workspace) -> Place:
    """A page of the wiki."""
    contexts = project_contexts(workspace, Audience.INTERNAL, ON)
    return Place(wiki=wiki_context(workspace, contexts, ON))


def test_a_page_of_the_wiki_may_name_a_project(wiki: Place) -> None:
    """Authors use the same macros in docs/ and in a project's prose."""
    place, rest, folder = aim("sizing_table", (("project", "coastline-mail"),), wiki)
    assert (rest, folder) == ((), "projects/coastline-mail/")
    assert run_macro("sizing_table", (), rest, place)


def test_a_project_that_is_left_out_is_said_and_stops_nothing(wiki: Place) -> None:
    """One faulty project does not stop the wiki."""
    with pytest.raises(ProjectLeftOut, match="left out"):
        aim("sizing_table", (("project", "other"),), wiki)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("sizing_tabel()", "Did you mean 'sizing_table'"),
        ("sizing_table()", 'name one: project="slug"'),
        ("person()", "needs 'id'"),
        ('person("a", "b")', "takes 1 values, not 2"),
        ("person(id=1)", "takes a text in quotes"),
        ('person("a", id="b")', "given 'id' twice"),
        ('person(idd="a")', "Did you mean 'id'"),
        ("person(id=open('x'))", "expected"),
    ],
)
def test_a_refused_call_says_what_was_expected(wiki: Place, call: str, reason: str) -> None:
    """A macro takes listed names and literals, nothing else."""
    with pytest.raises(MacroRefused) as refused:
        run_call(call, wiki)
    assert reason in str(refused.value)


def test_check_locates_a_misspelt_project_on_a_wiki_page() -> None:
    """A finding stands at the call, before anything is rendered."""
    pages = {"docs/index.md": 'Text\n\nNow {{ sizing_table(project="coastlin") }}\n'}
    (finding,) = check_wiki_pages(pages, ["coastline-mail"])
    assert (finding.location.line, finding.location.column) == (3, 5)
    assert "Did you mean 'coastline-mail'?" in finding.problem


def test_links_of_a_block_lead_back_to_its_project() -> None:
    """A link in a block is relative to the project's folder; absolute ones and places on the page stay."""
    html = '<a href="a.html#R-1">a</a> <a href="#x">b</a> <a href="https://e.example/">c</a>'
    moved = relocate(html, "../projects/p/")
    assert moved == '<a href="../projects/p/a.html#R-1">a</a> <a href="#x">b</a> <a href="https://e.example/">c</a>'
