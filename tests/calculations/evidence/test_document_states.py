"""Documents: states from evidence, signatures of the issued content, and what changed since."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.evidence.current_figures import current_figures
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.acceptance import Acceptance
from delivery_wiki.model.project.document_record import DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.minutes import Minutes
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.model.status import MISSING
from delivery_wiki.pages.elements.state_marks import document_state
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import (
    MARK,
    case,
    complete_project,
    day,
    document_of,
    event,
    result,
    run,
    sign_off,
    signed,
    sizing_result,
    status_of,
    view_of,
)


def with_record(record: DocumentRecord, project: Project | None = None) -> Project:
    """The complete project with one record in the place of another of its kind."""
    base = project or complete_project()
    others = tuple(
        document for document in base.documents if (document.kind, document.topic) != (record.kind, record.topic)
    )
    return replace(base, documents=(*others, record))


def stale_words(project: Project, kind: str, topic: str | None = None, middleware: int = 6) -> list[str]:
    """What a reader sees about changes under a document."""
    status = status_of(project, sizing=sizing_result(middleware))
    return [Words().message(message) for message in document_of(status, kind, topic).stale]


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("charter", "agreed"),
        ("workshop-agenda", "used"),
        ("formal-offer", "accepted"),
        ("basic-sow", "agreed"),
        ("implementation-concept", "agreed"),
        ("environment-evaluation", "agreed"),
        ("sizing", "agreed"),
        ("poc-record", "feedback-received"),
        ("requirements-checklist", "signed"),
        ("test-protocol", "signed"),
        ("acceptance-certificate", "signed"),
        ("change-request", MISSING),
        ("retrospective", MISSING),
    ],
)
def test_the_state_is_the_highest_that_is_supported(kind: str, state: str) -> None:
    """Each kind by its own evidence; nothing at all is missing."""
    assert document_of(status_of(complete_project()), kind).state == state


def test_an_event_without_evidence_is_none() -> None:
    """An event states where it can be looked up, or it does not count."""
    bare = replace(event(EventKind.AGREED, day(1, 15)), evidence=" ")
    project = with_record(DocumentRecord(kind="charter", events=(bare,)))

    assert document_of(status_of(project), "charter").state == "draft"


def test_an_offer_that_was_refused_and_then_accepted_is_accepted() -> None:
    """The newest word counts."""
    refused = event(EventKind.REFUSED, day(1, 29), "carl-lead")
    accepted = event(EventKind.ACCEPTED, day(2, 1), "carl-lead")

    first = with_record(DocumentRecord(kind="formal-offer", events=(refused,)))
    then = with_record(DocumentRecord(kind="formal-offer", events=(refused, accepted)))

    assert document_of(status_of(first), "formal-offer").state == "refused"
    assert document_of(status_of(then), "formal-offer").state == "accepted"


def test_signatures_count_for_exactly_the_issued_content() -> None:
    """A record over another fingerprint, revision or side does not count."""
    whole = complete_project()
    wrong: dict[str, dict[str, Any]] = {
        "fingerprint": {"fingerprint": "0" * 64},
        "revision": {"revision": 2},
        "role": {"role": "consultant"},
        "meaning": {"meaning": Meaning.REVIEWED},
        "side": {"party": PartyKind.VENDOR},
        "tomorrow": {"time": "2027-01-01T10:00:00Z"},
    }
    for name, change in wrong.items():
        signatures = (whole.sign_offs[0], sign_off("carl-lead", **({"party": PartyKind.CUSTOMER} | change)))

        document = document_of(status_of(replace(whole, sign_offs=signatures)), "sow", "mail")

        assert (document.signatures_current, document.signatures_needed) == (1, 2), name
        assert [slot.party for slot in document.signatures_missing] == [PartyKind.CUSTOMER], name
        assert "agreed" not in document.reached, name


def test_one_person_signs_once() -> None:
    """Two records of the same person fill one place."""
    whole = complete_project()
    again = sign_off("carl-lead", PartyKind.CUSTOMER, time="2026-03-03T10:00:00Z")
    twice = replace(whole, sign_offs=(whole.sign_offs[1], again))

    assert document_of(status_of(twice), "sow", "mail").signatures_current == 1


def test_a_signing_event_speaks_for_the_first_revision_only() -> None:
    """For a later one only from the day that it was made."""
    first = DocumentRecord(kind="acceptance-certificate", revision=1, events=signed(day(7, 30)))
    second = replace(first, revision=2, revised=day(8, 2))
    again = replace(second, events=signed(day(8, 3)))

    states = [
        document_of(status_of(with_record(document)), "acceptance-certificate").state
        for document in (first, second, again)
    ]

    assert states == ["signed", "draft", "signed"]


def test_a_raised_revision_has_to_be_signed_again() -> None:
    """The earlier signatures are named, and the state falls back."""
    whole = complete_project()
    works = tuple(replace(sow, revision=2) if sow.topic == "mail" else sow for sow in whole.sows)
    status = status_of(replace(whole, sows=works))
    document = document_of(status, "sow", "mail")

    assert (document.state, document.lapsed, document.signatures_current) == ("draft", True, 0)
    assert [Words().message(message) for message in document.stale] == ["Revision 1 was signed, revision 2 is not"]


def issue(kind: str, topic: str | None = None, *, project: Project | None = None, middleware: int = 6) -> Project:
    """The complete project with the current figures of a document frozen."""
    base = project or complete_project()
    figures = current_figures(kind, topic, view_of(base), sizing_result(middleware), on=EVER)
    frozen = Issued(document=kind, topic=topic, revision=1, fingerprint=MARK, issued=day(3, 1), figures=figures)
    return replace(base, issued=(frozen,))


def test_a_sizing_that_moved_makes_the_concept_stale() -> None:
    """With both figures, so that a reader can weigh it."""
    frozen = issue("implementation-concept")

    assert stale_words(frozen, "implementation-concept") == []
    assert stale_words(frozen, "implementation-concept", middleware=7) == [
        "Middleware nodes moved from 6 to 7 since it was issued"
    ]


@pytest.mark.parametrize(
    ("frozen", "told"),
    [("624/25", "24.96"), ("24.96", "24.96"), ("20/3", "6.667"), ("-1/3", "-0.3333"), ("12345.678", "12350")],
)
def test_a_computed_figure_that_moved_is_told_in_decimals(frozen: str, told: str) -> None:
    """Four digits, and no fraction, in which nobody thinks; also where the figure was frozen as one."""
    issued = issue("implementation-concept")
    (record,) = issued.issued
    key = next(key for key in record.figures if key.startswith("sizing.middleware"))
    moved = replace(issued, issued=(replace(record, figures={**record.figures, key: frozen}),))
    status = status_of(moved, sizing=sizing_result(6))
    (found,) = document_of(status, "implementation-concept").stale

    assert dict(found.values)["old"] == Decimal(told)
    assert isinstance(dict(found.values)["old"], Decimal)


def test_a_price_that_moved_makes_the_statement_of_work_stale() -> None:
    """The figures are compared as exact text."""
    frozen = issue("sow", "mail")
    works = tuple(
        replace(sow, work_packages=tuple(replace(item, days=item.days * 2) for item in sow.work_packages))
        for sow in frozen.sows
    )

    assert stale_words(frozen, "sow", "mail") == []
    assert stale_words(replace(frozen, sows=works), "sow", "mail") == [
        "Effort in days moved from 2.5 to 5 since it was issued",
        "Total price moved from 2950.83 EUR to 5901.65 EUR since it was issued",
    ]


def test_an_input_dated_after_the_agreement_makes_the_concept_stale() -> None:
    """Where nothing was issued, the dates tell."""
    whole = complete_project()
    assert whole.sizing is not None
    later = SizingInput(input="sessions", value=500, basis=InputBasis.MEASURED, date=day(4, 1))
    moved = replace(whole, sizing=replace(whole.sizing, inputs=(*whole.sizing.inputs, later)))

    assert stale_words(moved, "implementation-concept") == [
        "sessions changed on Apr 1, 2026, after it was agreed on Mar 2, 2026"
    ]


def test_a_document_revised_after_it_was_agreed_is_stale_unless_it_lives_on() -> None:
    """A charter may be at work again; a Basic SOW may not."""
    agreed = (event(EventKind.AGREED, day(1, 15), "carl-lead"),)
    basic = with_record(DocumentRecord(kind="basic-sow", revised=day(1, 20), events=agreed))
    charter = with_record(DocumentRecord(kind="charter", revised=day(1, 20), events=agreed))

    assert stale_words(basic, "basic-sow") == ["Revised on Jan 20, 2026, after it was agreed on Jan 15, 2026"]
    assert stale_words(charter, "charter") == []
    assert document_of(status_of(charter), "charter").state == "working"


@pytest.mark.parametrize(
    ("revision", "sent", "expected"),
    [
        (2, True, "revision 1 accepted, this one sent"),
        (2, False, "revision 1 accepted, this one not sent yet"),
        (3, True, "an earlier revision accepted, this one sent"),
        (1, True, "accepted by the customer, changed since"),
    ],
)
def test_an_agreement_is_about_the_revision_that_was_there(revision: int, sent: bool, expected: str) -> None:
    """Who reads the state of an offer is told which revision was accepted, and where the one before him is."""
    events = (
        event(EventKind.SENT, day(1, 10)),
        event(EventKind.ACCEPTED, day(1, 15), "carl-lead"),
        *((event(EventKind.SENT, day(1, 21)),) if sent else ()),
    )
    offer = with_record(DocumentRecord(kind="formal-offer", revision=revision, revised=day(1, 20), events=events))

    assert document_state(document_of(status_of(offer), "formal-offer"), Words()).text == expected


def test_figures_are_the_same_for_the_same_numbers() -> None:
    """2.50 days are 2.5 days, and the order of names is fixed."""
    figures = current_figures("sow", "mail", view_of(complete_project()), None, on=EVER)

    assert figures["sow.days"] == "2.5"
    assert list(figures) == sorted(figures)
    assert current_figures("minutes", "none", view_of(complete_project()), None, on=EVER) == {}


def test_a_document_that_the_process_does_not_name_is_listed_when_it_is_written() -> None:
    """The process of October knows no minutes; a project may hold them all the same."""
    kinds = [document.kind for document in status_of(complete_project()).documents]

    assert "minutes" not in kinds
    assert "minutes" in [document.kind for document in status_of(complete_project("2011-11-03")).documents]


def test_required_sections_without_text_are_named() -> None:
    """By the titles of the template; a document that does not exist misses nothing yet."""
    whole = complete_project()
    prose = {name: file for name, file in whole.prose.items() if name not in {"concept/mail", "charter"}}
    status = status_of(replace(whole, prose=prose))

    assert document_of(status, "implementation-concept").missing_sections == ("Mail integration",)
    assert document_of(status, "charter").missing_sections == (
        "Motivation",
        "Documentation, reporting, communication",
    )
    assert document_of(status, "retrospective").missing_sections == ()


def test_each_statement_of_work_and_each_minutes_is_a_document() -> None:
    """The Basic SOW is a kind of its own."""
    minutes = Minutes(name="2026-01-14-workshop", title="Workshop", date=day(1, 14))
    status = status_of(replace(complete_project(), minutes=(minutes,)))

    assert [document.topic for document in status.documents if document.kind == "sow"] == ["mail"]
    assert document_of(status, "minutes", "2026-01-14-workshop").title == "Workshop"
    assert document_of(status, "minutes", "2026-01-14-workshop").page == "minutes-2026-01-14-workshop"
    assert document_of(status, "basic-sow").page == "sow-basic"


def test_a_protocol_is_executed_when_every_case_has_a_result() -> None:
    """A case that was not run, was blocked, or stands for nothing, has none."""
    whole = complete_project()
    unsigned = tuple(document for document in whole.documents if document.kind != "test-protocol")
    first, second = whole.tests
    half = replace(
        whole, documents=unsigned, test_runs=(run(day(7, 5), result(first), result(second, Verdict.NOT_RUN)),)
    )

    blocked = replace(half, test_runs=(run(day(7, 5), result(first), result(second, Verdict.BLOCKED)),))

    assert document_of(status_of(half), "test-protocol").state == "executing"
    assert document_of(status_of(blocked), "test-protocol").state == "executing"
    assert document_of(status_of(replace(whole, documents=unsigned)), "test-protocol").state == "executed"


def test_nobody_signs_results_that_are_not_there() -> None:
    """Signatures under a protocol without results, or a checklist without checks, count for nothing."""
    whole = complete_project()

    untested = status_of(replace(whole, test_runs=()))

    assert document_of(untested, "test-protocol").state == "draft"
    assert document_of(untested, "requirements-checklist").state == "draft"


def test_a_case_that_changed_makes_the_protocol_stale() -> None:
    """The result is of the older text."""
    whole = complete_project()
    tests = (replace(whole.tests[0], expected="The calendar."), whole.tests[1])

    assert stale_words(replace(whole, tests=tests), "test-protocol") == ["T-001 changed since it was run"]
    gone = replace(whole, tests=(*whole.tests, case("T-003", withdrawn="Doubled")))
    assert stale_words(gone, "test-protocol") == []


def test_a_document_can_be_known_by_its_events_alone() -> None:
    """A signed paper exists, though its content is not in the folder."""
    whole = replace(complete_project(), acceptance=None)

    assert document_of(status_of(whole), "acceptance-certificate").state == "signed"
    assert document_of(status_of(replace(whole, documents=())), "acceptance-certificate").state == MISSING
    written = replace(whole, documents=(), acceptance=Acceptance(result="A", date=day(7, 25), by="carl-lead"))
    assert document_of(status_of(written), "acceptance-certificate").state == "draft"
