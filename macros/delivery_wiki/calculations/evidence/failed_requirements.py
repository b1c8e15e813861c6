"""Requirements whose newest test failed, as a paper of a day has to tell them: whatever was checked before."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from delivery_wiki.model.project.requirements import Verification
from delivery_wiki.model.project.test_results import TestRun, Verdict
from delivery_wiki.model.status import Condition

from .document_facts import DocumentFacts
from .gate_conditions import accepted_defects
from .testing import active_cases, case_statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The newest result of a case is a failure; `condition` is what accepts it on that day."""

    case: str
    run: TestRun
    condition: Condition | None


def failures(document: DocumentFacts) -> Mapping[str, tuple[Failure, ...]]:
    """By requirement that a test verifies, its failures; an issued paper tells those of the day of its issue.

    What happens after the issue, such as a run or a result, makes no signed paper another one.
    """
    day = _day_of(document)
    cases = active_cases(case_statuses(document.project, day))
    accepted = accepted_defects(replace(document.project_facts, on=day, cases=cases))
    tested = {
        requirement.id for requirement in document.project.requirements if requirement.verification is Verification.TEST
    }
    found: defaultdict[str, tuple[Failure, ...]] = defaultdict(tuple)
    for status in cases:
        if not status.results or status.results[0][1].verdict is not Verdict.FAIL:
            continue
        condition = accepted.get(status.case.id)
        lasting = condition if condition and condition.until >= day else None
        failure = Failure(case=status.case.id, run=status.results[0][0], condition=lasting)
        for id in tested.intersection(status.case.requirements):
            found[id] = (*found[id], failure)
    return found


def _day_of(document: DocumentFacts) -> dt.date:
    issued = document.issue_of(document.revision)
    return min(document.on, issued.issued) if issued else document.on
