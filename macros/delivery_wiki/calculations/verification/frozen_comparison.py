"""Compares what a document says with what its last issued revision said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from delivery_wiki.model.drift import ClauseChange, Drift
from delivery_wiki.model.project.issued_revision import ContentPart, Issued
from delivery_wiki.model.project.whole_project import Project

COVER = "cover"


def newest_issues(project: Project) -> tuple[Issued, ...]:
    """The newest issued revision of each document that keeps its content, by kind and topic."""
    newest: dict[tuple[str, str], Issued] = {}
    for issued in sorted(project.issued, key=lambda issued: issued.revision):
        if issued.content:
            newest[issued.document, issued.topic or ""] = issued
    return tuple(newest[key] for key in sorted(newest))


def find_drift(
    issued: Issued,
    then: Iterable[ContentPart],
    now: Iterable[ContentPart],
    apart: Collection[str] = (),
    heads: Collection[str] = (),
) -> Drift:
    """Clauses added, gone or reworded, and the cover; a new number alone is no change, and no more is white space.

    `apart` are the labels of what the cover says of the revision itself: that is another in each of them. `heads` are
    the lines of both sides that head a table.
    """
    changes = tuple(_changes(_by_id(then), _by_id(now), tuple(f"{label}: " for label in apart)))
    return Drift(
        document=issued.document,
        topic=issued.topic,
        revision=issued.revision,
        clauses=changes,
        heads=frozenset(heads),
    )


def _changes(
    then: Mapping[str, ContentPart], now: Mapping[str, ContentPart], apart: tuple[str, ...]
) -> Iterator[ClauseChange]:
    order = list(now)
    order += [id for id in then if id not in now]
    for id in order:
        old, new = then.get(id), now.get(id)
        before, after = _whole(old, apart), _whole(new, apart)
        if before.split() != after.split():
            title = new.title if new else old.title if old else ""
            yield ClauseChange(id=id, title=title, before=before, after=after, was=old.title if old else "")


def _by_id(parts: Iterable[ContentPart]) -> dict[str, ContentPart]:
    """Parts by id; those that share one are told apart by their order."""
    found: dict[str, ContentPart] = {}
    for part in parts:
        key, number = part.id, 2
        while key in found:
            key, number = f"{part.id} {number}", number + 1
        found[key] = part
    return found


def _whole(part: ContentPart | None, apart: tuple[str, ...]) -> str:
    """Title without its number, and text; for a clause that is not there, nothing."""
    if part is None:
        return ""
    lines = part.text.split("\n") if part.id == COVER else [part.text]
    text = "\n".join(line for line in lines if part.id != COVER or not line.startswith(apart))
    return "\n".join(block for block in (part.title.lstrip("0123456789. "), text) if block)
