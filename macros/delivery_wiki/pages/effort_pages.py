"""Efforts, for the vendor only: person-days by statement of work and role, cost rates, margins and remarks."""

from __future__ import annotations

from decimal import Decimal

from delivery_wiki.calculations.effort_by_role import Effort, effort_by_role, total_effort
from delivery_wiki.calculations.efforts import SowMargin, internal_margins
from delivery_wiki.model.project import Internal

from .page_kind import Macro, PageContext, PageKind
from .register_parts import NOTHING, computed, items, name_of, register_table, single_page
from .tree import (
    Bar,
    Block,
    Blocks,
    Column,
    Content,
    Heading,
    LineBreak,
    Mark,
    Number,
    Paragraph,
    Row,
    State,
    Table,
)


def effort_page(context: PageContext) -> Blocks:
    """Where the effort stands, by statement of work and by role; then margins, cost rates and remarks."""
    words = context.words
    if not context.view.internal:
        return (Paragraph(words("Efforts are for the vendor only.")),)
    blocks: list[Block] = []
    if context.status.sows:
        blocks += [_progress(context), _heading(words("By statement of work"), "by-sow")]
        blocks += [computed("sow/", _by_sow(context)), _heading(words("By role"), "by-role")]
        blocks.append(computed("sow/", _by_role(context)))
    margins, internal = internal_margins(context.view), context.view.project.internal
    if any(one.cost is not None or one.price is not None for one in margins):
        blocks += [_heading(words("Margins"), "margins"), computed("internal/notes.yml", _margins(context, margins))]
    if internal and internal.cost_rates:
        rates = computed("internal/notes.yml", _cost_rates(context, internal))
        blocks += [_heading(words("Cost rates"), "cost-rates"), rates]
    if internal and internal.remarks:
        blocks += [_heading(words("Remarks"), "remarks"), computed("internal/notes.yml", _remarks(context, internal))]
    return tuple(blocks)


def _heading(text: str, id: str) -> Heading:
    return Heading(level=2, text=text, id=id)


# --- person-days ----------------------------------------------------------------------------------


def _total(context: PageContext) -> Effort:
    return total_effort(effort_by_role(context.view.project.sows).values())


def _progress(context: PageContext) -> Bar:
    words, total = context.words, _total(context)
    spent, remaining = int(total.spent * 100), int(total.remaining * 100)
    over = total.over
    spent_words = words("{days} spent", days=words.days(total.spent))
    remaining_words = words("{days} remaining", days=words.days(total.remaining))
    text = words(
        "Forecast {forecast} of {planned} person-days planned: {states}",
        forecast=words.days(total.forecast),
        planned=words.days(total.planned),
        states=f"{spent_words}, {remaining_words}",
    )
    mark = Mark.LATE if over > 0 else Mark.OPEN
    return Bar(
        parts=((Mark.MET, spent, spent_words), (mark, remaining, remaining_words)),
        total=spent + remaining,
        text=text,
    )


def _effort_columns(context: PageContext, first: tuple[Column, ...]) -> tuple[Column, ...]:
    words, unit = context.words, context.words("person-days")
    return (
        *first,
        Column(title=words("Planned"), numeric=True, unit=unit),
        Column(title=words("Spent"), numeric=True, unit=unit),
        Column(title=words("Remaining"), numeric=True, unit=unit),
        Column(title=words("Forecast"), numeric=True, unit=unit),
        Column(title=words("Over plan"), numeric=True, unit=unit),
    )


def _effort_cells(context: PageContext, effort: Effort) -> tuple[Content, ...]:
    words = context.words
    figures = (effort.planned, effort.spent, effort.remaining, effort.forecast)
    return (*(Number(words.days(figure)) for figure in figures), _over(context, effort.over))


def _over(context: PageContext, over: Decimal) -> Content:
    if over > 0:
        return State(Mark.LATE, f"+{context.words.days(over)}")
    return Number(context.words.days(over)) if over else NOTHING


def _by_sow(context: PageContext) -> Table:
    words = context.words
    columns = _effort_columns(
        context, (Column(title=words("Statement of work")), Column(title=words("As of"), narrow=True))
    )
    rows = []
    for one in context.status.sows:
        effort = Effort(planned=one.days, spent=one.spent, remaining=one.remaining)
        dates = [package.as_of for package in one.sow.work_packages if package.as_of]
        newest = words.date(max(dates)) if dates else NOTHING
        title: Content = (context.item(one.sow.id), LineBreak(), one.sow.title)
        rows.append(Row(cells=(title, newest, *_effort_cells(context, effort))))
    if len(rows) > 1:
        rows.append(Row(cells=(words("Total"), "", *_effort_cells(context, _total(context))), total=True))
    return register_table(columns, rows, empty=words("No statement of work is written yet."))


def _by_role(context: PageContext) -> Table:
    words, efforts = context.words, effort_by_role(context.view.project.sows)
    columns = _effort_columns(context, (Column(title=words("Role")),))
    rows = [Row(cells=(role, *_effort_cells(context, effort))) for role, effort in efforts.items()]
    if len(rows) > 1:
        rows.append(Row(cells=(words("Total"), *_effort_cells(context, _total(context))), total=True))
    return register_table(columns, rows, empty=words("No work package is written yet. They stand in sow/."))


# --- money and remarks ----------------------------------------------------------------------------


def _margins(context: PageContext, margins: tuple[SowMargin, ...]) -> Table:
    words, internal = context.words, context.view.project.internal
    cost_currency = internal.currency if internal else ""
    currencies = {one.sow.topic: one.currency for one in context.status.sows}
    columns = (
        Column(title=words("Statement of work")),
        Column(title=words("Price"), numeric=True),
        Column(title=words("Cost"), numeric=True),
        Column(title=words("Margin"), numeric=True),
        Column(title=words("Margin"), numeric=True, unit="%"),
    )
    rows = [
        Row(
            cells=(
                context.item(f"SOW-{one.topic}"),
                _money(context, one.price, currencies.get(one.topic, "")),
                _money(context, one.cost, cost_currency),
                _money(context, one.margin, cost_currency),
                Number(words.number(one.margin_percent, places=1)) if one.margin_percent is not None else NOTHING,
            )
        )
        for one in margins
    ]
    return register_table(columns, rows, empty=words("No statement of work is priced yet."))


def _money(context: PageContext, amount: Decimal | None, currency: str) -> Content:
    return Number(context.words.money(amount, currency)) if amount is not None and currency else NOTHING


def _cost_rates(context: PageContext, internal: Internal) -> Table:
    words = context.words
    columns = (Column(title=words("Role")), Column(title=words("Cost of a person-day"), numeric=True))
    rows = [Row(cells=(one.role, _money(context, one.rate, internal.currency))) for one in internal.cost_rates]
    return register_table(columns, rows, empty="")


def _remarks(context: PageContext, internal: Internal) -> Table:
    words = context.words
    columns = (
        Column(title=words("About"), narrow=True),
        Column(title=words("Remark")),
        Column(title=words("By")),
        Column(title=words("Date"), narrow=True),
    )
    rows = [
        Row(
            cells=(
                items(context, (one.about,)),
                one.remark,
                name_of(context, one.by) or NOTHING,
                words.date(one.date) if one.date else NOTHING,
            )
        )
        for one in internal.remarks
    ]
    return register_table(columns, rows, empty="")


def _exists(context: PageContext) -> bool:
    """Only for the vendor, and only where there is effort or something internal to show."""
    project = context.view.project
    return context.view.internal and bool(project.internal or any(sow.work_packages for sow in project.sows))


PAGE_KINDS: tuple[PageKind, ...] = (single_page("efforts", "Efforts", "Internal", "efforts", _exists),)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="efforts",
        summary="Person-days by statement of work and role, with cost rates, margins and remarks; for the vendor only.",
        render=effort_page,
        example="{{ efforts() }}",
    ),
)
