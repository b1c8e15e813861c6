"""Signs shipped examples with published keys: run `python -m delivery_wiki.adapters.upkeep.demonstration_records`.

The same files come out each time: the keys are derived, Ed25519 signs without chance, and every time is given here.
Only a project with `demonstration: true` counts what these keys sign.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from delivery_wiki.calculations.signing.demonstration_keys import private_seed
from delivery_wiki.calculations.signing.sign_off_drafts import Signing, admit, draft_record, issued_by_name
from delivery_wiki.calculations.signing.sign_off_graph import person_of
from delivery_wiki.calculations.signing.ssh_signature import SIGN_OFF_NAMESPACE
from delivery_wiki.model.document_kinds import CONCEPT
from delivery_wiki.model.document_names import document_id, document_of
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff, statement_bytes

from ..outside.ssh_keygen import sign_with_key
from ..workspace.sign_off_writing import write_record
from ..workspace.signing_context import signing_context


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstrated:
    """A signature of the story that an example tells: whose, with which key, over what, when (UTC)."""

    project: str
    document: str
    person: str
    key: int
    meaning: Meaning
    time: str


SIGNATURES = (
    Demonstrated(
        project="stadtwerke-musterstadt",
        document=CONCEPT.id,
        person="max-mustermann",
        key=1,
        meaning=Meaning.APPROVED,
        time="2026-11-09T08:30:00Z",
    ),
    Demonstrated(
        project="stadtwerke-musterstadt",
        document=CONCEPT.id,
        person="karla-kommunal",
        key=2,
        meaning=Meaning.ACCEPTED,
        time="2026-11-10T13:15:00Z",
    ),
    Demonstrated(
        project="stadtwerke-musterstadt",
        document="sow-provisioning",
        person="max-mustermann",
        key=1,
        meaning=Meaning.APPROVED,
        time="2026-11-12T09:00:00Z",
    ),
    Demonstrated(
        project="stadtwerke-musterstadt",
        document="sow-provisioning",
        person="karla-kommunal",
        key=2,
        meaning=Meaning.ACCEPTED,
        time="2026-11-16T10:45:00Z",
    ),
)


def write_records(root: Path) -> Iterator[Path]:
    """Every signature in its order, each after the ones before it; those that are there already stay as they are."""
    with tempfile.TemporaryDirectory(prefix="delivery-demonstration-") as folder:
        for signature in SIGNATURES:
            record = _sign(root, signature, Path(folder))
            if record is not None:
                yield write_record(root, record)


def _sign(root: Path, signature: Demonstrated, folder: Path) -> SignOff | None:
    context = signing_context(root, signature.project)
    project = context.view.project
    if person_of(project, signature.person) is None or _is_there(project.sign_offs, signature):
        return None
    issued = issued_by_name(project)[document_id(*document_of(signature.document))]
    signing = Signing(
        issued=issued,
        person=signature.person,
        meaning=signature.meaning,
        channel=Channel.SSH,
        time=signature.time,
    )
    draft = draft_record(context.view, project, signing)
    signed = sign_with_key(statement_bytes(draft), _key_file(folder, signature.key), SIGN_OFF_NAMESPACE)
    record, _ = admit(project, replace(draft, evidence={"signature": signed}))
    return record


def _is_there(records: tuple[SignOff, ...], signature: Demonstrated) -> bool:
    return any(record.person == signature.person and record.time == signature.time for record in records)


def _key_file(folder: Path, number: int) -> Path:
    """The private key as ssh-keygen reads it."""
    # Imported here: only this script needs it to write a key.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - above
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - above
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    path = folder / f"key-{number}"
    key = Ed25519PrivateKey.from_private_bytes(private_seed(number))
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    return path


if __name__ == "__main__":
    here = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    for written in write_records(here):
        sys.stdout.write(f"{written.relative_to(here)}\n")
