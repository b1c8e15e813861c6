"""A frozen revision of a document, from issued/."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ..finding import Location
from ..process import NOWHERE

SIGNATURES = "-signatures"  # what the id of a signature block ends in


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPart:
    """One clause of a frozen document as it read then: its anchor, its number and title, and its text, line by line."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A frozen revision: what it says, each cited figure as it was then, and the files that it was made from.

    `pdf` is the SHA-256 of document.pdf; `pins` are the data that the project pinned, as "id version" by name.
    `sources` are the project's files without internal/, by path: today's tool makes the same document from them.
    `roles` are the roles, by person, of those who could sign it then: they may have others today.
    `digest` is the SHA-256 of content.json itself, with line feeds at its line ends.
    """

    document: str
    topic: str | None = None
    revision: int
    fingerprint: str
    issued: dt.date
    audience: str = "customer"
    pdf: str = ""
    pins: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    content: tuple[ContentPart, ...] = ()
    sources: dict[str, str] = field(default_factory=dict, repr=False)
    digest: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def places_to_sign(self) -> int:
        """How many people its signature block asks for: one in a line."""
        return sum(len(part.text.splitlines()) for part in self.content if part.id.endswith(SIGNATURES))
