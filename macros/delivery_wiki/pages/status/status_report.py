"""The status of projects for a terminal: as wide as it is, coloured where it can, plain in a pipe."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project
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
    ProjectStatus,
    Suspicion,
)

from ..elements.label_sources import as_words
from ..elements.page_kind import PageContext
from ..elements.state_marks import document_state, late_words, overdue_words
from ..elements.words import Words
from ..render.terminal import TerminalColumn, terminal_table, terminal_text
from .effort_pages import all_reached_limits, limit_text
from .gate_condition_tables import condition_lines

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
    wide = width >= NARROW
    longest = max(len(context.view.project.slug) for context in contexts)
    columns = (
        TerminalColumn[PageContext](words("Project"), _slug, least=min(longest, width // 2)),
        TerminalColumn[PageContext](words("Health"), lambda context: _health_and_cause(context.status, words)),
        TerminalColumn[PageContext](words("Phase"), lambda context: _phase(context.status, words), shown=wide),
        TerminalColumn[PageContext](words("Next gate"), lambda context: _next_gate(context.status, words)),
        TerminalColumn[PageContext](words("Overdue"), lambda context: _overdue(context.status), shown=wide),
    )
    return terminal_table(columns, contexts)


def _slug(context: PageContext) -> Text:
    return Text(clean(context.view.project.slug), style="bold")


def _health_and_cause(status: ProjectStatus, words: Words) -> Text:
    return _joined(_health(status.health, words), Text(words.message(status.cause), style=QUIET))


def _phase(status: ProjectStatus, words: Words) -> Text:
    return Text(words(status.current.phase.title) if status.current else "–")


def _next_gate(status: ProjectStatus, words: Words) -> Text:
    gate = status.next_gate
    return _gate_line(gate, words) if gate and not status.archived else Text("–")


def _overdue(status: ProjectStatus) -> Text:
    overdue = sum(1 for owed in status.owed if owed.days_late)
    return Text(str(overdue) if overdue else "–", style=BAD if overdue else "")


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
    yield Rule(Text(clean(f"{project.title} ({project.slug})"), style="bold"), align="left", characters="─")
    reason = words(as_words(context.day_reason.value))
    when = words("As of {date} ({reason})", date=words.date(status.on), reason=reason)
    if status.day is not None:
        when += ", " + words("day {day}", day=status.day)
    yield Text(f"{clean(name_of(project, project.customer))} · {when}", style=QUIET)
    yield _joined(_health(status.health, words), Text(clean(words.message(status.cause))))


def _phases(phases: Sequence[PhaseStatus], words: Words) -> RenderableType:
    line = Text()
    for index, phase in enumerate(phases):
        word, style = PROGRESS_WORDS[phase.progress]
        line.append(" › " if index else "", style=QUIET)
        line.append(clean(words(phase.phase.title)), style=style)
        line.append(f" ({words(word)})", style=QUIET)
    return line


def _gate(gate: GateStatus, project: Project, words: Words) -> RenderableType:
    title = Text.assemble((clean(words(gate.gate.title)), "bold"), ": ", _gate_line(gate, words))
    counted = gate.state is GateState.SHUT and gate.decision is None
    parts: list[RenderableType] = [title]
    if not counted:  # the title says how many are met
        parts.append(Text(clean(words.message(gate.reason)), style=QUIET))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for criterion in gate.criteria:
        word = words(criterion.state.value)
        state = Text(
            words("{state}, noted", state=word) if criterion.noted else word, style=CRITERION_STYLES[criterion.state]
        )
        if not criterion.needed:
            state = Text(words("not needed"), style=QUIET)
        if criterion.conditions:
            state = Text(words("{state}, with conditions", state=word), style=WARN)
        table.add_row(state, _criterion(criterion, project, words))
        for line in condition_lines(criterion.conditions, project, words):
            table.add_row(Text(), Text(clean(line), style=WARN))
    return Group(*parts, Padding(table, (0, 0, 0, 2)))


def _gate_line(gate: GateStatus, words: Words) -> Text:
    """The state of a gate, how much is met, and its date."""
    line = Text(words(gate.state.value), style=GATE_STYLES[gate.state])
    if gate.conditions and gate.state is GateState.PASSED:
        line = Text(words("{state}, with conditions", state=words(gate.state.value)), style=WARN)
    if gate.state in {GateState.SHUT, GateState.READY}:
        line.append(", " + words("{met} of {count}", met=gate.met, count=gate.count), style="not bold")
        if gate.forecast:
            line.append(", " + words.date(gate.forecast), style="not bold")
        if gate.days_late:
            line.append(f" ({late_words(gate.days_late, words)})", style=BAD)
    return line


def _criterion(criterion: CriterionStatus, project: Project, words: Words) -> Text:
    line = Text(clean(words.message(criterion.title)))
    line.append(". " + clean(words.message(criterion.reason)), style=QUIET)
    if criterion.state is not CriterionState.MET:
        who = who_text(criterion.owner, criterion.party, project, words)
        line.append(f" → {who}" if who else "")
        if criterion.due:
            line.append(", " + words("due {date}", date=words.date(criterion.due)))
    return line


def _documents(documents: Sequence[DocumentStatus], words: Words, width: int) -> RenderableType:
    """Documents that exist; the others in one line."""
    columns = (
        TerminalColumn[DocumentStatus](words("Document"), lambda document: _document(document, words)),
        TerminalColumn[DocumentStatus](words("State"), lambda document: _document_state(document, words)),
        TerminalColumn[DocumentStatus](
            words("Why"), lambda document: _document_reason(document, words), shown=width >= NARROW
        ),
    )
    table = terminal_table(columns, [document for document in documents if document.state != MISSING])
    absent = [clean(words(written.title)) for written in documents if written.state == MISSING and written.needed]
    line = Text(words("Not written yet: {documents}", documents=", ".join(absent)), style=QUIET) if absent else Text()
    return Group(table, line)


def _document(document: DocumentStatus, words: Words) -> Text:
    revision = f" r{document.revision}" if document.revision else ""
    return Text(clean(words(document.title)) + revision)


def _document_state(document: DocumentStatus, words: Words) -> Text:
    """In the words of the pages."""
    return Text(clean(document_state(document, words).text), style=WARN if document.stale else "")


def _document_reason(document: DocumentStatus, words: Words) -> Text:
    reason = Text(clean(words.message(document.reason)), style=QUIET)
    return _joined(reason, _document_notes(document, words))


def _document_notes(document: DocumentStatus, words: Words) -> Text:
    notes = [clean(words.message(message)) for message in (*document.told, *document.stale)]
    if document.signatures_missing:
        current, needed = document.signatures_current, document.signatures_needed
        text = "{current} of {needed} signatures are there"
        if document.signatures_noted:
            text = "{current} of {needed} signatures are noted, no record proves them"
        notes.append(words(text, current=current, needed=needed))
    if document.missing_sections:
        titles = ", ".join(clean(words(title)) for title in document.missing_sections)
        notes.append(words("Sections to write: {titles}", titles=titles))
    return Text("; ".join(notes), style=WARN)


def _owed(owed: Sequence[Owed], project: Project, words: Words) -> RenderableType:
    if not owed:
        return Text(words("Nobody owes anything."), style=DONE)
    columns = (
        TerminalColumn[Owed](words("Due"), lambda debt: due_cell(debt, words)),
        TerminalColumn[Owed](words("Who"), lambda debt: Text(who_text(debt.owner, debt.party, project, words))),
        TerminalColumn[Owed](words("What"), lambda debt: what_cell(debt, words)),
    )
    return terminal_table(columns, owed)


def what_cell(owed: Owed, words: Words) -> Text:
    """What is owed, behind its id where it has one."""
    what = Text(clean(words.message(owed.title)))
    return Text.assemble((f"{owed.id} ", QUIET), what) if owed.id[:1].isupper() else what


def _limits(context: PageContext, words: Words) -> list[RenderableType]:
    """The limits of prices that are reached; nothing where none is."""
    found = all_reached_limits(context)
    if not found:
        return []
    lines = [Text(f"  {limit.sow} ", style=WARN).append(limit_text(words, limit), style="not bold") for limit in found]
    return [Text(), Text(words("Limits that are reached"), style="bold"), *lines]


def due_cell(owed: Owed, words: Words) -> Text:
    """The date of something owed, and by how many days it is overdue."""
    if owed.due is None:
        return Text("–", style=QUIET)
    text = words.date(owed.due)
    if owed.days_late:
        return Text(f"{text}, {overdue_words(owed.days_late, words)}", style=BAD)
    return Text(f"{text}, {words('due')}", style=WARN) if owed.near else Text(text)


def _suspect(suspicions: Sequence[Suspicion], words: Words) -> RenderableType:
    """What was agreed, found or decided over other words: whose fact, and what changed."""
    columns = (
        TerminalColumn[Suspicion](words("Suspect"), lambda suspicion: Text(suspicion.item, style=WARN)),
        TerminalColumn[Suspicion](words("Why"), lambda suspicion: Text(clean(words.message(suspicion.reason)))),
    )
    return terminal_table(columns, suspicions)


def who_text(owner: str | None, party: PartyKind | None, project: Project, words: Words) -> str:
    """The name and the side of whoever owes something, safe for a terminal; empty where neither is known."""
    name = clean(name_of(project, owner))
    side = words(party.value) if party else ""
    return f"{name} ({side})" if name and side else name or side


def _health(health: Health, words: Words) -> Text:
    return Text(words(HEALTH_WORDS[health]), style=HEALTH_STYLES[health])


def _joined(first: Text, second: Text) -> Text:
    return Text.assemble(first, ": " if second.plain else "", second)


def clean(text: str) -> str:
    """Data must not steer the terminal: control and direction characters become blanks."""
    return "".join(" " if unicodedata.category(character) in {"Cc", "Cf"} else character for character in text)
