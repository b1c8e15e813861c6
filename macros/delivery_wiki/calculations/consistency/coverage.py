"""What is paid for against what is proved: each requirement of it has a criterion, and a test or another proof."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.requirements import Requirement, Verification
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, StatementOfWork
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted

_NAMED = re.compile(r"(?<![\w-])(?:R|T)-\d+(?!\w)")
_LEAST_WORDS, _LEAST_LETTERS = 2, 4
_DATED = re.compile(r"(?<![\w-])(?:M|DEL)-\d+(?!\w)")


def check_coverage(project: Project) -> Iterator[Finding]:
    """Requirements of paid deliverables that no criterion names, and agreed ones that nothing is planned to prove."""
    tested: dict[str, set[str]] = {}
    for case in project.tests:
        for id in case.requirements if not case.withdrawn else ():
            tested.setdefault(id, set()).add(case.id)
    kept = [requirement for requirement in project.requirements if _stands(requirement)]
    for sow in project.sows:
        yield from _check_criteria(sow, kept, tested)
        yield from _check_scope(sow)
        yield from _check_both_ways(sow.id, sow.scope, sow.out_of_scope, sow.location.at("out_of_scope"))
    scope = project.scope
    yield from _check_both_ways("the project", scope.included, scope.excluded, scope.location.at("excluded"))
    for case in project.tests:
        yield from _check_parts(case)
    days = _days(project)
    for requirement in kept:
        yield from _check_proof(requirement, tested)
        yield from _check_day_of_proof(requirement, days)


def _stands(requirement: Requirement) -> bool:
    return not requirement.withdrawn and requirement.decision is None


def _check_criteria(
    sow: StatementOfWork, requirements: list[Requirement], tested: dict[str, set[str]]
) -> Iterator[Finding]:
    paid = {id for payment in sow.payment for id in payment.deliverables}
    open_ones = [
        deliverable for deliverable in sow.deliverables if not deliverable.withdrawn and not _is_accepted(deliverable)
    ]
    named = {open_one.id: _named(open_one) for open_one in open_ones}
    for open_one in open_ones:
        if open_one.id not in paid or not open_one.acceptance:
            continue
        brought = [requirement for requirement in requirements if open_one.id in requirement.deliverables]
        missing = [requirement.id for requirement in brought if not _is_named(requirement, named, tested)]
        if missing:
            yield warning(
                "requirement-without-criterion",
                open_one.location.at("acceptance"),
                f"{open_one.id} is paid for and brings {listed(missing)}, which no acceptance criterion names.",
                f"Name them, or test cases of them, in a criterion of {open_one.id}, or take them out of its "
                "requirements.",
            )


def _check_scope(sow: StatementOfWork) -> Iterator[Finding]:
    """Items of a scope that no deliverable covers, where any says what it covers; and numbers of no item."""
    live = [deliverable for deliverable in sow.deliverables if not deliverable.withdrawn]
    covered = {number for deliverable in live for number in deliverable.covers}
    for number, item in enumerate(sow.scope if covered else (), 1):
        if number not in covered:
            yield warning(
                "scope-without-deliverable",
                sow.location.at("scope", number - 1),
                f"no deliverable of {sow.id} covers item {number} of its scope, {quoted(item)}.",
                f"Write {number} under covers of the deliverable that brings it, add one, or take the item out.",
            )
    for deliverable in live:
        for index, number in enumerate(deliverable.covers):
            if number > len(sow.scope):
                yield error(
                    "unknown-scope-item",
                    deliverable.location.at("covers", index),
                    f"{deliverable.id} covers item {number}, and the scope of {sow.id} has {len(sow.scope)}.",
                    "Write the number of an item of scope, counted from 1.",
                )


def _check_both_ways(
    name: str, included: tuple[str, ...], excluded: tuple[str, ...], place: Location
) -> Iterator[Finding]:
    """Items that stand in the scope and outside of it: the words of one are all words of the other."""
    for number, outside in enumerate(excluded):
        said = _telling_words(outside)
        for item in included:
            if len(said) >= _LEAST_WORDS and said <= _telling_words(item):
                yield warning(
                    "scope-both-ways",
                    place.at(number),
                    f"{quoted(outside)} is out of the scope of {name}, and in it as part of {quoted(item)}.",
                    "Take it out of one of the two, or say in which part it is left out.",
                )


def _telling_words(text: str) -> frozenset[str]:
    """The words of a sentence that carry its meaning: the short ones join others in every language."""
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _LEAST_LETTERS)


def _is_named(requirement: Requirement, named: dict[str, set[str]], tested: dict[str, set[str]]) -> bool:
    """Whether a criterion of one of its deliverables names it or a test of it; what the customer does needs none."""
    wanted = {requirement.id, *tested.get(requirement.id, ())}
    return requirement.party is PartyKind.CUSTOMER or any(
        named.get(id, set()) & wanted for id in requirement.deliverables
    )


def _named(deliverable: Deliverable) -> set[str]:
    return {id for criterion in deliverable.acceptance for id in _NAMED.findall(criterion.statement)}


def _is_accepted(deliverable: Deliverable) -> bool:
    return deliverable.acceptance_on(dt.date.max) is not None


def _check_parts(case: TestCase) -> Iterator[Finding]:
    """A part can be tested of what is tested alone."""
    for place, id in enumerate(case.in_part):
        if id not in case.requirements:
            yield error(
                "part-not-tested",
                case.location.at("in_part", place),
                f"{case.id} tests a part of {id}, and {id} is not among its requirements.",
                f"Add {id} to requirements of {case.id}, or take it out of in_part.",
            )


def _check_proof(requirement: Requirement, tested: dict[str, set[str]]) -> Iterator[Finding]:
    """An agreed requirement is to be proved: by a test case, or by what `proof` says."""
    if requirement.agreed is None or requirement.checks or requirement.id in tested:
        return
    if requirement.verification is Verification.TEST:
        problem, repair = (
            "no test case tests it",
            "Add a test case to tests.yml, or another verification with its proof.",
        )
    elif not requirement.proof:
        problem, repair = (
            f"nothing says how its {requirement.verification.value} is done",
            "Write proof: what, by whom, when.",
        )
    else:
        return
    yield warning(
        "requirement-without-proof",
        requirement.location.at("verification"),
        f"{requirement.id} is agreed, and {problem}.",
        repair,
    )


def _days(project: Project) -> dict[str, dt.date]:
    """The agreed days of milestones and of deliverables that wait for acceptance, by id."""
    days = {milestone.id: milestone.baseline for milestone in project.milestones if milestone.baseline}
    for sow in project.sows:
        for deliverable in sow.deliverables:
            day = deliverable.agreed or days.get(deliverable.milestone or "")
            if day is not None and not deliverable.withdrawn and not _is_accepted(deliverable):
                days[deliverable.id] = day
    return days


def _check_day_of_proof(requirement: Requirement, days: dict[str, dt.date]) -> Iterator[Finding]:
    """A proof that is given with something later than the deliverable which is accepted by it."""
    named = [id for id in _DATED.findall(f"{requirement.proof} {requirement.fit_criterion}") if id in days]
    for id in requirement.deliverables:
        later = [other for other in named if id in days and days[other] > days[id]]
        if later:
            yield warning(
                "proved-after-acceptance",
                requirement.location.at("proof"),
                f"{requirement.id} is proved with {later[0]}, on {days[later[0]]}, and {id}, which is accepted by it, "
                f"is due on {days[id]}: nobody can accept {id} then.",
                f"Write a proof that can be given by {days[id]}, or move {requirement.id} to a later deliverable.",
            )
