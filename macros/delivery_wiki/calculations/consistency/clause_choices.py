"""What a project makes of a clause set: values, types of contract, other words, and whether they keep its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from delivery_wiki.calculations.base.clause_texts import (
    ClauseFacts,
    TakenClauses,
    applicable,
    conditions_of,
    in_language,
    known_values,
    named_values,
    taken_clauses,
)
from delivery_wiki.model.clauses import ClausePin, ClausePlace, ClauseSet, ClauseText
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted, repair_name
from .prose_checks import place_in_text
from .wording_checks import word_pattern

_OWN_OF_A_SOW = ("acceptance", "change_control", "warranty", "precedence")


def check_choices(project: Project, sow: StatementOfWork | None, taken: TakenClauses) -> Iterator[Finding]:
    """The choices that are written in a project, or in a statement of work, against the set that they are about."""
    pin = (sow or project).clauses
    if pin is None or taken.clauses is None:
        return
    yield from _check_names(pin, taken.clauses)
    yield from _check_contract_type(pin, taken)
    if sow is not None and pin.id and _is_other(project, pin) and not pin.reason:
        usual = f"{project.clauses.id} {project.clauses.version}" if project.clauses else "none"
        problem = (
            f"{sow.id} has the clauses {pin.id} {pin.version}, and the project {usual}: one contract, two meanings."
        )
        yield warning("clauses-differ", pin.location.at("id"), problem, "Pin the same set, or write clauses.reason.")
    for replaced in pin.replaced:
        clause = taken.clauses.clause(replaced.clause)
        if clause is not None:
            yield from _check_terms(taken, clause, replaced.text, replaced.location.at("text"))
        yield from _check_words(taken, replaced.text, replaced.location.at("text"))
    for own in (*pin.own, *pin.added):
        yield from _check_each(taken, own.texts, own.location, "texts")


def check_own_texts(project: Project, sow: StatementOfWork, taken: TakenClauses) -> Iterator[Finding]:
    """The clauses that a statement of work has of its own, in place of those of the set, as data or as prose."""
    for key in _OWN_OF_A_SOW:
        yield from _check_each(taken, getattr(sow, key), sow.location, key)
    written = project.prose.get(f"sow/{sow.topic}")
    for section in written.sections if written else ():
        yield from _check_words(taken, section.text, section.location.at("text"))


def check_open_values(project: Project, library: Library) -> Iterator[Finding]:
    """Values that clauses of a dated statement of work need and nobody wrote; each once for a place to write it."""
    told: set[tuple[Location, str]] = set()
    for sow in project.sows:
        taken, pin = taken_clauses(project, library, sow), sow.clauses or project.clauses
        if sow.revised is None or taken.clauses is None or pin is None:
            continue
        for name, ids in _open(taken, sow).items():
            place = pin.location.at("values")
            if (place, name) not in told:
                told.add((place, name))
                yield _left_out(taken.clauses, name, ids, place)


def _open(taken: TakenClauses, sow: StatementOfWork) -> dict[str, list[str]]:
    """The variables that are not optional and have no value, each with the clauses that name it."""
    clauses = taken.clauses
    needed = [variable.name for variable in clauses.variables if not variable.optional] if clauses else []
    facts = ClauseFacts(conditions=frozenset(conditions_of(sow)))
    filled = {own.place for own in taken.pin.own} | {other.place for other in taken.pin.elsewhere}
    found: dict[str, list[str]] = {}
    for place in ClausePlace:
        if place in filled:
            continue
        for clause in applicable(taken, place, facts):
            for name in needed:
                if name in named_values(clause.text) and name not in taken.pin.values:
                    found.setdefault(name, []).append(clause.id)
    return found


def _left_out(clauses: ClauseSet, name: str, ids: list[str], place: Location) -> Finding:
    variable = clauses.variable(name)
    meant = f": {in_language(variable.description, 'en')}" if variable else ""
    return warning(
        "clause-without-value",
        place,
        f"{name} is not written, so {listed(ids)} of {clauses.id} {clauses.version} is left out{meant}",
        f"Write {name} under clauses.values, or add {listed(ids)} to clauses.without.",
    )


def _is_other(project: Project, pin: ClausePin) -> bool:
    usual = project.clauses
    return usual is None or (usual.id, usual.version) != (pin.id, pin.version)


def _check_names(pin: ClausePin, clauses: ClauseSet) -> Iterator[Finding]:
    """Values that the set does not ask for, and names in the project's words that no value has."""
    declared = [variable.name for variable in clauses.variables]
    for name in pin.values:
        if name not in declared:
            yield _unknown_value(name, tuple(declared), pin.location.at("values", name), clauses)
    texts = [(replaced.text, replaced.location.at("text")) for replaced in pin.replaced]
    texts += [(text, own.location.at("texts", index)) for own in pin.added for index, text in enumerate(own.texts)]
    for text, place in texts:
        for name in sorted(named_values({"": text}) - set(known_values(clauses))):
            yield _unknown_value(name, known_values(clauses), place, clauses)


def _unknown_value(name: str, known: tuple[str, ...], place: Location, clauses: ClauseSet) -> Finding:
    return error(
        "unknown-clause-value",
        place,
        f"{quoted(name)} is no value of {clauses.id} {clauses.version}; known: {listed(known)}.",
        repair_name(name, known, otherwise="name a known one, or take it out"),
    )


def _check_contract_type(pin: ClausePin, taken: TakenClauses) -> Iterator[Finding]:
    """A set for several types of contract needs one, and one that it is for."""
    clauses, chosen = taken.clauses, taken.pin.contract_type
    if clauses is None or not clauses.contract_types or chosen in clauses.contract_types:
        return
    known = listed([each.value for each in clauses.contract_types])
    said = f"is not for {chosen.value}" if chosen else "is for several types of contract, and none is picked"
    yield error(
        "contract-type-missing",
        pin.location.at("contract_type" if pin.contract_type else "id"),
        f"{clauses.id} {clauses.version} {said}; known: {known}.",
        f"Write contract_type, one of {known}.",
    )


def _check_each(taken: TakenClauses, texts: tuple[str, ...], location: Location, key: str) -> Iterator[Finding]:
    for index, text in enumerate(texts):
        yield from _check_words(taken, text, location.at(key, index))


def _check_terms(taken: TakenClauses, clause: ClauseText, text: str, place: Location) -> Iterator[Finding]:
    """A clause in other words still rests on the definitions: each word that the set's own text used stands in it."""
    usual = in_language(clause.text, taken.language)
    lost = [shapes[0] for shapes in _terms(taken) if _stands(shapes, usual) and not _stands(shapes, text)]
    if lost:
        problem = f"the words for {quoted(clause.id)} do not use {listed(lost)}, which the set defines and says there"
        yield warning("clause-without-term", place, problem, f"Use {listed(lost)} in the text.")


def _check_words(taken: TakenClauses, text: str, place: Location) -> Iterator[Finding]:
    """A word that a definition rules out, for the contract has one word for one thing."""
    for clause in _definitions(taken):
        others = in_language(clause.instead_of, taken.language) if clause.instead_of else ()
        if found := word_pattern(tuple(others)).search(text):
            term = in_language(clause.term, taken.language)
            problem = f"{quoted(found.group())} stands here, and the definitions of this contract say {quoted(term)}"
            yield warning("word-for-term", place_in_text(found.start(), text, place), problem, f"Write {term}.")


def _definitions(taken: TakenClauses) -> Iterator[ClauseText]:
    for clause in taken.clauses.clauses if taken.clauses else ():
        if clause.place is ClausePlace.DEFINITIONS and clause.term and clause.id not in taken.pin.without:
            yield clause


def _terms(taken: TakenClauses) -> Iterator[tuple[str, ...]]:
    """Each defined word with its other shapes, the word itself first."""
    for clause in _definitions(taken):
        forms = in_language(clause.forms, taken.language) if clause.forms else ()
        yield (in_language(clause.term, taken.language), *forms)


def _stands(shapes: tuple[str, ...], text: str) -> bool:
    pattern = "|".join(re.escape(shape) for shape in shapes)
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE) is not None
