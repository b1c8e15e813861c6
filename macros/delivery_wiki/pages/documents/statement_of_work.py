"""Statements of work: a contract of numbered clauses, and the table that sums all of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from delivery_wiki.calculations.current_figures import cites_sizing
from delivery_wiki.calculations.work_package_efforts import total_effort
from delivery_wiki.model.project import StatementOfWork
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages import tree
from delivery_wiki.pages.macro_arguments import require_known
from delivery_wiki.pages.page_kind import Macro, PageContext, PageFile, PageKind, Parameter
from delivery_wiki.pages.register_parts import estimated, with_note
from delivery_wiki.pages.state_marks import document_state
from delivery_wiki.pages.tree import Blocks
from delivery_wiki.pages.words import Words

from . import sow_changes, sow_content, sow_effort, sow_payments, sow_rules, sow_terms
from .cover import document_status
from .frame import DocumentParts, Part, document_page, prose_by_title
from .sizing_clauses import moved_inputs, sizing_summary

BASIC = "basic"


def statement_of_work(context: PageContext, topic: str) -> Blocks:
    """One statement of work as the contract text that is signed."""
    sow = _require_sow(context, topic)
    kind = sow_kind(sow)
    template = context.view.templates.by_kind.get(kind)
    sections = template.sections if template else ()
    prose, rest = prose_by_title(context, context.view.project.prose.get(f"sow/{topic}"), sections)
    parts = DocumentParts(
        computed=sow_parts(context, sow),
        standard=standard_texts(context, sow),
        added={"change-control": partial(sow_changes.changes, context, sow)},
        prose=prose,
        prose_file=lambda section: f"sow/{topic}.md",
        rest=rest,
        anchor=f"sow-{topic}",
        notes=(
            *(moved_inputs(context, kind, topic) if cites_sizing(kind, sow.topic, context.view.project) else ()),
            *sow_payments.billed_days(context, sow),
            *sow_payments.payments_due(
                context, sow, find_figures(context, sow), document_status(context, kind, sow.topic)
            ),
        ),
    )
    return document_page(context, kind, parts, topic=topic)


def _require_sow(context: PageContext, topic: str) -> StatementOfWork:
    """A statement of work by its topic or id; raises ValueError for one that is not there."""
    sows = context.view.project.sows
    known = {one.id: one for one in sows} if topic.startswith("SOW-") else {one.topic: one for one in sows}
    require_known("the topic of a statement of work", topic, known)
    return known[topic]


def find_sow(context: PageContext, topic: str) -> StatementOfWork | None:
    """A statement of work by its topic or id."""
    return next((one for one in context.view.project.sows if topic in (one.topic, one.id)), None)


def sow_kind(sow: StatementOfWork) -> str:
    """The kind of document: the Basic SOW has a template of its own."""
    return "basic-sow" if sow.topic == BASIC else "sow"


def sow_parts(context: PageContext, sow: StatementOfWork) -> Mapping[str, Part]:
    """The computed sections by the names that templates use."""
    figures = find_figures(context, sow)
    content = sow_content
    return {
        "background": partial(content.background, context, sow),
        "scope": partial(content.scope, context, sow),
        "out-of-scope": partial(content.out_of_scope, context, sow),
        "approach": partial(content.approach, context, sow),
        "deliverables": partial(content.deliverables, context, sow),
        "schedule": partial(content.schedule, context, sow),
        "customer-duties": partial(content.customer_duties, context, sow),
        "assumptions": partial(content.assumptions, context, sow),
        "requirements": partial(content.requirements, context, sow),
        "sizing": partial(sizing_summary, context, f"sow-{sow.topic}-sizing") if sow.cites_sizing else tuple,
        "risks": partial(content.risks, context, sow),
        "effort": partial(sow_effort.effort_and_price, context, sow, figures),
        "acceptance": partial(sow_rules.acceptance, context, sow),
        "definitions": partial(sow_terms.definitions, context, sow),
        "roles": partial(sow_terms.roles, context, sow),
        "basis": partial(sow_terms.basis, context, sow),
        "answers": partial(sow_terms.answers, context),
        "change-control": partial(sow_rules.clauses, sow.change_control),
        "warranty": partial(sow_rules.clauses, sow.warranty),
        "precedence": partial(sow_rules.clauses, sow.precedence),
    }


def standard_texts(context: PageContext, sow: StatementOfWork) -> Mapping[str, Part]:
    """What holds where the Markdown file says nothing of its own."""
    return {
        "background": partial(sow_content.background, context, sow),
        "change-control": partial(sow_rules.change_control, context, sow),
        "warranty": partial(sow_rules.warranty, context, sow),
        "precedence": partial(sow_rules.precedence, context, sow),
    }


def find_figures(context: PageContext, sow: StatementOfWork) -> SowFigures | None:
    """The sums of a statement of work."""
    return next((one for one in context.status.sows if one.sow.topic == sow.topic), None)


def sow_summary(context: PageContext, topic: str = "") -> Blocks:
    """Days, price and state of each statement of work, or of one; sums where the currency is one."""
    words = context.words
    if topic:
        _require_sow(context, topic)
    figures = [one for one in context.status.sows if topic in ("", one.sow.topic, one.sow.id)]
    rows = tuple(_summary_row(context, one) for one in figures)
    columns = (
        tree.Column(title=words("Statement of work")),
        tree.Column(title=words("Days"), numeric=True),
        tree.Column(title=words("Price"), numeric=True),
        tree.Column(title=words("State")),
    )
    empty = words("No statement of work yet.")
    return (tree.Table(columns=columns, rows=(*rows, *_summary_total(context, figures)), empty=empty),)


def _summary_row(context: PageContext, figures: SowFigures) -> tree.Row:
    words, sow = context.words, figures.sow
    status = document_status(context, sow_kind(sow), sow.topic)
    state: tree.Content = document_state(status, words) if status else "–"
    link = tree.Link(sow.title, f"{sow_stem(sow)}.html")
    return tree.Row(cells=(link, _days_of(words, [figures]), _price_of(words, [figures]), state))


def _summary_total(context: PageContext, figures: list[SowFigures]) -> tuple[tree.Row, ...]:
    words = context.words
    if len(figures) < 2:
        return ()
    cells = (tree.Strong(words("Total")), _days_of(words, figures), _price_of(words, figures), "")
    return (tree.Row(cells=cells, total=True),)


def _days_of(words: Words, figures: list[SowFigures]) -> tree.Content:
    """The planned days; below them those with agreed change requests, where these move them."""
    planned = total_effort(one.effort for one in figures).planned
    changed = sum((one.changes_days for one in figures), Decimal(0))
    with_changes = words("{days} with agreed change requests", days=words.days(planned + changed))
    return with_note(estimated(words, planned), with_changes if changed else "")


def _price_of(words: Words, figures: list[SowFigures]) -> tree.Content:
    """The price; below it that with agreed change requests, where these move it."""
    price = _price_total(words, [(one.total, one.currency) for one in figures])
    if not any(one.requests for one in figures):
        return price
    charged = _price_total(words, [(one.charged, one.currency) for one in figures])
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
    return f"sow-{sow.topic}"


def find_pages(context: PageContext) -> tuple[PageFile, ...]:
    """A page for each statement of work; the Basic one first."""
    sows = sorted(context.view.project.sows, key=lambda sow: (sow.topic != BASIC, sow.topic))
    return tuple(
        PageFile(
            stem=sow_stem(sow),
            title=sow.title,
            group="Documents",
            body=f'{{{{ statement_of_work("{sow.topic}") }}}}',
            kind="sow",
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
PAGE_KINDS: tuple[PageKind, ...] = (PageKind(kind="sow", find=find_pages),)
