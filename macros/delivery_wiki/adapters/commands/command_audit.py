"""`delivery audit`: one file with all that an auditor needs to check a project without this tool."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.signing.sign_off_judgement import frozen_name
from delivery_wiki.calculations.verification.audit_selection import AuditSelection, select_for_audit
from delivery_wiki.model.finding import Finding, Severity
from delivery_wiki.pages.audit.audit_bundle import SUMS, bundle_texts, sums
from delivery_wiki.pages.render.finding_reports import number_of, render_text
from delivery_wiki.reading.customer.frozen_excess import frozen_excess
from delivery_wiki.reading.records.frozen_content import DOCUMENT
from delivery_wiki.reading.records.sign_off_reading import canonical_line_ends

from ..outside.faults import WrongUse
from ..workspace.workspace_loading import load_schemas, load_workspace, require_projects
from .command_check import use_colour
from .whole_zip import shown_place, write_zip, zip_target, zipped

CONTENT = "content.json"
DRAFTS = "change-request-"


def run_audit(arguments: argparse.Namespace) -> int:
    """Write the bundle whole or not at all; 1 where something in the project's records or files is wrong."""
    root, slug = arguments.root, arguments.slug
    target = zip_target(arguments, root / "site" / "audit" / arguments.audience / f"{slug}.zip")
    require_projects(root, [slug])
    workspace = load_workspace(root, (slug,))
    project = next((project for project in workspace.repository.projects if project.slug == slug), None)
    if project is None or _is_doubtful(workspace.findings, slug):
        print(render_text(workspace.findings, colour=use_colour()), file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 1
    selection = select_for_audit(audience_view(project, Audience(arguments.audience), workspace.repository.library))
    if not selection.issued and not selection.records:
        print(f"There is nothing to hand over: {slug} has issued nothing, and nobody has signed.", file=sys.stderr)
        print("Nothing was written. See: delivery issue", file=sys.stderr)
        return 1
    data = zipped(f"{slug}-audit", bundle_files(root, selection))
    write_zip(target, data)
    for line in _excess(selection) if arguments.audience == Audience.CUSTOMER.value else ():
        print(line, file=sys.stderr)
    print(f"{shown_place(target, root)}  {len(data) // 1024} KiB, {_contents(selection)}")
    print(f"  sha256  {hashlib.sha256(data).hexdigest()}")
    print(f"  heads   {', '.join(selection.heads) or 'none'}")
    print("README.md in it says how to check it without this tool.")
    return 0


def _is_doubtful(findings: Iterable[Finding], slug: str) -> bool:
    """Whether anything is wrong but that a draft moved away from what was signed: the bundle holds no drafts."""
    folder = f"projects/{slug}/"
    return any(
        finding.severity is Severity.ERROR
        and finding.location.file.startswith(folder)
        and not finding.code.startswith(DRAFTS)
        for finding in findings
    )


def bundle_files(root: Path, selection: AuditSelection) -> dict[str, bytes]:
    """Every file of the bundle by its name, the sums last; raises WrongUse where one cannot be read."""
    folder = root / "projects" / selection.project.slug
    files = bundle_texts(selection)
    for issued in selection.issued:
        name = f"issued/{frozen_name(issued)}"
        files[f"{name}/{CONTENT}"] = canonical_line_ends(_read(folder / name / CONTENT))
        files[f"{name}/{DOCUMENT}"] = _read(folder / name / DOCUMENT)
    returned = {returned.digest: returned.location.file for returned in selection.project.returned}
    for digest in selection.returned:
        files[f"sign-offs/returned/{digest}.pdf"] = _read(root / returned[digest])
    return {**files, SUMS: sums(files)}


def _excess(selection: AuditSelection) -> Iterator[str]:
    """What older frozen revisions hold beyond what their customer may see: they stay as they were signed."""
    for issued in selection.issued:
        for inside, said in frozen_excess(issued, load_schemas()).items():
            yield f"issued/{frozen_name(issued)}/{CONTENT} holds more than a customer's copy in {inside}: {said}."


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WrongUse(f"{path.name} cannot be read: {(fault.strerror or 'unknown reason').lower()}") from fault


def _contents(selection: AuditSelection) -> str:
    counted = (number_of(len(selection.issued), "issued revision"), number_of(len(selection.records), "record"))
    return ", ".join(counted)
