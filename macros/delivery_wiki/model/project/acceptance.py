"""The acceptance, from acceptance.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .located import Located
from .test_results import DefectClass


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedDefect(Located):
    """An open defect of a test case that `by` accepts until a date; `owner` mends it. `defect` is its text or id."""

    test: str
    defect_class: DefectClass
    by: str
    until: dt.date
    remedy: str
    owner: str | None = None
    defect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Located):
    """acceptance.yml: the result A, B or C with its conditions, and the open defects that result B accepts.

    It is about its `deliverables`, or, where it names none, about all that were not accepted before.
    """

    result: str
    date: dt.date
    by: str
    deliverables: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    accepted_defects: tuple[AcceptedDefect, ...] = ()
    known_errors: tuple[str, ...] = ()
    evidence: str = ""
