"""One id for each document: the name of its page and of its PDF, which every verb takes.

Kinds are those of the templates, which are released and do not change; where they were written as names of documents,
they still mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from .document_kinds import BASIC, BASIC_SOW, CHANGE_REQUEST, DOCUMENT_KINDS, SOW

# Kinds whose one document has another id: its page was called so first.
IDS: Mapping[str, str] = {kind.id: kind.page for kind in DOCUMENT_KINDS if kind.page}
_KINDS = {id: kind for kind, id in IDS.items()}
_SEVERAL = tuple(kind.id for kind in DOCUMENT_KINDS if kind.topics is not None)
_OF_A_CHANGE = re.compile(r"cr-\d+")
_ENDINGS = (".pdf", ".html", ".yml", ".md")
T = TypeVar("T")


def document_key(kind: str, topic: str | None) -> tuple[str, str | None]:
    """Kind and topic in one spelling: an id may stand for both, and the Basic SOW is the statement of work `basic`."""
    if topic is None:
        kind, topic = _KINDS.get(kind, kind), None
        for several in _SEVERAL:
            if kind.startswith(f"{several}-"):
                kind, topic = several, kind.removeprefix(f"{several}-")
    if kind == BASIC_SOW.id or (kind, topic) == (SOW.id, BASIC):
        return (BASIC_SOW.id, None)
    return (kind, topic)


def document_id(kind: str, topic: str | None) -> str:
    """The id of a document: its kind, or its kind and topic where there are several."""
    kind, topic = document_key(kind, topic)
    return f"{kind}-{topic}" if topic else IDS.get(kind, kind)


def folder_name(kind: str, topic: str | None) -> str:
    """How the folders of its revisions under issued/ begin: by kind, as those of the first revisions do."""
    kind, topic = document_key(kind, topic)
    return f"{kind}-{topic}" if topic else kind


def document_of(said: str) -> tuple[str, str | None]:
    """The kind and topic that a spelling means: an id, a kind, the id of an item, or the name of a file."""
    name = said.strip().casefold().replace("/", "-")
    name = next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)
    if _OF_A_CHANGE.fullmatch(name):
        return document_key(CHANGE_REQUEST.id, name)
    return document_key(name, None)


def find_document(said: str, known: Mapping[str, T]) -> T | None:
    """What is known of the document that a spelling means; `known` goes by id."""
    return known.get(document_id(*document_of(said)))
