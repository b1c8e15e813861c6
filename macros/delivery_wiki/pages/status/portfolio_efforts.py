"""Efforts and margins over all projects, for the vendor only; archived projects count for nothing."""

from __future__ import annotations

from dataclasses import dataclass

from delivery_wiki.calculations.money.margins import MarginTotal, SowMargin, internal_margins, total_margins
from delivery_wiki.calculations.money.work_package_efforts import project_effort, total_effort
from delivery_wiki.model.status import Effort

from ..elements.page_kind import PageContext, WikiContext
from ..elements.project_links import existing_pages
from ..elements.register_parts import with_note
from ..elements.tree import Block, Blocks, Content, Heading, Link, Listing
from ..elements.words import Words
from .effort_pages import EffortLine, effort_table
from .margin_tables import MarginLine, margin_table, sum_line, total_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """A project with what it adds: its effort, and its margins by statement of work and by currency."""

    context: PageContext
    effort: Effort
    margins: tuple[SowMargin, ...]
    totals: tuple[MarginTotal, ...]

    @property
    def planned(self) -> bool:
        """Whether any work package is written."""
        return any(figures.efforts for figures in self.context.status.sows)


def portfolio_efforts(wiki: WikiContext) -> Blocks:
    """Days and margins of every project that is not archived, with totals; nothing where a reader is a customer."""
    words = wiki.words
    internal = [project for project in wiki.projects if project.view.internal and project.status.sows]
    members = [_member(project) for project in internal if project.status.archived is None]
    if not members:
        return ()
    blocks: list[Block] = [
        Heading(level=2, text=words("Efforts, for the vendor alone"), id="efforts"),
        _effort_table(words, members),
        *_left_out(words, members, [project for project in internal if project.status.archived is not None]),
    ]
    if any(member.totals for member in members):
        blocks += [
            Heading(level=2, text=words("Margins, for the vendor alone"), id="margins"),
            _margin_table(words, members),
        ]
    return tuple(blocks)


def _member(context: PageContext) -> _Member:
    margins = internal_margins(context.view, context.status)
    return _Member(
        context=context,
        effort=project_effort(context.status.sows),
        margins=margins,
        totals=total_margins(margins),
    )


def _effort_table(words: Words, members: list[_Member]) -> Block:
    lines = [EffortLine(title=_link(member), effort=member.effort if member.planned else None) for member in members]
    total = total_effort(member.effort for member in members)
    lines.append(EffortLine(title=words("Total"), effort=total, is_total=True))
    return effort_table(words, words("Project"), lines)


def _link(member: _Member) -> Link:
    project = member.context.view.project
    page = "efforts" if "efforts" in existing_pages(member.context) else "index"
    return Link(project.title, f"{project.slug}/{page}.html")


def _left_out(words: Words, members: list[_Member], archived: list[PageContext]) -> Blocks:
    """What the total is without, and why."""
    notes: list[Content] = []
    empty = ", ".join(member.context.view.project.title for member in members if not member.planned)
    if empty:
        notes.append(words("No work package is written yet, and nothing is counted: {names}", names=empty))
    if archived:
        names = ", ".join(project.view.project.title for project in archived)
        notes.append(words("Archived, and counted nowhere: {names}", names=names))
    return (Listing(items=tuple(notes)),) if notes else ()


def _margin_table(words: Words, members: list[_Member]) -> Block:
    """One row a project and currency; the total adds what is complete and names what is not."""
    lines = [line for member in members for line in _margin_lines(words, member)]
    missing = [member.context.view.project.title for member in members if not _complete(member)]
    count = sum(len(member.margins) for member in members)
    totals = total_margins(total for member in members for total in member.totals)
    return margin_table(words, words("Project"), [*lines, *total_lines(words, totals, count, missing)])


def _complete(member: _Member) -> bool:
    return all(margin.complete for margin in member.margins)


def _margin_lines(words: Words, member: _Member) -> list[MarginLine]:
    name = with_note(_link(member), _reason(words, member))
    return [sum_line(name, total) for total in member.totals] or [MarginLine(title=name)]


def _reason(words: Words, member: _Member) -> str:
    """The statements of work that are not in the sums, each with what it lacks."""
    lacking = [margin for margin in member.margins if not margin.complete]
    said = [f"{margin.id}: {'; '.join(words.message(gap) for gap in margin.gaps)}" for margin in lacking]
    return words("without {names}", names=", ".join(said)) if said else ""
