"""The macros and page kinds of all documents, in the order in which the process makes them."""

from __future__ import annotations

from delivery_wiki.pages.page_kind import Macro, PageKind

from . import (
    acceptance_certificate,
    charter,
    document_overview,
    formal_offer,
    implementation_concept,
    proof_of_concept,
    requirements_checklist,
    retrospective,
    statement_of_work,
    test_protocol,
    workshop_agenda,
)

MACROS: tuple[Macro, ...] = (
    *charter.MACROS,
    *workshop_agenda.MACROS,
    *proof_of_concept.MACROS,
    *formal_offer.MACROS,
    *implementation_concept.MACROS,
    *statement_of_work.MACROS,
    *requirements_checklist.MACROS,
    *test_protocol.MACROS,
    *acceptance_certificate.MACROS,
    *retrospective.MACROS,
    *document_overview.MACROS,
)
PAGE_KINDS: tuple[PageKind, ...] = (
    *charter.PAGE_KINDS,
    *workshop_agenda.PAGE_KINDS,
    *proof_of_concept.PAGE_KINDS,
    *formal_offer.PAGE_KINDS,
    *implementation_concept.PAGE_KINDS,
    *statement_of_work.PAGE_KINDS,
    *requirements_checklist.PAGE_KINDS,
    *test_protocol.PAGE_KINDS,
    *acceptance_certificate.PAGE_KINDS,
    *retrospective.PAGE_KINDS,
)
