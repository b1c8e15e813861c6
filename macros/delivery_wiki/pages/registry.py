"""Every macro and every page kind of the wiki: one list each, assembled from the page modules."""

from __future__ import annotations

from collections.abc import Collection

from delivery_wiki.model.document_kinds import BASIC_SOW, DOCUMENT_KINDS, IncompleteKind

from .audit import audit_pages
from .documents import all_documents
from .elements.page_kind import Macro, PageKind
from .registers import (
    architecture_pages,
    attachment_pages,
    change_pages,
    environment_pages,
    minutes_pages,
    register_pages,
    requirements_pages,
    responsibility_pages,
    risk_pages,
    source_pages,
    traceability_pages,
)
from .render import page_parts
from .sizing import architecture_examples, sizing_pages, sizing_rules_pages, what_if_pages
from .status import (
    changes_since_signed,
    effort_pages,
    home_pages,
    plan_pages,
    portfolio_glance,
    portfolio_pages,
    process_pages,
    this_week_pages,
    work_pages,
)

# The order is the order of pages inside their group of the navigation.
MODULES = (
    plan_pages,
    home_pages,
    changes_since_signed,
    responsibility_pages,
    process_pages,
    environment_pages,
    architecture_pages,
    sizing_pages,
    what_if_pages,
    requirements_pages,
    traceability_pages,
    all_documents,
    register_pages,
    risk_pages,
    change_pages,
    audit_pages,
    source_pages,
    attachment_pages,
    minutes_pages,
    effort_pages,
    portfolio_glance,
    portfolio_pages,
    this_week_pages,
    work_pages,
    sizing_rules_pages,
    architecture_examples,
    page_parts,
)
MACROS: tuple[Macro, ...] = tuple(macro for module in MODULES for macro in module.MACROS)
PAGE_KINDS: tuple[PageKind, ...] = tuple(kind for module in MODULES for kind in module.PAGE_KINDS)


def require_pages(pages: Collection[str]) -> None:
    """Raise IncompleteKind for a kind of document that no kind of page shows; a Basic SOW is shown as a SOW."""
    for kind in DOCUMENT_KINDS:
        if kind.page_id not in pages and kind is not BASIC_SOW:
            raise IncompleteKind(kind.id, f"no module of `pages/` has a PageKind '{kind.page_id}', which shows it")


require_pages({page.kind for page in PAGE_KINDS})
