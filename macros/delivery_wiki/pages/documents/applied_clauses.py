"""Which clauses a document has, and whence each comes: the pinned set, or the project's own words at their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delivery_wiki.calculations.base.clause_texts import ChosenClause, ClauseFacts, chosen_clauses
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceClock, StatementOfWork
from delivery_wiki.pages.elements.page_kind import PageContext

from ..document_frame.clause_words import offer_facts, project_facts, sow_facts, taken_in, told
from ..document_frame.frame import prose_by_title
from .statement_of_work import sow_kind

OWN = (ClausePlace.CHANGE_CONTROL, ClausePlace.WARRANTY, ClausePlace.PRECEDENCE)
_VALUE = re.compile(r"\\\{[a-z_]+\\\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedClause:
    """A text of a document, its place, and whence it is: `pinned` is set and version, empty for the project's words."""

    place: ClausePlace
    text: str
    location: Location
    pinned: str = ""
    id: str = ""


def applied_clauses(context: PageContext, topic: str | None, text: str) -> tuple[AppliedClause, ...]:
    """The clauses that stand in a document with this text; `topic` is that of a statement of work."""
    sow = next((sow for sow in context.view.project.sows if sow.topic == topic), None)
    return (*_keys(sow), *_prose(context, sow), *_chosen(context, _facts(context, sow), text))


def _facts(context: PageContext, sow: StatementOfWork | None) -> ClauseFacts:
    if sow is not None:
        return sow_facts(context, sow)
    offer = context.view.project.offer
    return offer_facts(context, offer) if offer else project_facts(context)


def _keys(sow: StatementOfWork | None) -> Iterator[AppliedClause]:
    if sow is None:
        return
    written = {
        ClausePlace.ACCEPTANCE: ("acceptance", sow.acceptance),
        ClausePlace.CHANGE_CONTROL: ("change_control", sow.change_control),
        ClausePlace.WARRANTY: ("warranty", sow.warranty),
        ClausePlace.PRECEDENCE: ("precedence", sow.precedence),
    }
    for place, (key, texts) in written.items():
        for index, text in enumerate(texts):
            yield AppliedClause(place=place, text=text, location=sow.location.at(key, index))
    clock = sow.acceptance_clock
    stated = clock if clock != AcceptanceClock() else None
    for key, value in (("acceptance_clock", stated), ("warranty_months", sow.warranty_months)):
        if value is not None:
            place = ClausePlace.WARRANTY if key == "warranty_months" else ClausePlace.ACCEPTANCE
            yield AppliedClause(place=place, text="", location=sow.location.at(key), id=key)


def _prose(context: PageContext, sow: StatementOfWork | None) -> Iterator[AppliedClause]:
    """What the Markdown file says under the headings of the clauses."""
    template = context.view.templates.by_kind.get(sow_kind(sow)) if sow else None
    if sow is None or template is None:
        return
    written, _ = prose_by_title(context, context.view.project.prose.get(f"sow/{sow.topic}"), template.sections)
    for place in OWN:
        for section in written.get(place.value, ()):
            yield AppliedClause(place=place, text=section.text, location=section.location)


def _chosen(context: PageContext, facts: ClauseFacts, text: str) -> Iterator[AppliedClause]:
    for place in ClausePlace:
        for clause in chosen_clauses(taken_in(context, facts), place, facts):
            shown = told(context, clause, facts)
            if _pattern(shown).search(text):
                yield AppliedClause(
                    place=place, text=shown, location=clause.location, pinned=clause.pinned, id=_id(clause)
                )


def _id(clause: ChosenClause) -> str:
    return clause.clause.id if clause.clause else ""


def _pattern(text: str) -> re.Pattern[str]:
    """The text as it may stand in a document: with any value where it names one that only the document knows."""
    return re.compile(_VALUE.sub(".+?", re.escape(text)))
