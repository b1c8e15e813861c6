"""Baselines: what a signed revision binds, what has moved since, and which change request names it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from delivery_wiki.model.document_kinds import CONCEPT, SOW, kind_of
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import SizingResult

from ..evidence.current_figures import absorbed_requests, current_figures, moved_figures
from ..evidence.document_facts import DocumentFacts, ProjectFacts, all_document_facts
from ..evidence.signatures import count_signatures
from ..money.agreed_changes import decision_on

# Contracts bind with all that they cite; the concept lives on, and binds with its sizing and its requirements.
OF_THE_CONCEPT = ("sizing.", "requirement.", "requirements.text")
INPUT, RESULT = "sizing.input.", "sizing."
Moved: TypeAlias = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The newest revision of a document that was issued and completely signed."""

    document_facts: DocumentFacts
    issued: Issued

    @property
    def sow(self) -> StatementOfWork | None:
        """The statement of work that it is of."""
        return self.document_facts.sow


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedField:
    """A field that is not what was signed: the figure, the id or input that names it, and who asked for it.

    `names` are what a change request may name to cover it, `requests` those that do, `agreed` whether one is agreed.
    """

    document: str
    topic: str | None
    title: str
    revision: int
    figure: str
    name: str
    before: str | None
    after: str | None
    location: Location
    names: frozenset[str]
    requests: tuple[str, ...] = ()
    agreed: bool = False

    @property
    def missing(self) -> bool:
        """Whether no change request names it."""
        return not self.requests


def baseline_of(document: DocumentFacts, below: int | None = None) -> Baseline | None:
    """The newest issued and completely signed revision, or the newest below a revision; none where nothing binds."""
    for issued in reversed(document.issued):
        if (below is None or issued.revision < below) and count_signatures(document, issued.revision).complete:
            return Baseline(document_facts=document, issued=issued)
    return None


def moved_fields(project_facts: ProjectFacts, sizing: SizingResult | None) -> tuple[MovedField, ...]:
    """Every field that a signed revision binds and that is another now, in the order of the documents."""
    if not project_facts.project.issued:
        return ()
    documents = all_document_facts(project_facts)
    return tuple(moved for document in documents for moved in moved_since_signed(document, sizing))


def moved_since_signed(document: DocumentFacts, sizing: SizingResult | None) -> tuple[MovedField, ...]:
    """The same of one document; none of a kind that binds to no figures, or of which nothing is signed."""
    baseline = baseline_of(document) if document.of_kind.is_contract or document.kind == CONCEPT.id else None
    return tuple(_moved(baseline, sizing)) if baseline else ()


def _moved(baseline: Baseline, sizing: SizingResult | None) -> Iterator[MovedField]:
    document, issued = baseline.document_facts, baseline.issued
    current = current_figures(document.kind, document.topic, document.project_facts.view, sizing, on=document.on)
    moved = {
        name: values
        for name, values in moved_figures(issued.figures, current).items()
        if _binds(document.kind, name) and (sizing is not None or not name.startswith(RESULT))
    }
    requests = _open_requests(document.project, issued, document.on)
    for figure in sorted(_causes(moved)):
        names = _names(figure, baseline)
        naming = [request for request in requests if names & {*request.moves, *request.sizing}]
        yield MovedField(
            document=document.kind,
            topic=document.topic,
            title=_title(document),
            revision=issued.revision,
            figure=figure,
            name=_name(figure, baseline),
            before=moved[figure][0],
            after=moved[figure][1],
            location=_location(figure, baseline),
            names=names,
            requests=tuple(change.id for change in naming),
            agreed=any(decision_on(change, document.on) is ChangeDecision.AGREED for change in naming),
        )


def _title(document: DocumentFacts) -> str:
    if document.kind == SOW.id and document.sow is not None:
        return document.sow.title
    return document.template.title if document.template else document.kind


def _binds(kind: str, figure: str) -> bool:
    return kind_of(kind).is_contract or figure.startswith(OF_THE_CONCEPT)


def _causes(moved: dict[str, Moved]) -> Iterator[str]:
    """What moved by itself: results follow their inputs, sums and digests follow the items they are made of."""
    inputs = any(name.startswith(INPUT) for name in moved)
    for name in moved:
        if inputs and name.startswith(RESULT) and not name.startswith(INPUT):
            continue
        parts = _PARTS.get(name)
        if parts is None or not any(other.startswith(parts) for other in moved):
            yield name


_PARTS: dict[str, tuple[str, ...]] = {
    "requirements.text": ("requirement.",),
    "sow.deliverables": ("deliverable.",),
    "sow.days": ("work-package.",),
    "sow.total": ("work-package.", "sow.rates", "sow.basis"),
}


def _open_requests(project: Project, issued: Issued, on: dt.date) -> list[ChangeRequest]:
    """The change requests that the signed revision does not hold yet: open ones, and those agreed since."""
    absorbed = absorbed_requests(issued.figures)
    return [
        change
        for change in project.changes
        if not change.withdrawn
        and change.id not in absorbed
        and decision_on(change, on) is not ChangeDecision.REJECTED
        and (decision_on(change, on) is ChangeDecision.OPEN or (change.decided or on) >= issued.issued)
    ]


# --- names and places -----------------------------------------------------------------------------


def _names(figure: str, baseline: Baseline) -> frozenset[str]:
    """What a change request may name to cover a figure: the item itself, or the statement of work that holds it."""
    head, _, item = figure.rpartition(".")
    sow = baseline.sow
    own = {sow.id, sow.topic} if sow else set()
    if figure.startswith(RESULT):
        return frozenset({figure.removeprefix(INPUT).removeprefix(RESULT).partition(".")[0]})
    if head == "requirement":
        return frozenset({item})
    if figure == "requirements.text":
        return frozenset(requirement.id for requirement in baseline.document_facts.project.requirements)
    if head in {"deliverable", "work-package"}:
        return frozenset({item, *own, *_criteria(item, sow)})
    return frozenset({*own, *_inside(figure, sow)})


def _criteria(item: str, sow: StatementOfWork | None) -> Iterable[str]:
    return (
        part.id
        for deliverable in (sow.deliverables if sow else ())
        if deliverable.id == item
        for part in deliverable.acceptance
    )


def _inside(figure: str, sow: StatementOfWork | None) -> Iterable[str]:
    """Sums and dates are named by what they are summed from as well."""
    if sow is None:
        return ()
    if figure in {"sow.days", "sow.total"}:
        return (package.id for package in sow.work_packages)
    return (deliverable.id for deliverable in sow.deliverables) if figure == "sow.deliverables" else ()


def _name(figure: str, baseline: Baseline) -> str:
    """The id or input that a figure belongs to."""
    head, _, item = figure.rpartition(".")
    if figure.startswith(RESULT):
        return figure.removeprefix(INPUT).removeprefix(RESULT)
    if head in {"requirement", "deliverable", "work-package"}:
        return item
    return baseline.sow.id if baseline.sow else baseline.document_facts.kind


def _location(figure: str, baseline: Baseline) -> Location:
    """Where the field is written now; where it is gone, the file or the list that it stood in."""
    project, sow = baseline.document_facts.project, baseline.sow
    head, _, item = figure.rpartition(".")
    if figure.startswith(RESULT) and project.sizing is not None:
        request = project.sizing
        rows = [
            sizing_input.location.at("value") for sizing_input in request.inputs if INPUT + sizing_input.input == figure
        ]
        rows += [override.location for override in request.overrides if figure.startswith(RESULT + override.output)]
        return rows[0] if rows else request.location.at("rules")
    if head == "requirement" or figure == "requirements.text":
        rows = [
            requirement.location.at("withdrawn" if requirement.withdrawn else "statement")
            for requirement in project.requirements
            if requirement.id == item
        ]
        return rows[0] if rows else project.requirements[0].location if project.requirements else project.location
    if sow is None:
        return project.location
    rows = [deliverable.location for deliverable in sow.deliverables if deliverable.id == item]
    rows += [package.location for package in sow.work_packages if package.id == item]
    return rows[0].at("days" if head == "work-package" else "id") if rows else sow.location.at(_KEYS.get(figure, ""))


_KEYS = {
    "sow.days": "work_packages",
    "sow.total": "price",
    "sow.basis": "price",
    "sow.rates": "price",
    "sow.scope": "scope",
    "sow.deliverables": "deliverables",
    "sow.starts": "starts",
    "sow.ends": "ends",
    "sow.payment": "payment",
    "sow.acceptance": "acceptance_clock",
    "sow.contract": "contract",
}
