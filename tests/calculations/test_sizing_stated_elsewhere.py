"""What the environment counts is compared with the sizing, however the number is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.sizing.stated_elsewhere import check_stated, stated_numbers
from delivery_wiki.model.process import Question, QuestionArea, TemplateSet
from delivery_wiki.model.project import Answer, Environment, InputBasis, Pin, SizingInput, SizingRequest
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


def told(answer: str, *users: int, differs: str = "") -> list[str]:
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
            )
        ),
        sizing=SizingRequest(rules=Pin(id="groupware-sessions", version="1"), inputs=inputs),
    )
    return [one.problem for one in check_stated(project, read_rule_set("groupware-sessions-1"), TEMPLATES)]


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
