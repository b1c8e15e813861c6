"""Who is bound: partners who sign nothing, duties of the customer in deliverables, and blanks in what goes out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.bound_parties import check_blanks, check_bound_parties
from delivery_wiki.model.finding import Location
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.project.requirements import RequirementDecision
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt, AttemptOutcome, Deliverable
from delivery_wiki.model.sign_off import ExtraSignature
from tests.calculations.status_projects import complete_project, requirement
from tests.calculations.test_margins import package, work

PARTNERS = ExtraSignature(document="implementation-concept", party=PartyKind.PARTNER, role="Lead", meaning="approved")


def found(party: PartyKind, *signatures: ExtraSignature, accepted: bool = False, **fields: Any) -> list[str]:
    """The codes of a project with one requirement for a party, which a deliverable brings."""
    attempts = (AcceptanceAttempt(date=dt.date(2026, 11, 2), outcome=AttemptOutcome.ACCEPTED),) if accepted else ()
    deliverable = Deliverable(id="DEL-1", title="System", description="", attempts=attempts)
    sow = replace(work(package("WP-1", "1")), deliverables=(deliverable,))
    values: dict[str, Any] = {"checks": (), "deliverables": ("DEL-1",), "party": party, **fields}
    project = replace(
        complete_project(), requirements=(requirement("R-1", **values),), sows=(sow,), signatures=signatures
    )
    return [bound_party.code for bound_party in check_bound_parties(project)]


def test_a_partner_is_bound_by_its_signature_alone() -> None:
    """Nobody owes what others signed."""
    assert found(PartyKind.PARTNER) == ["party-does-not-sign"]
    assert found(PartyKind.PARTNER, PARTNERS) == []
    assert found(PartyKind.PARTNER, decision=RequirementDecision.WAIVED) == []


def test_what_the_customer_does_is_no_deliverable_of_the_vendor() -> None:
    """It is a duty; what was accepted already is settled."""
    assert found(PartyKind.CUSTOMER) == ["duty-in-deliverable"]
    assert found(PartyKind.CUSTOMER, deliverables=()) == found(PartyKind.VENDOR) == []
    assert found(PartyKind.CUSTOMER, accepted=True) == []


def blanks(text: str, file: str = "charter.md") -> int:
    """How many blanks a charter holds."""
    section = ProseSection(title="", text=text, location=Location(file=file, line=1, column=1))
    project = replace(complete_project(), prose={"charter": ProseFile(name="charter", sections=(section,))})
    return len(list(check_blanks(project)))


@pytest.mark.parametrize(
    "text", ["Signed on [Datum].", "The price is TBD.", "XXXX users", "By ____ at the latest", "t.b.a."]
)
def test_a_blank_is_told(text: str) -> None:
    """Whatever stands for what somebody meant to write."""
    assert blanks(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It is open (OP-1).",
        "A [name](https://example.org) of a page",
        "Why??",
        "Size XXL",
        "a__b",
        "STBD",
    ],
)
def test_words_and_links_are_no_blanks(text: str) -> None:
    """A sentence may say that something is open."""
    assert blanks(text) == 0


@pytest.mark.parametrize("text", ["??? note", '???+ "Title"', "  ??? tip\n    Folded.", "> ??? note"])
def test_a_folded_part_of_other_markdown_is_no_blank(text: str) -> None:
    """`markdown-not-read` says what it is; elsewhere than in Markdown it is none."""
    assert (blanks(text), blanks(text, "plan.yml"), blanks("Fewer than ??? a week")) == (0, 1, 1)
