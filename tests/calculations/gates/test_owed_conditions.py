"""What only the customer can do is one list, from the same answers as the gates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.document_record import DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CriterionState, GateState, Owed, ProjectStatus, message
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import (
    ON,
    VERSIONS,
    case,
    complete_project,
    day,
    event,
    removals,
    sizing_result,
    status_of,
    view_of,
)


def customers(status: ProjectStatus) -> list[Owed]:
    """What the customer's side owes."""
    return [owed for owed in status.owed if owed.party is PartyKind.CUSTOMER]


def missing_conditions(status: ProjectStatus) -> list[str]:
    """The open conditions of the next gate that the customer moves and that their list does not name."""
    listed = {owed.id for owed in customers(status)}
    gate = status.next_gate
    if gate is None or status.archived:
        return []
    if gate.state is GateState.READY and gate.gate.decided_by is PartyKind.CUSTOMER and gate.gate.id not in listed:
        return [gate.gate.id]
    return [
        criterion.id
        for criterion in gate.criteria
        if criterion.state is not CriterionState.MET
        and criterion.party is PartyKind.CUSTOMER
        and criterion.about not in listed
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("audience", list(Audience))
def test_whatever_is_missing_the_customers_list_names_what_they_can_move(version: str, audience: Audience) -> None:
    """Every single piece of evidence is taken away, and each list is compared with the next gate."""
    whole = complete_project(version)
    for name, remove in removals(whole).items():
        status = calculate_status(view_of(remove(whole), audience), on=ON, sizing=sizing_result())
        assert missing_conditions(status) == [], name
        keys = [(owed.kind, owed.id, owed.owner, owed.title) for owed in status.owed]
        assert len(keys) == len(set(keys)), name


def with_record(kind: str, *events: EventKind, owner: str = "vera-lead") -> Project:
    """The whole project with another record of one document."""
    whole = complete_project()
    record = DocumentRecord(
        kind=kind, owner=owner, due=day(11, 30), events=tuple(event(event_kind, day(11, 16)) for event_kind in events)
    )
    others = tuple(document for document in whole.documents if document.kind != kind)
    return replace(whole, documents=(record, *others))


def test_a_charter_that_was_sent_waits_for_the_customer() -> None:
    """It is shown as sent, and the customer's lead agrees to it by its due date."""
    status = status_of(with_record("charter", EventKind.SENT))
    charter = next(document for document in status.documents if document.kind == "charter")
    entries = [owed for owed in status.owed if owed.id == "charter"]

    assert charter.state == "sent"
    assert [(owed.kind, owed.owner, owed.party, owed.due) for owed in entries] == [
        ("agreement", "carl-lead", PartyKind.CUSTOMER, day(11, 30))
    ]


def test_the_vendor_issues_before_anybody_is_asked_to_sign() -> None:
    """A checked list that is a draft waits for the vendor, whoever wrote it; nobody can sign it yet."""
    for owner, asked in (("carl-lead", "vera-lead"), ("vera-lead", "vera-lead")):
        status = status_of(with_record("requirements-checklist", owner=owner))
        entries = [owed for owed in status.owed if owed.id == "requirements-checklist"]

        assert [(owed.kind, owed.owner, owed.party) for owed in entries] == [("document", asked, PartyKind.VENDOR)]
        assert dict(entries[0].title.values)["state"] == "issued"


def test_signatures_are_asked_of_those_who_sign() -> None:
    """An issued list waits for both leads, not for the person who wrote it."""
    whole = with_record("requirements-checklist", owner="carl-lead")
    records = tuple(
        replace(document, revision=1) if document.kind == "requirements-checklist" else document
        for document in whole.documents
    )
    issued = Issued(document="requirements-checklist", revision=1, fingerprint="", issued=day(11, 16))
    status = status_of(replace(whole, documents=records, issued=(*whole.issued, issued)))
    entries = [owed for owed in status.owed if owed.id == "requirements-checklist"]

    assert sorted((owed.kind, owed.owner or "") for owed in entries) == [
        ("signature", "carl-lead"),
        ("signature", "vera-lead"),
    ]


def test_nobody_is_asked_to_sign_a_protocol_without_results() -> None:
    """Until the tests have run, its owner owes the results."""
    whole = with_record("test-protocol")
    project = replace(whole, tests=(*whole.tests, case("T-003", "R-009")))
    entries = [owed for owed in status_of(project).owed if owed.id == "test-protocol"]

    assert [(owed.kind, Words().message(owed.title)) for owed in entries] == [("document", "Test Protocol: executed")]


def test_each_deliverable_that_waits_for_acceptance_is_owed_by_the_customer() -> None:
    """By id and on its own date."""
    whole = complete_project()
    sows = tuple(
        replace(sow, deliverables=tuple(replace(deliverable, attempts=()) for deliverable in sow.deliverables))
        for sow in whole.sows
    )
    entries = [owed for owed in status_of(replace(whole, sows=sows)).owed if owed.kind == "deliverable"]

    assert [(owed.id, owed.owner, owed.due) for owed in entries] == [
        ("DEL-1", "carl-lead", day(6, 30)),
        ("DEL-2", "carl-lead", day(6, 30)),
    ]


def test_ten_comes_after_two_among_what_is_owed_on_one_day() -> None:
    """Ids are numbers to a reader: OP-2 stands before OP-10, on every page, for there is one order."""
    found = [
        Owed(kind="open-point", id=id, title=message(id), owner=None, party=None, due=ON, days_late=0)
        for id in ("OP-10", "OP-2", "OP-1")
    ]
    assert [owed.id for owed in sorted(found, key=urgency)] == ["OP-1", "OP-2", "OP-10"]
