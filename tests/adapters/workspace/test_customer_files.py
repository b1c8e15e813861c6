"""The files of a customer hold what the customer's pages are made of, and not one field more."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.workspace.customer_files import customer_files, later_files
from delivery_wiki.adapters.workspace.workspace_loading import data_folder, load_schemas
from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.repository import read_repository
from tests.example_projects import EXAMPLES

ROOT = Path(__file__).parents[3]
PROJECTS = {
    **{folder.name: ROOT for folder in sorted((ROOT / "projects").iterdir()) if folder.is_dir()},
    "harbour": EXAMPLES / "valid" / "full",
    "pilot": EXAMPLES / "valid" / "minimal",
}
RECORDS = ("issued", "sign_offs", "attestations", "returned", "frozen_pdfs", "damaged_records", "logo")
EVIDENCE = ("attachments", "attached_files")  # no document is made from what is kept as evidence
UNPUBLISHED = ("summary", "reference", "adopted", "activities", "reported_as")


@pytest.mark.parametrize("slug", PROJECTS)
def test_a_customers_files_are_the_project_as_the_customer_sees_it(slug: str, tmp_path: Path) -> None:
    """What is read from the copies is the view that pages are made from: nothing is missing, nothing is added."""
    repository = read_repository(PROJECTS[slug], data_folder(), (slug,))
    (project,) = repository.projects
    view = audience_view(project, Audience.CUSTOMER, repository.library)

    assert _plain(_read_back(PROJECTS[slug], slug, tmp_path)) == _plain(view.project)


def _read_back(root: Path, slug: str, target: Path) -> Project:
    for inside, text in customer_files(root, slug, load_schemas()).items():
        path = target / "projects" / slug / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        is_text = inside.endswith((".yml", ".md"))
        path.write_bytes(text.encode() if is_text else base64.b64decode(text))
    read = read_project(target / "projects" / slug, target, load_schemas())
    assert read.project is not None, read.findings
    return read.project


def _plain(project: Project) -> Project:
    """Without what no copy has: records, evidence and the logo, and what pages are made from and do not show."""
    nothing = Project(
        slug="", title="", language="", time_zone="", customer="", process=project.process, templates=project.templates
    )
    project = _without_confirmations(project)
    return replace(
        project,
        **{name: getattr(nothing, name) for name in (*RECORDS, *EVIDENCE, *UNPUBLISHED)},
        people=tuple(replace(person, logins={}, keys=(), certificates=(), formerly=()) for person in project.people),
        documents=tuple(replace(document, events=()) for document in project.documents),
        tests=tuple(replace(test, owner=None) for test in project.tests if not test.withdrawn),
        changes=tuple(replace(change, sizing=()) for change in project.changes),
        sows=tuple(_without_withdrawn(sow) for sow in project.sows),
    )


def _without_confirmations(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_without_confirmations(item) for item in value)
    if not is_dataclass(value) or isinstance(value, type | Location):
        return value
    changed = {field.name: _without_confirmations(getattr(value, field.name)) for field in fields(value) if field.init}
    return replace(value, **{**changed, **({"confirmed": ()} if "confirmed" in changed else {})})


def _without_withdrawn(sow: StatementOfWork) -> StatementOfWork:
    return replace(
        sow,
        deliverables=tuple(deliverable for deliverable in sow.deliverables if not deliverable.withdrawn),
        work_packages=tuple(package for package in sow.work_packages if not package.withdrawn),
    )


def test_what_lies_ahead_leaves_with_no_paper() -> None:
    """No page shows it before its day; a certificate that is issued a day ahead has its result."""
    repository = read_repository(ROOT, data_folder(), ("northern-lights",))
    (project,) = repository.projects
    assert project.acceptance is not None

    def later(on: dt.date, *issuing: str) -> set[str]:
        context = page_context(project, Audience.CUSTOMER, repository.library, {}, on, asked=True)
        return set(later_files(replace(context, issuing=frozenset(issuing))))

    before, day = project.acceptance.date - dt.timedelta(days=1), project.acceptance.date
    assert (later(before), later(day)) == ({"acceptance.yml"}, set())
    assert later(before, "acceptance-certificate") == set()
    assert later(dt.date(2026, 11, 20)) == {
        "acceptance.yml",
        "minutes/2026-11-24-acceptance-call.md",
        *(f"test-runs/{test_run.name}.yml" for test_run in project.test_runs if test_run.date > dt.date(2026, 11, 20)),
    }
