"""What people owe over all projects: a list of everybody, and a page and a calendar for each person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from delivery_wiki.calculations.base.everybody import OnePerson, everybody
from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.calculations.gates.work_list import Urgency, how_urgent
from delivery_wiki.calculations.money.bookings import BookedWeek, Booking, booked_weeks, find_bookings
from delivery_wiki.model.same import Same
from delivery_wiki.model.status import CriterionState, CriterionStatus, Owed

from ..elements.columns import Column, Columns, day_key, plain_table
from ..elements.macro_arguments import require_known
from ..elements.page_kind import Macro, PageContext, PageKind, Parameter, WikiContext
from ..elements.project_links import existing_pages, target_of
from ..elements.register_parts import NOTHING, parts
from ..elements.tree import (
    Blocks,
    Content,
    Heading,
    Inline,
    LineBreak,
    Link,
    Mark,
    Muted,
    Number,
    Paragraph,
    State,
    Strong,
    Table,
)
from ..elements.words import Words
from .portfolio_glance import forecast_at, is_old, project_on_its_day, when_owed
from .portfolio_pages import faulty_projects
from .portfolio_rows import who_moves
from .status_tables import act, criterion_reason

PROJECTS = "../projects/"  # from a page of people
WEEKS = 6  # ahead in which a person's bookings are told
TITLES = {
    Urgency.OVERDUE: "Overdue ({count})",
    Urgency.SOON: "Within seven days ({count})",
    Urgency.LATER: "Later ({count})",
    Urgency.UNDATED: "Without a date ({count})",
}
IDS = {Urgency.OVERDUE: "overdue", Urgency.SOON: "soon", Urgency.LATER: "later", Urgency.UNDATED: "undated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that a person owes in a project."""

    owed: Owed
    project: PageContext
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A person with everything that they owe, the most urgent first, and what is booked for them."""

    person: OnePerson
    tasks: tuple[Task, ...]
    bookings: tuple[Booking, ...]
    weeks: tuple[BookedWeek, ...]

    def count(self, urgent: Urgency) -> int:
        """How many of the tasks are that urgent."""
        return sum(task.urgency is urgent for task in self.tasks)

    @property
    def overbooked(self) -> tuple[BookedWeek, ...]:
        """The weeks in which more is booked than they have days."""
        return tuple(week for week in self.weeks if week.is_overbooked)


def find_people(wiki: WikiContext) -> tuple[OnePerson, ...]:
    """Everybody who has a part in a project, by name."""
    return _known(Same(wiki)).people


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Everybody by name and by id, and the projects by folder: a wiki of many people asks for each of them."""

    people: tuple[OnePerson, ...]
    by_id: Mapping[str, OnePerson]
    projects: Mapping[str, PageContext]


@lru_cache(maxsize=2)
def _known(wiki: Same[WikiContext]) -> _Known:
    people = everybody((project.view.project for project in wiki.value.projects), wiki.value.people)
    return _Known(
        people=people,
        by_id={person.id: person for person in people},
        projects={project.view.project.slug: project for project in wiki.value.projects},
    )


def projects_of(wiki: WikiContext, person: OnePerson) -> tuple[PageContext, ...]:
    """The projects in which they have a part."""
    return tuple(_known(Same(wiki)).projects[slug] for slug, _ in person.parts)


def work_of(wiki: WikiContext, person: OnePerson) -> Work:
    """What a person owes in the projects that run and that somebody keeps, each on its own day."""
    running = [
        project
        for project in projects_of(wiki, person)
        if project.status.archived is None and not is_old(project, wiki)
    ]
    found = [
        Task(owed=owed, project=project, urgency=how_urgent(owed, project.on))
        for project in running
        for owed in project.status.owed
        if owed.owner == person.id_in(project.view.project.slug)
    ]
    order = list(Urgency)
    found.sort(key=lambda task: (order.index(task.urgency), urgency(task.owed), task.project.view.project.slug))
    bookings = tuple(
        booking
        for project in running
        for booking in find_bookings(project.view.project, project.status.sows, wiki.on)
        if booking.owner == person.id_in(booking.project)
    )
    holidays = [set(project.view.project.holidays) for project in running]
    free = set.intersection(*holidays) if holidays else set[dt.date]()
    weeks = booked_weeks(bookings, wiki.on, WEEKS, free) if bookings else ()
    return Work(person=person, tasks=tuple(found), bookings=bookings, weeks=weeks)


# --- everybody ------------------------------------------------------------------------------------


def people_overview(wiki: WikiContext) -> Blocks:
    """Everybody with what they owe: who has most that is overdue first, then by what is due soon."""
    words = wiki.words
    works = [work_of(wiki, person) for person in find_people(wiki)]
    works.sort(key=lambda work: (-work.count(Urgency.OVERDUE), -work.count(Urgency.SOON), work.person.name.casefold()))
    late = sum(work.count(Urgency.OVERDUE) for work in works)
    said: list[Inline] = [Strong(words.counted(len(works), "{count} person", "{count} people"))]
    if late:
        said += [" · ", State(Mark.LATE, words("{count} overdue", count=words.number(late)))]
    columns: Columns[Work] = (
        Column(words("Person"), lambda work: _named(wiki, work)),
        _counted(Urgency.OVERDUE, words("Overdue"), words),
        _counted(Urgency.SOON, words("Within seven days"), words),
        _counted(Urgency.LATER, words("Later"), words),
        Column(words("Next"), lambda work: _next(work, words)),
        Column(words("Booked"), lambda work: _booked(work, words), aside=True),
    )
    table = plain_table(
        columns,
        works,
        caption=words("People"),
        empty=words("Nobody has a part in a project yet."),
        id="people",
        row_id=lambda work: work.person.id,
        sortable=True,
        search=True,
    )
    said += [" · ", Muted(words("as of {date}", date=words.date(wiki.on)))]
    return (*faulty_projects(wiki, PROJECTS), Paragraph(tuple(said), lead=True), table)


def _named(wiki: WikiContext, work: Work) -> Content:
    """The way to the page, the side, and the projects where they are few."""
    words, person = wiki.words, work.person
    projects = projects_of(wiki, person)
    side = _side(projects[0], person)
    count = words.counted(len(projects), "one project", "{count} projects")
    where = projects[0].view.project.title if len(projects) == 1 else count
    return (Link(person.name, f"{person.id}.html"), LineBreak(), Muted(f"{side} · {where}"))


def _side(project: PageContext, person: OnePerson) -> str:
    member = next(each for each in project.view.project.people if each.id == person.id_in(project.view.project.slug))
    return next((party.name for party in project.view.project.parties if party.id == member.party), member.party)


def _counted(urgent: Urgency, head: str, words: Words) -> Column[Work]:
    """A column of how many tasks are that urgent."""
    return Column(head, lambda work: _count(work, urgent, words), figure=True)


def _count(work: Work, urgent: Urgency, words: Words) -> Content:
    count = work.count(urgent)
    if not count:
        return NOTHING
    shown = words.number(count)
    return State(Mark.LATE, shown) if urgent is Urgency.OVERDUE else Number(shown)


def _next(work: Work, words: Words) -> Content:
    """What is owed first, and where."""
    if not work.tasks:
        return NOTHING
    task = work.tasks[0]
    title = task.project.words.message(task.owed.title)
    return (Strong(f"{act(task.owed, words)}:"), " ", title, LineBreak(), Muted(task.project.view.project.title))


def _booked(work: Work, words: Words) -> Content:
    """The days that are booked in the weeks ahead, and the first week in which that is more than there are days."""
    if not work.bookings:
        return NOTHING
    days = words.days(sum((booking.remaining for booking in work.bookings), work.bookings[0].remaining * 0))
    said = words("{days} days left", days=days)
    if not work.overbooked:
        return said
    week = words("too much from {date}", date=words.day_of_month(work.overbooked[0].monday))
    return (said, LineBreak(), State(Mark.LATE, week))


# --- one person -----------------------------------------------------------------------------------


def person(context: WikiContext, id: str) -> Blocks:
    """What one person owes in all projects by how urgent it is, what they wait for, and when they are booked."""
    people = find_people(context)
    require_known("the id of a person", id, (known.id for known in people))
    found = _known(Same(context)).by_id[id]
    work, words = work_of(context, found), context.words
    projects = projects_of(context, found)
    sections = [block for urgent in Urgency for block in _tasks(work, urgent, context)]
    return (
        *faulty_projects(context, PROJECTS),
        _owes_in_all(context, work),
        *_others_of_that_id(context, people, found),
        *sections,
        *_waiting(context, found, projects),
        *_bookings(context, work),
        Heading(level=2, text=words("Projects"), id="projects"),
        _projects(context, found, projects),
    )


def _owes_in_all(context: WikiContext, work: Work) -> Paragraph:
    """How much of what this person owes is overdue, how much there is, on which day, and the calendar."""
    words, late = context.words, work.count(Urgency.OVERDUE)
    said: list[Inline] = [State(Mark.LATE, words("{count} overdue", count=words.number(late))), " · "] if late else []
    nothing = words("Owes nothing in any project.")
    said.append(Strong(words("Owes {count}", count=words.number(len(work.tasks)))) if work.tasks else nothing)
    said += [" · ", Muted(words("as of {date}", date=words.date(context.on)))]
    old = [project for project in projects_of(context, work.person) if is_old(project, context)]
    if old:
        titles = ", ".join(project.view.project.title for project in old)
        said += [" · ", State(Mark.STALE, words("without {projects}, not updated", projects=titles))]
    if has_calendar(work):
        said += [" · ", Link(words("Calendar"), calendar_file(work.person))]
    return Paragraph(tuple(said), lead=True)


def _others_of_that_id(context: WikiContext, people: Sequence[OnePerson], found: OnePerson) -> Blocks:
    """The pages of others who are called alike in other projects, where nobody said that they are one person."""
    if len(found.parts) != 1:
        return ()
    id, words = found.parts[0][1], context.words
    others = [each for each in people if each is not found and len(each.parts) == 1 and each.parts[0][1] == id]
    if not others:
        return ()
    said: list[Inline] = [words("Of that id there is somebody in other projects, too:")]
    for number, other in enumerate(others):
        said += [", " if number else " ", Link(other.parts[0][0], f"{other.id}.html")]
    return (Paragraph((*said, ". ", Muted(words("`docs/people.yml` says who is one person.")))),)


def _tasks(work: Work, urgent: Urgency, context: WikiContext) -> Blocks:
    tasks, words = [task for task in work.tasks if task.urgency is urgent], context.words
    if not tasks:
        return ()
    columns: Columns[Task] = (
        Column(words("What"), lambda task: _to_do(task, words)),
        Column(words("Project"), lambda task: project_on_its_day(task.project, context, PROJECTS)),
        Column(
            words("When"),
            lambda task: when_owed(task.owed, task.project, context),
            narrow=True,
            aside=True,
            sort=lambda task: day_key(task.owed.due),
        ),
    )
    title = words(TITLES[urgent], count=words.number(len(tasks)))
    return (Heading(level=2, text=title, id=IDS[urgent]), plain_table(columns, tasks, caption=title))


def _to_do(task: Task, words: Words) -> Content:
    title = task.project.words.message(task.owed.title)
    target = target_of(task.project, task.owed.id, existing_pages(task.project))
    what: Inline = Link(title, f"{PROJECTS}{task.project.view.project.slug}/{target}") if target else title
    return (Strong(f"{act(task.owed, words)}:"), " ", what)


Waited = tuple[CriterionStatus, PageContext]


def _waiting(context: WikiContext, found: OnePerson, projects: Sequence[PageContext]) -> Blocks:
    """The open conditions of the next gates of their projects that others have to move."""
    words = context.words
    waited: list[Waited] = [
        (criterion, project)
        for project in projects
        if project.status.archived is None and not is_old(project, context) and project.status.next_gate
        for criterion in project.status.next_gate.criteria
        if criterion.needed and criterion.state is not CriterionState.MET
        if criterion.owner is None or criterion.owner != found.id_in(project.view.project.slug)
    ]
    if not waited:
        return ()
    columns: Columns[Waited] = (
        Column(words("What"), lambda pair: _condition(*pair)),
        Column(words("Project"), lambda pair: project_on_its_day(pair[1], context, PROJECTS)),
        Column(words("Who"), lambda pair: who_moves(*pair, words) or NOTHING),
        Column(
            words("When"),
            lambda pair: words.date(pair[0].due, weekday=True) if pair[0].due else NOTHING,
            narrow=True,
            aside=True,
            sort=lambda pair: day_key(pair[0].due),
        ),
    )
    title = words("Waiting for others ({count})", count=words.number(len(waited)))
    waited.sort(key=lambda pair: (pair[0].due or dt.date.max, pair[1].view.project.slug))
    return (Heading(level=2, text=title, id="waiting"), plain_table(columns, waited, caption=title))


def _condition(criterion: CriterionStatus, project: PageContext) -> Content:
    """The condition of the gate, and why it is open."""
    title = project.words.message(criterion.title)
    return (title, LineBreak(), *(_muted(part) for part in parts(criterion_reason(project, criterion))))


def _muted(part: Inline) -> Inline:
    return Muted(part) if isinstance(part, str) else part


def _bookings(context: WikiContext, work: Work) -> Blocks:
    """The weeks ahead with what is booked in them, and the work packages that this comes from."""
    words = context.words
    if not work.bookings:
        return ()
    titles = _known(Same(context)).projects
    weeks: Columns[BookedWeek] = (
        Column(words("Week of"), lambda week: words.date(week.monday), narrow=True),
        Column(words("Booked"), lambda week: _days(week, words), figure=True, unit=words("person-days")),
        Column(words("Business days"), lambda week: Number(words.number(week.room)), figure=True),
    )
    packages: Columns[Booking] = (
        Column(words("Work package"), lambda booking: f"{booking.package.id} {booking.package.title}"),
        Column(words("Project"), lambda booking: project_on_its_day(titles[booking.project], context, PROJECTS)),
        Column(
            words("Remaining"),
            lambda booking: Number(words.days(booking.remaining)),
            figure=True,
            unit=words("person-days"),
        ),
        Column(
            words("Until"),
            lambda booking: words.date(booking.due, weekday=True) if booking.due else NOTHING,
            narrow=True,
            sort=lambda booking: day_key(booking.due),
        ),
    )
    told = "Remaining days of work packages, evenly over the business days until their first deliverable is expected."
    return (
        Heading(level=2, text=words("Booked"), id="booked"),
        Paragraph(Muted(words(told))),
        plain_table(weeks, work.weeks, caption=words("Booked by week")),
        plain_table(packages, work.bookings, caption=words("Work that remains")),
    )


def _days(week: BookedWeek, words: Words) -> Content:
    """The days with one decimal; more than the week has are marked."""
    shown = words.number(round(week.booked, 1))
    return State(Mark.LATE, shown) if week.is_overbooked else Number(shown)


def _projects(context: WikiContext, found: OnePerson, projects: Sequence[PageContext]) -> Table:
    """The projects that they have a part in, their role there, and how each stands."""
    words = context.words
    columns: Columns[PageContext] = (
        Column(words("Project"), lambda project: project_on_its_day(project, context, PROJECTS)),
        Column(words("Part"), lambda project: _part(project, found)),
        Column(words("Forecast"), lambda project: forecast_at(project, context), aside=True),
    )
    return plain_table(columns, projects, caption=words("Projects"))


def _part(project: PageContext, found: OnePerson) -> str:
    id = found.id_in(project.view.project.slug)
    member = next(each for each in project.view.project.people if each.id == id)
    return f"{project.words(member.role)}, {_side(project, found)}"


# --- calendar -------------------------------------------------------------------------------------


def calendar_file(person: OnePerson) -> str:
    """The name of a person's calendar, beside their page."""
    return f"{person.id}.ics"


def has_calendar(work: Work) -> bool:
    """Whether anything that they owe has a date; a calendar without any component is none by the standard."""
    return any(task.owed.due for task in work.tasks)


PAGE_KINDS: tuple[PageKind, ...] = ()
MACROS: tuple[Macro, ...] = (
    Macro(
        name="people_overview",
        summary="Everybody who has a part in a project, with what is overdue and due, and what is booked.",
        render=people_overview,
        scope="wiki",
        example="{{ people_overview() }}",
    ),
    Macro(
        name="person",
        summary="What one person owes in all projects, what they wait for, and when they are booked.",
        render=person,
        parameters=(Parameter(name="id", kind=str, summary="The person's id.", required=True),),
        scope="wiki",
        example='{{ person("anna-vendor") }}',
    ),
)
