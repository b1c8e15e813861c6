"""What the environment counts is compared with the sizing, however the number is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.sizing.stated_elsewhere import check_stated, stated_numbers
from delivery_wiki.model.process import Question, QuestionArea, TemplateSet
from delivery_wiki.model.project.environment import Answer, Environment, MigrationWave
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput, SizingRequest
from tests.calculations.rule_set_files import read_rule_set
from tests.calculations.status_projects import complete_project

QUESTION = Question(id="mailboxes", title="Mailboxes", counts=("user", "mailbox"))
TEMPLATES = TemplateSet(
    id="standard",
    version="1",
    title="Standard",
    documents=(),
    questionnaire=(QuestionArea(id="first", title="First", questions=(QUESTION,)),),
)


def told(answer: str, *users: int, differs: str = "", **environment: Any) -> list[str]:
    """The problems of a project with an answer and with users by class."""
    names = ("webmail-users", "groupware-users", "mobile-users")
    inputs = tuple(
        SizingInput(input=name, value=value, basis=InputBasis.MEASURED)
        for name, value in zip(names, users, strict=False)
    )
    project = replace(
        complete_project(),
        environment=Environment(
            answers=(
                Answer(question="mailboxes", answer=answer, source="Call", date=dt.date(2026, 10, 1), differs=differs),
            ),
            **environment,
        ),
        sizing=SizingRequest(rules=Pin(id="groupware-sessions", version="1"), inputs=inputs),
    )
    return [finding.problem for finding in check_stated(project, read_rule_set("groupware-sessions-1"), TEMPLATES)]


@pytest.mark.parametrize(
    ("answer", "users"),
    [
        ("6,000", (7200,)),
        ("6.000 am 1. Oktober 2026", (7000, 200)),
        ("about 10 012", (8200, 1800)),
        ("2400", (1500, 800, 101)),
    ],
)
def test_another_number_is_told_with_both(answer: str, users: tuple[int, ...]) -> None:
    """The sum of the classes counts, and the repair may be in either file."""
    (problem,) = told(answer, *users)

    assert answer in problem
    assert f"{sum(users):,}" in problem


@pytest.mark.parametrize(
    "answer",
    [
        *("10,000", "10.000", "10 000", "10’000", "10000 on 1 October 2026", "8,200 webmail and 1,800 groupware"),
        *("unknown", "two halls", "10k", "0.01 million"),
    ],
)
def test_the_same_number_is_found_however_it_is_written(answer: str) -> None:
    """With any mark, beside a date, or in parts; words that are no number say nothing."""
    assert told(answer, 8200, 1800) == []


def test_a_reason_clears_it_and_a_sizing_without_such_inputs_says_nothing() -> None:
    """One may differ from the other for a reason."""
    assert told("6,000", 7200, differs="Counted before the merger.") == []
    assert told("6,000") == []


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([",", ".", " ", "’", "\u202f", ""]))
def test_a_number_is_read_with_any_mark_between_its_groups(number: int, mark: str) -> None:
    """What a program of any country writes."""
    assert stated_numbers(f"about {number:,} boxes".replace(",", mark)) == (number,)


def waves(*sizes: int) -> tuple[MigrationWave, ...]:
    """Migration waves of so many mailboxes."""
    return tuple(MigrationWave(id=f"W-{size}", title="Wave", mailboxes=size) for size in sizes)


def test_waves_together_move_what_is_sized() -> None:
    """Their sum counts, and one may differ for a reason."""
    (problem,) = told("10,000", 8200, 1800, migration=waves(50, 9000))

    assert "the waves move 9,050 mailboxes, and webmail-users + groupware-users of the sizing is 10,000" in problem
    assert told("10,000", 8200, 1800, migration=waves(50, 9950)) == []
    assert told("10,000", 8200, 1800, migration=waves(50, 9000), migration_differs="The schools stay.") == []
    assert told("none") == []


def test_an_answer_that_cites_the_sizing_agrees_with_it() -> None:
    """A sum in braces is its number; what the sizing does not give is told."""
    assert told("{webmail-users + groupware-users} on 1 October", 8200, 1800) == []
    assert "webmail-users + groupware-users of the sizing is 10,000" in told("{webmail-users}", 8200, 1800)[0]
    (problem,) = told("{mobile-users} and 10,000", 8200, 1800)
    assert "cites {mobile-users}, and the sizing gives no such numbers" in problem


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("1 GB webmail, 10 GB groupware", ""),
        ("1.000 MB Webmail, 10 GB Groupware", ""),
        ("10 und 1,0 GB", ""),
        ("not known", ""),
        ("about 2k", ""),
        ("1 GB webmail, 20 GB groupware", "groupware-quota of the sizing is 10 GB"),
        ("2 GB webmail, 10 GB groupware", "webmail-quota of the sizing is 1 GB"),
        ("1 MB webmail, 10 GB groupware", "webmail-quota of the sizing is 1 GB"),
    ],
)
def test_each_input_that_a_question_states_stands_in_its_answer(answer: str, problem: str) -> None:
    """In any unit that converts; the questionnaire says which inputs these are, not the code."""
    given = (("webmail-quota", 1), ("groupware-quota", 10))
    question = Question(id="quota", title="Quota", inputs=("quota", "webmail-quota", "groupware-quota"))
    project = replace(
        complete_project(),
        environment=Environment(
            answers=(Answer(question="quota", answer=answer, source="Call", date=dt.date(2026, 10, 1)),)
        ),
        sizing=SizingRequest(
            rules=Pin(id="groupware-sessions", version="1"),
            inputs=tuple(SizingInput(input=name, value=value, basis=InputBasis.MEASURED) for name, value in given),
        ),
    )
    templates = replace(TEMPLATES, questionnaire=(QuestionArea(id="mail", title="Mail", questions=(question,)),))
    found = [finding.problem for finding in check_stated(project, read_rule_set("groupware-sessions-1"), templates)]

    assert [problem in text for text in found] == ([True] if problem else [])
