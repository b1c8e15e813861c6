"""The data files that travel inside a document's PDF: those it is made from, and never internal ones."""

from __future__ import annotations

from pathlib import Path

from delivery_wiki.pages.pdf_document import PdfAttachment
from delivery_wiki.pages.words import Words
from delivery_wiki.reading.schema_check import SchemaSet

from .customer_files import file_text, shared_files

MIMES = {".yml": "application/yaml", ".md": "text/markdown", ".json": "application/json"}
# Beginnings of paths in the project folder, by kind of document; {topic} is the stem of a statement of work or minutes.
SOURCES: dict[str, tuple[str, ...]] = {
    "charter": ("project.yml", "charter.md", "responsibilities.yml"),
    "workshop-agenda": ("agenda.yml",),
    "environment-evaluation": ("environment.yml",),
    "sizing": ("sizing.yml",),
    "poc-record": ("poc.yml",),
    "formal-offer": ("offer.yml",),
    "basic-sow": ("sow/basic.yml", "sow/basic.md"),
    "sow": ("sow/{topic}.yml", "sow/{topic}.md"),
    "implementation-concept": (
        *("concept/", "architecture.yml", "environment.yml", "requirements.yml", "responsibilities.yml", "sizing.yml"),
    ),
    "requirements-checklist": ("requirements.yml",),
    "test-protocol": ("tests.yml", "test-runs/"),
    "acceptance-certificate": ("acceptance.yml",),
    "change-request": ("changes.yml",),
    "minutes": ("minutes/{topic}.md",),
}


def find_attachments(
    root: Path,
    slug: str,
    document: tuple[str, str | None],
    words: Words,
    schemas: SchemaSet,
    *,
    without: frozenset[str] = frozenset(),
) -> tuple[PdfAttachment, ...]:
    """The data files of a document, which is named by kind and topic, each as its customer's copy; some left out.

    A PDF goes from hand to hand, whoever it was made for. Raises ValueError for a file that cannot be read.
    """
    kind, topic = document
    wanted = tuple(one.format(topic=topic) for one in SOURCES.get(kind, ()))
    return tuple(
        PdfAttachment(
            name=found.inside.replace("/", "-"),
            content=file_text(found, schemas).encode(),
            mime=MIMES[found.path.suffix],
            description=words("Source: {file}", file=found.inside),
        )
        for found in shared_files(root, slug)
        if _is_wanted(found.inside, wanted) and found.path.suffix in MIMES and found.inside not in without
    )


def is_made_from(document: tuple[str, str | None], inside: str) -> bool:
    """Whether a file, by its path inside the project, is among those that a document is made from."""
    kind, topic = document
    return _is_wanted(inside, tuple(one.format(topic=topic) for one in SOURCES.get(kind, ())))


def _is_wanted(inside: str, wanted: tuple[str, ...]) -> bool:
    return any(inside == one or (one.endswith("/") and inside.startswith(one)) for one in wanted)
