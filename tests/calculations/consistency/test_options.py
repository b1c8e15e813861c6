"""The last day to take an option, against the end of the work that it extends."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.calculations.consistency.dates import check_dates
from delivery_wiki.model.project.contract_data import ContractData, OptionPeriod
from tests.calculations.status_projects import complete_project


def found(notice_by: dt.date, ends: dt.date) -> list[str]:
    """What is found about the last day to take an option."""
    project = complete_project()
    contract = ContractData(options=(OptionPeriod(title="Care", notice_by=notice_by),))
    sow = replace(project.sows[0], ends=ends, contract=contract)
    findings = check_dates(replace(project, sows=(sow,), changes=()))
    return [finding.problem for finding in findings if "notice_by" in finding.problem]


def test_an_option_is_taken_before_the_work_is_over() -> None:
    """What is over cannot be extended."""
    assert found(dt.date(2027, 3, 2), dt.date(2027, 3, 1)) == ["ends 2027-03-01 lies before notice_by 2027-03-02."]
    assert found(dt.date(2027, 3, 1), dt.date(2027, 3, 1)) == []
