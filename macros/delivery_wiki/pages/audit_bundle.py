"""The texts of an audit bundle: records and attestations as they stand, keys, roster, heads and instructions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from delivery_wiki.calculations.allowed_signers import allowed_signers
from delivery_wiki.calculations.audit_selection import AuditSelection
from delivery_wiki.calculations.people import party_kind
from delivery_wiki.model.project import Person
from delivery_wiki.model.sign_off import (
    Channel,
    SigningCertificate,
    SigningKey,
    Witness,
    attestation_bytes,
    record_bytes,
)

from .audit_instructions import render_instructions

SUMS = "SHA256SUMS"


def bundle_texts(selection: AuditSelection) -> dict[str, bytes]:
    """Every file of the bundle that is made from the model, by its name in the bundle."""
    project = selection.project
    signers = replace(project, people=selection.people, witnesses=selection.witnesses)
    heads = {"heads": list(selection.heads), "left_out": {key: list(one) for key, one in selection.left_out.items()}}
    instructions = render_instructions(
        project.title,
        project.slug,
        records=bool(selection.records),
        signatures=bool(selection.attestations) or any(_is_by_key(selection)),
        returned=bool(selection.returned),
    )
    files = {
        "README.md": instructions.encode(),
        "heads.json": _json(heads),
        "keys/allowed_signers": allowed_signers(signers).encode(),
        "roster.json": _json(_roster(selection)),
    }
    files |= {f"sign-offs/{one.digest}.json": record_bytes(one.record) for one in selection.records}
    files |= {f"sign-offs/witness/{one.name}.json": attestation_bytes(one) for one in selection.attestations}
    return files


def sums(files: Mapping[str, bytes]) -> bytes:
    """The digests of all files as `sha256sum --check` reads them, in the order of their names."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def _is_by_key(selection: AuditSelection) -> Sequence[bool]:
    return [one.record.channel is Channel.SSH for one in selection.records]


def _json(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=2).encode() + b"\n"


def _roster(selection: AuditSelection) -> dict[str, Any]:
    """The people whom records name, without their addresses, so that the roster digest of a record can be made."""
    return {
        "project": selection.project.slug,
        "title": selection.project.title,
        "parties": [{"id": one.id, "name": one.name, "side": one.kind.value} for one in selection.parties],
        "people": [_person(selection, one) for one in selection.people],
        "witnesses": [{"id": one.id, **_key(one)} for one in selection.witnesses],
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
        "keys": [_key(one) for one in person.keys],
        "certificates": [{"sha256": one.sha256, **_days(one)} for one in person.certificates],
        "formerly": [{"role": one.role, "until": str(one.until)} for one in person.formerly],
        "until": str(person.until or ""),
    }


def _key(one: SigningKey | Witness) -> dict[str, str]:
    return {"key": one.key, **_days(one)}


def _days(one: SigningKey | SigningCertificate | Witness) -> dict[str, str]:
    return {"valid_from": str(one.valid_from or ""), "valid_until": str(one.valid_until or "")}
