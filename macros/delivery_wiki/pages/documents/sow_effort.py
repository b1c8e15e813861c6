"""What a statement of work says about money: the effort table, and the price step by step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from delivery_wiki.calculations.agreed_changes import cap_change, held_changes, validity_change
from delivery_wiki.calculations.efforts import travel_amount, trip_amount
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.project import Price, PriceBasis, StatementOfWork, WorkPackage
from delivery_wiki.model.status import SowFigures, WorkPackagePrice
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import estimated, parts
from delivery_wiki.pages.tree import Blocks, Content

from .amounts import plain_money
from .clause_words import clause_texts, first_text, sow_facts
from .frame import part, unwritten
from .sow_payments import payment


def effort_and_price(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """Effort, price and payment, each a numbered part."""
    words, anchor = context.words, f"sow-{sow.topic}"
    numbered = [part(words("Effort"), f"{anchor}-effort-table", effort(context, sow, figures))]
    if trips := travel(context, sow):
        numbered.append(part(words("Travel"), f"{anchor}-travel", trips))
    numbered.append(part(words("Price"), f"{anchor}-price", price(context, sow, figures)))
    if sow.payment:
        numbered.append(part(words("Payment"), f"{anchor}-payment", payment(context, sow, figures)))
    return tuple(numbered)


def effort(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """Work package by work package: role, days, rate, amount, and totals that add up."""
    words = context.words
    packages = [one for one in sow.work_packages if not one.withdrawn]
    priced = {line.id: line for line in figures.lines} if figures else {}
    money = _has_rates(sow)
    rows = [_package_row(context, one, priced.get(one.id), figures, money=money) for one in packages]
    if figures is not None and packages:
        rows.append(_effort_total(context, figures, money=money))
    columns = [
        tree.Column(title=words("Work package"), narrow=True),
        tree.Column(title=words("Title")),
        tree.Column(title=words("Role")),
        tree.Column(title=words("Person-days"), numeric=True),
    ]
    if figures is not None and figures.on_site:
        columns.append(tree.Column(title=words("On site"), numeric=True))
    if money and figures is not None:
        columns += [
            tree.Column(title=words("Rate"), numeric=True, unit=figures.currency),
            tree.Column(title=words("Amount"), numeric=True, unit=figures.currency),
        ]
    if not packages:
        return (tree.Paragraph(unwritten(words("No work package is planned yet."))),)
    return (tree.Table(columns=tuple(columns), rows=tuple(rows)), *_hours(context))


def _hours(context: PageContext) -> Blocks:
    """How long a person-day is, where the project says so."""
    words, hours = context.words, context.view.project.hours_per_person_day
    if hours is None:
        return ()
    return (tree.Paragraph(words("A person-day has {hours} hours.", hours=words.number(hours))),)


def _has_rates(sow: StatementOfWork) -> bool:
    """Whether the statement shows rates: a fixed price is one amount, and nobody sees how it was reckoned."""
    return sow.price is not None and not sow.price.is_reckoned_inside and bool(sow.price.rates)


def _package_row(
    context: PageContext,
    package: WorkPackage,
    line: WorkPackagePrice | None,
    figures: SowFigures | None,
    *,
    money: bool,
) -> tree.Row:
    words = context.words
    title: list[tree.Inline] = [package.title]
    if package.description:
        title += [tree.LineBreak(), tree.Muted(package.description)]
    if package.deliverables:
        title += [tree.LineBreak(), tree.Muted(words("for")), " ", *context.items(package.deliverables)]
    cells: list[Content] = [
        tree.Anchor(package.id),
        tuple(title),
        _role(context, package),
        words.days(package.days),
    ]
    if figures is not None and figures.on_site:
        cells.append(words.days(package.on_site))
    if money and figures is not None:
        cells += [plain_money(context.words, value, figures.currency) for value in _rate_and_amount(line)]
    return tree.Row(cells=tuple(cells))


def _role(context: PageContext, package: WorkPackage) -> Content:
    role = context.words(package.role)
    return (role, tree.LineBreak(), *parts(context.person(package.owner))) if package.owner else role


def _rate_and_amount(line: WorkPackagePrice | None) -> tuple[Decimal | None, Decimal | None]:
    return (line.rate, line.amount) if line else (None, None)


def _effort_total(context: PageContext, figures: SowFigures, *, money: bool) -> tree.Row:
    words = context.words
    cells: list[Content] = ["", tree.Strong(words("Total")), "", tree.Strong(estimated(words, figures.days))]
    if figures.on_site:
        cells.append(tree.Strong(words.days(figures.on_site)))
    if money:
        cells += ["", tree.Strong(plain_money(context.words, figures.labour, figures.currency))]
    return tree.Row(cells=tuple(cells), total=True)


def travel(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The trips with what each costs; nothing where no trip is planned, or where a fixed price holds them."""
    words = context.words
    if sow.price is None or sow.price.is_reckoned_inside or not sow.price.travel:
        return ()
    currency = sow.price.currency
    rows = [
        tree.Row(
            cells=(
                one.title,
                words.number(one.trips),
                plain_money(words, one.time, currency),
                plain_money(words, one.cost, currency),
                plain_money(words, trip_amount(one, currency), currency),
            )
        )
        for one in sow.price.travel
    ]
    total = plain_money(words, travel_amount(sow.price), currency)
    rows.append(tree.Row(cells=(tree.Strong(words("Total")), "", "", "", tree.Strong(total)), total=True))
    columns = (
        tree.Column(title=words("Trip")),
        tree.Column(title=words("Number"), numeric=True),
        tree.Column(title=words("Travel time, each"), numeric=True, unit=currency),
        tree.Column(title=words("Fares and lodging, each"), numeric=True, unit=currency),
        tree.Column(title=words("Amount"), numeric=True, unit=currency),
    )
    return (tree.Table(columns=columns, rows=tuple(rows)),)


def price(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """The price basis and the sum, step by step; before there is a price, it says so."""
    words = context.words
    if sow.price is None or sow.price.basis is PriceBasis.NOT_PRICED or figures is None:
        return (tree.Paragraph(_without_price(context, sow)), *_changed_days(context, sow, figures))
    if figures.total is None:
        incomplete = tree.Paragraph(unwritten(words("The price is not complete: a role has no rate yet.")))
        return (incomplete, *_changed_days(context, sow, figures))
    columns = (
        tree.Column(title=words("Position")),
        tree.Column(title=words("Amount"), numeric=True, unit=figures.currency),
    )
    notes = _price_notes(context, sow, sow.price, figures)
    return (
        tree.Paragraph(_basis(context, sow.price)),
        tree.Table(columns=columns, rows=_price_rows(context, sow, sow.price, figures)),
        *((tree.Listing(items=notes),) if notes else ()),
    )


def _without_price(context: PageContext, sow: StatementOfWork) -> Content:
    """That there is no price: what a basis of not-priced says, and a gap where nobody wrote a price."""
    words = context.words
    if sow.price is None:
        return unwritten(words("No price is stated yet."))
    otherwise = words("This statement of work carries no price.")
    return first_text(context, ClausePlace.NOT_PRICED, sow_facts(context, sow), otherwise)


def _changed_days(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """The days with agreed change requests, where no price tells them."""
    notes = [*held_note(context, sow)]
    if figures is not None and figures.changes_days:
        days = context.words.days(figures.days + figures.changes_days)
        notes.append(context.words("With the agreed change requests it comes to {days} person-days.", days=days))
    return tuple(tree.Paragraph(one) for one in notes)


def held_note(context: PageContext, sow: StatementOfWork) -> Iterator[str]:
    """Which agreed change requests are in the days, amounts and limits of this revision, and move it no further."""
    if held := held_changes(sow, context.view.project.changes, context.on):
        text = "Revision {number} already contains what was agreed by {changes}."
        number = context.words.number(sow.revision)
        yield context.words(text, number=number, changes=", ".join(one.id for one in held))


def _basis(context: PageContext, price: Price) -> str:
    words = context.words
    if price.basis is PriceBasis.FIXED_PRICE:
        return words("Fixed price: the price does not depend on the days spent.")
    if price.basis is PriceBasis.TIME_AND_MATERIAL_CAPPED:
        return words("Time and material with a cap: the days spent are charged at the rates above, up to the cap.")
    return words("Time and material: the days spent are charged at the rates above.")


def _price_rows(context: PageContext, sow: StatementOfWork, price: Price, figures: SowFigures) -> tuple[tree.Row, ...]:
    currency = figures.currency
    positions = price_positions(context, price, figures)
    lines = [tree.Row(cells=(title, plain_money(context.words, amount, currency))) for title, amount in positions]
    total = tree.Strong(plain_money(context.words, figures.total, currency))
    name = first_text(context, ClausePlace.TOTAL, sow_facts(context, sow), context.words("Total"))
    return (*lines, tree.Row(cells=(tree.Strong(name), total), total=True))


def price_positions(context: PageContext, price: Price, figures: SowFigures) -> tuple[tuple[str, Decimal | None], ...]:
    """The positions that add up to the total: a fixed amount stands alone, a cap appears as what it takes off."""
    words = context.words
    if price.is_fixed:
        return ((words("Fixed price"), figures.total),)
    positions: list[tuple[str, Decimal | None]] = [(words("Work, from the effort table"), figures.labour)]
    if figures.contingency:
        percent = words.number(price.contingency_percent)
        positions.append((words("Contingency of {percent} %", percent=percent), figures.contingency))
    if figures.travel:
        positions.append((words("Travel"), figures.travel))
    if figures.expenses:
        positions.append((words("Expenses"), figures.expenses))
    if figures.above_expenses_cap:
        positions.append((words("Reduction to the cap of travel and expenses"), -figures.above_expenses_cap))
    known = [amount for _, amount in positions if amount is not None]
    above = sum(known, Decimal(0)) - (figures.total or Decimal(0))
    if above:
        positions.append((words("Reduction to the cap"), -above))
    return tuple(positions)


def _price_notes(context: PageContext, sow: StatementOfWork, price: Price, figures: SowFigures) -> tuple[str, ...]:
    words = context.words
    notes = [*_cap_notes(context, price, figures)]
    if price.expenses_cap is not None and not price.is_fixed:
        capped = words.money(price.expenses_cap, price.currency)
        text = "Travel and expenses together are capped at {amount}."
        if figures.cap is not None:
            text = "Travel and expenses together are capped at {amount}, within the cap of all."
        notes.append(words(text, amount=capped))
    if price.contains_expenses:
        notes.append(words("Travel and expenses are contained in the fixed price."))
    if price.expenses_note:
        notes.append(words("Expenses: {note}", note=price.expenses_note))
    notes += [*held_note(context, sow), *_change_notes(context, figures)]
    notes += _validity_notes(context, sow, price, figures)
    return (*notes, *clause_texts(context, ClausePlace.AMOUNTS, sow_facts(context, sow)))


def _cap_notes(context: PageContext, price: Price, figures: SowFigures) -> Iterator[str]:
    """The cap as it was signed, and as an agreed change request states it."""
    words = context.words
    if figures.cap is None or price.cap is None:
        return
    yield words("The cap is {amount}.", amount=words.money(price.cap, price.currency))
    if price.travel or price.expenses or price.expenses_cap is not None:
        yield words("The cap holds for all of the price, travel and expenses included.")
    if change := cap_change(figures.requests):
        capped = words.money(figures.cap, price.currency)
        yield words("By {change} the cap is {amount}.", change=change.id, amount=capped)


def _change_notes(context: PageContext, figures: SowFigures) -> Iterator[str]:
    """What agreed change requests add, what it comes to with them, and what is charged at most."""
    words, currency = context.words, figures.currency
    if figures.with_changes is None or figures.charged is None:
        return
    if figures.changes_days or figures.changes_amount:
        yield words(
            "Agreed change requests ({changes}) move this by {days} person-days and {amount}.",
            changes=", ".join(one.id for one in figures.requests if one.days or one.amount),
            days=words.days(figures.changes_days),
            amount=words.money(figures.changes_amount, currency),
        )
        yield words(
            "With them it comes to {days} person-days and {amount}.",
            days=words.days(figures.days + figures.changes_days),
            amount=words.money(figures.with_changes, currency),
        )
    if figures.charged < figures.with_changes:
        yield words(
            "The cap holds for all of it: {amount} are charged at most.", amount=words.money(figures.charged, currency)
        )


def _validity_notes(context: PageContext, sow: StatementOfWork, price: Price, figures: SowFigures) -> Iterator[str]:
    """Until when the price holds, and which change requests were agreed after that."""
    words, last = context.words, price.valid_until
    if last is not None:
        yield words("The price is valid until {date}.", date=words.date(last))
    change = validity_change(figures.requests)
    if change is not None and change.valid_until is not None:
        last = change.valid_until
        yield words("By {change} the price is valid until {date}.", change=change.id, date=words.date(last))
    later = [one.id for one in figures.requests if last is not None and one.decided is not None and one.decided > last]
    if later:
        yield from clause_texts(context, ClausePlace.AFTER_VALIDITY, sow_facts(context, sow, changes=tuple(later)))
