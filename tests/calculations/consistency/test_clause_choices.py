"""What a project makes of a clause set: choices that fit it, values that are there, words that stay the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.clause_checks import check_clauses
from delivery_wiki.model.clauses import ClauseElsewhere, ClausePin, ClausePlace, ContractType, OwnClauses
from delivery_wiki.model.library import Library
from tests.pages.documents.examples import clause_sets, project, prose, statement_of_work

VALUES = {"region": "Ireland", "governing_law": "Ireland", "venue": "Dublin"}
DATED = date(2026, 11, 20)


@cache
def library() -> Library:
    """The clause sets that ship."""
    return Library(clause_sets=clause_sets())


def pinned(**changes: Any) -> ClausePin:
    """The European set for work, with its values."""
    known: dict[str, Any] = {"id": "en-europe", "version": "1", "contract_type": ContractType.WORK, "values": VALUES}
    return ClausePin(**(known | changes))


def found(pin: ClausePin | None, **of_the_sow: Any) -> list[tuple[str, str]]:
    """Codes and problems of a project with one statement of work."""
    sow = replace(statement_of_work(), **of_the_sow)
    return [(each.code, each.problem) for each in check_clauses(project(clauses=pin, sows=(sow,)), library())]


def test_a_set_that_fits_is_no_finding() -> None:
    """Type and values are written; what is optional may be missing."""
    assert found(pinned(), revised=DATED) == []


def test_a_value_is_missing_once_the_statement_of_work_has_a_date() -> None:
    """Before, nobody has to know the venue."""
    lacking = pinned(values={"region": "Ireland", "governing_law": "Ireland"})

    assert found(lacking, revised=None) == []
    assert [code for code, _ in found(lacking, revised=DATED)] == ["clause-without-value"]
    assert found(lacking, revised=DATED, clauses=ClausePin(values={"venue": "Cork"})) == []


@pytest.mark.parametrize(
    "choice",
    [
        {"without": ("venue",)},
        {"own": (OwnClauses(place=ClausePlace.GOVERNING_LAW, texts=("Irish law governs.",)),)},
        {"elsewhere": (ClauseElsewhere(place=ClausePlace.GOVERNING_LAW, contract="contract 17"),)},
    ],
    ids=lambda choice: next(iter(choice)),
)
def test_nobody_needs_the_value_of_a_clause_that_does_not_stand_there(choice: dict[str, Any]) -> None:
    """Left out, in own words, or in another contract."""
    assert found(pinned(values={"region": "Ireland", "governing_law": "Ireland"}, **choice), revised=DATED) == []


def test_clauses_are_left_out_of_a_set() -> None:
    """Without one there is nothing to leave out; those of the project's set a statement of work may leave out."""
    assert [code for code, _ in found(ClausePin(without=("venue",)))] == ["unknown-clauses"]
    assert found(pinned(), clauses=ClausePin(without=("venue",))) == []


def test_own_clauses_of_a_statement_of_work_use_the_defined_words() -> None:
    """A word that the definitions rule out, in the place of a clause of the set."""
    told = found(pinned(), warranty=("The contractor mends what is broken.",))

    assert told == [
        ("word-for-term", "'contractor' stands here, and the definitions of this contract say 'Vendor'"),
    ]


def test_prose_of_a_statement_of_work_uses_the_defined_words() -> None:
    """Under whatever heading: a contract has one word for one thing."""
    written = prose("sow/migration", ("warranty", "The vendor mends it.\n\nThat takes ten working days."))
    given = project(clauses=pinned(), sows=(statement_of_work(),), prose={written.name: written})

    (finding,) = check_clauses(given, library())

    assert finding.code == "word-for-term"
    assert "'working days'" in finding.problem


def test_another_set_needs_a_reason() -> None:
    """What was signed with other clauses says so."""
    other = ClausePin(id="as-before", version="1")

    assert [code for code, _ in found(pinned(), clauses=other)] == ["clauses-differ"]
    assert found(pinned(), clauses=replace(other, reason="Signed before.")) == []
    assert found(pinned(), clauses=pinned()) == []
