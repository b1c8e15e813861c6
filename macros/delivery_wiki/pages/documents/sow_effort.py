"""What a statement of work says about money: the effort table, and the price step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from delivery_wiki.calculations.money.agreed_changes import cap_change, held_changes, validity_change
from delivery_wiki.calculations.money.efforts import travel_amount, trip_amount
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.project.statement_of_work_terms import Price, PriceBasis, StatementOfWork, Travel, WorkPackage
from delivery_wiki.model.status import SowFigures, WorkPackagePrice
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import estimated, parts
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.clause_words import clause_texts, clauses_in_force, first_text, sow_facts
from ..document_frame.frame import part, unwritten
from ..elements.columns import Column, Columns, plain_table
from ..elements.words import Words
from .amounts import plain_money
from .sow_payments import payment

HOURS = "{hours_per_person_day}"  # the place of the hours in a definition


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
    packages = [package for package in sow.work_packages if not package.withdrawn]
    if not packages:
        return (tree.Paragraph(unwritten(words("No work package is planned yet."))),)
    total, days, on_site = ("", "", "") if figures is None else _effort_totals(words, figures)
    columns: Columns[WorkPackage] = (
        Column(words("Work package"), lambda package: tree.Anchor(package.id), narrow=True),
        Column(words("Title"), lambda package: _title(context, package), total=total),
        Column(words("Role"), lambda package: _role(context, package)),
        Column(words("Person-days"), lambda package: words.days(package.days), figure=True, total=days),
        Column(
            words("On site"),
            lambda package: words.days(package.on_site),
            figure=True,
            shown=figures is not None and bool(figures.on_site),
            total=on_site,
        ),
        *(_rate_columns(words, figures) if figures is not None and _has_rates(sow) else ()),
    )
    return (plain_table(columns, packages), *_hours(context, sow))


def _effort_totals(words: Words, figures: SowFigures) -> tuple[Content, Content, Content]:
    """What stands below the columns of titles, of days, and of days on site."""
    days, on_site = estimated(words, figures.days), words.days(figures.on_site)
    return (tree.Strong(words("Total")), tree.Strong(days), tree.Strong(on_site))


def _rate_columns(words: Words, figures: SowFigures) -> Columns[WorkPackage]:
    """Rate and amount of each package; a package of a role without a rate has neither yet."""
    currency, priced = figures.currency, {line.id: line for line in figures.lines}

    def money(tell: Callable[[WorkPackagePrice], Decimal | None]) -> Callable[[WorkPackage], Content]:
        return lambda package: plain_money(words, tell(line) if (line := priced.get(package.id)) else None, currency)

    labour = tree.Strong(plain_money(words, figures.labour, currency))
    return (
        Column(words("Rate"), money(lambda line: line.rate), figure=True, unit=currency),
        Column(words("Amount"), money(lambda line: line.amount), figure=True, unit=currency, total=labour),
    )


def _hours(context: PageContext, sow: StatementOfWork) -> Blocks:
    """How long a person-day is, where the project says so and no definition of the same paper does."""
    words, hours = context.words, context.view.project.hours_per_person_day
    defined = clauses_in_force(context, ClausePlace.DEFINITIONS, sow_facts(context, sow))
    if hours is None or any(HOURS in chosen.text for chosen in defined):
        return ()
    return (tree.Paragraph(words("A person-day has {hours} hours.", hours=words.number(hours))),)


def _has_rates(sow: StatementOfWork) -> bool:
    """Whether the statement shows rates: a fixed price is one amount, and nobody sees how it was reckoned."""
    return sow.price is not None and not sow.price.is_reckoned_inside and bool(sow.price.rates)


def _title(context: PageContext, package: WorkPackage) -> Content:
    words = context.words
    title: list[tree.Inline] = [package.title]
    if package.description:
        title += [tree.LineBreak(), tree.Muted(package.description)]
    if package.deliverables:
        title += [tree.LineBreak(), tree.Muted(words("for")), " ", *context.items(package.deliverables)]
    return tuple(title)


def _role(context: PageContext, package: WorkPackage) -> Content:
    role = context.words(package.role)
    return (role, tree.LineBreak(), *parts(context.person(package.owner))) if package.owner else role


def travel(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The trips with what each costs; nothing where no trip is planned, or where a fixed price holds them."""
    words = context.words
    if sow.price is None or sow.price.is_reckoned_inside or not sow.price.travel:
        return ()
    currency = sow.price.currency
    total = tree.Strong(plain_money(words, travel_amount(sow.price), currency))
    columns: Columns[Travel] = (
        Column(words("Trip"), lambda trip: trip.title, total=tree.Strong(words("Total"))),
        Column(words("Number"), lambda trip: words.number(trip.trips), figure=True),
        Column(
            words("Travel time, each"), lambda trip: plain_money(words, trip.time, currency), figure=True, unit=currency
        ),
        Column(
            words("Fares and lodging, each"),
            lambda trip: plain_money(words, trip.cost, currency),
            figure=True,
            unit=currency,
        ),
        Column(
            words("Amount"),
            lambda trip: plain_money(words, trip_amount(trip, currency), currency),
            figure=True,
            unit=currency,
            total=total,
        ),
    )
    return (plain_table(columns, sow.price.travel),)


def price(context: PageContext, sow: StatementOfWork, figures: SowFigures | None) -> Blocks:
    """The price basis and the sum, step by step; before there is a price, it says so."""
    words = context.words
    if sow.price is None or sow.price.basis is PriceBasis.NOT_PRICED or figures is None:
        return (tree.Paragraph(_without_price(context, sow)), *_changed_days(context, sow, figures))
    if figures.total is None:
        incomplete = tree.Paragraph(unwritten(words("The price is not complete: a role has no rate yet.")))
        return (incomplete, *_changed_days(context, sow, figures))
    notes = _price_notes(context, sow, sow.price, figures)
    return (
        tree.Paragraph(_basis(context, sow.price)),
        _price_table(context, sow, sow.price, figures),
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
    return tuple(tree.Paragraph(note) for note in notes)


def held_note(context: PageContext, sow: StatementOfWork) -> Iterator[str]:
    """Which agreed change requests are in the days, amounts and limits of this revision, and move it no further."""
    if held := held_changes(sow, context.view.project.changes, context.on):
        text = "Revision {number} already contains what was agreed by {changes}."
        number = context.words.number(sow.revision)
        yield context.words(text, number=number, changes=context.words.listed([change.id for change in held]))


def _basis(context: PageContext, price: Price) -> str:
    words = context.words
    if price.basis is PriceBasis.FIXED_PRICE:
        return words("Fixed price: the price does not depend on the days spent.")
    if price.basis is PriceBasis.TIME_AND_MATERIAL_CAPPED:
        return words("Time and material with a cap: the days spent are charged at the rates above, up to the cap.")
    return words("Time and material: the days spent are charged at the rates above.")


def _price_table(context: PageContext, sow: StatementOfWork, price: Price, figures: SowFigures) -> tree.Table:
    """The positions that add up to the price."""
    words, currency = context.words, figures.currency
    name = first_text(context, ClausePlace.TOTAL, sow_facts(context, sow), words("Total"))
    columns: Columns[tuple[str, Decimal | None]] = (
        Column(words("Position"), lambda position: position[0], total=tree.Strong(name)),
        Column(
            words("Amount"),
            lambda position: plain_money(words, position[1], currency),
            figure=True,
            unit=currency,
            total=tree.Strong(plain_money(words, figures.total, currency)),
        ),
    )
    return plain_table(columns, price_positions(context, price, figures))


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
    if figures.charged_by_day and figures.contingency:
        notes.append(words("The contingency is a reserve for more days; it is charged only for days worked."))
    if price.expenses_cap is not None and not price.is_fixed:
        capped = words.money(price.expenses_cap, price.currency)
        text = "Travel and expenses together are capped at {amount}."
        if figures.cap is not None:
            text = "Travel and expenses together are capped at {amount}, within the overall cap."
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
        yield words("The cap covers the whole price, travel and expenses included.")
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
            changes=", ".join(request.id for request in figures.requests if request.days or request.amount),
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
            "The cap covers all of it: no more than {amount} is charged.", amount=words.money(figures.charged, currency)
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
    later = [
        request.id
        for request in figures.requests
        if last is not None and request.decided is not None and request.decided > last
    ]
    if later:
        yield from clause_texts(context, ClausePlace.AFTER_VALIDITY, sow_facts(context, sow, changes=tuple(later)))
