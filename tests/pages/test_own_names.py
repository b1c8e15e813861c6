"""A template set of one's own that calls documents otherwise: one name in page, PDF, navigation and gates."""

from __future__ import annotations

from pathlib import Path

from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.staged_pages import find_pages
from delivery_wiki.pages.pdf.pdf_project import pdf_document, pdf_names
from tests.adapters.repositories import ROOT, example

OWN = {
    "Project Charter": "Project Brief",
    "Customer Implementation Concept": "Solution Design",
    "Test Protocol": "Test Log",
    "Environment Evaluation": "Site Survey",
    "Requirements Checklist": "Compliance List",
}


def named(root: Path) -> PageContext:
    """The full example under a template set with other titles."""
    example(root, "full")
    text = (ROOT / "docs/templates/standard-1.yml").read_text("utf-8").replace("\nid: standard\n", "\nid: own\n", 1)
    for old, new in OWN.items():
        text = text.replace(f"title: {old}\n", f"title: {new}\n", 1)
    (root / "docs/templates").mkdir(parents=True, exist_ok=True)
    (root / "docs/templates/own-1.yml").write_text(text, encoding="utf-8")
    project = root / "projects/harbour/project.yml"
    project.write_text(project.read_text("utf-8").replace("templates: {id: standard", "templates: {id: own"), "utf-8")
    workspace = load_workspace(root)
    assert workspace.sound, workspace.findings
    return project_contexts(workspace, Audience.INTERNAL, days_of(workspace, "2026-06-01"))[0]


def test_a_document_has_one_name(tmp_path: Path) -> None:
    """Whoever reads the navigation finds the document that the gate and the PDF mean."""
    context = named(tmp_path)
    pages = {page.stem: page.title for page in find_pages(context)}
    single = [pdf_name for pdf_name in pdf_names(context) if pdf_name.topic is None and pdf_name.kind != "audit-trail"]
    shown = {document.page: (pages[document.page], pdf_document(context, document.kind).title) for document in single}

    assert {page for page, (there, set_as) in shown.items() if there != set_as} == set()
    assert set(OWN.values()) <= set(pages.values())
    criteria = [context.words.message(criterion.title) for gate in context.status.gates for criterion in gate.criteria]
    assert "Project Brief: agreed" in criteria
    assert not [title for title in criteria if any(old in title for old in OWN)]
