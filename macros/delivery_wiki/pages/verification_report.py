"""What sign-off records prove, for a terminal and as JSON (schemas/verification.schema.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from delivery_wiki.calculations.phrases import plain
from delivery_wiki.calculations.sign_off_judgement import JudgedRecord
from delivery_wiki.calculations.verification import DocumentProof, MissingSignature, ProjectProof, ProofState
from delivery_wiki.model.sign_off import EmbeddedSignature, Meaning
from delivery_wiki.model.status import translatable

from .finding_reports import number_of, visible

SCHEMA = "verification/1"
SHOWN = 12
GREEN, YELLOW, RED, DIM, PLAIN = "\x1b[32m", "\x1b[33m", "\x1b[1;31m", "\x1b[2m", "\x1b[0m"
STATE_WORDS = {
    ProofState.CURRENT: "current",
    ProofState.ISSUED: "issued",
    ProofState.NOT_ISSUED: "not issued",
    ProofState.NOTED: "noted",
    ProofState.MISSING: "missing",
    ProofState.STALE: "stale",
    ProofState.REFUSED: "refused",
    ProofState.CHANGED: "changed",
}
STATE_COLOURS = {
    ProofState.CURRENT: GREEN,
    ProofState.ISSUED: DIM,
    ProofState.NOT_ISSUED: DIM,
    ProofState.NOTED: YELLOW,
    ProofState.MISSING: YELLOW,
    ProofState.STALE: YELLOW,
    ProofState.REFUSED: RED,
    ProofState.CHANGED: RED,
}
MEANING_WORDS: Mapping[Meaning, str] = translatable(
    {
        Meaning.REVIEWED: "reviewed",
        Meaning.APPROVED: "approved",
        Meaning.ACCEPTED: "accepted",
        Meaning.ACCEPTED_WITH_CONDITIONS: "accepted with conditions",
        Meaning.REJECTED: "rejected",
        Meaning.WITHDRAWN: "withdrawn",
        Meaning.DEEMED_ACCEPTED: "deemed accepted",
    }
)
NEVER_ISSUED = frozenset({ProofState.NOT_ISSUED, ProofState.NOTED})
NOT_WITNESSED = "time not witnessed"
NOT_TRACED = "whose certificate and what time it is was not traced to a root"


def render_verification(proofs: Sequence[ProjectProof], *, colour: bool = False) -> str:
    """Each project with its documents: who signed what, what changed since, who must sign."""
    lines: list[str] = []
    for proof in proofs:
        lines += [*([""] if lines else []), *_project(proof, colour)]
    return "\n".join(lines or ["There are no documents to verify."])


def verification_as_json(proofs: Sequence[ProjectProof]) -> str:
    """The same as JSON; sentences are English."""
    tree = {"schema": SCHEMA, "projects": [_project_tree(proof) for proof in proofs]}
    return json.dumps(tree, ensure_ascii=False, indent=2)


def _project(proof: ProjectProof, colour: bool) -> Iterator[str]:
    records = proof.judgement.records
    heads = ", ".join(one[:SHOWN] for one in proof.heads) or "none"
    yield f"{proof.slug}  {number_of(len(records), 'record')}, heads: {heads}"
    for document in proof.documents:
        if document.state not in NEVER_ISSUED:
            yield from _document(document, colour)
    waiting = [one.title for one in proof.documents if one.state is ProofState.NOT_ISSUED]
    if waiting:
        yield f"  not issued: {visible(', '.join(waiting))}"
    noted = [one.title for one in proof.documents if one.state is ProofState.NOTED]
    if noted:
        yield f"  noted, proved by no record: {visible(', '.join(noted))}"
    void = [one for one in records if not one.counts]
    for one in void:
        reason = plain(one.reason) if one.reason else ""
        mark = _tinted("does not count", RED, colour)
        yield f"  {mark}  {one.record.name[:SHOWN]} of {visible(one.record.person)}: {visible(reason)}"


def _document(document: DocumentProof, colour: bool) -> Iterator[str]:
    state = _tinted(f"{STATE_WORDS[document.state]:<10}", STATE_COLOURS[document.state], colour)
    yield f"  {state} {visible(document.title)} r{document.revision}  {document.fingerprint[:SHOWN]}"
    if document.state is ProofState.ISSUED:
        yield "             no signature is asked for"
    for change in document.changes:
        yield f"             {visible(plain(change))}"
    for one in document.signed:
        yield f"             {visible(_signed(one))}"
        yield from (f"               {visible(_inside(inside))}" for inside in _embedded(one))
    for slot in document.missing:
        yield f"             must sign: {visible(_must_sign(slot))}"


def _signed(one: JudgedRecord) -> str:
    record = one.record
    witness = f"witnessed by {one.witness.witness} on {one.day}" if one.witness else NOT_WITNESSED
    says = MEANING_WORDS[record.meaning] + (f" ({record.conditions})" if record.conditions else "")
    who = f"{record.person} ({record.role}, {record.party.value})"
    channel = record.channel.value + (f" (seen by {', '.join(one.told_by)}, vendor)" if one.told_by else "")
    return f"{says}: {who}, {record.time[:10]}, {channel}, {witness}, {one.digest[:SHOWN]}"


def _embedded(one: JudgedRecord) -> tuple[EmbeddedSignature, ...]:
    return (one.returned.embedded or ()) if one.returned else ()


def _inside(signature: EmbeddedSignature) -> str:
    """A signature in a PDF that came back, and what nobody has proved of it."""
    whose = f"the certificate of {signature.subject or 'nobody by name'} ({signature.certificate[:SHOWN]})"
    says = f", which says {signature.time}" if signature.time else ""
    verdict = "signed inside" if signature.holds else "does not hold inside"
    return f"{verdict} with {whose}{says}; {NOT_TRACED}"


def _must_sign(slot: MissingSignature) -> str:
    who = ", ".join(slot.people) or "nobody in the roster has this role"
    return f"{slot.required.party.value} {slot.required.role} ({who}), who {slot.required.meaning}"


def _tinted(text: str, tint: str, colour: bool) -> str:
    return f"{tint}{text}{PLAIN}" if colour else text


def _project_tree(proof: ProjectProof) -> dict[str, object]:
    graph = proof.judgement.graph
    return {
        "slug": proof.slug,
        "on": proof.on.isoformat(),
        "heads": list(proof.heads),
        "missing_records": [{"record": gone, "cited_by": list(by)} for gone, by in graph.missing.items()],
        "records": [_record_tree(one) for one in proof.judgement.records],
        "documents": [_document_tree(one) for one in proof.documents],
    }


def _record_tree(one: JudgedRecord) -> dict[str, object]:
    record = one.record
    return {
        "record": one.digest,
        "file": record.location.file,
        "document": record.document,
        "topic": record.topic,
        "revision": record.revision,
        "fingerprint": record.fingerprint,
        "person": record.person,
        "role": record.role,
        "party": record.party.value,
        "meaning": record.meaning.value,
        "conditions": record.conditions,
        "channel": record.channel.value,
        "time": record.time,
        "witness": one.witness.witness if one.witness else None,
        "admitted": one.witness.time if one.witness else None,
        "counts": one.counts,
        "fault": one.fault.value if one.fault else None,
        "reason": plain(one.reason) if one.reason else "",
        "embedded": [
            {
                "subject": inside.subject,
                "certificate": inside.certificate,
                "time": inside.time,
                "holds": inside.holds,
            }
            for inside in _embedded(one)
        ],
    }


def _document_tree(one: DocumentProof) -> dict[str, object]:
    return {
        "document": one.kind,
        "topic": one.topic,
        "title": one.title,
        "revision": one.revision,
        "fingerprint": one.fingerprint,
        "state": one.state.value,
        "changes": [plain(change) for change in one.changes],
        "signed": [record.digest for record in one.signed],
        "superseded": [record.digest for record in one.superseded],
        "missing": [
            {
                "party": slot.required.party.value,
                "role": slot.required.role,
                "meaning": slot.required.meaning,
                "people": list(slot.people),
            }
            for slot in one.missing
        ],
    }
