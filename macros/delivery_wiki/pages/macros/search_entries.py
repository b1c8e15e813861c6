"""Search indexes: one per project, with an entry of its own for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ..elements.page_kind import PageContext
from .contents import PageSection

PEOPLE = "people.html"  # nobody looks for a person or a party by its id
BOOST = 4  # an item is found before any text that cites it; its id, as a tag, counts most of all


def page_entries(url: str, sections: Sequence[PageSection], keywords: str = "") -> list[dict[str, Any]]:
    """What the search knows of a page: the page itself first, with what else it is called, then each of its parts."""
    entries: list[dict[str, Any]] = [
        {"location": f"{url}#{section.id}" if section.id else url, "title": section.title, "text": section.text}
        for section in sections
    ]
    for entry in entries[:1] if keywords else ():
        entry["keywords"] = keywords
    return entries


def split_index(
    whole: Mapping[str, Any], contexts: Mapping[str, PageContext], *, internal: bool
) -> dict[str, dict[str, Any]]:
    """The index of the wiki's own pages under "", and one under each project's folder.

    In a customer's site the only project is the whole site.
    """
    if not internal:
        (context,) = contexts.values()
        return {"": _project_index(whole, list(whole["docs"]), context)}
    parts: dict[str, list[Any]] = {f"projects/{slug}/": [] for slug in contexts}
    own: list[Any] = []
    for entry in whole["docs"]:
        folder = "/".join(entry["location"].split("/")[:2]) + "/"
        if folder in parts:
            parts[folder].append({**entry, "location": entry["location"].removeprefix(folder)})
        else:
            own.append(entry)
    indexes = {"": {"config": whole["config"], "docs": own}}
    for slug, context in contexts.items():
        folder = f"projects/{slug}/"
        indexes[folder] = _project_index(whole, parts[folder], context)
    return indexes


def _project_index(whole: Mapping[str, Any], docs: list[Any], context: PageContext) -> dict[str, Any]:
    """The theme needs each page's own entry before those of its parts, and no address twice."""
    items = _items_by_page(context)
    entries: list[Any] = []
    for entry in docs:
        page, _, anchor = entry["location"].partition("#")
        if anchor in items.get(page, {}):
            items[page][anchor]["text"] = entry["text"]
            continue
        entries.append(entry)
        if not anchor:
            entries += items.get(page, {}).values()
    return {"config": {**whole["config"], "lang": [context.words.locale.language]}, "docs": entries}


def _items_by_page(context: PageContext) -> dict[str, dict[str, dict[str, Any]]]:
    """An entry for each item; the theme shows a title as HTML, so that it is escaped here."""
    pages: dict[str, dict[str, dict[str, Any]]] = {}
    for id, place in context.places.items():
        if place.anchor:
            continue
        title = escape(place.title if place.page == PEOPLE else f"{id} {place.title}", quote=False)
        entry = {"location": f"{place.page}#{id}", "title": title, "text": "", "tags": [id], "boost": BOOST}
        pages.setdefault(place.page, {})[id] = entry
    return pages
