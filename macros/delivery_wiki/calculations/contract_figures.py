"""The figures that a statement of work cites: what a signature on it binds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from delivery_wiki.model.project import Deliverable, PriceBasis, Project, Requirement, StatementOfWork

from .agreed_changes import agreed
from .efforts import figures
from .exact_text import digest_of, exact_text

ABSORBED = "change-request."
BASIS, RATES = "sow.basis", "sow.rates"
_RECKONED_INSIDE = frozenset({PriceBasis.FIXED_PRICE.value, PriceBasis.NOT_PRICED.value})


def contract_figures(project: Project, topic: str | None, on: dt.date) -> dict[str, str]:
    """Every figure that a statement of work cites: sums, terms, and one for each item."""
    sow = next((one for one in project.sows if one.topic == (topic or "basic")), None)
    if sow is None:
        return {}
    sums = figures(sow)
    found = {
        "sow.days": exact_text(sums.days),
        "sow.scope": digest_of(_scope(sow)),
        "sow.deliverables": digest_of(_handed(sow)),
    }
    if cited := _cited_requirements(project, sow):
        found["requirements.text"] = digest_of(cited)
    found |= _terms(sow) | _items(project, sow) | agreed_requests(project, on)
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
            found[RATES] = digest_of((one.role, exact_text(one.rate)) for one in sow.price.rates)
    if sow.payment:
        found["sow.payment"] = digest_of(
            (one.title, f"{exact_text(one.percent)} {' '.join(one.deliverables)}") for one in sow.payment
        )
    if clock := sow.acceptance_clock:
        periods = (clock.review_business_days, clock.cure_business_days, clock.rejections, clock.silence_accepts)
        found["sow.acceptance"] = "/".join("–" if one is None else exact_text(one) for one in periods)
    return found


def _items(project: Project, sow: StatementOfWork) -> dict[str, str]:
    """One figure for each item of the contract."""
    found = {f"requirement.{id}": digest_of([(id, text)]) for id, text in _cited_requirements(project, sow)}
    for one in sow.deliverables:
        if not one.withdrawn:
            due = one.agreed.isoformat() if one.agreed else one.due_text
            parts = [*_handed_over(one), ("due", due)]
            found[f"deliverable.{one.id}"] = digest_of(parts)
    found |= {f"work-package.{one.id}": exact_text(one.days) for one in sow.work_packages if not one.withdrawn}
    return found


def agreed_requests(project: Project, on: dt.date) -> dict[str, str]:
    """The change requests that are agreed on a day: a revision issued then holds them."""
    return {f"{ABSORBED}{one.id}": "agreed" for one in agreed(project.changes, on)}


def _cited_requirements(project: Project, sow: StatementOfWork) -> list[tuple[str, str]]:
    return [wording_of(one) for one in active_requirements(project) if one.sow in {sow.id, sow.topic}]


def _scope(sow: StatementOfWork) -> Iterable[tuple[str, str]]:
    yield from (("in", text) for text in sow.scope)
    yield from (("out", text) for text in sow.out_of_scope)


def _handed(sow: StatementOfWork) -> Iterable[tuple[str, str]]:
    for deliverable in sow.deliverables:
        if not deliverable.withdrawn:
            yield from _handed_over(deliverable)


def _handed_over(deliverable: Deliverable) -> Iterable[tuple[str, str]]:
    yield (deliverable.id, f"{deliverable.title}\n{deliverable.description}")
    yield from ((one.id, f"{one.statement}\n{one.method}") for one in deliverable.acceptance)


def active_requirements(project: Project) -> list[Requirement]:
    """The requirements that count, by id."""
    active = (one for one in project.requirements if not one.withdrawn and one.decision is None)
    return sorted(active, key=lambda one: one.id)


def wording_of(requirement: Requirement) -> tuple[str, str]:
    """What a requirement says, under its id."""
    return (requirement.id, f"{requirement.statement}\n{requirement.fit_criterion}")
