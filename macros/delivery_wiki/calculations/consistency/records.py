"""Lists in which one thing stands once, test results, and items that are taken out: what the records lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from delivery_wiki.model.document_kinds import MAY_BE_LEFT_OUT
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.agenda import Agenda
from delivery_wiki.model.project.architecture import Architecture
from delivery_wiki.model.project.test_results import TestRun, Verdict
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted, repair_name, replace_name
from ..signing.demonstration_keys import is_published
from ..signing.ssh_signature import key_fault, key_fingerprint

SHORTEST_WORKSHOP = 240
LONGEST_WORKSHOP = 360
DIGITS = 12
RESTORE_ISSUED = "Restore issued/ from version control, where one folder has this revision; nobody copies one by hand."


class _Withdrawable(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def withdrawn(self) -> str: ...
    @property
    def location(self) -> Location: ...


def check_records(project: Project) -> Iterator[Finding]:
    """Entries that stand twice, results of unknown cases, defects without a class, reasons that are missing."""
    for entries in _listings(project):
        yield from _check_twice(entries)
    yield from _check_keys(project)
    yield from _check_reasons(project)
    yield from _check_left_out(project)
    for run in project.test_runs:
        yield from _check_run(run, {case.id for case in project.tests})
    if project.architecture:
        yield from _check_tiers(project.architecture)
    if project.agenda:
        yield from _check_agenda(project.agenda)


def _check_left_out(project: Project) -> Iterator[Finding]:
    """A document that is agreed, checked or signed is not one to go without."""
    for document in project.documents:
        if document.not_needed and document.kind not in MAY_BE_LEFT_OUT:
            yield error(
                "document-not-optional",
                document.location.at("not_needed"),
                f"no project may go without '{document.kind}'; these may be left out: {listed(MAY_BE_LEFT_OUT)}.",
                "Take not_needed out, and write the document.",
            )


def _check_keys(project: Project) -> Iterator[Finding]:
    """A key that cannot sign is told before somebody tries, and one that everybody has: nobody's signature is one."""
    held = [(key.location, key.key) for person in project.people for key in person.keys]
    held += [(witness.location, witness.key) for witness in project.witnesses]
    for location, key in held:
        if fault := key_fault(key):
            repair = "Put in another key: ssh-keygen -t ed25519 makes one, and its .pub file holds the text."
            yield error("key-unusable", location.at("key"), f"{fault}.", repair)
        if is_published(key) and not project.demonstration:
            problem = "the private half of this key is published for demonstrations; whatever it signs does not count."
            repair = "Put in a key of the person's own, or state `demonstration: true` in an invented project."
            yield error("demonstration-key", location, problem, repair)


def _listings(project: Project) -> Iterator[list[tuple[str, Location]]]:
    """Lists in which an entry may stand once, each entry with what it is about and its place."""
    yield [
        (f"document {document.kind} {document.topic or ''}".strip(), document.location.at("kind"))
        for document in project.documents
    ]
    if project.environment:
        yield [
            (f"answer to {answer.question}", answer.location.at("question")) for answer in project.environment.answers
        ]
    for sow in project.sows:
        yield [(f"rate for {rate.role}", rate.location.at("role")) for rate in (sow.price.rates if sow.price else ())]
    yield [
        (f"revision {issued.revision} of {issued.document} {issued.topic or ''}".strip(), issued.location)
        for issued in project.issued
    ]
    yield _held_keys(project)
    yield _held_certificates(project)
    yield [
        (f"holder of the {forge} login {login.casefold()}", person.location)
        for person in project.people
        for forge, login in person.logins.items()
    ]
    for run in project.test_runs:
        yield [(f"result of {result.case}", result.location.at("case")) for result in run.results]
    if project.internal:
        yield [
            (f"cost rate for {cost_rate.role}", cost_rate.location.at("role"))
            for cost_rate in project.internal.cost_rates
        ]


def _held_keys(project: Project) -> list[tuple[str, Location]]:
    """Each key once for everybody who has it: two who share one could each sign for the other."""
    held = [(person.location, [key.key for key in person.keys]) for person in project.people]
    held += [(witness.location, [witness.key]) for witness in project.witnesses]
    marks = [(place, sorted({key_fingerprint(key) for key in keys} - {""})) for place, keys in held]
    return [(f"holder of the key {mark}", place) for place, found in marks for mark in found]


def _held_certificates(project: Project) -> list[tuple[str, Location]]:
    """Each certificate once for everybody who has it: a signed PDF would be the proof of two people."""
    return [
        (f"holder of the certificate {digest[:DIGITS]}", person.location)
        for person in project.people
        for digest in sorted({certificate.sha256 for certificate in person.certificates})
    ]


def _check_twice(entries: Iterable[tuple[str, Location]]) -> Iterator[Finding]:
    first: dict[str, Location] = {}
    for name, location in entries:
        known = first.setdefault(name, location)
        if known is not location:
            problem = f"a second {name}; one is expected."
            repair = RESTORE_ISSUED if "/issued/" in location.file else "Keep the one that holds, delete the other."
            yield error("duplicate-entry", location, problem, repair, also=known)


def _check_reasons(project: Project) -> Iterator[Finding]:
    items: tuple[_Withdrawable, ...] = (
        *project.milestones,
        *project.decisions,
        *project.assumptions,
        *project.risks,
        *project.open_points,
        *project.requirements,
        *project.tests,
        *project.changes,
        *(action for minutes in project.minutes for action in minutes.actions),
        *(deliverable for sow in project.sows for deliverable in sow.deliverables),
        *(package for sow in project.sows for package in sow.work_packages),
        *(project.internal.risks if project.internal else ()),
    )
    for item in items:
        if (*item.location.steps, "withdrawn") in item.location.positions and not item.withdrawn.strip():
            yield _reason_missing(item.location.at("withdrawn"), f"{item.id} is withdrawn without a reason.")
    for requirement in project.requirements:
        if requirement.decision is not None and not requirement.reason.strip():
            yield _reason_missing(
                requirement.location.at("decision"),
                f"{requirement.id} is {requirement.decision.value} without a reason.",
            )


def _reason_missing(location: Location, problem: str) -> Finding:
    return error("reason-missing", location, problem, "Say why, in a sentence that the customer may read.")


def _check_run(run: TestRun, cases: set[str]) -> Iterator[Finding]:
    for result in run.results:
        if result.case not in cases:
            yield error(
                "unknown-case",
                result.location.at("case"),
                f"{quoted(result.case)} is not a test case of tests.yml; known: {listed(cases)}.",
                repair_name(result.case, cases, otherwise="add the case; withdraw a case instead of deleting it"),
                replacement=replace_name(result.case, cases),
            )
        if result.verdict is Verdict.FAIL and not result.defect.strip():
            problem = f"{result.case} failed, and the result names no defect."
            yield error("defect-missing", result.location.at("verdict"), problem, "Add defect: what was wrong.")
        if (result.verdict is Verdict.FAIL or result.defect.strip()) and result.defect_class is None:
            yield error(
                "defect-class-missing",
                result.location.at("verdict"),
                f"the defect of {result.case} has no class.",
                "Add defect_class: 1 makes it unusable, 2 restricts its use seriously, 3 is any other.",
            )


def _check_tiers(architecture: Architecture) -> Iterator[Finding]:
    for component in architecture.components:
        if component.tier not in architecture.tiers:
            yield error(
                "unknown-tier",
                component.location.at("tier"),
                f"{quoted(component.tier)} is not one of the tiers: {listed(architecture.tiers)}.",
                repair_name(component.tier, architecture.tiers, otherwise="add the tier to tiers"),
                replacement=replace_name(component.tier, architecture.tiers),
                also=architecture.location.at("tiers"),
            )


def _check_agenda(agenda: Agenda) -> Iterator[Finding]:
    minutes = sum(item.minutes for item in agenda.items if not item.pause)
    if agenda.items and not SHORTEST_WORKSHOP <= minutes <= LONGEST_WORKSHOP:
        yield warning(
            "workshop-length",
            agenda.location.at("items"),
            f"the topics add up to {minutes} minutes; a workshop takes {SHORTEST_WORKSHOP} to {LONGEST_WORKSHOP}.",
            "Shorten or add topics, or split the workshop in two.",
        )
    for item in agenda.items if agenda.attendees else ():
        if item.lead and item.lead not in agenda.attendees:
            yield warning(
                "lead-not-invited",
                item.location.at("lead"),
                f"{item.lead} leads {quoted(item.topic)} and is not among the attendees.",
                f"Add {item.lead} to attendees, or name somebody who takes part.",
                also=agenda.location.at("attendees"),
            )
