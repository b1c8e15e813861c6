"""The risks: a grid of probability and impact, and the register."""

from __future__ import annotations

from delivery_wiki.calculations.phrases import id_order
from delivery_wiki.model.project import Level, Risk, RiskState

from .drawings.heat_grid import draw_heat_grid
from .page_kind import Macro, PageContext, PageKind
from .register_parts import (
    NOTHING,
    authors_hint,
    choices,
    computed,
    items,
    name_of,
    register_table,
    single_page,
    with_suspicions,
    withdrawn,
)
from .tree import Blocks, Column, Content, Figure, Filter, Heading, LineBreak, Mark, Muted, Paragraph, Row, State, Table

RISK_MARKS = {
    RiskState.OPEN: Mark.OPEN,
    RiskState.MITIGATED: Mark.WORKING,
    RiskState.ACCEPTED: Mark.WORKING,
    RiskState.OCCURRED: Mark.FAILED,
    RiskState.CLOSED: Mark.MET,
}


def risk_register(context: PageContext) -> Blocks:
    """The risks on a grid and as a table, the heaviest first; internal ones apart, and only inside."""
    words = context.words
    risks = context.view.project.risks
    live = tuple(one for one in risks if _is_live(context, one))
    table = _risk_table(context, risks, caption=words("Risks"), id="risks")
    grid = Figure(drawing=draw_heat_grid(live, words), caption=words("Open and mitigated risks"))
    shared: Blocks = (*((grid,) if live else ()), computed("project.yml", table))
    internal = context.view.project.internal
    if internal is None or not internal.risks:
        return shared
    hidden = _risk_table(context, internal.risks, caption=words("Internal risks"), id="internal-risks")
    return (
        *shared,
        Heading(level=2, text=words("Internal risks"), id="internal"),
        Paragraph(words("These never leave the vendor.")),
        computed("internal/notes.yml", hidden),
    )


def _is_live(context: PageContext, risk: Risk) -> bool:
    return not risk.withdrawn and risk.state_on(context.on) in (RiskState.OPEN, RiskState.MITIGATED)


def _risk_table(context: PageContext, risks: tuple[Risk, ...], *, caption: str, id: str) -> Table:
    words = context.words
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Risk")),
        Column(title=words("Probability"), narrow=True),
        Column(title=words("Impact"), narrow=True),
        Column(title=words("Response")),
        Column(title=words("Owner")),
        Column(title=words("State"), narrow=True),
        Column(title=words("About")),
    )
    states = choices((one.state_on(context.on).value for one in risks), words)
    return register_table(
        columns,
        [_risk_row(context, one) for one in sorted(risks, key=lambda one: (not _is_live(context, one), _weight(one)))],
        caption=caption,
        empty=authors_hint(context, words("No risk is recorded."), words("Risks stand under `risks` in project.yml.")),
        filters=(Filter(key="state", label=words("State"), choices=states),),
        id=id,
    )


def _weight(risk: Risk) -> tuple[int, tuple[int, str]]:
    scale = {Level.LOW: 1, Level.MEDIUM: 2, Level.HIGH: 3}
    return (-scale[risk.probability] * scale[risk.impact], id_order(risk))


def _risk_row(context: PageContext, risk: Risk) -> Row:
    words = context.words
    cells: tuple[Content, ...] = (
        context.item(risk.id),
        risk.statement,
        words(risk.probability.value),
        words(risk.impact.value),
        risk.response or NOTHING,
        context.person(risk.owner),
        withdrawn(context, risk.withdrawn)
        if risk.withdrawn
        else with_suspicions(context, risk.id, _state(context, risk)),
        items(context, risk.about),
    )
    return Row(id=risk.id, cells=cells, data=(("state", risk.state_on(context.on).value),))


def _state(context: PageContext, risk: Risk) -> Content:
    """The state; of an accepted risk who lives with it, until when and why, also once it is open again."""
    words, state = context.words, risk.state_on(context.on)
    shown = State(RISK_MARKS[state], words(state.value))
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
