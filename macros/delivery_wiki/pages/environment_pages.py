"""The evaluated environment: what was answered and what was not, interfaces, ports and migration waves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from delivery_wiki.calculations.sizing.cited_inputs import with_citations
from delivery_wiki.model.process import Question, QuestionArea
from delivery_wiki.model.project import Answer, Environment, PortRule

from .documents.frame import DocumentParts, document_page, part
from .page_kind import Macro, PageContext, PageKind
from .register_parts import NOTHING, authors_hint, computed, day, items, register_table, single_page, with_note
from .sizing_words import FigureWords
from .tree import (
    Bar,
    Block,
    Blocks,
    Column,
    Content,
    Mark,
    Number,
    Paragraph,
    Row,
    State,
    Table,
)

KIND = "environment-evaluation"
SOURCE = "environment.yml"


def environment_page(context: PageContext) -> Blocks:
    """How much is answered and what is not, then the evaluation as one document."""
    parts = DocumentParts(
        computed={
            "answers": partial(environment_answers, context),
            "interfaces": partial(_part, context, _environment(context).interfaces, interface_table),
            "network": partial(_part, context, _environment(context).ports, _environment_ports),
            "migration": partial(_waves, context),
        },
        anchor="environment",
        notes=(_progress(context), *_unanswered(context)),
    )
    return document_page(context, KIND, parts)


def environment_answers(context: PageContext) -> Blocks:
    """Every area of the questionnaire with its answers; a question without one stands there as open."""
    words, answers = context.words, _answers(context)
    blocks: list[Block] = []
    for area in context.view.templates.questionnaire:
        table = computed(SOURCE, _area_table(context, area, answers))
        blocks.append(part(words(area.title), f"area-{area.id}", (table,)))
    other = [answer for id, answer in answers.items() if id not in _known(context)]
    if other:
        table = computed(SOURCE, _table(context, [(one.question, "", one) for one in other]))
        blocks.append(part(words("Further answers"), "area-further", (table,)))
    return tuple(blocks)


# --- answers --------------------------------------------------------------------------------------


def _environment(context: PageContext) -> Environment:
    return context.view.project.environment or Environment()


def _answers(context: PageContext) -> dict[str, Answer]:
    return {answer.question: answer for answer in _environment(context).answers}


def _questions(context: PageContext) -> list[Question]:
    return [question for area in context.view.templates.questionnaire for question in area.questions]


def _known(context: PageContext) -> set[str]:
    return {question.id for question in _questions(context)}


def _progress(context: PageContext) -> Bar:
    words, answers, questions = context.words, _answers(context), _questions(context)
    answered = sum(question.id in answers for question in questions)
    waiting = len(questions) - answered
    done = words("{count} answered", count=words.number(answered))
    left = words("{count} unanswered", count=words.number(waiting))
    return Bar(
        parts=((Mark.MET, answered, done), (Mark.OPEN, waiting, left)),
        total=len(questions),
        text=words.counted(
            len(questions), "{count} question: {states}", "{count} questions: {states}", states=f"{done}, {left}"
        ),
    )


def _unanswered(context: PageContext) -> Blocks:
    """The areas that still wait, each with its number of open questions, linked."""
    words, answers = context.words, _answers(context)
    rows = []
    for area in context.view.templates.questionnaire:
        waiting = [words(question.title) for question in area.questions if question.id not in answers]
        if waiting:
            cells: tuple[Content, ...] = (words(area.title), Number(words.number(len(waiting))), ", ".join(waiting))
            rows.append(Row(cells=cells))
    if not rows:
        return ()
    columns = (
        Column(title=words("Area")),
        Column(title=words("Unanswered"), numeric=True),
        Column(title=words("Questions")),
    )
    return (Table(columns=columns, rows=tuple(rows), caption=words("What is unanswered")),)


def _area_table(context: PageContext, area: QuestionArea, answers: dict[str, Answer]) -> Table:
    words = context.words
    rows = [(words(one.title), words(one.hint) if one.hint else "", answers.get(one.id)) for one in area.questions]
    return _table(context, rows)


def _table(context: PageContext, rows: Iterable[tuple[str, str, Answer | None]]) -> Table:
    words = context.words
    columns = (
        Column(title=words("Question")),
        Column(title=words("Answer")),
        Column(title=words("Source")),
        Column(title=words("Date"), narrow=True),
        Column(title=words("About")),
    )
    found = [Row(cells=_answer_cells(context, title, hint, answer)) for title, hint, answer in rows]
    return register_table(columns, found, empty=words("The questionnaire has no question here."))


def _answer_cells(context: PageContext, title: str, hint: str, answer: Answer | None) -> tuple[Content, ...]:
    if answer is None:
        return (with_note(title, hint), State(Mark.OPEN, context.words("unanswered")), NOTHING, NOTHING, NOTHING)
    about = items(context, answer.about)
    return (
        title,
        with_note(_with_citations(context, answer.answer), answer.differs),
        answer.source or NOTHING,
        context.words.date(answer.date),
        about,
    )


def _waves(context: PageContext) -> Blocks:
    """The waves, and why they do not move what is sized where somebody said so."""
    environment = _environment(context)
    found = _part(context, environment.migration, migration_table)
    return (*found, Paragraph(environment.migration_differs)) if found and environment.migration_differs else found


def _with_citations(context: PageContext, text: str) -> str:
    """The answer with what it cites of the sizing in numbers."""
    if context.sizing is None:
        return text
    said = FigureWords.of(context.words, context.sizing.rules)
    return with_citations(text, context.view.project, context.sizing.rules, said.given)


# --- interfaces, ports, waves ---------------------------------------------------------------------


def _part(context: PageContext, present: Sequence[object], table: Callable[[PageContext], Table]) -> Blocks:
    """A table of the document, once there is something in it."""
    return (computed(SOURCE, table(context)),) if present else ()


def interface_table(context: PageContext) -> Table:
    """The connections to systems of the customer."""
    words = context.words
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Interface")),
        Column(title=words("System")),
        Column(title=words("Direction")),
        Column(title=words("Protocol")),
        Column(title=words("Owner")),
    )
    rows = [
        Row(
            id=one.id,
            cells=(
                context.item(one.id),
                with_note(one.title, one.note),
                one.system,
                one.direction,
                one.protocol,
                context.person(one.owner),
            ),
        )
        for one in _environment(context).interfaces
    ]
    return register_table(
        columns,
        rows,
        empty=authors_hint(context, words("No interface is known yet."), words("They stand in environment.yml.")),
    )


def _environment_ports(context: PageContext) -> Table:
    return port_table(context, _environment(context).ports)


def port_table(context: PageContext, ports: Iterable[PortRule]) -> Table:
    """The network paths that have to be open."""
    words = context.words
    columns = (
        Column(title=words("From")),
        Column(title=words("To")),
        Column(title=words("Port"), numeric=True),
        Column(title=words("Protocol"), narrow=True),
        Column(title=words("Purpose")),
    )
    rows = [Row(cells=(one.source, one.target, Number(str(one.port)), one.protocol, one.purpose)) for one in ports]
    return register_table(
        columns,
        rows,
        empty=authors_hint(context, words("No port is known yet."), words("Ports stand in environment.yml.")),
    )


def migration_table(context: PageContext) -> Table:
    """The groups of mailboxes that move together, and their sum."""
    words, waves = context.words, _environment(context).migration
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Wave")),
        Column(title=words("Mailboxes"), numeric=True),
        Column(title=words("Date"), narrow=True),
        Column(title=words("Way back")),
    )
    rows = [
        Row(
            id=one.id,
            cells=(
                context.item(one.id),
                one.title,
                Number(words.number(one.mailboxes)),
                day(context, one.date),
                one.rollback or NOTHING,
            ),
        )
        for one in waves
    ]
    if len(rows) > 1:
        total = Number(words.number(sum(one.mailboxes for one in waves)))
        rows.append(Row(cells=("", words("Total"), total, "", ""), total=True))
    return register_table(
        columns,
        rows,
        empty=authors_hint(context, words("No wave is planned yet."), words("Waves stand in environment.yml.")),
    )


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page("environment", "Environment Evaluation", "Solution", "environment_evaluation", lambda context: True),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="environment_evaluation",
        summary="The environment evaluation: what is unanswered, then every answer with its source and date.",
        render=environment_page,
        example="{{ environment_evaluation() }}",
    ),
)
