"""What any value of a project may carry: where it was written, its source, and who confirmed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from ..finding import Location
from ..process import NOWHERE

Amount: TypeAlias = Decimal
"""Money, in the currency that stands beside it or above; every field of money has this type, and is checked by it."""


def _here() -> Location:
    return NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A value that remembers where it was written."""

    location: Location = field(default_factory=_here, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Located):
    """Somebody looked at words that changed and says why what was agreed, found or decided holds for them, too.

    `words` are the fingerprints of the items that were looked at, by id, as they were then.
    """

    date: dt.date
    by: str
    reason: str
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Located):
    """A released data file that the project uses."""

    id: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReference(Located):
    """A publication that the project's facts come from; items cite it by id, with a place in it.

    `request` marks a request for information or quotation: with these words a requirement's source cites its lines.
    """

    id: str
    title: str
    publisher: str = ""
    published: dt.date | None = None
    link: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue(Located):
    """One of several values that sources give for the same thing."""

    value: str
    source: str
