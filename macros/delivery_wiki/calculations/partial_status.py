"""The status of those documents that rest on nothing with errors; every other question is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import ProjectStatus
from delivery_wiki.model.texts.unreadable import WHOLE_PROJECT, PartlyReadable, PartUnreadable, Unreadable

from .base.audience_view import AudienceView
from .base.phrases import id_order
from .evidence.document_facts import ProjectFacts
from .evidence.document_states import readable_statuses
from .evidence.requirement_states import requirement_statuses
from .evidence.suspicion import find_suspicions, with_suspicions
from .evidence.testing import case_statuses
from .evidence.worded_facts import worded_facts
from .gates.plan_dates import planned_milestones
from .money.efforts import sow_figures

OWN_FILES = ("sows", "minutes", "test_runs")


def without_parts(view: AudienceView, files: Mapping[str, str], faulty: Collection[str]) -> AudienceView:
    """The view in which some fields of the project, named with a file each, answer nothing; `faulty` are all files.

    A field of prose is called `prose/<name>`; the work packages that a view shows go with the statements of work. What
    has a file of its own is known all the same where that file has no errors.
    """
    project = view.project
    fields: dict[str, Any] = {name: Unreadable(file) for name, file in files.items() if "/" not in name}
    fields |= {name: _known(project, name, files[name], faulty) for name in OWN_FILES if name in files}
    prose: dict[str, Any] = {
        name.removeprefix("prose/"): Unreadable(file) for name, file in files.items() if "/" in name
    }
    seen: Project = replace(project, prose={**project.prose, **prose}, **fields)
    if "sows" not in files:
        return replace(view, project=seen)
    topics = {sow.topic for sow in fields["sows"].known}
    return replace(
        view, project=seen, billed={topic: billed for topic, billed in view.billed.items() if topic in topics}
    )


def _known(project: Project, name: str, file: str, faulty: Collection[str]) -> PartlyReadable:
    folder = f"projects/{project.slug}/"
    found = getattr(project, name)
    return PartlyReadable([item for item in found if item.location.file.removeprefix(folder) not in faulty], file)


def _sow_figures(project: Project, on: dt.date) -> Any:
    """The sums of the statements of work that are known."""
    sows: Any = project.sows
    if not isinstance(sows, PartlyReadable):
        return _or_refuse(lambda: sow_figures(project, on=on, ended=False))
    known = replace(project, sows=sows.known)
    figures = _or_refuse(lambda: sow_figures(known, on=on, ended=False))
    return PartlyReadable(figures, sows.file) if isinstance(figures, tuple) else figures


def rough_status(view: AudienceView, *, on: dt.date, sizing: SizingResult | None) -> ProjectStatus:
    """The documents that can be told about; gates, health and what is owed rest on the whole project.

    So does how far an issued document moved away. The project has no decision against it, so that it is not archived.
    """
    project = view.project
    cases = _or_refuse(lambda: case_statuses(project, on))
    facts = _or_refuse(lambda: tuple(worded_facts(project, cases, on)))
    suspicions = _or_refuse(lambda: find_suspicions(facts, on))
    cases = _or_refuse(lambda: with_suspicions(cases, suspicions))
    requirements = _or_refuse(lambda: requirement_statuses(view, cases, on, facts))
    drifts: Any = Unreadable(WHOLE_PROJECT) if project.issued else ()
    project_facts = ProjectFacts(
        drifts=drifts,
        view=view,
        on=on,
        requirements=_or_refuse(
            lambda: tuple(sorted(requirements, key=lambda requirement: id_order(requirement.requirement)))
        ),
        cases=_or_refuse(lambda: tuple(sorted(cases, key=lambda case: id_order(case.case)))),
        suspicions=suspicions,
    )
    nothing: Any = Unreadable(WHOLE_PROJECT)
    documents: Any = readable_statuses(project_facts, sizing)
    return ProjectStatus(
        on=on,
        health=nothing,
        cause=nothing,
        archived=None,
        phases=nothing,
        documents=documents,
        owed=nothing,
        plan=_or_refuse(lambda: planned_milestones(project, on)),
        requirements=requirements,
        cases=cases,
        sows=_sow_figures(project, on),
        suspicions=suspicions,
        day=(on - project.started).days + 1 if project.started and project.started <= on else None,
    )


def _or_refuse(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except PartUnreadable as fault:
        return Unreadable(fault.file)
