"""The portfolio at a glance, for the first page: how many projects fare how, what is late or due, and each of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.calculations.gates.work_list import Urgency, how_urgent
from delivery_wiki.model.status import Health, Owed

from ..elements.columns import Column, Columns, day_key, plain_table
from ..elements.page_kind import Macro, PageContext, PageKind, WikiContext
from ..elements.project_links import existing_pages, target_of
from ..elements.register_parts import NOTHING
from ..elements.state_marks import HEALTH_MARKS, gate_state, late_words, overdue_words, state_word
from ..elements.tree import (
    Blocks,
    Content,
    Details,
    Heading,
    Inline,
    LineBreak,
    Link,
    Mark,
    Muted,
    Paragraph,
    SideBySide,
    State,
    Strong,
    Table,
)
from .status_tables import act

NOT_UPDATED = dt.timedelta(days=14)  # behind the newest day of the wiki; what is older says nothing of today
MOST_ROWS = 6
FEW_MORE = 2  # rows that are not worth a fold
MOST_FOLDED = 24  # behind them; the page of each person has all of theirs
MOST_PROJECTS = 10  # the portfolio has all of them
HEALTH_ORDER = (
    Health.BLOCKED,
    Health.LATE,
    Health.AT_RISK,
    Health.ON_TRACK,
    Health.NOT_STARTED,
    Health.ARCHIVED,
)

SAID_BY_THE_DAY = frozenset({Health.LATE, Health.ON_TRACK})


def is_old(project: PageContext, wiki: WikiContext) -> bool:
    """Whether a running project was last true so long before the others that its state says nothing of today."""
    return project.status.archived is None and wiki.on - project.on > NOT_UPDATED


def own_day(project: PageContext, wiki: WikiContext) -> str:
    """The day on which a project is seen, and from which its days are counted, where it is not that of the page."""
    if project.on == wiki.on:
        return ""
    words, same_year = wiki.words, project.on.year == wiki.on.year
    return words("as of {date}", date=words.day_of_month(project.on) if same_year else words.date(project.on))


def project_on_its_day(project: PageContext, wiki: WikiContext, folder: str = "") -> Content:
    """The way to a project, and below it the day on which it is seen where that is not that of the page.

    `folder` leads from the page to the projects.
    """
    link = Link(project.view.project.title, f"{folder}{project.view.project.slug}/index.html")
    day = own_day(project, wiki)
    return (link, LineBreak(), Muted(day)) if day else link


def phase_titles(wiki: WikiContext) -> dict[str, str]:
    """The phases in order, by id; projects may differ in how they call them, so the newest version names them."""
    titles: dict[str, str] = {}
    for process in sorted(wiki.processes, key=lambda process: process.version):
        titles |= {phase.id: wiki.words(phase.title) for phase in process.phases}
    for project in wiki.projects:
        for phase in project.view.process.phases:
            titles.setdefault(phase.id, wiki.words(phase.title))
    return titles


def health_at(project: PageContext, wiki: WikiContext) -> State:
    """How a project fares, or since when nobody wrote in it."""
    words = wiki.words
    if is_old(project, wiki):
        return State(Mark.STALE, words("not updated since {date}", date=words.date(project.on)))
    return State(HEALTH_MARKS[project.status.health], state_word(project.status.health.value, words))


def forecast_at(project: PageContext, wiki: WikiContext) -> Content:
    """How a project fares and on which day its next gate is expected; a cause that no date says stands below."""
    words, status, gate = wiki.words, project.status, project.status.next_gate
    state = health_at(project, wiki)
    if is_old(project, wiki):
        return state
    if status.archived or gate is None:
        return _with_line(state, words.message(status.cause))
    if gate.days_late > 0 and status.health is Health.LATE:
        state = State(Mark.LATE, late_words(gate.days_late, words))
    day = gate.forecast or gate.baseline
    if status.health in SAID_BY_THE_DAY and (day or status.health is Health.ON_TRACK):
        return _with_line(state, words.date(day) if day else "")
    return _with_line(state, words.message(status.cause))


def _with_line(state: State, said: str) -> Content:
    return (state, LineBreak(), Muted(said)) if said else state


def by_urgency(wiki: WikiContext) -> tuple[PageContext, ...]:
    """The projects that need somebody first: by how they fare, then the latest first; archived ones are last."""

    def key(project: PageContext) -> tuple[int, int, list[tuple[int, str]]]:
        late = 0 if is_old(project, wiki) else _days_late(project)
        return (_rank(project, wiki), -late, _as_read(project.view.project.title))

    return tuple(sorted(wiki.projects, key=key))


def _days_late(project: PageContext) -> int:
    """How far the next gate is behind its plan, or the milestone that is overdue for longest, whichever is more."""
    status = project.status
    at_gate = status.next_gate.days_late if status.next_gate else 0
    due = (planned.forecast or planned.baseline for planned in status.plan if planned.overdue)
    return max(at_gate, *((project.on - day).days for day in due if day), 0)


def _as_read(title: str) -> list[tuple[int, str]]:
    """A title by its words and numbers: customer 2 before customer 10."""
    parts = re.split(r"(\d+)", title.casefold())
    return [(int(part), "") if place % 2 else (0, part) for place, part in enumerate(parts)]


def _rank(project: PageContext, wiki: WikiContext) -> int:
    """Old ones stand before those that fare well."""
    return 2 if is_old(project, wiki) else HEALTH_ORDER.index(project.status.health)


def how_they_fare(wiki: WikiContext) -> Paragraph:
    """One line: how many projects there are, and how many fare how."""
    words = wiki.words
    old = sum(is_old(project, wiki) for project in wiki.projects)
    healths = Counter(project.status.health for project in wiki.projects if not is_old(project, wiki))
    said: list[Inline] = [Strong(words.counted(len(wiki.projects), "{count} project", "{count} projects"))]
    for health in HEALTH_ORDER:
        if healths[health]:
            text = f"{words.number(healths[health])} {state_word(health.value, words)}"
            said += [" · ", State(HEALTH_MARKS[health], text)]
    if old:
        said += [" · ", State(Mark.STALE, words("{count} not updated", count=words.number(old)))]
    return Paragraph((*said, " · ", Muted(words("as of {date}", date=words.date(wiki.on)))), lead=True)


def portfolio_glance(wiki: WikiContext) -> Blocks:
    """How the projects fare, what is late or due within a week, and where each one stands."""
    words = wiki.words
    if not wiki.projects:
        return (Paragraph(words("No project yet. `delivery new` starts one in `projects/`.")),)
    due, more = _due_table(wiki)
    left = (Heading(level=2, text=words("Late, and due in seven days"), id="due"), due, *more)
    right = (Heading(level=2, text=words("Where they stand"), id="stand"), *_projects_table(wiki))
    return (how_they_fare(wiki), SideBySide(parts=(left, right)))


Due = tuple[Owed, PageContext]


def _due_table(wiki: WikiContext) -> tuple[Table, Blocks]:
    words = wiki.words
    found = [
        (owed, project)
        for project in wiki.projects
        if project.status.archived is None and not is_old(project, wiki)
        for owed in project.status.owed
        if how_urgent(owed, project.on) in (Urgency.OVERDUE, Urgency.SOON)
    ]
    found.sort(key=lambda pair: (*urgency(pair[0]), pair[1].view.project.slug))
    columns: Columns[Due] = (
        Column(words("What"), lambda pair: _to_do(wiki, *pair)),
        Column(
            words("When"),
            lambda pair: when_owed(*pair, wiki),
            narrow=True,
            aside=True,
            sort=lambda pair: day_key(pair[0].due),
        ),
    )
    empty = words("Nothing is late, and nothing is due within seven days.")
    shown = MOST_ROWS if len(found) > MOST_ROWS + FEW_MORE else len(found)
    table = plain_table(columns, found[:shown], caption=words("Late, and due in seven days"), empty=empty)
    if shown == len(found):
        return table, ()
    more = words("{count} more", count=words.number(len(found) - shown))
    folded: Blocks = (plain_table(columns, found[shown : shown + MOST_FOLDED]),)
    if (rest := len(found) - shown - MOST_FOLDED) > 0:
        said = words("{count} more stand in the projects and on the pages of people.", count=words.number(rest))
        folded = (*folded, Paragraph(Muted(said)))
    return table, (Details(summary=more, blocks=folded),)


def _to_do(wiki: WikiContext, owed: Owed, project: PageContext) -> Content:
    """The verb, what it is about, by whom, and in which project."""
    words, slug = wiki.words, project.view.project.slug
    title, target = project.words.message(owed.title), target_of(project, owed.id, existing_pages(project))
    what: Inline = Link(title, f"projects/{slug}/{target}") if target else title
    by = name_of(project.view.project, owed.owner) or (words(owed.party.value) if owed.party else "")
    said = " · ".join(part for part in (project.view.project.title, own_day(project, wiki), by) if part)
    return (Strong(f"{act(owed, words)}:"), " ", what, LineBreak(), Muted(said))


def when_owed(owed: Owed, project: PageContext, wiki: WikiContext) -> Content:
    """The day, and how far it is, as the pages of the project say it.

    A project that is seen on another day than the page counts other days: of it only what is overdue is said.
    """
    if owed.due is None:
        return NOTHING
    words, is_same_day = wiki.words, project.on == wiki.on
    date = words.date(owed.due, weekday=True)
    if owed.days_late > 0:
        late = overdue_words(owed.days_late, words) if is_same_day else words("overdue")
        return (date, LineBreak(), State(Mark.LATE, late))
    if not is_same_day:
        return date
    distance = words.relative(owed.due, project.on)
    near: Inline = State(Mark.OPEN, words("due {when}", when=distance)) if owed.near else Muted(distance)
    return (date, LineBreak(), near)


def _projects_table(wiki: WikiContext) -> Blocks:
    """The projects that need somebody first, and the way to all of them where they are many."""
    words, projects = wiki.words, by_urgency(wiki)
    columns: Columns[PageContext] = (
        Column(words("Project"), lambda project: _named(project, wiki)),
        Column(words("Forecast"), lambda project: forecast_at(project, wiki), aside=True),
    )
    shown = MOST_PROJECTS if len(projects) > MOST_PROJECTS + FEW_MORE else len(projects)
    table = plain_table(columns, projects[:shown], caption=words("Where they stand"))
    if shown == len(projects):
        return (table,)
    every = words("All {count} projects", count=words.number(len(projects)))
    return (table, Paragraph(Link(every, "projects/index.html")))


def _named(project: PageContext, wiki: WikiContext) -> Content:
    """The project's link, its phase, and how much of its next gate is met."""
    words, status = wiki.words, project.status
    link = Link(project.view.project.title, f"projects/{project.view.project.slug}/index.html")
    if status.archived or status.current is None:
        return link
    said = [phase_titles(wiki)[status.current.phase.id]]
    if gate := status.next_gate:
        said.append(f"{words(gate.gate.title)}: {gate_state(gate, words).text}")
    if (day := own_day(project, wiki)) and not is_old(project, wiki):
        said.append(day)
    return (link, LineBreak(), Muted(" · ".join(said)))


PAGE_KINDS: tuple[PageKind, ...] = ()
MACROS: tuple[Macro, ...] = (
    Macro(
        name="portfolio_glance",
        summary="How the projects fare, what is late or due within a week, and where each one stands.",
        render=portfolio_glance,
        scope="wiki",
        example="{{ portfolio_glance() }}",
    ),
)
