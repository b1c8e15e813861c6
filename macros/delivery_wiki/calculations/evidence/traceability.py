"""Traceability: requirement, concept section, statement of work, test cases, newest result, and the gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.project.requirements import Verification
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import CaseStatus, Message, ProjectStatus, RequirementStatus

from .requirement_states import LADDER
from .testing import active_cases, newest, parts_tested
from .worded_facts import newest_check


class Proven(Enum):
    """How far a requirement is proven: each stands at one of these, so that they add up to all."""

    TESTED = "proven by tests"
    OTHERWISE = "proven otherwise"
    IN_PART = "covered in part"
    PENDING = "not proven yet"
    GAP = "with a gap"
    FAILED = "failed"
    BLOCKED = "blocked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """One requirement along its way, with what is missing; `has_result` where a test or check said something of it."""

    status: RequirementStatus
    concept: str | None
    sow: str | None
    cases: tuple[CaseStatus, ...]
    gaps: tuple[Message, ...]
    proof: Proven
    has_result: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Traceability:
    """All rows, and the test cases that test no requirement which still stands."""

    rows: tuple[TraceRow, ...]
    orphans: tuple[TestCase, ...]


def trace(status: ProjectStatus, on: dt.date) -> Traceability:
    """The matrix of all requirements that are not withdrawn, with what tests and checks said up to a date."""
    rows = tuple(
        _row(requirement, status.cases, on)
        for requirement in status.requirements
        if not requirement.requirement.withdrawn
    )
    traced = {row.status.requirement.id for row in rows}
    orphans = tuple(case.case for case in active_cases(status.cases) if not traced & set(case.case.requirements))
    return Traceability(rows=rows, orphans=orphans)


def not_passed(status: RequirementStatus, on: dt.date) -> Verdict | None:
    """FAIL where its newest test or check did not pass, BLOCKED where nobody could judge it; else nothing.

    What left the ladder, as a requirement that was deferred, fails no more.
    """
    if status.state not in LADDER:
        return None
    check, verdict = newest_check(status.requirement, on), status.latest.verdict if status.latest else None
    if verdict is Verdict.FAIL or (check is not None and not check.met):
        return Verdict.FAIL
    return verdict if verdict is Verdict.BLOCKED else None


def _row(status: RequirementStatus, cases: Sequence[CaseStatus], on: dt.date) -> TraceRow:
    requirement = status.requirement
    linked = tuple(case for case in active_cases(cases) if requirement.id in case.case.requirements)
    judged = any((result := newest(case)) and result.verdict is not Verdict.BLOCKED for case in linked)
    return TraceRow(
        status=status,
        concept=requirement.concept,
        sow=requirement.sow,
        cases=linked,
        gaps=status.gaps,
        proof=_proof(status, linked, on),
        has_result=judged if linked else newest_check(requirement, on) is not None,
    )


def _proof(status: RequirementStatus, cases: Sequence[CaseStatus], on: dt.date) -> Proven:
    """What failed counts first, then what is missing, then what nobody did yet."""
    requirement = status.requirement
    if verdict := not_passed(status, on):
        return Proven.FAILED if verdict is Verdict.FAIL else Proven.BLOCKED
    if status.gaps:
        return Proven.GAP
    if requirement.decision:
        return Proven.DROPPED
    if not _is_proven(status, cases, on):
        return Proven.PENDING
    if parts_tested(requirement.id, cases) and not requirement.proof:
        return Proven.IN_PART
    return Proven.TESTED if cases else Proven.OTHERWISE


def _is_proven(status: RequirementStatus, cases: Sequence[CaseStatus], on: dt.date) -> bool:
    """Whether every test case was run; where somebody has to look instead, whether somebody did."""
    if status.requirement.verification is Verification.TEST or cases:
        return bool(cases) and all(newest(case) for case in cases)
    return newest_check(status.requirement, on) is not None
