"""Every macro and every page kind of the wiki: one list each, assembled from the page modules."""

from __future__ import annotations

from .page_kind import Macro, PageKind

MACROS: tuple[Macro, ...] = ()
PAGE_KINDS: tuple[PageKind, ...] = ()
