"""Parties and people of a project, from project.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ..process import PartyKind
from ..sign_off import EarlierRole, SigningCertificate, SigningKey
from .located import Amount, Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Located):
    """An organisation that takes part."""

    id: str
    name: str
    kind: PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy(Located):
    """Who stands in for a person, on which days, and for which kinds of documents; for all where none is named.

    `evidence` is where the person said so, `recorded_by` who took that in.
    """

    deputy: str
    since: dt.date
    until: dt.date
    evidence: str
    documents: tuple[str, ...] = ()
    recorded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Located):
    """Somebody who takes part, or a role that is not yet filled with a person.

    `until` is the last day of somebody who left, `formerly` the roles that they had before this one: what they signed
    until then counts. `decides_up_to` is the amount of a change request above which somebody else decides.
    `authority` is what allows them to sign for their side.
    """

    id: str
    name: str
    role: str
    party: str
    email: str = ""
    responsibilities: str = ""
    authority: str = ""
    logins: dict[str, str] = field(default_factory=dict)
    keys: tuple[SigningKey, ...] = ()
    certificates: tuple[SigningCertificate, ...] = ()
    decides_up_to: Amount | None = None
    signs: tuple[str, ...] = ()
    formerly: tuple[EarlierRole, ...] = ()
    until: dt.date | None = None
    deputies: tuple[Deputy, ...] = ()

    def role_on(self, day: dt.date) -> str:
        """The role on a day: an earlier one until its last day."""
        earlier = sorted((role for role in self.formerly if day <= role.until), key=lambda role: role.until)
        return earlier[0].role if earlier else self.role
