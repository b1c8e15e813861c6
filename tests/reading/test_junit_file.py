"""JUnit reports: outcomes, case ids in names, and what is not taken."""

import pytest

from delivery_wiki.model.project import DefectClass, Verdict
from delivery_wiki.reading.junit_file import MAXIMUM_TEXT, read_junit, readable

REPORT = b"""<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="acceptance">
  <testcase classname="login" name="full_address [T-001]"/>
  <testcase name="test_T_002_lockout"><failure message="5 tries&#10; allowed, class 2">trace</failure></testcase>
  <testcase name="T-003 and T-004"><error>no connection
second line</error></testcase>
  <testcase name="later"><properties><property name="case" value="T-005"/></properties><skipped/></testcase>
  <testcase name="helper"/>
</testsuite></testsuites>
"""


def test_every_outcome_has_its_verdict_and_cases() -> None:
    """A failure fails, an error blocks, a skipped test was not run; several ids are several cases."""
    tests, findings = read_junit(REPORT, "report.xml")

    assert findings == ()
    assert [(one.cases, one.verdict) for one in tests] == [
        ((1,), Verdict.PASS),
        ((2,), Verdict.FAIL),
        ((3, 4), Verdict.BLOCKED),
        ((5,), Verdict.NOT_RUN),
        ((), Verdict.PASS),
    ]
    assert (tests[1].message, tests[1].defect_class) == ("5 tries allowed, class 2", DefectClass.TWO)
    assert tests[2].message == "no connection"
    assert (tests[1].location.line, tests[1].location.column) == (4, 3)


@pytest.mark.parametrize("name", ["UT-001", "T-0011234567", "T001", "BAT_7", "t-001"])
def test_what_only_looks_like_an_id_is_none(name: str) -> None:
    """A result under the wrong case would be worse than none."""
    (test,), _ = read_junit(f'<testsuite><testcase name="{name}"/></testsuite>'.encode(), "report.xml")

    assert test.cases == ()


@pytest.mark.parametrize(
    "data",
    [
        b"<html/>",
        b"no report",
        b'<!DOCTYPE x [<!ENTITY a "b">]><testsuite/>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><testsuite><testcase name="&x;"/></testsuite>',
    ],
)
def test_what_is_no_report_is_one_finding(data: bytes) -> None:
    """Nothing is fetched or expanded, and the place is named."""
    tests, (finding,) = read_junit(data, "report.xml")

    assert tests == ()
    assert (finding.code, finding.location.file) == ("junit-unreadable", "report.xml")


def test_texts_of_a_report_become_one_readable_line() -> None:
    """Terminal codes and line breaks do not travel into a record."""
    assert readable("a\n\tb\u202ec\x1b[0m") == "a b c [0m"
    assert len(readable("x" * 5000)) == MAXIMUM_TEXT
