"""Contexts for pages: a view with its status, sizing and places, computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from macros.calculations.audience_view import Audience, AudienceView, audience_view
from macros.calculations.sizing import calculate_sizing
from macros.calculations.status import calculate_status
from macros.model.library import Library
from macros.model.project import Project, SizingInput
from macros.model.sizing import RuleSet, SizingResult

from .page_kind import PageContext
from .places import find_places
from .words import Words


def page_context(
    project: Project,
    audience: Audience,
    library: Library,
    catalogues: Mapping[str, Mapping[str, str]],
    on: dt.date,
) -> PageContext:
    """Everything that the pages of a project draw on for one audience, as of one date.

    A project that carries its own `as_of` is seen on that date. Raises LookupError for a pin that does not ship.
    """
    view = audience_view(project, audience, library)
    words = Words(language=project.language, catalogue=catalogues.get(project.language.split("-")[0], {}))
    sizing = _sizing(view)
    status = calculate_status(view, on=project.as_of or on, sizing=sizing)
    return PageContext(
        view=view,
        status=status,
        words=words,
        places=find_places(view, words),
        sizing=sizing,
        scenarios=_scenarios(view),
        comparison=_comparison(view),
    )


def _rules(view: AudienceView) -> RuleSet | None:
    request = view.project.sizing
    return view.library.rule_set(request.rules.id, request.rules.version) if request else None


def _sizing(view: AudienceView) -> SizingResult | None:
    rules, request = _rules(view), view.project.sizing
    return calculate_sizing(rules, request.inputs) if rules and request else None


def _scenarios(view: AudienceView) -> tuple[tuple[str, SizingResult], ...]:
    rules, request = _rules(view), view.project.sizing
    if not rules or not request:
        return ()
    return tuple(
        (scenario.title, calculate_sizing(rules, _merged(request.inputs, scenario.inputs)))
        for scenario in request.scenarios
    )


def _merged(base: tuple[SizingInput, ...], changed: tuple[SizingInput, ...]) -> tuple[SizingInput, ...]:
    names = {one.input for one in changed}
    return tuple(one for one in base if one.input not in names) + tuple(replace(one) for one in changed)


def _comparison(view: AudienceView) -> SizingResult | None:
    request = view.project.sizing
    if not request or not request.compare_with:
        return None
    rules = view.library.rule_set(request.compare_with.id, request.compare_with.version)
    if not rules:
        return None
    known = {definition.id for definition in rules.inputs}
    return calculate_sizing(rules, tuple(one for one in request.inputs if one.input in known))
