"""Baselines: what a signature binds, what moved since, and which change request names it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.baseline_checks import check_baselines
from delivery_wiki.calculations.evidence.current_figures import current_figures
from delivery_wiki.calculations.evidence.document_facts import ProjectFacts
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.calculations.verification.baselines import MovedField, moved_fields
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import (
    MARK,
    complete_project,
    day,
    issued_and_signed,
    library,
    requirement,
    view_of,
)


def signed_project(*documents: DocumentRecord) -> Project:
    """The complete project whose SOW was issued on 1 March and signed by both sides on the next day.

    Given documents take the place of the signatures.
    """
    whole = complete_project()
    figures = current_figures("sow", "mail", view_of(whole), None, on=EVER)
    issued = Issued(document="sow", topic="mail", revision=1, fingerprint=MARK, issued=day(3, 1), figures=figures)
    kept = [document for document in whole.documents if (document.kind, document.topic) != ("sow", "mail")]
    unsigned = replace(whole, documents=(*kept, *documents), changes=(), issued=(), sign_offs=())
    return replace(unsigned, issued=(issued,)) if documents else issued_and_signed(unsigned, issued, day(3, 2))


def moved(project: Project) -> tuple[MovedField, ...]:
    """What is not what was signed."""
    return moved_fields(ProjectFacts(view=view_of(project), on=dt.date.max, requirements=(), cases=()), None)


def with_sow(project: Project, **changes: Any) -> Project:
    """The project with a changed statement of work."""
    sows = tuple(replace(sow, **changes) if sow.topic == "mail" else sow for sow in project.sows)
    return replace(project, sows=sows)


def mail(project: Project) -> StatementOfWork:
    """The statement of work that was signed."""
    return next(sow for sow in project.sows if sow.topic == "mail")


def more_days(project: Project) -> Project:
    """One more day in the only work package."""
    package = mail(project).work_packages[0]
    return with_sow(project, work_packages=(replace(package, days=package.days + 1),))


def request(*moves: str, **changes: Any) -> ChangeRequest:
    """A change request raised after the signature."""
    values: dict[str, Any] = {
        "id": "CR-1",
        "title": "More",
        "reason": "More",
        "raised": day(4, 1),
        "raised_by": "carl-lead",
        "moves": moves,
    }
    return ChangeRequest(**(values | changes))


AGREED = {"decision": ChangeDecision.AGREED, "decided": day(4, 2)}


def codes(project: Project, requests: Sequence[ChangeRequest] = ()) -> list[str]:
    """The findings about baselines."""
    return [baseline.code for baseline in check_baselines(replace(project, changes=tuple(requests)), library())]


def test_what_is_as_it_was_signed_has_not_moved() -> None:
    """Nobody is bothered by a contract that stands."""
    assert moved(signed_project()) == ()


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({"scope": ("Mail", "Calendar")}, ["sow.scope"]),
        ({"out_of_scope": ("Operation",)}, ["sow.scope"]),
        ({"starts": dt.date(2026, 4, 2)}, ["sow.starts"]),
        ({"ends": dt.date(2026, 7, 1)}, ["sow.ends"]),
        ({"title": "Another title", "summary": "Other words", "revised": dt.date(2026, 5, 1)}, []),
    ],
)
def test_only_what_binds_moves(changes: dict[str, Any], figures: list[str]) -> None:
    """Scope and dates bind, a title and a summary do not."""
    assert [moved.figure for moved in moved(with_sow(signed_project(), **changes))] == figures


def test_a_moved_effort_is_named_by_its_work_package_and_not_by_its_sums_too() -> None:
    """One cause is one finding: the sum of the days and the price follow."""
    found = moved(more_days(signed_project()))
    package = mail(signed_project()).work_packages[0].id
    assert [(moved.figure, moved.before, moved.after) for moved in found] == [(f"work-package.{package}", "2.5", "3.5")]


def test_a_rate_moves_the_price() -> None:
    """The rates are what was signed; the total follows from them."""
    price = mail(signed_project()).price
    assert price is not None
    dearer = replace(price, rates=(replace(price.rates[0], rate=Decimal(1300)),))
    assert [moved.figure for moved in moved(with_sow(signed_project(), price=dearer))] == ["sow.rates"]


def test_requirements_bind_one_by_one() -> None:
    """A requirement that is reworded, added to the statement of work or taken out of it is named by its id."""
    project = signed_project()
    first, second, *rest = project.requirements
    changed = (
        replace(first, statement="The system shall work at night."),
        replace(second, withdrawn="Not needed."),
        *rest,
        requirement("R-050"),
    )
    found = moved(replace(project, requirements=changed))
    assert [(moved.name, moved.before is None, moved.after is None) for moved in found] == [
        (first.id, False, False),
        (second.id, False, True),
        ("R-050", True, False),
    ]


def test_nothing_binds_before_every_signature_is_there() -> None:
    """Issued is not signed; one signature of two is not signed either."""
    whole = signed_project()
    half = replace(whole, sign_offs=whole.sign_offs[:1])
    assert moved(more_days(half)) == ()


def test_a_change_request_has_to_name_what_moves() -> None:
    """The item itself or the statement of work that holds it; another item does not count."""
    project = more_days(signed_project())
    package = mail(project).work_packages[0].id
    assert codes(project) == ["change-request-missing"]
    assert codes(project, [request("SOW-basic")]) == ["change-request-missing"]
    assert codes(project, [request("SOW-mail")]) == ["change-request-open"]
    assert codes(project, [request(package)]) == ["change-request-open"]
    assert codes(project, [request("SOW-mail", **AGREED)]) == []


def test_a_refused_or_withdrawn_change_request_covers_nothing() -> None:
    """What was refused may not be done all the same."""
    project = more_days(signed_project())
    refused = request("SOW-mail", decision=ChangeDecision.REJECTED, decided=day(4, 2))
    assert codes(project, [refused]) == ["change-request-missing"]
    assert codes(project, [request("SOW-mail", withdrawn="Raised twice.")]) == ["change-request-missing"]


def test_a_change_request_covers_once() -> None:
    """One that the signed revision holds already gives no leave for the next move."""
    project = more_days(signed_project())
    held = project.issued[0]
    held = replace(held, figures={**held.figures, "change-request.CR-1": "agreed"})
    holding = issued_and_signed(replace(project, issued=(), sign_offs=()), held, day(3, 2))
    assert codes(holding, [request("SOW-mail", **AGREED)]) == ["change-request-missing"]
    earlier = request("SOW-mail", decision=ChangeDecision.AGREED, decided=day(2, 1))
    assert codes(project, [earlier]) == ["change-request-missing"]


def test_an_unknown_input_of_the_sizing_is_named() -> None:
    """A change request may name inputs of the pinned rule set only."""
    assert codes(signed_project(), [request(sizing=("userz",))]) == ["sizing-input-unknown"]
