"""Running macro calls: names, literals, and projects named on pages of the wiki."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.adapters.macro_meaning import find_refusals
from delivery_wiki.adapters.workspace import Workspace, load_workspace, project_contexts, wiki_context
from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.model.as_of import seen_on
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project import Project, ProseFile, ProseSection
from delivery_wiki.pages.html import relocate
from delivery_wiki.pages.macro_calls import (
    MAXIMUM_CALLS,
    EndlessText,
    MacroRefused,
    PageTooSlow,
    Place,
    ProjectLeftOut,
    aim,
    expander,
    run_call,
    run_macro,
)
from delivery_wiki.pages.macro_check import check_meaning, check_wiki_pages
from tests.adapters.repositories import example, write

ROOT = Path(__file__).parent.parent.parent
ON = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The shipped reference project of one customer."""
    return load_workspace(ROOT, ("coastline-mail",))


@pytest.fixture(scope="module")
def wiki(workspace: Workspace) -> Place:
    """A page of the wiki."""
    contexts = project_contexts(workspace, Audience.INTERNAL, seen_on(workspace.sound, ON))
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


def _refusals(workspace: Workspace, text: str) -> list[tuple[int, int, str]]:
    """What check says of a charter: line, column and problem of each refused call."""
    place = Location(file="charter.md", line=3, column=1)
    section = ProseSection(title="Motivation", text=text, location=place)
    prose = {"charter": ProseFile(name="charter", sections=(section,), location=place)}
    found = find_refusals(replace(workspace.sound[0], prose=prose), workspace.repository)
    return [(one.location.line, one.location.column, one.problem) for one in found]


def test_check_runs_each_call_of_a_sound_project(workspace: Workspace) -> None:
    """A call that its page would refuse is found where it stands, and a build never meets it."""
    text = 'Up to {{ sizing_figure("sesions") }}, not {{ sizing_figure("sessions") }}.'
    ((line, column, problem),) = _refusals(workspace, text)
    assert (line, column) == (3, 7)
    assert "has no figure 'sesions'. Did you mean" in problem


def test_a_text_that_shows_itself_is_refused(workspace: Workspace) -> None:
    """A page of it would never end."""
    ((line, _, problem),) = _refusals(workspace, "Text.\n\n{{ charter() }}")
    assert line == 5
    assert "never ends" in problem


def _texts(workspace: Workspace, **texts: str) -> Project:
    """The project with one paragraph in each of these files."""
    prose = {}
    for name, text in texts.items():
        place = Location(file=f"{name}.md", line=3, column=1)
        prose[name] = ProseFile(
            name=name, sections=(ProseSection(title="", text=text, location=place),), location=place
        )
    return replace(workspace.sound[0], prose=prose)


def test_texts_that_show_each_other_are_refused(workspace: Workspace) -> None:
    """The way from each of them to itself is named, and other calls of both stand."""
    shown = {
        "charter": "{{ statement_of_work('basic') }}\n\n{{ milestones() }}",
        "sow/basic": "{{ charter() }}",
    }
    project = _texts(workspace, **shown)
    found = {one.location.file: one.problem for one in find_refusals(project, workspace.repository)}
    assert set(found) == {"charter.md", "sow/basic.md"}
    assert "charter(), which shows statement_of_work('basic') again" in found["charter.md"]
    assert "statement_of_work('basic'), which shows charter() again" in found["sow/basic.md"]


def test_a_call_is_the_same_however_it_is_written(workspace: Workspace) -> None:
    """A name in front of a value, blanks and quotes make no other text of it."""
    place = Place(project=project_contexts(workspace, Audience.INTERNAL, seen_on(workspace.sound, ON))[0])
    expand = expander(place)
    with expand("sizing_figure('sessions')"), pytest.raises(EndlessText, match="never ends"):
        expand(' sizing_figure( rule="sessions" )').__enter__()


def test_a_page_has_as_many_calls_in_a_check_as_in_a_build(workspace: Workspace) -> None:
    """One call too many is told where it stands, and the rest of the page is not run."""
    text = "\n\n".join("{{ milestones() }}" for _ in range(MAXIMUM_CALLS + 20))
    ((line, _, problem),) = _refusals(workspace, text)
    assert line == 3 + 2 * MAXIMUM_CALLS
    assert f"{MAXIMUM_CALLS}" in problem


def test_a_page_has_as_much_time_in_a_check_as_in_a_build(workspace: Workspace) -> None:
    """The call at which the time of its page is over is named; it would cost the page in a build."""
    started: list[int] = []

    @contextmanager
    def limit() -> Iterator[None]:
        started.append(1)
        yield
        raise PageTooSlow("the page took more than 10 s of processor time")

    project = _texts(workspace, charter="{{ milestones() }}\n\n{{ sizing_table() }}", other="Without calls.")
    context = project_contexts(workspace, Audience.INTERNAL, seen_on(workspace.sound, ON))[0]
    (finding,) = check_meaning(project, lambda: (Place(project=context),), limit)
    assert len(started) == 1
    assert (finding.location.file, finding.location.line) == ("charter.md", 5)
    assert finding.problem == "sizing_table(): the page took more than 10 s of processor time, with the calls before it"


def test_a_project_without_calls_costs_nothing(workspace: Workspace) -> None:
    """Contexts are made only for a project that calls a macro in its prose."""

    def refuse() -> tuple[Place, ...]:
        raise AssertionError

    assert not tuple(check_meaning(replace(workspace.sound[0], prose={}, minutes=(), internal=None), refuse))


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ('process_overview("2011-11-30")', "Did you mean '2011-11-03'?"),
        ('sizing_rules("ox-2012", "1")', "Did you mean 'ox-2011 1'?"),
        ('person("petra-beispil")', "Did you mean 'petra-beispiel'?"),
        ('minutes("2026-10-12-kick-of", project="mail")', "is not one of: none."),
        ('person("petra-beispiel")', ""),
        ('sizing_table(project="mail")', ""),
    ],
)
def test_check_runs_the_calls_of_wiki_pages(call: str, reason: str, tmp_path: Path) -> None:
    """What is found in no project is a finding on the page of the wiki."""
    root = example(tmp_path)
    write(root, {"docs/index.md": f"# Wiki\n\n{{{{ {call} }}}}\n"})
    found = load_workspace(root).findings
    assert [finding.code for finding in found] == (["macro-refused"] if reason else [])
    assert all(reason in finding.problem for finding in found)


def test_a_person_of_a_project_that_is_left_out_is_not_unknown(tmp_path: Path) -> None:
    """One faulty project makes no findings on pages of the wiki."""
    root = write(example(tmp_path), {"docs/index.md": '# Wiki\n\n{{ person("petra-beispiel") }}\n'})
    write(root, {"projects/mail/charter.md": "{{ nothing() }}\n"})
    assert [finding.location.file for finding in load_workspace(root).findings] == ["projects/mail/charter.md"]
