"""The data files that travel inside a document's PDF: those it is made from, and never internal ones."""

from __future__ import annotations

from pathlib import Path

from delivery_wiki.model.document_kinds import kind_of
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.pdf.pdf_document import PdfAttachment
from delivery_wiki.reading.schema.schema_check import SchemaSet

from ..workspace.customer_files import file_text, shared_files

MIMES = {".yml": "application/yaml", ".md": "text/markdown", ".json": "application/json"}


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
    wanted = _sources(kind, topic)
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
    return _is_wanted(inside, _sources(kind, topic))


def _sources(kind: str, topic: str | None) -> tuple[str, ...]:
    """Beginnings of paths in the project folder."""
    return tuple(path.format(topic=topic) for path in kind_of(kind).made_from)


def _is_wanted(inside: str, wanted: tuple[str, ...]) -> bool:
    return any(inside == pattern or (pattern.endswith("/") and inside.startswith(pattern)) for pattern in wanted)
