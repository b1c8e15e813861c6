"""The status of projects for a terminal: as wide as it is, coloured where it can, plain in a pipe."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from delivery_wiki.calculations.people import name_of
from delivery_wiki.model.project import Project
from delivery_wiki.model.status import (
    MISSING,
    CriterionState,
    CriterionStatus,
    DocumentStatus,
    GateState,
    GateStatus,
    Health,
    Owed,
    PhaseStatus,
    Progress,
    Suspicion,
)

from .effort_pages import all_reached_limits, limit_text
from .gate_conditions import condition_lines
from .label_sources import as_words
from .page_kind import PageContext
from .terminal import terminal_text
from .words import Words

NARROW = 72
DONE, WARN, BAD, QUIET = "green", "yellow", "bold red", "dim"
HEALTH_STYLES = {
    Health.ARCHIVED: QUIET,
    Health.NOT_STARTED: QUIET,
    Health.BLOCKED: BAD,
    Health.LATE: BAD,
    Health.AT_RISK: WARN,
    Health.ON_TRACK: DONE,
}
HEALTH_WORDS = {
    Health.ARCHIVED: "archived",
    Health.NOT_STARTED: "not started",
    Health.BLOCKED: "blocked",
    Health.LATE: "late",
    Health.AT_RISK: "at risk",
    Health.ON_TRACK: "on track",
}
PROGRESS_WORDS = {
    Progress.DONE: ("done", DONE),
    Progress.CURRENT: ("current", "bold"),
    Progress.NOT_STARTED: ("later", QUIET),
}
CRITERION_STYLES = {CriterionState.MET: DONE, CriterionState.OPEN: BAD, CriterionState.STALE: WARN}
GATE_STYLES = {
    GateState.PASSED: DONE,
    GateState.ADOPTED: DONE,
    GateState.READY: WARN,
    GateState.SHUT: "bold",
    GateState.REFUSED: BAD,
    GateState.SKIPPED: QUIET,
}


def render_status(
    contexts: Sequence[PageContext],
    *,
    width: int = 100,
    colour: bool = False,
    detailed: bool | None = None,
    words: Words | None = None,
) -> str:
    """All projects as text: an overview of several, everything about one; `detailed` shows everything about all."""
    chosen = words or Words()
    everything = len(contexts) == 1 if detailed is None else detailed
    overview = [] if len(contexts) == 1 else [_overview(contexts, chosen, width)]
    reports = [_report(context, chosen, width) for context in contexts] if everything else []
    return terminal_text([*overview, *reports], width=width, colour=colour)


def _overview(contexts: Sequence[PageContext], words: Words, width: int) -> RenderableType:
    if not contexts:
        return Text(words("There are no projects."))
    narrow = width < NARROW
    headings = ("Project", "Health", "Next gate") if narrow else ("Project", "Health", "Phase", "Next gate", "Overdue")
    table = _table([words(heading) for heading in headings])
    table.columns[0].no_wrap = True
    table.columns[0].min_width = min(max(len(one.view.project.slug) for one in contexts), width // 2)
    for context in contexts:
        status = context.status
        health = _joined(_health(status.health, words), Text(words.message(status.cause), style=QUIET))
        gate = status.next_gate
        row = [Text(_clean(context.view.project.slug), style="bold"), health]
        if not narrow:
            row.append(Text(words(status.current.phase.title) if status.current else "–"))
        row.append(_gate_line(gate, words) if gate and not status.archived else Text("–"))
        if not narrow:
            overdue = sum(1 for one in status.owed if one.days_late)
            row.append(Text(str(overdue) if overdue else "–", style=BAD if overdue else ""))
        table.add_row(*row)
    return table


def _report(context: PageContext, words: Words, width: int) -> RenderableType:
    status = context.status
    parts: list[RenderableType] = [*_head(context, words), Text(), _phases(status.phases, words)]
    for phase in status.phases:
        for gate in phase.gates:
            is_told = gate.conditions or gate.state in {GateState.READY, GateState.REFUSED}
            if phase.progress is Progress.CURRENT or is_told:
                parts += [Text(), _gate(gate, context.view.project, words)]
    if not status.archived:
        parts += [Text(), _documents(status.documents, words, width)]
        parts += [Text(), _owed(status.owed, context.view.project, words)]
        parts += [Text(), _suspect(status.suspicions, words)] if status.suspicions else []
    parts += _limits(context, words)
    return Group(*parts, Text())


def _head(context: PageContext, words: Words) -> Iterable[RenderableType]:
    project, status = context.view.project, context.status
    yield Rule(Text(_clean(f"{project.title} ({project.slug})"), style="bold"), align="left", characters="─")
    reason = words(as_words(context.day_reason.value))
    when = words("As of {date} ({reason})", date=words.date(status.on), reason=reason)
    if status.day is not None:
        when += ", " + words("day {day}", day=status.day)
    yield Text(f"{_clean(name_of(project, project.customer))} · {when}", style=QUIET)
    yield _joined(_health(status.health, words), Text(_clean(words.message(status.cause))))


def _phases(phases: Sequence[PhaseStatus], words: Words) -> RenderableType:
    line = Text()
    for index, one in enumerate(phases):
        word, style = PROGRESS_WORDS[one.progress]
        line.append(" › " if index else "", style=QUIET)
        line.append(_clean(words(one.phase.title)), style=style)
        line.append(f" ({words(word)})", style=QUIET)
    return line


def _gate(gate: GateStatus, project: Project, words: Words) -> RenderableType:
    title = Text.assemble((_clean(words(gate.gate.title)), "bold"), ": ", _gate_line(gate, words))
    counted = gate.state is GateState.SHUT and gate.decision is None
    parts: list[RenderableType] = [title]
    if not counted:  # the title says how many are met
        parts.append(Text(_clean(words.message(gate.reason)), style=QUIET))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for one in gate.criteria:
        word = words(one.state.value)
        state = Text(words("{state}, noted", state=word) if one.noted else word, style=CRITERION_STYLES[one.state])
        if one.conditions:
            state = Text(words("{state}, with conditions", state=word), style=WARN)
        table.add_row(state, _criterion(one, project, words))
        for line in condition_lines(one.conditions, project, words):
            table.add_row(Text(), Text(_clean(line), style=WARN))
    return Group(*parts, Padding(table, (0, 0, 0, 2)))


def _gate_line(gate: GateStatus, words: Words) -> Text:
    """The state of a gate, how much is met, and its date."""
    line = Text(words(gate.state.value), style=GATE_STYLES[gate.state])
    if gate.conditions and gate.state is GateState.PASSED:
        line = Text(words("{state}, with conditions", state=words(gate.state.value)), style=WARN)
    if gate.state in {GateState.SHUT, GateState.READY}:
        line.append(", " + words("{met} of {count}", met=gate.met, count=len(gate.criteria)), style="not bold")
        if gate.forecast:
            line.append(", " + words.date(gate.forecast), style="not bold")
        if gate.days_late:
            line.append(f" ({_days_late(gate.days_late, words)})", style=BAD)
    return line


def _criterion(one: CriterionStatus, project: Project, words: Words) -> Text:
    line = Text(_clean(words.message(one.title)))
    line.append(". " + _clean(words.message(one.reason)), style=QUIET)
    if one.state is not CriterionState.MET:
        who = _who(one.owner, one.party.value if one.party else "", project, words)
        line.append(f" → {who}" if who else "")
        if one.due:
            line.append(", " + words("due {date}", date=words.date(one.due)))
    return line


def _documents(documents: Sequence[DocumentStatus], words: Words, width: int) -> RenderableType:
    """Documents that exist; the others in one line."""
    narrow = width < NARROW
    table = _table([words(heading) for heading in ("Document", "State", *(() if narrow else ("Why",)))])
    for one in (one for one in documents if one.state != MISSING):
        revision = f" r{one.revision}" if one.revision else ""
        word = words("rejected" if one.rejections else "being signed" if one.is_being_signed else one.state)
        state = Text(words("{state}, noted", state=word) if one.noted else word, style=WARN if one.stale else "")
        notes = _document_notes(one, words)
        row = [Text(_clean(words(one.title)) + revision), state]
        if not narrow:
            row.append(_joined(Text(_clean(words.message(one.reason)), style=QUIET), notes))
        table.add_row(*row)
    absent = [_clean(words(one.title)) for one in documents if one.state == MISSING and one.needed]
    line = Text(words("Not written yet: {documents}", documents=", ".join(absent)), style=QUIET) if absent else Text()
    return Group(table, line)


def _document_notes(one: DocumentStatus, words: Words) -> Text:
    notes = [_clean(words.message(message)) for message in (*one.rejections, *one.stale)]
    if one.signatures_missing:
        current, needed = one.signatures_current, one.signatures_needed
        text = "{current} of {needed} signatures are there"
        if one.signatures_noted:
            text = "{current} of {needed} signatures are noted, no record proves them"
        notes.append(words(text, current=current, needed=needed))
    if one.missing_sections:
        titles = ", ".join(_clean(words(title)) for title in one.missing_sections)
        notes.append(words("Sections to write: {titles}", titles=titles))
    return Text("; ".join(notes), style=WARN)


def _owed(owed: Sequence[Owed], project: Project, words: Words) -> RenderableType:
    if not owed:
        return Text(words("Nobody owes anything."), style=DONE)
    table = _table([words(heading) for heading in ("Due", "Who", "What")])
    for one in owed:
        who = _who(one.owner, one.party.value if one.party else "", project, words)
        what = Text(_clean(words.message(one.title)))
        if one.id[:1].isupper():
            what = Text.assemble((f"{one.id} ", QUIET), what)
        table.add_row(_due(one, words), Text(who), what)
    return table


def _limits(context: PageContext, words: Words) -> list[RenderableType]:
    """The limits of prices that are reached; nothing where none is."""
    found = all_reached_limits(context)
    if not found:
        return []
    lines = [Text(f"  {one.sow} ", style=WARN).append(limit_text(words, one), style="not bold") for one in found]
    return [Text(), Text(words("Limits that are reached"), style="bold"), *lines]


def _due(owed: Owed, words: Words) -> Text:
    if owed.due is None:
        return Text("–", style=QUIET)
    text = words.date(owed.due)
    if owed.days_late:
        return Text(f"{text}, {_days_late(owed.days_late, words)}", style=BAD)
    return Text(f"{text}, {words('due')}", style=WARN) if owed.near else Text(text)


def _days_late(days: int, words: Words) -> str:
    return words("1 day late") if days == 1 else words("{days} days late", days=words.number(days))


def _suspect(suspicions: Sequence[Suspicion], words: Words) -> RenderableType:
    """What was agreed, found or decided over other words: whose fact, and what changed."""
    table = _table([words("Suspect"), words("Why")])
    for one in suspicions:
        table.add_row(Text(one.item, style=WARN), Text(_clean(words.message(one.reason))))
    return table


def _who(owner: str | None, party: str, project: Project, words: Words) -> str:
    name = _clean(name_of(project, owner))
    side = words(party) if party else ""
    return f"{name} ({side})" if name and side else name or side


def _health(health: Health, words: Words) -> Text:
    return Text(words(HEALTH_WORDS[health]), style=HEALTH_STYLES[health])


def _joined(first: Text, second: Text) -> Text:
    return Text.assemble(first, ": " if second.plain else "", second)


def _table(headings: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for index, heading in enumerate(headings):
        table.add_column(heading, ratio=2 if index == len(headings) - 1 else None)
    return table


def _clean(text: str) -> str:
    """Data must not steer the terminal: control and direction characters become blanks."""
    return "".join(" " if unicodedata.category(one) in {"Cc", "Cf"} else one for one in text)
