"""The clause sets that ship, on the papers that take them: nothing unfilled, nothing invented, every choice told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.base.clause_texts import known_values, named_values
from delivery_wiki.model.clauses import (
    ClauseElsewhere,
    ClausePin,
    ClausePlace,
    ClauseSet,
    ContractType,
    OwnClauses,
    ReplacedClause,
)
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceClock
from delivery_wiki.pages.documents.statement_of_work import statement_of_work
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents import examples
from tests.pages.documents.examples import clause_sets, context_of, document_in, project, section, template
from tests.pages.documents.test_statement_of_work import SECTIONS
from tests.tries import tries

TEMPLATE = template(
    "sow",
    section("definitions", "definitions"),
    *SECTIONS,
    section("warranty", prose=True),
    section("contract-terms", "contract-terms"),
    section("precedence", prose=True),
)
EUROPE = next(each for each in clause_sets() if each.id == "en-europe")
LAWFUL = tuple(each for each in clause_sets() if each.country)
BEFORE = ClausePin(id="as-before", version="1")
VALUES = {"region": "Ireland", "governing_law": "Ireland", "venue": "Dublin"}


def taking(pin: ClausePin, language: str = "en", **of_the_sow: Any) -> str:
    """A statement of work with these clauses, as HTML without marks."""
    sow = replace(examples.statement_of_work(), **of_the_sow)
    given = project(clauses=pin, sows=(sow,), language=language)
    document = document_in(statement_of_work(context_of(given, TEMPLATE), "migration"))
    return re.sub(r"<[^>]+>", " ", str(HtmlRenderer(Words()).render((document,))))


def pinned(**changes: Any) -> ClausePin:
    """The European set for work, with its values."""
    known: dict[str, Any] = {"id": "en-europe", "version": "1", "contract_type": ContractType.WORK, "values": VALUES}
    return ClausePin(**(known | changes))


def row(text: str, subject: str) -> str:
    """What stands for a subject among the contract terms."""
    terms = text.partition("What is agreed")[2]
    return " ".join(terms.partition(f" {subject} ")[2].split())


@pytest.mark.parametrize("clause_set", LAWFUL, ids=lambda each: each.id)
def test_a_set_for_a_country_is_whole(clause_set: ClauseSet) -> None:
    """Each has its notice, a source for each clause, and something for each place of a contract."""
    assert clause_set.notice
    assert [clause.id for clause in clause_set.clauses if not clause.source] == []
    assert set(ClausePlace) == {clause.place for clause in clause_set.clauses}


def test_two_sets_say_the_same_things() -> None:
    """A subject that one language has, the other has as well."""
    assert len({tuple(clause.id for clause in each.clauses) for each in LAWFUL}) == 1
    assert len({tuple(sorted(each.contract_types)) for each in LAWFUL}) == 1


@tries(60)
@given(data=st.data())
def test_no_clause_prints_a_value_that_nobody_wrote(data: st.DataObject) -> None:
    """Whatever of clock, warranty and values is written, and of whatever type the contract is."""
    clause_set = data.draw(st.sampled_from(LAWFUL))
    names = [variable.name for variable in clause_set.variables]
    number = st.none() | st.integers(1, 30)
    pin = ClausePin(
        id=clause_set.id,
        version=clause_set.version,
        contract_type=data.draw(st.sampled_from(ContractType)),
        values=data.draw(st.dictionaries(st.sampled_from(names), st.just("here"))),
        without=tuple(data.draw(st.sets(st.sampled_from([clause.id for clause in clause_set.clauses]), max_size=9))),
    )
    clock = AcceptanceClock(
        review_business_days=data.draw(number),
        cure_business_days=data.draw(number),
        rejections=data.draw(number),
        silence_accepts=data.draw(st.none() | st.booleans()),
    )
    text = taking(pin, clause_set.languages[0], acceptance_clock=clock, warranty_months=data.draw(number))

    assert named_values({"": text}) & set(known_values(clause_set)) == set()


def test_what_nobody_wrote_is_not_agreed() -> None:
    """An optional value that is missing leaves its clause out, and the paper says so."""
    text = taking(pinned())

    assert row(text, "Cap on liability").startswith("not agreed")
    assert "is limited to" not in text
    assert row(text, "Agreed payment for delay").startswith("not agreed")
    assert "framework agreement" not in text


def test_an_optional_value_is_agreed_once_it_is_written() -> None:
    """The clause stands in its place, and its subject no longer among those that are not agreed."""
    text = taking(pinned(values={**VALUES, "liability_cap": "EUR 500,000"}))

    assert "is limited to EUR 500,000" in text
    assert "Cap on liability" not in text


@pytest.mark.parametrize("type", ContractType)
def test_each_type_of_contract_has_its_own_texts(type: ContractType) -> None:
    """Services are not accepted, a work has no record of services."""
    text = taking(pinned(contract_type=type))

    assert ("Services are not accepted as such" in text) is (type is ContractType.SERVICE)
    assert ("Each deliverable is accepted by itself" in text) is (type is not ContractType.SERVICE)


def test_silence_accepts_only_after_a_notice() -> None:
    """Fictitious acceptance needs completion, a period, and a word about what silence will mean."""
    text = taking(pinned(), acceptance_clock=AcceptanceClock(review_business_days=5, silence_accepts=True))

    assert "states in text form what silence will mean" in text
    assert "Silence of the customer is not acceptance" not in text


def test_a_small_number_is_a_word() -> None:
    """A contract says five days; what was signed with other clauses keeps its digits."""
    clock = AcceptanceClock(review_business_days=5, cure_business_days=30)
    text, before = taking(pinned(), acceptance_clock=clock), taking(BEFORE, acceptance_clock=clock)

    assert "within five business days after" in text
    assert "within 30 business days and" in text
    assert "within 5 business days after" in before


def test_every_choice_is_told_without_its_reason() -> None:
    """Other words, a place of its own, an addition and another contract stand at their subject; why is no term."""
    text = taking(
        pinned(
            replaced=(ReplacedClause(clause="late-payment", text="Pay in 14 days.", reason="House rule."),),
            own=(OwnClauses(place=ClausePlace.EXIT, texts=("No help is owed.",), reason="It is short."),),
            added=(OwnClauses(place=ClausePlace.SECRECY, texts=("Plans of {customer} are secret.",)),),
            elsewhere=(ClauseElsewhere(place=ClausePlace.LIABILITY, contract="contract 17 of 2026"),),
            without=("exit", "subcontracting"),
        )
    )

    assert "Pay in 14 days. One clause departs from the model." in " ".join(text.split())
    assert "No help is owed. In words of its own, not those of the model." in " ".join(text.split())
    assert "Plans of Customer Ltd are secret. This adds to the model." in " ".join(text.split())
    assert "House rule" not in text
    assert "It is short" not in text
    assert row(text, "Liability").startswith("see contract 17 of 2026")
    assert "Nothing limits" not in text
    assert row(text, "Sub-contractors").startswith("not agreed")


def test_a_statement_of_work_chooses_over_its_project() -> None:
    """Another venue holds for it alone; a set of its own begins anew."""
    own = taking(pinned(), clauses=ClausePin(values={"venue": "Cork"}))
    before = taking(pinned(), clauses=ClausePin(id="as-before", version="1", reason="It was signed."))

    assert "The courts of Cork have jurisdiction" in own
    assert "the one named first holds" in before
    assert "What is agreed" not in before


def test_a_paper_says_that_its_clauses_are_no_legal_advice() -> None:
    """The notice of the set stands below its terms."""
    assert "is no legal advice" in taking(pinned())
    assert "no legal advice" not in taking(ClausePin(id="as-before", version="1"))


def test_a_section_has_the_name_that_the_set_gives_it() -> None:
    """Claims for defects are no warranty."""
    assert "Claims for defects, and support" in taking(pinned())
    assert "Claims for defects, and support" not in taking(ClausePin(id="as-before", version="1"))
