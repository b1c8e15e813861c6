"""One thing has one name for people in each language, and one id for machines that every verb takes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands.command_issue import find_document_name
from delivery_wiki.adapters.commands.command_pdf import kinds_of
from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.evidence.document_facts import page_stem
from delivery_wiki.calculations.signing.sign_off_drafts import issued_by_name
from delivery_wiki.model.document_names import IDS, document_id, document_key, document_of, find_document
from delivery_wiki.pages.command_texts.issuing import document_names
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.document_content import find_document as rendered
from delivery_wiki.pages.pdf.pdf_project import pdf_document, pdf_names
from delivery_wiki.pages.registry import PAGE_KINDS
from tests.adapters.repositories import EXAMPLES, ROOT, example, run
from tests.adapters.repositories import replace as rewrite

Shown = pytest.CaptureFixture[str]


@cache
def workspace() -> Workspace:
    """The repository that ships."""
    return load_workspace(ROOT)


@cache
def contexts(language: str) -> list[PageContext]:
    """Every project as its team sees it, in one language."""
    repository = workspace().repository
    return [
        page_context(
            replace(project, language=language),
            Audience.INTERNAL,
            repository.library,
            repository.catalogues,
            project.as_of,
            asked=True,
            drifts=workspace().drifts.get(project.slug, ()),
        )
        for project in workspace().sound
        if project.as_of is not None
    ]


@cache
def documents(language: str) -> list[tuple[PageContext, str, str | None]]:
    """Every document of every project that has a page."""
    return [(context, name.kind, name.topic) for context in contexts(language) for name in pdf_names(context)]


@pytest.mark.slow
def test_every_kind_is_walked() -> None:
    """The shipped projects have a document of every kind of the templates, and the audit trail."""
    known = {kind for templates in workspace().repository.library.templates for kind in templates.by_kind}
    assert {kind for _, kind, _ in documents("en")} >= known - {"change-request"}


def test_every_kind_of_page_is_shown_by_a_project() -> None:
    """A page that no shipped project has was seen by nobody with real content."""
    own = [*contexts("en"), *contexts("de")]  # what is signed was signed in the language of its project
    shown = {page.kind for context in own for kind in PAGE_KINDS for page in kind.find(context)}

    assert {kind.kind for kind in PAGE_KINDS} - shown == set()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_document_has_one_name_for_people(language: str) -> None:
    """Navigation, page, cover and PDF say the same, and the kind once."""
    for context, kind, topic in documents(language):
        document = rendered(context, kind, topic)
        template = context.view.templates.by_kind.get(kind)
        assert document is not None
        pages = [
            page for page_kind in PAGE_KINDS for page in page_kind.find(context) if page.stem == page_stem(kind, topic)
        ]
        titles = {context.words(page.title) for page in pages}
        if kind in ("basic-sow", "workshop-agenda"):
            assert pdf_document(context, kind, topic).title == document.title
        if topic is None and kind != "basic-sow":
            assert titles == {document.title}
        if template is not None:
            name = context.words(template.title)
            assert document.title.count(name) <= 1
            assert kind == "minutes" or document.title.startswith(name)


def test_a_kind_in_another_language_is_not_named_twice() -> None:
    """A German paper of a statement that was titled in English."""
    german = next(context for context in contexts("de") if context.view.project.slug == "coastline-mail")
    document = rendered(german, "basic-sow", None)
    assert document is not None
    assert document.title == "Basisleistungsbeschreibung: installation and workshop"


def spellings(kind: str, topic: str | None) -> set[str]:
    """How a document was called: by its kind, page, PDF, file and item."""
    id = document_id(kind, topic)
    named = {id, f"{id}.pdf", f"{id}.html", f"{kind}-{topic}" if topic else kind, id.upper()}
    if "sow" in kind:
        named |= {f"SOW-{topic or 'basic'}", f"sow/{topic or 'basic'}.yml", f"sow-{topic or 'basic'}"}
    return named


@pytest.mark.slow
def test_every_verb_takes_every_spelling() -> None:
    """`issue`, `clauses`, `sign` and `pdf --document` understand the id, and what was written before."""
    issuable = {context.view.project.slug: document_names(context) for context in contexts("en")}
    for context, kind, topic in documents("en"):
        names = issuable[context.view.project.slug]
        if document_id(kind, topic) not in names:
            continue  # nobody issues it
        for said in spellings(kind, topic):
            assert find_document_name(names, said, "x") == (kind, topic), said
            assert document_of(said) == document_key(kind, topic), said
            assert kinds_of(workspace(), said), said
    project = next(project for project in workspace().sound if project.issued)
    for issued in project.issued:
        for said in spellings(issued.document, issued.topic):
            assert find_document(said, issued_by_name(project)) is not None, said


def test_all_statements_of_work_are_of_one_kind() -> None:
    """`--document sow` sets the Basic SOW as well."""
    assert kinds_of(workspace(), "sow") == {"sow", "basic-sow"}
    assert kinds_of(workspace(), "basic-sow") == kinds_of(workspace(), "SOW-basic") == {"basic-sow"}
    assert kinds_of(workspace(), "sow-migration") == {"sow-migration"}


@pytest.mark.parametrize("id", [*IDS.values(), "sow-migration", "charter", "minutes-2026-10-28-kick-off"])
def test_an_id_names_itself(id: str) -> None:
    """There and back."""
    assert document_id(*document_of(id)) == id


@pytest.mark.parametrize("written", ["kind: basic-sow", "kind: sow-basic", "kind: sow\n    topic: basic"])
def test_project_files_take_the_id(written: str, tmp_path: Path, capsys: Shown) -> None:
    """In `documents`, too; it means the same document."""
    root = example(tmp_path)
    path = root / "projects/mail/project.yml"
    path.write_text(f"{path.read_text('utf-8')}documents:\n  - {written}\n    owner: nora-nowhere\n", "utf-8")
    assert run(capsys, "-C", root, "check").code == 0
    (project,) = load_workspace(root).sound
    assert {document_key(document.kind, document.topic) for document in project.documents} == {("basic-sow", None)}


@pytest.mark.built
def test_all_revisions_stand_side_by_side(tmp_path: Path, capsys: Shown) -> None:
    """Revision 2 goes beside `basic-sow-r1`, by whichever name it is issued; both are of one document."""
    root = tmp_path / "wiki"
    shutil.copytree(EXAMPLES / "base", root)
    shutil.copytree(ROOT / "tests/examples/invalid/clauses-changed", root, dirs_exist_ok=True)
    rewrite(root / "docs/clauses/our-terms-1.yml", "answers within", "reviews within")
    rewrite(root / "projects/mail/sow/basic.yml", "revision: 1", "revision: 2")

    assert run(capsys, "-C", root, "issue", "mail", "sow-basic", "--on", "2026-11-03").code == 0

    assert {path.name for path in (root / "projects/mail/issued").iterdir()} == {"basic-sow-r1", "basic-sow-r2"}
    (project,) = load_workspace(root).sound
    assert set(issued_by_name(project)) == {"sow-basic"}
    assert issued_by_name(project)["sow-basic"].revision == 2
