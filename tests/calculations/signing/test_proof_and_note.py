"""What records prove and what the team only noted: two things, told apart by every answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.consistency.sign_offs import check_notes, check_sign_offs
from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
from delivery_wiki.calculations.verification.revision_verification import DocumentProof, ProofState, verify_project
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import ContentPart
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Meaning, SignOff, record_digest, sealed
from delivery_wiki.model.status import DocumentStatus
from delivery_wiki.pages.audit.verification_report import render_verification
from tests.calculations.status_projects import (
    complete_project,
    day,
    document_of,
    event,
    issued_sow,
    library,
    sign_off,
    signed,
    status_of,
    view_of,
)

BINDING = (EventKind.SIGNED, EventKind.AGREED, EventKind.ACCEPTED)


def without_the_sow(project: Project) -> tuple[DocumentRecord, ...]:
    """The records of all other documents."""
    return tuple(document for document in project.documents if (document.kind, document.topic) != ("sow", "mail"))


def issued_with(*events: DocumentEvent, records: int = 0) -> Project:
    """The statement of work about mail, issued on 1 March, with typed events and the first of its records."""
    whole = complete_project()
    document = DocumentRecord(kind="sow", topic="mail", events=events)
    kept = whole.sign_offs[:records]
    return replace(whole, documents=(*without_the_sow(whole), document), sign_offs=kept)


def never_issued(*events: DocumentEvent) -> Project:
    """The same statement of work, of which nothing was frozen here."""
    return replace(issued_with(*events), issued=())


def proof_of(project: Project) -> DocumentProof:
    """What is proven of the statement of work."""
    proof = verify_project(view_of(project), status_of(project))
    return next(document for document in proof.documents if (document.kind, document.topic) == ("sow", "mail"))


def sow_of(project: Project) -> DocumentStatus:
    """The status of the statement of work."""
    return document_of(status_of(project), "sow", "mail")


def test_typed_signatures_prove_nothing_of_what_was_issued() -> None:
    """Neither those before the issue nor those after it: bytes are signed by records alone."""
    for date in (day(2, 1), day(3, 1), day(3, 2)):
        project = issued_with(*signed(date), event(EventKind.AGREED, day(3, 3), "carl-lead"))

        assert (sow_of(project).state, sow_of(project).signatures_current) == ("issued", 0)
        assert proof_of(project).state is ProofState.MISSING
        assert len(proof_of(project).missing) == 2


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(BINDING), st.integers(1, 200), st.sampled_from(["vera-lead", "carl-lead"]))))
def test_no_mix_of_notes_makes_an_issued_document_current(typed: list[tuple[EventKind, int, str]]) -> None:
    """Whatever is typed, in whatever order and number, a state never runs ahead of the records."""
    events = [event(kind, dt.date(2026, 1, 1) + dt.timedelta(days=after), by) for kind, after, by in typed]
    for records in (0, 1):
        project = issued_with(*events, records=records)

        assert proof_of(project).state is ProofState.MISSING
        assert not {"signed", "agreed", "executing", "accepted"} & set(sow_of(project).reached)


def test_records_prove_what_was_issued() -> None:
    """With both of them the document is current; only the acceptance of its deliverables is typed here."""
    project = issued_with(records=2)

    assert proof_of(project).state is ProofState.CURRENT
    assert (sow_of(project).noted_states, sow_of(project).signatures_noted) == (("accepted",), 0)


def test_what_was_never_issued_here_is_noted() -> None:
    """A project that joined late has its signatures on paper: they hold its state, and look different."""
    project = never_issued(*signed(day(3, 2)))

    assert {"issued", "agreed"} <= set(sow_of(project).noted_states)
    assert (sow_of(project).signatures_current, sow_of(project).signatures_noted) == (2, 2)
    assert proof_of(project).state is ProofState.NOTED


def test_a_gate_tells_a_condition_that_a_note_meets() -> None:
    """Met by a note is met, and nobody takes it for proved."""
    whole = complete_project()
    noted = [criterion.title.text for gate in status_of(whole).gates for criterion in gate.criteria if criterion.noted]

    assert "Implementation Concept agreed" in noted
    assert not [text for text in noted if "sizing" in text]


def test_a_later_revision_is_not_signed_by_a_note_either() -> None:
    """Once a document was issued here, each later revision has to be issued and signed by records as well."""
    project = issued_with(*signed(day(6, 1)), records=2)
    raised = replace(project, sows=tuple(replace(sow, revision=2, revised=day(5, 1)) for sow in project.sows))

    assert sow_of(raised).signatures_current == 0


def test_a_typed_signature_of_an_issued_document_is_a_finding() -> None:
    """The author expects it to count; the finding says what does."""
    project = issued_with(*signed(day(3, 2)), records=2)

    assert [note.code for note in check_notes(project, library())] == ["note-without-effect"] * 2
    assert not list(check_notes(never_issued(*signed(day(3, 2))), library()))


def test_a_rejection_is_said_by_every_answer_with_its_reason() -> None:
    """Verification, the document and the gate: nobody asks for a signature that was refused."""
    project = issued_with(records=1)
    refusal = sign_off(
        "carl-lead",
        PartyKind.CUSTOMER,
        meaning=Meaning.REJECTED,
        conditions="R-017 was never tested",
        heads=(record_digest(project.sign_offs[0]),),
    )
    refused = replace(project, sign_offs=(*project.sign_offs, refusal))
    said = "Rejected by {name} on {date}: {reason}"

    assert proof_of(refused).state is ProofState.REFUSED
    assert [message.text for message in sow_of(refused).rejections] == [said]
    assert dict(sow_of(refused).rejections[0].values)["reason"] == "R-017 was never tested"
    reasons = [criterion.reason.text for gate in status_of(refused).gates for criterion in gate.criteria]
    assert said in reasons


def test_after_a_no_the_vendor_moves() -> None:
    """Neither who said no nor anybody else is asked to sign that revision: it is answered in a new one."""
    project = issued_with(records=1)
    refusal = sign_off("carl-lead", PartyKind.CUSTOMER, meaning=Meaning.REJECTED, conditions="It is too dear")
    refused = replace(project, sign_offs=(*project.sign_offs, refusal))
    asked = [(owed.kind, owed.owner) for owed in status_of(project).owed if owed.id == "sow-mail"]
    answered = [owed for owed in status_of(refused).owed if owed.id == "sow-mail"]

    assert asked == [("signature", "carl-lead")]
    assert [(owed.kind, owed.owner, owed.party) for owed in answered] == [("document", "vera-lead", PartyKind.VENDOR)]
    assert answered[0].title.text == "{document}: answer the rejection in a new revision"
    owners = [
        criterion.owner
        for gate in status_of(refused).gates
        for criterion in gate.criteria
        if criterion.about == "sow-mail"
    ]
    assert set(owners) <= {"vera-lead", None}


def test_who_has_left_is_asked_for_nothing() -> None:
    """A signer whose last day is past is no owner of a signature; on the last day still."""
    project = issued_with(records=1)
    last = day(3, 5)
    people = tuple(replace(person, until=last) if person.id == "carl-lead" else person for person in project.people)
    left = replace(project, people=people)

    def asked(on: dt.date) -> list[str | None]:
        return [
            owed.owner for owed in status_of(left, on=on).owed if owed.kind == "signature" and owed.id == "sow-mail"
        ]

    assert asked(last) == ["carl-lead"]
    assert asked(last + dt.timedelta(days=1)) == [None]


def test_who_signs_again_leaves_what_does_not_count_behind() -> None:
    """Only in the knowledge of it: what is put beside or behind a good record stays an error."""
    project = issued_with(records=2)
    vendor, good = project.sign_offs

    def told(*records: SignOff) -> list[str]:
        return [finding.code for finding in check_sign_offs(replace(project, sign_offs=(vendor, *records)))]

    bad = sealed(replace(good, project="other"))
    again = sealed(replace(good, heads=(vendor.name, bad.name)))
    behind = sealed(replace(good, project="other", heads=(good.name,)))
    of_another = sealed(replace(vendor, heads=(bad.name,)))

    assert told(good) == []
    assert told(bad) == ["sign-off-refused"]
    assert told(bad, again) == []
    assert told(good, bad) == ["sign-off-refused"]
    assert told(good, behind) == ["sign-off-refused"]
    assert told(bad, of_another) == ["sign-off-refused"]


@pytest.mark.parametrize("damage", ["folder", "person", "content"])
def test_no_repair_takes_a_good_record_away(damage: str) -> None:
    """What a record rests on may come back; the record itself is evidence."""
    project = issued_with(records=2)
    frozen = issued_sow()
    damaged = {
        "folder": replace(project, issued=()),
        "person": replace(project, people=project.people[:1]),
        "content": replace(project, issued=(replace(frozen, content=(ContentPart(id="1", title="", text="More"),)),)),
    }[damage]

    repairs = {finding.repair for finding in check_sign_offs(damaged) if finding.code == "sign-off-refused"}
    assert repairs
    assert not [repair for repair in repairs if "Take" in repair or "delete" in repair.lower()]


def unsigned(*events: DocumentEvent, issued: bool = True) -> Project:
    """A basic statement of work for which nobody is asked to sign, issued on 1 March."""
    frozen = replace(issued_sow(), document="basic-sow", topic=None)
    frozen = replace(frozen, fingerprint=issued_fingerprint("harbour", frozen))
    whole = complete_project()
    record = DocumentRecord(
        kind="basic-sow", revision=1, revised=day(3, 1), events=(event(EventKind.SENT, day(3, 1)), *events)
    )
    kept = tuple(document for document in whole.documents if document.kind != "basic-sow")
    return replace(whole, documents=(*kept, record), issued=(frozen, *whole.issued) if issued else whole.issued)


@pytest.mark.parametrize("kind", [EventKind.AGREED, EventKind.ACCEPTED, EventKind.SIGNED])
def test_a_note_on_what_was_issued_without_signatures_stays_a_note(kind: EventKind) -> None:
    """Where nobody is asked for a signature no record can be made: the note is called one, and proves nothing."""
    project = unsigned(event(kind, day(3, 3), "carl-lead"))

    assert document_of(status_of(project), "basic-sow", None).noted
    assert not list(check_notes(project, library()))
    (found,) = [
        proof for proof in verify_project(view_of(project), status_of(project)).documents if proof.kind == "basic-sow"
    ]
    assert found.state is ProofState.ISSUED


def test_what_needs_no_signature_is_issued_and_not_proved() -> None:
    """Nothing is proved of it, and nothing is missing."""
    project = unsigned()
    proof = verify_project(view_of(project), status_of(project))
    (found,) = [document for document in proof.documents if document.kind == "basic-sow"]

    assert (found.state, found.missing, found.signed) == (ProofState.ISSUED, (), ())
    assert document_of(status_of(project), "basic-sow").state == "issued"
    assert document_of(status_of(project), "basic-sow").reason.text.endswith("no signature is asked for")
    assert "issued" in render_verification((proof,))
    assert "no signature is asked for" in render_verification((proof,))
