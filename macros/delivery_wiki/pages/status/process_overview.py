"""A version of a process as one page shows it: picture, phases, gates, the basis of each statement, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from delivery_wiki.model.process import (
    Activity,
    Basis,
    Criterion,
    Gate,
    PartyKind,
    Phase,
    PhaseDocument,
    ProcessDefinition,
)
from delivery_wiki.model.status import CriterionStatus, Message, ProjectStatus

from ..drawings.birdseye import document_title, noted_legend, render_birdseye
from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import NOTHING
from ..elements.state_marks import criterion_state, gate_state, progress_state, state_word
from ..elements.tree import (
    Block,
    Blocks,
    Content,
    Facts,
    Heading,
    Inline,
    LineBreak,
    Listing,
    Mark,
    Muted,
    Paragraph,
    State,
    Strong,
    Table,
)
from ..elements.words import Words
from .process_points import point_list, point_table, points_counted
from .process_versions import differences_table

BASIS_WORDS = {
    Basis.SOURCED: "sourced",
    Basis.INFERRED: "inferred",
    Basis.PROPOSAL: "proposal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A version of a process as one page shows it; `prefix` keeps the anchors of two versions apart.

    `pages` are those that the wiki has, by their path below `docs/`.
    """

    process: ProcessDefinition
    words: Words
    titles: Mapping[str, str]
    hidden: frozenset[str] = frozenset()
    prefix: str = ""
    pages: frozenset[str] = frozenset()
    context: PageContext | None = None

    @property
    def status(self) -> ProjectStatus | None:
        """Where the project stands, if the page is one of a project."""
        return self.context.status if self.context else None

    def anchor(self, kind: str, id: str) -> str:
        """The id of something on this page."""
        return f"{self.prefix}{kind}-{id}"

    def page(self, path: str) -> str | None:
        """The link to a page of the wiki from one in a folder of `docs/`; None where the wiki has no such page."""
        return f"../{path.removesuffix('.md')}.html" if path in self.pages else None

    def without(self, kind: str | None) -> Message | None:
        """Why the project goes without a kind of document."""
        return self.status.goes_without(kind) if self.status and kind else None


def render_overview(shown: Overview, link: Callable[[str, str], str | None]) -> Blocks:
    """The whole page: the picture first, since it answers what the phases are, what each needs, and what it gives."""
    figure = render_birdseye(
        shown.process,
        shown.words,
        shown.status,
        link,
        f"{shown.prefix}birdseye",
        titles=shown.titles,
        hidden=shown.hidden,
    )
    version = shown.words("Version {version} of {process}", version=shown.process.version, process=shown.process.id)
    legend = noted_legend(shown.status, shown.words)
    return (Paragraph((Muted(version),)), figure, *legend, *_introduction(shown), *_rest(shown))


def _introduction(shown: Overview) -> Blocks:
    process, words = shown.process, shown.words
    blocks: list[Block] = [Paragraph(words(process.summary), lead=True)]
    if days := process.lead_business_days:
        notice = words("What is owed is told from the start, and marked due 1 business day ahead of its date.")
        many = words("What is owed is told from the start, and marked due {days} business days ahead.", days=days)
        blocks.append(Paragraph(notice if days == 1 else many))
    return tuple(blocks)


def _rest(shown: Overview) -> Blocks:
    blocks: list[Block] = [_legend(shown.words)]
    seen: set[str] = set()
    for number, phase in enumerate(shown.process.phases, start=1):
        blocks += _phase(shown, phase, number, seen)
    return (*blocks, *_sources(shown))


def _legend(words: Words) -> Facts:
    pairs: tuple[tuple[str, Content], ...] = (
        (words("sourced"), words("Stands in a published version of the process.")),
        (words("inferred"), words("Follows from what is published.")),
        (words("proposal"), words("Added here, and open to a better idea.")),
    )
    return Facts(pairs=pairs)


def _phase(shown: Overview, phase: Phase, number: int, seen: set[str]) -> Blocks:
    words = shown.words
    blocks: list[Block] = [
        Heading(level=2, text=f"{number} {words(phase.title)}", id=shown.anchor("phase", phase.id)),
        Paragraph((Strong(words(phase.question)), " ", _basis(phase.basis, words))),
    ]
    if phase.summary:
        blocks.append(Paragraph(words(phase.summary)))
    status = (
        next((phase_status for phase_status in shown.status.phases if phase_status.phase.id == phase.id), None)
        if shown.status
        else None
    )
    if status is not None:
        blocks.append(Paragraph((progress_state(status.progress, words),)))
    blocks += [*_activities(shown, phase), _documents(shown, phase, seen)]
    for gate in phase.gates:
        blocks += _gate(shown, gate)
    return tuple(blocks)


def _activities(shown: Overview, phase: Phase) -> Blocks:
    if not phase.activities:
        return (Paragraph(Muted(shown.words("No activity is named."))),)
    return tuple(block for activity in phase.activities for block in _activity(shown, activity))


def _activity(shown: Overview, activity: Activity) -> Blocks:
    """What is done and how, or why this project goes without it, with its points."""
    words = shown.words
    heading = Heading(level=3, text=words(activity.title), id=shown.anchor("activity", activity.id))
    if reason := shown.without(activity.document):
        return (heading, Paragraph((State(Mark.NOT_NEEDED, words("not needed")), ": ", words.message(reason))))
    how: list[Inline] = [words(activity.summary), " "] if activity.summary else []
    return (heading, Paragraph((*how, _basis(activity.basis, words))), *_points(shown, activity))


def _points(shown: Overview, activity: Activity) -> Blocks:
    """The points as the process names them; as a checklist once a project has answered any of them."""
    context = shown.context
    if context is None:
        return _listed(shown, activity)
    points = [status for status in context.status.points if status.activity is activity]
    done = _done(context, activity)
    if any(status.record for status in context.status.points):
        words = shown.words
        caption = points_counted(points, words) if context.view.internal else words("Points")
        table = point_table(context, points, caption=caption) if points else None
        return (*done, *((table,) if table else ()))
    return (*done, *(_listed(shown, activity) if context.view.internal else ()))


def _listed(shown: Overview, activity: Activity) -> Blocks:
    return (point_list(activity, shown.words, page=shown.page),) if activity.points else ()


def _done(context: PageContext, activity: Activity) -> Blocks:
    """That the vendor's team recorded the activity as done, for the team alone."""
    words = context.words
    records = context.view.project.activities if context.view.internal else ()
    return tuple(
        Paragraph((State(Mark.MET, words("done {date}", date=words.date(record.done))), f": {record.evidence}"))
        for record in records
        if record.activity == activity.id and record.done <= context.on
    )


def _documents(shown: Overview, phase: Phase, seen: set[str]) -> Table:
    """A document's first row on the page carries its anchor."""
    words = shown.words
    documents = [entry for entry in phase.documents if entry.document not in shown.hidden]
    first = {entry.document: entry for entry in reversed(documents) if entry.document not in seen}
    seen.update(first)
    columns: Columns[PhaseDocument] = (
        Column(words("Document"), lambda entry: document_title(entry.document, shown.titles, words)),
        Column(words("State at the end"), lambda entry: _state_at_end(shown, entry), narrow=True),
        Column(words("Note"), lambda entry: _note(shown, entry)),
        Column(words("Basis"), lambda entry: _basis(entry.basis, words), narrow=True),
    )
    return register_table(
        columns,
        documents,
        caption=words("Documents"),
        empty=words("No document is named."),
        row_id=lambda entry: shown.anchor("document", entry.document) if first.get(entry.document) is entry else "",
    )


def _state_at_end(shown: Overview, entry: PhaseDocument) -> Content:
    if shown.without(entry.document):
        return (State(Mark.NOT_NEEDED, shown.words("not needed")),)
    return state_word(entry.state, shown.words)


def _note(shown: Overview, entry: PhaseDocument) -> str:
    if reason := shown.without(entry.document):
        return shown.words.message(reason)
    return shown.words(entry.note) if entry.note else NOTHING


def _gate(shown: Overview, gate: Gate) -> Blocks:
    words = shown.words
    title = words("Gate: {gate}", gate=words(gate.title))
    if gate.optional:
        title = words("Gate: {gate} (optional)", gate=words(gate.title))
    status = (
        next((gate_status for gate_status in shown.status.gates if gate_status.gate.id == gate.id), None)
        if shown.status
        else None
    )
    line: list[Strong | Muted | str] = [Strong(words(gate.question)), " "] if gate.question else []
    line += [_decider(gate, words), " ", _basis(gate.basis, words)]
    blocks: list[Block] = [
        Heading(level=3, text=title, id=shown.anchor("gate", gate.id)),
        Paragraph(tuple(line)),
    ]
    if status is not None:
        blocks.append(Paragraph((gate_state(status, words),)))
    states = {criterion.id: criterion for criterion in status.criteria} if status else {}
    return (*blocks, _criteria(shown, gate, states))


def _decider(gate: Gate, words: Words) -> str:
    texts = {
        PartyKind.CUSTOMER: "The customer decides.",
        PartyKind.VENDOR: "The vendor decides.",
        PartyKind.PARTNER: "The partner decides.",
    }
    return words(texts[gate.decided_by])


def _criteria(shown: Overview, gate: Gate, states: Mapping[str, CriterionStatus]) -> Table:
    words = shown.words
    columns: Columns[Criterion] = (
        Column(words("Condition"), lambda criterion: words(criterion.title)),
        Column(words("How it is seen"), lambda criterion: _evidence(shown, criterion)),
        Column(words("State"), lambda criterion: _state(shown, states.get(criterion.id)), narrow=True),
        Column(words("Basis"), lambda criterion: _basis(criterion.basis, words), narrow=True),
    )
    return register_table(columns, gate.criteria, caption=words("Conditions"), empty=words("No condition is named."))


def _state(shown: Overview, status: CriterionStatus | None) -> Content:
    """The state, and until when what it is met with is accepted."""
    if status is None:
        return NOTHING
    words, said = shown.words, list[Inline]([criterion_state(status, shown.words)])
    for condition in status.conditions:
        until = words("{about} until {date}", about=condition.about, date=words.date(condition.until))
        said += [LineBreak(), Muted(f"{until}: {condition.remedy}" if condition.remedy else until)]
    return tuple(said)


def _evidence(shown: Overview, criterion: Criterion) -> str:
    words = shown.words
    if criterion.document and criterion.state:
        title = document_title(criterion.document, shown.titles, words)
        return words("{document}: {state}", document=title, state=state_word(criterion.state, words))
    return words("computed: {check}", check=words((criterion.check or "").replace("-", " ")))


def _basis(basis: Basis, words: Words) -> Muted:
    return Muted(words(BASIS_WORDS[basis]))


def _sources(shown: Overview) -> Blocks:
    words = shown.words
    items: list[Content] = []
    for source in shown.process.sources:
        published = f" ({source.published})" if source.published else ""
        items.append((Strong(f"{source.title}{published}"), f": {words(source.note)}" if source.note else ""))
    if not items:
        return ()
    heading = Heading(level=2, text=words("Sources"), id=shown.anchor("sources", shown.process.version))
    return (heading, Listing(items=tuple(items)))


def render_differences(shown: Overview, earlier: ProcessDefinition) -> Blocks:
    """What the version does otherwise than an earlier one."""
    words = shown.words
    title = words("What changed since version {version}", version=earlier.version)
    heading = Heading(level=2, text=title, id=shown.anchor("changed-since", earlier.version))
    return (heading, differences_table(earlier, shown.process, shown.titles, words))
