"""What a period did to a project: its diff sorted by what a lead asks, with who signed and why dates moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import GateState, Message, Owed, message

from ..gates.dated_facts import DatedFact, FactTopic, new_papers, paper_facts
from ..gates.work_list import Urgency, how_urgent
from ..money.agreed_changes import decision_on
from .changes import Change, ComparedSide, FigureValue, GateChange, ProjectDiff, Topic

EXPECTED = frozenset({"Baseline", "Forecast", "Actual"})  # fields of a milestone that say when it is
DECIDED = frozenset({GateState.PASSED, GateState.REFUSED, GateState.ADOPTED})
# What a digest tells in sections of its own; of all other topics it says how many things changed.
TOLD = (
    Topic.DATES,
    Topic.SIZING,
    Topic.EFFORT,
    Topic.DECISIONS,
    Topic.CHANGE_REQUESTS,
    Topic.SCOPE,
    Topic.REQUIREMENTS,
    Topic.DELIVERABLES,
    Topic.INTERNAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risen:
    """By how much a sum rose; falling is negative. Without a currency it is in person-days."""

    value: Decimal
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDigest:
    """A project's period: what happened, and what is due after it.

    `causes` say of each milestone whose day moved what moved it, by its id; `others` is how many things changed of each
    topic that is not told. `days` are the calendar days ahead that `due` and `overdue` look.
    """

    diff: ProjectDiff
    gates: tuple[GateChange, ...] = ()
    papers: tuple[DatedFact, ...] = ()
    causes: tuple[tuple[str, tuple[Message, ...]], ...] = ()
    asked: tuple[OpenPoint, ...] = ()
    answered: tuple[OpenPoint, ...] = ()
    risks: tuple[Change, ...] = ()
    others: tuple[tuple[Topic, int], ...] = ()
    overdue: tuple[Owed, ...] = ()
    due: tuple[Owed, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether nothing happened that this audience sees."""
        return self.diff.empty and not self.papers

    def risen(self, field: str) -> tuple[Risen, ...]:
        """How much a sum of the statements of work rose or fell, one for each currency; none where it did not move."""
        found: dict[str, Decimal] = {}
        for change in self.diff.about(Topic.EFFORT):
            if change.field == field and (risen := _risen(change)) is not None:
                found[risen.currency] = found.get(risen.currency, Decimal(0)) + risen.value
        return tuple(Risen(value=value, currency=currency) for currency, value in found.items() if value)

    @property
    def signatures(self) -> int:
        """How many signatures are new."""
        return sum(fact.topic is FactTopic.SIGNATURE for fact in self.papers)

    @property
    def moved_dates(self) -> int:
        """How many milestones have another day now, are new or are gone."""
        dates = (change for change in self.diff.about(Topic.DATES) if change.subject)
        return len({change.subject for change in dates if not change.field or change.field in EXPECTED})


def digest_of(diff: ProjectDiff, before: ComparedSide | None, after: ComparedSide) -> ProjectDigest:
    """The digest of a project that can be read now; without a side before, nothing but what is due is told."""
    overdue, due = _owed(after)
    if before is None:
        return ProjectDigest(diff=diff, overdue=overdue, due=due)
    old, new = before.view.project, after.view.project
    points = {point.id: point for point in old.open_points}
    return ProjectDigest(
        diff=diff,
        gates=tuple(sorted(diff.gates, key=lambda gate: not is_turned(gate))),
        papers=new_papers(*(paper_facts(side.view, side.status) for side in (before, after))),
        causes=tuple(_causes(diff, before, after)),
        asked=tuple(point for point in new.open_points if point.id not in points),
        answered=tuple(point for point in new.open_points if _is_answered(points.get(point.id), point)),
        risks=_about(diff, _ids(old.risks, new.risks)),
        others=tuple(_others(diff, old, new)),
        overdue=overdue,
        due=due,
    )


def _risen(change: Change) -> Risen | None:
    """By how much a sum moved, where both sides have one in the same currency."""
    before, after = change.before, change.after
    if not isinstance(before, FigureValue) or not isinstance(after, FigureValue) or before.currency != after.currency:
        return None
    if not isinstance(before.value, Decimal) or not isinstance(after.value, Decimal):
        return None
    return Risen(value=after.value - before.value, currency=after.currency)


def is_turned(gate: GateChange) -> bool:
    """Whether a gate was passed, or decided about otherwise, or is shut again."""
    states = [side.state if side else None for side in (gate.before, gate.after)]
    return states[0] is not states[1] and bool(DECIDED & set(states))


def _owed(side: ComparedSide) -> tuple[tuple[Owed, ...], tuple[Owed, ...]]:
    """What is overdue on the day, and what is due in the days after it; an archived project owes nothing."""
    if side.status.archived:
        return (), ()
    urgent = [(how_urgent(owed, side.status.on), owed) for owed in side.status.owed]
    overdue, due = (tuple(owed for how, owed in urgent if how is wanted) for wanted in (Urgency.OVERDUE, Urgency.SOON))
    return overdue, due


def _is_answered(before: OpenPoint | None, after: OpenPoint) -> bool:
    """Whether a question was closed or taken back since; one that came and went meanwhile was, too."""
    was = before is not None and (before.closed is not None or bool(before.withdrawn))
    return not was and (after.closed is not None or bool(after.withdrawn))


def _ids(*registers: Iterable[Any]) -> frozenset[str]:
    return frozenset(entry.id for register in registers for entry in register)


def _about(diff: ProjectDiff, ids: frozenset[str]) -> tuple[Change, ...]:
    return tuple(change for change in diff.about(Topic.REGISTERS) if change.subject in ids)


def _others(diff: ProjectDiff, old: Project, new: Project) -> Iterator[tuple[Topic, int]]:
    """How many things of each further topic changed: of the registers, assumptions and actions."""
    elsewhere = _ids(old.risks, new.risks, old.open_points, new.open_points)
    for topic in Topic:
        if topic not in TOLD:
            things = {(change.subject, change.title) for change in diff.about(topic) if change.subject not in elsewhere}
            if things:
                yield topic, len(things)


# --- why a date moved -----------------------------------------------------------------------------


def _causes(diff: ProjectDiff, before: ComparedSide, after: ComparedSide) -> Iterator[tuple[str, tuple[Message, ...]]]:
    """What the project itself says of each milestone that moved; nothing where it says nothing."""
    moved = dict.fromkeys(change.subject for change in diff.about(Topic.DATES) if change.field in EXPECTED)
    plan = {planned.milestone.id: planned.milestone for planned in after.status.plan}
    for id in moved:
        milestone = plan.get(id)
        found = list(_asked_for(id, before, after))
        if milestone is not None and milestone.after in moved:
            found.append(message("follows {milestone}", milestone=milestone.after or ""))
        found += _named_with(id, before.view.project, after.view.project)
        if found:
            yield id, tuple(found)


def _asked_for(id: str, before: ComparedSide, after: ComparedSide) -> Iterator[Message]:
    """Agreed change requests that move the milestone: decided or reworded in the period, or naming its new day."""
    known = {change.id: (change, decision_on(change, before.status.on)) for change in before.view.project.changes}
    now = {planned.milestone.id: planned.forecast or planned.baseline for planned in after.status.plan}
    for change in after.view.project.changes:
        decision = decision_on(change, after.status.on)
        days = {moved.milestone: moved.date for moved in change.dates}
        is_new = known.get(change.id) != (change, decision)
        if decision is ChangeDecision.AGREED and (
            (is_new and id in {*change.moves, *days}) or (id in days and days[id] == now.get(id))
        ):
            yield message("by {id} ({title})", id=change.id, title=change.title)


def _named_with(id: str, old: Project, new: Project) -> Iterator[Message]:
    """What is new or other in the period and says that it is about the milestone."""
    for register in ("decisions", "risks", "open_points", "assumptions"):
        known = {entry.id: entry for entry in getattr(old, register)}
        for entry in getattr(new, register):
            if id in entry.about and known.get(entry.id) != entry:
                title = getattr(entry, "title", "") or getattr(entry, "statement", "") or getattr(entry, "question", "")
                yield message("by {id} ({title})", id=entry.id, title=title)
