"""The macros and page kinds of all documents, in the order in which the process makes them.

A module of this room whose `KIND` names a kind of document is the page of that kind, with `MACROS` and `PAGE_KINDS`. It
is found here and listed nowhere, so that no list can go without it.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from delivery_wiki.model.document_kinds import DOCUMENT_KINDS, IncompleteKind
from delivery_wiki.pages.elements.page_kind import Macro, PageKind

from . import document_overview

_ROOM = __name__.rpartition(".")[0]
_THIS = __name__.rpartition(".")[2]


def _find_pages() -> list[ModuleType]:
    """The modules that show a kind of document; raises IncompleteKind for one whose kind has no record."""
    names = (found.name for found in iter_modules(import_module(_ROOM).__path__) if found.name != _THIS)
    modules = (import_module(f"{_ROOM}.{name}") for name in names)
    return sorted((module for module in modules if hasattr(module, "KIND")), key=_place_in_the_process)


def _place_in_the_process(module: ModuleType) -> int:
    ids = [kind.id for kind in DOCUMENT_KINDS]
    if module.KIND not in ids:
        raise IncompleteKind(module.KIND, f"{module.__name__} shows it, and it has no record")
    return ids.index(module.KIND)


_PAGES = _find_pages()
MACROS: tuple[Macro, ...] = (*(macro for page in _PAGES for macro in page.MACROS), *document_overview.MACROS)
PAGE_KINDS: tuple[PageKind, ...] = tuple(kind for page in _PAGES for kind in page.PAGE_KINDS)
