"""Points of the process, each with what the project says of it on a day."""

from __future__ import annotations

from delivery_wiki.model.process import Activity, Point
from delivery_wiki.model.project.scope_and_plan import PointAnswer, PointRecord
from delivery_wiki.model.status import PointState, PointStatus, ProjectStatus

from ..base.audience_view import AudienceView

_STATES = {PointAnswer.DONE: PointState.DONE, PointAnswer.NOT_NEEDED: PointState.NOT_NEEDED}


def find_points(view: AudienceView, status: ProjectStatus) -> tuple[PointStatus, ...]:
    """Every point in the order of the process; a customer is told those alone that are shared with them.

    An answer of a later day has not been given yet. What the project goes without takes its points along.
    """
    answered = {
        (record.activity, record.point): record for record in view.project.all_points if record.date <= status.on
    }
    found = (
        _status(phase.id, activity, point, answered.get((activity.id, point.id)), status)
        for phase in view.process.phases
        for activity in phase.activities
        for point in activity.points
    )
    return tuple(point for point in found if view.internal or point.record is not None)


def _status(
    phase: str, activity: Activity, point: Point, record: PointRecord | None, status: ProjectStatus
) -> PointStatus:
    if record is not None:
        state = _STATES[record.answer]
        return PointStatus(phase=phase, activity=activity, point=point, state=state, record=record)
    reason = status.goes_without(activity.document) if activity.document else None
    state = PointState.NOT_NEEDED if reason else PointState.OPEN
    return PointStatus(phase=phase, activity=activity, point=point, state=state, reason=reason)
