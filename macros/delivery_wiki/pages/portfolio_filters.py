"""What tells the projects of the portfolio apart: phase, who acts next, health, version."""

from __future__ import annotations

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.status import Health

from .page_kind import PageContext, WikiContext
from .state_marks import state_word
from .tree import Filter

ENDED = "ended"


def phase_titles(context: WikiContext) -> dict[str, str]:
    """The phases in order, by id; projects may differ in how they call them, so the newest version names them."""
    titles: dict[str, str] = {}
    for process in sorted(context.processes, key=lambda one: one.version):
        titles |= {phase.id: context.words(phase.title) for phase in process.phases}
    for project in context.projects:
        for phase in project.view.process.phases:
            titles.setdefault(phase.id, context.words(phase.title))
    return titles | {ENDED: context.words("Closed or archived")}


def phase_id(project: PageContext) -> str:
    """The phase that work is in; one id for all that ended."""
    if project.status.archived or project.status.current is None:
        return ENDED
    return project.status.current.phase.id


def portfolio_filters(context: WikiContext) -> tuple[Filter, ...]:
    """Chips, without those that would keep every row."""
    words = context.words
    phases = {phase_id(one) for one in context.projects}
    parties = {party for one in context.projects for party in next_to_act(one)}
    healths = {one.status.health for one in context.projects}
    versions = sorted({one.view.process.version for one in context.projects})
    offered = (
        ("phase", words("Phase"), [(id, title) for id, title in phase_titles(context).items() if id in phases]),
        ("party", words("Next to act"), [(one.value, words(one.value)) for one in PartyKind if one in parties]),
        ("health", words("Health"), [(one.value, state_word(one.value, words)) for one in Health if one in healths]),
        ("process", words("Process"), [(version, version) for version in versions]),
    )
    rows = [filter_data(one) for one in context.projects]
    return tuple(
        Filter(key=key, label=label, choices=kept)
        for key, label, found in offered
        if (kept := tuple(pair for pair in found if not all(pair[0] in row[key].split() for row in rows)))
    )


def filter_data(project: PageContext) -> dict[str, str]:
    """What the chips ask of a row; several values stand side by side."""
    return {
        "phase": phase_id(project),
        "party": " ".join(one.value for one in next_to_act(project)),
        "health": project.status.health.value,
        "process": project.view.process.version,
    }


def next_to_act(project: PageContext) -> tuple[PartyKind, ...]:
    """Whose turn it is: the sides that can move an open condition of the next gate, else all who owe something."""
    gate = project.status.next_gate
    if project.status.archived or gate is None:
        return ()
    movers = {one.party for one in gate.criteria if one.state.value != "met"}
    movers = movers - {None} or {one.party for one in project.status.owed}
    return tuple(one for one in PartyKind if one in movers)
