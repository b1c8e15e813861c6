"""Signatures inside PDFs that came back, with real certificates: what holds, what they cover, what is refused."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest
from pyhanko.sign.fields import SigFieldSpec

from delivery_wiki.model.sign_off import EmbeddedSignature
from delivery_wiki.reading.records import sign_off_reading as sign_off_files
from delivery_wiki.reading.records.sign_off_reading import as_returned
from tests.signed_pdfs import blank_pdf, rewrite_page, sign_pdf

ISSUED = blank_pdf()
SHIPPED = Path(__file__).parents[3] / "projects/stadtwerke-musterstadt/issued/implementation-concept-r1/document.pdf"
DIGEST = hashlib.sha256(ISSUED).hexdigest()


def embedded(data: bytes) -> tuple[EmbeddedSignature, ...]:
    """The signatures that are found in some bytes, which the library could read."""
    found = as_returned(data).embedded
    assert found is not None
    return found


def test_a_signature_over_the_issued_bytes_holds() -> None:
    """With the name on its certificate and the time that its program says."""
    (signature,) = embedded(sign_pdf(ISSUED))

    assert (signature.subject, signature.holds, DIGEST in signature.covers) == ("Carl Lead", True, True)
    assert signature.time.startswith("20")


def test_it_holds_where_an_event_loop_runs_as_well() -> None:
    """The library starts a loop of its own, which none does inside another one."""
    signed = sign_pdf(ISSUED)

    async def look() -> tuple[EmbeddedSignature, ...]:
        return embedded(signed)

    assert [signature.holds for signature in asyncio.run(look())] == [True]


def test_both_sides_sign_one_file() -> None:
    """The second signature is appended behind the first, and both cover what was issued."""
    first, second = embedded(sign_pdf(sign_pdf(ISSUED), "Vera Lead", "signature-2"))

    assert [signature.subject for signature in (first, second)] == ["Carl Lead", "Vera Lead"]
    assert all(signature.holds and DIGEST in signature.covers for signature in (first, second))


def test_one_changed_byte_breaks_the_signature() -> None:
    """In what was signed with the issued bytes, here the reason that the signer gave."""
    signed = sign_pdf(ISSUED, reason="I agree")
    changed = signed.replace(b"(I agree)", b"(I Agree)")
    assert changed != signed

    (signature,) = embedded(changed)
    assert (signature.holds, signature.covers) == (False, ())


@pytest.mark.slow
def test_a_document_of_ours_is_signed_in_its_own_fields() -> None:
    """It is tagged, so that its fields stand in the structure too; a change of a page is noticed there all the same."""
    issued = SHIPPED.read_bytes()
    digest = hashlib.sha256(issued).hexdigest()
    signed = sign_pdf(sign_pdf(issued), "Vera Lead", "signature-2")

    assert [(signature.holds, digest in signature.covers) for signature in embedded(signed)] == [
        (True, True),
        (True, True),
    ]
    assert not any(digest in signature.covers for signature in embedded(sign_pdf(rewrite_page(issued))))


@pytest.mark.parametrize("order", ["before", "after"])
def test_another_page_is_not_what_was_issued(order: str) -> None:
    """Changed before it was signed, or behind the back of the signer: the signature itself holds both times."""
    data = sign_pdf(rewrite_page(ISSUED)) if order == "before" else rewrite_page(sign_pdf(ISSUED))

    (signature,) = embedded(data)
    assert signature.holds
    assert DIGEST not in signature.covers


def test_a_signature_brings_no_field_that_is_seen() -> None:
    """Its picture could lie over the whole page and say something else; one without a place on a page is fine."""
    over_the_page = SigFieldSpec("mine", on_page=0, box=(0, 0, 612, 792))

    (seen,) = embedded(sign_pdf(ISSUED, field="mine", placed=over_the_page))
    (unseen,) = embedded(sign_pdf(ISSUED, field="mine"))

    assert (seen.holds, DIGEST in seen.covers) == (True, False)
    assert (unseen.holds, DIGEST in unseen.covers) == (True, True)


def test_nothing_stands_behind_the_end() -> None:
    """Nobody signed it, and a viewer that repairs files may show it; a line end is no such thing."""
    signed = sign_pdf(ISSUED)

    assert embedded(signed + b"3 0 obj <</Type /Page>> endobj\n") == ()
    assert embedded(signed + b"\r\n") == embedded(signed)


def test_what_only_looks_like_a_signature_is_none() -> None:
    """Words behind the end of the file are not read as a signature."""
    assert embedded(ISSUED + b"1 0 obj <</Type /Sig /ByteRange [0 10 20 30] /Contents <00>>> endobj\n%%EOF\n") == ()


def test_a_signature_with_a_gap_covers_nothing() -> None:
    """Its range of bytes has to begin with the first one and leave out itself alone."""
    signed = sign_pdf(ISSUED)
    begin = signed.index(b"/ByteRange [0 ") + len(b"/ByteRange [0 ")
    number = signed[begin : signed.index(b" ", begin)]
    shorter = str(int(number) - 1).encode().rjust(len(number), b"0")
    gap = signed[:begin] + shorter + signed[begin + len(number) :]

    assert not any(signature.holds or signature.covers for signature in embedded(gap))


@pytest.mark.parametrize("length", [200, 900])
def test_a_file_that_is_cut_short_proves_nothing(length: int) -> None:
    """Whatever the parser makes of it."""
    signed = sign_pdf(ISSUED)

    assert not any(signature.covers for signature in embedded(signed[:-length] + b"\n%%EOF\n/ByteRange [0 1 2 3]"))


def test_without_the_library_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told apart from a file without a good signature."""
    monkeypatch.setattr(sign_off_files, "can_check_signatures", lambda: False)

    assert as_returned(sign_pdf(ISSUED)).embedded is None
