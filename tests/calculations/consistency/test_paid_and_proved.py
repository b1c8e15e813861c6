"""What is paid for is proved, and what is agreed or used was known and allowed before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.coverage import check_coverage
from delivery_wiki.calculations.consistency.known_before import check_known_before
from delivery_wiki.calculations.consistency.wording_checks import check_wording
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.environment import Environment, MigrationWave
from delivery_wiki.model.project.register_entries import Decision, OpenPoint
from delivery_wiki.model.project.requirements import Priority, Requirement, Verification
from delivery_wiki.model.project.scope_and_plan import DataProtection, Milestone, Scope
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceCriterion, Deliverable, PaymentMilestone
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.wording_files import read_wordings
from tests.calculations.status_projects import complete_project, requirement
from tests.calculations.test_margins import package, work

AGREED = dt.date(2026, 11, 2)
ROOT = Path(__file__).parents[3]
LIBRARY = Library(wordings=read_wordings(ROOT, ROOT, SchemaSet.load(ROOT / "schemas"))[0])


def project(*requirements: Requirement, criterion: str = "", paid: bool = True, **fields: Any) -> Project:
    """A project whose only deliverable is paid for, with one criterion."""
    criteria = (AcceptanceCriterion(id="AC-1", statement=criterion or "It works."),)
    due = dt.date(2027, 2, 26)
    deliverable = Deliverable(id="DEL-1", title="System", description="", acceptance=criteria, agreed=due)
    payment = (
        (PaymentMilestone(title="System accepted", percent=Decimal(100), deliverables=("DEL-1",)),) if paid else ()
    )
    sow = replace(work(package("WP-1", "1")), deliverables=(deliverable,), payment=payment)
    values: dict[str, Any] = {
        "tests": (case("T-9", "R-9"),),
        "decisions": (),
        "open_points": (),
        "environment": None,
        "poc": None,
        "milestones": (),
        **fields,
    }
    return replace(complete_project(), sows=(sow,), requirements=requirements, **values)


def case(id: str, *requirements: str) -> TestCase:
    """A test case of some requirements."""
    return TestCase(id=id, title=id, group="all", requirements=requirements, steps=("Do it.",), expected="Done.")


def wanted(id: str, **fields: Any) -> Requirement:
    """A requirement that is agreed and not checked yet."""
    values: dict[str, Any] = {"checks": (), "implemented": None, "agreed": AGREED, **fields}
    return requirement(id, **values)


def told(found: Iterator[Finding]) -> list[str]:
    """The codes and first words."""
    return [f"{item.code} {item.problem.split()[0]}" for item in found]


@pytest.mark.parametrize("criterion", ["R-9 is proved.", "T-9 passes.", "All of R-1, R-9 and R-3 are proved."])
def test_a_paid_requirement_is_named_by_a_criterion(criterion: str) -> None:
    """By its id or by that of a test case of it."""
    assert told(check_coverage(project(wanted("R-9"), criterion=criterion))) == []


@pytest.mark.parametrize("criterion", ["It works.", "R-90 is proved.", "XR-9 passes."])
def test_a_paid_requirement_without_a_criterion_is_told(criterion: str) -> None:
    """Not where nothing is paid, nor for what the customer does."""
    assert told(check_coverage(project(wanted("R-9"), criterion=criterion))) == ["requirement-without-criterion DEL-1"]
    assert told(check_coverage(project(wanted("R-9"), criterion=criterion, paid=False))) == []
    assert told(check_coverage(project(wanted("R-9", party=PartyKind.CUSTOMER), criterion=criterion))) == []


@pytest.mark.parametrize("verification", list(Verification))
def test_an_agreed_requirement_has_a_proof(verification: Verification) -> None:
    """A test case does for each; another verification than a test may say its own."""
    bare = wanted("R-1", verification=verification, deliverables=())

    assert told(check_coverage(project(bare))) == ["requirement-without-proof R-1"]
    assert told(check_coverage(project(bare, tests=(case("T-1", "R-1"),)))) == []
    assert told(check_coverage(project(replace(bare, agreed=None)))) == []
    said = check_coverage(project(replace(bare, proof="Seen by Nora on Friday.")))
    assert told(said) == (["requirement-without-proof R-1"] if verification is Verification.TEST else [])


def test_an_agreement_is_no_older_than_what_it_rests_on() -> None:
    """A question that is answered later or not at all, and a decision that is taken later."""
    later, earlier = dt.date(2026, 11, 5), dt.date(2026, 10, 27)
    asked = OpenPoint(id="OP-3", question="How long?", raised=earlier, owner="a", closed=later, about=("R-1",))
    decided = Decision(id="D-1", title="So", date=later, decided_by="a", about=("R-1",))

    assert known(open_points=(asked,)) == known(decisions=(decided,)) == ["agreed-before-known R-1"]
    assert known(open_points=(replace(asked, closed=None),)) == ["agreed-before-known R-1"]
    assert known(open_points=(replace(asked, closed=earlier),)) == []
    assert known(decisions=(replace(decided, date=AGREED),)) == []
    assert known(open_points=(replace(asked, about=("R-2",)),)) == []


def known(**fields: Any) -> list[str]:
    """What is told of a project with one agreed requirement."""
    return told(check_known_before(project(wanted("R-1"), **fields)))


def test_real_data_waits_for_its_agreement() -> None:
    """Waves always use it, deliverables and milestones where they are named; a project with waves says when."""
    wave = Environment(migration=(MigrationWave(id="W-1", title="Pilot", mailboxes=50, date=dt.date(2027, 3, 10)),))
    tried = Milestone(id="M-1", title="Tried", baseline=dt.date(2026, 10, 13))
    due = DataProtection(due=dt.date(2027, 3, 12), before=("DEL-1", "M-1"))

    assert known(environment=wave) == ["data-before-agreement W-1"]
    assert known(environment=wave, data_protection=due, milestones=(tried,)) == [
        f"data-before-agreement {id}" for id in ("DEL-1", "W-1", "M-1")
    ]
    assert known(environment=wave, data_protection=replace(due, signed=dt.date(2026, 10, 1))) == []
    assert known(environment=wave, data_protection=DataProtection()) == ["data-before-agreement the"]
    assert known() == []


@pytest.mark.parametrize(
    ("language", "verb", "priority", "is_told"),
    [
        ("de", "muss", Priority.SHOULD, True),
        ("de", "müssen", Priority.COULD, True),
        ("de", "soll", Priority.MUST, True),
        ("de", "soll", Priority.SHOULD, False),
        ("de", "muss", Priority.MUST, False),
        ("en", "shall", Priority.SHOULD, True),
        ("en", "should", Priority.MUST, True),
        ("en", "should", Priority.COULD, False),
        ("en", "must", Priority.MUST, False),
    ],
)
def test_the_verb_follows_the_priority(language: str, verb: str, priority: Priority, is_told: bool) -> None:
    """Else nobody knows which of the two counts."""
    item = wanted("R-1", statement=f"X {verb} Y.", priority=priority)
    found = told(check_wording(project(item, language=language, paid=False), LIBRARY))

    assert found == (["priority-otherwise R-1"] if is_told else [])


@pytest.mark.parametrize(
    ("language", "title", "is_told"),
    [
        ("en", "Groupware installed", True),
        ("en", "Groupware accepted", False),
        ("en", "Partial acceptance of the groupware", False),
        ("de", "Groupware installiert", True),
        ("de", "Groupware abgenommen", False),
        ("de", "Teilabnahme der Groupware", False),
    ],
)
def test_a_payment_is_called_by_an_acceptance(language: str, title: str, is_told: bool) -> None:
    """What is installed is not accepted yet."""
    whole = project(language=language)
    payment = (replace(whole.sows[0].payment[0], title=title),)
    found = told(check_wording(replace(whole, sows=(replace(whole.sows[0], payment=payment),)), LIBRARY))

    assert found == (["payment-without-acceptance the"] if is_told else [])


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        ("Nora reads the probe of a month, by M-5.", ["proved-after-acceptance R-9"]),
        ("Nora reads the probe of seven days, before DEL-1 is accepted.", []),
        ("Nora reads it by M-4, the day of the acceptance.", []),
        ("Nora reads it by M-77, which nobody knows.", []),
    ],
)
def test_what_is_proved_later_cannot_be_accepted_by(proof: str, expected: list[str]) -> None:
    """A month of operation is no proof on the day on which the system is handed over."""
    milestones = tuple(
        Milestone(id=id, title=id, owner="nora", baseline=day)
        for id, day in (("M-4", dt.date(2027, 2, 26)), ("M-5", dt.date(2027, 6, 18)))
    )
    given = project(
        wanted("R-9", proof=proof, deliverables=("DEL-1",)), criterion="R-9 is proved.", milestones=milestones
    )

    assert told(check_coverage(given)) == expected


@pytest.mark.parametrize(
    ("included", "excluded", "expected"),
    [
        ("Migration of mailboxes and calendars", "Migration of calendars", 1),
        ("Migration of mailboxes and calendars", "migration of CALENDARS", 1),
        ("Migration of mailboxes", "Migration of local archives", 0),
        ("Migration of mailboxes", "Migration", 0),
        ("Umzug der Adressbücher und der Kalender", "Umzug der Kalender", 1),
    ],
)
def test_nothing_is_in_the_scope_and_out_of_it(included: str, excluded: str, expected: int) -> None:
    """One item holds all that the other says: whoever reads both cannot tell what is owed."""
    given = project(scope=Scope(included=(included,), excluded=(excluded,)))
    sow = replace(given.sows[0], scope=(included,), out_of_scope=(excluded,))
    for whole in (given, replace(given, scope=Scope(), sows=(sow,))):
        codes = [finding.code for finding in check_coverage(whole)]
        assert codes.count("scope-both-ways") == expected
