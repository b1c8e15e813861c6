"""The responsibility table: who does what, on both sides."""

from __future__ import annotations

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import Duties, Duty, Responsibility
from delivery_wiki.model.status import translatable

from .page_kind import Macro, PageContext, PageKind
from .register_parts import authors_hint, computed, name_of, register_table, single_page
from .tree import Blocks, Column, Content, Facts, Filter, LineBreak, Row, Strong, Table

MEANINGS = translatable(
    {
        Duty.RESPONSIBLE: "Responsible: does the work",
        Duty.ACCOUNTABLE: "Accountable: answers for the result",
        Duty.CONSULTED: "Consulted: is asked before",
        Duty.INFORMED: "Informed: is told after",
    }
)


def responsibility_page(context: PageContext) -> Blocks:
    """The letters explained, then a row for each task."""
    return (duty_key(context), computed("responsibilities.yml", responsibility_table(context)))


def duty_key(context: PageContext) -> Facts:
    """What the letters mean."""
    return Facts(pairs=tuple((duty.value, context.words(meaning)) for duty, meaning in MEANINGS.items()))


def responsibility_table(context: PageContext) -> Table:
    """A row for each task and a column for everybody who has a duty, the vendor's side first."""
    words = context.words
    holders = _holders(context)
    ids = tuple(id for id, _ in holders)
    phases = {phase.id: words(phase.title) for phase in context.view.process.phases}
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Task")),
        Column(title=words("Phase"), narrow=True),
        *(Column(title=name_of(context, id), unit=words(side.value), narrow=True) for id, side in holders),
    )
    rows = [_row(context, one, ids, phases) for one in context.view.project.responsibilities]
    occurring = dict.fromkeys(one.phase for one in context.view.project.responsibilities if one.phase)
    labelled = tuple((id, phases.get(id, id)) for id in occurring)
    return register_table(
        columns,
        rows,
        empty=authors_hint(
            context, words("No responsibility is agreed yet."), words("They stand in responsibilities.yml.")
        ),
        filters=(Filter(key="phase", label=words("Phase"), choices=labelled),),
        id="responsibilities",
    )


def _row(context: PageContext, one: Responsibility, holders: tuple[str, ...], phases: dict[str, str]) -> Row:
    duties = [_duty(one.duties.get(holder)) for holder in holders]
    cells: tuple[Content, ...] = (
        context.item(one.id),
        task_of(context, one),
        phases.get(one.phase or "", one.phase or ""),
        *duties,
    )
    return Row(id=one.id, cells=cells, data=(("phase", one.phase or ""),))


def task_of(context: PageContext, one: Responsibility) -> Content:
    """The task, with the open point that asks who has which duty."""
    if one.open_point is None:
        return one.task
    return (one.task, LineBreak(), context.words("Who does it is open:"), " ", context.item(one.open_point))


def _duty(duties: Duties | None) -> Content:
    if duties is None:
        return ""
    weighty = {Duty.RESPONSIBLE, Duty.ACCOUNTABLE} & set(duties)
    return Strong(duties.value) if weighty else duties.value


def _holders(context: PageContext) -> tuple[tuple[str, PartyKind], ...]:
    """Everybody with a duty and their side: the vendor's side first, then the customer's, then partners."""
    project = context.view.project
    used = {holder for one in project.responsibilities for holder in one.duties}
    sides = {party.id: party.kind for party in project.parties}
    sides.update({person.id: sides[person.party] for person in project.people if person.party in sides})
    found = [(id, side) for id, side in sides.items() if id in used]
    found += [(id, PartyKind.PARTNER) for id in sorted(used - set(sides))]
    return tuple(sorted(found, key=lambda pair: list(PartyKind).index(pair[1])))


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "responsibilities",
        "Responsibilities",
        "Project",
        "responsibilities",
        lambda context: bool(context.view.project.responsibilities),
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="responsibilities",
        summary="The responsibility table of both sides, with its letters explained.",
        render=responsibility_page,
        example="{{ responsibilities() }}",
    ),
)
