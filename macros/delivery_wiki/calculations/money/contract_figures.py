"""The figures that a statement of work cites: what a signature on it binds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, PriceBasis, StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from ..base.contract_in_force import contract_of, stated_terms
from ..base.exact_text import digest_of, exact_text
from .agreed_changes import agreed, agreed_requirements, as_agreed
from .efforts import figures

ABSORBED = "change-request."
BASIS, RATES = "sow.basis", "sow.rates"
_RECKONED_INSIDE = frozenset({PriceBasis.FIXED_PRICE.value, PriceBasis.NOT_PRICED.value})


def contract_figures(project: Project, topic: str | None, on: dt.date) -> dict[str, str]:
    """Every figure that a statement of work cites: sums, terms, and one for each item; empty where there is none.

    Exact texts without thousands marks: days in person-days, the total with its currency, dates in ISO 8601; whatever
    is longer, and the rates, as a digest.
    """
    written = next((sow for sow in project.sows if sow.topic == (topic or "basic")), None)
    if written is None:
        return {}
    sow = as_agreed(written, project.changes, on)
    sums = figures(sow)
    found = {
        "sow.days": exact_text(sums.days),
        "sow.scope": digest_of(_scope(sow)),
        "sow.deliverables": digest_of(_handed(sow)),
    }
    if cited := _cited_requirements(project, sow, on):
        found["requirements.text"] = digest_of(cited)
    found |= _terms(sow) | _contract(project, sow) | _items(cited, sow) | agreed_requests(project, on)
    if sums.total is not None:
        found["sow.total"] = f"{exact_text(sums.total)} {sums.currency}"
    if sow.starts:
        found["sow.starts"] = sow.starts.isoformat()
    if sow.ends:
        found["sow.ends"] = sow.ends.isoformat()
    return found


def frozen_as_now(issued: Mapping[str, str], current: Mapping[str, str]) -> dict[str, str]:
    """Frozen figures to be compared with today's: older ones of a fixed price, or of none, have a digest of rates."""
    inside = issued.get(BASIS) in _RECKONED_INSIDE and RATES not in current
    return {name: value for name, value in issued.items() if not (inside and name == RATES)}


def _terms(sow: StatementOfWork) -> dict[str, str]:
    """What else a contract fixes: how it is paid, and how a deliverable is accepted."""
    found = {}
    if sow.price is not None:
        found[BASIS] = sow.price.basis.value
        if not sow.price.is_reckoned_inside:  # a digest of one rate is found by trying
            found[RATES] = digest_of((rate.role, exact_text(rate.rate)) for rate in sow.price.rates)
    if sow.payment:
        found["sow.payment"] = digest_of(
            (
                payment.title,
                f"{exact_text(payment.percent)} {' '.join(payment.deliverables)}{' each time' * payment.each_time}",
            )
            for payment in sow.payment
        )
    if clock := sow.acceptance_clock:
        periods = (clock.review_business_days, clock.cure_business_days, clock.rejections, clock.silence_accepts)
        found["sow.acceptance"] = "/".join("–" if period is None else exact_text(period) for period in periods)
    return found


def _contract(project: Project, sow: StatementOfWork) -> dict[str, str]:
    """The contract data that hold for it, as one digest; nothing where nobody wrote any."""
    stated = stated_terms(contract_of(project, sow))
    return {"sow.contract": digest_of(stated)} if stated else {}


def _items(cited: Iterable[tuple[str, str]], sow: StatementOfWork) -> dict[str, str]:
    """One figure for each item of the contract."""
    found = {f"requirement.{id}": digest_of([(id, text)]) for id, text in cited}
    for deliverable in sow.deliverables:
        if not deliverable.withdrawn:
            due = deliverable.agreed.isoformat() if deliverable.agreed else deliverable.due_text
            if recurs := deliverable.recurs:
                due = f"{recurs.every.value} {recurs.first.isoformat()} {recurs.times} {due}"
            parts = [*_handed_over(deliverable), ("due", due)]
            found[f"deliverable.{deliverable.id}"] = digest_of(parts)
    found |= {
        f"work-package.{package.id}": exact_text(package.days) for package in sow.work_packages if not package.withdrawn
    }
    return found


def agreed_requests(project: Project, on: dt.date) -> dict[str, str]:
    """The change requests that are agreed on a day: a revision issued then holds them."""
    return {f"{ABSORBED}{change.id}": "agreed" for change in agreed(project.changes, on)}


def _cited_requirements(project: Project, sow: StatementOfWork, on: dt.date) -> list[tuple[str, str]]:
    agreed_ids = {requirement.id for requirement in agreed_requirements(project, on)}
    return [
        wording_of(requirement)
        for requirement in active_requirements(project)
        if requirement.sow in {sow.id, sow.topic} and requirement.id in agreed_ids
    ]


def _scope(sow: StatementOfWork) -> Iterable[tuple[str, str]]:
    yield from (("in", text) for text in sow.scope)
    yield from (("out", text) for text in sow.out_of_scope)


def _handed(sow: StatementOfWork) -> Iterable[tuple[str, str]]:
    for deliverable in sow.deliverables:
        if not deliverable.withdrawn:
            yield from _handed_over(deliverable)


def _handed_over(deliverable: Deliverable) -> Iterable[tuple[str, str]]:
    yield (deliverable.id, f"{deliverable.title}\n{deliverable.description}")
    yield from ((criterion.id, f"{criterion.statement}\n{criterion.method}") for criterion in deliverable.acceptance)


def active_requirements(project: Project) -> list[Requirement]:
    """The requirements that count, by id."""
    active = (
        requirement
        for requirement in project.requirements
        if not requirement.withdrawn and requirement.decision is None
    )
    return sorted(active, key=lambda requirement: requirement.id)


def wording_of(requirement: Requirement) -> tuple[str, str]:
    """What a requirement says, under its id."""
    return (requirement.id, f"{requirement.statement}\n{requirement.fit_criterion}")
