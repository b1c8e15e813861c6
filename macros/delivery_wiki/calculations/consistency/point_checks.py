"""Points of the process that a project answers: known ones, once each, with what shows it, on a day that has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition
from delivery_wiki.model.project.scope_and_plan import PointAnswer, PointRecord
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted, repair_name, replace_name


def check_points(project: Project, library: Library) -> Iterator[Finding]:
    """Points that the pinned process does not have, that stand twice, and answers with nothing behind them."""
    process = library.process(project.process.id, project.process.version)
    first: dict[tuple[str, str], Location] = {}
    for record in project.all_points:
        if process is not None:
            yield from _check_name(record, process)
        key = (record.activity, record.point)
        if key in first:
            problem = f"a second answer to the point {record.point} of {record.activity}; one is expected."
            repair = "Keep the one that holds, delete the other."
            yield error("duplicate-entry", record.location.at("point"), problem, repair, also=first[key])
        first.setdefault(key, record.location)
        yield from _check_words(record)


def check_point_days(project: Project, on: dt.date) -> Iterator[Finding]:
    """Answers of a day that is yet to come, which count as open until then."""
    for record in project.all_points:
        if record.date > on:
            problem = f"{record.point} of {record.activity} is answered on {record.date}, a day to come; it is open."
            repair = "Correct the date, or leave the point out until it is dealt with."
            yield warning("point-in-future", record.location.at("date"), problem, repair)


def _check_name(record: PointRecord, process: ProcessDefinition) -> Iterator[Finding]:
    holder = f"process {process.id} {process.version}"
    activities = {activity.id: activity for activity in process.activities}
    activity = activities.get(record.activity)
    if activity is None:
        yield error(
            "unknown-activity",
            record.location.at("activity"),
            f"{quoted(record.activity)} is not an activity of {holder}; known: {listed(activities)}.",
            repair_name(
                record.activity,
                activities,
                otherwise="name one of the known ones, or pin a version that has this activity",
            ),
            replacement=replace_name(record.activity, activities),
        )
        return
    points = {point.id for point in activity.points}
    if record.point not in points:
        known = f"known: {listed(points)}" if points else "it has none"
        yield error(
            "unknown-point",
            record.location.at("point"),
            f"{quoted(record.point)} is not a point of {activity.id} in {holder}; {known}.",
            repair_name(record.point, points, otherwise="name one of the known ones, or take the entry out"),
            replacement=replace_name(record.point, points),
        )


def _check_words(record: PointRecord) -> Iterator[Finding]:
    """What is done is shown by something, and what is not needed has a reason."""
    if record.words.strip():
        return
    name, place = f"{record.point} of {record.activity}", record.location.at("answer")
    if record.answer is PointAnswer.DONE:
        repair = "Add evidence: the mail, the minutes or the file in which it is seen."
        yield error("evidence-missing", place, f"{name} is done, and nothing shows it.", repair)
    else:
        repair = "Add reason: why, in a sentence that all who see it may read."
        yield error("reason-missing", place, f"{name} is not needed, without a reason.", repair)
