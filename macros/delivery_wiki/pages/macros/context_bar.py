"""The line above every page of a project: whose it is, how the project stands, and the day that all of it is about."""

from __future__ import annotations

from delivery_wiki.model.texts.unreadable import PartUnreadable

from ..document_frame.cover import customer_name
from ..elements.page_kind import PageContext
from ..elements.state_marks import health_state, late_words
from ..elements.tree import Inline, Link, Muted, State
from ..render.html import HtmlRenderer


def context_bar(context: PageContext) -> list[str]:
    """Markup for the theme, which keeps it in sight: where the page stands; state, phase and as-of date."""
    renderer = HtmlRenderer(context.words)
    return [str(renderer.inline(part)) for part in (_place(context), _state(context))]


def _place(context: PageContext) -> tuple[Inline, ...]:
    """The way to the project's home; customers know one project alone, and read their own name before it."""
    home = Link(context.view.project.title, "index.html")
    if not context.view.internal:
        return (Muted(customer_name(context)), " ", home)
    return (Link(context.words("All projects"), "../index.html"), " / ", home)


def _state(context: PageContext) -> tuple[Inline, ...]:
    """State, phase and day; the day alone where what they rest on has errors."""
    day = context.words("as of {date}", date=context.words.date(context.on))
    try:
        return (*_standing(context), Muted(f" · {day}"))
    except PartUnreadable:
        return (Muted(day),)


def _standing(context: PageContext) -> tuple[Inline, ...]:
    words, status = context.words, context.status
    said: list[Inline] = [_health(context)]
    if status.current and not status.archived:
        number = next(number for number, phase in enumerate(status.phases, start=1) if phase is status.current)
        said.append(f" · {words.number(number)} {words(status.current.phase.title)}")
    return tuple(said)


def _health(context: PageContext) -> State:
    """How the project fares; of a late gate how much."""
    words, status = context.words, context.status
    state, gate = health_state(status.health, words), status.next_gate
    if status.archived or gate is None or gate.days_late <= 0:
        return state
    return State(state.mark, late_words(gate.days_late, words))
