"""The agenda of the workshop, from agenda.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Located):
    """One topic of the workshop, or a pause in it."""

    topic: str
    minutes: int
    lead: str | None = None
    goal: str = ""
    pause: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda(Located):
    """agenda.yml: the workshop, its people and its topics.

    `begins` are hours and minutes in the project's time zone, "09:00"; `dial_in` says how to take part from elsewhere.
    """

    title: str
    date: dt.date | None = None
    begins: str = ""
    place: str = ""
    dial_in: str = ""
    attendees: tuple[str, ...] = ()
    roles_needed: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()
