"""The documents of a project as the PDF engine takes them: the page's block, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from delivery_wiki.calculations.evidence.document_facts import DocumentFacts, page_stem
from delivery_wiki.calculations.evidence.signatures import consents_of, required_signatures
from delivery_wiki.calculations.verification.signed_text import SignedText, signed_text
from delivery_wiki.model.brand import Brand
from delivery_wiki.model.clauses import Classification, ClausePlace
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.status import DocumentStatus

from ..audit.audit_pages import KIND as AUDIT_TRAIL
from ..document_frame.clause_words import first_text, project_facts
from ..document_frame.cover import customer_name, document_revision, document_status, held_document, party_names
from ..document_frame.signature_block import person_name
from ..elements import tree
from ..elements.page_kind import PageContext
from ..elements.project_links import leads_somewhere
from ..elements.state_marks import paper_state
from ..macros.document_content import find_document
from ..macros.macro_calls import CallPlace, expander
from ..render.html import HtmlRenderer
from .cited_items import with_cited_items
from .pdf_document import PdfAttachment, PdfBrand, PdfDocument, PdfState


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentName:
    """Which document of a project: its kind, its topic where there are several, and the stem of its page."""

    kind: str
    topic: str | None
    page: str
    revision: int | None = None


def pdf_names(context: PageContext) -> tuple[DocumentName, ...]:
    """The documents that the project has content of and a page for, in the order of the process."""
    found = [name_of_status(status) for status in context.status.documents if status.exists and status.needed]
    found.append(DocumentName(kind=AUDIT_TRAIL, topic=None, page=AUDIT_TRAIL))
    return tuple(document for document in dict.fromkeys(found) if document.page and _may_be_set(context, document))


def _may_be_set(context: PageContext, name: DocumentName) -> bool:
    """Whether its page has a document; where that cannot be said, setting it will say why."""
    try:
        return find_document(context, name.kind, name.topic) is not None
    except Exception:  # whatever it is: setting the document meets it again, and reports it as its own failure
        return True


def name_of_status(status: DocumentStatus) -> DocumentName:
    """The document that a status is about, and its page."""
    page = page_stem(status.kind, status.topic)
    return DocumentName(kind=status.kind, topic=status.topic, page=page, revision=status.revision)


def document_block(context: PageContext, document: tree.Document) -> str:
    """The HTML of the document block, exactly as the document's page shows it."""
    expand, leads = expander(CallPlace(project=context)), leads_somewhere(context)
    renderer = HtmlRenderer(context.words, expand, sources=context.view.internal, leads=leads)
    return str(renderer.render((document,)))


def pdf_document(
    context: PageContext,
    kind: str,
    topic: str | None = None,
    *,
    brand: Brand | None = None,
    attachments: tuple[PdfAttachment, ...] = (),
    state: PdfState | None = None,
) -> PdfDocument:
    """A document ready to be set; raises LookupError where the project has no page with such a document.

    `state` is found from what the project has issued, unless it is given.
    """
    document = find_document(context, kind, topic)
    if document is None:
        raise LookupError(f"there is no document '{kind}'" + (f" on '{topic}'" if topic else ""))
    words, project = context.words, context.view.project
    _, revised = document_revision(context, kind, topic)
    held = held_document(context, kind, topic)
    signed = signed_text(held) if state is None else SignedText()
    status = document_status(context, kind, topic)
    is_told = status is not None and bool(status.stale) and status.of_revisions is not None  # by the state itself
    changed = None if is_told else signed.changed
    return PdfDocument(
        block=document_block(context, with_cited_items(context, document) if kind != AUDIT_TRAIL else document),
        title=document.title,
        project=project.title,
        customer=customer_name(context),
        vendor=party_names(context, PartyKind.VENDOR),
        revision=_revision(context, kind, topic),
        revision_label=_revision_label(context, kind, topic),
        state=state or pdf_state(context, kind, topic),
        state_text=_state_text(context, kind, topic, state),
        changed=words.message(changed) if changed else "" if state else _signed(context, held, signed),
        date="" if revised or {words("As of"), words("Date")} & {*dict(document.facts)} else words.date(context.on),
        classification=pdf_classification(context),
        distribution=distribution(context),
        language=context.words.language,
        on=context.on,
        names=(*(party.name for party in project.parties), *(person.name for person in project.people)),
        attachments=attachments,
        brand=pdf_brand(context, brand),
        labels=pdf_labels(context),
    )


def pdf_state(context: PageContext, kind: str, topic: str | None = None) -> PdfState:
    """For signature once this revision is issued; what nobody signs, or was agreed elsewhere, is for information."""
    held = held_document(context, kind, topic)
    if not required_signatures(held):
        return PdfState.FOR_INFORMATION
    if held.issue_of(held.revision) is not None:
        return PdfState.FOR_SIGNATURE
    status = document_status(context, kind, topic)
    return PdfState.FOR_INFORMATION if status is not None and status.noted else PdfState.DRAFT


def _state_text(context: PageContext, kind: str, topic: str | None, state: PdfState | None) -> str:
    """The state as the page says it; what is set while it is issued says what it is from then on."""
    words = context.words
    status = document_status(context, kind, topic)
    if state is PdfState.FOR_SIGNATURE:
        return words("issued")
    return paper_state(status, words).text if status is not None else words("for information")


def _signed(context: PageContext, held: DocumentFacts, signed: SignedText) -> str:
    """Who signed this text and when; of an agreement without signatures, who agreed and what is on file of it."""
    words = context.words
    signers = [
        words("{name} on {date}", name=person_name(context, signature.person), date=words.date(signature.date))
        for signature in signed.signatures
    ]
    if signers:
        return words("signed by {people}", people=", ".join(signers))
    for consent in consents_of(held):
        if consent.agreed:
            name, date = person_name(context, consent.person), words.date(consent.date)
            return words("by {name} on {date}, on file: {evidence}", name=name, date=date, evidence=consent.evidence)
    return ""


def _revision(context: PageContext, kind: str, topic: str | None) -> str:
    """Number and date of a revision; nothing where nobody counts them."""
    words = context.words
    revision, revised = document_revision(context, kind, topic)
    if revision is None or revised is None:
        return words.number(revision) if revision is not None else ""
    return words("{number} of {date}", number=words.number(revision), date=words.date(revised))


def _revision_label(context: PageContext, kind: str, topic: str | None) -> str:
    words = context.words
    revision, _ = document_revision(context, kind, topic)
    if revision is None:
        return ""
    return words("Revision {number}", number=words.number(revision))


def pdf_classification(context: PageContext) -> str:
    """Who may read it, and on every page that signatures prove nothing where they do not."""
    words, project = context.words, context.view.project
    said = [words("Internal")] if context.view.internal else _classified(context)
    if project.demonstration:
        said.append(words("Sample, no contract"))
    if context.incomplete:
        said.append(words("Incomplete: the check of the project has errors"))
    return " – ".join(said)


def _classified(context: PageContext) -> list[str]:
    """What the project says of its documents; nothing where it says nothing."""
    names = {
        Classification.PUBLIC: context.words("Public"),
        Classification.CONFIDENTIAL: context.words("Confidential"),
    }
    known = context.view.project.classification
    return [names[known]] if known else []


def distribution(context: PageContext) -> str:
    """For whom the documents of a project are; nothing where no clause says so."""
    words = context.words
    vendor = party_names(context, PartyKind.VENDOR)
    if context.view.internal:
        return words("Internal: only for {vendor}", vendor=vendor)
    return first_text(context, ClausePlace.DISTRIBUTION, project_facts(context))


def pdf_brand(context: PageContext, brand: Brand | None) -> PdfBrand:
    """Colours, footer and logos."""
    logo = context.view.project.logo
    if brand is None:
        return PdfBrand(customer_logo=logo)
    return PdfBrand(
        primary=brand.primary,
        accent=brand.accent,
        footer=brand.footer,
        vendor_logo=brand.logo_picture,
        customer_logo=logo,
    )


def pdf_labels(context: PageContext) -> dict[str, str]:
    """The words of the template, by their English text."""
    words = context.words
    return {
        "Customer": words("Customer"),
        "Vendor": words("Vendor"),
        "Revision": words("Revision"),
        "State": words("State"),
        "As of": words("As of"),
        "Contents": words("Contents"),
        "Signature of {party}: {role}": words("Signature of {party}: {role}"),
        "Pages: {pages}.": words("Pages: {pages}."),
        "Code: {code}.": words("Code: {code}."),
        "Page {page} of {pages}": words("Page {page} of {pages}"),
    }
