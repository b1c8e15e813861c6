"""The status of those documents that rest on nothing with errors; every other question is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from delivery_wiki.model.project import Project
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import ProjectStatus
from delivery_wiki.model.unreadable import PartUnreadable, Unreadable

from .audience_view import AudienceView
from .documents import readable_statuses
from .dossier import Ledger
from .phrases import id_order
from .plan import planned_milestones
from .requirements import requirement_statuses
from .suspicion import find_suspicions, with_suspicions
from .testing import case_statuses
from .worded_facts import worded_facts


def without_parts(view: AudienceView, files: Mapping[str, str]) -> AudienceView:
    """The view in which some fields of the project, named with their file, answer nothing.

    A field of prose is called `prose/<name>`; the work packages that a view shows go with the statements of work.
    """
    project = view.project
    fields: dict[str, Any] = {name: Unreadable(file) for name, file in files.items() if "/" not in name}
    prose: dict[str, Any] = {
        name.removeprefix("prose/"): Unreadable(file) for name, file in files.items() if "/" in name
    }
    seen: Project = replace(project, prose={**project.prose, **prose}, **fields)
    billed: Any = Unreadable(files["sows"]) if "sows" in files else view.billed
    return replace(view, project=seen, billed=billed)


def rough_status(view: AudienceView, *, on: dt.date, sizing: SizingResult | None) -> ProjectStatus:
    """The documents that can be told about; gates, health, efforts and what is owed rest on the whole project."""
    project = view.project
    cases = _or_refuse(lambda: case_statuses(project, on))
    facts = _or_refuse(lambda: tuple(worded_facts(project, cases, on)))
    suspicions = _or_refuse(lambda: find_suspicions(facts, on))
    cases = _or_refuse(lambda: with_suspicions(cases, suspicions))
    requirements = _or_refuse(lambda: requirement_statuses(view, cases, on, facts))
    ledger = Ledger(
        view=view,
        on=on,
        requirements=_or_refuse(lambda: tuple(sorted(requirements, key=lambda one: id_order(one.requirement)))),
        cases=_or_refuse(lambda: tuple(sorted(cases, key=lambda one: id_order(one.case)))),
        suspicions=suspicions,
    )
    nothing: Any = Unreadable("the whole project")
    return ProjectStatus(
        on=on,
        health=nothing,
        cause=nothing,
        archived=nothing,
        phases=nothing,
        documents=readable_statuses(ledger, sizing),
        owed=nothing,
        plan=_or_refuse(lambda: planned_milestones(project, on)),
        requirements=requirements,
        cases=cases,
        sows=nothing,
        suspicions=suspicions,
        day=(on - project.started).days + 1 if project.started and project.started <= on else None,
    )


def _or_refuse(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except PartUnreadable as fault:
        return Unreadable(fault.file)
