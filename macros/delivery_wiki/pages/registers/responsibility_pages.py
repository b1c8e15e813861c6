"""The responsibility table: who does what, on both sides."""

from __future__ import annotations

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.responsibilities import Duties, Duty, Responsibility
from delivery_wiki.model.status import translatable

from ..elements.columns import Column, Columns, FilterBy, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import authors_hint, computed, name_of, single_page
from ..elements.tree import Blocks, Content, Facts, LineBreak, Strong, Table

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
    phases = {phase.id: words(phase.title) for phase in context.view.process.phases}
    responsibilities = context.view.project.responsibilities
    by_phase = FilterBy[Responsibility](
        "phase", lambda responsibility: responsibility.phase or "", lambda id: phases.get(id, id)
    )
    columns: Columns[Responsibility] = (
        Column(words("Id"), lambda responsibility: context.item(responsibility.id), narrow=True),
        Column(words("Task"), lambda responsibility: task_of(context, responsibility)),
        Column(
            words("Phase"), lambda entry: phases.get(entry.phase or "", entry.phase or ""), narrow=True, filter=by_phase
        ),
        *(_holder_column(context, id, side) for id, side in holders),
    )
    return register_table(
        columns,
        responsibilities,
        empty=authors_hint(
            context, words("No responsibility is agreed yet."), words("They stand in responsibilities.yml.")
        ),
        id="responsibilities",
        row_id=lambda responsibility: responsibility.id,
    )


def _holder_column(context: PageContext, holder: str, side: PartyKind) -> Column[Responsibility]:
    return Column(
        name_of(context, holder),
        lambda responsibility: _duty(responsibility.duties.get(holder)),
        unit=context.words(side.value),
        narrow=True,
        letter=True,
    )


def task_of(context: PageContext, responsibility: Responsibility) -> Content:
    """The task, with the open point that asks who has which duty."""
    if responsibility.open_point is None:
        return responsibility.task
    return (
        responsibility.task,
        LineBreak(),
        context.words("Who does it is open:"),
        " ",
        context.item(responsibility.open_point),
    )


def _duty(duties: Duties | None) -> Content:
    if duties is None:
        return ""
    weighty = {Duty.RESPONSIBLE, Duty.ACCOUNTABLE} & set(duties)
    return Strong(duties.value, boxed=Duty.ACCOUNTABLE in weighty) if weighty else duties.value


def _holders(context: PageContext) -> tuple[tuple[str, PartyKind], ...]:
    """Everybody with a duty and their side: the vendor's side first, then the customer's, then partners."""
    project = context.view.project
    used = {holder for responsibility in project.responsibilities for holder in responsibility.duties}
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
