"""Every project on one page, and what one person owes in all of them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from delivery_wiki.calculations.owed import urgency
from delivery_wiki.calculations.work_package_efforts import total_effort
from delivery_wiki.model.status import Health, Owed, PhaseStatus, Progress

from .macro_arguments import require_known
from .page_kind import Macro, PageContext, PageKind, Parameter, WikiContext
from .portfolio_efforts import portfolio_efforts
from .portfolio_filters import ENDED, filter_data, phase_id, phase_titles, portfolio_filters
from .project_links import existing_pages, target_of
from .register_parts import NOTHING
from .state_marks import HEALTH_MARKS, gate_state, late_words, state_word
from .status_tables import act
from .tree import (
    Bar,
    Block,
    Blocks,
    Card,
    Cards,
    Column,
    Content,
    Inline,
    LineBreak,
    Link,
    Mark,
    Muted,
    Number,
    Paragraph,
    Row,
    Segments,
    State,
    Strong,
    Table,
)
from .words import Words


def portfolio(context: WikiContext) -> Blocks:
    """Counts by phase, and one row a project."""
    words = context.words
    if not context.projects:
        empty = words("No project yet. `delivery new` starts one in `projects/`.")
        return (Table(columns=(Column(title=words("Project")),), rows=(), empty=empty),)
    return (_counts(context), _table(context), *portfolio_efforts(context))


def _counts(context: WikiContext) -> Cards:
    """How many projects are in each phase, and how they fare there."""
    titles = phase_titles(context)
    cards = []
    for id, title in titles.items():
        members = [one for one in context.projects if phase_id(one) == id]
        if not members and id == ENDED:
            continue
        cards.append(Card(title=title, blocks=_tally(members, len(context.projects), context.words)))
    return Cards(cards=tuple(cards))


def _tally(members: list[PageContext], total: int, words: Words) -> tuple[Block, ...]:
    if not members:
        return (Paragraph((Strong("0"),)),)
    healths = Counter(one.status.health for one in members)
    present = [health for health in Health if healths[health]]
    said = ", ".join(f"{words.number(healths[health])} {state_word(health.value, words)}" for health in present)
    parts = tuple((HEALTH_MARKS[health], healths[health], state_word(health.value, words)) for health in present)
    return (Paragraph((Strong(words.number(len(members))),)), Bar(parts=parts, total=total, text=said))


def _table(context: WikiContext) -> Table:
    words = context.words
    columns = (
        Column(title=words("Project")),
        Column(title=words("Phase"), narrow=True),
        Column(title=words("Next gate")),
        Column(title=words("Health")),
        Column(title=words("Open points"), numeric=True),
        Column(title=words("Effort"), numeric=True, unit=words("person-days")),
        Column(title=words("Process"), narrow=True),
    )
    rows = tuple(_row(one, context) for one in context.projects)
    return Table(
        columns=columns,
        rows=rows,
        caption=words("Projects"),
        sortable=True,
        search=True,
        filters=portfolio_filters(context),
        id="projects",
    )


def _row(project: PageContext, context: WikiContext) -> Row:
    view, status, words = project.view, project.status, context.words
    open_points = sum(not (one.closed or one.withdrawn) for one in view.project.open_points)
    effort = total_effort(one.effort for one in status.sows).planned if status.archived is None else Decimal(0)
    cause = words.message(status.cause)
    health: tuple[Inline, ...] = (State(HEALTH_MARKS[status.health], state_word(status.health.value, words)),)
    return Row(
        id=view.project.slug,
        cells=(
            _named(project, context),
            _phase(project, context),
            _next_gate(project, words),
            (*health, *((LineBreak(), Muted(cause)) if cause else ()), *_pressing(project, words)),
            Number(words.number(open_points)),
            Number(words.days(effort)) if effort else NOTHING,
            view.process.version,
        ),
        data=tuple(filter_data(project).items()),
    )


def _pressing(project: PageContext, words: Words) -> tuple[Inline, ...]:
    """How much is overdue, and how much is due in the lead time of the process."""
    owed = () if project.status.archived else project.status.owed
    late = sum(one.days_late > 0 for one in owed)
    due = sum(one.near and one.days_late == 0 for one in owed)
    said: list[Inline] = (
        [LineBreak(), State(Mark.LATE, words("{count} overdue", count=words.number(late)))] if late else []
    )
    said += [LineBreak(), State(Mark.OPEN, words("{count} due", count=words.number(due)))] if due else []
    return tuple(said)


def _named(project: PageContext, context: WikiContext) -> Content:
    """The project's link and its customer, and the day on which it is seen."""
    link = Link(project.view.project.title, f"{project.view.project.slug}/index.html")
    said: tuple[Inline, ...] = (link, LineBreak(), _customer(project))
    return (*said, LineBreak(), Muted(context.words("as of {date}", date=context.words.date(project.on))))


def _customer(project: PageContext) -> str:
    wanted = project.view.project.customer
    return next((one.name for one in project.view.project.parties if one.id == wanted), wanted)


def _phase(project: PageContext, context: WikiContext) -> Content:
    """One spelling for each phase, whatever version a project follows."""
    words = context.words
    marks = tuple(_mark(one, project.status.archived is not None) for one in project.status.phases)
    current = project.status.current
    text = phase_titles(context)[current.phase.id] if current else words("done")
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
    said: list[Inline] = [words(gate.gate.title), LineBreak(), gate_state(gate, words)]
    day = gate.forecast or gate.baseline
    if day:
        said += [LineBreak(), Muted(words.date(day))]
    if gate.days_late > 0:
        said += [" ", State(Mark.LATE, late_words(gate.days_late, words))]
    return tuple(said)


def find_people(wiki: WikiContext) -> tuple[tuple[str, str], ...]:
    """The id and name of everybody who has a part in a project, once each, in the order of names."""
    found: dict[str, str] = {}
    for project in wiki.projects:
        for one in project.view.project.people:
            found.setdefault(one.id, one.name)
    return tuple(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def person(context: WikiContext, id: str) -> Blocks:
    """What one person owes in all projects, the most urgent first."""
    words = context.words
    projects = [one for one in context.projects if any(member.id == id for member in one.view.project.people)]
    if not projects:
        require_known("the id of a person", id, (known for known, _ in find_people(context)))
    owed = [
        (one, project, pages)
        for project in projects
        for pages in (existing_pages(project),)
        for one in project.status.owed
        if one.owner == id
    ]
    rows = tuple(
        _owed_row(one, project, pages, words) for one, project, pages in sorted(owed, key=lambda row: urgency(row[0]))
    )
    columns = (
        Column(title=words("Project")),
        Column(title=words("What")),
        Column(title=words("To do"), narrow=True),
        Column(title=words("When"), narrow=True),
    )
    table = Table(
        columns=columns,
        rows=rows,
        caption=words("Owed"),
        empty=words("Owes nothing in any project."),
        sortable=bool(rows),
    )
    return (_roles(projects, id, words), table)


def _roles(projects: list[PageContext], id: str, words: Words) -> Table:
    rows = []
    for project in projects:
        view = project.view.project
        member = next(one for one in view.people if one.id == id)
        party = next((one.name for one in view.parties if one.id == member.party), member.party)
        link = Link(view.title, f"../projects/{view.slug}/index.html")
        rows.append(Row(cells=(link, words(member.role), party)))
    columns = (Column(title=words("Project")), Column(title=words("Role")), Column(title=words("Party")))
    return Table(columns=columns, rows=tuple(rows), caption=words("Roles"))


def _owed_row(owed: Owed, project: PageContext, pages: frozenset[str], words: Words) -> Row:
    slug = project.view.project.slug
    title = words.message(owed.title)
    target = target_of(project, owed.id, pages)
    when: Content = NOTHING
    if owed.due:
        distance = words.relative(owed.due, project.on)
        near: Inline = State(Mark.OPEN, words("due {when}", when=distance)) if owed.near else Muted(distance)
        if owed.days_late > 0:
            near = State(Mark.LATE, late_words(owed.days_late, words))
        when = (words.date(owed.due, weekday=True), LineBreak(), near)
    return Row(
        cells=(
            Link(project.view.project.title, f"../projects/{slug}/index.html"),
            Link(title, f"../projects/{slug}/{target}") if target else title,
            act(owed, words),
            when,
        )
    )


PAGE_KINDS: tuple[PageKind, ...] = ()
MACROS: tuple[Macro, ...] = (
    Macro(
        name="portfolio",
        summary="Every project in one table: phase, next gate, health with its cause, open points, effort.",
        render=portfolio,
        scope="wiki",
        example="{{ portfolio() }}",
    ),
    Macro(
        name="person",
        summary="What one person owes in all projects.",
        render=person,
        parameters=(Parameter(name="id", kind=str, summary="The person's id.", required=True),),
        scope="wiki",
        example='{{ person("anna-vendor") }}',
    ),
)
