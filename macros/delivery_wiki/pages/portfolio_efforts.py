"""Efforts and margins over all projects, for the vendor only; archived projects count for nothing."""

from __future__ import annotations

from dataclasses import dataclass

from delivery_wiki.calculations.money.margins import MarginTotal, SowMargin, internal_margins, total_margins
from delivery_wiki.calculations.work_package_efforts import project_effort, total_effort
from delivery_wiki.model.status import Effort

from .effort_pages import effort_cells, effort_columns
from .margin_tables import margin_cells, margin_columns, total_rows
from .page_kind import PageContext, WikiContext
from .project_links import existing_pages
from .register_parts import NOTHING, register_table, with_note
from .tree import Block, Blocks, Column, Content, Heading, Link, Listing, Row
from .words import Words


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
    internal = [one for one in wiki.projects if one.view.internal and one.status.sows]
    members = [_member(one) for one in internal if one.status.archived is None]
    if not members:
        return ()
    blocks: list[Block] = [
        Heading(level=2, text=words("Efforts"), id="efforts"),
        _effort_table(words, members),
        *_left_out(words, members, [one for one in internal if one.status.archived is not None]),
    ]
    if any(one.totals for one in members):
        blocks += [Heading(level=2, text=words("Margins"), id="margins"), _margin_table(words, members)]
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
    rows = [Row(cells=(_link(one), *effort_cells(words, one.effort, known=one.planned))) for one in members]
    total = total_effort(one.effort for one in members)
    rows.append(Row(cells=(words("Total"), *effort_cells(words, total)), total=True))
    return register_table(effort_columns(words, (Column(title=words("Project")),)), rows, empty="")


def _link(member: _Member) -> Link:
    project = member.context.view.project
    page = "efforts" if "efforts" in existing_pages(member.context) else "index"
    return Link(project.title, f"{project.slug}/{page}.html")


def _left_out(words: Words, members: list[_Member], archived: list[PageContext]) -> Blocks:
    """What the total is without, and why."""
    notes: list[Content] = []
    empty = ", ".join(one.context.view.project.title for one in members if not one.planned)
    if empty:
        notes.append(words("No work package is written yet, and nothing is counted: {names}", names=empty))
    if archived:
        names = ", ".join(one.view.project.title for one in archived)
        notes.append(words("Archived, and counted nowhere: {names}", names=names))
    return (Listing(items=tuple(notes)),) if notes else ()


def _margin_table(words: Words, members: list[_Member]) -> Block:
    """One row a project and currency; the total adds what is complete and names what is not."""
    rows = [row for one in members for row in _margin_rows(words, one)]
    missing = [one.context.view.project.title for one in members if not _complete(one)]
    count = sum(len(one.margins) for one in members)
    totals = total_rows(words, total_margins(total for one in members for total in one.totals), count, missing)
    return register_table(margin_columns(words, Column(title=words("Project"))), [*rows, *totals], empty="")


def _complete(member: _Member) -> bool:
    return all(margin.complete for margin in member.margins)


def _margin_rows(words: Words, member: _Member) -> list[Row]:
    name = with_note(_link(member), _reason(words, member))
    if not member.totals:
        return [Row(cells=(name, *[NOTHING] * 6))]
    return [Row(cells=(name, *_cells(words, total))) for total in member.totals]


def _cells(words: Words, total: MarginTotal) -> tuple[Content, ...]:
    return margin_cells(words, total.planned, total.forecast, total.currency, total.currency)


def _reason(words: Words, member: _Member) -> str:
    """The statements of work that are not in the sums, each with what it lacks."""
    lacking = [one for one in member.margins if not one.complete]
    said = [f"{one.id}: {'; '.join(words.message(gap) for gap in one.gaps)}" for one in lacking]
    return words("without {names}", names=", ".join(said)) if said else ""
