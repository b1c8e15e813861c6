"""Documents that are signed once they are issued, and agreed to by mail until then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.calculations.evidence.document_facts import DocumentFacts, ProjectFacts, document_facts
from delivery_wiki.calculations.evidence.unfit_to_sign import false_assumptions, has_places_to_sign, why_unfit
from delivery_wiki.model.document_kinds import CONCEPT
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.document_record import DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import ContentPart, Issued
from delivery_wiki.model.project.register_entries import Assumption, AssumptionState
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import ON, complete_project, day, document_of, event, status_of, view_of

KINDS = ("charter", "basic-sow", "formal-offer")


def _with(kind: str, *events: EventKind, issued: tuple[ContentPart, ...] | None = None) -> Project:
    whole = complete_project()
    record = DocumentRecord(
        kind=kind,
        revision=1,
        revised=day(3, 1),
        events=tuple(event(one, day(3, 2), "carl-lead") for one in events),
    )
    others = tuple(document for document in whole.documents if document.kind != kind)
    frozen = Issued(document=kind, revision=1, fingerprint="f" * 64, issued=day(3, 1), content=issued or ())
    kept = tuple(one for one in whole.issued if one.document != kind)
    return replace(whole, documents=(*others, record), issued=kept if issued is None else (*kept, frozen))


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_may_do_until_it_is_issued(kind: str) -> None:
    """Nobody is asked for a signature of what was only sent, and a typed agreement counts."""
    word = EventKind.ACCEPTED if kind == "formal-offer" else EventKind.AGREED
    sent = document_of(status_of(_with(kind, EventKind.SENT)), kind)
    said = document_of(status_of(_with(kind, EventKind.SENT, word)), kind)

    assert (sent.state, sent.signatures_needed) == ("sent", 0)
    assert word.value in said.reached


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_issued_with_places_to_sign_waits_for_both_sides(kind: str) -> None:
    """From then on a typed word says nothing, and both sides are asked."""
    places = (ContentPart(id=f"{kind}-signatures", title="Signatures", text="Vendor\nCustomer"),)
    found = document_of(status_of(_with(kind, EventKind.AGREED, EventKind.ACCEPTED, issued=places)), kind)

    assert found.state == "issued"
    assert [asked.party.value for asked in found.signatures_missing] == ["vendor", "customer"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_issued_without_a_place_to_sign_stays_agreed_by_mail(kind: str) -> None:
    """Nobody is asked afterwards for what the paper had no place for."""
    found = document_of(status_of(_with(kind, EventKind.AGREED, EventKind.ACCEPTED, issued=())), kind)

    assert found.signatures_needed == 0
    assert found.noted


@pytest.mark.parametrize(("motivation", "places"), [("The old system ends.", True), ("", False)])
def test_a_paper_with_blanks_has_no_place_to_sign(motivation: str, places: bool) -> None:
    """A required section that nobody wrote is not agreed to with a signature."""
    whole = complete_project()
    text = whole.prose["charter"]
    sections = tuple(
        replace(section, text=motivation) if section.title == "Motivation" else section for section in text.sections
    )
    found = _facts(replace(whole, prose={**whole.prose, "charter": replace(text, sections=sections)}))

    assert has_places_to_sign(found, is_archived=False) is places
    assert not has_places_to_sign(found, is_archived=True)
    why = why_unfit(found, is_archived=False)
    assert (Words().message(why) if why else "") == ("" if places else "Not written yet: Motivation")


def test_a_false_assumption_that_both_sides_settled_leaves_the_concept_fit_to_sign() -> None:
    """The change request that is about it says what holds in its place."""
    false = Assumption(id="A-9", statement="It holds.", state=AssumptionState.FALSE)
    change = ChangeRequest(id="CR-9", title="x", reason="x", raised=day(3, 1), raised_by="carl-lead", moves=("A-9",))
    agreed = replace(change, decision=ChangeDecision.AGREED, decided=day(3, 2), evidence="Mail")
    whole = replace(complete_project(), assumptions=(false,))

    assert [
        [assumption.id for assumption in false_assumptions(_facts(replace(whole, changes=changes), CONCEPT.id))]
        for changes in ((), (change,), (agreed,))
    ] == [["A-9"], ["A-9"], []]


def _facts(project: Project, kind: str = "charter") -> DocumentFacts:
    facts = ProjectFacts(view=view_of(project), on=ON, requirements=(), cases=())
    return document_facts(facts, kind, None)
