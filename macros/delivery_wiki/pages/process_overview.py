"""A version of a process as one page shows it: picture, phases, gates, the basis of each statement, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from delivery_wiki.model.process import Basis, Criterion, Gate, PartyKind, Phase, ProcessDefinition
from delivery_wiki.model.status import CriterionStatus, ProjectStatus

from .birdseye import document_title, noted_legend, render_birdseye
from .process_versions import differences_table
from .register_parts import NOTHING, register_table
from .state_marks import criterion_state, gate_state, progress_state, state_word
from .tree import (
    Block,
    Blocks,
    Column,
    Content,
    Facts,
    Heading,
    Inline,
    LineBreak,
    Listing,
    Muted,
    Paragraph,
    Row,
    Strong,
    Table,
)
from .words import Words

BASIS_WORDS = {
    Basis.SOURCED: "sourced",
    Basis.INFERRED: "inferred",
    Basis.PROPOSAL: "proposal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A version of a process as one page shows it; `prefix` keeps the anchors of two versions apart."""

    process: ProcessDefinition
    words: Words
    titles: Mapping[str, str]
    hidden: frozenset[str] = frozenset()
    prefix: str = ""
    status: ProjectStatus | None = None

    def anchor(self, kind: str, id: str) -> str:
        """The id of something on this page."""
        return f"{self.prefix}{kind}-{id}"


def render_overview(shown: Overview, link: Callable[[str, str], str | None]) -> Blocks:
    """The whole page."""
    figure = render_birdseye(
        shown.process,
        shown.words,
        shown.status,
        link,
        f"{shown.prefix}birdseye",
        titles=shown.titles,
        hidden=shown.hidden,
    )
    return (*_introduction(shown), figure, *noted_legend(shown.status, shown.words), *_rest(shown))


def _introduction(shown: Overview) -> Blocks:
    process, words = shown.process, shown.words
    version = words("Version {version} of {process}", version=process.version, process=process.id)
    blocks: list[Block] = [Paragraph(words(process.summary), lead=True), Paragraph((Muted(version),))]
    if days := process.lead_business_days:
        one = words("What is owed is told from the start, and marked due 1 business day ahead of its date.")
        many = words("What is owed is told from the start, and marked due {days} business days ahead.", days=days)
        blocks.append(Paragraph(one if days == 1 else many))
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
    status = next((one for one in shown.status.phases if one.phase.id == phase.id), None) if shown.status else None
    if status is not None:
        blocks.append(Paragraph((progress_state(status.progress, words),)))
    blocks += [_activities(shown, phase), _documents(shown, phase, seen)]
    for gate in phase.gates:
        blocks += _gate(shown, gate)
    return tuple(blocks)


def _activities(shown: Overview, phase: Phase) -> Table:
    words = shown.words
    rows = [
        Row(
            id=shown.anchor("activity", one.id),
            cells=(words(one.title), words(one.summary) if one.summary else NOTHING, _basis(one.basis, words)),
        )
        for one in phase.activities
    ]
    columns = (
        Column(title=words("Activity")),
        Column(title=words("What happens")),
        Column(title=words("Basis"), narrow=True),
    )
    return register_table(columns, rows, caption=words("Activities"), empty=words("No activity is named."))


def _documents(shown: Overview, phase: Phase, seen: set[str]) -> Table:
    """A document's first row on the page carries its anchor."""
    words = shown.words
    rows: list[Row] = []
    for one in phase.documents:
        if one.document in shown.hidden:
            continue
        id = "" if one.document in seen else shown.anchor("document", one.document)
        seen.add(one.document)
        title = document_title(one.document, shown.titles, words)
        note = words(one.note) if one.note else NOTHING
        rows.append(Row(id=id, cells=(title, state_word(one.state, words), note, _basis(one.basis, words))))
    columns = (
        Column(title=words("Document")),
        Column(title=words("State at the end"), narrow=True),
        Column(title=words("Note")),
        Column(title=words("Basis"), narrow=True),
    )
    return register_table(columns, rows, caption=words("Documents"), empty=words("No document is named."))


def _gate(shown: Overview, gate: Gate) -> Blocks:
    words = shown.words
    title = words("Gate: {gate}", gate=words(gate.title))
    if gate.optional:
        title = words("Gate: {gate} (optional)", gate=words(gate.title))
    status = next((one for one in shown.status.gates if one.gate.id == gate.id), None) if shown.status else None
    line: list[Strong | Muted | str] = [Strong(words(gate.question)), " "] if gate.question else []
    line += [_decider(gate, words), " ", _basis(gate.basis, words)]
    blocks: list[Block] = [
        Heading(level=3, text=title, id=shown.anchor("gate", gate.id)),
        Paragraph(tuple(line)),
    ]
    if status is not None:
        blocks.append(Paragraph((gate_state(status, words),)))
    states = {one.id: one for one in status.criteria} if status else {}
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
    rows = [
        Row(
            cells=(
                words(one.title),
                _evidence(shown, one),
                _state(shown, states.get(one.id)),
                _basis(one.basis, words),
            )
        )
        for one in gate.criteria
    ]
    columns = (
        Column(title=words("Condition")),
        Column(title=words("How it is seen")),
        Column(title=words("State"), narrow=True),
        Column(title=words("Basis"), narrow=True),
    )
    return register_table(columns, rows, caption=words("Conditions"), empty=words("No condition is named."))


def _state(shown: Overview, status: CriterionStatus | None) -> Content:
    """The state, and until when what it is met with is accepted."""
    if status is None:
        return NOTHING
    words, said = shown.words, list[Inline]([criterion_state(status, shown.words)])
    for one in status.conditions:
        until = words("{about} until {date}", about=one.about, date=words.date(one.until))
        said += [LineBreak(), Muted(f"{until}: {one.remedy}" if one.remedy else until)]
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
    for one in shown.process.sources:
        published = f" ({one.published})" if one.published else ""
        items.append((Strong(f"{one.title}{published}"), f": {words(one.note)}" if one.note else ""))
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
