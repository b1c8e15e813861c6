"""Test runs with their results, from test-runs/."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from .located import Located


class Verdict(Enum):
    """The outcome of one test case in one run."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    BLOCKED = "blocked"
    NOT_RUN = "not-run"


WORST_FIRST = (Verdict.FAIL, Verdict.BLOCKED, Verdict.NOT_RUN, Verdict.PASS)


class DefectClass(Enum):
    """How bad a defect is: 1 makes it unusable, 2 restricts its use seriously, 3 is any other."""

    ONE = 1
    TWO = 2
    THREE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult(Located):
    """What happened when one case was run; `digest` is of the case's text as run.

    `requirements` are the fingerprints of the requirements that it tests, by id, as they read then.
    """

    __test__ = False

    case: str
    verdict: Verdict
    digest: str
    actual: str = ""
    defect: str = ""
    defect_class: DefectClass | None = None
    evidence: str = ""
    requirements: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRun(Located):
    """An immutable record of one run: test-runs/<date>-<name>.yml."""

    __test__ = False

    name: str
    date: dt.date
    tester: str
    environment: str
    results: tuple[TestResult, ...]
    version: str = ""
    known_errors: tuple[str, ...] = ()
