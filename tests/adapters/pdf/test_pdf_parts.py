"""A project with errors: what rests on no faulty file is set and marked, and nothing else of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from delivery_wiki.adapters.pdf.pdf_batch import PlannedPdf, plan_pdfs
from delivery_wiki.adapters.pdf.pdf_parts import plan_parts
from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from tests.adapters.repositories import example

DAY = "2027-01-15"
MARK = "Incomplete: the check of the project has errors"
FAULTS = {
    "one statement": ("requirements.yml", "priority: ", "priority: x"),
    "one answer": ("environment.yml", "question: ", "question: x-"),
    "one remark in the charter": ("charter.md", "\n## ", "\n<!-- x -->\n\n## "),
    "one test": ("tests.yml", "id: T-", "id: X-"),
    "one statement of work": ("sow/basic.yml", "revision: ", "revision: x"),
    "syntax": ("requirements.yml", "requirements:\n", "requirements: [\n"),
}


def planned(root: Path) -> tuple[dict[str, PlannedPdf], dict[str, PlannedPdf]]:
    """The customer's documents of the sound project, and of the one with errors, by page."""
    workspace = load_workspace(root)
    days = days_of(workspace, DAY)
    audiences = [Audience.CUSTOMER]
    sound = {plan_pdf.name.page: plan_pdf for plan_pdf in plan_pdfs(workspace, audiences, days)}
    return sound, {plan_part.name.page: plan_part for plan_part in plan_parts(workspace, audiences, days)}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_rests_on_no_faulty_file_is_set_and_marked(fault: tuple[str, str, str], tmp_path: Path) -> None:
    """Word for word as without the fault; every other document says which file it rests on."""
    file, sound, faulty = fault
    root = example(tmp_path, "full")
    whole, none = planned(root)
    path = root / "projects/harbour" / file
    path.write_text(path.read_text("utf-8").replace(sound, faulty, 1), encoding="utf-8")
    no_more, parts = planned(root)

    assert (none, no_more) == ({}, {})
    made = {page: pdf for page, pdf in parts.items() if pdf.document is not None}
    for page, pdf in made.items():
        before = whole[page].document
        assert before is not None
        assert pdf.document is not None
        assert MARK in pdf.document.classification
        assert _words(pdf.document.block) == _words(before.block)
    left = [pdf.failure for pdf in parts.values() if pdf.document is None]
    assert all(file in text or "is issued" in text or "the whole project" in text for text in left), left
    assert {"workshop-agenda", "poc"} <= made.keys()


def _words(block: str) -> str:
    """The text of a block: links lead nowhere where a part of the project is missing."""
    return " ".join(re.sub(r"<[^>]*>", " ", block).split())
