"""Where somebody answers what they are asked: their answer sheet, at the place of the thing."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.calculations.answers.asked import asked_of, people_asked, point_of_answer
from delivery_wiki.model.status import Owed

from ..elements.page_kind import PageContext
from ..elements.tree import Content, Inline, LineBreak, Link


def sheet_name(person: str) -> str:
    """The file of a person's sheet, beside the pages of the project."""
    return f"answer-{person}.html"


def calendar_name(person: str = "") -> str:
    """The calendar file of a person; without one, that of the whole side."""
    return f"needed-{person}.ics" if person else "needed.ics"


def answer_places(context: PageContext) -> Mapping[str, str]:
    """Where each thing that a customer is asked is answered, by its id; empty for the vendor's own reading."""
    if context.view.internal:
        return {}
    return {
        asked.about: f"{sheet_name(person.id)}#{asked.about}"
        for person in people_asked(context.view, context.status)
        for asked in asked_of(context.view, context.status, person)
    }


def way_to_answer(context: PageContext, owed: Owed, places: Mapping[str, str]) -> Content:
    """A link to the place where it can be answered, with the answer that came in; empty where no sheet asks it."""
    place = places.get(owed.id)
    if place is None:
        return ""
    words = context.words
    link = Link(words("Answer here"), place)
    for person in context.view.project.people:
        known = point_of_answer(context.view, person, owed.id, words.message(owed.title))
        if known is not None and place.startswith(f"{sheet_name(person.id)}#"):
            return (link, LineBreak(), words("answered on {date}: {id}", date=words.date(known.raised), id=known.id))
    return link


def sheets_line(context: PageContext) -> tuple[Inline, ...]:
    """The sheet of each person, by name, with how much they are asked: what is theirs alone."""
    words = context.words
    line: list[Inline] = [words("Each of you alone, with places to answer:"), " "]
    for number, person in enumerate(people_asked(context.view, context.status)):
        count = len(asked_of(context.view, context.status, person))
        name = words("{name} ({count})", name=person.name, count=words.number(count)) if count else person.name
        line += [", "] if number else []
        line.append(Link(name, sheet_name(person.id)))
    return tuple(line)
