"""Contexts for pages: a view with its status, sizing and places, computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.calculations.sizing.calculate import size_project
from delivery_wiki.model.as_of import DayReason
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project

from .elements.labels import catalogue_for
from .elements.page_kind import PageContext
from .elements.words import Words
from .places import find_places
from .registry import PAGE_KINDS


def page_context(
    project: Project,
    audience: Audience,
    library: Library,
    catalogues: Mapping[str, Mapping[str, str]],
    on: dt.date,
    *,
    asked: bool = False,
    drifts: tuple[Drift, ...] = (),
    reason: DayReason = DayReason.ASKED,
    incomplete: bool = False,
) -> PageContext:
    """Everything that the pages of a project draw on for one audience, as of one date.

    A project that carries its own `as_of` is seen on that date, unless somebody asked for this one.
    Raises LookupError for a pin that does not ship.
    """
    labels = catalogue_for(project.language, catalogues)
    view = audience_view(project, audience, library, labels)
    words = Words(language=project.language, catalogue=labels)
    sizing = size_project(view.project.sizing, library) if view.project.sizing else None
    status = calculate_status(
        view,
        on=on if asked else project.as_of or on,
        sizing=sizing.result if sizing else None,
        drifts=drifts,
    )
    return PageContext(
        view=view,
        status=status,
        words=words,
        places=find_places(view, words),
        page_kinds=PAGE_KINDS,
        sizing=sizing.result if sizing else None,
        scenarios=sizing.scenarios if sizing else (),
        comparison=sizing.comparison if sizing else None,
        drifts=drifts,
        day_reason=reason,
        incomplete=incomplete,
    )
