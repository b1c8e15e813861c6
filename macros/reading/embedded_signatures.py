"""The signatures inside a PDF that came back: whether each holds, whose certificate made it, and what it covers.

What is checked is the signature over the bytes and that nothing else was changed; whether somebody can be trusted to
be who the certificate says is not: that needs roots, revocation lists and a day, and is for a validator of PDFs.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

from macros.model.sign_off import EmbeddedSignature

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature

MAXIMUM_SIGNATURES = 20
EARLIEST = 8  # what was issued is what the file was first; each of its ends counts up to four times, by its line end


def can_check_signatures() -> bool:
    """Whether the library for it is there: the extra `pdf-signatures`."""
    return find_spec("pyhanko") is not None


def read_embedded_signatures(data: bytes, earlier: Mapping[int, str]) -> tuple[EmbeddedSignature, ...]:
    """The signatures in the bytes of a PDF; none in bytes that are no PDF.

    `earlier` are the lengths at which the file ended before an update was appended, with the digest of each.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - a second, for those who have signed PDFs

    # The library tells at length, on standard error, of each certificate that leads to no root.
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        signatures = reader.embedded_regular_signatures[:MAXIMUM_SIGNATURES]
        first = [(length, earlier[length]) for length in sorted(earlier)[:EARLIEST]]
        untouched = {length: digest for length, digest in first if _is_only_signed(reader, data[:length])}
        return tuple(_checked(data, one, untouched) for one in signatures)
    except Exception:  # whatever a file from outside does to a parser: it proves nothing then
        return ()


def _checked(data: bytes, signature: EmbeddedPdfSignature, untouched: Mapping[int, str]) -> EmbeddedSignature:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - see above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - see above

    # Without roots and without fetching, so that the answer is the same everywhere and offline.
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    begin = _beginning(signature)
    holds = bool(status.intact and status.valid and begin)
    return EmbeddedSignature(
        subject=_name(signature),
        time=status.signer_reported_dt.isoformat() if status.signer_reported_dt else "",
        holds=holds,
        covers=tuple(digest for length, digest in untouched.items() if holds and length <= begin),
    )


def _beginning(signature: EmbeddedPdfSignature) -> int:
    """At which byte it stands in what it signs; 0 where something else than itself is left out."""
    ranges = [int(one) for one in signature.byte_range]
    if len(ranges) != 4 or ranges[0] != 0:
        return 0
    _, first, second, _ = ranges
    return first if second == first + 2 * len(signature.pkcs7_content) + 2 else 0


def _is_only_signed(reader: PdfFileReader, earlier: bytes) -> bool:
    """Whether nothing but signatures, and what belongs to them, was appended since the file was these bytes."""
    from pyhanko.pdf_utils.misc import PdfReadError  # noqa: PLC0415 - see above
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - see above
    from pyhanko.sign.diff_analysis import DiffResult, FormUpdatingRule, StandardDiffPolicy  # noqa: PLC0415 - see above
    from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON  # noqa: PLC0415 - see above
    from pyhanko.sign.diff_analysis.policies import DEFAULT_DIFF_POLICY  # noqa: PLC0415 - see above

    default = DEFAULT_DIFF_POLICY
    assert default.form_rule is not None  # noqa: S101 - for the type checker
    form = FormUpdatingRule(default.form_rule.field_rules, ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"})
    policy = StandardDiffPolicy(global_rules=default.global_rules, form_rule=form)
    try:
        base = PdfFileReader(io.BytesIO(earlier), strict=False).xrefs.total_revisions - 1
        return isinstance(policy.review_file(reader, base), DiffResult)
    except PdfReadError:  # such as a form that was not there before
        return False


def _name(signature: EmbeddedPdfSignature) -> str:
    """The name on the certificate; empty where it has none."""
    names = signature.signer_cert.subject.native
    return next(_texts(names.get("common_name") or names.get("organization_name") or ""), "")


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one:
            yield one
