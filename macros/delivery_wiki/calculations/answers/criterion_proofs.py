"""How what an acceptance criterion names stands today: what its tests and checks say before somebody answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import CaseStatus, ProjectStatus, RequirementStatus

_ID = re.compile(r"\b[A-Z]+-[0-9]+\b")
_CHECKED = frozenset({"checked", "signed"})


class ProofOfCriterion(Enum):
    """What the newest test or check says; the worst stands first."""

    FAILED = "failed"
    BLOCKED = "blocked"
    SUSPECT = "suspect"
    NOT_CHECKED = "not checked"
    MET = "met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """One requirement or test that a criterion names, with what was found, and on which day."""

    id: str
    title: str
    proof: ProofOfCriterion
    date: dt.date | None = None


def criterion_proofs(status: ProjectStatus, statement: str) -> tuple[Proved, ...]:
    """What a criterion names by id, the worst first; nothing where it names no requirement and no test."""
    found = list(_named(status, dict.fromkeys(_ID.findall(statement))))
    order = [*ProofOfCriterion]
    return tuple(sorted(found, key=lambda proved: order.index(proved.proof)))


def _named(status: ProjectStatus, ids: dict[str, None]) -> Iterator[Proved]:
    requirements = {each.requirement.id: each for each in status.requirements}
    cases = {each.case.id: each for each in status.cases}
    for id in ids:
        if id in requirements:
            yield _requirement(requirements[id])
        elif id in cases:
            yield _case(cases[id])


def _requirement(status: RequirementStatus) -> Proved:
    """The newest test decides before the ladder does: what failed is not met, whoever checked it before."""
    requirement, run = status.requirement, status.latest_run
    checks = requirement.checks
    if status.latest is not None and status.latest.verdict is Verdict.FAIL:
        proof, date = ProofOfCriterion.FAILED, run.date if run else None
    elif status.latest is not None and status.latest.verdict is Verdict.BLOCKED:
        proof, date = ProofOfCriterion.BLOCKED, run.date if run else None
    elif checks and not checks[-1].met:
        proof, date = ProofOfCriterion.FAILED, checks[-1].date
    elif status.state in _CHECKED:
        proof, date = ProofOfCriterion.MET, None
    else:
        proof, date = (ProofOfCriterion.SUSPECT if status.suspect else ProofOfCriterion.NOT_CHECKED), None
    return Proved(id=requirement.id, title=requirement.statement, proof=proof, date=date)


def _case(status: CaseStatus) -> Proved:
    """A result of older words is suspect, unless it is no pass."""
    run, result = status.results[0] if status.results else (None, None)
    if run is None or result is None:
        return Proved(id=status.case.id, title=status.case.title, proof=ProofOfCriterion.NOT_CHECKED)
    by_verdict = {Verdict.FAIL: ProofOfCriterion.FAILED, Verdict.BLOCKED: ProofOfCriterion.BLOCKED}
    passed = ProofOfCriterion.SUSPECT if status.stale or status.suspicions else ProofOfCriterion.MET
    proof = by_verdict.get(result.verdict, passed)
    return Proved(
        id=status.case.id,
        title=status.case.title,
        proof=proof,
        date=None if proof is ProofOfCriterion.MET else run.date,
    )
