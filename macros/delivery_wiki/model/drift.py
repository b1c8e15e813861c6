"""What a document says now beside what its last issued revision said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """A clause that reads differently: its title now, or then where it is gone; an empty text is no clause.

    `was` is the title that it had then, with the number of then.
    """

    id: str
    title: str
    before: str
    after: str
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How a document moved away from an issued revision, clause by clause, in the order of the document.

    `heads` are the lines of its clauses that head a table.
    """

    document: str
    topic: str | None
    revision: int
    clauses: tuple[ClauseChange, ...]
    heads: frozenset[str] = frozenset()
