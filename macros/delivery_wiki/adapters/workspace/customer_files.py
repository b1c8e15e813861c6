"""The files of a project as its customer may have them: in PDFs, in issued revisions, and so in audit bundles."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from delivery_wiki.model.document_kinds import ACCEPTANCE_CERTIFICATE
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.reading.customer.customer_copy import NoCopy, customer_copy
from delivery_wiki.reading.customer.customer_picture import customer_svg
from delivery_wiki.reading.files.folder_walk import FoundFile, walk_folder
from delivery_wiki.reading.schema.schema_check import SchemaSet

LEFT_OUT = ("internal/", "issued/", "sign-offs/", "attachments/", "attachments.yml")
TEXTS = (".yml", ".md", ".json")


def customer_files(root: Path, slug: str, schemas: SchemaSet) -> dict[str, str]:
    """The copies of all files that a customer may have, by path inside the project; PNG pictures in base64."""
    return dict(sorted((found.inside, file_text(found, schemas)) for found in shared_files(root, slug)))


def later_files(context: PageContext) -> frozenset[str]:
    """The files of what happens after the day that is told: no page shows it yet, so that no copy leaves either.

    A certificate may be issued a day ahead, and then goes with its result.
    """
    project, on = context.view.project, context.on
    later = {f"test-runs/{test_run.name}.yml": test_run.date for test_run in project.test_runs}
    later |= {f"minutes/{minutes.name}.md": minutes.date for minutes in project.minutes}
    if project.acceptance is not None and ACCEPTANCE_CERTIFICATE.id not in context.issuing:
        later["acceptance.yml"] = project.acceptance.date
    return frozenset(inside for inside, date in later.items() if date > on)


def shared_files(root: Path, slug: str) -> Iterator[FoundFile]:
    """The files of a project that are not the vendor's own, and not records."""
    folder = root / "projects" / slug
    for found in walk_folder(folder, f"projects/{slug}").files:
        if not found.inside.startswith(LEFT_OUT):
            yield found


def file_text(found: FoundFile, schemas: SchemaSet) -> str:
    """A file's copy; raises ValueError for one that cannot be read, which `check` reports."""
    data = found.path.read_bytes()
    if not found.inside.endswith(TEXTS):
        shown = customer_svg(data) if found.inside.endswith(".svg") else data
        return base64.b64encode(shown).decode()
    try:
        return customer_copy(found.inside, data.decode("utf-8-sig"), schemas)
    except NoCopy as fault:
        raise ValueError(f"{found.inside} cannot be read") from fault
