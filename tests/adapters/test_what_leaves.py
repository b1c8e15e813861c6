"""A mark in every text of every file of a project: what no page shows the customer, no file of the customer holds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.commands.command_diff import side_of
from delivery_wiki.adapters.pdf.pdf_attachments import find_attachments
from delivery_wiki.adapters.workspace.customer_files import customer_files
from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.business_diff.comparison import compare_sides
from delivery_wiki.calculations.business_diff.digest import digest_of
from delivery_wiki.model.document_kinds import DOCUMENT_KINDS
from delivery_wiki.pages.command_texts.issuing import content_json, document_names, issue
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.diff.diff_spans import ToldProject
from delivery_wiki.pages.diff.diff_text import render_diff_text
from delivery_wiki.pages.digest.digest_mail import render_digest_mail
from delivery_wiki.pages.digest.digest_page import Period
from delivery_wiki.pages.digest.digest_text import render_digest_text
from delivery_wiki.pages.digest.project_digest import project_page
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, run_call
from delivery_wiki.pages.macros.staged_pages import find_pages, page_source
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.status.calendar import render_calendar
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.reading.customer.customer_copy import written_yaml
from delivery_wiki.reading.files.project_places import find_place
from delivery_wiki.reading.markdown.macro_call import find_macro_calls
from delivery_wiki.reading.project_folder import check_read, read_project
from delivery_wiki.reading.repository import read_repository
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.example_projects import EXAMPLES
from tests.pages.harbour import ON, ROOT

FULL = EXAMPLES / "valid" / "full"
MARK = re.compile(r"zq[a-z]*[0-9]+zq")
# Texts that pages show in one state of things and not in another; the example has the other. By file and keys.
IN_ANOTHER_STATE = {
    ("architecture.yml", "tiers"),  # a tier that no component stands in
    ("project.yml", "people.authority"),  # beside the name of whoever has signed
    ("project.yml", "sources.request"),  # words by which a requirement cites a line of it
    ("requirements.yml", "requirements.answer"),  # what was answered before something else was agreed
    ("sizing.yml", "inputs.source"),  # where a figure comes from that nothing names
    ("sizing.yml", "scenarios.inputs.source"),  # where a figure of a scenario comes from
    ("sow/basic.yml", "summary"),  # the prose file takes its place
    ("sow/basic.yml", "approach"),  # as above
    ("sow/basic.yml", "deliverables.due_text"),  # the date takes its place
}
# Of something withdrawn, which the customer agreed to before: a diff says what became of it.
OF_WHAT_IS_WITHDRAWN = {
    ("sow/basic.yml", "deliverables.title"),
    ("sow/basic.yml", "deliverables.description"),
    ("sow/basic.yml", "work_packages.title"),
    ("tests.yml", "tests.title"),
    ("tests.yml", "tests.steps"),
    ("tests.yml", "tests.expected"),
}
Path_ = tuple[str | int, ...]


def _leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    for key, child in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from _leaves(child, (*path, key))


def _with(value: Any, path: Path_, new: str) -> Any:
    if not path:
        return new
    if isinstance(value, dict):
        return {key: _with(child, path[1:], new) if key == path[0] else child for key, child in value.items()}
    return [_with(child, path[1:], new) if index == path[0] else child for index, child in enumerate(value)]


class Planted:
    """The example with a mark in each text that may have one, in comments and in what Markdown hides."""

    def __init__(self, root: Path) -> None:
        self.root, self.schemas = root, load_schemas()
        self.places: dict[str, tuple[str, str]] = {}
        shutil.copytree(FULL / "projects", root / "projects")
        self.folder = root / "projects" / "harbour"
        for file in sorted(self.folder.rglob("*")):
            inside = file.relative_to(self.folder).as_posix()
            if file.suffix == ".yml":
                self._plant_yaml(file, inside)
            elif file.suffix == ".md":
                self._plant_markdown(file, inside)
        read = read_project(self.folder, root, self.schemas)
        assert read.project is not None, read.findings
        library = read_repository(FULL, ROOT).library
        self.context = page_context(read.project, Audience.CUSTOMER, library, {}, ON)

    def _mark(self, kind: str, inside: str, key: str) -> str:
        mark = f"zq{kind}{len(self.places)}zq"
        self.places[mark] = (inside, key)
        return mark

    def _plant_yaml(self, file: Path, inside: str) -> None:
        place = find_place(inside)
        tree = read_yaml(file.read_bytes(), inside).value
        assert place is not None
        for path, text in list(_leaves(tree)):
            key = next(str(step) for step in reversed(path) if isinstance(step, str))
            if key in {"role", "tier", "group", "value", "activity", "section", "component", "id", "rules"}:
                continue  # names by which one text finds another
            mark = self._mark("text", inside, ".".join(str(step) for step in path if isinstance(step, str)))
            changed = _with(tree, path, f"{text} {mark}")
            if check_read(read_yaml(written_yaml(changed).encode(), inside), self.schemas, place.schema):
                del self.places[mark]
            else:
                tree = changed
        lines = [f"{line} # {self._mark('comment', inside, '#')}" for line in written_yaml(tree).splitlines()]
        file.write_text("\n".join(lines) + "\n", "utf-8")

    def _plant_markdown(self, file: Path, inside: str) -> None:
        note = f"\n\n[//]: # ({self._mark('note', inside, '[//]')})\n"
        text = file.read_text("utf-8").rstrip() + f" {self._mark('prose', inside, 'text')}" + note
        file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """One planted project."""
    return Planted(tmp_path_factory.mktemp("planted"))


def _shown(context: PageContext) -> str:
    """Every page of the customer's site as it is rendered."""
    place = CallPlace(project=context)
    renderer = HtmlRenderer(context.words, expander(place))
    found = []
    for page in find_pages(context):
        found.append(page_source(page, context))
        found += [str(renderer.render(run_call(call, place))) for _, _, call in find_macro_calls(page.body)]
    return "\n".join(found)


def _files(planted: Planted) -> dict[str, str]:
    """Everything that leaves as a file: copies, attachments, frozen content, calendar and JSON."""
    context, root = planted.context, planted.root
    copies = customer_files(root, "harbour", planted.schemas)
    found = {f"copy of {inside}": text for inside, text in copies.items()}
    for kind in (kind.id for kind in DOCUMENT_KINDS if kind.made_from):
        for topic in ("basic", "migration", "2026-01-20-kick-off"):
            attached = find_attachments(root, "harbour", (kind, topic), Words(), planted.schemas)
            found |= {f"{kind}: {attachment.name}": attachment.content.decode() for attachment in attached}
    for name, document in document_names(context).items():
        if name.startswith(("sow", "basic", "charter")):
            found[f"content of {name}"] = content_json(issue(context, *document, copies))
    return {**found, "calendar": render_calendar(context), "status": status_as_json([context])}


@pytest.mark.slow
def test_what_no_page_shows_no_file_holds(planted: Planted) -> None:
    """Fields, comments, notes and everything of internal/; a file may hold less than the pages, never more."""
    shown = set(MARK.findall(_shown(planted.context)))
    hidden = planted.places.keys() - shown
    held = {
        (planted.places[mark], name)
        for name, text in _files(planted).items()
        for mark in MARK.findall(text)
        if mark in hidden and planted.places[mark] not in IN_ANOTHER_STATE
    }

    assert sorted({place for place, _ in held}) == []


def _told(planted: Planted) -> str:
    """What the diff and the digest tell the customer where every text that has a mark was written this week."""
    project = read_project(FULL / "projects" / "harbour", FULL, planted.schemas).project
    assert project is not None
    before = page_context(project, Audience.CUSTOMER, read_repository(FULL, ROOT).library, {}, ON)
    sides = [side_of(context) for context in (before, planted.context)]
    diff = compare_sides(sides[0], sides[1])
    page = project_page(digest_of(diff, *sides), planted.context, Period(since=ON, revision=""))
    told = ToldProject(diff=diff, words=Words(), before=before, after=planted.context)
    return render_diff_text([told]) + render_digest_mail([page]) + render_digest_text([page], width=10_000)


@pytest.mark.slow
def test_diff_and_digest_tell_a_customer_nothing_that_is_the_vendors(planted: Planted) -> None:
    """They tell what no page shows, but nothing that files of the customer do not hold; what is withdrawn is told."""
    copies = "\n".join(customer_files(planted.root, "harbour", planted.schemas).values())
    theirs = set(MARK.findall(copies)) | set(MARK.findall(_shown(planted.context)))
    told = {mark for mark in MARK.findall(_told(planted)) if planted.places[mark] not in OF_WHAT_IS_WITHDRAWN}

    assert len(told) > 100
    leaked = sorted(planted.places[mark] for mark in told - theirs)
    assert leaked == [], leaked


@pytest.mark.slow
def test_most_marks_are_shown_and_many_are_hidden(planted: Planted) -> None:
    """So that the test above has something to find: texts that are shown, and every kind of what is not."""
    shown = set(MARK.findall(_shown(planted.context)))
    hidden = planted.places.keys() - shown

    assert len(shown) > 100
    assert {MARK_KIND.match(mark)[1] for mark in hidden if MARK_KIND.match(mark)} >= {"comment", "note", "text"}  # type: ignore[index]
    assert any(planted.places[mark][0].startswith("internal/") for mark in hidden)


MARK_KIND = re.compile(r"zq([a-z]+)[0-9]")
