"""The people of a project: their party and role, and what each of them owes."""

from __future__ import annotations

from delivery_wiki.calculations.owed import urgency
from delivery_wiki.model.project import Party, Person

from .page_kind import PageContext
from .project_links import existing_pages, target_of
from .register_parts import NOTHING, authors_hint, register_table
from .state_marks import late_words
from .tree import Blocks, Column, Content, Heading, Inline, LineBreak, Link, Mark, Muted, Row, State, Table


def people(context: PageContext) -> Blocks:
    """A table for each party; the anchors are the ids that other pages link to."""
    parties = context.view.project.parties
    known = {party.id for party in parties}
    others = tuple(one for one in context.view.project.people if one.party not in known)
    words = context.words
    tail: Blocks = (
        (Heading(level=2, text=words("Others"), id="others"), _table(context, others, words("Others")))
        if others
        else ()
    )
    return (*[block for party in parties for block in _party(context, party)], *tail)


def _party(context: PageContext, party: Party) -> Blocks:
    words = context.words
    members = tuple(one for one in context.view.project.people if one.party == party.id)
    title = f"{party.name} ({words(party.kind.value)})"
    return (Heading(level=2, text=title, id=party.id), _table(context, members, party.name))


def _table(context: PageContext, members: tuple[Person, ...], caption: str) -> Table:
    words = context.words
    pages = existing_pages(context)
    rows = [
        Row(
            id=one.id,
            cells=(
                _name(context, one),
                words(one.role),
                one.email or NOTHING,
                one.responsibilities or NOTHING,
                _owes(context, one.id, pages),
            ),
        )
        for one in members
    ]
    columns = (
        Column(title=words("Name")),
        Column(title=words("Role")),
        Column(title=words("E-mail")),
        Column(title=words("Responsible for")),
        Column(title=words("Owes")),
    )
    empty = authors_hint(context, words("Nobody is named yet."), words("People stand under `people` in project.yml."))
    return register_table(columns, rows, caption=caption, empty=empty)


def _name(context: PageContext, person: Person) -> Content:
    """The name, and the last day of somebody who left or will leave."""
    if person.until is None:
        return person.name
    words = context.words
    return (person.name, LineBreak(), Muted(words("until {date}", date=words.date(person.until))))


def _owes(context: PageContext, person: str, pages: frozenset[str]) -> Content:
    words = context.words
    said: list[Inline] = []
    for one in sorted((owed for owed in context.status.owed if owed.owner == person), key=urgency):
        title = words.message(one.title)
        target = target_of(context, one.id, pages)
        said += [LineBreak()] if said else []
        said.append(Link(title, target) if target else title)
        if one.days_late > 0:
            said += [" ", State(Mark.LATE, late_words(one.days_late, words))]
        elif one.due:
            day = words.date(one.due, weekday=True)
            said += [" ", State(Mark.OPEN, words("due {when}", when=day)) if one.near else Muted(day)]
    return tuple(said) or NOTHING
