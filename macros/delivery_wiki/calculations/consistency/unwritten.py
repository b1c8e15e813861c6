"""Parts of a document that nobody wrote: the document leaves them out, and its author is told before it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.clause_texts import ClauseFacts, chosen_clauses, conditions_of, periods_of
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project import Agenda, Deliverable, Offer, PriceBasis, Project, StatementOfWork


def check_unwritten(project: Project, library: Library) -> Iterator[Finding]:
    """What statements of work, the offer and the agenda do not say, once they are dated."""
    for sow in project.sows:
        if sow.revised is not None and not _is_issued(project, sow):
            yield from _in_statement(project, library, sow)
    if project.offer is not None:
        yield from _in_offer(project.offer)
    if project.agenda is not None and project.agenda.date is not None:
        yield from _in_agenda(project.agenda)


def _is_issued(project: Project, sow: StatementOfWork) -> bool:
    """Whether this revision is a draft no more: what it says is said."""
    kinds = {("basic-sow", None), ("sow", "basic")} if sow.topic == "basic" else {("sow", sow.topic)}
    return any((one.document, one.topic) in kinds and one.revision == sow.revision for one in project.issued)


def _in_statement(project: Project, library: Library, sow: StatementOfWork) -> Iterator[Finding]:
    missing = {
        "scope": not sow.scope,
        "out_of_scope": not sow.out_of_scope,
        "deliverables": not any(not one.withdrawn for one in sow.deliverables),
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
    requirements = [one for one in project.requirements if not one.withdrawn and one.decision is None]
    if requirements and not any(one.sow in {sow.id, sow.topic} for one in requirements):
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
    pin = project.clauses
    clauses = library.clause_set(pin.id, pin.version) if pin else None
    facts = ClauseFacts(values=periods_of(sow), conditions=frozenset(conditions_of(sow)))
    return any(not one.missing for one in chosen_clauses(project, clauses, ClausePlace.ACCEPTANCE, facts))


def _in_deliverable(one: Deliverable) -> Iterator[Finding]:
    if not one.acceptance:
        yield _unwritten(one.id, one.location, _CRITERIA)
    if one.expected is None and not one.due_text and one.milestone is None:
        yield _unwritten(one.id, one.location, _DUE)


def _in_offer(offer: Offer) -> Iterator[Finding]:
    if not offer.sows:
        yield _unwritten(
            "the offer", offer.location.at("sows"), ("what is offered", "Name statements of work in sows.")
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
