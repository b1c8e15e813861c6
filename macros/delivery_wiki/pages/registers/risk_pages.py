"""The risks: a grid of probability and impact, and the register."""

from __future__ import annotations

from delivery_wiki.calculations.base.phrases import id_order
from delivery_wiki.model.project.register_entries import Level, Risk, RiskState
from delivery_wiki.model.status import translatable

from ..drawings.heat_grid import draw_heat_grid
from ..elements.columns import Column, Columns, FilterBy, register_table, step_key
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import (
    NOTHING,
    authors_hint,
    computed,
    items,
    name_of,
    parts,
    single_page,
    with_suspicions,
    withdrawn,
)
from ..elements.tree import (
    Blocks,
    Content,
    Figure,
    Heading,
    LineBreak,
    Listing,
    Mark,
    Muted,
    Paragraph,
    SideBySide,
    State,
    Strong,
    Table,
)

HEAVIEST = 3
RISK_MARKS = {
    RiskState.OPEN: Mark.OPEN,
    RiskState.MITIGATED: Mark.WORKING,
    RiskState.ACCEPTED: Mark.WORKING,
    RiskState.OCCURRED: Mark.FAILED,
    RiskState.CLOSED: Mark.MET,
}
# A risk is accepted in another sense than a work.
RISK_WORDS = translatable({RiskState.ACCEPTED.value: "accepted as a risk"})


def risk_register(context: PageContext) -> Blocks:
    """The risks on a grid and as a table, the heaviest first.

    Internal ones stand on the vendor's grid and among the heaviest there, in a table of their own, and only inside.
    """
    words, internal = context.words, context.view.project.internal
    risks = context.view.project.risks
    live = tuple(risk for risk in (*risks, *(internal.risks if internal else ())) if _is_live(context, risk))
    table = _risk_table(context, risks, caption=words("Risks"), id="risks")
    grid = Figure(drawing=draw_heat_grid(live, words), caption=words("Open and mitigated risks"))
    beside = (SideBySide(parts=((grid,), _heaviest(context, live))),) if live else ()
    shared: Blocks = (*beside, computed("project.yml", table))
    if internal is None or not internal.risks:
        return shared
    hidden = _risk_table(context, internal.risks, caption=words("Internal risks"), id="internal-risks")
    return (
        *shared,
        Heading(level=2, text=words("Internal risks"), id="internal"),
        Paragraph(words("These never leave the vendor.")),
        computed("internal/notes.yml", hidden),
    )


def _heaviest(context: PageContext, live: tuple[Risk, ...]) -> Blocks:
    """The open risks that weigh most, in words: what may happen, who watches it and what is done about it."""
    words = context.words
    items: list[Content] = []
    for risk in sorted(live, key=_weight)[:HEAVIEST]:
        weight = words(
            "probability {probability}, impact {impact}",
            probability=words(risk.probability.value),
            impact=words(risk.impact.value),
        )
        answer = (LineBreak(), risk.response) if risk.response else ()
        about = (LineBreak(), Muted(weight), " · ", *parts(context.person(risk.owner)))
        items.append((*parts(context.item(risk.id)), " ", Strong(risk.statement), *answer, *about))
    title = words.counted(len(items), "The heaviest risk", "The {count} heaviest risks")
    return (Heading(level=2, text=title, id="heaviest-risks"), Listing(items=tuple(items)))


def _is_live(context: PageContext, risk: Risk) -> bool:
    return not risk.withdrawn and risk.state_on(context.on) in (RiskState.OPEN, RiskState.MITIGATED)


def _risk_table(context: PageContext, risks: tuple[Risk, ...], *, caption: str, id: str) -> Table:
    words = context.words
    states = tuple(_state_on_day(context, risk) for risk in risks)
    by_state = FilterBy[Risk](
        "state",
        lambda risk: _state_on_day(context, risk),
        lambda state: words(RISK_WORDS.get(state, state)),
        order=states,
    )
    columns: Columns[Risk] = (
        Column(words("Id"), lambda risk: context.item(risk.id), narrow=True),
        Column(words("Risk"), lambda risk: risk.statement),
        Column(
            words("Probability"),
            lambda risk: words(risk.probability.value),
            narrow=True,
            sort=lambda risk: step_key(Level, risk.probability),
        ),
        Column(
            words("Impact"),
            lambda risk: words(risk.impact.value),
            narrow=True,
            sort=lambda risk: step_key(Level, risk.impact),
        ),
        Column(words("Response"), lambda risk: risk.response or NOTHING),
        Column(words("Owner"), lambda risk: context.person(risk.owner)),
        Column(words("State"), lambda risk: _told_state(context, risk), narrow=True, filter=by_state, aside=True),
        Column(words("About"), lambda risk: items(context, risk.about)),
    )
    return register_table(
        columns,
        sorted(risks, key=lambda risk: (not _is_live(context, risk), _weight(risk))),
        caption=caption,
        empty=authors_hint(context, words("No risk is recorded."), words("Risks stand under `risks` in project.yml.")),
        id=id,
        row_id=lambda risk: risk.id,
    )


def _weight(risk: Risk) -> tuple[int, tuple[int, str]]:
    scale = {Level.LOW: 1, Level.MEDIUM: 2, Level.HIGH: 3}
    return (-scale[risk.probability] * scale[risk.impact], id_order(risk))


def _state_on_day(context: PageContext, risk: Risk) -> str:
    return risk.state_on(context.on).value


def _word(context: PageContext, state: str) -> str:
    return context.words(RISK_WORDS.get(state, state))


def _told_state(context: PageContext, risk: Risk) -> Content:
    if risk.withdrawn:
        return withdrawn(context, risk.withdrawn)
    return with_suspicions(context, risk.id, _state(context, risk))


def _state(context: PageContext, risk: Risk) -> Content:
    """The state; of an accepted risk who lives with it, until when and why, also once it is open again."""
    words, state = context.words, risk.state_on(context.on)
    shown = State(RISK_MARKS[state], _word(context, state.value))
    accepted = risk.accepted if risk.state is RiskState.ACCEPTED else None
    if accepted is None:
        return shown
    by, until = name_of(context, accepted.by), words.date(accepted.until)
    said = words("accepted by {by} until {date}: {reason}", by=by, date=until, reason=accepted.reason)
    return (shown, LineBreak(), Muted(said))


def _has_risks(context: PageContext) -> bool:
    project = context.view.project
    return bool(project.risks or (project.internal and project.internal.risks))


PAGE_KINDS: tuple[PageKind, ...] = (single_page("risks", "Risks", "Registers", "risks", _has_risks),)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="risks",
        summary="The risks on a grid of probability and impact, and as a table with the heaviest first.",
        render=risk_register,
        example="{{ risks() }}",
    ),
)
