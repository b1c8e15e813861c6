"""What happened in all projects in the seven days up to the day of each, and what is due in the seven days after it.

Everything comes from days that the projects themselves hold; what changed in files without a day is in `digest`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.gates.dated_facts import DatedFact, FactTopic, facts_between
from delivery_wiki.calculations.gates.work_list import SOON_DAYS, Urgency, WorkChoice, WorkItem, choose_work
from delivery_wiki.model.status import translatable

from ..elements.columns import Column, Columns, FilterBy, day_key, register_table
from ..elements.page_kind import Macro, PageContext, PageKind, WikiContext
from ..elements.project_links import existing_pages, target_of
from ..elements.register_parts import NOTHING, parts
from ..elements.tree import Blocks, Content, Heading, Inline, LineBreak, Link, Mark, Muted, Paragraph, State, Strong
from ..elements.words import Words
from .portfolio_glance import is_old, project_on_its_day
from .status_tables import act

WEEK_DAYS = 7  # calendar days, the day of the project included
MOST_ROWS = 200  # of a table; beyond them the page says how many there are
MOST_NAMED = 40  # projects that are named in a line
TOPICS = translatable(
    {
        FactTopic.GATE: "Gates",
        FactTopic.SIGNATURE: "Signatures",
        FactTopic.DOCUMENT: "Documents",
        FactTopic.DECISION: "Decisions",
        FactTopic.CHANGE: "Change requests",
        FactTopic.DELIVERABLE: "Deliverables",
        FactTopic.MILESTONE: "Milestones",
        FactTopic.TESTS: "Tests",
        FactTopic.POINT: "Open points",
        FactTopic.ACTION: "Actions",
        FactTopic.MINUTES: "Minutes",
        FactTopic.ACTIVITY: "Activities",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A fact of a project."""

    project: PageContext
    fact: DatedFact
    target: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A project with the pages that it has, found once."""

    project: PageContext
    pages: frozenset[str]


def this_week(context: WikiContext) -> Blocks:
    """What happened, the newest first; what is due, the earliest first; and where nothing happened."""
    now = [project for project in context.projects if not is_old(project, context)]
    happened = sorted(
        (found for project in now for found in _happened(project)), key=lambda found: found.fact.date, reverse=True
    )
    statuses = [(project.view.project, project.status) for project in now]
    items = choose_work(statuses, WorkChoice(due=SOON_DAYS))
    due = [item for item in items if item.urgency is Urgency.SOON]
    acting = {item.project.slug for item in due}
    places = {
        project.view.project.slug: _Place(project=project, pages=existing_pages(project))
        for project in now
        if project.view.project.slug in acting
    }
    return (
        _lead(context, happened, due, len(items) - len(due)),
        Heading(level=2, text=context.words("What happened"), id="happened"),
        *_what_happened(context, happened),
        *_quiet(context, now, happened),
        Heading(level=2, text=context.words("Due in the next seven days"), id="due"),
        *_what_is_due(context, due, places),
    )


def _happened(project: PageContext) -> Iterator[Happened]:
    first = project.on - dt.timedelta(days=WEEK_DAYS - 1)
    facts = facts_between(project.view, project.status, first, project.on)
    pages = existing_pages(project) if facts else frozenset()
    for fact in facts:
        yield Happened(project=project, fact=fact, target=_target(project, fact, pages))


def _target(project: PageContext, fact: DatedFact, pages: frozenset[str]) -> str | None:
    """Where it stands among the pages of the projects: a document is a page itself, other things stand on one."""
    stems = (fact.id, f"minutes-{fact.id}" if fact.topic is FactTopic.MINUTES else "")
    page = next((f"{stem}.html" for stem in stems if stem in pages), None) or target_of(project, fact.id, pages)
    return f"{project.view.project.slug}/{page}" if page else None


def _lead(context: WikiContext, happened: Sequence[Happened], due: Sequence[WorkItem], overdue: int) -> Paragraph:
    """How much happened in how many projects, how much is due, and what is overdue already."""
    words = context.words
    projects = len({found.project.view.project.slug for found in happened})
    line: list[Inline] = [Strong(words.counted(len(happened), "1 thing happened", "{count} things happened"))]
    if happened:
        line += [" ", words.counted(projects, "in 1 project", "in {count} projects")]
    line += [" · ", words.counted(len(due), "1 due in the next seven days", "{count} due in the next seven days")]
    if overdue:
        late = words("{count} overdue", count=words.number(overdue))
        line += [" · ", State(Mark.LATE, late), " (", Link(words("All projects"), "index.html"), ")"]
    return Paragraph((*line, " · ", Muted(words("as of {date}", date=words.date(context.on)))), lead=True)


def _what_happened(context: WikiContext, happened: Sequence[Happened]) -> Blocks:
    words, topics = context.words, [topic.value for topic in FactTopic]
    titles = {topic.value: words(title) for topic, title in TOPICS.items()}
    by_topic = FilterBy[Happened](
        "topic", lambda found: found.fact.topic.value, lambda topic: titles[topic], order=tuple(topics)
    )
    names = {found.project.view.project.slug: found.project.view.project.title for found in happened}
    by_project = FilterBy[Happened](
        "project", lambda found: found.project.view.project.slug, lambda slug: names[slug], label=words("Project")
    )
    columns: Columns[Happened] = (
        Column(
            words("Day"),
            lambda found: words.date(found.fact.date, weekday=True),
            narrow=True,
            sort=lambda found: day_key(found.fact.date),
        ),
        Column(words("Project"), lambda found: project_on_its_day(found.project, context), filter=by_project),
        Column(words("What"), lambda found: _fact(found, words)),
        Column(words("About"), lambda found: titles[found.fact.topic.value], narrow=True, filter=by_topic, aside=True),
        Column(words("Who"), lambda found: name_of(found.project.view.project, found.fact.who) or NOTHING),
    )
    shown = happened[:MOST_ROWS]
    table = register_table(columns, shown, empty=words("Nothing happened."))
    return (table, *_more(context, len(happened) - len(shown)))


def _fact(found: Happened, words: Words) -> Content:
    """The thing, what became of it, and the words that go with it."""
    fact = found.fact
    title = words.message(fact.title)
    shown: Inline = Link(title, found.target) if found.target else title
    said: list[Inline] = [shown, " · ", Strong(words.message(fact.said))]
    return (*said, LineBreak(), Muted(fact.note)) if fact.note else tuple(said)


def _more(context: WikiContext, left: int) -> Blocks:
    if left <= 0:
        return ()
    return (Paragraph(context.words.counted(left, "And 1 more.", "And {count} more.")),)


def _quiet(context: WikiContext, now: Sequence[PageContext], happened: Sequence[Happened]) -> Blocks:
    """Projects in which nothing has a day of this week, and those that nobody updated."""
    words = context.words
    busy = {found.project.view.project.slug for found in happened}
    still = [project for project in now if project.view.project.slug not in busy and not project.status.archived]
    old = [project for project in context.projects if is_old(project, context)]
    lines = ((words("Nothing happened in:"), still), (words("Not updated, and not counted here:"), old))
    return tuple(Paragraph(_named(lead, projects, words)) for lead, projects in lines if projects)


def _named(lead: str, projects: Sequence[PageContext], words: Words) -> tuple[Inline, ...]:
    line: list[Inline] = [lead, " "]
    for number, project in enumerate(projects[:MOST_NAMED]):
        line += [", "] if number else []
        line.append(Link(project.view.project.title, f"{project.view.project.slug}/index.html"))
    if left := len(projects) - MOST_NAMED if len(projects) > MOST_NAMED else 0:
        line += [", ", words.counted(left, "and 1 more", "and {count} more")]
    return tuple(line)


def _what_is_due(context: WikiContext, due: Sequence[WorkItem], places: dict[str, _Place]) -> Blocks:
    words = context.words
    by_project = FilterBy[WorkItem](
        "project", lambda item: item.project.slug, lambda slug: places[slug].project.view.project.title
    )
    columns: Columns[WorkItem] = (
        Column(
            words("Due"),
            lambda item: words.date(item.owed.due, weekday=True) if item.owed.due else NOTHING,
            narrow=True,
            sort=lambda item: day_key(item.owed.due),
        ),
        Column(
            words("Project"),
            lambda item: project_on_its_day(places[item.project.slug].project, context),
            filter=by_project,
        ),
        Column(words("Who"), lambda item: _who(item, words)),
        Column(words("What"), lambda item: _to_do(item, places[item.project.slug], words)),
    )
    ordered = sorted(due, key=lambda item: item.owed.due or dt.date.max)
    shown = ordered[:MOST_ROWS]
    table = register_table(columns, shown, empty=words("Nothing is due."))
    return (table, *_more(context, len(ordered) - len(shown)))


def _who(item: WorkItem, words: Words) -> str:
    side = words(item.owed.party.value) if item.owed.party else ""
    return name_of(item.project, item.owed.owner) or side or NOTHING


def _to_do(item: WorkItem, place: _Place, words: Words) -> Content:
    title, target = words.message(item.owed.title), target_of(place.project, item.owed.id, place.pages)
    shown: Inline = Link(title, f"{item.project.slug}/{target}") if target else title
    return (Strong(f"{act(item.owed, words)}:"), " ", *parts(shown))


PAGE_KINDS: tuple[PageKind, ...] = ()
MACROS: tuple[Macro, ...] = (
    Macro(
        name="this_week",
        summary="What happened in all projects in the last seven days, and what is due in the next seven.",
        render=this_week,
        scope="wiki",
        example="{{ this_week() }}",
    ),
)
