"""The page of a digest over all projects, in the tool's language: what moved where, and who owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.business_diff.changes import Presence, ProjectDiff
from delivery_wiki.calculations.business_diff.digest import ProjectDigest
from delivery_wiki.model.status import Health, Owed

from ..diff.diff_lines import PRESENCES
from ..diff.diff_spans import Line, Look, Section, Span
from ..elements.page_kind import PageContext
from ..elements.state_marks import health_state
from ..elements.words import Words
from .digest_page import DigestPage, Period
from .project_digest import summary

MOST_LINES = 25  # projects that a list names
ILL = (Health.BLOCKED, Health.LATE, Health.AT_RISK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """A project with its digest, as the vendor sees it; without a context it is gone or cannot be read now."""

    diff: ProjectDiff
    digest: ProjectDigest | None = None
    context: PageContext | None = None

    @property
    def moved(self) -> bool:
        """Whether anything happened that is worth a line."""
        return self.digest is None or not self.digest.quiet


def overall_page(projects: Sequence[Digested], period: Period, words: Words) -> DigestPage:
    """Every project that moved in a line; those that did not, in one line together."""
    still = [project.diff.title for project in projects if not project.moved]
    found = [
        Section(key="moved", title=words("What moved"), lines=tuple(_moved(projects, words))),
        Section(key="health", title=words("Not on track"), lines=tuple(_ill(projects, words))),
        Section(key="owed", title=words("Who owes"), lines=tuple(_owing(projects, words))),
        Section(
            key="still",
            title=words("Nothing happened"),
            lines=((Span(", ".join(still)),),) if still else (),
        ),
    ]
    moved = sum(project.moved for project in projects)
    total = words.counted(len(projects), "1 project", "{count} projects")
    told = words.counted(moved, "something happened in 1", "something happened in {count}")
    return DigestPage(
        slug="",
        title=words("All projects: what moved since {date}", date=words.date(period.since)),
        words=words,
        lead=((Span(f"{total}, {told}." if moved else f"{total}. {words('Nothing happened.')}", Look.STRONG),),),
        sections=tuple(section for section in found if section.lines),
    )


def _moved(projects: Sequence[Digested], words: Words) -> Iterator[Line]:
    """What happened in each, counted."""
    for project in projects:
        if project.moved:
            name = Span(f"{project.diff.title} ({project.diff.slug}): ", Look.STRONG)
            told = summary(project.digest, words) if project.digest else ""
            alone = project.diff.presence is not Presence.BOTH
            yield name, Span(words(PRESENCES[project.diff.presence]) if alone else told)


def _ill(projects: Sequence[Digested], words: Words) -> Iterator[Line]:
    """Projects that are blocked, late or at risk, in this order, with the cause; what is overdue for longest first."""
    contexts = [project.context for project in projects if project.context]
    ill = [context for context in contexts if context.status.health in ILL]
    ill.sort(key=lambda context: (ILL.index(context.status.health), -_longest(context.status.owed)))
    for context in ill[:MOST_LINES]:
        state, cause = health_state(context.status.health, words).text, words.message(context.status.cause)
        yield Span(f"{context.view.project.title}: ", Look.STRONG), Span(f"{state}. {cause}")
    yield from _more(len(ill) - MOST_LINES, words)


def _longest(entries: Iterable[Owed]) -> int:
    """For how many days something is overdue at most."""
    return max((owed.days_late for owed in entries), default=0)


def _owing(projects: Sequence[Digested], words: Words) -> Iterator[Line]:
    """Of each project who owes how much that is overdue or due in the days ahead, where most is overdue first."""
    found = [
        (project.digest, project.context)
        for project in projects
        if project.digest and project.context and (project.digest.overdue or project.digest.due)
    ]
    found.sort(key=lambda pair: -len(pair[0].overdue))
    for digest, context in found[:MOST_LINES]:
        name = Span(f"{context.view.project.title}: ", Look.STRONG)
        yield name, Span("; ".join(_people((*digest.overdue, *digest.due), context, words)))
    yield from _more(len(found) - MOST_LINES, words)


def _more(left: int, words: Words) -> Iterator[Line]:
    if left > 0:
        yield (Span(words.counted(left, "… and 1 more", "… and {count} more"), Look.QUIET),)


def _people(entries: Sequence[Owed], context: PageContext, words: Words) -> Iterator[str]:
    late, found = Counter[str](), Counter[str]()
    for owed in entries:
        side = words(owed.party.value) if owed.party else words("nobody")
        who = name_of(context.view.project, owed.owner) or side
        found[who] += 1
        late[who] += bool(owed.days_late)
    for who in sorted(found, key=lambda who: (-late[who], -found[who], who)):
        overdue = f" ({words('{count} overdue', count=words.number(late[who]))})" if late[who] else ""
        yield f"{who} {words.number(found[who])}{overdue}"
