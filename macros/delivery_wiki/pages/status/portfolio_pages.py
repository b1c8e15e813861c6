"""Every project on one page, and what one person owes in all of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.calculations.money.work_package_efforts import total_effort
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
    by_phase = FilterBy[PageContext]("phase", _phase_id, lambda id: titles[id], order=tuple(titles))
    by_party = FilterBy[PageContext](
        "party",
        lambda project: tuple(party.value for party in _next_to_act(project)),
        words,
        label=words("Next to act"),
        order=tuple(party.value for party in PartyKind),
    )
    by_health = FilterBy[PageContext](
        "health",
        lambda project: OLD if is_old(project, context) else project.status.health.value,
        lambda health: words("not updated") if health == OLD else state_word(health, words),
        label=words("Health"),
        order=(*(health.value for health in Health), OLD),
    )
    versions = sorted(project.view.process.version for project in context.projects)
    by_version = FilterBy[PageContext](
        "process", _version, lambda version: version, label=words("Process"), order=tuple(versions), rank=1
    )
    columns: Columns[PageContext] = (
        Column(words("Project"), lambda project: _named(project, context), filter=by_version),
        Column(words("Phase"), lambda project: _phase(project, context), narrow=True, filter=by_phase),
        Column(words("Next gate"), lambda project: _next_gate(project, words)),
        Column(
            words("Forecast"),
            lambda project: forecast_at(project, context),
            filter=by_health,
            aside=True,
            sort=lambda project: day_key(_forecast(project)),
        ),
        Column(words("Next to act"), lambda project: _acts_next(project, context), filter=by_party),
        Column(words("Open points"), lambda project: _open_points(project, words), figure=True),
        Column(
            words("Planned"),
            lambda project: Number(words.days(planned)) if (planned := _planned(project)) else NOTHING,
            figure=True,
            unit=words("person-days"),
            sort=lambda project: format(_planned(project), "f"),
        ),
    )
    return plain_table(
        columns,
        by_urgency(context),
        caption=words("Projects"),
        empty=words("No project yet. `delivery new` starts one in `projects/`."),
        id="projects",
        row_id=lambda project: project.view.project.slug,
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


def _acts_next(project: PageContext, context: WikiContext) -> Content:
    """Who owes the most urgent thing, and how much of theirs is overdue or due soon."""
    words, owed = context.words, sorted(project.status.owed, key=urgency)
    if project.status.archived or is_old(project, context) or not owed:
        return NOTHING
    first = owed[0]
    name = name_of(project.view.project, first.owner) or (words(first.party.value) if first.party else "")
    own = [item for item in owed if (item.owner, item.party) == (first.owner, first.party)]
    late = sum(item.days_late > 0 for item in own)
    due = sum(item.near and item.days_late == 0 for item in own)
    said: list[Inline] = [State(Mark.LATE, words("{count} overdue", count=words.number(late)))] if late else []
    if due:
        said += [", "] if said else []
        said += [Muted(words("{count} due", count=words.number(due)))]
    return (name, LineBreak(), *said) if name and said else (name, *said)


def _forecast(project: PageContext) -> dt.date | None:
    gate = project.status.next_gate
    return (gate.forecast or gate.baseline) if gate and not project.status.archived else None


def _open_points(project: PageContext, words: Words) -> Content:
    return Number(
        words.number(sum(not (point.closed or point.withdrawn) for point in project.view.project.open_points))
    )


def _planned(project: PageContext) -> Decimal:
    """The person-days that are planned in all; none of a project that is archived."""
    if project.status.archived is not None:
        return Decimal(0)
    return total_effort(figures.effort for figures in project.status.sows).planned


def _version(project: PageContext) -> str:
    return project.view.process.version


def _named(project: PageContext, context: WikiContext) -> Content:
    """The project's link and its customer, and the day on which it is seen."""
    link = Link(project.view.project.title, f"{project.view.project.slug}/index.html")
    said = _customer(project)
    if day := own_day(project, context):
        said += f" · {day}"
    return (link, LineBreak(), Muted(said))


def _customer(project: PageContext) -> str:
    wanted = project.view.project.customer
    return next((party.name for party in project.view.project.parties if party.id == wanted), wanted)


def _phase(project: PageContext, context: WikiContext) -> Content:
    """One spelling for each phase, whatever version a project follows."""
    words = context.words
    marks = tuple(_mark(phase, project.status.archived is not None) for phase in project.status.phases)
    current = project.status.current
    text = _phase_titles(context)[current.phase.id] if current else words("done")
    return Segments(marks, words("archived") if project.status.archived else text)


def _mark(phase: PhaseStatus, archived: bool) -> Mark:
    if phase.progress is Progress.DONE:
        return Mark.MET
    if archived:
        return Mark.NOT_NEEDED
    return Mark.WORKING if phase.progress is Progress.CURRENT else Mark.OPEN


def _next_gate(project: PageContext, words: Words) -> Content:
    gate = project.status.next_gate
    if gate is None or project.status.archived:
        return NOTHING
    return (words(gate.gate.title), LineBreak(), Muted(gate_state(gate, words).text))


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
