"""The short code on the pages of an issued revision, which whoever records a scan types from the paper."""

from __future__ import annotations

from delivery_wiki.model.project.issued_revision import Issued

DIGITS = 4


def issue_code(issued: Issued) -> str:
    """Revision and the first eight hex digits of the fingerprint, such as r2-3f9a-c21b.

    32 bits tell the papers of a project apart; that a paper says what was issued they do not prove.
    """
    return f"r{issued.revision}-{issued.fingerprint[:DIGITS]}-{issued.fingerprint[DIGITS : 2 * DIGITS]}"


def is_code_of(typed: str, issued: Issued) -> bool:
    """Whether somebody typed the code of a revision; letter case, spaces and dashes do not matter."""
    return _plain(typed) == _plain(issue_code(issued))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
