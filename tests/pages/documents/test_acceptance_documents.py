"""Checklist, test protocol and acceptance certificate: forms and records."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.fingerprint import case_digest
from delivery_wiki.model.project import (
    Acceptance,
    AcceptanceAttempt,
    AcceptedDefect,
    AttemptOutcome,
    DefectClass,
    DocumentRecord,
    Issued,
    RequirementCheck,
    RequirementDecision,
    TestCase,
    TestResult,
    TestRun,
    Verdict,
)
from delivery_wiki.pages.documents import acceptance_certificate, requirements_checklist
from delivery_wiki.pages.documents import test_protocol as protocol
from delivery_wiki.pages.html import HtmlRenderer
from delivery_wiki.pages.words import Words
from tests.pages.documents.examples import (
    context_of,
    document_in,
    outline,
    project,
    section,
    tables,
    template,
    texts,
    words_of,
)

CHECKLIST = template(
    "requirements-checklist",
    section("requirements", "checklist"),
    section("summary", "checklist-summary"),
    signed=True,
)
PROTOCOL = template(
    "test-protocol", section("cases", "test-cases"), section("runs", "test-runs"), section("defects", "defects")
)
CERTIFICATE = template(
    "acceptance-certificate",
    section("result", "acceptance-result"),
    section("deliverables", "deliverables"),
    section("conditions", "acceptance-conditions"),
)
CASE = TestCase(
    id="T-001", title="Log in", group="smoke", requirements=("R-001",), steps=("Open", "Type"), expected="In"
)
FIRST, SECOND = dt.date(2026, 11, 10), dt.date(2026, 11, 12)


def run(date: dt.date, verdict: Verdict, digest: str, defect: str = "") -> TestRun:
    """A run of the one case."""
    defect_class = DefectClass.ONE if defect else None
    found = TestResult(case="T-001", verdict=verdict, digest=digest, defect=defect, defect_class=defect_class)
    return TestRun(name=f"{date}-run", date=date, tester="petra", environment="test system", results=(found,))


def test_the_checklist_prints_a_box_for_each_step_of_each_requirement() -> None:
    """One line a requirement: agreed, implemented, checked - with date, by whom, and evidence."""
    (one,) = project().requirements
    check = RequirementCheck(date=SECOND, by="nora", met=True, evidence="protocol 7")
    line = replace(one, agreed=FIRST, agreed_evidence="minutes 3", checks=(check,))
    document = document_in(
        requirements_checklist.requirements_checklist(context_of(project(requirements=(line,)), CHECKLIST))
    )
    form, summary = tables(document.blocks)

    assert [words_of(cell) for cell in form.rows[0].cells[2:]] == [
        "[x] Nov 10, 2026",
        "[ ]",
        "[x] Nov 12, 2026 / Nora Nowhere",
        "minutes 3 / protocol 7",
    ]
    assert texts(summary)[-1] == ["Total", "1", "1", "0", "1"]
    assert outline(document.blocks)[-1] == "3 Signatures"


def test_a_failed_check_is_no_tick() -> None:
    """A requirement that was looked at and not met must not look checked."""
    (one,) = project().requirements
    checks = (
        RequirementCheck(date=FIRST, by="nora", met=True, evidence="a"),
        RequirementCheck(date=SECOND, by="nora", met=False, evidence="b"),
    )
    context = context_of(project(requirements=(replace(one, checks=checks),)), CHECKLIST)
    form = tables(document_in(requirements_checklist.requirements_checklist(context)).blocks)[0]

    assert words_of(form.rows[0].cells[4]) == "[ ] Nov 12, 2026 / Nora Nowhere / not met"


def test_what_failed_since_it_was_checked_is_no_tick() -> None:
    """The customer signs what is true on the day: a failure, and the condition under which it was accepted."""
    (one,) = project().requirements
    checked = replace(one, checks=(RequirementCheck(date=FIRST, by="nora", met=True, evidence="a"),))
    failed = run(SECOND, Verdict.FAIL, case_digest(CASE), "Slow")
    failed = replace(failed, results=(replace(failed.results[0], defect_class=DefectClass.TWO),))
    defect = AcceptedDefect(
        test="T-001", defect_class=DefectClass.TWO, by="nora", until=dt.date(2026, 12, 20), remedy="Faster."
    )
    accepted = Acceptance(result="B", date=dt.date(2026, 11, 24), by="nora", accepted_defects=(defect,))

    def shown(**changes: Any) -> tuple[str, str]:
        given = project(requirements=(checked,), tests=(CASE,), **changes)
        form, summary = tables(
            document_in(requirements_checklist.requirements_checklist(context_of(given, CHECKLIST))).blocks
        )
        return words_of(form.rows[0].cells[4]), texts(summary)[-1][-1]

    told = "[ ] Nov 10, 2026 / Nora Nowhere / T-001 failed Nov 12, 2026"
    condition = " / accepted on condition until Dec 20, 2026: Faster"
    retested = run(dt.date(2026, 11, 13), Verdict.PASS, case_digest(CASE))
    assert shown() == ("[x] Nov 10, 2026 / Nora Nowhere", "1")
    assert shown(test_runs=(failed,)) == (told, "0")
    assert shown(test_runs=(failed,), acceptance=accepted) == (told + condition, "0")
    assert shown(test_runs=(failed,), acceptance=replace(accepted, date=dt.date(2026, 11, 25))) == (told, "0")
    assert shown(test_runs=(failed, retested)) == ("[x] Nov 10, 2026 / Nora Nowhere", "1")


def test_an_issued_checklist_stays_as_it_was_on_the_day_of_its_issue() -> None:
    """Neither a later run nor the result that is declared afterwards takes its signatures away."""
    (one,) = project().requirements
    checked = replace(one, checks=(RequirementCheck(date=FIRST, by="nora", met=True, evidence="a"),))
    failed = run(SECOND, Verdict.FAIL, case_digest(CASE), "Slow")
    record = DocumentRecord(kind=requirements_checklist.KIND, revision=1)
    issued = Issued(document=requirements_checklist.KIND, revision=1, issued=FIRST, fingerprint="")
    given = project(requirements=(checked,), tests=(CASE,), test_runs=(failed,), documents=(record,), issued=(issued,))
    form = tables(document_in(requirements_checklist.requirements_checklist(context_of(given, CHECKLIST))).blocks)[0]

    assert words_of(form.rows[0].cells[4]) == "[x] Nov 10, 2026 / Nora Nowhere"


def test_waived_requirements_stand_apart_with_their_reason() -> None:
    """They are not to be met, and the reason has to be seen."""
    (one,) = project().requirements
    waived = replace(one, id="R-002", decision=RequirementDecision.WAIVED, reason="Too dear")
    context = context_of(project(requirements=(one, waived)), CHECKLIST)
    document = document_in(requirements_checklist.requirements_checklist(context))

    assert outline(document.blocks)[1:3] == ["1.1 Migration", "1.2 Not to be met"]
    assert texts(tables(document.blocks)[1]) == [["R-002", one.statement, "waived", "Too dear"]]


def test_a_failure_stays_visible_beside_its_re_test() -> None:
    """A re-test after a defect is a new run, never a changed one."""
    digest = case_digest(CASE)
    runs = (run(FIRST, Verdict.FAIL, digest, "login hangs"), run(SECOND, Verdict.PASS, digest))
    document = document_in(protocol.test_protocol(context_of(project(tests=(CASE,), test_runs=runs), PROTOCOL)))
    cases, *_ = tables(document.blocks)

    assert words_of(cases.rows[0].cells[3]) == ("pass Nov 12, 2026 / fail Nov 10, 2026 / fixed and tested again")
    assert outline(document.blocks) == [
        "1 cases",
        "1.1 Smoke",
        "2 runs",
        "2.1 Run 2026-11-12-run",
        "2.2 Run 2026-11-10-run",
        "3 defects",
    ]


def test_a_run_of_an_older_text_is_marked_as_stale() -> None:
    """A pass of other steps proves nothing about these."""
    context = context_of(project(tests=(CASE,), test_runs=(run(FIRST, Verdict.PASS, "0" * 12),)), PROTOCOL)
    html = HtmlRenderer(Words()).render(protocol.test_protocol(context))

    assert "the text changed after this run" in html
    assert "an older text was run" in html


def test_open_defects_are_counted_by_class() -> None:
    """Class 1 stops acceptance."""
    runs = (run(FIRST, Verdict.FAIL, case_digest(CASE), "login hangs"),)
    document = document_in(protocol.test_protocol(context_of(project(tests=(CASE,), test_runs=runs), PROTOCOL)))
    counts, found = tables(document.blocks)[-2:]

    assert texts(counts)[0] == ["1: stops acceptance", "1"]
    assert texts(found)[0][:3] == ["1: stops acceptance", "login hangs", "T-001"]


def test_test_cases_are_anchored_in_the_protocol() -> None:
    """Every id links to its item."""
    html = HtmlRenderer(Words()).render(protocol.test_protocol(context_of(project(tests=(CASE,)), PROTOCOL)))

    assert html.count(' id="T-001"') == 1


def test_the_certificate_ticks_the_result_and_lists_its_conditions() -> None:
    """Accepted on condition: the conditions are part of what is signed."""
    accepted = Acceptance(result="B", date=SECOND, by="nora", conditions=("Mend the login",))
    declared = HtmlRenderer(Words()).render(
        acceptance_certificate.acceptance_certificate(context_of(project(acceptance=accepted), CERTIFICATE))
    )
    pending = HtmlRenderer(Words()).render(
        acceptance_certificate.acceptance_certificate(context_of(project(), CERTIFICATE))
    )

    assert declared.count("✓") == 1
    assert "Mend the login" in declared
    assert "✓" not in pending
    assert "has not declared a result yet" not in pending


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        (((1, "rejected"), (12, "accepted")), "[x] Nov 12, 2026"),
        (((1, "rejected"), (12, "rejected")), "[ ] rejected Nov 1, 2026"),
        (((1, "rejected"), (13, "accepted")), "[ ] rejected Nov 1, 2026"),
        (((12, "accepted"),), "[ ]"),
        (((11, "accepted"),), "[x] Nov 11, 2026"),
    ],
)
def test_a_rejection_that_was_mended_by_the_day_is_no_rejection(
    outcomes: tuple[tuple[int, str], ...], told: str
) -> None:
    """Accepted on the day of the result counts after a rejection; what the result itself brings is no part of it."""
    attempts = tuple(
        AcceptanceAttempt(date=dt.date(2026, 11, number), outcome=AttemptOutcome(outcome))
        for number, outcome in outcomes
    )
    (sow,) = project().sows
    work = replace(sow, deliverables=(replace(sow.deliverables[0], attempts=attempts),))
    given = project(sows=(work,), acceptance=Acceptance(result="B", date=SECOND, by="nora"))
    (table,) = tables(acceptance_certificate.deliverables(context_of(given, CERTIFICATE)))

    assert words_of(table.rows[0].cells[3]) == told


@pytest.mark.parametrize(("day", "signatures", "told"), [(1, 0, False), (1, 2, False), (0, 0, True), (0, 2, True)])
def test_a_result_is_told_from_its_day_on(day: int, signatures: int, told: bool) -> None:
    """A form before; and who has signed is no part of what is signed."""
    today = context_of(project(), CERTIFICATE).on
    accepted = Acceptance(result="B", date=today + dt.timedelta(days=day), by="nora")
    context = context_of(project(acceptance=accepted), CERTIFICATE)
    documents = tuple(replace(one, signatures_needed=signatures) for one in context.status.documents)
    context = replace(context, status=replace(context.status, documents=documents))

    page = str(HtmlRenderer(Words()).render(acceptance_certificate.result(context, accepted)))

    assert ("✓" in page, "Date of the result" in page) == (told, told)
    assert ("has not declared a result yet" in page) is not told
    signing = replace(context, issuing=frozenset({"acceptance-certificate"}))
    assert "✓" in str(HtmlRenderer(Words()).render(acceptance_certificate.result(signing, accepted)))


WITH_RESULT = template("test-protocol", section("known", "known-errors"), section("result", "test-result"))


def result_of(*runs: TestRun, acceptance: Acceptance | None = None, cases: tuple[TestCase, ...] = (CASE,)) -> str:
    """The result section of a protocol."""
    context = context_of(project(tests=cases, test_runs=runs, acceptance=acceptance), WITH_RESULT)
    return str(HtmlRenderer(Words()).render((document_in(protocol.test_protocol(context)),)))


def test_a_declared_result_counts_the_defects_of_its_day() -> None:
    """A re-test that passes afterwards changes no word of what was signed."""
    failed = run(FIRST, Verdict.FAIL, case_digest(CASE), "login hangs")
    passed = replace(run(SECOND, Verdict.PASS, case_digest(CASE)), name="re-test")
    accepted = Acceptance(result="B", date=FIRST, by="nora", conditions=("Mend the login",))

    def told(*runs: TestRun) -> str:
        given = context_of(project(tests=(CASE,), test_runs=runs, acceptance=accepted), CERTIFICATE)
        return str(HtmlRenderer(Words()).render(acceptance_certificate.result(given, accepted)))

    assert "1: stops acceptance" in told(failed)
    assert told(failed, passed) == told(failed)


def test_a_protocol_says_what_the_newest_results_allow() -> None:
    """A without fault, B with conditions, C not: as long as nobody has declared it, the protocol only allows."""
    digest = case_digest(CASE)
    small = TestResult(case="T-001", verdict=Verdict.FAIL, digest=digest, defect="x", defect_class=DefectClass.THREE)

    assert "There is no result before" not in result_of()
    assert "allow at best A" in result_of(run(FIRST, Verdict.PASS, digest))
    assert "✓" not in result_of(run(FIRST, Verdict.PASS, digest))
    blocked = replace(run(FIRST, Verdict.BLOCKED, digest), results=(replace(small, verdict=Verdict.BLOCKED),))
    assert "1 test case is blocked: nobody could judge it." in result_of(blocked)
    assert "allow at best B" in result_of(replace(run(FIRST, Verdict.FAIL, digest), results=(small,)))
    assert "allow at best C" in result_of(run(FIRST, Verdict.FAIL, digest, "login hangs"))
    assert "without a result of their present text" in result_of(run(FIRST, Verdict.PASS, "0" * 12))
    other = replace(CASE, id="T-002")
    assert "without a result of their present text" in result_of(run(FIRST, Verdict.PASS, digest), cases=(CASE, other))


def test_a_protocol_leaves_the_result_to_the_certificate_and_tells_the_errors_known_before() -> None:
    """What is declared later is no part of what was signed; the known errors nobody has to find again."""
    known = replace(run(FIRST, Verdict.PASS, case_digest(CASE)), known_errors=("Footer is wrong",))
    declared = Acceptance(result="b", date=SECOND, by="nora")
    html = result_of(known, replace(known, name="again"), acceptance=declared)

    assert html.replace("Nov 12, 2026", "") == result_of(known, replace(known, name="again")).replace(
        "Nov 12, 2026", ""
    )
    assert html.count("Footer is wrong") == 1
    assert "2026-11-10-run, again" in html


def test_the_lines_of_a_failure_stay_lines() -> None:
    """In the results of a run, among the open defects, and where they are known beforehand."""
    said = "expected: <1>\n\nbut was: 2"
    failed = replace(run(FIRST, Verdict.FAIL, case_digest(CASE), said), known_errors=(f"T-001: {said}",))
    document = document_in(protocol.test_protocol(context_of(project(tests=(CASE,), test_runs=(failed,)), PROTOCOL)))
    html = str(HtmlRenderer(Words()).render(document.blocks))

    assert html.count("expected: &lt;1&gt;<br><br>but was: 2") == 3
