"""Every project on one page, and what one person owes in all of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.status import CriterionState, Health, PhaseStatus, Progress

from ..elements.columns import Column, Columns, FilterBy, day_key, plain_table
from ..elements.page_kind import Macro, PageContext, PageKind, WikiContext
from ..elements.register_parts import NOTHING
from ..elements.state_marks import gate_state, state_word
from ..elements.tree import (
    Blocks,
    Callout,
    Content,
    Inline,
    LineBreak,
    Link,
    Listing,
    Mark,
    Muted,
    Number,
    Segments,
    State,
    Step,
    Strip,
    Table,
)
from ..elements.words import Words
from .portfolio_efforts import portfolio_efforts
from .portfolio_glance import by_urgency, forecast_at, how_they_fare, is_old, own_day, phase_titles
from .portfolio_rows import PortfolioRow, portfolio_row, who_moves

OLD = "not-updated"  # whatever its health was on its last day
ENDED = "ended"


def portfolio(context: WikiContext) -> Blocks:
    """Counts by phase, and one row a project."""
    if not context.projects and not context.faulty:
        return (_table(context),)
    known = _known(context) if context.projects else ()
    return (*faulty_projects(context, ""), *known)


def _known(context: WikiContext) -> Blocks:
    return (how_they_fare(context), _phases(context), _table(context), *portfolio_efforts(context))


def faulty_projects(context: WikiContext, folder: str) -> Blocks:
    """The projects of which no figure is known because of their errors, so that nobody takes a sum for the whole."""
    words = context.words
    if not context.faulty:
        return ()
    title = words.counted(
        len(context.faulty),
        "{count} project has errors and counts nowhere on this page",
        "{count} projects have errors and count nowhere on this page",
    )
    items = tuple(
        (
            Link(faulty.title, f"{folder}{faulty.slug}/index.html") if faulty.shown else faulty.title,
            ": ",
            words.counted(faulty.errors, "{count} error", "{count} errors"),
        )
        for faulty in context.faulty
    )
    return (Callout(kind="danger", title=title, blocks=(Listing(items=items),)),)


def _phases(context: WikiContext) -> Strip:
    """How many projects are in each phase."""
    counts = Counter(map(_phase_id, context.projects))
    steps = tuple(
        Step(mark=_phase_mark(id, counts[id]), title=title, note=context.words.number(counts[id]))
        for id, title in _phase_titles(context).items()
        if counts[id] or id != ENDED
    )
    return Strip(steps=steps, caption=context.words("Projects in each phase"))


def _phase_mark(id: str, count: int) -> Mark:
    if not count:
        return Mark.OPEN
    return Mark.NOT_NEEDED if id == ENDED else Mark.WORKING


def _table(context: WikiContext) -> Table:
    words, titles = context.words, _phase_titles(context)
    by_phase = FilterBy[PortfolioRow]("phase", _phase_of, lambda id: titles[id], order=tuple(titles))
    by_party = FilterBy[PortfolioRow](
        "party",
        lambda row: tuple(party.value for party in _next_to_act(row.project)),
        words,
        label=words("Next to act"),
        order=tuple(party.value for party in PartyKind),
    )
    by_health = FilterBy[PortfolioRow](
        "health",
        lambda row: OLD if is_old(row.project, context) else row.project.status.health.value,
        lambda health: words("not updated") if health == OLD else state_word(health, words),
        label=words("Health"),
        order=(*(health.value for health in Health), OLD),
    )
    by_lead = FilterBy[PortfolioRow](
        "lead", lambda row: row.lead_ids, lambda id: names[id], label=words("Lead"), rank=1
    )
    rows = [portfolio_row(project, context) for project in by_urgency(context)]
    names = {id: name for row in rows for id, name in zip(row.lead_ids, row.leads, strict=True)}
    columns: Columns[PortfolioRow] = (
        Column(words("Project"), lambda row: _named(row, context), filter=by_lead),
        Column(words("Phase"), lambda row: _phase(row, context), narrow=True, filter=by_phase),
        Column(words("Next gate"), lambda row: _next_gate(row, words), filter=by_party),
        Column(
            words("Forecast"),
            lambda row: forecast_at(row.project, context),
            filter=by_health,
            aside=True,
            sort=lambda row: day_key(_forecast(row.project)),
        ),
        Column(
            words("Owed"), lambda row: _owed(row, words), narrow=True, sort=lambda row: f"{row.overdue:06}{row.due:06}"
        ),
        Column(
            words("Effort left"),
            lambda row: _effort(row, words),
            figure=True,
            unit=words("person-days"),
            sort=lambda row: format(row.effort.remaining if row.effort else 0, "f"),
        ),
    )
    return plain_table(
        columns,
        rows,
        caption=words("Projects"),
        empty=words("No project yet. `delivery new` starts one in `projects/`."),
        id="projects",
        row_id=lambda row: row.project.view.project.slug,
        sortable=True,
        search=True,
    )


def _phase_titles(context: WikiContext) -> dict[str, str]:
    """The phases in order, by id, and one name for what is behind all of them."""
    return phase_titles(context) | {ENDED: context.words("Closed or archived")}


def _phase_id(project: PageContext) -> str:
    """The phase that work is in; one id for all that ended."""
    if project.status.archived or project.status.current is None:
        return ENDED
    return project.status.current.phase.id


def _next_to_act(project: PageContext) -> tuple[PartyKind, ...]:
    """Whose turn it is: the sides that can move an open condition of the next gate, else all who owe something."""
    gate = project.status.next_gate
    if project.status.archived or gate is None:
        return ()
    actors = {criterion.party for criterion in gate.criteria if criterion.state is not CriterionState.MET}
    actors = actors - {None} or {owed.party for owed in project.status.owed}
    return tuple(party for party in PartyKind if party in actors)


def _owed(row: PortfolioRow, words: Words) -> Content:
    """How much is overdue, due within seven days, and open as a question."""
    lines: list[Inline] = []
    if row.overdue:
        lines.append(State(Mark.LATE, words("{count} overdue", count=words.number(row.overdue))))
    if row.due:
        lines.append(words("{count} in seven days", count=words.number(row.due)))
    if row.points:
        lines.append(Muted(words.counted(row.points, "1 open point", "{count} open points")))
    return tuple(part for line in lines for part in (LineBreak(), line))[1:] or NOTHING


def _effort(row: PortfolioRow, words: Words) -> Content:
    """The days that remain, and by how many the forecast is over the plan."""
    if row.effort is None:
        return NOTHING
    left = Number(words.days(row.effort.remaining))
    if row.effort.over <= 0:
        return left
    return (left, LineBreak(), State(Mark.LATE, words("+{days} over plan", days=words.days(row.effort.over))))


def _forecast(project: PageContext) -> dt.date | None:
    gate = project.status.next_gate
    return (gate.forecast or gate.baseline) if gate and not project.status.archived else None


def _named(row: PortfolioRow, context: WikiContext) -> Content:
    """The project's link, its customer and who leads it, and the day on which it is seen."""
    project = row.project
    link = Link(project.view.project.title, f"{project.view.project.slug}/index.html")
    day = own_day(project, context)
    return (link, LineBreak(), Muted(" · ".join(part for part in (row.customer, *row.leads, day) if part)))


def _phase_of(row: PortfolioRow) -> str:
    return _phase_id(row.project)


def _phase(row: PortfolioRow, context: WikiContext) -> Content:
    """One spelling for each phase, whatever version a project follows; for how long, and an older process by name."""
    words, project = context.words, row.project
    is_archived = project.status.archived is not None
    marks = tuple(_mark(phase, is_archived) for phase in project.status.phases)
    current = project.status.current
    text = _phase_titles(context)[current.phase.id] if current else words("done")
    shown = Segments(marks, words("archived") if is_archived else text)
    said = [words.counted(row.days, "1 day", "{count} days")] if row.days is not None else []
    if row.newest and not is_archived:
        said.append(words("process {version}", version=project.view.process.version))
    return (shown, *(part for line in said for part in (LineBreak(), Muted(line))))


def _mark(phase: PhaseStatus, archived: bool) -> Mark:
    if phase.progress is Progress.DONE:
        return Mark.MET
    if archived:
        return Mark.NOT_NEEDED
    return Mark.WORKING if phase.progress is Progress.CURRENT else Mark.OPEN


def _next_gate(row: PortfolioRow, words: Words) -> Content:
    """The gate, how much of it is met, and what blocks it with who can move that."""
    gate = row.project.status.next_gate
    if gate is None or row.project.status.archived:
        return NOTHING
    first: tuple[Inline, ...] = (words(gate.gate.title), " ", Muted(gate_state(gate, words).text))
    if row.blocked is None:
        return first
    title, who = row.project.words.message(row.blocked.title), who_moves(row.blocked, row.project, words)
    return (*first, LineBreak(), Muted(f"{title}: {who}" if who else title))


PAGE_KINDS: tuple[PageKind, ...] = ()
MACROS: tuple[Macro, ...] = (
    Macro(
        name="portfolio",
        summary="Every project in one table: phase, next gate, its forecast, who acts next, open points, effort.",
        render=portfolio,
        scope="wiki",
        example="{{ portfolio() }}",
    ),
)
