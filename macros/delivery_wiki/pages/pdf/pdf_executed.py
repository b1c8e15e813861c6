"""Signed copies as the PDF engine takes them: the certificate sheet, to be set behind the pages that were issued."""

from __future__ import annotations

from delivery_wiki.calculations.verification.executed_revisions import ExecutedRevision
from delivery_wiki.model.brand import Brand
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.sign_off import attestation_bytes, record_bytes

from ..audit.executed_sheet import attached_name, executed_sheet, executed_title
from ..document_frame.cover import customer_name, party_names
from ..elements.page_kind import PageContext
from .pdf_document import PdfAttachment, PdfDocument, PdfState
from .pdf_project import distribution, document_block, pdf_brand, pdf_classification, pdf_labels


def executed_pdf(
    context: PageContext, executed: ExecutedRevision, issued: bytes, *, brand: Brand | None = None
) -> PdfDocument:
    """The sheet with the issued bytes, unchanged, and the records among its attachments.

    It is dated on the day of the last signature, so that the same signatures give the same bytes on any day.
    """
    words, project = context.words, context.view.project
    return PdfDocument(
        block=document_block(context, executed_sheet(context, executed)),
        title=executed_title(context, executed),
        project=project.title,
        customer=customer_name(context),
        vendor=party_names(context, PartyKind.VENDOR),
        revision=words.number(executed.issued.revision),
        revision_label=words("Revision {number}", number=words.number(executed.issued.revision)),
        state=PdfState.EXECUTED,
        state_text=words("signed"),
        date=words.date(executed.since),
        classification=pdf_classification(context),
        distribution=distribution(context),
        language=words.language,
        on=executed.since,
        names=(*(party.name for party in project.parties), *(person.name for person in project.people)),
        attachments=_attachments(context, executed, issued),
        brand=pdf_brand(context, brand),
        labels=pdf_labels(context),
        behind=issued,
    )


def _attachments(context: PageContext, executed: ExecutedRevision, issued: bytes) -> tuple[PdfAttachment, ...]:
    words = context.words
    signed = PdfAttachment(
        name=attached_name(executed), content=issued, mime="application/pdf", description=words("The issued PDF")
    )
    records = tuple(
        PdfAttachment(
            name=f"{judged.digest}.json",
            content=record_bytes(judged.record),
            mime="application/json",
            description=words("Record of {name}", name=judged.record.person),
        )
        for judged in executed.records
    )
    digests = {judged.digest for judged in executed.records}
    attested = tuple(
        PdfAttachment(
            name=f"{attestation.name}.json",
            content=attestation_bytes(attestation),
            mime="application/json",
            description=words("What {name} attests", name=attestation.witness),
        )
        for attestation in sorted(context.view.project.attestations, key=lambda attestation: attestation.name)
        if attestation.record in digests
    )
    return (signed, *records, *attested)
