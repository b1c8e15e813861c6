"""Terms of a project's statements of work: the same in each of them, or a named exception."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.common_terms import check_common_terms
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.contract_data import ContractData
from delivery_wiki.model.project.located import Located
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceClock, StatementOfWork, Term, TermException
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.wording_files import read_wordings
from tests.calculations.status_projects import complete_project

NOWHERE = complete_project().location
ROOT = Path(__file__).parents[3]
LIBRARY = Library(wordings=read_wordings(ROOT, ROOT, SchemaSet.load(ROOT / "schemas"))[0])


def sow(topic: str, exceptions: tuple[Term, ...] = (), silence: bool = False, **terms: Any) -> StatementOfWork:
    """A statement of work with a clock of 10 days, in which silence is no acceptance."""
    clock = AcceptanceClock(location=NOWHERE, review_business_days=10, silence_accepts=silence, rejections=2)
    named = tuple(TermException(location=NOWHERE, term=term, reason="Small work.") for term in exceptions)
    return StatementOfWork(
        location=NOWHERE, topic=topic, title=topic, acceptance_clock=clock, exceptions=named, **terms
    )


def found(*sows: StatementOfWork) -> list[tuple[str, str]]:
    """The code and the first word of what is found: the statement of work."""
    project = replace(complete_project(), sows=sows)
    return [(common_term.code, common_term.problem.split()[0]) for common_term in check_common_terms(project, LIBRARY)]


def test_contract_data_of_the_project_are_repeated_by_nobody_and_changed_with_a_reason() -> None:
    """One fact has one place, also in the offer; what departs without a reason is one contract with two meanings."""
    project = replace(complete_project(), contract=ContractData(place="Oslo", payment_days=30))
    same, other = ContractData(place="Oslo"), ContractData(place="Bergen", order_number="7")
    sows = (sow("basic", contract=same), sow("brand", contract=other), sow("sso", (Term.PLACE,), contract=other))
    offer = Offer(location=NOWHERE, currency="EUR", sows=(), payment_days=30)
    told = [
        (finding.code, finding.problem.split()[0])
        for finding in check_common_terms(replace(project, sows=sows, offer=offer), LIBRARY)
    ]

    assert told == [
        ("contract-data-repeated", "SOW-basic"),
        ("terms-differ", "SOW-brand"),
        ("contract-data-repeated", "the"),
    ]


def test_contract_data_that_only_statements_of_work_have_are_compared_as_other_terms_are() -> None:
    """Without a common place, two statements of work that differ are told; an order number is that of one order."""
    oslo, bergen = ContractData(place="Oslo", order_number="1"), ContractData(place="Bergen", order_number="2")

    assert found(sow("basic", contract=oslo), sow("brand", contract=bergen)) == [("terms-differ", "SOW-brand")]


def test_silence_that_accepts_in_one_of_four_is_told_there() -> None:
    """The most usual term counts, whichever stands first; the odd one is named."""
    others = (sow("basic"), sow("migration"), sow("provisioning"))

    assert found(sow("brand", silence=True), *others) == [("terms-differ", "SOW-brand")]
    assert found(*others, sow("brand")) == []


@pytest.mark.parametrize(
    "terms",
    [{"warranty_months": 3}, {"precedence": ("The offer",)}, {"warranty": ("Lost mail is fetched again.",)}],
)
def test_a_warranty_or_an_order_of_documents_of_its_own_is_told(terms: dict[str, Any]) -> None:
    """Other months, another order, own words where the others have the clauses of the set."""
    basic, other = sow("basic", warranty_months=12), sow("brand", **{"warranty_months": 12, **terms})

    assert found(basic, other) == [("terms-differ", "SOW-brand")]
    assert (
        found(
            basic,
            replace(other, exceptions=sow("x", exceptions=(Term(next(iter(terms)).replace("_", "-")),)).exceptions),
        )
        == []
    )


def test_of_two_the_basic_one_is_the_measure() -> None:
    """It comes first in every project, and the topics build on it."""
    assert found(sow("archive", silence=True), sow("basic")) == [("terms-differ", "SOW-archive")]


def test_a_term_that_is_not_stated_contradicts_nothing() -> None:
    """A draft without a clock says nothing that another one denies."""
    assert found(sow("basic"), replace(sow("brand"), acceptance_clock=None)) == []


def test_an_exception_that_differs_from_nothing_is_told() -> None:
    """It would make readers look for a difference that is not there."""
    assert found(sow("basic"), sow("brand", exceptions=(Term.SILENCE,))) == [("exception-unused", "SOW-brand")]
    assert found(sow("basic"), sow("brand", exceptions=(Term.CURE,))) == [("exception-unused", "SOW-brand")]


def test_every_term_is_a_key_of_a_statement_of_work() -> None:
    """A term that no field holds could never differ."""
    holders = (StatementOfWork, AcceptanceClock, ContractData)
    fields = {name for holder in holders for name in holder.__dataclass_fields__}
    assert {term.key for term in Term} <= fields - set(Located.__dataclass_fields__)


@pytest.mark.parametrize(
    ("language", "text", "accepts", "is_told"),
    [
        ("de", "Geprüft wird binnen zehn Tagen; Schweigen gilt nicht als Zustimmung.", True, True),
        ("de", "Schweigen gilt als Abnahme.", False, True),
        ("de", "Schweigen gilt nicht als Abnahme.", False, False),
        ("de", "Wer schweigt, stimmt zu. Niemand wird nicht gefragt.", True, False),
        ("en", "They answer within five days; silence does not accept.", True, True),
        ("en", "Silence counts as acceptance.", False, True),
        ("en", "Silence is no acceptance.", False, False),
        ("en", "The data centre is quiet.", True, False),
    ],
)
def test_prose_about_silence_says_what_the_statements_of_work_say(
    language: str, text: str, accepts: bool, is_told: bool
) -> None:
    """The statement of work wins by the order of documents, so that the promise of the concept would be void."""
    section = ProseSection(title="", text=text, location=NOWHERE)
    prose = {"concept/acceptance": ProseFile(name="concept/acceptance", sections=(section,))}
    sows = (sow("basic", silence=accepts), sow("brand", silence=accepts))
    project = replace(complete_project(), language=language, sows=sows, prose=prose)

    assert bool(list(check_common_terms(project, LIBRARY))) is is_told


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "Die Stadtwerke prüfen binnen fünf Arbeitstagen.", "this sentence gives 5 business days to review"),
        ("de", "Die Stadtwerke prüfen binnen zehn Arbeitstagen.", ""),
        ("de", "Die Leitung berät binnen fünf Arbeitstagen.", ""),
        ("de", "Geprüft wird in 5, nachgebessert in 10 Arbeitstagen; die Prüfung dauert 5 Arbeitstage.", "gives 5"),
        ("en", "The customer reviews within 7 working days.", "this sentence gives 7 business days to review"),
        ("en", "The customer reviews within five business days, cure takes ten business days.", ""),
    ],
)
def test_prose_gives_the_time_to_review_that_the_statements_of_work_give(language: str, text: str, told: str) -> None:
    """Two periods in one sentence are not told apart, so that nothing is said of them."""
    section = ProseSection(title="", text=text, location=NOWHERE)
    written = {"concept/acceptance": ProseFile(name="concept/acceptance", sections=(section,))}
    project = replace(complete_project(), language=language, sows=(sow("basic"), sow("brand")), prose=written)
    problems = [finding.problem for finding in check_common_terms(project, LIBRARY)]

    assert len(problems) == (1 if told else 0)
    assert all(told in problem for problem in problems)
