"""What happened when: the dated facts that a document contains, told by the sections that its template computes.

What is planned, owed or valid until a day is no fact of that day, and may lie after the date of a revision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from delivery_wiki.model.document_kinds import (
    ACCEPTANCE_CERTIFICATE,
    CHANGE_REQUEST,
    CONCEPT,
    ENVIRONMENT_EVALUATION,
    FORMAL_OFFER,
    RETROSPECTIVE,
    change_request,
)
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork

from ..base.contract_in_force import contract_of
from ..money.agreed_changes import agreed, touches
from ..money.offers import ordered_options
from .current_figures import cites_sizing
from .document_facts import DocumentFacts
from .failed_requirements import failures

Facts = Iterator["PrintedFact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFact:
    """Something that happened on a day, in words, and where it is written."""

    what: str
    date: dt.date
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRevision:
    """The revision that a document has now, with its date, and where the author typed that.

    `issued` is the day on which it was frozen: it holds nothing of later days.
    """

    revision: int | None
    date: dt.date
    location: Location
    issued: dt.date | None


def dated_revision(document: DocumentFacts) -> DatedRevision | None:
    """The current revision where it has a date: the author's, else the day on which it was issued."""
    holder = document.sow or document.record
    issued = document.issue_of(document.revision)
    date = document.revised or (issued.issued if issued else None)
    if date is None or holder is None:
        return None
    typed = next((source for source in (document.sow, document.record) if source and source.revised), None)
    location = typed.location.at("revised") if typed else holder.location
    day = issued.issued if issued else None
    return DatedRevision(revision=document.revision, date=date, location=location, issued=day)


def younger_facts(document: DocumentFacts, revision: DatedRevision) -> tuple[PrintedFact, ...]:
    """What the document contains of days after its revision, the newest first."""
    last = min(document.on, revision.issued or document.on)
    found = {fact for fact in printed_facts(document) if revision.date < fact.date <= last}
    return tuple(sorted(found, key=lambda fact: (-fact.date.toordinal(), fact.what)))


def printed_facts(document: DocumentFacts) -> Facts:
    """Every dated fact in the sections of the document."""
    template = document.template
    if template is None or not document.has_content:
        return
    for name in dict.fromkeys(section.computed for section in template.sections if section.computed):
        rule = _RULES.get((document.kind, name)) or _RULES.get(("", name))
        if rule is not None:
            yield from rule(document)
    if document.sow is not None:
        yield from _inputs(document)  # prose may name a figure of the sizing, too
        yield from _agreed_changes(document, document.sow)


def _fact(what: str, date: dt.date | None, location: Location) -> Facts:
    if date is not None:
        yield PrintedFact(what=what, date=date, location=location)


def _framework_agreement(document: DocumentFacts) -> Facts:
    agreement = contract_of(document.project, document.sow).framework_agreement
    if agreement is not None:
        yield from _fact("the framework agreement was signed", agreement.signed, agreement.location.at("signed"))


# --- sections of one document ---------------------------------------------------------------------


def _milestones(document: DocumentFacts) -> Facts:
    for milestone in document.project.milestones:
        if not milestone.withdrawn:
            yield from _fact(f"{milestone.id} was reached", milestone.actual, milestone.location.at("actual"))


def _components(document: DocumentFacts) -> Facts:
    for component in document.project.architecture.components if document.project.architecture else ():
        yield from _fact(f"'{component.id}' was built", component.built, component.location.at("built"))


def _inputs(document: DocumentFacts) -> Facts:
    request = document.project.sizing
    is_without = document.sow is not None and not cites_sizing(document.kind, document.topic, document.project)
    if request is None or is_without:
        return
    for sizing_input in request.inputs:
        yield from _fact(
            f"the sizing input {sizing_input.input} was given", sizing_input.date, sizing_input.location.at("date")
        )


def _answers(document: DocumentFacts) -> Facts:
    for answer in document.project.environment.answers if document.project.environment else ():
        yield from _fact(f"'{answer.question}' was answered", answer.date, answer.location.at("date"))


def _open_points(document: DocumentFacts) -> Facts:
    for open_point in document.project.open_points:
        if not open_point.withdrawn and open_point.closed is None:
            yield from _fact(f"{open_point.id} was raised", open_point.raised, open_point.location.at("raised"))


def _poc_setup(document: DocumentFacts) -> Facts:
    if poc := document.project.poc:
        yield from _fact("the proof of concept was announced", poc.announced, poc.location.at("announced"))


def _poc_feedback(document: DocumentFacts) -> Facts:
    if poc := document.project.poc:
        yield from _fact("the feedback came in", poc.feedback, poc.location.at("feedback"))


def _poc_departments(document: DocumentFacts) -> Facts:
    for issue in document.project.poc.departments if document.project.poc else ():
        yield from _fact(f"an issue of {issue.department} was raised", issue.raised, issue.location.at("raised"))
        yield from _fact(f"an issue of {issue.department} was closed", issue.closed, issue.location.at("closed"))


def _options(document: DocumentFacts) -> Facts:
    """What was ordered by the day of the offer; later orders stand above it."""
    offer, last = document.project.offer, document.revised or dt.date.max
    for option in ordered_options(offer, last) if offer else ():
        yield from _fact(f"'{option.title}' was ordered", option.ordered, option.location.at("ordered"))


def _checklist(document: DocumentFacts) -> Facts:
    failed = failures(document)
    for requirement in document.project.requirements:
        if requirement.withdrawn or requirement.decision is not None:
            continue
        yield from _fact(f"{requirement.id} was agreed", requirement.agreed, requirement.location.at("agreed"))
        yield from _fact(
            f"{requirement.id} was implemented", requirement.implemented, requirement.location.at("implemented")
        )
        newest = max(requirement.checks, key=lambda check: check.date, default=None)
        if newest is not None:
            yield from _fact(f"{requirement.id} was checked", newest.date, newest.location.at("date"))
        for failure in failed.get(requirement.id, ()):
            yield from _fact(f"{failure.case} failed", failure.run.date, failure.run.location.at("date"))


def _test_runs(document: DocumentFacts) -> Facts:
    for test_run in document.project.test_runs:
        yield from _fact(f"the test run {test_run.name}", test_run.date, test_run.location.at("date"))


def _accepted_deliverables(document: DocumentFacts) -> Facts:
    """Those accepted before the result; the result itself is dated on the day for which the paper is prepared."""
    acceptance = document.project.acceptance
    for sow in document.project.sows:
        for deliverable in sow.deliverables:
            for attempt in deliverable.counting if not deliverable.withdrawn else ():
                if not (acceptance and attempt.date >= acceptance.date):
                    yield from _fact(
                        f"{deliverable.id} was {attempt.outcome.value}", attempt.date, attempt.location.at("date")
                    )


def _change(document: DocumentFacts) -> Facts:
    """A paper that is signed is decided after its day: then alone it says nothing of the decision."""
    change = change_request(document.project, document.topic)
    if change is not None:
        yield from _fact(f"{change.id} was raised", change.raised, change.location.at("raised"))
        if not change.withdrawn and not document.issued:
            yield from _fact(f"{change.id} was decided", change.decided, change.location.at("decided"))


def _efforts(document: DocumentFacts) -> Facts:
    for sow in document.project.sows:
        for package in sow.work_packages:
            yield from _fact(f"the effort of {package.id} was reported", package.as_of, package.location.at("days"))


def _agreed_changes(document: DocumentFacts, sow: StatementOfWork) -> Facts:
    for change in agreed(document.project.changes, document.on):
        if touches(change, sow):
            yield from _fact(f"{change.id} was agreed", change.decided, change.location.at("decided"))


_RULES: Mapping[tuple[str, str], Callable[[DocumentFacts], Facts]] = {
    (FORMAL_OFFER.id, "offer-options"): _options,
    ("", "order-and-contract"): _framework_agreement,
    ("", "plan"): _milestones,
    ("", "architecture"): _components,
    ("", "sizing"): _inputs,
    ("", "sizing-inputs"): _inputs,
    ("", "sizing-lines"): _inputs,
    (ENVIRONMENT_EVALUATION.id, "answers"): _answers,
    (CONCEPT.id, "risks"): _open_points,
    ("", "poc-setup"): _poc_setup,
    ("", "poc-feedback"): _poc_feedback,
    ("", "poc-departments"): _poc_departments,
    ("", "checklist"): _checklist,
    ("", "test-runs"): _test_runs,
    (ACCEPTANCE_CERTIFICATE.id, "acceptance-result"): _test_runs,
    (ACCEPTANCE_CERTIFICATE.id, "deliverables"): _accepted_deliverables,
    (CHANGE_REQUEST.id, "change-reason"): _change,
    (RETROSPECTIVE.id, "efforts"): _efforts,
}
