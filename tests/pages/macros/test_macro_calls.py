"""Running macro calls: names, literals, and projects named on pages of the wiki."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from delivery_wiki.adapters.site.mkdocs_plugin import DeliveryPlugin
from delivery_wiki.adapters.workspace.macro_meaning import find_refusals
from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace, project_contexts, wiki_context
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import seen_on
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.macros.macro_calls import (
    MAXIMUM_CALLS,
    CallPlace,
    EndlessText,
    MacroRefused,
    PageTooSlow,
    ProjectLeftOut,
    aim,
    expander,
    run_call,
    run_macro,
)
from delivery_wiki.pages.macros.macro_check import check_meaning, check_wiki_meaning, check_wiki_pages
from delivery_wiki.pages.render.html import relocate
from tests.adapters.repositories import example, write

ROOT = Path(__file__).parent.parent.parent.parent
ON = dt.date(2026, 11, 24)
OURS = "plugins: [delivery]\n"  # the wiki shows its own pages


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The shipped reference project of one customer."""
    return load_workspace(ROOT, ("coastline-mail",))


@pytest.fixture(scope="module")
def wiki(workspace: Workspace) -> CallPlace:
    """A page of the wiki."""
    contexts = project_contexts(workspace, Audience.INTERNAL, seen_on(workspace.sound, ON))
    return CallPlace(wiki=wiki_context(workspace, contexts, ON))


def test_a_page_of_the_wiki_may_name_a_project(wiki: CallPlace) -> None:
    """Authors use the same macros in docs/ and in a project's prose."""
    place, rest, folder = aim("sizing_table", (("project", "coastline-mail"),), wiki)
    assert (rest, folder) == ((), "projects/coastline-mail/")
    assert run_macro("sizing_table", (), rest, place)


def test_a_project_that_is_left_out_is_said_and_stops_nothing(wiki: CallPlace) -> None:
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
def test_a_refused_call_says_what_was_expected(wiki: CallPlace, call: str, reason: str) -> None:
    """A macro takes listed names and literals, nothing else."""
    with pytest.raises(MacroRefused) as refused:
        run_call(call, wiki)
    assert reason in str(refused.value)


def test_check_locates_a_misspelt_project_on_a_wiki_page() -> None:
    """A finding stands at the call, before anything is rendered."""
    pages = {"docs/index.md": 'Text\n\nNow {{ sizing_table(project="coastlin") }}\n'}
    (finding,) = check_wiki_pages(pages, ["coastline-mail"])
    assert (finding.location.line, finding.location.column) == (3, 5)
    assert finding.repair.startswith("Did you mean 'coastline-mail'? If not, write {{ ")


def test_links_of_a_block_lead_back_to_its_project() -> None:
    """A link in a block is relative to the project's folder; absolute ones and places on the page stay."""
    html = '<a href="a.html#R-1">a</a> <a href="#x">b</a> <a href="https://e.example/">c</a>'
    moved = relocate(html, "../projects/p/")
    assert moved == '<a href="../projects/p/a.html#R-1">a</a> <a href="#x">b</a> <a href="https://e.example/">c</a>'


def _refusals(workspace: Workspace, text: str) -> list[tuple[int, int, str]]:
    """What check says of a charter: line, column and words of each refused call."""
    place = Location(file="charter.md", line=3, column=1)
    section = ProseSection(title="Motivation", text=text, location=place)
    prose = {"charter": ProseFile(name="charter", sections=(section,), location=place)}
    found = find_refusals(replace(workspace.sound[0], prose=prose), workspace.repository)
    return [
        (finding.location.line, finding.location.column, f"{finding.problem} {finding.repair}") for finding in found
    ]


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


def test_a_refused_call_hides_no_text_that_shows_itself(workspace: Workspace) -> None:
    """Both are told in one run, in either order; what is refused within another text stops nothing either."""
    endless, refused = "{{ charter() }}", '{{ requirement_list(area="nowhere") }}'

    assert len(_refusals(workspace, f"{refused}\n\n{endless}")) == 2
    assert len(_refusals(workspace, f"{endless}\n\n{refused}")) == 2
    assert len(_refusals(workspace, f"{refused}\n\n{refused}")) == 2


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
    found = {refusal.location.file: refusal.problem for refusal in find_refusals(project, workspace.repository)}
    assert set(found) == {"charter.md", "sow/basic.md"}
    assert "charter(), which shows statement_of_work('basic') again" in found["charter.md"]
    assert "statement_of_work('basic'), which shows charter() again" in found["sow/basic.md"]


def test_a_call_is_the_same_however_it_is_written(workspace: Workspace) -> None:
    """A name in front of a value, blanks and quotes make no other text of it."""
    place = CallPlace(project=project_contexts(workspace, Audience.INTERNAL, seen_on(workspace.sound, ON))[0])
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
    (finding,) = check_meaning(project, lambda: (CallPlace(project=context),), limit)
    assert len(started) == 1
    assert (finding.location.file, finding.location.line) == ("charter.md", 5)
    assert finding.problem == "sizing_table(): the page took more than 10 s of processor time, with the calls before it"


def test_a_project_without_calls_costs_nothing(workspace: Workspace) -> None:
    """Contexts are made only for a project that calls a macro in its prose."""

    def refuse() -> tuple[CallPlace, ...]:
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
    write(root, {"mkdocs.yml": OURS, "docs/index.md": f"# Wiki\n\n{{{{ {call} }}}}\n"})
    found = load_workspace(root).findings
    assert [finding.code for finding in found] == (["macro-refused"] if reason else [])
    assert all(reason in f"{finding.problem} {finding.repair}" for finding in found)


def test_a_call_of_a_wiki_page_has_the_time_that_a_build_gives_it(wiki: CallPlace) -> None:
    """Each call has its own limit, since a page of the wiki is written in calls; the others are checked, too."""
    spent: list[str] = []

    @contextmanager
    def limit() -> Iterator[None]:
        spent.append("x")
        yield
        if len(spent) == 2:
            raise PageTooSlow("the page took more than 10 s of processor time")

    pages = {
        "docs/index.md": "{{ portfolio() }}\n\n{{ process_overview() }}\n\n{{ portfolio(1) }}\n\n{{ portfolio() }}\n"
    }
    found = tuple(check_wiki_meaning(pages, lambda named: [wiki], limit))

    assert [(finding.code, finding.location.line) for finding in found] == [("macro-refused", 3)]
    assert "process_overview(): the page took more than 10 s" in found[0].problem
    assert len(spent) == 3


@pytest.mark.parametrize("more", [0, 1, 400])
def test_a_wiki_page_has_as_many_calls_as_any_page(more: int, wiki: CallPlace) -> None:
    """One finding, at the first call too many, and the rest of the page costs nothing."""
    ran: list[str | None] = []

    def places(named: str | None) -> list[CallPlace]:
        ran.append(named)
        return [replace(wiki, project=None)]

    text = '{{ sizing_figure("users", project="coastline-mail") }}\n' * (MAXIMUM_CALLS + more)
    found = tuple(check_wiki_meaning({"docs/index.md": text}, places))

    too_many = [(finding.code, finding.location.line) for finding in found if "one call more than" in finding.problem]
    assert too_many == ([("macro-refused", MAXIMUM_CALLS + 1)] if more else [])
    assert len(ran) == MAXIMUM_CALLS


def test_a_build_counts_the_calls_of_a_page_as_a_check_does() -> None:
    """The plugin refuses the call after the last one that a page may have, on each page for itself."""
    plugin: Any = DeliveryPlugin()
    plugin.calls = Counter()
    pages: list[Any] = [SimpleNamespace(file=SimpleNamespace(src_uri=name)) for name in ("a.md", "b.md")]
    for _ in range(MAXIMUM_CALLS):
        plugin.count(pages[0], "portfolio")
    plugin.count(pages[1], "portfolio")
    with pytest.raises(EndlessText, match=f"portfolio is one call more than the {MAXIMUM_CALLS}"):
        plugin.count(pages[0], "portfolio")


def test_a_person_of_a_project_that_is_left_out_is_not_unknown(tmp_path: Path) -> None:
    """One faulty project makes no findings on pages of the wiki."""
    root = write(example(tmp_path), {"mkdocs.yml": OURS, "docs/index.md": '# Wiki\n\n{{ person("petra-beispiel") }}\n'})
    write(root, {"projects/mail/charter.md": "{{ nothing() }}\n"})
    assert [finding.location.file for finding in load_workspace(root).findings] == ["projects/mail/charter.md"]
