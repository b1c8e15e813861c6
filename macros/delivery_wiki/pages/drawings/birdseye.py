"""The bird's-eye picture: phases, activities, documents and gates of a process, on a project with their state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from delivery_wiki.calculations.base.phrases import state_text
from delivery_wiki.calculations.evidence.document_states import is_stale
from delivery_wiki.model.process import Gate, Phase, PhaseDocument, ProcessDefinition
from delivery_wiki.model.status import DocumentStatus, GateStatus, PhaseStatus, Progress, ProjectStatus

from ..elements.columns import Column, Columns, plain_table
from ..elements.state_marks import document_mark, gate_state, progress_state, state_word
from ..elements.tree import (
    Blocks,
    Content,
    Figure,
    Inline,
    LineBreak,
    Link,
    Mark,
    Muted,
    Paragraph,
    State,
    Table,
)
from ..elements.words import Words
from .birdseye_drawing import draw_birdseye
from .birdseye_parts import GateBox, Label, Panel

LinkTo = Callable[[str, str], str | None]
QUIET_MARKS = frozenset({Mark.MET, Mark.SIGNED, Mark.NOTED})
SHORT_WORDS = {"sow": "SOW", "poc": "POC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    process: ProcessDefinition
    words: Words
    status: ProjectStatus | None
    link: LinkTo
    titles: Mapping[str, str]
    hidden: frozenset[str]

    def phase_status(self, phase: Phase) -> PhaseStatus | None:
        """The phase on the project, if there is a project."""
        if self.status is None:
            return None
        return next((phase_status for phase_status in self.status.phases if phase_status.phase.id == phase.id), None)

    def gate_status(self, gate: Gate) -> GateStatus | None:
        """The gate on the project, if there is a project."""
        if self.status is None:
            return None
        return next((gate_status for gate_status in self.status.gates if gate_status.gate.id == gate.id), None)

    def needs(self, kind: str | None) -> bool:
        """Whether there is no project, or it does not go without documents of this kind."""
        return not (self.status and kind and self.status.goes_without(kind))

    def is_open_to(self, gate: Gate) -> bool:
        """Whether a gate is one that the project may come to."""
        status = self.gate_status(gate)
        return status is None or status.needed

    def documents(self, kind: str) -> tuple[DocumentStatus, ...]:
        """The project's documents of one kind, the least advanced first."""
        found = [document for document in self.status.documents if document.kind == kind] if self.status else []
        return tuple(sorted(found, key=lambda document: len(document.reached)))


def render_birdseye(
    process: ProcessDefinition,
    words: Words,
    status: ProjectStatus | None,
    link: LinkTo,
    id: str,
    *,
    titles: Mapping[str, str] | None = None,
    hidden: frozenset[str] = frozenset(),
    compact: bool = False,
) -> Figure:
    """The picture and its table twin.

    `titles` names documents by kind, `hidden` leaves kinds out. `compact` leaves out the activities, and below a
    document its state where the shape says that it has what its phase needs.
    """
    source = _Source(process=process, words=words, status=status, link=link, titles=titles or {}, hidden=hidden)
    panels = tuple(_panel(source, phase, number) for number, phase in enumerate(process.phases, start=1))
    drawn = tuple(_compact(panel) for panel in panels) if compact else panels
    drawing = draw_birdseye(
        drawn, id=id, title=words(process.title), description=_description(source), of_project=status is not None
    )
    return Figure(drawing=drawing, twin=_twin(source, panels), wide=True)


def noted_legend(status: ProjectStatus | None, words: Words) -> Blocks:
    """What the shape of a noted state means, below a picture that shows one."""
    documents = status.documents if status else ()
    if not any(document.noted_states for document in documents):
        return ()
    return (Paragraph((State(Mark.NOTED, words("noted: typed by the team, and proved by no record")),)),)


def document_title(kind: str, titles: Mapping[str, str], words: Words) -> str:
    """The title of a kind of document; without a template its id in words."""
    if kind in titles:
        return words(titles[kind])
    return words(" ".join(SHORT_WORDS.get(word, word.capitalize()) for word in kind.split("-")))


def _panel(source: _Source, phase: Phase, number: int) -> Panel:
    status = source.phase_status(phase)
    dropped = _will_never_begin(source, status)
    shown = [
        document
        for document in phase.documents
        if document.document not in source.hidden and source.needs(document.document)
    ]
    return Panel(
        title=Label(text=f"{number} {source.words(phase.title)}", target=source.link("phase", phase.id)),
        note=None if status is None else _note(source, status),
        done=status is not None and status.progress is Progress.DONE,
        current=status is not None and status.progress is Progress.CURRENT,
        activities=tuple(
            Label(text=source.words(activity.title), target=source.link("activity", activity.id))
            for activity in phase.activities
            if source.needs(activity.document)
        ),
        documents=tuple(_document(source, document, status) for document in shown),
        options=tuple(
            _gate(source, gate, dropped=dropped)
            for gate in phase.gates
            if gate is not phase.gate and source.is_open_to(gate)
        ),
        gate=_gate(source, phase.gate, dropped=dropped),
        dropped=dropped,
    )


def _will_never_begin(source: _Source, status: PhaseStatus | None) -> bool:
    return bool(source.status and source.status.archived and status and status.progress is Progress.NOT_STARTED)


def _compact(panel: Panel) -> Panel:
    """The phase for a page that lists documents and their states below the picture anyway."""
    shown = tuple(document if panel.current or panel.note is None else _bare(document) for document in panel.documents)
    return replace(panel, activities=(), documents=tuple(_quiet(label) for label in shown))


def _quiet(label: Label) -> Label:
    """Without the words where the shape says that nothing is left to do."""
    return _bare(label) if label.state is not None and label.state.mark in QUIET_MARKS else label


def _bare(label: Label) -> Label:
    return replace(label, state=State(label.state.mark, ""), note="") if label.state else replace(label, note="")


def _note(source: _Source, status: PhaseStatus) -> State:
    if status.progress is Progress.CURRENT and source.status and source.status.archived:
        return State(Mark.FAILED, source.words("ended here"))
    return progress_state(status.progress, source.words)


def _document(source: _Source, planned: PhaseDocument, phase: PhaseStatus | None) -> Label:
    words = source.words
    title = document_title(planned.document, source.titles, words)
    target = source.link("document", planned.document)
    needed = state_word(planned.state, words)
    if source.status is None or (phase is not None and phase.progress is Progress.NOT_STARTED):
        return Label(text=title, target=target, note=needed)
    found = source.documents(planned.document)
    counted = f"{title} ({len(found)})" if len(found) > 1 else title
    done = phase is not None and phase.progress is Progress.DONE
    if not any(document.exists for document in found) and (
        done or (found and not any(document.needed for document in found))
    ):
        return Label(text=counted, target=target, state=State(Mark.NOT_NEEDED, words("not needed")))
    state = _reached(found, planned.state, words, done=done)
    if len(found) == 1 and phase is not None and phase.progress is Progress.CURRENT:
        state = replace(state, mark=document_mark(found[0]))
    return Label(text=counted, target=target, state=state)


def _reached(found: tuple[DocumentStatus, ...], needed: str, words: Words, *, done: bool) -> State:
    """The state of the document against the one that the phase needs, or was passed without; how many of several."""
    word = state_word(needed, words)
    if any(is_stale(document, needed) for document in found):
        return State(Mark.STALE, words("stale"))
    there = [document for document in found if document.exists]
    if not there:
        return State(Mark.OPEN, words("needs: {state}", state=word))
    if all(needed in document.reached for document in found):
        if any(needed in document.noted_states for document in found):
            return State(Mark.NOTED, words("{state}, noted", state=word))
        return State(Mark.SIGNED if needed == "signed" else Mark.MET, word)
    mark = Mark.NOT_NEEDED if done else Mark.WORKING
    if len(found) > 1:
        count = sum(needed in document.reached for document in found)
        return State(mark, words("{count} of {total} {state}", count=count, total=len(found), state=word))
    text = "{state}, passed without: {needed}" if done else "{state}, needs: {needed}"
    return State(mark, words(text, state=words(state_text(there[0])), needed=word))


def _gate(source: _Source, gate: Gate, *, dropped: bool) -> GateBox:
    words = source.words
    status = None if dropped else source.gate_status(gate)
    count = len(gate.criteria)
    conditions = words("1 condition") if count == 1 else words("{count} conditions", count=count)
    label = Label(
        text=words(gate.title),
        target=source.link("gate", gate.id),
        state=gate_state(status, words) if status else None,
        note="" if status else conditions,
    )
    refused = source.status is not None and source.status.archived is not None
    return GateBox(
        label=label,
        optional=words("optional") if gate.optional else "",
        refusal=words("No-Go: archived with its reason") if gate.needs_decision else "",
        refused=refused and gate.needs_decision,
    )


def _description(source: _Source) -> str:
    words, named = source.words, []
    for phase in source.process.phases:
        gates = [words(gate.title) for gate in phase.gates if not gate.optional or gate is phase.gate]
        named.append(f"{words(phase.title)}: {', '.join(gates)}")
    return words("Phases with the gate that ends each: {phases}.", phases="; ".join(named))


def _twin(source: _Source, panels: tuple[Panel, ...]) -> Table:
    words = source.words
    columns: Columns[Panel] = (
        Column(words("Phase"), _phase),
        Column(words("Activities"), lambda panel: _stacked(tuple((_linked(label),) for label in panel.activities))),
        Column(words("Documents and state"), lambda panel: _stacked(tuple(map(_with_state, panel.documents)))),
        Column(words("Gate"), _gates),
    )
    return plain_table(columns, panels)


def _phase(panel: Panel) -> Content:
    return _linked(panel.title) if panel.note is None else (_linked(panel.title), LineBreak(), panel.note)


def _gates(panel: Panel) -> Content:
    gates: list[Inline] = []
    for gate in (*panel.options, panel.gate):
        gates += _gate_cell(gate)
    return tuple(gates[:-1])


def _gate_cell(gate: GateBox) -> tuple[Inline, ...]:
    parts = [*_with_state(gate.label)]
    if gate.optional:
        parts += [" ", Muted(gate.optional)]
    if gate.refusal:
        parts += [LineBreak(), gate.refusal]
    return (*parts, LineBreak())


def _with_state(label: Label) -> tuple[Inline, ...]:
    if label.state:
        return (_linked(label), " ", label.state)
    return (_linked(label), " ", Muted(label.note)) if label.note else (_linked(label),)


def _linked(label: Label) -> Inline:
    return Link(label.text, label.target) if label.target else label.text


def _stacked(lines: tuple[tuple[Inline, ...], ...]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for line in lines:
        parts += [LineBreak(), *line] if parts else line
    return tuple(parts)
