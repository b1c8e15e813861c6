"""Efforts, for the vendor only: person-days by statement of work and role, cost rates, margins and remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from delivery_wiki.calculations.money.margins import (
    POSITIONS,
    MoneyLine,
    Position,
    Reckoning,
    SowMargin,
    forecast_labour,
    internal_margins,
    paid_otherwise,
)
from delivery_wiki.calculations.money.offers import amount_of_all, offer_figures, ordered_options
from delivery_wiki.calculations.money.price_limits import ReachedLimit, reached_limits, reached_text
from delivery_wiki.calculations.money.work_package_efforts import (
    effort_by_role,
    project_effort,
    total_effort,
    unreported,
)
from delivery_wiki.model.project.internal_notes import CostRate, Internal, InternalRemark
from delivery_wiki.model.status import Effort, SowFigures

from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import NOTHING, computed, day, items, name_of, parts, single_page, with_note
from ..elements.tree import (
    Bar,
    Block,
    Blocks,
    Callout,
    Content,
    Details,
    Heading,
    LineBreak,
    Listing,
    Mark,
    Number,
    Paragraph,
    State,
    Table,
)
from ..elements.words import Words
from .margin_tables import amount_of, margin_line, margin_table, margin_total


def effort_page(context: PageContext) -> Blocks:
    """Where the effort stands, by statement of work and by role; then margins, cost rates and remarks."""
    words = context.words
    if not context.view.internal:
        return (Paragraph(words("Efforts are for the vendor only.")),)
    blocks: list[Block] = []
    if context.status.sows:
        blocks += [*_limits(context), _progress(context), _heading(words("By statement of work"), "by-sow")]
        blocks += [computed("sow/", _by_sow(context)), *_effort_notes(context), _heading(words("By role"), "by-role")]
        blocks.append(computed("sow/", _by_role(context)))
    blocks += _margins(context)
    internal = context.view.project.internal
    if internal and internal.cost_rates:
        rates = computed("internal/notes.yml", _cost_rates(context, internal))
        blocks += [_heading(words("Cost rates"), "cost-rates"), rates]
    if internal and internal.remarks:
        blocks += [_heading(words("Remarks"), "remarks"), computed("internal/notes.yml", _remarks(context, internal))]
    return tuple(blocks)


def _heading(text: str, id: str) -> Heading:
    return Heading(level=2, text=text, id=id)


# --- limits of prices -----------------------------------------------------------------------------


def all_reached_limits(context: PageContext) -> tuple[ReachedLimit, ...]:
    """The limits that are reached in the whole project, for a customer those of the contract alone.

    An archived project has no forecast that could reach any.
    """
    margins = {margin.id: margin for margin in internal_margins(context.view, context.status)}
    shown = context.view.internal and context.status.archived is None
    found = (limit for figures in context.status.sows for limit in reached_limits(figures, margins.get(figures.sow.id)))
    return tuple(limit for limit in found if shown or not limit.internal)


def limit_text(words: Words, reached: ReachedLimit) -> str:
    """A reached limit in a sentence, with its amounts."""
    amounts = {"amount": reached.amount, "most": reached.most, "over": reached.over}
    told = {name: words.money(amount, reached.currency) for name, amount in amounts.items()}
    return words(reached_text(reached), **told)


def _limits(context: PageContext) -> Blocks:
    found = all_reached_limits(context)
    if not found:
        return ()
    rows = tuple((context.item(limit.sow), " ", limit_text(context.words, limit)) for limit in found)
    return (Callout(kind="warning", title=context.words("Limits that are reached"), blocks=(Listing(items=rows),)),)


# --- person-days ----------------------------------------------------------------------------------


def _total(context: PageContext) -> Effort:
    return project_effort(context.status.sows)


def _progress(context: PageContext) -> Bar:
    words, total = context.words, _total(context)
    spent_words = words("{days} spent", days=words.days(total.spent))
    remaining_words = words("{days} remaining", days=words.days(total.remaining))
    said = {
        "forecast": words.days(total.forecast),
        "planned": words.days(total.allowed),
        "states": f"{spent_words}, {remaining_words}",
    }
    if total.agreed:
        text = words("Forecast {forecast} of {planned} person-days planned and agreed: {states}", **said)
        lead = words("Forecast {forecast} of {planned} person-days planned and agreed", **said)
    else:
        text = words("Forecast {forecast} of {planned} person-days planned: {states}", **said)
        lead = words("Forecast {forecast} of {planned} person-days planned", **said)
    return replace(effort_bar(words, total, text), lead=lead)


def effort_bar(words: Words, effort: Effort, text: str) -> Bar:
    """What is spent and what remains, as the tables say it, and how much of it lies beyond the tick of the plan."""
    over = max(effort.over, Decimal(0))
    spent, left = min(effort.spent, effort.forecast - over), max(effort.remaining - over, Decimal(0))
    remaining = words("{days} remaining", days=words.days(effort.remaining))
    beyond = words("{days} over the plan", days=words.days(over))
    if left and over:
        beyond = words("{days} of them over the plan", days=words.days(over))
    elif over and effort.remaining:
        beyond = f"{remaining}, {beyond}"
    parts = (
        (Mark.MET, spent, words("{days} spent", days=words.days(effort.spent))),
        (Mark.OPEN, left, remaining),
        (Mark.LATE, over, beyond),
    )
    hundredths = tuple((mark, int(days * 100), said) for mark, days, said in parts if days)
    plan = words("{days} planned", days=words.days(effort.allowed))
    total = int(max(effort.allowed, effort.forecast) * 100)
    return Bar(parts=hundredths, total=total, text=text, tick=(int(effort.allowed * 100), plan))


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortLine:
    """A row of an effort table; its figures are dashes where no `effort` is known.

    `overruns` is False where days above the plan are no overrun yet, for agreed changes may hold them.
    """

    title: Content
    effort: Effort | None
    as_of: Content = ""
    overruns: bool = True
    is_total: bool = False


def effort_table(
    words: Words, head: str, lines: Iterable[EffortLine], *, dated: bool = False, empty: str = ""
) -> Table:
    """Person-days: planned with those of agreed change requests below, spent, remaining, forecast, over the plan."""
    columns: Columns[EffortLine] = (
        Column(head, lambda line: line.title),
        Column(words("As of"), lambda line: line.as_of, narrow=True, shown=dated),
        _days_column(words, words("Planned"), lambda line, effort: _planned(words, effort)),
        _days_column(words, words("Spent"), lambda line, effort: Number(words.days(effort.spent))),
        _days_column(words, words("Remaining"), lambda line, effort: Number(words.days(effort.remaining))),
        _days_column(words, words("Forecast"), lambda line, effort: Number(words.days(effort.forecast))),
        _days_column(words, words("Over plan"), lambda line, effort: _over(words, effort.over, line.overruns)),
    )
    return register_table(columns, lines, empty=empty, is_total=lambda line: line.is_total)


def _days_column(words: Words, head: str, cell: Callable[[EffortLine, Effort], Content]) -> Column[EffortLine]:
    return Column(
        head,
        lambda line: NOTHING if line.effort is None else cell(line, line.effort),
        figure=True,
        unit=words("person-days"),
    )


def with_total(words: Words, lines: Sequence[EffortLine], total: Effort) -> tuple[EffortLine, ...]:
    """Lines with their sum below, unless there is only one."""
    return (*lines, EffortLine(title=words("Total"), effort=total, is_total=True)) if len(lines) > 1 else tuple(lines)


def _planned(words: Words, effort: Effort) -> Content:
    return with_note(Number(words.days(effort.planned)), by_changes(words, effort))


def by_changes(words: Words, effort: Effort) -> str:
    """What agreed change requests add to the plan; nothing where they add nothing."""
    sign = "+" if effort.agreed > 0 else ""
    return words("{days} by agreed changes", days=f"{sign}{words.days(effort.agreed)}") if effort.agreed else ""


def _over(words: Words, over: Decimal, overruns: bool) -> Content:
    if over > 0:
        told = f"+{words.days(over)}"
        return State(Mark.LATE, told) if overruns else Number(told)
    return Number(words.days(over)) if over else NOTHING


def _by_sow(context: PageContext) -> Table:
    words = context.words
    lines = [_sow_line(context, figures) for figures in context.status.sows]
    return effort_table(words, words("Statement of work"), with_total(words, lines, _total(context)), dated=True)


def _sow_line(context: PageContext, figures: SowFigures) -> EffortLine:
    return EffortLine(
        title=(context.item(figures.sow.id), LineBreak(), figures.sow.title),
        effort=figures.effort if figures.efforts else None,
        as_of=day(context, figures.as_of),
    )


def _effort_notes(context: PageContext) -> Blocks:
    """What the figures rest on where nobody reported, or where the project has ended."""
    words = context.words
    notes: list[Content] = []
    if context.status.archived is not None:
        notes.append(words("The project is archived: nothing remains, and the forecast is what was spent."))
    elif silent := unreported(context.status.sows):
        lead = words("Nobody has reported on these yet, so that their plan remains:")
        notes.append((lead, " ", *parts(items(context, silent))))
    if empty := tuple(figures.sow.id for figures in context.status.sows if not figures.efforts):
        lead = words("No work package is written yet, and nothing is counted:")
        notes.append((lead, " ", *parts(items(context, empty))))
    return (Listing(items=tuple(notes)),) if notes else ()


def _by_role(context: PageContext) -> Table:
    """What each role has to do; change requests name no role, so that their days stand in a row of their own."""
    words, efforts, total = context.words, effort_by_role(context.status.sows), _total(context)
    lines = [EffortLine(title=role, effort=effort, overruns=not total.agreed) for role, effort in efforts.items()]
    if total.agreed:
        apart = Effort(agreed=total.agreed, remaining=total.remaining - total_effort(efforts.values()).remaining)
        lines.append(EffortLine(title=words("Agreed change requests, for any role"), effort=apart))
    empty = words("No work package is written yet. They stand in sow/.")
    return effort_table(words, words("Role"), with_total(words, lines, total), empty=empty)


# --- money and remarks ----------------------------------------------------------------------------


def _margins(context: PageContext) -> Blocks:
    """Price, cost and margin of each statement of work, what they are made of, and what stands outside."""
    words, margins = context.words, internal_margins(context.view, context.status)
    plans = [margin.planned for margin in margins]
    if all(
        plan.price is None and plan.cost is None and not plan.known_cost for plan in plans
    ):  # known to be 0 is known
        return ()
    lines = [margin_line(words, context.item(margin.id), margin) for margin in margins]
    table = margin_table(words, words("Statement of work"), [*lines, *margin_total(words, margins)])
    made_of = Details(summary=words("What price and cost are made of"), blocks=_positions(context, margins))
    return (
        _heading(words("Margins, for the vendor alone"), "margins"),
        computed("internal/notes.yml", table),
        Listing(items=_margin_notes(context)),
        *((made_of,) if made_of.blocks else ()),
    )


def _margin_notes(context: PageContext) -> tuple[Content, ...]:
    words, offer = context.words, context.view.project.offer
    notes: list[Content] = [
        words("Travel and expenses stand on both sides with their own amount."),
        words("Contingency stands on both sides of the plan, with its percentage of either."),
        words("The forecast has no contingency: days above the plan use it up."),
    ]
    if any(figures.requests for figures in context.status.sows):
        notes.append(
            words(
                "Agreed change requests are paid with the amount that was agreed, be it nothing, and their days are"
                " not charged by rates. Their days cost the average of a planned day; once their work is reported,"
                " the forecast has that cost in the days."
            )
        )
    notes += [_paid_otherwise(words, figures) for figures in context.status.sows if _charges_fewer_days(figures)]
    if offer is not None:
        apart = offer_figures(offer, context.status.sows)
        if ordered := ordered_options(offer, context.on):
            amount = words.money(amount_of_all(ordered, apart.currency), apart.currency)
            text = "Outside the margins: ordered options of {amount}, whose cost is not known."
            notes.append(words(text, amount=amount))
        if apart.licences:
            amount = words.money(apart.licences, apart.currency)
            notes.append(words("Outside the margins: licences of {amount}, whose cost is not known.", amount=amount))
    return tuple(notes)


def _charges_fewer_days(figures: SowFigures) -> bool:
    """Whether reported days of agreed change requests are taken off what the forecast charges by rates."""
    return figures.charged_by_day and bool(paid_otherwise(figures))


def _paid_otherwise(words: Words, figures: SowFigures) -> str:
    """How the days of agreed change requests were reckoned at rates, with the figures to do it again."""
    text = (
        "{sow}, days of agreed change requests at rates: {work} ÷ {days} person-days × {reported} = {amount}. They name"
        " no role, so that each counts at the average rate of a day of the forecast, spent or remaining."
    )
    return words(
        text,
        sow=figures.sow.id,
        work=words.money(forecast_labour(figures) or Decimal(0), figures.currency),
        days=words.days(figures.package_effort.forecast),
        reported=words.days(figures.reported_days),
        amount=words.money(paid_otherwise(figures), figures.currency),
    )


def _positions(context: PageContext, margins: tuple[SowMargin, ...]) -> Blocks:
    """Every position of every statement of work, planned beside forecast, on both sides."""
    words = context.words

    columns: Columns[_Sides] = (
        Column(words("Statement of work"), lambda sides: context.item(sides.margin.id)),
        Column(words("Position"), lambda sides: words(POSITIONS[sides.position])),
        Column(words("Price, planned"), lambda sides: _price(words, sides.margin, sides.planned), figure=True),
        Column(words("Price, forecast"), lambda sides: _price(words, sides.margin, sides.forecast), figure=True),
        Column(words("Cost, planned"), lambda sides: _cost(words, sides.margin, sides.planned), figure=True),
        Column(words("Cost, forecast"), lambda sides: _cost(words, sides.margin, sides.forecast), figure=True),
    )
    found = [
        _Sides(margin, position, _line(margin.planned, position), _line(margin.forecast, position))
        for margin in margins
        for position in POSITIONS
    ]
    known = [sides for sides in found if sides.planned or sides.forecast]
    return (register_table(columns, known, empty=""),) if known else ()


class _Sides(NamedTuple):
    """A position of a statement of work, planned beside forecast."""

    margin: SowMargin
    position: Position
    planned: MoneyLine | None
    forecast: MoneyLine | None


def _line(reckoning: Reckoning, position: Position) -> MoneyLine | None:
    return next((line for line in reckoning.lines if line.position is position), None)


def _price(words: Words, margin: SowMargin, line: MoneyLine | None) -> Content:
    return amount_of(words, line.price if line else None, margin.currency)


def _cost(words: Words, margin: SowMargin, line: MoneyLine | None) -> Content:
    return amount_of(words, line.cost if line else None, margin.cost_currency)


def _cost_rates(context: PageContext, internal: Internal) -> Table:
    words = context.words
    columns: Columns[CostRate] = (
        Column(words("Role"), lambda cost: cost.role),
        Column(words("Cost of a person-day"), lambda cost: amount_of(words, cost.rate, internal.currency), figure=True),
    )
    return register_table(columns, internal.cost_rates, empty="")


def _remarks(context: PageContext, internal: Internal) -> Table:
    words = context.words
    columns: Columns[InternalRemark] = (
        Column(words("About"), lambda remark: items(context, (remark.about,)), narrow=True),
        Column(words("Remark"), lambda remark: remark.remark),
        Column(words("By"), lambda remark: name_of(context, remark.by) or NOTHING),
        Column(words("Date"), lambda remark: words.date(remark.date) if remark.date else NOTHING, narrow=True),
    )
    return register_table(columns, internal.remarks, empty="")


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
