"""Search indexes: one per project, with an entry of its own for each item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .page_kind import PageContext


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
    entries = [
        {"location": f"{place.page}#{id}", "title": f"{id} {place.title}", "text": "", "boost": 4}
        for id, place in context.places.items()
        if "#" not in place.page
    ]
    return {"config": {**whole["config"], "lang": [context.words.locale.language]}, "docs": entries + docs}
