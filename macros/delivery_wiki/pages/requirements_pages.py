"""Requirements: the register with its filters, and each requirement in full with its ladder and trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import Priority, RequirementDecision
from delivery_wiki.model.status import RequirementStatus

from .macro_arguments import require_known
from .page_kind import Macro, PageContext, PageKind, Parameter
from .register_parts import (
    NOTHING,
    REQUIREMENT_LADDER,
    REQUIREMENT_MARKS,
    authors_hint,
    choices,
    computed,
    register_table,
    requirement_standing,
    single_page,
    sow_id,
)
from .requirement_cards import requirement_card
from .tree import (
    Bar,
    Block,
    Blocks,
    Cards,
    Column,
    Content,
    Filter,
    Heading,
    Item,
    Mark,
    Row,
    Table,
)

# --- the register ---------------------------------------------------------------------------------


def requirements_page(context: PageContext) -> Blocks:
    """The whole page: how far the requirements are, the register, and each one in full by area."""
    words, found = context.words, context.status.requirements
    table = computed("requirements.yml", _register(context, found, full=True))
    blocks: list[Block] = [_progress(context, found), table]
    for index, area in enumerate(_areas(found)):
        cards = [requirement_card(context, one) for one in found if one.requirement.area == area]
        blocks.append(Heading(level=2, text=words(area) if area else words("Without area"), id=f"area-{index + 1}"))
        blocks.append(Cards(cards=tuple(cards), wide=True))
    return tuple(blocks)


def requirement_list(
    context: PageContext, *, area: str = "", priority: str = "", party: str = "", sow: str = "", state: str = ""
) -> Blocks:
    """The requirements that meet every condition given; raises ValueError for one that none can meet."""
    found = [one.requirement for one in context.status.requirements]
    _refuse_unknown("area", area, (one.area for one in found))
    _refuse_unknown("priority", priority, (one.value for one in Priority))
    _refuse_unknown("party", party, (one.value for one in PartyKind))
    topics = (form for one in context.view.project.sows for form in (one.topic, one.id))
    _refuse_unknown("sow", sow, (*topics, *(one.sow or "" for one in found)))
    _refuse_unknown("state", state, (*REQUIREMENT_LADDER, *(one.value for one in RequirementDecision), "withdrawn"))
    chosen = [
        one
        for one in context.status.requirements
        if area in ("", one.requirement.area)
        and priority in ("", one.requirement.priority.value)
        and party in ("", one.requirement.party.value)
        and (not sow or sow_id(sow) == sow_id(one.requirement.sow or ""))
        and state in ("", one.state)
    ]
    return (computed("requirements.yml", _register(context, chosen, full=False)),)


def _refuse_unknown(name: str, value: str, known: Iterable[str]) -> None:
    if value:
        require_known(name, value, known)


def _areas(found: Iterable[RequirementStatus]) -> list[str]:
    return list(dict.fromkeys(one.requirement.area for one in found))


def _progress(context: PageContext, found: tuple[RequirementStatus, ...]) -> Bar:
    """How many requirements stand at each step of the ladder, furthest first."""
    words = context.words
    counts = Counter(one.state for one in found)
    left = [state for state in counts if state not in REQUIREMENT_MARKS]
    steps = [state for state in (*reversed(REQUIREMENT_LADDER), *sorted(left)) if counts[state]]
    named = [words("{state} {count}", state=words(state), count=words.number(counts[state])) for state in steps]
    return Bar(
        parts=tuple(
            (REQUIREMENT_MARKS.get(state, Mark.NOT_NEEDED), counts[state], name)
            for state, name in zip(steps, named, strict=True)
        ),
        total=len(found),
        text=words.counted(
            len(found), "{count} requirement: {states}", "{count} requirements: {states}", states=", ".join(named)
        ),
    )


def _empty(context: PageContext) -> str:
    words = context.words
    return authors_hint(
        context, words("No requirement is written yet."), words("Requirements stand in requirements.yml.")
    )


def _register(context: PageContext, found: Iterable[RequirementStatus], *, full: bool) -> Table:
    """The table; on its own page each row is the requirement's place and leads to it in full."""
    words, chosen = context.words, tuple(found)
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Requirement")),
        Column(title=words("Area")),
        Column(title=words("Priority"), narrow=True),
        Column(title=words("Party"), narrow=True),
        Column(title=words("SOW"), narrow=True),
        Column(title=words("State"), narrow=True),
    )
    return register_table(
        columns,
        [_row(context, one, full=full) for one in chosen],
        empty=_empty(context) if full else words("No requirement meets these conditions."),
        filters=_filters(context, chosen) if full else (),
        id="requirements" if full else "",
    )


def _filters(context: PageContext, chosen: tuple[RequirementStatus, ...]) -> tuple[Filter, ...]:
    words = context.words
    requirements = [one.requirement for one in chosen]
    states = {one.state for one in chosen}
    ladder = [state for state in REQUIREMENT_LADDER if state in states]
    priorities = [one.value for one in Priority if any(requirement.priority is one for requirement in requirements)]
    return (
        Filter(key="priority", label=words("Priority"), choices=choices(priorities, words)),
        Filter(key="party", label=words("Party"), choices=choices((one.party.value for one in requirements), words)),
        Filter(key="state", label=words("State"), choices=choices([*ladder, *sorted(states)], words)),
        Filter(key="area", label=words("Area"), choices=choices((one.area for one in requirements), words)),
    )


def _row(context: PageContext, one: RequirementStatus, *, full: bool) -> Row:
    words, requirement = context.words, one.requirement
    id = Item(requirement.id, f"#{requirement.id}-full", words("in full")) if full else context.item(requirement.id)
    cells: tuple[Content, ...] = (
        id,
        requirement.statement,
        words(requirement.area),
        words(requirement.priority.value),
        words(requirement.party.value),
        context.item(sow_id(requirement.sow)) if requirement.sow else NOTHING,
        requirement_standing(words, one),
    )
    data = (
        ("priority", requirement.priority.value),
        ("party", requirement.party.value),
        ("area", requirement.area),
        ("state", one.state),
    )
    return Row(id=requirement.id if full else "", cells=cells, data=data)


# --- pages ----------------------------------------------------------------------------------------

PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "requirements",
        "Requirements",
        "Solution",
        "requirements",
        lambda context: bool(context.view.project.requirements),
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="requirements",
        summary="The page of all requirements: progress, a register with filters, and each requirement in full.",
        render=requirements_page,
        example="{{ requirements() }}",
    ),
    Macro(
        name="requirement_list",
        summary="A table of the requirements that meet every condition given; without conditions, of all.",
        render=requirement_list,
        parameters=(
            Parameter(name="area", kind=str, summary="Only this area, as written in requirements.yml."),
            Parameter(name="priority", kind=str, summary="Only this priority: must, should or could."),
            Parameter(name="party", kind=str, summary="Only this side: vendor, customer or partner."),
            Parameter(name="sow", kind=str, summary="Only what this statement of work covers, by topic or id."),
            Parameter(name="state", kind=str, summary="Only this state: draft, agreed, implemented, checked, signed."),
        ),
        example='{{ requirement_list(area="mail", priority="must") }}',
    ),
)
