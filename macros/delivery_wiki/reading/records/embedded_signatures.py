"""The signatures inside a PDF that came back: whether each holds, whose certificate made it, and what it covers.

What is checked is the signature over the bytes and that nothing else was changed; whether somebody can be trusted to
be who the certificate says is not: that needs roots, revocation lists and a day, and is for a validator of PDFs.
Only who has signed PDFs imports this module: its library is an extra, and takes a second to load.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator, Mapping

from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from delivery_wiki.model.sign_off import EmbeddedSignature

from .own_loop import apart_from_loops
from .signing_policy import SIGNING_POLICY

MAXIMUM_SIGNATURES = 20
EARLIEST = 8  # what was issued is what the file was first; each of its ends counts up to four times, by its line end

_WHITE = b"\0\t\n\f\r "


def read_embedded_signatures(data: bytes, earlier: Mapping[int, str]) -> tuple[EmbeddedSignature, ...]:
    """The signatures in the bytes of a PDF; none in bytes that are no PDF.

    `earlier` are the lengths at which the file ended before an update was appended, with the digest of each.
    """
    # The library tells at length, on standard error, of each certificate that leads to no root.
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if not data.rstrip(_WHITE).endswith(b"%%EOF"):  # what stands behind the end is no part of what was signed
        return ()
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        signatures = reader.embedded_regular_signatures[:MAXIMUM_SIGNATURES]
        first = [(length, earlier[length]) for length in sorted(earlier)[:EARLIEST]]
        untouched = {length: digest for length, digest in first if _is_only_signed(reader, data[:length])}
        return tuple(_checked(signature, untouched) for signature in signatures)
    except Exception:  # whatever a file from outside does to a parser: it proves nothing then
        return ()


def _checked(signature: EmbeddedPdfSignature, untouched: Mapping[int, str]) -> EmbeddedSignature:
    # Without roots and without fetching, so that the answer is the same everywhere and offline.
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    status = apart_from_loops(lambda: validate_pdf_signature(signature, signer_validation_context=context))
    begin = _beginning(signature)
    holds = bool(status.intact and status.valid and begin)
    return EmbeddedSignature(
        subject=_name(signature),
        time=status.signer_reported_dt.isoformat() if status.signer_reported_dt else "",
        holds=holds,
        covers=tuple(digest for length, digest in untouched.items() if holds and length <= begin),
        certificate=hashlib.sha256(signature.signer_cert.dump()).hexdigest(),
    )


def _beginning(signature: EmbeddedPdfSignature) -> int:
    """At which byte it stands in what it signs; 0 where something else than itself is left out."""
    ranges = [int(number) for number in signature.byte_range]
    if len(ranges) != 4 or ranges[0] != 0:
        return 0
    _, first, second, _ = ranges
    return first if second == first + 2 * len(signature.pkcs7_content) + 2 else 0


def _is_only_signed(reader: PdfFileReader, earlier: bytes) -> bool:
    """Whether nothing but signatures, and what belongs to them, was appended since the file was these bytes."""
    try:
        base = PdfFileReader(io.BytesIO(earlier), strict=False).xrefs.total_revisions - 1
        return isinstance(SIGNING_POLICY.review_file(reader, base), DiffResult)
    except PdfReadError:  # such as a form that was not there before
        return False


def _name(signature: EmbeddedPdfSignature) -> str:
    """The name on the certificate; empty where it has none."""
    names = signature.signer_cert.subject.native
    return next(_texts(names.get("common_name") or names.get("organization_name") or ""), "")


def _texts(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item:
            yield item
