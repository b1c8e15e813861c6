"""A project with errors in the internal wiki: what rests on no faulty file, marked, and a place for everything else."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.site.partial_site import faulty_projects, partial_files, partial_projects
from delivery_wiki.adapters.site.stage import internal_files, project_files
from delivery_wiki.adapters.workspace.workspace_loading import (
    Workspace,
    days_of,
    load_workspace,
    project_contexts,
    wiki_context,
)
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, run_call
from delivery_wiki.pages.macros.partial_pages import PartialPage, PartialProject, to_be_found
from delivery_wiki.pages.macros.search_entries import split_index
from delivery_wiki.pages.macros.staged_pages import find_pages
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.status.portfolio_pages import portfolio
from delivery_wiki.pages.status.work_pages import person
from tests.adapters.pdf.test_pdf_parts import FAULTS as OF_DOCUMENTS
from tests.adapters.repositories import ROOT, example

DAY = "2027-01-15"
FAULTS = OF_DOCUMENTS | {
    "one meeting": ("minutes/2026-01-20-kick-off.md", "date: ", "date: x"),
    "one number": ("sizing.yml", "value: ", "value: x"),
}


def with_fault(root: Path, fault: tuple[str, str, str]) -> Workspace:
    """The full example with one fault in it."""
    file, sound, faulty = fault
    path = root / "projects/harbour" / file
    text = path.read_text("utf-8")
    assert sound in text
    path.write_text(text.replace(sound, faulty, 1), encoding="utf-8")
    return load_workspace(root)


def made(workspace: Workspace) -> PartialProject:
    """What the internal wiki shows of the project."""
    return partial_projects(workspace, days_of(workspace, DAY))["harbour"]


def whole_pages(workspace: Workspace) -> dict[str, str]:
    """The words of each page of the sound project."""
    (context,) = project_contexts(workspace, Audience.INTERNAL, days_of(workspace, DAY))
    found = {}
    for page in find_pages(context):
        place = CallPlace(project=context)
        blocks = run_call(page.body.strip().removeprefix("{{").removesuffix("}}"), place)
        found[page.stem] = _words(str(HtmlRenderer(context.words, expander(place)).render(blocks)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_each_page_is_as_without_the_fault_or_left_out(fault: tuple[str, str, str], tmp_path: Path) -> None:
    """Word for word, below a mark that names what is left out; no page is lost, and no figure is another one."""
    root = example(tmp_path, "full")
    whole = whole_pages(load_workspace(root))
    project = made(with_fault(root, fault))
    pages = {page.page.stem: page for page in project.pages}

    assert {page.page.stem for page in project.left_out} < pages.keys()
    assert whole.keys() == pages.keys()
    for stem, page in pages.items():
        assert "This project has" in page.html
        if not page.left_out:
            assert _own_words(page) in whole[stem], stem
    shown = {stem for stem, page in pages.items() if not page.left_out}
    assert {"open-points", "sources"} <= shown
    assert all(fault[0] in page.html or "whole project" in page.html for page in project.left_out)


@pytest.mark.parametrize("fault", [FAULTS["one statement"], FAULTS["one test"], FAULTS["one answer"]])
def test_the_home_names_each_error_and_each_page(fault: tuple[str, str, str], tmp_path: Path) -> None:
    """With its place, what is wrong and the repair, and for each page whether it is shown or why not."""
    project = made(with_fault(example(tmp_path, "full"), fault))
    home = next(page.html for page in project.pages if page.page.stem == "index")

    assert project.errors
    assert all(f"{error.location.file}:{error.location.line}" in home for error in project.errors)
    assert all(f'href="{page.page.stem}.html"' in home for page in project.pages if page.page.stem != "index")


def test_nothing_of_a_faulty_file_is_shown(tmp_path: Path) -> None:
    """Neither its sound entries, nor what is counted from them; the names of items in it are no results of a search."""
    root = example(tmp_path, "full")
    path = root / "projects/harbour/requirements.yml"
    path.write_text(path.read_text("utf-8").replace("statement: ", "statement: Zinnober ", 1), encoding="utf-8")
    project = made(with_fault(root, ("requirements.yml", "priority: ", "priority: x")))
    index = split_index({"config": {}, "docs": []}, {"harbour": to_be_found(project)}, internal=True)

    assert not any("Zinnober" in page.html for page in project.pages)
    assert "R-001" not in str(index)
    assert all(stem in partial_files(project) for stem in ("index.md", "requirements.md", "charter.md"))


@pytest.mark.slow
@pytest.mark.parametrize("topics", [("basic",), ("migration",), ("basic", "migration")])
def test_one_statement_of_work_takes_none_that_rests_on_another(topics: tuple[str, ...], tmp_path: Path) -> None:
    """Of several files with errors each is one; documents that know of no statement of work are all there."""
    root = example(tmp_path, "full")
    whole = whole_pages(load_workspace(root))
    for topic in topics:
        workspace = with_fault(root, (f"sow/{topic}.yml", "title: ", "titel: "))
    pages = {item.page.stem: item for item in made(workspace).pages}
    sows = {item.topic: item for item in load_workspace(example(tmp_path / "sound", "full")).sound[0].sows}

    assert workspace.rough[0].files == {f"sow/{topic}.yml" for topic in topics}
    assert not any(item.left_out for item in (pages["workshop-agenda"], pages["sizing"], pages["poc"]))
    assert all(pages[f"sow-{topic}"].left_out for topic in topics)
    for stem, page in pages.items():
        if not page.left_out:
            assert _own_words(page) in whole[stem], stem
            assert not any(item.title in page.html for topic in topics for item in sows[topic].deliverables), stem


def test_a_customer_sees_no_half_of_a_project(tmp_path: Path) -> None:
    """Their site is made of sound projects alone, and theirs stays as it last was."""
    workspace = with_fault(example(tmp_path, "full"), FAULTS["one test"])

    assert project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, DAY)) == ()


def test_the_list_of_projects_and_the_pages_of_people_name_what_they_do_not_count(tmp_path: Path) -> None:
    """A sum without a project must not look like the whole."""
    workspace = with_fault(example(tmp_path, "full"), FAULTS["one test"])
    days = days_of(workspace, DAY)
    wiki = wiki_context(workspace, (), days.newest(), faulty_projects(workspace, partial_projects(workspace, days)))
    page = str(HtmlRenderer(Words()).render(portfolio(wiki)))

    assert "1 project has errors and counts nowhere on this page" in page
    assert 'href="harbour/index.html"' in page
    with pytest.raises(ValueError, match="'nobody' is not one of"):
        person(wiki, "nobody")


def test_a_project_whose_errors_bear_on_everything_is_named_without_a_page(tmp_path: Path) -> None:
    """Without project.yml nobody knows what holds: the pages that were built last are not touched."""
    workspace = with_fault(example(tmp_path, "full"), ("project.yml", "language: ", "language: [x"))
    partial = partial_projects(workspace, days_of(workspace, DAY))
    (named,) = faulty_projects(workspace, partial)

    assert partial == {}
    assert (named.slug, named.shown, named.errors > 0) == ("harbour", False, True)


def _own_words(page: PartialPage) -> str:
    """What a page says below its mark, and below the remark that its document stands alone."""
    own = page.html.rpartition('<div class="dw-block">')[2]
    alone = "Shown is the document alone: what stands around it rests on the whole project."
    return _words(own).removeprefix(alone).strip()


def _words(html: str) -> str:
    """The text of a page: links lead nowhere where a part of the project is missing."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_pictures_papers_and_evidence_stand_beside_the_pages_of_a_faulty_project(tmp_path: Path) -> None:
    """A page that is left shows the customer's logo and leads to the files that it names, as without the fault."""
    root = example(tmp_path, "full")
    shutil.copy(ROOT / "projects/northern-lights/logo.svg", root / "projects/harbour/logo.svg")
    (context,) = project_contexts(sound := load_workspace(root), Audience.INTERNAL, days_of(sound, DAY))
    kept = {name for name in project_files(context, root) if Path(name).suffix in {".svg", ".png", ".pdf", ".eml"}}
    assert {Path(name).suffix for name in kept} == {".svg", ".eml"}

    workspace = with_fault(root, FAULTS["one number"])
    wiki = wiki_context(workspace, (), dt.date.fromisoformat(DAY))
    files = internal_files(root, wiki, [made(workspace)])

    assert {f"projects/harbour/{name}" for name in kept} <= set(files)
