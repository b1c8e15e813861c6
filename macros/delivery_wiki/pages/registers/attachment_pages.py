"""The files that are kept as evidence: mails, scans, returned PDFs, each with the digest of its bytes."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.model.project.attachments import Attachment, AttachmentKind
from delivery_wiki.model.status import translatable

from ..elements.columns import Column, Columns, FilterBy, day_key, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import computed, items, single_page
from ..elements.tree import Blocks, Code, Content, LineBreak, Link, Muted, Paragraph

FOLDER = "attachments"
KINDS: Mapping[str, str] = translatable(
    {
        AttachmentKind.MAIL.value: "mail",
        AttachmentKind.SCAN.value: "scan",
        AttachmentKind.SIGNED.value: "signed PDF",
        AttachmentKind.ANSWERS.value: "answers",
        AttachmentKind.OTHER.value: "other file",
    }
)
AUDIENCES: Mapping[str, str] = translatable({"internal": "the vendor alone", "customer": "the customer too"})


def attachments(context: PageContext) -> Blocks:
    """Every file that this reader may have, newest first, with what it is evidence of."""
    words = context.words
    columns: Columns[Attachment] = (
        Column(words("Date"), lambda file: words.date(file.date), narrow=True, sort=lambda file: day_key(file.date)),
        Column(words("File"), lambda file: _file(context, file)),
        Column(
            words("Kind"),
            lambda file: words(KINDS[file.kind.value]),
            filter=FilterBy("kind", lambda file: file.kind.value, lambda value: words(KINDS[value])),
        ),
        Column(words("From"), lambda file: context.person(file.by)),
        Column(words("About"), lambda file: items(context, file.about)),
        *(
            (Column[Attachment](words("Who may have it"), lambda file: words(AUDIENCES[file.audience])),)
            if context.view.internal
            else ()
        ),
        Column(words("SHA-256"), lambda file: Code(file.sha256)),
    )
    table = register_table(
        columns,
        shown_attachments(context),
        empty=words("No file is kept yet."),
        caption=words("Files kept as evidence"),
    )
    hint = words("sha256sum FILE prints the SHA-256 of a file, so that anybody sees whether it is the one listed here.")
    return (computed("attachments.yml", table), Paragraph(hint))


def shown_attachments(context: PageContext) -> tuple[Attachment, ...]:
    """What this reader may have on the day that is told, newest first."""
    files = (file for file in context.view.project.attachments if file.date <= context.on)
    return tuple(sorted(files, key=lambda file: (file.date, file.file), reverse=True))


def _file(context: PageContext, file: Attachment) -> Content:
    size = next((found.size for found in context.view.project.attached_files if found.name == file.file), 0)
    kib = context.words.number(max(1, -(-size // 1024)))
    link = Link(file.title, f"{FOLDER}/{file.file}")
    return (link, LineBreak(), Muted(context.words("{file}, {size} KiB", file=file.file, size=kib)))


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "attachments", "Evidence", "Registers", "attachments", lambda context: bool(shown_attachments(context))
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="attachments",
        summary="The files that are kept as evidence, each with its digest.",
        render=attachments,
        example="{{ attachments() }}",
    ),
)
