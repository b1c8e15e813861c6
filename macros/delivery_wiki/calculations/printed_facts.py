"""What happened when: the dated facts that a document contains, told by the sections that its template computes.

What is planned, owed or valid until a day is no fact of that day, and may lie after the date of a revision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from delivery_wiki.model.finding import Location
from delivery_wiki.model.project import StatementOfWork

from .agreed_changes import agreed, touches
from .current_figures import cites_sizing
from .dossier import Dossier
from .efforts import ordered_options
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


def dated_revision(document: Dossier) -> DatedRevision | None:
    """The current revision where it has a date: the author's, else the day on which it was issued."""
    holder = document.sow or document.record
    issued = document.issue_of(document.revision)
    date = document.revised or (issued.issued if issued else None)
    if date is None or holder is None:
        return None
    typed = next((one for one in (document.sow, document.record) if one and one.revised), None)
    location = typed.location.at("revised") if typed else holder.location
    day = issued.issued if issued else None
    return DatedRevision(revision=document.revision, date=date, location=location, issued=day)


def younger_facts(document: Dossier, revision: DatedRevision) -> tuple[PrintedFact, ...]:
    """What the document contains of days after its revision, the newest first."""
    last = min(document.on, revision.issued or document.on)
    found = {one for one in printed_facts(document) if revision.date < one.date <= last}
    return tuple(sorted(found, key=lambda one: (-one.date.toordinal(), one.what)))


def printed_facts(document: Dossier) -> Facts:
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


# --- sections of one document ---------------------------------------------------------------------


def _milestones(document: Dossier) -> Facts:
    for one in document.project.milestones:
        if not one.withdrawn:
            yield from _fact(f"{one.id} was reached", one.actual, one.location.at("actual"))


def _components(document: Dossier) -> Facts:
    for one in document.project.architecture.components if document.project.architecture else ():
        yield from _fact(f"'{one.id}' was built", one.built, one.location.at("built"))


def _inputs(document: Dossier) -> Facts:
    request = document.project.sizing
    is_without = document.sow is not None and not cites_sizing(document.kind, document.topic, document.project)
    if request is None or is_without:
        return
    for one in request.inputs:
        yield from _fact(f"the sizing input {one.input} was given", one.date, one.location.at("date"))


def _answers(document: Dossier) -> Facts:
    for one in document.project.environment.answers if document.project.environment else ():
        yield from _fact(f"'{one.question}' was answered", one.date, one.location.at("date"))


def _open_points(document: Dossier) -> Facts:
    for one in document.project.open_points:
        if not one.withdrawn and one.closed is None:
            yield from _fact(f"{one.id} was raised", one.raised, one.location.at("raised"))


def _poc_setup(document: Dossier) -> Facts:
    if poc := document.project.poc:
        yield from _fact("the proof of concept was announced", poc.announced, poc.location.at("announced"))


def _poc_feedback(document: Dossier) -> Facts:
    if poc := document.project.poc:
        yield from _fact("the feedback came in", poc.feedback, poc.location.at("feedback"))


def _poc_departments(document: Dossier) -> Facts:
    for one in document.project.poc.departments if document.project.poc else ():
        yield from _fact(f"an issue of {one.department} was raised", one.raised, one.location.at("raised"))
        yield from _fact(f"an issue of {one.department} was closed", one.closed, one.location.at("closed"))


def _options(document: Dossier) -> Facts:
    """What was ordered by the day of the offer; later orders stand above it."""
    offer, last = document.project.offer, document.revised or dt.date.max
    for one in ordered_options(offer, last) if offer else ():
        yield from _fact(f"'{one.title}' was ordered", one.ordered, one.location.at("ordered"))


def _checklist(document: Dossier) -> Facts:
    failed = failures(document)
    for one in document.project.requirements:
        if one.withdrawn or one.decision is not None:
            continue
        yield from _fact(f"{one.id} was agreed", one.agreed, one.location.at("agreed"))
        yield from _fact(f"{one.id} was implemented", one.implemented, one.location.at("implemented"))
        newest = max(one.checks, key=lambda check: check.date, default=None)
        if newest is not None:
            yield from _fact(f"{one.id} was checked", newest.date, newest.location.at("date"))
        for failure in failed.get(one.id, ()):
            yield from _fact(f"{failure.case} failed", failure.run.date, failure.run.location.at("date"))


def _test_runs(document: Dossier) -> Facts:
    for one in document.project.test_runs:
        yield from _fact(f"the test run {one.name}", one.date, one.location.at("date"))


def _accepted_deliverables(document: Dossier) -> Facts:
    """Those accepted before the result; the result itself is dated on the day for which the paper is prepared."""
    acceptance = document.project.acceptance
    for sow in document.project.sows:
        for one in sow.deliverables:
            for attempt in one.attempts if not one.withdrawn else ():
                if not (acceptance and attempt.date >= acceptance.date):
                    yield from _fact(f"{one.id} was {attempt.outcome.value}", attempt.date, attempt.location.at("date"))


def _changes(document: Dossier) -> Facts:
    for one in document.project.changes:
        yield from _fact(f"{one.id} was raised", one.raised, one.location.at("raised"))
        if not one.withdrawn:
            yield from _fact(f"{one.id} was decided", one.decided, one.location.at("decided"))


def _efforts(document: Dossier) -> Facts:
    for sow in document.project.sows:
        for one in sow.work_packages:
            yield from _fact(f"the effort of {one.id} was reported", one.as_of, one.location.at("days"))


def _agreed_changes(document: Dossier, sow: StatementOfWork) -> Facts:
    for one in agreed(document.project.changes, document.on):
        if touches(one, sow):
            yield from _fact(f"{one.id} was agreed", one.decided, one.location.at("decided"))


_RULES: Mapping[tuple[str, str], Callable[[Dossier], Facts]] = {
    ("formal-offer", "offer-options"): _options,
    ("", "plan"): _milestones,
    ("", "architecture"): _components,
    ("", "sizing"): _inputs,
    ("", "sizing-inputs"): _inputs,
    ("environment-evaluation", "answers"): _answers,
    ("implementation-concept", "risks"): _open_points,
    ("", "poc-setup"): _poc_setup,
    ("", "poc-feedback"): _poc_feedback,
    ("", "poc-departments"): _poc_departments,
    ("", "checklist"): _checklist,
    ("", "test-runs"): _test_runs,
    ("acceptance-certificate", "acceptance-result"): _test_runs,
    ("acceptance-certificate", "deliverables"): _accepted_deliverables,
    ("", "changes"): _changes,
    ("retrospective", "efforts"): _efforts,
}
