"""A project in which every gate is passed, under the process that ships, and ways to take its evidence away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from delivery_wiki.calculations.base.audience_view import Audience, AudienceView, audience_view
from delivery_wiki.calculations.base.fingerprint import case_digest
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.acceptance import Acceptance
from delivery_wiki.model.project.agenda import Agenda
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.environment import Answer, Environment
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.parties import Party, Person
from delivery_wiki.model.project.proof_of_concept_record import ProofOfConcept
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome
from delivery_wiki.model.project.requirements import Priority, Requirement, RequirementCheck, Verification
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput, SizingRequest
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AcceptanceCriterion,
    AttemptOutcome,
    Deliverable,
    Price,
    PriceBasis,
    SellRate,
    StatementOfWork,
    WorkPackage,
)
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import TestResult, TestRun, Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff, record_digest, sealed
from delivery_wiki.model.sizing import ResultLine, RuleSet, SizingResult
from delivery_wiki.model.status import DocumentStatus, GateStatus, ProjectStatus
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.marked_fields import MARKED

ROOT = Path(__file__).parents[2]
ON = dt.date(2026, 11, 24)
VERSIONS = ("2011-10-18", "2011-11-03")
MARK = "f" * 64
T = TypeVar("T")


@cache
def library() -> Library:
    """The released data that ships, which must be free of findings."""
    read, findings = read_library(ROOT, ROOT, SchemaSet.load(ROOT / "schemas"))
    assert not findings, findings
    return read


def view_of(project: Project, audience: Audience = Audience.INTERNAL) -> AudienceView:
    """What an audience sees of a project."""
    return audience_view(project, audience, library())


def status_of(project: Project, on: dt.date = ON, sizing: SizingResult | None = None) -> ProjectStatus:
    """The status with a computed sizing, unless another one is given."""
    return calculate_status(view_of(project), on=on, sizing=sizing or sizing_result())


def gate_of(status: ProjectStatus, id: str) -> GateStatus:
    """A gate by id."""
    return next(gate_status for gate_status in status.gates if gate_status.gate.id == id)


def document_of(status: ProjectStatus, kind: str, topic: str | None = None) -> DocumentStatus:
    """A document by kind and topic."""
    return next(document for document in status.documents if (document.kind, document.topic) == (kind, topic))


def sizing_result(middleware: int = 6) -> SizingResult:
    """A computed sizing with one line."""
    rules = RuleSet(
        id="rules",
        version="1",
        title="Rules",
        publisher="",
        published="",
        summary="",
        confidence="",
        inputs=(),
        rules=(),
        outputs=(),
    )
    line = ResultLine(
        id="middleware",
        title="Middleware nodes",
        count=Fraction(middleware),
        count_recommended=None,
        measures=(),
        note="",
        assumed=False,
    )
    return SizingResult(rules=rules, inputs=(), lines=(line,), working=(), warnings=())


def day(month: int, number: int) -> dt.date:
    """A day of 2026."""
    return dt.date(2026, month, number)


def event(kind: EventKind, date: dt.date, by: str | None = None) -> DocumentEvent:
    """An event with evidence."""
    return DocumentEvent(event=kind, date=date, evidence="Mail", by=by)


def signed(date: dt.date) -> tuple[DocumentEvent, ...]:
    """The signatures of both sides as events."""
    return (event(EventKind.SIGNED, date, "vera-lead"), event(EventKind.SIGNED, date, "carl-lead"))


def prose(name: str, *titles: str) -> ProseFile:
    """A Markdown file with some text under each heading."""
    return ProseFile(name=name, sections=tuple(ProseSection(title=title, text="Text.") for title in titles))


def requirement(id: str, **changes: Any) -> Requirement:
    """A mandatory requirement that is agreed, implemented and checked."""
    values: dict[str, Any] = {
        "id": id,
        "statement": "The system shall work.",
        "area": "mail",
        "priority": Priority.MUST,
        "source": "Workshop",
        "party": PartyKind.VENDOR,
        "verification": Verification.TEST,
        "concept": "mail",
        "sow": "SOW-mail",
        "deliverables": ("DEL-1",),
        "agreed": day(3, 2),
        "agreed_evidence": "Minutes",
        "implemented": day(6, 1),
        "implemented_evidence": "Ticket",
        "checks": (RequirementCheck(date=day(7, 1), by="vera-lead", met=True, evidence="Protocol"),),
    }
    return Requirement(**(values | changes))


def case(id: str, *requirements: str, **changes: Any) -> TestCase:
    """A test case of some requirements."""
    values: dict[str, Any] = {
        "id": id,
        "title": "Log in",
        "group": "smoke",
        "requirements": requirements,
        "steps": ("Open the page.",),
        "expected": "The inbox.",
    }
    return TestCase(**(values | changes))


def result(test_case: TestCase, verdict: Verdict = Verdict.PASS, **changes: Any) -> TestResult:
    """A result of a case as it is written now."""
    values: dict[str, Any] = {"case": test_case.id, "verdict": verdict, "digest": case_digest(test_case)}
    return TestResult(**(values | changes))


def run(date: dt.date, *results: TestResult, name: str = "run") -> TestRun:
    """A run with some results."""
    return TestRun(name=f"{date}-{name}", date=date, tester="vera-lead", environment="test", results=results)


def accepted(date: dt.date, evidence: str = "Letter") -> AcceptanceAttempt:
    """An acceptance of a deliverable."""
    return AcceptanceAttempt(date=date, outcome=AttemptOutcome.ACCEPTED, evidence=evidence)


def sow(topic: str, deliverable: str, package: str) -> StatementOfWork:
    """A priced statement of work whose one deliverable is accepted."""
    return StatementOfWork(
        topic=topic,
        title=topic.title(),
        starts=day(4, 1),
        ends=day(6, 30),
        scope=("Mail",),
        deliverables=(
            Deliverable(
                id=deliverable,
                title="System",
                description="It runs.",
                acceptance=(AcceptanceCriterion(id=f"AC-{deliverable}", statement="It runs."),),
                agreed=day(6, 30),
                attempts=(accepted(day(7, 20)),),
            ),
        ),
        work_packages=(WorkPackage(id=package, title="Install", role="consultant", days=Decimal("2.5")),),
        price=Price(
            basis=PriceBasis.TIME_AND_MATERIAL,
            currency="EUR",
            rates=(SellRate(role="consultant", rate=Decimal("1180.33")),),
        ),
    )


def complete_project(version: str = VERSIONS[0]) -> Project:
    """A project with all evidence that every gate of the process asks for."""
    cases = (case("T-001", "R-001"), case("T-002", "R-002"))
    templates = library().template_set("standard", "1")
    assert templates is not None
    concept = templates.by_kind["implementation-concept"]
    files = {
        f"concept/{section.id}": prose(f"concept/{section.id}", "") for section in concept.sections if section.prose
    }
    files["charter"] = prose("charter", "Motivation", "Documentation, reporting, communication")
    questions = [question for area in templates.questionnaire for question in area.questions]
    return Project(
        slug="harbour",
        vendor_fields=MARKED,
        title="Harbour",
        language="en",
        time_zone="Europe/Berlin",
        customer="city",
        process=Pin(id="ox-professional-services", version=version),
        templates=Pin(id="standard", version="1"),
        started=day(1, 5),
        parties=(
            Party(id="maker", name="Maker", kind=PartyKind.VENDOR),
            Party(id="city", name="City", kind=PartyKind.CUSTOMER),
        ),
        people=(
            Person(id="vera-lead", name="Vera Lead", role="project lead", party="maker"),
            Person(id="carl-lead", name="Carl Lead", role="project lead", party="city"),
        ),
        milestones=(
            Milestone(id="M-1", title="Go", gate="go-no-go", baseline=day(2, 1), actual=day(2, 1)),
            Milestone(id="M-2", title="Accepted", gate="accepted", baseline=day(8, 1), actual=day(8, 1)),
        ),
        decisions=(
            Decision(
                id="D-1",
                title="Go",
                date=day(2, 1),
                decided_by="carl-lead",
                gate="go-no-go",
                outcome=DecisionOutcome.GO,
                evidence="Letter",
            ),
        ),
        documents=_records(),
        environment=Environment(
            answers=tuple(
                Answer(question=question.id, answer="Yes", source="Workshop", date=day(1, 10)) for question in questions
            )
        ),
        poc=ProofOfConcept(
            host="poc.example", accounts=5, announced=day(1, 8), announced_to="carl-lead", feedback=day(1, 20)
        ),
        sizing=SizingRequest(
            rules=Pin(id="rules", version="1"),
            inputs=(SizingInput(input="mailboxes", value=10_000, basis=InputBasis.MEASURED, date=day(1, 12)),),
        ),
        requirements=(requirement("R-001"), requirement("R-002")),
        sows=(sow("basic", "DEL-2", "WP-2"), sow("mail", "DEL-1", "WP-1")),
        tests=cases,
        test_runs=(run(day(7, 5), *(result(case) for case in cases)),),
        agenda=Agenda(title="Workshop"),
        offer=Offer(currency="EUR", sows=("basic", "mail")),
        acceptance=Acceptance(result="A", date=day(7, 25), by="carl-lead"),
        prose=files,
        issued=(issued_sow(),),
        sign_offs=(sign_off("vera-lead", PartyKind.VENDOR), sign_off("carl-lead", PartyKind.CUSTOMER)),
    )


def sign_off(person: str, party: PartyKind, **changes: Any) -> SignOff:
    """A signature on the statement of work about mail, by an approving review."""
    values: dict[str, Any] = {
        "project": "harbour",
        "document": "sow",
        "topic": "mail",
        "audience": "customer",
        "revision": 1,
        "fingerprint": issued_sow().fingerprint,
        "content": "",
        "person": person,
        "role": "project lead",
        "party": party,
        "roster": "0" * 64,
        "meaning": Meaning.APPROVED,
        "time": "2026-03-02T10:00:00Z",
        "channel": Channel.REVIEW,
        "evidence": {
            "forge": "github",
            "url": "https://forge.example/1",
            "review": f"{person} {changes.get('revision', 1)}",
            "commit": "c" * 40,
        },
    }
    return sealed(SignOff(**(values | changes)))


def issued_and_signed(project: Project, issued: Issued, date: dt.date) -> Project:
    """The project with an issued revision and a record of both sides over it."""
    issued = replace(issued, fingerprint=issued_fingerprint(project.slug, issued))
    over: dict[str, object] = {
        "document": issued.document,
        "topic": issued.topic,
        "revision": issued.revision,
        "fingerprint": issued.fingerprint,
        "time": f"{date}T10:00:00Z",
    }
    first = sign_off("vera-lead", PartyKind.VENDOR, **over)
    second = sign_off("carl-lead", PartyKind.CUSTOMER, heads=(record_digest(first),), **over)
    return replace(project, issued=(*project.issued, issued), sign_offs=(*project.sign_offs, first, second))


def issued_sow() -> Issued:
    """The frozen statement of work about mail."""
    draft = Issued(document="sow", topic="mail", revision=1, fingerprint="", issued=day(3, 1))
    return replace(draft, fingerprint=issued_fingerprint("harbour", draft))


def _records() -> tuple[DocumentRecord, ...]:
    agreed, sent, used = EventKind.AGREED, EventKind.SENT, EventKind.USED
    events = {
        "charter": (event(agreed, day(1, 15), "carl-lead"),),
        "workshop-agenda": (event(sent, day(1, 7)), event(used, day(1, 14))),
        "basic-sow": (event(agreed, day(1, 28), "carl-lead"),),
        "formal-offer": (event(sent, day(1, 28)), event(EventKind.ACCEPTED, day(2, 1), "carl-lead")),
        "implementation-concept": (event(agreed, day(3, 1), "carl-lead"), *signed(day(3, 2))),
        "requirements-checklist": signed(day(7, 20)),
        "test-protocol": signed(day(7, 20)),
        "acceptance-certificate": signed(day(7, 30)),
    }
    return tuple(DocumentRecord(kind=kind, owner="vera-lead", events=found) for kind, found in events.items())


Removal = Callable[[Project], Project]


def removals(project: Project) -> dict[str, Removal]:
    """Every way to take one piece of evidence away, by a name that tells which."""
    return dict(
        [
            *_record_removals(project),
            *_plain_removals(),
            *_list_removals(project, "sign_offs", lambda list_removal: str(list_removal.person)),
            *_list_removals(project, "decisions", lambda list_removal: str(list_removal.id)),
            *_requirement_removals(project),
            *_result_removals(project),
            *_deliverable_removals(project),
            *((f"prose {name}", _without_prose(name)) for name in project.prose),
        ]
    )


def _record_removals(project: Project) -> Iterator[tuple[str, Removal]]:
    for record in project.documents:
        for happened in record.events:
            yield (f"{record.kind} {happened.event.value} {happened.by}", _without_event(record.kind, happened))


def _without_event(kind: str, happened: DocumentEvent) -> Removal:
    def remove(project: Project) -> Project:
        documents = tuple(
            replace(document, events=tuple(other for other in document.events if other != happened))
            if document.kind == kind
            else document
            for document in project.documents
        )
        return replace(project, documents=documents)

    return remove


def _plain_removals() -> Iterator[tuple[str, Removal]]:
    yield ("environment", lambda project: replace(project, environment=None))
    yield ("sizing", lambda project: replace(project, sizing=None))
    yield ("agenda", lambda project: replace(project, agenda=None))
    yield ("offer", lambda project: replace(project, offer=None))
    yield ("acceptance", lambda project: replace(project, acceptance=None))
    yield ("issued", lambda project: replace(project, issued=()))
    yield ("feedback", lambda project: replace(project, poc=project.poc and replace(project.poc, feedback=None)))
    yield ("runs", lambda project: replace(project, test_runs=()))


def _list_removals(project: Project, field: str, name: Callable[[Any], str]) -> Iterator[tuple[str, Removal]]:
    for item in getattr(project, field):
        yield (f"{field} {name(item)}", _without_item(field, item))


def _with_items(project: Project, field: str, items: tuple[Any, ...]) -> Project:
    changes: dict[str, Any] = {field: items}
    return replace(project, **changes)


def _without_item(field: str, item: Any) -> Removal:
    return lambda project: _with_items(
        project, field, tuple(entry for entry in getattr(project, field) if entry != item)
    )


def _requirement_removals(project: Project) -> Iterator[tuple[str, Removal]]:
    emptied: dict[str, dict[str, Any]] = {
        "agreed": {"agreed": None},
        "agreed_evidence": {"agreed_evidence": ""},
        "implemented": {"implemented": None},
        "implemented_evidence": {"implemented_evidence": ""},
        "checks": {"checks": ()},
    }
    for requirement in project.requirements:
        for name, change in emptied.items():
            yield (f"{requirement.id} {name}", _changed("requirements", requirement.id, change))


def _changed(field: str, id: str, change: dict[str, Any]) -> Removal:
    def remove(project: Project) -> Project:
        items = tuple(replace(item, **change) if item.id == id else item for item in getattr(project, field))
        return _with_items(project, field, items)

    return remove


def _result_removals(project: Project) -> Iterator[tuple[str, Removal]]:
    for done in project.test_runs:
        for result in done.results:
            yield (f"result {done.name} {result.case}", _without_result(done.name, result))


def _without_result(name: str, gone: TestResult) -> Removal:
    def remove(project: Project) -> Project:
        runs = tuple(
            replace(test_run, results=tuple(other for other in test_run.results if other != gone))
            if test_run.name == name
            else test_run
            for test_run in project.test_runs
        )
        return replace(project, test_runs=runs)

    return remove


def _deliverable_removals(project: Project) -> Iterator[tuple[str, Removal]]:
    for work in project.sows:
        yield (f"{work.id} accepted", _not_accepted(work.topic))


def _not_accepted(topic: str) -> Removal:
    def remove(project: Project) -> Project:
        works = tuple(
            replace(sow, deliverables=tuple(replace(item, attempts=()) for item in sow.deliverables))
            if sow.topic == topic
            else sow
            for sow in project.sows
        )
        return replace(project, sows=works)

    return remove


def _without_prose(name: str) -> Removal:
    return lambda project: replace(project, prose={key: file for key, file in project.prose.items() if key != name})
