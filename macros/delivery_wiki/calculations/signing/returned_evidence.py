"""What came back from a signer: a PDF with a signature inside, or the scan of a paper."""

from __future__ import annotations

from delivery_wiki.model.sign_off import Attestation, EmbeddedSignature, ReturnedDocument, SignOff
from delivery_wiki.model.status import Message, message

from .attesting_people import witnessed_by_another
from .issue_code import is_code_of
from .judgement_basis import Fault, JudgementBasis, Reason, record_key, returned_document
from .sign_off_graph import person_of
from .validity import was_valid

SHOWN = 12


def signed_pdf_that_came_back(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    """The issued bytes with a signature behind them, by a certificate that the roster gives to the signer alone."""
    found = returned_document(basis, record)
    issued = basis.issued[record_key(record)].pdf
    if found is None:
        return Fault.PROOF_CHANGED, _gone(basis, record, message("The signed PDF is not under sign-offs/returned/"))
    if not issued or record.evidence.get("issued") != issued:
        return Fault.OTHER_DOCUMENT, message("The signed PDF is of another document than the issued one")
    if not found.signatures:
        text = "The PDF that came back carries no signature; the scan of a paper is of the channel scan"
        return Fault.BAD_SIGNATURE, message(text)
    if issued not in found.earlier:
        text = "The bytes that were signed are not those of the issued PDF: another one was signed, or it was changed"
        return Fault.OTHER_DOCUMENT, message(text)
    return _signed_inside(found, issued) or _signed_by(basis, record, witness, found, issued)


def _gone(basis: JudgementBasis, record: SignOff, otherwise: Message) -> Message:
    """What to say of a file that is not there as it was: changed where another stands under its name."""
    name = record.evidence.get("returned", "")
    if name and any(returned.name == name for returned in basis.project.returned):
        text = "The file under sign-offs/returned/ was changed after it was recorded: {name} is not its digest any more"
        return message(text, name=name[:SHOWN])
    return otherwise


def _signed_inside(returned: ReturnedDocument, issued: str) -> Reason | None:
    """Every signature in the file holds, and one of them is over the issued document and nothing else."""
    if returned.embedded is None:
        text = "The signature inside the PDF cannot be checked here: the extra pdf-signatures is not installed"
        return Fault.NOT_CHECKED, message(text)
    if any(not signature.holds for signature in returned.embedded):
        return Fault.BAD_SIGNATURE, message("A signature inside the PDF does not hold over the bytes of the file")
    if not any(issued in signature.covers for signature in returned.embedded):
        text = "No signature inside the PDF is over the issued document and nothing else"
        return Fault.BAD_SIGNATURE, message(text)
    return None


def _signed_by(
    basis: JudgementBasis, record: SignOff, witness: Attestation | None, returned: ReturnedDocument, issued: str
) -> Reason | None:
    """Whether one of the signatures is of the signer: by a certificate that the roster gives to nobody else."""
    signer = person_of(basis.project, record.person)
    bound = {certificate.sha256: certificate for certificate in (signer.certificates if signer else ())}
    over = [signature for signature in returned.embedded or () if issued in signature.covers]
    inside = next((signature for signature in over if signature.certificate in bound), None)
    if inside is None:
        return _of_somebody_else(basis, record, over)
    holders = certificate_holders(basis, inside.certificate)
    if len(holders) > 1:
        text = "The certificate {digest} is held by {people}: it proves for none of them"
        return Fault.SHARED_PROOF, message(text, digest=inside.certificate[:SHOWN], people=holders)
    known = bound[inside.certificate]
    return was_valid(record, witness, known.valid_from, known.valid_until)


def certificate_holders(basis: JudgementBasis, certificate: str) -> tuple[str, ...]:
    """The people to whom the roster gives a certificate; more than one is none."""
    return tuple(
        person.id for person in basis.project.people if any(own.sha256 == certificate for own in person.certificates)
    )


def _of_somebody_else(basis: JudgementBasis, record: SignOff, over: list[EmbeddedSignature]) -> Reason:
    inside = over[0]
    holders = certificate_holders(basis, inside.certificate)
    name = inside.subject or inside.certificate[:SHOWN]
    if holders:
        text = "The PDF is signed with the certificate of {people} ({name}), not with one of {person}"
        return Fault.OTHER_CERTIFICATE, message(text, people=holders, name=name, person=record.person)
    text = (
        "The PDF is signed with a certificate in the name of {name} that project.yml gives to nobody; "
        "if it is that of {person}, it stands there as certificates: [sha256: {digest}]"
    )
    reason = message(text, name=name, person=record.person, digest=inside.certificate)
    return Fault.UNKNOWN_CERTIFICATE, reason


def scan_that_came_back(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    """A picture of a paper, whose code somebody typed, and which two other people compared with what was issued."""
    found, issued = returned_document(basis, record), basis.issued[record_key(record)]
    if found is None:
        return Fault.PROOF_CHANGED, _gone(basis, record, message("The scan is not under sign-offs/returned/"))
    if issued.pdf in (found.digest, *found.earlier) or found.digest in {
        revision.pdf for revision in basis.project.issued
    }:
        return Fault.BAD_SIGNATURE, message("The file is an issued PDF itself and shows nobody's signature")
    if found.signatures:
        text = "The file is no scan: it carries a signature inside, which the channel pdf checks"
        return Fault.OTHER_DOCUMENT, message(text)
    if not is_code_of(record.evidence.get("code", ""), issued):
        text = "The code is not the one that stands on the pages of revision {revision}: another document was scanned"
        return Fault.OTHER_CODE, message(text, revision=issued.revision)
    return witnessed_by_another(basis, record, witness)
