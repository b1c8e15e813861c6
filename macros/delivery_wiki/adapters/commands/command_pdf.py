"""`delivery pdf`: the chosen documents, or all of them, as PDFs with a manifest."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.document_kinds import BASIC_SOW, DOCUMENT_KINDS, SOW
from delivery_wiki.model.document_names import document_id, document_of
from delivery_wiki.pages.audit.audit_pages import KIND as AUDIT_TRAIL
from delivery_wiki.pages.render.finding_reports import number_of, render_text

from ..outside.clock import told_days
from ..outside.faults import WrongUse
from ..outside.files import require_free_place
from ..pdf.pdf_batch import PdfResult, PlannedPdf, make_pdfs, plan_pdfs
from ..pdf.pdf_manifest import write_folder
from ..pdf.pdf_parts import plan_parts
from ..workspace.workspace_loading import (
    Workspace,
    clock_of,
    left_out,
    load_workspace,
    readable_projects,
    require_projects,
)
from .command_check import exit_code, use_colour


def run_pdf(arguments: argparse.Namespace) -> int:
    """Set what changed; a document that cannot be set is one line, and the others are set all the same."""
    slugs = require_projects(arguments.root, arguments.slugs)
    if arguments.out is not None:
        require_free_place(arguments.root, Path(arguments.out), arguments.out)
    workspace = load_workspace(arguments.root, slugs)
    if workspace.findings:
        print(render_text(workspace.findings, colour=use_colour()), file=sys.stderr)
    for slug in sorted(workspace.marred):
        print(f"Project {slug} is marked as incomplete because of its findings.", file=sys.stderr)
    for slug in left_out(workspace, slugs):
        print(_left_out_words(workspace, slug), file=sys.stderr)
    kinds = kinds_of(workspace, arguments.document)
    audiences = [Audience(arguments.audience)] if arguments.audience else [Audience.INTERNAL, Audience.CUSTOMER]
    clock = clock_of(workspace, arguments.on, published=True)
    days = clock.days(readable_projects(workspace))
    planned = (
        *plan_pdfs(workspace, audiences, days, slugs=slugs, kinds=kinds),
        *plan_parts(workspace, audiences, days, slugs=slugs, kinds=kinds),
    )
    results = make_pdfs(arguments.root, planned, workers=os.cpu_count() or 1, progress=show_progress)
    if not results and not workspace.faulty and (slugs or kinds or arguments.audience):
        print("There is nothing to set: no chosen project has such a document for this audience.", file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 1
    print(f"{told_days(days, [project.slug for project in workspace.sound])}{number_of(len(results), 'document')}.")
    if not results and not workspace.faulty:
        print("There is no project with a document yet: delivery new NAME makes one.")
    folder = Path(arguments.out).resolve() if arguments.out else arguments.root / "site" / "pdf"
    whole = not (slugs or kinds or arguments.audience or workspace.faulty)
    write_folder(folder, results, days, whole=whole)
    tell_failures(results)
    _tell(results, folder, arguments.root)
    if any(result.broken for result in results):
        return 3
    return 1 if workspace.faulty or any(result.failure for result in results) else exit_code(workspace.findings)


def _left_out_words(workspace: Workspace, slug: str) -> str:
    """What of a project with errors is set all the same."""
    files = next((project.parts.values() for project in workspace.rough if project.project.slug == slug), ())
    if not files:
        return f"Project {slug} is left out because of its findings."
    listed = ", ".join(dict.fromkeys(files))
    return f"Project {slug} has errors: what rests on {listed} is left out, the rest is marked as incomplete."


def show_progress(count: int, total: int) -> None:
    """How far it is, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if count == total else ""
        print(f"\r{count} of {number_of(total, 'PDF')} set", end=end, file=sys.stderr, flush=True)


def tell_failures(results: Sequence[PdfResult]) -> None:
    """A line for each document that could not be set."""
    for result in results:
        if result.failure:
            print(f"{name_of(result.planned)}: no PDF: {result.failure}", file=sys.stderr)


def name_of(planned: PlannedPdf) -> str:
    """A document as messages name it."""
    return f"projects/{planned.slug}: {planned.name.page} ({planned.audience.value})"


def _tell(results: Sequence[PdfResult], folder: Path, root: Path) -> None:
    made = [result for result in results if result.made]
    unchanged = sum(result.unchanged for result in made)
    shown = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()
    print(f"{shown}: {number_of(len(made) - unchanged, 'PDF')} set, {unchanged} unchanged")


def kinds_of(workspace: Workspace, document: str | None) -> frozenset[str]:
    """The kinds and ids that were asked for; raises WrongUse for what no template knows and no project has.

    All statements of work, the Basic one too, are of the kind `sow`.
    """
    if document is None:
        return frozenset()
    kind, topic = document_of(document)
    kinds = {AUDIT_TRAIL, *(kind for template in workspace.repository.library.templates for kind in template.by_kind)}
    topics = {
        document_id(several.id, subject)
        for several in DOCUMENT_KINDS
        for project in workspace.sound
        for subject in (several.topics(project) if several.topics else ())
    }
    id = document_id(kind, topic)
    known = sorted({*(document_id(kind, None) for kind in kinds), *topics})
    if id not in known:
        near = get_close_matches(document, known, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else f" These are known: {', '.join(known)}."
        raise WrongUse(f"there is no document '{document}'.{hint}")
    return frozenset({kind, BASIC_SOW.id} if (kind, topic) == (SOW.id, None) else {kind} if topic is None else {id})
