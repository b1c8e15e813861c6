"""What items say, as fingerprints: whoever agreed to an item, checked or accepted it did so over these words.

Each fingerprint frames a fixed list of keys, and a key that is not there counts as empty: so later keys, another way to
wrap lines and another form of the same letter make nothing suspect. Ids, places, dates, owners, states and evidence are
not covered, for they do not change what was agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.register_entries import Assumption, Risk
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceCriterion, Deliverable
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.whole_project import Project

from .fingerprint import fingerprint, normal_text

LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """The fingerprint of an item as it reads now, and where its words stand."""

    id: str
    words: str
    location: Location


def item_words(project: Project) -> dict[str, ItemWords]:
    """Every item whose words can be told, by id; without those that are withdrawn, for nothing rests on them."""
    return {words.id: words for words in _all(project)}


def requirement_words(requirement: Requirement) -> str:
    """What is required, how it is measured, how much it matters, whose it is and how it is verified."""
    return _words(
        statement=requirement.statement,
        fit_criterion=requirement.fit_criterion,
        priority=requirement.priority.value,
        party=requirement.party.value,
        verification=requirement.verification.value,
    )


def case_words(case: TestCase) -> str:
    """What a tester does, step by step, and what has to come out."""
    return _words(
        title=case.title,
        precondition=case.precondition,
        steps=" ".join(_words(step=step) for step in case.steps),
        expected=case.expected,
    )


def criterion_words(criterion: AcceptanceCriterion) -> str:
    """The condition and how it is looked at."""
    return _words(statement=criterion.statement, method=criterion.method)


def deliverable_words(deliverable: Deliverable) -> str:
    """What is handed over, with its criteria, in whatever order they stand."""
    criteria = sorted((criterion.id, criterion_words(criterion)) for criterion in deliverable.acceptance)
    return _words(
        title=deliverable.title,
        description=deliverable.description,
        acceptance=" ".join(f"{id} {words}" for id, words in criteria),
    )


def assumption_words(assumption: Assumption) -> str:
    """What is assumed; an assumption has no response."""
    return _words(statement=assumption.statement, response="")


def risk_words(risk: Risk) -> str:
    """What may happen and what is done about it."""
    return _words(statement=risk.statement, response=risk.response)


def _words(**texts: str) -> str:
    return fingerprint([(key, normal_text(text)) for key, text in texts.items()])[:LENGTH]


def _all(project: Project) -> Iterator[ItemWords]:
    for requirement in project.requirements:
        if not requirement.withdrawn:
            yield _item(requirement.id, requirement_words(requirement), requirement.location.at("statement"))
    for case in project.tests:
        if not case.withdrawn:
            yield _item(case.id, case_words(case), case.location.at("steps"))
    for deliverable in (deliverable for sow in project.sows for deliverable in sow.deliverables):
        if not deliverable.withdrawn:
            yield _item(deliverable.id, deliverable_words(deliverable), deliverable.location.at("description"))
            for criterion in deliverable.acceptance:
                yield _item(criterion.id, criterion_words(criterion), criterion.location.at("statement"))
    for assumption in project.assumptions:
        if not assumption.withdrawn:
            yield _item(assumption.id, assumption_words(assumption), assumption.location.at("statement"))
    for risk in (*project.risks, *(project.internal.risks if project.internal else ())):
        if not risk.withdrawn:
            yield _item(risk.id, risk_words(risk), risk.location.at("statement"))


def _item(id: str, words: str, location: Location) -> ItemWords:
    return ItemWords(id=id, words=words, location=location)
