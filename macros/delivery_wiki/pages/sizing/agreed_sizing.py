"""The sizing as it was signed last, where open change requests move its inputs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.calculations.money.agreed_changes import decision_on
from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.sizing import SizingResult

from ..elements.page_kind import PageContext

INPUT_FIGURE = "sizing.input."  # as figures of issued revisions name them


def sizing_as_agreed(context: PageContext, today: SizingResult) -> tuple[tuple[str, ...], SizingResult]:
    """The sizing with the inputs that were signed last in place of those that open change requests move, and these."""
    project, request = context.view.project, context.view.project.sizing
    if request is None:
        return (), today
    moving = {name: change.id for change in project.changes if _is_open(change, context.on) for name in change.sizing}
    signed = max(
        (issued for issued in project.issued if issued.issued <= context.on and _inputs_of(issued)),
        key=lambda issued: issued.issued,
        default=None,
    )
    held = _inputs_of(signed) if signed else {}
    inputs = tuple(
        replace(given, value=type(given.value)(held[given.input]))
        if given.input in moving and given.input in held and isinstance(given.value, int | Decimal)
        else given
        for given in request.inputs
    )
    if inputs == request.inputs:
        return (), today
    before = {given.input: given.value for given in request.inputs}
    changed = {given.input for given in inputs if given.value != before[given.input]}
    changes = tuple(dict.fromkeys(moving[name] for name in moving if name in changed))
    return changes, calculate_sizing(today.rules, inputs, request.overrides)


def _is_open(change: ChangeRequest, on: dt.date) -> bool:
    return not change.withdrawn and decision_on(change, on) is ChangeDecision.OPEN


def _inputs_of(issued: Issued) -> dict[str, str]:
    """The sizing inputs that a revision was issued with, by name."""
    return {
        name.removeprefix(INPUT_FIGURE): text for name, text in issued.figures.items() if name.startswith(INPUT_FIGURE)
    }
