"""The evaluated environment: what was answered and what was not, interfaces, ports and migration waves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from delivery_wiki.calculations.base.questionnaire import asked_areas
from delivery_wiki.calculations.sizing.cited_inputs import with_citations
from delivery_wiki.model.document_kinds import ENVIRONMENT_EVALUATION
from delivery_wiki.model.process import Question, QuestionArea
from delivery_wiki.model.project.environment import Answer, Environment, Interface, MigrationWave, NotAsked, PortRule

from ..document_frame.cover import held_document
from ..document_frame.frame import DocumentParts, document_page, part
from ..elements.columns import Column, Columns, plain_table, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import (
    NOTHING,
    authors_hint,
    computed,
    day,
    items,
    single_page,
    with_note,
)
from ..elements.tree import Bar, Block, Blocks, Content, Mark, Number, Paragraph, State, Table
from ..sizing.sizing_words import FigureWords

KIND = ENVIRONMENT_EVALUATION.id
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
    for area in _areas(context):
        table = computed(SOURCE, _area_table(context, area, answers))
        blocks.append(part(words(area.title), f"area-{area.id}", (table,)))
    other = [answer for id, answer in answers.items() if id not in _known(context)]
    if other:
        table = computed(SOURCE, _table(context, [_Asked(answer.question, "", answer) for answer in other]))
        blocks.append(part(words("Further answers"), "area-further", (table,)))
    if left_out := _environment(context).not_asked:
        blocks.append(part(words("Not asked"), "area-not-asked", (_left_out_table(context, left_out),)))
    return tuple(blocks)


# --- answers --------------------------------------------------------------------------------------


def _environment(context: PageContext) -> Environment:
    return context.view.project.environment or Environment()


def _answers(context: PageContext) -> dict[str, Answer]:
    return {answer.question: answer for answer in _environment(context).answers}


def _areas(context: PageContext) -> tuple[QuestionArea, ...]:
    return asked_areas(context.view.project.environment, context.view.templates.questionnaire)


def _questions(context: PageContext) -> list[Question]:
    return [question for area in _areas(context) for question in area.questions]


def _known(context: PageContext) -> set[str]:
    return {question.id for area in context.view.templates.questionnaire for question in area.questions}


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
        lead=words.counted(len(questions), "{count} question", "{count} questions"),
    )


def _unanswered(context: PageContext) -> Blocks:
    """The areas that still wait, each with its number of open questions, linked."""
    words, answers = context.words, _answers(context)
    found = [
        (words(area.title), [words(question.title) for question in area.questions if question.id not in answers])
        for area in _areas(context)
    ]
    columns: Columns[tuple[str, list[str]]] = (
        Column(words("Area"), lambda area: area[0]),
        Column(words("Unanswered"), lambda area: Number(words.number(len(area[1]))), figure=True),
        Column(words("Questions"), lambda area: ", ".join(area[1])),
    )
    waiting = [area for area in found if area[1]]
    return (plain_table(columns, waiting, caption=words("What is unanswered")),) if waiting else ()


def _area_table(context: PageContext, area: QuestionArea, answers: dict[str, Answer]) -> Table:
    words = context.words
    questions = [
        _Asked(words(question.title), words(question.hint) if question.hint else "", answers.get(question.id))
        for question in area.questions
    ]
    return _table(context, questions)


def _left_out_table(context: PageContext, left_out: Iterable[NotAsked]) -> Block:
    """What this project does not need to know, by the names of areas and questions, and why."""
    words, areas = context.words, context.view.templates.questionnaire
    areas_by_id = {area.id: area.title for area in areas}
    questions = {question.id: question.title for area in areas for question in area.questions}

    def named(part: NotAsked) -> str:
        whole = [words("{area} (all questions)", area=words(areas_by_id.get(id, id))) for id in part.areas]
        return "; ".join((*whole, *(words(questions.get(id, id)) for id in part.questions)))

    columns: Columns[NotAsked] = (
        Column(words("Questions"), named),
        Column(words("Reason"), lambda part: part.reason),
    )
    return computed(SOURCE, plain_table(columns, tuple(left_out)))


class _Asked(NamedTuple):
    """A question with what helps to answer it, and its answer once there is one."""

    title: str
    hint: str
    answer: Answer | None


def _table(context: PageContext, questions: Iterable[_Asked]) -> Table:
    words = context.words

    def of(tell: Callable[[Answer], Content]) -> Callable[[_Asked], Content]:
        return lambda asked: tell(asked.answer) if asked.answer else NOTHING

    columns: Columns[_Asked] = (
        Column(words("Question"), lambda asked: asked.title if asked.answer else with_note(asked.title, asked.hint)),
        Column(words("Answer"), lambda asked: _answered(context, asked.answer)),
        Column(words("Source"), of(lambda answer: answer.source or NOTHING)),
        Column(words("Date"), of(lambda answer: words.date(answer.date)), narrow=True),
        Column(words("About"), of(lambda answer: items(context, answer.about))),
    )
    return register_table(columns, questions, empty=words("The questionnaire has no question here."))


def _answered(context: PageContext, answer: Answer | None) -> Content:
    if answer is None:
        return State(Mark.OPEN, context.words("unanswered"))
    return with_note(_with_citations(context, answer.answer), answer.differs)


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
    columns: Columns[Interface] = (
        Column(words("Id"), lambda interface: context.item(interface.id), narrow=True),
        Column(words("Interface"), lambda interface: with_note(interface.title, interface.note)),
        Column(words("System"), lambda interface: interface.system),
        Column(words("Direction"), lambda interface: interface.direction),
        Column(words("Protocol"), lambda interface: interface.protocol),
        Column(words("Owner"), lambda interface: context.person(interface.owner)),
    )
    return register_table(
        columns,
        _environment(context).interfaces,
        empty=authors_hint(context, words("No interface is known yet."), words("They stand in environment.yml.")),
        row_id=lambda interface: interface.id,
    )


def _environment_ports(context: PageContext) -> Table:
    return port_table(context, _environment(context).ports)


def port_table(context: PageContext, ports: Iterable[PortRule]) -> Table:
    """The network paths that have to be open."""
    words = context.words
    columns: Columns[PortRule] = (
        Column(words("From"), lambda rule: rule.source),
        Column(words("To"), lambda rule: rule.target),
        Column(words("Port"), lambda rule: Number(str(rule.port)), figure=True),
        Column(words("Protocol"), lambda rule: rule.protocol, narrow=True),
        Column(words("Purpose"), lambda rule: rule.purpose),
    )
    return register_table(
        columns,
        ports,
        empty=authors_hint(context, words("No port is known yet."), words("Ports stand in environment.yml.")),
    )


def migration_table(context: PageContext) -> Table:
    """The groups of mailboxes that move together, and their sum."""
    words, waves = context.words, _environment(context).migration
    several = len(waves) > 1
    mailboxes = Number(words.number(sum(wave.mailboxes for wave in waves)))
    columns: Columns[MigrationWave] = (
        Column(words("Id"), lambda wave: context.item(wave.id), narrow=True),
        Column(words("Wave"), lambda wave: wave.title, total=words("Total") if several else ""),
        Column(
            words("Mailboxes"),
            lambda wave: Number(words.number(wave.mailboxes)),
            figure=True,
            total=mailboxes if several else "",
        ),
        Column(words("Date"), lambda wave: day(context, wave.date), narrow=True),
        Column(words("Way back"), lambda wave: wave.rollback or NOTHING),
    )
    return register_table(
        columns,
        waves,
        empty=authors_hint(context, words("No wave is planned yet."), words("Waves stand in environment.yml.")),
        row_id=lambda wave: wave.id,
    )


def _has_page(context: PageContext) -> bool:
    """Whether there are answers, or questions that this project is to answer."""
    if context.view.project.environment is not None:
        return True
    return bool(context.view.templates.questionnaire) and not held_document(context, KIND).left_out


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        ENVIRONMENT_EVALUATION.page_id, "Environment Evaluation", "Solution", "environment_evaluation", _has_page
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="environment_evaluation",
        summary="The environment evaluation: what is unanswered, then every answer with its source and date.",
        render=environment_page,
        example="{{ environment_evaluation() }}",
    ),
)
