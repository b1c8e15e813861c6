"""Traceability: requirement, concept section, statement of work, test cases, newest result, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.status import CaseStatus, Message, ProjectStatus, RequirementStatus

from .testing import active_cases, parts_tested


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """One requirement along its way, with what is missing."""

    status: RequirementStatus
    concept: str | None
    sow: str | None
    cases: tuple[CaseStatus, ...]
    gaps: tuple[Message, ...]
    in_part: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Traceability:
    """All rows, and the test cases that test no requirement which still stands."""

    rows: tuple[TraceRow, ...]
    orphans: tuple[TestCase, ...]

    @property
    def complete(self) -> int:
        """How many requirements have no gap, and are covered whole."""
        return sum(not row.gaps and not row.in_part for row in self.rows)


def trace(status: ProjectStatus) -> Traceability:
    """The matrix of all requirements that are not withdrawn."""
    rows = tuple(
        _row(requirement, status.cases) for requirement in status.requirements if not requirement.requirement.withdrawn
    )
    traced = {row.status.requirement.id for row in rows}
    orphans = tuple(case.case for case in active_cases(status.cases) if not traced & set(case.case.requirements))
    return Traceability(rows=rows, orphans=orphans)


def _row(status: RequirementStatus, cases: Sequence[CaseStatus]) -> TraceRow:
    requirement = status.requirement
    linked = tuple(case for case in active_cases(cases) if requirement.id in case.case.requirements)
    return TraceRow(
        status=status,
        concept=requirement.concept,
        sow=requirement.sow,
        cases=linked,
        gaps=status.gaps,
        in_part=bool(parts_tested(requirement.id, cases)) and not requirement.proof,
    )
