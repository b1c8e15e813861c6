"""Where the parts of a project stand: only pages that the reader's site has are linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from urllib.parse import unquote

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.model.same import Same
from delivery_wiki.model.status import DocumentStatus
from delivery_wiki.model.texts.unreadable import PartUnreadable

from .page_kind import PageContext, PageFile, PageKind

_ON_THE_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def existing_pages(context: PageContext) -> frozenset[str]:
    """The stems of all pages that the project has for this audience."""
    return _existing_pages(Same(context))


@lru_cache(maxsize=32)
def _existing_pages(key: Same[PageContext]) -> frozenset[str]:
    context = key.value
    return frozenset(page.stem for kind in context.page_kinds for page in readable_pages(kind, context))


def readable_pages(kind: PageKind, context: PageContext) -> tuple[PageFile, ...]:
    """The pages of a kind; none where a part of the project that decides on them has errors."""
    try:
        return tuple(kind.find(context))
    except PartUnreadable:
        return ()


def leads_somewhere(context: PageContext) -> Callable[[str], bool]:
    """Whether an address in prose is one on the web, or that of a page or PDF that this reader has."""
    pages = cache(lambda: existing_pages(context))

    def leads(target: str) -> bool:
        path = unquote(target).strip().partition("#")[0].partition("?")[0].removeprefix("./")
        if not path or _ON_THE_WEB.match(path):
            return True
        stem, dot, ending = path.rpartition(".")
        return bool(dot) and ending in ("html", "pdf") and stem in pages()

    return leads


def template_titles(view: AudienceView) -> Mapping[str, str]:
    """The English titles of the kinds of documents."""
    return {kind: template.title for kind, template in view.templates.by_kind.items()}


def hidden_kinds(view: AudienceView) -> frozenset[str]:
    """The kinds of documents that this reader never sees."""
    if view.internal:
        return frozenset()
    return frozenset(kind for kind, template in view.templates.by_kind.items() if template.audience != "customer")


def shown_documents(context: PageContext) -> tuple[DocumentStatus, ...]:
    """The documents of the project that this reader may see."""
    hidden = hidden_kinds(context.view)
    return tuple(document for document in context.status.documents if document.kind not in hidden)


def document_target(document: DocumentStatus, pages: frozenset[str]) -> str | None:
    """The page that shows a document, if there is one."""
    return f"{document.page}.html" if document.exists and document.page in pages else None


def project_link(context: PageContext, *, here: str = "") -> Callable[[str, str], str | None]:
    """Targets for the picture: a document's own page where it has one, else its place on the process page."""
    pages = existing_pages(context)
    process = "" if here == "process" else "process.html" if "process" in pages else None
    documents: dict[str, list[DocumentStatus]] = {}
    for document in shown_documents(context):
        documents.setdefault(document.kind, []).append(document)

    def link(kind: str, id: str) -> str | None:
        found = documents.get(id, []) if kind == "document" else []
        targets = [target for document in found if (target := document_target(document, pages))]
        if len(targets) == 1:
            return targets[0]
        if len(targets) > 1:
            return "index.html#documents"
        return None if process is None else f"{process}#{kind}-{id}"

    return link


def target_of(context: PageContext, id: str, pages: frozenset[str]) -> str | None:
    """Where the item, document or gate of that id stands; none where this reader has no such place."""
    place = context.places.get(id)
    if place is not None:
        return f"{place.page}#{id}"
    for document in shown_documents(context):
        if id in {document.kind, document.page, f"{document.kind}-{document.topic}"}:
            return document_target(document, pages)
    if any(gate.id == id for gate in context.view.process.gates) and "process" in pages:
        return f"process.html#gate-{id}"
    return f"{id}.html" if id in pages else None
