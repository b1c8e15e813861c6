"""Parts of a document that nobody wrote: the document leaves them out, and its author is told before it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.base.clause_texts import (
    ClauseFacts,
    chosen_clauses,
    conditions_of,
    periods_of,
    taken_clauses,
)
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.document_kinds import SOW
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.agenda import Agenda
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, PriceBasis, StatementOfWork
from delivery_wiki.model.project.whole_project import Project


def check_unwritten(project: Project, library: Library) -> Iterator[Finding]:
    """What statements of work, the offer and the agenda do not say, once they are dated."""
    for sow in project.sows:
        if sow.revised is not None and not _is_issued(project, sow):
            yield from _in_statement(project, library, sow)
    if project.offer is not None:
        yield from _in_offer(project.offer)
        yield from _unanswered(project)
    if project.agenda is not None and project.agenda.date is not None:
        yield from _in_agenda(project.agenda)


def _is_issued(project: Project, sow: StatementOfWork) -> bool:
    """Whether this revision is a draft no more: what it says is said."""
    key = document_key(SOW.id, sow.topic)
    issued = (issued for issued in project.issued if document_key(issued.document, issued.topic) == key)
    return any(revision.revision == sow.revision for revision in issued)


def _in_statement(project: Project, library: Library, sow: StatementOfWork) -> Iterator[Finding]:
    missing = {
        "scope": not sow.scope,
        "out_of_scope": not sow.out_of_scope,
        "deliverables": not any(not deliverable.withdrawn for deliverable in sow.deliverables),
        "customer_duties": not sow.customer_duties,
        "price": sow.price is None,
        "work_packages": not sow.work_packages and not _is_without_price(sow),
        "acceptance": not _says_how_to_accept(project, library, sow),
    }
    for key, lacks in missing.items():
        if lacks:
            yield _unwritten(sow.id, sow.location.at(key), _STATEMENT[key])
    for deliverable in sow.deliverables:
        if not deliverable.withdrawn:
            yield from _in_deliverable(deliverable)
    requirements = [
        requirement
        for requirement in project.requirements
        if not requirement.withdrawn and requirement.decision is None
    ]
    if requirements and not any(requirement.sow in {sow.id, sow.topic} for requirement in requirements):
        yield _unwritten(sow.id, sow.location, _REQUIREMENTS)


_Part = tuple[str, str]
_STATEMENT: dict[str, _Part] = {
    "scope": ("what is done", "Write scope."),
    "out_of_scope": ("what is not done", "Write out_of_scope."),
    "deliverables": ("what is handed over", "Write deliverables."),
    "customer_duties": ("what the customer has to do", "Write customer_duties."),
    "price": ("a price", "Write price; with basis not-priced it says that there is none."),
    "work_packages": ("the work", "Write work_packages, or set the basis of the price to not-priced."),
    "acceptance": ("how a deliverable is accepted", "Write acceptance or acceptance_clock, or pin clauses."),
}
_REQUIREMENTS = ("which requirements it meets", "Name it as sow of the requirements.")
_CRITERIA = ("when it is accepted", "Write acceptance for it.")
_DUE = ("when it is due", "Give it a date, due_text or a milestone.")


def _is_without_price(sow: StatementOfWork) -> bool:
    return sow.price is not None and sow.price.basis is PriceBasis.NOT_PRICED


def _says_how_to_accept(project: Project, library: Library, sow: StatementOfWork) -> bool:
    if sow.acceptance:
        return True
    clock = sow.acceptance_clock
    if clock is not None and (periods_of(sow).keys() - {"warranty_months"} or clock.silence_accepts is not None):
        return True
    taken = taken_clauses(project, library, sow)
    facts = ClauseFacts(values=periods_of(sow), conditions=frozenset(conditions_of(sow)))
    return any(not clause.missing for clause in chosen_clauses(taken, ClausePlace.ACCEPTANCE, facts))


def _in_deliverable(deliverable: Deliverable) -> Iterator[Finding]:
    if not deliverable.acceptance:
        yield _unwritten(deliverable.id, deliverable.location, _CRITERIA)
    if deliverable.expected is None and not deliverable.due_text and deliverable.milestone is None:
        yield _unwritten(deliverable.id, deliverable.location, _DUE)


def _in_offer(offer: Offer) -> Iterator[Finding]:
    if not offer.sows:
        yield _unwritten(
            "the offer", offer.location.at("sows"), ("what is offered", "Name statements of work in sows.")
        )


def _unanswered(project: Project) -> Iterator[Finding]:
    """Lines of a request that an offer is to answer, and that nobody answered: the paper calls them open."""
    requests = [source.request.casefold() for source in project.sources if source.request]
    for requirement in project.requirements:
        asked = any(requirement.source.casefold().startswith(request) for request in requests)
        is_answered = requirement.sow or requirement.answer or requirement.decision or requirement.withdrawn
        if asked and not is_answered and requirement.party is PartyKind.VENDOR:
            yield warning(
                "request-unanswered",
                requirement.location,
                f"there is an offer, and nothing answers {requirement.id} ({requirement.source}): the paper says Open.",
                "Write its sow and deliverables, or decision and reason where it is not offered.",
            )


def _in_agenda(agenda: Agenda) -> Iterator[Finding]:
    if not agenda.items:
        yield _unwritten("the agenda", agenda.location.at("items"), ("a topic", "Write items."))
    if not agenda.attendees:
        yield _unwritten("the agenda", agenda.location.at("attendees"), ("who takes part", "Write attendees."))


def _unwritten(holder: str, place: Location, part: _Part) -> Finding:
    what, repair = part
    problem = f"{holder} does not say {what}; the document leaves it out"
    return warning("document-unwritten", place, problem, repair)
