"""How what an acceptance criterion names stands today: what its tests and checks say before somebody answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import CaseStatus, ProjectStatus, RequirementStatus

from ..base.ids_in_text import ids_of_text
from ..evidence.traceability import not_passed
from ..evidence.worded_facts import newest_check

_CHECKED = frozenset({"checked", "signed"})


class ProofOfCriterion(Enum):
    """What the newest test or check says; the worst stands first."""

    FAILED = "failed"
    BLOCKED = "blocked"
    SUSPECT = "suspect"
    NOT_CHECKED = "not checked"
    MET = "met"


_NOT_MET = {Verdict.FAIL: ProofOfCriterion.FAILED, Verdict.BLOCKED: ProofOfCriterion.BLOCKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """One requirement or test that a criterion names, with what was found, and on which day."""

    id: str
    title: str
    proof: ProofOfCriterion
    date: dt.date | None = None


def criterion_proofs(status: ProjectStatus, statement: str) -> tuple[Proved, ...]:
    """What a criterion names by id, the worst first; nothing where it names no requirement and no test."""
    found = list(_named(status, ids_of_text(statement)))
    order = [*ProofOfCriterion]
    return tuple(sorted(found, key=lambda proved: order.index(proved.proof)))


def _named(status: ProjectStatus, ids: tuple[str, ...]) -> Iterator[Proved]:
    requirements = {each.requirement.id: each for each in status.requirements}
    cases = {each.case.id: each for each in status.cases}
    for id in ids:
        if id in requirements:
            yield _requirement(requirements[id], status.on)
        elif id in cases:
            yield _case(cases[id])


def _requirement(status: RequirementStatus, on: dt.date) -> Proved:
    """The newest test or check decides before the ladder does, as in the traceability: what failed is not met."""
    requirement, verdict = status.requirement, not_passed(status, on)
    date = None
    if verdict is not None:
        proof, date = _NOT_MET[verdict], _day_of(status, verdict, on)
    elif status.state in _CHECKED:
        proof = ProofOfCriterion.MET
    else:
        proof = ProofOfCriterion.SUSPECT if status.suspect else ProofOfCriterion.NOT_CHECKED
    return Proved(id=requirement.id, title=requirement.statement, proof=proof, date=date)


def _day_of(status: RequirementStatus, verdict: Verdict, on: dt.date) -> dt.date | None:
    """The day of the test that says so, else that of the check."""
    if status.latest is not None and status.latest.verdict is verdict:
        return status.latest_run.date if status.latest_run else None
    check = newest_check(status.requirement, on)
    return check.date if check else None


def _case(status: CaseStatus) -> Proved:
    """A result of older words is suspect, unless it is no pass."""
    run, result = status.results[0] if status.results else (None, None)
    if run is None or result is None:
        return Proved(id=status.case.id, title=status.case.title, proof=ProofOfCriterion.NOT_CHECKED)
    passed = ProofOfCriterion.SUSPECT if status.stale or status.suspicions else ProofOfCriterion.MET
    proof = _NOT_MET.get(result.verdict, passed)
    return Proved(
        id=status.case.id,
        title=status.case.title,
        proof=proof,
        date=None if proof is ProofOfCriterion.MET else run.date,
    )
