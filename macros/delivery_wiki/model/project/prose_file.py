"""Markdown of a project: sections and headings of charter.md, sow/, concept/ and internal/retrospective.md."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..finding import Location
from ..process import NOWHERE
from ..texts.prose_text import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseSection:
    """One level-2 section of a Markdown file; `title` is empty before the first heading."""

    title: str
    text: str
    location: Location = field(default=NOWHERE, compare=False, repr=False)
    runs: tuple[Run, ...] = field(default=(), compare=False, repr=False)  # where notes of other sections are written


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseHeading:
    """A heading that begins no section; `marks` is empty where it is underlined."""

    level: int
    title: str
    marks: str
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseFile:
    """A Markdown file of the project: its sections in order, and the headings of other levels than theirs."""

    name: str
    sections: tuple[ProseSection, ...]
    headings: tuple[ProseHeading, ...] = field(default=(), compare=False, repr=False)
    location: Location = field(default=NOWHERE, compare=False, repr=False)
