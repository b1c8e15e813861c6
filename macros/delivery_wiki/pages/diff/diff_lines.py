"""The business diff in words: its sections, the heaviest first, and what the change asks for."""

from __future__ import annotations

from delivery_wiki.calculations.business_diff.changes import Presence, ProjectDiff, Topic
from delivery_wiki.calculations.business_diff.weights import NEVER_CUT
from delivery_wiki.model.status import translatable

from ..elements.words import Words
from .diff_signature_effects import baseline_lines, gate_lines, signature_line, suspicion_line
from .diff_spans import Section
from .diff_things import thing_lines

TOPICS = translatable(
    {
        Topic.SIZING: "Sizing",
        Topic.SCOPE: "Scope",
        Topic.REQUIREMENTS: "Requirements",
        Topic.DELIVERABLES: "Deliverables and acceptance",
        Topic.EFFORT: "Effort and price",
        Topic.DATES: "Dates",
        Topic.DECISIONS: "Decisions",
        Topic.CHANGE_REQUESTS: "Change requests",
        Topic.REGISTERS: "Risks, assumptions, open points",
        Topic.PEOPLE: "People and roles",
        Topic.TESTS: "Tests",
        Topic.SYSTEM: "System and environment",
        Topic.TEXTS: "Texts",
        Topic.DOCUMENTS: "Documents",
        Topic.RULES: "Process and settings",
        Topic.INTERNAL: "Internal",
    }
)
PRESENCES = translatable(
    {
        Presence.ADDED: "A new project.",
        Presence.REMOVED: "The project is gone.",
        Presence.UNREADABLE_BEFORE: "The base has findings and cannot be read, so that nothing can be compared.",
        Presence.UNREADABLE_AFTER: "The project has findings and cannot be read; repair them first.",
    }
)


def diff_sections(
    diff: ProjectDiff, words: Words, *, whole: bool = False, gathered: bool = False
) -> tuple[Section, ...]:
    """Everything about a project, the heaviest first: what was signed, gates and what becomes suspect before the rest.

    `whole` keeps all words of reworded texts; `gathered`, what is light and alike shares a line.
    """
    signatures = tuple(signature_line(signature, words) for signature in diff.signatures)
    suspect = tuple(suspicion_line(suspicion, words) for suspicion in diff.suspicions)
    gates = tuple(line for gate in diff.gates for line in gate_lines(gate, words))
    found = [
        Section(key="baseline", title=words("What was signed"), lines=tuple(baseline_lines(diff, words))),
        Section(key="signatures", title=words("Signatures"), lines=signatures),
        Section(key="gates", title=words("Gates"), lines=gates),
        Section(key="suspect", title=words("Suspect, as words changed"), lines=suspect),
        *(_of_topic(diff, topic, words, whole=whole, gathered=gathered) for topic in Topic),
    ]
    return tuple(section for section in found if section.lines)


def _of_topic(diff: ProjectDiff, topic: Topic, words: Words, *, whole: bool, gathered: bool) -> Section:
    weighed = list(thing_lines(diff.about(topic), words, whole=whole, gathered=gathered))
    return Section(
        key=topic.value,
        title=words(TOPICS[topic]),
        lines=tuple(line for _, line in weighed),
        heavy=sum(weight <= NEVER_CUT for weight, _ in weighed),
    )


def headline(diff: ProjectDiff, words: Words) -> str:
    """What the change asks for, in one sentence: what is missing, who signs again, which gates move."""
    parts = []
    if diff.unnamed:
        parts.append(words("needs a change request"))
    elif any(not moved.agreed for moved in diff.moved):
        parts.append(words("waits for a change request to be agreed"))
    if again := sum(bool(signature.signers) for signature in diff.signatures):
        parts.append(words.counted(again, "1 document must be signed again", "{count} documents must be signed again"))
    if suspect := sum(not suspicion.cleared for suspicion in diff.suspicions):
        parts.append(words.counted(suspect, "1 fact becomes suspect", "{count} facts become suspect"))
    if diff.gates:
        parts.append(words.counted(len(diff.gates), "1 gate moves", "{count} gates move"))
    text = ", ".join(parts) or words("asks for no signature and moves no gate")
    return f"{text[0].upper()}{text[1:]}."
