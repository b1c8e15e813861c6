"""Every macro and every page kind of the wiki: one list each, assembled from the page modules."""

from __future__ import annotations

from . import (
    architecture_pages,
    audit_pages,
    change_pages,
    effort_pages,
    environment_pages,
    home_pages,
    minutes_pages,
    plan_pages,
    portfolio_pages,
    process_pages,
    register_pages,
    requirements_pages,
    responsibility_pages,
    risk_pages,
    sizing_pages,
    sizing_rules_pages,
    source_pages,
    traceability_pages,
    what_if_pages,
)
from .documents import all_documents
from .page_kind import Macro, PageKind

# The order is the order of pages inside their group of the navigation.
MODULES = (
    plan_pages,
    home_pages,
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
    minutes_pages,
    effort_pages,
    portfolio_pages,
    sizing_rules_pages,
)
MACROS: tuple[Macro, ...] = tuple(macro for module in MODULES for macro in module.MACROS)
PAGE_KINDS: tuple[PageKind, ...] = tuple(kind for module in MODULES for kind in module.PAGE_KINDS)
