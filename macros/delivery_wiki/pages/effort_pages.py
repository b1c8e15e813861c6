"""Efforts, for the vendor only: person-days by statement of work and role, cost rates, margins and remarks."""

from __future__ import annotations

from decimal import Decimal

from delivery_wiki.calculations.efforts import amount_of_all, offer_figures, ordered_options
from delivery_wiki.calculations.money.margins import (
    POSITIONS,
    SowMargin,
    forecast_labour,
    internal_margins,
    paid_otherwise,
)
from delivery_wiki.calculations.money.price_limits import ReachedLimit, reached_limits, reached_text
from delivery_wiki.calculations.work_package_efforts import effort_by_role, project_effort, total_effort, unreported
from delivery_wiki.model.project import Internal
from delivery_wiki.model.status import Effort, SowFigures

from .margin_tables import amount_of, margin_columns, margin_rows, margin_total
from .page_kind import Macro, PageContext, PageKind
from .register_parts import NOTHING, computed, items, name_of, parts, register_table, single_page, with_note
from .tree import (
    Bar,
    Block,
    Blocks,
    Callout,
    Column,
    Content,
    Details,
    Heading,
    LineBreak,
    Listing,
    Mark,
    Number,
    Paragraph,
    Row,
    State,
    Table,
)
from .words import Words


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
    found = (one for figures in context.status.sows for one in reached_limits(figures, margins.get(figures.sow.id)))
    return tuple(one for one in found if shown or not one.internal)


def limit_text(words: Words, reached: ReachedLimit) -> str:
    """A reached limit in a sentence, with its amounts."""
    amounts = {"amount": reached.amount, "most": reached.most, "over": reached.over}
    told = {name: words.money(amount, reached.currency) for name, amount in amounts.items()}
    return words(reached_text(reached), **told)


def _limits(context: PageContext) -> Blocks:
    found = all_reached_limits(context)
    if not found:
        return ()
    rows = tuple((context.item(one.sow), " ", limit_text(context.words, one)) for one in found)
    return (Callout(kind="warning", title=context.words("Limits that are reached"), blocks=(Listing(items=rows),)),)


# --- person-days ----------------------------------------------------------------------------------


def _total(context: PageContext) -> Effort:
    return project_effort(context.status.sows)


def _progress(context: PageContext) -> Bar:
    words, total = context.words, _total(context)
    spent, remaining = int(total.spent * 100), int(total.remaining * 100)
    spent_words = words("{days} spent", days=words.days(total.spent))
    remaining_words = words("{days} remaining", days=words.days(total.remaining))
    said = {
        "forecast": words.days(total.forecast),
        "planned": words.days(total.allowed),
        "states": f"{spent_words}, {remaining_words}",
    }
    text = (
        words("Forecast {forecast} of {planned} person-days planned and agreed: {states}", **said)
        if total.agreed
        else words("Forecast {forecast} of {planned} person-days planned: {states}", **said)
    )
    mark = Mark.LATE if total.over > 0 else Mark.OPEN
    return Bar(
        parts=((Mark.MET, spent, spent_words), (mark, remaining, remaining_words)),
        total=spent + remaining,
        text=text,
    )


def effort_columns(words: Words, first: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of an effort table."""
    unit = words("person-days")
    titles = (words("Planned"), words("Spent"), words("Remaining"), words("Forecast"), words("Over plan"))
    return (*first, *(Column(title=title, numeric=True, unit=unit) for title in titles))


def effort_cells(words: Words, effort: Effort, *, known: bool = True) -> tuple[Content, ...]:
    """Planned, spent, remaining and forecast person-days, and how far the forecast is above what was agreed.

    Dashes where nothing is known; the days of agreed change requests stand below the plan.
    """
    if not known:
        return (NOTHING,) * 5
    planned = with_note(Number(words.days(effort.planned)), by_changes(words, effort))
    others = (effort.spent, effort.remaining, effort.forecast)
    return (planned, *(Number(words.days(figure)) for figure in others), _over(words, effort.over))


def by_changes(words: Words, effort: Effort) -> str:
    """What agreed change requests add to the plan; nothing where they add nothing."""
    sign = "+" if effort.agreed > 0 else ""
    return words("{days} by agreed changes", days=f"{sign}{words.days(effort.agreed)}") if effort.agreed else ""


def _over(words: Words, over: Decimal) -> Content:
    if over > 0:
        return State(Mark.LATE, f"+{words.days(over)}")
    return Number(words.days(over)) if over else NOTHING


def _by_sow(context: PageContext) -> Table:
    words = context.words
    first = (Column(title=words("Statement of work")), Column(title=words("As of"), narrow=True))
    rows = []
    for figures in context.status.sows:
        newest = words.date(figures.as_of) if figures.as_of else NOTHING
        title: Content = (context.item(figures.sow.id), LineBreak(), figures.sow.title)
        cells = effort_cells(words, figures.effort, known=bool(figures.efforts))
        rows.append(Row(cells=(title, newest, *cells)))
    if len(rows) > 1:
        rows.append(Row(cells=(words("Total"), "", *effort_cells(words, _total(context))), total=True))
    return register_table(effort_columns(words, first), rows, empty=words("No statement of work is written yet."))


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
    columns = effort_columns(words, (Column(title=words("Role")),))
    rows = [Row(cells=(role, *_role_cells(words, effort, total))) for role, effort in efforts.items()]
    if total.agreed:
        apart = Effort(agreed=total.agreed, remaining=total.remaining - total_effort(efforts.values()).remaining)
        rows.append(Row(cells=(words("Agreed change requests, for any role"), *effort_cells(words, apart))))
    if len(rows) > 1:
        rows.append(Row(cells=(words("Total"), *effort_cells(words, _total(context))), total=True))
    return register_table(columns, rows, empty=words("No work package is written yet. They stand in sow/."))


def _role_cells(words: Words, effort: Effort, total: Effort) -> tuple[Content, ...]:
    """The cells of a role; beside agreed changes, days above its own plan are no overrun yet."""
    *cells, over = effort_cells(words, effort)
    plain = Number(f"+{words.days(effort.over)}") if total.agreed and effort.over > 0 else over
    return (*cells, plain)


# --- money and remarks ----------------------------------------------------------------------------


def _margins(context: PageContext) -> Blocks:
    """Price, cost and margin of each statement of work, what they are made of, and what stands outside."""
    words, margins = context.words, internal_margins(context.view, context.status)
    if not any(margin.planned.known_cost or margin.planned.price is not None for margin in margins):
        return ()
    rows = [*margin_rows(words, [(context.item(one.id), one) for one in margins]), *margin_total(words, margins)]
    columns = margin_columns(words, Column(title=words("Statement of work")))
    table = register_table(columns, rows, empty="")
    made_of = Details(summary=words("What price and cost are made of"), blocks=_positions(context, margins))
    return (
        _heading(words("Margins"), "margins"),
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
    columns = (
        Column(title=words("Statement of work")),
        Column(title=words("Position")),
        Column(title=words("Price, planned"), numeric=True),
        Column(title=words("Price, forecast"), numeric=True),
        Column(title=words("Cost, planned"), numeric=True),
        Column(title=words("Cost, forecast"), numeric=True),
    )
    rows = [row for margin in margins for row in _position_rows(context, margin)]
    return (register_table(columns, rows, empty=""),) if rows else ()


def _position_rows(context: PageContext, margin: SowMargin) -> tuple[Row, ...]:
    planned, forecast = ({line.position: line for line in one.lines} for one in (margin.planned, margin.forecast))
    rows = []
    for position in POSITIONS:
        sides = (planned.get(position), forecast.get(position))
        if any(sides):
            cells = (
                *(amount_of(context.words, side.price if side else None, margin.currency) for side in sides),
                *(amount_of(context.words, side.cost if side else None, margin.cost_currency) for side in sides),
            )
            rows.append(Row(cells=(context.item(margin.id), context.words(POSITIONS[position]), *cells)))
    return tuple(rows)


def _cost_rates(context: PageContext, internal: Internal) -> Table:
    words = context.words
    columns = (Column(title=words("Role")), Column(title=words("Cost of a person-day"), numeric=True))
    rows = [Row(cells=(one.role, amount_of(words, one.rate, internal.currency))) for one in internal.cost_rates]
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
