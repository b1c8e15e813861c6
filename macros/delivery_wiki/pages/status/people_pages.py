"""The people of a project: their party and role, and what each of them owes."""

from __future__ import annotations

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.calculations.signing.deputies import told_deputies
from delivery_wiki.model.project.parties import Party, Person

from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages, target_of
from ..elements.register_parts import NOTHING, authors_hint
from ..elements.state_marks import overdue_words
from ..elements.tree import Blocks, Content, Heading, Inline, LineBreak, Link, Mark, Muted, State, Table


def people(context: PageContext) -> Blocks:
    """A table for each party; the anchors are the ids that other pages link to."""
    parties = context.view.project.parties
    known = {party.id for party in parties}
    others = tuple(person for person in context.view.project.people if person.party not in known)
    words = context.words
    tail: Blocks = (
        (Heading(level=2, text=words("Others"), id="others"), _table(context, others, words("Others")))
        if others
        else ()
    )
    return (*[block for party in parties for block in _party(context, party)], *tail)


def _party(context: PageContext, party: Party) -> Blocks:
    words = context.words
    members = tuple(person for person in context.view.project.people if person.party == party.id)
    title = f"{party.name} ({words(party.kind.value)})"
    return (Heading(level=2, text=title, id=party.id), _table(context, members, party.name))


def _table(context: PageContext, members: tuple[Person, ...], caption: str) -> Table:
    words = context.words
    pages = existing_pages(context)
    columns: Columns[Person] = (
        Column(words("Name"), lambda person: _name(context, person)),
        Column(words("Role"), lambda person: words(person.role)),
        Column(words("E-mail"), lambda person: person.email or NOTHING),
        Column(words("Responsible for"), lambda person: person.responsibilities or NOTHING),
        Column(words("Deputy"), lambda person: _deputies(context, person)),
        Column(words("Owes"), lambda person: _owes(context, person.id, pages)),
    )
    empty = authors_hint(context, words("Nobody is named yet."), words("People stand under `people` in project.yml."))
    return register_table(columns, members, caption=caption, empty=empty, row_id=lambda person: person.id)


def _name(context: PageContext, person: Person) -> Content:
    """The name, and the last day of somebody who left or will leave."""
    if person.until is None:
        return person.name
    words = context.words
    return (person.name, LineBreak(), Muted(words("until {date}", date=words.date(person.until))))


def _deputies(context: PageContext, person: Person) -> Content:
    """Who stands in for a person, when, for what, and whether that is agreed."""
    words, titles = context.words, context.view.templates.by_kind
    said: list[Inline] = []
    for told in told_deputies(context.view.project):
        if told.person.id != person.id:
            continue
        deputy = told.deputy
        days = words("{begin} to {end}", begin=words.date(deputy.since), end=words.date(deputy.until))
        kinds = ", ".join(words(titles[kind].title) if kind in titles else kind for kind in deputy.documents)
        said += [LineBreak()] if said else []
        said += [
            words("represented by {name}", name=name_of(context.view.project, deputy.deputy)),
            LineBreak(),
            Muted(f"{days}{f', {kinds}' if kinds else ''}; {deputy.evidence}"),
        ]
        if told.attested_on is None:
            said += [LineBreak(), State(Mark.OPEN, words("nobody has attested it yet"))]
        else:
            name = name_of(context.view.project, told.attested_by)
            agreed = words("attested by {name} on {date}", name=name, date=words.date(told.attested_on))
            said += [LineBreak(), Muted(agreed)]
    return tuple(said) or NOTHING


def _owes(context: PageContext, person: str, pages: frozenset[str]) -> Content:
    words = context.words
    said: list[Inline] = []
    for entry in sorted((owed for owed in context.status.owed if owed.owner == person), key=urgency):
        title = words.message(entry.title)
        target = target_of(context, entry.id, pages)
        said += [LineBreak()] if said else []
        said.append(Link(title, target) if target else title)
        if entry.days_late > 0:
            said += [" ", State(Mark.LATE, overdue_words(entry.days_late, words))]
        elif entry.due:
            day = words.date(entry.due, weekday=True)
            said += [" ", State(Mark.OPEN, words("due {when}", when=day)) if entry.near else Muted(day)]
    return tuple(said) or NOTHING
