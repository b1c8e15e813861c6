"""The list of dated facts against the documents themselves: every day that a document prints is a fact or a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from delivery_wiki.calculations.evidence.document_facts import ProjectFacts, document_facts
from delivery_wiki.calculations.evidence.printed_facts import printed_facts
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.macros.document_content import content_parts, find_document
from tests.pages.harbour import context, harbour

DAY = dt.date(2026, 9, 7)
PRINTED = "Sep 7, 2026"
# What is planned, owed, agreed for later, or the date of a paper itself, which papers that are older do not name.
NO_FACTS = {
    "AgendaItem.date",
    "Agenda.date",
    "Action.due",
    "Action.done",  # of minutes, which have no revisions
    "Acceptance.date",  # the day for which the certificate is prepared
    "Assumption.due",
    "ChangeRequest.ends",
    "ChangeRequest.running_costs_from",
    "ChangeRequest.valid_until",
    "Deliverable.agreed",
    "Deliverable.due",
    "Deliverable.forecast",
    "DocumentRecord.revised",
    "MigrationWave.date",
    "Milestone.baseline",
    "Milestone.forecast",
    "MovedMilestone.date",
    "Minutes.date",
    "Minutes.objections_until",
    "Offer.valid_until",
    "OpenPoint.due",
    "OptionPeriod.notice_by",
    "Price.valid_until",
    "StatementOfWork.revised",
    "Recurrence.first",
    "SourceReference.published",  # a publication stands for itself
    "StatementOfWork.ends",
    "StatementOfWork.starts",
}


def dated(value: Any) -> Iterator[str]:
    """Every field with a date in a value, as class and field."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, dt.date):
                yield f"{type(value).__name__}.{field.name}"
            else:
                yield from dated(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from dated(item)


def moved(value: Any, name: str) -> Any:
    """The same with one field set to the day wherever it has a date."""
    if is_dataclass(value) and not isinstance(value, type):
        changes = {}
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, dt.date):
                if f"{type(value).__name__}.{field.name}" == name:
                    changes[field.name] = DAY
            elif (new := moved(inner, name)) is not inner:
                changes[field.name] = new
        return replace(value, **changes) if changes else value
    if isinstance(value, tuple):
        new = tuple(moved(item, name) for item in value)
        return new if any(one is not other for one, other in zip(new, value, strict=True)) else value
    return value


def example() -> Project:
    """The example with every field, in a state in which documents tell most."""
    full = harbour()
    points = tuple(replace(open_point, closed=None) for open_point in full.open_points)
    return replace(full, open_points=points)


def documents_with_the_day(given: PageContext) -> Iterator[tuple[str, bool, bool]]:
    """Each document, whether it prints the day, and whether a fact of it has it."""
    project_facts = ProjectFacts(
        view=given.view, on=given.on, requirements=given.status.requirements, cases=given.status.cases
    )
    for item in given.status.documents:
        document = find_document(given, item.kind, item.topic)
        if document is None:
            continue
        text = "\n".join(part.text for part in content_parts(given, document) if part.id != "cover")
        facts = printed_facts(document_facts(project_facts, item.kind, item.topic))
        yield item.kind, PRINTED in text, any(fact.date == DAY for fact in facts)


FIELDS = sorted(set(dated(example())) - NO_FACTS)


@pytest.mark.slow
@pytest.mark.parametrize("name", FIELDS)
def test_what_a_document_prints_of_a_day_is_a_fact_of_it(name: str) -> None:
    """A date moved to a day that nothing else has: where that is read, it is on the list."""
    given = context(moved(example(), name))

    assert [kind for kind, printed, listed in documents_with_the_day(given) if printed and not listed] == []


def test_the_example_has_the_facts_that_the_list_knows() -> None:
    """A list that nothing is on would be no list."""
    known = {"ChangeRequest.decided", "Milestone.actual", "RequirementCheck.date", "TestRun.date", "Component.built"}

    assert known <= set(FIELDS)
    assert len(FIELDS) > 20
