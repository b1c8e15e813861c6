"""Other words make suspect what was said of them: always, for every link, and by nothing else."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.base.fingerprint import normal_digest, normal_text, ran_this_text
from delivery_wiki.calculations.base.item_words import item_words, requirement_words
from delivery_wiki.calculations.evidence.missing_words import missing_words
from delivery_wiki.calculations.evidence.requirement_states import LADDER
from delivery_wiki.calculations.evidence.traceability import trace
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.located import Confirmation
from delivery_wiki.model.project.register_entries import RiskState
from delivery_wiki.model.project.requirements import Priority, Verification
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CriterionState, FactKind, GateState, Health, ProjectStatus
from tests.calculations.status_projects import ON, complete_project, day, gate_of, result, run, status_of
from tests.calculations.worded_projects import worded, worded_project
from tests.tries import tries

WORDED = worded_project()
FORWARD = {GateState.SHUT: 0, GateState.SKIPPED: 0, GateState.REFUSED: 0, GateState.READY: 1, GateState.PASSED: 2}
OWN = {FactKind.AGREED, FactKind.IMPLEMENTED, FactKind.CHECKED}
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


def _changed(project: Project, field: str, id: str, **change: Any) -> Project:
    items = tuple(replace(item, **change) if item.id == id else item for item in getattr(project, field))
    changes: dict[str, Any] = {field: items}
    return replace(project, **changes)


def _with_deliverable(project: Project, id: str, **change: Any) -> Project:
    sows = tuple(
        replace(
            sow,
            deliverables=tuple(
                replace(deliverable, **change) if deliverable.id == id else deliverable
                for deliverable in sow.deliverables
            ),
        )
        for sow in project.sows
    )
    return replace(project, sows=sows)


def _found(project: Project) -> set[tuple[str, str, str]]:
    """Whose fact, of which kind, because of whom."""
    return {
        (suspicion.item, suspicion.kind.value, suspicion.about)
        for suspicion in status_of(project, day(9, 1)).suspicions
    }


def test_words_of_today_make_nothing_suspect() -> None:
    """With every link worded, everything stands as it did without words."""
    status = status_of(WORDED)

    assert status.suspicions == ()
    assert [gate.state for gate in status.gates] == [gate.state for gate in status_of(complete_project()).gates]
    assert missing_words(WORDED) == ()


@st.composite
def rewordings(draw: st.DrawFn) -> Project:
    """The worded project after R-001 was reworded in one of the ways that its fingerprint covers."""
    old = WORDED.requirements[0]
    field = draw(st.sampled_from(("statement", "fit_criterion", "priority", "party", "verification")))
    texts = {"statement": old.statement, "fit_criterion": old.fit_criterion}
    values: dict[str, st.SearchStrategy[Any]] = {
        "priority": st.sampled_from([priority for priority in Priority if priority is not old.priority]),
        "party": st.sampled_from([kind for kind in PartyKind if kind is not old.party]),
        "verification": st.sampled_from(
            [verification for verification in Verification if verification is not old.verification]
        ),
    }
    if field in texts:
        values[field] = TEXTS.filter(lambda text: normal_text(text) != normal_text(texts[field]))
    return _changed(WORDED, "requirements", "R-001", **{field: draw(values[field])})


@pytest.mark.slow
@tries(100)
@given(rewordings())
def test_every_rewording_is_told_at_every_link(project: Project) -> None:
    """Suspect in each of a hundred: the requirement, its child, its test, what brings it and what was said of it."""
    assert {
        ("R-001", "agreed", "R-001"),
        ("R-001", "implemented", "R-001"),
        ("R-001", "checked", "R-001"),
        ("R-002", "derived", "R-001"),
        ("T-001", "passed", "R-001"),
        ("DEL-1", "brought", "R-001"),
        ("D-1", "decided", "R-001"),
        ("A-1", "assessed", "R-001"),
    } == _found(project)


@tries(100)
@given(rewordings())
def test_a_rewording_never_moves_anything_forward(project: Project) -> None:
    """States and gates stand where they did, or lower; what must be met is open again."""
    before, after = status_of(WORDED), status_of(project)

    assert all(FORWARD[new.state] <= FORWARD[old.state] for old, new in zip(before.gates, after.gates, strict=True))
    for old, new in zip(before.requirements, after.requirements, strict=True):
        assert new.state == old.state or LADDER.index(new.state) < LADDER.index(old.state)
    assert after.requirements[0].state == "draft"
    assert after.requirements[0].suspect
    assert gate_of(after, "accepted").state is GateState.SHUT


@tries(50)
@given(st.sets(st.sampled_from(["agreed_words", "implemented_words", "decision_words", "check", "parents", "result"])))
def test_a_state_with_words_is_never_beyond_the_one_without(wrong: set[str]) -> None:
    """Whichever fingerprints are of other words, the state is at most what its facts claim."""
    other = "0" * 12
    changes: dict[str, Any] = {name: other for name in wrong if name in ("agreed_words", "implemented_words")}
    if "check" in wrong:
        changes["checks"] = tuple(replace(check, words=other) for check in WORDED.requirements[1].checks)
    if "parents" in wrong:
        changes["parent_words"] = {"R-001": other}
    project = _changed(WORDED, "requirements", "R-002", **changes)
    if "decision_words" in wrong:
        project = _changed(project, "requirements", "R-003", decision_words=other)
    if "result" in wrong:
        runs = project.test_runs[0]
        results = tuple(
            replace(result, requirements=dict.fromkeys(result.requirements, other)) for result in runs.results
        )
        project = replace(project, test_runs=(replace(runs, results=results),))

    for requirement in status_of(project).requirements:
        if requirement.claimed in LADDER:
            assert LADDER.index(requirement.state.replace("signed", "checked")) <= LADDER.index(requirement.claimed)
        assert requirement.suspect is (requirement.state.replace("signed", "checked") != requirement.claimed)


def _wrapped(text: str) -> str:
    return text.replace(" ", "\n  ") + "\n"


HARMLESS: dict[str, Callable[[Project], Project]] = {
    "wrapped anew": lambda project: _changed(
        project, "requirements", "R-001", statement=_wrapped(project.requirements[0].statement)
    ),
    "another form of letters": lambda project: _changed(
        project, "requirements", "R-001", statement=unicodedata.normalize("NFD", project.requirements[0].statement)
    ),
    "an empty key": lambda project: _changed(project, "requirements", "R-001", fit_criterion="", rationale=""),
    "owner, area, source": lambda project: _changed(
        project, "requirements", "R-001", owner="vera-lead", area="login", source="Mail", rationale="Why not"
    ),
    "another concept": lambda project: _changed(project, "requirements", "R-001", concept="login", answer="Yes."),
    "evidence": lambda project: _changed(project, "requirements", "R-001", agreed_evidence="Mail"),
    "dates of what is handed over": lambda project: _with_deliverable(
        project,
        "DEL-1",
        agreed=day(8, 1),
        forecast=day(8, 9),
        milestone="M-2",
        source="Mail",
        description="  It\nruns. ",
    ),
    "the probability": lambda project: _changed(project, "risks", "RISK-1", owner="vera-lead"),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_what_is_not_covered_makes_nothing_suspect(change: Callable[[Project], Project]) -> None:
    """Neither another way to write the same words nor what does not change them."""
    project = worded(_changed(WORDED, "requirements", "R-001", statement="Die Oberfläche soll größer werden."))

    assert _found(change(project)) == set()


LINKS: dict[str, tuple[Callable[[Project], Project], set[tuple[str, str, str]]]] = {
    "a step of a test": (
        lambda project: _changed(project, "tests", "T-001", steps=("Open the other page.",)),
        {("RISK-1", "assessed", "T-001")},
    ),
    "a criterion": (
        lambda project: _with_deliverable(
            project, "DEL-1", acceptance=tuple(replace(_criterion(project), statement="It runs fast.") for _ in "1")
        ),
        {("DEL-1", "accepted", "DEL-1"), ("RISK-1", "assessed", "AC-DEL-1")},
    ),
    "a criterion is added": (
        lambda project: _with_deliverable(
            project, "DEL-1", acceptance=(_criterion(project), replace(_criterion(project), id="AC-2"))
        ),
        {("DEL-1", "accepted", "DEL-1")},
    ),
    "a description": (
        lambda project: _with_deliverable(project, "DEL-2", description="It flies."),
        {("DEL-2", "accepted", "DEL-2")},
    ),
    "a measure": (
        lambda project: _changed(project, "risks", "RISK-1", response="Hope."),
        {("RISK-1", "found", "RISK-1")},
    ),
    "an assumption": (
        lambda project: _changed(project, "assumptions", "A-1", statement="Twenty log in."),
        {("A-1", "found", "A-1")},
    ),
    "a waived requirement": (
        lambda project: _changed(project, "requirements", "R-003", statement="The system shall fly."),
        {("R-003", "dismissed", "R-003"), *(("R-003", kind.value, "R-003") for kind in OWN)},
    ),
}


def _criterion(project: Project) -> Any:
    (found,) = [deliverable for sow in project.sows for deliverable in sow.deliverables if deliverable.id == "DEL-1"]
    return found.acceptance[0]


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_each_end_of_a_link_tells_on_the_other(
    link: tuple[Callable[[Project], Project], set[tuple[str, str, str]]],
) -> None:
    """What an item is about, whichever kind of item it is."""
    change, expected = link

    assert _found(change(WORDED)) == expected


def _reworded() -> Project:
    return _changed(WORDED, "requirements", "R-001", statement="The system shall work within a second.")


def test_the_gate_says_what_changed_since_when() -> None:
    """A passed test does not carry on to other words."""
    words = requirement_words(_reworded().requirements[0])
    agreed_again = {
        "agreed_words": words,
        "implemented_words": words,
        "checks": tuple(replace(check, words=words) for check in WORDED.requirements[0].checks),
    }
    status = status_of(_changed(_reworded(), "requirements", "R-001", **agreed_again))
    gate = gate_of(status, "accepted")
    (about_tests,) = [criterion for criterion in gate.criteria if criterion.about == "T-001"]

    assert about_tests.state is CriterionState.STALE
    assert about_tests.reason.text.format(**dict(about_tests.reason.values)) == (
        "R-001 changed since T-001 was passed on 2026-07-05"
    )
    assert status.requirements[0].state == "implemented"
    assert status.requirements[0].claimed == "checked"
    assert "R-001 changed since T-001 was passed on 2026-07-05" in [
        gap.text.format(**dict(gap.values)) for row in trace(status, ON).rows for gap in row.gaps
    ]


def _confirmed(date: dt.date, **words: str) -> Confirmation:
    return Confirmation(
        date=date,
        by="carl-lead",
        reason="Typing error",
        words={id.replace("_", "-"): text for id, text in words.items()},
    )


def _words(project: Project, id: str) -> str:
    return item_words(project)[id].words


def test_a_confirmation_clears_what_was_said_of_the_requirement() -> None:
    """With who, why and the new words; its test with it, while others look at their own."""
    project = _reworded()
    confirmed = (_confirmed(day(8, 2), R_001=_words(project, "R-001")),)
    left = _found(_changed(project, "requirements", "R-001", confirmed=confirmed))

    assert {item for item, _, _ in left} == {"R-002", "DEL-1", "D-1", "A-1"}


@pytest.mark.parametrize(
    "confirmed",
    [
        _confirmed(day(8, 2), R_001="0" * 12),
        _confirmed(day(8, 2)),
        _confirmed(day(2, 1), R_001="now"),
        _confirmed(day(12, 1), R_001="now"),
    ],
    ids=["other words", "no words", "before it was agreed", "not yet"],
)
def test_a_confirmation_of_something_else_clears_nothing(confirmed: Confirmation) -> None:
    """It is about words, and about what was there on its day."""
    project = _reworded()
    words = {id: _words(project, "R-001") if text == "now" else text for id, text in confirmed.words.items()}
    with_it = _changed(project, "requirements", "R-001", confirmed=(replace(confirmed, words=words),))

    assert _found(with_it) == _found(project)


@pytest.mark.parametrize(
    ("item", "about", "confirm"),
    [
        ("R-002", "R-001", lambda project, given: _changed(project, "requirements", "R-002", confirmed=given)),
        ("DEL-1", "R-001", lambda project, given: _with_deliverable(project, "DEL-1", confirmed=given)),
        ("D-1", "R-001", lambda project, given: _changed(project, "decisions", "D-1", confirmed=given)),
        ("A-1", "R-001", lambda project, given: _changed(project, "assumptions", "A-1", confirmed=given)),
    ],
    ids=["child", "deliverable", "decision", "assumption"],
)
def test_each_item_confirms_its_own_link(item: str, about: str, confirm: Callable[..., Project]) -> None:
    """A parent's rewording is for the child to look at."""
    project = _reworded()
    confirmed = confirm(project, (_confirmed(day(8, 2), **{about.replace("-", "_"): _words(project, about)}),))

    assert _found(project) - _found(confirmed) == {entry for entry in _found(project) if entry[0] == item}


def test_a_new_run_clears_its_result_and_a_new_check_clears_check_and_implementation() -> None:
    """Each by the words that it was about."""
    project = _reworded()
    words = {"R-001": _words(project, "R-001")}
    again = run(day(7, 20), result(project.tests[0], requirements=words), name="again")
    checked = (
        *project.requirements[0].checks,
        replace(project.requirements[0].checks[0], date=day(7, 21), words=words["R-001"]),
    )
    rerun = replace(project, test_runs=(*project.test_runs, again))

    assert _found(project) - _found(rerun) == {("T-001", "passed", "R-001")}
    assert _found(project) - _found(_changed(project, "requirements", "R-001", checks=checked)) == {
        ("R-001", "checked", "R-001"),
        ("R-001", "implemented", "R-001"),
    }


def test_without_words_nothing_is_known_and_nothing_changes() -> None:
    """An old repository stands as it did, and its requirements say that nobody can tell."""
    project = complete_project()
    reworded = _changed(project, "requirements", "R-001", statement="The system shall fly.")
    status = status_of(reworded)

    assert status.suspicions == ()
    assert [requirement.unknown for requirement in status.requirements] == [True, True]
    assert [requirement.unknown for requirement in status_of(WORDED).requirements] == [False, False, False]
    assert [gate.state for gate in status.gates] == [gate.state for gate in status_of(project).gates]


def test_a_run_from_before_takes_the_words_that_its_case_keeps() -> None:
    """Records stay as they are: the case says what its requirements read when it was run last."""
    runs = tuple(
        replace(run, results=tuple(replace(result, requirements={}) for result in run.results))
        for run in WORDED.test_runs
    )
    kept = {"R-001": _words(WORDED, "R-001")}
    project = _changed(replace(WORDED, test_runs=runs), "tests", "T-001", requirement_words=kept)

    assert _found(project) == set()
    assert ("T-001", "passed", "R-001") in _found(
        _changed(project, "requirements", "R-001", statement="The system shall fly.")
    )


def test_a_closed_risk_whose_measure_changed_counts_as_open() -> None:
    """High in both, it is at risk again."""
    assert status_of(WORDED).health is not Health.AT_RISK
    assert WORDED.risks[0].state is RiskState.CLOSED

    project = _changed(WORDED, "risks", "RISK-1", response="Hope.")
    assert "RISK-1" in _cause(status_of(project))


def _cause(status: ProjectStatus) -> str:
    return status.cause.text.format(**dict(status.cause.values))


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
def test_a_recorded_text_of_a_case_stays_when_it_is_wrapped_anew(steps: list[str], expected: str) -> None:
    """What a run records from now on is over normal text."""
    case = TestCase(id="T-1", title="T", group="g", requirements=("R-1",), steps=tuple(steps), expected=expected)
    wrapped = replace(case, steps=tuple(f" {_wrapped(step)}" for step in steps), expected=_wrapped(expected))

    assert ran_this_text(wrapped, normal_digest(case))
