"""Signs shipped examples with published keys: run `python -m delivery_wiki.adapters.upkeep.demonstration_records`.

The same files come out each time: the keys are derived, Ed25519 signs without chance, and every time is given here.
Only a project with `demonstration: true` counts what these keys sign.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from delivery_wiki.calculations.signing.demonstration_keys import private_seed
from delivery_wiki.calculations.signing.deputies import told_deputies
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.signing.sign_off_drafts import Signing, admit, draft_record, issued_by_name
from delivery_wiki.calculations.signing.sign_off_graph import person_of
from delivery_wiki.calculations.signing.ssh_signature import SIGN_OFF_NAMESPACE, WITNESS_NAMESPACE
from delivery_wiki.model.document_kinds import BASIC_SOW, CONCEPT, REQUIREMENTS_CHECKLIST
from delivery_wiki.model.document_names import document_id, document_of
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import (
    Attestation,
    Channel,
    Meaning,
    SignOff,
    attestation_bytes,
    record_digest,
    statement_bytes,
)
from delivery_wiki.reading.records.sign_off_reading import as_returned

from ..outside.ssh_keygen import sign_with_key
from ..workspace.sign_off_writing import write_attestation, write_once, write_record
from ..workspace.signing_context import CONSEQUENCES, signing_context


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstrated:
    """A signature of the story that an example tells: whose, over what, when (UTC), and what proves it.

    With their own key, or told to `recorded_by` and attested by `witness` at `attested`, each by number of a key.
    `revision` is the one that was the newest then, and `field` the place in its PDF that a certificate signed.
    """

    project: str
    document: str
    person: str
    meaning: Meaning
    time: str
    revision: int | None = None
    key: int = 0
    field: str = ""
    channel: Channel = Channel.SSH
    conditions: str = ""
    represents: str = ""
    reference: str = ""
    recorded_by: str = ""
    witness: str = ""
    witness_key: int = 0
    attested: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstratedDeputy:
    """That somebody is deputy, attested with the key of the person who named them."""

    project: str
    person: str
    key: int
    time: str


MUSTERSTADT, NORTHERN_LIGHTS = "stadtwerke-musterstadt", "northern-lights"
CERTIFICATE = 4  # the key with which Astrid Anywhere signs PDFs
DEPUTIES = (DemonstratedDeputy(project=MUSTERSTADT, person="karla-kommunal", key=2, time="2026-11-10T13:30:00Z"),)
SIGNATURES = (
    Demonstrated(
        project=MUSTERSTADT,
        document=CONCEPT.id,
        person="max-mustermann",
        key=1,
        meaning=Meaning.APPROVED,
        time="2026-11-09T08:30:00Z",
    ),
    Demonstrated(
        project=MUSTERSTADT,
        document="sow-migration",
        person="max-mustermann",
        meaning=Meaning.APPROVED,
        time="2026-11-09T08:45:00Z",
        channel=Channel.SCAN,
        recorded_by="petra-beispiel",
        witness="ines-invented",
        witness_key=3,
        attested="2026-11-09T09:20:00Z",
    ),
    Demonstrated(
        project=MUSTERSTADT,
        document=CONCEPT.id,
        person="karla-kommunal",
        key=2,
        meaning=Meaning.ACCEPTED,
        time="2026-11-10T13:15:00Z",
    ),
    Demonstrated(
        project=MUSTERSTADT,
        document="sow-provisioning",
        person="max-mustermann",
        key=1,
        meaning=Meaning.APPROVED,
        time="2026-11-12T09:00:00Z",
    ),
    Demonstrated(
        project=MUSTERSTADT,
        document="sow-migration",
        person="bernd-beispielhaft",
        meaning=Meaning.REJECTED,
        time="2026-11-12T09:30:00Z",
        channel=Channel.MAIL,
        conditions="Die Eingliederung der Nachbarort Online GmbH steht bevor: Eine neue Revision nennt die Postfächer.",
        represents="karla-kommunal",
        reference="Mail von Bernd Beispielhaft in Vertretung von Karla Kommunal, 12. November 2026",
        recorded_by="max-mustermann",
        witness="ines-invented",
        witness_key=3,
        attested="2026-11-12T10:05:00Z",
    ),
    Demonstrated(
        project=MUSTERSTADT,
        document="sow-provisioning",
        person="karla-kommunal",
        meaning=Meaning.ACCEPTED_WITH_CONDITIONS,
        time="2026-11-13T10:00:00Z",
        channel=Channel.MEETING,
        conditions="Frieda Fiktiv sieht die Zuordnung der Kundennummern vor der Erstbefüllung durch.",
        reference="Telefonkonferenz vom 13. November 2026, 11 Uhr",
        recorded_by="petra-beispiel",
        witness="ines-invented",
        witness_key=3,
        attested="2026-11-13T11:10:00Z",
    ),
    Demonstrated(
        project=MUSTERSTADT,
        document="sow-provisioning",
        person="karla-kommunal",
        key=2,
        meaning=Meaning.ACCEPTED,
        time="2026-11-16T10:45:00Z",
    ),
    # The order of the platform: revision 1, and revision 2 after change requests CR-1 and CR-2 took its place.
    Demonstrated(
        project=NORTHERN_LIGHTS,
        document=BASIC_SOW.id,
        revision=1,
        person="max-mustermann",
        key=1,
        meaning=Meaning.APPROVED,
        time="2026-03-10T14:00:00Z",
    ),
    Demonstrated(
        project=NORTHERN_LIGHTS,
        document=BASIC_SOW.id,
        revision=1,
        person="astrid-anywhere",
        meaning=Meaning.ACCEPTED,
        time="2026-03-18T12:30:00Z",
        channel=Channel.MAIL,
        reference="Mail of Astrid Anywhere with the signed offer EG-2026-0031, 18 March 2026",
        recorded_by="petra-beispiel",
        witness="ines-invented",
        witness_key=3,
        attested="2026-03-18T13:10:00Z",
    ),
    Demonstrated(
        project=NORTHERN_LIGHTS,
        document=BASIC_SOW.id,
        revision=2,
        person="max-mustermann",
        key=1,
        meaning=Meaning.APPROVED,
        time="2026-11-13T15:00:00Z",
    ),
    Demonstrated(
        project=NORTHERN_LIGHTS,
        document=BASIC_SOW.id,
        revision=2,
        person="astrid-anywhere",
        key=CERTIFICATE,
        field="signature-2",
        meaning=Meaning.ACCEPTED,
        time="2026-11-16T09:20:00Z",
        channel=Channel.PDF,
    ),
    # The acceptance is half signed: the vendor hands the checklist over, and the customer has not signed yet.
    Demonstrated(
        project=NORTHERN_LIGHTS,
        document=REQUIREMENTS_CHECKLIST.id,
        person="max-mustermann",
        key=1,
        meaning=Meaning.APPROVED,
        time="2026-11-25T13:00:00Z",
    ),
)


def write_records_of(root: Path, project: str, document: str, revision: int) -> None:
    """The signatures of one revision, which were there before the next one was issued."""
    with tempfile.TemporaryDirectory(prefix="delivery-demonstration-") as name:
        for signature in SIGNATURES:
            if (signature.project, signature.document, signature.revision) == (project, document, revision):
                record = _sign(root, signature, Path(name))
                if record is not None:
                    write_record(root, record)
                    list(_attest(root, signature, record, Path(name)))


def write_records(root: Path) -> Iterator[Path]:
    """Every signature in its order, each after the ones before it; those that are there already stay as they are."""
    with tempfile.TemporaryDirectory(prefix="delivery-demonstration-") as name:
        folder = Path(name)
        for deputy in DEPUTIES:
            yield from _attest_deputies(root, deputy, folder)
        for signature in SIGNATURES:
            record = _sign(root, signature, folder)
            if record is not None:
                yield write_record(root, record)
                yield from _attest(root, signature, record, folder)


def _attest_deputies(root: Path, named: DemonstratedDeputy, folder: Path) -> Iterator[Path]:
    for told in told_deputies(signing_context(root, named.project, besides=CONSEQUENCES).view.project):
        if told.person.id == named.person and told.attested_on is None:
            draft = Attestation(record=told.digest, witness=named.person, time=named.time, approved_by=(), signature="")
            yield write_attestation(root, named.project, _attested(draft, named.key, folder))


def _attest(root: Path, signature: Demonstrated, record: SignOff, folder: Path) -> Iterator[Path]:
    if signature.witness:
        draft = Attestation(
            record=record_digest(record),
            witness=signature.witness,
            time=signature.attested,
            approved_by=(),
            signature="",
        )
        yield write_attestation(root, signature.project, _attested(draft, signature.witness_key, folder))


def _attested(draft: Attestation, key: int, folder: Path) -> Attestation:
    signed = sign_with_key(attestation_bytes(draft, signed=False), _key_file(folder, key), WITNESS_NAMESPACE)
    return replace(draft, signature=signed)


def _sign(root: Path, signature: Demonstrated, folder: Path) -> SignOff | None:
    context = signing_context(root, signature.project, besides=CONSEQUENCES)
    project = context.view.project
    if person_of(project, signature.person) is None or _is_there(project.sign_offs, signature):
        return None
    issued = issued_by_name(project, signature.revision)[document_id(*document_of(signature.document))]
    signing = Signing(
        issued=issued,
        person=signature.person,
        meaning=signature.meaning,
        channel=signature.channel,
        time=signature.time,
        conditions=signature.conditions,
        represents=signature.represents,
    )
    draft = draft_record(context.view, project, signing)
    if signature.field:
        return _returned(root, signature, project, draft)
    if signature.key:
        signed = sign_with_key(statement_bytes(draft), _key_file(folder, signature.key), SIGN_OFF_NAMESPACE)
        record, _ = admit(project, replace(draft, evidence={"signature": signed}))
        return record
    evidence = {"recorded-by": signature.recorded_by, "witnessed-by": signature.witness}
    if signature.channel is Channel.SCAN:
        scan = scanned_paper(issue_code(issued))
        compared = f"compared with the issued revision by {signature.recorded_by} and {signature.witness} alone"
        returned = as_returned(scan)
        evidence |= {"returned": returned.digest, "code": issue_code(issued), "compared": compared}
        project = replace(project, returned=(*project.returned, returned))
        write_once(root, root / "projects" / project.slug / "sign-offs" / "returned" / f"{returned.digest}.pdf", scan)
    else:
        evidence |= {"reference": signature.reference}
    record, _ = admit(project, replace(draft, evidence=evidence))
    return record


def _returned(root: Path, signature: Demonstrated, project: Project, draft: SignOff) -> SignOff:
    """The issued PDF that came back with a signature in one of its fields."""
    from .demonstration_pdf import signed_pdf  # noqa: PLC0415 - its library is an extra, and slow to load

    (issued,) = (each for each in project.issued if each.fingerprint == draft.fingerprint)
    paper = (root / issued.location.file).with_name("document.pdf").read_bytes()
    (name,) = (person.name for person in project.people if person.id == signature.person)
    data = signed_pdf(paper, signature.field, name, signature.key, signature.time)
    returned = as_returned(data)
    evidence = {"returned": returned.digest, "issued": issued.pdf, "signatures": str(returned.signatures)}
    found = replace(project, returned=(*project.returned, returned))
    record, missing = admit(found, replace(draft, evidence=evidence))
    if missing is not None:
        raise ValueError(f"the record of {signature.person} would not count")
    write_once(root, root / "projects" / project.slug / "sign-offs" / "returned" / f"{returned.digest}.pdf", data)
    return record


def scanned_paper(code: str) -> bytes:
    """A PDF that stands for the scan of a signed paper; the same bytes for the same code."""
    text = f"BT /F 14 Tf 72 740 Td (Demonstration: scan of the signed paper {code}) Tj ET"
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        file.pages[0].Resources = Dictionary(Font=Dictionary(F=font))
        file.pages[0].Contents = file.make_stream(text.encode())
        made = io.BytesIO()
        file.save(made, deterministic_id=True)
    return made.getvalue()


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
