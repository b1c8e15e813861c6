"""Clause sets and what projects take from them: texts that hold together, pins that ship, values that are written."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.base.clause_texts import (
    DIGEST_SHOWN,
    ClauseFacts,
    TakenClauses,
    chosen_clauses,
    conditions_of,
    known_values,
    named_values,
    periods_of,
    taken_clauses,
)
from delivery_wiki.model.clauses import CLAUSE_VALUES, ClausePin, ClausePlace, ClauseSet, ClauseText
from delivery_wiki.model.finding import Finding, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted, repair_name, replace_name
from .clause_choices import check_choices, check_open_values, check_own_texts

_OF_THE_CLOCK = "acceptance_clock."


def check_clause_set(clauses: ClauseSet) -> Iterator[Finding]:
    """Ids that stand twice, values that no document has, and texts that a language lacks."""
    seen: dict[str, ClauseText] = {}
    languages = sorted({language for clause in clauses.clauses for language in clause.text})
    for clause in clauses.clauses:
        if first := seen.get(clause.id):
            problem = f"the clause {quoted(clause.id)} stands twice in {clauses.id} {clauses.version}"
            yield error("clause-faulty", clause.location.at("id"), problem, "Rename one.", also=first.location)
        seen.setdefault(clause.id, clause)
        yield from _check_texts(clause, languages, known_values(clauses))
        if clauses.country and not clause.source:
            problem = f"the clause {quoted(clause.id)} of {clauses.id} {clauses.version} does not say whence it comes"
            yield error("clause-without-source", clause.location, problem, "Write source: a public law, or proposal.")
    yield from _check_variables(clauses)


def _check_variables(clauses: ClauseSet) -> Iterator[Finding]:
    """Variables that no text names, and those that every document has of itself."""
    named = {name for clause in clauses.clauses for texts in (clause.text, clause.one) for name in named_values(texts)}
    for variable in clauses.variables:
        place = variable.location.at("name")
        if variable.name in CLAUSE_VALUES:
            problem = f"a document has the value {quoted(variable.name)} of itself"
            yield error("clause-faulty", place, problem, "Call the variable otherwise, or delete it.")
        elif variable.name not in named:
            problem = f"no clause of {clauses.id} {clauses.version} names the variable {quoted(variable.name)}"
            yield error("clause-faulty", place, problem, "Name it in a text, or delete it.")


def _check_texts(clause: ClauseText, languages: list[str], known: tuple[str, ...]) -> Iterator[Finding]:
    named = named_values(clause.text)
    for name in sorted((named | named_values(clause.one)) - set(known)):
        problem = f"no document has a value {quoted(name)}; known: {listed(known)}."
        yield error(
            "clause-faulty",
            clause.location.at("text"),
            problem,
            repair_name(name, known, otherwise="name a known one"),
        )
    for language in languages:
        if language not in clause.text:
            problem = f"the clause {quoted(clause.id)} has no text in {quoted(language)}, and others have"
            yield error("clause-faulty", clause.location.at("text"), problem, f"Add its text in '{language}'.")
        elif other := named - named_values({language: clause.text[language]}):
            problem = f"the text in {quoted(language)} does not name {listed(other)}, and another language does"
            yield error("clause-faulty", clause.location.at("text", language), problem, "Name it in all or in none.")
    if (clause.place is ClausePlace.DEFINITIONS) != bool(clause.term):
        problem = "a clause of the place 'definitions' has a term, and no other one"
        yield error("clause-faulty", clause.location, problem, "Add or delete 'term'.")


def check_clauses(project: Project, library: Library) -> Iterator[Finding]:
    """A pin that does not ship or has changed, choices that do not fit it, and clauses that name what nobody wrote."""
    yield from _check_used(project, library)
    for sow in (None, *project.sows):
        pin, taken = (sow or project).clauses, taken_clauses(project, library, sow)
        if pin is not None:
            yield from _check_own(pin)
        if pin is not None and pin.id and library.clause_set(pin.id, pin.version) is None:
            yield _unknown_set(pin, library.clause_sets)
        elif pin is not None and taken.clauses is not None:
            yield from _check_taken(project, pin, taken.clauses)
            yield from check_choices(project, sow, taken)
        elif pin is not None and not taken.pin.id and (pin.without or pin.replaced):
            key = "without" if pin.without else "replaced"
            problem = f"no clause set is pinned, and {key} names clauses of one"
            yield error("unknown-clauses", pin.location.at(key), problem, f"Pin a set by id, or delete {key}.")
        if sow is not None and taken.clauses is not None:
            yield from check_own_texts(project, sow, taken)
            yield from _check_values(taken, sow)
    yield from check_open_values(project, library)


def _check_own(pin: ClausePin) -> Iterator[Finding]:
    for key, entries in (("own", pin.own), ("elsewhere", pin.elsewhere)):
        seen: set[ClausePlace] = set()
        for entry in entries:
            if entry.place in seen:
                problem = f"the place {quoted(entry.place.value)} stands twice under {key}"
                yield error("duplicate-entry", entry.location.at("place"), problem, "Join the two.")
            seen.add(entry.place)


def _unknown_set(pin: ClausePin, shipped: tuple[ClauseSet, ...]) -> Finding:
    released = {
        clause_set.id: sorted(other.version for other in shipped if other.id == clause_set.id) for clause_set in shipped
    }
    key, name = ("version", pin.version) if pin.id in released else ("id", pin.id)
    known = released.get(pin.id, sorted(released))
    what = f"version {quoted(name)} of {pin.id}" if key == "version" else f"the clause set {quoted(name)}"
    return error(
        "unknown-clauses",
        pin.location.at(key),
        f"{what} is not there; known: {listed(known)}.",
        repair_name(name, known, otherwise="pin a known one, or add it to docs/clauses/"),
        replacement=replace_name(name, known),
    )


def _check_taken(project: Project, pin: ClausePin, clauses: ClauseSet) -> Iterator[Finding]:
    """What is left out has to be there, and the set has to speak the language of the documents."""
    known = {clause.id for clause in clauses.clauses}
    chosen = [(id, pin.location.at("without", index)) for index, id in enumerate(pin.without)]
    chosen += [(replaced.clause, replaced.location.at("clause")) for replaced in pin.replaced]
    for id, place in chosen:
        if id not in known:
            yield error(
                "unknown-clauses",
                place,
                f"{quoted(id)} is not a clause of {clauses.id} {clauses.version}; known: {listed(known)}.",
                repair_name(id, known, otherwise="name a clause of the set"),
                replacement=replace_name(id, known),
            )
    language = project.language
    if pin.id and language not in clauses.languages and language.partition("-")[0] not in clauses.languages:
        yield error(
            "clauses-without-language",
            pin.location.at("id"),
            f"{clauses.id} {clauses.version} has no texts in {quoted(language)}; it has {listed(clauses.languages)}.",
            f"Pin a set that has '{language}'.",
        )


def _check_used(project: Project, library: Library) -> Iterator[Finding]:
    """A set whose text is another one than when a document was issued with it; each set once."""
    told: set[str] = set()
    for issued in project.issued:
        used = issued.pins.get("clauses", "").split()
        clauses = library.clause_set(*used[:2]) if len(used) == 3 else None
        if clauses is None or clauses.id in told or not clauses.digest:
            continue
        if used[2] != clauses.digest[:DIGEST_SHOWN]:
            told.add(clauses.id)
            yield error(
                "clauses-changed",
                clauses.location,
                f"{clauses.id} version '{clauses.version}' has changed since {issued.document} revision"
                f" {issued.revision} of {project.slug} was issued with it",
                "Restore it; put changes into a new version.",
            )


def _check_values(taken: TakenClauses, sow: StatementOfWork) -> Iterator[Finding]:
    """Clauses on acceptance that are left out, for a clock is written and does not say what they name."""
    clock = sow.acceptance_clock
    if clock is None or sow.acceptance:
        return
    facts = ClauseFacts(values=periods_of(sow), conditions=frozenset(conditions_of(sow)))
    for clause in chosen_clauses(taken, ClausePlace.ACCEPTANCE, facts):
        missing = [key for name in clause.missing if (key := CLAUSE_VALUES.get(name, "")).startswith(_OF_THE_CLOCK)]
        if clause.clause is not None and missing:
            yield warning(
                "clause-without-value",
                clock.location,
                f"{sow.id} has no {listed(missing)}, so the clause {quoted(clause.clause.id)} of "
                f"{clause.pinned} is left out",
                f"Write it, or add {clause.clause.id} to clauses.without in project.yml.",
            )
