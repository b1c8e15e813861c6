"""The texts of an audit bundle: records and attestations as they stand, keys, roster, heads and instructions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from delivery_wiki.calculations.base.people import party_kind
from delivery_wiki.calculations.signing.allowed_signers import allowed_signers
from delivery_wiki.calculations.signing.attested_attempts import attempt_tree
from delivery_wiki.calculations.verification.audit_selection import AuditSelection
from delivery_wiki.model.project.parties import Deputy, Person
from delivery_wiki.model.sign_off import (
    Channel,
    SigningCertificate,
    SigningKey,
    Witness,
    attestation_bytes,
    canonical_json,
    record_bytes,
)

from .audit_instructions import render_instructions

SUMS = "SHA256SUMS"


def bundle_texts(selection: AuditSelection) -> dict[str, bytes]:
    """Every file of the bundle that is made from the model, by its name in the bundle."""
    project = selection.project
    signers = replace(project, people=selection.people, witnesses=selection.witnesses)
    heads = {
        "heads": list(selection.heads),
        "left_out": {key: list(left_out) for key, left_out in selection.left_out.items()},
    }
    instructions = render_instructions(
        project.title,
        project.slug,
        records=bool(selection.records),
        signatures=bool(selection.attestations) or any(_is_by_key(selection)),
        returned=bool(selection.returned),
        answers=bool(selection.answers),
    )
    files = {
        "README.md": instructions.encode(),
        "heads.json": _json(heads),
        "keys/allowed_signers": allowed_signers(signers).encode(),
        "roster.json": _json(_roster(selection)),
    }
    files |= {f"sign-offs/{record.digest}.json": record_bytes(record.record) for record in selection.records}
    files |= {
        f"sign-offs/witness/{attestation.name}.json": attestation_bytes(attestation)
        for attestation in selection.attestations
    }
    files |= {
        f"answers/{told.digest}.json": canonical_json(attempt_tree(project.slug, told.deliverable.id, told.attempt))
        for told in selection.answers
    }
    return files


def sums(files: Mapping[str, bytes]) -> bytes:
    """The digests of all files as `sha256sum --check` reads them, in the order of their names."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _is_by_key(selection: AuditSelection) -> Sequence[bool]:
    return [record.record.channel is Channel.SSH for record in selection.records]


def _json(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=2).encode() + b"\n"


def _roster(selection: AuditSelection) -> dict[str, Any]:
    """The people whom records name, without their addresses, so that the roster digest of a record can be made."""
    return {
        "project": selection.project.slug,
        "title": selection.project.title,
        "parties": [{"id": party.id, "name": party.name, "side": party.kind.value} for party in selection.parties],
        "people": [_person(selection, person) for person in selection.people],
        "witnesses": [{"id": witness.id, **_key(witness)} for witness in selection.witnesses],
    }


def _person(selection: AuditSelection, person: Person) -> dict[str, Any]:
    side = party_kind(selection.project, person.id)
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "signs": list(person.signs),
        "party": person.party,
        "side": side.value if side else "",
        "logins": dict(person.logins),
        "keys": [_key(key) for key in person.keys],
        "certificates": [{"sha256": certificate.sha256, **_days(certificate)} for certificate in person.certificates],
        "formerly": [{"role": role.role, "until": str(role.until)} for role in person.formerly],
        "until": str(person.until or ""),
        **({"deputies": [_deputy(deputy) for deputy in person.deputies]} if person.deputies else {}),
    }


def _deputy(deputy: Deputy) -> dict[str, Any]:
    return {
        "deputy": deputy.deputy,
        "since": str(deputy.since),
        "until": str(deputy.until),
        "documents": list(deputy.documents),
        "evidence": deputy.evidence,
        "recorded_by": deputy.recorded_by or "",
    }


def _key(proof: SigningKey | Witness) -> dict[str, str]:
    return {"key": proof.key, **_days(proof)}


def _days(proof: SigningKey | SigningCertificate | Witness) -> dict[str, str]:
    return {"valid_from": str(proof.valid_from or ""), "valid_until": str(proof.valid_until or "")}
