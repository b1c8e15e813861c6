"""The clauses of a place in the reader's words: what a document knows of itself is filled in."""

from __future__ import annotations

from delivery_wiki.calculations.clause_texts import (
    ChosenClause,
    ClauseFacts,
    chosen_clauses,
    conditions_of,
    filled,
    in_language,
    periods_of,
    speaks,
)
from delivery_wiki.model.clauses import Classification, ClauseCondition, ClausePlace
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import Offer, StatementOfWork
from delivery_wiki.pages.page_kind import PageContext

from .cover import customer_name, document_dossier, party_names


def clause_texts(context: PageContext, place: ClausePlace, facts: ClauseFacts) -> tuple[str, ...]:
    """The texts that stand in a place; one that names what nobody wrote is left out."""
    return tuple(told(context, one, facts) for one in standing(context, place, facts))


def standing(context: PageContext, place: ClausePlace, facts: ClauseFacts) -> tuple[ChosenClause, ...]:
    """The clauses of a place whose every value is written."""
    found = chosen_clauses(context.view.project, context.view.clauses, place, facts)
    return tuple(one for one in found if not one.missing)


def first_text(context: PageContext, place: ClausePlace, facts: ClauseFacts, otherwise: str = "") -> str:
    """The text of a place that holds one."""
    return next(iter(clause_texts(context, place, facts)), otherwise)


def told(context: PageContext, chosen: ChosenClause, facts: ClauseFacts) -> str:
    """A clause with its values as the reader writes them; words of the project stand as they are."""
    if chosen.clause is None:
        return chosen.text
    words = context.words
    text = chosen.text if speaks(chosen.clause.text, words.language) else words(chosen.text)
    values = facts.values.items()
    return filled(text, {name: words.number(one) if isinstance(one, int) else one for name, one in values})


def term_of(context: PageContext, chosen: ChosenClause) -> str:
    """The word that a clause defines."""
    if chosen.clause is None or not chosen.clause.term:
        return ""
    term = in_language(chosen.clause.term, context.words.language)
    return term if speaks(chosen.clause.term, context.words.language) else context.words(term)


# --- what documents know of themselves ------------------------------------------------------------


def project_facts(context: PageContext) -> ClauseFacts:
    """What holds for every document of the project."""
    project = context.view.project
    values: dict[str, int | str] = {
        "time_zone": project.time_zone,
        "customer": customer_name(context),
        "vendor": party_names(context, PartyKind.VENDOR),
    }
    if project.hours_per_person_day is not None:
        values["hours_per_person_day"] = context.words.number(project.hours_per_person_day)
    confidential = project.classification is Classification.CONFIDENTIAL
    return ClauseFacts(values=values, conditions=frozenset({ClauseCondition.CONFIDENTIAL} if confidential else ()))


def sow_facts(context: PageContext, sow: StatementOfWork, *, changes: tuple[str, ...] = ()) -> ClauseFacts:
    """What a statement of work knows; `changes` are the change requests that a clause is about."""
    known = project_facts(context)
    values = {**known.values, **periods_of(sow)}
    if sow.price is not None and sow.price.currency:
        values["currency"] = sow.price.currency
    conditions = {*known.conditions, *conditions_of(sow)}
    if revision := concept_revision(context, sow):
        values["concept_revision"] = revision
    else:
        conditions.add(ClauseCondition.NO_CONCEPT_REVISION)
    if changes:
        values["changes"] = ", ".join(changes)
    return ClauseFacts(values=values, conditions=frozenset(conditions))


def offer_facts(context: PageContext, offer: Offer) -> ClauseFacts:
    """What an offer knows."""
    known = project_facts(context)
    return ClauseFacts(values={**known.values, "currency": offer.currency}, conditions=known.conditions)


def concept_revision(context: PageContext, sow: StatementOfWork) -> str:
    """The revision that was issued when this statement of work was written; before any was issued, the one of then.

    A later revision of the concept must not change the text of a signed statement of work.
    """
    words, held = context.words, document_dossier(context, "implementation-concept")
    issued = [one for one in held.issued if sow.revised is None or one.issued <= sow.revised]
    revision, date = (issued[-1].revision, issued[-1].issued) if issued else (held.revision, held.revised)
    if revision is None or (sow.revised is not None and date is not None and date > sow.revised):
        return ""
    if date is None:
        return words("revision {number}", number=words.number(revision))
    return words("revision {number} of {date}", number=words.number(revision), date=words.date(date))
