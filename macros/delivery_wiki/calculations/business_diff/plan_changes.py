"""What a project says about itself: scope, goals, plan, documents, pins, and what has no place of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import PlannedMilestone

from .changes import Change, ChangeKind, ComparedSide, Thing, Topic
from .clause_changes import clause_changes
from .values import field_changes, label_of, list_changes, told_value

DATES = ("baseline", "forecast", "actual")
ELSEWHERE = frozenset(
    {
        *("location", "slug", "sizing", "requirements", "sows", "tests", "test_runs", "changes", "offer", "prose"),
        *("parties", "people", "responsibilities", "milestones", "decisions", "assumptions", "risks", "open_points"),
        *("issued", "sign_offs", "scope", "documents", "minutes", "internal", "attestations", "returned"),
        *("clauses", "damaged_records", "frozen_pdfs", "prose_texts", "vendor_fields", "attached_files"),
    }
)
TOPICS = {
    "goals": Topic.SCOPE,
    "summary": Topic.SCOPE,
    "contract": Topic.RULES,
    "environment": Topic.SYSTEM,
    "architecture": Topic.SYSTEM,
    "poc": Topic.SYSTEM,
    "process": Topic.RULES,
    "templates": Topic.RULES,
    "classification": Topic.RULES,
    "language": Topic.RULES,
    "time_zone": Topic.RULES,
    "hours_per_person_day": Topic.RULES,
    "acceptance": Topic.DOCUMENTS,
    "agenda": Topic.DOCUMENTS,
    "entry_criteria": Topic.TESTS,
    "exit_criteria": Topic.TESTS,
    "reported_as": Topic.TESTS,
    "customer": Topic.PEOPLE,
    "holidays": Topic.DATES,
    "started": Topic.DATES,
    "as_of": Topic.DATES,
}


def plan_changes(before: ComparedSide, after: ComparedSide) -> Iterator[Change]:
    """Scope and the project's own fields, milestones with their dates resolved, documents and their events."""
    old, new = before.view.project, after.view.project
    yield from field_changes(Thing(Topic.SCOPE), old.scope, new.scope, (old, new))
    for field in fields(Project):
        if field.name not in ELSEWHERE:
            yield from _field(field.name, old, new)
    yield from clause_changes(Thing(Topic.RULES), old.clauses, new.clauses)
    yield from _milestones(before, after)
    yield from _documents(old, new)
    yield from _minutes(old, new)
    yield from _internal(old, new)


def _field(name: str, old: Project, new: Project) -> Iterator[Change]:
    left, right = getattr(old, name), getattr(new, name)
    topic, label = TOPICS.get(name, Topic.DOCUMENTS), label_of(name)
    yield from _compare(topic, label, left, right, (old, new))


def _compare(topic: Topic, label: str, left: Any, right: Any, projects: tuple[Project, Project]) -> Iterator[Change]:
    """A record field by field, a list entry by entry, anything else as a whole."""
    if left == right:
        return
    if isinstance(left, tuple) and isinstance(right, tuple):
        yield from list_changes(Thing(topic), label, left, right)
    elif hasattr(left, "__dataclass_fields__") and hasattr(right, "__dataclass_fields__") and not hasattr(left, "id"):
        yield from field_changes(Thing(topic, "", label), left, right, projects)
    else:
        kind = ChangeKind.ADDED if left is None else ChangeKind.REMOVED if right is None else ChangeKind.CHANGED
        brief = kind is not ChangeKind.CHANGED and hasattr(left or right, "__dataclass_fields__")
        told = [None if brief else told_value(value) for value in (left, right)]
        yield Thing(topic).change(kind, label, told[0], told[1])


def _milestones(before: ComparedSide, after: ComparedSide) -> Iterator[Change]:
    old, new = ({milestone.milestone.id: milestone for milestone in side.status.plan} for side in (before, after))
    for id in sorted(old.keys() | new.keys(), key=lambda id: (len(id), id)):
        yield from _milestone(id, old.get(id), new.get(id), (before.view.project, after.view.project))


def _milestone(
    id: str, old: PlannedMilestone | None, new: PlannedMilestone | None, projects: tuple[Project, Project]
) -> Iterator[Change]:
    """Dates that follow from another milestone are told as the dates that they come to."""
    known = new or old
    if known is None:
        return
    thing = Thing(Topic.DATES, id, known.milestone.title)
    gone = new is not None and bool(new.milestone.withdrawn) and not (old and old.milestone.withdrawn)
    if old is None or new is None or gone:
        kind = ChangeKind.WITHDRAWN if gone else ChangeKind.ADDED if old is None else ChangeKind.REMOVED
        date = known.actual or known.forecast or known.baseline
        yield thing.change(kind, after=known.milestone.withdrawn if gone else date)
        return
    for name in DATES:
        left, right = getattr(old, name), getattr(new, name)
        if left != right:
            moved = thing.moved(name.capitalize(), left, right)
            yield replace(moved, planned=new.baseline) if name == "forecast" and left is None else moved
    yield from field_changes(thing, old.milestone, new.milestone, projects, *DATES)


def _documents(old: Project, new: Project) -> Iterator[Change]:
    keys = [{(document.kind, document.topic): document for document in project.documents} for project in (old, new)]
    for key in sorted(keys[0].keys() | keys[1].keys(), key=str):
        left, right = keys[0].get(key), keys[1].get(key)
        subject = " ".join(filter(None, key))
        if left is None or right is None:
            kind = ChangeKind.ADDED if left is None else ChangeKind.REMOVED
            yield Thing(Topic.DOCUMENTS, subject).change(kind)
        else:
            yield from field_changes(Thing(Topic.DOCUMENTS, subject), left, right, (old, new))
    for label, name in (("Issued revision", "issued"), ("Signature", "sign_offs")):
        yield from _records(label, getattr(old, name), getattr(new, name))


def _records(label: str, old: Any, new: Any) -> Iterator[Change]:
    """Frozen records: which are new, which are gone; nobody reads their digests here."""
    for kind, found in (
        (ChangeKind.ADDED, [entry for entry in new if entry not in old]),
        (ChangeKind.REMOVED, [entry for entry in old if entry not in new]),
    ):
        for entry in found:
            names = (entry.document, entry.topic, f"r{entry.revision}", getattr(entry, "person", None))
            yield Thing(Topic.DOCUMENTS, " ".join(filter(None, names))).change(kind, label)


def _minutes(old: Project, new: Project) -> Iterator[Change]:
    keys = [{minutes.name: minutes for minutes in project.minutes} for project in (old, new)]
    for name in sorted(keys[0].keys() | keys[1].keys()):
        left, right = keys[0].get(name), keys[1].get(name)
        if left is None or right is None:
            kind, known = (ChangeKind.ADDED, right) if left is None else (ChangeKind.REMOVED, left)
            yield Thing(Topic.DOCUMENTS, name, known.title if known else "").change(kind)
        else:
            thing = Thing(Topic.DOCUMENTS, name, left.title)
            yield from field_changes(thing, left, right, (old, new), "name", "actions", "prose")


def _internal(old: Project, new: Project) -> Iterator[Change]:
    """What never leaves the vendor; a customer's view has none of it. Efforts and prices are told where they count."""
    left, right = old.internal, new.internal
    if left is None or right is None:
        yield from _compare(Topic.INTERNAL, "Internal notes", left, right, (old, new))
    else:
        yield from field_changes(Thing(Topic.INTERNAL), left, right, (old, new), "retrospective", "efforts", "prices")
