"""The roster's keys for ssh-keygen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from delivery_wiki.calculations.signing.allowed_signers import allowed_signers
from tests.sign_offs import issued_repository, project

__all__ = ["issued_repository"]


def test_a_key_that_ends_with_the_calendar_never_ends(issued_repository: Path) -> None:
    """There is no day after 9999-12-31 that a line could name; any other day is told as the one after it."""
    whole = project(issued_repository)
    (person,) = [person for person in whole.people if person.id == "olga-other"]
    key = replace(person.keys[0], valid_until=dt.date.max)
    endless = replace(whole, people=(replace(person, keys=(key,)),), witnesses=())

    assert "valid-before" not in allowed_signers(endless)
    assert 'valid-before="20261201"' in allowed_signers(whole)
