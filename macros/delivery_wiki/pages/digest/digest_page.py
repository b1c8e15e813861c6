"""A page of a digest before any markup: a title, a few lines that tell the whole, and sections."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..diff.diff_spans import Line, Section
from ..elements.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when a digest tells: the day that was meant, or that of the revision, and the revision itself."""

    since: dt.date
    revision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPage:
    """What one page says, in one language; `slug` is empty for the page over all projects.

    `to` are the mail addresses of those whom it is for, where the project knows them.
    """

    slug: str
    title: str
    words: Words
    lead: tuple[Line, ...]
    sections: tuple[Section, ...] = ()
    to: tuple[str, ...] = ()
