"""JUnit reports: outcomes, case ids in names, and what is not taken."""

from xml.sax.saxutils import escape

import pytest

from delivery_wiki.model.project.test_results import DefectClass, Verdict
from delivery_wiki.reading.reports.junit_file import MAXIMUM_TEXT, read_junit, readable, readable_lines

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
    assert [(test.cases, test.verdict) for test in tests] == [
        ((1,), Verdict.PASS),
        ((2,), Verdict.FAIL),
        ((3, 4), Verdict.BLOCKED),
        ((5,), Verdict.NOT_RUN),
        ((), Verdict.PASS),
    ]
    assert (tests[1].message, tests[1].defect_class) == ("5 tries\n allowed, class 2\ntrace", DefectClass.TWO)
    assert tests[2].message == "no connection\nsecond line"
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


def test_lines_of_a_failure_stay() -> None:
    """Whoever reads the record reads what the tool wrote; the lines that XML takes out of a message are in the text."""
    report = b"""<testsuite><testcase name="T-001"><failure message="expected: 1
        but was: 2">java.lang.AssertionError: expected: 1
        but was: 2
    at mail.LoginTest.address(LoginTest.java:7)</failure></testcase></testsuite>"""
    (test,), _ = read_junit(report, "report.xml")

    assert test.message == "expected: 1\n        but was: 2"
    assert readable_lines("\n a\r\nb\x1b[0m \rc\n\n") == "a\nb [0m\nc"


@pytest.mark.parametrize(
    ("message", "text", "kept"),
    [
        ("short", "line one\nline two", "short\nline one\nline two"),
        ("short", "line one", "short\nline one"),
        ("short", "", "short"),
        ("", "line one\nline two", "line one\nline two"),
        ("no route", "a shortage: no route to it\nno route", "no route\na shortage: no route to it"),
        (
            "a b",
            "mail.Refused: a b\n\tat mail.Send.go(Send.java:7)\n\t... 3 more\nCaused by: full disk",
            "a b\nCaused by: full disk",
        ),
        (
            "KeyError: x",
            'Traceback (most recent call last):\n  File "a.py", line 3, in b\n    c[x]\nKeyError: x\nnote',
            "KeyError: x\nnote",
        ),
        (
            "assert 1 == 2",
            "def test():\n&gt;   assert a == b\nE   assert 1 == 2\nE     left: 1\n\na.py:3: AssertionError",
            "assert 1 == 2\nleft: 1",
        ),
        ("one&#10;two", "one\ntwo\nthree", "one\ntwo\nthree"),
    ],
)
def test_message_and_text_of_a_failure_are_kept(message: str, text: str, kept: str) -> None:
    """Each line once; the places of a program say nothing of the defect."""
    failure = f'<failure message="{message}">{text}</failure>'
    (test,), _ = read_junit(f'<testsuite><testcase name="T-001">{failure}</testcase></testsuite>'.encode(), "r.xml")

    assert test.message == kept


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("GERÄT-4 meldet sich an [T-001]", (1,)),
        ("PRIORITÄT_3 bleibt erhalten (T-002)", (2,)),
        ("MÜT-5 AT&T-2 ΤT-3 ЖT-4", ()),
        ("GERA\u0308T-4 of two characters", ()),
        ("GERÄ\u00adT-4 GERÄ\u200dT-5 with a soft hyphen and a joiner", ()),
        ("٣T-4 T-４ T-4٣", ()),
        ("CAN'T-4 DON’T-5 somebody@T-6 C+T-7", ()),
        ("T-004b T_004ß T-4th", ()),
        ("'T-001' \"T-002\" @T-003 #T-004 /T-005 T-006's", (1, 2, 3, 4, 5, 6)),
        ("test_T_001_login T-002-login com.example.T_003", (1, 2, 3)),
    ],
)
def test_an_id_is_a_word_of_its_own(name: str, cases: tuple[int, ...]) -> None:
    """Letters, marks and digits of every script, and the & of a company, belong to the word that they touch."""
    (test,), _ = read_junit(
        f'<testsuite><testcase name="{escape(name, {chr(34): "&quot;"})}"/></testsuite>'.encode(), "r"
    )

    assert test.cases == cases
