"""Outcomes of a JUnit report: only what ran and passed is a pass, wherever a runner says otherwise."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.model.outcome_words import (
    KINDS,
    NAMES,
    NEUTRAL_ELEMENTS,
    OUTCOMES,
    PASSED,
    RAN,
    STATING,
    VERDICTS,
    plain_name,
)
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.reading.reports.junit_file import JunitTest, read_junit
from delivery_wiki.reading.reports.junit_outcomes import ReportRules

PASS, FAIL, BLOCKED, NOT_RUN = Verdict.PASS, Verdict.FAIL, Verdict.BLOCKED, Verdict.NOT_RUN


def read_tests(report: str, rules: ReportRules | None = None) -> tuple[JunitTest, ...]:
    """The tests of a report that is taken."""
    tests, findings = read_junit(report.encode(), "report.xml", rules)
    assert {finding.code for finding in findings} <= {"junit-counts-otherwise"}
    return tests


def verdict_of(attributes: str = "", inside: str = "", suite: str = "", beside: str = "") -> Verdict:
    """The verdict of one test with these attributes and elements, in a suite with those."""
    report = f'<testsuite {suite}>{beside}<testcase name="T-001" {attributes}>{inside}</testcase></testsuite>'
    (test,) = read_tests(report)
    return test.verdict


@pytest.mark.parametrize(
    ("attributes", "verdict"),
    [
        ('status="run" result="completed"', PASS),
        ('status="notrun" result="suppressed"', NOT_RUN),
        ('status="run" result="skipped"', NOT_RUN),
        ('status="NOT_RUN"', NOT_RUN),
        ('status="Not Executed"', NOT_RUN),
        ('status="disabled"', NOT_RUN),
        ('status="untested"', NOT_RUN),
        ('status="undefined"', NOT_RUN),
        ('status="passed"', PASS),
        ('status="Passed" assertions="0"', PASS),
        ('assertions="0" status="Passed"', PASS),
        ('assertions="0" status="Run"', BLOCKED),
        ('status="fail"', FAIL),
        ('status="timedOut"', FAIL),
        ('status="error"', BLOCKED),
        ('status="inconclusive"', BLOCKED),
        ('status="wont-fix"', BLOCKED),
        ('status=""', BLOCKED),
        ('status="passed" outcome="pending"', NOT_RUN),
        ('executed="False"', NOT_RUN),
        ('executed="True" success="True"', PASS),
        ('executed="True" success="False"', FAIL),
        ('success="maybe"', BLOCKED),
        ('result="Ignored" label="Ignored"', NOT_RUN),
        ('runstate="NotRunnable"', NOT_RUN),
        ('enabled="false"', NOT_RUN),
        ('disabled="1"', NOT_RUN),
        ('skipped="true"', NOT_RUN),
        ('skipped="no database today"', NOT_RUN),
        ('skipped="0" disabled="false" errors="0"', PASS),
        ('errors="1"', BLOCKED),
        ('failures="2"', FAIL),
        ('flaky="true"', BLOCKED),
        ('assertions="0"', BLOCKED),
        ('assertions="3"', PASS),
        ('outcome-of-today="skipped"', NOT_RUN),
        ('ausgang="bestanden"', BLOCKED),
        ('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x"', PASS),
        ('xmlns:x="https://runner.example" x:status="skipped"', NOT_RUN),
        ('classname="skipped" file="a.py" line="3" time="0" timestamp="2026-10-01T10:00:00"', PASS),
        ('type="unit" value_param="disabled" hostname="ci"', PASS),
    ],
)
def test_attributes_say_how_a_test_went(attributes: str, verdict: Verdict) -> None:
    """Words of many runners, in any spelling; one that nobody knows blocks."""
    assert verdict_of(attributes) is verdict


@pytest.mark.parametrize(
    ("inside", "verdict"),
    [
        ("<system-out>1 skipped</system-out><system-err>error</system-err><properties/>", PASS),
        ("<skipped/>", NOT_RUN),
        ('<skipped type="pytest.skip" message="xfail"/>', NOT_RUN),
        ('<skipped type="pytest.xfail" message="known"/>', BLOCKED),
        ('<skipped type="XFAIL"/>', BLOCKED),
        ("<ignored/>", NOT_RUN),
        ("<disabled/>", NOT_RUN),
        ("<warning>No assertions</warning>", BLOCKED),
        ("<risky/>", BLOCKED),
        ("<incomplete/>", BLOCKED),
        ("<flakyFailure/>", BLOCKED),
        ("<flakyError/>", BLOCKED),
        ("<rerunFailure/>", FAIL),
        ("<rerunError/>", BLOCKED),
        ("<failure/><rerunFailure/>", FAIL),
        ("<skipped/><failure/>", FAIL),
        ("<Failure/>", FAIL),
        ("<status>skipped</status>", NOT_RUN),
        ("<passed/>", PASS),
        ("<passed>false</passed>", FAIL),
        ("<remark/>", BLOCKED),
        ("<properties><skipped/></properties>", NOT_RUN),
        ("<system-out><failure/></system-out>", FAIL),
        ("Skipped: no database", BLOCKED),
        ('<properties><property name="status" value="untested"/></properties>', NOT_RUN),
        ('<properties><property name="test.outcome">Failed</property></properties>', FAIL),
        ('<properties><property name="browser" value="skipped"/><property name="x" value="y"/></properties>', PASS),
    ],
)
def test_elements_say_how_a_test_went(inside: str, verdict: Verdict) -> None:
    """What is not known is no pass; output and the author's own properties say nothing."""
    assert verdict_of(inside=inside) is verdict


# As these runners write them: the head of the suite, the test, and its verdict.
RUNNERS = {
    "googletest": (
        'tests="2" failures="0" disabled="1" errors="0" time="0." timestamp="2026-10-01T10:00:00"',
        '<testcase name="T_001" value_param="3" file="a.cc" line="3" status="run" result="completed" time="0."'
        ' timestamp="2026-10-01T10:00:00" classname="Login"/><testcase name="b" status="notrun" result="suppressed"/>',
        PASS,
    ),
    "pytest": (
        'errors="0" failures="0" skipped="0" tests="1" time="0.5" timestamp="2026-10-01" hostname="ci"',
        '<testcase classname="tests.test_login" name="test_T_001[chrome-1]" time="0.001"/>',
        PASS,
    ),
    "surefire": (
        'tests="1" errors="0" skipped="0" failures="0" flakes="1"',
        '<properties><property name="java.vm.name" value="x"/></properties>'
        '<testcase name="T_001" classname="a.B" time="1">'
        '<flakyFailure message="no" type="x"><stackTrace>x</stackTrace></flakyFailure></testcase>',
        BLOCKED,
    ),
    "ctest": (
        'tests="1" failures="0" disabled="1" skipped="0" hostname="" time="0" timestamp="2026-10-01"',
        '<testcase name="T_001" classname="T_001" time="0" status="disabled"><skipped message="Disabled"/>'
        "<properties/><system-out/></testcase>",
        NOT_RUN,
    ),
    "ginkgo": (
        'package="/a" tests="1" disabled="0" skipped="0" errors="0" failures="0" time="1" timestamp="x"',
        '<properties><property name="SuiteSucceeded" value="true"/></properties>'
        '<testcase name="[It] T-001 [smoke]" classname="g" status="passed" time="1"><system-err>x</system-err>'
        "</testcase>",
        PASS,
    ),
    "pester": (
        'tests="1" errors="0" failures="0" hostname="ci" id="0" skipped="0" disabled="0" package="p" time="1"',
        '<testcase name="T-001" status="Passed" classname="p" assertions="0" time="0.1"/>',
        PASS,
    ),
    "phpunit": (
        'file="a.php" tests="1" assertions="1" errors="0" warnings="0" failures="0" skipped="0" time="1"',
        '<testcase name="test_T_001" class="A" classname="A" file="a.php" line="8" assertions="1" time="1"/>',
        PASS,
    ),
}


@pytest.mark.parametrize("runner", RUNNERS)
def test_reports_of_common_runners_are_read(runner: str) -> None:
    """None of what they write beside an outcome is a doubt."""
    head, tests, verdict = RUNNERS[runner]

    assert read_tests(f'<testsuite name="x" {head}>{tests}</testsuite>')[0].verdict is verdict


def test_the_words_of_an_error_stay_where_an_attribute_is_worse() -> None:
    """Behave says status="failed" at a test, and what was wrong in its error."""
    inside = '<error type="KeyError" message="no inbox">trace</error>'
    (test,) = read_tests(f'<testsuite><testcase name="T-001" status="failed">{inside}</testcase></testsuite>')

    assert (test.verdict, test.message) == (FAIL, "no inbox\ntrace")


@pytest.mark.parametrize(
    ("suite", "beside", "verdict"),
    [
        ('tests="1" failures="0" errors="0" skipped="0" disabled="0" name="error" package="skipped"', "", PASS),
        ('errors="1"', "", BLOCKED),
        ('failures="1"', '<testcase name="other"><failure/></testcase>', PASS),
        ('failures="1" errors="1"', '<testcase name="other"><failure/></testcase>', BLOCKED),
        ('failures="1" errors="1"', '<testcase name="other" status="failed"><failure/></testcase>', BLOCKED),
        ('skipped="1" failures="1"', '<testcase name="other"><skipped/></testcase>', BLOCKED),
        ('skipped="1"', '<testcase name="other" status="notrun"/>', PASS),
        ('skipped="1"', "", BLOCKED),
        ('tests="3" skipped="2"', "", PASS),
        ('tests="2" skipped="2"', "", BLOCKED),
        ('tests="3" skipped="1" errors="1"', "", BLOCKED),
        ('errors="many"', "", BLOCKED),
        ('errors=""', "", PASS),
        ("", "<error message='set-up'/>", BLOCKED),
        ('errors="1"', "<testsuite><error/></testsuite>", PASS),
        ("", "<failure/>", BLOCKED),
        ("", "<skipped/>", NOT_RUN),
        ("", "<system-out>error</system-out><properties/>", PASS),
        ('status="notrun"', "", NOT_RUN),
        ('result="Failed"', "", BLOCKED),
        ('result="Failed"', '<testcase name="other"><failure/></testcase>', PASS),
        ('executed="False"', "", NOT_RUN),
        ('passed="0"', "", BLOCKED),
        ('mode="parallel" random_seed="7"', "", PASS),
        ('failures="2"', '<testcase name="b" status="blocked"/><testcase name="c" status="flaky"/>', BLOCKED),
        ('failures="1"', '<testcase name="b" status="regression"/>', BLOCKED),
        ('failures="1"', '<testcase name="b"><error/></testcase>', PASS),
        ('blocked="1"', '<testcase name="b" status="blocked"/>', PASS),
        ('result="cancelled"', '<testcase name="b"><failure/></testcase>', BLOCKED),
        ('result="blocked"', '<testcase name="b" status="blocked"/>', PASS),
    ],
)
def test_a_suite_speaks_for_its_tests(suite: str, beside: str, verdict: Verdict) -> None:
    """A failure around a test, or one that is counted and shown by none, leaves nobody who could say that it passed."""
    report = f'<testsuites><testsuite {suite}>{beside}<testcase name="T-001"/></testsuite></testsuites>'

    assert next(test.verdict for test in read_tests(report) if test.cases) is verdict


@pytest.mark.parametrize(
    ("name", "value", "beside", "verdict"),
    [
        ("result", "cancelled", "", BLOCKED),
        ("status", "failed", "", BLOCKED),
        ("status", "failed", '<testcase name="b"><failure/></testcase>', PASS),
        ("outcome", "skipped", "", NOT_RUN),
        ("outcome", "gone", "", BLOCKED),
        ("result", "passed", "", PASS),
        ("job.status", "aborted", "", BLOCKED),
        ("user.state", "Bavaria", "", PASS),
        ("cancelled", "true", "", BLOCKED),
        ("cancelled", "false", "", PASS),
        ("maven.test.failure.ignore", "true", "", PASS),
        ("skipped", "1", '<testcase name="b"><skipped/></testcase>', PASS),
    ],
)
@pytest.mark.parametrize("around", ["{}", "<testsuite>{}</testsuite>"])
def test_a_property_of_a_suite_counts_for_its_tests(
    name: str, value: str, beside: str, verdict: Verdict, around: str
) -> None:
    """A suite that was cancelled passed nothing, while the settings of its machine say nothing of an outcome."""
    inside = around.format(f'{beside}<testcase name="T-001"/>')
    report = f'<testsuite><properties><property name="{name}" value="{value}"/></properties>{inside}</testsuite>'

    assert next(test.verdict for test in read_tests(report) if test.cases) is verdict


def test_the_property_of_another_suite_says_nothing() -> None:
    """Only the tests inside a suite are spoken for, and a project may call the property neutral."""
    cancelled = '<testsuite><properties><property name="result" value="cancelled"/></properties></testsuite>'
    test = '<testcase name="T-001"/>'

    assert read_tests(f"<testsuites>{cancelled}<testsuite>{test}</testsuite></testsuites>")[0].verdict is PASS
    neutral = ReportRules(neutral=frozenset({"result"}))
    assert read_tests(cancelled.replace("</testsuite>", f"{test}</testsuite>"), neutral)[0].verdict is PASS


def test_a_test_that_says_more_than_its_suite_keeps_its_verdict() -> None:
    """A set-up that failed does not make a failure or a skipped test a blocked one."""
    tests = '<testcase name="T-001"><failure/></testcase><testcase name="T-002"><skipped/></testcase>'

    assert [test.verdict for test in read_tests(f"<testsuite><error/>{tests}</testsuite>")] == [FAIL, NOT_RUN]


def test_an_error_is_what_the_reader_says() -> None:
    """Unset, it blocks; a runner that writes every exception as an error has its errors read as failures."""
    report = '<testsuite><testcase name="T-001"><error message="NullPointer, class 2"/></testcase></testsuite>'
    (blocked,), (failed,) = read_tests(report), read_tests(report, ReportRules(errors=FAIL))

    assert (blocked.verdict, blocked.error_counts) == (BLOCKED, True)
    assert (failed.verdict, failed.error_counts) == (FAIL, False)
    assert (failed.message, failed.defect_class) == ("NullPointer, class 2", blocked.defect_class)


def test_a_doubt_names_what_stands_there_and_where() -> None:
    """Whoever looks at it finds the line, and reads whether the tool knew what it means."""
    report = '<testsuite>\n<testcase name="T-001" mood="bad">\n <remark message="so so"/></testcase></testsuite>'
    (test,) = read_tests(report)

    assert [(doubt.said, doubt.head, doubt.line, doubt.column, doubt.known) for doubt in test.doubts] == [
        ('mood="bad"', "", 2, 1, False),
        ("<remark>", "so so", 3, 2, False),
    ]
    assert test.message == "<remark> so so"


def test_what_a_project_calls_neutral_is_not_looked_at() -> None:
    """A runner may write more than anybody knows."""
    rules = ReportRules(neutral=frozenset({"risklevel", "remark"}))
    report = '<testsuite><testcase name="T-001" risk-level="9"><remark/></testcase></testsuite>'

    assert [test.verdict for test in read_tests(report, rules)] == [PASS]


def test_no_name_is_of_two_kinds() -> None:
    """What states an outcome is no name, and no word has two meanings."""
    assert not STATING & (NAMES | KINDS | NEUTRAL_ELEMENTS)
    assert not OUTCOMES & VERDICTS.keys()
    assert all(plain_name(word) == word for word in STATING | NAMES | KINDS | NEUTRAL_ELEMENTS)


NAME = st.one_of(
    st.sampled_from(sorted(STATING | NAMES | KINDS)),
    st.from_regex(r"[a-z][a-zA-Z-]{0,12}", fullmatch=True),
).filter(lambda name: name.casefold() != "xmlns" and not name.casefold().startswith("xml"))
WORD = st.one_of(
    st.sampled_from(sorted(VERDICTS)),
    st.sampled_from(["", "0", "1", "true", "False", "NOT RUN", "Not-Run", "no"]),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12),
)


@st.composite
def elements(draw: st.DrawFn) -> tuple[str, bool]:
    """An element inside a test, and whether it says nothing or that the test ran and passed."""
    name = draw(st.one_of(st.sampled_from(["system-out", "system-err", "properties"]), NAME))
    text = draw(st.sampled_from(["", "true", "skipped"]))
    harmless = plain_name(name) in NEUTRAL_ELEMENTS or (plain_name(name) in RAN | PASSED and text in ("", "true"))
    return f"<{name}>{text}</{name}>", harmless


@given(
    attributes=st.dictionaries(NAME.filter(lambda name: name not in ("name", "classname")), WORD, max_size=4),
    inside=st.lists(elements(), max_size=3),
)
def test_nothing_is_a_pass_that_does_not_say_so(attributes: dict[str, str], inside: list[tuple[str, bool]]) -> None:
    """Judged a second way: a pass has only names of no outcome, and words of the list for what ran and passed."""
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    (test,) = read_tests(
        f'<testsuite><testcase name="T-001" {written}>{"".join(text for text, _ in inside)}</testcase></testsuite>'
    )
    if test.verdict is PASS:
        assert all(harmless for _, harmless in inside)
        assert all(may_stand_at_a_pass(plain_name(name), plain_name(value)) for name, value in attributes.items())


@given(st.dictionaries(NAME, WORD, max_size=4))
def test_no_suite_makes_a_pass_of_what_it_doubts(attributes: dict[str, str]) -> None:
    """A suite whose only test passed neither counts anything else nor has another outcome."""
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    (test,) = read_tests(f'<testsuite {written}><testcase name="T-001"/></testsuite>')
    if test.verdict is PASS:
        for name, value in attributes.items():
            if plain_name(name) in STATING:
                assert may_stand_at_a_pass(plain_name(name), plain_name(value)) or not plain_name(value)


def may_stand_at_a_pass(name: str, value: str) -> bool:
    """Whether an attribute says nothing of an outcome, or that the test ran and passed."""
    yes, no = {"true", "yes", "y", "t", "1"}, {"false", "no", "n", "f", "none", "null", "0"}
    if name in NAMES:
        return True
    if name in KINDS:
        return VERDICTS.get(value, PASS) is PASS
    if name in OUTCOMES:
        return value in RAN | PASSED
    if name in RAN | PASSED:
        return value in RAN | PASSED | yes or (value.isascii() and value.isdigit() and int(value) > 0)
    return name in VERDICTS and (value in no or (value.isascii() and value.isdigit() and int(value) == 0))


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ('<testsuite tests="9"><testcase name="T-001"/></testsuite>', ['<testsuite> says tests="9" and holds 1 test']),
        ('<testsuite tests="1"><testcase name="a"/><testcase name="b"/></testsuite>', ['says tests="1" and holds 2']),
        (
            '<testsuites tests="3"><testsuite tests="2"><testcase name="a"/></testsuite><testsuite/></testsuites>',
            ['<testsuite> says tests="2" and holds 1 test'],
        ),
        (
            '<testsuites tests="3"><testsuite tests="1"><testcase name="a"/></testsuite></testsuites>',
            ["<testsuites> says"],
        ),
        ('<testsuite tests="9" skipped="8"><testcase name="a"/></testsuite>', []),
        ('<testsuite tests="9" skipped="7"><testcase name="a"/></testsuite>', ['says tests="9"']),
        (
            '<testsuite tests="2" skipped="1"><testcase name="a"/><testcase name="b"><skipped/></testcase></testsuite>',
            [],
        ),
        ('<testsuite tests="1"><testcase name="a"/></testsuite>', []),
        ('<testsuite tests="many"><testcase name="a"/></testsuite>', []),
        ('<testsuite><testcase name="a"/></testsuite>', []),
    ],
)
def test_a_suite_that_counts_other_tests_than_it_holds_is_named(report: str, told: list[str]) -> None:
    """A report that was cut off must not pass in silence; tests that were not run may be left out of it."""
    _, findings = read_junit(report.encode(), "report.xml")

    assert len(findings) == len(told)
    assert all(said in finding.problem for said, finding in zip(told, findings, strict=True))
