"""Digests of content: length-framed, so that no two different lists of parts can look alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from unicodedata import normalize

from delivery_wiki.model.project.test_cases import TestCase

FRAMING = b"delivery-fingerprint-1\n"
CASE_DIGEST_LENGTH = 12


def fingerprint(parts: Sequence[tuple[str, str]]) -> str:
    """The SHA-256 of named parts in order, 64 hex digits; each name and text is preceded by its length in bytes."""
    digest = sha256(FRAMING)
    digest.update(b"%d\n" % len(parts))
    for part in parts:
        for text in part:
            encoded = text.encode()
            digest.update(b"%d:" % len(encoded))
            digest.update(encoded)
    return digest.hexdigest()


def case_digest(case: TestCase) -> str:
    """The first 12 hex digits of the fingerprint of what a tester follows: not its group, owner or withdrawal."""
    return _digest(case, str)


def normal_digest(case: TestCase) -> str:
    """The same over normal text, which stays when lines are wrapped anew: what runs record from now on."""
    return _digest(case, normal_text)


def ran_this_text(case: TestCase, recorded: str) -> bool:
    """Whether a recorded digest is of the case as it is now."""
    return is_digest_of(recorded, normal_digest(case)) or is_digest_of(recorded, case_digest(case))


def normal_text(text: str) -> str:
    """A text for comparison: white space folded, letters in Unicode NFC."""
    return normalize("NFC", " ".join(text.split()))


def is_digest_of(recorded: str, digest: str) -> bool:
    """Whether a recorded digest, of 12 to 64 hex digits, begins with the digest of a case."""
    return len(digest) == CASE_DIGEST_LENGTH and recorded.lower().startswith(digest)


def _digest(case: TestCase, form: Callable[[str], str]) -> str:
    parts = [
        ("id", case.id),
        ("title", form(case.title)),
        ("objective", form(case.objective)),
        ("precondition", form(case.precondition)),
        ("expected", form(case.expected)),
    ]
    parts += [("test-data", form(case.test_data))] if case.test_data else []  # older runs know none
    parts += [("requirement", id) for id in sorted(case.requirements)]
    parts += [("step", form(step)) for step in case.steps]
    return fingerprint(parts)[:CASE_DIGEST_LENGTH]
