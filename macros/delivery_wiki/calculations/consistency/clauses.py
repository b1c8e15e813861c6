"""Clause sets and what projects take from them: texts that hold together, pins that ship, values that are written."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.clause_texts import (
    DIGEST_SHOWN,
    ClauseFacts,
    chosen_clauses,
    conditions_of,
    named_values,
    periods_of,
)
from delivery_wiki.model.clauses import CLAUSE_VALUES, Clause, ClausePin, ClausePlace, ClauseSet
from delivery_wiki.model.finding import Finding, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project import Project, StatementOfWork

from .near_miss import listed, quoted, repair_name, replace_name

_OF_THE_CLOCK = "acceptance_clock."


def check_clause_set(clauses: ClauseSet) -> Iterator[Finding]:
    """Ids that stand twice, values that no document has, and texts that a language lacks."""
    seen: dict[str, Clause] = {}
    languages = sorted({language for one in clauses.clauses for language in one.text})
    for clause in clauses.clauses:
        if first := seen.get(clause.id):
            problem = f"the clause {quoted(clause.id)} stands twice in {clauses.id} {clauses.version}"
            yield error("clause-faulty", clause.location.at("id"), problem, "Rename one.", also=first.location)
        seen.setdefault(clause.id, clause)
        yield from _check_texts(clause, languages)


def _check_texts(clause: Clause, languages: list[str]) -> Iterator[Finding]:
    named = named_values(clause.text)
    for name in sorted((named | named_values(clause.one)) - CLAUSE_VALUES.keys()):
        problem = f"no document has a value {quoted(name)}; known: {listed(CLAUSE_VALUES)}."
        yield error(
            "clause-faulty",
            clause.location.at("text"),
            problem,
            repair_name(name, CLAUSE_VALUES, otherwise="name a known one"),
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
    """A pin that does not ship or has changed, and clauses that name what nobody wrote."""
    yield from _check_used(project, library)
    pin = project.clauses
    if pin is None:
        return
    yield from _check_own(pin)
    if not pin.id:
        return
    clauses = library.clause_set(pin.id, pin.version)
    if clauses is None:
        yield _unknown_set(pin, library.clause_sets)
        return
    yield from _check_taken(project, pin, clauses)
    for sow in project.sows:
        yield from _check_values(project, clauses, sow)


def _check_own(pin: ClausePin) -> Iterator[Finding]:
    seen: set[ClausePlace] = set()
    for one in pin.own:
        if one.place in seen:
            problem = f"the place {quoted(one.place.value)} stands twice under own"
            yield error("duplicate-entry", one.location.at("place"), problem, "Join the two.")
        seen.add(one.place)


def _unknown_set(pin: ClausePin, shipped: tuple[ClauseSet, ...]) -> Finding:
    released = {one.id: sorted(two.version for two in shipped if two.id == one.id) for one in shipped}
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
    known = {one.id for one in clauses.clauses}
    for index, id in enumerate(pin.without):
        if id not in known:
            yield error(
                "unknown-clauses",
                pin.location.at("without", index),
                f"{quoted(id)} is not a clause of {clauses.id} {clauses.version}; known: {listed(known)}.",
                repair_name(id, known, otherwise="name a clause of the set"),
                replacement=replace_name(id, known),
            )
    language = project.language
    if language not in clauses.languages and language.partition("-")[0] not in clauses.languages:
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


def _check_values(project: Project, clauses: ClauseSet, sow: StatementOfWork) -> Iterator[Finding]:
    """Clauses on acceptance that are left out, for a clock is written and does not say what they name."""
    clock = sow.acceptance_clock
    if clock is None or sow.acceptance:
        return
    facts = ClauseFacts(values=periods_of(sow), conditions=frozenset(conditions_of(sow)))
    for one in chosen_clauses(project, clauses, ClausePlace.ACCEPTANCE, facts):
        missing = [key for name in one.missing if (key := CLAUSE_VALUES[name]).startswith(_OF_THE_CLOCK)]
        if one.clause is not None and missing:
            yield warning(
                "clause-without-value",
                clock.location,
                f"{sow.id} has no {listed(missing)}, so the clause {quoted(one.clause.id)} of {one.pinned} is left out",
                f"Write it, or add {one.clause.id} to clauses.without in project.yml.",
            )
