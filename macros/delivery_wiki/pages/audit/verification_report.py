"""What sign-off records prove, for a terminal and as JSON (schemas/verification.schema.json)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.attested_attempts import AttemptProof, ToldAttempt
from delivery_wiki.calculations.signing.deputies import ToldDeputy
from delivery_wiki.calculations.signing.sign_off_judgement import JudgedRecord
from delivery_wiki.calculations.verification.revision_verification import (
    DocumentProof,
    MissingSignature,
    ProjectProof,
    ProofState,
)
from delivery_wiki.model.sign_off import EmbeddedSignature, Meaning
from delivery_wiki.model.status import translatable

from ..render.finding_reports import number_of, visible
from ..render.json_text import Json, json_text

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
    tree: Json = {"schema": SCHEMA, "projects": [_project_tree(proof) for proof in proofs]}
    return json_text(tree)


def _project(proof: ProjectProof, colour: bool) -> Iterator[str]:
    records = proof.judgement.records
    heads = ", ".join(head[:SHOWN] for head in proof.heads) or "none"
    yield f"{proof.slug}  {number_of(len(records), 'record')}, heads: {heads}"
    for document in proof.documents:
        if document.state not in NEVER_ISSUED:
            yield from _document(document, colour)
    waiting = [document.title for document in proof.documents if document.state is ProofState.NOT_ISSUED]
    if waiting:
        yield f"  not issued: {visible(', '.join(waiting))}"
    noted = [document.title for document in proof.documents if document.state is ProofState.NOTED]
    if noted:
        yield f"  noted, proved by no record: {visible(', '.join(noted))}"
    yield from (_answer(told, colour) for told in proof.answers)
    yield from (_deputy(told, colour) for told in proof.deputies)
    void = [record for record in records if not record.counts]
    for record in void:
        reason = plain(record.reason) if record.reason else ""
        mark = _tinted("does not count", RED, colour)
        yield f"  {mark}  {record.record.name[:SHOWN]} of {visible(record.record.person)}: {visible(reason)}"


def _answer(told: ToldAttempt, colour: bool) -> str:
    """An answer about a deliverable, and whose word it rests on."""
    attempt = told.attempt
    state = _tinted(f"{told.proof.value:<10}", GREEN if told.proof is AttemptProof.ATTESTED else YELLOW, colour)
    who = f" by {attempt.by}" if attempt.by else ""
    said = f"{told.deliverable.id} {attempt.outcome.value}{who}, {attempt.date}"
    if told.proof is AttemptProof.NOTED:
        return f"  {state} {visible(said)}: written by the team, proved by no record"
    rests = f"recorded by {attempt.recorded_by}"
    if attempt.attested_on:
        rests += f", attested by {attempt.attested_by} on {attempt.attested_on}"
    return f"  {state} {visible(said)}: {visible(rests)}  {told.digest[:SHOWN]}"


def _deputy(told: ToldDeputy, colour: bool) -> str:
    """Who stands in for whom, when, for what, and whether that is attested; with the digits to attest it by."""
    deputy, is_attested = told.deputy, told.attested_on is not None
    state = _tinted(f"{'deputy' if is_attested else 'unattested':<10}", GREEN if is_attested else YELLOW, colour)
    kinds = f" for {', '.join(deputy.documents)}" if deputy.documents else ""
    rests = f"attested by {told.attested_by} on {told.attested_on}" if is_attested else "nobody has attested it yet"
    said = f"{deputy.deputy} stands in for {told.person.id}, {deputy.since} to {deputy.until}{kinds}: {rests}"
    return f"  {state} {visible(said)}  {told.digest[:SHOWN]}"


def _document(document: DocumentProof, colour: bool) -> Iterator[str]:
    state = _tinted(f"{STATE_WORDS[document.state]:<10}", STATE_COLOURS[document.state], colour)
    yield f"  {state} {visible(document.title)} r{document.revision}  {document.fingerprint[:SHOWN]}"
    if document.state is ProofState.ISSUED:
        yield "             no signature is asked for"
    for change in document.changes:
        yield f"             {visible(plain(change))}"
    for record in document.signed:
        yield f"             {visible(_signed(record))}"
        yield from (f"               {visible(_inside(inside))}" for inside in _embedded(record))
    for slot in document.missing:
        yield f"             must sign: {visible(_must_sign(slot))}"


def _signed(judged: JudgedRecord) -> str:
    record = judged.record
    witness = f"witnessed by {judged.witness.witness} on {judged.day}" if judged.witness else NOT_WITNESSED
    says = MEANING_WORDS[record.meaning] + (f" ({record.conditions})" if record.conditions else "")
    deputy = f" for {record.represents}" if record.represents else ""
    who = f"{record.person}{deputy} ({record.role}, {record.party.value})"
    channel = record.channel.value + (f" (seen by {', '.join(judged.told_by)}, vendor)" if judged.told_by else "")
    return f"{says}: {who}, {record.time[:10]}, {channel}, {witness}, {judged.digest[:SHOWN]}"


def _embedded(record: JudgedRecord) -> tuple[EmbeddedSignature, ...]:
    return (record.returned.embedded or ()) if record.returned else ()


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


def _project_tree(proof: ProjectProof) -> Json:
    graph = proof.judgement.graph
    return {
        "slug": proof.slug,
        "on": proof.on,
        "heads": proof.heads,
        "missing_records": [{"record": gone, "cited_by": by} for gone, by in graph.missing.items()],
        "records": [_record_tree(record) for record in proof.judgement.records],
        "documents": [_document_tree(document) for document in proof.documents],
        "answers": [_answer_tree(told) for told in proof.answers],
        "deputies": [_deputy_tree(told) for told in proof.deputies],
    }


def _deputy_tree(told: ToldDeputy) -> Json:
    deputy = told.deputy
    return {
        "digest": told.digest,
        "person": told.person.id,
        "deputy": deputy.deputy,
        "since": deputy.since,
        "until": deputy.until,
        "documents": list(deputy.documents),
        "recorded_by": deputy.recorded_by,
        "attested_by": told.attested_by or None,
        "attested": told.attested_on,
    }


def _answer_tree(told: ToldAttempt) -> Json:
    attempt = told.attempt
    return {
        "answer": told.digest,
        "deliverable": told.deliverable.id,
        "outcome": attempt.outcome,
        "date": attempt.date,
        "person": attempt.by,
        "proof": told.proof,
        "recorded_by": attempt.recorded_by,
        "attested_by": attempt.attested_by or None,
        "attested": attempt.attested_on,
        "counts": attempt.counts,
    }


def _record_tree(judged: JudgedRecord) -> Json:
    record = judged.record
    return {
        "record": judged.digest,
        "file": record.location.file,
        "document": record.document,
        "topic": record.topic,
        "revision": record.revision,
        "fingerprint": record.fingerprint,
        "person": record.person,
        "represents": record.represents or None,
        "role": record.role,
        "party": record.party,
        "meaning": record.meaning,
        "conditions": record.conditions,
        "channel": record.channel,
        "time": record.time,
        "witness": judged.witness.witness if judged.witness else None,
        "admitted": judged.witness.time if judged.witness else None,
        "counts": judged.counts,
        "fault": judged.fault,
        "reason": plain(judged.reason) if judged.reason else "",
        "embedded": [
            {
                "subject": inside.subject,
                "certificate": inside.certificate,
                "time": inside.time,
                "holds": inside.holds,
            }
            for inside in _embedded(judged)
        ],
    }


def _document_tree(proof: DocumentProof) -> Json:
    return {
        "document": proof.kind,
        "topic": proof.topic,
        "title": proof.title,
        "revision": proof.revision,
        "fingerprint": proof.fingerprint,
        "state": proof.state,
        "changes": [plain(change) for change in proof.changes],
        "signed": [record.digest for record in proof.signed],
        "superseded": [record.digest for record in proof.superseded],
        "missing": [
            {
                "party": slot.required.party,
                "role": slot.required.role,
                "meaning": slot.required.meaning,
                "people": slot.people,
            }
            for slot in proof.missing
        ],
    }
