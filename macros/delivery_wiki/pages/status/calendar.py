"""What a customer or a person owes, as a calendar file (RFC 5545): an all-day event for each due date."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from delivery_wiki.calculations.answers.asked import is_theirs, people_asked
from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.model.status import Owed

from ..elements.page_kind import PageContext
from ..elements.register_parts import name_of
from ..elements.words import Words
from .answer_ways import calendar_name
from .home_pages import needed_from_customer
from .status_tables import act
from .work_pages import Work

LINE_OCTETS = 75


def calendars(context: PageContext) -> dict[str, str]:
    """The calendar of the customer's side and that of each person, by the name of its file."""
    people = ("", *(person.id for person in people_asked(context.view, context.status)))
    return {calendar_name(person): render_calendar(context, person) for person in people if has_dates(context, person)}


def has_dates(context: PageContext, person: str = "") -> bool:
    """Whether anything has a date; a calendar without any component is none by the standard."""
    return any(owed.due is not None for owed in _needed(context, person))


def _needed(context: PageContext, person: str) -> tuple[Owed, ...]:
    """What the side owes, or one person: the project lead also what is asked of nobody by name."""
    theirs = next((each for each in people_asked(context.view, context.status) if each.id == person), None)
    return tuple(
        owed for owed in needed_from_customer(context) if theirs is None or is_theirs(context.view, owed, theirs)
    )


def render_calendar(context: PageContext, person: str = "") -> str:
    """The whole file, or what one person owes; the same project on the same as-of date gives the same text."""
    title = context.words("{project}: what we need from you", project=context.view.project.title)
    return _calendar(title, ((context, owed) for owed in sorted(_needed(context, person), key=urgency)))


def work_calendar(work: Work, words: Words) -> str:
    """What a person owes over all projects, each entry in the words of its project."""
    title = words("What {name} owes", name=work.person.name)
    return _calendar(title, ((task.project, task.owed) for task in work.tasks))


def _calendar(title: str, entries: Iterable[tuple[PageContext, Owed]]) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Delivery Wiki//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(title)}",
    ]
    for context, owed in entries:
        if owed.due is not None:
            lines += _event(context, owed, owed.due)
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for whole in lines for line in folded(whole))


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line breaks are escaped, other control characters dropped."""
    value = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in value if letter == "\t" or (ord(letter) >= 32 and ord(letter) != 127))


def folded(line: str) -> list[str]:
    """A line in pieces of at most 75 octets, the following ones with a space in front; letters stay whole."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return [*pieces, piece]


def _event(context: PageContext, owed: Owed, due: dt.date) -> list[str]:
    words = context.words
    who = name_of(context, owed.owner) or words("customer")
    described = [words("Who: {name}", name=who), words("Project: {project}", project=context.view.project.title)]
    if owed.days_late > 0:
        described.append(words("Overdue as of {date}", date=words.date(context.on)))
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(context, owed)}",
        f"DTSTAMP:{context.on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(_summary(context, owed))}",
        f"DESCRIPTION:{escaped(chr(10).join(described))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _summary(context: PageContext, owed: Owed) -> str:
    """What to do about what: `A-5 confirm: …`."""
    words = context.words
    values = {"act": act(owed, words), "title": words.message(owed.title)}
    if owed.id[:1].isupper() and owed.id in context.places:
        return words("{id} {act}: {title}", id=owed.id, **values)
    return words("{act}: {title}", **values)


def _uid(context: PageContext, owed: Owed) -> str:
    """The same duty keeps its id when its date moves, so that calendars update the event."""
    named = "\0".join((context.view.project.slug, owed.kind, owed.id, owed.title.text, owed.owner or ""))
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@delivery-wiki.example"
