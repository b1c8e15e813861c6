"""What the change does to signatures and gates: what must be signed again, by whom, and which gate moves."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.base.people import name_of, people_with_role
from delivery_wiki.calculations.evidence.document_facts import ProjectFacts, document_facts
from delivery_wiki.calculations.evidence.signatures import signatures_of
from delivery_wiki.calculations.verification.baselines import MovedField, baseline_of, moved_fields
from delivery_wiki.model.status import CriterionStatus, DocumentStatus, GateStatus

from .changes import ComparedSide, CriterionChange, GateChange, SignatureChange, Signer, SuspicionChange

HELD = frozenset({"issued", "agreed", "accepted", "signed"})


def signature_changes(before: ComparedSide, after: ComparedSide) -> Iterator[SignatureChange]:
    """Documents whose signatures count less, more, or no longer for what the document says now."""
    old = {(document.kind, document.topic): document for document in before.status.documents}
    for document in after.status.documents:
        was = old.get((document.kind, document.topic))
        reasons = tuple(message for message in document.stale if was is None or message not in was.stale)
        stale = _held(document, was) and _is_stale(document) and not (was is not None and _is_stale(was))
        current = [_counting(document) for document in (was, document)]
        if stale or current[0] != current[1]:
            yield SignatureChange(
                kind=document.kind,
                topic=document.topic,
                title=document.title,
                page=document.page,
                revision=document.revision,
                stale=stale,
                before=current[0],
                after=current[1],
                needed=document.signatures_needed,
                reasons=reasons if stale else (),
                signers=_signers(document, after) if stale or current[1] < current[0] else (),
            )


def _is_stale(document: DocumentStatus) -> bool:
    return bool(document.stale) or document.lapsed


def _held(document: DocumentStatus, was: DocumentStatus | None) -> bool:
    """Whether somebody signed or agreed to the document, so that there is something to lose."""
    reached = {*document.reached, *(was.reached if was else ())}
    return document.lapsed or bool(HELD & reached)


def _counting(document: DocumentStatus | None) -> int:
    """Signatures that count for what the document says."""
    return 0 if document is None or _is_stale(document) else document.signatures_current


def _signers(document: DocumentStatus, side: ComparedSide) -> tuple[Signer, ...]:
    """Every signature that the template asks for, with those who may give it; else those who signed before."""
    template, project = side.view.templates.by_kind.get(document.kind), side.view.project
    is_asked = template is not None and not (template.sign_when_issued and not document.signatures_needed)
    asked = tuple(
        Signer(
            role=required.role,
            party=required.party.value,
            people=tuple(name_of(project, id) for id in people_with_role(side.view, required.party, required.role)),
        )
        for required in (template.signatures if template and is_asked else ())
    )
    return asked or tuple(_who_signed(document, side))


def _who_signed(document: DocumentStatus, side: ComparedSide) -> Iterator[Signer]:
    held = document_facts(_project_facts(side), document.kind, document.topic)
    baseline = baseline_of(held)
    for signature in signatures_of(held, baseline.issued.revision if baseline else held.revision):
        person = next((person for person in side.view.project.people if person.id == signature.person), None)
        if person is not None:
            yield Signer(role=person.role, party=signature.party.value, people=(person.name,))


def baseline_changes(before: ComparedSide, after: ComparedSide) -> tuple[MovedField, ...]:
    """What was signed and moves with this change, or is named by another change request now."""
    known = {
        (moved.document, moved.topic, moved.figure, moved.after, moved.requests, moved.agreed)
        for moved in _moved(before)
    }
    return tuple(
        moved
        for moved in _moved(after)
        if (moved.document, moved.topic, moved.figure, moved.after, moved.requests, moved.agreed) not in known
    )


def _moved(side: ComparedSide) -> tuple[MovedField, ...]:
    return moved_fields(_project_facts(side), side.sizing)


def _project_facts(side: ComparedSide) -> ProjectFacts:
    """What signatures are judged by; nothing here asks for requirements or cases."""
    return ProjectFacts(view=side.view, on=side.status.on, requirements=(), cases=())


def gate_changes(before: ComparedSide, after: ComparedSide) -> Iterator[GateChange]:
    """Gates that open or shut, or of which more or fewer criteria are met."""
    old, new = ({gate.gate.id: gate for gate in side.status.gates} for side in (before, after))
    for id in [*new, *(id for id in old if id not in new)]:
        left, right = old.get(id), new.get(id)
        known = right or left
        criteria = tuple(_criteria(left, right))
        if known is not None and (criteria or _state_and_reasons(left) != _state_and_reasons(right)):
            yield GateChange(title=known.gate.title, before=left, after=right, criteria=criteria)


def suspicion_changes(before: ComparedSide, after: ComparedSide) -> Iterator[SuspicionChange]:
    """Facts that became suspect with this change, then those that no longer are."""
    old, new = (
        {(suspicion.kind, suspicion.item, suspicion.about): suspicion for suspicion in side.status.suspicions}
        for side in (before, after)
    )
    for cleared, found, others in ((False, new, old), (True, old, new)):
        for key, suspicion in found.items():
            if key not in others:
                yield SuspicionChange(
                    item=suspicion.item, about=suspicion.about, reason=suspicion.reason, cleared=cleared
                )


def _state_and_reasons(gate: GateStatus | None) -> tuple[object, ...]:
    return (gate.state, gate.met, gate.count) if gate else ()


def _criteria(left: GateStatus | None, right: GateStatus | None) -> Iterator[CriterionChange]:
    old, new = ({_key(criterion): criterion for criterion in gate.criteria} if gate else {} for gate in (left, right))
    for key in [*new, *(key for key in old if key not in new)]:
        was, is_now = old.get(key), new.get(key)
        known = is_now or was
        if known is not None and (was is None or is_now is None or was.state is not is_now.state):
            yield CriterionChange(
                title=known.title,
                before=was.state.value if was else None,
                after=is_now.state.value if is_now else None,
                reason=known.reason,
            )


def _key(criterion: CriterionStatus) -> tuple[str, object]:
    return (criterion.id, criterion.title)
