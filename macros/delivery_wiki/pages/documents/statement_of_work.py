"""Statements of work: a contract of numbered clauses, and the table that sums all of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from delivery_wiki.calculations.evidence.current_figures import cites_sizing
from delivery_wiki.calculations.money.agreed_changes import as_agreed
from delivery_wiki.calculations.money.work_package_efforts import total_effort
from delivery_wiki.model.document_kinds import BASIC, SOW
from delivery_wiki.model.document_names import document_id, document_key
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, Term
from delivery_wiki.model.status import SowFigures
from delivery_wiki.model.texts.unreadable import known_of
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.macro_arguments import require_known
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageFile, PageKind, Parameter
from delivery_wiki.pages.elements.register_parts import estimated, with_note
from delivery_wiki.pages.elements.state_marks import document_state
from delivery_wiki.pages.elements.tree import Blocks
from delivery_wiki.pages.elements.words import Words

from ..document_frame.cover import document_status
from ..document_frame.frame import DocumentParts, Part, document_page, prose_by_title
from ..elements.columns import Column, Columns, plain_table
from ..elements.tree import Content
from . import (
    contract_terms,
    sow_answers,
    sow_changes,
    sow_content,
    sow_contract,
    sow_effort,
    sow_glance,
    sow_payments,
    sow_rules,
    sow_terms,
)
from .sizing_clauses import moved_inputs, sizing_in_lines, sizing_summary

KIND = SOW.id


def statement_of_work(context: PageContext, topic: str) -> Blocks:
    """One statement of work as the contract text that is signed; what waits for a change request stands above it."""
    written = _require_sow(context, topic)
    sow = as_agreed(written, context.view.project.changes, context.on)
    kind = sow_kind(sow)
    template = context.view.templates.by_kind.get(kind)
    sections = template.sections if template else ()
    prose, rest = prose_by_title(context, SOW.written(context.view.project, topic), sections)
    parts = DocumentParts(
        computed=sow_parts(context, sow),
        standard=standard_texts(context, sow),
        added={"change-control": partial(sow_changes.changes, context, sow)},
        prose=prose,
        prose_file=partial(SOW.prose_path, topic),
        rest=rest,
        titles=contract_terms.headings(context, sow),
        anchor=f"sow-{topic}",
        notes=(
            *(moved_inputs(context, kind, topic) if cites_sizing(kind, sow.topic, context.view.project) else ()),
            *sow_changes.waiting(context, written),
            *sow_content.forecasts(context, sow),
            *sow_content.times_accepted(context, sow),
            *sow_answers.answers_given(context, sow),
            *sow_payments.billed_days(context, sow),
            *sow_payments.payments_due(
                context, sow, find_figures(context, sow), document_status(context, kind, sow.topic)
            ),
        ),
    )
    return document_page(context, kind, parts, topic=topic)


def _require_sow(context: PageContext, topic: str) -> StatementOfWork:
    """A statement of work by its topic or id; raises ValueError for one that is not there."""
    if found := find_sow(context, topic):
        return found
    sows = context.view.project.sows
    known = {sow.id: sow for sow in sows} if topic.startswith("SOW-") else {sow.topic: sow for sow in sows}
    require_known("the topic of a statement of work", topic, known)
    return known[topic]


def find_sow(context: PageContext, topic: str) -> StatementOfWork | None:
    """A statement of work by its topic or id."""
    return next((sow for sow in context.view.project.sows if topic in (sow.topic, sow.id)), None)


def sow_kind(sow: StatementOfWork) -> str:
    """The kind of document: the Basic SOW has a template of its own."""
    return document_key(SOW.id, sow.topic)[0]


def sow_parts(context: PageContext, sow: StatementOfWork) -> Mapping[str, Part]:
    """The computed sections by the names that templates use."""
    figures = find_figures(context, sow)
    content = sow_content
    return {
        "at-a-glance": partial(sow_glance.at_a_glance, context, sow, figures),
        "background": partial(content.background, context, sow),
        "scope": partial(content.scope, context, sow),
        "out-of-scope": partial(content.out_of_scope, context, sow),
        "deliverables": partial(content.deliverables, context, sow),
        "schedule": partial(content.schedule, context, sow),
        "customer-duties": partial(content.customer_duties, context, sow),
        "assumptions": partial(content.assumptions, context, sow),
        "requirements": partial(content.requirements, context, sow),
        "sizing": partial(sizing_summary, context, f"sow-{sow.topic}-sizing") if sow.cites_sizing else tuple,
        "sizing-lines": partial(sizing_in_lines, context, sow_kind(sow), sow.topic) if sow.cites_sizing else tuple,
        "risks": partial(content.risks, context, sow),
        "effort": partial(sow_effort.effort_and_price, context, sow, figures),
        "acceptance": partial(sow_rules.with_exceptions, context, sow, sow_rules.acceptance),
        "definitions": partial(sow_terms.definitions, context, sow),
        "roles": partial(sow_terms.roles, context, sow),
        "basis": partial(sow_terms.basis, context, sow),
        "answers": partial(sow_terms.answers, context, sow),
        "change-control": partial(sow_rules.own_clauses, context, sow, Term.CHANGE_CONTROL),
        "warranty": partial(sow_rules.own_clauses, context, sow, Term.WARRANTY),
        "order-and-contract": partial(sow_contract.order_and_contract, context, sow),
        "contract-terms": partial(contract_terms.contract_terms, context, sow),
        "precedence": partial(sow_rules.own_clauses, context, sow, Term.PRECEDENCE),
    }


def standard_texts(context: PageContext, sow: StatementOfWork) -> Mapping[str, Part]:
    """What holds where the Markdown file says nothing of its own."""
    return {
        "background": partial(sow_content.background, context, sow),
        "approach": partial(sow_content.approach, context, sow),
        "change-control": partial(sow_rules.with_exceptions, context, sow, sow_rules.change_control),
        "warranty": partial(sow_rules.with_exceptions, context, sow, sow_rules.warranty),
        "precedence": partial(sow_rules.with_exceptions, context, sow, sow_rules.precedence),
    }


def find_figures(context: PageContext, sow: StatementOfWork) -> SowFigures | None:
    """The sums of a statement of work."""
    return next((figures for figures in context.status.sows if figures.sow.topic == sow.topic), None)


def sow_summary(context: PageContext, topic: str = "") -> Blocks:
    """Days, price and state of each statement of work, or of one; sums where the currency is one."""
    words = context.words
    if topic:
        _require_sow(context, topic)
    figures = [sow for sow in context.status.sows if topic in ("", sow.sow.topic, sow.sow.id)]
    several = len(figures) > 1
    columns: Columns[SowFigures] = (
        Column(words("Statement of work"), _link, total=tree.Strong(words("Total")) if several else ""),
        Column(
            words("Days"),
            lambda sow: _days_of(words, [sow]),
            figure=True,
            total=_days_of(words, figures) if several else "",
        ),
        Column(
            words("Price"),
            lambda sow: _price_of(words, [sow]),
            figure=True,
            total=_price_of(words, figures) if several else "",
        ),
        Column(words("State"), lambda sow: _state(context, sow.sow)),
    )
    return (plain_table(columns, figures, empty=words("No statement of work yet.")),)


def _link(figures: SowFigures) -> Content:
    return tree.Link(figures.sow.title, f"{sow_stem(figures.sow)}.html")


def _state(context: PageContext, sow: StatementOfWork) -> Content:
    status = document_status(context, sow_kind(sow), sow.topic)
    return document_state(status, context.words) if status else "–"


def _days_of(words: Words, figures: list[SowFigures]) -> tree.Content:
    """The planned days; below them those with agreed change requests, where these move them."""
    planned = total_effort(sow_figures.effort for sow_figures in figures).planned
    changed = sum((sow_figures.changes_days for sow_figures in figures), Decimal(0))
    with_changes = words("{days} with agreed change requests", days=words.days(planned + changed))
    return with_note(estimated(words, planned), with_changes if changed else "")


def _price_of(words: Words, figures: list[SowFigures]) -> tree.Content:
    """The price; below it that with agreed change requests, where these move it."""
    price = _price_total(words, [(sow_figures.total, sow_figures.currency) for sow_figures in figures])
    if not any(sow_figures.requests for sow_figures in figures):
        return price
    charged = _price_total(words, [(sow_figures.charged, sow_figures.currency) for sow_figures in figures])
    return with_note(price, words("{amount} with agreed change requests", amount=charged) if charged != price else "")


def _price_total(words: Words, amounts: list[tuple[Decimal | None, str]]) -> str:
    """The sum of the prices, or what it is at least; several currencies are not added."""
    priced = [(amount, currency) for amount, currency in amounts if amount is not None]
    sums: dict[str, Decimal] = {}
    for total, currency in priced:
        sums[currency] = sums.get(currency, Decimal(0)) + total
    text = " + ".join(words.money(amount, currency) for currency, amount in sums.items())
    return (
        words("at least {amount}", amount=text) if text and len(priced) < len(amounts) else text or words("not priced")
    )


def sow_stem(sow: StatementOfWork) -> str:
    """The page's file name without its ending."""
    return document_id(SOW.id, sow.topic)


def find_pages(context: PageContext) -> tuple[PageFile, ...]:
    """A page for each statement of work; the Basic one first."""
    sows = sorted(known_of(context.view.project.sows), key=lambda sow: (sow.topic != BASIC, sow.topic))
    return tuple(
        PageFile(
            stem=sow_stem(sow),
            title=sow.title,
            group="Documents",
            body=f'{{{{ statement_of_work("{sow.topic}") }}}}',
            kind=KIND,
        )
        for sow in sows
    )


MACROS: tuple[Macro, ...] = (
    Macro(
        name="statement_of_work",
        summary="A whole statement of work, by its topic.",
        render=statement_of_work,
        parameters=(Parameter(name="topic", kind=str, summary="The stem of the file in sow/.", required=True),),
        example='{{ statement_of_work("provisioning") }}',
    ),
    Macro(
        name="sow_summary",
        summary="Days, price and state of every statement of work, or of one.",
        render=sow_summary,
        parameters=(Parameter(name="topic", kind=str, summary="Only this statement of work."),),
        example="{{ sow_summary() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (PageKind(kind=KIND, find=find_pages),)
