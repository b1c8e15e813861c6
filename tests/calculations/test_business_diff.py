"""The business diff of two sides: every field that can be written is told, and nothing that is the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.base.item_words import requirement_words
from delivery_wiki.calculations.business_diff.changes import ChangeKind, ComparedSide, FigureValue, ProjectDiff, Topic
from delivery_wiki.calculations.business_diff.comparison import compare_sides
from delivery_wiki.calculations.business_diff.values import WORDS
from delivery_wiki.model.project.internal_notes import Internal, InternalRemark
from delivery_wiki.model.project.located import SourceReference
from delivery_wiki.model.project.register_entries import Assumption, Risk
from delivery_wiki.model.project.register_entries import Level as RiskLevel
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceClock,
    Definition,
    Price,
    PriceBasis,
    SellRate,
    WorkPackage,
)
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.pages.diff.diff_lines import diff_sections
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import ON, complete_project, requirement, sizing_result, status_of, view_of
from tests.calculations.test_margins import change, package, work

WHOLE = complete_project()
LISTS = ("requirements", "sows", "tests", "milestones", "people", "parties", "decisions", "changes", "assumptions")


def side(project: Project, sizing: SizingResult | None = None, audience: Audience = Audience.INTERNAL) -> ComparedSide:
    """A project as an audience sees it, with its status."""
    result = sizing or sizing_result()
    return ComparedSide(view=view_of(project, audience), status=status_of(project, ON, result), sizing=result)


def compare(after: Project, before: Project = WHOLE, **sizing: SizingResult) -> ProjectDiff:
    """What changed from the complete project."""
    return compare_sides(side(before, sizing.get("old")), side(after, sizing.get("new")))


def other(value: Any) -> Any:
    """Another value of the same type; None where none can be made up."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next((item for item in type(value) if item is not value), None)
    if isinstance(value, str):
        return f"{value} changed"
    if isinstance(value, int | Decimal):
        return value + 1
    return value + dt.timedelta(days=1) if isinstance(value, dt.date) else None


def changed_items() -> Iterator[Any]:
    """Each field of the first item of each register, changed on its own."""
    for register in LISTS:
        items = getattr(WHOLE, register)
        for field in fields(items[0]) if items else ():
            value = getattr(items[0], field.name)
            if field.name in {"id", "topic", "location", *WORDS} or other(value) is None:
                continue
            change: dict[str, Any] = {field.name: other(value)}
            moved: dict[str, Any] = {register: (replace(items[0], **change), *items[1:])}
            project = replace(WHOLE, **moved)
            yield pytest.param(project, id=f"{register}-{field.name}")


def test_nothing_is_told_of_what_is_the_same() -> None:
    """A project beside itself is empty."""
    assert compare(WHOLE).empty


@pytest.mark.parametrize("project", list(changed_items()))
def test_every_field_that_can_be_written_is_told(project: Project) -> None:
    """A field without a rule of its own is told too, so that no change goes by unseen, and in words."""
    diff = compare(project)
    assert diff.changes
    assert diff_sections(diff, Words())


@pytest.mark.parametrize("field", ["agreed_words", "implemented_words", "parent_words", "checks"])
def test_words_that_are_written_down_first_are_not_told_and_others_in_their_place_are(field: str) -> None:
    """A fingerprint where none was changes nothing for a reader; another one says that somebody agreed anew."""
    first, *rest = WHOLE.requirements
    bare: Any = getattr(first, field)

    def carrying(words: str) -> Project:
        value: Any = {"R-002": words} if field == "parent_words" else words
        if field == "checks":
            value = tuple(replace(check, words=words) for check in bare)
        changes: dict[str, Any] = {field: value}
        return replace(WHOLE, requirements=(replace(first, **changes), *rest))

    known = requirement_words(first)
    assert compare(carrying(known)).changes == ()
    assert {change.subject for change in compare(carrying("0" * 12), carrying(known)).changes} == {"R-001"}


def test_requirements_that_come_go_and_are_withdrawn_are_told_apart() -> None:
    """With their ids as subjects, and the reason of a withdrawal."""
    first, second, *rest = WHOLE.requirements
    after = (replace(first, withdrawn="The partner does it."), *rest, requirement("R-099", agreed=None))
    found = compare(replace(WHOLE, requirements=after)).about(Topic.REQUIREMENTS)
    assert [(change.subject, change.kind, change.after) for change in found] == [
        (first.id, ChangeKind.WITHDRAWN, "The partner does it."),
        (second.id, ChangeKind.REMOVED, None),
        ("R-099", ChangeKind.ADDED, None),
    ]


def test_an_effort_is_told_with_its_sum_and_its_price() -> None:
    """Sums come before the items that they are made of, exact."""
    sow = next(kept for kept in WHOLE.sows if kept.topic == "mail")
    moved = replace(sow, work_packages=(replace(sow.work_packages[0], days=Decimal("4.5")),))
    found = compare(replace(WHOLE, sows=tuple(moved if kept is sow else kept for kept in WHOLE.sows)))
    told = [(change.subject, change.field, change.before, change.after) for change in found.about(Topic.EFFORT)]
    assert told[:2] == [
        ("SOW-mail", "Effort in days", FigureValue(value=Decimal("2.5")), FigureValue(value=Decimal("4.5"))),
        (
            "SOW-mail",
            "Total price",
            FigureValue(value=Decimal("2950.83"), currency="EUR"),
            FigureValue(value=Decimal("5311.49"), currency="EUR"),
        ),
    ]
    assert (sow.work_packages[0].id, "Days") in [change[:2] for change in told]


def test_days_spent_and_left_are_told_to_the_vendor_alone() -> None:
    """They stand below internal/, and are part of their work package once read."""
    sow = next(kept for kept in WHOLE.sows if kept.topic == "mail")
    package = sow.work_packages[0]
    reported = replace(sow, work_packages=(replace(package, spent=Decimal(2), remaining=Decimal(1)),))
    after = replace(WHOLE, sows=tuple(reported if kept is sow else kept for kept in WHOLE.sows))
    told = {}
    for audience in Audience:
        diff = compare_sides(side(WHOLE, audience=audience), side(after, audience=audience))
        told[audience] = {change.field for change in diff.changes if change.subject == package.id}

    assert {"Spent", "Remaining"} <= told[Audience.INTERNAL]
    assert told[Audience.CUSTOMER] == set()


def test_a_list_tells_what_came_into_it_and_what_was_reworded() -> None:
    """Texts that are much alike are one reworded text."""
    before = replace(WHOLE, goals=("Replace the webmail before June.", "One login."))
    after = replace(WHOLE, goals=("Replace the webmail before July.", "One login.", "Calendars for all."))
    found = compare(after, before).about(Topic.SCOPE)
    assert [(change.kind, change.before, change.after) for change in found] == [
        (ChangeKind.CHANGED, "Replace the webmail before June.", "Replace the webmail before July."),
        (ChangeKind.ADDED, None, "Calendars for all."),
    ]


def test_a_result_of_the_sizing_is_told() -> None:
    """By component, before and after."""
    found = compare(WHOLE, old=sizing_result(6), new=sizing_result(7)).about(Topic.SIZING)
    assert [(change.title, change.field, change.before, change.after) for change in found] == [
        ("Middleware nodes", "Number", FigureValue(value=6), FigureValue(value=7))
    ]


def test_prose_is_told_by_section() -> None:
    """The file and the heading say where."""
    file = WHOLE.prose["charter"]
    rewritten = replace(file, sections=(replace(file.sections[0], text="Other words."), *file.sections[1:]))
    found = compare(replace(WHOLE, prose={**WHOLE.prose, "charter": rewritten})).about(Topic.TEXTS)
    assert [(change.subject, change.title, change.before, change.after) for change in found] == [
        ("charter", "Motivation", "Text.", "Other words.")
    ]


def test_a_shut_gate_is_told_with_the_criterion_that_shut_it() -> None:
    """How many of how many, and which criterion moved."""
    first, *rest = WHOLE.requirements
    gates = compare(replace(WHOLE, requirements=(replace(first, checks=(), implemented=None), *rest))).gates
    moved = {gate.title: [(criterion.before, criterion.after) for criterion in gate.criteria] for gate in gates}
    assert moved
    assert all(("met", "open") in states for states in moved.values())


def test_an_internal_risk_is_told_to_nobody_outside() -> None:
    """The gate stands before the comparison; a customer's side holds nothing internal."""
    risk = Risk(
        id="RISK-9", statement="The margin is thin.", probability=RiskLevel.LOW, impact=RiskLevel.LOW, response="Wait."
    )
    notes = Internal(risks=(risk,), remarks=(InternalRemark(about="R-001", remark="Cheap to do."),))
    sides = [side(project, audience=Audience.CUSTOMER) for project in (WHOLE, replace(WHOLE, internal=notes))]
    assert compare_sides(*sides).empty
    assert compare(replace(WHOLE, internal=notes)).about(Topic.INTERNAL)


def told_of(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What the diff says in words of a statement of work with other terms."""
    sow = next(kept for kept in WHOLE.sows if kept.topic == "mail")
    sides = [
        replace(WHOLE, sows=tuple(replace(sow, **terms) if kept is sow else kept for kept in WHOLE.sows))
        for terms in (before, after)
    ]
    sections = diff_sections(compare(sides[1], sides[0]), Words())
    lines = [line for section in sections if section.key not in {"gates", "signatures"} for line in section.lines]
    return ["".join(span.text for span in line) for line in lines]


CLOCK = AcceptanceClock(review_business_days=10, silence_accepts=True, cure_business_days=10, rejections=2)
RECORDS = [
    pytest.param(
        {"acceptance_clock": CLOCK},
        {"acceptance_clock": replace(CLOCK, review_business_days=4)},
        "Acceptance period for review 10 → 4 business days (-6)",
        id="one-field-of-a-record",
    ),
    pytest.param(
        {"acceptance_clock": CLOCK},
        {"acceptance_clock": replace(CLOCK, rejections=None, silence_accepts=False)},
        "Acceptance period Silence accepts yes → no, Rejections 2 → nothing",
        id="fields-that-change-and-go",
    ),
    pytest.param(
        {"acceptance_clock": None},
        {"acceptance_clock": CLOCK},
        "Acceptance period nothing → for review: 10 business days, Silence accepts: yes, for repair: 10 business days, "
        "Rejections: 2",
        id="a-record-that-comes",
    ),
    pytest.param(
        {"definitions": (Definition(term="Work", meaning="All that is delivered."),)},
        {"definitions": (Definition(term="Work", meaning="All that is handed over."),)},
        "Definitions Work, Meaning All that is delivered. → All that is handed over.",
        id="an-entry-keeps-its-name",
    ),
    pytest.param(
        {"definitions": ()},
        {"definitions": (Definition(term="Work", meaning="All that is delivered."),)},
        "Definitions added: Term: Work, Meaning: All that is delivered.",
        id="an-entry-that-comes",
    ),
]


@pytest.mark.parametrize(("before", "after", "told"), RECORDS)
def test_a_value_of_several_fields_is_told_in_words(before: dict[str, Any], after: dict[str, Any], told: str) -> None:
    """Only the field that changed, by its name; never a row of values that a reader has to count."""
    assert any(told in line for line in told_of(before, after)), told_of(before, after)


def test_a_source_that_says_something_else_is_one_change() -> None:
    """It is not told as one that went and another that came."""
    source = SourceReference(id="SRC-1", title="Workshop")
    before, after = (replace(WHOLE, sources=(each,)) for each in (source, replace(source, title="Second workshop")))
    found = [change for change in compare(after, before).changes if change.field == "Sources"]
    assert [change.kind for change in found] == [ChangeKind.CHANGED]


def test_a_first_forecast_says_how_far_it_is_from_the_plan() -> None:
    """Where no forecast was before, the agreed day is what it is measured by."""
    milestone = replace(WHOLE.milestones[0], forecast=None, actual=None)
    assert isinstance(milestone.baseline, dt.date)
    later = replace(milestone, forecast=milestone.baseline + dt.timedelta(days=7))
    before, after = (replace(WHOLE, milestones=(each, *WHOLE.milestones[1:])) for each in (milestone, later))
    lines = [line for section in diff_sections(compare(after, before), Words()) for line in section.lines]
    assert any("(7 days later than planned)" in "".join(span.text for span in line) for line in lines)


def test_names_of_people_stand_where_ids_are_written() -> None:
    """A reader knows people by name."""
    before = replace(WHOLE, assumptions=(Assumption(id="A-1", statement="It holds.", owner="vera-lead"),))
    after = replace(WHOLE, assumptions=(Assumption(id="A-1", statement="It holds.", owner="carl-lead"),))
    found = compare(after, before).about(Topic.REGISTERS)
    assert [(change.field, change.before, change.after) for change in found] == [("Owner", "Vera Lead", "Carl Lead")]


def test_a_cap_that_is_reached_is_told_and_a_forecast_to_the_vendor_alone() -> None:
    """4,245.00 are not charged; what is spent and left is no word for a customer."""
    basic = WHOLE.sows[0]
    rates = (SellRate(role="consultant", rate=Decimal(1000)),)
    price = Price(basis=PriceBasis.TIME_AND_MATERIAL_CAPPED, currency="EUR", rates=rates, cap=Decimal(39_000))
    days = WorkPackage(id="WP-2", title="Work", role="consultant", days=Decimal("38"))
    before = replace(WHOLE, sows=(replace(basic, price=price, work_packages=(days,)), *WHOLE.sows[1:]))
    more = replace(days, days=Decimal("43.245"), spent=Decimal(40), remaining=Decimal(5))
    after = replace(before, sows=(replace(before.sows[0], work_packages=(more,)), *before.sows[1:]))

    told = {}
    for audience in Audience:
        diff = compare_sides(side(before, audience=audience), side(after, audience=audience))
        told[audience] = {change.field: change.after for change in diff.changes if "reached" in change.field}

    lost = {"Cap reached, not charged": FigureValue(value=Decimal("4245.000"), currency="EUR")}
    assert told[Audience.CUSTOMER] == lost
    assert told[Audience.INTERNAL] == lost | {
        "Cap reached by the forecast, not charged": FigureValue(value=Decimal(6000), currency="EUR")
    }


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.CUSTOMER])
def test_an_agreed_change_request_tells_its_cost_its_decision_and_the_new_total(audience: Audience) -> None:
    """Days and amount, who decided when, and the sums of its statement of work before and after."""
    before = replace(WHOLE, sows=(replace(work(package("WP-1", "10")), topic=WHOLE.sows[0].topic),), changes=())
    sow = before.sows[0].id
    request = change(moves=(sow,), sow=sow, decided=ON)
    found = compare_sides(
        side(before, audience=audience), side(replace(before, changes=(request,)), audience=audience)
    ).changes
    told = {(change.subject, change.field): (change.before, change.after) for change in found if change.field}

    assert told["CR-1", "Days"] == (None, FigureValue(value=Decimal(2)))
    assert told["CR-1", "Amount"] == (None, FigureValue(value=Decimal(2400), currency="EUR"))
    assert told["CR-1", "Decided on"] == (None, ON)
    assert told[sow, "Total price, with agreed change requests"] == (
        FigureValue(value=Decimal(10_000), currency="EUR"),
        FigureValue(value=Decimal(12_400), currency="EUR"),
    )
    assert told[sow, "Effort in days, with agreed change requests"][1] == FigureValue(value=Decimal(12))
