"""Checklist, test protocol and acceptance certificate: forms and records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.base.fingerprint import case_digest
from delivery_wiki.calculations.evidence.acceptance_effects import acceptance_effects
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.acceptance import Acceptance, AcceptedDefect
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.requirements import (
    Priority,
    Requirement,
    RequirementCheck,
    RequirementDecision,
    Verification,
)
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt, AttemptOutcome
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import DefectClass, TestResult, TestRun, Verdict
from delivery_wiki.pages.documents import acceptance_certificate, requirements_checklist
from delivery_wiki.pages.documents import test_protocol as protocol
from delivery_wiki.pages.documents.document_overview import document_overview
from delivery_wiki.pages.documents.test_runs import LINES_BY_HAND
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Blocks, Facts, Table
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents.examples import (
    context_of,
    document_in,
    outline,
    project,
    section,
    statement_of_work,
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


def checklist_of(*lines: Requirement, **content: Any) -> tuple[list[str], list[list[str]]]:
    """What stands on the first line of the form beside the statement, and the summary."""
    given = project(requirements=lines, **content)
    document = document_in(requirements_checklist.requirements_checklist(context_of(given, CHECKLIST)))
    form, summary = tables(document.blocks)
    return [words_of(cell) for cell in form.rows[0].cells[2:]], texts(summary)


def test_the_checklist_says_what_is_recorded_and_leaves_a_box_for_the_customer() -> None:
    """What the vendor recorded ticks nothing for who signs: the box, the name and the day are left for a pen."""
    (requirement,) = project().requirements
    check = RequirementCheck(date=SECOND, by="petra", met=True, evidence="protocol 7")
    line = replace(requirement, agreed=FIRST, agreed_evidence="minutes 3", checks=(check,))
    cells, summary = checklist_of(line)

    assert [cell.strip() for cell in cells] == [
        "agreed Nov 10, 2026 / checked Nov 12, 2026, Petra Beispiel",
        "minutes 3 / protocol 7",
        "[ ]",
        "",
        "",
    ]
    assert summary[-1] == ["Total", "1", "1", "0", "1", "0"]  # checked, and not by the customer


def test_a_check_of_the_customer_ticks_the_box() -> None:
    """With the name and the day of the record; the customer's box is filled in by a record of theirs alone."""
    (requirement,) = project().requirements
    check = RequirementCheck(date=SECOND, by="nora", met=True, evidence="protocol 7")
    cells, _ = checklist_of(replace(requirement, checks=(check,)))
    assert cells[2:] == ["[x]", "Nora Nowhere", "Nov 12, 2026"]


def test_a_line_without_any_record_says_so() -> None:
    """An empty cell would look like something that was forgotten."""
    (requirement,) = project().requirements
    cells, _ = checklist_of(replace(requirement, agreed=None, implemented=None, checks=()))
    assert cells[0] == "not agreed yet"


def test_the_checklist_ends_with_its_signatures() -> None:
    """One line a requirement: what is recorded with date and by whom, and the evidence."""
    document = document_in(requirements_checklist.requirements_checklist(context_of(project(), CHECKLIST)))
    assert outline(document.blocks)[-1] == "3 Signatures"


def test_a_failed_check_is_no_tick() -> None:
    """A requirement that was looked at and not met must not look checked."""
    (requirement,) = project().requirements
    checks = (
        RequirementCheck(date=FIRST, by="nora", met=True, evidence="a"),
        RequirementCheck(date=SECOND, by="nora", met=False, evidence="b"),
    )
    cells, summary = checklist_of(replace(requirement, checks=checks))

    assert cells[0] == "checked Nov 12, 2026, Nora Nowhere / not met"
    assert cells[2] == "[ ]"
    assert summary[-1][-1] == "0"


def test_what_failed_since_it_was_checked_is_no_tick() -> None:
    """The customer signs what is true on the day: a failure, and the condition under which it was accepted."""
    (requirement,) = project().requirements
    checked = replace(requirement, checks=(RequirementCheck(date=FIRST, by="nora", met=True, evidence="a"),))
    failed = run(SECOND, Verdict.FAIL, case_digest(CASE), "Slow")
    failed = replace(failed, results=(replace(failed.results[0], defect_class=DefectClass.TWO),))
    defect = AcceptedDefect(
        test="T-001", defect_class=DefectClass.TWO, by="nora", until=dt.date(2026, 12, 20), remedy="Faster."
    )
    accepted = Acceptance(result="B", date=dt.date(2026, 11, 24), by="nora", accepted_defects=(defect,))

    def shown(**changes: Any) -> tuple[str, str, str]:
        cells, summary = checklist_of(checked, tests=(CASE,), **changes)
        return cells[0], cells[2], summary[-1][-1]

    told = "checked Nov 10, 2026, Nora Nowhere / T-001 failed Nov 12, 2026"
    condition = " / accepted on condition until Dec 20, 2026: Faster"
    retested = run(dt.date(2026, 11, 13), Verdict.PASS, case_digest(CASE))
    assert shown() == ("checked Nov 10, 2026, Nora Nowhere", "[x]", "1")
    assert shown(test_runs=(failed,)) == (told, "[ ]", "0")
    assert shown(test_runs=(failed,), acceptance=accepted) == (told + condition, "[ ]", "0")
    assert shown(test_runs=(failed,), acceptance=replace(accepted, date=dt.date(2026, 11, 25))) == (told, "[ ]", "0")
    assert shown(test_runs=(failed, retested)) == ("checked Nov 10, 2026, Nora Nowhere", "[x]", "1")


def test_an_issued_checklist_stays_as_it_was_on_the_day_of_its_issue() -> None:
    """Neither a later run nor the result that is declared afterwards takes its signatures away."""
    (requirement,) = project().requirements
    checked = replace(requirement, checks=(RequirementCheck(date=FIRST, by="nora", met=True, evidence="a"),))
    failed = run(SECOND, Verdict.FAIL, case_digest(CASE), "Slow")
    record = DocumentRecord(kind=requirements_checklist.KIND, revision=1)
    issued = Issued(document=requirements_checklist.KIND, revision=1, issued=FIRST, fingerprint="")
    given = project(requirements=(checked,), tests=(CASE,), test_runs=(failed,), documents=(record,), issued=(issued,))
    form = tables(document_in(requirements_checklist.requirements_checklist(context_of(given, CHECKLIST))).blocks)[0]

    assert [words_of(cell) for cell in form.rows[0].cells[2:]][::2] == [
        "checked Nov 10, 2026, Nora Nowhere",
        "[x]",
        "Nov 10, 2026",
    ]


@pytest.mark.parametrize("shown", [requirements_checklist.requirements_checklist, document_overview])
def test_an_issued_revision_says_which_later_one_took_its_place(shown: Callable[[PageContext], Blocks]) -> None:
    """At the head of the page and in the table of documents, from the day on which the later one is issued."""

    def said(*issues: Issued) -> str:
        record = DocumentRecord(kind=requirements_checklist.KIND, revision=2)
        context = context_of(project(documents=(record,), issued=issues), CHECKLIST)
        return str(HtmlRenderer(context.words).render(shown(context)))

    first, second = (
        Issued(document=requirements_checklist.KIND, revision=number, issued=day, fingerprint="")
        for number, day in ((1, FIRST), (2, SECOND))
    )
    assert "superseded" not in said(first)
    assert "superseded" not in said(first, replace(second, issued=dt.date(2027, 1, 1)))
    assert "Revision 1 is superseded by revision 2, issued on Nov 12, 2026" in said(second, first)


def test_waived_requirements_stand_apart_with_their_reason() -> None:
    """They are not to be met, and the reason has to be seen."""
    (requirement,) = project().requirements
    waived = replace(requirement, id="R-002", decision=RequirementDecision.WAIVED, reason="Too dear")
    context = context_of(project(requirements=(requirement, waived)), CHECKLIST)
    document = document_in(requirements_checklist.requirements_checklist(context))

    assert outline(document.blocks)[1:3] == ["1.1 Migration", "1.2 Not to be met"]
    assert texts(tables(document.blocks)[1]) == [["R-002", requirement.statement, "waived", "Too dear"]]


def protocol_of(**content: Any) -> Blocks:
    """The protocol of a project with the one case."""
    given = project(**{"tests": (CASE,), **content})
    return document_in(protocol.test_protocol(context_of(given, PROTOCOL))).blocks


def test_a_protocol_without_results_is_a_form_for_a_pen() -> None:
    """Boxes for each verdict, room for what came out and the re-test, and lines for defects; none says "not run"."""
    setting, cases, defects = tables(protocol_of())
    assert [head.title for head in setting.columns] == ["Environment", "Version", "First day", "Last day"]
    assert [head.title for head in cases.columns][3:] == [
        "Verdict",
        "Actual result, tester, date",
        "Re-test and date",
    ]
    written = [words_of(cell).replace("\u00a0", " ").split() for cell in cases.rows[0].cells[3:]]
    verdicts = ["[", "]", "pass", "/", "[", "]", "fail"]
    assert written == [[*verdicts, "/", "[", "]", "blocked"], [], verdicts]
    assert [head.title for head in defects.columns] == ["Case", "Class", "Defect", "To be remedied by"]
    lines = [[words_of(cell).replace("\u00a0", " ").split() for cell in row.cells] for row in defects.rows]
    assert lines == [[["/"], ["[", "]", "1", "[", "]", "2", "[", "]", "3"], [], []]] * LINES_BY_HAND


def heads_of(table: Table) -> list[str]:
    """The heads of a table."""
    return [head.title for head in table.columns]


def test_a_protocol_with_results_has_no_places_to_write() -> None:
    """What was tested stands there; a day before the run, the form is still one."""
    passed = run(FIRST, Verdict.PASS, case_digest(CASE))
    cases, *_ = tables(protocol_of(test_runs=(passed,)))
    assert [head.title for head in cases.columns] == ["Case", "Steps", "Expected", "Verdicts"]
    assert not [table for table in tables(protocol_of(test_runs=(passed,))) if "To be remedied by" in heads_of(table)]
    later = replace(passed, date=dt.date(2027, 1, 1))
    assert len(tables(protocol_of(test_runs=(later,)))[1].columns) == 6


def test_criteria_and_test_data_stand_in_the_protocol() -> None:
    """Criteria before the cases, on the form and beside results; the data with the case that needs them."""
    passed = run(FIRST, Verdict.PASS, case_digest(CASE))
    case = replace(CASE, test_data="Account trial-1")
    for runs in ((), (passed,)):
        blocks = protocol_of(
            tests=(case,), entry_criteria=("It is installed.",), exit_criteria=("Done.",), test_runs=runs
        )
        assert outline(blocks)[:3] == ["1 cases", "1.1 Conditions of the tests", "1.2 Smoke"]
        cases = next(table for table in tables(blocks) if table.columns[0].title == "Case")
        assert "Test data: Account trial-1" in words_of(cases.rows[0].cells[1])


def test_other_test_data_make_a_result_one_of_an_older_text() -> None:
    """A case without any has the digest that runs of before recorded."""
    one, other = (replace(CASE, test_data=text) for text in ("Account 1", "Account 2"))
    assert len({case_digest(CASE), case_digest(one), case_digest(other)}) == 3
    assert case_digest(replace(one, test_data="")) == case_digest(CASE)


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
        "2.1 Run of Nov 12, 2026: run",
        "2.2 Run of Nov 10, 2026: run",
        "3 defects",
    ]


def test_a_run_of_an_older_text_is_marked_as_stale() -> None:
    """A pass of other steps proves nothing about these."""
    context = context_of(project(tests=(CASE,), test_runs=(run(FIRST, Verdict.PASS, "0" * 12),)), PROTOCOL)
    html = HtmlRenderer(Words()).render(protocol.test_protocol(context))

    assert "the text changed after this run" in html
    assert "an older text was run" in html


def test_open_defects_are_counted_by_class() -> None:
    """Class 1 cannot be used."""
    runs = (run(FIRST, Verdict.FAIL, case_digest(CASE), "login hangs"),)
    document = document_in(protocol.test_protocol(context_of(project(tests=(CASE,), test_runs=runs), PROTOCOL)))
    counts, found = tables(document.blocks)[-2:]

    assert texts(counts)[0] == ["1: cannot be used", "1"]
    assert texts(found)[0][:3] == ["1: cannot be used", "login hangs", "T-001"]


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
        (((12, "accepted"),), "by this certificate, with result A or B"),
        (((11, "accepted"),), "[x] Nov 11, 2026"),
    ],
)
def test_a_rejection_that_was_mended_by_the_day_is_no_rejection(
    outcomes: tuple[tuple[int, str], ...], told: str
) -> None:
    """Accepted on the day of the result counts after a rejection; what the result itself brings is told as that."""
    attempts = tuple(
        AcceptanceAttempt(date=dt.date(2026, 11, number), outcome=AttemptOutcome(outcome))
        for number, outcome in outcomes
    )
    (sow,) = project().sows
    work = replace(sow, deliverables=(replace(sow.deliverables[0], attempts=attempts),))
    given = project(sows=(work,), acceptance=Acceptance(result="B", date=SECOND, by="nora"))
    (table,) = tables(acceptance_certificate.deliverables(context_of(given, CERTIFICATE)))

    assert words_of(table.rows[0].cells[2]) == told


@pytest.mark.parametrize(("day", "signatures", "told"), [(1, 0, False), (1, 2, False), (0, 0, True), (0, 2, True)])
def test_a_result_is_told_from_its_day_on(day: int, signatures: int, told: bool) -> None:
    """A form before; and who has signed is no part of what is signed."""
    today = context_of(project(), CERTIFICATE).on
    accepted = Acceptance(result="B", date=today + dt.timedelta(days=day), by="nora")
    context = context_of(project(acceptance=accepted), CERTIFICATE)
    documents = tuple(replace(document, signatures_needed=signatures) for document in context.status.documents)
    context = replace(context, status=replace(context.status, documents=documents))

    page = str(HtmlRenderer(Words()).render(acceptance_certificate.result(context, accepted)))

    assert ("✓" in page, "Date of the result" in page) == (told, told)
    assert ("has not declared a result yet" in page) is not told
    signing = replace(context, issuing=frozenset({"acceptance-certificate"}))
    assert "✓" in str(HtmlRenderer(Words()).render(acceptance_certificate.result(signing, accepted)))


def test_nobody_has_accepted_a_defect_before_the_result_is_declared() -> None:
    """What is prepared says who is to accept it, with lines for what is found until then; on its day it is accepted."""
    today = context_of(project(), CERTIFICATE).on
    defect = AcceptedDefect(test="T-001", defect_class=DefectClass.TWO, by="nora", until=FIRST, remedy="Mend it.")

    def table_on(day: dt.date) -> tuple[str, str, int]:
        acceptance = Acceptance(result="B", date=day, by="nora", accepted_defects=(defect,))
        given = context_of(project(tests=(CASE,), acceptance=acceptance), CERTIFICATE)
        (table,) = tables(acceptance_certificate.conditions(given, acceptance))
        return str(table.caption), table.columns[-1].title, len(table.rows)

    assert table_on(today) == ("Accepted defects", "Accepted by", 1)
    tomorrow = table_on(today + dt.timedelta(days=1))
    assert tomorrow == ("Defects that result B accepts", "To be accepted by", 1 + LINES_BY_HAND)


def test_a_requirement_that_waits_for_a_change_request_says_so() -> None:
    """It is neither agreed nor forgotten: it comes with the change. One that something agreed brings is no such."""
    (sow,) = project().sows
    planned = replace(sow.deliverables[0], id="DEL-9", change="CR-1")
    work = replace(sow, deliverables=(*sow.deliverables, planned))
    change = ChangeRequest(id="CR-1", title="More", reason="So", raised=FIRST, raised_by="nora", moves=("DEL-9",))
    line = Requirement(
        id="R-001",
        statement="The system shall grow.",
        area="mail",
        priority=Priority.MUST,
        source="Letter",
        party=PartyKind.VENDOR,
        verification=Verification.TEST,
        deliverables=("DEL-9",),
    )

    def recorded(requirement: Requirement, *changes: ChangeRequest) -> str:
        given = context_of(project(sows=(work,), requirements=(requirement,), changes=changes), CHECKLIST)
        table = tables(requirements_checklist.requirements_checklist(given))[0]
        return words_of(table.rows[0].cells[2])

    agreed = replace(change, decision=ChangeDecision.AGREED, decided=FIRST)
    assert recorded(line, change) == "only once both sides agree to CR-1"
    assert recorded(line, agreed) == "not agreed yet"
    assert recorded(replace(line, deliverables=("DEL-9", sow.deliverables[0].id)), change) == "not agreed yet"


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

    assert "1: cannot be used" in told(failed)
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
    assert "Some test cases have no result yet" in result_of(run(FIRST, Verdict.PASS, "0" * 12))
    other = replace(CASE, id="T-002")
    assert "Some test cases have no result yet" in result_of(run(FIRST, Verdict.PASS, digest), cases=(CASE, other))


def test_a_protocol_leaves_the_result_to_the_certificate_and_tells_the_errors_known_before() -> None:
    """What is declared later is no part of what was signed; the known errors nobody has to find again."""
    known = replace(run(FIRST, Verdict.PASS, case_digest(CASE)), known_errors=("Footer is wrong",))
    declared = Acceptance(result="b", date=SECOND, by="nora")
    html = result_of(known, replace(known, name="again"), acceptance=declared)

    assert html.replace("Nov 12, 2026", "") == result_of(known, replace(known, name="again")).replace(
        "Nov 12, 2026", ""
    )
    assert html.count("Footer is wrong") == 1
    assert "Run of Nov 10, 2026: run<br>Run of Nov 10, 2026: again" in html


def test_the_lines_of_a_failure_stay_lines() -> None:
    """In the results of a run, among the open defects, and where they are known beforehand."""
    said = "expected: <1>\n\nbut was: 2"
    failed = replace(run(FIRST, Verdict.FAIL, case_digest(CASE), said), known_errors=(f"T-001: {said}",))
    document = document_in(protocol.test_protocol(context_of(project(tests=(CASE,), test_runs=(failed,)), PROTOCOL)))
    html = str(HtmlRenderer(Words()).render(document.blocks))

    assert html.count("expected: &lt;1&gt;<br><br>but was: 2") == 3


EFFECTS = template("acceptance-certificate", section("effects", "acceptance-effects"))
DECLARED = dt.date(2026, 11, 20)


def effects_of(result: str, *, accepted: tuple[str, ...] = (), **changes: Any) -> dict[str, str]:
    """What follows from a result, by its name; nothing where the certificate does not tell it."""
    sow = replace(statement_of_work(), warranty_months=12)
    acceptance = Acceptance(result=result, date=DECLARED, by="nora", deliverables=accepted)
    given = project(sows=(sow,), acceptance=replace(acceptance, **changes))
    document = document_in(acceptance_certificate.acceptance_certificate(context_of(given, EFFECTS)))
    facts = [block for clause in document.blocks for block in getattr(clause, "blocks", ()) if isinstance(block, Facts)]
    return {name: words_of(value) for block in facts for name, value in block.pairs}


def test_an_acceptance_says_what_follows_from_it() -> None:
    """The whole, when the period for defects begins and how long it is, and which payment is set free."""
    told = effects_of("A")

    assert told["Accepted here"].startswith("the whole; with it, every deliverable is accepted: DEL-1")
    assert told["Claims for defects"] == "The period begins on Fri Nov 20, 2026. / It lasts 12 months."
    assert told["Payment that falls due"].startswith("First: ")
    assert told["Reservation"].startswith("None")
    assert "Still to be accepted" not in told


def test_an_acceptance_in_part_names_what_stays_open() -> None:
    """A result for named deliverables leaves the others, and their payments, as they are."""
    sow = statement_of_work()
    more = replace(sow.deliverables[0], id="DEL-2", title="Report")
    payments = (replace(sow.payment[0], deliverables=("DEL-1", "DEL-2")), sow.payment[1])
    given = project(
        sows=(replace(sow, deliverables=(*sow.deliverables, more), payment=payments),),
        acceptance=Acceptance(result="B", date=DECLARED, by="nora", deliverables=("DEL-2",)),
    )
    found = acceptance_effects(given, given.acceptance or Acceptance(result="C", date=DECLARED, by="nora"), ())

    assert [each.id for each in found.accepted] == ["DEL-2"]
    assert "DEL-1" in [each.id for each in found.open]
    assert not found.whole
    assert found.payments == ()


def test_acceptance_with_reservation_keeps_the_rights_because_of_the_defects() -> None:
    """B is an acceptance, not a condition."""
    told = effects_of("B")

    assert "rights because of the defects listed here stay reserved" in told["Reservation"]
    assert told["Accepted here"].startswith("the whole")


def test_a_refusal_accepts_nothing() -> None:
    """C sets no payment free and begins no period."""
    told = effects_of("C")

    assert told["Accepted here"] == "nothing"
    assert "Claims for defects" not in told
    assert told["Payment that falls due"] == "none"
    assert told["Still to be accepted"].startswith("DEL-1")
    assert "Reservation" not in told


def test_nothing_follows_from_a_result_that_is_not_declared_yet() -> None:
    """The form of tomorrow says nothing about rights of today."""
    assert effects_of("A", date=dt.date(2027, 12, 24)) == {}


def test_a_pass_beside_which_a_defect_was_seen_says_so() -> None:
    """Nobody who signs takes it for a pass without one."""
    sound, marred = (run(SECOND, Verdict.PASS, case_digest(CASE), defect) for defect in ("", "a wrong footer"))
    told = [str(HtmlRenderer(Words()).render(protocol_of(test_runs=(one,)))) for one in (sound, marred)]
    assert ["pass, with a defect" in said for said in told] == [False, True]


@pytest.mark.parametrize(
    ("cases", "in_part"),
    [
        ((replace(CASE, in_part=("R-001",)),), True),
        ((replace(CASE, in_part=("R-001",)), replace(CASE, id="T-002", in_part=("R-001",))), True),
        ((replace(CASE, in_part=("R-001",)), replace(CASE, id="T-002")), False),
        ((replace(CASE, in_part=("R-001",)), replace(CASE, id="T-002", withdrawn="twice")), True),
        ((CASE,), False),
    ],
    ids=["a part", "two parts", "a part and the whole", "the whole is withdrawn", "the whole"],
)
def test_what_is_tested_in_part_has_a_word_of_its_own(cases: tuple[TestCase, ...], in_part: bool) -> None:
    """On the line of the checklist, unless another case tests it whole; the protocol says so at the case itself."""
    (requirement,) = project().requirements
    cells, _ = checklist_of(replace(requirement, agreed=FIRST, agreed_evidence="minutes 3"), tests=cases)
    assert ("tested in part T-001" in cells[0]) == in_part
    told = [words_of(row.cells[0]) for table in tables(protocol_of(tests=cases)) for row in table.rows]
    assert any("R-001 in part" in words for words in told) == bool(cases[0].in_part)
