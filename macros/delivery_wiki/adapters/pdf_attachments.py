"""The data files that travel inside a document's PDF: those it is made from, and never internal ones."""

from __future__ import annotations

from pathlib import Path

from delivery_wiki.pages.pdf_document import PdfAttachment
from delivery_wiki.pages.words import Words
from delivery_wiki.reading.folder_walk import walk_folder

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


def find_attachments(root: Path, slug: str, kind: str, topic: str | None, words: Words) -> tuple[PdfAttachment, ...]:
    """The data files of a document, byte for byte as they stand in the project's folder."""
    wanted = tuple(one.format(topic=topic) for one in SOURCES.get(kind, ()))
    folder = root / "projects" / slug
    return tuple(
        PdfAttachment(
            name=one.inside.replace("/", "-"),
            content=one.path.read_bytes(),
            mime=MIMES[one.path.suffix],
            description=words("Source: {file}", file=one.inside),
        )
        for one in walk_folder(folder, f"projects/{slug}").files
        if _is_wanted(one.inside, wanted) and one.path.suffix in MIMES
    )


def _is_wanted(inside: str, wanted: tuple[str, ...]) -> bool:
    return any(inside == one or (one.endswith("/") and inside.startswith(one)) for one in wanted)
