"""What came back from a signer: a PDF with a signature inside, or the scan of a paper."""

from __future__ import annotations

from delivery_wiki.model.sign_off import Attestation, EmbeddedSignature, ReturnedDocument, SignOff
from delivery_wiki.model.status import Message, message

from .issue_code import is_code_of
from .sign_off_court import Court, Fault, Reason, record_key, returned_document
from .sign_off_graph import person_of
from .third_people import witnessed_by_another
from .validity import was_valid

SHOWN = 12


def signed_pdf_that_came_back(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    """The issued bytes with a signature behind them, by a certificate that the roster gives to the signer alone."""
    found = returned_document(court, record)
    issued = court.issued[record_key(record)].pdf
    if found is None:
        return Fault.PROOF_CHANGED, _gone(court, record, message("The signed PDF is not under sign-offs/returned/"))
    if not issued or record.evidence.get("issued") != issued:
        return Fault.OTHER_DOCUMENT, message("The signed PDF is of another document than the issued one")
    if not found.signatures:
        text = "The PDF that came back carries no signature; the scan of a paper is of the channel scan"
        return Fault.BAD_SIGNATURE, message(text)
    if issued not in found.earlier:
        text = "The bytes that were signed are not those of the issued PDF: another one was signed, or it was changed"
        return Fault.OTHER_DOCUMENT, message(text)
    return _signed_inside(found, issued) or _signed_by(court, record, witness, found, issued)


def _gone(court: Court, record: SignOff, otherwise: Message) -> Message:
    """What to say of a file that is not there as it was: changed where another stands under its name."""
    name = record.evidence.get("returned", "")
    if name and any(one.name == name for one in court.project.returned):
        text = "The file under sign-offs/returned/ was changed after it was recorded: {name} is not its digest any more"
        return message(text, name=name[:SHOWN])
    return otherwise


def _signed_inside(returned: ReturnedDocument, issued: str) -> Reason | None:
    """Every signature in the file holds, and one of them is over the issued document and nothing else."""
    if returned.embedded is None:
        text = "The signature inside the PDF cannot be checked here: the extra pdf-signatures is not installed"
        return Fault.NOT_CHECKED, message(text)
    if any(not one.holds for one in returned.embedded):
        return Fault.BAD_SIGNATURE, message("A signature inside the PDF does not hold over the bytes of the file")
    if not any(issued in one.covers for one in returned.embedded):
        text = "No signature inside the PDF is over the issued document and nothing else"
        return Fault.BAD_SIGNATURE, message(text)
    return None


def _signed_by(
    court: Court, record: SignOff, witness: Attestation | None, returned: ReturnedDocument, issued: str
) -> Reason | None:
    """Whether one of the signatures is of the signer: by a certificate that the roster gives to nobody else."""
    signer = person_of(court.project, record.person)
    bound = {one.sha256: one for one in (signer.certificates if signer else ())}
    over = [one for one in returned.embedded or () if issued in one.covers]
    inside = next((one for one in over if one.certificate in bound), None)
    if inside is None:
        return _of_somebody_else(court, record, over)
    holders = certificate_holders(court, inside.certificate)
    if len(holders) > 1:
        text = "The certificate {digest} is held by {people}: it proves for none of them"
        return Fault.SHARED_PROOF, message(text, digest=inside.certificate[:SHOWN], people=holders)
    known = bound[inside.certificate]
    return was_valid(record, witness, known.valid_from, known.valid_until)


def certificate_holders(court: Court, certificate: str) -> tuple[str, ...]:
    """The people to whom the roster gives a certificate; more than one is none."""
    return tuple(
        person.id for person in court.project.people if any(one.sha256 == certificate for one in person.certificates)
    )


def _of_somebody_else(court: Court, record: SignOff, over: list[EmbeddedSignature]) -> Reason:
    inside = over[0]
    holders = certificate_holders(court, inside.certificate)
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


def scan_that_came_back(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    """A picture of a paper, whose code somebody typed, and which two other people compared with what was issued."""
    found, issued = returned_document(court, record), court.issued[record_key(record)]
    if found is None:
        return Fault.PROOF_CHANGED, _gone(court, record, message("The scan is not under sign-offs/returned/"))
    if issued.pdf in (found.digest, *found.earlier) or found.digest in {one.pdf for one in court.project.issued}:
        return Fault.BAD_SIGNATURE, message("The file is an issued PDF itself and shows nobody's signature")
    if found.signatures:
        text = "The file is no scan: it carries a signature inside, which the channel pdf checks"
        return Fault.OTHER_DOCUMENT, message(text)
    if not is_code_of(record.evidence.get("code", ""), issued):
        text = "The code is not the one that stands on the pages of revision {revision}: another document was scanned"
        return Fault.OTHER_CODE, message(text, revision=issued.revision)
    return witnessed_by_another(court, record, witness)
