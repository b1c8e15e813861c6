"""`delivery handover`: everything that a customer may have of their project, in one file."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.verification.audit_selection import select_for_audit
from delivery_wiki.calculations.verification.executed_revisions import SUFFIX
from delivery_wiki.model.as_of import AsOfDays
from delivery_wiki.pages.audit.audit_bundle import SUMS, sums
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.finding_reports import number_of, render_text
from delivery_wiki.pages.status.register_files import register_files
from delivery_wiki.pages.status.status_json import status_as_json

from ..pdf.pdf_site import SitePdfs
from ..site.site_build import build_sites
from ..site.site_generator import SiteRequest
from ..workspace.workspace_loading import Workspace, days_of, load_workspace, project_contexts, require_projects
from .command_audit import bundle_files
from .command_check import use_colour
from .whole_zip import shown_place, write_zip, zip_target, zipped


def run_handover(arguments: argparse.Namespace) -> int:
    """Write the file whole or not at all; 1 where the project has errors or a document cannot be set."""
    root, slug = arguments.root, arguments.slug
    target = zip_target(arguments, root / "site" / "handover" / f"{slug}.zip")
    require_projects(root, [slug])
    workspace = load_workspace(root, (slug,))
    if workspace.has_errors or not workspace.sound:
        print(render_text(workspace.findings, colour=use_colour()), file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 1
    days = days_of(workspace, arguments.on)
    context = project_contexts(workspace, Audience.CUSTOMER, days)[0]
    with tempfile.TemporaryDirectory() as folder:
        site = _site(workspace, slug, days, Path(folder).resolve() / "site")
    if site is None:
        print("Nothing was written: the site of the customer could not be made whole.", file=sys.stderr)
        return 1
    files = {f"site/{name}": data for name, data in site.items()} | _beside(root, context)
    files["README.txt"] = "".join(f"{line}\n" for line in _read_me(context, files)).encode()
    data = zipped(f"{slug}-handover", {**files, SUMS: sums(files)})
    write_zip(target, data)
    counted = (number_of(len(files), "file"), number_of(sum(name.endswith(".pdf") for name in files), "PDF"))
    print(f"{shown_place(target, root)}  {len(data) // 1024} KiB, {', '.join(counted)}")
    print(f"  sha256  {hashlib.sha256(data).hexdigest()}")
    return 0


def _site(workspace: Workspace, slug: str, days: AsOfDays, folder: Path) -> dict[str, bytes] | None:
    """The customer's site with its PDFs, by path below it; None where something of it is missing."""
    workers = os.cpu_count() or 1
    pdfs = SitePdfs(workspace=workspace, days=days, workers=workers)
    request = SiteRequest(audience=Audience.CUSTOMER, slug=slug, target=folder)
    for result in build_sites(workspace, (request,), days, workers=workers, pdfs=pdfs):
        for spoilt in (result.failure, *result.spoilt.values(), *(each.failure for each in result.without_pdf)):
            if spoilt:
                print(spoilt, file=sys.stderr)
        if result.failure or result.spoilt or result.without_pdf or result.partial:
            return None
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _beside(root: Path, context: PageContext) -> dict[str, bytes]:
    """What a program reads, and what an auditor checks where something was issued or signed."""
    files = {"status.json": status_as_json((context,), context.words).encode()}
    files |= {f"registers/{name}": text.encode() for name, text in register_files(context).items()}
    selection = select_for_audit(context.view)
    if selection.issued or selection.records:
        files |= {f"audit/{name}": data for name, data in bundle_files(root, selection).items()}
    return files


def _read_me(context: PageContext, files: dict[str, bytes]) -> Iterator[str]:
    """What is in the file and how it is checked, in the customer's language."""
    words = context.words
    yield words("{project}: everything of this project", project=context.view.project.title)
    yield words("As of {date}", date=words.date(context.on))
    yield ""
    yield words("site/index.html: the project's site; open it in a browser, it needs no network")
    yield words("site/*.pdf: its documents, and site/issued/ those that were issued")
    if any(name.endswith(f"-{SUFFIX}.pdf") for name in files):
        yield words("site/*-executed.pdf: signed copies, each with its certificate sheet and what was signed inside")
    if any(name.startswith("site/attachments/") for name in files):
        yield words(
            "site/attachments/: mails, scans and other files that are kept as evidence, listed on a page of the site"
        )
    yield words("status.json: phases, gates, documents and what is owed, for programs")
    yield words("registers/: requirements, documents, points, decisions and the rest as CSV, and all as one JSON file")
    if any(name.startswith("audit/") for name in files):
        yield words("audit/: issued documents and records of signatures; its README.md says how they are checked")
    yield words("SHA256SUMS: the digests of all files; sha256sum --check SHA256SUMS compares them")
