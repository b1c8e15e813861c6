"""Tables of people: who takes part, with role and side."""

from __future__ import annotations

from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import NOTHING
from ..elements.tree import Table


def people_table(context: PageContext, named: tuple[str, ...], *, empty: str = "", caption: str = "") -> Table:
    """People and parties by id, each with role and side."""
    words, project = context.words, context.view.project
    people = {person.id: person for person in project.people}
    parties = {party.id: party.name for party in project.parties}
    columns: Columns[str] = (
        Column(words("Name"), context.person),
        Column(words("Role"), lambda id: words(people[id].role) if id in people else NOTHING),
        Column(words("Belongs to"), lambda id: parties.get(people[id].party, "") if id in people else NOTHING),
    )
    return register_table(columns, named, empty=empty, caption=caption)
