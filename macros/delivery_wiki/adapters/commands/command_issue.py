"""`delivery issue`: freezes a revision of a document for signature, content and PDF, or says why it cannot be."""

from __future__ import annotations

import argparse
import difflib
import hashlib
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.document_names import document_id, find_document, folder_name
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.pages.command_texts.clause_report import clause_lines
from delivery_wiki.pages.command_texts.issuing import content_json, document_names, issue, refusals
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.pdf.pdf_document import PdfState
from delivery_wiki.pages.render.finding_reports import render_text

from ..outside.faults import WrongUse
from ..outside.files import reason_of
from ..outside.scratch import scratch_folder
from ..pdf.pdf_batch import prepare_pdf
from ..pdf.pdf_engine import PdfFailed, set_pdf
from ..workspace.customer_files import customer_files, later_files
from ..workspace.workspace_loading import (
    Workspace,
    days_of,
    load_schemas,
    load_workspace,
    project_contexts,
    require_projects,
)

SHOWN = 12


def run_issue(arguments: argparse.Namespace) -> int:
    """Write issued/<document>-r<n>/ whole, or nothing: 1 where the document cannot be issued as it stands."""
    require_projects(arguments.root, [arguments.slug])
    workspace = load_workspace(arguments.root, (arguments.slug,))
    if arguments.slug in {*workspace.faulty, *workspace.marred}:
        return _refuse(workspace.findings)
    (context,) = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, arguments.on))
    kind, topic = find_document_name(document_names(context), arguments.document, arguments.slug)
    folder = arguments.root / "projects" / arguments.slug / "issued"
    found = refusals(context, kind, topic)
    if found:
        return _refuse(found)
    return _issue(workspace, context, (kind, topic), folder)


def find_document_name(names: Mapping[str, tuple[str, str | None]], name: str, slug: str) -> tuple[str, str | None]:
    """Which document a name means; raises WrongUse for one that the project does not have."""
    found = find_document(name, names)
    if found is not None:
        return found
    known = {**{folder_name(*name): id for id, name in names.items()}, **{id: id for id in names}}
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean '{known[near[0]]}'?" if near else f"It has: {', '.join(names)}."
    raise WrongUse(f"{slug} has no document '{name}' to issue. {hint}")


def _issue(workspace: Workspace, context: PageContext, which: tuple[str, str | None], folder: Path) -> int:
    slug = context.view.project.slug
    context = replace(context, issuing=frozenset({which[0]}))
    later = later_files(context)
    copies = customer_files(workspace.root, slug, load_schemas())
    made = issue(context, *which, {inside: text for inside, text in copies.items() if inside not in later})
    name = f"{folder_name(*which)}-r{made.revision}"
    known = next((issued for issued in context.view.project.issued if _is(issued, made)), None)
    if known is not None:
        # What reads otherwise under the same number is a finding of the check, so that this one reads the same.
        print(f"{name} was issued on {known.issued} with this content; nothing to do.")
        return 0
    document = prepare_pdf(workspace, context, *which, state=PdfState.FOR_SIGNATURE)
    try:
        pdf = set_pdf(document)
    except PdfFailed as fault:
        print(f"{name} cannot be set as a PDF: {fault}. Nothing was issued.", file=sys.stderr)
        return 1
    made = replace(made, pdf=hashlib.sha256(pdf).hexdigest())
    _write(workspace.root, folder / name, {"content.json": content_json(made).encode(), "document.pdf": pdf})
    print(f"Issued projects/{slug}/issued/{name}/")
    print(f"  fingerprint  {made.fingerprint[:SHOWN]}  over {len(made.content)} clauses")
    print(f"  document.pdf {made.pdf[:SHOWN]}  {len(pdf) // 1024} KiB")
    print("\n".join(clause_lines(context, *which, document_id(*which))))
    print("Commit the folder in a pull request: its approval is asked for as a signature.")
    return 0


def _is(one: Issued, other: Issued) -> bool:
    return (one.document, one.topic, one.revision) == (other.document, other.topic, other.revision)


def _write(root: Path, target: Path, files: Mapping[str, bytes]) -> None:
    """The whole folder or nothing; raises WrongUse where it cannot be written."""
    try:
        target.parent.mkdir(exist_ok=True)
        with scratch_folder(root, target.parent) as scratch:
            fresh = scratch / target.name
            fresh.mkdir()
            for name, data in files.items():
                with (fresh / name).open("wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
            fresh.rename(target)
    except OSError as fault:
        raise WrongUse(f"issued/ cannot be written: {reason_of(fault)}") from fault


def _refuse(findings: tuple[Finding, ...]) -> int:
    print(render_text(findings), file=sys.stderr)
    print("Nothing was issued.", file=sys.stderr)
    return 1
