"""Baselines: what a signed revision binds, what has moved since, and which change request names it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from delivery_wiki.model.finding import Location
from delivery_wiki.model.project import ChangeDecision, ChangeRequest, Issued, Project, StatementOfWork
from delivery_wiki.model.sizing import SizingResult

from .agreed_changes import decision_on
from .current_figures import absorbed_requests, current_figures, moved_figures
from .document_sections import CONCEPT
from .dossier import Dossier, Ledger, dossiers
from .signatures import count_signatures

# Contracts bind with all that they cite; the concept lives on, and binds with its sizing and its requirements.
CONTRACTS = frozenset({"sow", "basic-sow"})
OF_THE_CONCEPT = ("sizing.", "requirement.", "requirements.text")
INPUT, RESULT = "sizing.input.", "sizing."
Moved: TypeAlias = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The newest revision of a document that was issued and completely signed."""

    dossier: Dossier
    issued: Issued

    @property
    def sow(self) -> StatementOfWork | None:
        """The statement of work that it is of."""
        return self.dossier.sow


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


def baseline_of(document: Dossier, below: int | None = None) -> Baseline | None:
    """The newest issued and completely signed revision, or the newest below a revision; none where nothing binds."""
    for issued in reversed(document.issued):
        if (below is None or issued.revision < below) and count_signatures(document, issued.revision).complete:
            return Baseline(dossier=document, issued=issued)
    return None


def moved_fields(ledger: Ledger, sizing: SizingResult | None) -> tuple[MovedField, ...]:
    """Every field that a signed revision binds and that is another now, in the order of the documents."""
    if not ledger.project.issued:
        return ()
    found: list[MovedField] = []
    for document in dossiers(ledger):
        if document.kind in CONTRACTS or document.kind == CONCEPT:
            baseline = baseline_of(document)
            found += _moved(baseline, sizing) if baseline else []
    return tuple(found)


def _moved(baseline: Baseline, sizing: SizingResult | None) -> Iterator[MovedField]:
    document, issued = baseline.dossier, baseline.issued
    current = current_figures(document.kind, document.topic, document.ledger.view, sizing, on=document.on)
    moved = {
        name: values
        for name, values in moved_figures(issued.figures, current).items()
        if _binds(document.kind, name) and (sizing is not None or not name.startswith(RESULT))
    }
    requests = _open_requests(document.project, issued, document.on)
    for figure in sorted(_causes(moved)):
        names = _names(figure, baseline)
        naming = [one for one in requests if names & {*one.moves, *one.sizing}]
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
            requests=tuple(one.id for one in naming),
            agreed=any(decision_on(one, document.on) is ChangeDecision.AGREED for one in naming),
        )


def _title(document: Dossier) -> str:
    if document.kind == "sow" and document.sow is not None:
        return document.sow.title
    return document.template.title if document.template else document.kind


def _binds(kind: str, figure: str) -> bool:
    return kind in CONTRACTS or figure.startswith(OF_THE_CONCEPT)


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
        one
        for one in project.changes
        if not one.withdrawn
        and one.id not in absorbed
        and decision_on(one, on) is not ChangeDecision.REJECTED
        and (decision_on(one, on) is ChangeDecision.OPEN or (one.decided or on) >= issued.issued)
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
        return frozenset(one.id for one in baseline.dossier.project.requirements)
    if head in {"deliverable", "work-package"}:
        return frozenset({item, *own, *_criteria(item, sow)})
    return frozenset({*own, *_inside(figure, sow)})


def _criteria(item: str, sow: StatementOfWork | None) -> Iterable[str]:
    return (part.id for one in (sow.deliverables if sow else ()) if one.id == item for part in one.acceptance)


def _inside(figure: str, sow: StatementOfWork | None) -> Iterable[str]:
    """Sums and dates are named by what they are summed from as well."""
    if sow is None:
        return ()
    if figure in {"sow.days", "sow.total"}:
        return (one.id for one in sow.work_packages)
    return (one.id for one in sow.deliverables) if figure == "sow.deliverables" else ()


def _name(figure: str, baseline: Baseline) -> str:
    """The id or input that a figure belongs to."""
    head, _, item = figure.rpartition(".")
    if figure.startswith(RESULT):
        return figure.removeprefix(INPUT).removeprefix(RESULT)
    if head in {"requirement", "deliverable", "work-package"}:
        return item
    return baseline.sow.id if baseline.sow else baseline.dossier.kind


def _location(figure: str, baseline: Baseline) -> Location:
    """Where the field is written now; where it is gone, the file or the list that it stood in."""
    project, sow = baseline.dossier.project, baseline.sow
    head, _, item = figure.rpartition(".")
    if figure.startswith(RESULT) and project.sizing is not None:
        request = project.sizing
        rows = [one.location.at("value") for one in request.inputs if INPUT + one.input == figure]
        rows += [one.location for one in request.overrides if figure.startswith(RESULT + one.output)]
        return rows[0] if rows else request.location.at("rules")
    if head == "requirement" or figure == "requirements.text":
        rows = [
            one.location.at("withdrawn" if one.withdrawn else "statement")
            for one in project.requirements
            if one.id == item
        ]
        return rows[0] if rows else project.requirements[0].location if project.requirements else project.location
    if sow is None:
        return project.location
    rows = [one.location for one in sow.deliverables if one.id == item]
    rows += [one.location for one in sow.work_packages if one.id == item]
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
}
