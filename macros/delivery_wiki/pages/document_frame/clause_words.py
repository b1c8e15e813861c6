"""The clauses of a place in the reader's words: what a document knows of itself is filled in."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.calculations.base.clause_texts import (
    ChosenClause,
    ClauseFacts,
    TakenClauses,
    chosen_clauses,
    conditions_of,
    filled,
    in_language,
    periods_of,
    speaks,
    taken_clauses,
)
from delivery_wiki.calculations.base.contract_in_force import contract_of
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.model.clauses import Classification, ClauseCondition, ClausePlace
from delivery_wiki.model.document_kinds import CONCEPT, FORMAL_OFFER
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.contract_data import ContractData, FrameworkAgreement, LiabilityCap
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.scope_and_plan import DataProtection
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis, StatementOfWork
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words

from .cover import customer_name, held_document, party_names


def clause_texts(context: PageContext, place: ClausePlace, facts: ClauseFacts) -> tuple[str, ...]:
    """The texts that stand in a place; one that names what nobody wrote is left out."""
    return tuple(told(context, clause, facts) for clause in clauses_in_force(context, place, facts))


def clauses_in_force(context: PageContext, place: ClausePlace, facts: ClauseFacts) -> tuple[ChosenClause, ...]:
    """The clauses of a place whose every value is written."""
    found = chosen_clauses(taken_in(context, facts), place, facts)
    return tuple(clause for clause in found if not clause.missing)


def taken_in(context: PageContext, facts: ClauseFacts) -> TakenClauses:
    """The clauses that a document takes."""
    return taken_clauses(context.view.project, context.view.library, facts.sow)


def first_text(context: PageContext, place: ClausePlace, facts: ClauseFacts, otherwise: str = "") -> str:
    """The text of a place that holds one."""
    return next(iter(clause_texts(context, place, facts)), otherwise)


def told(context: PageContext, chosen: ChosenClause, facts: ClauseFacts) -> str:
    """A clause with its values as the reader writes them; words of the project stand as they are."""
    if chosen.clause is None:
        return chosen.text
    words = context.words
    text = chosen.text if speaks(chosen.clause.text, words.language) else words(chosen.text)
    taken = taken_in(context, facts)
    values = {**taken.pin.values, **facts.values}.items()
    in_words = _number_words(context) if taken.clauses and taken.clauses.country else ()
    return filled(text, {name: _told_value(words, value, in_words) for name, value in values})


def _number_words(context: PageContext) -> tuple[str, ...]:
    """The words for one, two and so on, where the language of the document has them."""
    language = context.words.language.partition("-")[0]
    found = (wording.numbers for wording in context.view.library.wordings if wording.language == language)
    return next(found, ())


def _told_value(words: Words, value: int | str, in_words: tuple[str, ...]) -> str:
    """A number as a contract says it: a small one in a word."""
    if isinstance(value, str):
        return value
    return in_words[value - 1] if 1 <= value <= len(in_words) else words.number(value)


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
    if project.holidays:
        values["holidays"] = "; ".join(context.words.date(day) for day in sorted(project.holidays))
    values |= _papers_of(context) | agreement_then(context, None) | contract_values(context, contract_of(project))
    confidential = project.classification is Classification.CONFIDENTIAL
    return ClauseFacts(values=values, conditions=frozenset({ClauseCondition.CONFIDENTIAL} if confidential else ()))


def sow_facts(context: PageContext, sow: StatementOfWork, *, changes: tuple[str, ...] = ()) -> ClauseFacts:
    """What a statement of work knows; `changes` are the change requests that a clause is about."""
    known = project_facts(context)
    then = agreement_then(context, sow.revised)
    values = {
        **known.values,
        **then,
        **periods_of(sow),
        **contract_values(context, contract_of(context.view.project, sow), sow),
    }
    offer = context.view.project.offer
    if offer is not None and offer.number:
        revision = revision_then(context, FORMAL_OFFER.id, sow) or context.words(
            "in the revision that was accepted last"
        )
        values["offer"] = f"{offer.number}, {revision}"
    if sow.price is not None and sow.price.currency:
        values["currency"] = sow.price.currency
    conditions = {*known.conditions, *conditions_of(sow)}
    if revision := revision_then(context, CONCEPT.id, sow):
        values["concept_revision"] = revision
    else:
        conditions.add(ClauseCondition.NO_CONCEPT_REVISION)
    if changes:
        values["changes"] = ", ".join(changes)
    return ClauseFacts(values=values, conditions=frozenset(conditions), sow=sow)


def _papers_of(context: PageContext) -> dict[str, str]:
    """The papers of a project that clauses cite, each with the number and date that are written."""
    words, project = context.words, context.view.project
    found: dict[str, str] = {}
    requests = [
        f"{source.title}, {words.date(source.published)}" if source.published else source.title
        for source in project.sources
        if source.request
    ]
    if requests:
        found["request"] = "; ".join(requests)
    return found


def agreement_then(context: PageContext, written: dt.date | None) -> dict[str, str]:
    """The agreement about personal data as a paper of a day knows it: what was signed later was still to be signed."""
    agreement = context.view.project.data_protection
    if agreement is None or not agreement.title:
        return {}
    return {"data_processing_agreement": _agreement(context.words, agreement, written)}


def _agreement(words: Words, agreement: DataProtection, written: dt.date | None) -> str:
    if agreement.signed is not None and not (written and written < agreement.signed):
        return words("{title}, signed on {date}", title=agreement.title, date=words.date(agreement.signed))
    if agreement.due is not None:
        return words("{title}, to be signed by {date}", title=agreement.title, date=words.date(agreement.due))
    return agreement.title


def contract_values(context: PageContext, contract: ContractData, sow: StatementOfWork | None = None) -> dict[str, str]:
    """What clauses name of the contract data, as it is written: agreement, cap on liability, key people."""
    words, found = context.words, {}
    if contract.framework_agreement is not None:
        found["framework_agreement"] = framework_agreement(words, contract.framework_agreement)
    if contract.liability_cap is not None and (cap := liability_cap(words, contract.liability_cap, sow)):
        found["liability_cap"] = cap
    if contract.key_people:
        found["key_persons"] = words.listed([name_of(context.view.project, id) for id in contract.key_people])
    return found


def framework_agreement(words: Words, agreement: FrameworkAgreement) -> str:
    """The agreement by title, number and day, as far as they are written."""
    named = f"{agreement.title} {agreement.number}".strip()
    return words("{title} of {date}", title=named, date=words.date(agreement.signed)) if agreement.signed else named


def liability_cap(words: Words, cap: LiabilityCap, sow: StatementOfWork | None = None) -> str:
    """The cap as an amount, or as a share of the price: an estimate is none, so that its cap or the invoices count."""
    if cap.amount is not None:
        return words.money(cap.amount, cap.currency)
    if cap.percent is None:
        return ""
    percent, price = words.number(cap.percent), sow.price if sow else None
    if price and price.basis is PriceBasis.TIME_AND_MATERIAL_CAPPED and price.cap is not None:
        amount = words.money(price.cap, price.currency)
        return words("{percent} % of the cap of this statement of work, {amount}", percent=percent, amount=amount)
    if price and price.basis is PriceBasis.TIME_AND_MATERIAL:
        return words("{percent} % of what is invoiced under this statement of work", percent=percent)
    return words("{percent} % of the price of this statement of work", percent=percent)


def offer_facts(context: PageContext, offer: Offer) -> ClauseFacts:
    """What an offer knows."""
    known = project_facts(context)
    return ClauseFacts(values={**known.values, "currency": offer.currency}, conditions=known.conditions)


def revision_then(context: PageContext, kind: str, sow: StatementOfWork) -> str:
    """The revision that was issued when this statement of work was written; before any was issued, the one of then.

    A later revision of the other document must not change the text of a signed statement of work.
    """
    words, held = context.words, held_document(context, kind)
    issued = [issued for issued in held.issued if sow.revised is None or issued.issued <= sow.revised]
    revision, date = (issued[-1].revision, issued[-1].issued) if issued else (held.revision, held.revised)
    if revision is None or (sow.revised is not None and date is not None and date > sow.revised):
        return ""
    if date is None:
        return words("revision {number}", number=words.number(revision))
    return words("revision {number} of {date}", number=words.number(revision), date=words.date(date))
