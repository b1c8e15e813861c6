"""What a statement of work says as a contract beside the work: each subject with its terms, or that none is agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from delivery_wiki.calculations.base.clause_texts import ClauseFacts, TakenClauses, applicable, in_language, speaks
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.status import translatable
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import with_lines
from delivery_wiki.pages.elements.tree import Blocks

from ..document_frame.clause_words import clause_texts, clauses_in_force, sow_facts, taken_in
from ..elements.columns import Column, Columns, plain_table

# The places whose texts stand in this section, in its order.
_TERMS: Mapping[ClausePlace, str] = MappingProxyType(
    translatable(
        {
            ClausePlace.CONTRACT_TYPE: "Type of contract",
            ClausePlace.DEFAULT: "Default and delay",
            ClausePlace.LIABILITY: "Liability",
            ClausePlace.RIGHTS: "Rights in the results",
            ClausePlace.DATA_PROTECTION: "Data protection",
            ClausePlace.SECRECY: "Secrecy",
            ClausePlace.SUBCONTRACTORS: "Sub-contractors",
            ClausePlace.KEY_PERSONS: "Key persons",
            ClausePlace.EXIT: "Handover at the end",
            ClausePlace.GOVERNING_LAW: "Governing law and venue",
        }
    )
)
# Those that have a section of their own: here stands only what of them is chosen otherwise than in the set.
_SECTIONS: Mapping[ClausePlace, str] = MappingProxyType(
    translatable(
        {
            ClausePlace.ACCEPTANCE: "Acceptance",
            ClausePlace.CHANGE_CONTROL: "Change control",
            ClausePlace.WARRANTY: "Claims for defects",
            ClausePlace.PRECEDENCE: "Order of documents",
        }
    )
)


class _Subject(NamedTuple):
    """What the parties may agree on, and what they do."""

    title: str
    lines: tuple[str, ...]


def contract_terms(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Each subject with its texts, or that it is not agreed or agreed elsewhere; then what the texts are not.

    Nothing stands here where neither such a text is written nor a set that says what it is not.
    """
    facts = sow_facts(context, sow)
    subjects = (*_terms(context, facts), *_chosen_in_sections(context, sow, facts), *_not_agreed(context, facts))
    said = _remarks(context, facts)
    if not said and not any(clauses_in_force(context, place, facts) for place in _TERMS):
        return ()
    columns: Columns[_Subject] = (
        Column(context.words("Subject"), lambda subject: tree.Strong(subject.title)),
        Column(context.words("What is agreed"), lambda subject: with_lines("\n".join(subject.lines))),
    )
    return (plain_table(columns, subjects), *(tree.Paragraph(text) for text in said))


def headings(context: PageContext, sow: StatementOfWork) -> Mapping[str, str]:
    """Sections by the words of the pinned set for them."""
    clause_set = taken_in(context, sow_facts(context, sow)).clauses
    found = clause_set.headings if clause_set else {}
    return {place: _said(context, titles) for place, titles in found.items()}


def _terms(context: PageContext, facts: ClauseFacts) -> Iterator[_Subject]:
    words, taken = context.words, taken_in(context, facts)
    for place, title in _TERMS.items():
        texts = clause_texts(context, place, facts)
        numbered = [f"({number}) {text}" for number, text in enumerate(texts, 1)] if len(texts) > 1 else texts
        lines = (*numbered, *_choices(context, taken, place, facts)) or (words("not agreed"),)
        yield _Subject(words(title), lines)


def _chosen_in_sections(context: PageContext, sow: StatementOfWork, facts: ClauseFacts) -> Iterator[_Subject]:
    words, taken = context.words, taken_in(context, facts)
    for place, title in _SECTIONS.items():
        own = getattr(sow, place.value.replace("-", "_"))
        lines = _choices(context, taken, place, facts)
        if not lines and not own and not clause_texts(context, place, facts):
            lines = (words("not agreed"),)
        if lines:
            yield _Subject(words(title), lines)


def _not_agreed(context: PageContext, facts: ClauseFacts) -> Iterator[_Subject]:
    """The clauses that are a subject of their own and do not stand in the document, for whatever reason."""
    taken = taken_in(context, facts)
    elsewhere = {other.place for other in taken.pin.elsewhere}
    for clause in taken.clauses.clauses if taken.clauses else ():
        if clause.title and clause.place not in elsewhere:
            told_ids = {found.clause.id for found in clauses_in_force(context, clause.place, facts) if found.clause}
            if clause.id not in told_ids:
                yield _Subject(_said(context, clause.title), (context.words("not agreed"),))


def _choices(context: PageContext, taken: TakenClauses, place: ClausePlace, facts: ClauseFacts) -> tuple[str, ...]:
    """What of a place is said otherwise than in the set, or the contract that says it; why is no term of it."""
    words, pin = context.words, taken.pin
    ids = {clause.id for clause in applicable(taken, place, facts)}
    addition = words("This adds to the model.") if place in _TERMS else words("Its section adds to the model.")
    said = [words("see {contract}", contract=other.contract) for other in pin.elsewhere if other.place is place]
    own = [words("In words of its own, not those of the model.") for own in pin.own if own.place is place][:1]
    said += own
    said += [
        words("One clause departs from the model.") for replaced in pin.replaced if replaced.clause in ids and not own
    ]
    said += [addition for added in pin.added if added.place is place]
    return tuple(said)


def _remarks(context: PageContext, facts: ClauseFacts) -> tuple[str, ...]:
    """What the texts are not, and why this statement of work has others than its project."""
    taken, words = taken_in(context, facts), context.words
    notice = taken.clauses.notice if taken.clauses else {}
    if not notice:
        return ()
    reason = taken.pin.reason
    more = (words("Other clauses than in the rest of the project: {reason}", reason=reason),) if reason else ()
    return (*more, _said(context, notice))


def _said(context: PageContext, texts: Mapping[str, str]) -> str:
    text = in_language(texts, context.words.language)
    return text if speaks(texts, context.words.language) else context.words(text)
