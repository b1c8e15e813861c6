"""Attachments from the folder to pages and sites: whose they are decides who gets them, and their bytes stay theirs."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.site.stage import project_files
from delivery_wiki.adapters.workspace.customer_files import customer_files
from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_schemas, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.registers.attachment_pages import attachments
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.status.register_files import register_files
from tests.adapters.repositories import ROOT, run

SLUG = "northern-lights"
OURS = "2026-11-20-hours-of-change-request-2.csv"
THEIRS = "2026-11-13-mail-change-request-2.eml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project with two files for the customer and one for the vendor alone."""
    shutil.copytree(ROOT / "projects" / SLUG, tmp_path / "projects" / SLUG)
    return tmp_path


def contexts(root: Path, on: str | None = None) -> tuple[PageContext, PageContext]:
    """The project as its customer and as its vendor sees it."""
    workspace = load_workspace(root, (SLUG,))
    days = days_of(workspace, on)
    customer, internal = (project_contexts(workspace, audience, days)[0] for audience in Audience)
    return customer, internal


def test_a_site_has_the_files_of_its_reader_with_the_bytes_that_were_listed(root: Path) -> None:
    """Of the vendor's own file nothing leaves: no byte, no name, no title, no digest."""
    customer, internal = (project_files(context, root) for context in contexts(root))

    theirs, ours = ((root / "projects" / SLUG / "attachments" / name).read_bytes() for name in (THEIRS, OURS))
    assert customer[f"attachments/{THEIRS}"] == internal[f"attachments/{THEIRS}"] == theirs
    assert internal[f"attachments/{OURS}"] == ours
    assert f"attachments/{OURS}" not in customer
    whole = b"\n".join(name.encode() + data for name, data in customer.items())
    for context, name in zip(contexts(root), ("their", "our"), strict=True):
        page = HtmlRenderer(context.words).render(attachments(context))
        assert f'href="attachments/{THEIRS}"' in page
        assert digest(theirs).decode() in page
        assert (OURS in page) is (name == "our")
        whole += page.encode() if name == "their" else b""
    assert [part for part in (ours, OURS.encode(), b"Hours spent on CR-2", digest(ours)) if part in whole] == []


def digest(data: bytes) -> bytes:
    """The SHA-256 as it is shown."""
    return hashlib.sha256(data).hexdigest().encode()


def test_what_is_kept_later_is_not_shown_yet(root: Path) -> None:
    """A site that tells an earlier day holds no file of a later one."""
    customer, _ = contexts(root, "2026-11-12")

    files = project_files(customer, root)

    assert [name for name in files if name.startswith("attachments/")] == [
        "attachments/2026-04-15-mail-single-sign-on.eml"
    ]


def test_no_document_is_made_from_what_is_kept(root: Path) -> None:
    """Neither list nor files travel inside of PDFs, issued revisions or audit bundles."""
    assert not [name for name in customer_files(root, SLUG, load_schemas()) if name.startswith("attachments")]


def test_a_file_that_was_changed_after_it_was_read_reaches_no_site(root: Path) -> None:
    """What is staged has the digest of what was checked."""
    customer, _ = contexts(root)
    (root / "projects" / SLUG / "attachments" / THEIRS).write_bytes(b"<script>")

    assert f"attachments/{THEIRS}" not in project_files(customer, root)


def test_faults_are_told_with_place_and_repair_and_keep_the_project_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file nobody listed, one that is gone, one that runs something, one that is too large, one that is a link."""
    folder = root / "projects" / SLUG / "attachments"
    (folder / "2026-11-25-note.txt").write_text("A note.\n")
    (folder / THEIRS).unlink()
    (folder / OURS).write_text("a\n=1+1\n")
    (folder / "large.pdf").write_bytes(b"%PDF-" + b"0" * (10 * 1024 * 1024))
    (folder / "page.html").write_text("<p>x</p>")
    (folder / "link.txt").symlink_to(root / "projects" / SLUG / "project.yml")

    told = run(capsys, "-C", root, "check", SLUG)

    assert told.code == 1
    said = told.out + told.err
    assert "attachments/large.pdf:1:1: error[file-too-large]" in said
    assert "attachments/link.txt:1:1: error[link-refused]" in said
    assert "attachments/page.html:1:1: error[stray-file]" in said
    assert "save it as PDF, or leave it out." in said
    assert f"attachments/{OURS}:1:1: error[attachment-refused]: row 2 has a cell that a spreadsheet computes" in said


def test_list_and_folder_are_held_against_each_other(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each fault stands at its entry, or at the file that has none; an entry that stands twice is told once."""
    folder = root / "projects" / SLUG
    (folder / "attachments" / "2026-11-25-note.txt").write_text("A note.\n")
    (folder / "attachments" / THEIRS).unlink()
    (folder / "attachments" / OURS).write_text("work,hours\nNothing,0\n")
    file = folder / "attachments.yml"
    text = file.read_text("utf-8")
    file.write_text(text + text[text.index("  - file: 2026-04-15") : text.index("  - file: 2026-11-13")], "utf-8")

    said = run(capsys, "-C", root, "check", SLUG)

    assert said.code == 1
    found = [line.partition("error[")[2].partition("]")[0] for line in (said.out + said.err).splitlines()]
    kinds = ["attachment-changed", "attachment-missing", "attachment-unlisted", "duplicate-entry"]
    assert sorted(code for code in found if code) == kinds
    assert "date: 2026-11-25, audience: internal | customer, sha256: " in said.out + said.err


def test_registers_say_nothing_of_what_the_customer_may_not_have(root: Path) -> None:
    """The hand-over is made of what the customer sees."""
    customer, internal = contexts(root)

    assert OURS not in "".join(register_files(customer).values())
    assert THEIRS in register_files(customer)["attachments.csv"]
    assert OURS in register_files(internal)["attachments.csv"]
