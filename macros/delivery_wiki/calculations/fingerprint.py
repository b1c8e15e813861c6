"""Digests of content: length-framed, so that no two different lists of parts can look alike."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from delivery_wiki.model.project import TestCase

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
    parts = [
        ("id", case.id),
        ("title", case.title),
        ("objective", case.objective),
        ("precondition", case.precondition),
        ("expected", case.expected),
    ]
    parts += [("requirement", id) for id in sorted(case.requirements)]
    parts += [("step", step) for step in case.steps]
    return fingerprint(parts)[:CASE_DIGEST_LENGTH]


def ran_this_text(case: TestCase, recorded: str) -> bool:
    """Whether a recorded digest is of the case as it is now."""
    return is_digest_of(recorded, case_digest(case))


def is_digest_of(recorded: str, digest: str) -> bool:
    """Whether a recorded digest, of 12 to 64 hex digits, begins with the digest of a case."""
    return len(digest) == CASE_DIGEST_LENGTH and recorded.lower().startswith(digest)
