"""The documents of a project: one module for each family, all macros and page kinds in two lists."""

from __future__ import annotations

from macros.pages.page_kind import Macro, PageKind

from . import implementation_concept, statement_of_work

MODULES = (implementation_concept, statement_of_work)
MACROS: tuple[Macro, ...] = tuple(macro for module in MODULES for macro in module.MACROS)
PAGE_KINDS: tuple[PageKind, ...] = tuple(kind for module in MODULES for kind in module.PAGE_KINDS)
