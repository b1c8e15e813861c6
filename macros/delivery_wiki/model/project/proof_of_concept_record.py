"""The proof of concept, from poc.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOfConcept(Located):
    """poc.yml: host, accounts, what was announced and what came back."""

    host: str
    accounts: int
    goal: str = ""
    announced: dt.date | None = None
    announced_to: str | None = None
    feedback: dt.date | None = None
    feedback_summary: str = ""
    departments: tuple[DepartmentIssue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentIssue(Located):
    """An issue of the POC to be checked with a department of the vendor."""

    department: str
    issue: str
    raised: dt.date
    closed: dt.date | None = None
    answer: str = ""
