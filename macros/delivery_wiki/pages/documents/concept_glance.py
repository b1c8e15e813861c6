"""What a reader of the concept looks for first: for whom, what for, how large, by when, what is still open.

It stands on the page above the document, not in it: it moves from day to day, and nobody signs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import in_lines, is_late, requirements_bar
from delivery_wiki.pages.elements.state_marks import milestone_state
from delivery_wiki.pages.elements.tree import Blocks, Inline, Muted

from ..document_frame.cover import customer_name
from ..registers.requirements_pages import failing_line
from ..sizing.agreed_sizing import sizing_as_agreed
from ..sizing.sizing_matrix import driving_inputs
from ..sizing.sizing_parts import input_figure
from ..sizing.sizing_words import FigureWords, sizing_coverage, sizing_headline

MOST_INPUTS = 3
MOST_FAILING = 3
_END = re.compile(r"(?<=[a-zäöüß]{2}[.!?])\s+(?=[^\W_a-zäöü])")


def concept_at_a_glance(context: PageContext) -> Blocks:
    """A card of names and values; a name without anything to say of it is left out."""
    words = context.words
    pairs = (
        (words("Customer"), customer_name(context)),
        (words("Purpose"), first_sentence(context.view.project.summary)),
        (words("Users"), in_lines(_users(context))),
        (words("Sizing"), in_lines(_sizing(context))),
        (words("Gates"), in_lines(_gates(context))),
        (words("Requirements"), in_lines(_requirements(context))),
        (words("Open points"), in_lines(_open_points(context))),
    )
    facts = tree.Facts(pairs=tuple((name, value) for name, value in pairs if value))
    return (tree.Cards(cards=(tree.Card(title=words("At a glance"), blocks=(facts,)),), wide=True),)


def first_sentence(text: str) -> str:
    """What stands before the first end of a sentence; the dot of an abbreviation ends none."""
    return _END.split(" ".join(text.split()), maxsplit=1)[0]


def _users(context: PageContext) -> Iterator[tuple[Inline, ...]]:
    """The first inputs that the sizing is asked for, as agreed: how many people it is for."""
    if context.sizing is None:
        return
    _, agreed = sizing_as_agreed(context, context.sizing)
    said = FigureWords.of(context.words, agreed.rules)
    line: list[Inline] = []
    for used in driving_inputs(agreed)[:MOST_INPUTS]:
        if used.value:
            value, title = input_figure(said, used), Muted(context.words(used.definition.title))
            line += [*([" · "] if line else []), replace(value, unit="") if isinstance(value, tree.Number) else value]
            line += [" ", title]
    if line:
        yield tuple(line)


def _sizing(context: PageContext) -> Iterator[tuple[Inline, ...]]:
    """Machines, memory and storage as agreed, and beside them with the change requests that wait for a decision."""
    words, result = context.words, context.sizing
    if result is None or not result.lines:
        return
    waiting, agreed = sizing_as_agreed(context, result)
    if headline := sizing_headline(words, agreed):
        yield (tree.Link(headline, "sizing.html"),)
        if told := sizing_coverage(words, agreed):
            yield (Muted(told),)
    if waiting:
        figures = {"changes": ", ".join(waiting), "figures": sizing_headline(words, result)}
        yield (Muted(words("With {changes}, not agreed: {figures}", **figures)),)


def _gates(context: PageContext) -> Iterator[tuple[Inline, ...]]:
    """The milestones that are gates, each with its day and how it stands."""
    words = context.words
    for planned in context.status.plan:
        date = planned.actual or planned.forecast or planned.baseline
        if planned.milestone.gate and not planned.milestone.withdrawn and date:
            yield (f"{planned.milestone.title} {words.date(date)} ", milestone_state(planned, words))


def _requirements(context: PageContext) -> Iterator[tuple[Inline, ...]]:
    """How many there are at each step, and which of them fail."""
    if not context.status.requirements:
        return
    yield (requirements_bar(context, context.status.requirements).text,)
    for block in failing_line(context, MOST_FAILING):
        if isinstance(block, tree.Paragraph) and isinstance(block.content, tuple):
            yield block.content


def _open_points(context: PageContext) -> Iterator[tuple[Inline, ...]]:
    """How many wait for an answer, and how many of them for too long."""
    words = context.words
    points = [point for point in context.view.project.open_points if point.closed is None and not point.withdrawn]
    late = sum(is_late(context, point.id) for point in points)
    line: list[Inline] = [tree.Link(words("{count} open", count=words.number(len(points))), "open-points.html")]
    if late:
        overdue = words("{count} overdue", count=words.number(late))
        line += [" · ", tree.State(tree.Mark.LATE, overdue)]
    yield tuple(line)
