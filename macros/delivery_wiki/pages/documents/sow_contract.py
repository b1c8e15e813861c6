"""What a statement of work says as an order: numbers, place and hours, key people, inspection, liability, options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from delivery_wiki.calculations.base.contract_in_force import contract_of
from delivery_wiki.model.project.contract_data import ContractData, Inspection, OptionPeriod
from delivery_wiki.model.project.recurrence import months_later
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import day, items, parts
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.clause_words import framework_agreement, liability_cap
from ..elements.columns import Column, Columns, register_table


def order_and_contract(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The contract data that hold for it, the options to extend it, and why it departs from those of the project."""
    contract = contract_of(context.view.project, sow)
    facts = (*_order(context, sow, contract), *_work(context, sow, contract))
    if not facts and not contract.options:
        return ()
    shown: Blocks = (tree.Facts(pairs=facts),) if facts else ()
    return (*shown, *_options(context, sow, contract.options), *_departures(context, sow))


def _order(context: PageContext, sow: StatementOfWork, contract: ContractData) -> Iterator[tuple[str, Content]]:
    """What it is ordered by, and how far a party is liable."""
    words = context.words
    if contract.order_number:
        yield words("Order number of the customer"), contract.order_number
    if contract.framework_agreement is not None:
        yield words("Framework agreement"), framework_agreement(words, contract.framework_agreement)
    if contract.liability_cap is not None and (cap := liability_cap(words, contract.liability_cap, sow)):
        yield words("Cap on liability"), cap


def _work(context: PageContext, sow: StatementOfWork, contract: ContractData) -> Iterator[tuple[str, Content]]:
    """Where and when people work, whom the vendor does not replace, and how the customer inspects."""
    words = context.words
    if contract.place:
        yield words("Place of work"), contract.place
    if contract.working_hours:
        yield words("Working hours"), contract.working_hours
    if contract.key_people:
        yield words("Key people"), items(context, contract.key_people)
    if contract.inspection is not None and (said := _inspection(context, sow, contract.inspection)):
        yield words("Inspection"), said


def _inspection(context: PageContext, sow: StatementOfWork, inspection: Inspection) -> Content:
    """Who inspects, how often, within which time, and what is remedied how; a line each."""
    words, clock = context.words, sow.acceptance_clock
    lines: list[Content] = [items(context, inspection.by)] if inspection.by else []
    lines += [inspection.rhythm] if inspection.rhythm else []
    days = inspection.business_days if clock is None or clock.review_business_days is None else None
    if days is not None:
        lines.append(
            words.counted(
                days, "within {count} business day after handover", "within {count} business days after handover"
            )
        )
    lines += [inspection.remedy] if inspection.remedy else []
    said: list[tree.Inline] = []
    for line in lines:
        said += [tree.LineBreak()] if said else []
        said += parts(line)
    return tuple(said)


def _options(context: PageContext, sow: StatementOfWork, options: tuple[OptionPeriod, ...]) -> Blocks:
    """The times by which the customer may extend the work: how long, until when at most, and the day to say so."""
    if not options:
        return ()
    words = context.words
    columns: Columns[OptionPeriod] = (
        Column(words("Option to extend"), lambda option: option.title),
        Column(
            words("Months at most"), lambda option: words.number(option.months) if option.months else "", figure=True
        ),
        Column(words("Ends by then"), lambda option: day(context, _extended(sow, option)), narrow=True),
        Column(words("Notice by"), lambda option: day(context, option.notice_by), narrow=True),
        Column(words("Note"), lambda option: option.note),
    )
    return (register_table(columns, options, empty=""),)


def _extended(sow: StatementOfWork, option: OptionPeriod) -> dt.date | None:
    """The end of the work with an option; None where no end or no length is written."""
    return months_later(sow.ends, option.months) if sow.ends is not None and option.months else None


def _departures(context: PageContext, sow: StatementOfWork) -> Iterator[tree.Paragraph]:
    """Which of these terms are meant to be others than those of the project, and why."""
    lead = "Departing from the other statements of work of this project: {reason}"
    return (
        tree.Paragraph(context.words(lead, reason=exception.reason))
        for exception in sow.exceptions
        if exception.term.is_contract_data
    )
