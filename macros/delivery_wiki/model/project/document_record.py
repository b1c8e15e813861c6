"""What happened to a document outside the records, and since when a project is kept here, from project.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from .located import Located


class EventKind(Enum):
    """Something that happened to a document."""

    SENT = "sent"
    RECEIVED = "received"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SIGNED = "signed"
    USED = "used"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent(Located):
    """Something that happened to a document, with its evidence."""

    event: EventKind
    date: dt.date
    evidence: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(Located):
    """What is known about one document of the project apart from its content.

    `not_needed` is why the project has none; only what nobody signs for a result may be left out.
    """

    kind: str
    topic: str | None = None
    revision: int | None = None
    revised: dt.date | None = None
    owner: str | None = None
    due: dt.date | None = None
    events: tuple[DocumentEvent, ...] = ()
    not_needed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(Located):
    """A project that joined late: the gates before this phase count as met by the evidence."""

    phase: str
    date: dt.date
    evidence: str
