"""A PDF that came back signed, for shipped examples: the same bytes again, with a certificate anybody can make.

The key is a published one of demonstrations, which proves nothing; only the library of signatures in PDFs is needed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import io

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from delivery_wiki.calculations.signing.demonstration_keys import private_seed
from delivery_wiki.reading.records.own_loop import apart_from_loops

DIGEST = "sha512"  # the one that goes with Ed25519
_ROOM = 16384  # bytes that a signature may take
_SINCE, _UNTIL = dt.datetime(2026, 1, 1), dt.datetime(2036, 1, 1)


def signed_pdf(issued: bytes, field: str, name: str, number: int, time: str) -> bytes:
    """The issued PDF with a signature in one of its fields, by demonstration key `number`, at a time in UTC."""
    moment = dt.datetime.fromisoformat(time)
    writer = _WithoutToday(io.BytesIO(issued))
    second = hashlib.sha256(issued + name.encode()).digest()[:16]
    writer._document_id = ArrayObject([writer._document_id[0], ByteStringObject(second)])
    steps = PdfCMSEmbedder().write_cms(field_name=field, writer=writer)
    next(steps)
    placed = SignatureObject(timestamp=moment, bytes_reserved=_ROOM)
    steps.send(SigObjSetup(sig_placeholder=placed))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST, in_place=True))
    said = PdfCMSSignedAttributes(signing_time=moment)
    signer, digest = _signer(name, number), prepared.document_digest
    made = apart_from_loops(lambda: asyncio.run(signer.async_sign(digest, DIGEST, signed_attr_settings=said)))
    steps.send(made.dump())
    return bytes(output.getvalue())


def certificate_of(name: str, number: int) -> str:
    """The SHA-256 of the certificate, as project.yml has it."""
    return hashlib.sha256(_certificate(name, number).dump()).hexdigest()


class _WithoutToday(IncrementalPdfFileWriter):
    """Says nothing of the time at which the file was changed."""

    def _update_meta(self) -> None:
        """Leaves author and dates of the file as they are."""


def _certificate(name: str, number: int) -> Certificate:
    key = Ed25519PrivateKey.from_private_bytes(private_seed(number))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} (demonstration)")])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = builder.not_valid_before(_SINCE).not_valid_after(_UNTIL).serial_number(number).sign(key, None)
    return Certificate.load(made.public_bytes(Encoding.DER))


def _signer(name: str, number: int) -> SimpleSigner:
    key = Ed25519PrivateKey.from_private_bytes(private_seed(number))
    return SimpleSigner(
        signing_cert=_certificate(name, number),
        signing_key=PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # the library types no initialiser of it
    )
