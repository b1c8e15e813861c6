"""A fault without bearing takes nothing away: what is published says that the check has errors; nothing is issued."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.macros.staged_pages import find_pages, page_source
from delivery_wiki.pages.pdf.pdf_project import pdf_document, pdf_names
from tests.adapters.repositories import example, run

Shown = pytest.CaptureFixture[str]
MARK = "Incomplete: the check of the project has errors"
DAY = dt.date(2027, 1, 15).isoformat()
WITHOUT_BEARING = {
    "a spreadsheet": ("requirements.xlsx", b"PK\x03\x04"),
    "a letter": ("sow/letter.docx", b"PK\x03\x04"),
    "a photograph": ("logo.jpg", b"\xff\xd8\xff"),
    "a broken logo": ("logo.svg", b"<svg"),
    "a note": ("minutes/notes.txt", b"x"),
}
WITH_BEARING = {
    "a misspelt register": ("requirement.yml", b"format: 1\n"),
    "a file without an ending": ("requirements", b"x"),
    "a picture under another name": ("minutes/2027-01-15-x.yaml", b"x"),
}


@pytest.mark.parametrize("case", WITHOUT_BEARING.values(), ids=WITHOUT_BEARING)
def test_what_no_document_holds_takes_none_away(case: tuple[str, bytes], tmp_path: Path, capsys: Shown) -> None:
    """Every page and PDF is made, each with the mark; the check has its error, and issuing is refused."""
    root = example(tmp_path)
    (root / "projects/mail" / case[0]).parent.mkdir(exist_ok=True)
    (root / "projects/mail" / case[0]).write_bytes(case[1])
    workspace = load_workspace(root)

    assert (workspace.marred, workspace.faulty, workspace.has_errors) == (frozenset({"mail"}), (), True)
    (context,) = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, DAY))
    assert pdf_names(context)
    assert all(
        MARK in pdf_document(context, pdf_name.kind, pdf_name.topic).classification for pdf_name in pdf_names(context)
    )
    assert all(MARK in page_source(page, context) for page in find_pages(context))
    assert run(capsys, "-C", root, "check").code == 1
    issued = run(capsys, "-C", root, "issue", "mail", "sow-basic")
    assert (issued.code, (root / "projects/mail/issued").exists()) == (1, False)


@pytest.mark.parametrize("case", WITH_BEARING.values(), ids=WITH_BEARING)
def test_what_may_be_a_part_of_the_project_leaves_it_out(case: tuple[str, bytes], tmp_path: Path) -> None:
    """A document without what somebody wrote under another name would say too little."""
    root = example(tmp_path)
    (root / "projects/mail" / case[0]).parent.mkdir(exist_ok=True)
    (root / "projects/mail" / case[0]).write_bytes(case[1])
    workspace = load_workspace(root)

    assert (workspace.sound, workspace.faulty, workspace.marred) == ((), ("mail",), frozenset())


def test_a_sound_project_has_no_mark(tmp_path: Path) -> None:
    """The mark says something only where it is not everywhere."""
    workspace = load_workspace(example(tmp_path))
    (context,) = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, DAY))

    assert not any(MARK in page_source(page, context) for page in find_pages(context))
