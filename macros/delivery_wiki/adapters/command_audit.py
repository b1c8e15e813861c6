"""`delivery audit`: one file with all that an auditor needs to check a project without this tool."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from delivery_wiki.calculations.audience_view import Audience, audience_view
from delivery_wiki.calculations.audit_selection import AuditSelection, select_for_audit
from delivery_wiki.calculations.sign_off_judgement import frozen_name
from delivery_wiki.model.finding import Finding, Severity
from delivery_wiki.pages.audit_bundle import SUMS, bundle_texts, sums
from delivery_wiki.pages.finding_reports import number_of, render_text
from delivery_wiki.reading.frozen_content import DOCUMENT
from delivery_wiki.reading.frozen_excess import frozen_excess
from delivery_wiki.reading.sign_off_files import canonical_line_ends

from .command_check import use_colour
from .faults import WrongUse
from .files import require_free_place
from .pdf_cache import write_whole
from .workspace import load_schemas, load_workspace, require_projects

CONTENT = "content.json"
DRAFTS = "change-request-"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can name
READABLE = 0o100644 << 16
UNIX = 3


def run_audit(arguments: argparse.Namespace) -> int:
    """Write the bundle whole or not at all; 1 where something in the project's records or files is wrong."""
    root, slug = arguments.root, arguments.slug
    target = _target(arguments)
    require_projects(root, [slug])
    workspace = load_workspace(root, (slug,))
    project = next((one for one in workspace.repository.projects if one.slug == slug), None)
    if project is None or _is_doubtful(workspace.findings, slug):
        print(render_text(workspace.findings, colour=use_colour()), file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 1
    selection = select_for_audit(audience_view(project, Audience(arguments.audience), workspace.repository.library))
    if not selection.issued and not selection.records:
        print(f"There is nothing to hand over: {slug} has issued nothing, and nobody has signed.", file=sys.stderr)
        print("Nothing was written. See: delivery issue", file=sys.stderr)
        return 1
    data = _zipped(f"{slug}-audit", bundle_files(root, selection))
    _write(target, data)
    for line in _excess(selection) if arguments.audience == Audience.CUSTOMER.value else ():
        print(line, file=sys.stderr)
    print(f"{_shown(target, root)}  {len(data) // 1024} KiB, {_contents(selection)}")
    print(f"  sha256  {hashlib.sha256(data).hexdigest()}")
    print(f"  heads   {', '.join(selection.heads) or 'none'}")
    print("README.md in it says how to check it without this tool.")
    return 0


def _is_doubtful(findings: Iterable[Finding], slug: str) -> bool:
    """Whether anything is wrong but that a draft moved away from what was signed: the bundle holds no drafts."""
    folder = f"projects/{slug}/"
    return any(
        one.severity is Severity.ERROR and one.location.file.startswith(folder) and not one.code.startswith(DRAFTS)
        for one in findings
    )


def bundle_files(root: Path, selection: AuditSelection) -> dict[str, bytes]:
    """Every file of the bundle by its name, the sums last; raises WrongUse where one cannot be read."""
    folder = root / "projects" / selection.project.slug
    files = bundle_texts(selection)
    for issued in selection.issued:
        name = f"issued/{frozen_name(issued)}"
        files[f"{name}/{CONTENT}"] = canonical_line_ends(_read(folder / name / CONTENT))
        files[f"{name}/{DOCUMENT}"] = _read(folder / name / DOCUMENT)
    returned = {one.digest: one.location.file for one in selection.project.returned}
    for digest in selection.returned:
        files[f"sign-offs/returned/{digest}.pdf"] = _read(root / returned[digest])
    return {**files, SUMS: sums(files)}


def _excess(selection: AuditSelection) -> Iterator[str]:
    """What older frozen revisions hold beyond what their customer may see: they stay as they were signed."""
    for issued in selection.issued:
        for inside, said in frozen_excess(issued, load_schemas()).items():
            yield f"issued/{frozen_name(issued)}/{CONTENT} holds more than a customer's copy in {inside}: {said}."


def _target(arguments: argparse.Namespace) -> Path:
    if not arguments.out:
        return Path(arguments.root / "site" / "audit" / arguments.audience / f"{arguments.slug}.zip")
    target = Path(arguments.out).resolve()
    if target.suffix != ".zip":
        raise WrongUse(f"--out {arguments.out} is no .zip file.")
    require_free_place(arguments.root, target, arguments.out)
    if not target.parent.is_dir():
        raise WrongUse(f"there is no folder {target.parent.name} for {target.name}.")
    return target


def _zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """The same bytes on every machine: in the order of names, one date, one mode, nothing compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EARLIEST)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, files[name])
    return stream.getvalue()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WrongUse(f"{path.name} cannot be read: {(fault.strerror or 'unknown reason').lower()}") from fault


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
    except OSError as fault:
        with contextlib.suppress(OSError):
            target.with_name(f".{target.name}.new").unlink(missing_ok=True)
        reason = (fault.strerror or "unknown reason").lower()
        raise WrongUse(f"{target.name} cannot be written: {reason}. Nothing was written.") from fault


def _contents(selection: AuditSelection) -> str:
    counted = (number_of(len(selection.issued), "issued revision"), number_of(len(selection.records), "record"))
    return ", ".join(counted)


def _shown(target: Path, root: Path) -> str:
    return target.relative_to(root).as_posix() if target.is_relative_to(root) else target.as_posix()
