"""PDFs that somebody signs with a certificate of their own making."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from functools import cache

import pikepdf
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore


def blank_pdf() -> bytes:
    """A page with nothing on it and a form without fields; always the same bytes."""
    with pikepdf.new() as file:
        file.add_blank_page()
        file.Root.AcroForm = file.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array()))
        made = io.BytesIO()
        file.save(made, deterministic_id=True)
    return made.getvalue()


def sign_pdf(
    data: bytes,
    name: str = "Carl Lead",
    field: str = "signature-1",
    reason: str = "I agree",
    placed: SigFieldSpec | None = None,
) -> bytes:
    """The PDF with a signature appended, made with a certificate that nobody but its owner vouches for."""
    metadata = PdfSignatureMetadata(field_name=field, reason=reason)
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    signed: bytes = PdfSigner(metadata, signer=_signer(name), new_field_spec=placed).sign_pdf(writer).getvalue()
    return signed


def certificate_digest(name: str) -> str:
    """The SHA-256 of the certificate in a name."""
    return hashlib.sha256(_signer(name).signing_cert.dump()).hexdigest()


def rewrite_page(data: bytes) -> bytes:
    """The PDF with an update appended that shows something else on its page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    content = StreamObject(stream_data=b"0 0 200 200 re f")
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(content)
    writer.update_container(page)
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


@cache
def _signer(name: str) -> SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.not_valid_before(dt.datetime(2026, 1, 1)).not_valid_after(dt.datetime(2036, 1, 1))
    made = builder.serial_number(1).sign(key, hashes.SHA256())
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return SimpleSigner(
        signing_cert=Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        signing_key=PrivateKeyInfo.load(key.private_bytes(serialization.Encoding.DER, form, plain)),
        cert_registry=SimpleCertificateStore(),
    )
