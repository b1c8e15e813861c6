"""Each choice of clauses is a change by itself: what was left out, reworded, added, or agreed elsewhere."""

from __future__ import annotations

from delivery_wiki.calculations.business_diff.changes import Thing, Topic
from delivery_wiki.calculations.business_diff.clause_changes import clause_changes
from delivery_wiki.model.clauses import ClauseElsewhere, ClausePin, ClausePlace, ContractType, ReplacedClause

THING = Thing(Topic.RULES)
EUROPE = ClausePin(id="en-europe", version="1", contract_type=ContractType.WORK, values={"venue": "Dublin"})


def told(before: ClausePin | None, after: ClausePin | None) -> list[tuple[str, str]]:
    """Kind and name of each change."""
    return [(change.kind.value, change.field) for change in clause_changes(THING, before, after)]


def test_the_same_clauses_are_no_change() -> None:
    """Nor is having none before and after."""
    assert told(EUROPE, EUROPE) == []
    assert told(None, None) == []


def test_another_set_is_told_with_its_type_and_its_values() -> None:
    """What was pinned before stands beside it."""
    found = list(clause_changes(THING, ClausePin(id="as-before", version="1"), EUROPE))

    assert (found[0].field, found[0].before, found[0].after) == ("Clause set", "as-before 1", "en-europe 1")
    assert told(ClausePin(id="as-before", version="1"), EUROPE)[1:] == [
        ("changed", "Type of contract"),
        ("added", "Values of clauses"),
    ]


def test_each_choice_is_told_by_itself() -> None:
    """Left out, in other words, and in another contract; taken back, it is removed."""
    chosen = ClausePin(
        id="en-europe",
        version="1",
        contract_type=ContractType.WORK,
        values={"venue": "Dublin"},
        without=("exit",),
        replaced=(ReplacedClause(clause="law", text="Irish law governs.", reason="Shorter."),),
        elsewhere=(ClauseElsewhere(place=ClausePlace.LIABILITY, contract="contract 17"),),
    )

    assert [field for _, field in told(EUROPE, chosen)] == [
        "Clause left out",
        "Clause in other words",
        "Agreed in another contract",
    ]
    assert ("removed", "Clause left out") in told(chosen, EUROPE)
